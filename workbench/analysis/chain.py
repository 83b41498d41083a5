"""An absorbing Markov chain solved exactly enough: expected visits, and the chance of a visit.

States are taken out one by one, the least connected first, and what led through them is added
to what is left (state reduction by Grassmann, Taksar and Heyman, 1985). Nothing is ever
subtracted, so every figure keeps its accuracy, however rarely people get out of a circle.
States are numbered in the order given, and rows are dicts by number.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

Row = dict[int, float]


@dataclass(frozen=True)
class Solved:
    """Per state the expected visits, and those of somebody who starts there (1 or more)."""

    visits: Mapping[str, float]
    own: Mapping[str, float]
    """Empty where it was not asked for."""


class _Taken(NamedTuple):
    """A state as it was when it was taken out: what led on from it, and into it."""

    state: int
    out: float
    to: Row
    into: Row


def solve(
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    starting: Mapping[str, float],
    *,
    own: bool = True,
) -> Solved | None:
    """The figures of a chain of states; None where (next to) nobody ever gets out.

    `steps` gives the probabilities of going from each state to others, `leaving` that of
    leaving the chain there; with the way back to itself they sum to 1. `starting` gives how
    many begin in each state. Order decides between equals, so equal input gives equal output.
    """
    number = {item: index for index, item in enumerate(steps)}
    to: list[Row] = [
        {number[other]: chance for other, chance in row.items() if other != item}
        for item, row in steps.items()
    ]
    away = [leaving[item] for item in steps]
    begin = [starting.get(item, 0.0) for item in steps]
    taken = _taken_out(to, away, begin)
    if taken is None:
        return None
    visits, again = _visits(taken, begin), _own(taken) if own else []
    if not all(map(math.isfinite, (*visits, *again))):
        return None
    return Solved(dict(zip(steps, visits, strict=True)), dict(zip(steps, again, strict=False)))


def _taken_out(to: list[Row], away: list[float], begin: list[float]) -> list[_Taken] | None:
    """All states as they were taken out, first to last; None where nobody gets out.

    Changes its arguments.
    """
    into: list[Row] = [{} for _ in to]
    for state, row in enumerate(to):
        for other, chance in row.items():
            into[other][state] = chance
    # the least connected first, the first of several: one number holds both
    count = len(to)
    price = [len(to[state]) * len(into[state]) * count + state for state in range(count)]
    queue = list(price)
    heapq.heapify(queue)
    taken: list[_Taken] = []
    while queue:
        entry = heapq.heappop(queue)
        state = entry % count
        if entry != price[state]:
            continue
        one = _Taken(state, away[state] + math.fsum(to[state].values()), to[state], into[state])
        if one.out <= 0.0:
            return None
        price[state] = -1
        _take_out(one, to, into, away, begin)
        taken.append(one)
        for other in one.to.keys() | one.into.keys():
            now = len(to[other]) * len(into[other]) * count + other
            if now != price[other]:
                price[other] = now
                heapq.heappush(queue, now)
    return taken


def _take_out(
    one: _Taken, to: list[Row], into: list[Row], away: list[float], begin: list[float]
) -> None:
    """Lead everybody past a state, in place."""
    state, out = one.state, one.out
    here = begin[state] / out
    for target, chance in one.to.items():
        del into[target][state]
        begin[target] += here * chance
    for source, chance in one.into.items():
        row = to[source]
        del row[state]
        part = chance / out
        away[source] += part * away[state]
        for target, onward in one.to.items():
            if target != source:
                row[target] = into[target][source] = row.get(target, 0.0) + part * onward


def _visits(taken: list[_Taken], begin: list[float]) -> list[float]:
    visits = [0.0] * len(taken)
    for one in reversed(taken):
        coming = [visits[source] * chance for source, chance in one.into.items()]
        visits[one.state] = (begin[one.state] + math.fsum(coming)) / one.out
    return visits


def _own(taken: list[_Taken]) -> list[float]:
    """The diagonal of (I − Q)⁻¹, found from the last state back.

    Off the diagonal it takes only the visits of one state from another that leads to it, and
    each of these follows from those of states taken out later. `known[a][b]` are those to a of
    who starts at b.
    """
    known: list[Row] = [{} for _ in taken]
    own = [1.0] * len(taken)
    for one in reversed(taken):
        here = known[one.state]
        for source in one.into:
            onward = [chance * known[k][source] for k, chance in one.to.items()]
            here[source] = math.fsum(onward) / one.out
        for target in one.to:
            row = known[target]
            coming = [row[k] * chance for k, chance in one.into.items()]
            row[one.state] = math.fsum(coming) / one.out
        back = [chance * known[k][one.state] for k, chance in one.to.items()]
        own[one.state] = here[one.state] = (1.0 + math.fsum(back)) / one.out
    return own

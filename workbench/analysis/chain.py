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


class _Chain(NamedTuple):
    """States by number: where each leads to, with which chance, and from where; how many leave
    the chain there, and how many begin.

    Once a state was taken out, its rows stay as they were then.
    """

    to: list[Row]
    into: list[Row]
    away: list[float]
    begin: list[float]


_Taken = tuple[int, float]
"""A state that was taken out, and the chance of getting out of it then."""


def solve(
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    starting: Mapping[str, float],
    *,
    own: bool = True,
) -> Solved | None:
    """The figures of a chain of states; None where (next to) nobody ever gets out.

    `starting` names the states, and how many begin in each. `steps` gives the probabilities of
    going from each to others, `leaving` that of going nowhere; together with the way back to
    itself they sum to 1. A step to what is no state leaves the chain. Order decides between
    equals, so equal input gives equal output.
    """
    chain = _chain(steps, leaving, starting)
    taken = _taken_out(chain)
    if taken is None:
        return None
    visits, again = _visits(chain, taken), _own(chain, taken) if own else []
    if not all(map(math.isfinite, visits)) or not all(map(math.isfinite, again)):
        return None
    return Solved(
        dict(zip(starting, visits, strict=True)), dict(zip(starting, again, strict=False))
    )


def _chain(
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    starting: Mapping[str, float],
) -> _Chain:
    number = {item: index for index, item in enumerate(starting)}
    to: list[Row] = [{} for _ in number]
    into: list[Row] = [{} for _ in number]
    away = []
    for item, state in number.items():
        row, out = to[state], [leaving[item]]
        for target, chance in steps[item].items():
            other = number.get(target)
            if other is None:
                out.append(chance)
            elif other != state:
                row[other] = into[other][state] = chance
        away.append(math.fsum(out) if len(out) > 1 else out[0])
    return _Chain(to, into, away, list(starting.values()))


def _taken_out(chain: _Chain) -> list[_Taken] | None:
    """All states as they were taken out, first to last; None where nobody gets out.

    Changes the chain.
    """
    to, into, away, begin = chain
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
        onwards, coming = to[state], into[state]
        out = math.fsum((away[state], *onwards.values()))
        if out <= 0.0:
            return None
        price[state] = -1
        taken.append((state, out))
        # everybody is led past it
        here, gone = begin[state] / out, away[state] / out
        for target, chance in onwards.items():
            del into[target][state]
            begin[target] += here * chance
        for source, chance in coming.items():
            row, part = to[source], chance / out
            del row[state]
            away[source] += chance * gone
            for target, onward in onwards.items():
                if target != source:
                    row[target] = into[target][source] = row.get(target, 0.0) + part * onward
        for other in {**onwards, **coming}:
            now = len(to[other]) * len(into[other]) * count + other
            if now != price[other]:
                price[other] = now
                heapq.heappush(queue, now)
    return taken


def _visits(chain: _Chain, taken: list[_Taken]) -> list[float]:
    visits = [0.0] * len(taken)
    for state, out in reversed(taken):
        coming = [visits[source] * chance for source, chance in chain.into[state].items()]
        visits[state] = math.fsum((chain.begin[state], *coming)) / out
    return visits


def _own(chain: _Chain, taken: list[_Taken]) -> list[float]:
    """The diagonal of (I − Q)⁻¹, found from the last state back.

    Off the diagonal it takes only the visits of one state from another that leads to it, and
    each of these follows from those of states taken out later. `known[a * count + b]` are those
    to a of who starts at b; one dict of numbers is no work for the garbage collector.
    """
    count = len(taken)
    known: Row = {}
    own = [1.0] * count
    for state, out in reversed(taken):
        onwards, coming = chain.to[state].items(), chain.into[state].items()
        for source, _ in coming:
            known[state * count + source] = (
                math.fsum([chance * known[k * count + source] for k, chance in onwards]) / out
            )
        for target, _ in onwards:
            row = target * count
            known[row + state] = math.fsum([known[row + k] * chance for k, chance in coming]) / out
        back = [chance * known[k * count + state] for k, chance in onwards]
        own[state] = known[state * count + state] = math.fsum((1.0, *back)) / out
    return own

"""An absorbing Markov chain solved exactly enough: expected visits, and the chance of a visit.

States are taken out one by one, the least connected first, and what led through them is added
to what is left (state reduction by Grassmann, Taksar and Heyman, 1985). Nothing is ever
subtracted, so every figure keeps its accuracy, however rarely people get out of a circle.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping
from dataclasses import dataclass

Row = dict[str, float]


@dataclass(frozen=True)
class Solved:
    """Per state the expected visits, and those of somebody who starts there (1 or more)."""

    visits: Mapping[str, float]
    own: Mapping[str, float]


@dataclass(frozen=True)
class _Taken:
    """A state as it was when it was taken out: what led on from it, and into it."""

    state: str
    out: float
    to: Row
    into: Row


def solve(
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    starting: Mapping[str, float],
) -> Solved | None:
    """The figures of a chain of states; None where (next to) nobody ever gets out.

    `steps` gives the probabilities of going from each state to others, `leaving` that of
    leaving the chain there; with the way back to itself they sum to 1. `starting` gives how
    many begin in each state. Order decides between equals, so equal input gives equal output.
    """
    if len(steps) == 1:
        # most components of a journey are a single touchpoint
        ((only, out),) = leaving.items()
        if out <= 0.0:
            return None
        often, again = starting.get(only, 0.0) / out, 1.0 / out
        return Solved({only: often}, {only: again}) if math.isfinite(often + again) else None
    to = {item: {k: p for k, p in row.items() if k != item} for item, row in steps.items()}
    into: dict[str, Row] = {item: {} for item in steps}
    for item, row in to.items():
        for other, chance in row.items():
            into[other][item] = chance
    away = {item: leaving[item] for item in steps}
    begin = {item: starting.get(item, 0.0) for item in steps}
    place = {item: index for index, item in enumerate(steps)}

    def price(item: str) -> tuple[int, int, str]:
        """The least connected first."""
        return len(to[item]) * len(into[item]), place[item], item

    taken: list[_Taken] = []
    queue = [price(item) for item in steps]
    heapq.heapify(queue)
    while queue:
        entry = heapq.heappop(queue)
        item = entry[-1]
        if item not in to or entry != price(item):
            continue
        out = away[item] + math.fsum(to[item].values())
        if out <= 0.0:
            return None
        _take_out(item, out, to, into, away, begin)
        taken.append(_Taken(item, out, to.pop(item), into.pop(item)))
        for other in {**taken[-1].to, **taken[-1].into}:
            heapq.heappush(queue, price(other))
    visits = _visits(taken, begin)
    own = _own(taken)
    solved = all(map(math.isfinite, (*visits.values(), *own.values())))
    return Solved({item: visits[item] for item in steps}, own) if solved else None


def _take_out(
    item: str, out: float, to: dict[str, Row], into: dict[str, Row], away: Row, begin: Row
) -> None:
    """Lead everybody past a state, in place."""
    for target, chance in to[item].items():
        del into[target][item]
        begin[target] += begin[item] * chance / out
    for source, chance in into[item].items():
        del to[source][item]
        part = chance / out
        away[source] += part * away[item]
        for target, onward in to[item].items():
            if target != source:
                added = to[source].get(target, 0.0) + part * onward
                to[source][target] = into[target][source] = added


def _visits(taken: list[_Taken], begin: Row) -> Row:
    visits: Row = {}
    for one in reversed(taken):
        coming = math.fsum(visits[source] * chance for source, chance in one.into.items())
        visits[one.state] = (begin[one.state] + coming) / one.out
    return visits


def _own(taken: list[_Taken]) -> Row:
    """The diagonal of (I − Q)⁻¹, found from the last state back.

    Off the diagonal it takes only the visits of one state from another that leads to it, and
    each of these follows from those of states taken out later.
    """
    known: dict[tuple[str, str], float] = {}
    for one in reversed(taken):
        item = one.state
        for source in one.into:
            onward = math.fsum(chance * known[k, source] for k, chance in one.to.items())
            known[item, source] = onward / one.out
        for target in one.to:
            coming = math.fsum(known[target, k] * chance for k, chance in one.into.items())
            known[target, item] = coming / one.out
        back = math.fsum(chance * known[k, item] for k, chance in one.to.items())
        known[item, item] = (1.0 + back) / one.out
    return {one.state: known[one.state, one.state] for one in taken}

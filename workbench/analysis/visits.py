"""How often people come to each touchpoint, how many ever do, and where they leave."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from workbench.analysis.chain import Solved, solve
from workbench.analysis.components import components
from workbench.analysis.graph import JourneyGraph


class Visits(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a map's flow, per touchpoint that counts, of all who come in (1 = all).

    `visits` is how often people come on average, `reach` how many ever come, `drop_off` how
    many leave there without having been at the goal. None in a circle without any way out
    (where such a circle holds a goal, its reach is known all the same), and all drop-off
    where the map has no goal stage. `goal` is how many ever come to the goal, `trapped` how
    many end in a circle before; with all drop-off they sum to 1.
    """

    visits: dict[str, float | None]
    reach: dict[str, float | None]
    drop_off: dict[str, float | None]
    goal: float
    trapped: float


@lru_cache(maxsize=16)
def visits(journey: JourneyGraph) -> Visits | None:
    """The figures of a map's flow; None where no connection is drawn.

    Expected visits solve (I − Q)ᵀ x = entries, one strongly connected component after the
    other; reach is x_j ÷ the expected visits to j of those who start at j. Both follow people
    past the goal. For drop-off the journey ends at the goal.
    """
    if not journey.drawn:
        return None
    number: dict[str, float | None] = {}
    reach: dict[str, float | None] = {}
    for part in _parts(journey.components, journey.steps, journey.leaving, journey.entries):
        for item, often in part.visits.items():
            number[item], reach[item] = often, min(often / part.own[item], 1.0)
        if not part.visits:
            arriving = min(math.fsum(part.starting.values()), 1.0)
            known = None if journey.goals.isdisjoint(part.starting) else arriving
            number.update(dict.fromkeys(part.starting))
            reach.update(dict.fromkeys(part.starting, known))
    drop_off, goal, trapped = _until_goal(journey)
    return Visits(
        visits={item: number[item] for item in journey.touchpoints},
        reach={item: reach[item] for item in journey.touchpoints},
        drop_off=drop_off,
        goal=goal,
        trapped=trapped,
    )


def drop_off_by_stage(journey: JourneyGraph, figures: Visits) -> dict[str, float | None]:
    """How many leave in each stage that has touchpoints, by its id; None where unknown."""
    stages: dict[str, list[float]] = {}
    for item, stage in journey.stages.items():
        share = figures.drop_off[item]
        stages.setdefault(stage, []).extend(() if share is None else (share,))
    return {stage: math.fsum(shares) if shares else None for stage, shares in stages.items()}


class _Part(NamedTuple):
    """A strongly connected component: how many come into it where, and its figures.

    Without figures where nobody gets out.
    """

    starting: Mapping[str, float]
    visits: Mapping[str, float]
    own: Mapping[str, float]


def _parts(
    parts: Sequence[Sequence[str]],
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    entries: Mapping[str, float],
    *,
    own: bool = True,
) -> Iterator[_Part]:
    """The components of a chain, each after those that lead to it; `parts` has them reversed.

    What somebody who starts in a state does there is found only with `own`.
    """
    coming: dict[str, list[float]] = {item: [share] for item, share in entries.items()}
    for members in reversed(parts):
        starting = {item: math.fsum(coming.get(item, ())) for item in members}
        solved = _solved(members, steps, leaving, starting, own=own)
        if solved is None:
            yield _Part(starting, {}, {})
            continue
        for item, often in solved.visits.items():
            for target, chance in steps[item].items():
                if target not in starting:
                    coming.setdefault(target, []).append(often * chance)
        yield _Part(starting, solved.visits, solved.own)


def _solved(
    members: Sequence[str],
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    starting: Mapping[str, float],
    *,
    own: bool,
) -> Solved | None:
    """The figures of one component; None where nobody gets out."""
    if len(members) == 1 and members[0] not in steps[members[0]]:
        # most are a single touchpoint, to which nobody comes twice
        return Solved(starting, {members[0]: 1.0})
    within = {
        item: {target: chance for target, chance in steps[item].items() if target in starting}
        for item in members
    }
    away = {
        item: math.fsum(
            (leaving[item], *(p for target, p in steps[item].items() if target not in starting))
        )
        for item in members
    }
    return solve(within, away, starting, own=own)


def _until_goal(journey: JourneyGraph) -> tuple[dict[str, float | None], float, float]:
    """Drop-off by touchpoint, how many come to the goal, and how many to a circle before."""
    goals = journey.goals
    steps = {item: {} if item in goals else row for item, row in journey.steps.items()}
    leaving = {item: 1.0 if item in goals else journey.leaving[item] for item in steps}
    drop_off: dict[str, float | None] = dict.fromkeys(steps)
    arrived: list[float] = []
    trapped: list[float] = []
    for part in _parts(components(steps), steps, leaving, journey.entries, own=False):
        if not part.visits:
            trapped.extend(part.starting.values())
        for item, often in part.visits.items():
            if item in goals:
                arrived.append(often)
            elif journey.goal_column is not None:
                drop_off[item] = often * leaving[item]
    return drop_off, min(math.fsum(arrived), 1.0), min(math.fsum(trapped), 1.0)

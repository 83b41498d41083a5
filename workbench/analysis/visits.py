"""How often people come to each touchpoint, how many ever do, and where they leave."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

import msgspec

from workbench.analysis.chain import solve
from workbench.analysis.components import components
from workbench.analysis.graph import JourneyGraph

_NOWHERE: Mapping[str, float] = {}


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


class Passing(NamedTuple):
    """Those of the figures that follow people past the goal: see `Visits`."""

    visits: dict[str, float | None]
    reach: dict[str, float | None]


@lru_cache(maxsize=16)
def visits(journey: JourneyGraph) -> Visits | None:
    """The figures of a map's flow; None where no connection is drawn.

    Expected visits solve (I − Q)ᵀ x = entries, one strongly connected component after the
    other; reach is x_j ÷ the expected visits to j of those who start at j. Both follow people
    past the goal. For drop-off the journey ends at the goal.
    """
    known = passing(journey)
    if known is None:
        return None
    drop_off, goal, trapped = _until_goal(journey)
    return Visits(
        visits=known.visits, reach=known.reach, drop_off=drop_off, goal=goal, trapped=trapped
    )


@lru_cache(maxsize=16)
def passing(journey: JourneyGraph) -> Passing | None:
    """Visits and reach alone, for who asks for nothing else."""
    if not journey.drawn:
        return None
    found = _figures(reversed(journey.components), journey.steps, journey.leaving, journey.entries)
    # those of a touchpoint to which nobody comes twice are 1
    again = found.own
    reach: dict[str, float | None] = {
        item: min(often / again[item] if item in again else often, 1.0)
        for item, often in found.visits.items()
    }
    for starting in found.stuck:
        if not journey.goals.isdisjoint(starting):
            arriving = min(math.fsum(starting.values()), 1.0)
            reach.update(dict.fromkeys(starting, arriving))
    return Passing(
        visits={item: found.visits.get(item) for item in journey.touchpoints},
        reach={item: reach.get(item) for item in journey.touchpoints},
    )


def most_drop_off(journey: JourneyGraph) -> float:
    """What the drop-off at no touchpoint exceeds, found in half the time of all figures.

    How often people come before the goal is at most how often they come at all. 1 where a
    circle without any way out leaves that unknown.
    """
    known = passing(journey)
    if known is None:
        return 0.0
    leaving = journey.leaving
    shares = [
        1.0 if often is None else often * leaving[item]
        for item, often in known.visits.items()
        if item not in journey.goals
    ]
    return min(max(shares, default=0.0), 1.0)


def drop_off_by_stage(journey: JourneyGraph, figures: Visits) -> dict[str, float | None]:
    """How many leave in each stage that has touchpoints, by its id; None where unknown."""
    stages: dict[str, list[float]] = {}
    for item, stage in journey.stages.items():
        share = figures.drop_off[item]
        stages.setdefault(stage, []).extend(() if share is None else (share,))
    return {stage: math.fsum(shares) if shares else None for stage, shares in stages.items()}


class _Figures(NamedTuple):
    """Expected visits, and `own`, those of somebody who starts there, where they may be above 1.

    `stuck` are the components out of which nobody gets: how many come into them where.
    """

    visits: dict[str, float]
    own: dict[str, float]
    stuck: list[dict[str, float]]


def _figures(
    components: Iterable[Sequence[str]],
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
    entries: Mapping[str, float],
    *,
    own: bool = True,
) -> _Figures:
    """The figures of a chain, from its components, each before all that it leads to.

    Without `own`, nobody asks for visits of those who start in a state.
    """
    found = _Figures({}, {}, [])
    visits = found.visits
    # of what several ways lead to, all parts: their sum is rounded once, whatever their order
    once, parts = dict(entries), dict[str, list[float]]()

    def coming(item: str) -> float:
        return math.fsum(parts[item]) if item in parts else once.get(item, 0.0)

    for members in components:
        if len(members) == 1 and members[0] not in steps[members[0]]:
            # most are a single touchpoint, to which nobody comes twice
            visits[members[0]] = coming(members[0])
        else:
            starting = {item: coming(item) for item in members}
            solved = solve(steps, leaving, starting, own=own)
            if solved is None:
                found.stuck.append(starting)
                continue
            visits.update(solved.visits)
            found.own.update(solved.own)
        for item in members:
            often = visits[item]
            if often > 0.0:
                for target, chance in steps[item].items():
                    if target in once:
                        parts.setdefault(target, [once[target]]).append(often * chance)
                    else:
                        once[target] = often * chance
    return found


def _until_goal(journey: JourneyGraph) -> tuple[dict[str, float | None], float, float]:
    """Drop-off by touchpoint, how many come to the goal, and how many to a circle before."""
    goals = journey.goals
    steps = {**journey.steps, **dict.fromkeys(goals, _NOWHERE)}
    leaving = {**journey.leaving, **dict.fromkeys(goals, 1.0)}
    parts = _parted(journey.components, goals, steps)
    found = _figures(parts, steps, leaving, journey.entries, own=False)
    drop_off: dict[str, float | None] = dict.fromkeys(steps)
    if journey.goal_column is not None:
        drop_off.update(
            (item, often * leaving[item])
            for item, often in found.visits.items()
            if item not in goals
        )
    arrived = (often for item, often in found.visits.items() if item in goals)
    trapped = (share for starting in found.stuck for share in starting.values())
    return drop_off, min(math.fsum(arrived), 1.0), min(math.fsum(trapped), 1.0)


def _parted(
    whole: Sequence[Sequence[str]],
    goals: frozenset[str],
    steps: Mapping[str, Mapping[str, float]],
) -> Iterator[Sequence[str]]:
    """The components, each before all that it leads to, of a chain that ends at the goals.

    `whole` are those of the chain that goes on there: only what holds a goal falls apart.
    """
    for members in reversed(whole):
        if len(members) == 1 or goals.isdisjoint(members):
            yield members
        else:
            yield from reversed(components(steps, members))

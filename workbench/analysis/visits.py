"""How often people come to each touchpoint, how many ever do, and where they leave.

Importing this module imports networkx: see `graph`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from functools import lru_cache

import msgspec
import networkx as nx

from workbench.analysis.chain import solve
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
    for part in _parts(journey, journey.steps, journey.leaving):
        arriving = min(math.fsum(part.starting.values()), 1.0)
        known = None if part.goalless else arriving
        for item in part.members:
            number[item] = part.visits[item] if part.visits else None
            reach[item] = min(part.visits[item] / part.own[item], 1.0) if part.visits else known
    drop_off, goal, trapped = _until_goal(journey)
    return Visits(
        visits={item: number[item] for item in journey.graph},
        reach={item: reach[item] for item in journey.graph},
        drop_off=drop_off,
        goal=goal,
        trapped=trapped,
    )


def drop_off_by_stage(journey: JourneyGraph, figures: Visits) -> dict[str, float | None]:
    """How many leave in each stage that has touchpoints, by its id; None where unknown."""
    stages: dict[str, list[float]] = {}
    for item, stage in journey.graph.nodes(data="stage"):
        share = figures.drop_off[item]
        stages.setdefault(stage, []).extend(() if share is None else (share,))
    return {stage: math.fsum(shares) if shares else None for stage, shares in stages.items()}


class _Part(msgspec.Struct, frozen=True):
    """A strongly connected component: how many come into it where, and its figures.

    Without figures where nobody gets out; `goalless` says that it holds no goal either.
    """

    members: tuple[str, ...]
    starting: dict[str, float]
    visits: Mapping[str, float]
    own: Mapping[str, float]
    goalless: bool


def _parts(
    journey: JourneyGraph,
    steps: Mapping[str, Mapping[str, float]],
    leaving: Mapping[str, float],
) -> Iterator[_Part]:
    """The components of a chain, each after those that lead to it."""
    moves = nx.DiGraph()
    moves.add_nodes_from(steps)
    moves.add_edges_from((source, target) for source in steps for target in steps[source])
    coming: dict[str, list[float]] = {item: [share] for item, share in journey.entries.items()}
    # components are found last first: one only after all those that it leads to
    for members in reversed(list(nx.strongly_connected_components(moves))):
        inside = journey.order(members)
        here = frozenset(inside)
        within = {item: {k: p for k, p in steps[item].items() if k in here} for item in inside}
        outside = {
            item: [(k, p) for k, p in steps[item].items() if k not in here] for item in inside
        }
        away = {item: leaving[item] + math.fsum(p for _, p in outside[item]) for item in inside}
        starting = {item: math.fsum(coming.get(item, ())) for item in inside}
        solved = solve(within, away, starting)
        if solved is None:
            yield _Part(inside, starting, {}, {}, journey.goals.isdisjoint(inside))
            continue
        for item in inside:
            for target, chance in outside[item]:
                coming.setdefault(target, []).append(solved.visits[item] * chance)
        yield _Part(inside, starting, solved.visits, solved.own, False)


def _until_goal(journey: JourneyGraph) -> tuple[dict[str, float | None], float, float]:
    """Drop-off by touchpoint, how many come to the goal, and how many to a circle before."""
    goals = journey.goals
    steps = {item: {} if item in goals else row for item, row in journey.steps.items()}
    leaving = {item: 1.0 if item in goals else journey.leaving[item] for item in steps}
    drop_off: dict[str, float | None] = dict.fromkeys(steps)
    arrived: list[float] = []
    trapped: list[float] = []
    for part in _parts(journey, steps, leaving):
        if not part.visits:
            trapped.extend(part.starting.values())
        for item in part.visits:
            if item in goals:
                arrived.append(part.visits[item])
            elif journey.goal_column is not None:
                drop_off[item] = part.visits[item] * leaving[item]
    return drop_off, min(math.fsum(arrived), 1.0), min(math.fsum(trapped), 1.0)

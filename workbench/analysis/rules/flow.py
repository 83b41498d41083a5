"""Flow: where customers get stuck between touchpoints."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.analysis import circles, graph
from workbench.analysis.conversion import conversions
from workbench.analysis.finding import Action, Join, Subject
from workbench.analysis.folding import MANY
from workbench.analysis.rules.joining import Joining, onwards, through, towards
from workbench.analysis.rules.journey import (
    Draft,
    Journey,
    groups,
    joined,
    naming,
    subjects_of,
)
from workbench.model.entities import Touchpoint


def flow_not_drawn(journey: Journey) -> Iterator[Draft]:
    """Two or more touchpoints and not a single connection between them."""
    if len(journey.counting) > 1 and drawn(journey) is None:
        yield Draft(
            subjects=(Subject("maps", journey.map.id),),
            parameters=(("n", len(journey.counting)),),
            action=Action.of("connect-in-order", map=journey.map.id),
        )


def not_connected(journey: Journey) -> Iterator[Draft]:
    """A touchpoint without any connection, on a map that has some."""
    flow = drawn(journey)
    if flow is not None:
        yield from _about(journey, flow, graph.not_connected(flow), "connect", through)


def dead_end(journey: Journey) -> Iterator[Draft]:
    """A touchpoint before the goal stage from which no way leads to the goal."""
    flow = drawn(journey)
    if flow is not None:
        yield from _about(journey, flow, graph.dead_ends(flow), "lead-on", onwards)


def unreachable(journey: Journey) -> Iterator[Draft]:
    """A touchpoint that nobody can come to from where people come in."""
    flow = drawn(journey)
    if flow is not None:
        yield from _about(journey, flow, graph.unreachable(flow), "lead-to", towards)


def only_way_through(journey: Journey) -> Iterator[Draft]:
    """A touchpoint that everybody has to pass on the way to the goal."""
    flow = drawn(journey)
    if flow is not None:
        for item in _touchpoints(journey, graph.only_ways_through(flow)):
            yield _draft((item,), "second-way")


def circle_without_exit(journey: Journey) -> Iterator[Draft]:
    """Touchpoints that lead round and round, with no way out."""
    flow = drawn(journey)
    for circle in circles.circles(flow) if flow is not None else ():
        if not circle.exit:
            items = _touchpoints(journey, circle.touchpoints)
            cycle = circles.shortest_cycle(flow, circle) if flow is not None else ()
            yield Draft(
                subjects=subjects_of(items),
                stage=items[0].stage,
                parameters=(*naming(items), ("cycle", joined(cycle))),
                action=Action.of("open-circle", touchpoint=items[-1].id),
            )


def shares_above_100(journey: Journey) -> Iterator[Draft]:
    """A touchpoint whose connections promise more than everybody."""
    flow = drawn(journey)
    above = graph.shares_above(flow) if flow is not None else {}
    for item in _touchpoints(journey, above):
        yield Draft(
            subjects=(Subject("touchpoints", item.id),),
            stage=item.stage,
            parameters=(("touchpoint", item.id), ("total", above[item.id])),
            action=Action.of("correct-shares", touchpoint=item.id),
        )


def conversion_under_target(journey: Journey) -> Iterator[Draft]:
    """A stage reached by a smaller part of the stage before than was aimed at."""
    rates = conversions(journey.document, journey.map.id)
    for index, (stage, rate) in enumerate(zip(journey.stages, rates, strict=True)):
        if rate is None or stage.target_conversion is None:
            continue
        if round(rate * 100, 9) < stage.target_conversion:
            yield Draft(
                subjects=(Subject("stages", stage.id),),
                stage=stage.id,
                parameters=(
                    ("stage", stage.id),
                    ("previous", journey.stages[index - 1].id),
                    ("conversion", round(rate * 100, 9)),
                    ("target", stage.target_conversion),
                ),
                action=Action.of("raise-conversion", stage=stage.id),
            )


def drawn(journey: Journey) -> graph.JourneyGraph | None:
    """The journey's graph, where any connection is drawn."""
    flow = graph.journey_graph(journey.document, journey.map.id)
    return flow if flow.drawn else None


def _touchpoints(journey: Journey, identifiers: Iterable[str]) -> tuple[Touchpoint, ...]:
    return tuple(map(journey.document.touchpoints.__getitem__, identifiers))


def _about(
    journey: Journey,
    flow: graph.JourneyGraph,
    identifiers: Iterable[str],
    action: str,
    joining: Joining,
) -> Iterator[Draft]:
    about = _touchpoints(journey, identifiers)
    if not about:
        return
    partners = joining(journey, flow)
    for items in groups(about, MANY):
        joins = tuple([join for item in items for join in partners(item)])
        yield _draft(items, action, joins)


def _draft(items: tuple[Touchpoint, ...], action: str, joins: tuple[Join, ...] = ()) -> Draft:
    """What is found about these cards. The action on a single one names its partners."""
    partners: list[tuple[str, str]] = []
    if len(items) == 1:
        for join in joins:
            is_next = join.source == items[0].id
            partners.append(("after", join.target) if is_next else ("before", join.source))
    code = "-".join((action, *(name for name, _ in partners)))
    names = naming(items)
    return Draft(
        subjects=subjects_of(items),
        stage=items[0].stage,
        parameters=names,
        action=Action(code, (*names, *partners)),
        joins=joins,
    )

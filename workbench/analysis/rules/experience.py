"""Experience: what is there but disappoints."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis import scores
from workbench.analysis.experience import curve
from workbench.analysis.finding import Action, Subject
from workbench.analysis.needs import answer
from workbench.analysis.rules.coverage import unanswered
from workbench.analysis.rules.journey import Draft, Journey
from workbench.model import queries


def opportunity(journey: Journey) -> Iterator[Draft]:
    """A touchpoint whose satisfaction lags behind its importance, scoring 10 or more."""
    for item in journey.counting:
        score = scores.opportunity(item.importance, item.satisfaction)
        if score is None or item.importance is None or item.satisfaction is None:
            continue
        if score >= scores.WORTH_A_LOOK and item.satisfaction < item.importance:
            yield Draft(
                subjects=(Subject("touchpoints", item.id),),
                stage=item.stage,
                size=score,
                variant=scores.band(score),
                parameters=(
                    ("touchpoint", item.id),
                    ("importance", item.importance),
                    ("satisfaction", item.satisfaction),
                ),
                action=Action.of("improve", touchpoint=item.id),
            )


def biggest_drop(journey: Journey) -> Iterator[Draft]:
    """The deepest fall of the experience curve from one stage to the next."""
    line = curve(journey.document, journey.map.id)
    if line.drop is None or line.drop_from is None or line.drop_to is None:
        return
    before, after = journey.stages[line.drop_from], journey.stages[line.drop_to]
    worst = min(
        (item for item in journey.cells[after.id] if item.feeling is not None),
        key=lambda item: item.feeling or 0.0,
    )
    yield Draft(
        subjects=(Subject("stages", before.id), Subject("stages", after.id)),
        stage=after.id,
        size=-line.drop,
        parameters=(("previous", before.id), ("stage", after.id), ("drop", line.drop)),
        action=Action.of("lift", touchpoint=worst.id),
    )


def unhappy_moment_of_truth(journey: Journey) -> Iterator[Draft]:
    """A moment of truth that customers leave with a feeling below neutral."""
    for item in journey.counting:
        if item.moment_of_truth and item.feeling is not None and item.feeling < 0:
            yield Draft(
                subjects=(Subject("touchpoints", item.id),),
                stage=item.stage,
                parameters=(("touchpoint", item.id), ("feeling", item.feeling)),
                action=Action.of("rescue", touchpoint=item.id),
            )


def frustration(journey: Journey) -> Iterator[Draft]:
    """A frustration of a persona that nothing relieves where it matters."""
    for persona in journey.personas:
        for need in queries.needs(journey.document, persona.id):
            if need.kind == "frustration":
                found = answer(journey.document, journey.map.id, need)
                if found.state != "in-place":
                    yield unanswered(journey, persona, need, found)

"""Experience: what is there but disappoints."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis import scores
from workbench.analysis.experience import curve
from workbench.analysis.finding import Action, Parameters, Subject
from workbench.analysis.importance_performance import crosshairs, is_to_concentrate_on
from workbench.analysis.needs import answer
from workbench.analysis.rules.coverage import unanswered
from workbench.analysis.rules.journey import (
    Draft,
    Journey,
    groups,
    joined,
    naming,
    subjects_of,
)
from workbench.model import queries
from workbench.model.entities import Stage, Touchpoint


def opportunity(item: Touchpoint) -> Draft | None:
    """A touchpoint whose satisfaction lags behind its importance, scoring 10 or more."""
    score = scores.lagging(item.importance, item.satisfaction)
    if score is None or item.importance is None or item.satisfaction is None:
        return None
    return Draft(
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
    yield Draft(
        subjects=(Subject("stages", before.id), Subject("stages", after.id)),
        stage=after.id,
        size=-line.drop,
        parameters=(("previous", before.id), ("stage", after.id), ("drop", line.drop)),
        action=Action.of("lift", touchpoint=_worst(journey, after).id),
    )


def low_end(journey: Journey) -> Iterator[Draft]:
    """The experience curve ends below neutral, and the end is what people remember."""
    line = curve(journey.document, journey.map.id)
    feeling = line.points[line.end] if line.end is not None else None
    if line.end is None or feeling is None or feeling >= 0:
        return
    stage = journey.stages[line.end]
    yield Draft(
        subjects=(Subject("stages", stage.id),),
        stage=stage.id,
        parameters=(("stage", stage.id), ("feeling", feeling)),
        action=Action.of("lift", touchpoint=_worst(journey, stage).id),
    )


def concentrate_here(journey: Journey) -> Iterator[Draft]:
    """Touchpoints that matter more, and satisfy less, than the mean of the map.

    Those of one stage come as one finding.
    """
    lines = crosshairs(journey.counting)
    if lines is None:
        return
    for items in groups(item for item in journey.counting if is_to_concentrate_on(item, lines)):
        first, names = items[0], naming(items)
        own: Parameters = ()
        if len(items) == 1 and first.importance is not None and first.satisfaction is not None:
            own = (("importance", first.importance), ("satisfaction", first.satisfaction))
        yield Draft(
            subjects=subjects_of(items),
            stage=items[0].stage,
            parameters=(
                *names,
                *own,
                ("mean_importance", lines.importance),
                ("mean_satisfaction", lines.satisfaction),
            ),
            action=Action("concentrate", names),
        )


def pain_without_idea(journey: Journey) -> Iterator[Draft]:
    """Pains noted in a stage with neither an opportunity noted nor a touchpoint planned."""
    notes = [it for it in queries.notes(journey.document, journey.map.id) if it.text.strip()]
    cared_for = {note.stage for note in notes if note.kind == "opportunity"} | {
        item.stage
        for item in queries.touchpoints(journey.document, journey.map.id)
        if item.status == "planned"
    }
    for stage in journey.walked:
        pains = [note.id for note in notes if note.kind == "pain" and note.stage == stage.id]
        if pains and stage.id not in cared_for:
            yield Draft(
                subjects=tuple(Subject("notes", pain) for pain in pains),
                stage=stage.id,
                parameters=(
                    ("n", len(pains)),
                    ("note", pains[0]),
                    ("notes", joined(pains)),
                    ("stage", stage.id),
                ),
                action=Action.of("note-idea", n=len(pains), stage=stage.id),
            )


def unhappy_moment_of_truth(item: Touchpoint) -> Draft | None:
    """A moment of truth that customers leave with a feeling below neutral."""
    if not item.moment_of_truth or item.feeling is None or item.feeling >= 0:
        return None
    return Draft(
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


def _worst(journey: Journey, stage: Stage) -> Touchpoint:
    """The touchpoint of a rated stage that feels worst, of ties the first."""
    rated = (item for item in journey.cells[stage.id] if item.feeling is not None)
    return min(rated, key=lambda item: item.feeling or 0.0)

"""Follow-up: what moves customers on, and whether somebody does it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workbench.analysis import playbook
from workbench.analysis.counting import counts
from workbench.analysis.finding import Action, Parameters, Subject
from workbench.analysis.rules.journey import Draft, Journey, joined
from workbench.analysis.rules.suggesting import suggestion
from workbench.model import entities as e
from workbench.model import queries

THANKS = "thank-you"
PROBLEMS = "solve-problems"
"""Practices of the playbook without which nothing follows up a purchase or keeps customers."""

EARLY = 2
"""A journey wants a trigger among this many first stages."""


def trigger_missing(journey: Journey) -> Iterator[Draft]:
    """No trigger at any touchpoint of the first two stages that customers do not skip."""
    early = [stage.id for stage in journey.walked[:EARLY]]
    there = [trigger for trigger in _triggers(journey) if _stage(journey, trigger) in early]
    if not early or any(counts(journey.map, trigger.status) for trigger in there):
        return
    planned = next(iter(there), None)
    action = Action.of("add-trigger", stages=joined(early))
    if planned is not None:
        action = Action.of("start-trigger", trigger=planned.id)
    yield Draft(
        subjects=(Subject("maps", journey.map.id),),
        stage=early[0],
        variant="planned" if planned is not None else "nothing",
        parameters=(("stages", joined(early)),),
        action=action,
    )


def trigger_without_action(journey: Journey) -> Iterator[Draft]:
    """A trigger that says when, but not what happens then."""
    lacking = [item for item in _triggers(journey) if not item.action.strip()]
    yield from (_about(journey, item, "trigger-action") for item in lacking)


def trigger_without_message(journey: Journey) -> Iterator[Draft]:
    """A trigger with an action, without words for each persona of the map."""
    for trigger in _triggers(journey):
        if not trigger.action.strip():
            continue
        spoken = {item.persona for item in trigger.messages if item.text.strip()}
        silent = [item.id for item in journey.personas if item.id not in spoken]
        if silent or not spoken:
            yield _about(
                journey,
                trigger,
                "trigger-message",
                variant="persona" if silent else "nobody",
                more=(("personas", joined(silent)),) if silent else (),
            )


def trigger_without_owner(journey: Journey) -> Iterator[Draft]:
    """A trigger that nobody looks after."""
    lacking = [item for item in _triggers(journey) if not item.owner.strip()]
    yield from (_about(journey, item, "trigger-owner") for item in lacking)


def reason_without_remedy(journey: Journey) -> Iterator[Draft]:
    """A reason to decline without a remedy."""
    reasons = [item for item in journey.document.reasons.values() if item.map == journey.map.id]
    for item in queries.in_order(reasons):
        if item.outcome == "declined" and not item.remedy.strip():
            yield Draft(
                subjects=(Subject("reasons", item.id),),
                stage=item.stage,
                persona=item.persona,
                parameters=(("reason", item.id), ("stage", item.stage)),
                action=Action.of("find-remedy", reason=item.id),
            )


def purchase_without_thanks(journey: Journey) -> Iterator[Draft]:
    """Nobody is thanked: the practice is not in place, and no trigger follows a purchase."""
    after = {_stage(journey, it) for it in _triggers(journey) if _does_something(journey, it)}
    for draft in _without(journey, THANKS, "add-thanks"):
        if after.isdisjoint(_with_role(journey, "purchase")):
            yield draft


def retention_without_problem_solving(journey: Journey) -> Iterator[Draft]:
    """Nobody solves problems: neither the practice is in place, nor a channel that serves it."""
    serving = {
        channel for it in playbook.practices() if it.id == PROBLEMS for channel in it.channels
    }
    cells = [journey.cells[stage] for stage in _with_role(journey, "retention")]
    if not any(item.channel in serving for cell in cells for item in cell):
        yield from _without(journey, PROBLEMS, "add-problem-solving")


def _without(journey: Journey, code: str, action: str) -> Iterator[Draft]:
    """The draft about a practice that is neither in place nor set aside.

    Checked where its role has touchpoints: an empty stage is a gap of its own.
    """
    practice = next(item for item in playbook.practices() if item.id == code)
    state = playbook.states(journey.document, journey.map.id).get(code)
    if state == "not-for-us" or (state is not None and counts(journey.map, state)):
        return
    stage = journey.first_with(practice.role)
    if stage is None or not any(journey.cells[it] for it in _with_role(journey, practice.role)):
        return
    known = [journey.document.channels.get(channel) for channel in practice.channels]
    channel = next((found for found in known if found is not None), None)
    yield Draft(
        subjects=(Subject("practices", code), Subject("stages", stage.id)),
        stage=stage.id,
        parameters=(("stage", stage.id), ("title", practice.title)),
        action=Action.of(action, stage=stage.id),
        suggestion=suggestion(journey, stage, channel, title=practice.title, practice=code),
    )


def _with_role(journey: Journey, role: e.Role) -> list[str]:
    return [stage.id for stage in journey.walked if role in stage.roles]


def _does_something(journey: Journey, trigger: e.Trigger) -> bool:
    return counts(journey.map, trigger.status) and bool(trigger.action.strip())


def _triggers(journey: Journey) -> tuple[e.Trigger, ...]:
    """The triggers of the map that are in place or planned."""
    everything: Iterable[e.Trigger] = journey.document.triggers.values()
    here = [item for item in everything if item.map == journey.map.id and item.status != "missing"]
    return queries.in_order(here)


def _stage(journey: Journey, trigger: e.Trigger) -> str | None:
    touchpoint = journey.document.touchpoints.get(trigger.touchpoint or "")
    return touchpoint.stage if touchpoint is not None else None


def _about(
    journey: Journey, trigger: e.Trigger, action: str, variant: str = "", more: Parameters = ()
) -> Draft:
    return Draft(
        subjects=(Subject("triggers", trigger.id),),
        stage=_stage(journey, trigger),
        variant=variant,
        parameters=(("trigger", trigger.id), *more),
        action=Action.of(action, trigger=trigger.id),
    )

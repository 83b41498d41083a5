"""Coverage: what is not there at all."""

from __future__ import annotations

from collections.abc import Iterator

from workbench.analysis import playbook
from workbench.analysis.channel_fit import suits
from workbench.analysis.counting import counts
from workbench.analysis.finding import Action, Subject
from workbench.analysis.needs import Answer, answer
from workbench.analysis.rules.journey import Draft, Journey, joined
from workbench.analysis.rules.suggesting import suggestion, suited_channel, waiting
from workbench.model import entities as e
from workbench.model import queries

PROOF: tuple[e.Driver, ...] = ("trust", "recommendation")

_LACKING = {1: "value", 2: "proof", 3: "both"}
"""What a stage lacks, by how many drivers that is: the value proposition, proof, or both."""


def stage_empty(journey: Journey) -> Iterator[Draft]:
    """A stage that customers do not skip, without any touchpoint that counts."""
    for stage in journey.walked:
        if journey.cells[stage.id]:
            continue
        idle = waiting(journey, stage)
        proposed = suggestion(journey, stage, suited_channel(journey, stage, journey.personas))
        yield Draft(
            subjects=(Subject("stages", stage.id),),
            stage=stage.id,
            parameters=(("stage", stage.id),),
            action=_put_in_place(idle.id) if idle else Action.of("add", stage=stage.id),
            suggestion=None if idle else proposed,
        )


def need_unanswered(journey: Journey) -> Iterator[Draft]:
    """A goal, need or expectation that nothing answers where it matters."""
    for persona in journey.personas:
        for need in queries.needs(journey.document, persona.id):
            if need.kind != "frustration":
                found = answer(journey.document, journey.map.id, need)
                if found.state != "in-place":
                    yield unanswered(journey, persona, need, found)


def unanswered(journey: Journey, persona: e.Persona, need: e.Need, found: Answer) -> Draft:
    """The draft about a need that is not answered in place."""
    stage = journey.first_with(need.role)
    first = found.touchpoints[0] if found.touchpoints else ""
    parameters: list[tuple[str, str | int | float]] = [("persona", persona.id), ("need", need.id)]
    if first:
        parameters.append(("touchpoint", first))
    if stage is not None:
        parameters.append(("stage", stage.id))
    proposed = None
    cards = journey.document.touchpoints
    # one elsewhere would not close the gap
    near = (
        item
        for item in found.touchpoints
        if stage is None or need.role in journey.document.stages[cards[item].stage].roles
    )
    idle = next(near, None)
    if idle is not None:
        action = _put_in_place(idle)
    elif stage is not None:
        action = Action.of("answer-need-in", need=need.id, stage=stage.id)
        channel = suited_channel(journey, stage, [persona])
        # a frustration is no name for what relieves it
        title = "" if need.kind == "frustration" else need.text
        proposed = suggestion(journey, stage, channel, title=title, needs=(need.id,))
    else:
        action = Action.of("answer-need", need=need.id)
    return Draft(
        subjects=(Subject("needs", need.id),),
        stage=stage.id if stage is not None else None,
        persona=persona.id,
        size=need.importance,
        variant=found.state,
        parameters=tuple(parameters),
        action=action,
        suggestion=proposed,
    )


def preferred_channels(journey: Journey) -> Iterator[Draft]:
    """None of a persona's preferred channels that suit a stage is in place there."""
    channels = journey.document.channels
    for persona in journey.personas:
        preferred = [channels[item] for item in persona.preferred_channels]
        for stage in journey.walked:
            suited = [item for item in preferred if suits(item, stage)]
            used = {item.channel for item in journey.cells[stage.id]}
            if not suited or used.intersection(item.id for item in suited):
                continue
            idle = waiting(journey, stage, {item.id for item in suited})
            yield Draft(
                subjects=(Subject("personas", persona.id), Subject("stages", stage.id)),
                stage=stage.id,
                persona=persona.id,
                variant="planned" if idle and idle.status == "planned" else "nothing",
                parameters=(
                    ("persona", persona.id),
                    ("stage", stage.id),
                    ("channels", joined(item.id for item in suited)),
                ),
                action=_put_in_place(idle.id)
                if idle
                else Action.of("add-channel", channel=suited[0].id, stage=stage.id),
                suggestion=None if idle else suggestion(journey, stage, suited[0]),
            )


def practice(journey: Journey) -> Iterator[Draft]:
    """A practice of the playbook that is neither in place nor set aside as not for us."""
    states = playbook.states(journey.document, journey.map.id)
    for item in playbook.practices():
        stage = playbook.stage_for(item, journey.stages)
        state = states.get(item.id)
        if stage is None or state == "not-for-us" or (state and counts(journey.map, state)):
            continue
        known = [journey.document.channels.get(channel) for channel in item.channels]
        channel = next((found for found in known if found is not None), None)
        yield Draft(
            subjects=(Subject("practices", item.id),),
            stage=stage.id,
            variant=state or "nothing",
            parameters=(("stage", stage.id), ("title", item.title), ("answers", item.answers)),
            action=Action.of("practice", title=item.title, stage=stage.id),
            suggestion=suggestion(journey, stage, channel, title=item.title, practice=item.id),
        )


def drivers(journey: Journey) -> Iterator[Draft]:
    """Nothing builds what moves customers to act in a stage.

    In awareness the value proposition; in consideration and decision trust or the
    recommendation of others.
    """
    for stage in journey.walked:
        built = {driver for item in journey.cells[stage.id] for driver in item.drivers}
        lacking: list[e.Driver] = []
        if "awareness" in stage.roles and "value-proposition" not in built:
            lacking.append("value-proposition")
        if {"consideration", "decision"} & set(stage.roles) and built.isdisjoint(PROOF):
            lacking.extend(PROOF)
        if lacking:
            channel = suited_channel(journey, stage, journey.personas)
            variant = _LACKING[len(lacking)]
            yield Draft(
                subjects=(Subject("stages", stage.id),),
                stage=stage.id,
                variant=variant,
                parameters=(("stage", stage.id),),
                action=Action.of(f"build-drivers.{variant}", stage=stage.id),
                suggestion=suggestion(journey, stage, channel, drivers=tuple(lacking)),
            )


def one_channel_family(journey: Journey) -> Iterator[Draft]:
    """A stage whose touchpoints, two or more, all speak through channels of one family."""
    family = {channel.id: channel.family for channel in journey.document.channels.values()}
    for stage in journey.walked:
        families = [family[it.channel] for it in journey.cells[stage.id] if it.channel in family]
        if len(families) > 1 and len(set(families)) == 1:
            yield Draft(
                subjects=(Subject("stages", stage.id),),
                stage=stage.id,
                variant=families[0],
                parameters=(("stage", stage.id),),
                action=Action.of("widen-channels", stage=stage.id),
            )


def _put_in_place(touchpoint_id: str) -> Action:
    return Action.of("put-in-place", touchpoint=touchpoint_id)

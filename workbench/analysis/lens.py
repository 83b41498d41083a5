"""A map through the eyes of one persona."""

from __future__ import annotations

import msgspec

from workbench.analysis.channel_fit import suits
from workbench.analysis.counting import counting_by_stage
from workbench.analysis.experience import mean_feeling
from workbench.analysis.needs import Answer, answer
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Stage


class StageCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """How one stage serves a persona.

    `needs` counts those that matter in the stage, `needs_answered` those of them answered in
    place. `channels` counts the preferred channels that suit the stage, `channels_used` those
    with a touchpoint that counts there, `channels_planned` the others with a planned one.
    `feeling` is the mean feeling, −2 to +2, or None.
    """

    stage: str
    needs: int
    needs_answered: int
    channels: int
    channels_used: int
    channels_planned: int
    feeling: float | None


class PersonaCoverage(msgspec.Struct, frozen=True):
    """How a map serves a persona: per stage in order, and what answers each need by its id."""

    stages: tuple[StageCoverage, ...]
    needs: dict[str, Answer]


def persona_cards(document: Document, map_id: str, persona_id: str) -> frozenset[str]:
    """The touchpoints of a map, of whatever status, that answer a need of the persona."""
    wanted = {need.id for need in queries.needs(document, persona_id)}
    return frozenset(
        item.id
        for item in queries.touchpoints(document, map_id)
        if not wanted.isdisjoint(item.needs)
    )


def coverage(document: Document, map_id: str, persona_id: str) -> PersonaCoverage:
    """How a map serves a persona. Raises KeyError for no such map or persona."""
    needs = queries.needs(document, persona_id)
    answers = {need.id: answer(document, map_id, need) for need in needs}
    return PersonaCoverage(
        stages=tuple(
            _stage(document, stage, persona_id, needs, answers)
            for stage in queries.stages(document, map_id)
        ),
        needs=answers,
    )


def _stage(
    document: Document,
    stage: Stage,
    persona_id: str,
    needs: tuple[Need, ...],
    answers: dict[str, Answer],
) -> StageCoverage:
    mattering = [need for need in needs if need.role in stage.roles]
    suited = {
        channel
        for channel in document.personas[persona_id].preferred_channels
        if suits(document.channels[channel], stage)
    }
    here = counting_by_stage(document, stage.map)[stage.id]
    used = suited & {item.channel for item in here}
    planned = suited & {
        item.channel
        for item in queries.touchpoints(document, stage.map)
        if item.stage == stage.id and item.status == "planned"
    }
    return StageCoverage(
        stage=stage.id,
        needs=len(mattering),
        needs_answered=sum(answers[need.id].state == "in-place" for need in mattering),
        channels=len(suited),
        channels_used=len(used),
        channels_planned=len(planned - used),
        feeling=mean_feeling(here),
    )

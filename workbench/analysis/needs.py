"""What answers a persona's need on a map."""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.analysis.counting import counting
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Touchpoint

State = Literal["in-place", "planned", "wrong-stage", "nothing"]


class Answer(msgspec.Struct, frozen=True):
    """How a need is answered, and by which touchpoints.

    "in-place": by touchpoints that count, where it matters; "planned": only by planned ones;
    "wrong-stage": only in stages in which it does not matter; "nothing": the touchpoints, if
    any, are those that are missing and would answer it.
    """

    state: State
    touchpoints: tuple[str, ...] = ()


def answer(document: Document, map_id: str, need: Need) -> Answer:
    """What answers `need` on a map.

    A need matters in the stages that have its role; where it has none, or no stage has it, it
    may be answered anywhere.
    """
    stages = queries.stages(document, map_id)
    matters = {stage.id for stage in stages if need.role in stage.roles}
    matters = matters or {stage.id for stage in stages}
    answering = [item for item in queries.answering(document, need.id) if item.map == map_id]
    if not answering:
        return Answer("nothing")
    counted = {item.id for item in counting(document, map_id)}

    def chosen(*, counts: bool, here: bool, status: str = "") -> tuple[str, ...]:
        return tuple(
            item.id
            for item in _reading_order(document, map_id, answering)
            if (item.id in counted) is counts
            and (item.stage in matters) is here
            and status in ("", item.status)
        )

    ways: tuple[tuple[State, tuple[str, ...]], ...] = (
        ("in-place", chosen(counts=True, here=True)),
        ("planned", chosen(counts=False, here=True, status="planned")),
        ("wrong-stage", chosen(counts=True, here=False)),
        ("planned", chosen(counts=False, here=False, status="planned")),
        ("nothing", chosen(counts=False, here=True) + chosen(counts=False, here=False)),
    )
    return next(Answer(state, found) for state, found in ways if found)


def _reading_order(
    document: Document, map_id: str, touchpoints: list[Touchpoint]
) -> list[Touchpoint]:
    if len(touchpoints) < 2:
        return touchpoints
    wanted = {item.id for item in touchpoints}
    return [item for item in queries.touchpoints(document, map_id) if item.id in wanted]

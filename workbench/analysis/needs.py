"""What answers a persona's need on a map."""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.analysis.counting import counts
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Touchpoint

State = Literal["in-place", "planned", "wrong-stage", "nothing"]

_WAYS: tuple[State, ...] = ("in-place", "planned", "wrong-stage", "planned", "nothing")
"""Best first: it counts here, it is planned here, it counts or is planned elsewhere, none."""


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

    def way(item: Touchpoint) -> int:
        here = item.stage in matters
        if counts(document.maps[map_id], item.status):
            return 0 if here else 2
        if item.status == "planned":
            return 1 if here else 3
        return 4

    best = min(way(item) for item in answering)
    chosen = {item.id for item in answering if way(item) == best}
    return Answer(_WAYS[best], _in_reading_order(document, map_id, chosen))


def _in_reading_order(document: Document, map_id: str, chosen: set[str]) -> tuple[str, ...]:
    if len(chosen) == 1:
        return tuple(chosen)
    return tuple(item.id for item in queries.touchpoints(document, map_id) if item.id in chosen)

"""What answers a persona's need on a map."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal

import msgspec

from workbench.analysis.counting import counted_statuses
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Touchpoint

State = Literal["in-place", "planned", "wrong-stage", "nothing"]

_WAYS: tuple[State, ...] = ("in-place", "planned", "wrong-stage", "planned", "nothing")
"""Best first: it counts here, it is planned here, it counts or is planned elsewhere, none."""


class Answer(msgspec.Struct, frozen=True, gc=False):
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
    counted = counted_statuses(document.maps[map_id])
    here = [item for item in queries.answering(document, need.id) if item.map == map_id]
    # most needs are answered in place, and then nothing else matters
    best = 0
    ids = [item.id for item in here if item.status in counted and item.stage in matters]
    if not ids:
        ways: dict[int, list[str]] = {}
        for item in here:
            ways.setdefault(_way(item, counted, matters), []).append(item.id)
        if not ways:
            return Answer("nothing")
        best = min(ways)
        ids = ways[best]
    place = queries.reading_places(document, map_id)
    return Answer(_WAYS[best], tuple(sorted(ids, key=place.__getitem__)))


def _way(item: Touchpoint, counted: Collection[str], matters: Collection[str]) -> int:
    """Which of the ways in which a need may be answered a touchpoint stands for."""
    here = item.stage in matters
    if item.status in counted:
        return 0 if here else 2
    if item.status == "planned":
        return 1 if here else 3
    return 4

"""Which touchpoints a map computes on: those in place, on a future map also the planned."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map, Stage, Touchpoint

PLACES = queries.READING_ORDER | {"maps.state", "touchpoints.status"}
"""All that decides which touchpoints count and in which order they are read."""


_COUNTED = PLACES | {"touchpoints"}


def counts(journey: Map, status: str) -> bool:
    """Whether something of this status counts on the map. "missing" never does."""
    return status in counted_statuses(journey)


def counted_statuses(journey: Map) -> Collection[str]:
    """The statuses of what counts on the map."""
    return ("in-place", "planned") if journey.state == "future" else ("in-place",)


def counting(document: Document, map_id: str) -> tuple[Touchpoint, ...]:
    """The touchpoints that count on a map, in reading order."""

    def order(it: Document) -> tuple[str, ...]:
        counted = counted_statuses(it.maps[map_id])
        everything = queries.touchpoints(it, map_id)
        return tuple([item.id for item in everything if item.status in counted])

    def build(it: Document) -> tuple[Touchpoint, ...]:
        # most edits leave the order as it is
        known = it.remember(PLACES, ("counting_order", map_id), order)
        return tuple(map(it.touchpoints.__getitem__, known))

    return document.remember(_COUNTED, ("counting", map_id), build)


def counting_by_stage(document: Document, map_id: str) -> Mapping[str, tuple[Touchpoint, ...]]:
    """The touchpoints that count, by stage id, in reading order; every stage has an entry."""

    def build(it: Document) -> Mapping[str, tuple[Touchpoint, ...]]:
        found: dict[str, list[Touchpoint]] = {s.id: [] for s in queries.stages(it, map_id)}
        for item in counting(it, map_id):
            found[item.stage].append(item)
        return {stage: tuple(items) for stage, items in found.items()}

    return document.remember(_COUNTED, ("counting_by_stage", map_id), build)


def walked(stages: tuple[Stage, ...]) -> tuple[Stage, ...]:
    """The stages that customers do not skip."""
    return tuple(stage for stage in stages if stage.depth != "skipped")

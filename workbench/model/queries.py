"""Ordered views of a document that every floor asks for. Order is (rank, id)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Literal, Protocol, TypeVar

from workbench.model import entities as e
from workbench.model.document import Document


class Ranked(Protocol):
    @property
    def id(self) -> str: ...
    @property
    def rank(self) -> str: ...


RankedT = TypeVar("RankedT", bound=Ranked)
EntityT = TypeVar("EntityT", bound=e.Entity)
Card = e.Touchpoint | e.Note

READING_ORDER = frozenset(
    {
        "maps.id",
        *(f"stages.{name}" for name in ("map", "rank")),
        *(f"lanes.{name}" for name in ("map", "rank")),
        *(f"touchpoints.{name}" for name in ("map", "stage", "lane", "rank")),
    }
)
"""All that the reading order of touchpoints depends on."""

_READ = READING_ORDER | {"touchpoints"}
_ENDS = frozenset({"connections.source", "connections.target"})
_CONNECTIONS = _ENDS | {"touchpoints.map"}
_DRAWN = _CONNECTIONS | {"connections"}
_NEEDS = frozenset({"touchpoints.needs"})
_WHOLE = {name: frozenset({name}) for name in e.TABLES}
"""Places are made once: they are looked up thousands of times."""

_STACKS = frozenset(
    f"{table}.{name}" for table in ("touchpoints", "notes") for name in ("stage", "lane", "rank")
)


_RANK = attrgetter("rank", "id")


def in_order(items: Iterable[RankedT]) -> tuple[RankedT, ...]:
    """The items by rank, ties by id."""
    return tuple(sorted(items, key=_RANK))


def maps(document: Document) -> tuple[e.Map, ...]:
    """The maps of the workspace, as the switcher lists them."""
    return document.remember(_WHOLE["maps"], "maps", lambda it: in_order(it.maps.values()))


def personas(document: Document) -> tuple[e.Persona, ...]:
    """The personas of the workspace."""
    return document.remember(
        _WHOLE["personas"], "personas", lambda it: in_order(it.personas.values())
    )


def channels(document: Document) -> tuple[e.Channel, ...]:
    """The channels of the workspace."""
    return document.remember(
        _WHOLE["channels"], "channels", lambda it: in_order(it.channels.values())
    )


def stages(document: Document, map_id: str) -> tuple[e.Stage, ...]:
    """The stages of one map, first to last."""
    grouped = document.remember(
        _WHOLE["stages"], "stages", lambda it: _grouped(it.stages.values(), "map")
    )
    return grouped.get(map_id, ())


def lanes(document: Document, map_id: str) -> tuple[e.Lane, ...]:
    """The lanes of one map, top to bottom."""
    grouped = document.remember(
        _WHOLE["lanes"], "lanes", lambda it: _grouped(it.lanes.values(), "map")
    )
    return grouped.get(map_id, ())


def needs(document: Document, persona_id: str) -> tuple[e.Need, ...]:
    """The needs of one persona."""
    grouped = document.remember(
        _WHOLE["needs"], "needs", lambda it: _grouped(it.needs.values(), "persona")
    )
    return grouped.get(persona_id, ())


def map_personas(document: Document, map_id: str) -> tuple[e.Persona, ...]:
    """The personas that a map serves."""
    serves = set(document.maps[map_id].personas)
    return tuple(persona for persona in personas(document) if persona.id in serves)


def touchpoints(document: Document, map_id: str) -> tuple[e.Touchpoint, ...]:
    """The touchpoints of one map in reading order: stage by stage, lane by lane."""

    def order(it: Document) -> Mapping[str, tuple[str, ...]]:
        place = {
            item.id: index
            for name in it.maps
            for items in (stages(it, name), lanes(it, name))
            for index, item in enumerate(items)
        }
        ordered: dict[str, list[str]] = {}
        for item in sorted(
            it.touchpoints.values(),
            key=lambda t: (place.get(t.stage, -1), place.get(t.lane, -1), t.rank, t.id),
        ):
            ordered.setdefault(item.map, []).append(item.id)
        return {name: tuple(items) for name, items in ordered.items()}

    def build(it: Document) -> tuple[e.Touchpoint, ...]:
        # most edits leave the order as it is
        known = it.remember(READING_ORDER, "touchpoint_order", order).get(map_id, ())
        return tuple(map(it.touchpoints.__getitem__, known))

    return document.remember(_READ, ("touchpoints", map_id), build)


def reading_places(document: Document, map_id: str) -> Mapping[str, int]:
    """The place of each touchpoint of one map in reading order, by id."""

    def build(it: Document) -> Mapping[str, int]:
        return {item.id: place for place, item in enumerate(touchpoints(it, map_id))}

    return document.remember(READING_ORDER, ("reading_places", map_id), build)


def touchpoint_counts(document: Document, map_id: str) -> tuple[int, int]:
    """How many touchpoints a map has, and how many of them are in place."""

    def build(it: Document) -> Mapping[str, tuple[int, int]]:
        found: dict[str, tuple[int, int]] = {}
        for item in it.touchpoints.values():
            every, placed = found.get(item.map, (0, 0))
            found[item.map] = (every + 1, placed + (item.status == "in-place"))
        return found

    places = frozenset({"touchpoints.map", "touchpoints.status"})
    return document.remember(places, "touchpoint_counts", build).get(map_id, (0, 0))


def notes(document: Document, map_id: str) -> tuple[e.Note, ...]:
    """The notes of one map, by rank."""
    grouped = document.remember(
        _WHOLE["notes"], "notes", lambda it: _grouped(it.notes.values(), "map")
    )
    return grouped.get(map_id, ())


def triggers(document: Document, map_id: str) -> tuple[e.Trigger, ...]:
    """The triggers of one map, by rank."""
    grouped = document.remember(
        _WHOLE["triggers"], "triggers", lambda it: _grouped(it.triggers.values(), "map")
    )
    return grouped.get(map_id, ())


def reasons(document: Document, map_id: str) -> tuple[e.Reason, ...]:
    """The reasons why customers of one map decided or declined, by rank."""
    grouped = document.remember(
        _WHOLE["reasons"], "reasons", lambda it: _grouped(it.reasons.values(), "map")
    )
    return grouped.get(map_id, ())


def metrics(document: Document, map_id: str) -> tuple[e.Metric, ...]:
    """The metrics of one map, by rank."""
    grouped = document.remember(
        _WHOLE["metrics"], "metrics", lambda it: _grouped(it.metrics.values(), "map")
    )
    return grouped.get(map_id, ())


def table_of(card: Card) -> Literal["touchpoints", "notes"]:
    """The table that a card is in, which is also the kind of lane that takes it."""
    return "touchpoints" if isinstance(card, e.Touchpoint) else "notes"


def cards(document: Document, stage_id: str, lane_id: str) -> tuple[Card, ...]:
    """The cards stacked in one cell, top to bottom."""

    def order(it: Document) -> Mapping[tuple[str, str], tuple[str, ...]]:
        cells: dict[tuple[str, str], list[Card]] = {}
        everything: list[Card] = [*it.touchpoints.values(), *it.notes.values()]
        for item in everything:
            cells.setdefault((item.stage, item.lane), []).append(item)
        return {cell: tuple(c.id for c in in_order(items)) for cell, items in cells.items()}

    # most edits leave the order as it is
    known = document.remember(_STACKS, "card_order", order)
    touchpoints, notes = document.touchpoints, document.notes
    return tuple(
        touchpoints[name] if name in touchpoints else notes[name]
        for name in known.get((stage_id, lane_id), ())
    )


def cards_of_cell(document: Document, stage_id: str, lane_id: str) -> tuple[Card, ...]:
    """What `cards` gives, for who asks about one cell or a few: it orders no other cell."""
    everything: tuple[Iterable[Card], ...] = (
        document.touchpoints.values(),
        document.notes.values(),
    )
    return in_order(
        card
        for table in everything
        for card in table
        if card.lane == lane_id and card.stage == stage_id
    )


def connections(document: Document, map_id: str) -> tuple[e.Connection, ...]:
    """The connections of one map, by id."""

    def order(it: Document) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        cards = it.touchpoints
        for item in _by_id(it.connections):
            source = cards.get(item.source)
            if source is not None:
                found.setdefault(source.map, []).append(item.id)
        return {name: tuple(items) for name, items in found.items()}

    def build(it: Document) -> tuple[e.Connection, ...]:
        # only new ends change which there are
        known = it.remember(_CONNECTIONS, "connection_order", order).get(map_id, ())
        return tuple(map(it.connections.__getitem__, known))

    return document.remember(_DRAWN, ("connections", map_id), build)


def connections_of(document: Document, touchpoint_id: str) -> tuple[e.Connection, ...]:
    """The connections that start or end at a touchpoint, by id."""

    def build(it: Document) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = {}
        for item in _by_id(it.connections):
            found.setdefault(item.source, []).append(item.id)
            if item.target != item.source:
                found.setdefault(item.target, []).append(item.id)
        return found

    known = document.remember(_ENDS, "connections_of", build).get(touchpoint_id)
    return tuple(map(document.connections.__getitem__, known)) if known else ()


def answering(document: Document, need_id: str) -> tuple[e.Touchpoint, ...]:
    """The touchpoints of any map that answer a need, by id."""

    def build(it: Document) -> Mapping[str, tuple[str, ...]]:
        found: dict[str, list[str]] = {}
        for item in _by_id(it.touchpoints):
            for need in item.needs:
                found.setdefault(need, []).append(item.id)
        return {name: tuple(items) for name, items in found.items()}

    known = document.remember(_NEEDS, "answering", build)
    return tuple(map(document.touchpoints.__getitem__, known.get(need_id, ())))


def map_of(document: Document, table: str, identifier: str) -> str | None:
    """The map that an entity belongs to; None for what belongs to the workspace."""
    entity = document.get(table, identifier)
    if entity is None:
        return None
    if isinstance(entity, e.Map):
        return entity.id
    if isinstance(entity, e.Connection):
        return map_of(document, "touchpoints", entity.source)
    if isinstance(entity, e.Rating):
        return map_of(document, "touchpoints", entity.touchpoint)
    return getattr(entity, "map", None)


def _by_id(table: Mapping[str, EntityT]) -> Iterator[EntityT]:
    return map(table.__getitem__, sorted(table))


def _grouped(items: Iterable[RankedT], field: str) -> Mapping[str, tuple[RankedT, ...]]:
    groups: dict[str, list[RankedT]] = {}
    for item in items:
        groups.setdefault(getattr(item, field), []).append(item)
    return {owner: in_order(members) for owner, members in groups.items()}

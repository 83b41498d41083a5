"""Whether the references of a whole table hold, told at once instead of entity by entity."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from itertools import chain
from operator import attrgetter
from typing import Any

from workbench.model.document import Document
from workbench.model.fields import Field, fields_of

_SINGLY = frozenset({"maps", "triggers", "reasons", "metrics"})
"""Tables with rules of their own and few entities, which are looked at one by one."""


def is_sound(document: Document, table: str) -> bool:
    """Whether `rules.check_entity` has nothing to say about any entity of a table.

    False also where that is not sure: then each entity is to be asked.
    """
    entities = document.table(table).values()
    if not entities:
        return True
    if table in _SINGLY:
        return False
    try:
        if table in ("touchpoints", "notes") and not _stand_in_lanes(document, table, entities):
            return False
        if table == "connections":
            return _stay_on_a_map(document, entities)
    except KeyError:
        # a stage, lane or touchpoint that is not there
        return False
    return all(_exist(document, field, entities) for field in _other_references(table))


@cache
def _other_references(table: str) -> tuple[Field, ...]:
    """The references of a table but those that make the place of a card."""
    placing = ("map", "stage", "lane") if table in ("touchpoints", "notes") else ()
    fields = fields_of(table).values()
    return tuple(field for field in fields if field.reference and field.name not in placing)


def _exist(document: Document, field: Field, entities: Collection[Any]) -> bool:
    values = map(attrgetter(field.name), entities)
    mentioned = set(chain.from_iterable(values) if field.kind == "references" else values)
    return mentioned - {None} <= document.table(field.reference).keys()


def _stand_in_lanes(document: Document, table: str, cards: Collection[Any]) -> bool:
    """Whether stage and lane of all cards are on their map, and the lanes take such cards.

    Raises KeyError where one does not exist.
    """
    maps, stages, lanes = document.maps, document.stages, document.lanes
    places = set(map(attrgetter("map", "stage", "lane"), cards))
    return all(
        stages[stage].map == lanes[lane].map == map_id == maps[map_id].id
        and lanes[lane].kind == table
        for map_id, stage, lane in places
    )


def _stay_on_a_map(document: Document, connections: Collection[Any]) -> bool:
    """Whether both ends of all connections are there and on one map.

    Raises KeyError where one is not there.
    """
    touchpoints = document.touchpoints
    if len(set(map(attrgetter("map"), touchpoints.values()))) == 1:
        ends = (map(attrgetter(end), connections) for end in ("source", "target"))
        return all(map(touchpoints.__contains__, chain.from_iterable(ends)))
    homes = dict(zip(touchpoints, map(attrgetter("map"), touchpoints.values()), strict=True))
    sources = map(homes.__getitem__, map(attrgetter("source"), connections))
    targets = map(homes.__getitem__, map(attrgetter("target"), connections))
    return list(sources) == list(targets)

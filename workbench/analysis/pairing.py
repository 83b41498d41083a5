"""Which part of a future map stands for which part of the current one.

Stages, lanes and cards know their counterpart. What has none is paired by what it joins, belongs
to and says: what is the same in all of that first, then what still agrees in part.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping, Sequence
from typing import TypeVar

from workbench.analysis.comparison import Table
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.document import Document

Home = Callable[[str | None], str | None]
"""What a part is called on the current map; None for one that has no place there."""

Part = TypeVar("Part", bound=e.Entity)
Key = Callable[[Part, Home], Hashable | None]
"""By what two parts are the same; None for one that cannot be paired by it."""

COPIED: tuple[Table, ...] = ("stages", "lanes", "touchpoints", "notes")
"""The tables whose parts know their counterpart."""


def pairs(document: Document, current: str, future: str) -> Mapping[str, str]:
    """By id of each part of `future`, the id of the part of `current` that it stands for.

    Of two copies of one part the first stands for it, and the other is new.
    """
    found = {future: current}
    for table in COPIED:
        old = {part.id for part in parts(document, table, current)}
        for part in parts(document, table, future):
            origin: str | None = getattr(part, "counterpart", None)
            if origin in old:
                old.remove(origin)
                found[part.id] = origin
    for matched in (
        _matched(_connections, _CONNECTION_KEYS, document, current, future, found),
        _matched(queries.triggers, _TRIGGER_KEYS, document, current, future, found),
        _matched(queries.reasons, _REASON_KEYS, document, current, future, found),
        _matched(queries.metrics, _METRIC_KEYS, document, current, future, found),
    ):
        found |= matched
    return found


def parts(document: Document, table: Table, map_id: str) -> Sequence[e.Entity]:
    """The parts of one kind on a map, in the order in which people read them."""
    readers: dict[Table, Callable[[Document, str], Sequence[e.Entity]]] = {
        "maps": lambda document, map_id: (document.maps[map_id],),
        "stages": queries.stages,
        "lanes": queries.lanes,
        "touchpoints": queries.touchpoints,
        "notes": queries.notes,
        "connections": _connections,
        "triggers": queries.triggers,
        "reasons": queries.reasons,
        "metrics": queries.metrics,
    }
    return readers[table](document, map_id)


def _connections(document: Document, map_id: str) -> Sequence[e.Connection]:
    """The connections of a map in the order of the cards that they join."""
    place = {item.id: at for at, item in enumerate(queries.touchpoints(document, map_id))}
    return sorted(
        queries.connections(document, map_id),
        key=lambda item: (place[item.source], place[item.target], item.id),
    )


def _matched(
    read: Callable[[Document, str], Sequence[Part]],
    keys: Sequence[Key[Part]],
    document: Document,
    current: str,
    future: str,
    known: Mapping[str, str],
) -> dict[str, str]:
    """Pairs of what agrees by the first key, then of what is left by the next, and so on."""
    old, new = list(read(document, current)), list(read(document, future))
    found: dict[str, str] = {}
    for key in keys:
        waiting: dict[Hashable, list[str]] = {}
        taken = set(found.values())
        for part in old:
            by = key(part, lambda identifier: identifier)
            if part.id not in taken and by is not None:
                waiting.setdefault(by, []).append(part.id)
        for part in new:
            by = key(part, lambda name: known.get(name or ""))
            origins = waiting.get(by) if by is not None else None
            if part.id not in found and origins:
                found[part.id] = origins.pop(0)
    return found


def _at(place: Hashable | None, *more: Hashable) -> Hashable | None:
    """A key of parts at one place; none for a part whose place is new."""
    return None if place is None else (place, *more)


def _ends(item: e.Connection, home: Home) -> tuple[str, str] | None:
    source, target = home(item.source), home(item.target)
    return (source, target) if source is not None and target is not None else None


def _card(item: e.Trigger, home: Home) -> str | None:
    return home(item.touchpoint) if item.touchpoint is not None else ""


def _owner(item: e.Metric, home: Home) -> str | None:
    owner = item.touchpoint or item.stage
    return home(owner) if owner is not None else ""


def _said(text: str) -> str:
    """A text, however it is spaced and capitalised."""
    return " ".join(text.split()).casefold()


_CONNECTION_KEYS: tuple[Key[e.Connection], ...] = (
    lambda item, home: _at(_ends(item, home), item.share, item.label),
    lambda item, home: _at(_ends(item, home), item.label),
    _ends,
)
_TRIGGER_KEYS: tuple[Key[e.Trigger], ...] = (
    lambda item, home: _at(_card(item, home), _said(item.event)),
    lambda item, _home: _said(item.event) or None,
    # a copy keeps its rank, whatever else is written anew
    lambda item, home: _at(_card(item, home), item.rank),
)
_REASON_KEYS: tuple[Key[e.Reason], ...] = (
    lambda item, home: _at(home(item.stage), item.outcome, _said(item.text)),
    lambda item, _home: _said(item.text) or None,
    lambda item, home: _at(home(item.stage), item.rank),
)
_METRIC_KEYS: tuple[Key[e.Metric], ...] = (
    lambda item, home: _at(_owner(item, home), item.kind, _said(item.name)),
    lambda item, _home: (item.kind, _said(item.name)) if item.name else None,
    lambda item, home: _at(_owner(item, home), item.rank),
)

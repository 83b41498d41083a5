"""Commands on connections."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from workbench.model import queries, rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Connection, Map
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, FieldChange, Label, Patch
from workbench.model.problems import Problem, RefusedEdit


def connect(document: Document, source: str, target: str, share: float | None = None) -> Patch:
    """Let `source` lead to `target`. An existing connection of the two is no change.

    Raises RefusedEdit for a touchpoint of another map or for one to itself, InvalidValue for
    a share outside 0 to 100.
    """
    if source == target:
        raise RefusedEdit(Problem.of("connection.self", source))
    if any(
        item.source == source and item.target == target
        for item in queries.connections_of(document, source)
    ):
        return Patch(Label.of("connection.add"))
    connection = Connection(id=new_id("connections"), source=source, target=target, share=share)
    added = Added("connections", rules.cleaned("connections", connection))
    return edit.finished(document, Label.of("connection.add"), [added])


def reconnect(document: Document, connection_id: str, source: str, target: str) -> Patch:
    """Let a connection lead from `source` to `target`, with its share and label.

    Raises RefusedEdit where the two are connected already, are one touchpoint, or of two maps.
    """
    connection = edit.existing(document, "connections", connection_id)
    assert isinstance(connection, Connection)
    if source == target:
        raise RefusedEdit(Problem.of("connection.self", source))
    if any(
        (item.source, item.target) == (source, target) and item.id != connection_id
        for item in queries.connections_of(document, source)
    ):
        raise RefusedEdit(Problem.of("connection.exists", source, target))
    changes = [
        FieldChange("connections", connection_id, field, before, after)
        for field, before, after in (
            ("source", connection.source, source),
            ("target", connection.target, target),
        )
        if before != after
    ]
    return edit.finished(document, Label.of("connection.move"), changes)


def connect_pairs(document: Document, pairs: Iterable[tuple[str, str]]) -> Patch:
    """Connect the first of each pair to the second, as `connect` does one."""
    patch = Patch(Label.of("connection.add"))
    for source, target in pairs:
        patch = patch.then(connect(document.apply(patch), source, target))
    return patch


def connect_in_order(document: Document, map_id: str) -> Patch:
    """Connect the touchpoints of a map that count, each to the next in reading order.

    Those in place count, on a future map also the planned. Pairs that are connected already
    stay as they are. Raises RefusedEdit for no such map.
    """
    journey = edit.existing(document, "maps", map_id)
    assert isinstance(journey, Map)
    counting = {"in-place", "planned"} if journey.state == "future" else {"in-place"}
    chain = [item for item in queries.touchpoints(document, map_id) if item.status in counting]
    connected = {
        (item.source, item.target)
        for item in queries.connections(document, map_id)
        # 0 % is no connection
        if item.share != 0
    }
    changes: list[Change] = [
        Added(
            "connections",
            Connection(id=new_id("connections"), source=first.id, target=second.id),
        )
        for first, second in itertools.pairwise(chain)
        if (first.id, second.id) not in connected
    ]
    return edit.finished(document, Label.of("connection.in_order"), changes)

"""A piece of a workspace on its way to another place: what a clipboard holds.

A fragment is readable without the workspace it is from: it carries the names of the stages,
lanes, channels and needs that its cards mention.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

import msgspec

from workbench.model import queries, rules
from workbench.model.document import Document
from workbench.model.entities import (
    Connection,
    Entity,
    Lane,
    Need,
    Note,
    Persona,
    Reason,
    Stage,
    Touchpoint,
)
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.model.patch import (
    Added,
    FieldChange,
    Removed,
    change_of,
)
from workbench.model.problems import JourneyError, Problem, RefusedEdit
from workbench.model.ranks import spread

Kind = Literal["cards", "stages", "lanes"]
CardTable = Literal["touchpoints", "notes"]
Place = tuple[str, str]

FORMAT = 1

_CARDS = ("touchpoints", "notes")


class Fragment(msgspec.Struct, frozen=True):
    """What was copied. `chosen` are the ids of the cards, stages or lanes, in reading order.

    `document` holds them with what belongs to them, every stage and lane of their map, and the
    channels, needs and personas that they mention (personas by name only). `was_cut` tells that
    it was taken out of its workspace; then `document` also holds what went along only because
    of that, and `mentions` are the fields that were cleared.
    """

    workspace: str
    map: str
    kind: Kind
    chosen: tuple[str, ...]
    document: Document
    was_cut: bool = False
    mentions: tuple[FieldChange, ...] = ()

    def cards(self) -> tuple[queries.Card, ...]:
        """The cards in it in reading order: stage by stage, lane by lane."""
        stage = _positions(queries.stages(self.document, self.map))
        lane = _positions(queries.lanes(self.document, self.map))
        everything: list[queries.Card] = [
            *self.document.touchpoints.values(),
            *self.document.notes.values(),
        ]
        return tuple(
            sorted(
                everything,
                key=lambda card: (
                    stage.get(card.stage, -1),
                    lane.get(card.lane, -1),
                    card.rank,
                    card.id,
                ),
            )
        )


def fragment_of(document: Document, places: Iterable[Place], *, cut: bool = False) -> Fragment:
    """What is copied of the chosen (table, id): cards before stages before lanes.

    Connections among the cards come along, and so do metrics and reasons; with `cut` all that
    a removal takes. Raises RefusedEdit where nothing of that is chosen.
    """
    kind, chosen = _chosen(document, places)
    table = _table_of(document, kind, chosen[0])
    map_id = queries.map_of(document, table, chosen[0]) or ""
    chosen = _in_reading_order(document, map_id, kind, chosen)
    removal = rules.removal(document, [(_table_of(document, kind, it), it) for it in chosen])
    belonging = [change for change in removal if isinstance(change, Removed)]
    inside = {change.id for change in belonging if change.table in _CARDS}
    kept: list[tuple[str, Entity]] = [
        (change.table, change.entity) for change in belonging if cut or _comes_along(change, inside)
    ]
    known = {(name, entity.id) for name, entity in kept}
    kept += [
        (name, entity)
        for name, entity in _surroundings(document, map_id, kept)
        if (name, entity.id) not in known
    ]
    mentions = tuple(change for change in removal if isinstance(change, FieldChange))
    return Fragment(
        workspace=document.workspace.id,
        map=map_id,
        kind=kind,
        chosen=chosen,
        document=_document(kept),
        was_cut=cut,
        mentions=mentions if cut else (),
    )


def fragment_of_texts(texts: Sequence[str], table: CardTable) -> Fragment:
    """New cards of these titles or texts, as if copied from a cell of a map of their own."""
    map_id, stage, lane = (new_id(name) for name in ("maps", "stages", "lanes"))
    entities: list[tuple[str, Entity]] = [
        ("stages", Stage(id=stage, map=map_id)),
        ("lanes", Lane(id=lane, map=map_id, kind=table)),
    ]
    for text, rank in zip(texts, spread(None, None, len(texts)), strict=True):
        card: Entity
        if table == "touchpoints":
            card = Touchpoint(
                id=new_id(table), map=map_id, stage=stage, lane=lane, rank=rank, title=text
            )
        else:
            card = Note(id=new_id(table), map=map_id, stage=stage, lane=lane, rank=rank, text=text)
        entities.append((table, card))
    chosen = tuple(entity.id for _, entity in entities[2:])
    return Fragment("", map_id, "cards", chosen, _document(entities))


def encode(fragment: Fragment) -> bytes:
    """The fragment as JSON."""
    return msgspec.json.encode(
        {
            "format": FORMAT,
            "workspace": fragment.workspace,
            "map": fragment.map,
            "kind": fragment.kind,
            "chosen": fragment.chosen,
            "was_cut": fragment.was_cut,
            "contents": [Added(table, entity) for table, entity in fragment.document.entities()],
            "mentions": fragment.mentions,
        }
    )


class _Written(msgspec.Struct, frozen=True):
    format: int
    workspace: str
    map: str
    kind: Kind
    chosen: tuple[str, ...]
    contents: tuple[dict[str, Any], ...]
    was_cut: bool = False
    mentions: tuple[dict[str, Any], ...] = ()


def decode(data: bytes) -> Fragment:
    """The fragment that `encode` wrote.

    Raises JourneyError for anything else, another format or damaged contents.
    """
    try:
        written = msgspec.json.decode(data, type=_Written)
        contents = [change_of(raw) for raw in written.contents]
        mentions = [change_of(raw) for raw in written.mentions]
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise JourneyError(Problem.of("clipboard.damaged")) from error
    entities = [(it.table, it.entity) for it in contents if isinstance(it, Added)]
    fragment = Fragment(
        workspace=written.workspace,
        map=written.map,
        kind=written.kind,
        chosen=written.chosen,
        document=_document(entities),
        was_cut=written.was_cut,
        mentions=tuple(it for it in mentions if isinstance(it, FieldChange)),
    )
    if written.format != FORMAT or not _is_whole(fragment):
        raise JourneyError(Problem.of("clipboard.damaged"))
    return fragment


def _chosen(document: Document, places: Iterable[Place]) -> tuple[Kind, tuple[str, ...]]:
    there = [place for place in dict.fromkeys(places) if document.get(*place) is not None]
    kinds: tuple[tuple[Kind, tuple[str, ...]], ...] = (
        ("cards", _CARDS),
        ("stages", ("stages",)),
        ("lanes", ("lanes",)),
    )
    for kind, tables in kinds:
        found = tuple(identifier for table, identifier in there if table in tables)
        if found:
            return kind, found
    raise RefusedEdit(Problem.of("clipboard.nothing"))


def _table_of(document: Document, kind: Kind, identifier: str) -> str:
    if kind != "cards":
        return kind
    return "touchpoints" if identifier in document.touchpoints else "notes"


def _in_reading_order(
    document: Document, map_id: str, kind: Kind, chosen: Sequence[str]
) -> tuple[str, ...]:
    ordered: Iterable[queries.Ranked]
    if kind == "stages":
        ordered = queries.stages(document, map_id)
    elif kind == "lanes":
        ordered = queries.lanes(document, map_id)
    else:
        ordered = [
            card
            for stage in queries.stages(document, map_id)
            for lane in queries.lanes(document, map_id)
            for card in queries.cards(document, stage.id, lane.id)
        ]
    wanted = set(chosen)
    return tuple(item.id for item in ordered if item.id in wanted)


def _comes_along(change: Removed, inside: set[str]) -> bool:
    """Whether what belongs to a copied thing is copied too; ratings are about the original."""
    if isinstance(change.entity, Connection):
        return {change.entity.source, change.entity.target} <= inside
    return change.table != "ratings"


def _surroundings(
    document: Document, map_id: str, kept: Iterable[tuple[str, Entity]]
) -> list[tuple[str, Entity]]:
    """The frame of the map, and what the kept things mention, each once."""
    found: dict[Place, Entity] = {}
    for stage in queries.stages(document, map_id):
        found["stages", stage.id] = stage
    for lane in queries.lanes(document, map_id):
        found["lanes", lane.id] = lane
    for _, entity in kept:
        if isinstance(entity, Touchpoint):
            if entity.channel is not None:
                found["channels", entity.channel] = document.channels[entity.channel]
            for need_id in entity.needs:
                need = document.needs[need_id]
                found["needs", need_id] = need
                found["personas", need.persona] = _name_only(document.personas[need.persona])
        elif isinstance(entity, Reason) and entity.persona is not None:
            found["personas", entity.persona] = _name_only(document.personas[entity.persona])
    return [(table, entity) for (table, _), entity in found.items()]


def _name_only(persona: Persona) -> Persona:
    return Persona(id=persona.id, name=persona.name)


def _document(entities: Iterable[tuple[str, Entity]]) -> Document:
    tables: dict[str, dict[str, Entity]] = {}
    for table, entity in entities:
        tables.setdefault(table, {})[entity.id] = entity
    return Document(tables)


def _is_whole(fragment: Fragment) -> bool:
    """Whether everything that is chosen is there, in its place, and no mention leads nowhere."""
    document = fragment.document
    chosen: set[str] = set()
    tables = _CARDS if fragment.kind == "cards" else (fragment.kind,)
    for table in tables:
        chosen |= set(document.table(table))
    if not fragment.chosen or not set(fragment.chosen) <= chosen:
        return False
    for table, names in _NEEDED.items():
        for entity in document.table(table).values():
            for name in names:
                field = fields_of(table)[name]
                targets = rules.targets(field, entity)
                if any(document.get(field.reference, it) is None for it in targets):
                    return False
    return all(
        item.map == fragment.map
        for items in (document.stages, document.lanes, document.touchpoints, document.notes)
        for item in items.values()
    )


_NEEDED = {
    "touchpoints": ("stage", "lane", "channel", "needs"),
    "notes": ("stage", "lane"),
    "needs": ("persona",),
    "reasons": ("stage", "persona"),
}
"""The fields whose targets a fragment brings along."""


def _positions(items: Sequence[queries.Ranked]) -> dict[str, int]:
    return {item.id: index for index, item in enumerate(items)}


def need_key(document: Document, need: Need) -> tuple[str, str]:
    """What a need is known by in any workspace: its persona's name and its text."""
    return same_name(document.personas[need.persona].name), same_name(need.text)


def same_name(name: str) -> str:
    """A name as names are compared: without regard to case and spaces."""
    return " ".join(name.casefold().split())

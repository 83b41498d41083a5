"""The one currency of change: a patch is the undo step, the repaint and the journal line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Self

import msgspec

from workbench.model.entities import TABLES, Entity
from workbench.model.fields import entity_of, fields_of
from workbench.model.problems import Parameter


class Label(msgspec.Struct, frozen=True):
    """The name of an undo step, as a code and parameters for `words.patch_names`."""

    code: str
    parameters: tuple[tuple[str, Parameter], ...] = ()

    @classmethod
    def of(cls, code: str, **parameters: Parameter) -> Self:
        return cls(code, tuple(parameters.items()))


class FieldChange(msgspec.Struct, frozen=True, tag="field"):
    table: str
    id: str
    field: str
    before: Any
    after: Any

    def inverse(self) -> FieldChange:
        return FieldChange(self.table, self.id, self.field, self.after, self.before)


class Added(msgspec.Struct, frozen=True, tag="added"):
    table: str
    entity: Entity

    @property
    def id(self) -> str:
        return self.entity.id

    def inverse(self) -> Removed:
        return Removed(self.table, self.entity)


class Removed(msgspec.Struct, frozen=True, tag="removed"):
    table: str
    entity: Entity

    @property
    def id(self) -> str:
        return self.entity.id

    def inverse(self) -> Added:
        return Added(self.table, self.entity)


Change = FieldChange | Added | Removed


class Patch(msgspec.Struct, frozen=True):
    """A label and changes that are applied together or not at all.

    A patch names each entity field at most once, so its changes may be applied in any order.
    """

    label: Label
    changes: tuple[Change, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.changes)

    def inverse(self) -> Patch:
        """The patch that takes this one back, under the same label."""
        return Patch(self.label, tuple(change.inverse() for change in reversed(self.changes)))

    def then(self, other: Patch) -> Patch:
        """This patch followed by `other`, as one patch under this one's label."""
        return Patch(self.label, fold((*self.changes, *other.changes)))

    def tables(self) -> frozenset[str]:
        """The tables in which anything changes."""
        return frozenset(change.table for change in self.changes)

    def touched(self) -> frozenset[tuple[str, str]]:
        """The (table, id) of every entity that changes."""
        return frozenset((change.table, change.id) for change in self.changes)


def fold(changes: Iterable[Change]) -> tuple[Change, ...]:
    """The net effect of changes made one after another."""
    whole: dict[tuple[str, str], tuple[Entity | None, Entity | None]] = {}
    fields: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = {}
    order: dict[tuple[str, str], None] = {}
    for change in changes:
        place = (change.table, change.id)
        order[place] = None
        match change:
            case FieldChange():
                if place in whole:
                    before, after = whole[place]
                    assert after is not None, "a field of a removed entity changed"
                    replaced = msgspec.structs.replace(after, **{change.field: change.after})
                    whole[place] = (before, replaced)
                else:
                    edits = fields.setdefault(place, {})
                    first = edits.get(change.field, (change.before, None))[0]
                    edits[change.field] = (first, change.after)
            case Added():
                whole[place] = (whole.get(place, (None, None))[0], change.entity)
            case Removed():
                if place in whole:
                    whole[place] = (whole[place][0], None)
                else:
                    edits = fields.pop(place, {})
                    original = msgspec.structs.replace(
                        change.entity, **{name: before for name, (before, _) in edits.items()}
                    )
                    whole[place] = (original, None)
    result: list[Change] = []
    for place in order:
        table, identifier = place
        if place in whole:
            result.extend(difference(table, *whole[place]))
        for name, (before, after) in fields.get(place, {}).items():
            if before != after:
                result.append(FieldChange(table, identifier, name, before, after))
    return tuple(result)


def difference(table: str, before: Entity | None, after: Entity | None) -> tuple[Change, ...]:
    """The changes that make `before` into `after`; None stands for no such entity."""
    if before == after:
        return ()
    if before is None:
        assert after is not None
        return (Added(table, after),)
    if after is None:
        return (Removed(table, before),)
    return tuple(
        FieldChange(table, before.id, name, getattr(before, name), getattr(after, name))
        for name in before.__struct_fields__
        if getattr(before, name) != getattr(after, name)
    )


def encode_changes(changes: Iterable[Change]) -> bytes:
    """Changes as JSON, for crossing to another process or into a journal."""
    return msgspec.json.encode(list(changes))


def decode_changes(data: bytes) -> tuple[Change, ...]:
    """The changes that `encode_changes` wrote. Raises msgspec.ValidationError on others."""
    return tuple(change_of(raw) for raw in msgspec.json.decode(data, type=list[dict[str, Any]]))


def change_of(raw: dict[str, Any]) -> Change:
    """A change from its plain JSON form. Raises msgspec.ValidationError."""
    table = raw.get("table")
    if table not in TABLES:
        raise msgspec.ValidationError(f"no table {table!r}")
    match raw.get("type"):
        case "added":
            return Added(table, entity_of(table, raw.get("entity")))
        case "removed":
            return Removed(table, entity_of(table, raw.get("entity")))
        case "field":
            field = fields_of(table).get(str(raw.get("field")))
            if field is None:
                raise msgspec.ValidationError(f"no field {raw.get('field')!r} in {table}")
            return FieldChange(
                table,
                msgspec.convert(raw.get("id"), str),
                field.name,
                msgspec.convert(raw.get("before"), field.type),
                msgspec.convert(raw.get("after"), field.type),
            )
    raise msgspec.ValidationError(f"no change {raw.get('type')!r}")

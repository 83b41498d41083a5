"""All that is in one workspace, as an immutable value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, Self, TypeVar, cast

import msgspec

from workbench.model import entities as e
from workbench.model.patch import Added, Change, FieldChange, Label, Patch, Removed, difference
from workbench.model.problems import JourneyError, Problem, StalePatch

Result = TypeVar("Result")


class Document:
    """Tables of entities by id. Never changes: `apply` gives the next document.

    Two documents are equal when they hold equal entities, whatever their order.
    """

    __slots__ = ("_memory", "_tables")

    def __init__(self, tables: Mapping[str, Mapping[str, e.Entity]] | None = None) -> None:
        given = tables or {}
        unknown = set(given) - set(e.TABLES)
        if unknown:
            raise KeyError(f"no such tables: {sorted(unknown)}")
        self._tables: dict[str, dict[str, e.Entity]] = {
            name: dict(given.get(name, {})) for name in e.TABLES
        }
        self._memory: dict[tuple[frozenset[str], object], object] = {}

    @classmethod
    def of(cls, items: Iterable[e.Entity]) -> Self:
        """A document of these entities. Raises ValueError where two share an id."""
        names = {entity: name for name, entity in e.TABLES.items()}
        tables: dict[str, dict[str, e.Entity]] = {}
        for item in items:
            table = tables.setdefault(names[type(item)], {})
            if item.id in table:
                raise ValueError(f"two entities with the id {item.id}")
            table[item.id] = item
        return cls(tables)

    def table(self, name: str) -> Mapping[str, e.Entity]:
        """A read-only view of one table. Raises KeyError for no table of that name."""
        return MappingProxyType(self._tables[name])

    def get(self, table: str, identifier: str | None) -> e.Entity | None:
        """The entity, or None where there is none."""
        return self._tables[table].get(identifier) if identifier is not None else None

    def entities(self) -> Iterator[tuple[str, e.Entity]]:
        """Every (table, entity), tables in declared order."""
        for name, table in self._tables.items():
            for entity in table.values():
                yield name, entity

    @property
    def workspace(self) -> e.Workspace:
        """The workspace's own entity. Raises JourneyError in a document without one."""
        for workspace in self._tables["workspace"].values():
            return cast(e.Workspace, workspace)
        raise JourneyError(Problem.of("document.workspace", n=0))

    @property
    def personas(self) -> Mapping[str, e.Persona]:
        return cast(Mapping[str, e.Persona], self.table("personas"))

    @property
    def needs(self) -> Mapping[str, e.Need]:
        return cast(Mapping[str, e.Need], self.table("needs"))

    @property
    def channels(self) -> Mapping[str, e.Channel]:
        return cast(Mapping[str, e.Channel], self.table("channels"))

    @property
    def maps(self) -> Mapping[str, e.Map]:
        return cast(Mapping[str, e.Map], self.table("maps"))

    @property
    def stages(self) -> Mapping[str, e.Stage]:
        return cast(Mapping[str, e.Stage], self.table("stages"))

    @property
    def lanes(self) -> Mapping[str, e.Lane]:
        return cast(Mapping[str, e.Lane], self.table("lanes"))

    @property
    def touchpoints(self) -> Mapping[str, e.Touchpoint]:
        return cast(Mapping[str, e.Touchpoint], self.table("touchpoints"))

    @property
    def notes(self) -> Mapping[str, e.Note]:
        return cast(Mapping[str, e.Note], self.table("notes"))

    @property
    def connections(self) -> Mapping[str, e.Connection]:
        return cast(Mapping[str, e.Connection], self.table("connections"))

    @property
    def triggers(self) -> Mapping[str, e.Trigger]:
        return cast(Mapping[str, e.Trigger], self.table("triggers"))

    @property
    def reasons(self) -> Mapping[str, e.Reason]:
        return cast(Mapping[str, e.Reason], self.table("reasons"))

    @property
    def metrics(self) -> Mapping[str, e.Metric]:
        return cast(Mapping[str, e.Metric], self.table("metrics"))

    @property
    def practices(self) -> Mapping[str, e.PracticeState]:
        return cast(Mapping[str, e.PracticeState], self.table("practices"))

    @property
    def participants(self) -> Mapping[str, e.Participant]:
        return cast(Mapping[str, e.Participant], self.table("participants"))

    @property
    def ratings(self) -> Mapping[str, e.Rating]:
        return cast(Mapping[str, e.Rating], self.table("ratings"))

    @property
    def decisions(self) -> Mapping[str, e.FindingDecision]:
        return cast(Mapping[str, e.FindingDecision], self.table("decisions"))

    @property
    def rule_settings(self) -> Mapping[str, e.RuleSetting]:
        return cast(Mapping[str, e.RuleSetting], self.table("rule_settings"))

    def remember(
        self, places: frozenset[str], key: object, build: Callable[[Document], Result]
    ) -> Result:
        """`build(self)`, kept until one of `places`, all that it may read, changes.

        A place is a table, or one field of all its entities ("touchpoints.rank"): then what is
        built may say which entities there are, but nothing of their other fields. It is shared
        between documents and must not be changed by anyone. Raises KeyError for no such place.
        """
        kept = (places, key)
        if kept not in self._memory:
            _check_places(places)
            self._memory[kept] = build(self)
        return cast(Result, self._memory[kept])

    def apply(self, patch: Patch) -> Document:
        """The document after `patch`.

        Raises StalePatch, and leaves everything as it is, where the patch was made for
        another state: an added id that exists, a removed or changed entity that differs.
        """
        following = Document.__new__(Document)
        following._tables = dict(self._tables)
        for name in patch.tables():
            following._tables[name] = dict(self._tables[name])
        for change in patch.changes:
            following._make(change)
        changed = _changed_places(patch.changes)
        following._memory = {
            kept: value for kept, value in self._memory.items() if not kept[0] & changed
        }
        return following

    def _make(self, change: Change) -> None:
        table = self._tables[change.table]
        current = table.get(change.id)
        match change:
            case Added(entity=entity):
                if current is not None:
                    raise _stale(change.table, change.id)
                table[entity.id] = entity
            case Removed(entity=entity):
                if current != entity:
                    raise _stale(change.table, change.id)
                del table[entity.id]
            case FieldChange(field=field, before=before, after=after):
                if current is None or getattr(current, field) != before:
                    raise _stale(change.table, change.id)
                table[change.id] = msgspec.structs.replace(current, **{field: after})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Document) and self._tables == other._tables

    __hash__ = None  # type: ignore[assignment]  # a value of unbounded size is no key

    def __repr__(self) -> str:
        sizes = ", ".join(f"{name} {len(table)}" for name, table in self._tables.items() if table)
        return f"Document({sizes})"

    def __reduce__(self) -> Any:
        raise TypeError("documents cross processes as JSON, never pickled")


def diff(before: Document, after: Document) -> Patch:
    """The patch that makes `before` into `after`."""
    changes: list[Change] = []
    for name in e.TABLES:
        old, new = before.table(name), after.table(name)
        for identifier in (*old, *(key for key in new if key not in old)):
            changes.extend(difference(name, old.get(identifier), new.get(identifier)))
    return Patch(Label.of("document.difference"), tuple(changes))


def _changed_places(changes: Iterable[Change]) -> set[str]:
    """The tables and fields that changes touch; a whole entity touches all its fields."""
    changed: set[str] = set()
    for change in changes:
        if isinstance(change, FieldChange):
            changed |= {change.table, f"{change.table}.{change.field}"}
        elif change.table not in changed or f"{change.table}.id" not in changed:
            changed |= _places_of(change.table)
    return changed


@cache
def _places_of(table: str) -> frozenset[str]:
    fields = msgspec.structs.fields(e.TABLES[table])
    return frozenset({table, *(f"{table}.{field.name}" for field in fields)})


@cache
def _check_places(places: frozenset[str]) -> None:
    for place in places:
        table = place.partition(".")[0]
        if place not in _places_of(table):
            raise KeyError(f"no such place: {place}")


def _stale(table: str, identifier: str) -> StalePatch:
    return StalePatch(Problem.of("patch.stale", identifier, table=table))

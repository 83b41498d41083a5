"""What somebody changed in an exported workbook, as suggestions for the workspace.

Three-way per field: a value that is as it was exported suggests nothing, even where the
workspace moved on; where both changed, the suggestion is a conflict. See docs/workbook.md.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from workbench.exchange.base_sheet import Base
from workbench.exchange.cell_reading import Unreadable, is_unchanged, read_text, text
from workbench.exchange.columns import Column, main_field
from workbench.exchange.newcomers import LastRanks, lacking, with_lane
from workbench.exchange.problems import ExchangeError, about
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.row_reading import Surroundings, check_uncut, read_cell, unread
from workbench.exchange.sheets import Book, Sheet
from workbench.exchange.shown import shown
from workbench.exchange.table_reading import find_base, find_tables
from workbench.exchange.trigger_wordings import text_for, with_texts
from workbench.exchange.workbook_entries import Entries, Entry, entries_of, is_changed
from workbench.exchange.workbook_names import Names
from workbench.model import rules
from workbench.model.document import Document
from workbench.model.entities import TABLES, Connection, Entity, Lane, Message
from workbench.model.fields import fields_of
from workbench.model.patch import Added, FieldChange, Removed
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion
from workbench.words.labels import table_name


def read_proposal(document: Document, path: Path) -> Proposal:
    """The changes that a workbook exported from this workspace suggests.

    Raises ExchangeError for a file that is none of ours, is of another workspace or cannot
    be read; single values that cannot be read are listed and change nothing.
    """
    with about(path):
        book = read_workbook(path)
    return proposal_of_book(document, book, path)


def proposal_of_book(document: Document, book: Book, path: Path) -> Proposal:
    """The same for a workbook that was read already, from that path."""
    with about(path):
        proposal = proposal_of(document, book.sheets)
    if not book.cleaned or not proposal.suggestions:
        # nothing of it enters the workspace
        return proposal
    told = Problem.of("workbook.cleaned", n=book.cleaned, path=path.name)
    return msgspec.structs.replace(proposal, notices=(told, *proposal.notices))


def proposal_of(document: Document, sheets: Sequence[Sheet]) -> Proposal:
    """The changes that the sheets of a workbook suggest; see `read_proposal`."""
    base = find_base(sheets)
    if base.workspace != document.workspace.id:
        raise ExchangeError(Problem.of("workbook.other_workspace"))
    tables, problems = find_tables(sheets, base)
    names = Names(document, base)
    entries = entries_of(document, base, tables, names)
    draft = _Draft(document, base, names, entries)
    for group in entries:
        draft.read(group)
    return draft.proposal(problems)


SURE = 80
"""The least guess, in percent, at which an edit is ticked from the start."""


class _Draft:
    """Collects suggestions row by row; what depends on which is settled at the end."""

    def __init__(
        self, document: Document, base: Base, names: Names, entries: Sequence[Entries]
    ) -> None:
        self._document = document
        self._base = base
        self._names = names
        self._suggestions: list[Suggestion] = []
        self._unread: list[Problem] = []
        self._notices: list[Problem] = []
        self._ranks = LastRanks(document)
        self._based_on = {item.id: item.based_on for item in document.maps.values()}
        self._around = Surroundings(document, names, set(), {})
        for group in entries:
            for entry in group.rows:
                if self._is_here(entry) or entry.is_known:
                    continue
                if entry.exported is None or is_changed(entry, base):
                    self._around.coming.add((group.table.table, entry.id))

    def read(self, entries: Entries) -> None:
        """Take in one sheet: what its rows change and add, then which rows are gone."""
        table = entries.table.table
        if entries.by_content and entries.rows:
            self._notices.append(Problem.of("sheet.by_content", cell=entries.table.title))
        for entry in entries.rows:
            if self._is_here(entry):
                self._change(entry)
            elif (table, entry.id) in self._around.coming:
                self._add(entry)
        for gone in entries.missing:
            mine = self._document.get(table, gone.entity.id)
            if mine is not None:
                self._suggest(Removed(table, mine), gone.where, ticked=False, guess=gone.guess)

    def proposal(self, problems: Sequence[Problem]) -> Proposal:
        """Everything taken in; each suggestion names the additions it cannot do without."""
        added = {
            (item.change.table, item.change.id): index
            for index, item in enumerate(self._suggestions)
            if isinstance(item.change, Added)
        }
        settled = []
        for index, item in enumerate(self._suggestions):
            needs = {added[place] for place in _mentions(item) if place in added} - {index}
            settled.append(msgspec.structs.replace(item, needs=tuple(sorted(needs))))
        return Proposal(tuple(settled), (*problems, *self._unread), tuple(self._notices))

    def _is_here(self, entry: Entry) -> bool:
        known = entry.exported is not None
        return known and self._document.get(entry.table.table, entry.id) is not None

    def _suggest(
        self,
        change: Added | FieldChange | Removed,
        where: str,
        *,
        ticked: bool = True,
        conflict: bool = False,
        base: Any = None,
        guess: int | None = None,
    ) -> None:
        # a new row adds, whoever else it may have been; an unsure edit could hit the wrong one
        is_sure = guess is None or guess >= SURE or isinstance(change, Added)
        self._suggestions.append(
            Suggestion(
                change=change,
                source=where,
                ticked=ticked and is_sure,
                conflict=conflict,
                base=base,
                guess=guess,
            )
        )

    def _change(self, entry: Entry) -> None:
        mine = self._document.table(entry.table.table)[entry.id]
        assert entry.exported is not None
        for name, column in entry.table.columns.items():
            if name not in entry.table.places or column.kind not in ("home", "field"):
                continue
            try:
                if column.kind == "home":
                    self._check_home(entry)
                elif not self._is_as_exported(entry, column):
                    check_uncut(column, entry, self._base.labels)
                    self._change_field(entry, column, mine)
            except Unreadable as error:
                self._unread.append(unread(entry, name, error, mine, self._names))
        self._change_messages(entry, mine)

    def _is_as_exported(self, entry: Entry, column: Column) -> bool:
        assert entry.exported is not None
        exported = shown(column, entry.exported, self._base.labels)
        return is_unchanged(exported, entry.row.cells.get(column.name))

    def _check_home(self, entry: Entry) -> None:
        written = text(entry.row.cells.get("map")).strip()
        if not written or self._names.find("maps", written, "") != entry.home:
            raise Unreadable("cell.map_fixed")

    def _change_field(self, entry: Entry, column: Column, mine: Entity) -> None:
        field, value = column.field, read_cell(entry, column, self._around)
        assert field is not None
        before, exported = getattr(mine, field.name), getattr(entry.exported, field.name)
        if value in (exported, before):
            return
        if field.name == "based_on":
            self._check_circle(entry.id, value)
        if isinstance(mine, Connection):
            _check_ends(entry, field.name, value, mine)
        conflict = before != exported
        self._suggest(
            FieldChange(field.table, entry.id, field.name, before, value),
            entry.table.address(entry.row.number, column.name),
            ticked=not conflict,
            conflict=conflict,
            base=exported,
            guess=entry.guess,
        )

    def _change_messages(self, entry: Entry, mine: Entity) -> None:
        edited: dict[str, str] = {}
        for name, column in entry.table.columns.items():
            if column.kind != "message" or name not in entry.table.places:
                continue
            if self._is_as_exported(entry, column):
                continue
            try:
                check_uncut(column, entry, self._base.labels)
                edited[name] = self._message(entry, column)
            except Unreadable as error:
                self._unread.append(unread(entry, name, error, mine, self._names))
        if not edited:
            return
        before: tuple[Message, ...] = mine.messages  # type: ignore[attr-defined]
        exported: tuple[Message, ...] = entry.exported.messages  # type: ignore[union-attr]
        texts = {entry.table.columns[name].persona: edited[name] for name in edited}
        after = with_texts(before, texts)
        if after == before:
            return
        conflict = any(text_for(before, it) != text_for(exported, it) for it in texts)
        self._suggest(
            FieldChange(entry.table.table, entry.id, "messages", before, after),
            entry.table.address(entry.row.number, next(iter(edited))),
            ticked=not conflict,
            conflict=conflict,
            base=exported,
            guess=entry.guess,
        )

    def _message(self, entry: Entry, column: Column) -> str:
        if not self._around.exists("personas", column.persona):
            raise Unreadable("cell.gone", target=self._names.label("personas", column.persona))
        return read_text(entry.row.cells.get(column.name))

    def _check_circle(self, map_id: str, value: str | None) -> None:
        """Refuses a basis that leads back to the map, now or with the earlier suggestions."""
        now = {item.id: item.based_on for item in self._document.maps.values()}
        for basis in (now, self._based_on):
            seen: set[str] = set()
            at = value
            while at is not None and at not in seen:
                if at == map_id:
                    raise Unreadable("cell.circle")
                seen.add(at)
                at = basis.get(at)
        self._based_on[map_id] = value

    def _add(self, entry: Entry) -> None:
        """Suggest a new row, or one that was edited here and deleted in the workspace."""
        table = entry.table.table
        values: dict[str, Any] = {}
        if entry.exported is not None:
            values = _own_values(table, entry.exported)
        if entry.home is not None and "map" in fields_of(table):
            values["map"] = entry.home
        values |= self._values(entry)
        values = with_lane(values, entry, self._document, self._around.lanes)
        problem = lacking(entry, values)
        if problem is not None:
            self._unread.append(problem)
            self._around.coming.discard((table, entry.id))
            return
        entity = rules.cleaned(table, TABLES[table](id=entry.id, **values))
        entity = self._ranks.placed(table, entity)
        if isinstance(entity, Lane):
            self._around.lanes[entity.id] = entity
        where = entry.table.address(entry.row.number, main_field(table))
        self._suggest(Added(table, entity), where, ticked=entry.exported is None, guess=entry.guess)

    def _values(self, entry: Entry) -> dict[str, Any]:
        """The values of a new row by field; blank cells are left to the field's default."""
        values: dict[str, Any] = {}
        wordings: dict[str, str] = {}
        for name, column in entry.table.columns.items():
            if column.kind not in ("home", "field", "message") or name not in entry.row.cells:
                continue
            try:
                if column.kind == "home":
                    if entry.home is None:
                        raise Unreadable("cell.unknown", target=table_name("maps"))
                elif column.kind == "message":
                    wordings[column.persona] = self._message(entry, column)
                elif text(entry.row.cells[name]).strip():
                    values[name] = read_cell(entry, column, self._around)
            except Unreadable as error:
                self._unread.append(unread(entry, name, error, None, self._names))
        if values.get("based_on") is not None:
            self._based_on[entry.id] = values["based_on"]
        is_connection = entry.table.table == "connections" and "target" in values
        if is_connection and values.get("source") == values["target"]:
            values.pop("target", None)
            looped = Unreadable("cell.self")
            self._unread.append(unread(entry, "target", looped, None, self._names))
        if wordings:
            values["messages"] = with_texts((), wordings)
        return values


def _check_ends(entry: Entry, name: str, value: str, mine: Connection) -> None:
    other = "target" if name == "source" else "source"
    if other in entry.table.places:
        same = text(entry.row.cells.get(name)) == text(entry.row.cells.get(other))
    else:
        same = value == getattr(mine, other)
    if same:
        raise Unreadable("cell.self")


def _own_values(table: str, entity: Entity) -> dict[str, Any]:
    """The values of an entity that refer to nothing."""
    return {
        field.name: getattr(entity, field.name)
        for field in fields_of(table).values()
        if not field.reference and field.kind not in ("id", "rank")
    }


def _mentions(suggestion: Suggestion) -> Iterator[tuple[str, str]]:
    """The (table, id) that a suggestion refers to."""
    change = suggestion.change
    if isinstance(change, Added):
        for field in fields_of(change.table).values():
            if field.reference:
                yield from ((field.reference, it) for it in rules.targets(field, change.entity))
    elif isinstance(change, FieldChange):
        field = fields_of(change.table)[change.field]
        if field.reference:
            after = change.after or ()
            ids = (after,) if isinstance(after, str) else after
            yield from ((field.reference, it if isinstance(it, str) else it.persona) for it in ids)

"""Finding our tables in a workbook that people have rearranged: sheets, headers, columns."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence

import msgspec

from workbench.exchange import base_sheet
from workbench.exchange.base_sheet import Base, SheetPlan
from workbench.exchange.cell_reading import is_unchanged, text
from workbench.exchange.columns import Column, columns_named, columns_of
from workbench.exchange.labels import one_line
from workbench.exchange.problems import ExchangeError
from workbench.exchange.rating_marker import refuse_rating_sheet
from workbench.exchange.sheets import Sheet, Value, address
from workbench.exchange.shown import shown
from workbench.model.entities import Entity
from workbench.model.problems import Problem

_HEADER_ROWS = 20
"""How far down a header may have been pushed by rows that somebody put above it."""

_ENOUGH_ALIKE = 0.5
"""The part of a column's known cells that must be as exported to recognise it by them."""


class Row(msgspec.Struct, frozen=True):
    """One row below the header: its number, its id as written and its cells by column name.

    The id is "" where the sheet has no column of ids.
    """

    number: int
    id: str
    cells: Mapping[str, Value]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """One data sheet as it came back. `places` gives the column number of each column name."""

    table: str
    title: str
    columns: Mapping[str, Column]
    places: Mapping[str, int]
    rows: tuple[Row, ...]

    def address(self, row: int, name: str) -> str:
        """Where a cell is; the first column stands for the row."""
        return address(self.title, row, self.places.get(name, min(self.places.values())))


def find_base(sheets: Sequence[Sheet]) -> Base:
    """The workbook's memory. Raises ExchangeError where there is none or it is damaged."""
    refuse_rating_sheet(sheets)
    for sheet in sheets:
        if sheet.rows.get(1, {}).get(1) == base_sheet.MARKER:
            return base_sheet.decode(
                [
                    [str(cells.get(at, "")) for at in range(1, max(cells) + 1)]
                    for _, cells in sorted(sheet.rows.items())
                ]
            )
    ours = any(_looks_like_ours(sheet) for sheet in sheets)
    raise ExchangeError(Problem.of("workbook.no_memory" if ours else "workbook.not_ours"))


def find_tables(sheets: Sequence[Sheet], base: Base) -> tuple[list[Table], list[Problem]]:
    """The data sheets that are there, and what of them could not be recognised.

    A sheet is known by its title, else by having all the headers of a sheet that is missing.
    Raises ExchangeError where no sheet is left at all.
    """
    by_title = {sheet.title.casefold(): sheet for sheet in sheets}
    found = {
        table: by_title[plan.title.casefold()]
        for table, plan in base.plans.items()
        if plan.title.casefold() in by_title
    }
    strangers = [sheet for sheet in sheets if not any(sheet is known for known in found.values())]
    for table, plan in base.plans.items():
        if table not in found:
            renamed = [sheet for sheet in strangers if _header_row(sheet, plan, all_of_it=True)]
            if len(renamed) == 1:
                found[table] = renamed[0]
    if not found:
        titles = ", ".join(f"“{plan.title}”" for plan in list(base.plans.values())[:3])
        raise ExchangeError(Problem.of("workbook.no_sheets", titles=titles))
    tables, problems = [], []
    for table, plan in base.plans.items():
        if table in found:
            read, strange = _table(table, plan, found[table], base)
            problems.extend(strange)
            tables.extend(read)
    return tables, problems


def _looks_like_ours(sheet: Sheet) -> bool:
    """Whether a sheet starts as our data sheets do, with an id and a map id."""
    first = sheet.rows.get(1, {})
    ours = [column.header for column in columns_of("touchpoints", {})[:3]]
    return [first.get(at) for at in (1, 2, 3)] == ours


def _table(
    table: str, plan: SheetPlan, sheet: Sheet, base: Base
) -> tuple[list[Table], list[Problem]]:
    header = _header_row(sheet, plan)
    if header is None:
        return [], [Problem.of("sheet.no_header", cell=sheet.title)]
    cells = sheet.rows[header]
    headers = {at: _folded(value) for at, value in sorted(cells.items()) if _folded(value)}
    columns = columns_named(table, plan.columns)
    places: dict[str, int] = {}
    for name, column in columns.items():
        at = next((at for at, text in headers.items() if text == _folded(column.header)), None)
        if at is not None:
            places[name] = at
    below = {number: row for number, row in sorted(sheet.rows.items()) if number > header}
    if "id" not in places:
        at = _column_of_ids(below, base.entities[table].keys(), places.values())
        places.update({"id": at} if at is not None else {})
    places.update(_renamed(table, plan, columns, places, headers, below, base))
    strange = [
        Problem.of(
            "column.unknown", cell=address(sheet.title, header, at), got=one_line(str(cells[at]))
        )
        for at in headers
        if at not in places.values() and any(at in row for row in below.values())
    ]
    rows = tuple(
        Row(number, _id_in(row, places), by_name)
        for number, row in below.items()
        if (by_name := {name: row[at] for name, at in places.items() if at in row})
    )
    read = Table(table=table, title=sheet.title, columns=columns, places=places, rows=rows)
    return [read], strange


def _header_row(sheet: Sheet, plan: SheetPlan, *, all_of_it: bool = False) -> int | None:
    """The row that has most of a sheet's headers, half of them at least; of equals the first.

    The headers of hidden columns may be missing: those are what people delete unseen.
    """
    hidden = {_folded(header) for name, header in plan.columns if name in ("id", "map_id")}
    wanted = {_folded(header) for _, header in plan.columns} - hidden
    best, most = None, 0
    for number, cells in sorted(sheet.rows.items()):
        if number > _HEADER_ROWS:
            break
        found = {_folded(value) for value in cells.values()} & wanted
        if len(found) > most:
            best, most = number, len(found)
    return best if most == len(wanted) or (not all_of_it and 2 * most >= len(wanted)) else None


def _column_of_ids(
    below: Mapping[int, Mapping[int, Value]], ids: Collection[str], taken: Collection[int]
) -> int | None:
    """The column most of whose cells are exported ids, whatever its header says now."""
    filled: dict[int, int] = {}
    known: dict[int, int] = {}
    for row in below.values():
        for at, value in row.items():
            filled[at] = filled.get(at, 0) + 1
            known[at] = known.get(at, 0) + (isinstance(value, str) and value.strip() in ids)
    most = max((at for at in known if at not in taken), key=known.__getitem__, default=None)
    return most if most is not None and 2 * known[most] > filled[most] else None


def _id_in(row: Mapping[int, Value], places: Mapping[str, int]) -> str:
    return str(row.get(places["id"], "")).strip() if "id" in places else ""


def _renamed(
    table: str,
    plan: SheetPlan,
    columns: Mapping[str, Column],
    places: Mapping[str, int],
    headers: Mapping[int, str],
    below: Mapping[int, Mapping[int, Value]],
    base: Base,
) -> dict[str, int]:
    """Columns under a new header, recognised by what is in them, else by where they stand."""
    lost = {name: column for name, column in columns.items() if name not in places}
    strange = [at for at in headers if at not in places.values()]
    if not lost or not strange:
        return {}
    known = [
        (entity, row)
        for row in below.values()
        if (entity := base.entities[table].get(_id_in(row, places))) is not None
    ]

    def alike(column: Column, at: int) -> float:
        if not known:
            return _shared_values(column, base.entities[table].values(), below, at, base)
        pairs = [(shown(column, entity, base.labels), row.get(at)) for entity, row in known]
        filled = [(before, now) for before, now in pairs if before is not None]
        return sum(is_unchanged(before, now) for before, now in filled) / max(1, len(filled))

    matched = _best_pairs(lost, strange, alike)
    order = [name for name, _ in plan.columns]
    if len(headers) == len(order):
        for name, column in lost.items():
            at = sorted(headers)[order.index(name)]
            blank = all(shown(column, entity, base.labels) is None for entity, _ in known)
            if name not in matched and at in strange and at not in matched.values() and blank:
                matched[name] = at
    return matched


def _shared_values(
    column: Column,
    entities: Collection[Entity],
    below: Mapping[int, Mapping[int, Value]],
    at: int,
    base: Base,
) -> float:
    """The part of a column's exported values that stand in another, in whichever rows."""
    before = Counter(
        text(value) for item in entities if (value := shown(column, item, base.labels)) is not None
    )
    now = Counter(text(row[at]) for row in below.values() if at in row)
    return (before & now).total() / max(1, before.total())


def _best_pairs(
    lost: Mapping[str, Column], strange: Sequence[int], alike: Callable[[Column, int], float]
) -> dict[str, int]:
    scores = sorted(
        ((alike(column, at), name, at) for name, column in lost.items() for at in strange),
        key=lambda item: -item[0],
    )
    matched: dict[str, int] = {}
    for score, name, at in scores:
        if score >= _ENOUGH_ALIKE and name not in matched and at not in matched.values():
            matched[name] = at
    return matched


def _folded(value: object) -> str:
    return one_line(str(value)).casefold()

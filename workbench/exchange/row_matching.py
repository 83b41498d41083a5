"""Which row is which entity where no id tells: by its name, its other cells, its neighbours.

A score from 0 to 100 says how alike a row and an entity are: 55 for the name, 35 for the part
of the other cells that agree, 10 for the neighbours. A row whose name was changed is known by
what else it says instead: 25, 65 and 10, the middle one in full from three telling cells on.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

import msgspec

from workbench.exchange.base_sheet import Base
from workbench.exchange.cell_reading import is_unchanged, text
from workbench.exchange.columns import Column, main_fields
from workbench.exchange.labels import one_line
from workbench.exchange.shown import Shown, shown
from workbench.exchange.table_reading import Row, Table
from workbench.model.entities import Entity

LIKELY = 60
"""The least score at which a row is taken for an entity."""

_CLEAR = 10
"""A lead over the second best that leaves no doubt; each point less takes two off the guess."""

_TELLING = frozenset({"line", "text", "number", "whole", "date", "references", "messages"})
"""Kinds of fields of which equal values mean something: few rows share them by chance."""

_TELLING_ENOUGH = 3
_SHORT_LIST = 5
_MOST_SHARING = 50
_MOST_PAIRS = 4_000_000
"""Beyond this many pairs of rows and entities, names are compared for equality only."""


class Loose(msgspec.Struct, frozen=True):
    """A row without an id to go by, and its map where that is known."""

    row: Row
    home: str | None


class Matches(msgspec.Struct, frozen=True):
    """What was found: (entity id, guess) by row number; and how near the others came.

    `near_rows` and `near_entities` hold the best score, where there was any, of rows and of
    entities that found nobody.
    """

    found: Mapping[int, tuple[str, int]]
    near_rows: Mapping[int, int]
    near_entities: Mapping[str, int]


def match_rows(
    table: Table,
    base: Base,
    loose: Sequence[Loose],
    claimed: Mapping[int, str],
    emptied: Iterable[str],
    home_of: Callable[[Entity], str | None],
) -> Matches:
    """Match loose rows with the exported entities that no row claims by its id.

    `claimed` gives the entity id of every row that has one, by row number; `emptied` the ids
    of rows that were emptied on purpose.
    """
    taken = {*claimed.values(), *emptied}
    entities = [item for item in base.entities[table.table].values() if item.id not in taken]
    if not loose or not entities:
        return Matches({}, {}, {})
    comparison = _Comparison(table, base, entities, home_of)
    first = comparison.by_equal_names(loose, claimed)
    found = comparison.by_equal_names(loose, _with(claimed, first))
    claims = _with(claimed, found)
    rows = [item for item in loose if item.row.number not in found]
    left = {item.id for item in entities} - set(claims.values())
    scores = comparison.short_lists(rows, left, claims)
    found |= _best(scores)
    matched = {identifier for identifier, _ in found.values()}
    near_rows: dict[int, int] = {}
    near_entities: dict[str, int] = {}
    for (number, identifier), score in scores.items():
        if number not in found and identifier not in matched:
            near_rows[number] = max(score, near_rows.get(number, 0))
            near_entities[identifier] = max(score, near_entities.get(identifier, 0))
    return Matches(found, near_rows, near_entities)


def _with(claimed: Mapping[int, str], found: Mapping[int, tuple[str, int]]) -> dict[int, str]:
    return {**claimed, **{number: identifier for number, (identifier, _) in found.items()}}


def is_another(table: Table, base: Base, row: Row, others: Mapping[str, Sequence[Entity]]) -> bool:
    """Whether a row says, cell by cell, what another entity than the one of its id was.

    `others` gives the exported entities by folded name; see `by_name`.
    """
    mine = base.entities[table.table][row.id]
    if _agreement(table, base, row, mine) == 1:
        return False
    alike = others.get(name_of(table, row), ())[:_SHORT_LIST]
    return any(item.id != mine.id and _agreement(table, base, row, item) == 1 for item in alike)


def by_name(table: Table, base: Base) -> dict[str, list[Entity]]:
    """The exported entities of a table by folded name."""
    found: dict[str, list[Entity]] = {}
    for item in base.entities[table.table].values():
        found.setdefault(_exported_name(table, base, item), []).append(item)
    return found


def name_of(table: Table, row: Row) -> str:
    """What a row is called, folded; a connection by both its ends."""
    names = main_fields(table.table)
    return " → ".join(one_line(text(row.cells.get(name))) for name in names).casefold()


def _exported_name(table: Table, base: Base, entity: Entity) -> str:
    cells = (
        shown(table.columns[name], entity, base.labels)
        for name in main_fields(table.table)
        if name in table.columns
    )
    return " → ".join(one_line(str(cell or "")) for cell in cells).casefold()


def _columns(table: Table) -> list[Column]:
    """The columns by which rows are compared, apart from the name."""
    main = main_fields(table.table)
    return [
        column
        for name, column in table.columns.items()
        if name in table.places and name not in main and column.kind in ("field", "message")
    ]


def _agreement(table: Table, base: Base, row: Row, entity: Entity) -> float:
    """The part of the cells, the name among them, that are as they were exported."""
    columns = [*_columns(table), *(table.columns[it] for it in main_fields(table.table))]
    pairs = [(shown(it, entity, base.labels), row.cells.get(it.name)) for it in columns]
    filled = [pair for pair in pairs if pair != (None, None)]
    return sum(is_unchanged(*pair) for pair in filled) / max(1, len(filled))


class _Comparison:
    """Rows against the unclaimed entities of one table; what is shown is worked out once."""

    def __init__(
        self,
        table: Table,
        base: Base,
        entities: Sequence[Entity],
        home_of: Callable[[Entity], str | None],
    ) -> None:
        self._table = table
        self._columns = _columns(table)
        self._names = {item.id: _exported_name(table, base, item) for item in entities}
        self._homes = {item.id: home_of(item) for item in entities}
        self._shown: dict[str, list[Shown]] = {
            item.id: [shown(column, item, base.labels) for column in self._columns]
            for item in entities
        }
        order = list(base.entities[table.table])
        self._above = dict(zip(order, ["", *order], strict=False))
        self._below = dict(zip(order, [*order[1:], ""], strict=False))
        numbers = [row.number for row in table.rows]
        self._row_above = dict(zip(numbers, [0, *numbers], strict=False))
        self._row_below = dict(zip(numbers, [*numbers[1:], 0], strict=False))

    def by_equal_names(
        self, loose: Sequence[Loose], claimed: Mapping[int, str]
    ) -> dict[int, tuple[str, int]]:
        """Rows that are called as an entity was, the likeliest pairs first."""
        ids: dict[str, list[str]] = {}
        for identifier, name in self._names.items():
            ids.setdefault(name, []).append(identifier)
        rows: dict[str, list[Loose]] = {}
        for item in loose:
            name = name_of(self._table, item.row)
            if name.strip(" →") and name in ids:
                rows.setdefault(name, []).append(item)
        found: dict[int, tuple[str, int]] = {}
        for name, items in rows.items():
            pairs = len(items) * len(ids[name])
            alike = ids[name] if pairs <= _MOST_PAIRS // 100 else ids[name][:_MOST_SHARING]
            found |= _best(self._scores([(item, alike) for item in items], claimed))
        return found

    def short_lists(
        self, loose: Sequence[Loose], left: set[str], claims: Mapping[int, str]
    ) -> dict[tuple[int, str], int]:
        """The scores of rows with the entities that come into question for them."""
        from rapidfuzz import fuzz, process

        names = {identifier: self._names[identifier] for identifier in left}
        index = self._sharing(left)
        compare_names = len(loose) * len(names) <= _MOST_PAIRS

        def candidates(item: Loose) -> Iterable[str]:
            found: dict[str, None] = {}
            if compare_names:
                close = process.extract(
                    name_of(self._table, item.row),
                    names,
                    scorer=fuzz.ratio,
                    limit=_SHORT_LIST,
                    score_cutoff=40,
                )
                found.update((identifier, None) for _, _, identifier in close)
            number = item.row.number
            found[self._below.get(claims.get(self._row_above.get(number, 0), ""), "")] = None
            found[self._above.get(claims.get(self._row_below.get(number, 0), ""), "")] = None
            shared = Counter(
                identifier
                for column in self._columns
                for identifier in index.get((column.name, self._cell(item, column)), ())
            )
            found.update((identifier, None) for identifier, _ in shared.most_common(_SHORT_LIST))
            return (identifier for identifier in found if identifier in left)

        return self._scores([(item, candidates(item)) for item in loose], claims)

    def _sharing(self, left: set[str]) -> dict[tuple[str, str], list[str]]:
        """Entities by (column, text) of their telling cells, without what too many share."""
        index: dict[tuple[str, str], list[str]] = {}
        for identifier in left:
            for column, value in zip(self._columns, self._shown[identifier], strict=True):
                if value is not None and _is_telling(column):
                    index.setdefault((column.name, one_line(text(value))), []).append(identifier)
        return {place: ids for place, ids in index.items() if len(ids) <= _MOST_SHARING}

    def _cell(self, item: Loose, column: Column) -> str:
        return one_line(text(item.row.cells.get(column.name)))

    def _scores(
        self,
        candidates: Iterable[tuple[Loose, Iterable[str]]],
        claims: Mapping[int, str],
    ) -> dict[tuple[int, str], int]:
        return {
            (item.row.number, identifier): self._score(item.row, identifier, claims)
            for item, identifiers in candidates
            for identifier in identifiers
            if item.home is None or item.home == self._homes[identifier]
        }

    def _score(self, row: Row, identifier: str, claims: Mapping[int, str]) -> int:
        from rapidfuzz import fuzz

        mine, theirs = name_of(self._table, row), self._names[identifier]
        name = fuzz.ratio(mine, theirs) if mine.strip(" →") else 0.0
        filled = same = telling = 0
        for column, value in zip(self._columns, self._shown[identifier], strict=True):
            now = row.cells.get(column.name)
            if value is None and now is None:
                continue
            filled += 1
            if is_unchanged(value, now):
                same += 1
                telling += _is_telling(column)
        cells = same / filled if filled else float(name == 100)
        above = claims.get(self._row_above[row.number], "") == self._above[identifier]
        below = claims.get(self._row_below[row.number], "") == self._below[identifier]
        around = 5 * (above + below)
        called = 0.55 * name + 35 * cells + around
        renamed = 0.25 * name + 65 * cells * min(1, telling / _TELLING_ENOUGH) + around
        return round(max(called, renamed))


def _is_telling(column: Column) -> bool:
    return column.field is not None and column.field.kind in _TELLING


def _best(scores: Mapping[tuple[int, str], int]) -> dict[int, tuple[str, int]]:
    """The likeliest pairs, each row and entity once; less sure where another came close."""
    found: dict[int, tuple[str, int]] = {}
    taken: set[str] = set()
    of_row: dict[int, dict[str, int]] = {}
    for (number, identifier), score in scores.items():
        of_row.setdefault(number, {})[identifier] = score
    for (number, identifier), score in sorted(scores.items(), key=lambda item: -item[1]):
        if score < LIKELY:
            break
        if number in found or identifier in taken:
            continue
        taken.add(identifier)
        second = max((s for other, s in of_row[number].items() if other not in taken), default=0)
        found[number] = (identifier, score - 2 * max(0, _CLEAR - (score - second)))
    return found

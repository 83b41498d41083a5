"""One data sheet: a named table with a hidden id, drop-downs, limits and live scores."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from workbench.analysis.scores import opportunity
from workbench.exchange.columns import PLAYBOOK, Column
from workbench.exchange.labels import Labels
from workbench.exchange.lists_sheet import Lists
from workbench.exchange.sheet_styles import DATE_FORMAT, HEADER_HEIGHT, Styles
from workbench.exchange.sheet_text import lines_of, row_height, write_text
from workbench.exchange.shown import Shown, shown
from workbench.model.entities import Entity, Touchpoint
from workbench.model.fields import Field
from workbench.words.say import number, say

SPARE_ROWS = 1000
"""Rows below the data that have drop-downs and limits already."""

_MOST_LINES = 6
_WRAPPED = frozenset({"text", "choices", "references", "messages"})


class DataSheet(msgspec.Struct, frozen=True, kw_only=True):
    """What goes on one data sheet: rows are (entity, the id of its map or None)."""

    table: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Entity, str | None], ...]


def write(worksheet: Any, sheet: DataSheet, labels: Labels, lists: Lists, styles: Styles) -> None:
    """Fill an empty worksheet."""
    formats = [_style(column, styles) for column in sheet.columns]
    for row, (entity, home) in enumerate(sheet.rows, start=1):
        lines = 1
        for at, column in enumerate(sheet.columns):
            value = _value(column, entity, home, labels)
            _write_cell(worksheet, row, at, value, formats[at])
            if isinstance(value, str) and column.field and column.field.kind in _WRAPPED:
                lines = max(lines, lines_of(value[:1000], column.width))
        worksheet.set_row(row, row_height(min(lines, _MOST_LINES)))
    worksheet.add_table(
        0,
        0,
        max(1, len(sheet.rows)),
        len(sheet.columns) - 1,
        {
            "name": sheet.table.capitalize(),
            "style": "Table Style Light 1",
            "columns": [_table_column(column, styles) for column in sheet.columns],
        },
    )
    scores = [at for at, column in enumerate(sheet.columns) if column.kind == "formula"]
    for row, (entity, _) in enumerate(sheet.rows, start=1):
        for at in scores:
            _write_score(worksheet, row, at, entity, styles)
    for at, column in enumerate(sheet.columns):
        worksheet.set_column(at, at, column.width, formats[at], {"hidden": column.hidden})
        _restrict(worksheet, at, column, lists)
    worksheet.set_row(0, HEADER_HEIGHT)
    worksheet.freeze_panes(1, _first_free(sheet.columns))
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)


def _value(column: Column, entity: Entity, home: str | None, labels: Labels) -> Shown:
    if column.kind == "home-id":
        return home
    if column.kind == "home":
        return labels.label("maps", home) if home is not None else None
    return shown(column, entity, labels)


def _write_cell(worksheet: Any, row: int, at: int, value: Shown, style: Any) -> None:
    if isinstance(value, str):
        write_text(worksheet, row, at, value, style)
    elif isinstance(value, datetime.date):
        worksheet.write_datetime(row, at, value, style)
    elif value is not None:
        worksheet.write_number(row, at, value, style)


def _style(column: Column, styles: Styles) -> Any:
    """The format of a column's cells; text cells stay text when somebody types into them."""
    kind = column.field.kind if column.field is not None else ""
    if kind in ("number", "whole"):
        return styles.get()
    if kind == "date":
        return styles.get(num_format=DATE_FORMAT)
    return (
        styles.get(num_format="@", text_wrap=True)
        if kind in _WRAPPED
        else styles.get(num_format="@")
    )


def _write_score(worksheet: Any, row: int, at: int, entity: Entity, styles: Styles) -> None:
    assert isinstance(entity, Touchpoint)
    score = opportunity(entity.importance, entity.satisfaction)
    worksheet.write_formula(
        row, at, score_formula(), styles.get(bold=True), "" if score is None else score
    )


def score_formula() -> str:
    """The opportunity score of a table's row, blank where an input is (see methods: Ulwick)."""
    importance, satisfaction = (
        f"Touchpoints[[#This Row],[{say(f'field.{name}')}]]"
        for name in ("importance", "satisfaction")
    )
    return (
        f"=IF(COUNT({importance},{satisfaction})=2,"
        f'{importance}+MAX({importance}-{satisfaction},0),"")'
    )


def _table_column(column: Column, styles: Styles) -> dict[str, object]:
    described: dict[str, object] = {"header": column.header, "header_format": styles.header()}
    if column.kind == "formula":
        described["formula"] = score_formula()
    return described


def _first_free(columns: tuple[Column, ...]) -> int:
    """The column after the hidden ones, the map and the name, which stay in view."""
    last_hidden = sum(column.kind in ("id", "home-id", "home") for column in columns)
    return last_hidden + 1


def _restrict(worksheet: Any, at: int, column: Column, lists: Lists) -> None:
    rule = _rule(column, lists)
    if rule is not None:
        worksheet.data_validation(1, at, SPARE_ROWS, at, {"ignore_blank": True, **rule})


def _rule(column: Column, lists: Lists) -> dict[str, object] | None:
    field = column.field
    if column.kind == "home":
        return _pick(lists.place("maps", ""), "validation.reference", "warning")
    if field is None or column.kind != "field":
        return None
    match field.kind:
        case "choice":
            code = "validation.choice" if field.optional else "validation.choice_needed"
            return _pick(lists.place(field.table, field.name), code, "stop")
        case "flag":
            return _pick(lists.place("", "flag"), "validation.choice", "stop")
        case "reference":
            return _pick(lists.place(field.reference, ""), "validation.reference", "warning")
        case "number" | "whole":
            return _limits(field)
    if (field.table, field.name) == ("practices", "practice"):
        return _pick(lists.place(PLAYBOOK, ""), "validation.reference", "warning")
    return None


def _pick(source: str | None, code: str, severity: str) -> dict[str, object] | None:
    if source is None:
        return None
    return {
        "validate": "list",
        "source": source,
        "error_type": severity,
        "error_message": say(code),
    }


def _limits(field: Field) -> dict[str, object]:
    assert field.low is not None
    assert field.high is not None
    return {
        "validate": "integer" if field.kind == "whole" else "decimal",
        "criteria": "between",
        "minimum": field.low,
        "maximum": field.high,
        "error_message": say("validation.number", low=number(field.low), high=number(field.high)),
    }

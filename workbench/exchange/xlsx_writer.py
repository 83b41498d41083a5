"""A workspace, or some of its maps, as a workbook (see docs/workbook.md)."""

from __future__ import annotations

import contextlib
import datetime
import gc
import io
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from workbench.analysis import playbook
from workbench.analysis.finding import Finding
from workbench.exchange import (
    base_sheet,
    data_sheet,
    files,
    gap_summary_sheet,
    gaps_sheet,
    lists_sheet,
    map_sheet,
    readme_sheet,
)
from workbench.exchange.columns import PLAYBOOK, SHEET_TABLES, columns_of, distinct, sheet_title
from workbench.exchange.data_sheet import DataSheet
from workbench.exchange.extract import Extract, extract, home_of
from workbench.exchange.labels import Labels, labels_of, one_line
from workbench.exchange.quick_worksheet import QuickWorkbook
from workbench.exchange.sheet_styles import Styles
from workbench.exchange.sheet_text import sheet_titles, write_text
from workbench.model.document import Document
from workbench.model.entities import Entity, PracticeState
from workbench.words.say import say

_REPORTS = ("readme", "gaps", "gap_summary", "lists")
_OPTIONS = {
    "in_memory": True,
    "strings_to_numbers": False,
    "strings_to_formulas": False,
    "strings_to_urls": False,
}


def export_workbook(
    document: Document,
    path: Path,
    *,
    maps: tuple[str, ...] | None,
    today: datetime.date,
    findings: Mapping[str, Sequence[Finding]],
    overwrite: bool = False,
) -> None:
    """Write the chosen maps, or the whole workspace for None, as an .xlsx workbook.

    `findings` are those of each map by its id. Raises ExchangeError where the file cannot be
    written or exists and `overwrite` is false; RefusedEdit for a map that does not exist.
    """
    data = workbook_bytes(document, maps=maps, today=today, findings=findings)
    files.put(path, data, overwrite=overwrite)


def workbook_bytes(
    document: Document,
    *,
    maps: tuple[str, ...] | None,
    today: datetime.date,
    findings: Mapping[str, Sequence[Finding]],
) -> bytes:
    """The workbook as bytes; see `export_workbook`."""
    with _without_collecting():
        return _made(document, maps, today, findings)


@contextlib.contextmanager
def _without_collecting() -> Iterator[None]:
    """Leave Python’s search for garbage for later.

    Cells are made by the hundred thousand and none of them is garbage: looking through them
    again and again is a sixth of the work.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _made(
    document: Document,
    maps: tuple[str, ...] | None,
    today: datetime.date,
    findings: Mapping[str, Sequence[Finding]],
) -> bytes:
    chosen = extract(document, maps)
    labels = labels_of(document, chosen.named())
    _add_playbook(labels)
    titles = _titles(document, chosen)
    sheets = _data_sheets(document, chosen, labels, titles)
    buffer = io.BytesIO()
    workbook = QuickWorkbook(buffer, _OPTIONS)
    workbook.set_properties(
        {
            "title": one_line(document.workspace.name)[:200],
            "created": datetime.datetime.combine(today, datetime.time()),
        }
    )
    workbook.set_custom_property("Journey Workbench workspace", document.workspace.id)
    styles = Styles(workbook)
    lists = lists_sheet.Lists(titles["lists"], labels)

    readme = workbook.add_worksheet(titles["readme"])
    readme_sheet.write(
        readme, document.workspace.name, _contents(chosen, labels, titles), today, styles
    )
    for map_id in chosen.maps:
        worksheet = workbook.add_worksheet(titles[map_id])
        found = findings.get(map_id, ())
        map_sheet.write(worksheet, workbook, document, map_id, found, today, styles)
    for sheet in sheets:
        worksheet = workbook.add_worksheet(sheet.title)
        data_sheet.write(worksheet, sheet, labels, lists, styles)
    gaps = {map_id: findings.get(map_id, ()) for map_id in chosen.maps}
    gaps_sheet.write(workbook.add_worksheet(titles["gaps"]), document, gaps, labels, styles)
    summary = workbook.add_worksheet(titles["gap_summary"])
    gap_summary_sheet.write(summary, workbook, document, gaps, titles["gaps"], labels, styles)
    hidden = workbook.add_worksheet(titles["lists"])
    lists.write(hidden, styles.get())
    hidden.hide()
    memory = workbook.add_worksheet(base_sheet.TITLE)
    for row, texts in enumerate(_base_rows(document, chosen, labels, sheets)):
        for column, text in enumerate(texts):
            write_text(memory, row, column, text, styles.get())
    memory.very_hidden()
    workbook.close()
    return buffer.getvalue()


def _add_playbook(labels: Labels) -> None:
    practices = playbook.practices()
    titles = distinct(one_line(practice.title) for practice in practices)
    for practice, title in zip(practices, titles, strict=True):
        labels.add(PLAYBOOK, practice.id, title, "")


def _titles(document: Document, chosen: Extract) -> dict[str, str]:
    """Titles by table, by map id, and of what is no table: see _REPORTS."""
    fixed = {name: say(f"sheet.{name}") for name in _REPORTS}
    fixed.update({table: sheet_title(table) for table in SHEET_TABLES})
    names = [document.maps[map_id].name for map_id in chosen.maps]
    wanted = [say("sheet.map")] if len(names) == 1 else names
    titles = sheet_titles([*fixed.values(), base_sheet.TITLE, *wanted], say("sheet.map"))
    del titles[len(fixed)]
    return dict(zip((*fixed, *chosen.maps), titles, strict=True))


def _data_sheets(
    document: Document, chosen: Extract, labels: Labels, titles: Mapping[str, str]
) -> list[DataSheet]:
    personas = {item.id: labels.label("personas", item.id) for item in chosen.tables["personas"]}
    return [
        DataSheet(
            table=table,
            title=titles[table],
            columns=columns_of(table, personas),
            rows=tuple((item, home_of(document, table, item)) for item in _in_order(table, chosen)),
        )
        for table in SHEET_TABLES
    ]


def _in_order(table: str, chosen: Extract) -> tuple[Entity, ...]:
    """The rows of a table; practices as the playbook has them, map by map."""
    rows = chosen.tables[table]
    if table != "practices":
        return rows
    places = {practice.id: at for at, practice in enumerate(playbook.practices())}

    def place(item: Entity) -> tuple[int, int]:
        assert isinstance(item, PracticeState)
        return chosen.maps.index(item.map), places.get(item.practice, len(places))

    return tuple(sorted(rows, key=place))


def _contents(chosen: Extract, labels: Labels, titles: Mapping[str, str]) -> list[tuple[str, str]]:
    maps = [
        (titles[map_id], say("readme.about.map", name=labels.label("maps", map_id)))
        for map_id in chosen.maps
    ]
    tables = [
        (titles[name], say(f"readme.about.{name}"))
        for name in (*SHEET_TABLES, "gaps", "gap_summary")
    ]
    return [*maps, *tables]


def _base_rows(
    document: Document, chosen: Extract, labels: Labels, sheets: Sequence[DataSheet]
) -> base_sheet.Rows:
    return base_sheet.encode(
        document.workspace.id,
        chosen.maps,
        {sheet.table: (sheet.title, sheet.columns) for sheet in sheets},
        chosen.tables,
        labels,
    )

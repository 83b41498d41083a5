"""The touchpoints of maps as one plain table, for programs that read nothing else."""

from __future__ import annotations

import csv
import datetime
import io
from collections.abc import Iterator
from pathlib import Path

from workbench.analysis.scores import opportunity
from workbench.exchange import files
from workbench.exchange.columns import Column, columns_of
from workbench.exchange.extract import extract
from workbench.exchange.formula_guard import guarded
from workbench.exchange.labels import Labels, labels_of
from workbench.exchange.shown import Shown, shown
from workbench.model.document import Document
from workbench.model.entities import Touchpoint

_TABLE = "touchpoints"


def export_csv(
    document: Document, path: Path, *, maps: tuple[str, ...] | None, overwrite: bool = False
) -> None:
    """Write the touchpoints of the chosen maps, or of all for None; see `csv_bytes`.

    Raises ExchangeError where the file cannot be written or exists and `overwrite` is false;
    RefusedEdit for a map that does not exist.
    """
    files.put(path, csv_bytes(document, maps=maps), overwrite=overwrite)


def csv_bytes(document: Document, *, maps: tuple[str, ...] | None) -> bytes:
    """One line a touchpoint, map by map, under headings, as in the workbook without its ids.

    UTF-8 with the mark by which Excel knows it, values parted by commas, lines by CR LF.
    Text that would become a formula is guarded (see `formula_guard`).
    """
    chosen = extract(document, maps)
    labels = labels_of(document, chosen.named())
    columns = [column for column in columns_of(_TABLE, {}) if not column.hidden]
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([column.header for column in columns])
    for item in chosen.tables[_TABLE]:
        assert isinstance(item, Touchpoint)
        writer.writerow(_cells(columns, item, labels))
    return text.getvalue().encode("utf-8-sig")


def _cells(columns: list[Column], touchpoint: Touchpoint, labels: Labels) -> Iterator[str]:
    for column in columns:
        if column.kind == "home":
            value: Shown = labels.label("maps", touchpoint.map)
        elif column.kind == "formula":
            value = opportunity(touchpoint.importance, touchpoint.satisfaction)
        else:
            value = shown(column, touchpoint, labels)
        yield _cell(value)


def _cell(value: Shown) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(int(value)) if float(value).is_integer() else repr(float(value))

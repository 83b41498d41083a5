"""The versions of a file as rows of a table."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QObject, Qt

from workbench.store.versions import Version
from workbench.ui.moments import moment
from workbench.ui.pills import AnyIndex
from workbench.words.labels import table_name
from workbench.words.say import count, say

WHEN, HOLDS, SIZE = range(3)
_COLUMNS = ("when", "holds", "size")
_TOLD = ("touchpoints", "connections")
"""The tables whose counts have room in a row; the tooltip has all."""


class VersionRows(QAbstractTableModel):
    """When a version was saved, what it holds, how large it is."""

    def __init__(
        self, versions: Sequence[Version], now: datetime.datetime, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._rows = [
            (self.when(it, now), holds(it, _TOLD), size_text(it.size), holds(it, it.counts))
            for it in versions
        ]

    @staticmethod
    def when(version: Version, now: datetime.datetime) -> str:
        """When a version was made, by the clock on the wall."""
        return moment(version.made.astimezone().replace(tzinfo=None), now)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"versions.{_COLUMNS[section]}")
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row[index.column()]
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return row[-1] if index.column() == HOLDS else row[index.column()]
        return None


def holds(version: Version, tables: Sequence[str] | dict[str, int]) -> str:
    """How many entities of these tables are in a version, in words."""
    counts = ((table, version.counts.get(table, 0)) for table in tables)
    return " · ".join(f"{count(n)} {table_name(table, n)}" for table, n in counts)


def size_text(size: int) -> str:
    """A number of bytes as people read it."""
    return QLocale().formattedDataSize(size, 0 if size < 1_000_000 else 1)

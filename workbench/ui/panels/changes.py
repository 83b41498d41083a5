"""The page of changes: what a future map makes different, and what that does to its gaps."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.comparison import Comparison
from workbench.ui.bridge import Bridge
from workbench.ui.list_table import dress_as_list
from workbench.ui.panels.changes_rows import Line, lines
from workbench.ui.pills import PILLS, PillDelegate
from workbench.ui.theme import Theme, set_role
from workbench.words.say import number, say

_HEADS = ("kind", "item", "field", "current", "future")
_KIND, _ITEM, _FIELD = 0, 1, 2
_KIND_WIDTH, _FIELD_WIDTH = 96, 152
_FIELD_SHARE = 0.25
"""So much of the table names the field, where that is short of its width."""
_NARROWEST = 64
AnyIndex = QModelIndex | QPersistentModelIndex


class ChangesPage(QWidget):
    """Lists the differences of the shown map's pair; a click goes to the card."""

    wanted = Signal(bool)
    """Whether the comparison is looked at, and worth asking for."""
    future_requested = Signal()
    """Make a future map of the shown one."""
    counted = Signal(int)

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self._bridge = bridge
        self._rows = _Rows()
        self._heading, self._reach = QLabel(), QLabel()
        set_role(self._heading, "strong")
        set_role(self._reach, "small")
        self._reach.setToolTip(say("changes.reach_tip"))
        for label in (self._heading, self._reach):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self.table = self._make_table(theme)
        self._same = QLabel(say("changes.same"))
        set_role(self._same, "muted")
        compared = QWidget()
        column = QVBoxLayout(compared)
        column.setContentsMargins(0, 8, 8, 0)
        column.setSpacing(2)
        for widget in (self._heading, self._reach, self._same):
            column.addWidget(widget)
        column.addWidget(self.table, 1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self._make_invitation())
        self._pages.addWidget(compared)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def show_comparison(self, found: Comparison | None) -> None:
        """List what differs; None offers to make a future map."""
        self._pages.setCurrentIndex(0 if found is None else 1)
        listed = lines(self._bridge.document, found) if found is not None else []
        if self._rows.show_lines(listed):
            self._spread_gaps(listed)
        self.counted.emit(len(listed))
        if found is None:
            return
        maps = self._bridge.document.maps
        if found.current in maps and found.future in maps:
            names = {"current": maps[found.current].name, "future": maps[found.future].name}
            self._heading.setText(say("changes.heading", **names))
        before, after = found.current_reach, found.future_reach
        if before is None or after is None:
            self._reach.setText(say("changes.no_reach"))
        else:
            shares = {"before": number(before * 100), "after": number(after * 100)}
            self._reach.setText(say("changes.reach", **shares))
        self._same.setVisible(not listed)
        self.table.setVisible(bool(listed))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.wanted.emit(True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = min(_FIELD_WIDTH, round(self.width() * _FIELD_SHARE))
        self.table.horizontalHeader().resizeSection(_FIELD, width)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self.wanted.emit(False)

    def _make_invitation(self) -> QWidget:
        page = QWidget()
        text = QLabel(say("changes.no_pair"))
        text.setWordWrap(True)
        text.setMaximumWidth(520)
        set_role(text, "muted")
        button = QPushButton(say("changes.make"))
        button.clicked.connect(self.future_requested)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 12, 8, 12)
        column.setSpacing(8)
        column.addWidget(text)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        return page

    def _make_table(self, theme: Theme) -> QTableView:
        table = QTableView()
        table.setModel(self._rows)
        table.setAccessibleName(say("changes.table"))
        table.setItemDelegateForColumn(_KIND, PillDelegate(theme, table))
        dress_as_list(table)
        header = table.horizontalHeader()
        header.setMinimumSectionSize(_NARROWEST)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        for place in (_KIND, _FIELD):
            header.setSectionResizeMode(place, QHeaderView.ResizeMode.Fixed)
        header.resizeSection(_KIND, _KIND_WIDTH)
        table.clicked.connect(self._go)
        table.activated.connect(self._go)
        return table

    def _spread_gaps(self, listed: list[Line]) -> None:
        """A gap is said in one sentence, which takes all the columns that it leaves empty."""
        self.table.clearSpans()
        for row, line in enumerate(listed):
            if not (line.field or line.current or line.future):
                self.table.setSpan(row, _ITEM, 1, len(_HEADS) - _ITEM)

    def _go(self, index: QModelIndex) -> None:
        line = self._rows.line(index)
        if line.table and self._bridge.document.get(line.table, line.id) is not None:
            self._bridge.reveal(line.table, line.id)


class _Rows(QAbstractTableModel):
    """The lines as Qt wants them."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[Line] = []

    def show_lines(self, found: list[Line]) -> bool:
        """Show these; gives whether they are others than before."""
        if found == self._lines:
            return False
        self.beginResetModel()
        self._lines = found
        self.endResetModel()
        return True

    def line(self, index: AnyIndex) -> Line:
        return self._lines[index.row()]

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> str | None:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"changes.{_HEADS[section]}")
        return None

    def data(self, index: AnyIndex, role: int = 0) -> object:
        line = self._lines[index.row()]
        if index.column() == _KIND:
            if role == PILLS:
                return (line.pill,)
            return line.pill.text if role == Qt.ItemDataRole.AccessibleTextRole else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return line[index.column()]
        return None

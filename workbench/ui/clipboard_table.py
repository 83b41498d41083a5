"""Lists on their way to the clipboard."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QEvent, QMimeData, QModelIndex, QObject, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QTableView, QWidget

from workbench.exchange.clipboard.table import Table, as_html, as_tabs

_TEXT_ROLES = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)


@runtime_checkable
class CopiesItself(Protocol):
    """A panel that knows better than its table what is worth copying."""

    def copy_chosen(self) -> None: ...


def as_mime(table: Table) -> QMimeData:
    """Rows of texts, the first with headings, as text with tabs and as HTML."""
    data = QMimeData()
    data.setText(as_tabs(table))
    data.setHtml(as_html(table))
    return data


def copy_list(focused: QWidget | None) -> bool:
    """Copy the list that has the focus as a table; gives whether there is one."""
    widget = focused
    while widget is not None:
        if isinstance(widget, CopiesItself):
            widget.copy_chosen()
            return True
        widget = widget.parentWidget()
    if isinstance(focused, QTableView):
        QGuiApplication.clipboard().setMimeData(as_mime(table_of(focused)))
        return True
    return False


def table_of(view: QTableView) -> Table:
    """The chosen rows as they are shown, all where none is chosen; headings first."""
    model, header = view.model(), view.horizontalHeader()
    order = [header.logicalIndex(at) for at in range(header.count())]
    columns = [column for column in order if not view.isColumnHidden(column)]
    chosen = sorted(index.row() for index in view.selectionModel().selectedRows())
    by_rows = view.selectionBehavior() == QAbstractItemView.SelectionBehavior.SelectRows
    rows = chosen if by_rows and chosen else list(range(model.rowCount()))
    named = view.verticalHeader().isVisibleTo(view)
    heads = [_heading(view, column, Qt.Orientation.Horizontal) for column in columns]
    table = [["", *heads] if named else heads]
    for row in rows:
        cells = [_text(model.index(row, column)) for column in columns]
        name = _heading(view, row, Qt.Orientation.Vertical)
        table.append([name, *cells] if named else cells)
    return table


class CopyKey(QObject):
    """Lets Ctrl+C copy a table as a table, not its current cell alone."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        table.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not event.matches(QKeySequence.StandardKey.Copy):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QTableView):
            return copy_list(watched)
        return False


def _heading(view: QTableView, section: int, orientation: Qt.Orientation) -> str:
    # what a narrow column shows may be short for what is read aloud
    for role in reversed(_TEXT_ROLES):
        text = view.model().headerData(section, orientation, role)
        if text:
            return str(text)
    return ""


def _text(index: QModelIndex) -> str:
    for role in _TEXT_ROLES:
        text = index.data(role)
        if text is not None:
            return str(text)
    return ""

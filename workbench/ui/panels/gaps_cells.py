"""Editing what people decided about a gap, in the cell that shows it."""

from __future__ import annotations

import datetime
import re

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.panels import gaps_rows as rows
from workbench.ui.pills import AnyIndex
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_DOTTED = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")

EFFORTS = (1, 2, 3, 4, 5)
STATES = ("", "accepted", "set-aside", "done")


class CellDelegate(QStyledItemDelegate):
    """A list for effort and decision, a line for owner and due date."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        del option
        editor: QWidget
        if index.column() in (rows.EFFORT, rows.DECISION):
            editor = self._choices(parent, index.column())
        else:
            editor = QLineEdit(parent)
            if index.column() == rows.DUE:
                editor.setPlaceholderText(say("gaps.edit.due.placeholder"))
                editor.textEdited.connect(lambda: mark_invalid(editor, False))
        set_role(editor, "cell")
        editor.setAccessibleName(say(f"gaps.column.{rows.COLUMNS[index.column()]}"))
        return editor

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(max(0, editor.findData(value)))
        elif isinstance(editor, QLineEdit):
            editor.setText("" if value is None else str(value))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        value: object
        if isinstance(editor, QComboBox):
            value = editor.currentData()
        else:
            assert isinstance(editor, QLineEdit)
            value = editor.text()
            if index.column() == rows.DUE:
                try:
                    value = day_of(editor.text())
                except ValueError:
                    return
        if value != index.data(Qt.ItemDataRole.EditRole):
            model.setData(index, value, Qt.ItemDataRole.EditRole)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # an unfinished date stays open, so that what was typed is not lost without a word
        if event.type() == QEvent.Type.KeyPress and isinstance(editor, QLineEdit):
            keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if event.key() in keys and editor.placeholderText() and not _is_day(editor.text()):  # type: ignore[attr-defined]
                mark_invalid(editor, True)
                return True
        return super().eventFilter(editor, event)

    def _choices(self, parent: QWidget, column: int) -> QComboBox:
        combo = QComboBox(parent)
        if column == rows.EFFORT:
            fill_efforts(combo)
        else:
            fill_states(combo)
        combo.activated.connect(lambda: self._done(combo))
        return combo

    def _done(self, combo: QComboBox) -> None:
        self.commitData.emit(combo)
        self.closeEditor.emit(combo)


def fill_efforts(combo: QComboBox) -> None:
    """Offer the efforts 1 to 5 and none."""
    combo.addItem(say("gaps.effort.none"), None)
    for effort in EFFORTS:
        combo.addItem(say(f"gaps.effort.{effort}"), effort)


def fill_states(combo: QComboBox) -> None:
    """Offer what can be decided about a gap."""
    for state in STATES:
        combo.addItem(say(f"gaps.decide.{state or 'open'}"), state)


def day_of(text: str) -> datetime.date | None:
    """The day of a text such as 2026-03-31 or 31.3.2026; None for a blank.

    Raises ValueError for others; with slashes nobody knows which comes first, day or month.
    """
    written = text.strip()
    if not written:
        return None
    dotted = _DOTTED.fullmatch(written)
    if dotted is not None:
        day, month, year = (int(part) for part in dotted.groups())
        return datetime.date(year, month, day)
    return datetime.date.fromisoformat(written)


def mark_invalid(line: QLineEdit, invalid: bool) -> None:
    """Show that a line cannot be taken as it is, or that it can."""
    line.setProperty("invalid", "true" if invalid else "false")
    line.setToolTip(say("gaps.edit.due.invalid") if invalid else "")
    line.style().unpolish(line)
    line.style().polish(line)


def _is_day(text: str) -> bool:
    try:
        day_of(text)
    except ValueError:
        return False
    return True

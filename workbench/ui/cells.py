"""Cells of tables that are edited in place: a line of text, or one of a list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.pills import AnyIndex, PillDelegate
from workbench.ui.theme import Theme

Choices = Callable[[], Sequence[tuple[str, Any]]]
"""Gives (text, value) of everything that may be chosen now."""


def keep_typed_cell() -> None:
    """Give what is being typed in a cell to its table; the field stays open.

    A field for something new ends with that, and the table has the keyboard.
    """
    field = view = QApplication.focusWidget()
    while view is not None and not isinstance(view, QAbstractItemView):
        view = view.parentWidget()
    if field is None or not isinstance(view, QAbstractItemView):
        return
    index = view.currentIndex()
    editor = view.indexWidget(index)
    if editor is not None and (editor is field or editor.isAncestorOf(field)):
        view.itemDelegateForIndex(index).commitData.emit(editor)
        if view.indexWidget(view.currentIndex()) is not editor:
            view.setFocus(Qt.FocusReason.OtherFocusReason)


class LineDelegate(QStyledItemDelegate):
    """A line of text, edited in a plain field that fills the cell."""

    def __init__(self, hint: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._hint = hint

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: AnyIndex
    ) -> QWidget:
        line = QLineEdit(parent)
        line.setProperty("role", "cell")
        line.setPlaceholderText(self._hint)
        return line

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        # Qt keeps the text a moment after Enter, when the focus may have kept it already
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        ):
            self.commitData.emit(editor)
            self.closeEditor.emit(editor, self.EndEditHint.SubmitModelCache)
            return True
        return super().eventFilter(editor, event)


class ListDelegate(QStyledItemDelegate):
    """One of a list that opens at once."""

    def __init__(self, choices: Choices, parent: QWidget) -> None:
        super().__init__(parent)
        self._choices = choices

    def createEditor(
        self, parent: QWidget, _option: QStyleOptionViewItem, _index: AnyIndex
    ) -> QWidget:
        box = QComboBox(parent)
        box.setProperty("role", "cell")
        for text, value in self._choices():
            box.addItem(text, value)
        box.activated.connect(lambda: self._finish(box))
        QTimer.singleShot(0, box, box.showPopup)
        return box

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, _index: AnyIndex
    ) -> None:
        editor.setGeometry(option.rect)

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        assert isinstance(editor, QComboBox)
        editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        assert isinstance(editor, QComboBox)
        model.setData(index, editor.currentData(), Qt.ItemDataRole.EditRole)

    def _finish(self, box: QComboBox) -> None:
        self.commitData.emit(box)
        self.closeEditor.emit(box)


class PillListDelegate(ListDelegate):
    """One of a list, shown as a pill."""

    def __init__(self, theme: Theme, choices: Choices, parent: QWidget) -> None:
        super().__init__(choices, parent)
        self._pills = PillDelegate(theme, self)

    def paint(self, painter: Any, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        self._pills.paint(painter, option, index)

"""How cells of the outline are written in: the fields of other tables, chosen by the cell."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QLineEdit, QStyleOptionViewItem, QWidget

from workbench.ui.bridge import Bridge
from workbench.ui.cells import LineDelegate, ListDelegate
from workbench.ui.outline.columns import choices_at, field_at
from workbench.ui.outline.model import NODE
from workbench.ui.pills import AnyIndex, PillDelegate
from workbench.ui.theme import Theme
from workbench.words.say import say

_HORIZONTAL = Qt.Orientation.Horizontal


class TextCell(LineDelegate):
    """A line of text; in the new line the field says what is typed there."""

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        editor = super().createEditor(parent, option, index)
        assert isinstance(editor, QLineEdit)
        node = index.data(NODE)
        if node.is_new:
            code = {"stages": "canvas.new.stage", "notes": "canvas.new.note_hint"}
            editor.setPlaceholderText(say(code.get(node.table, "canvas.new.touchpoint_hint")))
        heading = index.model().headerData(index.column(), _HORIZONTAL)
        editor.setAccessibleName(str(heading))
        return editor


class ChoiceCell(ListDelegate):
    """One of what the field of the cell may be."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(lambda: (), parent)
        self._bridge = bridge

    def createEditor(
        self, parent: QWidget, option: QStyleOptionViewItem, index: AnyIndex
    ) -> QWidget:
        field = field_at(index.data(NODE).table, index.column())
        assert field is not None
        self._choices = lambda: choices_at(self._bridge.document, field)
        editor = super().createEditor(parent, option, index)
        heading = index.model().headerData(index.column(), _HORIZONTAL)
        editor.setAccessibleName(str(heading))
        return editor


class PillCell(ChoiceCell):
    """One of a list, shown as a pill."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget) -> None:
        super().__init__(bridge, parent)
        self._pills = PillDelegate(theme, self)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        self._pills.paint(painter, option, index)

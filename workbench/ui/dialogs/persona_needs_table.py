"""How the table of needs is drawn and edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QLineEdit,
    QMenu,
    QSizePolicy,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import edit, needs
from workbench.model.fields import fields_of
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.cells import LineDelegate, ListDelegate, PillListDelegate
from workbench.ui.dialogs.persona_needs import (
    ANSWERED,
    IMPORTANCE,
    KIND,
    ROLE,
    SCORE,
    TEXT,
    NeedRows,
)
from workbench.ui.pills import AnyIndex, PillDelegate, draw_ground
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name
from workbench.words.say import number, say

_WIDTHS = {KIND: 116, ROLE: 124, IMPORTANCE: 124}
_LEAST = 160
_BAR = 52
_HIGHEST = 10


class NeedsTable(QTableView):
    """The needs of a persona. Enter or a double click edits, Delete removes, Ctrl+↑ ↓ reorders."""

    def __init__(
        self, bridge: Bridge, theme: Theme, persona_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._persona = persona_id
        self._rows = NeedRows(bridge, theme, persona_id, self)
        self._typed_new = False
        self.setModel(self._rows)
        self.setAccessibleName(say("needs.heading"))
        self._delegates = {
            KIND: PillListDelegate(theme, lambda: _choices("kind"), self),
            TEXT: LineDelegate(say("needs.type_one"), self),
            ROLE: ListDelegate(lambda: _choices("role"), self),
            IMPORTANCE: ScoreDelegate(theme, self),
            ANSWERED: PillDelegate(theme, self),
        }
        for column, delegate in self._delegates.items():
            self.setItemDelegateForColumn(column, delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        triggers = QAbstractItemView.EditTrigger
        self.setEditTriggers(
            triggers.DoubleClicked
            | triggers.EditKeyPressed
            | triggers.AnyKeyPressed
            | triggers.SelectedClicked
        )
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 13)
        header = self.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column, width in _WIDTHS.items():
            header.resizeSection(column, width)
        for column in (TEXT, ANSWERED):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self.clicked.connect(self._on_click)
        self._rows.added.connect(self._on_added)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> NeedRows:
        return self._rows

    def follow(self, patch: Patch) -> None:
        """Show what a patch changed."""
        if patch.tables() & {"needs", "touchpoints", "stages", "maps"}:
            self.refresh()

    def refresh(self) -> None:
        """Show the needs as they are, on the map that is shown; the same need stays current."""
        row, column = self.currentIndex().row(), self.currentIndex().column()
        need_id = self._rows.need_at(row) if row >= 0 else None
        self._rows.refresh()
        if row >= 0:
            place = self._rows.row_of(need_id) if need_id is not None else None
            last = self._rows.rowCount() - 1
            self.setCurrentIndex(
                self._rows.index(min(row, last) if place is None else place, column)
            )
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2
        height += self.verticalHeader().defaultSectionSize() * self._rows.rowCount()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), _LEAST))

    def edit_new(self) -> None:
        """Open the last row, in which a new need is typed."""
        place = self._rows.index(self._rows.rowCount() - 1, TEXT)
        self.setCurrentIndex(place)
        self.edit(place)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        moving = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        editing = self.state() == QAbstractItemView.State.EditingState
        if editing:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            self._remove()
        elif moving and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(self.viewport().mapFromGlobal(event.globalPos()))
        if index.isValid() and self._rows.need_at(index.row()) is not None:
            self.setCurrentIndex(index)
            menu = QMenu(self)
            menu.addAction(say("needs.move_up")).triggered.connect(lambda: self._move(-1))
            menu.addAction(say("needs.move_down")).triggered.connect(lambda: self._move(1))
            menu.addSeparator()
            menu.addAction(say("needs.remove")).triggered.connect(self._remove)
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(event.globalPos())

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        by_enter = hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache
        if self._typed_new and by_enter:
            QTimer.singleShot(0, self, self.edit_new)
        self._typed_new = False

    def _on_added(self) -> None:
        self._typed_new = True

    def _on_click(self, index: QModelIndex) -> None:
        if self._rows.need_at(index.row()) is None:
            self.edit_new()

    def _remove(self) -> None:
        need_id = self._rows.need_at(self.currentIndex().row())
        if need_id is not None:
            self._bridge.run(edit.remove, [("needs", need_id)])

    def _move(self, by: int) -> None:
        row = self.currentIndex().row()
        need_id = self._rows.need_at(row)
        count = len(queries.needs(self._bridge.document, self._persona))
        if need_id is not None and 0 <= row + by < count:
            self._bridge.run(needs.move, need_id, row + by)


class ScoreDelegate(LineDelegate):
    """A score as a bar with its number; typed, where blank is none."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(say("needs.score"), parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        score = index.data(SCORE)
        colours = self._theme.palette
        if score is None:
            painter.setPen(QColor(colours.muted))
            place = option.rect.adjusted(8, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, index.data() or "")
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(option.rect.left() + 8, option.rect.center().y() - 1.5, _BAR, 4)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(_BAR * score / _HIGHEST)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(QColor(colours.text))
        painter.drawText(
            option.rect.adjusted(8 + _BAR + 8, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter,
            number(score),
        )
        painter.restore()

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        assert isinstance(editor, QLineEdit)
        score = index.data(Qt.ItemDataRole.EditRole)
        editor.setText("" if score is None else number(score))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, _parsed(editor.text()), Qt.ItemDataRole.EditRole)


def _choices(name: str) -> list[tuple[str, str | None]]:
    field = fields_of("needs")[name]
    any_stage: list[tuple[str, str | None]] = [(say("needs.any_stage"), None)]
    chosen = [(choice_name(name, choice), choice) for choice in field.choices]
    return [*(any_stage if field.optional else ()), *chosen]


def _parsed(text: str) -> Any:
    """A typed score: None for blank, the text itself where it is no number."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return text

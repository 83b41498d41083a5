"""Editing titles in place: where the field opens and what becomes of its text."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QPoint, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QGraphicsView

from workbench.drawing import walk
from workbench.drawing.boxes import Cell
from workbench.drawing.measure import TextStyle
from workbench.drawing.targets import place_at
from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.connection_editing import ConnectionEditing
from workbench.ui.canvas.editing import MapEditing
from workbench.ui.canvas.editor import TitleEditor
from workbench.ui.canvas.header_widgets import LaneNames, StageHeaders
from workbench.ui.render.shapes import area
from workbench.words.say import say

_TEXT_FIELD = {"touchpoints": "title", "notes": "text", "stages": "name", "lanes": "name"}
_LEAST_NAME = 4
"""How wide the field for a name is at least, in its lines' heights."""
_STYLES: dict[str, TextStyle] = {
    "touchpoints": "card",
    "notes": "note",
    "stages": "stage",
    "lanes": "lane",
}


class InPlaceEditing(QObject):
    """Opens one title field at a time, over a card, a header or a place for a new card."""

    opening = Signal(object)
    """A Cell: a field for a new card is about to open there."""
    tabbed = Signal(int)
    """A field was left with Tab (1) or Shift+Tab (−1), and no other opens."""

    def __init__(
        self,
        view: QGraphicsView,
        bridge: Bridge,
        board: Board,
        editing: MapEditing,
        headers: tuple[StageHeaders, LaneNames],
    ) -> None:
        super().__init__(view)
        self._view = view
        self._bridge = bridge
        self._board = board
        self._editing = editing
        self._stages, self._lanes = headers
        self.editor: TitleEditor | None = None
        self.connections = ConnectionEditing(view, bridge, board)
        bridge.settling.connect(self.finish)

    def edit(self, table: str, identifier: str) -> None:
        """Open the field over a card, stage or lane of the shown map, a connection's over it."""
        if table == "connections":
            self.close()
            self.connections.edit(identifier)
            return
        entity = self._bridge.document.get(table, identifier)
        place = self.place_of(table, identifier)
        if entity is None or place is None:
            return
        field = _TEXT_FIELD[table]

        def keep(text: str) -> None:
            if self._bridge.document.get(table, identifier) is not None:
                self._bridge.run(edit.set_field, table, identifier, field, text.strip())

        text = getattr(entity, field)
        editor = self._open(place, table, text, self._hint(table), keep)
        editor.tabbed.connect(self.tabbed)

    def add(self, cell: Cell, index: int) -> None:
        """Open the field for a new card; the card comes about when its text is kept.

        Then typing goes on: Enter opens the next field below, Tab one in the next cell. It ends
        with Esc, or with Enter in an empty field.
        """
        self.opening.emit(cell)
        kind = self._bridge.document.lanes[cell[1]].kind
        landing = place_at(self._board.layout, cell, index)
        if kind not in ("touchpoints", "notes") or landing is None:
            return
        mark = landing.mark
        height = self._board.layout.metrics.least_row_height * 0.6
        scene_place = QRectF(mark.x, mark.y, mark.width, height)

        def keep(text: str) -> None:
            if text.strip() and self._board.layout.cell_rect(*cell) is not None:
                self._editing.add_card(cell, index, text.strip())

        self._view.ensureVisible(scene_place, 20, 20)
        editor = self._open(self._on_screen(scene_place), kind, "", self._hint(kind), keep)

        def go_on_below() -> None:
            if editor.toPlainText().strip():
                self.add(cell, index + 1)

        editor.entered.connect(go_on_below)
        editor.tabbed.connect(lambda step: self._go_on_beside(cell, step))

    def finish(self) -> None:
        """Close the field and keep its text."""
        self.connections.finish()
        if self.editor is not None:
            self.editor.commit()

    def close(self) -> None:
        """Close the field and drop its text."""
        self.connections.close()
        if self.editor is not None:
            self.editor.cancelled.emit()

    def _go_on_beside(self, cell: Cell, step: int) -> None:
        following = walk.next_cell(self._board.layout, cell, step)
        if following is None:
            self.tabbed.emit(step)
        else:
            self.add(following, len(self._board.layout.stack(following)))

    def _open(
        self, place: QRect, table: str, text: str, hint: str, keep: Callable[[str], None]
    ) -> TitleEditor:
        self.close()
        editor = TitleEditor(self._view, text, hint, many_lines=table == "notes")
        self.editor = editor

        def finish(kept: str | None) -> None:
            if self.editor is not editor:
                return
            self.editor = None
            had_focus = editor.hasFocus()
            if kept is not None:
                keep(kept)
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

        editor.committed.connect(finish)
        editor.cancelled.connect(lambda: finish(None))
        editor.open_at(place, self._font(_STYLES[table]), self._board.style.palette)
        return editor

    def place_of(self, table: str, identifier: str) -> QRect | None:
        """Where a card, stage or lane stands in the view, scrolled to; None for others."""
        if table in ("touchpoints", "notes"):
            box = self._board.layout.boxes.get(identifier)
            if box is None:
                return None
            rect = area(box.rect)
            self._view.ensureVisible(rect, 20, 20)
            if table == "touchpoints":
                rect.setLeft(rect.left() + self._board.layout.metrics.text_left - 6)
            return self._on_screen(rect)
        headers = {"stages": self._stages, "lanes": self._lanes}.get(table)
        if headers is None:
            return None
        column = self._board.layout.column(identifier) if table == "stages" else None
        row = self._board.layout.row(identifier) if table == "lanes" else None
        seen = self._view.mapToScene(self._view.viewport().rect()).boundingRect()
        if column is not None:
            self._view.ensureVisible(QRectF(column.left, seen.top(), column.width, 1), 4, 0)
        elif row is not None:
            self._view.ensureVisible(QRectF(seen.left(), row.top, 1, row.height), 0, 4)
        place = headers.place_of(identifier)
        if place is None:
            return None
        line = self._board.style.fonts.line_height(_STYLES[table]) + 14
        # a collapsed stage is narrower than a name
        place.setWidth(max(place.width(), _LEAST_NAME * line))
        place.setHeight(line if table == "stages" else max(line * 1.6, 44))
        return place.translated(headers.pos()).toAlignedRect()

    def _on_screen(self, rect: QRectF) -> QRect:
        corner: QPoint = self._view.viewport().pos()
        return self._view.mapFromScene(rect).boundingRect().translated(corner)

    def _font(self, style: TextStyle) -> QFont:
        font = QFont(self._board.style.fonts.font(style))
        if style in ("card", "note"):
            font.setPixelSize(max(9, round(font.pixelSize() * self._view.transform().m11())))
        return font

    @staticmethod
    def _hint(table: str) -> str:
        if table == "touchpoints":
            return say("canvas.new.touchpoint_hint")
        return say("canvas.new.note_hint") if table == "notes" else ""

"""Editing a connection in place: where its fields open and what becomes of them."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtWidgets import QGraphicsView

from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.connection_editor import ConnectionEditor


class ConnectionEditing:
    """Opens the fields of one connection at a time, over the middle of its line."""

    def __init__(self, view: QGraphicsView, bridge: Bridge, board: Board) -> None:
        self._view = view
        self._bridge = bridge
        self._board = board
        self.editor: ConnectionEditor | None = None

    def edit(self, connection_id: str) -> None:
        """Open the fields of a connection of the shown map."""
        self.finish()
        connection = self._bridge.document.connections.get(connection_id)
        if connection is None or connection_id not in self._board.routes:
            return
        self._bridge.select([("connections", connection_id)])
        editor = ConnectionEditor(self._view, connection, self._board.style.palette)
        self.editor = editor

        def keep(share: float | None, label: str) -> None:
            if connection_id in self._bridge.document.connections:
                values = {"share": share, "label": label}
                self._bridge.run(edit.set_fields, "connections", [connection_id], values)

        def forget() -> None:
            had_focus = editor.share.hasFocus() or editor.label.hasFocus()
            self.editor = None
            editor.hide()
            editor.deleteLater()
            if had_focus:
                self._view.setFocus(Qt.FocusReason.OtherFocusReason)

        editor.committed.connect(keep)
        editor.closed.connect(forget)
        seen = self._view.viewport().geometry()
        editor.open_at(self._middle(connection_id), seen)

    def finish(self) -> None:
        """Close the fields and keep what is typed."""
        if self.editor is not None:
            self.editor.commit()

    def close(self) -> None:
        """Close the fields and drop what is typed."""
        if self.editor is not None:
            self.editor.closed.emit()

    def _middle(self, connection_id: str) -> QPoint:
        point: QPointF = self._board.path(connection_id).pointAtPercent(0.5)
        at = self._view.mapFromScene(point)
        return self._view.viewport().mapTo(self._view, at)

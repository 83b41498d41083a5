"""The frame around the canvas while it has the keys, for whoever goes round the window by key."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFocusEvent, QRegion
from PySide6.QtWidgets import QGraphicsView, QWidget

from workbench.ui.canvas.board import Board

_THICKNESS = 2
_BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)


class FocusFrame(QWidget):
    """Shown where the keys came by key; a click shows by itself where one is.

    Only the frame itself lies over the view, so that the map below still scrolls as one piece.
    """

    def __init__(self, view: QGraphicsView, board: Board) -> None:
        super().__init__(view)
        self._view, self._board = view, board
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        view.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn:
            assert isinstance(event, QFocusEvent)
            self.setStyleSheet(f"background: {self._board.style.palette.accent};")
            self.setVisible(event.reason() in _BY_KEY)
            self._place()
        elif event.type() == QEvent.Type.FocusOut:
            self.hide()
        elif event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        around = self._view.rect()
        inside = around.adjusted(_THICKNESS, _THICKNESS, -_THICKNESS, -_THICKNESS)
        self.setGeometry(around)
        self.setMask(QRegion(around).subtracted(QRegion(inside)))
        self.raise_()

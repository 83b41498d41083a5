"""The line at the foot of the canvas that says what the next key does."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QGraphicsView, QLabel

from workbench.ui.canvas.board import Board

_FROM_EDGE = 16


class KeyHint(QLabel):
    """Shown while keys mean something else than usual; told to screen readers as its name."""

    def __init__(self, view: QGraphicsView, board: Board) -> None:
        super().__init__(view)
        self._view, self._board = view, board
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        view.viewport().installEventFilter(self)
        self.hide()

    def tell(self, text: str) -> None:
        """Show this line; hide for an empty one."""
        palette = self._board.style.palette
        self.setStyleSheet(
            f"background: {palette.text}; color: {palette.panel};"
            " border-radius: 8px; padding: 8px 12px;"
        )
        self.setText(text)
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        if self.isHidden():
            return
        seen = self._view.viewport().geometry()
        self.setWordWrap(False)
        if self.sizeHint().width() > seen.width() - 2 * _FROM_EDGE:
            self.setWordWrap(True)
            self.setFixedWidth(max(seen.width() - 2 * _FROM_EDGE, 1))
        else:
            self.setFixedWidth(self.sizeHint().width())
        self.adjustSize()
        self.move(seen.center().x() - self.width() // 2, seen.bottom() - self.height() - _FROM_EDGE)
        self.raise_()

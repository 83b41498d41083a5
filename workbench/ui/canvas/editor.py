"""The field that opens over a card, stage or lane to type its title in place."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QFrame, QPlainTextEdit, QWidget

from workbench.drawing.tokens import Palette
from workbench.words.say import say


class TitleEditor(QPlainTextEdit):
    """Enter and leaving the field keep the text, Esc drops it, Tab keeps it and goes on."""

    committed = Signal(str)
    cancelled = Signal()
    tabbed = Signal(int)
    """After `committed`: 1 for Tab, −1 for Shift+Tab."""
    entered = Signal()
    """After `committed`: the text was kept with Enter."""

    def __init__(self, parent: QWidget, text: str, hint: str, *, many_lines: bool) -> None:
        super().__init__(parent)
        self._many_lines = many_lines
        self._done = False
        self.setAccessibleName(say("canvas.editor.title"))
        self.setPlaceholderText(hint)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)
        self.selectAll()

    def open_at(self, place: QRect, font: QFont, palette: Palette) -> None:
        """Show over `place`, in the font of what is edited."""
        self.setFont(font)
        self.document().setDocumentMargin(4)
        self.setStyleSheet(
            f"QPlainTextEdit {{ background: {palette.panel}; color: {palette.text};"
            f" border: 2px solid {palette.accent}; border-radius: 6px; padding: 0;"
            f" selection-background-color: {palette.accent};"
            f" selection-color: {palette.on_accent}; }}"
        )
        least = self.fontMetrics().lineSpacing() + 14
        self.setGeometry(place.x(), place.y(), place.width(), max(place.height(), least))
        self.show()
        self.raise_()
        self.setFocus()

    def commit(self) -> None:
        """Keep the text, as Enter does."""
        self._finish(keep=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Escape:
                self._finish(keep=False)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not (shift and self._many_lines):
                self._finish(keep=True)
                self.entered.emit()
            case Qt.Key.Key_Tab | Qt.Key.Key_Backtab:
                self._finish(keep=True)
                self.tabbed.emit(-1 if shift or event.key() == Qt.Key.Key_Backtab else 1)
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish(keep=True)

    def _finish(self, *, keep: bool) -> None:
        if self._done:
            return
        self._done = True
        if keep:
            self.committed.emit(self.toPlainText())
        else:
            self.cancelled.emit()

"""The two fields that open over a connection: its share and its label."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QLineEdit, QWidget

from workbench.drawing.tokens import Palette
from workbench.model import rules
from workbench.model.entities import Connection
from workbench.model.problems import InvalidValue
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say


class ConnectionEditor(QFrame):
    """Enter and leaving keep both, Esc drops them. A share that is none is not kept."""

    committed = Signal(object, str)
    """(share in per cent or None, label)"""
    closed = Signal()

    def __init__(self, parent: QWidget, connection: Connection, palette: Palette) -> None:
        super().__init__(parent)
        self._connection = connection
        self._done = False
        share = "" if connection.share is None else number(connection.share)
        self.share = self._field(share, "canvas.connection.edit.share")
        self.share.setFixedWidth(self.fontMetrics().horizontalAdvance("100.00") + 16)
        self.share.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.label = self._field(connection.label, "canvas.connection.edit.label")
        self.label.setMinimumWidth(self.fontMetrics().averageCharWidth() * 24)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 6, 6, 6)
        line.setSpacing(4)
        line.addWidget(self.share)
        line.addWidget(QLabel("%", self))
        line.addSpacing(4)
        line.addWidget(self.label)
        self.share.textEdited.connect(self._judge)
        self.setStyleSheet(
            f"ConnectionEditor {{ background: {palette.panel};"
            f" border: 2px solid {palette.accent}; border-radius: 8px; }}"
            f"QLabel {{ color: {palette.muted}; background: transparent; }}"
            f"QLineEdit {{ color: {palette.text}; background: {palette.panel};"
            f" border: 1px solid {palette.field_border}; border-radius: 6px; padding: 3px 6px; }}"
            f"QLineEdit:focus {{ border-color: {palette.accent}; }}"
            f'QLineEdit[invalid="true"] {{ border-color: {palette.bad}; }}'
        )
        self._application = QApplication.instance()
        if isinstance(self._application, QApplication):
            self._application.focusChanged.connect(self._on_focus)

    def open_at(self, middle: QPoint, room: QRect) -> None:
        """Show around a point, inside `room`, with the cursor in the share."""
        self.adjustSize()
        place = QRect(QPoint(), self.size())
        place.moveCenter(middle)
        place.moveLeft(max(room.left(), min(place.left(), room.right() - place.width())))
        place.moveTop(max(room.top(), min(place.top(), room.bottom() - place.height())))
        self.setGeometry(place)
        self.show()
        self.raise_()
        self.share.setFocus()
        self.share.selectAll()

    def commit(self) -> None:
        """Keep what is typed, as Enter does; a share that is none stays as it was."""
        share, problem = self._share()
        self._finish(self._connection.share if problem else share)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() == Qt.Key.Key_Escape:
                self._close()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                share, problem = self._share()
                if not problem:
                    self._finish(share)
                return True
            if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
                (self.label if watched is self.share else self.share).setFocus()
                return True
        return super().eventFilter(watched, event)

    def _field(self, text: str, code: str) -> QLineEdit:
        field = QLineEdit(text, self)
        field.setAccessibleName(say(code))
        field.setToolTip(say(f"{code}.tip"))
        field.setPlaceholderText(say(f"{code}.hint"))
        field.installEventFilter(self)
        return field

    def _share(self) -> tuple[float | None, str]:
        """The share that is typed, and why it is none."""
        if not self.share.isModified():
            return self._connection.share, ""
        text = self.share.text().replace("%", "").replace(",", ".").strip()
        if not text:
            return None, ""
        try:
            value: float | None = rules.checked("connections", "share", float(text))
        except ValueError:
            return None, say("canvas.connection.edit.share.tip")
        except InvalidValue as error:
            return None, sentence(error.problem)
        return value, ""

    def _judge(self) -> None:
        problem = self._share()[1]
        self.share.setProperty("invalid", "true" if problem else "false")
        self.share.setToolTip(problem or say("canvas.connection.edit.share.tip"))
        self.share.style().unpolish(self.share)
        self.share.style().polish(self.share)

    def _on_focus(self, _before: QWidget | None, now: QWidget | None) -> None:
        if self.isVisible() and now is not None and now not in (self.share, self.label):
            self.commit()

    def _finish(self, share: float | None) -> None:
        if not self._done:
            self._done = True
            self.committed.emit(share, self.label.text().strip())
            self.closed.emit()

    def _close(self) -> None:
        if not self._done:
            self._done = True
            self.closed.emit()

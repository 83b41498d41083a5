"""The tour: hints beside the real parts of the window, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_LETTERS = 44
_GAP = 12
_RING, _LINE = 2, 1


class Stop(NamedTuple):
    """A hint: its texts under ``tour.<code>``, and the part of the window it is about."""

    code: str
    part: QWidget


class Tour(QObject):
    """Shows one hint at a time; taken to the end or dismissed, it calls `done`."""

    def __init__(self, window: QWidget, theme: Theme, done: Callable[[], object]) -> None:
        super().__init__(window)
        self._window, self._done = window, done
        self._stops: tuple[Stop, ...] = ()
        self._at = 0
        self.ring = _Ring(window, theme)
        self.bubble = _Bubble(window)
        self.bubble.next.clicked.connect(lambda: self.go(1))
        self.bubble.back.clicked.connect(lambda: self.go(-1))
        self.bubble.dismissed.clicked.connect(self.dismiss)
        self.bubble.escaped = self.dismiss
        window.installEventFilter(self)

    @property
    def is_running(self) -> bool:
        """Whether a hint is shown."""
        return bool(self._stops)

    @property
    def code(self) -> str:
        """Which hint is shown; "" for none."""
        return self._stops[self._at].code if self._stops else ""

    def start(self, stops: Sequence[Stop]) -> None:
        """Show the first hint. Parts that are not seen are passed over."""
        self.stop()
        self._stops = tuple(stop for stop in stops if stop.part.isVisible())
        self._at = 0
        for stop in self._stops:
            stop.part.installEventFilter(self)
        self._show()

    def go(self, by: int) -> None:
        """Show the next (1) or previous (−1) hint; after the last the tour is over."""
        if self._at + by >= len(self._stops):
            self.dismiss()
        elif self._at + by >= 0:
            self._at += by
            self._show()

    def stop(self) -> None:
        """Hide the hint; the tour counts as never seen."""
        for stop in self._stops:
            stop.part.removeEventFilter(self)
        self._stops = ()
        self.bubble.hide()
        self.ring.hide()

    def dismiss(self) -> None:
        """End the tour for good; Help shows it again."""
        self.stop()
        self._done()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if not self._stops:
            return False
        if kind in (QEvent.Type.Resize, QEvent.Type.Move, QEvent.Type.Show):
            self._place()
        elif kind == QEvent.Type.Hide and watched is self._stops[self._at].part:
            self.stop()
        elif watched is self._window and kind == QEvent.Type.KeyPress and _is_escape(event):
            self.dismiss()
            return True
        return False

    def _show(self) -> None:
        if not self._stops:
            return
        self.bubble.tell(self.code, self._at + 1, len(self._stops))
        for widget in (self.ring, self.bubble):
            widget.show()
            widget.raise_()
        self._place()

    def _place(self) -> None:
        part = self._stops[self._at].part
        corner = part.mapTo(self._window, QPoint(0, 0))
        about = QRect(corner, part.size())
        self.ring.setGeometry(about)
        size, room = self.bubble.size(), self._window.rect().adjusted(_GAP, _GAP, -_GAP, -_GAP)
        if about.right() + _GAP + size.width() <= room.right():
            left, top = about.right() + _GAP, about.top() + _GAP
        elif about.left() - _GAP - size.width() >= room.left():
            left, top = about.left() - _GAP - size.width(), about.top() + _GAP
        elif about.top() - _GAP - size.height() >= room.top() + about.height() // 4:
            left, top = about.left() + _GAP, about.top() - _GAP - size.height()
        else:
            left, top = about.center().x() - size.width() // 2, about.bottom() - size.height() - 40
        self.bubble.move(
            max(room.left(), min(left, room.right() - size.width())),
            max(room.top(), min(top, room.bottom() - size.height())),
        )


class _Ring(QWidget):
    """A quiet frame around the part that a hint is about; the mouse goes through it."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._theme.palette.accent), _RING))
        frame = QRectF(self.rect()).adjusted(_RING, _RING, -_RING, -_RING)
        painter.drawRoundedRect(frame, 8, 8)


class _Bubble(QFrame):
    """The hint. It takes the focus only when it is asked for, so that work can go on."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        set_role(self, "bubble")
        self.escaped: Callable[[], object] = self.hide
        self._title, self._text, self._count = QLabel(), QLabel(), QLabel()
        set_role(self._title, "strong")
        set_role(self._count, "small")
        self._text.setWordWrap(True)
        self.dismissed = QPushButton(say("tour.dismiss"))
        self.back = QPushButton(say("tour.back"))
        self.next = QPushButton()
        for button, role in ((self.dismissed, "quiet"), (self.back, ""), (self.next, "primary")):
            set_role(button, role)
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._count)
        self._foot = foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.dismissed)
        foot.addStretch(1)
        foot.addWidget(self.back)
        foot.addWidget(self.next)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 12)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(self._text)
        column.addSpacing(4)
        column.addLayout(foot)
        self.hide()

    def tell(self, code: str, place: int, count: int) -> None:
        """Show a hint, the `place`th of `count`."""
        self._title.setText(say(f"tour.{code}"))
        self._text.setText(say(f"tour.{code}.text"))
        self._count.setText(say("tour.count", place=place, count=count))
        self.back.setVisible(place > 1)
        self.next.setText(say("tour.next" if place < count else "tour.end"))
        layout = self.layout()
        assert layout is not None
        # as many letters in a line whatever the font, and room for the buttons
        line = self.fontMetrics().averageCharWidth() * _LETTERS
        self._foot.invalidate()
        layout.invalidate()
        width = max(line, layout.minimumSize().width())
        self.setFixedSize(width + 2 * _LINE, layout.heightForWidth(width) + 2 * _LINE)
        self.setAccessibleName(self._title.text())
        self.setAccessibleDescription(self._text.text())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.escaped()
        else:
            super().keyPressEvent(event)


def _is_escape(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape

"""The door of the command palette in the toolbar: it looks like a field, and opens it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAction, QColor, QFontMetricsF, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from workbench.ui.theme import Theme, icon_pixmap, set_role
from workbench.words.say import say

_SIDE, _ICON, _GAP = 10, 15, 8
_LEAST_TEXT = 48.0
"""A shorter beginning of the sentence says less than the glass alone does."""


class CommandBox(QPushButton):
    """Glass, what to do here, and the key; in a narrow toolbar the key goes first, then the text.

    Pressing it triggers the action that it is made for.
    """

    def __init__(self, action: QAction, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._hint = say("palette.door")
        self._key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        self.setObjectName("command-box")
        set_role(self, "search")
        self.setAccessibleName(self._hint)
        self.setToolTip(action.toolTip())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.IBeamCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.clicked.connect(action.trigger)
        theme.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance
        words = width(self._hint) + _GAP + width(self._key)
        return QSize(2 * _SIDE + _ICON + _GAP + words + 4 * _GAP, self._height())

    def minimumSizeHint(self) -> QSize:
        return QSize(2 * _SIDE + _ICON, self._height())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        colours = self._theme.palette
        top = (self.height() - _ICON) / 2
        glass = icon_pixmap("search", colours.muted, _ICON, self.devicePixelRatioF())
        painter.drawPixmap(QRectF(_SIDE, top, _ICON, _ICON).topLeft(), glass)
        left, right = float(_SIDE + _ICON + _GAP), float(self.width() - _SIDE)
        small = self._theme.font(0.88)
        key_width = QFontMetricsF(small).horizontalAdvance(self._key)
        metrics = QFontMetricsF(self.font())
        painter.setPen(QColor(colours.muted))
        if right - left >= metrics.horizontalAdvance(self._hint) + _GAP + key_width:
            painter.setFont(small)
            place = QRectF(right - key_width, 0, key_width + 1, self.height())
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, self._key)
            right -= key_width + _GAP
        if right - left >= _LEAST_TEXT:
            painter.setFont(self.font())
            room = QRectF(left, 0, right - left, self.height())
            text = metrics.elidedText(self._hint, Qt.TextElideMode.ElideRight, room.width())
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            painter.drawText(room, flags, text)

    def _height(self) -> int:
        return self.fontMetrics().height() + 14

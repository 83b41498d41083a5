"""The legend of an overlay, in a corner of the canvas."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QToolButton, QWidget

from workbench.ui.layouts import empty
from workbench.ui.render import shapes
from workbench.ui.render.overlays import Group, Kind, Overlay
from workbench.ui.render.style import colour
from workbench.ui.theme import Theme, set_role
from workbench.words.say import count, say

_MOST = 9
_WIDEST = 220
_SWATCH = QSize(18, 12)


class OverlayLegend(QFrame):
    """What the colours of an overlay mean, with how many touchpoints each has."""

    closed = Signal()
    """No overlay is wanted any more."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(say("overlay.legend"))
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "legend")
        self._title = QLabel()
        set_role(self._title, "strong")
        self._close = QToolButton()
        self._close.setIconSize(QSize(12, 12))
        self._close.setStyleSheet("padding: 2px")
        self._close.setToolTip(say("overlay.legend.close"))
        self._close.setAccessibleName(say("overlay.legend.close"))
        self._close.clicked.connect(self.closed)
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(8)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self._title, 1)
        head.addWidget(self._close)
        column = QGridLayout(self)
        column.setContentsMargins(12, 6, 8, 10)
        column.setVerticalSpacing(4)
        column.addLayout(head, 0, 0)
        column.addLayout(self._grid, 1, 0)
        self._recolour()
        theme.changed.connect(self._recolour)
        self.hide()

    def show_overlay(self, kind: Kind, overlay: Overlay, hint: str = "") -> None:
        """Name the groups; `hint` is said below them."""
        self._title.setText(say("overlay.legend.title", name=say(f"overlay.name.{kind}")))
        empty(self._grid)
        rows = list(zip(overlay.groups, overlay.counts(), strict=True))
        for row, (group, n) in enumerate(rows[:_MOST]):
            self._add(_Swatch(group), row, 0)
            self._add(_text(group.name), row, 1)
            number = _text(count(n))
            set_role(number, "muted")
            number.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._add(number, row, 2)
        left = len(rows) - _MOST
        hint = hint or (say("overlay.legend.more", n=left) if left > 0 else "")
        if hint:
            note = _text(hint)
            set_role(note, "small")
            self._add(note, _MOST, 0, 3)
        self.show()
        self.adjustSize()
        self.raise_()

    def _add(self, widget: QWidget, row: int, column: int, columns: int = 1) -> None:
        self._grid.addWidget(widget, row, column, 1, columns)
        # Qt shows what is added to a shown layout only later, and it would take no room till then
        widget.show()

    def _recolour(self) -> None:
        self._close.setIcon(self._theme.icon("close"))


class _Swatch(QWidget):
    """A piece of a group's colour, in the shade in which the map shows it."""

    def __init__(self, group: Group) -> None:
        super().__init__()
        self._group = group
        self.setFixedSize(_SWATCH)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = colour(self._group.colour)
        ground = colour(self._group.colour, self._group.strength)
        shapes.box(painter, QRectF(self.rect()), 4, ground, frame)


def _text(text: str) -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    fitted = label.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, _WIDEST)
    label.setText(fitted)
    label.setToolTip(text if fitted != text else "")
    return label

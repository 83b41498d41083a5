"""Chips: short things in a row, to remove, to add from a menu, or to switch on and off."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QCursor,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QMenu, QSizePolicy, QWidget

from workbench.ui.layouts import take_out
from workbench.ui.panels.flow import FlowLayout
from workbench.ui.panels.menu_search import add_search
from workbench.ui.theme import Theme
from workbench.words.say import say

_SIDE = 8
_SIGN = 8
_GAP = 6


class Chip(QAbstractButton):
    """One chip. A removable one has a cross; a checkable one shows whether it is on."""

    removed = Signal()

    def __init__(
        self,
        theme: Theme,
        text: str,
        tone: str = "",
        *,
        removable: bool = False,
        checkable: bool = False,
        sign: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._tone = tone
        self._removable = removable
        self._sign = sign
        self._some = ""
        self.setText(text)
        # an & in a name is no shortcut
        self.setShortcut(QKeySequence())
        self.setAccessibleName(text)
        self.setCheckable(checkable)
        self.setFont(theme.font(0.9))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        if removable:
            self.setToolTip(say("chips.remove", name=text))
            self.setAccessibleDescription(say("chips.remove", name=text))
        else:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self.update)

    def set_some(self, text: str) -> None:
        """Show that a checkable chip is on for some only, in these words; "" for all or none."""
        if text != self._some:
            self._some = text
            self.setAccessibleName(text or self.text())
            self.updateGeometry()
            self.update()

    def shown_text(self) -> str:
        """What the chip says."""
        return self._some or self.text()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        width = metrics.horizontalAdvance(self.shown_text()) + 2 * _SIDE
        if self._removable or self._leading():
            width += _SIGN + _GAP
        return QSize(width + 1, metrics.height() + 8)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._removable and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._removable:
            over = self._cross().contains(event.position())
            shape = Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor
            self.setCursor(shape)
            self.update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._removable and self._cross().contains(event.position()):
            self.setDown(False)
            self.removed.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink, border = self._colours()
        if self.hasFocus():
            border = QColor(self._theme.palette.accent)
        painter.setBrush(ground)
        painter.setPen(QPen(border, 1) if border is not None else Qt.PenStyle.NoPen)
        shape = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)
        text = QRectF(self.rect()).adjusted(_SIDE, 0, -_SIDE, 0)
        if self._leading():
            on = self.isCheckable() and self.isChecked()
            sign = "check" if on else "dash" if self._some else "plus"
            middle = QPointF(text.left() + _SIGN / 2, text.center().y())
            _paint_sign(painter, sign, middle, ink)
            text.setLeft(text.left() + _SIGN + _GAP)
        if self._removable:
            cross = self._cross()
            over = self.underMouse() and cross.contains(QPointF(self.mapFromGlobal(QCursor.pos())))
            tint = QColor(self._theme.palette.bad) if over else ink
            middle = QPointF(text.right() - _SIGN / 2, text.center().y())
            _paint_sign(painter, "cross", middle, tint)
            text.setRight(text.right() - _SIGN - _GAP)
        painter.setFont(self.font())
        painter.setPen(ink)
        shown = self.fontMetrics().elidedText(
            self.shown_text(), Qt.TextElideMode.ElideRight, int(text.width()) + 1
        )
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, shown)

    def _leading(self) -> bool:
        return self.isCheckable() or bool(self._sign)

    def _cross(self) -> QRectF:
        width = _SIGN + _SIDE + _GAP
        return QRectF(self.width() - width, 0, width, self.height())

    def _colours(self) -> tuple[QColor, QColor, QColor | None]:
        palette = self._theme.palette
        if self.isCheckable():
            if self.isChecked():
                return QColor(palette.accent_soft), QColor(palette.accent), None
            ground = QColor(palette.accent_soft) if self.underMouse() else QColor(palette.panel)
            if self._some:
                return ground, QColor(palette.accent), QColor(palette.accent)
            return ground, QColor(palette.muted), QColor(palette.line)
        tones = {
            "": (palette.line, palette.text),
            "good": (palette.good_soft, palette.good),
            "warn": (palette.warn_soft, palette.warn),
            "bad": (palette.bad_soft, palette.bad),
            "accent": (palette.accent_soft, palette.accent),
        }
        soft, strong = tones[self._tone]
        ground = QColor(soft)
        if not self._tone:
            ground.setAlphaF(0.65)
        return ground, QColor(strong), None


class ChipRow(QWidget):
    """Removable chips in as many lines as they need, and a “+ …” chip that opens a menu."""

    removed = Signal(str)
    """The id of the chip whose cross was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: list[tuple[str, Chip]] = []
        self._shown: tuple[tuple[str, str, str], ...] = ()
        self._add: Chip | None = None
        self._fill: Callable[[QMenu], None] | None = None
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def set_chips(self, chips: Iterable[tuple[str, str, str]]) -> None:
        """Show these (id, text, tone); tone is "", "good", "warn", "bad" or "accent"."""
        wanted = tuple(chips)
        if wanted == self._shown:
            return
        focused = next((place for place, pair in enumerate(self._chips) if pair[1].hasFocus()), -1)
        take_out(self._flow, [chip for _, chip in self._chips])
        self._shown = wanted
        self._chips = [
            (identifier, Chip(self._theme, text, tone, removable=True, parent=self))
            for identifier, text, tone in wanted
        ]
        if self._add is not None:
            self._flow.removeWidget(self._add)
        for identifier, chip in self._chips:
            chip.removed.connect(lambda gone=identifier: self.removed.emit(gone))
            self._flow.addWidget(chip)
            chip.show()
        if self._add is not None:
            self._flow.addWidget(self._add)
            for first, second in itertools.pairwise(
                [*(chip for _, chip in self._chips), self._add]
            ):
                QWidget.setTabOrder(first, second)
        if focused >= 0:
            self._focus(focused)
        self.updateGeometry()

    def set_add(self, text: str, fill: Callable[[QMenu], None]) -> None:
        """Offer to add: a chip of this text opens a menu that `fill` fills each time."""
        if self._add is None:
            self._add = Chip(self._theme, text, "accent", sign="plus", parent=self)
            self._add.clicked.connect(self._open_menu)
            self._flow.addWidget(self._add)
        self._add.setText(text)
        self._add.setAccessibleName(text)
        self._fill = fill

    def chips(self) -> tuple[tuple[str, str, str], ...]:
        """What is shown, as given to `set_chips`."""
        return self._shown

    def _focus(self, place: int) -> None:
        if self._chips:
            self._chips[min(place, len(self._chips) - 1)][1].setFocus()
        elif self._add is not None:
            self._add.setFocus()

    def _open_menu(self) -> None:
        assert self._add is not None
        assert self._fill is not None
        menu = QMenu(self)
        menu.setToolTipsVisible(True)
        self._fill(menu)
        add_search(menu)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._add.mapToGlobal(QPoint(0, self._add.height() + 2)))


class ToggleChips(QWidget):
    """Chips that are switched on and off, for a set of choices."""

    toggled = Signal(str, bool)
    """(id, on) of the chip that the user switched."""

    def __init__(
        self, theme: Theme, choices: Sequence[tuple[str, str]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._chips: dict[str, Chip] = {}
        self._choices: tuple[tuple[str, str], ...] = ()
        self._flow = FlowLayout(self)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.set_choices(choices)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (id, text); what stays on is chosen by `set_checked`."""
        if tuple(choices) == self._choices:
            return
        self._choices = tuple(choices)
        take_out(self._flow, self._chips.values())
        self._chips = {}
        for identifier, text in choices:
            chip = Chip(self._theme, text, checkable=True, parent=self)
            chip.clicked.connect(lambda on, it=identifier: self.toggled.emit(it, on))
            self._flow.addWidget(chip)
            chip.show()
            self._chips[identifier] = chip
        self.updateGeometry()

    def set_checked(self, chosen: Iterable[str]) -> None:
        """Switch exactly these on."""
        wanted = set(chosen)
        for identifier, chip in self._chips.items():
            chip.setChecked(identifier in wanted)

    def set_some(self, counts: Mapping[str, int], n: int) -> None:
        """Mark those that are on for some of `n` things only; `counts` says for how many."""
        for identifier, chip in self._chips.items():
            count = counts.get(identifier, 0)
            text = chip.text()
            chip.set_some(say("fields.some", text=text, n=count, all=n) if count else "")

    def checked(self) -> tuple[str, ...]:
        """The ids that are on, in the order of the choices."""
        return tuple(identifier for identifier, chip in self._chips.items() if chip.isChecked())


def _paint_sign(painter: QPainter, sign: str, middle: QPointF, colour: QColor) -> None:
    pen = QPen(colour, 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    x, y, reach = middle.x(), middle.y(), 3.2
    if sign == "cross":
        painter.drawLine(QPointF(x - reach, y - reach), QPointF(x + reach, y + reach))
        painter.drawLine(QPointF(x - reach, y + reach), QPointF(x + reach, y - reach))
    elif sign == "dash":
        painter.drawLine(QPointF(x - reach - 0.6, y), QPointF(x + reach + 0.6, y))
    elif sign == "plus":
        painter.drawLine(QPointF(x - reach - 0.6, y), QPointF(x + reach + 0.6, y))
        painter.drawLine(QPointF(x, y - reach - 0.6), QPointF(x, y + reach + 0.6))
    else:
        painter.drawPolyline(
            [QPointF(x - 3.6, y + 0.2), QPointF(x - 1.0, y + 2.8), QPointF(x + 3.8, y - 2.8)]
        )

"""A score from 1 to 10 on a slider, with the number beside it; blank is a value too."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSlider,
    QStyle,
    QStyleOptionSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.ui.theme import Theme, set_role, set_sheet
from workbench.words.say import number, say

LOW, HIGH = 1.0, 10.0
_TENTHS = 10


class ScoreSlider(QWidget):
    """Label and number above a slider. The slider steps whole scores; typing takes decimals."""

    changed = Signal(object)
    """float, or None for blank: the user set the score."""
    refused = Signal(str)
    """What was typed and is no score; an empty text once it is gone."""

    def __init__(self, theme: Theme, label: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._value: float | None = None
        self._several = False
        self._tone = ""
        self._label = QLabel(label)
        set_role(self._label, "field")
        self.number = QLineEdit()
        self.number.setObjectName("score-number")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.number.setPlaceholderText("–")
        self.number.setAccessibleName(label)
        self.number.setToolTip(say("score.number.tip"))
        self.number.setFont(theme.font(bold=True))
        self.number.setFixedWidth(64)
        self.number.textEdited.connect(self._on_typed)
        self.number.editingFinished.connect(self._show_number)
        self._clear = QToolButton()
        self._clear.setObjectName("score-clear")
        self._clear.setToolTip(say("score.clear", label=label))
        self._clear.setAccessibleName(say("score.clear", label=label))
        self._clear.setFixedSize(20, 20)
        self._clear.clicked.connect(self._on_clear)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(int(LOW) * _TENTHS, int(HIGH) * _TENTHS)
        self._slider.setSingleStep(_TENTHS)
        self._slider.setPageStep(_TENTHS)
        self._slider.setAccessibleName(label)
        self._slider.setMinimumHeight(20)
        self._slider.installEventFilter(self)
        self._slider.valueChanged.connect(self._on_slid)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(0)
        head.addWidget(self._label)
        head.addStretch(1)
        head.addWidget(self._clear)
        head.addWidget(self.number)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(self._slider)
        theme.changed.connect(self._dress)
        self._dress()
        self.set_value(None)

    def value(self) -> float | None:
        return self._value

    def set_value(self, value: float | None) -> None:
        """Show this score; None shows a blank one."""
        self._several = False
        self._take(value)
        if _parsed(self.number.text()) != value or not self.number.hasFocus():
            self._show_number()

    def set_several(self) -> None:
        """Show that what is edited has different scores."""
        self._take(None)
        self._several = True
        self._show_number()

    def set_tone(self, tone: str) -> None:
        """ "bad" for a score that calls for action, "" otherwise."""
        self._tone = tone
        self._dress()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._slider:
            if event.type() == QEvent.Type.Wheel and not self._slider.hasFocus():
                event.ignore()
                return True
            if (
                isinstance(event, QMouseEvent)
                and event.type() == QEvent.Type.MouseButtonPress
                and event.button() == Qt.MouseButton.LeftButton
            ):
                self._jump(event)
        return super().eventFilter(watched, event)

    def _jump(self, event: QMouseEvent) -> None:
        """Put the handle under the pointer, so that one click sets a score."""
        option = QStyleOptionSlider()
        self._slider.initStyleOption(option)
        style = self._slider.style()
        handle = style.subControlRect(
            QStyle.ComplexControl.CC_Slider,
            option,
            QStyle.SubControl.SC_SliderHandle,
            self._slider,
        )
        if not handle.contains(event.position().toPoint()):
            room = self._slider.width() - handle.width()
            at = event.position().x() - handle.width() / 2
            tenths = QStyle.sliderValueFromPosition(
                self._slider.minimum(), self._slider.maximum(), round(at), room
            )
            self._slider.setValue(_whole(tenths))
        if self._value is None:
            self._set(_whole(self._slider.value()) / _TENTHS)

    def _on_slid(self, tenths: int) -> None:
        snapped = _whole(tenths)
        if snapped != tenths:
            self._slider.setValue(snapped)
            return
        self._set(snapped / _TENTHS)

    def _on_typed(self, text: str) -> None:
        value = _parsed(text)
        wrong = math.isnan(value) if value is not None else False
        self._refuse(text if wrong else "")
        self._dress()
        if not wrong:
            self._set(value)

    def _on_clear(self) -> None:
        self.number.setText("")
        self._set(None)
        self._show_number()

    def _set(self, value: float | None) -> None:
        if value == self._value and not self._several:
            return
        self._several = False
        self._take(value)
        if _parsed(self.number.text()) != value:
            self._show_number()
        self.changed.emit(value)

    def _take(self, value: float | None) -> None:
        self._value = value
        self._slider.blockSignals(True)
        self._slider.setValue(round((value if value is not None else LOW) * _TENTHS))
        self._slider.blockSignals(False)
        self._dress()

    def _refuse(self, text: str) -> None:
        wrong = "true" if text else None
        if wrong is not None or self.number.property("invalid") is not None:
            self.number.setProperty("invalid", wrong)
            self.refused.emit(text)

    def _show_number(self) -> None:
        self._refuse("")
        self.number.setPlaceholderText(say("words.several") if self._several else "–")
        self.number.setText("" if self._value is None else number(self._value))
        self._dress()

    def _dress(self) -> None:
        palette = self._theme.palette
        blank = self._value is None
        self._clear.setVisible(not blank or self._several)
        self._clear.setIcon(self._theme.icon("close"))
        tone = "blank" if blank else self._tone
        if self._slider.property("tone") != tone:
            self._slider.setProperty("tone", tone)
            self._slider.style().unpolish(self._slider)
            self._slider.style().polish(self._slider)
        wrong = self.number.property("invalid") == "true"
        ink = palette.bad if wrong or self._tone == "bad" else palette.text
        edge = palette.bad if wrong else "transparent"
        set_sheet(
            self.number,
            f"QLineEdit {{ border: 1px solid {edge}; background: transparent; color: {ink};"
            f" padding: 1px 2px; border-radius: 4px; font-weight: 600; }}"
            f"QLineEdit:hover {{ border-color: {palette.bad if wrong else palette.line}; }}"
            f"QLineEdit:focus {{ border-color: {palette.bad if wrong else palette.accent}; }}",
        )


def _whole(tenths: int) -> int:
    return round(tenths / _TENTHS) * _TENTHS


def _parsed(text: str) -> float | None:
    """The score that a text means, None for a blank one, NaN for what is no score."""
    plain = text.strip().replace(",", ".")
    if plain in ("", "–"):
        return None
    try:
        value = float(plain)
    except ValueError:
        return math.nan
    return value if LOW <= value <= HIGH else math.nan

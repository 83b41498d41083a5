"""How sure a guess is, as a pill: in words and per cent."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.exchange.foreign.layout import LIKELY, SURE, Why
from workbench.ui.pills import Pill, Tone, draw_pills
from workbench.ui.theme import Theme
from workbench.words.say import say

_SCALE = 0.86
_AROUND = 20


class SurePill(QWidget):
    """“Sure · 92 %”, “Likely · 60 %”, “Guess · 30 %” or “Chosen”."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._pill = Pill("")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_sure(self, sure: int, why: Why) -> None:
        """Show how sure a guess is, 0 to 100, and what it rests on."""
        self._pill = sure_pill(sure, why)
        self.setToolTip(say(f"foreign_import.why.{why}"))
        self.setAccessibleName(f"{self._pill.text}, {self.toolTip()}")
        self.updateGeometry()
        self.update()

    @property
    def text(self) -> str:
        return self._pill.text

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(_SCALE, bold=True))
        return QSize(metrics.horizontalAdvance(self._pill.text) + _AROUND, metrics.height() + 6)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_pills(painter, self.rect(), (self._pill,), self._theme)
        painter.end()


def sure_pill(sure: int, why: Why) -> Pill:
    """The pill of a guess that is `sure` of 100 sure; what a person chose needs no figure."""
    if why in ("chosen", "mapping"):
        return Pill(say(f"foreign_import.sure.{why}"), "accent")
    tone: Tone = "good" if sure >= SURE else "warn" if sure >= LIKELY else "bad"
    word = {"good": "sure", "warn": "likely", "bad": "guess"}[tone]
    return Pill(say("foreign_import.sure", word=say(f"foreign_import.sure.{word}"), n=sure), tone)

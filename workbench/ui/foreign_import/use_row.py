"""One column of the sheet (or row, where a map lies across): what it is taken for."""

from __future__ import annotations

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from workbench.exchange.foreign.layout import SCALED, SCALES, Form, Use, uses_for
from workbench.exchange.sheets import column_letter
from workbench.ui.foreign_import.one_line import OneLine
from workbench.ui.foreign_import.sureness import SurePill
from workbench.ui.panels.controls import ComboBox
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_SAMPLES = 3
_LONGEST_SAMPLE = 40


class UseRow(QFrame):
    """Header, samples and how sure; and the choice of what the line is."""

    changed = Signal(object)
    """The Use as a person chose it now."""
    entered = Signal(int)
    """This line (column or row number) is being looked at."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._use = Use(at=0, taken_for="nothing")
        self._form: Form = "nothing"
        self._name = OneLine()
        set_role(self._name, "strong")
        self._pill = SurePill(theme)
        self.choice = ComboBox()
        self.scale = ComboBox()
        self._samples = OneLine()
        set_role(self._samples, "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self._name, 1)
        head.addWidget(self._pill)
        chosen = QHBoxLayout()
        chosen.setSpacing(8)
        chosen.addWidget(self.choice, 3)
        chosen.addWidget(self.scale, 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 6, 0, 10)
        column.setSpacing(4)
        column.addLayout(head)
        column.addLayout(chosen)
        column.addWidget(self._samples)
        self.choice.activated.connect(lambda _index: self._take())
        self.scale.activated.connect(lambda _index: self._take())

    @property
    def use(self) -> Use:
        return self._use

    def show_use(self, use: Use, form: Form, *, across: bool) -> None:
        """Show a line of a table of that form."""
        self._use = use
        if form != self._form:
            self._form = form
            self._fill_choices()
        place = str(use.at) if across else column_letter(use.at)
        line = say(f"foreign_import.line.{'row' if across else 'column'}", place=place)
        header = " ".join(use.header.split())
        self._name.setText(f"{place}   {header}" if header else line)
        self._name.setToolTip(f"{line}\n{use.header}" if header else line)
        self._pill.show_sure(use.sure, use.why)
        self.choice.setCurrentIndex(max(self.choice.findData(use.taken_for), 0))
        self.choice.setAccessibleName(say("foreign_import.taken_for", line=line, header=header))
        self._show_scale(line)
        samples = list(dict.fromkeys(map(_shortened, use.samples)))[:_SAMPLES]
        why = say(f"foreign_import.because.{use.why}")
        told = say("foreign_import.samples", why=why, samples=" · ".join(samples))
        self._samples.setText(told if samples else why)
        self._samples.setToolTip("\n".join((why, *use.samples)))

    def _fill_choices(self) -> None:
        self.choice.clear()
        for name in uses_for(self._form):
            self.choice.addItem(say(f"foreign.use.{name}"), name)

    def _show_scale(self, line: str) -> None:
        scaled = self._use.taken_for in SCALED
        if scaled and not self.scale.count():
            for name in SCALES:
                text = say(f"foreign.scale.{name}") if name else say("foreign_import.scale.any")
                self.scale.addItem(text, name)
            self.scale.setToolTip(say("foreign_import.scale.tip"))
        self.scale.setVisible(scaled)
        if scaled:
            self.scale.setCurrentIndex(max(self.scale.findData(self._use.scale), 0))
            self.scale.setAccessibleName(say("foreign_import.scale_of", line=line))

    def _take(self) -> None:
        taken_for = self.choice.currentData(Qt.ItemDataRole.UserRole)
        scale = self.scale.currentData() if taken_for in SCALED and self.scale.count() else ""
        changed = {"taken_for": taken_for, "scale": scale or ""}
        if (taken_for, scale or "") == (self._use.taken_for, self._use.scale):
            return
        self._use = msgspec.structs.replace(self._use, **changed, sure=100, why="chosen")
        self.changed.emit(self._use)


def _shortened(text: str) -> str:
    line = " / ".join(" ".join(part.split()) for part in text.split("\n") if part.strip())
    return line if len(line) <= _LONGEST_SAMPLE else line[: _LONGEST_SAMPLE - 1] + "…"

"""What to print and how: the fields of the print window, only those that matter now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QSpinBox, QVBoxLayout, QWidget

from workbench.drawing.poster import PAPERS
from workbench.ui.printing.options import (
    FORMS,
    ORIENTATIONS,
    OVERLAPS,
    PNG_SCALES,
    SIZES,
    SPREADS,
    Options,
)
from workbench.ui.printing.subjects import Source, Subject, subjects
from workbench.ui.theme import set_role
from workbench.words.say import say

_INSET = 6


class Choices(QWidget):
    """A column of fields; `changed` tells that what they say is another."""

    changed = Signal()

    def __init__(
        self, source: Source, subject: Subject, options: Options, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._kept = options
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self._labels: dict[QWidget, QLabel] = {}
        known = subjects(source)
        self._subject = self._combo("subject", known, subject)
        self._form = self._combo("form", _named("form", FORMS), options.form)
        self._spread = self._combo("spread", _named("spread", SPREADS), options.spread)
        papers = [(name, name) for name in PAPERS]
        self._paper = self._combo("paper", papers, options.paper)
        self._card_paper = self._combo("paper", papers, options.card_paper)
        orientations = _named("orientation", ORIENTATIONS)
        self._orientation = self._combo("orientation", orientations, options.orientation)
        self._size = self._spin("size", SIZES, options.size, 5, say("print.percent"))
        self._overlap = self._spin("overlap", OVERLAPS, options.overlap, 1, say("print.mm"))
        scales = [(scale, say("print.scale.times", n=scale)) for scale in PNG_SCALES]
        self._png_scale = self._combo("png_scale", scales, options.png_scale)
        appearances = _named("appearance", ("light", "dark"))
        self._appearance = self._combo("appearance", appearances, options.appearance)
        self._marks = QCheckBox(say("print.marks"))
        self._marks.setToolTip(say("print.marks.tip"))
        self._marks.setChecked(options.marks)
        self._marks.toggled.connect(self._on_change)
        self._column.addSpacing(8)
        self._column.addWidget(self._marks)
        self._show_fitting()

    def subject(self) -> Subject:
        """What is to be printed."""
        chosen: Subject = self._subject.currentData()
        return chosen

    def options(self) -> Options:
        """What the fields say."""
        return msgspec.structs.replace(
            self._kept,
            form=self._form.currentData(),
            spread=self._spread.currentData(),
            paper=self._paper.currentData(),
            card_paper=self._card_paper.currentData(),
            orientation=self._orientation.currentData(),
            size=self._size.value(),
            overlap=self._overlap.value(),
            marks=self._marks.isChecked(),
            appearance=self._appearance.currentData(),
            png_scale=self._png_scale.currentData(),
        )

    def field(self, name: str) -> QWidget:
        """The field of an option, or of "subject"."""
        found: QWidget = getattr(self, f"_{name}")
        return found

    def _on_change(self) -> None:
        self._show_fitting()
        self.changed.emit()

    def _show_fitting(self) -> None:
        """Show the fields that decide something now."""
        options, kind = self.options(), self.subject().kind
        is_map, on_paper = kind == "map", options.form == "pages"
        is_poster = is_map and on_paper and options.spread == "poster"
        is_large = is_map and on_paper and options.spread == "one"
        fitting = {
            self._spread: is_map and on_paper,
            self._paper: (kind == "gaps") or (is_map and on_paper and not is_large),
            self._card_paper: kind == "persona",
            self._orientation: is_map and on_paper and not is_large,
            self._size: is_poster or is_large,
            self._overlap: is_poster,
            self._marks: is_poster,
            self._png_scale: options.form == "png",
            self._appearance: is_map,
        }
        for field, is_shown in fitting.items():
            field.setVisible(is_shown)
            if field in self._labels:
                self._labels[field].setVisible(is_shown)

    def _combo(self, name: str, choices: Sequence[tuple[Any, str]], chosen: Any) -> QComboBox:
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        for value, words in choices:
            combo.addItem(words, value)
        values = [value for value, _ in choices]
        combo.setCurrentIndex(values.index(chosen) if chosen in values else 0)
        combo.currentIndexChanged.connect(self._on_change)
        self._add(name, combo)
        return combo

    def _spin(
        self, name: str, limits: tuple[int, int], value: int, step: int, unit: str
    ) -> QSpinBox:
        spin = QSpinBox()
        spin.setRange(*limits)
        spin.setSingleStep(step)
        spin.setValue(value)
        spin.setSuffix(unit)
        # as far from the border as the words of the drop-downs
        spin.lineEdit().setTextMargins(_INSET, 0, _INSET, 0)
        spin.valueChanged.connect(self._on_change)
        self._add(name, spin)
        return spin

    def _add(self, name: str, field: QWidget) -> None:
        words = say(f"print.field.{name}")
        label = QLabel(words)
        set_role(label, "field")
        label.setBuddy(field)
        label.setContentsMargins(0, 8, 0, 0)
        field.setAccessibleName(words)
        self._labels[field] = label
        self._column.addWidget(label)
        self._column.addWidget(field)


def _named(name: str, values: Sequence[Any]) -> list[tuple[Any, str]]:
    return [(value, say(f"print.{name}.{value}")) for value in values]

"""Where a table lies on its sheet and which way: form, area, headers, how cells are taken."""

from __future__ import annotations

import re

import msgspec
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from workbench.exchange.foreign.layout import FORMS, Layout
from workbench.exchange.sheets import Area, column_letter
from workbench.ui.foreign_import.sureness import SurePill
from workbench.ui.panels.controls import ComboBox
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_AREA = re.compile(r"\s*([A-Z]{1,3})(\d{1,7})\s*:\s*([A-Z]{1,3})(\d{1,7})\s*", re.IGNORECASE)
_MOST_HEADERS = 20


class LayoutForm(QWidget):
    """The form of one table, with everything about it that is not a single line's use."""

    changed = Signal(object, bool)
    """(Layout, whether the rest is to be guessed anew)."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._layout = Layout(sheet=0, form="nothing", area=Area(1, 1, 1, 1))
        self.form = ComboBox()
        for form in FORMS:
            self.form.addItem(say(f"foreign.form.{form}"), form)
        self._pill = SurePill(theme)
        self.title = QLineEdit()
        self.area = QLineEdit()
        self._wrong_area = QLabel(say("foreign_import.area.wrong"))
        self._wrong_area.setWordWrap(True)
        set_role(self._wrong_area, "bad")
        self._wrong_area.hide()
        self.headers = QSpinBox()
        self.headers.setRange(0, _MOST_HEADERS)
        self.headers.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.split = QCheckBox(say("foreign_import.split"))
        self.split.setToolTip(say("foreign_import.split.tip"))
        self.captions = QCheckBox(say("foreign_import.captions"))
        self.captions.setToolTip(say("foreign_import.captions.tip"))
        self._headers_label = QLabel()
        self._arrange()
        self.form.activated.connect(lambda _index: self._take_form())
        self.title.textEdited.connect(lambda text: self._take(title=text.strip()))
        self.area.textEdited.connect(lambda _text: self._take_area())
        self.headers.valueChanged.connect(lambda n: self._take(refit=True, headers=n))
        self.split.toggled.connect(lambda on: self._take(split=on))
        self.captions.toggled.connect(lambda on: self._take(captions=on))

    def show_layout(self, layout: Layout, name: str) -> None:
        """Show a table as it is understood now; a field being typed in is left alone.

        `name` is what its map is called where the table does not say.
        """
        self._layout = layout
        controls = (self.headers, self.split, self.captions)
        for control in controls:
            control.blockSignals(True)
        self.form.setCurrentIndex(self.form.findData(layout.form))
        self._pill.show_sure(layout.sure, layout.why)
        _show_text(self.title, layout.title)
        self.title.setPlaceholderText(name)
        if _area(self.area.text()) != layout.area:
            _show_text(self.area, area_name(layout.area))
        self._mark_area(wrong=False)
        self.headers.setValue(layout.headers)
        which = "columns" if layout.across else "rows"
        self._headers_label.setText(say(f"foreign_import.headers.{which}"))
        self.headers.setAccessibleName(self._headers_label.text())
        self.split.setChecked(layout.split)
        self.captions.setChecked(layout.captions)
        is_map = layout.records in ("touchpoints", "stages")
        self.split.setVisible(is_map)
        self.captions.setVisible(layout.records == "touchpoints")
        self._pill.setVisible(layout.form != "nothing")
        self._fields.setVisible(layout.form != "nothing")
        self.title.setEnabled(is_map)
        for control in controls:
            control.blockSignals(False)

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(8)
        top.addWidget(self.form, 1)
        top.addWidget(self._pill)
        self._fields = QWidget()
        grid = QGridLayout(self._fields)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        fields: tuple[tuple[QLabel, QWidget, int], ...] = (
            (QLabel(say("foreign_import.title_field")), self.title, 0),
            (QLabel(say("foreign_import.area")), self.area, 2),
            (self._headers_label, self.headers, 4),
        )
        for at, (label, field, _) in enumerate(fields):
            set_role(label, "field")
            label.setBuddy(field)
            grid.addWidget(label, 0, at)
            grid.addWidget(field, 1, at)
        for at, share in enumerate((4, 3, 2)):
            grid.setColumnStretch(at, share)
        for field, code in (
            (self.form, "foreign_import.form"),
            (self.title, "foreign_import.title_field"),
            (self.area, "foreign_import.area"),
        ):
            field.setAccessibleName(say(code))
            field.setToolTip(say(f"{code}.tip"))
            field.setMinimumWidth(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addWidget(self._fields)
        column.addWidget(self._wrong_area)
        column.addWidget(self.split)
        column.addWidget(self.captions)

    def _take_form(self) -> None:
        form = self.form.currentData()
        if form != self._layout.form:
            self._take(refit=True, form=form)

    def _take_area(self) -> None:
        area = _area(self.area.text())
        self._mark_area(wrong=area is None)
        if area is not None and area != self._layout.area:
            self._take(refit=True, area=area)

    def _take(self, *, refit: bool = False, **fields: object) -> None:
        if refit:
            fields |= {"why": "chosen", "sure": 100}
        self._layout = msgspec.structs.replace(self._layout, **fields)
        self.changed.emit(self._layout, refit)

    def _mark_area(self, *, wrong: bool) -> None:
        self._wrong_area.setVisible(wrong)
        if self.area.property("invalid") != str(wrong).lower():
            self.area.setProperty("invalid", str(wrong).lower())
            self.area.style().unpolish(self.area)
            self.area.style().polish(self.area)


def area_name(area: Area) -> str:
    """The area as spreadsheets write it, e.g. “A3:G20”."""
    return f"{column_letter(area.left)}{area.top}:{column_letter(area.right)}{area.bottom}"


def _area(text: str) -> Area | None:
    """The area of such a name, its corners in whatever order; None for anything else."""
    found = _AREA.fullmatch(text)
    if found is None:
        return None
    columns = sorted(_column(letters) for letters in (found[1], found[3]))
    rows = sorted(int(number) for number in (found[2], found[4]))
    return Area(rows[0], columns[0], rows[1], columns[1]) if rows[0] > 0 else None


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _show_text(field: QLineEdit, text: str) -> None:
    if field.text() != text and not (field.hasFocus() and field.isModified()):
        field.setText(text)
        field.setCursorPosition(0)

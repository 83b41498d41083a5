"""Editors of fields, made from a field's declaration: what it holds decides how it is edited."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt
from PySide6.QtGui import QAction, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QCalendarWidget,
    QLabel,
    QLineEdit,
    QMenu,
    QVBoxLayout,
    QWidget,
    QWidgetAction,
)

from workbench.drawing.tokens import STEP
from workbench.model.document import Document
from workbench.model.problems import Problem
from workbench.ui.panels.chips import ToggleChips
from workbench.ui.panels.controls import ComboBox, Page, UndoKeys
from workbench.ui.panels.target import SEVERAL, Part, Target
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import choice_name, field_help, field_name
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say

_NOTHING = object()
Option = tuple[str, str, QIcon]
"""(id, text, icon) of an entity that a reference may name."""


class FieldEditor(Part):
    """A label, a control and, where a value cannot be taken, one line that says why.

    Subclasses make `control`, show a value in it with `_show`, and hand what the user enters to
    `_enter`. What the user is typing is left alone unless the document says otherwise.
    """

    def __init__(
        self, theme: Theme, target: Target, name: str, control: QWidget, *, label: str | None = None
    ) -> None:
        super().__init__(target)
        self.theme = theme
        self.name = name
        self.control = control
        self._shown: Any = _NOTHING
        text = field_name(target.table, name) if label is None else label
        control.setAccessibleName(text or field_name(target.table, name))
        self._help = field_help(target.table, name)
        if not control.toolTip():
            control.setToolTip(self._help)
        control.setAccessibleDescription(self._help)
        control.setObjectName(f"{target.table}.{name}")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(STEP)
        if text:
            caption = QLabel(text)
            caption.setBuddy(control)
            set_role(caption, "field")
            column.addWidget(caption)
        column.addWidget(control)
        self.message = QLabel()
        self.message.setWordWrap(True)
        self.message.setFont(theme.font(0.88))
        set_role(self.message, "bad")
        self.message.hide()
        column.addWidget(self.message)

    def _update(self) -> None:
        value = self.target.value(self.name)
        if value != self._shown:
            self._shown = value
            self._complain(None)
            self._show(value)
            self._describe()

    def _forget(self) -> None:
        self._shown = _NOTHING

    def _show(self, value: Any) -> None:
        raise NotImplementedError

    def _enter(self, value: Any, *, typing: bool = False) -> None:
        before, self._shown = self._shown, value
        problem = self.target.change(self.name, value, typing=typing)
        if problem is not None:
            self._shown = before
        self._describe()
        self._complain(problem)

    def _describe(self) -> None:
        mixed = self._shown is SEVERAL
        self.control.setAccessibleDescription(
            say("fields.mixed.spoken", help=self._help) if mixed else self._help
        )

    def _complain(self, problem: Problem | None) -> None:
        wrong = "true" if problem is not None else None
        self.message.setText(sentence(problem) if problem is not None else "")
        self.message.setVisible(problem is not None)
        if self.control.property("invalid") != wrong:
            self.control.setProperty("invalid", wrong)
            self.control.style().unpolish(self.control)
            self.control.style().polish(self.control)


class LineEditor(FieldEditor):
    """One line of text."""

    def __init__(
        self, theme: Theme, target: Target, name: str, *, label: str | None = None
    ) -> None:
        self._line = QLineEdit()
        super().__init__(theme, target, name, self._line, label=label)
        self._undo = UndoKeys(target.bridge, self._line)
        self._line.textEdited.connect(lambda text: self._enter(self._parsed(text), typing=True))
        self._line.editingFinished.connect(self._settle)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.message.isHidden():
            self.refresh(force=True)
            return
        super().keyPressEvent(event)

    def set_placeholder(self, text: str) -> None:
        """What a blank field shows; the hint of what to type."""
        self._placeholder = text
        self._line.setPlaceholderText(text)

    _placeholder = ""

    def _show(self, value: Any) -> None:
        several = value is SEVERAL
        text = "" if several else self._text(value)
        self._line.setPlaceholderText(say("words.several") if several else self._placeholder)
        if text != self._line.text():
            place = self._line.cursorPosition() if self._line.hasFocus() else 0
            self._line.setText(text)
            self._line.setCursorPosition(min(place, len(text)))

    def _settle(self) -> None:
        """Leaving the field shows the value as the document keeps it."""
        if self.message.isHidden():
            self.refresh(force=True)

    def _text(self, value: Any) -> str:
        return str(value)

    def _parsed(self, text: str) -> Any:
        return text


class NumberEditor(LineEditor):
    """A number; a comma is as good as a point, blank is none."""

    def _text(self, value: Any) -> str:
        return "" if value is None else number(value, 4).replace("−", "-")

    def _parsed(self, text: str) -> Any:
        plain = text.strip().replace(" ", "").replace("−", "-").removesuffix("%")
        if not plain:
            return None
        try:
            return float(plain.replace(",", "."))
        except ValueError:
            return text


class DateEditor(LineEditor):
    """A date, typed as 2026-03-31 or chosen from a calendar; blank is none."""

    def __init__(
        self, theme: Theme, target: Target, name: str, *, label: str | None = None
    ) -> None:
        super().__init__(theme, target, name, label=label)
        self.set_placeholder(say("fields.date.placeholder"))
        self._open = QAction(self)
        self._open.setToolTip(say("fields.date.calendar"))
        self._open.triggered.connect(self._open_calendar)
        self._line.addAction(self._open, QLineEdit.ActionPosition.TrailingPosition)
        theme.changed.connect(self._dress)
        self._dress()

    def _text(self, value: Any) -> str:
        return "" if value is None else str(value.isoformat())

    def _parsed(self, text: str) -> Any:
        plain = text.strip()
        if not plain:
            return None
        try:
            return datetime.date.fromisoformat(plain)
        except ValueError:
            return text

    def _dress(self) -> None:
        self._open.setIcon(self.theme.icon("chevron-down"))

    def _open_calendar(self) -> None:
        menu = self.calendar()
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._line.mapToGlobal(QPoint(0, self._line.height() + 2)))

    def calendar(self) -> QMenu:
        """A menu that is a calendar; choosing a day sets the date."""
        menu = QMenu(self)
        calendar = QCalendarWidget(menu)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        shown = self.target.value(self.name)
        if isinstance(shown, datetime.date):
            calendar.setSelectedDate(QDate(shown.year, shown.month, shown.day))
        calendar.clicked.connect(lambda day: self._choose(menu, day))
        calendar.activated.connect(lambda day: self._choose(menu, day))
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        return menu

    def _choose(self, menu: QMenu, day: QDate) -> None:
        menu.close()
        self._enter(datetime.date(day.year(), day.month(), day.day()))
        self.refresh(force=True)


class TextEditor(FieldEditor):
    """Text of several lines."""

    def __init__(
        self, theme: Theme, target: Target, name: str, *, label: str | None = None
    ) -> None:
        self._page = Page()
        super().__init__(theme, target, name, self._page, label=label)
        self._undo = UndoKeys(target.bridge, self._page)
        self._page.textChanged.connect(self._on_text)

    def _on_text(self) -> None:
        text = self._page.toPlainText()
        if text != self._shown:
            self._enter(text, typing=True)

    def _show(self, value: Any) -> None:
        several = value is SEVERAL
        text = "" if several else value
        self._page.setPlaceholderText(say("words.several") if several else "")
        if text != self._page.toPlainText():
            cursor = self._page.textCursor()
            place = min(cursor.position(), len(text))
            self._page.blockSignals(True)
            self._page.setPlainText(text)
            self._page.blockSignals(False)
            cursor = self._page.textCursor()
            cursor.setPosition(place)
            self._page.setTextCursor(cursor)
            self._page.fit()


class ChoiceEditor(FieldEditor):
    """One of the declared choices; blank where the field may be."""

    def __init__(
        self, theme: Theme, target: Target, name: str, *, label: str | None = None
    ) -> None:
        self._box = ComboBox()
        super().__init__(theme, target, name, self._box, label=label)
        self._fill()
        self._box.activated.connect(lambda place: self._enter(self._box.itemData(place)))

    def _fill(self) -> None:
        field = self.target.field(self.name)
        if field.optional:
            self._box.addItem(say("words.blank"), None)
        for choice in field.choices:
            self._box.addItem(choice_name(self.name, choice), choice)

    def _show(self, value: Any) -> None:
        several = value is SEVERAL
        self._box.setPlaceholderText(say("words.several") if several else "")
        self._box.setCurrentIndex(-1 if several else self._box.findData(value))


class ReferenceEditor(ChoiceEditor):
    """One of the entities that `options` gives for the document; blank where allowed."""

    def __init__(
        self,
        theme: Theme,
        target: Target,
        name: str,
        options: Callable[[Document, Target], Sequence[Option]],
        *,
        label: str | None = None,
        blank: str = "",
    ) -> None:
        self._options = options
        self._offered: list[tuple[str, str]] = []
        self._blank = blank or say("words.blank")
        super().__init__(theme, target, name, label=label)
        self.tables = frozenset({target.table, target.field(name).reference})
        theme.changed.connect(self.show_anew)

    def _update(self) -> None:
        options = self._options(self.target.document, self.target)
        offered = [(identifier, text) for identifier, text, _ in options]
        if offered != self._offered or self._shown is _NOTHING:
            self._offered = offered
            self._shown = _NOTHING
            self._box.clear()
            if self.target.field(self.name).optional:
                self._box.addItem(self._blank, None)
            for identifier, text, icon in options:
                self._box.addItem(icon, text, identifier)
        super()._update()

    def _fill(self) -> None:
        """The choices come with the first refresh: they are the document's."""


class FlagEditor(FieldEditor):
    """Yes or no, as one chip that is switched on and off."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._chip = ToggleChips(theme, [(name, field_name(target.table, name))])
        super().__init__(theme, target, name, self._chip, label="")
        self._chip.toggled.connect(lambda _it, on: self._enter(on))

    def _update(self) -> None:
        """How many are on changes while they stay mixed."""
        if self._shown is SEVERAL:
            self._forget()
        super()._update()

    def _show(self, value: Any) -> None:
        self._chip.set_checked([self.name] if value is True else [])
        held = [getattr(entity, self.name) for entity in self.target.entities()]
        self._chip.set_some({self.name: sum(held)} if value is SEVERAL else {}, len(held))


class ChoicesEditor(FieldEditor):
    """Any of the declared choices, as chips that are switched on and off."""

    def __init__(
        self, theme: Theme, target: Target, name: str, *, label: str | None = None
    ) -> None:
        choices = target.field(name).choices
        self._chips = ToggleChips(theme, [(it, choice_name(name, it)) for it in choices])
        super().__init__(theme, target, name, self._chips, label=label)
        self._chips.toggled.connect(lambda it, on: target.toggle(name, it, on))

    def _update(self) -> None:
        """How many hold a choice changes while they stay mixed."""
        if self._shown is SEVERAL:
            self._forget()
        super()._update()

    def _show(self, _value: Any) -> None:
        self._chips.set_checked(self.target.common(self.name))
        self._chips.set_some(self.target.partly(self.name), len(self.target.entities()))


def field_editor(
    theme: Theme, target: Target, name: str, *, label: str | None = None
) -> FieldEditor:
    """The editor for what a field holds. Raises KeyError for a kind that needs its own."""
    kind = target.field(name).kind
    if kind == "flag":
        return FlagEditor(theme, target, name)
    makers: dict[str, Callable[..., FieldEditor]] = {
        "line": LineEditor,
        "text": TextEditor,
        "number": NumberEditor,
        "whole": NumberEditor,
        "choice": ChoiceEditor,
        "choices": ChoicesEditor,
        "date": DateEditor,
    }
    return makers[kind](theme, target, name, label=label)

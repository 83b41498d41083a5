"""One gap explained: why it matters, how it was found, how it ranks, and what people plan."""

from __future__ import annotations

import datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.finding import Finding
from workbench.model.commands import decisions, rule_settings
from workbench.model.document import Document
from workbench.ui.bridge import Bridge
from workbench.ui.panels import gaps_cells as cells
from workbench.ui.panels.gaps_limit import LimitField
from workbench.ui.theme import set_role
from workbench.words import finding_numbers, finding_sentences
from workbench.words.say import say

_HIGHEST_WEIGHT = 20.0
_SHOWN = 5
"""So many characters of a choice fit at least."""


class WhyView(QScrollArea):
    """The chosen gap in full, with the settings of its rule and who does what until when."""

    state_wanted = Signal(str)
    """Somebody decided: a state, or empty for open again."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._finding: Finding | None = None
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(say("why.name"))
        self._hint = _text("muted")
        self._hint.setText(say("why.hint"))
        self._headline, self._action = _text("strong"), _text("")
        self._why, self._how, self._numbers = _text(""), _text("muted"), _text("")
        self._working = _text("")
        self._weight = QDoubleSpinBox()
        self._limit = LimitField(bridge)
        self._own = QPushButton(say("why.own_weight"))
        self._off = QPushButton(say("why.switch_off"))
        self._effort, self._state = QComboBox(), QComboBox()
        self._turned = (self._weight, self._effort, self._state)
        self._owner, self._due = QLineEdit(), QLineEdit()
        self._due_wrong = _text("bad")
        self._due_wrong.setText(say("gaps.edit.due.invalid"))
        self._full = self._build()
        inside = QWidget()
        set_role(inside, "panel")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 8, 12, 8)
        self._column.addWidget(self._hint)
        self._column.addWidget(self._full)
        self._column.addStretch(1)
        self.setWidget(inside)
        self._listen()
        self.show_finding(None)

    def show_finding(self, finding: Finding | None, document: Document | None = None) -> None:
        """Explain a finding of `document`, or say how to choose one."""
        another = self._finding is None or finding is None or self._finding.key != finding.key
        self._finding = finding
        self._hint.setVisible(finding is None)
        self._full.setVisible(finding is not None)
        if finding is None or document is None:
            return
        self._headline.setText(finding_sentences.headline(document, finding))
        self._action.setText(say("why.action", action=finding_sentences.action(document, finding)))
        self._why.setText(finding_numbers.why(finding))
        self._how.setText(
            f"{finding_numbers.when(finding)}\n{finding_sentences.explanation(finding)}"
        )
        figures = finding_numbers.numbers_text(finding)
        self._numbers.setText(figures)
        self._numbers.setVisible(bool(figures))
        self._working.setText(finding_sentences.working_text(document, finding))
        self._own.setEnabled(finding.working.changed)
        if another or not self._weight.hasFocus():
            self._weight.blockSignals(True)
            self._weight.setValue(finding.working.weight)
            self._weight.blockSignals(False)
        self._limit.show_rule(finding.rule)
        self._show_plan(finding, another)
        if another:
            self.verticalScrollBar().setValue(0)

    def _show_plan(self, finding: Finding, another: bool) -> None:
        decision = self._bridge.decided.get(finding.key)
        effort = decision.effort if decision else None
        self._effort.setCurrentIndex(max(0, self._effort.findData(effort)))
        state = (decision.state if decision else None) or ""
        self._state.setCurrentIndex(max(0, self._state.findData(state)))
        owner = decision.owner if decision else ""
        if self._owner.text() != owner:
            self._owner.setText(owner)
        due = decision.due.isoformat() if decision and decision.due else ""
        if another or not self._due.hasFocus():
            self._due.setText(due)
            self._mark_due(False)

    def _build(self) -> QWidget:
        full = QWidget()
        set_role(full, "panel")
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for label in (self._headline, self._action):
            column.addWidget(label)
        self._section(column, "why.matters", self._why)
        self._section(column, "why.found", self._how, self._numbers)
        self._section(column, "why.priority", self._working)
        column.addLayout(self._rule_row())
        column.addWidget(self._limit)
        column.addLayout(self._rule_buttons())
        self._section(column, "why.plan")
        column.addLayout(self._plan())
        return full

    def _section(self, column: QVBoxLayout, code: str, *labels: QLabel) -> None:
        heading = QLabel(say(code).upper())
        set_role(heading, "section")
        column.addSpacing(8)
        column.addWidget(heading)
        for label in labels:
            column.addWidget(label)

    def _rule_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        self._weight.setRange(0, _HIGHEST_WEIGHT)
        self._weight.setDecimals(1)
        # without arrows the style sheet’s padding does not reach the text
        self._weight.lineEdit().setTextMargins(6, 0, 6, 0)
        self._weight.setAccessibleName(say("why.weight"))
        self._weight.setToolTip(say("why.weight.tip"))
        label = QLabel(say("why.weight"))
        set_role(label, "field")
        label.setBuddy(self._weight)
        self._own.setToolTip(say("why.own_weight.tip"))
        self._off.setToolTip(say("why.switch_off.tip"))
        row.addWidget(label)
        row.addWidget(self._weight)
        row.addStretch(1)
        return row

    def _rule_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in (self._own, self._off):
            set_role(button, "quiet")
            row.addWidget(button)
        row.addStretch(1)
        return row

    def _plan(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(4)
        for combo in (self._effort, self._state):
            combo.setSizeAdjustPolicy(
                QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
            )
            combo.setMinimumContentsLength(_SHOWN)
        cells.fill_efforts(self._effort)
        cells.fill_states(self._state)
        self._due.setPlaceholderText(say("gaps.edit.due.placeholder"))
        editors = (
            ("effort", self._effort),
            ("decision", self._state),
            ("owner", self._owner),
            ("due", self._due),
        )
        for at, (name, editor) in enumerate(editors):
            label = QLabel(say(f"gaps.column.{name}"))
            set_role(label, "field")
            label.setBuddy(editor)
            editor.setAccessibleName(say(f"gaps.column.{name}"))
            editor.setToolTip(say(f"gaps.edit.{name}.tip"))
            row, column = at // 2 * 2, at % 2
            grid.addWidget(label, row, column)
            grid.addWidget(editor, row + 1, column)
        grid.addWidget(self._due_wrong, grid.rowCount(), 0, 1, 2)
        return grid

    def _listen(self) -> None:
        for editor in self._turned:
            editor.installEventFilter(self)
        self._weight.valueChanged.connect(self._set_weight)
        self._own.clicked.connect(lambda: self._set_rule(weight=None))
        self._off.clicked.connect(lambda: self._set_rule(enabled=False))
        self._effort.activated.connect(lambda: self._decide("effort", self._effort.currentData()))
        self._state.activated.connect(lambda: self.state_wanted.emit(self._state.currentData()))
        self._owner.textEdited.connect(lambda text: self._decide("owner", text))
        self._due.textEdited.connect(self._take_due)
        self._due.editingFinished.connect(self._explain_due)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # the wheel is for reading on; a number that it passes must not change. Qt has this view
        # filter the events of its scroll bar too, which must go on turning.
        if event.type() == QEvent.Type.Wheel and watched in self._turned:
            event.ignore()
            return True
        return super().eventFilter(watched, event)

    def _set_weight(self, weight: float) -> None:
        if self._finding is not None:
            rule = self._finding.rule
            self._bridge.run(
                rule_settings.set_rule, rule, weight=weight, merge=f"rule_settings.{rule}.weight"
            )

    def _set_rule(self, **values: Any) -> None:
        if self._finding is not None:
            self._bridge.run(rule_settings.set_rule, self._finding.rule, **values)

    def _take_due(self, text: str) -> None:
        try:
            due: datetime.date | None = cells.day_of(text)
        except ValueError:
            self._mark_due(True)
            return
        self._mark_due(False)
        self._decide("due", due)

    def _mark_due(self, wrong: bool) -> None:
        cells.mark_invalid(self._due, wrong)
        # a date that is being typed is not wrong yet
        self._due_wrong.hide()

    def _explain_due(self) -> None:
        if self._due.property("invalid") == "true":
            self._due_wrong.show()
            self._column.activate()
            self.ensureWidgetVisible(self._due_wrong)

    def _decide(self, field: str, value: object) -> None:
        finding = self._finding
        if finding is not None:
            merge = f"decisions.{finding.key}.{field}"
            values: dict[str, Any] = {field: value}
            self._bridge.run(decisions.decide, finding.key, merge=merge, **values)


def _text(role: str) -> QLabel:
    label = QLabel()
    label.setWordWrap(True)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    set_role(label, role)
    return label

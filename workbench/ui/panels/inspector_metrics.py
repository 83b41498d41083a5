"""The metrics of a stage or touchpoint in the inspector: inputs, value, target, date."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis import metrics as methods
from workbench.model import queries
from workbench.model.commands import edit, metrics
from workbench.model.entities import Metric, Stage, Touchpoint
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.ui.layouts import take_out
from workbench.ui.panels.controls import ComboBox
from workbench.ui.panels.fields import LineEditor, field_editor
from workbench.ui.panels.heads import quiet_foot
from workbench.ui.panels.metric_fields import AnswersField, MeasureField
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say


class MetricsPart(Part):
    """A form for each metric of one stage or touchpoint, and a button that adds one."""

    def __init__(self, theme: Theme, target: Target) -> None:
        super().__init__(target, "metrics")
        self._theme = theme
        self.forms: dict[str, MetricForm] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._add = QPushButton(say("inspector.metrics.add"))
        self._add.setObjectName("inspector-metric-add")
        self._add.clicked.connect(self._on_add)
        self._column.addLayout(quiet_foot(self._add))

    def _forget(self) -> None:
        self._show_forms([])

    def _update(self) -> None:
        own = self._own()
        # another method has other fields
        wanted = [(item.id, item.kind) for item in own]
        if wanted != [(form.metric_id, form.kind) for form in self.forms.values()]:
            self._show_forms(own)
        for form in self.forms.values():
            form.refresh()

    def _own(self) -> list[Metric]:
        entities = self.target.entities()
        owner = entities[0] if len(entities) == 1 else None
        if not isinstance(owner, Stage | Touchpoint):
            return []
        return [
            item
            for item in queries.metrics(self.target.document, owner.map)
            if owner.id in (item.stage, item.touchpoint)
        ]

    def _show_forms(self, own: list[Metric]) -> None:
        take_out(self._column, self.forms.values())
        self.forms = {it.id: MetricForm(self._theme, self.target, it) for it in own}
        for place, form in enumerate(self.forms.values()):
            self._column.insertWidget(place, form)
            form.show()

    def _on_add(self) -> None:
        (owner,) = self.target.entities()
        assert isinstance(owner, Stage | Touchpoint)
        metric = Metric(
            id=new_id("metrics"),
            map=owner.map,
            stage=owner.id if isinstance(owner, Stage) else None,
            touchpoint=owner.id if isinstance(owner, Touchpoint) else None,
        )
        if self.target.run(metrics.add, metric) is not None:
            self.forms[metric.id].focus_name()


class MetricForm(QFrame):
    """One metric: what is measured and how, its inputs by method, and what it comes to."""

    def __init__(self, theme: Theme, owner: Target, metric: Metric) -> None:
        super().__init__()
        self.metric_id, self.kind = metric.id, metric.kind
        self._theme = theme
        self._target = Target(owner.bridge, "metrics", [metric.id])
        self._name = LineEditor(theme, self._target, "name", label="")
        self._name.set_placeholder(say("inspector.metrics.hint"))
        self._kind = self._kind_box()
        self._remove = QToolButton()
        self._remove.setObjectName("metric-remove")
        self._remove.setIconSize(QSize(14, 14))
        self._remove.setFixedSize(22, 22)
        self._remove.setStyleSheet("padding: 0")
        self._dress()
        self._remove.clicked.connect(
            lambda: self._target.run(edit.remove, [("metrics", self.metric_id)])
        )
        self._value, self._about = QLabel(self), QLabel(self)
        self._value.setObjectName("metric-value")
        self._value.setFont(theme.font(1.15, bold=True))
        self._about.setWordWrap(True)
        set_role(self._about, "small")
        self._editors = [self._name]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 8)
        self._column.setSpacing(8)
        self._add_line(self._name, self._remove)
        self._add_inputs(theme)
        if self.kind == "number":
            # the number says it all
            self._value.hide()
            self._about.hide()
        else:
            self._add_line(self._value, self._about)
        self._add_fields(theme, "target", "date")
        # a method, not a lambda: Qt ends the connection when the row goes
        theme.changed.connect(self._dress)

    def refresh(self) -> None:
        """Show the metric as it is."""
        metric = self._target.document.metrics.get(self.metric_id)
        if metric is None:
            return
        for editor in self._editors:
            editor.refresh()
        self._kind.setCurrentIndex(self._kind.findData(metric.kind))
        name = metric.name or choice_name("kind", metric.kind)
        self._remove.setToolTip(say("inspector.metrics.remove", name=name))
        self._remove.setAccessibleName(say("inspector.metrics.remove", name=name))
        if metric.kind != "number":
            self._show_value(metric)

    def focus_name(self) -> None:
        """Put the cursor into the name, e.g. of a new metric."""
        self._name.control.setFocus()

    def _dress(self) -> None:
        self._remove.setIcon(self._theme.icon("close"))

    def _show_value(self, metric: Metric) -> None:
        value = methods.value(metric)
        self._value.setVisible(value is not None)
        if value is not None:
            self._value.setText(
                say(f"metrics.value.{metric.kind}", value=number(value, grouped=True))
            )
        self._about.setText(about(metric))
        for label in (self._value, self._about):
            label.setToolTip(working(metric))

    def _kind_box(self) -> ComboBox:
        box = ComboBox()
        box.setObjectName("metric-kind")
        box.setAccessibleName(field_name("metrics", "kind"))
        for kind in fields_of("metrics")["kind"].choices:
            box.addItem(choice_name("kind", kind), kind)
        box.activated.connect(lambda place: self._set_kind(box.itemData(place)))
        return box

    def _set_kind(self, kind: str) -> None:
        if kind != self.kind:
            variant = say("metrics.variant.csat") if kind == "csat" else ""
            self._target.run(metrics.set_kind, self.metric_id, kind, variant)

    def _add_inputs(self, theme: Theme) -> None:
        target = self._target
        self._add_line(self._kind)
        if self.kind == "servqual":
            self._add_editors(
                MeasureField(theme, target, 0, say("metrics.label.perception")),
                MeasureField(theme, target, 1, say("metrics.label.expectation")),
            )
            self._add_editors(self._variant(theme), field_editor(theme, target, "n"))
        elif self.kind == "number":
            value = MeasureField(theme, target, 0, say("metrics.label.number"))
            self._add_editors(value, field_editor(theme, target, "n"))
        else:
            # each answer is one of the sample: it needs no field of its own
            self._add_editors(AnswersField(theme, target))
            if self.kind == "csat":
                self._add_editors(self._variant(theme))

    def _variant(self, theme: Theme) -> LineEditor:
        variant = LineEditor(theme, self._target, "variant")
        variant.set_placeholder(say("metrics.variant.hint"))
        return variant

    def _add_fields(self, theme: Theme, *names: str) -> None:
        self._add_editors(*(field_editor(theme, self._target, name) for name in names))

    def _add_editors(self, *editors: object) -> None:
        shown = [it for it in editors if isinstance(it, LineEditor)]
        self._editors.extend(shown)
        self._add_line(*shown)

    def _add_line(self, *widgets: QWidget) -> None:
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in widgets:
            fixed = isinstance(widget, QToolButton) or widget is self._value
            line.addWidget(widget, 0 if fixed else 1)
        self._column.addLayout(line)


def about(metric: Metric) -> str:
    """What the value of a metric is made of, and its target, in a few words."""
    value = methods.value(metric)
    parts: list[str] = []
    if value is None:
        parts.append(say("metrics.none"))
    elif metric.kind == "nps":
        counted = methods.answers(metric.inputs)
        parts.append(say("metrics.about.nps", **counted._asdict()))
    elif metric.kind == "csat":
        n = len(metric.inputs)
        parts.append(say("metrics.about.csat", satisfied=round(value * n / 100), n=n))
    elif metric.kind == "servqual":
        parts.append(say(f"metrics.about.servqual.{'short' if value < 0 else 'met'}"))
    if metric.target is not None:
        parts.append(say("metrics.about.target", target=number(metric.target, grouped=True)))
    return " · ".join(parts)


def working(metric: Metric) -> str:
    """Method and formula of a metric, with its own figures where it has any."""
    formula = say(f"metrics.formula.{metric.kind}")
    value = methods.value(metric)
    if value is None:
        return formula
    figures: dict[str, object] = {"formula": formula, "value": number(value, grouped=True)}
    n = len(metric.inputs)
    if metric.kind == "nps":
        figures |= methods.answers(metric.inputs)._asdict() | {"n": n}
    elif metric.kind == "csat":
        figures |= {"satisfied": round(value * n / 100), "n": n}
    else:
        perception, expectation = metric.inputs
        figures |= {
            "perception": number(perception, 4),
            "expectation": number(expectation, 4),
        }
    return say(f"metrics.working.{metric.kind}", **figures)

"""The inspector's triggers, reasons and metrics, worked with mouse and keys."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QToolButton,
)

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import (
    Lane,
    Map,
    Metric,
    Reason,
    Stage,
    Touchpoint,
    Trigger,
    Workspace,
)
from workbench.ui.bridge import Bridge
from workbench.ui.panels.inspector import Inspector
from workbench.ui.panels.inspector_metrics import MetricForm
from workbench.ui.panels.metric_fields import answers, written
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


def document() -> Document:
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1", name="First"),
            Stage(id="st1", map="ma1", name="Look"),
            Lane(id="la1", map="ma1", kind="touchpoints"),
            Touchpoint(id="tp1", map="ma1", stage="st1", lane="la1", title="Price page"),
            Trigger(
                id="tr1",
                map="ma1",
                touchpoint="tp1",
                event="Looks <twice>",
                action="Write",
                delay="1 day",
            ),
            Trigger(id="tr2", map="ma1", event="Elsewhere"),
            Reason(id="re1", map="ma1", stage="st1", text="Too dear"),
            Metric(id="me1", map="ma1", touchpoint="tp1", name="Would tell a friend", kind="nps"),
        ]
    )


@pytest.fixture
def inspector(qtbot, qapp) -> Iterator[Inspector]:
    bridge = Bridge(document())
    theme = Theme(qapp, "light")
    made = Inspector(bridge, theme)
    made.bridge, made.theme = bridge, theme
    made.resize(300, 1900)
    made.show()
    qtbot.waitExposed(made)
    bridge.select([("touchpoints", "tp1")])
    yield made
    made.close()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(made, QEvent.Type.DeferredDelete)


def form(inspector: Inspector, metric: str = "me1") -> MetricForm:
    return inspector.form().parts["metrics"].forms[metric]


def field(inspector: Inspector, caption: str) -> QLineEdit:
    """The metric's field under a caption."""
    label = next(
        it for it in form(inspector).findChildren(QLabel) if it.text() == caption and it.buddy()
    )
    return label.buddy()


def metric(inspector: Inspector, identifier: str = "me1") -> Metric:
    return inspector.bridge.document.metrics[identifier]


def value(inspector: Inspector) -> QLabel:
    return form(inspector).findChild(QLabel, "metric-value")


def shown(inspector: Inspector) -> list[str]:
    return [it.text() for it in form(inspector).findChildren(QLabel) if it.isVisible()]


def retype(line: QLineEdit, text: str) -> None:
    line.selectAll()
    QTest.keyClick(line, Qt.Key.Key_Delete)
    QTest.keyClicks(line, text)


def choose_kind(inspector: Inspector, name: str) -> None:
    box = form(inspector).findChild(QComboBox, "metric-kind")
    box.setFocus()
    QTest.keyClicks(box, name)


def test_a_trigger_is_told_in_a_sentence_and_opens_with_a_click(inspector, qtbot) -> None:
    cards = inspector.form().parts["trigger"].cards
    assert list(cards) == ["tr1"]
    assert cards["tr1"].accessibleName() == "When Looks <twice> → Write, after 1 day"
    with qtbot.waitSignal(inspector.bridge.reveal_requested) as asked:
        qtbot.mouseClick(cards["tr1"], LEFT)
    assert asked.args == ["triggers", "tr1"]
    inspector.bridge.run(edit.set_field, "triggers", "tr1", "action", "")
    assert cards["tr1"].accessibleName() == "When Looks <twice> → nothing happens yet"


def test_a_trigger_is_added_to_the_touchpoint(inspector, qtbot) -> None:
    button = inspector.form().findChild(QPushButton, "inspector-trigger-add")
    with qtbot.waitSignal(inspector.bridge.reveal_requested):
        qtbot.mouseClick(button, LEFT)
    added = set(inspector.bridge.document.triggers) - {"tr1", "tr2"}
    assert [inspector.bridge.document.triggers[it].touchpoint for it in added] == ["tp1"]
    assert len(inspector.form().parts["trigger"].cards) == 2
    inspector.bridge.undo()
    assert list(inspector.form().parts["trigger"].cards) == ["tr1"]


def test_a_stage_shows_its_reasons_and_takes_new_ones(inspector, qtbot) -> None:
    inspector.bridge.select([("stages", "st1")])
    part = inspector.form().parts["reasons"]
    assert part.cards["re1"].accessibleName() == "Declined: Too dear No remedy yet"
    line = part.findChild(QLineEdit, "inspector-reason-new")
    qtbot.keyClicks(line, "No seat")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert line.text() == ""
    texts = [it.text for it in inspector.bridge.document.reasons.values() if it.stage == "st1"]
    assert sorted(texts) == ["No seat", "Too dear"]
    with qtbot.waitSignal(inspector.bridge.reveal_requested) as asked:
        qtbot.keyClick(part.cards["re1"], Qt.Key.Key_Return)
    assert asked.args == ["reasons", "re1"]


def test_answers_are_typed_counted_and_worked_out(inspector, qtbot) -> None:
    assert "no data yet" in shown(inspector)
    # 3 promoters, 1 passive, 2 detractors of 6
    qtbot.keyClicks(field(inspector, "Answers, 0–10"), "10 9×2 7, 6 0")
    assert metric(inspector).inputs == (10, 9, 9, 7, 6, 0)
    assert metric(inspector).n == 6
    assert value(inspector).text() == "16.7"
    assert "promoters 3, passives 1, detractors 2" in shown(inspector)
    assert "100 × (3 − 2) ÷ 6 = 16.7" in value(inspector).toolTip()
    assert inspector.bridge.undo_stack.count() == 1
    inspector.bridge.undo()
    assert metric(inspector).inputs == ()
    assert field(inspector, "Answers, 0–10").text() == ""


@pytest.mark.parametrize(("typed", "kept"), [("9 11", (9, 1)), ("9 x", (9,)), ("8 seven", (8,))])
def test_a_wrong_answer_is_explained_and_changes_nothing(inspector, qtbot, typed, kept) -> None:
    line = field(inspector, "Answers, 0–10")
    qtbot.keyClicks(line, typed)
    assert metric(inspector).inputs == kept
    assert line.property("invalid") == "true"
    qtbot.keyClick(line, Qt.Key.Key_Escape)
    assert line.property("invalid") is None
    assert line.text() == written(kept)


def test_csat_counts_who_is_satisfied(inspector, qtbot) -> None:
    choose_kind(inspector, "CSAT")
    assert metric(inspector).variant == "4–5 on 1–5"
    qtbot.keyClicks(field(inspector, "Answers, 1–5"), "5 4 3 2")
    qtbot.keyClicks(field(inspector, "Target"), "85")
    assert value(inspector).text() == "50 %"
    assert "2 of 4 satisfied · target 85" in shown(inspector)


def test_servqual_is_perception_less_expectation(inspector, qtbot) -> None:
    choose_kind(inspector, "SERVQUAL")
    perceived, expected = field(inspector, "Perceived, 1–7"), field(inspector, "Expected, 1–7")
    qtbot.keyClicks(expected, "6")
    assert metric(inspector).inputs == ()
    assert "give the perceived value first" in " ".join(shown(inspector))
    qtbot.keyClick(expected, Qt.Key.Key_Escape)
    qtbot.keyClicks(perceived, "3,2")
    retype(expected, "6.1")
    assert metric(inspector).inputs == (3.2, 6.1)
    assert value(inspector).text() == "−2.9"
    retype(perceived, "7")
    assert metric(inspector).inputs == (7, 6.1)
    assert value(inspector).text() == "0.9"
    retype(perceived, "8")
    assert metric(inspector).inputs == (7, 6.1)
    assert perceived.property("invalid") == "true"


def test_forms_that_are_gone_do_not_hear_of_another_appearance(inspector, qtbot) -> None:
    choose_kind(inspector, "CSAT")
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    with qtbot.captureExceptions() as raised:
        inspector.theme.choose("dark")
    assert raised == []
    assert metric(inspector).kind == "csat"


def test_a_number_is_added_named_dated_and_removed(inspector, qtbot) -> None:
    inspector.bridge.select([("stages", "st1")])
    qtbot.mouseClick(inspector.form().findChild(QPushButton, "inspector-metric-add"), LEFT)
    (added,) = inspector.form().parts["metrics"].forms
    qtbot.keyClicks(QApplication.focusWidget(), "Calls a month")
    shape = form(inspector, added)
    by_name = {it.accessibleName(): it for it in shape.findChildren(QLineEdit)}
    qtbot.keyClicks(by_name["Value"], "-31,5")
    qtbot.keyClicks(by_name["Date"], "2026-09-30")
    kept = metric(inspector, added)
    assert (kept.stage, kept.touchpoint, kept.name) == ("st1", None, "Calls a month")
    assert (kept.inputs, kept.date) == ((-31.5,), datetime.date(2026, 9, 30))
    qtbot.mouseClick(shape.findChild(QToolButton, "metric-remove"), LEFT)
    assert added not in inspector.bridge.document.metrics
    assert inspector.form().parts["metrics"].forms == {}


def test_answers_are_written_as_they_are_read() -> None:
    assert answers("10 9×4  7;7 0") == (10, 9, 9, 9, 9, 7, 7, 0)
    assert answers("9 × 2, 3*2") == (9, 9, 3, 3)
    assert answers("") == ()
    assert written((10, 9, 9, 9, 0)) == "10 9×3 0"
    assert answers(written((10, 9, 9, 9, 0))) == (10, 9, 9, 9, 0)
    assert not isinstance(answers("5×999999"), tuple)

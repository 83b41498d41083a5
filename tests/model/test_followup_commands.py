"""Commands on triggers with their messages, on reasons and on metrics with their inputs."""

from __future__ import annotations

import pytest

from tests.model.shop import SHOP
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.commands import edit, metrics, reasons, triggers
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.model.problems import InvalidValue, RefusedEdit


def made(document: Document, *patches: Patch) -> Document:
    """The document after the patches; each of them can be undone."""
    for patch in patches:
        following = document.apply(patch)
        assert following.apply(patch.inverse()) == document
        document = following
    return document


def three() -> Document:
    first = made(SHOP, triggers.add(SHOP, e.Trigger(id="tr2", map="ma1", event="Second")))
    return made(first, triggers.add(first, e.Trigger(id="tr3", map="ma1", event="Third")))


def order(document: Document) -> list[str]:
    return [trigger.id for trigger in queries.triggers(document, "ma1")]


def test_triggers_are_moved_among_those_of_their_map() -> None:
    document = three()
    assert order(document) == ["tr1", "tr2", "tr3"]
    document = made(document, triggers.move(document, "tr3", 0))
    assert order(document) == ["tr3", "tr1", "tr2"]
    assert triggers.move(document, "tr3", 0).changes == ()


def test_a_trigger_is_copied_right_after_itself_and_not_yet_in_place() -> None:
    document = three()
    live = made(document, edit.set_field(document, "triggers", "tr1", "status", "in-place"))
    after = made(live, triggers.duplicate(live, "tr1"))
    first, copy, *rest = queries.triggers(after, "ma1")
    assert [first.id, *(it.id for it in rest)] == ["tr1", "tr2", "tr3"]
    assert (copy.messages, copy.touchpoint) == (first.messages, "tp2")
    assert (first.status, copy.status) == ("in-place", "planned")


def test_each_persona_has_its_own_message() -> None:
    after = made(SHOP, triggers.set_message(SHOP, "tr1", "pe2", "Good morning"))
    said = {message.persona: message.text for message in after.triggers["tr1"].messages}
    assert said == {"pe1": "Hi", "pe2": "Good morning"}
    after = made(after, triggers.set_message(after, "tr1", "pe1", ""))
    assert after.triggers["tr1"].messages == (e.Message("pe2", "Good morning"),)
    after = made(after, triggers.set_message(after, "tr1", "pe1", "Back"))
    assert [message.persona for message in after.triggers["tr1"].messages] == ["pe2", "pe1"]
    with pytest.raises(RefusedEdit):
        triggers.set_message(SHOP, "tr1", "pe77", "Hello")


def test_reasons_and_metrics_are_moved_among_those_of_their_map() -> None:
    document = made(SHOP, reasons.add(SHOP, e.Reason(id="re2", map="ma1", stage="st1")))
    document = made(document, reasons.move(document, "re2", 0))
    assert [item.id for item in queries.reasons(document, "ma1")] == ["re2", "re1"]
    document = made(document, metrics.move(document, "me3", 1))
    assert [item.id for item in queries.metrics(document, "ma1")] == ["me1", "me3", "me2"]


def test_the_answers_of_a_metric_are_its_sample() -> None:
    document = made(SHOP, metrics.set_kind(SHOP, "me1", "nps"))
    document = made(document, metrics.set_inputs(document, "me1", [10, 9, 3]))
    assert (document.metrics["me1"].inputs, document.metrics["me1"].n) == ((10, 9, 3), 3)
    document = made(document, metrics.set_inputs(document, "me1", []))
    assert (document.metrics["me1"].inputs, document.metrics["me1"].n) == ((), None)


@pytest.mark.parametrize(
    ("kind", "inputs"),
    [
        ("nps", [11]),
        ("nps", [-1]),
        ("nps", [9.5]),
        ("csat", [0]),
        ("csat", [6]),
        ("servqual", [0.5]),
        ("servqual", [4, 7.1]),
        ("servqual", [4, 5, 6]),
        ("number", [1, 2]),
        ("number", [float("nan")]),
    ],
)
def test_a_metric_takes_what_its_method_takes(kind: str, inputs: list[float]) -> None:
    document = made(SHOP, metrics.set_kind(SHOP, "me1", kind))
    with pytest.raises(InvalidValue):
        metrics.set_inputs(document, "me1", inputs)


def test_numbers_stay_where_another_method_takes_them() -> None:
    document = made(SHOP, metrics.set_kind(SHOP, "me1", "csat", "4–5 on 1–5"))
    document = made(document, metrics.set_inputs(document, "me1", [5, 4, 1]))
    kept = made(document, metrics.set_kind(document, "me1", "nps"))
    assert (kept.metrics["me1"].inputs, kept.metrics["me1"].variant) == ((5, 4, 1), "")
    gone = made(document, metrics.set_kind(document, "me1", "servqual"))
    assert (gone.metrics["me1"].inputs, gone.metrics["me1"].n) == ((), None)

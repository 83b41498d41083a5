"""NPS, CSAT, SERVQUAL and numbers, worked out by hand; how far a trigger is thought through."""

from __future__ import annotations

import pytest

from workbench.analysis import metrics, triggers
from workbench.model.document import Document
from workbench.model.entities import Map, Message, Metric, Persona, Trigger, Workspace
from workbench.store.templates import new_workspace


def metric(kind: str, *inputs: float) -> Metric:
    return Metric(id="me1", map="ma1", kind=kind, inputs=tuple(inputs))  # type: ignore[arg-type]


def test_net_promoter_score() -> None:
    # 3 promoters, 2 passives, 2 detractors of 7
    assert metrics.nps([10, 9, 9, 8, 7, 6, 0]) == pytest.approx(100 / 7)
    assert metrics.answers([10, 9, 9, 8, 7, 6, 0]) == (3, 2, 2)
    assert metrics.nps([9]) == 100
    assert metrics.nps([6, 0]) == -100
    assert metrics.nps([7, 8]) == 0


def test_customer_satisfaction() -> None:
    assert metrics.csat([5, 4, 3, 2, 1]) == 40
    assert metrics.csat([3, 3]) == 0


def test_service_quality_is_negative_where_it_falls_short() -> None:
    assert metrics.servqual(3.2, 6.1) == pytest.approx(-2.9)


@pytest.mark.parametrize("kind", ["nps", "csat", "servqual", "number"])
def test_without_data_there_is_no_value(kind: str) -> None:
    assert metrics.value(metric(kind)) is None


def test_a_value_by_its_method() -> None:
    assert metrics.value(metric("nps", 10, 10, 0, 7)) == 25
    assert metrics.value(metric("csat", 4, 5, 1, 2)) == 50
    assert metrics.value(metric("servqual", 5.0, 6.5)) == -1.5
    assert metrics.value(metric("servqual", 5.0)) is None
    assert metrics.value(metric("number", 31.8)) == 31.8
    assert metrics.value(metric("number", 0)) == 0
    assert metrics.value(metric("nps", 11)) is None


def test_every_sample_keeps_numbers_that_its_metrics_take() -> None:
    # counted by hand from the samples' files
    bakery = new_workspace("sample", "corner-bakery").metrics
    assert metrics.value(bakery["meREC0MMEND000"]) == pytest.approx(100 * (11 - 5) / 24)
    assert metrics.value(bakery["meC0VNTERCSAT0"]) == pytest.approx(100 * 33 / 40)
    for sample in ("corner-bakery", "managed-it-services", "online-shop"):
        for item in new_workspace("sample", sample).metrics.values():
            assert (metrics.value(item) is not None) == bool(item.inputs)


def lacking(**values: object) -> tuple[str, ...]:
    trigger = Trigger(id="tr1", map="ma1", **values)  # type: ignore[arg-type]
    document = Document.of(
        [
            Workspace(id="wk1"),
            Persona(id="pe1"),
            Persona(id="pe2", rank="W"),
            Map(id="ma1", personas=("pe1", "pe2")),
            trigger,
        ]
    )
    return triggers.lacking(document, trigger)


def test_a_trigger_tells_what_it_leaves_open() -> None:
    assert lacking() == ("cause", "event", "action", "owner")
    assert lacking(cause="Unsure", event="Visit", action="Write", owner="Me") == ("message",)
    both = (Message("pe1", "Hello"), Message("pe2", "Hi"))
    assert lacking(cause="U", event="V", action="W", owner="Me", messages=both[:1]) == ("message",)
    assert lacking(cause="U", event="V", action="W", owner="Me", messages=both) == ()
    assert lacking(cause=" ", event="V", action="W", owner="Me", messages=both) == ("cause",)

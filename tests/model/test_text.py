"""What text and other values become on entry."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.model import entities as e
from workbench.model import rules
from workbench.model.problems import InvalidValue


@pytest.mark.parametrize(
    ("given", "kept", "in_one_line"),
    [
        ("a\r\nb\rc\nd", "a\nb\nc\nd", "a b c d"),
        ("a\x85b\u2028c\u2029d", "a\nb\nc\nd", "a b c d"),
        ("tab\tstays", "tab\tstays", "tab\tstays"),
        ("NUL\0 bell\a escape\x1b", "NUL bell escape", "NUL bell escape"),
        ("vertical\x0btab, form\x0cfeed", "verticaltab, formfeed", "verticaltab, formfeed"),
        ("lone \ud800 half", "lone  half", "lone  half"),
        ("\ufffe\uffff\ufdd0", "", ""),
        ("  spaces stay  ", "  spaces stay  ", "  spaces stay  "),
        ("\u200fשלום\u200b 👩‍🍳 パン", "\u200fשלום\u200b 👩‍🍳 パン", "\u200fשלום\u200b 👩‍🍳 パン"),
        ("_x000D_ stays text", "_x000D_ stays text", "_x000D_ stays text"),
        ("x" * 20_001, "x" * 20_000, "x" * 20_000),
        ("\0" + "x" * 20_000, "x" * 20_000, "x" * 20_000),
    ],
)
def test_text_on_entry(given: str, kept: str, in_one_line: str) -> None:
    assert rules.clean_text(given) == kept
    assert rules.clean_text(given, one_line=True) == in_one_line


@given(st.text(st.characters(codec=None)), st.booleans())
def test_clean_text_stays_as_it_is(text: str, one_line: bool) -> None:
    once = rules.clean_text(text, one_line=one_line)
    assert rules.clean_text(once, one_line=one_line) == once
    once.encode("utf-8")


@pytest.mark.parametrize(
    ("table", "field", "given", "kept"),
    [
        ("touchpoints", "importance", 9, 9.0),
        ("touchpoints", "importance", 1.5, 1.5),
        ("touchpoints", "importance", None, None),
        ("touchpoints", "feeling", -0.0, 0.0),
        ("touchpoints", "evidence_n", 12.0, 12),
        ("touchpoints", "title", "two\nlines", "two lines"),
        ("touchpoints", "remarks", "two\r\nlines", "two\nlines"),
        ("touchpoints", "drivers", ["trust", "trust"], ("trust",)),
        ("touchpoints", "needs", ["ne2", "ne1", "ne2"], ("ne2", "ne1")),
        (
            "touchpoints",
            "evidence_date",
            datetime.datetime(2026, 3, 31, 9),
            datetime.date(2026, 3, 31),
        ),
        ("metrics", "inputs", [1, 2], (1.0, 2.0)),
        ("channels", "colour", "#B7791F", "#B7791F"),
        ("personas", "picture", "ab" * 32 + ".png", "ab" * 32 + ".png"),
    ],
)
def test_values_are_kept_in_one_form(table: str, field: str, given: Any, kept: Any) -> None:
    value = rules.checked(table, field, given)
    assert value == kept
    assert type(value) is type(kept)
    assert str(value) == str(kept)


@pytest.mark.parametrize(
    ("table", "field", "value", "code"),
    [
        ("touchpoints", "importance", 10.5, "value.range"),
        ("touchpoints", "importance", 0.5, "value.range"),
        ("touchpoints", "importance", 10**400, "value.range"),
        ("touchpoints", "importance", float("nan"), "value.number"),
        ("touchpoints", "importance", float("inf"), "value.number"),
        ("touchpoints", "importance", True, "value.number"),
        ("touchpoints", "importance", "9", "value.number"),
        ("touchpoints", "evidence_n", 1.5, "value.whole"),
        ("touchpoints", "evidence_n", -1, "value.range"),
        ("touchpoints", "title", 5, "value.text"),
        ("touchpoints", "title", None, "value.needed"),
        ("touchpoints", "status", "gone", "value.choice"),
        ("touchpoints", "drivers", ["trust", "luck"], "value.choice"),
        ("touchpoints", "drivers", "trust", "value.wrong"),
        ("touchpoints", "needs", 5, "value.wrong"),
        ("touchpoints", "needs", [5], "value.wrong"),
        ("touchpoints", "needs", "ne1", "value.wrong"),
        ("touchpoints", "evidence_date", "2026-03-31", "value.date"),
        ("touchpoints", "moment_of_truth", 1, "value.wrong"),
        ("touchpoints", "rank", "A0", "value.wrong"),
        ("touchpoints", "rank", "A\n", "value.wrong"),
        ("channels", "colour", "red", "value.wrong"),
        ("channels", "colour", "#B7791F\n", "value.wrong"),
        ("personas", "picture", "../../etc/passwd", "value.wrong"),
        ("touchpoints", "channel", "x" * 65, "value.wrong"),
        ("triggers", "messages", ["Hello"], "value.wrong"),
    ],
)
def test_values_that_a_field_does_not_take(table: str, field: str, value: Any, code: str) -> None:
    with pytest.raises(InvalidValue) as caught:
        rules.checked(table, field, value)
    assert caught.value.problem.code == code


def test_an_entity_is_cleaned_as_a_whole() -> None:
    given = e.Persona(id="pe1", name="two\nlines", share=20, details="a\r\nb")
    kept = rules.cleaned("personas", given)
    assert kept == e.Persona(id="pe1", name="two lines", share=20.0, details="a\nb")
    assert isinstance(kept, e.Persona)
    assert type(kept.share) is float
    with pytest.raises(InvalidValue):
        rules.cleaned("personas", e.Persona(id="no id"))

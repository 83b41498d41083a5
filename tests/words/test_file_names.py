"""Names of files that every system takes, fit on a disk and can be shown."""

from __future__ import annotations

import os
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.helpers.documents import AWKWARD
from workbench.words import file_names

ANY = st.one_of(st.text(max_size=300), st.sampled_from(AWKWARD), st.text("旅👩‍🍳é", max_size=300))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Corner bakery", "Corner bakery"),
        ("Q1/Q2: plan?", "Q1-Q2- plan-"),
        ("CON", "CON_"),
        ("nul.draft", "nul_.draft"),
        ("com¹", "com¹_"),
        ("Console", "Console"),
        ("ends with a dot. ", "ends with a dot"),
        ("..hidden", "hidden"),
        ("two\nlines\tand a tab", "two lines and a tab"),
        ("e\u0301clair", "éclair"),
        ("gpj\u202eexe", "gpj exe"),
        ("", "Untitled"),
        ("...", "Untitled"),
        ("///", "Untitled"),
        ("\ud800", "Untitled"),
        ("旅" * 100, "旅" * 60),
    ],
)
def test_a_name_becomes_one_that_every_system_takes(name: str, expected: str) -> None:
    assert file_names.legal(name, "Untitled") == expected


@given(ANY)
def test_every_name_becomes_legal(name: str) -> None:
    made = file_names.legal(name, "Untitled")
    assert made == made.strip(". ")
    assert len((made + ".journey.bak").encode()) <= 255
    assert not set(made) & set('<>:"/\\|?*')
    assert made.isprintable() or not any(unicodedata.category(it) == "Cc" for it in made)
    assert not file_names.is_device(made + ".journey")


@given(ANY)
def test_a_legal_name_stays_as_it_is(name: str) -> None:
    made = file_names.legal(name, "Untitled")
    assert file_names.legal(made, "Untitled") == made


@given(ANY, st.integers(8, 255))
def test_a_shortened_name_fits_and_begins_alike(name: str, most: int) -> None:
    made = file_names.shortened(name, most)
    assert len(os.fsencode(made)) <= most
    assert name.startswith(made)
    if len(os.fsencode(name)) <= most:
        assert made == name


def test_letters_keep_their_accents_when_shortened() -> None:
    assert file_names.shortened("caféteria".replace("é", "e\u0301"), 5) == "caf"


def test_legal_names_can_be_made_here(tmp_path: Path) -> None:
    for name in AWKWARD:
        (tmp_path / f"{file_names.legal(name, 'Untitled')}.journey.bak").write_bytes(b"")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("mine.journey", "mine.journey"),
        ("a\nb", "a�b"),
        ("bad \udcff byte", "bad � byte"),
        ("gpj.\u202eexe", "gpj.�exe"),
        ("مخبز", "مخبز"),
        ("👩‍🍳", "👩‍🍳"),
        ("x" * 50 + "y" * 50, "x" * 50 + "y" * 3 + "…" + "y" * 26),
    ],
)
def test_a_name_is_shown_in_one_line(name: str, expected: str) -> None:
    assert file_names.shown(name) == expected

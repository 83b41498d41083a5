"""How text is broken into the lines of a card."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtWidgets import QApplication

from workbench.ui.render.fonts import MapFonts

_ROUNDING = 1.0
"""Pixels that the sum of single widths may differ from the width of the whole."""

_WORDS = st.sampled_from(
    ("a", "Price", "page,", "Überraschung", "7:30", "O’Neil", "Größe?", "Привет", "opening", "etc.")
)
_TEXTS = st.lists(_WORDS, min_size=1, max_size=14).map(" ".join)


@pytest.fixture(scope="module")
def fonts(qapp: QApplication) -> MapFonts:  # noqa: ARG001  # fonts need an application
    return MapFonts(QFont("Inter", 10))


def measured(fonts: MapFonts, text: str) -> float:
    return QFontMetricsF(fonts.font("card")).horizontalAdvance(text)


@given(text=_TEXTS, width=st.floats(95, 260), limit=st.integers(1, 4))
def test_lines_take_as_many_words_as_fit(fonts: MapFonts, text: str, width: float, limit: int):
    lines = fonts.lines(text, "card", width, limit)
    words = text.split()
    assert 1 <= len(lines) <= limit
    assert all(measured(fonts, line) <= width + _ROUNDING for line in lines)
    for line in lines[:-1]:
        own = line.split()
        assert own == words[: len(own)]
        words = words[len(own) :]
        assert measured(fonts, f"{line} {words[0]}") > width - _ROUNDING
    rest = " ".join(words)
    if lines[-1] != rest:
        assert len(lines) == limit
        assert measured(fonts, rest) > width - _ROUNDING
        kept = lines[-1].removesuffix("…")
        assert kept != lines[-1]
        assert rest.startswith(kept)
        assert measured(fonts, f"{rest[: len(kept) + 2]}…") > width - _ROUNDING


@pytest.mark.parametrize(
    "text",
    [
        "営業時間と価格がすぐにわかるページを見て比べる",
        "Donaudampfschifffahrtsgesellschaftskapitänsmütze",
        "well-known/up-to-date (both) — and_more",
        "שלום עולם, מה שלומך היום כאן אצלנו",
    ],
)
def test_any_other_text_is_broken_to_fit_without_a_loss(fonts: MapFonts, text: str):
    lines = fonts.lines(text, "card", 110.0, 20)
    assert len(lines) > 1
    assert all(measured(fonts, line) <= 110 + _ROUNDING for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")

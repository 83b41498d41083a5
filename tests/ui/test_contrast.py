"""Everyone can read it: WCAG 2 contrast of the token table, text 4.5:1 and graphics 3:1."""

from __future__ import annotations

import pytest

from workbench.drawing import tokens


def luminance(colour: str) -> float:
    """Relative luminance, WCAG 2.2."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_measure_itself():
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


TEXTS = [
    ("text", "panel"),
    ("text", "window"),
    ("text", "accent_soft"),
    ("muted", "panel"),
    ("muted", "window"),
    ("on_accent", "accent"),
    ("accent", "panel"),
    ("accent", "accent_soft"),
    ("bad", "bad_soft"),
    ("warn", "warn_soft"),
    ("good", "good_soft"),
    ("bad", "panel"),
    ("warn", "panel"),
    ("good", "panel"),
    ("muted", "accent_soft"),
    ("bad", "window"),
    ("warn", "window"),
    ("good", "window"),
]
GRAPHICS = [
    ("field_border", "panel"),
    ("accent", "panel"),
    ("accent", "window"),
    ("owned", "panel"),
    ("paid", "panel"),
    ("earned", "panel"),
]


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_text_is_readable(appearance, ink, ground):
    palette = tokens.palette(appearance)
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 4.5


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize(("ink", "ground"), GRAPHICS)
def test_graphics_are_visible(appearance, ink, ground):
    palette = tokens.palette(appearance)
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= 3


NOTES = ["action", "thought", "pain", "opportunity", "backstage", "question"]


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.parametrize("kind", NOTES)
def test_notes_are_readable(appearance, kind):
    ground = tokens.note_tint(kind, appearance).ground
    assert contrast(tokens.palette(appearance).text, ground) >= 4.5


def test_no_token_is_left_out():
    """Decorative: what says nothing by itself, and what is disabled."""
    decorative = {"line", "faint"}
    measured = {name for pair in (*TEXTS, *GRAPHICS) for name in pair}
    assert set(tokens.Palette.__struct_fields__) == measured | decorative

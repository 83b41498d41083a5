"""Notes are readable in light and dark, and each kind has its own tint."""

from __future__ import annotations

import pytest

from workbench.drawing import tokens
from workbench.model.fields import fields_of

KINDS = fields_of("notes")["kind"].choices


def luminance(code: str) -> float:
    """Relative luminance, WCAG 2.2."""
    parts = [int(code[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    light, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_text_on_every_note_is_readable(appearance: tokens.Appearance) -> None:
    ink = tokens.palette(appearance).text
    for kind in KINDS:
        assert contrast(ink, tokens.note_tint(kind, appearance).ground) >= 4.5


@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_no_two_kinds_look_alike(appearance: tokens.Appearance) -> None:
    assert len({tokens.note_tint(kind, appearance) for kind in KINDS}) == len(KINDS) == 6

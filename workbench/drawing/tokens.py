"""Style tokens: the colours of light and dark, spacing, radii."""

from __future__ import annotations

from typing import Literal

import msgspec

Appearance = Literal["light", "dark"]

STEP = 4
RADIUS = 8
SMALL_RADIUS = 6

STAGE_COLOURS = (
    "#5B8DEF",
    "#6F7BF0",
    "#8F6FE8",
    "#B565C9",
    "#D0659B",
    "#DE7A6B",
    "#E39A56",
)


class Palette(msgspec.Struct, frozen=True, kw_only=True):
    """The colours of one appearance, as #RRGGBB."""

    window: str
    panel: str
    line: str
    field_border: str
    text: str
    muted: str
    faint: str
    accent: str
    on_accent: str
    accent_soft: str
    bad: str
    bad_soft: str
    warn: str
    warn_soft: str
    good: str
    good_soft: str
    owned: str
    paid: str
    earned: str


LIGHT = Palette(
    window="#F6F7F9",
    panel="#FFFFFF",
    line="#E3E6EB",
    field_border="#8590A2",
    text="#1B2330",
    muted="#5D6779",
    faint="#98A2B3",
    accent="#3457D5",
    on_accent="#FFFFFF",
    accent_soft="#E8EDFC",
    bad="#C6362F",
    bad_soft="#FCE9E7",
    warn="#8A5300",
    warn_soft="#FDF1DC",
    good="#1A7346",
    good_soft="#E3F4EA",
    owned="#3457D5",
    paid="#B42372",
    earned="#1A7346",
)

DARK = Palette(
    window="#14181F",
    panel="#1B212B",
    line="#2C3440",
    field_border="#6B7789",
    text="#E8ECF2",
    muted="#9AA6B8",
    faint="#6B7789",
    accent="#7C97FF",
    on_accent="#14181F",
    accent_soft="#24304F",
    bad="#FF9B94",
    bad_soft="#3D2224",
    warn="#F2B35E",
    warn_soft="#3A2E1B",
    good="#6FD6A3",
    good_soft="#1C3529",
    owned="#788FE2",
    paid="#CD6DA1",
    earned="#66A284",
)


class NoteTint(msgspec.Struct, frozen=True):
    """The ground and border of a note, as #RRGGBB."""

    ground: str
    border: str


_LIGHT_NOTES = {
    "action": NoteTint("#FFF7DB", "#EBD88F"),
    "thought": NoteTint("#F3EFFD", "#CFC1F2"),
    "pain": NoteTint("#FDEDEC", "#F0BDB9"),
    "opportunity": NoteTint("#E9F6EE", "#AEDCC1"),
    "backstage": NoteTint("#EEF1F5", "#C6CEDA"),
    "question": NoteTint("#E8F1FD", "#B0CDF3"),
}

_DARK_NOTES = {
    "action": NoteTint("#352E17", "#6B5A22"),
    "thought": NoteTint("#2B2540", "#57498A"),
    "pain": NoteTint("#3A2224", "#74403F"),
    "opportunity": NoteTint("#1A2E23", "#346B4C"),
    "backstage": NoteTint("#222A35", "#475364"),
    "question": NoteTint("#1B2C42", "#37608F"),
}


def note_tint(kind: str, appearance: Appearance) -> NoteTint:
    """How a note of a kind is tinted. Raises KeyError for no such kind."""
    return (_LIGHT_NOTES if appearance == "light" else _DARK_NOTES)[kind]


def palette(appearance: Appearance) -> Palette:
    return LIGHT if appearance == "light" else DARK


def stage_colour(index: int) -> str:
    """The colour of the stage at `index` (from 0); the row repeats after seven."""
    return STAGE_COLOURS[index % len(STAGE_COLOURS)]

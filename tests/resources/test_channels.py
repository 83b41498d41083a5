"""The channel library."""

from __future__ import annotations

from itertools import pairwise
from typing import get_args

import pytest

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Role


def test_there_are_enough_in_each_of_three_families(library: Document) -> None:
    families = [channel.family for channel in queries.channels(library)]
    assert len(families) >= 24
    assert all(families.count(family) >= 6 for family in ("owned", "paid", "earned"))


def test_the_palette_order_keeps_families_together(library: Document) -> None:
    families = [channel.family for channel in queries.channels(library)]
    first_of_each = [new for old, new in pairwise(["", *families]) if new != old]
    assert first_of_each == ["owned", "paid", "earned"]


def test_ranks_leave_no_ties(library: Document) -> None:
    ranks = [channel.rank for channel in library.channels.values()]
    assert len(set(ranks)) == len(ranks)


def test_names_and_icons_tell_channels_apart(library: Document) -> None:
    channels = queries.channels(library)
    assert len({channel.name for channel in channels}) == len(channels)
    assert len({channel.icon for channel in channels}) == len(channels)


@pytest.mark.parametrize(
    "name",
    [
        "Website page",
        "Shop visit",
        "Email",
        "Phone call",
        "Packaging & receipt",
        "Newsletter",
        "App",
        "Event",
        "Social ad",
        "Search ad",
        "Flyer / print",
        "Sponsored content",
        "Online review",
        "Word of mouth",
        "Local press",
        "Social mention",
    ],
)
def test_usual_channels_are_there(name: str, library: Document) -> None:
    assert name in {channel.name for channel in library.channels.values()}


def test_every_channel_tells_its_norms(library: Document) -> None:
    for channel in library.channels.values():
        for text in (channel.expectations, channel.suits, channel.does_not_suit):
            assert len(text) > 20, channel.name
            assert text.endswith("."), channel.name
        assert channel.roles, channel.name


@pytest.mark.parametrize("role", get_args(Role))
def test_every_role_has_several_channels_to_choose_from(role: str, library: Document) -> None:
    assert sum(role in channel.roles for channel in library.channels.values()) >= 5


def test_white_icons_stand_out_on_every_channel_colour(library: Document) -> None:
    """WCAG 2 contrast of a graphic: 3:1 at least."""
    for channel in library.channels.values():
        assert 1.05 / (_luminance(channel.colour) + 0.05) >= 3, channel.name


def _luminance(colour: str) -> float:
    parts = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

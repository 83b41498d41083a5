"""What a card says and how, read from the document once and painted many times."""

from __future__ import annotations

import msgspec

from workbench.analysis.scores import STRONG, WORTH_A_LOOK, opportunity
from workbench.drawing import tokens
from workbench.drawing.boxes import CardBox
from workbench.model.document import Document
from workbench.model.entities import Channel, Note, Touchpoint
from workbench.words.labels import choice_name
from workbench.words.say import number


class TouchpointLook(msgspec.Struct, frozen=True):
    """A touchpoint's card: its texts, colours and figures."""

    lines: tuple[str, ...]
    tile: str
    icon: str
    letter: str
    figures: str
    bar: float | None
    """How full the satisfaction bar is, from 0 to 1."""
    bad: bool
    badge: str
    badge_tone: str
    star: bool
    status: str
    """In words, empty for one in place."""


class NoteLook(msgspec.Struct, frozen=True):
    lines: tuple[str, ...]
    kind: str


Look = TouchpointLook | NoteLook

_NO_CHANNEL_COLOUR = "#7A8699"


def look_of(document: Document, box: CardBox, appearance: tokens.Appearance) -> Look:
    """How a card of the document looks. Raises KeyError for a card that is gone."""
    if box.table == "notes":
        note: Note = document.notes[box.id]
        return NoteLook(box.lines, note.kind)
    card: Touchpoint = document.touchpoints[box.id]
    channel = document.channels.get(card.channel) if card.channel else None
    score = opportunity(card.importance, card.satisfaction)
    strong = score is not None and score >= STRONG
    return TouchpointLook(
        lines=box.lines,
        tile=channel_colour(channel, appearance),
        icon=channel.icon if channel else "",
        letter=channel.name if channel else "",
        figures=_figures(card),
        bar=None if card.satisfaction is None else card.satisfaction / 10,
        bad=strong,
        badge=number(score) if score is not None and score >= WORTH_A_LOOK else "",
        badge_tone="bad" if strong else "warn",
        star=card.moment_of_truth,
        status="" if card.status == "in-place" else choice_name("status", card.status).lower(),
    )


def channel_colour(channel: Channel | None, appearance: tokens.Appearance) -> str:
    """A channel's own colour, else its family's; grey for none."""
    if channel is None:
        return _NO_CHANNEL_COLOUR
    return channel.colour or str(getattr(tokens.palette(appearance), channel.family))


def _figures(card: Touchpoint) -> str:
    if card.importance is None and card.satisfaction is None:
        return ""
    parts = (card.importance, card.satisfaction)
    return " · ".join("–" if part is None else number(part) for part in parts)

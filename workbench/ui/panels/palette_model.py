"""What the palette lists: channels by family and kinds of notes, as far as a search finds them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Channel
from workbench.model.fields import fields_of
from workbench.words.labels import choice_name
from workbench.words.say import say

USUAL = {"owned": 5, "paid": 3, "earned": 3}
"""So many channels of a family show before “more”, the library's most usual ones."""


class Row(msgspec.Struct, frozen=True):
    """One line of the palette."""

    kind: Literal["heading", "channel", "note", "more"]
    code: str
    """A family, a channel's id or a kind of note."""
    text: str
    tip: str = ""


def rows(document: Document, search: str, opened: frozenset[str]) -> tuple[Row, ...]:
    """The lines for a search text; without one, families not in `opened` show the usual few."""
    return (*_channel_rows(document, search, opened), *_note_rows(search))


def _channel_rows(document: Document, search: str, opened: frozenset[str]) -> Iterator[Row]:
    for family in fields_of("channels")["family"].choices:
        members = [item for item in queries.channels(document) if item.family == family]
        found = [item for item in members if _matches(search, item)]
        if not found:
            continue
        yield Row("heading", family, choice_name("family", family))
        usual = USUAL[family]
        long = not search and len(found) > usual + 1
        short = long and family not in opened
        for channel in found[:usual] if short else found:
            yield Row("channel", channel.id, channel.name or say("words.nameless"), _tip(channel))
        if short:
            yield Row("more", family, say("palette.more", n=len(found) - usual))
        elif long:
            yield Row("more", family, say("palette.fewer"))


def _note_rows(search: str) -> Iterator[Row]:
    kinds = [
        (kind, choice_name("kind", kind))
        for kind in fields_of("notes")["kind"].choices
        if search.casefold() in choice_name("kind", kind).casefold()
    ]
    if kinds:
        yield Row("heading", "notes", say("palette.notes"))
    for kind, name in kinds:
        yield Row("note", kind, name, say(f"palette.note.{kind}"))


def _matches(search: str, channel: Channel) -> bool:
    words = search.casefold().split()
    text = f"{channel.name} {channel.expectations} {channel.suits}".casefold()
    return all(word in text for word in words)


def _tip(channel: Channel) -> str:
    lines = [
        (say("palette.tip.expectations"), channel.expectations),
        (say("palette.tip.suits"), channel.suits),
        (say("palette.tip.does_not_suit"), channel.does_not_suit),
    ]
    return "\n".join(f"{head}\n{text}" for head, text in lines if text)

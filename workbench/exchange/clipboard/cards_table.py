"""Copied cards as a table that people read."""

from __future__ import annotations

from collections.abc import Callable

from workbench.exchange.clipboard.table import Table
from workbench.model.document import Document
from workbench.model.entities import Touchpoint
from workbench.model.fragment import Fragment
from workbench.model.queries import Card
from workbench.words.labels import choice_name, field_name, table_name

_ALWAYS = ("stage", "title")
"""The columns that stay where no card says anything in them."""


def cards_table(fragment: Fragment) -> Table:
    """One card a row in reading order, headings first; columns that would be empty are left out."""
    document = fragment.document
    cards = fragment.cards()
    columns = [(key, [_shown(document, key, card) for card in cards]) for key in _COLUMNS]
    kept = [(key, cells) for key, cells in columns if key in _ALWAYS or any(cells)]
    if not document.notes:
        kept = [(key, cells) for key, cells in kept if key != "kind"]
    heads = [_heading(key) for key, _ in kept]
    return [heads, *([cells[at] for _, cells in kept] for at in range(len(cards)))]


def _heading(key: str) -> str:
    if key == "title":
        return table_name("touchpoints").capitalize()
    return field_name("notes" if key == "kind" else "touchpoints", key)


def _shown(document: Document, key: str, card: Card) -> str:
    if key in _OF_ANY:
        return _OF_ANY[key](document, card)
    if not isinstance(card, Touchpoint):
        return card.text if key == "title" else ""
    value = getattr(card, key)
    if value is None or value is False:
        return ""
    if value is True:
        return choice_name("flag", "yes")
    if isinstance(value, float):
        return f"{value:.10g}"
    return choice_name(key, value) if key == "status" else str(value)


def _kind(_document: Document, card: Card) -> str:
    if isinstance(card, Touchpoint):
        return table_name("touchpoints").capitalize()
    return choice_name("note_kind", card.kind)


def _channel(document: Document, card: Card) -> str:
    known = isinstance(card, Touchpoint) and card.channel is not None
    return document.channels[card.channel].name if known else ""  # type: ignore[union-attr,index]


_OF_ANY: dict[str, Callable[[Document, Card], str]] = {
    "stage": lambda document, card: document.stages[card.stage].name,
    "lane": lambda document, card: document.lanes[card.lane].name,
    "kind": _kind,
    "channel": _channel,
}

_COLUMNS = (
    "stage",
    "lane",
    "kind",
    "title",
    "channel",
    "importance",
    "satisfaction",
    "feeling",
    "status",
    "moment_of_truth",
    "does",
    "thinks",
    "owner",
    "remarks",
)

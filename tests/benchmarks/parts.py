"""The rectangles, texts and lines of a map, as plain figures: what bare scenes are made of."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtGui import QFont

Lines = tuple[tuple[float, float, float, float], ...]


class Area(NamedTuple):
    """A rectangle inside a card, and its colour."""

    x: float
    y: float
    width: float
    height: float
    colour: str


class Text(NamedTuple):
    """One line of text inside a card; `font` is its place in the picture's fonts."""

    x: float
    y: float
    text: str
    font: int


class Card(NamedTuple):
    """One card: its place on the map, its ground first among its rectangles."""

    id: str
    x: float
    y: float
    areas: tuple[Area, ...]
    texts: tuple[Text, ...]

    @property
    def tile(self) -> str:
        """The colour that stands for the card where nothing can be read."""
        return self.areas[-1].colour


class Edge(NamedTuple):
    """One connection as straight lines."""

    id: str
    source: str
    target: str
    lines: Lines


class Parts(NamedTuple):
    """A whole map, in scene units."""

    width: float
    height: float
    fonts: tuple[QFont, ...]
    cards: tuple[Card, ...]
    edges: tuple[Edge, ...]

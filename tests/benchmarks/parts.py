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


class Frame(NamedTuple):
    """What stands around and below the cards: rectangles, texts and lines, nothing else."""

    left: float = 0.0
    """The room for the names of lanes beside the map."""
    top: float = 0.0
    """The room for the headers of stages above the map."""
    stages: tuple[Card, ...] = ()
    """Headers: where on the map their stage begins, and what stands there."""
    lanes: tuple[Card, ...] = ()
    """Names: where on the map their lane begins, and what stands there."""
    figures: tuple[Card, ...] = ()
    """Lanes of figures, in the map."""
    borders: Lines = ()
    """Where stages and lanes end, in the map."""
    curve: Lines = ()
    """The experience curve, in the map."""


class Parts(NamedTuple):
    """A whole map, in scene units."""

    width: float
    height: float
    fonts: tuple[QFont, ...]
    cards: tuple[Card, ...]
    edges: tuple[Edge, ...]
    frame: Frame = Frame()

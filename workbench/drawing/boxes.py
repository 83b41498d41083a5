"""The cards of a map: laid out cell by cell, their places on the map found when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from workbench.drawing.geometry import Rect
from workbench.model import queries

Cell = tuple[str, str]
"""(stage id, lane id)."""


class CardBox(msgspec.Struct, frozen=True):
    """One card: its place, its cell and its text broken into lines."""

    id: str
    table: str
    stage: str
    lane: str
    rect: Rect
    lines: tuple[str, ...]
    has_line_of_figures: bool


class Stack(msgspec.Struct, frozen=True):
    """The cards of one cell, laid out by themselves: a cell that moves keeps its stack."""

    cards: tuple[queries.Card, ...]
    boxes: tuple[CardBox, ...]
    """Top to bottom, their places counted from the cell's top left corner."""
    width: float
    """Of the column that they were laid out for."""
    height: float
    """How high a row must be to hold them."""

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(box.id for box in self.boxes)


class Boxes(Mapping[str, CardBox]):
    """The boxes of all cards of a map by id, row by row, with their places on the map.

    Most are never asked for, so each is made when it is: a row that grows moves every card
    below it, and nothing is done for those.
    """

    __slots__ = ("_inside", "_lefts", "_stacks", "_tops")

    def __init__(
        self,
        stacks: Mapping[Cell, Stack],
        lefts: Mapping[str, float],
        tops: Mapping[str, float],
        inside: Mapping[str, CardBox],
    ) -> None:
        """`inside` are the boxes of all stacks by id.

        `lefts` and `tops` are where stages and lanes begin.
        """
        self._stacks = stacks
        self._lefts = lefts
        self._tops = tops
        self._inside = inside

    @property
    def inside(self) -> Mapping[str, CardBox]:
        """The boxes with their places counted from the corner of their cell."""
        return self._inside

    def __getitem__(self, card_id: str) -> CardBox:
        box = self._inside[card_id]
        x, y, width, height = box.rect
        place = Rect(self._lefts[box.stage] + x, self._tops[box.lane] + y, width, height)
        return CardBox(
            box.id, box.table, box.stage, box.lane, place, box.lines, box.has_line_of_figures
        )

    def __contains__(self, card_id: object) -> bool:
        return card_id in self._inside

    def __iter__(self) -> Iterator[str]:
        return (box.id for stack in self._stacks.values() for box in stack.boxes)

    def __len__(self) -> int:
        return len(self._inside)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Boxes):
            mine = (self._lefts, self._tops, self._inside)
            return mine == (other._lefts, other._tops, other._inside)
        return isinstance(other, Mapping) and dict(self) == other

    __hash__ = None  # type: ignore[assignment]  # a value of unbounded size is no key

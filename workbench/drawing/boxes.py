"""The cards of a map: laid out cell by cell, their places on the map found when asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from workbench.drawing.geometry import Point, Rect
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


_Spot = tuple[Cell, int]
"""A cell, and the place of a card among those that it shows."""


class Boxes(Mapping[str, CardBox]):
    """The boxes of all cards of a map by id, row by row, with their places on the map.

    Most are never asked for, so each is made when it is: a row that grows moves every card
    below it, and nothing is done for those.
    """

    __slots__ = ("_lefts", "_spots", "_stacks", "_tops")

    def __init__(
        self,
        stacks: Mapping[Cell, Stack],
        lefts: Mapping[str, float],
        tops: Mapping[str, float],
        before: Boxes | None = None,
    ) -> None:
        """`lefts` and `tops` are where stages and lanes begin.

        `before`, other boxes of the map, only saves work.
        """
        self._stacks = stacks
        self._lefts = lefts
        self._tops = tops
        self._spots: Mapping[str, _Spot] = _spots_in(stacks) if before is None else {}
        if before is not None:
            self._spots = _spots_after(before._spots, before._stacks, stacks)

    def inside(self, card_id: str) -> CardBox:
        """A card's box, its place counted from the corner of its cell. Raises KeyError."""
        cell, place = self._spots[card_id]
        return self._stacks[cell].boxes[place]

    def corner(self, cell: Cell) -> Point:
        """Where a cell begins."""
        return Point(self._lefts[cell[0]], self._tops[cell[1]])

    def __getitem__(self, card_id: str) -> CardBox:
        box = self.inside(card_id)
        x, y, width, height = box.rect
        place = Rect(self._lefts[box.stage] + x, self._tops[box.lane] + y, width, height)
        return CardBox(
            box.id, box.table, box.stage, box.lane, place, box.lines, box.has_line_of_figures
        )

    def __contains__(self, card_id: object) -> bool:
        return card_id in self._spots

    def __iter__(self) -> Iterator[str]:
        return (box.id for stack in self._stacks.values() for box in stack.boxes)

    def __len__(self) -> int:
        return len(self._spots)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Boxes):
            corners = (self._lefts, self._tops) == (other._lefts, other._tops)
            return corners and self._shown() == other._shown()
        return isinstance(other, Mapping) and dict(self) == other

    __hash__ = None  # type: ignore[assignment]  # a value of unbounded size is no key

    def _shown(self) -> Mapping[Cell, tuple[CardBox, ...]]:
        return {cell: stack.boxes for cell, stack in self._stacks.items()}


def others(before: Mapping[Cell, Stack], now: Mapping[Cell, Stack]) -> list[Cell]:
    """The cells that show something else than before, or show nothing any more."""
    found = [cell for cell, stack in now.items() if before.get(cell) is not stack]
    come = sum(cell not in before for cell in found)
    if len(now) - come < len(before):
        found += before.keys() - now.keys()
    return found


def _spots_in(stacks: Mapping[Cell, Stack]) -> dict[str, _Spot]:
    return {
        box.id: (cell, place)
        for cell, stack in stacks.items()
        for place, box in enumerate(stack.boxes)
    }


def _spots_after(
    spots: Mapping[str, _Spot], before: Mapping[Cell, Stack], now: Mapping[Cell, Stack]
) -> Mapping[str, _Spot]:
    """The spots of all cards, after those of `before`; the same where no card changed its own."""
    was: dict[str, _Spot] = {}
    has: dict[str, _Spot] = {}
    for cell in others(before, now):
        for stacks, found in ((before, was), (now, has)):
            if cell in stacks:
                found.update(_spots_in({cell: stacks[cell]}))
    if was == has:
        return spots
    # copied only here: there is one for each card of the map
    kept = {card: spot for card, spot in spots.items() if card not in was}
    kept.update(has)
    return kept

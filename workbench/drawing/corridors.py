"""Where a connection may run across columns: between the cards, never over one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from workbench.drawing.boxes import Stack

_BESIDE = (0.0, 0.6, -0.6)
"""Where connections that share a corridor run, as parts of the clearance."""

_Span = tuple[float, float]
"""Top and bottom of a height that cards take."""


class Corridors:
    """The free heights of one lane, counted from its top, for any run of its columns."""

    def __init__(self, stacks: Sequence[Stack | None], card_gap: float) -> None:
        """`stacks` is what stands in each column of the lane."""
        self._stacks = stacks
        self._clearance = card_gap / 2
        self._spans: dict[tuple[int, int], tuple[_Span, ...]] = {}

    def level(
        self, columns: tuple[int, int], start: float, end: float | None
    ) -> tuple[float, bool]:
        """The height at which to cross columns (first and last, by place).

        It is free of cards with some clearance, and near the heights where the connection
        starts and ends. `end` is None where it ends in another lane. Also gives whether it is
        the edge of a corridor, which others may want too (see `beside`).
        """
        spans = self._taken(*columns)
        goal = start if end is None else end
        candidates: list[float] = []
        for height in {start, goal}:
            span = _span_at(spans, height)
            if span is not None:
                candidates.extend(span)
            elif height == start or end is not None:
                candidates.append(height)
        best = min(candidates, key=lambda y: (abs(y - start) + abs(y - goal), -y))
        return best, best not in (start, goal)

    def beside(self, level: float, place: int) -> float:
        """The height for one of several connections at the edge of a corridor."""
        return level + _BESIDE[place % len(_BESIDE)] * self._clearance

    def _taken(self, first: int, last: int) -> tuple[_Span, ...]:
        """The heights that cards take in any of the columns."""
        key = (first, last)
        if key not in self._spans:
            if first == last:
                self._spans[key] = self._taken_in(first)
            else:
                # two runs of a power of two cover any run, so that few are ever merged
                length = 1 << ((last - first).bit_length() - 1)
                parts = self._taken(first, first + length - 1), self._taken(last - length + 1, last)
                self._spans[key] = _merged(sorted(parts[0] + parts[1]))
        return self._spans[key]

    def _taken_in(self, column: int) -> tuple[_Span, ...]:
        stack, reach = self._stacks[column], self._clearance
        if stack is None:
            return ()
        return _merged([(box.rect.y - reach, box.rect.bottom + reach) for box in stack.boxes])


def _merged(spans: list[_Span]) -> tuple[_Span, ...]:
    """Spans that overlap as one; those that only touch leave a line between them free."""
    found: list[_Span] = []
    for top, bottom in spans:
        if found and top < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return tuple(found)


def _span_at(spans: tuple[_Span, ...], height: float) -> _Span | None:
    """The span strictly around a height, or None where the height is free."""
    place = bisect_left(spans, (height,)) - 1
    if place >= 0 and spans[place][0] < height < spans[place][1]:
        return spans[place]
    return None

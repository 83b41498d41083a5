"""Where a connection may run across columns: between the cards, never over one."""

from __future__ import annotations

import operator
from bisect import bisect_left
from collections.abc import Callable, Sequence

from workbench.drawing.boxes import Stack

_BESIDE = (0.0, 0.6, -0.6)
"""Where connections that share a corridor run, as parts of the clearance."""

Span = tuple[float, float]
"""Top and bottom of a height that cards take."""

_Run = tuple[int, int]
"""The first and last of neighbouring columns, by place."""


class Corridors:
    """The heights that cards take in one lane, counted from its top, for any run of its columns."""

    def __init__(self, clearance: float) -> None:
        """`clearance` is how far ways keep from cards."""
        self._clearance = clearance
        self._stacks: Sequence[Stack | None] = ()
        self._made: dict[_Run, tuple[tuple[object, ...], tuple[Span, ...]]] = {}
        """What the spans of a run were made of, and they."""
        self._checked: set[_Run] = set()

    def follow(self, stacks: Sequence[Stack | None]) -> None:
        """Take what stands in each column of the lane now."""
        self._stacks = stacks
        self._checked.clear()

    def taken(self, first: int, last: int) -> tuple[Span, ...]:
        """The heights taken in any column of a run; the same object while they are the same."""
        run = (first, last)
        if run in self._checked:
            return self._made[run][1]
        self._checked.add(run)
        if first == last:
            stack = self._stacks[first]
            return self._kept(run, (stack,), lambda: self._taken_by(stack))
        # two runs of a power of two cover any run, so that few are ever merged
        length = 1 << ((last - first).bit_length() - 1)
        one, other = self.taken(first, first + length - 1), self.taken(last - length + 1, last)
        return self._kept(run, (one, other), lambda: _merged(sorted(one + other)))

    def _kept(
        self, run: _Run, parts: tuple[object, ...], make: Callable[[], tuple[Span, ...]]
    ) -> tuple[Span, ...]:
        """The spans of a run, made anew only of other parts."""
        before = self._made.get(run)
        if before is not None and all(map(operator.is_, before[0], parts)):
            return before[1]
        spans = make()
        if before is not None and before[1] == spans:
            # so that what is made of them is not made anew either
            spans = before[1]
        self._made[run] = (parts, spans)
        return spans

    def _taken_by(self, stack: Stack | None) -> tuple[Span, ...]:
        if stack is None:
            return ()
        reach = self._clearance
        return _merged([(box.rect.y - reach, box.rect.bottom + reach) for box in stack.boxes])


def level_among(spans: tuple[Span, ...], start: float, end: float | None) -> tuple[float, bool]:
    """The height at which to cross columns in which these heights are taken.

    It is free of cards with some clearance, and near the heights where the connection starts
    and ends. `end` is None where it ends in another lane. Also gives whether it is the edge of
    a corridor, which others may want too (see `beside`).
    """
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


def beside(level: float, place: int, clearance: float) -> float:
    """The height for one of several connections at the edge of a corridor."""
    return level + _BESIDE[place % len(_BESIDE)] * clearance


def _merged(spans: list[Span]) -> tuple[Span, ...]:
    """Spans that overlap as one; those that only touch leave a line between them free."""
    found: list[Span] = []
    for top, bottom in spans:
        if found and top < found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], bottom))
        else:
            found.append((top, bottom))
    return tuple(found)


def _span_at(spans: tuple[Span, ...], height: float) -> Span | None:
    """The span strictly around a height, or None where the height is free."""
    place = bisect_left(spans, (height,)) - 1
    if place >= 0 and spans[place][0] < height < spans[place][1]:
        return spans[place]
    return None

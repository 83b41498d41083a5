"""Where a connection may run across columns: between the cards, never over one."""

from __future__ import annotations

from bisect import bisect_left

from workbench.drawing.layout import MapLayout

_BESIDE = (0.0, 0.6, -0.6)
"""Where connections that share a corridor run, as parts of the clearance."""

_Span = tuple[float, float]
"""Top and bottom of a height that cards take."""


class Corridors:
    """The free heights of a layout's lanes, found once for each run of columns."""

    def __init__(self, layout: MapLayout) -> None:
        self._layout = layout
        self._clearance = layout.metrics.card_gap / 2
        self._spans: dict[tuple[str, int, int], tuple[_Span, ...]] = {}

    def level(
        self, lane_id: str, columns: tuple[int, int], start: float, end: float | None
    ) -> tuple[float, bool]:
        """The height at which to cross columns (first and last, by place) of a lane.

        It is free of cards with some clearance, and near the heights where the connection
        starts and ends. `end` is None where it ends in another lane. Also gives whether it is
        the edge of a corridor, which others may want too (see `beside`).
        """
        spans = self._taken(lane_id, columns)
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

    def _taken(self, lane_id: str, columns: tuple[int, int]) -> tuple[_Span, ...]:
        first, last = columns
        key = (lane_id, first, last)
        if key not in self._spans:
            place = self._layout
            rects = sorted(
                (
                    place.boxes[identifier].rect
                    for column in place.columns[first : last + 1]
                    for identifier in place.stack((column.id, lane_id))
                ),
                key=lambda rect: rect.y,
            )
            self._spans[key] = _merged(
                [(rect.y - self._clearance, rect.bottom + self._clearance) for rect in rects]
            )
        return self._spans[key]


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

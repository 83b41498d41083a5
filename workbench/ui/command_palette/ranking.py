"""Which entries fit what was typed, best first. The one place in the window with rapidfuzz."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

_SAME, _BEGINS, _WORD_BEGINS, _INSIDE, _ALL_WORDS = 100.0, 95.0, 90.0, 85.0, 80.0
_LIKE = 0.75
"""What merely looks alike comes after what says it."""
_LEAST_LIKENESS = 68
_LEAST_LENGTH = 3
"""Shorter words look like anything."""


def ranked(
    titles: Sequence[str],
    details: Sequence[str],
    wanted: str,
    extra: Mapping[int, float],
    limit: int,
) -> tuple[int, ...]:
    """The places of the fitting entries, best first, `limit` at most; all texts are `folded`.

    An entry fits by its title, by its words along with those of its detail, or by looking
    alike (a slip of the finger). `extra` points go to entries by place; equal ones keep order.
    """
    words = wanted.split()
    points = {
        place: found
        for place, title in enumerate(titles)
        if (found := _points(title, details[place], wanted, words))
    }
    for place, likeness in _alike(titles, wanted):
        points.setdefault(place, likeness * _LIKE)
    order = sorted(points, key=lambda place: (-points[place] - extra.get(place, 0.0), place))
    return tuple(order[:limit])


def _points(title: str, detail: str, looked_for: str, words: Sequence[str]) -> float:
    if title == looked_for:
        return _SAME
    if title.startswith(looked_for):
        return _BEGINS
    if f" {looked_for}" in title:
        return _WORD_BEGINS
    if looked_for in title:
        return _INSIDE
    if len(words) > 1:
        line = f" {title} {detail}"
        if all(f" {word}" in line for word in words):
            return _ALL_WORDS
    return 0.0


def _alike(titles: Sequence[str], looked_for: str) -> list[tuple[int, float]]:
    if len(looked_for) < _LEAST_LENGTH:
        return []
    # imported when somebody types: it takes longer than opening the palette
    from rapidfuzz import fuzz, process

    found = process.extract(
        looked_for, titles, scorer=fuzz.WRatio, score_cutoff=_LEAST_LIKENESS, limit=None
    )
    return [(place, likeness) for _, likeness, place in found]

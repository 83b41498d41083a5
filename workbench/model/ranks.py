"""Order without renumbering: ranks are fractional-index strings.

A rank is a string over ``0-9A-Za-z`` that does not end in ``0``; ranks sort as plain
strings. Between any two different ranks there is always another, so moving one card
changes one entity. Ties (two people editing) are broken by the identifier.
"""

from __future__ import annotations

from collections.abc import Sequence

DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_MIDDLE = DIGITS[len(DIGITS) // 2]
_LAST = DIGITS[-1]

LONGEST = 400
"""Where a rank would grow longer, all siblings get new ones; a field holds 500 characters."""


def between(before: str | None, after: str | None) -> str:
    """A rank that sorts after `before` and before `after`; None is the open end.

    Raises ValueError when `before` does not sort before `after`.
    """
    low = before or ""
    if after is None:
        return _next(low)
    if low >= after:
        raise ValueError(f"no rank fits between {before!r} and {after!r}")
    if not low:
        return _previous(after)
    shared = 0
    while shared < len(after) and low[shared : shared + 1].ljust(1, "0") == after[shared]:
        shared += 1
    if shared:
        return after[:shared] + between(low[shared:] or None, after[shared:])
    low_digit, high_digit = DIGITS.index(low[0]), DIGITS.index(after[0])
    if high_digit - low_digit > 1:
        return DIGITS[(low_digit + high_digit) // 2]
    if len(after) > 1:
        return after[0]
    return low[0] + _next(low[1:])


def spread(before: str | None, after: str | None, count: int) -> list[str]:
    """`count` ascending ranks between `before` and `after`."""
    ranks: list[str] = []
    for _ in range(count):
        before = between(before, after)
        ranks.append(before)
    return ranks


def insert(
    siblings: Sequence[tuple[str, str]], index: int, count: int
) -> tuple[list[str], dict[str, str]]:
    """Ranks for `count` newcomers placed at `index` among ordered (id, rank) siblings.

    Gives the newcomers' ranks and the new ranks of siblings that had to give way, which
    are none unless two neighbours tie or a rank would grow too long.
    """
    index = max(0, min(index, len(siblings)))
    before = siblings[index - 1][1] if index > 0 else None
    after = siblings[index][1] if index < len(siblings) else None
    if before is None or after is None or before < after:
        new = spread(before, after, count)
        if all(len(rank) <= LONGEST for rank in new):
            return new, {}
    ranks = spread(None, None, len(siblings) + count)
    moved = ranks[:index] + ranks[index + count :]
    renumbered = {
        sibling: rank for (sibling, old), rank in zip(siblings, moved, strict=True) if rank != old
    }
    return ranks[index : index + count], renumbered


def _next(low: str) -> str:
    if not low:
        return _MIDDLE
    for position, digit in enumerate(low):
        if digit != _LAST:
            return low[:position] + DIGITS[DIGITS.index(digit) + 1]
    return low + "1"


def _previous(high: str) -> str:
    first = DIGITS.index(high[0])
    if first > 1:
        return DIGITS[first - 1]
    if first == 1:
        return "1" if len(high) > 1 else "0" + _LAST
    return "0" + _previous(high[1:])

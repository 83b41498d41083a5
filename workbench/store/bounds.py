"""What can be told of JSON before it is trusted: its size, its nesting, its members."""

from __future__ import annotations

from typing import Any

LARGEST = 256 * 1024 * 1024
"""Bytes of one document.json; ten thousand touchpoints take about five million."""

DEEPEST = 32
"""Levels of nesting; a document has five."""

_SAME_BRACKETS = bytes.maketrans(b"{}", b"[]")
_UNSTRUCTURAL = bytes(set(range(256)) - set(b'"{}[]:'))


def skeleton(data: bytes) -> bytes:
    """The brackets, all square, and the colons of JSON, without its strings and values."""
    plain = data.replace(b"\\\\", b"").replace(b'\\"', b"")
    quoted = plain.translate(_SAME_BRACKETS, _UNSTRUCTURAL)
    return b"".join(quoted.split(b'"')[::2])


def too_deep(bones: bytes) -> bool:
    """Whether a skeleton nests deeper than a document may."""
    brackets = bones.replace(b":", b"")
    for _ in range(DEEPEST):
        brackets = brackets.replace(b"[]", b"")
    # in cut-off JSON brackets without a partner are left: the parser refuses a few of them
    return b"[]" in brackets or brackets.count(b"[") > DEEPEST


def members(bones: bytes) -> int:
    """How many members the objects of a skeleton have, duplicates counted."""
    return bones.count(b":")


def distinct_members(value: Any) -> int:
    """How many members the objects of a parsed value have, at most `DEEPEST` deep."""
    if isinstance(value, dict):
        return len(value) + sum(
            distinct_members(item) for item in value.values() if isinstance(item, dict | list)
        )
    return sum(distinct_members(item) for item in value if isinstance(item, dict | list))

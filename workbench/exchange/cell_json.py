"""Values kept in cells of a hidden sheet, as JSON that every spreadsheet program leaves alone.

The JSON is plain ASCII without underscores, because programs disagree about ``_x0041_``, and
goes on in the next cell where one is full.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TypeVar

import msgspec

Kind = TypeVar("Kind")

_CHUNK = 32_000
_NOT_PLAIN = re.compile("_|[^\x00-\x7f]")


def to_cells(value: object) -> list[str]:
    """The texts of the cells that hold a value, left to right."""
    text = _NOT_PLAIN.sub(_escaped, msgspec.json.encode(value).decode())
    return [text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK)]


def from_cells(cells: Iterable[str], kind: type[Kind]) -> Kind:
    """The value that `to_cells` wrote. Raises msgspec.DecodeError for anything else."""
    return msgspec.json.decode("".join(cells), type=kind)


def _escaped(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be")
    return "".join(f"\\u{units[at]:02x}{units[at + 1]:02x}" for at in range(0, len(units), 2))

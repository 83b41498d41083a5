"""What a future map changes, as a plain value that crosses processes as JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from workbench.analysis.experience import Curve
from workbench.analysis.finding import Finding

Kind = Literal["added", "removed", "moved", "changed"]
Table = Literal[
    "maps",
    "stages",
    "lanes",
    "touchpoints",
    "notes",
    "connections",
    "triggers",
    "reasons",
    "metrics",
]


class Difference(msgspec.Struct, frozen=True, kw_only=True):
    """How one part differs. `current` is empty for an added part, `future` for a removed one.

    `fields` names what changed, for "changed"; a part that moved and changed gives two.
    """

    kind: Kind
    table: Table
    current: str = ""
    future: str = ""
    fields: tuple[str, ...] = ()


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What a future map changes. Reach of the goal is a share 0–1; None without figures."""

    current: str
    future: str
    differences: tuple[Difference, ...]
    closes: tuple[Finding, ...]
    opens: tuple[Finding, ...]
    current_curve: Curve
    future_curve: Curve
    current_reach: float | None
    future_reach: float | None


def encode(found: Comparison | None) -> bytes:
    """A comparison as JSON, for crossing from the worker process."""
    return msgspec.json.encode(found)


def decode(data: bytes) -> Comparison | None:
    """The comparison that `encode` wrote. Raises msgspec.ValidationError on others."""
    return msgspec.json.decode(data, type=Comparison | None)

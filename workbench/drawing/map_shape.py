"""How somebody looks at a map: what is collapsed, which stages are wider than others."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Self

import msgspec

NARROWEST, WIDEST = 0.6, 4.0
"""How narrow and how wide a stage may be made, as parts of the usual width."""


class MapShape(msgspec.Struct, frozen=True):
    """What is collapsed on a map, by id, and the widths that stages were given.

    Widths are parts of the usual column width, so that they hold for any font.
    """

    stages: frozenset[str] = frozenset()
    lanes: frozenset[str] = frozenset()
    widths: Mapping[str, float] = {}

    def toggled(self, table: str, identifier: str) -> Self:
        """With a stage or lane collapsed, or expanded where it was collapsed."""
        chosen = getattr(self, table) ^ {identifier}
        return msgspec.structs.replace(self, **{table: chosen})

    def expanded(self, table: str, identifier: str) -> Self:
        """With a stage or lane expanded."""
        chosen = getattr(self, table) - {identifier}
        return msgspec.structs.replace(self, **{table: chosen})

    def with_width(self, stage_id: str, width: float | None) -> Self:
        """With another width of a stage, within what is sensible; None for the usual one."""
        widths = {name: kept for name, kept in self.widths.items() if name != stage_id}
        if width is not None:
            widths[stage_id] = max(NARROWEST, min(WIDEST, width))
        return msgspec.structs.replace(self, widths=widths)

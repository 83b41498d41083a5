"""How many of those who reach a stage reach the next one."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.document import Document


def conversion(reached: float | None, before: float | None) -> float | None:
    """reached ÷ reached before, as a ratio; None for a blank or a base of 0.

    Above 1 is allowed: people come in from elsewhere.
    """
    if reached is None or not before:
        return None
    return reached / before


def conversions(document: Document, map_id: str) -> tuple[float | None, ...]:
    """The conversion of each stage from the column before it; the first has none."""
    stages = queries.stages(document, map_id)
    before: tuple[float | None, ...] = (None, *(stage.reached for stage in stages))
    return tuple(
        conversion(stage.reached, base) for stage, base in zip(stages, before, strict=False)
    )

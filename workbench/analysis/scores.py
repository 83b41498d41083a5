"""The opportunity score of a touchpoint and what it means."""

from __future__ import annotations

from typing import Literal

Band = Literal["extreme", "strong", "worth-a-look", "served"]

WORTH_A_LOOK = 10.0
STRONG = 12.0
EXTREME = 15.0


def opportunity(importance: float | None, satisfaction: float | None) -> float | None:
    """Ulwick's opportunity score: importance + max(importance − satisfaction, 0).

    Both inputs run from 1 to 10, the score from 1 to 19. None where an input is blank.
    """
    if importance is None or satisfaction is None:
        return None
    # scores are means with decimals: without rounding 6.6 and 1.2 would miss the band at 12
    return round(importance + max(importance - satisfaction, 0.0), 9)


def lagging(importance: float | None, satisfaction: float | None) -> float | None:
    """The opportunity score where satisfaction lags behind importance by enough to be worth a
    look; None elsewhere, and where an input is blank."""
    if importance is None or satisfaction is None or satisfaction >= importance:
        return None
    score = opportunity(importance, satisfaction)
    return score if score is not None and score >= WORTH_A_LOOK else None


def band(score: float) -> Band:
    """Extreme above 15, strong from 12, worth a look from 10, served below."""
    if score > EXTREME:
        return "extreme"
    if score >= STRONG:
        return "strong"
    return "worth-a-look" if score >= WORTH_A_LOOK else "served"

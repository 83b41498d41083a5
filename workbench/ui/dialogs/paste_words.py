"""What the parts of the paste dialog call things."""

from __future__ import annotations

from workbench.exchange.clipboard.rows import Meaning
from workbench.words.labels import field_name
from workbench.words.say import say

_NAMED = 4


def meaning_name(meaning: Meaning) -> str:
    """What a column is, as people read it."""
    if meaning in ("title", "nothing"):
        return say(f"paste.meaning.{meaning}")
    return field_name("touchpoints", meaning)


def scale_name(scale: str) -> str:
    """ "1-5" as "1 to 5", "-2-2" as "−2 to 2"."""
    low, _, high = scale[1:].partition("-")
    return say("paste.scale", low=f"{scale[0]}{low}".replace("-", "−"), high=high)


def listed(names: tuple[str, ...]) -> str:
    """Names in quotes, the first few of many."""
    shown = ", ".join(f"“{name}”" for name in names[:_NAMED])
    more = len(names) - _NAMED
    return say("paste.and_more", names=shown, n=more) if more > 0 else shown

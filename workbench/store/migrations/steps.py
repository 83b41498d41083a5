"""From older formats to the current one: functions on plain dicts, one per step.

A step takes the parsed `document.json` of its format and gives that of the next. It is
written once and never changed: it imports nothing of the program, whose entities go on
changing, and a committed file of every old format is opened by the tests forever.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

Plain = dict[str, Any]
Step = Callable[[Plain], Plain]


def with_lane_colours(plain: Plain) -> Plain:
    """Format 2 gave lanes a colour, which none has before."""
    return plain


STEPS: Mapping[int, Step] = {1: with_lane_colours}
"""The step that leads from a format to the next, by the format it starts from."""


def migrated(plain: Plain, wanted: int, steps: Mapping[int, Step] = STEPS) -> Plain:
    """`plain`, a document of an older format, as one of format `wanted`.

    Raises KeyError where there is no step from a format on the way.
    """
    while plain["format"] < wanted:
        reached = plain["format"] + 1
        plain = {**steps[plain["format"]](plain), "format": reached}
    return plain

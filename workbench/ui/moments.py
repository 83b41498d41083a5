"""Moments in the words of people."""

from __future__ import annotations

import datetime

from workbench.words.say import say


def moment(made: datetime.datetime, now: datetime.datetime) -> str:
    """Today or yesterday with the time of day, else the date; both without time zone."""
    days = (now.date() - made.date()).days
    if days == 0:
        return say("when.today", time=f"{made:%H:%M}")
    if days == 1:
        return say("when.yesterday", time=f"{made:%H:%M}")
    return f"{made:%Y-%m-%d}"

"""Who has a file open, in words."""

from __future__ import annotations

import datetime

from workbench.model.problems import Problem
from workbench.store.locks import Holder, Life
from workbench.words.say import say

_MINUTE, _HOUR, _DAY = 60, 3600, 86_400


def headline(holder: Holder, name: str) -> str:
    """Who has the file of this name open, or may have."""
    if holder.life is Life.SILENT:
        kind = "lock.silent.other" if holder.user else "lock.silent.unknown"
    elif holder.is_own:
        kind = "lock.held.own"
    else:
        kind = "lock.held.other" if holder.user else "lock.held.unknown"
    return say(kind, **_names(holder, name))


def explanation(holder: Holder, now: datetime.datetime) -> str:
    """Since when, and what that means for whoever wants to open it."""
    if holder.life is not Life.SILENT:
        more = say("lock.more.alive")
    elif holder.silent < 0:
        more = say("lock.more.clock")
    else:
        more = say("lock.more.silent", ago=_ago(holder.silent))
    if holder.since is None:
        return more
    return f"{say('lock.since', when=when(holder.since, now))} {more}"


def bar_text(holder: Holder, name: str, now: datetime.datetime, *, is_lost: bool) -> str:
    """That a file is open read-only because of its holder; `is_lost`: it was ours before."""
    since = when(holder.since, now) if holder.since is not None else ""
    names = _names(holder, name) | {"when": since}
    if holder.since is None or not holder.user:
        return say("bar.held_unknown", name=name)
    if is_lost and not holder.is_own:
        return say("bar.lost", **names)
    return say("bar.held_own" if holder.is_own else "bar.held", **names)


def problem(holder: Holder, name: str) -> Problem:
    """That a file cannot be saved over because of its holder."""
    if holder.is_own:
        return Problem.of("lock.held_own", name=name)
    return Problem.of("lock.held", **_names(holder, name))


def when(moment: datetime.datetime, now: datetime.datetime) -> str:
    """A moment as the clock on the wall says it, with the day where it is not today."""
    try:
        local = moment.astimezone(now.tzinfo)
    except (OverflowError, ValueError):
        local = moment
    pattern = "%H:%M" if local.date() == now.date() else "%Y-%m-%d %H:%M"
    return local.strftime(pattern)


def _names(holder: Holder, name: str) -> dict[str, str]:
    return {
        "name": name,
        "user": holder.user or say("lock.someone"),
        "machine": holder.machine or say("lock.machine_unknown"),
    }


def _ago(seconds: float) -> str:
    if seconds >= 2 * _DAY:
        return say("lock.ago.days", n=round(seconds / _DAY))
    if seconds >= 2 * _HOUR:
        return say("lock.ago.hours", n=round(seconds / _HOUR))
    return say("lock.ago.minutes", n=max(1, round(seconds / _MINUTE)))

"""How long and how large reading a spreadsheet may grow: options, else settings."""

from __future__ import annotations

import argparse

from workbench.exchange.reading.limits import Limits
from workbench.settings import READING_MEMORY, READING_SECONDS
from workbench.store.settings_file import SettingsStore
from workbench.words.say import say


def add_limits(parser: argparse.ArgumentParser) -> None:
    """--limit-seconds and --limit-memory."""
    parser.add_argument(
        "--limit-seconds",
        metavar="SECONDS",
        type=_seconds,
        help=say("cli.limit_seconds", **_typed(*READING_SECONDS)),
    )
    parser.add_argument(
        "--limit-memory",
        metavar="MIB",
        type=_memory,
        help=say("cli.limit_memory", **_typed(*READING_MEMORY)),
    )


def limits_of(options: argparse.Namespace) -> Limits:
    """The limits that the options give, what they leave open as the settings say."""
    kept = SettingsStore()
    return Limits(
        options.limit_seconds or kept.get("reading_seconds"),
        options.limit_memory or kept.get("reading_memory"),
    )


def _seconds(text: str) -> int:
    return _within(text, *READING_SECONDS)


def _memory(text: str) -> int:
    return _within(text, *READING_MEMORY)


def _within(text: str, low: int, high: int) -> int:
    if not text.isdecimal() or not low <= int(text) <= high:
        raise argparse.ArgumentTypeError(say("cli.limit.wrong", **_typed(low, high), got=text))
    return int(text)


def _typed(low: int, high: int) -> dict[str, str]:
    """The ends of a range as they can be typed, without marks between thousands."""
    return {"low": str(low), "high": str(high)}

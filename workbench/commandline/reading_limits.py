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
        help=say("cli.limit_seconds", low=READING_SECONDS[0], high=READING_SECONDS[1]),
    )
    parser.add_argument(
        "--limit-memory",
        metavar="MIB",
        type=_memory,
        help=say("cli.limit_memory", low=READING_MEMORY[0], high=READING_MEMORY[1]),
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
        raise argparse.ArgumentTypeError(say("cli.limit.wrong", low=low, high=high, got=text))
    return int(text)

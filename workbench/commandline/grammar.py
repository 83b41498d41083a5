"""What the grammars of the verbs share: adding a verb, and the arguments many have."""

from __future__ import annotations

import argparse
import datetime
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from workbench.drawing.poster import Drawn
from workbench.model.document import Document
from workbench.settings import APPLICATION
from workbench.words.say import say

Do = Callable[[argparse.Namespace], int]
"""Does what the options of one verb say and gives the exit code."""


class DrawPicture(Protocol):
    """Draws one map into a file, by its ending; see `__main__.draw_picture`."""

    def __call__(
        self, document: Document, map_id: str, path: Path, *, tiles: str = ""
    ) -> Drawn | None: ...


class WrongUsage(Exception):
    """Arguments that make no sense together, or for this file; the text says why."""


class Verbs:
    """The verbs of the command line, to which each adds its own."""

    def __init__(self, parser: argparse.ArgumentParser) -> None:
        self._subparsers = parser.add_subparsers(
            prog=APPLICATION, metavar="VERB", required=True, title=say("cli.verbs")
        )

    def add(self, name: str, do: Do) -> argparse.ArgumentParser:
        """The grammar of a new verb, to be given its arguments; `cli.NAME` is its help."""
        added = self._subparsers.add_parser(
            name, help=say(f"cli.{name}"), description=say(f"cli.{name}"), allow_abbrev=False
        )
        added.set_defaults(do=do, parser=added)
        return added


def add_file(parser: argparse.ArgumentParser) -> None:
    """FILE: the workspace to work on."""
    parser.add_argument("file", metavar="FILE", type=Path, help=say("cli.file"))


def add_force(parser: argparse.ArgumentParser) -> None:
    """--force: replace what is there."""
    parser.add_argument("--force", action="store_true", help=say("cli.force"))


def add_as_of(parser: argparse.ArgumentParser, code: str = "cli.as_of") -> None:
    """--as-of: the day that counts as today; see `day_of`. `code` says what it is for."""
    parser.add_argument("--as-of", metavar="DATE", type=_date, help=say(code))


def day_of(options: argparse.Namespace) -> datetime.date:
    """The day that --as-of names, else today."""
    day: datetime.date | None = options.as_of
    return day if day is not None else datetime.date.today()


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("cli.as_of.wrong", got=text)) from None

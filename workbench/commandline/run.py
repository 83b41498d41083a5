"""The verbs that one types: for scripts, for tests, and for those who like it.

Exit codes: 0 done, 1 refused with one plain line on the standard error stream, 2 wrong usage.
Only pictures and the window need Qt; both come in as functions. Each verb has a module with
its grammar (`add_to`) beside what it does.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Protocol

from workbench.commandline import check, export, gaps, importing, new, ratings, versions
from workbench.commandline.answers import refuse
from workbench.commandline.grammar import Verbs, WrongUsage
from workbench.commandline.reading_limits import limits_of
from workbench.drawing.poster import Drawn
from workbench.exchange.reading.settled import settle
from workbench.model.document import Document
from workbench.model.problems import JourneyError
from workbench.settings import APPLICATION, VERSION
from workbench.store import workspace_file
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

OpenWindow = Callable[[Path | None], int]


class DrawPicture(Protocol):
    """Draws one map into a file, by its ending; see `__main__.draw_picture`."""

    def __call__(
        self, document: Document, map_id: str, path: Path, *, tiles: str = ""
    ) -> Drawn | None: ...


VERBS = (new, check, gaps, export, importing, ratings, versions)
INTERRUPTED = 130
"""The exit code after Ctrl+C that shells expect."""


def run(arguments: Sequence[str], *, open_window: OpenWindow, draw_picture: DrawPicture) -> int:
    """Do what `arguments` say and give the exit code; raises SystemExit for wrong usage."""
    _prepare_streams()
    try:
        if not arguments:
            return open_window(None)
        if len(arguments) == 1 and _is_workspace(arguments[0]):
            return open_window(Path(arguments[0]))
        parser = make_parser()
        options = parser.parse_args(arguments)
        options.draw_picture = draw_picture
        if "limit_seconds" in options:
            settle(limits_of(options))
        try:
            code: int = options.do(options)
        except WrongUsage as error:
            options.parser.error(str(error))
        sys.stdout.flush()
        return code
    except JourneyError as error:
        return refuse(sentence(error.problem))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has had enough
        _drop_output()
        return 1
    except OSError as error:
        # files have said so themselves; what is left is the output, or a folder that is gone
        _drop_output()
        return refuse(say("cli.system", reason=error.strerror or type(error).__name__))


def make_parser() -> argparse.ArgumentParser:
    """The grammar of the command line, with its help."""
    parser = argparse.ArgumentParser(
        prog=APPLICATION, description=say("cli.about"), usage=say("cli.usage"), allow_abbrev=False
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"{say('app.name')} {VERSION}",
        help=say("cli.version"),
    )
    verbs = Verbs(parser)
    for verb in VERBS:
        verb.add_to(verbs)
    return parser


def _is_workspace(argument: str) -> bool:
    """Whether a lone argument is meant as a file to open, rather than as a mistyped verb."""
    if argument.startswith("-"):
        return False
    path = Path(argument)
    return path.suffix.lower() == workspace_file.ENDING or path.is_file()


def _prepare_streams() -> None:
    """Print what the terminal's encoding lacks as an escape, and to a closed stream nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Leave nothing of the output for the interpreter to flush, which would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

"""The grammar of the command line: every verb with its options, and the help about them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from workbench.commandline import check, export, gaps, importing, new, ratings, versions
from workbench.commandline.grammar import DrawPicture, Verbs, WrongUsage
from workbench.commandline.reading_limits import limits_of
from workbench.commandline.trace_flag import TRACE
from workbench.exchange.reading.settled import settle
from workbench.settings import APPLICATION, VERSION
from workbench.words.say import say

VERBS = (new, check, gaps, export, importing, ratings, versions)


def do(arguments: Sequence[str], draw_picture: DrawPicture) -> int:
    """Do what `arguments` say and give the exit code; raises SystemExit for wrong usage."""
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
    # taken by `run` already; here for the help
    parser.add_argument(TRACE, action="store_true", help=say("start.trace.help"))
    verbs = Verbs(parser)
    for verb in VERBS:
        verb.add_to(verbs)
    return parser

"""`import`: the grammar of what comes in from spreadsheets."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.commandline.grammar import Verbs, WrongUsage
from workbench.commandline.import_into import import_into
from workbench.commandline.import_new import add_arguments, import_new
from workbench.commandline.reading_limits import add_limits
from workbench.words.say import say

_NEW_ALONE = ("mapping", "cells", "unplaced", "force")
_INTO_ALONE = ("accept",)


def add_to(verbs: Verbs) -> None:
    """Add `import WORKBOOK… --into FILE` and `import SHEET --new OUT`."""
    bring = verbs.add("import", _import)
    bring.add_argument(
        "workbooks", metavar="WORKBOOK", type=Path, nargs="+", help=say("cli.import.workbooks")
    )
    place = bring.add_mutually_exclusive_group(required=True)
    place.add_argument("--into", metavar="FILE", type=Path, help=say("cli.import.into"))
    place.add_argument("--new", metavar="OUT", type=Path, help=say("cli.import.new"))
    bring.add_argument("--dry-run", action="store_true", help=say("cli.import.dry_run"))
    bring.add_argument(
        "--accept", choices=("all", "added", "changed", "sure"), help=say("cli.import.accepted")
    )
    bring.add_argument(
        "--report", choices=("text", "json"), default="text", help=say("cli.import.report")
    )
    add_arguments(bring)
    add_limits(bring)


def _import(options: argparse.Namespace) -> int:
    place, others = ("--new", _INTO_ALONE) if options.new is not None else ("--into", _NEW_ALONE)
    for name in others:
        if getattr(options, name):
            raise WrongUsage(say("cli.import.not_with", option=f"--{name}", place=place))
    return import_into(options) if options.new is None else import_new(options)

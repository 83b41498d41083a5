"""`import`: the grammar of what comes in from spreadsheets."""

from __future__ import annotations

from pathlib import Path

from workbench.commandline.grammar import Verbs
from workbench.commandline.import_into import import_into
from workbench.commandline.reading_limits import add_limits
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `import WORKBOOK… --into FILE`."""
    bring = verbs.add("import", import_into)
    bring.add_argument(
        "workbooks", metavar="WORKBOOK", type=Path, nargs="+", help=say("cli.import.workbooks")
    )
    place = bring.add_mutually_exclusive_group(required=True)
    place.add_argument("--into", metavar="FILE", type=Path, help=say("cli.import.into"))
    bring.add_argument("--dry-run", action="store_true", help=say("cli.import.dry_run"))
    bring.add_argument(
        "--accept", choices=("all", "added", "changed", "sure"), help=say("cli.import.accepted")
    )
    bring.add_argument(
        "--report", choices=("text", "json"), default="text", help=say("cli.import.report")
    )
    add_limits(bring)

"""`export`: a workspace as a workbook, a table, a picture or a poster."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from workbench.commandline.choosing import chosen_maps, is_same, refuse_existing
from workbench.commandline.grammar import Verbs, WrongUsage, add_as_of, add_file, add_force, day_of
from workbench.drawing.poster import LEAST_TEXT, PAPERS, Drawn
from workbench.model.problems import JourneyError, Problem
from workbench.store import workspace_file
from workbench.words.say import number, say

WORKBOOK, TABLE, PDF = ".xlsx", ".csv", ".pdf"
PICTURES = (".png", ".svg", PDF)


def add_to(verbs: Verbs) -> None:
    """Add `export FILE OUT`."""
    export = verbs.add("export", _export)
    add_file(export)
    export.add_argument("out", metavar="OUT", type=Path, help=say("cli.export.out"))
    export.add_argument("--map", metavar="NAME", help=say("cli.map.export"))
    papers = ", ".join(PAPERS)
    export.add_argument(
        "--tiles",
        metavar="PAPER",
        type=_paper,
        help=say("cli.export.tiles", papers=papers),
    )
    add_as_of(export)
    add_force(export)


def _export(options: argparse.Namespace) -> int:
    ending = options.out.suffix.lower()
    if ending not in (WORKBOOK, TABLE, *PICTURES):
        raise WrongUsage(say("cli.export.ending", path=options.out))
    if options.tiles and ending != PDF:
        raise WrongUsage(say("cli.export.tiles.pdf", path=options.out))
    if is_same(options.out, options.file):
        raise JourneyError(Problem.of("file.same", path=str(options.out)))
    document = workspace_file.read(options.file).document
    maps = chosen_maps(document, options.map)
    refuse_existing(options.out, options.force)
    drawn: Drawn | None = None
    if ending in PICTURES:
        if not maps:
            raise JourneyError(Problem.of("picture.no_map", name=options.file.name))
        drawn = options.draw_picture(document, maps[0], options.out, tiles=options.tiles or "")
    elif ending == TABLE:
        from workbench.exchange.csv_writer import export_csv

        chosen = None if options.map is None else maps
        export_csv(document, options.out, maps=chosen, overwrite=options.force)
    else:
        from workbench.analysis.findings import findings
        from workbench.exchange.xlsx_writer import export_workbook

        export_workbook(
            document,
            options.out,
            maps=None if options.map is None else maps,
            today=day_of(options),
            findings={name: findings(document, name, day_of(options)) for name in maps},
            overwrite=options.force,
        )
    print(say("cli.export.done", path=options.out))
    if drawn is not None:
        _tell(drawn, options.tiles)
    return 0


def _tell(drawn: Drawn, paper: str | None) -> None:
    """How many sheets there are to glue, and whether their texts can be read."""
    if paper:
        size = {"rows": drawn.rows, "columns": drawn.columns}
        print(say("cli.export.sheets", n=drawn.sheets, paper=paper, **size))
    if drawn.smallest_text < LEAST_TEXT:
        height = number(drawn.smallest_text)
        print(say("print.small_text", size=height, least=number(LEAST_TEXT)), file=sys.stderr)


def _paper(text: str) -> str:
    """The name of a size of paper, however its letters are written."""
    for name in PAPERS:
        if name.lower() == text.lower():
            return name
    papers = ", ".join(PAPERS)
    raise argparse.ArgumentTypeError(say("cli.export.tiles.paper", got=text, papers=papers))

"""`export`: a workspace as a workbook, a table or a picture."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.commandline.choosing import chosen_maps, is_same, refuse_existing
from workbench.commandline.grammar import Verbs, WrongUsage, add_as_of, add_file, add_force, day_of
from workbench.model.problems import JourneyError, Problem
from workbench.store import workspace_file
from workbench.words.say import say

WORKBOOK, TABLE, PICTURE = ".xlsx", ".csv", ".png"


def add_to(verbs: Verbs) -> None:
    """Add `export FILE OUT`."""
    export = verbs.add("export", _export)
    add_file(export)
    export.add_argument("out", metavar="OUT", type=Path, help=say("cli.export.out"))
    export.add_argument("--map", metavar="NAME", help=say("cli.map.export"))
    add_as_of(export)
    add_force(export)


def _export(options: argparse.Namespace) -> int:
    ending = options.out.suffix.lower()
    if ending not in (WORKBOOK, TABLE, PICTURE):
        raise WrongUsage(say("cli.export.ending", path=options.out))
    if is_same(options.out, options.file):
        raise JourneyError(Problem.of("file.same", path=str(options.out)))
    document = workspace_file.read(options.file).document
    maps = chosen_maps(document, options.map)
    refuse_existing(options.out, options.force)
    if ending == PICTURE:
        if not maps:
            raise JourneyError(Problem.of("picture.no_map", name=options.file.name))
        options.draw_picture(document, maps[0], options.out)
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
    return 0

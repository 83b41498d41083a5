"""`gaps`: the gaps of the maps, for people and for other programs."""

from __future__ import annotations

import argparse

from workbench.commandline.answers import print_bytes
from workbench.commandline.choosing import chosen_maps
from workbench.commandline.grammar import Verbs, add_as_of, add_file, day_of
from workbench.store import workspace_file
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `gaps FILE`."""
    gaps = verbs.add("gaps", _gaps)
    add_file(gaps)
    gaps.add_argument("--map", metavar="NAME", help=say("cli.map.all"))
    gaps.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("cli.gaps.format")
    )
    add_as_of(gaps)


def _gaps(options: argparse.Namespace) -> int:
    from workbench.exchange import gap_list

    document = workspace_file.read(options.file).document
    found = gap_list.of_maps(document, chosen_maps(document, options.map), day_of(options))
    if options.format == "json":
        print_bytes(gap_list.as_json(document, found))
    else:
        for line in gap_list.as_text(document, found):
            print(line)
    return 0

"""`versions`: the earlier saved states of a file that are kept on this machine."""

from __future__ import annotations

import argparse

from workbench.commandline.answers import COUNTED, refuse
from workbench.commandline.grammar import Verbs, add_file
from workbench.store import versions
from workbench.words.labels import table_name
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `versions FILE`."""
    add_file(verbs.add("versions", _versions))


def _versions(options: argparse.Namespace) -> int:
    # the file itself may be damaged or gone: that is when its versions are wanted
    found = versions.of_path(versions.versions_folder(), options.file)
    if not found:
        return refuse(say("cli.versions.none", path=options.file))
    for version in found:
        counts = ", ".join(
            f"{version.counts[table]} {table_name(table, version.counts[table])}"
            for table in COUNTED
            if version.counts.get(table)
        )
        made = f"{version.made.astimezone():%Y-%m-%d %H:%M}"
        print(say("cli.versions.line", made=made, counts=counts, path=version.path))
    return 0

"""`check`: whether a workspace is sound."""

from __future__ import annotations

import argparse

from workbench.commandline.answers import counts, refuse
from workbench.commandline.grammar import Verbs, add_file
from workbench.store import workspace_file
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `check FILE`."""
    add_file(verbs.add("check", _check))


def _check(options: argparse.Namespace) -> int:
    opened = workspace_file.read(options.file)
    if opened.read_only:
        return refuse(say("cli.check.newer", path=options.file))
    if opened.repairs:
        for repair in opened.repairs:
            print(sentence(repair))
        return refuse(say("cli.check.repairs", path=options.file, n=len(opened.repairs)))
    print(say("cli.check.sound", path=options.file, counts=counts(opened.document)))
    return 0

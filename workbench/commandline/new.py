"""`new`: a workspace from a stage model or a sample."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.commandline.answers import counts
from workbench.commandline.choosing import refuse_existing
from workbench.commandline.grammar import Verbs, WrongUsage, add_force
from workbench.commandline.saving import save_new
from workbench.model.problems import Problem
from workbench.store import template_list, templates
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `new OUT --template ID | --sample ID`."""
    new = verbs.add("new", _new)
    new.add_argument("out", metavar="OUT", type=Path, help=say("cli.new.out"))
    start = new.add_mutually_exclusive_group(required=True)
    start.add_argument("--template", metavar="ID", help=say("cli.new.template"))
    start.add_argument("--sample", metavar="ID", help=say("cli.new.sample"))
    add_force(new)


def _new(options: argparse.Namespace) -> int:
    kind: template_list.Kind = "template" if options.template is not None else "sample"
    known = template_list.templates() if kind == "template" else template_list.samples()
    wanted = options.template if kind == "template" else options.sample
    if wanted not in [info.id for info in known]:
        listed = ", ".join(info.id for info in known)
        raise WrongUsage(sentence(Problem.of(f"{kind}.unknown", got=wanted, known=listed)))
    refuse_existing(options.out, options.force)
    document = templates.new_workspace(kind, wanted)
    save_new(options.out, document)
    print(say("cli.new.done", path=options.out, counts=counts(document)))
    return 0

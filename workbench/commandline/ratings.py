"""`ratings`: sheets for participants, and what comes back merged into the workspace."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.commandline.answers import in_one_line, print_bytes, refuse
from workbench.commandline.choosing import chosen_maps
from workbench.commandline.grammar import (
    Do,
    Verbs,
    WrongUsage,
    add_as_of,
    add_file,
    add_force,
    day_of,
)
from workbench.commandline.reading_limits import add_limits
from workbench.commandline.saving import save_over
from workbench.model import proposal as proposals
from workbench.model import queries
from workbench.model.commands import ratings as commands
from workbench.model.document import Document
from workbench.model.patch import Label
from workbench.model.problems import JourneyError, Problem
from workbench.store import workspace_file
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `ratings make FILE --for NAME… --out FOLDER` and `ratings merge FILE WORKBOOK…`."""
    # what it does is overruled by the one of the two that must be named
    both = verbs.add("ratings", _make).add_subparsers(
        metavar="WHAT", required=True, title=say("cli.ratings.what")
    )

    def add(name: str, do: Do) -> argparse.ArgumentParser:
        text = say(f"cli.ratings.{name}")
        parser = both.add_parser(name, help=text, description=text, allow_abbrev=False)
        parser.set_defaults(do=do, parser=parser)
        add_file(parser)
        return parser

    make = add("make", _make)
    make.add_argument(
        "--for", dest="names", metavar="NAME", nargs="+", action="extend", required=True,
        help=say("cli.ratings.for"),
    )  # fmt: skip
    make.add_argument(
        "--out", metavar="FOLDER", type=Path, required=True, help=say("cli.ratings.out")
    )
    make.add_argument("--map", metavar="NAME", help=say("cli.ratings.map"))
    make.add_argument(
        "--stage", dest="stages", metavar="NAME", nargs="+", action="extend",
        help=say("cli.ratings.stage"),
    )  # fmt: skip
    add_as_of(make, "cli.ratings.as_of")
    add_force(make)

    merge = add("merge", _merge)
    merge.add_argument(
        "workbooks", metavar="WORKBOOK", type=Path, nargs="+", help=say("cli.ratings.workbooks")
    )
    merge.add_argument("--map", metavar="NAME", help=say("cli.ratings.merge_map"))
    merge.add_argument("--dry-run", action="store_true", help=say("cli.ratings.dry_run"))
    add_limits(merge)
    merge.add_argument("--take", choices=("median", "mean"), help=say("cli.ratings.take"))
    merge.add_argument(
        "--report", choices=("text", "json"), default="text", help=say("cli.ratings.report")
    )


def _make(options: argparse.Namespace) -> int:
    from workbench.exchange.ratings.making import make_sheets

    document = workspace_file.read(options.file).document
    map_id = _one_map(document, options.map, options.file)
    paths = make_sheets(
        document,
        map_id,
        options.names,
        options.out,
        stages=None if options.stages is None else _stages(document, map_id, options.stages),
        today=day_of(options),
        overwrite=options.force,
    )
    for path in paths:
        print(say("cli.export.done", path=path))
    return 0


def _merge(options: argparse.Namespace) -> int:
    from workbench.exchange.ratings import report
    from workbench.exchange.ratings.batch import read_batch

    opened = workspace_file.read(options.file)
    if opened.read_only and not options.dry_run:
        return refuse(say("cli.import.newer", path=options.file))
    before = opened.document
    wanted = _one_map(before, options.map, options.file) if options.map else ""
    batch = read_batch(before, options.workbooks, map_id=wanted)
    ticked = [i for i, item in enumerate(batch.proposal.suggestions) if item.ticked]
    applied = proposals.closure(batch.proposal, ticked)
    label = Label.of("ratings.merge", n=len(applied))
    after = before.apply(proposals.select(before, batch.proposal, applied, label))
    retaken = 0
    if options.take:
        after, retaken = _with_scores(after, batch.map, options.take)
    if after != before and not options.dry_run:
        save_over(options.file, after, opened)
    if options.report == "json":
        written = () if options.dry_run else applied
        print_bytes(report.as_json(before, after, batch, written))
    else:
        for line in report.as_text(before, after, batch, applied):
            print(in_one_line(line))
        _print_outcome(options, len(applied), retaken)
    refused = [item.problem for item in batch.files if item.outcome == "refused" and item.problem]
    if len(refused) == len(batch.files):
        return refuse(" ".join(sentence(problem) for problem in refused[:1]))
    return 0


def _print_outcome(options: argparse.Namespace, applied: int, retaken: int) -> None:
    """What came into the workspace: answers, and how many touchpoints got other scores."""
    if options.dry_run or not applied + retaken:
        print(say("cli.import.nothing", path=options.file))
        return
    if applied:
        print(say("cli.import.done", path=options.file, n=applied))
    if retaken:
        print(say("cli.ratings.taken", path=options.file, n=retaken))


def _with_scores(document: Document, map_id: str, middle: str) -> tuple[Document, int]:
    """The document with the scores that its ratings come to, and how many touchpoints changed."""
    from workbench.analysis.ratings import taken_scores

    if not map_id:
        return document, 0
    source = say("ratings.source")
    taken = taken_scores(document, map_id, "mean" if middle == "mean" else "median", source)
    patch = commands.take(document, taken)
    return document.apply(patch), len({change.id for change in patch.changes})


def _one_map(document: Document, name: str | None, path: Path) -> str:
    maps = chosen_maps(document, name)
    if not maps:
        raise JourneyError(Problem.of("ratings.no_map", name=path.name))
    return maps[0]


def _stages(document: Document, map_id: str, names: list[str]) -> list[str]:
    """The ids of the stages of these names or ids. Raises WrongUsage."""
    stages = queries.stages(document, map_id)
    found: list[str] = []
    for name in names:
        wanted = [stage.id for stage in stages if name in (stage.id, stage.name)]
        if not wanted:
            known = ", ".join(f"“{stage.name}”" for stage in stages)
            raise WrongUsage(say("cli.ratings.stage_unknown", name=name, known=known))
        found.extend(wanted)
    return found

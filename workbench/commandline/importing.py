"""`import`: what an edited workbook changes, listed and applied."""

from __future__ import annotations

import argparse
from pathlib import Path

from workbench.commandline.answers import refuse, short
from workbench.commandline.grammar import Verbs
from workbench.model import proposal as proposals
from workbench.model.document import Document
from workbench.model.patch import Label
from workbench.model.proposal import Proposal
from workbench.store import workspace_file
from workbench.words.problem_sentences import sentence
from workbench.words.say import say


def add_to(verbs: Verbs) -> None:
    """Add `import WORKBOOK --into FILE`."""
    bring = verbs.add("import", _import)
    bring.add_argument("workbook", metavar="WORKBOOK", type=Path, help=say("cli.import.workbook"))
    bring.add_argument(
        "--into", metavar="FILE", type=Path, required=True, help=say("cli.import.into")
    )
    bring.add_argument("--dry-run", action="store_true", help=say("cli.import.dry_run"))
    bring.add_argument(
        "--accept", choices=("all", "added", "changed"), help=say("cli.import.accept")
    )


def _import(options: argparse.Namespace) -> int:
    from workbench.exchange.proposal_from_workbook import read_proposal

    opened = workspace_file.read(options.into)
    if opened.read_only and options.accept and not options.dry_run:
        return refuse(say("cli.import.newer", path=options.into))
    proposal = read_proposal(opened.document, options.workbook)
    _print_proposal(opened.document, proposal)
    accepted = [
        index
        for index, suggestion in enumerate(proposal.suggestions)
        if options.accept in ("all", suggestion.kind)
    ]
    if options.dry_run or not accepted:
        if proposal.suggestions:
            print(say("cli.import.nothing", path=options.into))
        return 0
    n = len(proposals.closure(proposal, accepted))
    patch = proposals.select(opened.document, proposal, accepted, Label.of("import", n=n))
    workspace_file.write(options.into, opened.document.apply(patch), opened.assets)
    print(say("cli.import.done", path=options.into, n=n))
    return 0


def _print_proposal(document: Document, proposal: Proposal) -> None:
    from workbench.words.suggestion_texts import suggestion_text

    for suggestion in proposal.suggestions:
        text = suggestion_text(document, suggestion)
        code = "conflict" if suggestion.conflict else suggestion.kind
        print(
            say(
                f"cli.import.{code}",
                item=text.item,
                field=text.field,
                before=short(text.before),
                after=short(text.after),
                source=suggestion.source or say("review.row_missing"),
            )
        )
    for problem in proposal.unread:
        print(say("cli.import.unread", problem=sentence(problem)))
    kinds = [suggestion.kind for suggestion in proposal.suggestions]
    if not kinds:
        print(say("cli.import.no_change"))
    else:
        print(
            say(
                "cli.import.counts",
                n=len(kinds),
                added=kinds.count("added"),
                changed=kinds.count("changed"),
                removed=kinds.count("removed"),
            )
        )

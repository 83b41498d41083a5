"""`import WORKBOOK… --into FILE`: what edited workbooks change, listed and applied."""

from __future__ import annotations

import argparse

from workbench.commandline.answers import print_bytes, refuse, short
from workbench.commandline.saving import save_over
from workbench.model import proposal as proposals
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Label
from workbench.model.proposal import Proposal, Suggestion
from workbench.store import workspace_file
from workbench.words.problem_sentences import sentence
from workbench.words.say import say
from workbench.words.suggestion_texts import suggestion_text, value_text

_SIGNS = {"added": "+", "changed": "~", "removed": "−"}
_CONTESTED = "!"


def import_into(options: argparse.Namespace) -> int:
    """List what the workbooks change in the workspace, and apply what is accepted."""
    from workbench.exchange import proposal_report
    from workbench.exchange.merging import read_proposals

    opened = workspace_file.read(options.into)
    if opened.read_only and options.accept and not options.dry_run:
        return refuse(say("cli.import.newer", path=options.into))
    proposal = read_proposals(opened.document, options.workbooks)
    wanted = [
        index
        for index, item in enumerate(proposal.suggestions)
        if not options.dry_run and _is_accepted(item, options.accept)
    ]
    applied = proposals.without_rivals(proposal, wanted)
    if applied:
        label = Label.of("import", n=len(applied))
        patch = proposals.select(opened.document, proposal, applied, label)
        save_over(options.into, opened.document.apply(patch), opened)
    if options.report == "json":
        print_bytes(proposal_report.as_json(opened.document, proposal, applied))
        return 0
    _print_proposal(opened.document, proposal)
    undecided = len(set(wanted) - applied)
    if undecided:
        print(say("cli.import.undecided", n=undecided))
    if applied:
        print(say("cli.import.done", path=options.into, n=len(applied)))
    elif proposal.suggestions:
        print(say("cli.import.nothing", path=options.into))
    return 0


def _is_accepted(item: Suggestion, accept: str | None) -> bool:
    if accept == "sure":
        return item.ticked
    if item.kind == "removed" and item.guess is not None:
        return False
    return accept in ("all", item.kind)


def _print_proposal(document: Document, proposal: Proposal) -> None:
    for suggestion in proposal.suggestions:
        print(_line(document, suggestion))
    for problem in (*proposal.unread, *proposal.notices):
        print(say("cli.import.unread", problem=sentence(problem)))
    kinds = [suggestion.kind for suggestion in proposal.suggestions]
    if not kinds:
        print(say("cli.import.no_change"))
        return
    print(
        say(
            "cli.import.counts",
            n=len(kinds),
            added=kinds.count("added"),
            changed=kinds.count("changed"),
            removed=kinds.count("removed"),
        )
    )


def _line(document: Document, suggestion: Suggestion) -> str:
    """One change as a line: a sign, what and how, what is doubtful about it, where it stands."""
    text = suggestion_text(document, suggestion)
    is_contested = suggestion.conflict or bool(suggestion.rivals)
    sign = _CONTESTED if is_contested else _SIGNS[suggestion.kind]
    what = say("cli.import.item", sign=sign, item=text.item)
    if suggestion.kind == "changed":
        what = say(
            "cli.import.change",
            sign=sign,
            item=text.item,
            field=text.field,
            before=short(text.before),
            after=short(text.after),
        )
    change = suggestion.change
    if suggestion.conflict and isinstance(change, FieldChange):
        base = value_text(document, change.table, change.field, suggestion.base)
        what += say("cli.import.both_sides", base=short(base))
    if suggestion.rivals:
        what += say("cli.import.rivals")
    if suggestion.guess is not None:
        what += say("cli.import.guess", guess=suggestion.guess)
    source = suggestion.source or say("review.row_missing")
    return say("cli.import.at", what=what, source=source)

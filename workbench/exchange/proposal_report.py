"""A proposal for other programs: every change with its source, what was not read, counts."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from workbench.model.document import Document
from workbench.model.patch import Added, FieldChange, Removed
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion
from workbench.words.problem_sentences import sentence
from workbench.words.suggestion_texts import suggestion_text


def as_json(document: Document, proposal: Proposal, applied: Collection[int]) -> bytes:
    """The proposal for `document` as JSON; docs/workbook.md describes it.

    `applied` are the indices of the suggestions that were.
    """
    changes = [
        _change(document, item, index in applied) for index, item in enumerate(proposal.suggestions)
    ]
    report = {
        "changes": changes,
        "unread": _problems(proposal.unread),
        "notices": _problems(proposal.notices),
        "counts": {
            **{kind: _count(proposal, kind) for kind in ("added", "changed", "removed")},
            "conflicts": sum(is_contested(item) for item in proposal.suggestions),
            "guesses": sum(item.guess is not None for item in proposal.suggestions),
            "unread": len(proposal.unread),
            "applied": len(applied),
        },
    }
    return msgspec.json.format(msgspec.json.encode(report), indent=2)


def is_contested(item: Suggestion) -> bool:
    """Whether the workspace or another workbook wants something else there."""
    return item.conflict or bool(item.rivals)


def _change(document: Document, item: Suggestion, applied: bool) -> Mapping[str, object]:
    change = item.change
    before: object = None
    after: object = None
    match change:
        case FieldChange():
            before, after = change.before, change.after
        case Added():
            after = change.entity
        case Removed():
            before = change.entity
    return {
        "kind": item.kind,
        "table": change.table,
        "id": change.id,
        "item": suggestion_text(document, item).item,
        "field": change.field if isinstance(change, FieldChange) else None,
        "before": before,
        "after": after,
        "conflict": item.conflict,
        "base": item.base if item.conflict else None,
        "source": item.source,
        "workbooks": item.who,
        "rivals": item.rivals,
        "guess": item.guess,
        "needs": item.needs,
        "ticked": item.ticked,
        "applied": applied,
    }


def _count(proposal: Proposal, kind: str) -> int:
    return sum(item.kind == kind for item in proposal.suggestions)


def _problems(problems: Sequence[Problem]) -> list[Mapping[str, object]]:
    return [
        {
            "code": problem.code,
            "cell": dict(problem.parameters).get("cell"),
            "sentence": sentence(problem),
        }
        for problem in problems
    ]

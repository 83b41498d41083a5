"""What a row of an import review says."""

from __future__ import annotations

from typing import NamedTuple

from workbench.model.document import Document
from workbench.model.patch import FieldChange
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion
from workbench.words.labels import field_name
from workbench.words.problem_sentences import sentence
from workbench.words.say import known, say
from workbench.words.suggestion_texts import suggestion_text, value_text

_NOTHING = "—"


class RowText(NamedTuple):
    """What a row says in its columns."""

    item: str
    field: str
    base: str
    before: str
    after: str
    where: str


def of_suggestion(document: Document, suggestion: Suggestion) -> RowText:
    """The row of a change; `base` is told where both sides changed a field."""
    text = suggestion_text(document, suggestion)
    where = suggestion.source or say("review.row_missing")
    blank = _NOTHING if suggestion.kind == "changed" else ""
    before, after = text.before or blank, text.after or blank
    return RowText(text.item, text.field, _base(document, suggestion), before, after, where)


def of_problem(problem: Problem) -> RowText:
    """The row of what could not be read, or is good to know."""
    given = dict(problem.parameters)
    table, name = str(given.get("table", "")), str(given.get("field", ""))
    got = given.get("got")
    return RowText(
        str(given.get("item", "")),
        field_name(table, name) if table and name else "",
        "",
        str(given.get("kept", "")),
        say("review.got", got=got) if got is not None else "",
        sentence(problem),
    )


def say_of(code: str, side: str, /, **parameters: object) -> str:
    """A text of the review, in the wording for a side of its own where there is one."""
    own = f"{code}.{side}"
    return say(own if side and known(own) else code, **parameters)


def why_contested(
    document: Document, proposal: Proposal, suggestion: Suggestion, side: str = ""
) -> str:
    """Who wants what, as a tooltip: the workspace, the export, the other workbooks."""
    text = of_suggestion(document, suggestion)
    parts = []
    if suggestion.conflict:
        base = text.base or _NOTHING
        values = {"base": base, "mine": text.before, "theirs": text.after}
        parts.append(say_of("review.conflict", side, **values))
    if suggestion.rivals:
        every = [suggestion, *(proposal.suggestions[index] for index in suggestion.rivals)]
        wanted = [
            say(
                "review.rival.line",
                who=", ".join(item.who),
                value=of_suggestion(document, item).after,
            )
            for item in every
        ]
        parts.append(say("review.rival", mine=text.before, wanted="\n".join(wanted)))
    return "\n\n".join(parts)


def why_guessed(suggestion: Suggestion) -> str:
    """How sure a guess is, and of what, as a tooltip."""
    ends = {"added": ".new_tip", "changed": ".tip", "removed": ".gone_tip"}
    return say(f"review.guess{ends[suggestion.kind]}", guess=suggestion.guess)


def _base(document: Document, suggestion: Suggestion) -> str:
    change = suggestion.change
    if not suggestion.conflict or not isinstance(change, FieldChange):
        return ""
    return value_text(document, change.table, change.field, suggestion.base) or _NOTHING

"""Changes that somebody else suggests, to be accepted or rejected one by one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Literal

import msgspec

from workbench.model import rules
from workbench.model.document import Document
from workbench.model.entities import TABLES
from workbench.model.fields import fields_of
from workbench.model.patch import (
    Added,
    Change,
    FieldChange,
    Label,
    Patch,
    Removed,
    change_of,
    fold,
)
from workbench.model.problems import Problem, RefusedEdit


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """One change, where it was read, and the suggestions it cannot do without.

    `source` names the place, e.g. ``Touchpoints!I7``; `ticked` is whether it is accepted
    unless somebody says otherwise; `conflict` that both sides changed the field since the
    export, when `base` is the value they started from. `guess` is how sure it is, 0 to 100,
    that the change is about this entity, None where that is known. `who` names those who want
    it where there are several, `rivals` the suggestions of others of which one at most can be
    accepted instead.
    """

    change: Change
    source: str
    needs: tuple[int, ...] = ()
    ticked: bool = True
    conflict: bool = False
    base: Any = None
    guess: int | None = None
    who: tuple[str, ...] = ()
    rivals: tuple[int, ...] = ()

    @property
    def kind(self) -> Literal["added", "changed", "removed"]:
        match self.change:
            case Added():
                return "added"
            case Removed():
                return "removed"
        return "changed"


class Proposal(msgspec.Struct, frozen=True):
    """Suggestions in reading order, what could not be read (which changes nothing), and what
    is good to know about the rest.
    """

    suggestions: tuple[Suggestion, ...] = ()
    unread: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()


def closure(proposal: Proposal, accepted: Iterable[int]) -> frozenset[int]:
    """The accepted suggestions with all those they cannot do without."""
    wanted: set[int] = set()
    queue = list(accepted)
    while queue:
        index = queue.pop()
        if index not in wanted:
            wanted.add(index)
            queue.extend(proposal.suggestions[index].needs)
    return frozenset(wanted)


def without_rivals(proposal: Proposal, accepted: Iterable[int]) -> frozenset[int]:
    """What of the accepted can be applied together: of rivals none, with what needs them."""
    wanted = closure(proposal, accepted)
    undecided = {i for i in wanted if wanted.intersection(proposal.suggestions[i].rivals)}
    return frozenset(i for i in wanted if not undecided & closure(proposal, [i]))


def select(document: Document, proposal: Proposal, accepted: Iterable[int], label: Label) -> Patch:
    """The one patch that makes the accepted suggestions of a proposal for `document`.

    Removals take along what belongs to the removed (see `rules.removal`). Raises StalePatch
    where the document is not the one that the proposal was made for, RefusedEdit for two rivals
    and with the first thing that would be unsound.
    """
    wanted = closure(proposal, accepted)
    for index in sorted(wanted):
        if wanted.intersection(proposal.suggestions[index].rivals):
            raise RefusedEdit(Problem.of("proposal.rivals", proposal.suggestions[index].change.id))
    chosen = [proposal.suggestions[index].change for index in sorted(wanted)]
    position = {name: index for index, name in enumerate(TABLES)}
    added = sorted(
        (change for change in chosen if isinstance(change, Added)),
        key=lambda change: position[change.table],
    )
    edits = [change for change in chosen if isinstance(change, FieldChange)]
    first = Patch(label, fold((*added, *edits)))
    between = document.apply(first)
    gone = [(change.table, change.id) for change in chosen if isinstance(change, Removed)]
    second = Patch(label, rules.removal(between, gone))
    for problem in rules.check(between.apply(second)):
        raise RefusedEdit(problem)
    return first.then(second)


def encode(proposal: Proposal) -> bytes:
    """A proposal as JSON, for crossing from the worker process."""
    return msgspec.json.encode(proposal)


def decode(data: bytes) -> Proposal:
    """The proposal that `encode` wrote. Raises msgspec.ValidationError on others."""
    raw: dict[str, Any] = msgspec.json.decode(data)
    return Proposal(
        tuple(_suggestion(item) for item in raw["suggestions"]),
        msgspec.convert(raw["unread"], tuple[Problem, ...]),
        msgspec.convert(raw["notices"], tuple[Problem, ...]),
    )


def _suggestion(raw: Mapping[str, Any]) -> Suggestion:
    change = change_of(raw["change"])
    base = raw["base"]
    if isinstance(change, FieldChange):
        base = msgspec.convert(base, fields_of(change.table)[change.field].type | None)
    return Suggestion(
        change=change,
        source=raw["source"],
        needs=tuple(raw["needs"]),
        ticked=raw["ticked"],
        conflict=raw["conflict"],
        base=base,
        guess=raw["guess"],
        who=tuple(raw["who"]),
        rivals=tuple(raw["rivals"]),
    )

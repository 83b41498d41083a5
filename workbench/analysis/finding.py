"""One gap that the analysis found, as a plain value that crosses processes as JSON.

There are thousands, and nothing in them leads back to them: the garbage collector passes them by.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import attrgetter
from typing import Literal, Self

import msgspec

from workbench.model.document import Document
from workbench.model.entities import Depth, Driver, FindingDecision
from workbench.model.problems import Parameter

Kind = Literal["coverage", "experience", "flow", "follow-up", "evidence"]
BaseForm = Literal["weight", "plus-half", "times", "score"]
Parameters = tuple[tuple[str, Parameter], ...]

KINDS: tuple[Kind, ...] = ("coverage", "experience", "flow", "follow-up", "evidence")


class Subject(msgspec.Struct, frozen=True, gc=False):
    """Something that a finding is about.

    A practice is named by its code in the playbook, under the table "practices".
    """

    table: str
    id: str


class Action(msgspec.Struct, frozen=True, gc=False):
    """What to do about a finding, as a code and parameters for `words.finding_sentences`."""

    code: str
    parameters: Parameters = ()

    @classmethod
    def of(cls, code: str, **parameters: Parameter) -> Self:
        return cls(code, tuple(parameters.items()))


class Suggestion(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """The touchpoint that would close a finding.

    `practice` is the code of the practice that it would put in place.
    """

    stage: str
    lane: str
    title: str
    channel: str | None = None
    needs: tuple[str, ...] = ()
    drivers: tuple[Driver, ...] = ()
    practice: str | None = None


class Join(msgspec.Struct, frozen=True, gc=False):
    """A connection that would help against a finding, from one touchpoint to another."""

    source: str
    target: str


class Working(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """How a priority came about: base × depth factor × persona factor, at most 20.

    The base is the rule's weight ("weight"), the weight plus half of `size` ("plus-half"),
    the weight times `size` ("times", and "score" where `size` is an opportunity score).
    `depth` is None for a finding of the whole map. `changed` says that the workspace set its
    own weight.
    """

    base: float
    form: BaseForm
    weight: float
    size: float | None = None
    depth: Depth | None = None
    depth_factor: float = 1.0
    persona_factor: float = 1.0
    capped: bool = False
    changed: bool = False


class Finding(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """One gap: which rule found it, where, how much it matters and what to do about it.

    `key` is rule / map id / sorted subject ids, so that it survives renaming and reordering.
    `persona` is set where the finding concerns one persona only. `folds` says that its rule
    tells cards alike in one stage together, so that the subjects of its findings come and go.
    """

    rule: str
    key: str
    map: str | None
    stage: str | None
    kind: Kind
    priority: float
    working: Working
    subjects: tuple[Subject, ...]
    variant: str = ""
    parameters: Parameters = ()
    action: Action
    method: str
    persona: str | None = None
    suggestion: Suggestion | None = None
    joins: tuple[Join, ...] = ()
    folds: bool = False


def key_of(rule: str, map_id: str, subjects: tuple[Subject, ...]) -> str:
    """The stable key of a finding."""
    return f"{rule}/{map_id}/{'+'.join(sorted(subject.id for subject in subjects))}"


def ranked(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings by priority descending, then key."""
    by_key = sorted(findings, key=attrgetter("key"))
    return tuple(sorted(by_key, key=attrgetter("priority"), reverse=True))


def decision_of(document: Document, finding: Finding) -> FindingDecision | None:
    """What people decided about a finding; None where they have not yet.

    Where the finding tells several cards together, a decision about these and others holds
    for those that are left; of several such the one about the fewest cards.
    """
    if not document.decisions:
        return None
    decisions = document.remember(frozenset({"decisions"}), "decisions_by_key", _by_key)
    exact = decisions.get(finding.key)
    if exact is not None or not finding.folds:
        return exact
    rule, cards = _parted(finding.key)
    wider = document.remember(frozenset({"decisions"}), "decisions_by_rule", _by_rule)
    holding = [(about, item) for about, item in wider.get(rule, ()) if cards < about]
    return min(holding, key=lambda pair: (len(pair[0]), pair[1].key), default=(cards, None))[1]


def decided(document: Document, findings: Iterable[Finding]) -> dict[str, FindingDecision]:
    """What people decided, by the key of the finding it holds for (see `decision_of`)."""
    if not document.decisions:
        return {}
    held = ((finding.key, decision_of(document, finding)) for finding in findings)
    return {key: decision for key, decision in held if decision is not None}


def decision_key(document: Document, finding: Finding) -> str:
    """The key under which to keep what people decide next about a finding.

    Its own, or that of the decision that holds for it already, so that the rest of that stays.
    """
    decision = decision_of(document, finding)
    return decision.key if decision is not None else finding.key


def _by_key(document: Document) -> dict[str, FindingDecision]:
    return {
        item.key: item
        for item in sorted(document.decisions.values(), key=lambda d: d.id, reverse=True)
    }


def _by_rule(document: Document) -> dict[str, list[tuple[frozenset[str], FindingDecision]]]:
    found: dict[str, list[tuple[frozenset[str], FindingDecision]]] = {}
    for item in _by_key(document).values():
        rule, cards = _parted(item.key)
        found.setdefault(rule, []).append((cards, item))
    return found


def _parted(key: str) -> tuple[str, frozenset[str]]:
    """A key as rule with map, and its subjects."""
    rule, _, subjects = key.rpartition("/")
    return rule, frozenset(subjects.split("+"))


def encode(findings: tuple[Finding, ...]) -> bytes:
    """Findings as JSON, for crossing from the worker process."""
    return msgspec.json.encode(findings)


def decode(data: bytes) -> tuple[Finding, ...]:
    """The findings that `encode` wrote. Raises msgspec.ValidationError on others."""
    return msgspec.json.decode(data, type=tuple[Finding, ...])

"""Findings in words: the headline, what to do, how the priority came about, the method."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

from workbench.model.document import Document
from workbench.model.entities import Connection
from workbench.model.problems import Parameter
from workbench.words.labels import choice_name, table_name
from workbench.words.say import number, say

Pairs = tuple[tuple[str, Parameter], ...]

NAME_LIMIT = 80
LIST_LIMIT = 3

_TITLES = {
    "touchpoints": "title",
    "needs": "text",
    "notes": "text",
    "reasons": "text",
    "triggers": "event",
}
_REFERENCES = {
    "stage": "stages",
    "previous": "stages",
    "persona": "personas",
    "need": "needs",
    "channel": "channels",
    "touchpoint": "touchpoints",
    "giver": "touchpoints",
    "before": "touchpoints",
    "after": "touchpoints",
    "note": "notes",
    "trigger": "triggers",
    "reason": "reasons",
    "map": "maps",
}
_LISTS = {
    "touchpoints": "touchpoints",
    "stages": "stages",
    "notes": "notes",
    "personas": "personas",
    "channels": "channels",
}


class SubjectLike(Protocol):
    @property
    def table(self) -> str: ...
    @property
    def id(self) -> str: ...


class ActionLike(Protocol):
    @property
    def code(self) -> str: ...
    @property
    def parameters(self) -> Pairs: ...


class WorkingLike(Protocol):
    @property
    def base(self) -> float: ...
    @property
    def form(self) -> str: ...
    @property
    def weight(self) -> float: ...
    @property
    def size(self) -> float | None: ...
    @property
    def depth(self) -> str | None: ...
    @property
    def depth_factor(self) -> float: ...
    @property
    def persona_factor(self) -> float: ...
    @property
    def capped(self) -> bool: ...
    @property
    def changed(self) -> bool: ...


class FindingLike(Protocol):
    """What a sentence needs to know of a finding; `analysis.finding.Finding` is one."""

    @property
    def rule(self) -> str: ...
    @property
    def stage(self) -> str | None: ...
    @property
    def variant(self) -> str: ...
    @property
    def priority(self) -> float: ...
    @property
    def working(self) -> WorkingLike: ...
    @property
    def parameters(self) -> Pairs: ...
    @property
    def action(self) -> ActionLike: ...
    @property
    def method(self) -> str: ...
    @property
    def persona(self) -> str | None: ...
    @property
    def subjects(self) -> Sequence[SubjectLike]: ...


def headline(document: Document, finding: FindingLike) -> str:
    """What was found, e.g. "Price & hours page matters (9) but disappoints (3)"."""
    return "".join(text for text, _ in headline_parts(document, finding))


def headline_parts(document: Document, finding: FindingLike) -> tuple[tuple[str, bool], ...]:
    """The headline as (text, whether it is stressed)."""
    code = f"finding.{finding.rule}"
    if finding.variant:
        code = f"{code}.{finding.variant}"
    values = _values(document, finding.parameters)
    # names may hold any character, so stress is read from the text before they are filled in
    holes = {name: value if name == "n" else f"\0{name}\0" for name, value in values.items()}
    parts = say(code, **holes).split("**")
    return tuple(
        (_filled(part, values), index % 2 == 1) for index, part in enumerate(parts) if part
    )


def fold_headline(document: Document, finding: FindingLike, n: int) -> str:
    """What a line says that folds `n` findings like this one, e.g. "4 × Dead end in Decision"."""
    stage = finding.stage
    code = "finding.fold" if stage is not None else "finding.fold.map"
    place = {"stage": name_of(document, "stages", stage)} if stage is not None else {}
    return say(code, n=n, rule=rule_name(finding.rule), **place)


def action(document: Document, finding: FindingLike) -> str:
    """What to do about it, e.g. "Put “Order by phone” in place"."""
    return say(f"action.{finding.action.code}", **_values(document, finding.action.parameters))


def working_text(document: Document, finding: FindingLike) -> str:
    """How the priority came about, e.g. "7.2 = 12 × 0.6 (brief)"."""
    working = finding.working
    factors = [number(working.base, 2)]
    if working.depth_factor != 1 and working.depth is not None:
        depth = choice_name("depth", working.depth).lower()
        factors.append(say("working.depth", factor=number(working.depth_factor, 2), depth=depth))
    if working.persona_factor != 1 and finding.persona is not None:
        persona = name_of(document, "personas", finding.persona)
        factor = number(working.persona_factor, 2)
        factors.append(say("working.persona", factor=factor, persona=persona))
    base = _base_text(working)
    if len(factors) == 1 and not working.capped:
        return f"{factors[0]} = {base}"
    product = " × ".join(factors)
    if working.capped:
        product = say("working.capped", product=product, cap=number(finding.priority))
    text = f"{number(finding.priority, 2)} = {product}"
    # where the base is just the weight, the first line says it all
    plain = working.form == "weight" and not working.changed
    return text if plain else f"{text}; {factors[0]} = {base}"


def method_name(finding: FindingLike) -> str:
    """The method by which it was found, e.g. "Opportunity score (Ulwick)"."""
    return say(f"method.{finding.method}")


def explanation(finding: FindingLike) -> str:
    """The method with its formula."""
    return f"{method_name(finding)}: {say(f'method.{finding.method}.formula')}"


def rule_name(rule: str) -> str:
    """The name of a rule, e.g. "Dead end"."""
    return say(f"rule.{rule}")


def kind_name(kind: str) -> str:
    """The name of a kind of findings, e.g. "Follow-up"."""
    return say(f"kind.{kind}")


def subject_label(document: Document, finding: FindingLike, subject: SubjectLike) -> str:
    """The full name of something that a finding is about."""
    if subject.table == "practices":
        return str(dict(finding.parameters).get("title", subject.id))
    return name_of(document, subject.table, subject.id)


def name_of(document: Document, table: str, identifier: str) -> str:
    """The name of an entity in one line: its name, title, text or event; "unnamed …".

    A connection is named by its ends.
    """
    entity = document.get(table, identifier)
    if isinstance(entity, Connection):
        ends = (name_of(document, "touchpoints", end) for end in (entity.source, entity.target))
        return " → ".join(ends)
    name = " ".join(str(getattr(entity, _TITLES.get(table, "name"), "")).split())
    return name or say("name.blank", noun=table_name(table))


def _base_text(working: WorkingLike) -> str:
    blank = ".blank" if working.form == "plus-half" and working.size is None else ""
    changed = ".changed" if working.changed else ""
    return say(
        f"working.base.{working.form}{blank}{changed}",
        weight=number(working.weight, 2),
        size=number(working.size or 0.0, 2),
    )


def _values(document: Document, parameters: Pairs) -> dict[str, object]:
    return {name: _value(document, name, value) for name, value in parameters}


def _value(document: Document, name: str, value: Parameter) -> object:
    if name == "n":
        return value
    if isinstance(value, int | float):
        return number(value, grouped=True)
    if name in _REFERENCES:
        return _short(name_of(document, _REFERENCES[name], value))
    if name in _LISTS:
        return _list([name_of(document, _LISTS[name], item) for item in value.split(",")])
    if name == "cycle":
        names = [_short(name_of(document, "touchpoints", item)) for item in value.split(",")]
        return " → ".join([*names, names[0]])
    return value


def _list(names: Sequence[str]) -> str:
    shown = [_short(name) for name in names[:LIST_LIMIT]]
    more = len(names) - LIST_LIMIT
    if more > 0:
        return say("name.more", names=", ".join(shown), n=more)
    if len(shown) == 1:
        return shown[0]
    return say("name.and", names=", ".join(shown[:-1]), last=shown[-1])


def _short(name: str) -> str:
    return name if len(name) <= NAME_LIMIT else name[: NAME_LIMIT - 1].rstrip() + "…"


def _filled(text: str, values: Mapping[str, object]) -> str:
    return re.sub("\0(.+?)\0", lambda found: str(values[found[1]]), text)

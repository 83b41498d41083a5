"""All gaps of a map, ranked."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from workbench.analysis.finding import Finding, decode, encode, key_of, ranked
from workbench.analysis.priority import value_of, working_of
from workbench.analysis.rules.journey import Draft, Each, Journey, journey_of
from workbench.analysis.rules.registry import RULES, Rule
from workbench.model.document import Document
from workbench.model.entities import RuleSetting, Touchpoint

__all__ = ["Finding", "decode", "encode", "findings"]


_PRIORITY_PLACES = frozenset({"maps", "stages", "personas"})
"""What the priority of a finding depends on, beyond its draft."""


class _Together(NamedTuple):
    """Rules whose findings depend on the same places, and so are looked for together."""

    places: frozenset[str]
    rules: tuple[Rule, ...]


def _grouped(rules: Iterable[Rule]) -> tuple[_Together, ...]:
    found: dict[frozenset[str], list[Rule]] = {}
    for rule in rules:
        found.setdefault(rule.places, []).append(rule)
    return tuple(_Together(places, tuple(several)) for places, several in found.items())


_GROUPS = _grouped(RULES)
"""All rules. Looking up half as many is what an edit of a small map costs."""


def findings(document: Document, map_id: str, today: datetime.date) -> tuple[Finding, ...]:
    """The gaps of a map on a day, by priority descending, then key.

    Rules that the workspace has switched off stay silent; findings of priority 0 are left
    out; those that people decided about are not (see `finding.decision_of`). Depends on
    nothing but its arguments, nor on the order of entities. Raises KeyError for no such map.
    """
    settings = _settings(document)
    limits = {rule: item.limit for rule, item in settings.items() if item.limit is not None}
    journey = journey_of(document, map_id, today, limits)
    return ranked([item for together in _GROUPS for item in _of_rules(journey, together, settings)])


def _of_rules(
    journey: Journey, together: _Together, settings: Mapping[str, RuleSetting]
) -> tuple[Finding, ...]:
    """The findings of some rules; most edits leave those of most rules as they are."""
    own = [settings.get(rule.id) for rule in together.rules] if settings else ()

    def build(document: Document) -> tuple[Finding, ...]:
        return tuple(
            item
            for rule in together.rules
            if (setting := settings.get(rule.id)) is None or setting.enabled
            for item in _of_rule(document, journey, rule, setting)
            if item.priority > 0
        )

    key = ("findings", together.rules[0].id, journey.map.id, journey.today, *own)
    return journey.document.remember(together.places, key, build)


def _of_rule(
    document: Document, journey: Journey, rule: Rule, setting: RuleSetting | None
) -> Iterable[Finding]:
    weight = setting.weight if setting is not None else None
    if isinstance(rule.find, Each):
        return _of_each(journey, rule, rule.find, weight)
    drafts = rule.find(journey)
    return (_finding(document, journey.map.id, rule, weight, draft) for draft in drafts)


def _of_each(journey: Journey, rule: Rule, find: Each, weight: float | None) -> Iterator[Finding]:
    """What is found about each touchpoint; those that did not change keep their findings."""
    document, map_id = journey.document, journey.map.id
    known: dict[str, tuple[Touchpoint, Finding | None]] = document.remember(
        _PRIORITY_PLACES, ("findings of each", rule.id, map_id, weight), lambda _: {}
    )
    for item in journey.counting:
        if item.id not in known or known[item.id][0] is not item:
            draft = find.look(item)
            known[item.id] = (
                item,
                _finding(document, map_id, rule, weight, draft) if draft is not None else None,
            )
        if (found := known[item.id][1]) is not None:
            yield found


def _settings(document: Document) -> dict[str, RuleSetting]:
    given = sorted(document.rule_settings.values(), key=lambda item: item.id, reverse=True)
    return {item.rule: item for item in given}


def _finding(
    document: Document, map_id: str, rule: Rule, weight: float | None, draft: Draft
) -> Finding:
    working = working_of(
        document,
        map_id,
        form=rule.form,
        weight=rule.weight if weight is None else weight,
        size=draft.size,
        stage=draft.stage,
        persona=draft.persona,
        changed=weight is not None and weight != rule.weight,
    )
    return Finding(
        rule=rule.id,
        key=key_of(rule.id, map_id, draft.subjects),
        map=map_id,
        stage=draft.stage,
        kind=rule.kind,
        priority=value_of(working),
        working=working,
        subjects=draft.subjects,
        variant=draft.variant,
        parameters=draft.parameters,
        action=draft.action,
        method=rule.method,
        persona=draft.persona,
        suggestion=draft.suggestion,
        joins=draft.joins,
        folds=rule.folds,
    )

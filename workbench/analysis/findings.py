"""All gaps of a map, ranked."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

from workbench.analysis.finding import Finding, decode, encode, key_of, ranked
from workbench.analysis.priority import value_of, working_of
from workbench.analysis.rules.journey import Draft, Each, Journey, journey_of
from workbench.analysis.rules.registry import RULES, Rule
from workbench.model.document import Document
from workbench.model.entities import RuleSetting, Touchpoint

__all__ = ["Finding", "decode", "encode", "findings"]


_PRIORITY_PLACES = frozenset({"maps", "stages", "personas"})
"""What the priority of a finding depends on, beyond its draft."""


def findings(document: Document, map_id: str, today: datetime.date) -> tuple[Finding, ...]:
    """The gaps of a map on a day, by priority descending, then key.

    Rules that the workspace has switched off stay silent; findings of priority 0 are left
    out; those that people decided about are not (see `finding.decision_of`). Depends on
    nothing but its arguments, nor on the order of entities. Raises KeyError for no such map.
    """
    settings = _settings(document)
    limits = {rule: item.limit for rule, item in settings.items() if item.limit is not None}
    journey = journey_of(document, map_id, today, limits)
    found: list[Finding] = []
    for rule in RULES:
        setting = settings.get(rule.id)
        if setting is None or setting.enabled:
            found += _of_rule(journey, rule, setting.weight if setting is not None else None)
    return ranked(found)


def _of_rule(journey: Journey, rule: Rule, weight: float | None) -> tuple[Finding, ...]:
    """The findings of one rule; most edits leave those of most rules as they are."""

    def build(document: Document) -> tuple[Finding, ...]:
        if isinstance(rule.find, Each):
            every = _of_each(journey, rule, rule.find, weight)
        else:
            drafts = rule.find(journey)
            every = (_finding(document, journey.map.id, rule, weight, draft) for draft in drafts)
        return tuple(item for item in every if item.priority > 0)

    limit = journey.limits.get(rule.id)
    key = ("findings", rule.id, journey.map.id, journey.today, limit, weight)
    return journey.document.remember(rule.places, key, build)


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

"""Commands on which rules run and how much they weigh in this workspace."""

from __future__ import annotations

from typing import Any

from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import RuleSetting
from workbench.model.ids import new_id
from workbench.model.patch import Label, Patch


def set_rule(document: Document, rule: str, **values: Any) -> Patch:
    """Set `enabled`, `weight` (0–20) or `limit` of one rule; None is the rule’s own number."""
    known = next((s for s in document.rule_settings.values() if s.rule == rule), None)
    label = Label.of("rule.set", rule=rule)
    if known is not None:
        changed = edit.set_fields(document, "rule_settings", [known.id], values)
        return Patch(label, changed.changes)
    entity = RuleSetting(id=new_id("rule_settings"), rule=rule)
    first = edit.add(document, "rule_settings", entity)
    second = edit.set_fields(document.apply(first), "rule_settings", [entity.id], values)
    return Patch(label, first.then(second).changes)

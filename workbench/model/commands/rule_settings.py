"""Commands on which rules run and how much they weigh in this workspace."""

from __future__ import annotations

from typing import Any

from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import RuleSetting
from workbench.model.ids import new_id
from workbench.model.patch import Added, Label, Patch


def set_rule(document: Document, rule: str, **values: Any) -> Patch:
    """Set `enabled` or `weight` (0–20, None for the rule's own) of one rule."""
    known = next((s for s in document.rule_settings.values() if s.rule == rule), None)
    if known is not None:
        return edit.set_fields(document, "rule_settings", [known.id], values)
    label = Label.of("rule.set", rule=rule)
    entity = RuleSetting(id=new_id("rule_settings"), rule=rule)
    first = edit.finished(
        document, label, [Added("rule_settings", rules.cleaned("rule_settings", entity))]
    )
    second = edit.set_fields(document.apply(first), "rule_settings", [entity.id], values)
    return first.then(second)

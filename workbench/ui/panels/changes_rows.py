"""The lines of the list of changes, worked out from a comparison."""

from __future__ import annotations

from typing import NamedTuple

from workbench.analysis.comparison import Comparison, Difference
from workbench.model import entities as e
from workbench.model.document import Document
from workbench.ui.pills import Pill, Tone
from workbench.words.finding_sentences import headline
from workbench.words.labels import field_name
from workbench.words.say import say
from workbench.words.suggestion_texts import item_name, value_text

_TONES: dict[str, Tone] = {
    "added": "good",
    "removed": "bad",
    "moved": "warn",
    "changed": "warn",
    "closes": "good",
    "opens": "bad",
}


_HOMES = (("stage", "stages"), ("lane", "lanes"), ("touchpoint", "touchpoints"))
"""The fields that say where a part stands, with their tables."""


class Line(NamedTuple):
    """One line: how, what, which field, today and then; and where a click goes."""

    pill: Pill
    item: str
    field: str
    current: str
    future: str
    table: str
    id: str


def lines(document: Document, found: Comparison) -> list[Line]:
    """Every difference, then the gaps that close and those that open."""
    result: list[Line] = []
    for difference in found.differences:
        result.extend(_difference(document, difference))
    for kind, findings in (("closes", found.closes), ("opens", found.opens)):
        for finding in findings:
            subject = next(
                (s for s in finding.subjects if document.get(s.table, s.id) is not None), None
            )
            result.append(
                Line(
                    _pill(kind),
                    headline(document, finding),
                    "",
                    "",
                    "",
                    subject.table if subject else "",
                    subject.id if subject else "",
                )
            )
    return result


def _difference(document: Document, difference: Difference) -> list[Line]:
    table, kind = difference.table, difference.kind
    before = document.get(table, difference.current)
    after = document.get(table, difference.future)
    entity = after if after is not None else before
    is_half_gone = kind == "changed" and (before is None or after is None)
    if entity is None or is_half_gone:
        # the document has moved on since the worker looked; the next answer is on its way
        return []
    name, pill = item_name(document, table, entity), _pill(kind)
    if kind == "added":
        return [Line(pill, name, "", "", _place(document, after), table, entity.id)]
    if kind == "removed":
        return [Line(pill, name, "", _place(document, before), "", table, entity.id)]
    if kind == "moved":
        now, then = _place(document, before), _place(document, after)
        return [Line(pill, name, say("changes.place"), now, then, table, entity.id)]
    return [
        Line(
            pill,
            name,
            field_name(table, field),
            value_text(document, table, field, getattr(before, field)),
            value_text(document, table, field, getattr(after, field)),
            table,
            entity.id,
        )
        for field in difference.fields
    ]


def _pill(kind: str) -> Pill:
    return Pill(say(f"changes.kind.{kind}"), _TONES[kind])


def _place(document: Document, entity: e.Entity | None) -> str:
    """Where a part stands: a card’s stage and lane, a trigger’s card; a connection’s share."""
    if isinstance(entity, e.Connection):
        share = value_text(document, "connections", "share", entity.share)
        return say("changes.share", share=share) if share else ""
    homes = ((table, getattr(entity, field, None)) for field, table in _HOMES)
    parts = ((table, document.get(table, home)) for table, home in homes if home)
    return " · ".join(item_name(document, table, part) for table, part in parts if part)

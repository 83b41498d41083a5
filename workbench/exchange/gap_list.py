"""Findings as a list for other programs (JSON) and for reading in a terminal (text)."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

import msgspec

from workbench.analysis.finding import Finding, decision_of
from workbench.analysis.findings import findings
from workbench.model import queries
from workbench.model.document import Document
from workbench.words import finding_numbers
from workbench.words import finding_sentences as words
from workbench.words.labels import choice_name
from workbench.words.say import number, say


class Subject(msgspec.Struct, frozen=True):
    """Something that a listed finding is about."""

    table: str
    id: str
    label: str


class Figure(msgspec.Struct, frozen=True):
    """Something that was measured or counted."""

    name: str
    value: str


class ListedFinding(msgspec.Struct, frozen=True):
    """One finding as the JSON list gives it; map, stage and persona by id.

    What nobody decided yet is empty or null: see `entities.FindingDecision`.
    """

    rule: str
    key: str
    map: str | None
    stage: str | None
    kind: str
    priority: float
    working: str
    subjects: tuple[Subject, ...]
    action: str
    headline: str
    method: str
    formula: str
    why: str
    numbers: tuple[Figure, ...]
    persona: str | None
    decision: str | None
    reason: str
    owner: str
    effort: int | None
    due: datetime.date | None


def of_maps(document: Document, maps: Iterable[str], today: datetime.date) -> tuple[Finding, ...]:
    """The findings of these maps, the highest priority first, ties by key."""
    found = (finding for name in maps for finding in findings(document, name, today))
    return tuple(sorted(found, key=lambda finding: (-finding.priority, finding.key)))


def as_json(document: Document, found: Sequence[Finding]) -> bytes:
    """The findings as a JSON list of ListedFinding, indented, in UTF-8."""
    listed = [_listed(document, finding) for finding in found]
    return msgspec.json.format(msgspec.json.encode(listed), indent=2)


def _listed(document: Document, finding: Finding) -> ListedFinding:
    decision = decision_of(document, finding)
    return ListedFinding(
        rule=finding.rule,
        key=finding.key,
        map=finding.map,
        stage=finding.stage,
        kind=finding.kind,
        priority=finding.priority,
        working=words.working_text(document, finding),
        subjects=tuple(
            Subject(item.table, item.id, words.subject_label(document, finding, item))
            for item in finding.subjects
        ),
        action=words.action(document, finding),
        headline=words.headline(document, finding),
        method=words.method_name(finding),
        formula=say(f"method.{finding.method}.formula"),
        why=finding_numbers.why(finding),
        numbers=tuple(Figure(*pair) for pair in finding_numbers.numbers(finding)),
        persona=finding.persona,
        decision=decision.state if decision else None,
        reason=decision.reason if decision else "",
        owner=decision.owner if decision else "",
        effort=decision.effort if decision else None,
        due=decision.due if decision else None,
    )


def as_text(document: Document, found: Sequence[Finding]) -> Iterator[str]:
    """The lines of a list to read: map by map, per finding what is wrong and what to do."""
    if not found:
        yield say("gaps.none")
    place = {item.id: index for index, item in enumerate(queries.maps(document))}
    by_map = sorted(found, key=lambda finding: place.get(finding.map or "", -1))
    for map_id, group in groupby(by_map, key=lambda finding: finding.map):
        listed = tuple(group)
        name = words.name_of(document, "maps", map_id) if map_id else say("gaps.workspace")
        yield say("gaps.heading", name=name, n=len(listed))
        for finding in listed:
            yield _line(document, finding)
            yield say("gaps.action", action=words.action(document, finding))
            yield _how(document, finding)
            planned = _planned(document, finding)
            if planned:
                yield say("gaps.planned", planned=planned)


def _line(document: Document, finding: Finding) -> str:
    stage = words.name_of(document, "stages", finding.stage) if finding.stage else ""
    decision = decision_of(document, finding)
    decided = choice_name("state", decision.state) if decision and decision.state else ""
    return say(
        "gaps.line",
        priority=number(finding.priority).rjust(4),
        where=say("gaps.where", stage=stage) if stage else "",
        headline=words.headline(document, finding),
        decided=say("gaps.decided", decided=decided) if decided else "",
    )


def _how(document: Document, finding: Finding) -> str:
    parts = (
        words.method_name(finding),
        finding_numbers.numbers_text(finding),
        words.working_text(document, finding),
    )
    return say("gaps.how", how="; ".join(part for part in parts if part))


def _planned(document: Document, finding: Finding) -> str:
    """Owner, effort and due date, as far as somebody gave them."""
    decision = decision_of(document, finding)
    if decision is None:
        return ""
    parts = []
    if decision.owner:
        parts.append(say("gaps.planned.owner", owner=decision.owner))
    if decision.effort is not None:
        parts.append(say("gaps.planned.effort", effort=decision.effort))
    if decision.due is not None:
        parts.append(say("gaps.planned.due", due=decision.due.isoformat()))
    return ", ".join(parts)

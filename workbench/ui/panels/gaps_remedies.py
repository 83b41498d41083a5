"""What can be done about a finding from the gap panel, as commands on the document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workbench.analysis import playbook
from workbench.analysis.counting import counting, walked
from workbench.analysis.finding import Finding
from workbench.model import queries
from workbench.model.commands import cards, connections, edit, practices, triggers
from workbench.model.document import Document
from workbench.model.entities import Note, Touchpoint, Trigger
from workbench.model.ids import new_id
from workbench.model.patch import Added, Label, Patch
from workbench.words import finding_sentences
from workbench.words.say import say

PRACTICE_STATES = ("in-place", "planned", "not-for-us")

_REVEALED = ("touchpoints", "notes", "connections", "triggers", "stages")
_EVIDENCE_RULES = frozenset({"no-evidence", "assumption-only", "evidence-old", "evidence-few"})
_IDEA_RULES = frozenset(
    {
        "opportunity",
        "concentrate-here",
        "unhappy-moment-of-truth",
        "low-end",
        "biggest-drop",
        "pain-without-idea",
        "hand-off",
        "worst-drop-off",
    }
)
"""Rules whose remedy is first of all an idea: it is noted where it would help."""

_EARLY = 2


def place_of(document: Document, finding: Finding) -> tuple[str, str] | None:
    """The (table, id) to bring into view: the first card, else the stage, else the map."""
    for table in _REVEALED:
        for subject in finding.subjects:
            if subject.table == table and document.get(table, subject.id) is not None:
                return table, subject.id
    for table, identifier in (("stages", finding.stage), ("maps", finding.map)):
        if identifier is not None and document.get(table, identifier) is not None:
            return table, identifier
    return None


def practice_of(finding: Finding) -> str | None:
    """The code of the practice that a finding is about."""
    return next((item.id for item in finding.subjects if item.table == "practices"), None)


def remedies_of(document: Document, finding: Finding) -> tuple[str, ...]:
    """The codes of what can be applied to `document` against a finding, the best first."""
    codes = list(_simple_remedies(document, finding))
    practice = practice_of(finding)
    if practice is not None:
        now = playbook.states(document, finding.map or "").get(practice)
        codes.extend(f"practice:{choice}" for choice in PRACTICE_STATES if choice != now)
    return tuple(codes)


def apply(document: Document, finding: Finding, code: str) -> Patch:
    """The change that a remedy makes.

    Raises RefusedEdit where what it builds on is gone, KeyError for no such code.
    """
    verb, _, state = code.partition(":")
    if verb == "practice":
        return practices.set_state(document, finding.map or "", practice_of(finding) or "", state)
    return _REMEDIES[verb](document, finding)


def _simple_remedies(document: Document, finding: Finding) -> Iterator[str]:
    if finding.action.code == "put-in-place" and _named(document, finding, "touchpoint"):
        yield "put-in-place"
    if finding.suggestion is not None:
        yield "add"
    if finding.rule == "flow-not-drawn":
        yield "connect"
    if finding.joins and _joinable(document, finding):
        yield "join"
    if finding.action.code == "add-trigger" and _first_early(document, finding.map or ""):
        yield "trigger"
    if finding.action.code == "start-trigger" and _named(document, finding, "trigger"):
        yield "start-trigger"
    if finding.rule in _EVIDENCE_RULES:
        yield "evidence"
    if finding.rule in _IDEA_RULES and finding.stage and _idea_lane(document, finding):
        yield "idea"


def _named(document: Document, finding: Finding, name: str) -> str:
    """The id of what the action names; empty where it is gone."""
    identifier = str(dict(finding.action.parameters).get(name, ""))
    return identifier if document.get(f"{name}s", identifier) is not None else ""


def _add_suggested(document: Document, finding: Finding) -> Patch:
    """Add the touchpoint as planned: it does not exist outside the map yet."""
    suggestion = finding.suggestion
    assert suggestion is not None
    assert finding.map is not None
    touchpoint = Touchpoint(
        id=new_id("touchpoints"),
        map=finding.map,
        stage=suggestion.stage,
        lane=suggestion.lane,
        title=suggestion.title,
        channel=suggestion.channel,
        status="planned",
        needs=suggestion.needs,
        drivers=suggestion.drivers,
    )
    first = cards.add(document, touchpoint)
    if suggestion.practice is None:
        return first
    after = document.apply(first)
    return first.then(practices.set_state(after, finding.map, suggestion.practice, "planned"))


def _put_in_place(document: Document, finding: Finding) -> Patch:
    identifier = _named(document, finding, "touchpoint")
    return edit.set_field(document, "touchpoints", identifier, "status", "in-place")


def _start_trigger(document: Document, finding: Finding) -> Patch:
    identifier = _named(document, finding, "trigger")
    return edit.set_field(document, "triggers", identifier, "status", "in-place")


def _connect(document: Document, finding: Finding) -> Patch:
    return connections.connect_in_order(document, finding.map or "")


def _joinable(document: Document, finding: Finding) -> bool:
    ends = (end for join in finding.joins for end in (join.source, join.target))
    return all(end in document.touchpoints for end in ends)


def _join(document: Document, finding: Finding) -> Patch:
    pairs = ((join.source, join.target) for join in finding.joins)
    return connections.connect_pairs(document, pairs)


def _add_trigger(document: Document, finding: Finding) -> Patch:
    map_id = finding.map or ""
    first = _first_early(document, map_id)
    touchpoint = document.touchpoints.get(first)
    trigger = Trigger(
        id=new_id("triggers"),
        map=map_id,
        touchpoint=first or None,
        event=say("gaps.new_trigger", touchpoint=touchpoint.title if touchpoint else ""),
    )
    return triggers.add(document, trigger)


def _first_early(document: Document, map_id: str) -> str:
    """The first touchpoint that counts in the first two stages that people walk through."""
    early = [stage.id for stage in walked(queries.stages(document, map_id))[:_EARLY]]
    there = (item.id for item in counting(document, map_id) if item.stage in early)
    return next(there, "")


def _ask_for_evidence(document: Document, finding: Finding) -> Patch:
    """Mark scores that nothing backs as assumed, and note on each card what is to be asked."""
    wish = finding_sentences.action(document, finding)
    patch = Patch(Label.of("evidence.asked"))
    for subject in finding.subjects:
        now = document.apply(patch)
        touchpoint = now.touchpoints.get(subject.id)
        if touchpoint is None:
            continue
        values: dict[str, object] = {}
        if touchpoint.evidence is None:
            values["evidence"] = "assumption"
        if wish not in touchpoint.remarks:
            values["remarks"] = f"{touchpoint.remarks}\n{wish}".strip()
        patch = patch.then(edit.set_fields(now, "touchpoints", [touchpoint.id], values))
    return patch


def _note_idea(document: Document, finding: Finding) -> Patch:
    """Note the suggested action as an idea in the stage where it would help."""
    assert finding.stage is not None
    note = Note(
        id=new_id("notes"),
        map=finding.map or "",
        stage=finding.stage,
        lane=_idea_lane(document, finding),
        kind="opportunity",
        text=finding_sentences.action(document, finding),
    )
    return cards.add(document, note)


def _idea_lane(document: Document, finding: Finding) -> str:
    """The lane for ideas, else one that takes notes of any kind; empty where none does."""
    lanes = [
        lane
        for wanted in ("opportunity", None)
        for lane in queries.lanes(document, finding.map or "")
        if lane.kind == "notes" and lane.note_kind == wanted
    ]
    return lanes[0].id if lanes else ""


_REMEDIES: dict[str, Callable[[Document, Finding], Patch]] = {
    "add": _add_suggested,
    "put-in-place": _put_in_place,
    "connect": _connect,
    "join": _join,
    "trigger": _add_trigger,
    "start-trigger": _start_trigger,
    "evidence": _ask_for_evidence,
    "idea": _note_idea,
}


def result_of(patch: Patch) -> tuple[str, str] | None:
    """The card that a remedy added, to be shown; None where it added none."""
    added = (
        (change.table, change.entity.id) for change in patch.changes if isinstance(change, Added)
    )
    return next((place for place in added if place[0] in ("touchpoints", "notes")), None)

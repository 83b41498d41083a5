"""Which gaps the table shows, in which order and under which headings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Literal, NamedTuple

from workbench.analysis.finding import KINDS, Finding, Kind
from workbench.analysis.folding import folded
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import FindingDecision
from workbench.words.finding_sentences import kind_name
from workbench.words.say import say

Status = Literal["open", "accepted", "set-aside", "done", "closed", "all"]
Sort = Literal["priority", "quick-wins"]
Group = Literal["none", "stage", "kind"]

STATUSES: tuple[Status, ...] = ("open", "accepted", "set-aside", "done", "closed", "all")
SORTS: tuple[Sort, ...] = ("priority", "quick-wins")
GROUPS: tuple[Group, ...] = ("none", "stage", "kind")

BLANK_EFFORT = 3
"""An effort that nobody gave counts as the middle of 1 to 5."""


class Filter(NamedTuple):
    """Which findings to show. `stage` "" means those of the whole map, None any stage.

    `lens` leaves out what concerns other personas, `persona` all but what concerns this one.
    """

    status: Status = "open"
    kind: Kind | None = None
    stage: str | None = None
    lens: str | None = None
    persona: str | None = None


class Heading(NamedTuple):
    """The line above a group of gaps."""

    text: str


class Fold(NamedTuple):
    """One line for many findings alike; they follow it while it is open."""

    key: str
    findings: tuple[Finding, ...]
    is_open: bool


Row = Finding | Heading | Fold

Decided = Mapping[str, FindingDecision]
"""What was decided, by the key of the finding it holds for."""


def state_of(decided: Decided, finding: Finding) -> str:
    """What was decided about a finding: "", "accepted", "set-aside" or "done"."""
    decision = decided.get(finding.key)
    return (decision.state or "") if decision else ""


def effort_of(decided: Decided, finding: Finding) -> int | None:
    """The effort given for a finding, 1 to 5; None where nobody gave one."""
    decision = decided.get(finding.key)
    return decision.effort if decision else None


def seen_by(finding: Finding, lens: str | None) -> bool:
    """Whether a finding concerns the persona of the lens; None concerns everyone."""
    return lens is None or finding.persona in (None, lens)


def passes(decided: Decided, finding: Finding, wanted: Filter) -> bool:
    """Whether the filter lets a finding through. An accepted finding is still open."""
    if not seen_by(finding, wanted.lens):
        return False
    if wanted.persona is not None and finding.persona != wanted.persona:
        return False
    if wanted.kind is not None and finding.kind != wanted.kind:
        return False
    if wanted.stage is not None and (finding.stage or "") != wanted.stage:
        return False
    state = state_of(decided, finding)
    if wanted.status == "open":
        return state in ("", "accepted")
    return wanted.status in ("all", state)


def gain(decided: Decided, finding: Finding) -> float:
    """How quick a win a finding is: priority ÷ effort, a blank effort counting as 3."""
    return finding.priority / (effort_of(decided, finding) or BLANK_EFFORT)


def ordered(decided: Decided, findings: Sequence[Finding], sort: Sort) -> list[Finding]:
    """Findings, the highest priority or the quickest win first, ties by priority, then key."""
    if sort == "priority":
        return list(findings)
    return sorted(findings, key=lambda item: (-gain(decided, item), -item.priority, item.key))


def grouped(
    document: Document, map_id: str, findings: Sequence[Finding], group: Group
) -> list[Heading | Finding]:
    """Findings under a heading per stage of the map or per kind, each group in its order."""
    if group == "none":
        return list(findings)
    names: dict[str, str]
    place: Callable[[Finding], str]
    if group == "kind":
        names = {kind: kind_name(kind) for kind in KINDS}
        place = _kind_of
    else:
        names = {stage.id: stage.name for stage in queries.stages(document, map_id)}
        names[""] = say("gaps.whole_map")
        place = _stage_of
    rows: list[Heading | Finding] = []
    for code, name in names.items():
        of_group = [item for item in findings if place(item) == code]
        if of_group:
            rows.append(Heading(say("gaps.group", name=name, n=len(of_group))))
            rows.extend(of_group)
    return rows


def _kind_of(finding: Finding) -> str:
    return finding.kind


def _stage_of(finding: Finding) -> str:
    return finding.stage or ""


def with_folds(rows: Sequence[Heading | Finding], opened: Collection[str]) -> list[Row]:
    """The rows with many alike under one heading folded into a line each (`analysis.folding`).

    `opened` holds the keys of the lines whose findings are shown.
    """
    result: list[Row] = []
    part: list[Finding] = []
    for row in (*rows, None):
        if isinstance(row, Finding):
            part.append(row)
            continue
        for line in folded(part):
            if len(line) == 1:
                result.append(line[0])
                continue
            first = line[0]
            key = f"{first.rule}/{first.map}/{first.stage}"
            result.append(Fold(key, line, key in opened))
            if key in opened:
                result.extend(line)
        part = []
        if row is not None:
            result.append(row)
    return result

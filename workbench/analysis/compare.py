"""A future map against the current one it is based on.

Parts are paired by `counterpart`. A finding of one map stays on the other where the same rule
finds the same paired subjects; otherwise it closes or opens. Importing this module imports
networkx: see `graph`.
"""

from __future__ import annotations

import datetime

from workbench.analysis.comparison import Comparison, Difference, Table
from workbench.analysis.experience import curve
from workbench.analysis.finding import Finding, Subject
from workbench.analysis.findings import findings
from workbench.analysis.graph import journey_graph
from workbench.analysis.visits import visits
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.fields import fields_of

Identity = tuple[str, str, frozenset[tuple[str, ...]]]

_TABLES: tuple[Table, ...] = ("stages", "lanes", "touchpoints", "notes")
_PLACE = ("stage", "lane")
_OWN = frozenset({"id", "map", "rank", "counterpart", *_PLACE})


def compared(document: Document, future: str, today: datetime.date) -> Comparison | None:
    """Compare a map with the one it is based on; None where it is based on none."""
    current = document.maps[future].based_on
    if current is None:
        return None
    differences = [
        difference
        for table in _TABLES
        for difference in _differences(document, table, current, future)
    ]
    pairs = _pairs(document, future)
    before = {_identity(document, item, {}): item for item in findings(document, current, today)}
    after = {_identity(document, item, pairs): item for item in findings(document, future, today)}
    return Comparison(
        current=current,
        future=future,
        differences=tuple(differences),
        closes=tuple(item for key, item in before.items() if key not in after),
        opens=tuple(item for key, item in after.items() if key not in before),
        current_curve=curve(document, current),
        future_curve=curve(document, future),
        current_reach=_goal_reach(document, current),
        future_reach=_goal_reach(document, future),
    )


def _goal_reach(document: Document, map_id: str) -> float | None:
    figures = visits(journey_graph(document, map_id))
    return figures.goal if figures is not None else None


def _parts(document: Document, table: Table, map_id: str) -> tuple[queries.Ranked, ...]:
    match table:
        case "stages":
            return queries.stages(document, map_id)
        case "lanes":
            return queries.lanes(document, map_id)
        case "touchpoints":
            return queries.touchpoints(document, map_id)
    return queries.notes(document, map_id)


def _differences(document: Document, table: Table, current: str, future: str) -> list[Difference]:
    old = {part.id: part for part in _parts(document, table, current)}
    found: list[Difference] = []
    taken: set[str] = set()
    for part in _parts(document, table, future):
        origin = getattr(part, "counterpart", None)
        # of two copies of one part, the first is its successor and the other is new
        if origin not in old or origin in taken:
            found.append(Difference(kind="added", table=table, future=part.id))
            continue
        taken.add(origin)
        before = old[origin]
        if any(_elsewhere(document, name, before, part) for name in _PLACE):
            found.append(Difference(kind="moved", table=table, current=origin, future=part.id))
        changed = tuple(
            name
            for name in fields_of(table)
            if name not in _OWN and getattr(before, name) != getattr(part, name)
        )
        if changed:
            found.append(
                Difference(
                    kind="changed", table=table, current=origin, future=part.id, fields=changed
                )
            )
    found.extend(
        Difference(kind="removed", table=table, current=name) for name in old if name not in taken
    )
    return found


def _elsewhere(document: Document, place: str, before: object, after: object) -> bool:
    """Whether a card stands in another stage or lane than its counterpart."""
    now = getattr(after, place, None)
    if now is None:
        return False
    home = document.get(f"{place}s", now)
    return bool(getattr(home, "counterpart", None) != getattr(before, place))


def _pairs(document: Document, future: str) -> dict[str, str]:
    return {
        part.id: origin
        for table in _TABLES
        for part in _parts(document, table, future)
        if (origin := getattr(part, "counterpart", None)) is not None
    }


def _identity(document: Document, finding: Finding, pairs: dict[str, str]) -> Identity:
    subjects = frozenset(_twin(document, subject, pairs) for subject in finding.subjects)
    return finding.rule, finding.variant, subjects


def _twin(document: Document, subject: Subject, pairs: dict[str, str]) -> tuple[str, ...]:
    """What a subject is on the current map, whichever map it was found on.

    What has no counterpart of its own is known by what it joins or says.
    """
    entity = document.get(subject.table, subject.id)
    match entity:
        case e.Map():
            return ("maps",)
        case e.Connection(source=source, target=target):
            return ("connections", pairs.get(source, source), pairs.get(target, target))
        case e.Trigger(touchpoint=touchpoint, event=event):
            return ("triggers", pairs.get(touchpoint or "", touchpoint or ""), event)
        case e.Reason(stage=stage, text=text):
            return ("reasons", pairs.get(stage, stage), text)
    return (subject.table, pairs.get(subject.id, subject.id))

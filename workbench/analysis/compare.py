"""A future map against the current one it is based on.

Parts are paired as `pairing` says. A finding of one map stays on the other where the same rule
finds the same paired subjects; otherwise it closes or opens.
"""

from __future__ import annotations

import datetime
from collections.abc import Mapping

from workbench.analysis import pairing
from workbench.analysis.comparison import Comparison, Difference, Table
from workbench.analysis.experience import curve
from workbench.analysis.finding import Finding
from workbench.analysis.findings import findings
from workbench.analysis.graph import journey_graph
from workbench.analysis.visits import visits
from workbench.model import entities as e
from workbench.model.document import Document
from workbench.model.fields import Field, fields_of

Identity = tuple[str, str, frozenset[tuple[str, str]]]
Pairs = Mapping[str, str]

_TABLES: tuple[Table, ...] = (
    "maps",
    *pairing.COPIED,
    "connections",
    "triggers",
    "reasons",
    "metrics",
)
_PLACE = ("stage", "lane")
_OWN = frozenset({"id", "map", "rank", "counterpart"})
_NO_CHANGE: Mapping[Table, frozenset[str]] = {
    # a future map differs in these by what it is
    "maps": frozenset({"name", "state", "based_on"}),
    # moved is told by itself
    "touchpoints": frozenset(_PLACE),
    "notes": frozenset(_PLACE),
    # connections of other ends are others
    "connections": frozenset({"source", "target"}),
}
"""Fields of a table in which paired parts may differ without having changed."""


def compared(document: Document, future: str, today: datetime.date) -> Comparison | None:
    """Compare a map with the one it is based on; None where it is based on none."""
    current = document.maps[future].based_on
    if current is None:
        return None
    pairs = pairing.pairs(document, current, future)
    differences = [
        difference
        for table in _TABLES
        for difference in _differences(document, table, current, future, pairs)
    ]
    before = {_identity(item, {}): item for item in findings(document, current, today)}
    after = {_identity(item, pairs): item for item in findings(document, future, today)}
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


def _differences(
    document: Document, table: Table, current: str, future: str, pairs: Pairs
) -> list[Difference]:
    old = {part.id: part for part in pairing.parts(document, table, current)}
    found: list[Difference] = []
    for part in pairing.parts(document, table, future):
        origin = pairs.get(part.id, "")
        if not origin:
            found.append(Difference(kind="added", table=table, future=part.id))
            continue
        before = old.pop(origin)
        if table in ("touchpoints", "notes") and _moved(before, part, pairs):
            found.append(Difference(kind="moved", table=table, current=origin, future=part.id))
        changed = tuple(
            field.name
            for field in fields_of(table).values()
            if field.name not in _OWN | _NO_CHANGE.get(table, frozenset())
            and _differs(field, before, part, pairs)
        )
        if changed:
            found.append(
                Difference(
                    kind="changed", table=table, current=origin, future=part.id, fields=changed
                )
            )
    found.extend(Difference(kind="removed", table=table, current=name) for name in old)
    return found


def _moved(before: e.Entity, after: e.Entity, pairs: Pairs) -> bool:
    """Whether a card stands in another stage or lane than its counterpart."""
    return any(pairs.get(getattr(after, place)) != getattr(before, place) for place in _PLACE)


def _differs(field: Field, before: e.Entity, after: e.Entity, pairs: Pairs) -> bool:
    was, now = getattr(before, field.name), getattr(after, field.name)
    if field.kind == "reference" and field.reference in pairing.COPIED and now is not None:
        return bool(was != pairs.get(now))
    return bool(was != now)


def _identity(finding: Finding, pairs: Pairs) -> Identity:
    """What a finding is on the current map, whichever map it was found on."""
    subjects = frozenset((it.table, pairs.get(it.id, it.id)) for it in finding.subjects)
    return finding.rule, finding.variant, subjects

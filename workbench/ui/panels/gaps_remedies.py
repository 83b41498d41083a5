"""What can be done about a finding from the gap panel, as commands on the document."""

from __future__ import annotations

from workbench.analysis.finding import Finding, Suggestion
from workbench.model.commands import cards, practices
from workbench.model.document import Document
from workbench.model.entities import Touchpoint
from workbench.model.ids import new_id
from workbench.model.patch import Patch

PRACTICE_STATES = ("in-place", "planned", "not-for-us")
FLOW_NOT_DRAWN = "flow-not-drawn"

_REVEALED = ("touchpoints", "notes", "connections", "triggers", "stages")


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


def suggested_touchpoint(map_id: str, suggestion: Suggestion) -> Touchpoint:
    """A new touchpoint as suggested: planned, because it does not exist outside the map yet."""
    return Touchpoint(
        id=new_id("touchpoints"),
        map=map_id,
        stage=suggestion.stage,
        lane=suggestion.lane,
        title=suggestion.title,
        channel=suggestion.channel,
        status="planned",
        needs=suggestion.needs,
        drivers=suggestion.drivers,
    )


def add_suggested(document: Document, touchpoint: Touchpoint, practice: str | None) -> Patch:
    """Add a suggested touchpoint and note the practice that it serves as planned.

    Raises RefusedEdit where its stage, lane, channel or needs are gone.
    """
    first = cards.add(document, touchpoint)
    if practice is None:
        return first
    second = practices.set_state(document.apply(first), touchpoint.map, practice, "planned")
    return first.then(second)

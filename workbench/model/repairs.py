"""Making a sound document of one whose entities do not fit together."""

from __future__ import annotations

import itertools
from typing import Any

from workbench.model.document import Document
from workbench.model.entities import Lane, LaneKind, Note, Reason, Touchpoint
from workbench.model.fields import Field, fields_of
from workbench.model.patch import Added, Change, FieldChange, Label, Patch
from workbench.model.problems import Problem
from workbench.model.queries import table_of
from workbench.model.rules import check, removal, without


def repaired(document: Document) -> tuple[Document, list[Problem]]:
    """A sound document from one whose entities do not fit together, and what was wrong.

    An entity whose owner is missing goes, with what belongs to it, and so does a connection of
    two maps. A mention of what is missing or on another map is cleared. A card or reason takes
    on the map of its stage; cards in a lane of another map or kind move together into a lane of
    their own beside it. The number of workspaces stays as it is.
    """
    told: list[Problem] = []
    while found := _next_repairs(document):
        told.extend(found)
        document = document.apply(Patch(Label.of("document.repair"), _repairs(document, found)))
    return document, told


_REPAIR_ORDER = (
    "owner",
    "mention",
    "card.map",
    "card.misplaced",
    "reason.map",
    "mention.map",
    "connection.maps",
    "map.goal",
    "map.circle",
)
"""Missing owners first, for much goes with them; then cards, for much else follows them."""


def _next_repairs(document: Document) -> list[Problem]:
    """The problems of the first kind that there are."""
    kinds: dict[str, list[Problem]] = {}
    for problem in check(document):
        kinds.setdefault(_repair_kind(problem), []).append(problem)
    return next((kinds[kind] for kind in _REPAIR_ORDER if kind in kinds), [])


def _repair_kind(problem: Problem) -> str:
    match problem.code:
        case "reference.dangling":
            return "owner" if _field_of(problem).on_removal == "take-along" else "mention"
        case "reference.map":
            return "mention.map" if _field_of(problem).optional else "reason.map"
    return problem.code


def _field_of(problem: Problem) -> Field:
    parameters = dict(problem.parameters)
    return fields_of(str(parameters["table"]))[str(parameters["field"])]


def _repairs(document: Document, found: list[Problem]) -> tuple[Change, ...]:
    """The changes that repair problems of one kind."""
    doomed: list[tuple[str, str]] = []
    values: dict[tuple[str, str, str], Any] = {}
    lanes: dict[tuple[str, str, LaneKind], Lane] = {}
    for problem in found:
        parameters = dict(problem.parameters)
        table, identifier = str(parameters.get("table", "")), problem.ids[0]
        match _repair_kind(problem):
            case "owner" | "connection.maps":
                doomed.append((table, identifier))
            case "mention" | "mention.map":
                field = _field_of(problem)
                place = (table, identifier, field.name)
                before = values.get(place, getattr(document.table(table)[identifier], field.name))
                values[place] = without(field, before, {str(parameters["target"])})
            case "reason.map" | "card.map" | "card.misplaced":
                item = document.table(table)[identifier]
                assert isinstance(item, Touchpoint | Note | Reason)
                home = document.stages[item.stage].map
                values[table, identifier, "map"] = home
                if not isinstance(item, Reason):
                    kind = table_of(item)
                    lane = document.lanes[item.lane]
                    if (lane.map, lane.kind) != (home, kind):
                        own = _own_lane(document, lanes, lane, home, kind)
                        values[table, identifier, "lane"] = own.id
            case "map.goal":
                values[table, identifier, "goal_stage"] = None
            case "map.circle":
                values[table, identifier, "based_on"] = None
    edits = [
        FieldChange(table, identifier, name, before, after)
        for (table, identifier, name), after in values.items()
        if (before := getattr(document.table(table)[identifier], name)) != after
    ]
    added = [Added("lanes", lane) for lane in lanes.values()]
    return (*added, *edits, *removal(document, doomed))


def _own_lane(
    document: Document,
    made: dict[tuple[str, str, LaneKind], Lane],
    lane: Lane,
    home: str,
    kind: LaneKind,
) -> Lane:
    """The lane for cards of `kind` that `lane` does not take, from `made` or put there.

    Its id follows from that of `lane`, so that a file read twice is repaired alike, and sorts
    it right behind.
    """
    place = (lane.id, home, kind)
    if place not in made:
        taken = {*document.lanes, *(other.id for other in made.values())}
        numbered = (f"{lane.id[:38]}-{number}" for number in itertools.count(2))
        free = next(name for name in numbered if name not in taken)
        made[place] = Lane(id=free, map=home, rank=lane.rank, kind=kind, name=lane.name)
    return made[place]

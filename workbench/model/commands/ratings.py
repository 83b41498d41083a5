"""Commands on participants and what they rate."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Participant, Rating
from workbench.model.ids import new_id
from workbench.model.patch import Change, Label, Patch


def add_participant(document: Document, participant: Participant) -> Patch:
    """Add a participant after the others."""
    siblings = queries.in_order(document.participants.values())
    return edit.add_among(document, "participants", participant, siblings)


def rate(document: Document, touchpoint: str, participant: str, **values: Any) -> Patch:
    """Set what a participant says of a touchpoint; there is one rating of the two."""
    known = next(
        (
            rating
            for rating in document.ratings.values()
            if (rating.touchpoint, rating.participant) == (touchpoint, participant)
        ),
        None,
    )
    if known is not None:
        return edit.set_fields(document, "ratings", [known.id], values)
    entity = Rating(id=new_id("ratings"), touchpoint=touchpoint, participant=participant)
    first = edit.add(document, "ratings", entity)
    second = edit.set_fields(document.apply(first), "ratings", [entity.id], values)
    return first.then(second)


def take(document: Document, taken: Mapping[str, Mapping[str, Any]]) -> Patch:
    """Give touchpoints the values that their ratings come to, as one step.

    `taken` holds the fields to set by touchpoint id; fields not in it stay as they are. Raises
    InvalidValue, RefusedEdit.
    """
    changes: list[Change] = []
    for touchpoint, values in taken.items():
        changes.extend(edit.set_fields(document, "touchpoints", [touchpoint], values).changes)
    n = len({change.id for change in changes})
    return Patch(Label.of("ratings.take", n=n), tuple(changes))

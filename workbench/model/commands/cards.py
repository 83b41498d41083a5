"""Commands on cards of any kind, touchpoints and notes: they share cells and move alike."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.document import Document
from workbench.model.entities import Lane, Note, Touchpoint
from workbench.model.patch import Added, Change, FieldChange, Label, Patch
from workbench.model.problems import Problem, RefusedEdit


def find(document: Document, identifier: str) -> queries.Card:
    """The touchpoint or note. Raises RefusedEdit where there is none."""
    card = document.touchpoints.get(identifier) or document.notes.get(identifier)
    if card is None:
        raise RefusedEdit(Problem.of("entity.unknown", identifier, table="touchpoints"))
    return card


def add(document: Document, card: queries.Card, index: int | None = None) -> Patch:
    """Add a card at `index` of its cell, at the end without one.

    Raises RefusedEdit where the lane holds no such cards or lies in another map.
    """
    lane = edit.existing(document, "lanes", card.lane)
    assert isinstance(lane, Lane)
    _needs_lane_for(card, lane)
    siblings = queries.cards_of_cell(document, card.stage, card.lane)
    (rank,), changes = ordering.place(siblings, len(siblings) if index is None else index)
    card = msgspec.structs.replace(card, rank=rank)
    if isinstance(card, Note) and lane.note_kind is not None:
        card = msgspec.structs.replace(card, kind=lane.note_kind)
    table = queries.table_of(card)
    changes.append(Added(table, rules.cleaned(table, card)))
    name = card.title if isinstance(card, Touchpoint) else card.text
    return edit.finished(document, Label.of(f"{table}.add", name=name[:60]), changes)


def move(
    document: Document, identifiers: Sequence[str], stage_id: str, lane_id: str, index: int
) -> Patch:
    """Move cards, kept in the order given, to `index` of a cell.

    `index` counts the cards of the cell without the moved ones. A note takes on the kind of a
    lane that is for one kind. Raises RefusedEdit where the lane holds no such cards.
    """
    lane = edit.existing(document, "lanes", lane_id)
    assert isinstance(lane, Lane)
    moving = [find(document, identifier) for identifier in dict.fromkeys(identifiers)]
    for card in moving:
        _needs_lane_for(card, lane)
    moved_ids = [card.id for card in moving]
    siblings = queries.cards_of_cell(document, stage_id, lane_id)
    others = [card for card in siblings if card.id not in moved_ids]
    index = max(0, min(index, len(others)))
    following = [card.id for card in others[:index]] + moved_ids
    if [card.id for card in siblings][: len(following)] == following:
        return Patch(Label.of("card.move", n=0))
    table = "touchpoints" if lane.kind == "touchpoints" else "notes"
    new_ranks, changes = ordering.place(others, index, len(moving))
    for card, rank in zip(moving, new_ranks, strict=True):
        values: dict[str, object] = {"stage": stage_id, "lane": lane_id, "rank": rank}
        if isinstance(card, Note) and lane.note_kind is not None:
            values["kind"] = lane.note_kind
        changes.extend(_changes(table, card, values))
    if len(moving) == 1:
        only = moving[0]
        name = only.title if isinstance(only, Touchpoint) else only.text
        label = Label.of("card.move_one", name=name[:60])
    else:
        label = Label.of("card.move", n=len(moving))
    return edit.finished(document, label, changes)


def move_groups(document: Document, groups: Sequence[tuple[Sequence[str], str, str, int]]) -> Patch:
    """Move several groups of cards (ids, stage, lane, index), each as `move` does, as one step.

    The last group is placed first: the index of the first counts none of the others.
    """
    if len(groups) == 1:
        return move(document, *groups[0])
    patch = Patch(Label.of("card.move", n=0))
    for group in reversed(groups):
        patch = patch.then(move(document.apply(patch), *group))
    moved = {change.id for change in patch.changes}
    chosen = {item for identifiers, *_ in groups for item in identifiers}
    return Patch(Label.of("card.move", n=len(moved & chosen)), patch.changes)


def _changes(table: str, card: queries.Card, values: dict[str, object]) -> list[Change]:
    return [
        FieldChange(table, card.id, name, getattr(card, name), value)
        for name, value in values.items()
        if getattr(card, name) != value
    ]


def _needs_lane_for(card: queries.Card, lane: Lane) -> None:
    table = queries.table_of(card)
    if lane.kind != table:
        raise RefusedEdit(Problem.of("card.lane", card.id, table=table, lane=lane.name))

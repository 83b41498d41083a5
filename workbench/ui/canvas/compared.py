"""A comparison as the canvas of the future map shows it: marks, ghosts and today's curve."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from html import escape
from typing import Literal

import msgspec

from workbench.analysis.comparison import Comparison, Difference
from workbench.drawing.boxes import CardBox, Cell
from workbench.drawing.layout import MapLayout, without
from workbench.model import entities as e
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.patch import FieldChange, Label, Patch
from workbench.words.labels import field_name
from workbench.words.say import say
from workbench.words.suggestion_texts import item_name, value_text

Mark = Literal["added", "moved", "changed"]

_CARDS = ("touchpoints", "notes")
_MARKED = (*_CARDS, "stages", "lanes")
_MOST_FIELDS = 8
_VALUE_LENGTH = 60


class PartMarks(msgspec.Struct, frozen=True):
    """How a card, stage or lane differs from its counterpart, and that in words (rich text)."""

    marks: tuple[Mark, ...]
    tip: str


class Ghost(msgspec.Struct, frozen=True):
    """A card of the current map that the future one has no more, and its cell on the latter."""

    table: str
    cell: Cell
    tip: str


class ComparedMap(msgspec.Struct, frozen=True):
    """What the canvas shows of a comparison while it shows the map `map_id`.

    `homeless` is how many removed cards have no place here: their stage or lane went too.
    """

    map_id: str
    marks: Mapping[str, PartMarks]
    ghosts: Mapping[str, Ghost]
    homeless: int
    feelings: Mapping[str, float | None]
    """Of today's curve, by stage of the future map."""

    def tip(self, part_id: str) -> str:
        """How a part differs, in words; "" for one that does not."""
        found = self.marks.get(part_id) or self.ghosts.get(part_id)
        return found.tip if found is not None else ""

    def count(self, mark: Mark) -> int:
        return Counter(m for part in self.marks.values() for m in part.marks)[mark]


def compared_map(document: Document, found: Comparison) -> ComparedMap:
    """What to show of a comparison; parts that are gone since it was made are left out."""
    changes: dict[str, list[Difference]] = {}
    removed: list[Difference] = []
    for difference in found.differences:
        if difference.table not in _MARKED:
            continue
        if difference.kind == "removed":
            if difference.table in _CARDS:
                removed.append(difference)
        elif document.get(difference.table, difference.future) is not None:
            changes.setdefault(difference.future, []).append(difference)
    ghosts = _ghosts(document, found.future, removed)
    return ComparedMap(
        map_id=found.future,
        marks={part: _marks(document, each) for part, each in changes.items()},
        ghosts=ghosts,
        homeless=len(removed) - len(ghosts),
        feelings=_feelings(document, found),
    )


def with_ghosts(document: Document, ghosts: Mapping[str, Ghost]) -> Document:
    """The document as if the removed cards still stood on the future map.

    They keep their rank, which copies share with their originals: so they stand where they did.
    """
    changes = []
    for identifier, ghost in ghosts.items():
        card = document.get(ghost.table, identifier)
        if not isinstance(card, e.Touchpoint | e.Note):
            continue
        for field, now in zip(("stage", "lane"), ghost.cell, strict=True):
            changes.append(FieldChange(ghost.table, identifier, field, getattr(card, field), now))
    return document.apply(Patch(Label.of("map.future"), tuple(changes)))


def without_ghosts(
    whole: MapLayout, ghosts: Mapping[str, Ghost]
) -> tuple[MapLayout, dict[str, CardBox]]:
    """A layout that leaves room for the ghosts, and the boxes of those."""
    if not ghosts:
        return whole, {}
    found = {name: whole.boxes[name] for name in ghosts if name in whole.boxes}
    return without(whole, ghosts.keys()), found


def _ghosts(document: Document, future: str, removed: list[Difference]) -> dict[str, Ghost]:
    stages = _successors(queries.stages(document, future))
    lanes = _successors(queries.lanes(document, future))
    ghosts = {}
    for difference in removed:
        card = document.get(difference.table, difference.current)
        if not isinstance(card, e.Touchpoint | e.Note):
            continue
        if card.stage in stages and card.lane in lanes:
            name = escape(item_name(document, difference.table, card))
            cell = (stages[card.stage], lanes[card.lane])
            tip = _rich([say("compare.tip.removed", name=name)])
            ghosts[card.id] = Ghost(difference.table, cell, tip)
    return ghosts


def _successors(parts: Sequence[e.Stage | e.Lane]) -> dict[str, str]:
    """By id of the current map's part, the first of the future map that stands for it."""
    return {part.counterpart: part.id for part in reversed(parts) if part.counterpart is not None}


def _feelings(document: Document, found: Comparison) -> dict[str, float | None]:
    stages = _successors(queries.stages(document, found.future))
    current = queries.stages(document, found.current)
    if len(current) != len(found.current_curve.points):
        # a stage came or went since; the next comparison is on its way
        return {}
    return {
        stages[stage.id]: point
        for stage, point in zip(current, found.current_curve.points, strict=True)
        if stage.id in stages
    }


def _marks(document: Document, differences: list[Difference]) -> PartMarks:
    lines: list[str] = []
    marks: list[Mark] = []
    for difference in differences:
        if difference.kind == "removed":
            continue
        marks.append(difference.kind)
        before = document.get(difference.table, difference.current)
        if difference.kind == "added":
            lines.append(say("compare.tip.added"))
        elif difference.kind == "moved":
            lines.append(say("compare.tip.moved", place=escape(_place(document, before))))
        else:
            lines.extend(_field_lines(document, difference, before))
    return PartMarks(tuple(marks), _rich(lines))


def _rich(lines: list[str]) -> str:
    """A tooltip of lines without markup of their own: names in them are escaped already."""
    return f"<p>{'<br>'.join(lines)}</p>"


def _field_lines(document: Document, difference: Difference, before: e.Entity | None) -> list[str]:
    table, after = difference.table, document.get(difference.table, difference.future)
    if before is None or after is None:
        return []
    lines = [
        say(
            "compare.tip.field",
            field=escape(field_name(table, field)),
            before=_value(document, table, field, before),
            after=_value(document, table, field, after),
        )
        for field in difference.fields[:_MOST_FIELDS]
    ]
    more = len(difference.fields) - _MOST_FIELDS
    return [*lines, say("compare.tip.more", n=more)] if more > 0 else lines


def _value(document: Document, table: str, field: str, entity: e.Entity) -> str:
    text = value_text(document, table, field, getattr(entity, field))
    if len(text) > _VALUE_LENGTH:
        text = text[: _VALUE_LENGTH - 1].rstrip() + "…"
    return escape(text) or say("compare.tip.nothing")


def _place(document: Document, card: e.Entity | None) -> str:
    if not isinstance(card, e.Touchpoint | e.Note):
        return ""
    stage, lane = document.stages.get(card.stage), document.lanes.get(card.lane)
    return " · ".join(part.name for part in (stage, lane) if part is not None)

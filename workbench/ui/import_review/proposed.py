"""What the maps would look like with the accepted suggestions, and what is other than now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from html import escape

import msgspec

from workbench.analysis.experience import curve
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Connection, Note, Touchpoint
from workbench.model.patch import Added, FieldChange, Label, Patch, Removed
from workbench.model.proposal import Proposal, Suggestion, select
from workbench.ui.canvas.compared import ComparedMap, Ghost, Mark, PartMarks
from workbench.words.labels import field_name
from workbench.words.say import say
from workbench.words.suggestion_texts import item_name, value_text

_CARDS = ("touchpoints", "notes")
_PLACES = ("stage", "lane")


class Proposed(msgspec.Struct, frozen=True):
    """The workspace as it would be, with its gone cards still in place as ghosts.

    `marks` says by map what is other; a map without an entry is as it is now.
    """

    document: Document
    marks: Mapping[str, ComparedMap]


def proposed(document: Document, proposal: Proposal, accepted: Iterable[int]) -> Proposed:
    """The accepted suggestions made in `document`. Raises RefusedEdit where they clash."""
    wanted = set(accepted)
    label = Label.of("import", n=len(wanted))
    whole = select(document, proposal, wanted, label)
    after = document.apply(whole)
    going = {i for i in wanted if _is_card_that_goes(proposal.suggestions[i], after)}
    ghosts = _ghosts(document, (proposal.suggestions[i] for i in going))
    kept = select(document, proposal, wanted - going, label) if going else whole
    touched = {map_of(document, Suggestion(change=it, source="")) for it in whole.changes}
    marks = {
        map_id: _compared(document, after, whole, map_id, ghosts)
        for map_id in after.maps
        if map_id in touched
    }
    return Proposed(document.apply(kept), marks)


def map_of(document: Document, suggestion: Suggestion) -> str:
    """The map on which a suggestion shows, "" for none."""
    change = suggestion.change
    entity = document.get(change.table, change.id) or getattr(change, "entity", None)
    if change.table == "maps":
        return change.id
    if isinstance(entity, Connection):
        card = document.touchpoints.get(entity.source)
        return card.map if card is not None else ""
    return str(getattr(entity, "map", ""))


def _is_card_that_goes(suggestion: Suggestion, after: Document) -> bool:
    """Whether a card goes while its place stays, so that its outline can stand there."""
    change = suggestion.change
    if not isinstance(change, Removed) or not isinstance(change.entity, Touchpoint | Note):
        return False
    return change.entity.stage in after.stages and change.entity.lane in after.lanes


def _ghosts(document: Document, suggestions: Iterable[Suggestion]) -> dict[str, Ghost]:
    ghosts = {}
    for item in suggestions:
        card = document.get(item.change.table, item.change.id)
        assert isinstance(card, Touchpoint | Note)
        name = escape(item_name(document, item.change.table, card))
        tip = _rich([say("review.tip.removed", name=name)])
        ghosts[card.id] = Ghost(item.change.table, (card.stage, card.lane), tip)
    return ghosts


def _compared(
    before: Document, after: Document, patch: Patch, map_id: str, ghosts: Mapping[str, Ghost]
) -> ComparedMap:
    marks: dict[str, list[Mark]] = {}
    lines: dict[str, list[str]] = {}
    homeless = 0
    for change in patch.changes:
        card = after.get(change.table, change.id) or before.get(change.table, change.id)
        if change.table not in _CARDS or getattr(card, "map", "") != map_id:
            continue
        mark: Mark = "changed"
        line = ""
        match change:
            case Removed(id=identifier):
                homeless += identifier not in ghosts
                continue
            case Added():
                mark, line = "added", say("review.tip.added")
            case FieldChange(field="rank"):
                continue
            case FieldChange(table=table, field=field):
                mark = "moved" if field in _PLACES else "changed"
                line = say(
                    "compare.tip.field",
                    field=escape(field_name(table, field)),
                    before=_value(after, table, field, change.before),
                    after=_value(after, table, field, change.after),
                )
        own = marks.setdefault(change.id, [])
        if mark not in own:
            own.append(mark)
        lines.setdefault(change.id, []).append(line)
    return ComparedMap(
        map_id=map_id,
        marks={card: PartMarks(tuple(own), _rich(lines[card])) for card, own in marks.items()},
        ghosts={
            card: ghost
            for card, ghost in ghosts.items()
            if getattr(before.get(ghost.table, card), "map", "") == map_id
        },
        homeless=homeless,
        feelings=_feelings(before, after, map_id),
    )


def _feelings(before: Document, after: Document, map_id: str) -> dict[str, float | None]:
    """Today's curve by stage, where the new one is another."""
    if map_id not in before.maps:
        return {}
    now, then = curve(before, map_id).points, curve(after, map_id).points
    stages = queries.stages(before, map_id)
    if now == then or len(stages) != len(now):
        return {}
    return {stage.id: point for stage, point in zip(stages, now, strict=True)}


def _value(document: Document, table: str, field: str, value: object) -> str:
    return escape(value_text(document, table, field, value)) or say("compare.tip.nothing")


def _rich(lines: list[str]) -> str:
    return f"<p>{'<br>'.join(lines)}</p>"

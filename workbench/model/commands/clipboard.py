"""Cutting and pasting: cards, stages and lanes, into their own workspace or another one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal, NamedTuple

import msgspec

from workbench.model import queries, rules
from workbench.model.commands import edit, ordering
from workbench.model.commands.borrowing import Borrowing
from workbench.model.commands.landing import Landing, Target
from workbench.model.document import Document
from workbench.model.entities import Entity, Lane, Metric, Note, Stage, Touchpoint
from workbench.model.fragment import Fragment, Place, fragment_of
from workbench.model.ids import new_id
from workbench.model.patch import Added, Change, Label, Patch

Verb = Literal["paste", "duplicate"]

_BELONGING = ("touchpoints", "notes", "connections", "metrics", "reasons", "ratings")
"""The tables of which a fragment brings what was taken, and no surroundings."""


class Pasted(NamedTuple):
    """A paste: its patch, what to select after it, and what could not come along."""

    patch: Patch
    places: tuple[Place, ...]
    needs_left: int = 0
    """Mentions of needs that this workspace does not have."""
    channels_added: int = 0


def cut(document: Document, places: Iterable[Place]) -> Patch:
    """Remove what `fragment_of(…, cut=True)` takes.

    Raises RefusedEdit where nothing that can be cut is chosen.
    """
    fragment = fragment_of(document, places, cut=True)
    chosen = _chosen_places(fragment)
    label = _label("cut", fragment)
    return edit.finished(document, label, rules.removal(document, chosen))


def paste(document: Document, fragment: Fragment, target: Target, verb: Verb = "paste") -> Pasted:
    """Put a fragment on a map, under fresh ids, as one step.

    What was cut from this workspace and is no longer there comes back as itself: with its id,
    its connections, ratings and triggers, so that cutting and pasting is moving.
    Raises RefusedEdit for a map without stages or without a lane for the cards.
    """
    return _Pasting(document, fragment, target, verb).pasted()


class _Pasting:
    """One paste under way: the changes so far, and what the new things are called."""

    def __init__(self, document: Document, fragment: Fragment, target: Target, verb: Verb) -> None:
        edit.existing(document, "maps", target.map)
        self._document, self._fragment = document, fragment
        self._target, self._verb = target, verb
        self._source = fragment.document
        self._changes: list[Change] = []
        self._borrowing = Borrowing(document, fragment)
        self._is_move = self._comes_back()
        self._is_at_home = self._is_move and fragment.map == target.map
        self._ids = {
            identifier: identifier if self._is_move else new_id(table)
            for table, identifier in self._renamed()
        }
        self._landing = Landing(document, fragment, target)

    def pasted(self) -> Pasted:
        if self._fragment.kind == "stages":
            self._stages()
        elif self._fragment.kind == "lanes":
            self._lanes()
        self._cards()
        self._belongings()
        if self._is_at_home:
            self._mentions()
        changes = [*self._borrowing.changes, *self._changes]
        patch = edit.finished(self._document, _label(self._verb, self._fragment), changes)
        places = tuple(
            (table, self._ids[identifier]) for table, identifier in _chosen_places(self._fragment)
        )
        borrowed = self._borrowing
        return Pasted(patch, places, borrowed.needs_left, borrowed.channels_added)

    def _comes_back(self) -> bool:
        """Whether this was cut from this very workspace and nothing of it is there."""
        fragment, document = self._fragment, self._document
        if not fragment.was_cut or fragment.workspace != document.workspace.id:
            return False
        taken = [*_chosen_places(fragment)]
        taken += [(table, it) for table in _BELONGING for it in self._source.table(table)]
        return all(document.get(*place) is None for place in taken)

    def _renamed(self) -> Iterable[Place]:
        """What others may mention: the cards, and stages or lanes that were copied themselves."""
        yield from _chosen_places(self._fragment)
        for table in ("touchpoints", "notes"):
            for identifier in self._source.table(table):
                yield table, identifier

    def _stages(self) -> None:
        siblings = queries.stages(self._document, self._target.map)
        chosen = [self._source.stages[it] for it in self._fragment.chosen]
        ranks = self._ranks(siblings, self._after(siblings, self._target.stage), chosen)
        for stage, rank in zip(chosen, ranks, strict=True):
            self._add("stages", stage, rank=rank, map=self._target.map)
            self._landing.stages[stage.id] = self._ids[stage.id]

    def _lanes(self) -> None:
        siblings = queries.lanes(self._document, self._target.map)
        chosen = [self._source.lanes[it] for it in self._fragment.chosen]
        ranks = self._ranks(siblings, self._after(siblings, self._target.lane), chosen)
        for lane, rank in zip(chosen, ranks, strict=True):
            self._add("lanes", lane, rank=rank, map=self._target.map)
            self._landing.lanes[lane.id] = self._ids[lane.id]

    def _cards(self) -> None:
        cells: dict[tuple[str, str], list[queries.Card]] = {}
        for card in self._fragment.cards():
            cells.setdefault(self._landing.cell(card), []).append(card)
        for (stage, lane), cards in cells.items():
            siblings = queries.cards(self._document, stage, lane)
            ranks = self._ranks(siblings, self._landing.index(siblings), cards)
            for card, rank in zip(cards, ranks, strict=True):
                where = {"map": self._target.map, "stage": stage, "lane": lane, "rank": rank}
                self._card(card, where)

    def _after(self, siblings: Sequence[queries.Ranked], chosen: str) -> int:
        """Behind the target or, pasted in place, behind what was copied; else at the end."""
        wanted = (chosen,) if chosen else self._fragment.chosen
        found = [at for at, item in enumerate(siblings) if item.id in wanted]
        return found[-1] + 1 if found else len(siblings)

    def _ranks(
        self,
        siblings: Sequence[queries.Ranked],
        index: int,
        items: Sequence[queries.Ranked],
    ) -> Sequence[str]:
        if self._is_at_home and self._target.is_own_place:
            return [item.rank for item in items]
        ranks, moved = ordering.place(siblings, index, len(items))
        self._changes += moved
        return ranks

    def _card(self, card: queries.Card, where: Mapping[str, Any]) -> None:
        if isinstance(card, Touchpoint):
            channel = self._borrowing.channel(card.channel)
            needs = self._borrowing.needs(card.needs)
            self._add("touchpoints", card, **where, channel=channel, needs=needs)
        else:
            lane = self._document.lanes.get(where["lane"])
            # in its own lane a note stays what it is
            wanted = lane.note_kind if lane is not None and lane.id != card.lane else None
            self._add("notes", card, **where, kind=wanted or card.kind)

    def _belongings(self) -> None:
        """Connections, metrics and reasons; for what comes back also its ratings."""
        source, map_id = self._source, self._target.map
        for connection in sorted(source.connections.values(), key=lambda it: it.id):
            ends = self._end(connection.source), self._end(connection.target)
            if all(ends):
                self._add("connections", connection, source=ends[0], target=ends[1])
        for metric in queries.in_order(source.metrics.values()):
            self._add("metrics", metric, map=map_id, **self._subjects(metric))
        for reason in queries.in_order(source.reasons.values()):
            persona = self._borrowing.persona(reason.persona)
            stage = self._ids.get(reason.stage)
            if stage is not None:
                self._add("reasons", reason, map=map_id, stage=stage, persona=persona)
        if self._is_move:
            for rating in source.ratings.values():
                if rating.participant in self._document.participants:
                    self._add("ratings", rating)

    def _subjects(self, metric: Metric) -> dict[str, str | None]:
        return {
            "stage": self._now("stages", metric.stage),
            "touchpoint": self._now("touchpoints", metric.touchpoint),
        }

    def _now(self, table: str, named: str | None) -> str | None:
        """What a mention of something on the map leads to; None where that did not come along.

        What came back to its map may mention what stayed there.
        """
        if named in self._ids:
            return self._ids[named]
        stays = self._is_at_home and self._document.get(table, named) is not None
        return named if stays else None

    def _end(self, touchpoint_id: str) -> str:
        """An end of a connection on the map; empty where it cannot lead there."""
        if touchpoint_id in self._ids:
            return self._ids[touchpoint_id]
        other = self._document.touchpoints.get(touchpoint_id)
        stays = self._is_at_home and other is not None and other.map == self._target.map
        return touchpoint_id if stays else ""

    def _mentions(self) -> None:
        """Let what mentioned it before it was cut mention it again."""
        for change in self._fragment.mentions:
            entity = self._document.get(change.table, change.id)
            if entity is not None and getattr(entity, change.field) == change.after:
                self._changes.append(change.inverse())

    def _add(self, table: str, entity: Entity, **values: Any) -> None:
        kept = entity.id if self._is_move else new_id(table)
        values["id"] = self._ids.get(entity.id, kept)
        if isinstance(entity, Stage | Lane | Touchpoint | Note):
            values["counterpart"] = self._now(table, entity.counterpart)
        made = msgspec.structs.replace(entity, **values)
        self._changes.append(Added(table, rules.cleaned(table, made)))


def _chosen_places(fragment: Fragment) -> tuple[Place, ...]:
    if fragment.kind != "cards":
        return tuple((fragment.kind, it) for it in fragment.chosen)
    notes = fragment.document.notes
    return tuple(("notes" if it in notes else "touchpoints", it) for it in fragment.chosen)


def _label(verb: str, fragment: Fragment) -> Label:
    n = len(fragment.chosen)
    if n > 1:
        return Label.of(f"clipboard.{verb}.{fragment.kind}", n=n)
    table, identifier = _chosen_places(fragment)[0]
    entity = fragment.document.table(table)[identifier]
    return Label.of(f"clipboard.{verb}.one", name=_name(entity)[:60])


def _name(entity: Entity) -> str:
    if isinstance(entity, Touchpoint):
        return entity.title
    if isinstance(entity, Note):
        return entity.text
    assert isinstance(entity, Stage | Lane)
    return entity.name

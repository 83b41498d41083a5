"""Several workbooks at once: what they all suggest, and where they want different things."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec

from workbench.exchange.newcomers import LastRanks
from workbench.exchange.problems import ExchangeError
from workbench.exchange.proposal_from_workbook import read_proposal
from workbench.model.document import Document
from workbench.model.entities import Message, Note, Touchpoint
from workbench.model.fields import fields_of
from workbench.model.patch import Added, Change, FieldChange, Removed
from workbench.model.problems import Problem
from workbench.model.proposal import Proposal, Suggestion


def read_proposals(document: Document, paths: Sequence[Path]) -> Proposal:
    """The changes that one or several workbooks suggest; see `merged`.

    Of several, one that cannot be read is named among what could not be read. Raises
    ExchangeError where none can.
    """
    paths = list({os.path.abspath(path): path for path in paths}.values())
    if len(paths) == 1:
        return read_proposal(document, paths[0])
    read: list[tuple[str, Proposal]] = []
    failed: list[Problem] = []
    for path, name in zip(paths, _names(paths), strict=True):
        try:
            read.append((name, read_proposal(document, path)))
        except ExchangeError as error:
            failed.append(error.problem)
    if not read:
        raise ExchangeError(failed[0])
    together = merged(document, read)
    return msgspec.structs.replace(together, unread=(*failed, *together.unread))


def merged(document: Document, named: Sequence[tuple[str, Proposal]]) -> Proposal:
    """The proposals of several people for `document` as one, in their order.

    What several want alike is one suggestion. What they want differently are rivals: each is
    there with who wants it, none is ticked, and one at most can be accepted.
    """
    draft = _Merge(document)
    for name, proposal in named:
        draft.take(name, proposal)
    return Proposal(
        draft.settled(),
        tuple(_of(name, it) for name, proposal in named for it in proposal.unread),
        tuple(_of(name, it) for name, proposal in named for it in proposal.notices),
    )


class _Merge:
    """The suggestions so far; later ones join equal ones of others."""

    def __init__(self, document: Document) -> None:
        self._ranks = LastRanks(document)
        self._suggestions: list[Suggestion] = []
        self._places: dict[object, list[int]] = {}

    def take(self, name: str, proposal: Proposal) -> None:
        """Take in what one of them wants."""
        places: dict[int, int] = {}
        same_as: dict[str, str] = {}
        for index, item in enumerate(proposal.suggestions):
            change = _with_ids(item.change, same_as)
            source = f"{name} · {item.source}" if item.source else name
            item = msgspec.structs.replace(item, change=change, who=(name,), source=source)
            key = _key(change)
            known = self._places.setdefault(key, [])
            at = next((at for at in known if name not in self._suggestions[at].who), None)
            if at is None:
                at = len(self._suggestions)
                known.append(at)
                self._suggestions.append(self._placed(item))
            else:
                mine = self._suggestions[at]
                self._suggestions[at] = _joined(mine, item)
                same_as[change.id] = mine.change.id
            places[index] = at
        for index, at in places.items():
            needs = {places[it] for it in proposal.suggestions[index].needs}
            mine = self._suggestions[at]
            together = tuple(sorted({*mine.needs, *needs} if name != mine.who[0] else needs))
            self._suggestions[at] = msgspec.structs.replace(mine, needs=together)

    def settled(self) -> tuple[Suggestion, ...]:
        """All suggestions; those that cannot stand together know each other as rivals."""
        rivals: dict[int, set[int]] = {}
        for one, other in _clashes(self._suggestions):
            rivals.setdefault(one, set()).add(other)
            rivals.setdefault(other, set()).add(one)
        return tuple(
            msgspec.structs.replace(item, rivals=tuple(sorted(rivals[index])), ticked=False)
            if index in rivals
            else item
            for index, item in enumerate(self._suggestions)
        )

    def _placed(self, item: Suggestion) -> Suggestion:
        if not isinstance(item.change, Added):
            return item
        entity = self._ranks.placed(item.change.table, item.change.entity)
        return msgspec.structs.replace(item, change=Added(item.change.table, entity))


def _joined(mine: Suggestion, other: Suggestion) -> Suggestion:
    """One suggestion for what both want."""
    sure = [it.guess for it in (mine, other) if it.guess is not None]
    return msgspec.structs.replace(
        mine,
        who=(*mine.who, *other.who),
        source=f"{mine.source}, {other.source}",
        ticked=mine.ticked and other.ticked,
        conflict=mine.conflict or other.conflict,
        guess=min(sure) if len(sure) == 2 else None,
    )


def _key(change: Change) -> object:
    """What two changes have in common that come to the same."""
    match change:
        case Added(table=table, entity=entity):
            blank = {"id": "", "rank": ""} if "rank" in fields_of(table) else {"id": ""}
            return (table, msgspec.json.encode(msgspec.structs.replace(entity, **blank)))
        case FieldChange(table=table, id=identifier, field=field, after=after):
            return (table, identifier, field, after)
        case Removed(table=table, id=identifier):
            return (table, identifier)
    raise AssertionError(change)


def _with_ids(change: Change, ids: Mapping[str, str]) -> Change:
    """The change with references to other people's equal newcomers instead of one's own."""
    if not ids or isinstance(change, Removed):
        return change
    fields = [it for it in fields_of(change.table).values() if it.reference]
    if isinstance(change, FieldChange):
        if change.field not in {it.name for it in fields}:
            return change
        return msgspec.structs.replace(change, after=_replaced(change.after, ids))
    values = {it.name: _replaced(getattr(change.entity, it.name), ids) for it in fields}
    return Added(change.table, msgspec.structs.replace(change.entity, **values))


def _replaced(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(_replaced(item, ids) for item in value)
    if isinstance(value, Message):
        return Message(persona=ids.get(value.persona, value.persona), text=value.text)
    return ids.get(value, value) if isinstance(value, str) else value


def _clashes(suggestions: Sequence[Suggestion]) -> Iterator[tuple[int, int]]:
    """Pairs of different people's changes that cannot both be made."""
    groups: dict[object, list[int]] = {}
    for index, item in enumerate(suggestions):
        for place in _edited(item.change):
            groups.setdefault(place, []).append(index)
    for index, item in enumerate(suggestions):
        for place in _used(item.change):
            if place in groups:
                groups[place].append(index)
    for indices in groups.values():
        for one, other in combinations(indices, 2):
            mine, theirs = suggestions[one], suggestions[other]
            if mine.who != theirs.who and _exclude(mine.change, theirs.change):
                yield one, other


def _edited(change: Change) -> Iterator[object]:
    """What a change lays hand on that another may want otherwise."""
    if isinstance(change, FieldChange):
        yield (change.table, change.id, change.field)
        if change.table == "connections":
            yield ("ends", change.id)
        if change.field == "based_on":
            yield from (("basis", it) for it in (change.id, change.after) if it)
        if (change.table, change.field) == ("lanes", "kind"):
            yield ("lane", change.id)


def _used(change: Change) -> Iterator[object]:
    """What a change relies on to stay as it is: the lane that a card goes on."""
    if isinstance(change, FieldChange) and change.field == "lane":
        yield ("lane", change.after)
    elif isinstance(change, Added) and isinstance(change.entity, Touchpoint | Note):
        yield ("lane", change.entity.lane)


def _exclude(one: Change, other: Change) -> bool:
    """Whether of two changes at one place only one can be made."""
    if isinstance(one, FieldChange) and isinstance(other, FieldChange):
        if (one.table, one.id, one.field) == (other.table, other.id, other.field):
            return True
        if one.table == other.table == "connections":
            ends = {"source", "target"}
            return {one.field, other.field} == ends and one.after == other.after
        if one.field == other.field == "based_on":
            return bool(one.after == other.id and other.after == one.id)
    of_lane = [it for it in (one, other) if isinstance(it, FieldChange) and it.table == "lanes"]
    return len(of_lane) == 1 and of_lane[0].field == "kind"


def _of(name: str, problem: Problem) -> Problem:
    """A problem with whose cell it is about."""
    given = dict(problem.parameters)
    if "cell" in given:
        given["cell"] = f"{name} · {given['cell']}"
    return Problem.of(problem.code, *problem.ids, **given)


def _names(paths: Sequence[Path]) -> list[str]:
    """What the files are called, with their folders where two are called alike."""
    names = [path.name for path in paths]
    return [
        str(Path(path.parent.name) / path.name) if names.count(path.name) > 1 else path.name
        for path in paths
    ]

"""Many rating sheets become one proposal: who says what, where two sheets of one person differ.

See docs/ratings.md. A blank cell says nothing, so a sheet never takes an answer away.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
from rapidfuzz import fuzz

from workbench.exchange.labels import one_line
from workbench.exchange.newcomers import LastRanks
from workbench.exchange.ratings.returned import Answers, Returned
from workbench.model import queries, rules
from workbench.model.document import Document
from workbench.model.entities import Entity, Participant, Rating, Touchpoint
from workbench.model.ids import new_id
from workbench.model.patch import Added, FieldChange
from workbench.model.problems import InvalidValue, Problem
from workbench.model.proposal import Proposal, Suggestion

ALIKE = 88.0
"""From this ratio of rapidfuzz on, two titles probably mean the same touchpoint."""


class _Voice(msgspec.Struct, frozen=True):
    """All sheets of one participant, the latest first; `added` is the suggestion of a new one."""

    id: str
    name: str
    sheets: tuple[Returned, ...]
    added: int | None


class _Said(msgspec.Struct, frozen=True):
    """What one sheet says of one touchpoint; `added` is the suggestion of a new one."""

    sheet: Returned
    touchpoint: str
    row: Answers
    added: int | None


def merged(document: Document, returned: Sequence[Returned]) -> Proposal:
    """The changes that sheets suggest; all must be of maps of this workspace."""
    draft = _Draft(document)
    voices = [draft.voice(sheets) for sheets in people(document, returned)]
    draft.add_touchpoints(voices)
    for voice in voices:
        draft.rate(voice)
    unread = [problem for item in returned for problem in item.unread]
    notices = [problem for item in returned for problem in item.notices]
    return Proposal(tuple(draft.suggestions), (*unread, *draft.unread), (*notices, *draft.notices))


def people(document: Document, returned: Iterable[Returned]) -> list[tuple[Returned, ...]]:
    """The sheets of each person, in the order in which people come up.

    A person is known by the id the sheet was made with, else by name, whatever its case.
    """
    names = {one_line(p.name).casefold(): p.id for p in document.participants.values()}
    groups: dict[str, list[Returned]] = {}
    for sheet in returned:
        name = sheet.name.casefold()
        if sheet.participant in document.participants:
            key = sheet.participant
        else:
            key = names.setdefault(name, sheet.participant or f"name {name}")
        groups.setdefault(key, []).append(sheet)
    return [tuple(sheets) for sheets in groups.values()]


def latest_first(sheets: Sequence[Returned]) -> tuple[Returned, ...]:
    """By the day it was filled in, then by when it was saved; of equals the later given first."""
    numbered = enumerate(sheets)
    ordered = sorted(numbered, key=lambda it: (it[1].day, it[1].saved, it[0]), reverse=True)
    return tuple(sheet for _, sheet in ordered)


class _Draft:
    """Collects suggestions; what they cannot do without is always suggested before them."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._ranks = LastRanks(document)
        self._present = {(it.touchpoint, it.participant): it for it in document.ratings.values()}
        self._newcomers: dict[tuple[int, int], tuple[str, int | None]] = {}
        self.suggestions: list[Suggestion] = []
        self.unread: list[Problem] = []
        self.notices: list[Problem] = []

    def voice(self, sheets: Sequence[Returned]) -> _Voice:
        """The person behind some sheets, suggested where the workspace does not know them."""
        ordered = latest_first(sheets)
        for other in ordered[1:]:
            self.notices.append(
                Problem.of(
                    "ratings.twice",
                    path=ordered[0].file,
                    other=other.file,
                    name=ordered[0].name,
                )
            )
        known = self._known(ordered[0])
        name = known.name if known is not None else ordered[0].name
        identifier = known.id if known is not None else _sound_id(ordered[0].participant)
        added = self._introduce(known, identifier, ordered)
        return _Voice(identifier, one_line(name), ordered, added)

    def add_touchpoints(self, voices: Sequence[_Voice]) -> None:
        """Suggest the touchpoints that people miss, once each, whoever misses them."""
        rows = [
            (sheet, at, row)
            for voice in voices
            for sheet in voice.sheets
            for at, row in enumerate(sheet.rows)
            if not row.touchpoint
        ]
        groups: list[tuple[str, list[tuple[Returned, int, Answers]]]] = []
        for sheet, at, row in rows:
            stage = self._stage(sheet, row)
            if stage is None or self._is_there(sheet, at, row, stage):
                continue
            for other, members in groups:
                if other == stage and _are_alike(row.title, members[0][2].title):
                    members.append((sheet, at, row))
                    break
            else:
                groups.append((stage, [(sheet, at, row)]))
        for stage, members in groups:
            self._add_touchpoint(stage, members)

    def rate(self, voice: _Voice) -> None:
        """Suggest what a person says of each touchpoint."""
        said: dict[str, list[_Said]] = {}
        for sheet in voice.sheets:
            for at, row in enumerate(sheet.rows):
                touchpoint, added = row.touchpoint, None
                if not touchpoint:
                    touchpoint, added = self._newcomers.get((id(sheet), at), ("", None))
                elif touchpoint not in self._document.touchpoints:
                    self._complain("gone", row.where)
                    continue
                if touchpoint and row.values:
                    said.setdefault(touchpoint, []).append(_Said(sheet, touchpoint, row, added))
        for touchpoint, answers in said.items():
            mine = self._present.get((touchpoint, voice.id))
            if mine is None:
                self._add_rating(voice, answers)
            else:
                self._change_rating(mine, answers)

    def _known(self, sheet: Returned) -> Participant | None:
        by_id = self._document.participants.get(sheet.participant)
        if by_id is not None:
            return by_id
        for person in queries.in_order(self._document.participants.values()):
            if one_line(person.name).casefold() == sheet.name.casefold():
                return person
        return None

    def _introduce(
        self, known: Participant | None, identifier: str, sheets: Sequence[Returned]
    ) -> int | None:
        """Suggest a new person, or what a known one has to say beside the answers."""
        spoken = next((sheet for sheet in sheets if sheet.comment), None)
        remarks = rules.clean_text(spoken.comment) if spoken is not None else ""
        if known is not None:
            if spoken is not None and remarks != known.remarks:
                change = FieldChange("participants", known.id, "remarks", known.remarks, remarks)
                # somebody’s earlier words are not lost without being asked
                self._suggest(change, spoken.comment_where, ticked=not known.remarks)
            return None
        if all(sheet.is_empty for sheet in sheets):
            return None
        person = Participant(id=identifier, name=sheets[0].name, remarks=remarks)
        placed = self._ranks.placed("participants", rules.cleaned("participants", person))
        return self._suggest(Added("participants", placed), sheets[0].file)

    def _stage(self, sheet: Returned, row: Answers) -> str | None:
        """The stage a new touchpoint is for; None, with a complaint, where there is none."""
        if not row.stage:
            self._complain("without_stage", row.where)
            return None
        wanted = row.stage.casefold()
        for identifier, label in sheet.memory.stages:
            if one_line(label).casefold() == wanted and identifier in self._document.stages:
                return identifier
        for stage in queries.stages(self._document, sheet.memory.map):
            if one_line(stage.name).casefold() == wanted:
                return stage.id
        self._complain("no_stage", row.where, stage=row.stage)
        return None

    def _is_there(self, sheet: Returned, at: int, row: Answers, stage: str) -> bool:
        """Whether the map has a touchpoint of that title there, to which the answers go."""
        for item in queries.touchpoints(self._document, sheet.memory.map):
            if item.stage == stage and _folded(item.title) == _folded(row.title):
                self._newcomers[id(sheet), at] = (item.id, None)
                return True
        return False

    def _add_touchpoint(self, stage: str, members: Sequence[tuple[Returned, int, Answers]]) -> None:
        map_id, first = self._document.stages[stage].map, members[0][2]
        lanes = queries.lanes(self._document, map_id)
        lane = next((lane for lane in lanes if lane.kind == "touchpoints"), None)
        if lane is None:
            self._complain("no_lane", first.where)
            return
        entity: Entity = Touchpoint(
            id=new_id("touchpoints"),
            map=map_id,
            stage=stage,
            lane=lane.id,
            title=first.title,
            does=next((row.does for _, _, row in members if row.does), ""),
        )
        known = self._alike(map_id, first.title)
        if known is not None:
            title = self._document.touchpoints[known].title
            self.notices.append(Problem.of("ratings.alike", cell=first.where, known=title))
        entity = self._ranks.placed("touchpoints", rules.cleaned("touchpoints", entity))
        index = self._suggest(
            Added("touchpoints", entity),
            first.where,
            ticked=known is None,
            who=tuple(dict.fromkeys(sheet.name for sheet, _, _ in members)),
        )
        for sheet, at, _ in members:
            self._newcomers[id(sheet), at] = (entity.id, index)

    def _alike(self, map_id: str, title: str) -> str | None:
        every = queries.touchpoints(self._document, map_id)
        return next((item.id for item in every if _are_alike(item.title, title)), None)

    def _add_rating(self, voice: _Voice, answers: Sequence[_Said]) -> None:
        """Suggest a rating: of each field the latest answer, and the others as its rivals."""
        base = Rating(id=new_id("ratings"), touchpoint=answers[0].touchpoint, participant=voice.id)
        latest: dict[str, Any] = {}
        for said in reversed(answers):
            latest |= said.row.values
        versions = [(answers[0], latest)]
        for said in answers[1:]:
            values = latest | said.row.values
            if all(values != other for _, other in versions):
                versions.append((said, values))
        needs = [voice.added, answers[0].added]
        needed = tuple(sorted(index for index in needs if index is not None))
        is_ticked = all(self.suggestions[index].ticked for index in needed)
        self._rivals(
            [
                Suggestion(
                    change=Added(
                        "ratings", msgspec.structs.replace(base, date=said.sheet.day, **values)
                    ),
                    source=said.row.where,
                    needs=needed,
                    ticked=is_ticked,
                    who=(said.sheet.file,) if len(versions) > 1 else (),
                )
                for said, values in versions
            ]
        )

    def _change_rating(self, mine: Rating, answers: Sequence[_Said]) -> None:
        """Suggest other values than the workspace has; blank answers change nothing."""
        dated: int | None = None
        for field in dict.fromkeys(name for said in answers for name in said.row.values):
            before = getattr(mine, field)
            versions: dict[Any, _Said] = {}
            for said in answers:
                if field in said.row.values:
                    versions.setdefault(said.row.values[field], said)
            value, latest = next(iter(versions.items()))
            if value == before:
                # the workspace has the latest word already
                continue
            is_older = mine.date is not None and latest.sheet.day < mine.date
            if mine.date != latest.sheet.day and not is_older and dated is None:
                change = FieldChange("ratings", mine.id, "date", mine.date, latest.sheet.day)
                dated = self._suggest(change, latest.row.where)
            wanted = {value: said for value, said in versions.items() if value != before}
            self._rivals(
                [
                    Suggestion(
                        change=FieldChange("ratings", mine.id, field, before, value),
                        source=said.row.where,
                        needs=() if dated is None or said is not latest else (dated,),
                        ticked=not is_older,
                        conflict=is_older,
                        who=(said.sheet.file,) if len(wanted) > 1 else (),
                    )
                    for value, said in wanted.items()
                ]
            )

    def _rivals(self, versions: Sequence[Suggestion]) -> None:
        """Take in suggestions of which one can be accepted; of several the first is ticked."""
        start = len(self.suggestions)
        places = range(start, start + len(versions))
        for place, version in zip(places, versions, strict=True):
            self.suggestions.append(
                msgspec.structs.replace(
                    version,
                    rivals=tuple(other for other in places if other != place),
                    ticked=version.ticked and place == start,
                    conflict=version.conflict or len(versions) > 1,
                )
            )

    def _suggest(
        self,
        change: Added | FieldChange,
        where: str,
        *,
        ticked: bool = True,
        who: tuple[str, ...] = (),
    ) -> int:
        self.suggestions.append(Suggestion(change=change, source=where, ticked=ticked, who=who))
        return len(self.suggestions) - 1

    def _complain(self, code: str, cell: str, **parameters: str) -> None:
        self.unread.append(Problem.of(f"ratings.{code}", cell=cell, **parameters))


def _sound_id(remembered: str) -> str:
    """The id that a sheet remembers for its participant, another where that is none."""
    try:
        return str(rules.checked("participants", "id", remembered))
    except InvalidValue:
        return new_id("participants")


def _are_alike(one: str, other: str) -> bool:
    return fuzz.ratio(_folded(one), _folded(other)) >= ALIKE


def _folded(text: str) -> str:
    return one_line(text).casefold()

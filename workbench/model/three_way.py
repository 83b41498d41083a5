"""Two versions of a workspace that were changed side by side, as suggestions for one of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

from workbench.model import queries, rules
from workbench.model.document import Document
from workbench.model.entities import TABLES, Entity
from workbench.model.fields import fields_of
from workbench.model.patch import Added, Change, FieldChange, Label, Removed
from workbench.model.problems import RefusedEdit
from workbench.model.proposal import Proposal, Suggestion, select

_PLACE = ("map", "stage", "lane")
_NOWHERE = "—"


def their_changes(base: Document, mine: Document, theirs: Document) -> Proposal:
    """What the others did since `base`, as suggestions for `mine`.

    What only they changed is ticked. What both changed is a conflict and not ticked: a field
    with two new values, something changed here and removed there, or removed while something
    new hangs on it. What both did alike is no suggestion.
    """
    draft = _Draft(base, mine, theirs)
    for table in TABLES:
        before, after = base.table(table), theirs.table(table)
        for identifier in (*before, *(it for it in after if it not in before)):
            draft.compare(table, identifier)
    return draft.proposal()


class _Draft:
    """Collects suggestions; what they need of each other is settled at the end."""

    def __init__(self, base: Document, mine: Document, theirs: Document) -> None:
        self._base, self._mine, self._theirs = base, mine, theirs
        self._found: list[Suggestion] = []
        self._added: dict[tuple[str, str], int] = {}
        self._moves: dict[tuple[str, str], list[int]] = {}
        self._removed: list[tuple[str, str]] = []

    def compare(self, table: str, identifier: str) -> None:
        """Take in what they did to one entity."""
        before = self._base.get(table, identifier)
        my, their = self._mine.get(table, identifier), self._theirs.get(table, identifier)
        if their in (before, my):
            return
        if their is None:
            assert my is not None
            self._removed.append((table, identifier))
            self._suggest(Removed(table, my), is_contested=my != before)
        elif my is None:
            self._bring(table, identifier)
        else:
            self._compare_fields(table, before, my, their)

    def proposal(self) -> Proposal:
        """Everything taken in, ticked as far as it can be applied together."""
        found = [
            msgspec.structs.replace(item, needs=self._needs(index, item))
            for index, item in enumerate(self._found)
        ]
        self._contest_removals(found)
        _untick_needing(found)
        return _sound(self._mine, found)

    def _compare_fields(self, table: str, before: Entity | None, my: Entity, their: Entity) -> None:
        for name in fields_of(table):
            was = getattr(before, name, None)
            mine, theirs = getattr(my, name), getattr(their, name)
            if theirs == mine or (before is not None and theirs == was):
                continue
            is_contested = before is None or mine != was
            if is_contested and name == "rank":
                # an order that both changed is no matter for a question
                continue
            change = FieldChange(table, my.id, name, mine, theirs)
            if name in _PLACE:
                self._moves.setdefault((table, my.id), []).append(len(self._found))
            self._suggest(change, is_contested=is_contested, base=was)
            self._bring_mentioned(table, name, theirs)

    def _bring(self, table: str, identifier: str) -> None:
        """Suggest to add an entity of theirs, with what it cannot be without."""
        entity = self._theirs.get(table, identifier)
        if entity is None or (table, identifier) in self._added:
            return
        self._added[table, identifier] = len(self._found)
        was_here = self._base.get(table, identifier) is not None
        self._suggest(Added(table, entity), is_contested=was_here)
        for name in fields_of(table):
            self._bring_mentioned(table, name, getattr(entity, name))

    def _bring_mentioned(self, table: str, name: str, value: Any) -> None:
        for place in self._mentioned(table, name, value):
            if self._mine.get(*place) is None:
                self._bring(*place)

    def _suggest(self, change: Change, *, is_contested: bool, base: Any = None) -> None:
        self._found.append(
            Suggestion(
                change=change,
                source=self._where(change.table, change.id),
                ticked=not is_contested,
                conflict=is_contested,
                base=base,
            )
        )

    def _needs(self, index: int, item: Suggestion) -> tuple[int, ...]:
        change = item.change
        needed: set[int] = set()
        if isinstance(change, Added):
            values = {it: getattr(change.entity, it) for it in fields_of(change.table)}
        elif isinstance(change, FieldChange):
            values = {change.field: change.after}
            needed.update(self._same_move(change))
        else:
            return ()
        for name, value in values.items():
            for place in self._mentioned(change.table, name, value):
                if place in self._added:
                    needed.add(self._added[place])
        return tuple(sorted(needed - {index}))

    def _same_move(self, change: FieldChange) -> Iterable[int]:
        """What moves a card to another map comes together."""
        if change.field not in _PLACE:
            return ()
        fellows = self._moves[change.table, change.id]
        is_far = any(getattr(self._found[it].change, "field", "") == "map" for it in fellows)
        return fellows if is_far else ()

    def _contest_removals(self, found: list[Suggestion]) -> None:
        """Do not tick removals that would take along what we made or changed."""
        if not self._takes_mine(self._removed):
            return
        for index, item in enumerate(found):
            change = item.change
            if isinstance(change, Removed) and self._takes_mine([(change.table, change.id)]):
                found[index] = msgspec.structs.replace(item, ticked=False, conflict=True)

    def _takes_mine(self, places: Iterable[tuple[str, str]]) -> bool:
        """Whether removing these would undo anything that we did."""
        for change in rules.removal(self._mine, places):
            before = self._base.get(change.table, change.id)
            if isinstance(change, FieldChange):
                if getattr(before, change.field, None) != change.before:
                    return True
            elif before != self._mine.get(change.table, change.id):
                return True
        return False

    def _mentioned(self, table: str, name: str, value: Any) -> Iterable[tuple[str, str]]:
        field = fields_of(table)[name]
        if not field.reference or not value:
            return ()
        if field.kind == "messages":
            return [(field.reference, item.persona) for item in value]
        return [(field.reference, it) for it in (value if field.kind == "references" else [value])]

    def _where(self, table: str, identifier: str) -> str:
        for document in (self._mine, self._theirs):
            home = document.maps.get(queries.map_of(document, table, identifier) or "")
            if home is not None and home.name:
                return home.name
        return _NOWHERE


def _sound(mine: Document, found: list[Suggestion]) -> Proposal:
    """The suggestions, with those not ticked that would make the document unsound together."""
    label = Label.of("document.difference")
    while True:
        proposal = Proposal(tuple(found))
        ticked = [index for index, item in enumerate(found) if item.ticked]
        try:
            select(mine, proposal, ticked, label)
        except RefusedEdit as error:
            ids = set(error.problem.ids)
            blamed = [it for it in ticked if found[it].change.id in ids] or ticked
            for index in blamed:
                found[index] = msgspec.structs.replace(found[index], ticked=False, conflict=True)
            _untick_needing(found)
        else:
            return proposal


def _untick_needing(found: list[Suggestion]) -> None:
    """Untick what needs something that is not ticked."""
    is_settled = False
    while not is_settled:
        is_settled = True
        for index, item in enumerate(found):
            if item.ticked and any(not found[it].ticked for it in item.needs):
                found[index] = msgspec.structs.replace(item, ticked=False)
                is_settled = False

"""Where pasted cards go: cells as they stood to each other, on a map that may be another."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Lane, Stage
from workbench.model.fragment import Fragment, same_name
from workbench.model.problems import Problem, RefusedEdit


class Target(msgspec.Struct, frozen=True):
    """Where to paste. Without a stage or lane, cards go to those like their own.

    The first copied column of cards goes to `stage`, the others beside it as they were; the
    same for `lane`. In each cell cards go below those of `below` in it, else to the end.
    """

    map: str
    stage: str = ""
    lane: str = ""
    below: tuple[str, ...] = ()

    @property
    def is_own_place(self) -> bool:
        """Whether things go where they were copied from."""
        return not self.stage and not self.lane


class Landing:
    """The cell on a map for each card of a fragment.

    `stages` and `lanes` are the places found so far, by the ids in the fragment; what is
    pasted with its stage or lane enters that one there.
    """

    def __init__(self, document: Document, fragment: Fragment, target: Target) -> None:
        self._target = target
        self._stages = queries.stages(document, target.map)
        self._lanes = queries.lanes(document, target.map)
        self._source = fragment.document
        self._source_stages = queries.stages(fragment.document, fragment.map)
        self._source_lanes = queries.lanes(fragment.document, fragment.map)
        self._cards = fragment.cards()
        copied = fragment.chosen if target.is_own_place else ()
        self._below = frozenset(target.below or copied)
        self.stages: dict[str, str] = {}
        self.lanes: dict[str, str] = {}
        self._is_placed = fragment.kind == "cards"

    def cell(self, card: queries.Card) -> tuple[str, str]:
        """The (stage, lane) for a card of the fragment.

        Raises RefusedEdit where the map has no stage or no lane for it.
        """
        if card.stage not in self.stages:
            self.stages[card.stage] = self._stage(self._source.stages[card.stage])
        if card.lane not in self.lanes:
            self.lanes[card.lane] = self._lane(self._source.lanes[card.lane])
        return self.stages[card.stage], self.lanes[card.lane]

    def index(self, siblings: Sequence[queries.Card]) -> int:
        """Where new cards go among those of a cell."""
        found = [at for at, card in enumerate(siblings) if card.id in self._below]
        return found[-1] + 1 if found else len(siblings)

    def _stage(self, stage: Stage) -> str:
        if not self._stages:
            raise RefusedEdit(Problem.of("clipboard.no_stage"))
        ids = [it.id for it in self._stages]
        position = self._source_stages.index(stage)
        if self._is_placed and self._target.stage in ids:
            copied = {card.stage for card in self._cards}
            first = next(at for at, it in enumerate(self._source_stages) if it.id in copied)
            position += ids.index(self._target.stage) - first
        elif stage.id in ids:
            return stage.id
        else:
            name = same_name(stage.name)
            for candidate in self._stages:
                if same_name(candidate.name) == name:
                    return candidate.id
        return ids[min(position, len(ids) - 1)]

    def _lane(self, lane: Lane) -> str:
        fitting = [it for it in self._lanes if it.kind == lane.kind]
        if not fitting:
            raise RefusedEdit(Problem.of("card.no_lane", table=lane.kind))
        beside = self._beside(lane) if self._is_placed else None
        if beside is not None:
            return beside.id
        name = same_name(lane.name)
        likenesses = (
            lambda it: it.id == lane.id,
            lambda it: same_name(it.name) == name and it.note_kind == lane.note_kind,
            lambda it: it.note_kind == lane.note_kind,
            lambda it: it.note_kind is None,
        )
        for is_like in likenesses:
            for candidate in fitting:
                if is_like(candidate):
                    return candidate.id
        return fitting[0].id

    def _beside(self, lane: Lane) -> Lane | None:
        """The lane as far from the target as this one is from the lane that goes there."""
        ids = [it.id for it in self._lanes]
        if self._target.lane not in ids:
            return None
        target = self._lanes[ids.index(self._target.lane)]
        copied = {card.lane for card in self._cards}
        leading = [it for it in self._source_lanes if it.id in copied and it.kind == target.kind]
        # pasted where it comes from, everything stays in its lane
        leader = next((it for it in leading if it.id == target.id), next(iter(leading), None))
        if leader is None:
            return None
        if lane.id == leader.id:
            return target
        order = [it.id for it in self._source_lanes]
        position = ids.index(target.id) + order.index(lane.id) - order.index(leader.id)
        if not 0 <= position < len(ids):
            return None
        candidate = self._lanes[position]
        fits = candidate.kind == lane.kind and candidate.note_kind in (None, lane.note_kind)
        return candidate if fits else None

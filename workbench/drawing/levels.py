"""The heights at which the long ways from one lane cross columns, kept while cards are edited."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from workbench.drawing.boxes import Stack
from workbench.drawing.corridors import Corridors, Span, beside, level_among
from workbench.drawing.links import Link


class _Found(NamedTuple):
    """A height, whether others may want it too, and what it was found from."""

    course: tuple[object, ...] | None
    taken: tuple[Span, ...]
    level: float
    is_shared: bool


class Levels(Mapping[str, float]):
    """The heights of the long ways from a lane by id, counted from its top.

    Which of those at the edge of one corridor runs where depends on all of them.
    """

    def __init__(self, card_gap: float) -> None:
        self._clearance = card_gap / 2
        self._corridors = Corridors(self._clearance)
        self._found: dict[str, _Found] = {}
        self._levels: dict[str, float] = {}

    def __getitem__(self, connection_id: str) -> float:
        return self._levels[connection_id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._levels)

    def __len__(self) -> int:
        return len(self._levels)

    def follow(self, stacks: Sequence[Stack | None], links: Mapping[str, Link]) -> set[str]:
        """Take what stands in each column of the lane, and all long connections from it.

        Gives those that came, went or run at another height than before.
        """
        self._corridors.follow(stacks)
        known, self._found = self._found, {}
        levels: dict[str, float] = {}
        crowds: dict[float, list[str]] = {}
        for name in sorted(links):
            found = self._found[name] = self._find(links[name], known.get(name))
            levels[name] = found.level
            if found.is_shared:
                crowds.setdefault(found.level, []).append(name)
        for level, crowd in crowds.items():
            for place, name in enumerate(crowd):
                levels[name] = beside(level, place, self._clearance)
        before, self._levels = self._levels, levels
        return {name for name, _ in before.items() ^ levels.items()}

    def _find(self, link: Link, known: _Found | None) -> _Found:
        taken, course = self._corridors.taken(*link.crossed), link.course
        if known is not None and known.taken is taken and known.course == course:
            return known
        goal = link.goal if link.home else None
        return _Found(course, taken, *level_among(taken, link.start, goal))

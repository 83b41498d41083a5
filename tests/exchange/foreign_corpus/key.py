"""What a person who reads a sheet sees in it: the answers the importer is held to.

Keys come from what was put on the sheet and from how it is laid out, never from what the
importer made of it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Range:
    """A number that may be read in more than one good way: “high” is 8 at least."""

    low: float
    high: float

    def holds(self, value: float | None) -> bool:
        return value is not None and self.low - 0.01 <= value <= self.high + 0.01


@dataclass(frozen=True)
class Card:
    """A touchpoint. What is blank here was not on the sheet and must be blank when read."""

    title: str
    channel: str = ""
    beside: str = ""
    """The channel on the same line of a cell beside it, which a reader may take for its own."""
    does: str = ""
    thinks: str = ""
    owner: str = ""
    importance: Range | None = None
    satisfaction: Range | None = None
    feeling: Range | None = None
    moment_of_truth: bool = False
    lane: str = ""
    """The lane it belongs to, where the sheet has several for touchpoints."""


@dataclass(frozen=True)
class NoteKey:
    """A note: its kind is one of the model's.

    Where each touchpoint has a column of its own in a grid, `of` names the touchpoint above:
    what is done and thought there may as well be kept with it.
    """

    kind: str
    text: str
    of: str = ""


@dataclass(frozen=True)
class StageKey:
    """A stage, its name without numbers and arrows, and all that is in it.

    A blank name is that of a stage which the sheet does not name: any will do.
    """

    name: str
    cards: tuple[Card, ...] = ()
    notes: tuple[NoteKey, ...] = ()
    question: str = ""
    reached: float | None = None
    feeling: Range | None = None
    """One feeling for the whole stage: that of its touchpoints where they have none."""


@dataclass(frozen=True)
class PersonaKey:
    """A persona: needs by kind and text, and words found in any field of it."""

    name: str
    needs: tuple[tuple[str, str], ...] = ()
    quote: str = ""
    segment: str = ""
    share: float | None = None
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Key:
    """What one file says: its maps in order of sheets, its personas, and the rest.

    `strays` are the texts that are no part of a map: each is found in the report or the
    document, and nothing else on the sheets is left without a place. `numbering` is a pattern
    of cells that nobody would miss: somebody's own numbers of rows, results of formulas.
    """

    maps: tuple[tuple[StageKey, ...], ...] = ()
    personas: tuple[PersonaKey, ...] = ()
    strays: tuple[str, ...] = ()
    numbering: str = ""
    names: tuple[str, ...] = ()
    """The names of the maps, where titles or sheets give them."""


REFUSED = None
"""The key of a file that is no journey map: one sentence, and nothing is made."""

"""A journey before it is put on a sheet, read from the texts in `journeys`.

A text has one line per stage, `= name | question | feeling`, and below it one line per
touchpoint: `title | channel | importance | satisfaction | feeling | what the customer does |
what the customer thinks | pain point | opportunity | owner`. Scores run from 1 to 10, feelings
from -2 to 2.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

TEXTS = Path(__file__).parent / "journeys"


@dataclass(frozen=True)
class Contact:
    """A touchpoint as the business knows it."""

    title: str
    channel: str
    importance: float
    satisfaction: float
    feeling: int
    does: str
    thinks: str
    pain: str
    opportunity: str
    owner: str


@dataclass(frozen=True)
class Phase:
    """A stage with its touchpoints."""

    name: str
    question: str
    feeling: int
    contacts: tuple[Contact, ...] = ()


Journey = tuple[Phase, ...]


def journey(name: str) -> Journey:
    """The stages of the journey that `name`.txt describes, in order."""
    phases: list[Phase] = []
    for line in (TEXTS / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        parts = [part.strip() for part in line.removeprefix("=").split("|")]
        if line.startswith("="):
            name, question, feeling = parts
            phases.append(Phase(name, question, int(feeling)))
        else:
            title, channel, importance, satisfaction, feeling, *texts = parts
            contact = Contact(
                title, channel, float(importance), float(satisfaction), int(feeling), *texts
            )
            phases[-1] = replace(phases[-1], contacts=(*phases[-1].contacts, contact))
    return tuple(phases)

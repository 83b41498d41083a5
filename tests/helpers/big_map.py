"""A map of any size with full data on every card, the same at every call."""

from __future__ import annotations

import datetime

from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Connection,
    Entity,
    Lane,
    Map,
    Need,
    Note,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)

_WORDS = ("Search ad", "Price page", "Counter", "Order by phone", "Newsletter", "Review site")
_NEEDS = 12
_ICONS = ("website", "search-ad", "shop", "phone", "email", "review")


def size_of(touchpoints: int) -> tuple[int, int]:
    """Stages and lanes of touchpoints, so that a map of any size is about as wide as high."""
    if touchpoints < 300:
        return (10, 4)
    return (20, 5) if touchpoints < 3000 else (80, 5)


def big_map(touchpoints: int = 1000, stages: int = 10, lanes: int = 4) -> Document:
    """One map of so many touchpoints, with one and a half connections to each of them.

    Most lead to the next stage, a sixth of them anywhere, as on a map drawn by people.
    Besides the lanes of touchpoints (up to six) a lane of notes, one of experience, one of how
    many reach each stage; six channels; a persona with twelve needs.
    """
    items: list[Entity] = [
        Workspace(id="wk-big", name="Big shop"),
        Persona(id="pe-one", name="Regular", preferred_channels=("ch-0", "ch-1")),
        Map(id="ma-big", name="The whole journey", personas=("pe-one",)),
        Lane(id="la-notes", map="ma-big", rank="1", kind="notes", name="What people do"),
        Lane(id="la-curve", map="ma-big", rank="8", kind="experience", name="Experience"),
        Lane(id="la-reach", map="ma-big", rank="9", kind="reached", name="Reached"),
    ]
    items += [
        Channel(id=f"ch-{index}", rank=f"{index}1", name=word, family=family, icon=icon)
        for index, (word, family, icon) in enumerate(
            zip(_WORDS, ("owned", "paid", "earned") * 2, _ICONS, strict=True)
        )
    ]
    items += [
        Need(id=f"ne-{index:02}", persona="pe-one", rank=f"{index:02}1", text=f"Need {index}")
        for index in range(_NEEDS)
    ]
    items += [
        Stage(
            id=f"st-{index:02}",
            map="ma-big",
            rank=f"{index:02}1",
            name=f"Stage {index}",
            question="What can I find here, and what does it cost?",
            reached=10_000 // (index + 1),
        )
        for index in range(stages)
    ]
    items += [
        Lane(
            id=f"la-{index}",
            map="ma-big",
            rank=f"{2 + index}",
            kind="touchpoints",
            name=f"Touchpoints {index}",
        )
        for index in range(lanes)
    ]
    items += [_touchpoint(index, stages, lanes) for index in range(touchpoints)]
    items += [
        Note(
            id=f"no-{index:02}",
            map="ma-big",
            stage=f"st-{index:02}",
            lane="la-notes",
            text=f"People compare {index} offers before they decide",
        )
        for index in range(stages)
    ]
    ends = [(index, index + 1) for index in range(touchpoints)]
    ends += [(index, index + (2 * stages + 1)) for index in range(0, touchpoints, 3)]
    ends += [(index, index * 7 + 5) for index in range(1, touchpoints, 6)]
    items += [
        Connection(
            id=f"co-{number:05}",
            source=f"tp-{source:05}",
            target=f"tp-{target % touchpoints:05}",
            share=float(10 + number % 80),
        )
        for number, (source, target) in enumerate(ends)
    ]
    return Document.of(items)


def _touchpoint(index: int, stages: int, lanes: int) -> Touchpoint:
    return Touchpoint(
        id=f"tp-{index:05}",
        map="ma-big",
        stage=f"st-{index % stages:02}",
        lane=f"la-{index // stages % lanes}",
        rank=f"{index // (stages * lanes):04}1",
        title=f"{_WORDS[index % len(_WORDS)]} number {index} of the street",
        channel=f"ch-{index % len(_WORDS)}",
        status=("in-place", "in-place", "in-place", "planned", "missing")[index // 3 % 5],
        does="Looks for the opening hours",
        thinks="Is this still right?",
        feeling=float(index % 5 - 2),
        importance=float(1 + index % 10),
        satisfaction=float(1 + index // 7 % 10),
        moment_of_truth=index % 9 == 0,
        needs=(f"ne-{index % _NEEDS:02}",),
        owner="Counter team",
        evidence="observed",
        evidence_source="Interviews at the counter",
        evidence_date=datetime.date(2026, 1, 1 + index % 28),
        evidence_n=10 + index % 40,
        remarks="Seen twice a week",
    )

"""Small journeys to check by hand: stages st1, st2…, cards by a letter, all on the map "maA"."""

from __future__ import annotations

import datetime
from typing import Any

from workbench.analysis.finding import Finding
from workbench.analysis.findings import findings
from workbench.model.document import Document
from workbench.model.entities import (
    Connection,
    Entity,
    Lane,
    Map,
    Need,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)

TODAY = datetime.date(2026, 11, 21)
MAP = "maA"


def stage(place: int, *roles: str, **values: Any) -> Stage:
    """The stage st1, st2… of the map."""
    return Stage(id=f"st{place}", map=MAP, rank=str(place), roles=roles, **values)  # type: ignore[arg-type]


def card(letter: str, place: int, **values: Any) -> Touchpoint:
    """The touchpoint tpA, tpB… in the stage at `place`; its title is the letter."""
    known = {"map": MAP, "stage": f"st{place}", "lane": "laA", "title": letter, "rank": letter}
    return Touchpoint(id=f"tp{letter}", **(known | values))


def leads(source: str, target: str, share: float | None = None, again: str = "") -> Connection:
    """A connection between two cards by their letters; `again` tells parallel ones apart."""
    return Connection(
        id=f"co{source}{target}{again}", source=f"tp{source}", target=f"tp{target}", share=share
    )


def persona(letter: str, **values: Any) -> Persona:
    """The persona peA, peB…"""
    return Persona(**({"id": f"pe{letter}", "rank": letter, "name": f"Persona {letter}"} | values))


def need(letter: str, owner: str, **values: Any) -> Need:
    """The need neA, neB… of a persona."""
    known = {"id": f"ne{letter}", "persona": f"pe{owner}", "rank": letter, "text": f"Need {letter}"}
    return Need(**(known | values))


def journey(*items: Entity, **values: Any) -> Document:
    """A workspace with the map "maA", which serves every persona among the items."""
    personas = tuple(item.id for item in items if isinstance(item, Persona))
    return Document.of(
        [
            Workspace(id="wkA"),
            Map(**({"id": MAP, "name": "Map", "personas": personas} | values)),
            Lane(id="laA", map=MAP, rank="1", kind="touchpoints", name="Touchpoints"),
            *items,
        ]
    )


def found(document: Document, rule: str, today: datetime.date = TODAY) -> list[Finding]:
    """The findings of one rule."""
    return [item for item in findings(document, MAP, today) if item.rule == rule]


def subjects(document: Document, rule: str) -> list[list[str]]:
    """The sorted subject ids of each finding of one rule, in order of their keys."""
    several = sorted(found(document, rule), key=lambda item: item.key)
    return [sorted(subject.id for subject in item.subjects) for item in several]

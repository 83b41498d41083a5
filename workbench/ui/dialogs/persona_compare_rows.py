"""What personas have in common and what not, row by row; no screen needed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from workbench.analysis.lens import coverage
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Persona
from workbench.model.fields import fields_of
from workbench.words.folding import folded
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say


class CompareLine(NamedTuple):
    """One line of a cell; `differs` where not every persona has it."""

    text: str
    differs: bool = False


class CompareRow(NamedTuple):
    """One row: its label, a cell for each persona, and whether the cells differ."""

    label: str
    cells: tuple[tuple[CompareLine, ...], ...]
    differs: bool


def compare_rows(document: Document, map_id: str) -> tuple[CompareRow, ...]:
    """All personas in order, field by field; on a map also how well it serves each.

    Rows in which no persona has anything are left out. Needs of the same words are the same,
    whatever their capitals and accents.
    """
    personas = queries.personas(document)
    rows = [
        _values("kind", personas, lambda it: choice_name("kind", it.kind)),
        _values("segment", personas, lambda it: it.segment),
        _values("share", personas, lambda it: "" if it.share is None else number(it.share)),
        *(_needs(document, personas, kind) for kind in fields_of("needs")["kind"].choices),
        _sets(
            field_name("personas", "motivations"),
            [[choice_name("motivations", item) for item in it.motivations] for it in personas],
        ),
        _sets(
            field_name("personas", "preferred_channels"),
            [[document.channels[item].name for item in it.preferred_channels] for it in personas],
        ),
        _values("buying_triggers", personas, lambda it: it.buying_triggers),
        _values("objections", personas, lambda it: it.objections),
    ]
    if map_id in document.maps:
        rows += _served(document, map_id, personas)
    return tuple(row for row in rows if any(row.cells))


def _values(name: str, personas: Iterable[Persona], text: Callable[[Persona], str]) -> CompareRow:
    texts = [text(it).strip() for it in personas]
    return _row(field_name("personas", name), texts)


def _row(label: str, texts: list[str]) -> CompareRow:
    cells = tuple((CompareLine(text),) if text else () for text in texts)
    return CompareRow(label, cells, len(set(map(folded, texts))) > 1)


def _needs(document: Document, personas: Iterable[Persona], kind: str) -> CompareRow:
    return _sets(
        choice_name("kind", kind),
        [
            [need.text for need in queries.needs(document, it.id) if need.kind == kind]
            for it in personas
        ],
    )


def _sets(label: str, held: list[list[str]]) -> CompareRow:
    """A row of lists; a line differs where it is not in every list."""
    keys = [{folded(text) for text in texts} for texts in held]
    shared = set.intersection(*keys) if keys else set()
    cells = tuple(
        tuple(CompareLine(text, folded(text) not in shared) for text in texts if text.strip())
        for texts in held
    )
    return CompareRow(label, cells, any(line.differs for cell in cells for line in cell))


def _served(document: Document, map_id: str, personas: Iterable[Persona]) -> list[CompareRow]:
    """Needs answered in place, and stages that offer a preferred channel, of those that could."""
    answered, offered = [], []
    for persona in personas:
        if persona.id not in document.maps[map_id].personas:
            answered.append(say("personas.compare.row.unserved"))
            offered.append(say("personas.compare.row.unserved"))
            continue
        found = coverage(document, map_id, persona.id)
        done = sum(it.state == "in-place" for it in found.needs.values())
        stages = [it for it in found.stages if it.channels]
        met = sum(it.channels_used > 0 for it in stages)
        answered.append(_of("answered", done, len(found.needs)))
        offered.append(_of("stages", met, len(stages)))
    return [
        _row(say("personas.compare.row.served"), answered),
        _row(say("personas.compare.row.preferred"), offered),
    ]


def _of(what: str, part: int, n: int) -> str:
    """ "" for none of none: there is nothing to serve."""
    return say(f"personas.compare.{what}", part=part, n=n) if n else ""

"""Where an imported document and its report differ from the key of a case, in sentences."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from typing import Any

import msgspec

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.channels import same_channel
from tests.exchange.foreign_corpus.key import Card, Key, PersonaKey, StageKey
from tests.exchange.foreign_corpus.marks import LEVELS, MOODS
from workbench.model.document import Document
from workbench.model.entities import Map, Persona, Stage, Touchpoint

SCORES = ("importance", "satisfaction", "feeling")
TEXTS = ("does", "thinks", "owner")
MARKS = {word.casefold() for words in (*LEVELS.values(), *MOODS.values()) for word in words}


def differences(case: Case, document: Document, report: Any) -> list[str]:
    """What is not as the key says; nothing for a good import."""
    key = case.key
    assert key is not None
    reader = _Reader(key, document)
    return [
        *reader.maps(),
        *reader.personas(),
        *_lost(case, key, document, report),
        *_needlessly_unplaced(key, report),
        *_miscounted(document, report),
    ]


class _Reader:
    """Compares the document with the key, part by part."""

    def __init__(self, key: Key, document: Document) -> None:
        self.key = key
        self.document = document
        self.strays = [letters(stray) for stray in key.strays]

    def maps(self) -> Iterator[str]:
        found = _in_order(self.document.maps)
        if len(found) != len(self.key.maps):
            yield f"maps: {[item.name for item in found]}, expected {len(self.key.maps)}"
            return
        names = tuple(item.name for item in found)
        if self.key.names and names != self.key.names:
            yield f"names of maps: {names}, expected {self.key.names}"
        for read, expected in zip(found, self.key.maps, strict=True):
            yield from self._stages(read, expected)

    def _stages(self, read: Map, expected: tuple[StageKey, ...]) -> Iterator[str]:
        found = [stage for stage in _in_order(self.document.stages) if stage.map == read.id]
        if not _are_called(found, expected):
            yield (
                f"stages: {[stage.name for stage in found]}, "
                f"expected {[stage.name for stage in expected]}"
            )
            return
        for stage, key in zip(found, expected, strict=True):
            for difference in (*self._cards(stage, key), *self._stage(stage, key)):
                yield f"{key.name}: {difference}"

    def _cards(self, stage: Stage, key: StageKey) -> Iterator[str]:
        lanes = self.document.lanes
        found = sorted(
            (card for card in self.document.touchpoints.values() if card.stage == stage.id),
            key=lambda card: (lanes[card.lane].rank, card.lane, card.rank, card.id),
        )
        titles, expected = [card.title for card in found], [card.title for card in key.cards]
        if titles != expected:
            yield f"touchpoints: {titles}, expected {expected}"
            return
        for card, wanted in zip(found, key.cards, strict=True):
            for difference in self._card(card, wanted, key):
                yield f"{wanted.title}: {difference}"

    def _card(self, card: Touchpoint, key: Card, stage: StageKey) -> Iterator[str]:
        channel = self.document.channels[card.channel].name if card.channel else ""
        named = (key.channel,) if key.channel else ("", key.beside, key.title)
        if not any(same_channel(channel, name) for name in named):
            yield f"channel {channel!r}, expected {key.channel!r}"
        for name in SCORES:
            value, wanted = getattr(card, name), getattr(key, name)
            if name == "feeling" and wanted is None:
                wanted = stage.feeling
            if not (value is None if wanted is None else wanted.holds(value)):
                yield f"{name} {value}, expected {wanted}"
        own = [note.text for note in stage.notes if note.of == key.title]
        for name in TEXTS:
            value, wanted = getattr(card, name), getattr(key, name)
            if plain(value) != plain(wanted) and plain(value) not in own:
                yield f"{name} {value!r}, expected {wanted!r}"
        if card.moment_of_truth != key.moment_of_truth:
            yield f"moment of truth {card.moment_of_truth}"
        if key.lane and self.document.lanes[card.lane].name != key.lane:
            yield f"lane {self.document.lanes[card.lane].name!r}, expected {key.lane!r}"
        if card.remarks and not self._is_stray(card.remarks):
            yield f"remarks {card.remarks!r}"

    def _stage(self, stage: Stage, key: StageKey) -> Iterator[str]:
        found: Counter[tuple[str, str]] = Counter(
            (note.kind, plain(note.text))
            for note in self.document.notes.values()
            if note.stage == stage.id
        )
        if key.question and stage.question != key.question:
            if found["question", key.question] != 1:
                yield f"question {stage.question!r}, expected {key.question!r}"
            del found["question", key.question]
        told = {
            (card.title, text)
            for card in self.document.touchpoints.values()
            if card.stage == stage.id
            for text in (plain(card.does), plain(card.thinks))
        }
        expected = Counter(
            (note.kind, note.text) for note in key.notes if (note.of, note.text) not in told
        )
        for kind, text in (expected - found).elements():
            yield f"no {kind} {text!r}"
        for kind, text in (found - expected).elements():
            if not self._is_stray(text):
                yield f"unexpected {kind} {text!r}"
        if stage.reached != key.reached:
            yield f"reached {stage.reached}, expected {key.reached}"

    def personas(self) -> Iterator[str]:
        found = _in_order(self.document.personas)
        names, expected = [item.name for item in found], [item.name for item in self.key.personas]
        if names != expected:
            yield f"personas: {names}, expected {expected}"
            return
        for persona, key in zip(found, self.key.personas, strict=True):
            for difference in self._persona(persona, key):
                yield f"{key.name}: {difference}"

    def _persona(self, persona: Persona, key: PersonaKey) -> Iterator[str]:
        needs = [need for need in self.document.needs.values() if need.persona == persona.id]
        found = Counter((need.kind, need.text) for need in needs)
        if found != Counter(key.needs):
            yield f"needs {sorted(found)}, expected {sorted(key.needs)}"
        for name in ("quote", "segment", "share"):
            if getattr(persona, name) != getattr(key, name) and getattr(key, name):
                yield f"{name} {getattr(persona, name)!r}, expected {getattr(key, name)!r}"
        everything = letters("\n".join(texts(msgspec.to_builtins(persona))))
        for text in key.said:
            if letters(text) not in everything:
                yield f"nothing about {text!r}"

    def _is_stray(self, text: str) -> bool:
        return any(stray in letters(text) or letters(text) in stray for stray in self.strays)


def _lost(case: Case, key: Key, document: Document, report: Any) -> Iterator[str]:
    """Every line of every cell stands in the document or in the report.

    Marks, names of stages and channels become something else, which is compared before; of
    “Scenario: a table” what follows the colon is enough.
    """
    kept = [
        text for _, entity in document.entities() for text in texts(msgspec.to_builtins(entity))
    ]
    haystack = "\n".join(letters(text) for text in (*kept, *texts(report)))
    stages = [letters(stage.name) for stages in key.maps for stage in stages if stage.name]
    channels = {card.channel for stages in key.maps for stage in stages for card in stage.cards}
    for sheet in case.sheets:
        cells = [*sheet.cells.values(), *sheet.comments.values()]
        for line in (line for cell in cells if isinstance(cell, str) for line in cell.split("\n")):
            core = letters(line.split(": ", 1)[-1])
            is_mark = line.casefold() in MARKS or not any(sign.isalpha() for sign in core)
            is_stage = any(stage in core for stage in stages)
            is_checked = is_mark or is_stage or line in channels
            if not (is_checked or core in haystack or _is_numbering(key, line)):
                yield f"lost: {line!r}"


def _needlessly_unplaced(key: Key, report: Any) -> Iterator[str]:
    strays = [letters(stray) for stray in key.strays]
    for entry in report["unplaced"]:
        text = entry["text"]
        if letters(text) in strays or any(letters(text) in stray for stray in strays):
            continue
        if not _is_numbering(key, text):
            yield f"without a place: {text!r} in {entry['cell']} ({entry['why']})"


def _miscounted(document: Document, report: Any) -> Iterator[str]:
    for table in ("maps", "stages", "touchpoints", "notes", "personas"):
        if report["counts"][table] != len(document.table(table)):
            yield f"the report counts {report['counts'][table]} {table}"


def _are_called(found: list[Stage], expected: tuple[StageKey, ...]) -> bool:
    """Whether the stages are as many, in the order and of the names of the key."""
    return len(found) == len(expected) and all(
        not key.name or stage.name.casefold() == key.name.casefold()
        for stage, key in zip(found, expected, strict=True)
    )


def _is_numbering(key: Key, text: str) -> bool:
    return key.numbering != "" and re.fullmatch(key.numbering, text) is not None


def letters(text: str) -> str:
    """Letters and digits alone, in one case: what is left of a text under any decoration."""
    shown = unicodedata.normalize("NFKC", text).casefold()
    return "".join(sign for sign in shown if sign.isalnum())


def plain(text: str) -> str:
    """A text with its spaces and line ends made single spaces."""
    return " ".join(text.split())


def texts(value: Any) -> Iterator[str]:
    """Every text in JSON-like values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inside in value.values():
            yield from texts(inside)
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from texts(inside)


def _in_order(table: Any) -> list[Any]:
    return sorted(table.values(), key=lambda entity: (entity.rank, entity.id))

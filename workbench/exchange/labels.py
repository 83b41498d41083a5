"""How a workbook names what a row refers to: one short line each, unique where it is looked up."""

from __future__ import annotations

from collections.abc import Iterable

from workbench.exchange.columns import SCOPED_TABLES, distinct, main_text
from workbench.model.document import Document
from workbench.model.entities import Entity
from workbench.words.labels import table_name
from workbench.words.say import say

LONGEST = 80
"""Longer names are cut: a drop-down is no place to read a page."""


class Labels:
    """Labels by (table, id), and the way back from a label to its id.

    Names of stages, lanes and touchpoints are unique within their map, which is their scope;
    other names are unique in the workbook and have the scope "".
    """

    def __init__(self) -> None:
        self._labels: dict[tuple[str, str], str] = {}
        self._scopes: dict[tuple[str, str], str] = {}
        self._exact: dict[tuple[str, str, str], str] = {}
        self._folded: dict[tuple[str, str, str], str] = {}

    def add(self, table: str, identifier: str, label: str, scope: str) -> None:
        """Remember a label; of two equal ones in one scope the first is found."""
        self._labels[table, identifier] = label
        self._scopes[table, identifier] = scope
        self._exact.setdefault((table, scope, label), identifier)
        self._folded.setdefault((table, scope, label.casefold()), identifier)

    def label(self, table: str, identifier: str) -> str:
        """The label of an id; the id itself where it has none."""
        return self._labels.get((table, identifier), identifier)

    def scope(self, table: str, identifier: str) -> str:
        return self._scopes.get((table, identifier), "")

    def find(self, table: str, label: str, scope: str) -> str | None:
        """The id behind a label as somebody wrote it, whatever its case; None for none."""
        place = scope if table in SCOPED_TABLES else ""
        wanted = one_line(label)
        found = self._exact.get((table, place, wanted))
        return found or self._folded.get((table, place, wanted.casefold()))

    def elsewhere(self, table: str, label: str) -> bool:
        """Whether the label is known in any scope."""
        wanted = one_line(label).casefold()
        return any(key[0] == table and key[2] == wanted for key in self._folded)

    def of_table(self, table: str) -> list[str]:
        """The labels of a table in the order they were added, each once."""
        return list(
            dict.fromkeys(label for (name, _), label in self._labels.items() if name == table)
        )

    def tables(self) -> list[str]:
        return list(dict.fromkeys(table for table, _ in self._labels))

    def items(self, table: str) -> list[tuple[str, str, str]]:
        """(id, label, scope) of a table in the order they were added."""
        return [
            (identifier, label, self._scopes[name, identifier])
            for (name, identifier), label in self._labels.items()
            if name == table
        ]


def labels_of(document: Document, chosen: Iterable[tuple[str, str]]) -> Labels:
    """Unique labels for the chosen (table, id) of a document, in the order given."""
    groups: dict[tuple[str, str], list[Entity]] = {}
    for table, identifier in chosen:
        entity = document.table(table)[identifier]
        groups.setdefault((table, scope_of(table, entity)), []).append(entity)
    labels = Labels()
    for (table, scope), entities in groups.items():
        names = distinct(natural(table, entity) for entity in entities)
        for entity, label in zip(entities, names, strict=True):
            labels.add(table, entity.id, label, scope)
    return labels


def scope_of(table: str, entity: Entity) -> str:
    """The map in which a name is unique, "" for the whole workbook."""
    return str(entity.map) if table in SCOPED_TABLES else ""  # type: ignore[attr-defined]


def natural(table: str, entity: Entity) -> str:
    """The name of an entity as a label, before it is made unique."""
    name = one_line(main_text(table, entity))
    if not name:
        return say("label.unnamed", noun=table_name(table))
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"


def one_line(text: str) -> str:
    """The text with every run of white space as one blank, none at its ends."""
    return " ".join(text.split())

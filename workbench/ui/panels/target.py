"""What an editor edits: the same fields of one or several entities of one table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from enum import Enum
from typing import Any

from PySide6.QtWidgets import QWidget

from workbench.model import rules
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Entity
from workbench.model.fields import Field, fields_of
from workbench.model.patch import Change, Label, Patch
from workbench.model.problems import InvalidValue, Problem
from workbench.ui.bridge import Bridge


class Several(Enum):
    """What a field shows whose entities hold different values."""

    SEVERAL = "several"


SEVERAL = Several.SEVERAL


class Target:
    """Reads fields of the chosen entities from the document and sets them through the bridge."""

    def __init__(self, bridge: Bridge, table: str, ids: Sequence[str] = ()) -> None:
        self.bridge = bridge
        self.table = table
        self.ids: tuple[str, ...] = tuple(ids)

    @property
    def document(self) -> Document:
        return self.bridge.document

    def field(self, name: str) -> Field:
        return fields_of(self.table)[name]

    def entities(self) -> list[Entity]:
        """The chosen entities that still exist."""
        table = self.document.table(self.table)
        return [table[identifier] for identifier in self.ids if identifier in table]

    def value(self, name: str) -> Any:
        """What all entities hold in this field, or SEVERAL."""
        values = [getattr(entity, name) for entity in self.entities()]
        if not values:
            return self.field(name).default
        return values[0] if all(value == values[0] for value in values) else SEVERAL

    def change(self, name: str, value: Any, *, typing: bool = False) -> Problem | None:
        """Set the field of all entities as one undo step.

        With `typing`, steps in a row merge into one. Gives what is wrong with a value that the
        field does not take; then nothing changed.
        """
        problem = self.refusal(name, value)
        if problem is not None:
            return problem
        merge = f"{self.table}.{'+'.join(self.ids)}.{name}" if typing else ""
        self.run(edit.set_fields, self.table, self._alive(), {name: value}, merge=merge)
        return None

    def refusal(self, name: str, value: Any) -> Problem | None:
        """What is wrong with a value for a field; None for one that it takes."""
        try:
            rules.checked(self.table, name, value)
        except InvalidValue as error:
            return error.problem
        return None

    def toggle(self, name: str, item: str, on: bool) -> None:
        """Add an item to a field of several, or take it out, in every entity; one undo step."""
        self.run(_toggle, self.table, self._alive(), name, item, on)

    def common(self, name: str) -> tuple[str, ...]:
        """The items that a field of several holds in every entity."""
        held = [getattr(entity, name) for entity in self.entities()]
        return tuple(item for item in held[0] if all(item in it for it in held)) if held else ()

    def partly(self, name: str) -> dict[str, int]:
        """The items that a field of several holds in some entities only, with in how many."""
        held = [getattr(entity, name) for entity in self.entities()]
        counts = Counter(item for items in held for item in items)
        return {item: count for item, count in counts.items() if count < len(held)}

    def run(self, command: Callable[..., Patch], *arguments: Any, merge: str = "") -> Patch | None:
        """Run a command; see Bridge.run."""
        return self.bridge.run(command, *arguments, merge=merge)

    def _with(self, entity: Entity, name: str, item: str, on: bool) -> tuple[str, ...]:
        kept = [it for it in getattr(entity, name) if it != item]
        chosen = [*kept, item] if on else kept
        choices = self.field(name).choices
        return tuple(sorted(chosen, key=choices.index) if choices else chosen)

    def _alive(self) -> list[str]:
        return [entity.id for entity in self.entities()]


class Part(QWidget):
    """A piece of a form: shows something of a target and follows the tables it reads."""

    def __init__(self, target: Target, *tables: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.target = target
        self.tables = frozenset(tables or (target.table,))

    def refresh(self, *, force: bool = False) -> None:
        """Show what the document holds; `force` after the target has other entities.

        Without `force`, what is being typed stays where it is still true.
        """
        if force:
            self._forget()
        self._update()

    def show_anew(self) -> None:
        """Show everything again, e.g. in the colours of another theme."""
        self.refresh(force=True)

    def _forget(self) -> None:
        """Let the next update show everything anew; for parts that compare with what is shown."""

    def _update(self) -> None:
        raise NotImplementedError


def _toggle(
    document: Document, table: str, ids: Sequence[str], name: str, item: str, on: bool
) -> Patch:
    choices = fields_of(table)[name].choices
    label = Label.of("edit.set", table=table, field=name)
    changes: list[Change] = []
    for identifier in ids:
        entity = edit.existing(document, table, identifier)
        chosen = [it for it in getattr(entity, name) if it != item] + ([item] if on else [])
        if choices:
            chosen.sort(key=choices.index)
        patch = edit.set_field(document, table, identifier, name, tuple(chosen))
        changes.extend(patch.changes)
    return Patch(label, tuple(changes))

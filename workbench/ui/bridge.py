"""Between the session and the window: Qt signals, selection, the current map, undo."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal

from workbench.analysis.finding import Finding, decided
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import FindingDecision, Metric, Reason, Trigger
from workbench.model.patch import Patch
from workbench.model.problems import JourneyError
from workbench.model.session import Session
from workbench.ui.undo import UndoStack

Place = tuple[str, str]
"""(table, id) of an entity."""

TITLED = ("touchpoints", "notes", "stages", "lanes")
"""Tables whose entities have a title that is edited in place on the canvas."""

_SETTLED = ("set-aside", "done")


class Bridge(QObject):
    """What every view shares. Views keep ids and read entities from `document`."""

    loaded = Signal()
    """Another workspace is open: everything is new. `map_changed` follows, each is told once."""
    changed = Signal(object, object)
    """(patch, document): the document changed. Where the shown map went with it, `map_id` is
    another already, and `map_changed` follows."""
    map_changed = Signal(str)
    """Another map is shown, after `show_map`, `loaded` or `changed`; an empty id where the
    workspace has no map."""
    selection_changed = Signal(object)
    """tuple[Place, ...]: other things are selected."""
    lens_changed = Signal(object)
    """The persona whose view of the map is chosen, or None."""
    findings_changed = Signal(object)
    """tuple[Finding, ...] of the current map, worst first."""
    reveal_requested = Signal(str, str)
    """(table, id): bring this into view."""
    refused = Signal(object)
    """A Problem: what was asked for cannot be done."""
    settling = Signal()
    """Fields that keep their text to themselves while it is typed give it to the document now."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = UndoStack(self)
        self._session = Session(document)
        self._session.subscribe(self._on_patch)
        self.is_begun = bool(document.maps)
        """Whether a workspace was ever here: before, nothing can be said of its maps."""
        self._map = ""
        self._selection: tuple[Place, ...] = ()
        self._lens: str | None = None
        self._findings: tuple[Finding, ...] | None = None
        self._decided: Mapping[str, FindingDecision] | None = None
        self._replace_map_if_gone()

    @property
    def document(self) -> Document:
        return self._session.document

    @property
    def map_id(self) -> str:
        """The id of the map that is shown; empty where the workspace has none."""
        return self._map

    @property
    def selection(self) -> tuple[Place, ...]:
        return self._selection

    @property
    def lens(self) -> str | None:
        return self._lens

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of the current map, worst first; see also `is_analysed`."""
        return self._findings or ()

    @property
    def is_analysed(self) -> bool:
        """Whether the current map was looked at: without it, no finding does not mean no gap."""
        return self._findings is not None

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that are neither set aside nor done."""
        if not self.decided:
            return self.findings
        settled = {key for key, item in self.decided.items() if item.state in _SETTLED}
        return tuple(finding for finding in self.findings if finding.key not in settled)

    @property
    def decided(self) -> Mapping[str, FindingDecision]:
        """What was decided about the findings of the current map, by the finding's key."""
        if self._decided is None:
            self._decided = decided(self.document, self.findings)
        return self._decided

    def load(self, document: Document) -> None:
        """Show another workspace; the undo steps of the former are gone."""
        self.undo_stack.clear()
        # a stack without steps is not cleaned by clearing it
        self.undo_stack.setClean()
        self._session = Session(document)
        self._session.subscribe(self._on_patch)
        self.is_begun = True
        self._selection, self._lens, self._map = (), None, ""
        self._findings = self._decided = None
        self._replace_map_if_gone()
        self.loaded.emit()
        self.map_changed.emit(self._map)
        self.selection_changed.emit(())

    def run(
        self, command: Callable[..., Patch], *arguments: Any, merge: str = "", **named: Any
    ) -> Patch | None:
        """Run a command of `model.commands` on the document, as an undo step.

        Gives the patch, or None where the command refused; then `refused` tells why.
        """
        try:
            patch = command(self.document, *arguments, **named)
        except JourneyError as error:
            self.refused.emit(error.problem)
            return None
        self.do(patch, merge=merge)
        return patch

    def do(self, patch: Patch, merge: str = "") -> None:
        """Apply a patch as an undo step; the same `merge` key in a row makes one step."""
        self.undo_stack.add(patch, self._session.apply, merge)

    def settle(self) -> None:
        """Let the document have what is being typed, before it is saved or left."""
        self.settling.emit()

    def undo(self) -> None:
        self._step(self.undo_stack.undo, self.undo_stack.index() - 1)

    def redo(self) -> None:
        self._step(self.undo_stack.redo, self.undo_stack.index())

    def show_map(self, map_id: str) -> None:
        """Show another map of the workspace; nothing is selected on it yet."""
        if map_id != self._map and map_id in self.document.maps:
            self.settle()
            self._map = map_id
            self._findings = self._decided = None
            self.select(())
            self.map_changed.emit(map_id)

    def select(self, places: Iterable[Place]) -> None:
        """Select these (table, id); what does not exist is passed over."""
        chosen = tuple(
            place for place in dict.fromkeys(places) if self.document.get(*place) is not None
        )
        if chosen != self._selection:
            self._selection = chosen
            self.selection_changed.emit(chosen)

    def reveal(self, table: str, identifier: str) -> None:
        """Select an entity, on whatever map it is, and bring it into view."""
        map_id = queries.map_of(self.document, table, identifier)
        if map_id:
            self.show_map(map_id)
        self.select([self._on_map(table, identifier)])
        self.reveal_requested.emit(table, identifier)

    def set_lens(self, persona_id: str | None) -> None:
        """Look at the map as one persona; None for all."""
        if persona_id != self._lens:
            self._lens = persona_id
            self.lens_changed.emit(persona_id)

    def set_findings(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings of the current map."""
        self._findings, self._decided = findings, None
        self.findings_changed.emit(findings)

    def _on_patch(self, patch: Patch, document: Document) -> None:
        if "decisions" in patch.tables():
            self._decided = None
        is_another = self._replace_map_if_gone()
        if self._lens is not None and self._lens not in document.personas:
            self.set_lens(None)
        self.changed.emit(patch, document)
        if is_another:
            self.map_changed.emit(self._map)
        self.select(self._selection)

    def _replace_map_if_gone(self) -> bool:
        """Take the first map for the shown one, where that is gone; gives whether it was."""
        before = self._map
        if before not in self.document.maps:
            first = next(iter(queries.maps(self.document)), None)
            self._map = first.id if first else ""
            self._findings = self._decided = None
        return self._map != before

    def _on_map(self, table: str, identifier: str) -> Place:
        """What to select for an entity: the card or stage that a trigger, reason, metric is of."""
        entity = self.document.get(table, identifier)
        if isinstance(entity, Trigger):
            return "touchpoints", entity.touchpoint or ""
        if isinstance(entity, Reason):
            return "stages", entity.stage
        if isinstance(entity, Metric):
            card = entity.touchpoint
            return ("touchpoints", card) if card else ("stages", entity.stage or "")
        return table, identifier

    def _step(self, step: Callable[[], None], index: int) -> None:
        command = self.undo_stack.command(index)
        if command is None:
            return
        touched = command.patch.touched()  # type: ignore[attr-defined]
        before = {place: queries.map_of(self.document, *place) for place in touched}
        maps = self.document.maps.keys()
        step()
        homes = [queries.map_of(self.document, *place) or before[place] for place in touched]
        visible = sorted(home for home in homes if home and home in self.document.maps)
        if visible and self._map not in visible:
            self.show_map(visible[0])
        if self.document.maps.keys() != maps:
            # a whole map came or went: to select all its cards would help nobody
            return
        alive = sorted(place for place in touched if self.document.get(*place) is not None)
        cards = [place for place in alive if place[0] in ("touchpoints", "notes")]
        connections = [place for place in alive if place[0] == "connections"]
        if cards or connections:
            self.select(cards or connections)
            self.reveal_requested.emit(*(cards or connections)[0])

"""Telling screen readers what happens on the canvas: focus, selection, moves."""

from __future__ import annotations

from functools import cache
from weakref import WeakValueDictionary

import shiboken6
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QAccessibleEvent,
    QAccessibleInterface,
)

from workbench.model.document import Document
from workbench.model.patch import FieldChange, Patch
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas import spoken
from workbench.ui.canvas.accessible import MapAccessible
from workbench.ui.canvas.view import MapView
from workbench.words.say import say

_PLACED = frozenset({"stage", "lane", "rank"})
_NAMES = frozenset({"title", "text", "name"})


def expose(view: MapView, bridge: Bridge) -> Teller:
    """Let screen readers know what is on the canvas, from now on."""
    _install()
    teller = Teller(view, bridge)
    _TELLERS[shiboken6.getCppPointer(view)[0]] = teller
    return teller


class Teller(QObject):
    """Tells of what happens on one canvas, where anybody listens."""

    def __init__(self, view: MapView, bridge: Bridge) -> None:
        super().__init__(view)
        self._bridge = bridge
        self._told: object = None
        self.view = view
        self.map = MapAccessible(view, bridge)
        view.installEventFilter(self)
        view.destroyed.connect(self.map.close)
        bridge.changed.connect(self._on_changed)
        bridge.map_changed.connect(self._on_another_map)
        bridge.selection_changed.connect(self._on_selection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyRelease, QEvent.Type.FocusIn):
            if event.type() == QEvent.Type.FocusIn:
                self._told = None
            QTimer.singleShot(0, self, self._tell_focus)
        return super().eventFilter(watched, event)

    def _tell_focus(self) -> None:
        """Tell what has the keyboard, once: a thing, or an empty cell."""
        if not QAccessible.isActive() or not self.view.hasFocus():
            return
        place, cell = self.map.current(), self.view.board.focus_cell
        now = place or cell
        if now == self._told:
            return
        self._told = now
        part = self.map.part(place) if place is not None else None
        if part is not None:
            _send(part, QAccessible.Event.Focus)
        elif cell is not None:
            self._announce(spoken.cell_text(self._bridge.document, cell))

    def _on_selection(self) -> None:
        if QAccessible.isActive():
            _send(self.map, QAccessible.Event.SelectionWithin)
            self._tell_focus()

    def _on_another_map(self) -> None:
        self.map.forget_gone()
        self._told = None
        if QAccessible.isActive():
            _send(self.map, QAccessible.Event.NameChanged)
            _send(self.map, QAccessible.Event.ObjectReorder)

    def _on_changed(self, patch: Patch, document: Document) -> None:
        if QAccessible.isActive():
            self._tell_changes(patch, document)
        self.map.forget_gone()

    def _tell_changes(self, patch: Patch, document: Document) -> None:
        places = set(self.map.places())
        moved: dict[Place, None] = {}
        for change in patch.changes:
            place = (change.table, change.id)
            if not isinstance(change, FieldChange):
                continue
            if place in places and change.field in _PLACED:
                moved[place] = None
            part = self.map.known(place)
            if part is not None:
                is_name = change.field in _NAMES
                kind = QAccessible.Event.NameChanged
                _send(part, kind if is_name else QAccessible.Event.DescriptionChanged)
        if any(not isinstance(change, FieldChange) for change in patch.changes) or moved:
            _send(self.map, QAccessible.Event.ObjectReorder)
        if moved:
            self._announce(spoken.moved_text(document, list(moved)))
        gone = [place for place in patch.touched() if document.get(*place) is None]
        if gone and not moved:
            self._announce(say("spoken.removed", n=len(gone)))

    def _announce(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.view, text))


_TELLERS: WeakValueDictionary[int, Teller] = WeakValueDictionary()
"""Who tells of a canvas, by the address that Qt knows it under. Each is kept by its canvas."""


@cache
def _install() -> None:
    """Qt asks every factory there is, so one is enough for all canvases."""
    QAccessible.installFactory(_interface_of)


def _interface_of(_kind: str, found: QObject | None) -> QAccessibleInterface | None:
    """What Qt is to take for an object; None for its own way."""
    if not isinstance(found, MapView):
        return None
    teller = _TELLERS.get(shiboken6.getCppPointer(found)[0])
    return teller.map if teller is not None else None


def _send(about: QAccessibleInterface, kind: QAccessible.Event) -> None:
    QAccessible.updateAccessibility(QAccessibleEvent(about, kind))

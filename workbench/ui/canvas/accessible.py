"""The map for screen readers: what is painted, as things with a name, a place and a state.

Qt knows nothing of what a graphics view paints. The canvas has an interface whose children are
stages, lanes, cards and connections, made when they are first asked for. Qt keeps the C++ half
of an interface only, so the Python half is kept here until Qt lets go of it.
"""

from __future__ import annotations

from collections.abc import Sequence

import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import (
    QAccessible,
    QAccessibleActionInterface,
    QAccessibleInterface,
    QAccessibleObject,
    QAccessibleSelectionInterface,
    QWindow,
)
from PySide6.QtWidgets import QWidget

from workbench.drawing.targets import card_at, reading_order
from workbench.model import queries
from workbench.ui.bridge import Bridge, Place
from workbench.ui.canvas import spoken
from workbench.ui.canvas.scene import MapScene
from workbench.ui.canvas.view import MapView

_ROLES = {
    "stages": QAccessible.Role.ColumnHeader,
    "lanes": QAccessible.Role.RowHeader,
    "touchpoints": QAccessible.Role.ListItem,
    "notes": QAccessible.Role.ListItem,
    "connections": QAccessible.Role.ListItem,
}
_NOTHING = shiboken6.VoidPtr(0)
# the stubs of Qt’s interfaces leave out that most of what they ask for may be None


class MapAccessible(QAccessibleObject):
    """The canvas: a list of what is on the map, and of the fields that lie over it."""

    def __init__(self, view: MapView, bridge: Bridge) -> None:
        super().__init__(view)
        self._view, self._bridge = view, bridge
        self._parts: dict[Place, PartAccessible] = {}
        self._places: list[Place] = []
        self._index: dict[Place, int] = {}
        self._read_from: tuple[object, ...] = ()
        self._chosen = _Selection(self, bridge)

    # -- what is on the map

    def places(self) -> Sequence[Place]:
        """Stages, lanes, cards in reading order, connections."""
        document, layout = self._bridge.document, self._view.board.layout
        known = document.maps.get(self._bridge.map_id) is not None
        connections = queries.connections(document, self._bridge.map_id) if known else ()
        if (
            not self._read_from
            or self._read_from[0] is not layout
            or (self._read_from[1] is not connections)
        ):
            self._read_from = (layout, connections)
            boxes = layout.boxes
            self._places = [
                *(("stages", column.id) for column in layout.columns),
                *(("lanes", row.id) for row in layout.rows),
                *((boxes[card].table, card) for card in reading_order(layout)),
                *(("connections", it.id) for it in connections),
            ]
            self._index = {place: at for at, place in enumerate(self._places)}
        return self._places

    def part(self, place: Place) -> PartAccessible | None:
        """The interface of a thing on the map, made when first asked for; None for none."""
        if place not in self._parts:
            self.places()
            if place not in self._index:
                return None
            part = PartAccessible(self, self._view, self._bridge, place)
            self._parts[place] = part
            part.number = QAccessible.registerAccessibleInterface(part)
        return self._parts[place]

    def known(self, place: Place) -> PartAccessible | None:
        """The interface of a thing that was asked for before."""
        return self._parts.get(place)

    def at(self, place: Place) -> int:
        """Which child a thing is; −1 where it is none."""
        self.places()
        return self._index.get(place, -1)

    def current(self) -> Place | None:
        """What has the keyboard: the last selected thing on the map."""
        self.places()
        chosen = [place for place in self._bridge.selection if place in self._index]
        return chosen[-1] if chosen else None

    def selected(self) -> list[Place]:
        self.places()
        return [place for place in self._bridge.selection if place in self._index]

    def is_collapsed(self, place: Place) -> bool:
        """Whether a stage or lane is folded on the canvas: its cards are no children then."""
        layout, (table, identifier) = self._view.board.layout, place
        part = layout.column(identifier) if table == "stages" else layout.row(identifier)
        return part is not None and part.collapsed

    def forget_gone(self) -> None:
        """Let go of what is not on the map any more."""
        if self._parts:
            self.places()
            for place in [place for place in self._parts if place not in self._index]:
                QAccessible.deleteAccessibleInterface(self._parts.pop(place).number)

    def close(self) -> None:
        """The canvas is gone: let go of everything on it."""
        for place in list(self._parts):
            QAccessible.deleteAccessibleInterface(self._parts.pop(place).number)

    # -- what Qt asks

    def parent(self) -> QAccessibleInterface | None:  # type: ignore[override]
        above = self._view.parentWidget()
        return QAccessible.queryAccessibleInterface(above) if above is not None else None

    def childCount(self) -> int:
        return len(self.places()) + len(self._fields())

    def child(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        places = self.places()
        if 0 <= index < len(places):
            return self.part(places[index])
        fields = self._fields()
        index -= len(places)
        if 0 <= index < len(fields):
            return QAccessible.queryAccessibleInterface(fields[index])
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        if isinstance(child, PartAccessible):
            return self.at(child.place)
        fields = self._fields()
        found = child.object()
        return len(self.places()) + fields.index(found) if found in fields else -1

    def childAt(self, x: int, y: int) -> QAccessibleInterface | None:  # type: ignore[override]
        place = self._place_at(QPoint(x, y))
        return self.part(place) if place is not None else None

    def focusChild(self) -> QAccessibleInterface | None:  # type: ignore[override]
        if not self._view.hasFocus():
            return None
        place = self.current()
        return self.part(place) if place is not None else self

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.List

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.focusable = state.multiSelectable = state.extSelectable = True
        state.focused = self._view.hasFocus() and self.current() is None
        state.invisible = not self._view.isVisible()
        return state

    def rect(self) -> QRect:
        return QRect(self._view.mapToGlobal(QPoint(0, 0)), self._view.size())

    def text(self, kind: QAccessible.Text) -> str:
        journey = self._bridge.document.maps.get(self._bridge.map_id)
        if kind == QAccessible.Text.Name:
            name = self._view.accessibleName()
            return f"{name} {journey.name}" if journey is not None and journey.name else name
        return ""

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._view.window().windowHandle()

    def interface_cast(self, kind: QAccessible.InterfaceType) -> shiboken6.VoidPtr:  # type: ignore[override]
        # Qt wants the address; an int would be taken for an object of Python's
        if kind == QAccessible.InterfaceType.SelectionInterface:
            return _address(self._chosen)
        return _NOTHING

    def _fields(self) -> list[QWidget]:
        """The widgets over the map that one reads or types in."""
        view = self._view
        over = [*view.children(), *view.viewport().children()]
        passed = (view.viewport(), view.stage_headers, view.lane_names)
        return [
            child
            for child in over
            if isinstance(child, QWidget)
            and child not in passed
            and child.isVisible()
            and child.accessibleName()
        ]

    def _place_at(self, at: QPoint) -> Place | None:
        view, layout = self._view, self._view.board.layout
        inside = view.viewport().mapFromGlobal(at)
        if not view.viewport().rect().contains(inside):
            heads = [place for place in self.places() if place[0] in ("stages", "lanes")]
            return next((it for it in heads if self.rect_of(it).contains(at)), None)
        scene = view.mapToScene(inside)
        card = card_at(layout, scene.x(), scene.y())
        if card is not None:
            return layout.boxes[card].table, card
        items = view.scene()
        assert isinstance(items, MapScene)
        found = items.connection_at(scene.x(), scene.y())
        return ("connections", found) if found is not None else None

    def rect_of(self, place: Place) -> QRect:
        """Where a thing is on the screen, also where it is scrolled out of view."""
        view, board = self._view, self._view.board
        table, identifier = place
        column = board.layout.column(identifier) if table == "stages" else None
        row = board.layout.row(identifier) if table == "lanes" else None
        if column is not None:
            left = view.mapFromScene(column.left, 0).x()
            right = view.mapFromScene(column.right, 0).x()
            top = view.stage_headers.mapToGlobal(QPoint(0, 0))
            seen = QRect(left, 0, right - left, view.stage_headers.height())
            return seen.translated(view.viewport().mapToGlobal(QPoint(0, 0)).x(), top.y())
        if row is not None:
            top_y = view.mapFromScene(0, row.top).y()
            bottom = view.mapFromScene(0, row.bottom).y()
            corner = view.lane_names.mapToGlobal(QPoint(0, 0))
            seen = QRect(0, top_y, view.lane_names.width(), bottom - top_y)
            return seen.translated(corner.x(), view.viewport().mapToGlobal(QPoint(0, 0)).y())
        box = board.layout.boxes.get(identifier)
        if box is not None:
            area = QRectF(*box.rect)
        elif identifier in board.routes:
            area = board.path(identifier).controlPointRect()
        else:
            return QRect()
        on_view = view.mapFromScene(area).boundingRect()
        return on_view.translated(view.viewport().mapToGlobal(QPoint(0, 0)))


class PartAccessible(QAccessibleInterface):
    """A stage, lane, card or connection."""

    def __init__(self, above: MapAccessible, view: MapView, bridge: Bridge, place: Place) -> None:
        super().__init__()
        self._above, self._view, self._bridge = above, view, bridge
        self.place = place
        self.number = 0
        """Under which Qt knows it."""
        self._actions = _Actions(self)

    def press(self) -> None:
        """Select it, as a click does."""
        self._bridge.select([self.place])

    def focus(self) -> None:
        """Give it the keyboard."""
        self.press()
        self._view.setFocus()
        self._view.reveal(*self.place)

    def isValid(self) -> bool:
        return shiboken6.isValid(self._view) and self._bridge.document.get(*self.place) is not None

    def object(self) -> QObject | None:  # type: ignore[override]
        return None

    def window(self) -> QWindow | None:  # type: ignore[override]
        return self._view.window().windowHandle()

    def parent(self) -> QAccessibleInterface:
        return self._above

    def child(self, _index: int) -> None:  # type: ignore[override]
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, _x: int, _y: int) -> None:  # type: ignore[override]
        return None

    def indexOfChild(self, _child: QAccessibleInterface) -> int:
        return -1

    def role(self) -> QAccessible.Role:
        return _ROLES[self.place[0]]

    def state(self) -> QAccessible.State:
        state = QAccessible.State()
        state.selectable = state.focusable = True
        state.selected = self.place in self._bridge.selection
        state.focused = self._view.hasFocus() and self._above.current() == self.place
        state.offscreen = not self.rect().intersects(self._above.rect())
        state.invisible = not self._view.isVisible()
        state.expandable = self.place[0] in ("stages", "lanes")
        state.collapsed = self._above.is_collapsed(self.place)
        state.expanded = bool(state.expandable) and not state.collapsed
        return state

    def rect(self) -> QRect:
        return self._above.rect_of(self.place)

    def text(self, kind: QAccessible.Text) -> str:
        document = self._bridge.document
        match kind:
            case QAccessible.Text.Name:
                return spoken.name_of(document, self.place)
            case QAccessible.Text.Value:
                return spoken.value_of(document, self.place)
            case QAccessible.Text.Description:
                return spoken.description_of(document, self.place)
        return ""

    def setText(self, _kind: QAccessible.Text, _text: str) -> None:
        """Titles are edited in the field that F2 opens."""

    def interface_cast(self, kind: QAccessible.InterfaceType) -> shiboken6.VoidPtr:  # type: ignore[override]
        if kind == QAccessible.InterfaceType.ActionInterface:
            return _address(self._actions)
        return _NOTHING


class _Actions(QAccessibleActionInterface):
    """What a screen reader can do with a part without keys."""

    def __init__(self, part: PartAccessible) -> None:
        super().__init__()
        self._part = part

    def actionNames(self) -> list[str]:
        return [self.pressAction(), self.setFocusAction()]

    def doAction(self, name: str) -> None:
        if name == self.pressAction():
            self._part.press()
        elif name == self.setFocusAction():
            self._part.focus()

    def keyBindingsForAction(self, _name: str) -> list[str]:
        return []


class _Selection(QAccessibleSelectionInterface):
    """What is selected on the map."""

    def __init__(self, above: MapAccessible, bridge: Bridge) -> None:
        super().__init__()
        self._above, self._bridge = above, bridge

    def selectedItemCount(self) -> int:
        return len(self._above.selected())

    def selectedItems(self) -> list[QAccessibleInterface]:
        found = [self._above.part(place) for place in self._above.selected()]
        return [part for part in found if part is not None]

    def selectedItem(self, index: int) -> QAccessibleInterface | None:  # type: ignore[override]
        items = self.selectedItems()
        return items[index] if 0 <= index < len(items) else None

    def isSelected(self, child: QAccessibleInterface) -> bool:
        return isinstance(child, PartAccessible) and child.place in self._bridge.selection

    def select(self, child: QAccessibleInterface) -> bool:
        if not isinstance(child, PartAccessible):
            return False
        others = [place for place in self._bridge.selection if place != child.place]
        self._bridge.select([*others, child.place])
        return True

    def unselect(self, child: QAccessibleInterface) -> bool:
        if not self.isSelected(child):
            return False
        assert isinstance(child, PartAccessible)
        self._bridge.select([it for it in self._bridge.selection if it != child.place])
        return True

    def selectAll(self) -> bool:
        self._bridge.select(it for it in self._above.places() if it[0] in ("touchpoints", "notes"))
        return True

    def clear(self) -> bool:
        self._bridge.select(())
        return True


def _address(
    part: QAccessibleActionInterface | QAccessibleSelectionInterface,
) -> shiboken6.VoidPtr:
    return shiboken6.VoidPtr(shiboken6.getCppPointer(part)[0])

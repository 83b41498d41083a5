"""What a person does all day in the window, in any order: one hand with many habits."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QPointF, Qt, QTimer
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from tests.helpers.canvas import drag, middle_of
from tests.helpers.qt import drop
from workbench.model import queries
from workbench.model.commands import connections, edit
from workbench.ui import mime
from workbench.ui.main_window import MainWindow

Key = Qt.Key
CARDS = ("touchpoints", "notes")
MOST_CARDS, MOST_MAPS, MOST_PERSONAS = 60, 4, 5
"""Beyond these, whatever is added goes again: the map of a day does not grow without end."""

WORDS = ("Flyer", "Preisliste", "パン屋", "Rückruf", "offer & price", "<b>sale</b>", "🥐", "x" * 60)


class Hand:
    """Does one thing after another; `done` counts what it did."""

    def __init__(self, window: MainWindow, chance: random.Random) -> None:
        self._window, self._chance = window, chance
        self.done: Counter[str] = Counter()
        self._habits: dict[str, tuple[int, Callable[[], object]]] = {
            "select": (8, self._select),
            "click": (6, self._click),
            "drag card": (6, self._drag_card),
            "type title": (6, self._type_title),
            "set field": (8, self._set_field),
            "connect": (3, self._connect),
            "drop channel": (3, self._drop_channel),
            "undo": (8, self._triggers("undo")),
            "redo": (6, self._triggers("redo")),
            "walk": (6, self._walk),
            "wheel": (4, self._wheel),
            "zoom": (4, self._triggers("zoom_in", "zoom_out", "fit", "zoom_reset")),
            "copy": (3, self._copy),
            "duplicate": (2, self._on_card("duplicate")),
            "delete": (3, self._on_card("delete")),
            "add": (3, self._add),
            "collapse": (2, self._collapse),
            "overlay": (3, self._overlay),
            "lens": (2, self._lens),
            "pages": (3, self._pages),
            "maps": (2, self._maps),
            "find": (2, self._find),
            "palette": (1, self._command_palette),
            "dialogs": (2, self._dialogs),
            "menu": (2, self._menu),
            "look": (1, self._look),
            "resize": (1, self._resize),
            "present": (1, self._present),
            "outline": (1, self._twice("outline")),
            "panels": (1, self._panels),
        }
        self._names = list(self._habits)
        self._weights = [weight for weight, _ in self._habits.values()]

    def act(self) -> None:
        """Do something, and let the window answer."""
        (name,) = self._chance.choices(self._names, self._weights)
        self._habits[name][1]()
        self.done[name] += 1
        # whatever field or menu was opened is left again
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        # offscreen, a window does not come to the front by itself when its dialog is closed
        self._window.activateWindow()
        self._trim()
        QApplication.processEvents()
        # as a running loop does; else what a whole round took leave of would be there at once
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)

    @property
    def _bridge(self):
        return self._window.bridge

    def _trigger(self, *names: str) -> None:
        action = self._window.actions_by_id[self._chance.choice(names)]
        if action.isEnabled():
            action.trigger()

    def _triggers(self, *names: str) -> Callable[[], None]:
        return lambda: self._trigger(*names)

    def _twice(self, name: str) -> Callable[[], None]:
        def act() -> None:
            self._trigger(name)
            QApplication.processEvents()
            self._trigger(name)

        return act

    def _some(self, *tables: str) -> tuple[str, str] | None:
        """Something of the map that is shown."""
        document, shown = self._bridge.document, self._bridge.map_id
        places = [
            (table, item.id)
            for table in tables
            for item in document.table(table).values()
            if getattr(item, "map", shown) == shown
        ]
        return self._chance.choice(places) if places else None

    def _select_some(self, *tables: str) -> tuple[str, str] | None:
        place = self._some(*tables)
        if place is not None:
            self._bridge.reveal(*place)
        return place

    def _select(self) -> None:
        tables = (*CARDS, "stages", "lanes", "connections", "channels")
        if self._chance.random() < 0.2:
            self._bridge.select([place for place in (self._some(*CARDS),) * 3 if place])
        else:
            self._select_some(self._chance.choice(tables))

    def _card_on_screen(self) -> QPoint | None:
        """Where a card is that can be reached; cards in what is collapsed cannot."""
        place = self._select_some(*CARDS)
        view = self._window.view
        if place is None or place[1] not in view.board.layout.boxes:
            return None
        at = middle_of(view, place[1])
        return at if view.viewport().rect().contains(at) else None

    def _click(self) -> None:
        at = self._card_on_screen()
        if at is not None:
            QTest.mouseClick(self._window.view.viewport(), Qt.MouseButton.LeftButton, pos=at)

    def _drag_card(self) -> None:
        at = self._card_on_screen()
        if at is not None:
            view = self._window.view.viewport()
            end = QPoint(
                self._chance.randrange(view.width()), self._chance.randrange(view.height())
            )
            drag(view, at, end)

    def _type_title(self) -> None:
        if self._select_some(*CARDS, "stages", "lanes") is None:
            return
        view = self._window.view
        view.setFocus()
        QTest.keyClick(view, Key.Key_F2)
        editor = QApplication.focusWidget()
        if editor is not None and editor is not view:
            QTest.keyClicks(editor, f"Card {self._chance.randrange(100)}")
            QTest.keyClick(editor, self._chance.choice((Key.Key_Return, Key.Key_Escape)))

    def _set_field(self) -> None:
        """As the inspector does while somebody types."""
        place = self._some("touchpoints")
        if place is None:
            return
        self._bridge.select([place])
        name, value = self._chance.choice(
            (
                ("title", self._chance.choice(WORDS)),
                ("remarks", self._chance.choice(WORDS) * 5),
                ("importance", float(self._chance.randint(1, 10))),
                ("feeling", self._chance.choice((None, -2.0, 0.5, 2.0))),
            )
        )
        self._bridge.run(edit.set_field, *place, name, value, merge=f"{place[1]}.{name}")

    def _connect(self) -> None:
        one, other = self._some("touchpoints"), self._some("touchpoints")
        if one is not None and other is not None:
            self._bridge.run(connections.connect, one[1], other[1], None)
        self._window.notices.hide()

    def _drop_channel(self) -> None:
        channel, stage = self._some("channels"), self._some("stages")
        lanes = [
            lane.id
            for lane in queries.lanes(self._bridge.document, self._bridge.map_id)
            if lane.kind == "touchpoints"
        ]
        if channel is not None and stage is not None and lanes:
            view = self._window.view
            view.reveal(*stage)
            at = view.mapFromScene(view.cell_rect(stage[1], lanes[0]).center())
            drop(view.viewport(), mime.CHANNEL, channel[1], at)

    def _walk(self) -> None:
        view = self._window.view
        view.setFocus()
        keys = (Key.Key_Left, Key.Key_Right, Key.Key_Up, Key.Key_Down, Key.Key_Tab)
        for _ in range(3):
            QTest.keyClick(view, self._chance.choice(keys))
        if self._chance.random() < 0.3:
            QTest.keyClick(view, self._chance.choice(keys[:4]), Qt.KeyboardModifier.ControlModifier)

    def _wheel(self) -> None:
        viewport = self._window.view.viewport()
        at = QPointF(viewport.rect().center())
        keys = self._chance.choice(
            (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier)
        )
        event = QWheelEvent(
            at,
            QPointF(viewport.mapToGlobal(at.toPoint())),
            QPoint(),
            QPoint(0, self._chance.choice((-120, 120))),
            Qt.MouseButton.NoButton,
            keys,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(viewport, event)

    def _copy(self) -> None:
        if self._select_some(*CARDS) is not None:
            self._trigger("copy", "cut")
            self._select_some(*CARDS, "stages")
            self._trigger("paste", "paste_in_place")

    def _on_card(self, name: str) -> Callable[[], None]:
        def act() -> None:
            if self._select_some(*CARDS, "connections") is not None:
                self._trigger(name)

        return act

    def _add(self) -> None:
        self._select_some("stages")
        self._trigger("add_touchpoint", "add_note", "add_stage", "add_lane", "add_trigger")
        self._leave_field()

    def _leave_field(self) -> None:
        field = QApplication.focusWidget()
        if field is not None:
            QTest.keyClick(field, self._chance.choice((Key.Key_Return, Key.Key_Escape)))
        self._window.view.setFocus()

    def _collapse(self) -> None:
        if self._select_some("stages", "lanes") is not None:
            self._trigger("collapse", "expand_all")

    def _overlay(self) -> None:
        kinds = ("gaps", "opportunity", "evidence", "owner", "channel", "reach", "none", "none")
        self._trigger(*(f"overlay_{kind}" for kind in kinds))
        self._trigger("connections_all", "connections_selected", "connections_none")

    def _lens(self) -> None:
        personas = list(self._bridge.document.personas)
        self._bridge.set_lens(self._chance.choice((None, *personas)))

    def _pages(self) -> None:
        self._trigger("show_gaps", "show_triggers", "show_paths", "show_by_stage", "show_scores")
        self._trigger("worst_gap")

    def _maps(self) -> None:
        self._trigger("map_next", "map_previous", "map_duplicate", "map_future", "map_rename")
        self._leave_field()

    def _find(self) -> None:
        self._trigger("find")
        field = QApplication.focusWidget()
        if field is not None:
            QTest.keyClicks(field, self._chance.choice(("shop", "price", "zzz", "e")))
        self._trigger("find_next", "find_previous")
        if field is not None:
            QTest.keyClick(field, Key.Key_Escape)

    def _command_palette(self) -> None:
        self._trigger("command_palette")
        field = QApplication.focusWidget()
        if field is not None:
            QTest.keyClicks(field, self._chance.choice(("zoom", "pers", "card")))
            QTest.keyClick(field, Key.Key_Escape)

    def _dialogs(self) -> None:
        name = self._chance.choice(
            ("preferences", "about", "guide", "shortcuts", "compare_personas", "persona")
        )
        QTimer.singleShot(0, _close_dialog)
        if name == "persona":
            if (place := self._some("personas")) is not None:
                self._window.handlers.edit_persona(place[1])
        else:
            self._trigger(name)
        self._window.activateWindow()
        self._window.view.setFocus()

    def _menu(self) -> None:
        place = self._select_some(*CARDS, "stages", "lanes")
        if place is not None:
            # a menu that is shown waits for its end
            QTimer.singleShot(0, _close_menu)
            view = self._window.view
            view.setFocus()
            QTest.keyClick(view, Key.Key_Menu)

    def _look(self) -> None:
        self._trigger("appearance_dark", "appearance_light", "paper_dark", "paper_light")

    def _resize(self) -> None:
        self._window.resize(self._chance.randrange(1100, 1700), self._chance.randrange(700, 1050))

    def _present(self) -> None:
        self._trigger("present")
        QApplication.processEvents()
        self._window.tools.present(False)

    def _panels(self) -> None:
        self._twice(self._chance.choice(("panel_left", "panel_right", "panel_gaps")))()

    def _trim(self) -> None:
        """Take away what a day would not pile up, by the same commands."""
        document = self._bridge.document
        over = [
            (table, list(document.table(table)), most)
            for table, most in (
                ("touchpoints", MOST_CARDS),
                ("notes", MOST_CARDS),
                ("stages", 30),
                ("lanes", 30),
                ("triggers", 30),
                ("maps", MOST_MAPS),
                ("personas", MOST_PERSONAS),
            )
        ]
        doomed = [(table, name) for table, names, most in over for name in names[most:]]
        if doomed:
            self._bridge.run(edit.remove, doomed)


def _close_dialog() -> None:
    dialog = QApplication.activeModalWidget()
    if isinstance(dialog, QDialog):
        dialog.reject()


def _close_menu() -> None:
    menu: QWidget | None = QApplication.activePopupWidget()
    if isinstance(menu, QMenu):
        menu.close()

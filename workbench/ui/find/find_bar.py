"""The bar above the canvas that finds a word: how often, the next, the previous, where else."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QToolButton, QWidget

from workbench.analysis.search import Hit, search
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.find.marks import FoundMarks
from workbench.ui.theme import Theme, set_role
from workbench.words.finding_sentences import name_of
from workbench.words.labels import table_name
from workbench.words.say import say

_WIDTH = 280
_LISTED = 40
_NAME_LIMIT = 60


class FindBar(QWidget):
    """Hidden until `start`. It goes through what all maps say, and lists what lies elsewhere."""

    persona_wanted = Signal(str)
    """A found persona was chosen."""
    left = Signal()
    """The bar had the keys and was closed: the map is to have them."""

    def __init__(
        self, bridge: Bridge, theme: Theme, view: MapView, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._theme, self._board = bridge, theme, view.board
        self._hits: tuple[Hit, ...] = ()
        self._current: Hit | None = None
        self._home = ""
        """The map that was shown when the word was typed: going on keeps that order."""
        self.marks = FoundMarks(view.board)
        view.scene().addItem(self.marks)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setPlaceholderText(say("find.hint"))
        self.field.setAccessibleName(say("find.hint"))
        self.field.setClearButtonEnabled(True)
        self.field.setFixedWidth(_WIDTH)
        self.field.textChanged.connect(self._on_typed)
        self.count = QLabel()
        self.count.setMinimumWidth(96)
        set_role(self.count, "muted")
        self.elsewhere = QToolButton()
        self.elsewhere.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.elsewhere.setToolTip(say("find.elsewhere.tip"))
        self._menu = QMenu(self.elsewhere)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.elsewhere.setMenu(self._menu)
        self._previous = self._button("find.previous", self.previous)
        self._next = self._button("find.next", self.next)
        self._close = self._button("find.close", self.close_bar)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(4)
        for widget in (self.field, self._previous, self._next, self.count, self.elsewhere):
            row.addWidget(widget)
        row.addStretch(1)
        row.addWidget(self._close)
        for button in (self.elsewhere, self._previous, self._next, self._close):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        theme.changed.connect(self._paint)
        bridge.loaded.connect(self.close_bar)
        for signal in (bridge.changed, bridge.map_changed, view.shaping.changed):
            signal.connect(self._look_again)
        self._paint()
        self.hide()

    def start(self) -> None:
        """Open the bar, what was looked for last being there to be typed over."""
        self.show()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self._home = self._bridge.map_id
        self._look_again()

    def close_bar(self) -> None:
        """Hide the bar and its frames."""
        had_focus = self.isAncestorOf(self.focusWidget()) or self.field.hasFocus()
        self.hide()
        self._hits, self._current = (), None
        self.marks.show_found(())
        if had_focus:
            self.left.emit()

    def next(self) -> None:
        """Go to the next place, after the last to the first."""
        self._step(1)

    def previous(self) -> None:
        """Go to the place before, from the first to the last."""
        self._step(-1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        match event.key():
            case Qt.Key.Key_Escape:
                self.close_bar()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                back = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
                self._step(-1 if back else 1)
            case _:
                super().keyPressEvent(event)

    def _places(self) -> list[Hit]:
        """The hits that F3 goes through: those on maps."""
        return [hit for hit in self._hits if hit.map]

    def _step(self, by: int) -> None:
        if self.isHidden():
            self.start()
            if not self.field.text():
                return
        places = self._places()
        if not places:
            return
        if self._current in places:
            at = (places.index(self._current) + by) % len(places)
        else:
            at = 0 if by > 0 else len(places) - 1
        self._go_to(places[at])

    def _go_to(self, hit: Hit) -> None:
        # another map makes the bar look again, and what was aimed at must still be the aim
        self._current = hit
        if hit.table == "maps":
            self._bridge.show_map(hit.id)
            self._bridge.select(())
        else:
            self._bridge.reveal(hit.table, hit.id)
        self._current = hit
        self._show()

    def _on_typed(self) -> None:
        self._home = self._bridge.map_id
        self._look_again()
        elsewhere = set(self._elsewhere())
        at_hand = (hit for hit in self._hits if hit.table != "maps" and hit not in elsewhere)
        first = next(at_hand, None)
        if self._current is None and first is not None:
            self._go_to(first)

    def _look_again(self) -> None:
        """Find anew: the word, the document or the shown map is another."""
        if self.isHidden():
            return
        self._hits = search(self._bridge.document, self.field.text(), self._home)
        if self._current not in self._hits:
            self._current = None
        self._show()

    def _show(self) -> None:
        places, wanted = self._places(), self.field.text().strip()
        if self._current in places:
            text = say("find.position", at=places.index(self._current) + 1, n=len(places))
        elif places:
            text = say("find.count", n=len(places))
        else:
            text = say("find.none") if wanted and not self._hits else ""
        self.count.setText(text)
        wrong = "true" if wanted and not self._hits else "false"
        self.field.setProperty("invalid", wrong)
        set_role(self.field, "find")
        self._previous.setEnabled(bool(places))
        self._next.setEnabled(bool(places))
        others = len(self._elsewhere())
        self.elsewhere.setVisible(bool(others))
        self.elsewhere.setText(say("find.elsewhere", n=others))
        here = [hit.id for hit in self._hits if hit.map == self._bridge.map_id]
        self.marks.show_found(here, self._current.id if self._current else "")

    def _elsewhere(self) -> list[Hit]:
        """The hits that are not to be seen: not on the shown map, or in what is collapsed."""
        document, map_id = self._bridge.document, self._bridge.map_id
        hidden = {card for cards in self._board.layout.hidden.values() for card in cards}

        def is_hidden(hit: Hit) -> bool:
            if hit.table == "triggers":
                return document.triggers[hit.id].touchpoint in hidden
            return hit.id in hidden

        return [hit for hit in self._hits if hit.map != map_id or is_hidden(hit)]

    def _fill_menu(self) -> None:
        """One entry for each hit that is not on the shown map, under what it belongs to."""
        self._menu.clear()
        document, home = self._bridge.document, None
        found = self._elsewhere()
        for hit in found[:_LISTED]:
            owner = hit.map or hit.table
            if owner != home:
                self._menu.addSection(_short(self._place_name(hit)))
                home = owner
            name = _short(name_of(document, hit.table, hit.id))
            self._menu.addAction(name, partial(self._open, hit))
        if len(found) > _LISTED:
            more = self._menu.addAction(say("find.more", n=len(found) - _LISTED))
            more.setEnabled(False)

    def _place_name(self, hit: Hit) -> str:
        """Where a hit lies, as a heading: collapsed on this map, another map, personas."""
        if hit.map == self._bridge.map_id:
            return say("find.collapsed")
        if hit.map:
            return name_of(self._bridge.document, "maps", hit.map)
        return table_name(hit.table, 2).capitalize()

    def _open(self, hit: Hit) -> None:
        if hit.table == "personas":
            self.persona_wanted.emit(hit.id)
        else:
            self._go_to(hit)

    def _button(self, code: str, act: object) -> QToolButton:
        button = QToolButton()
        button.setAccessibleName(say(code))
        button.setToolTip(say(f"{code}.tip"))
        button.clicked.connect(act)
        return button

    def _paint(self) -> None:
        for button, icon in (
            (self._previous, "arrow-up"),
            (self._next, "arrow-down"),
            (self._close, "close"),
        ):
            button.setIcon(self._theme.icon(icon))


def _short(name: str) -> str:
    kept = name if len(name) <= _NAME_LIMIT else name[: _NAME_LIMIT - 1].rstrip() + "…"
    return kept.replace("&", "&&")

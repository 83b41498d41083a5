"""The page of ratings: where participants disagree, who says what, and taking their scores."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis import ratings
from workbench.analysis.ratings import QUESTIONS, Middle
from workbench.model.commands import edit
from workbench.model.commands import ratings as commands
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels.heads import empty_page
from workbench.ui.panels.ratings_people import PeopleView
from workbench.ui.panels.ratings_rows import OpinionRows
from workbench.ui.panels.ratings_table import OpinionTable
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import field_name
from workbench.words.say import say

_SHARES = (480, 215)
_ROOM_FOR_PEOPLE = 600
"""From this width on people stand beside the list; below it the list needs all there is."""

_COUNTED = frozenset({"ratings", "participants"})
"""The tables that are followed while the page is hidden; it is made anew when it is shown."""

_SHOWN = frozenset({"maps", "stages", "lanes", "touchpoints", "ratings", "participants"})


class RatingsPanel(QWidget):
    """A ranked list of opinions with people beside it; without ratings, how to get some."""

    counted = Signal(int)
    """In how many questions opinions differ."""
    sheets_requested = Signal()
    merge_requested = Signal()

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._wants_everyone = False
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._rows = OpinionRows(bridge.document, self)
        self._table = OpinionTable(theme, self._rows)
        self._people = PeopleView(theme)
        self._question, self._take = QComboBox(), QPushButton(say("ratings.take"))
        self.corner = self._corner_row()
        """What goes beside the tab: which question is listed, and taking the scores."""
        self._empty_title, self._empty_text = QLabel(), QLabel(say("ratings.empty.text"))
        self._offers = [QPushButton(say(f"ratings.empty.{name}")) for name in ("make", "merge")]
        self._stack = QStackedWidget()
        self._stack.addWidget(self._opinions_page())
        self._stack.addWidget(empty_page(self._empty_title, self._empty_text, *self._offers))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._stack)
        self._listen()
        self.refresh()

    def refresh(self) -> None:
        """Show the ratings of the shown map as they are now."""
        document, map_id = self._bridge.document, self._bridge.map_id
        found = ratings.opinions(document, map_id) if map_id else ()
        self.counted.emit(sum(opinion.differs for opinion in found))
        if not self.isVisible():
            return
        has_ratings = bool(map_id) and bool(ratings.ratings_by_touchpoint(document, map_id))
        self._stack.setCurrentIndex(0 if has_ratings else 1)
        self._question.setEnabled(has_ratings)
        self._take.setEnabled(bool(found))
        current = self._table.current()
        self._rows.show_opinions(document, found)
        self._table.go_back_to(current)
        self._empty_title.setText(say("ratings.empty" if map_id else "ratings.empty.no_map"))
        for widget in (self._empty_text, *self._offers):
            widget.setVisible(bool(map_id))
        self._show_people()

    def take(self, middle: Middle, touchpoint: str = "") -> None:
        """Give the map's touchpoints, or one of them, what participants say, as one step."""
        document, map_id = self._bridge.document, self._bridge.map_id
        chosen = (touchpoint,) if touchpoint else None
        taken = ratings.taken_scores(document, map_id, middle, say("ratings.source"), chosen)
        self._bridge.run(commands.take, taken)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.refresh()
        self._follow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._people.setVisible(self.width() >= _ROOM_FOR_PEOPLE)

    def _listen(self) -> None:
        self._bridge.loaded.connect(self.refresh)
        self._bridge.map_changed.connect(lambda _map: self.refresh())
        self._bridge.changed.connect(self._on_changed)
        self._bridge.selection_changed.connect(lambda _places: self._follow())
        self._table.chosen.connect(self._on_chosen)
        self._table.wanted.connect(lambda name: self._bridge.reveal("touchpoints", name))
        self._people.back.connect(self._leave_row)
        self._people.removal_wanted.connect(
            lambda name: self._bridge.run(edit.remove, [("participants", name)])
        )
        self._offers[0].clicked.connect(self.sheets_requested)
        self._offers[1].clicked.connect(self.merge_requested)

    def _corner_row(self) -> QWidget:
        corner = QWidget()
        row = QHBoxLayout(corner)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self._question.addItem(say("ratings.question.all"), "")
        for question in QUESTIONS:
            self._question.addItem(field_name("touchpoints", question), question)
        self._question.setToolTip(say("ratings.question.tip"))
        self._question.setAccessibleName(say("ratings.question.tip"))
        self._question.currentIndexChanged.connect(
            lambda _at: self._table.show_question(self._question.currentData())
        )
        menu = QMenu(self._take)
        menu.aboutToShow.connect(lambda: self._fill_menu(menu))
        self._take.setMenu(menu)
        self._take.setToolTip(say("ratings.take.tip"))
        row.addWidget(self._question)
        row.addWidget(self._take)
        return corner

    def _fill_menu(self, menu: QMenu) -> None:
        menu.clear()
        menu.addAction(say("ratings.take.median"), lambda: self.take("median"))
        menu.addAction(say("ratings.take.mean"), lambda: self.take("mean"))
        name = self._table.touchpoint()
        if name:
            title = self._bridge.document.touchpoints[name].title.replace("&", "&&")
            menu.addSeparator()
            menu.addAction(say("ratings.take.one", title=title), lambda: self.take("median", name))

    def _opinions_page(self) -> QWidget:
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.addWidget(self._table)
        splitter.addWidget(self._people)
        for at, share in enumerate(_SHARES):
            splitter.setStretchFactor(at, share)
        splitter.setSizes(_SHARES)
        return splitter

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        seen = _SHOWN if self.isVisible() else _COUNTED
        if patch.tables() & seen:
            self.refresh()

    def _follow(self) -> None:
        """Go to the row of the card that is selected on the map."""
        if self.isVisible():
            self._wants_everyone = False
            self._table.select_touchpoint(self._selected())
            self._show_people()

    def _selected(self) -> str:
        """The touchpoint that is selected on the map, "" for none."""
        table, identifier = self._bridge.selection[-1] if self._bridge.selection else ("", "")
        return identifier if table == "touchpoints" else ""

    def _on_chosen(self, touchpoint: str) -> None:
        self._wants_everyone = self._wants_everyone and not touchpoint
        self._show_people()

    def _leave_row(self) -> None:
        self._wants_everyone = True
        self._table.clearSelection()
        self._table.setCurrentIndex(self._table.model().index(-1, -1))
        self._show_people()

    def _show_people(self) -> None:
        document, map_id = self._bridge.document, self._bridge.map_id
        if not map_id:
            return
        # a card with nothing but remarks has no row, but can be selected on the map
        name = "" if self._wants_everyone else self._table.touchpoint() or self._selected()
        if name in ratings.ratings_by_touchpoint(document, map_id):
            self._people.show_touchpoint(document, map_id, name)
        else:
            self._people.show_counts(document, map_id)

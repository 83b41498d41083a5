"""The page of triggers: their list with an editor, and what made customers decide or decline."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from workbench.model import queries
from workbench.model.commands import edit, triggers
from workbench.model.document import Document
from workbench.model.entities import Trigger
from workbench.model.ids import new_id
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge, Place
from workbench.ui.panels.reasons_table import ReasonsTable
from workbench.ui.panels.triggers_editor import TriggerEditor
from workbench.ui.panels.triggers_rows import TriggerRows
from workbench.ui.panels.triggers_table import TriggersTable
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_PAGES = ("triggers", "reasons")
_TABLES = frozenset({"triggers", "touchpoints", "personas", "maps", "channels"})
_REASON_TABLES = frozenset({"reasons", "stages", "personas"})
_SHARES = (46, 54)


class TriggersPanel(QWidget):
    """The triggers of the current map. The current one is edited beside the list."""

    counted = Signal(int)
    """How many triggers the map has."""
    front_wanted = Signal()
    """Something on this page is to be seen."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._is_behind = False
        """Whether something changed that is not shown while nobody sees it."""
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._rows = TriggerRows(bridge, theme, self)
        self.table = TriggersTable(theme, self._rows)
        self.editor = TriggerEditor(bridge, theme)
        self.reasons = ReasonsTable(bridge, theme)
        self._empty_title, self._empty_text = QLabel(), QLabel()
        self._first = QPushButton(say("triggers.add"))
        self._list = QStackedWidget()
        self._list.addWidget(self._split())
        self._list.addWidget(self._empty_page())
        self._pages = QStackedWidget()
        self._pages.addWidget(self._list)
        self._pages.addWidget(self.reasons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._pages)
        self.controls = self._control_row()
        """The choices that go beside the tab."""
        self._listen()
        self._dress()
        self.refresh()

    def show_trigger(self, trigger_id: str) -> None:
        """Make a trigger of the shown map the current one."""
        row = self._rows.row_of(trigger_id)
        if row is not None:
            self._show_page("triggers")
            self.table.selectRow(row)
            self.front_wanted.emit()

    def show_reasons(self, stage_id: str) -> None:
        """Show the reasons, from a stage on."""
        self._show_page("reasons")
        self.reasons.show_stage(stage_id)
        self.front_wanted.emit()

    def add(self) -> None:
        """Add a trigger at the selected touchpoint, if there is one, and begin to describe it."""
        journey = self._bridge.document.maps.get(self._bridge.map_id)
        if journey is None:
            return
        touchpoints = [it for table, it in self._bridge.selection if table == "touchpoints"]
        trigger = Trigger(
            id=new_id("triggers"), map=journey.id, touchpoint=next(iter(touchpoints), None)
        )
        if self._bridge.run(triggers.add, trigger) is not None:
            self.show_trigger(trigger.id)
            self.editor.focus_event()

    def refresh(self) -> None:
        """Show the triggers and reasons of the map that is shown."""
        self._is_behind = False
        self._refresh_triggers()
        self.reasons.refresh()

    def menu(self) -> QMenu:
        """What can be done with the current trigger."""
        menu = QMenu(self)
        for code in ("show", "duplicate", "up", "down", "remove"):
            action = menu.addAction(say(f"triggers.do.{code}"), partial(self._do, code))
            if code == "show":
                action.setEnabled(self._touchpoint() is not None)
        return menu

    def _refresh_triggers(self) -> None:
        chosen, row = self._current(), self.table.currentIndex().row()
        self._rows.refresh()
        count = self._rows.rowCount()
        if count:
            kept = self._rows.row_of(chosen)
            self.table.selectRow(min(max(row, 0), count - 1) if kept is None else kept)
        self._show_empty()
        self._on_current()
        self.counted.emit(count)

    def _listen(self) -> None:
        bridge = self._bridge
        bridge.map_changed.connect(lambda _map: self.refresh())
        bridge.changed.connect(self._on_changed)
        bridge.selection_changed.connect(self._on_selection)
        bridge.reveal_requested.connect(self.reveal)
        self._first.clicked.connect(self.add)
        self.table.selectionModel().selectionChanged.connect(self._on_current)
        self.table.wanted.connect(self._do)
        self.table.activated.connect(lambda _index: self._do("show"))
        self.table.customContextMenuRequested.connect(self._open_menu)
        self.editor.wanted.connect(self._do)
        self._theme.changed.connect(self._dress)

    def _dress(self) -> None:
        self._add.setIcon(self._theme.icon("plus", self._theme.palette.accent))

    def _split(self) -> QWidget:
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(self.editor)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        for place, (part, share) in enumerate(zip((self.table, area), _SHARES, strict=True)):
            splitter.addWidget(part)
            splitter.setStretchFactor(place, share)
        splitter.setSizes([share * 10 for share in _SHARES])
        return splitter

    def _empty_page(self) -> QWidget:
        page = QWidget()
        set_role(page, "panel")
        column = QVBoxLayout(page)
        column.setSpacing(8)
        column.addStretch(2)
        set_role(self._empty_title, "strong")
        set_role(self._empty_text, "muted")
        self._empty_text.setWordWrap(True)
        for label in (self._empty_title, self._empty_text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            column.addWidget(label)
        column.addWidget(self._first, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        return page

    def _control_row(self) -> QWidget:
        controls = QWidget()
        row = QHBoxLayout(controls)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._choices = QButtonGroup(controls)
        for place, code in enumerate(_PAGES):
            button = QPushButton(say(f"triggers.page.{code}"))
            button.setObjectName(f"page-{code}")
            button.setToolTip(say(f"triggers.page.{code}.tip"))
            button.setCheckable(True)
            button.setChecked(place == 0)
            button.setStyleSheet("padding: 3px 8px")
            set_role(button, "tab")
            self._choices.addButton(button, place)
            row.addWidget(button)
        self._add = QToolButton()
        self._add.setObjectName("trigger-add")
        self._add.setToolTip(say("triggers.add.tip"))
        self._add.setAccessibleName(say("triggers.add.tip"))
        self._add.setFixedSize(28, 28)
        self._add.setIconSize(QSize(18, 18))
        self._add.setStyleSheet("padding: 0")
        self._add.clicked.connect(self.add)
        row.addWidget(self._add)
        self._choices.idClicked.connect(lambda place: self._show_page(_PAGES[place]))
        return controls

    def _show_page(self, code: str) -> None:
        place = _PAGES.index(code)
        self._pages.setCurrentIndex(place)
        self._choices.button(place).setChecked(True)
        self._add.setVisible(code == "triggers")

    def _show_empty(self) -> None:
        known = self._bridge.map_id in self._bridge.document.maps
        code = "triggers.empty" if known else "triggers.no_map"
        self._empty_title.setText(say(code))
        self._empty_text.setText(say(f"{code}.text"))
        self._first.setVisible(known)
        self._add.setEnabled(known)
        self._list.setCurrentIndex(0 if self._rows.rowCount() else 1)

    def _current(self) -> str | None:
        return self._rows.id_at(self.table.currentIndex().row())

    def _touchpoint(self) -> str | None:
        trigger = self._bridge.document.triggers.get(self._current() or "")
        return trigger.touchpoint if trigger is not None else None

    def _on_current(self) -> None:
        chosen = self._current()
        if self.editor.target.ids != ((chosen,) if chosen is not None else ()):
            self.editor.show_trigger(chosen)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_behind:
            self.refresh()
            self.editor.show_trigger(self._current())

    def _on_changed(self, patch: Patch, _document: Document) -> None:
        tables = patch.tables()
        if not tables & (_TABLES | _REASON_TABLES):
            return
        if not self.isVisible():
            self._is_behind = True
            if "triggers" in tables:
                self._refresh_triggers()
            return
        if tables & _TABLES:
            self._refresh_triggers()
            self.editor.follow(tables)
        if tables & _REASON_TABLES:
            self.reasons.refresh()

    def _on_selection(self, chosen: tuple[Place, ...]) -> None:
        document = self._bridge.document
        stages = [it for table, it in chosen if table == "stages"]
        stages += [
            document.touchpoints[it].stage
            for table, it in chosen
            if table == "touchpoints" and it in document.touchpoints
        ]
        self.reasons.rows.set_stage(stages[0] if stages else None)

    def reveal(self, table: str, identifier: str) -> None:
        """Show a trigger or a reason; what is of another table is on other pages."""
        if table == "triggers":
            self.show_trigger(identifier)
            if not self._bridge.document.triggers[identifier].event:
                self.editor.focus_event()
        elif table == "reasons":
            self.show_reasons(self._bridge.document.reasons[identifier].stage)

    def _open_menu(self, point: QPoint) -> None:
        if self.table.indexAt(point).isValid():
            menu = self.menu()
            menu.aboutToHide.connect(menu.deleteLater)
            menu.popup(self.table.viewport().mapToGlobal(point))

    def _do(self, code: str) -> None:
        chosen = self._current()
        if chosen is None:
            return
        match code:
            case "edit":
                self.editor.focus_event()
            case "show":
                if (touchpoint := self._touchpoint()) is not None:
                    self._bridge.reveal("touchpoints", touchpoint)
            case "remove":
                self._bridge.run(edit.remove, [("triggers", chosen)])
            case "duplicate":
                if (patch := self._bridge.run(triggers.duplicate, chosen)) is not None:
                    added = [it for _, it in patch.touched() if it != chosen]
                    self.show_trigger(next(it for it in added if self._rows.row_of(it) is not None))
            case "up" | "down":
                order = queries.triggers(self._bridge.document, self._bridge.map_id)
                place = [it.id for it in order].index(chosen) + (1 if code == "down" else -1)
                if 0 <= place < len(order):
                    self._bridge.run(triggers.move, chosen, place)

"""The lower half of the wizard: the map that comes of the file, and what does not fit it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QStackedWidget,
    QTabBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.exchange.foreign.reading import Reading
from workbench.model import queries
from workbench.ui.foreign_import.no_place import NoPlaceTable
from workbench.ui.foreign_import.persona_list import PersonaList
from workbench.ui.map_preview import MapPreview
from workbench.ui.panels.controls import ComboBox
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_MARGIN = 16
_MAP_LENGTH = 20
_PREVIEW, _PERSONAS, _NO_PLACE, _TOLD = range(4)


class OutcomePane(QWidget):
    """Preview, personas, cells without a place, and what else one should know, in tabs."""

    cell_wanted = Signal(int, int, int)
    """(sheet, row, column)"""
    entity_chosen = Signal(str, str)
    """(table, id)"""

    def __init__(self, theme: Theme, reading: Reading, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        set_role(self, "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(say("foreign_import.tabs"))
        for _ in range(4):
            self.tabs.addTab("")
        self.tabs.setTabText(_PREVIEW, say("foreign_import.tab.preview"))
        self.preview = MapPreview(theme, reading.document)
        self._empty = QLabel(say("foreign_import.preview.empty"))
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        set_role(self._empty, "muted")
        self._map = QStackedWidget()
        self._map.addWidget(self.preview)
        self._map.addWidget(self._empty)
        self.personas = PersonaList(theme)
        self.no_place = NoPlaceTable(theme)
        self.told = QTextBrowser()
        self.told.setTabChangesFocus(True)
        self.told.setAccessibleName(say("foreign_import.told"))
        self.told.document().setDocumentMargin(_MARGIN)
        self.maps = ComboBox()
        self.maps.setMinimumContentsLength(_MAP_LENGTH)
        self.maps.setAccessibleName(say("foreign_import.maps"))
        self.maps.setToolTip(say("foreign_import.maps"))
        self._stack = QStackedWidget()
        for page in (self._map, self.personas, self.no_place, self.told):
            self._stack.addWidget(page)
        row = QHBoxLayout()
        row.setContentsMargins(16, 0, 16, 0)
        row.addWidget(self.tabs, 1)
        row.addWidget(self.maps)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self._stack.setCurrentIndex)
        self.tabs.currentChanged.connect(lambda _tab: self._show_maps())
        self.maps.activated.connect(lambda _at: self.preview.show_map(self.maps.currentData()))
        self.no_place.cell_chosen.connect(self.cell_wanted)
        self.preview.card_chosen.connect(self.entity_chosen)
        self.personas.persona_chosen.connect(lambda name: self.entity_chosen.emit("personas", name))

    def show_reading(
        self, reading: Reading, titles: Sequence[str], unplaced: int, told: Sequence[str]
    ) -> None:
        """Show what comes of the file; `unplaced` counts all cells without a place."""
        shown = self.maps.currentIndex()
        self.preview.show_document(reading.document)
        self.maps.clear()
        for journey in queries.maps(reading.document):
            self.maps.addItem(journey.name or say("words.nameless"), journey.id)
        # the maps of every reading have ids of their own, so the place tells which was shown
        self.show_map(self.maps.itemData(shown) or "")
        self._map.setCurrentIndex(0 if reading.document.stages else 1)
        self.personas.show_document(reading.document)
        self.no_place.rows.show(reading.unplaced, titles)
        self.told.setPlainText("\n".join(told))
        for tab, code, n in (
            (_PERSONAS, "personas", len(reading.document.personas)),
            (_NO_PLACE, "no_place", unplaced),
            (_TOLD, "told", len(told)),
        ):
            self.tabs.setTabText(tab, say(f"foreign_import.tab.{code}", n=n))
            self.tabs.setTabVisible(tab, n > 0)
            if not n and self.tabs.currentIndex() == tab:
                self.tabs.setCurrentIndex(_PREVIEW)
        only_personas = bool(reading.document.personas) and not reading.document.stages
        if only_personas and self.tabs.isTabVisible(_PREVIEW):
            self.tabs.setCurrentIndex(_PERSONAS)
        self.tabs.setTabVisible(_PREVIEW, not only_personas)

    def show_map(self, map_id: str) -> None:
        """Show another of the maps in the preview; nothing happens where there is none such."""
        self.preview.show_map(map_id)
        self._show_maps()

    def show_unplaced(self) -> None:
        """Bring the cells without a place to the front."""
        self.tabs.setCurrentIndex(_NO_PLACE)
        self.no_place.setFocus(Qt.FocusReason.OtherFocusReason)

    def mark(self, table: str, identifier: str) -> None:
        """Mark what a cell became, wherever it is shown."""
        if table == "personas":
            self.personas.mark(identifier)
        else:
            self.preview.mark(table, identifier)
            self._show_maps()

    def _show_maps(self) -> None:
        in_front = self.tabs.currentIndex() == _PREVIEW
        self.maps.setVisible(self.maps.count() > 1 and in_front)
        self.maps.setCurrentIndex(self.maps.findData(self.preview.map_id))

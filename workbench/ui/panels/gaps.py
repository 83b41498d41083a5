"""The gap panel: what the analysis found, worst first, and what to do about it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.finding import KINDS, Finding, decision_of
from workbench.model import queries
from workbench.model.commands import connections, decisions, practices
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.panels import gaps_remedies as remedies
from workbench.ui.panels import gaps_rows as rows
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps_bar import GapBar
from workbench.ui.panels.gaps_reason import ReasonPopup
from workbench.ui.panels.gaps_rows import STATUSES, Filter, GapRows
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.theme import Theme, set_role
from workbench.words.finding_sentences import kind_name
from workbench.words.say import say


class GapsPanel(QWidget):
    """The gaps of the current map as a table; `by_stage` counts them and picks some."""

    counted = Signal(int)
    """How many gaps are open."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        by_stage: ByStagePanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._document = bridge.document
        self._filter = Filter(lens=bridge.lens)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._rows = GapRows(theme, bridge.document, self)
        self._table = GapTable(theme, self._rows)
        self._bar = GapBar(theme)
        self._empty_title, self._empty_text = QLabel(), QLabel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(self._empty_page())
        self._by_stage = by_stage
        self.filters = self._filter_row()
        """The choices that go beside the tab."""
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._bar)
        self._listen()
        self.refresh()

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys of the findings in the table, top to bottom."""
        return tuple(self._rows.finding(row).key for row in range(self._rows.rowCount()))

    def set_filter(self, wanted: Filter) -> None:
        """Show only what this filter lets through; the lens stays the bridge's."""
        self._filter = wanted._replace(lens=self._bridge.lens)
        self._kinds.setCurrentIndex(self._kinds.findData(wanted.kind))
        self._statuses.setCurrentIndex(self._statuses.findData(wanted.status))
        self.refresh()

    def refresh(self) -> None:
        """Show the bridge's findings as they are decided now, keeping selection and scroll."""
        now = self._bridge.document
        findings = self._bridge.findings
        chosen = self._current()
        scrolled = self._table.verticalScrollBar().value()
        shown = [item for item in findings if rows.passes(now, item, self._filter)]
        states = [rows.state_of(now, item) for item in shown]
        self._rows.show_findings(self._document, shown, states)
        if chosen is not None and (row := self._rows.row_of(chosen.key)) is not None:
            self._table.selectRow(row)
        self._table.verticalScrollBar().setValue(scrolled)
        self._show_counts(now, findings)
        self._show_empty(now, findings)
        self._show_current()

    def _listen(self) -> None:
        bridge = self._bridge
        bridge.loaded.connect(self._on_other_map)
        bridge.map_changed.connect(self._on_other_map)
        bridge.findings_changed.connect(self._on_findings)
        bridge.changed.connect(self._on_change)
        bridge.lens_changed.connect(self._on_lens)
        self._by_stage.cell_picked.connect(self._on_cell)
        self._kinds.activated.connect(self._on_combos)
        self._statuses.activated.connect(self._on_combos)
        self._set_aside.clicked.connect(self._toggle_set_aside)
        self._clear_cell.clicked.connect(self._by_stage.clear)
        self._table.clicked.connect(self._reveal)
        self._table.activated.connect(self._reveal)
        self._table.customContextMenuRequested.connect(self._open_menu)
        self._table.selectionModel().selectionChanged.connect(self._show_current)
        self._bar.wanted.connect(self._do)

    def _filter_row(self) -> QWidget:
        filters = QWidget()
        row = QHBoxLayout(filters)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        self._clear_cell = QPushButton()
        self._clear_cell.setToolTip(say("gaps.clear_cell.tip"))
        self._set_aside = QPushButton()
        self._set_aside.setToolTip(say("gaps.set_aside.tip"))
        for button in (self._clear_cell, self._set_aside):
            set_role(button, "quiet")
            button.hide()
            row.addWidget(button)
        self._kinds, self._statuses = QComboBox(), QComboBox()
        self._kinds.addItem(say("gaps.filter.kind"), None)
        for kind in KINDS:
            self._kinds.addItem(kind_name(kind), kind)
        for status in STATUSES:
            self._statuses.addItem(say(f"gaps.filter.{status}"), status)
        self._kinds.setAccessibleName(say("gaps.filter.kind_name"))
        self._statuses.setAccessibleName(say("gaps.filter.status_name"))
        for combo in (self._kinds, self._statuses):
            combo.setToolTip(combo.accessibleName())
            combo.setProperty("role", "flat")
            row.addWidget(combo)
        return filters

    def _empty_page(self) -> QWidget:
        page = QWidget()
        set_role(page, "panel")
        layout = QVBoxLayout(page)
        layout.setSpacing(4)
        layout.addStretch(2)
        set_role(self._empty_title, "strong")
        set_role(self._empty_text, "muted")
        self._empty_text.setWordWrap(True)
        for label in (self._empty_title, self._empty_text):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        layout.addStretch(3)
        return page

    def _on_other_map(self) -> None:
        self._document = self._bridge.document
        self._by_stage.clear()
        self.refresh()

    def _on_findings(self) -> None:
        self._document = self._bridge.document
        self.refresh()

    def _on_change(self, patch: Patch, _document: Document) -> None:
        if patch.tables() & {"decisions", "stages"}:
            self.refresh()

    def _on_lens(self, persona_id: str | None) -> None:
        self._filter = self._filter._replace(lens=persona_id)
        self.refresh()

    def _on_cell(self, cell: tuple[str, str] | None) -> None:
        kind, stage = cell if cell is not None else (None, None)
        self.set_filter(self._filter._replace(kind=kind, stage=stage))  # type: ignore[arg-type]

    def _on_combos(self) -> None:
        kind = self._kinds.currentData()
        wanted = self._filter._replace(kind=kind, status=self._statuses.currentData())
        picked = self._by_stage.picked
        if picked is not None and kind != picked[0]:
            self._by_stage.clear()
            wanted = wanted._replace(stage=None)
        self.set_filter(wanted)

    def _toggle_set_aside(self) -> None:
        showing = self._filter.status == "set-aside"
        self.set_filter(self._filter._replace(status="open" if showing else "set-aside"))

    def _show_counts(self, document: Document, findings: tuple[Finding, ...]) -> None:
        lens = self._filter.lens
        seen = [item for item in findings if rows.seen_by(item, lens)]
        states = [rows.state_of(document, item) for item in seen]
        still_open = [
            item for item, state in zip(seen, states, strict=True) if state in ("", "accepted")
        ]
        self.counted.emit(len(still_open))
        aside = states.count("set-aside")
        showing = self._filter.status == "set-aside"
        self._set_aside.setVisible(aside > 0 or showing)
        self._set_aside.setText(
            say("gaps.back_to_open") if showing else say("gaps.set_aside", n=aside)
        )
        self._by_stage.show_findings(still_open)
        picked = self._by_stage.picked
        self._clear_cell.setVisible(picked is not None)
        if picked is not None:
            stage = document.stages.get(picked[1])
            name = stage.name if stage else say("gaps.whole_map")
            self._clear_cell.setText(say("gaps.clear_cell", stage=name))

    def _show_empty(self, document: Document, findings: tuple[Finding, ...]) -> None:
        self._stack.setCurrentIndex(0 if self._rows.rowCount() else 1)
        if self._rows.rowCount():
            return
        map_id = self._bridge.map_id
        if not map_id:
            code = "no_map"
        elif not findings and not queries.touchpoints(document, map_id):
            code = "no_touchpoints"
        elif not self._bridge.is_analysed:
            code = "looking"
        elif findings:
            code = "filtered"
        else:
            code = "none"
        self._empty_title.setText(say(f"gaps.empty.{code}"))
        self._empty_text.setText(say(f"gaps.empty.{code}.text"))

    def _current(self) -> Finding | None:
        chosen = self._table.selectionModel().selectedRows()
        return self._rows.finding(chosen[0].row()) if chosen else None

    def _show_current(self) -> None:
        finding = self._current()
        if finding is None:
            self._bar.show_finding(None)
        else:
            state = rows.state_of(self._bridge.document, finding)
            self._bar.show_finding(finding, self._document, state, self._reason(finding))

    def _reason(self, finding: Finding) -> str:
        decision = decision_of(self._bridge.document, finding)
        return decision.reason if decision else ""

    def _reveal(self, index: QModelIndex) -> None:
        place = remedies.place_of(self._bridge.document, self._rows.finding(index.row()))
        if place is not None:
            self._bridge.reveal(*place)

    def _open_menu(self, point: QPoint) -> None:
        index = self._table.indexAt(point)
        if index.isValid():
            self._table.selectRow(index.row())
            menu = self.menu_for(self._rows.finding(index.row()))
            menu.popup(self._table.viewport().mapToGlobal(point))

    def menu_for(self, finding: Finding) -> QMenu:
        """The context menu of a finding."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        state = rows.state_of(self._bridge.document, finding)
        for group in self._bar.offers(finding, state):
            for code in group:
                action = QAction(say(f"gaps.do.{code}"), menu)
                action.triggered.connect(lambda _=False, code=code: self._do(code))
                menu.addAction(action)
            menu.addSeparator()
        return menu

    def _do(self, code: str) -> None:
        finding = self._current()
        if finding is None:
            return
        verb, _, state = code.partition(":")
        match verb:
            case "show":
                self._reveal(self._table.currentIndex())
            case "add":
                self._add_suggested(finding)
            case "connect":
                self._bridge.run(connections.connect_in_order, finding.map)
            case "practice":
                practice = remedies.practice_of(finding)
                self._bridge.run(practices.set_state, finding.map, practice, state)
            case "set-aside":
                self._ask_reason(finding)
            case _:
                self._bridge.run(
                    decisions.decide, finding.key, state=None if verb == "reopen" else verb
                )

    def _add_suggested(self, finding: Finding) -> None:
        assert finding.suggestion is not None
        assert finding.map is not None
        touchpoint = remedies.suggested_touchpoint(finding.map, finding.suggestion)
        practice = finding.suggestion.practice
        if self._bridge.run(remedies.add_suggested, touchpoint, practice) is not None:
            self._bridge.reveal("touchpoints", touchpoint.id)

    def _ask_reason(self, finding: Finding) -> None:
        popup = ReasonPopup(self)
        popup.given.connect(
            lambda reason: self._bridge.run(
                decisions.decide, finding.key, state="set-aside", reason=reason
            )
        )
        popup.ask_above(self._bar)

"""The gap panel: what the analysis found, worst first, and what to do about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.finding import Finding, decision_key
from workbench.model import queries
from workbench.model.commands import decisions
from workbench.model.document import Document
from workbench.model.patch import Patch
from workbench.store.settings_file import SettingsStore
from workbench.store.visits import SeenGap
from workbench.ui.bridge import Bridge
from workbench.ui.clipboard_table import as_mime
from workbench.ui.panels import gaps_choice as choice
from workbench.ui.panels import gaps_remedies as remedies
from workbench.ui.panels.by_stage import ByStagePanel
from workbench.ui.panels.gaps_bar import GapBar
from workbench.ui.panels.gaps_filters import GapFilters
from workbench.ui.panels.gaps_reason import ReasonPopup
from workbench.ui.panels.gaps_rows import COLUMNS, EDITABLE, GapRows, Row
from workbench.ui.panels.gaps_table import GapTable
from workbench.ui.panels.gaps_why import WhyView
from workbench.ui.panels.heads import empty_page
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class GapsPanel(QWidget):
    """The gaps of the current map as a table; `by_stage` counts them and picks some.

    `filters` goes beside the tab, `why` explains the chosen gap elsewhere. `closed` gives
    what was there at the last visit and is no more.
    """

    counted = Signal(object)
    """How many gaps are open."""
    why_wanted = Signal()
    """The explanation of the chosen gap should be brought to the front."""

    def __init__(
        self,
        bridge: Bridge,
        theme: Theme,
        by_stage: ByStagePanel,
        settings: SettingsStore,
        closed: Callable[[], tuple[SeenGap, ...]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._document = bridge.document
        self._closed = closed
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        self._rows = GapRows(theme, bridge.document, self)
        self._opened: set[str] = set()
        self._table = GapTable(theme, self._rows)
        # several can be copied; everything else is about the current one
        self._table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self._bar = GapBar(theme, self._table)
        self._empty_title, self._empty_text = QLabel(), QLabel()
        self._stack = QStackedWidget()
        self._stack.addWidget(self._table)
        self._stack.addWidget(empty_page(self._empty_title, self._empty_text))
        self._by_stage = by_stage
        self.filters = GapFilters(bridge, settings)
        self.why = WhyView(bridge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._bar)
        self._show_columns()
        self._listen()
        self.refresh()

    @property
    def shown_keys(self) -> tuple[str, ...]:
        """The keys of the findings in the table, top to bottom."""
        return tuple(row.key for row in self._rows.rows if isinstance(row, Finding))

    def refresh(self) -> None:
        """Show the bridge's findings as they are decided now, keeping selection and scroll."""
        findings, decided = self._bridge.findings, self._bridge.decided
        chosen = self._current()
        scrolled = self._table.verticalScrollBar().value()
        listed = self._listed(findings)
        rows = choice.with_folds(listed, self._opened) if listed is not None else self._closed()
        self._rows.show_rows(self._document, decided, rows)
        if chosen is not None and (row := self._rows.row_of(chosen.key)) is not None:
            self._table.selectRow(row)
        self._table.verticalScrollBar().setValue(scrolled)
        self._show_counts(findings)
        self._show_empty(findings)
        self._show_current()

    def _listed(self, findings: tuple[Finding, ...]) -> list[choice.Heading | Finding] | None:
        """The findings under their headings, unfolded; None where closed gaps are wanted."""
        wanted, decided = self.filters.wanted, self._bridge.decided
        if wanted.status == "closed":
            return None
        shown = [item for item in findings if choice.passes(decided, item, wanted)]
        ranked = choice.ordered(decided, shown, self.filters.sort)
        return choice.grouped(
            self._bridge.document, self._bridge.map_id, ranked, self.filters.group
        )

    def _toggle(self, fold: choice.Fold) -> None:
        """Open or close a line of many gaps alike, which stays the chosen one."""
        self._opened ^= {fold.key}
        self.refresh()
        rows = enumerate(self._rows.rows)
        at = next(n for n, row in rows if isinstance(row, choice.Fold) and row.key == fold.key)
        self._table.selectRow(at)

    def _listen(self) -> None:
        bridge = self._bridge
        bridge.map_changed.connect(self._on_other_map)
        bridge.findings_changed.connect(self._on_findings)
        bridge.changed.connect(self._on_change)
        bridge.lens_changed.connect(lambda _lens: self.filters.want(self.filters.wanted))
        self._by_stage.cell_picked.connect(self._on_cell)
        self.filters.changed.connect(self._on_filter)
        self.filters.columns_changed.connect(self._show_columns)
        self._table.pulled.connect(self.filters.keep_widths)
        self.filters.copy_wanted.connect(self.copy)
        self._table.copy_wanted.connect(self.copy_chosen)
        self._table.clicked.connect(self._on_click)
        self._table.activated.connect(self._on_click)
        self._table.customContextMenuRequested.connect(self._open_menu)
        self._table.selectionModel().selectionChanged.connect(self._show_current)
        self._rows.decided.connect(self._decide)
        self._bar.wanted.connect(self._do)
        self._bar.set_aside_wanted.connect(self.filters.toggle_set_aside)
        self.why.state_wanted.connect(self._set_state)

    def _show_columns(self) -> None:
        self._table.show_columns(self.filters.columns, self.filters.widths)

    def _on_other_map(self) -> None:
        self._document = self._bridge.document
        self.filters.show_stages()
        self._by_stage.clear()
        self.refresh()

    def _on_findings(self) -> None:
        self._document = self._bridge.document
        self.refresh()

    def _on_change(self, patch: Patch, _document: Document) -> None:
        if "stages" in patch.tables():
            self.filters.show_stages()
        if patch.tables() & {"decisions", "stages"}:
            self.refresh()

    def _on_cell(self, cell: tuple[str, str] | None) -> None:
        kind, stage = cell if cell is not None else (None, None)
        self.filters.want(self.filters.wanted._replace(kind=kind, stage=stage))  # type: ignore[arg-type]

    def _on_filter(self) -> None:
        wanted = self.filters.wanted
        picked = self._by_stage.picked
        if picked is not None and picked != (wanted.kind, wanted.stage):
            self._by_stage.forget()
        self.refresh()

    def copy(self) -> None:
        """Put the gaps as listed on the clipboard, with all columns."""
        listed = self._listed(self._bridge.findings)
        self._copy(self._closed() if listed is None else listed)

    def copy_chosen(self) -> None:
        """Put the chosen gaps on the clipboard; all that are listed where none is chosen."""
        chosen = self._chosen_rows()
        if chosen:
            self._copy([self._rows.rows[row] for row in chosen])
        else:
            self.copy()

    def _copy(self, rows: Sequence[Row]) -> None:
        columns = range(len(COLUMNS))
        table = [[say(f"gaps.column.{name}") for name in COLUMNS]]
        table.extend([self._rows.text(row, column) for column in columns] for row in rows)
        QGuiApplication.clipboard().setMimeData(as_mime(table))

    def _show_counts(self, findings: tuple[Finding, ...]) -> None:
        lens, decided = self.filters.wanted.lens, self._bridge.decided
        aside = sum(
            choice.state_of(decided, item) == "set-aside" and choice.seen_by(item, lens)
            for item in (findings if decided else ())
        )
        still_open = [item for item in self._bridge.open_findings if choice.seen_by(item, lens)]
        is_known = self._bridge.is_analysed or not self._bridge.map_id
        self.counted.emit(len(still_open) if is_known else None)
        self._bar.show_set_aside(aside, self.filters.wanted.status == "set-aside")
        self._by_stage.show_findings(still_open if is_known else None)

    def _show_empty(self, findings: tuple[Finding, ...]) -> None:
        self._stack.setCurrentIndex(0 if self._rows.rowCount() else 1)
        if self._rows.rowCount():
            return
        map_id = self._bridge.map_id
        if not map_id:
            code = "no_map"
        elif not findings and not queries.touchpoints(self._bridge.document, map_id):
            code = "no_touchpoints"
        elif not self._bridge.is_analysed:
            code = "looking"
        elif self.filters.wanted.status == "closed":
            code = "closed"
        elif findings:
            code = "filtered"
        else:
            code = "none"
        is_known = self._bridge.is_begun
        self._empty_title.setText(say(f"gaps.empty.{code}") if is_known else "")
        self._empty_text.setText(say(f"gaps.empty.{code}.text") if is_known else "")

    def _current(self) -> Finding | None:
        chosen = self._chosen_rows()
        current = self._table.currentIndex().row()
        if not chosen:
            return None
        return self._rows.finding(current if current in chosen else chosen[0])

    def _chosen_rows(self) -> list[int]:
        return sorted(index.row() for index in self._table.selectionModel().selectedRows())

    def _show_current(self) -> None:
        finding = self._current()
        self.why.show_finding(finding, self._document)
        if finding is None:
            self._bar.show_finding(None)
        else:
            state = choice.state_of(self._bridge.decided, finding)
            self._bar.show_finding(finding, self._document, state, self._reason(finding))

    def _reason(self, finding: Finding) -> str:
        decision = self._bridge.decided.get(finding.key)
        return decision.reason if decision else ""

    def _on_click(self, index: QModelIndex) -> None:
        fold = self._rows.fold(index.row())
        if fold is not None:
            self._toggle(fold)
            return
        finding = self._rows.finding(index.row())
        if finding is not None and index.column() not in EDITABLE:
            self._reveal(finding)

    def _reveal(self, finding: Finding) -> None:
        place = remedies.place_of(self._bridge.document, finding)
        if place is not None:
            self._bridge.reveal(*place)

    def _open_menu(self, point: QPoint) -> None:
        index = self._table.indexAt(point)
        finding = self._rows.finding(index.row()) if index.isValid() else None
        if finding is not None:
            self._table.selectRow(index.row())
            self.menu_for(finding).popup(self._table.viewport().mapToGlobal(point))

    def menu_for(self, finding: Finding) -> QMenu:
        """The context menu of a finding."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        document = self._bridge.document
        state = choice.state_of(self._bridge.decided, finding)
        for group in self._bar.offers(document, finding, state):
            for code in group:
                action = QAction(say(f"gaps.do.{code}"), menu)
                action.triggered.connect(lambda _=False, code=code: self._do(code))
                menu.addAction(action)
            menu.addSeparator()
        menu.addAction(say("gaps.copy")).triggered.connect(self.copy)
        return menu

    def _do(self, code: str) -> None:
        finding = self._current()
        if finding is None:
            return
        if code == "show":
            self._reveal(finding)
        elif code == "why":
            self.why_wanted.emit()
        elif code in ("accepted", "done", "set-aside", "reopen"):
            self._set_state("" if code == "reopen" else code)
        else:
            self._apply(finding, code)

    def _apply(self, finding: Finding, code: str) -> None:
        patch = self._bridge.run(remedies.apply, finding, code)
        added = remedies.result_of(patch) if patch is not None else None
        if added is not None:
            self._bridge.reveal(*added)

    def _set_state(self, state: str) -> None:
        finding = self._current()
        if finding is not None:
            self._decide(finding, "state", state)

    def _decide(self, finding: Finding, field: str, value: object) -> None:
        if field == "state" and value == "set-aside":
            self._ask_reason(finding)
        else:
            kept: dict[str, Any] = {field: value or None if field == "state" else value}
            key = decision_key(self._bridge.document, finding)
            self._bridge.run(decisions.decide, key, **kept)

    def _ask_reason(self, finding: Finding) -> None:
        popup = ReasonPopup(self)
        popup.given.connect(
            lambda reason: self._bridge.run(
                decisions.decide,
                decision_key(self._bridge.document, finding),
                state="set-aside",
                reason=reason,
            )
        )
        popup.ask_above(self._bar)

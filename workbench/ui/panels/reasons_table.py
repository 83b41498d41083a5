"""The table of what made customers decide or decline."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHeaderView, QWidget

from workbench.model import queries
from workbench.model.commands import edit, reasons
from workbench.ui.bridge import Bridge
from workbench.ui.cells import LineDelegate, ListDelegate, PillListDelegate
from workbench.ui.growing_table import GrowingTable
from workbench.ui.panels.reasons_rows import OUTCOME, PERSONA, REMEDY, STAGE, TEXT, ReasonRows
from workbench.ui.theme import Theme
from workbench.words.labels import field_name
from workbench.words.say import say

_WIDTHS = {STAGE: 108, OUTCOME: 88, PERSONA: 124}


class ReasonsTable(GrowingTable):
    """The reasons of the shown map; they are reordered within their stage."""

    moves = ("reasons.do.up", "reasons.do.down", "reasons.do.remove")

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        self._bridge = bridge
        self._rows = ReasonRows(bridge, theme)
        super().__init__(self._rows, TEXT, parent)
        self.setFont(theme.font(0.95))
        self.setAccessibleName(say("reasons.list"))
        delegates = {
            STAGE: ListDelegate(partial(self._rows.choices, STAGE), self),
            OUTCOME: PillListDelegate(theme, partial(self._rows.choices, OUTCOME), self),
            TEXT: LineDelegate(say("reasons.new"), self),
            PERSONA: ListDelegate(partial(self._rows.choices, PERSONA), self),
            REMEDY: LineDelegate(field_name("reasons", "remedy"), self),
        }
        self.arrange(delegates, _WIDTHS, (TEXT, REMEDY))
        self.setWordWrap(True)
        self.verticalHeader().setMinimumSectionSize(self.fontMetrics().height() + 12)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> ReasonRows:
        return self._rows

    def show_stage(self, stage_id: str) -> None:
        """Go to the first reason of a stage; what is typed next belongs to it."""
        self._rows.set_stage(stage_id)
        of_stage = (n for n, it in enumerate(self._rows.items) if it.stage == stage_id)
        row = next(of_stage, self._rows.rowCount() - 1)
        self.setCurrentIndex(self._rows.index(row, TEXT))

    def remove(self, identifier: str) -> None:
        self._bridge.run(edit.remove, [("reasons", identifier)])

    def step(self, identifier: str, by: int) -> None:
        row = self._rows.row_of(identifier)
        other = self._rows.neighbour(row, by) if row is not None else None
        if other is not None:
            order = [it.id for it in queries.reasons(self._bridge.document, self._bridge.map_id)]
            self._bridge.run(reasons.move, identifier, order.index(other))

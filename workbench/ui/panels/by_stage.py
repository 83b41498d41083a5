"""How many gaps of each kind every stage has: kinds down, stages across."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.analysis.finding import KINDS, Finding, Kind
from workbench.model import queries
from workbench.ui.bridge import Bridge
from workbench.ui.heat_table import HeatCell, HeatTable
from workbench.ui.panels.gaps_rows import tone_of
from workbench.ui.theme import Theme, set_role
from workbench.words.finding_sentences import kind_name
from workbench.words.say import count, say

Cell = tuple[Kind, str]
"""(kind, stage id) of a cell; the stage is empty for gaps of the whole map."""


class ByStagePanel(QWidget):
    """Counts of the findings it is given; a click picks a cell, a second click clears it."""

    cell_picked = Signal(object)
    """The picked Cell, or None."""

    def __init__(self, bridge: Bridge, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._stages: tuple[str, ...] = ()
        self._picked: Cell | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        set_role(self, "panel")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 4, 12, 8)
        self._table = HeatTable(theme)
        self._table.setAccessibleName(say("by_stage.name"))
        self._table.picked.connect(self._pick)
        layout.addWidget(self._table)
        layout.addStretch(1)

    @property
    def picked(self) -> Cell | None:
        return self._picked

    def show_findings(self, findings: Sequence[Finding] | None) -> None:
        """Count these findings, worst first, in the cells of the current map.

        None: they are looked for still, and nothing is known of any cell.
        """
        document = self._bridge.document
        names = {stage.id: stage.name for stage in queries.stages(document, self._bridge.map_id)}
        if any(finding.stage is None for finding in findings or ()):
            names[""] = say("gaps.whole_map")
        self._stages = tuple(names)
        groups: dict[Cell, list[Finding]] = {}
        for finding in findings or ():
            groups.setdefault((finding.kind, finding.stage or ""), []).append(finding)
        self._table.show_cells(
            tuple(names.values()),
            [kind_name(kind) for kind in KINDS],
            [
                [
                    _cell(groups.get((kind, stage), ()), kind, name, is_known=findings is not None)
                    for stage, name in names.items()
                ]
                for kind in KINDS
            ],
        )
        if self._picked is not None and self._picked[1] not in names:
            self.clear()
        self._mark()

    def clear(self) -> None:
        """Pick no cell."""
        if self._picked is not None:
            self._picked = None
            self._mark()
            self.cell_picked.emit(None)

    def forget(self) -> None:
        """Pick no cell any more, because something else is wanted already."""
        self._picked = None
        self._mark()

    def _pick(self, row: int, column: int) -> None:
        cell = (KINDS[row], self._stages[column])
        self._picked = None if cell == self._picked else cell
        self._mark()
        self.cell_picked.emit(self._picked)

    def _mark(self) -> None:
        if self._picked is None:
            self._table.mark(None)
        else:
            kind, stage = self._picked
            self._table.mark((KINDS.index(kind), self._stages.index(stage)))


def _cell(findings: Sequence[Finding], kind: Kind, stage: str, *, is_known: bool) -> HeatCell:
    if not is_known:
        return _unknown(kind, stage)
    worst = findings[0].priority if findings else 0.0
    return _counted(len(findings), worst, kind, stage)


@lru_cache(maxsize=512)
def _unknown(kind: Kind, stage: str) -> HeatCell:
    where = say("by_stage.cell", kind=kind_name(kind), stage=stage)
    return HeatCell(say("gaps.not_known"), "plain", say("by_stage.unknown", where=where))


@lru_cache(maxsize=512)
def _counted(n: int, worst: float, kind: Kind, stage: str) -> HeatCell:
    # most cells stay as they are when findings arrive
    where = say("by_stage.cell", kind=kind_name(kind), stage=stage)
    if not n:
        return HeatCell("0", "good", say("by_stage.none", where=where))
    tip = say("by_stage.some", n=n, where=where, worst=f"{worst:.1f}")
    return HeatCell(count(n), tone_of(worst), tip)

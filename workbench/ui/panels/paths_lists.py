"""What the flow of a map comes down to: where people leave, get stuck, are handed over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import shiboken6
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QHeaderView, QTreeWidget, QTreeWidgetItem, QWidget

from workbench.analysis.flow_figures import Flow, HandOff
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.bridge import Place
from workbench.ui.panels.paths_rows import percent
from workbench.ui.theme import Theme
from workbench.words.say import number, say

_MOST_HAND_OFFS = 40
"""The costliest; a large map has hundreds, and each is a line to be made at every edit."""

_SECTIONS = ("stages", "only_ways", "rounds", "hand_offs")
_PLACE = int(Qt.ItemDataRole.UserRole) + 80


class _Line(NamedTuple):
    text: str
    figure: str
    place: Place | None
    tip: str = ""
    bad: bool = False
    stands_for: int = 1


class PathLists(QTreeWidget):
    """Four lists in one tree; a click goes to what a line is about."""

    chosen = Signal(str, str)
    """(table, id) of the line that was clicked or entered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[_Line, ...], ...] = ()
        self.setAccessibleName(say("paths.lists"))
        self.setColumnCount(2)
        self.setHeaderHidden(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFont(theme.font(0.94))
        self.setIndentation(12)
        self.setUniformRowHeights(True)
        self.header().setStretchLastSection(False)
        self.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        for name in _SECTIONS:
            section = QTreeWidgetItem(self, [say(f"paths.list.{name}"), ""])
            section.setFont(0, theme.font(0.94, bold=True))
            for column in (0, 1):
                section.setToolTip(column, say(f"paths.list.{name}.tip"))
            section.setExpanded(True)
        self.itemClicked.connect(self._choose)
        self.itemActivated.connect(self._choose)
        theme.changed.connect(self._fill)

    def show_flow(self, document: Document, map_id: str, flow: Flow) -> None:
        """Show the lists of one flow, as far as what they name is still there."""
        shown = (
            _stages(document, map_id, flow),
            _only_ways(document, flow),
            _rounds(document, flow),
            _hand_offs(document, flow),
        )
        if shown != self._shown:
            self._shown = shown
            self._fill()

    def _fill(self) -> None:
        for place, (name, lines) in enumerate(zip(_SECTIONS, self._shown, strict=False)):
            section = self.topLevelItem(place)
            assert section is not None
            for former in section.takeChildren():
                # the section would keep what was taken from it for as long as it lives
                shiboken6.delete(former)
            title = say(f"paths.list.{name}")
            counted = name != "stages"
            n = sum(line.stands_for for line in lines)
            section.setText(0, say("paths.list.section", name=title, n=n) if counted else title)
            section.setText(1, "" if lines else say("paths.none"))
            section.setForeground(1, QColor(self._theme.palette.muted))
            section.addChildren([self._item(line) for line in lines])

    def _item(self, line: _Line) -> QTreeWidgetItem:
        item = QTreeWidgetItem([line.text, line.figure])
        item.setTextAlignment(1, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setData(0, _PLACE, line.place)
        for column in (0, 1):
            item.setToolTip(column, f"{line.text}\n{line.tip}" if line.tip else line.text)
        if line.bad:
            item.setForeground(1, QColor(self._theme.palette.bad))
        return item

    def _choose(self, item: QTreeWidgetItem) -> None:
        place = item.data(0, _PLACE)
        if place is not None:
            self.chosen.emit(*place)


def _stages(document: Document, map_id: str, flow: Flow) -> tuple[_Line, ...]:
    shares = {stage.id: flow.stages.get(stage.id) for stage in queries.stages(document, map_id)}
    worst = max((share for share in shares.values() if share is not None), default=0.0)
    tip = say("paths.list.stages.tip")
    return tuple(
        _Line(
            document.stages[stage].name,
            percent(share),
            ("stages", stage),
            tip,
            bad=share == worst > 0,
        )
        for stage, share in shares.items()
        # nobody leaves before the goal at the goal itself
        if share is not None
    )


def _only_ways(document: Document, flow: Flow) -> tuple[_Line, ...]:
    reach = {item.id: item.reach for item in flow.touchpoints}
    tip = say("paths.list.only_ways.tip")
    return tuple(
        _Line(document.touchpoints[item].title, percent(reach[item]), ("touchpoints", item), tip)
        for item in flow.only_ways
        if item in document.touchpoints
    )


def _rounds(document: Document, flow: Flow) -> tuple[_Line, ...]:
    return tuple(
        _Line(
            say("paths.arrow").join(_titles(document, (*item.cycle, item.cycle[0]))),
            say("paths.round.exit" if item.exit else "paths.round.no_exit"),
            ("touchpoints", item.cycle[0]),
            say("paths.list.rounds.tip"),
            bad=not item.exit,
        )
        for item in flow.rounds
        if all(touchpoint in document.touchpoints for touchpoint in item.cycle)
    )


def _hand_offs(document: Document, flow: Flow) -> tuple[_Line, ...]:
    lines: list[_Line] = []
    for item in flow.hand_offs[:_MOST_HAND_OFFS]:
        if item.connection in document.connections:
            source, target = _titles(document, (item.source, item.target))
            text = say("paths.between", source=source, target=target)
            figure = say("paths.unknown") if item.cost is None else number(item.cost, 2)
            place = ("connections", item.connection)
            lines.append(_Line(text, figure, place, _cost_tip(item), bad=bool(item.cost)))
    left = len(flow.hand_offs) - _MOST_HAND_OFFS
    if left > 0:
        lines.append(_Line(say("paths.hand_offs.more", n=left), "", None, stands_for=left))
    return tuple(lines)


def _cost_tip(item: HandOff) -> str:
    how = "both" if item.channel and item.owner else "channel" if item.channel else "owner"
    what = say(f"paths.cost.{how}")
    if item.cost is None or item.shortfall is None:
        return say("paths.cost.unknown", what=what)
    return say(
        "paths.cost.tip",
        what=what,
        cost=number(item.cost, 2),
        reach=percent(item.reach),
        share=percent(item.share),
        shortfall=number(item.shortfall),
    )


def _titles(document: Document, touchpoints: Iterable[str]) -> list[str]:
    return [document.touchpoints[item].title for item in touchpoints]

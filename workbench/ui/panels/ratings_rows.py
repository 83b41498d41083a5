"""The rows of the page of ratings: one question about one touchpoint each, widest spread first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt

from workbench.analysis.ratings import Opinion
from workbench.model.document import Document
from workbench.ui.pills import PILLS, AnyIndex, Pill
from workbench.words.labels import field_name
from workbench.words.say import count, number, say

TOUCHPOINT, STAGE, QUESTION, ANSWERS, MEDIAN, SPREAD, COUNT = range(7)
_COLUMNS = ("touchpoint", "stage", "question", "answers", "median", "spread", "n")
_FIGURES = (MEDIAN, COUNT)

VALUE = int(Qt.ItemDataRole.UserRole) + 90
"""The role of what a column is sorted by."""

OPINION = int(Qt.ItemDataRole.UserRole) + 91
"""The role of a row's Opinion."""


class OpinionRows(QAbstractTableModel):
    """The opinions of one map, in the order of their disagreement."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._opinions: Sequence[Opinion] = ()
        self._places: dict[str, int] = {}

    def show_opinions(self, document: Document, opinions: Sequence[Opinion]) -> None:
        """List other opinions; nothing moves where they are those that are listed."""
        same = [_key(it) for it in opinions] == [_key(it) for it in self._opinions]
        if not same:
            self.beginResetModel()
        self._document, self._opinions = document, opinions
        stages = (document.touchpoints[item.touchpoint].stage for item in opinions)
        ranks = {stage: document.stages[stage].rank for stage in stages}
        self._places = {stage: at for at, stage in enumerate(sorted(ranks, key=ranks.__getitem__))}
        if not same:
            self.endResetModel()
        elif opinions:
            last = self.index(len(opinions) - 1, len(_COLUMNS) - 1)
            self.dataChanged.emit(self.index(0, 0), last)

    def opinion(self, row: int) -> Opinion:
        return self._opinions[row]

    def row_of(self, touchpoint: str) -> int | None:
        """The first row about a touchpoint."""
        rows = enumerate(self._opinions)
        return next((row for row, item in rows if item.touchpoint == touchpoint), None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(self._opinions)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008  # Qt's signature
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal:
            if role == Qt.ItemDataRole.TextAlignmentRole and section in _FIGURES:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if role == Qt.ItemDataRole.DisplayRole:
                return say(f"ratings.column.{_COLUMNS[section]}")
            if role == Qt.ItemDataRole.ToolTipRole:
                return say(f"ratings.column.{_COLUMNS[section]}.tip")
        return None

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, column = self._opinions[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole if column != SPREAD:
                return self._text(item, column)
            case Qt.ItemDataRole.TextAlignmentRole if column in _FIGURES:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(item, column)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(item, column)
            case int() if role == PILLS and column == SPREAD:
                return (Pill(_spread(item), "warn" if item.differs else "plain"),)
            case int() if role == OPINION:
                return item
            case int() if role == VALUE:
                return self._value(item, column)
        return None

    def _text(self, item: Opinion, column: int) -> str:
        touchpoint = self._document.touchpoints[item.touchpoint]
        match column:
            case _ if column == TOUCHPOINT:
                return touchpoint.title
            case _ if column == STAGE:
                return self._document.stages[touchpoint.stage].name
            case _ if column == QUESTION:
                return field_name("touchpoints", item.question)
            case _ if column == MEDIAN:
                return number(item.summary.median, 2)
            case _ if column == COUNT:
                n = item.summary.n
                return say("ratings.few", n=n) if item.summary.is_few else count(n)
        return ""

    def _tip(self, item: Opinion, column: int) -> str:
        found = item.summary
        if column == ANSWERS:
            return self._who_says_what(item)
        if column == SPREAD:
            quartiles = {"lower": number(found.lower, 2), "upper": number(found.upper, 2)}
            tip = (
                say("ratings.spread.quartiles", **quartiles)
                if found.has_quartiles
                else say("ratings.spread.range")
            )
            return f"{say('ratings.spread.differs')}\n{tip}" if item.differs else tip
        if column in (TOUCHPOINT, STAGE, QUESTION):
            return self._text(item, column)
        return say(f"ratings.column.{_COLUMNS[column]}.tip")

    def _who_says_what(self, item: Opinion) -> str:
        document = self._document
        remarks = {
            rating.participant: rating.remark
            for rating in document.ratings.values()
            if rating.touchpoint == item.touchpoint
        }
        lines = []
        for who, value in item.answers:
            name = document.participants[who].name
            lines.append(say("ratings.answers.tip", who=name, value=number(value, 2)))
            if remarks[who]:
                lines.append(say("ratings.answers.remark", remark=remarks[who]))
        return "\n".join(lines)

    def _spoken(self, item: Opinion, column: int) -> str:
        found = item.summary
        if column == ANSWERS:
            ends = {"low": number(found.low, 2), "high": number(found.high, 2)}
            return say("ratings.answers.spoken", median=number(found.median, 2), **ends)
        if column == SPREAD:
            differs = say("ratings.spread.differs")
            return f"{_spread(item)}, {differs}" if item.differs else _spread(item)
        return self._text(item, column)

    def _value(self, item: Opinion, column: int) -> Any:
        touchpoint = self._document.touchpoints[item.touchpoint]
        return {
            TOUCHPOINT: touchpoint.title.casefold(),
            STAGE: self._places[touchpoint.stage],
            QUESTION: item.question,
            ANSWERS: item.summary.mean,
            MEDIAN: item.summary.median,
            SPREAD: item.points,
            COUNT: item.summary.n,
        }[column]


def _spread(item: Opinion) -> str:
    spread = item.summary.spread
    return say("ratings.none") if spread is None else number(spread, 2)


def _key(item: Opinion) -> tuple[str, str]:
    return item.touchpoint, item.question

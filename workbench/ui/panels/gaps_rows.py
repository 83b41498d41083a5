"""The rows of the gap table: findings under their headings, and gaps closed since, as a model."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QColor

from workbench.analysis.finding import Finding
from workbench.model.document import Document
from workbench.model.entities import FindingDecision
from workbench.store.visits import SeenGap
from workbench.ui.panels.gaps_choice import (
    BLANK_EFFORT,
    Decided,
    Fold,
    Heading,
    state_of,
)
from workbench.ui.pills import PILLS, AnyIndex, Pill, Tone
from workbench.ui.theme import Theme
from workbench.words import finding_sentences
from workbench.words.say import number, say

PRIORITY, STAGE, KIND, GAP, ACTION, EFFORT, OWNER, DUE, DECISION = range(9)
COLUMNS = ("priority", "stage", "kind", "gap", "action", "effort", "owner", "due", "decision")
EDITABLE = (EFFORT, OWNER, DUE, DECISION)

STATE = int(Qt.ItemDataRole.UserRole) + 70
"""The role of what was decided about a row's finding: a state's code or an empty text."""

HEADLINE = int(Qt.ItemDataRole.UserRole) + 71
"""The role of a gap's headline: (text, whether it is stressed) parts."""

_NAMES = frozenset(
    {
        "maps",
        "stages",
        "lanes",
        "personas",
        "needs",
        "channels",
        "notes",
        "connections",
        "triggers",
        "reasons",
        "metrics",
        "practices",
        "touchpoints.title",
    }
)
"""All that the words of a row are made of, beside the finding itself."""

_RED = 12
_AMBER = 6

Row = Finding | Heading | Fold | SeenGap


def tone_of(priority: float) -> Tone:
    """The tone of a priority: bad from 12, warn from 6, else plain."""
    return "bad" if priority >= _RED else "warn" if priority >= _AMBER else "plain"


class GapRows(QAbstractTableModel):
    """Rows of the gap table. Headlines speak of the document in which they were found."""

    decided = Signal(object, str, object)
    """(Finding, field, value): somebody edited a cell; the model itself changes nothing."""

    def __init__(self, theme: Theme, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document = document
        self._decided: Decided = {}
        self._names: object = None
        self._rows: tuple[Row, ...] = ()

    def show_rows(self, document: Document, decided: Decided, rows: Sequence[Row]) -> None:
        """Show these rows, found in `document`, and what was decided about them."""
        before, following = self._rows, tuple(rows)
        # stays the same thing for as long as no name changes
        names = document.remember(_NAMES, "names", lambda _: object())
        says_same = names is self._names and decided == self._decided
        same = [_identity(row) for row in following] == [_identity(row) for row in before]
        if not same:
            self.beginResetModel()
        self._document, self._decided, self._rows = document, decided, following
        self._names = names
        if not same:
            self.endResetModel()
            return
        for place, (row, old) in enumerate(zip(following, before, strict=True)):
            # those that stay are mostly the same object, which is seen at once
            if not says_same or (row is not old and row != old):
                self.dataChanged.emit(self.index(place, 0), self.index(place, DECISION))

    @property
    def rows(self) -> tuple[Row, ...]:
        return self._rows

    def finding(self, row: int) -> Finding | None:
        """The finding in a row; None for a heading and for a gap that is closed."""
        shown = self._rows[row]
        return shown if isinstance(shown, Finding) else None

    def fold(self, row: int) -> Fold | None:
        """The folding line in a row; None for every other one."""
        shown = self._rows[row]
        return shown if isinstance(shown, Fold) else None

    def row_of(self, key: str) -> int | None:
        """The row of the finding with this key; None where it is not shown."""
        found = (
            at for at, row in enumerate(self._rows) if isinstance(row, Finding) and row.key == key
        )
        return next(found, None)

    def text(self, shown: Row, column: int) -> str:
        """What a cell of a row says, in plain text, as it is copied."""
        if isinstance(shown, Fold):
            return self._fold_text(shown, column)
        if isinstance(shown, Heading):
            return shown.text if column == PRIORITY else ""
        if isinstance(shown, SeenGap):
            return _closed_text(shown, column)
        return self._text(shown, column)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"gaps.column.{COLUMNS[section]}")
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        shown = self._rows[index.row()]
        if isinstance(shown, Heading):
            return Qt.ItemFlag.ItemIsEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if isinstance(shown, Finding) and index.column() in EDITABLE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: AnyIndex, value: Any, role: int = 0) -> bool:
        finding = self.finding(index.row())
        if finding is None or role != Qt.ItemDataRole.EditRole:
            return False
        field = "state" if index.column() == DECISION else COLUMNS[index.column()]
        self.decided.emit(finding, field, value)
        return True

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        shown, column = self._rows[index.row()], index.column()
        if isinstance(shown, Heading):
            return self._heading_data(shown, column, role)
        if isinstance(shown, SeenGap):
            return self._closed_data(shown, column, role)
        if isinstance(shown, Fold):
            return self._fold_data(shown, column, role)
        return self._finding_data(shown, column, role)

    def _heading_data(self, heading: Heading, column: int, role: int) -> Any:
        if column != PRIORITY:
            return None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return heading.text
            case Qt.ItemDataRole.FontRole:
                return self._theme.font(0.88, bold=True)
            case Qt.ItemDataRole.ForegroundRole:
                return QColor(self._theme.palette.muted)
        return None

    def _fold_data(self, fold: Fold, column: int, role: int) -> Any:
        first = fold.findings[0]
        if role == Qt.ItemDataRole.DisplayRole and column != PRIORITY:
            return self._fold_text(fold, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            headlines = [finding_sentences.headline(self._document, it) for it in fold.findings]
            return "\n".join((say("gaps.fold.tip"), *headlines))
        if role == Qt.ItemDataRole.ForegroundRole and column == ACTION:
            return QColor(self._theme.palette.muted)
        if role == PILLS and column == PRIORITY:
            return (Pill(f"{first.priority:.1f}", tone_of(first.priority)),)
        if role == HEADLINE and column == GAP:
            return ((self._fold_text(fold, GAP), True),)
        return None

    def _fold_text(self, fold: Fold, column: int) -> str:
        first, n = fold.findings[0], len(fold.findings)
        if column == GAP:
            sign = "▾" if fold.is_open else "▸"
            return f"{sign} {finding_sentences.fold_headline(self._document, first, n)}"
        if column == ACTION:
            return say("gaps.fold.close" if fold.is_open else "gaps.fold.open")
        return self._text(first, column) if column in (PRIORITY, STAGE, KIND) else ""

    def _closed_data(self, gap: SeenGap, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column not in (PRIORITY, GAP):
            return _closed_text(gap, column)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._theme.palette.muted)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{gap.headline}\n{say('gaps.closed.tip')}"
        if role == PILLS and column == PRIORITY:
            return (Pill("✓", "good"),)
        if role == HEADLINE and column == GAP:
            return ((gap.headline, False),)
        return None

    def _finding_data(self, finding: Finding, column: int, role: int) -> Any:
        match role:
            case Qt.ItemDataRole.DisplayRole if column != PRIORITY:
                return self._text(finding, column)
            case Qt.ItemDataRole.EditRole:
                return self._value(finding, column)
            case Qt.ItemDataRole.ToolTipRole:
                return self._tip(finding, column)
            case Qt.ItemDataRole.ForegroundRole if self._is_pale(finding, column):
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.AccessibleTextRole if column == PRIORITY:
                return number(finding.priority)
        if role == PILLS and column == PRIORITY:
            pill = Pill(f"{finding.priority:.1f}", tone_of(finding.priority))
            accepted = state_of(self._decided, finding) == "accepted"
            return (pill, Pill("✓", "good")) if accepted else (pill,)
        if role == HEADLINE and column == GAP:
            return finding_sentences.headline_parts(self._document, finding)
        return state_of(self._decided, finding) if role == STATE else None

    def _text(self, finding: Finding, column: int) -> str:
        if column == PRIORITY:
            return f"{finding.priority:.1f}"
        if column == STAGE:
            return stage_name(self._document, finding)
        if column == KIND:
            return finding_sentences.kind_name(finding.kind)
        if column == GAP:
            return finding_sentences.headline(self._document, finding)
        if column == ACTION:
            return finding_sentences.action(self._document, finding)
        return self._decided_text(self._decision(finding), column)

    def _decided_text(self, decision: FindingDecision | None, column: int) -> str:
        if column == EFFORT:
            effort = decision.effort if decision else None
            return say("gaps.effort.blank", n=BLANK_EFFORT) if effort is None else str(effort)
        if decision is None:
            return ""
        if column == OWNER:
            return decision.owner
        if column == DUE:
            return decision.due.isoformat() if decision.due else ""
        return say(f"gaps.state.{decision.state}") if decision.state else ""

    def _value(self, finding: Finding, column: int) -> int | str | datetime.date | None:
        decision = self._decision(finding)
        if column == DECISION:
            return (decision.state if decision else None) or ""
        return getattr(decision, COLUMNS[column], None)

    def _tip(self, finding: Finding, column: int) -> str:
        if column == EFFORT and getattr(self._decision(finding), "effort", None) is None:
            return say("gaps.effort.blank.tip", n=BLANK_EFFORT)
        if column in EDITABLE:
            return say(f"gaps.edit.{COLUMNS[column]}.tip")
        return explanation(self._document, finding)

    def _is_pale(self, finding: Finding, column: int) -> bool:
        if state_of(self._decided, finding) in ("set-aside", "done"):
            return True
        return column == EFFORT and getattr(self._decision(finding), "effort", None) is None

    def _decision(self, finding: Finding) -> FindingDecision | None:
        return self._decided.get(finding.key)


def stage_name(document: Document, finding: Finding) -> str:
    """The name of a finding's stage, or the words for the whole map."""
    stage = document.stages.get(finding.stage) if finding.stage else None
    return stage.name if stage else say("gaps.whole_map")


def explanation(document: Document, finding: Finding) -> str:
    """A finding in full: headline, action, working and the method with its formula."""
    return "\n".join(
        (
            finding_sentences.headline(document, finding),
            finding_sentences.action(document, finding),
            finding_sentences.working_text(document, finding),
            finding_sentences.explanation(finding),
        )
    )


def _identity(row: Row) -> str:
    if isinstance(row, Fold):
        return f"{row.key} {row.is_open} {len(row.findings)}"
    return row.text if isinstance(row, Heading) else row.key


def _closed_text(gap: SeenGap, column: int) -> str:
    texts = {
        STAGE: gap.stage or say("gaps.whole_map"),
        KIND: finding_sentences.kind_name(gap.kind),
        GAP: gap.headline,
        DECISION: say("gaps.state.closed"),
    }
    return texts.get(column, "")

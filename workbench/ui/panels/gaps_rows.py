"""The rows of the gap table: findings that pass the filters, as a Qt model."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from workbench.analysis.finding import Finding, Kind, decision_of
from workbench.model.document import Document
from workbench.ui.pills import PILLS, AnyIndex, Pill, Tone
from workbench.ui.theme import Theme
from workbench.words import finding_sentences
from workbench.words.say import number, say

Status = Literal["open", "accepted", "set-aside", "done", "all"]
STATUSES: tuple[Status, ...] = ("open", "accepted", "set-aside", "done", "all")

PRIORITY, STAGE, KIND, GAP, ACTION = range(5)
_COLUMNS = ("priority", "stage", "kind", "gap", "action")
STATE = int(Qt.ItemDataRole.UserRole) + 70
"""The role of what was decided about a row's finding: a state's code or an empty text."""

HEADLINE = int(Qt.ItemDataRole.UserRole) + 71
"""The role of a gap's headline: (text, whether it is stressed) parts."""

_RED = 12
_AMBER = 6


class Filter(NamedTuple):
    """Which findings to show. `stage` "" means those of the whole map, None any stage."""

    status: Status = "open"
    kind: Kind | None = None
    stage: str | None = None
    lens: str | None = None


def tone_of(priority: float) -> Tone:
    """The tone of a priority: bad from 12, warn from 6, else plain."""
    return "bad" if priority >= _RED else "warn" if priority >= _AMBER else "plain"


def state_of(document: Document, finding: Finding) -> str:
    """What was decided about a finding: "", "accepted", "set-aside" or "done"."""
    decision = decision_of(document, finding)
    return (decision.state or "") if decision else ""


def seen_by(finding: Finding, lens: str | None) -> bool:
    """Whether a finding concerns the persona of the lens; None concerns everyone."""
    return lens is None or finding.persona in (None, lens)


def passes(document: Document, finding: Finding, wanted: Filter) -> bool:
    """Whether the filter lets a finding through. An accepted finding is still open."""
    if not seen_by(finding, wanted.lens):
        return False
    if wanted.kind is not None and finding.kind != wanted.kind:
        return False
    if wanted.stage is not None and (finding.stage or "") != wanted.stage:
        return False
    state = state_of(document, finding)
    if wanted.status == "open":
        return state in ("", "accepted")
    return wanted.status in ("all", state)


class GapRows(QAbstractTableModel):
    """Findings as rows. The texts speak of the document in which they were found."""

    def __init__(self, theme: Theme, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._document = document
        self._findings: tuple[Finding, ...] = ()
        self._states: tuple[str, ...] = ()

    def show_findings(
        self, document: Document, findings: Sequence[Finding], states: Sequence[str]
    ) -> None:
        """Show these findings of `document` and what was decided about each."""
        following = tuple(findings)
        same = [item.key for item in following] == [item.key for item in self._findings]
        if not same:
            self.beginResetModel()
        self._document, self._findings, self._states = document, following, tuple(states)
        if not same:
            self.endResetModel()
        elif following:
            last = self.index(len(following) - 1, ACTION)
            self.dataChanged.emit(self.index(0, 0), last)

    def finding(self, row: int) -> Finding:
        return self._findings[row]

    def row_of(self, key: str) -> int | None:
        """The row of the finding with this key; None where it is not shown."""
        keys = (row for row, item in enumerate(self._findings) if item.key == key)
        return next(keys, None)

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._findings)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return say(f"gaps.column.{_COLUMNS[section]}")
        return None

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        finding, column = self._findings[index.row()], index.column()
        state = self._states[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole if column != PRIORITY:
                return self._text(finding, column)
            case Qt.ItemDataRole.ToolTipRole:
                return explanation(self._document, finding)
            case Qt.ItemDataRole.ForegroundRole if state in ("set-aside", "done"):
                return QColor(self._theme.palette.muted)
            case Qt.ItemDataRole.AccessibleTextRole if column == PRIORITY:
                return number(finding.priority)
        if role == PILLS and column == PRIORITY:
            pill = Pill(f"{finding.priority:.1f}", tone_of(finding.priority))
            return (pill, Pill("✓", "good")) if state == "accepted" else (pill,)
        if role == HEADLINE and column == GAP:
            return finding_sentences.headline_parts(self._document, finding)
        if role == STATE:
            return state
        return None

    def _text(self, finding: Finding, column: int) -> str:
        if column == STAGE:
            return stage_name(self._document, finding)
        if column == KIND:
            return finding_sentences.kind_name(finding.kind)
        if column == GAP:
            return finding_sentences.headline(self._document, finding)
        return finding_sentences.action(self._document, finding)


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

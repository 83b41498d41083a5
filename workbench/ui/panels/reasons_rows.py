"""What made customers decide or decline, stage by stage, as rows that are edited in place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from workbench.model import queries
from workbench.model.commands import edit, reasons
from workbench.model.document import Document
from workbench.model.entities import Reason
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.ui.bridge import Bridge
from workbench.ui.growing_table import GrowingRows
from workbench.ui.pills import PILLS, AnyIndex, Pill
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name, field_name
from workbench.words.say import say

STAGE, OUTCOME, TEXT, PERSONA, REMEDY = range(5)
_FIELDS = ("stage", "outcome", "text", "persona", "remedy")


class ReasonRows(GrowingRows):
    """The reasons of the shown map by stage, then a row to type a new one into."""

    items: tuple[Reason, ...]

    def __init__(self, bridge: Bridge, theme: Theme, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._stage: str | None = None

    def read(self) -> tuple[Reason, ...]:
        return by_stage(self._bridge.document, self._bridge.map_id)

    def set_stage(self, stage_id: str | None) -> None:
        """New reasons belong to this stage; without one, to the stage of the last."""
        self._stage = stage_id

    def neighbour(self, row: int, by: int) -> str | None:
        """The reason above (−1) or below (1) in the same stage, if any."""
        other = row + by
        if not (0 <= row < len(self.items) and 0 <= other < len(self.items)):
            return None
        same = self.items[row].stage == self.items[other].stage
        return self.items[other].id if same else None

    def choices(self, column: int) -> Sequence[tuple[str, Any]]:
        """(text, value) of what may be chosen in a column."""
        document, map_id = self._bridge.document, self._bridge.map_id
        if column == STAGE:
            return [
                (_stage_name(document, it.id), it.id) for it in queries.stages(document, map_id)
            ]
        if column == OUTCOME:
            outcomes = fields_of("reasons")["outcome"].choices
            return [(choice_name("outcome", it), it) for it in outcomes]
        people = [(it.name or say("words.nameless"), it.id) for it in queries.personas(document)]
        return [(say("reasons.anybody"), None), *people]

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_FIELDS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            code = "reason" if section == TEXT else _FIELDS[section]
            return field_name("reasons", code)
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.row() < len(self.items) or index.column() == TEXT:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        column = index.column()
        if index.row() == len(self.items):
            return self._of_new_row(column, role)
        reason = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole if column != OUTCOME:
                return self._text(reason, column)
            case Qt.ItemDataRole.EditRole:
                return getattr(reason, _FIELDS[column])
            case Qt.ItemDataRole.FontRole if column == TEXT:
                return self._theme.font(0.95, bold=True)
            case Qt.ItemDataRole.ForegroundRole if column == REMEDY and not reason.remedy:
                lacks = reason.outcome == "declined"
                return QColor(self._theme.palette.warn if lacks else self._theme.palette.muted)
            case Qt.ItemDataRole.ToolTipRole | Qt.ItemDataRole.AccessibleTextRole:
                return self._text(reason, column)
        if role == PILLS and column == OUTCOME:
            name = choice_name("outcome", reason.outcome)
            return (Pill(name, "good" if reason.outcome == "decided" else "bad"),)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        if index.row() == len(self.items):
            return self._add(str(value).strip())
        reason, field = self.items[index.row()], _FIELDS[index.column()]
        if value == getattr(reason, field):
            return False
        return self._bridge.run(edit.set_field, "reasons", reason.id, field, value) is not None

    def _add(self, text: str) -> bool:
        stage = self._stage_for_new()
        if not text or stage is None:
            return False
        reason = Reason(id=new_id("reasons"), map=self._bridge.map_id, stage=stage, text=text)
        if self._bridge.run(reasons.add, reason) is None:
            return False
        self.added.emit()
        return True

    def _stage_for_new(self) -> str | None:
        stages = queries.stages(self._bridge.document, self._bridge.map_id)
        if self._stage in [stage.id for stage in stages]:
            return self._stage
        if self.items:
            return self.items[-1].stage
        deciding = [stage.id for stage in stages if "decision" in stage.roles]
        return next(iter(deciding or [stage.id for stage in stages]), None)

    def _of_new_row(self, column: int, role: int) -> Any:
        stage = self._stage_for_new()
        if column == STAGE and role == Qt.ItemDataRole.DisplayRole and stage is not None:
            return _stage_name(self._bridge.document, stage)
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._theme.palette.muted)
        if column != TEXT:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say("reasons.new" if stage is not None else "reasons.no_stage")
        if role == Qt.ItemDataRole.ToolTipRole:
            return say("reasons.new.tip")
        return "" if role == Qt.ItemDataRole.EditRole else None

    def _text(self, reason: Reason, column: int) -> str:
        document = self._bridge.document
        match column:
            case 0:
                return _stage_name(document, reason.stage)
            case 1:
                return choice_name("outcome", reason.outcome)
            case 3:
                persona = document.personas.get(reason.persona or "")
                return persona.name if persona is not None else say("reasons.anybody")
            case 4:
                lacks = reason.outcome == "declined"
                blank = say("reasons.remedy.none" if lacks else "reasons.remedy.unneeded")
                return " ".join(reason.remedy.split()) or blank
        return " ".join(reason.text.split())


def by_stage(document: Document, map_id: str) -> tuple[Reason, ...]:
    """The reasons of a map in the order of its stages, then their own."""
    place = {stage.id: n for n, stage in enumerate(queries.stages(document, map_id))}
    return tuple(sorted(queries.reasons(document, map_id), key=lambda it: place.get(it.stage, -1)))


def _stage_name(document: Document, stage_id: str) -> str:
    stage = document.stages.get(stage_id)
    return (stage.name if stage is not None else "") or say("words.nameless")

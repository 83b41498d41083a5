"""A persona's goals, needs, expectations and frustrations as a table, edited in place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QColor

from workbench.analysis import needs as answers
from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.commands import needs as commands
from workbench.model.document import Document
from workbench.model.entities import Need
from workbench.model.ids import new_id
from workbench.ui.bridge import Bridge
from workbench.ui.growing_table import GrowingRows
from workbench.ui.pills import PILLS, AnyIndex, Pill
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say

KIND, TEXT, ROLE, IMPORTANCE, ANSWERED = range(5)
_FIELDS = ("kind", "text", "role", "importance")
SCORE = int(Qt.ItemDataRole.UserRole) + 80
"""The role of an importance, float or None."""


class NeedRows(GrowingRows):
    """The needs of one persona in order, then a row to type a new one into."""

    items: tuple[Need, ...]

    def __init__(
        self, bridge: Bridge, theme: Theme, persona_id: str, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._theme = theme
        self._persona = persona_id
        self.items = self.read()

    def read(self) -> tuple[Need, ...]:
        return queries.needs(self._bridge.document, self._persona)

    def columnCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else ANSWERED + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = 0) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            if section == ANSWERED:
                return say("needs.answered_by")
            return field_name("needs", _FIELDS[section])
        return None

    def flags(self, index: AnyIndex) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        new = index.row() == len(self.items)
        if index.column() == TEXT or (not new and index.column() != ANSWERED):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: AnyIndex, role: int = int(Qt.ItemDataRole.DisplayRole)) -> Any:
        column = index.column()
        if index.row() == len(self.items):
            return self._of_new_row(column, role)
        need = self.items[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole if column in (TEXT, ROLE):
                return need.text if column == TEXT else _role_name(need)
            case Qt.ItemDataRole.DisplayRole if column == IMPORTANCE and need.importance is None:
                return say("needs.score")
            case Qt.ItemDataRole.EditRole if column != ANSWERED:
                return getattr(need, _FIELDS[column])
            case Qt.ItemDataRole.FontRole if column == TEXT:
                return self._theme.font(bold=True)
            case Qt.ItemDataRole.ToolTipRole if column == ANSWERED:
                return answer_tip(self._bridge.document, self._bridge.map_id, need)
            case Qt.ItemDataRole.ToolTipRole if column == TEXT:
                return need.text
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(need, column)
        if role == SCORE:
            return need.importance
        if role == PILLS and column == KIND:
            return (Pill(choice_name("kind", need.kind).lower()),)
        if role == PILLS and column == ANSWERED:
            return answer_pills(self._bridge.document, self._bridge.map_id, need)
        return None

    def setData(self, index: AnyIndex, value: Any, role: int = 0) -> bool:
        if role != Qt.ItemDataRole.EditRole:
            return False
        if index.row() == len(self.items):
            return self._add(str(value).strip())
        need = self.items[index.row()]
        field = _FIELDS[index.column()]
        if value == getattr(need, field):
            return False
        return self._bridge.run(edit.set_field, "needs", need.id, field, value) is not None

    def _add(self, text: str) -> bool:
        if not text:
            return False
        need = Need(id=new_id("needs"), persona=self._persona, text=text)
        if self._bridge.run(commands.add, need) is None:
            return False
        self.added.emit()
        return True

    def _of_new_row(self, column: int, role: int) -> Any:
        if column != TEXT:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say("needs.type_one")
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(self._theme.palette.muted)
        return "" if role == Qt.ItemDataRole.EditRole else None

    def _spoken(self, need: Need, column: int) -> str:
        if column == KIND:
            return choice_name("kind", need.kind)
        if column == IMPORTANCE:
            return number(need.importance) if need.importance is not None else say("words.blank")
        if column == ANSWERED:
            pills = answer_pills(self._bridge.document, self._bridge.map_id, need)
            return ", ".join(pill.text for pill in pills)
        return need.text if column == TEXT else _role_name(need)


def answer_pills(document: Document, map_id: str, need: Need) -> tuple[Pill, ...]:
    """What answers a need on a map, as pills: none where the map does not serve its persona."""
    if map_id not in document.maps or need.persona not in document.maps[map_id].personas:
        return ()
    answer = answers.answer(document, map_id, need)
    titles = [document.touchpoints[it].title for it in answer.touchpoints]
    match answer.state:
        case "in-place":
            return tuple(Pill(title, "good") for title in titles)
        case "planned":
            return (Pill(say("needs.only_planned", titles=", ".join(titles)), "warn"),)
        case "wrong-stage":
            return (Pill(say("needs.elsewhere", titles=", ".join(titles)), "warn"),)
    return (Pill(say("needs.nothing"), "bad"),)


def answer_tip(document: Document, map_id: str, need: Need) -> str:
    """What the pills of a need mean, in a sentence."""
    if not answer_pills(document, map_id, need):
        return say("needs.tip.not_served")
    answer = answers.answer(document, map_id, need)
    titles = ", ".join(document.touchpoints[it].title for it in answer.touchpoints)
    return say(f"needs.tip.{answer.state}", titles=titles)


def _role_name(need: Need) -> str:
    return choice_name("role", need.role) if need.role is not None else say("needs.any_stage")

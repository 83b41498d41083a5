"""How the table of needs is drawn and edited."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QLineEdit,
    QSizePolicy,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.model.commands import edit, needs
from workbench.model.fields import fields_of
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.cells import LineDelegate, ListDelegate, PillListDelegate
from workbench.ui.dialogs.persona_needs import (
    ANSWERED,
    IMPORTANCE,
    KIND,
    ROLE,
    SCORE,
    TEXT,
    NeedRows,
)
from workbench.ui.growing_table import GrowingTable
from workbench.ui.pills import AnyIndex, PillDelegate, draw_ground
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name
from workbench.words.say import number, say

_WIDTHS = {KIND: 116, ROLE: 124, IMPORTANCE: 124}
_AROUND_PILL = 32
_LEAST = 160
_BAR = 52
_HIGHEST = 10


class NeedsTable(GrowingTable):
    """The needs of a persona, as high as there are needs."""

    moves = ("needs.move_up", "needs.move_down", "needs.remove")

    def __init__(
        self, bridge: Bridge, theme: Theme, persona_id: str, parent: QWidget | None = None
    ) -> None:
        self._bridge = bridge
        self._rows = NeedRows(bridge, theme, persona_id)
        super().__init__(self._rows, TEXT, parent)
        self.setAccessibleName(say("needs.heading"))
        delegates = {
            KIND: PillListDelegate(theme, lambda: _choices("kind"), self),
            TEXT: LineDelegate(say("needs.type_one"), self),
            ROLE: ListDelegate(lambda: _choices("role"), self),
            IMPORTANCE: ScoreDelegate(theme, self),
            ANSWERED: PillDelegate(theme, self),
        }
        letters = QFontMetrics(theme.font(bold=True))
        kinds = max(letters.horizontalAdvance(name) for name, _ in _choices("kind"))
        widths = _WIDTHS | {KIND: max(_WIDTHS[KIND], kinds + _AROUND_PILL)}
        self.arrange(delegates, widths, (TEXT, ANSWERED))
        self.setWordWrap(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 13)
        theme.changed.connect(self.viewport().update)

    @property
    def rows(self) -> NeedRows:
        return self._rows

    def follow(self, patch: Patch) -> None:
        """Show what a patch changed."""
        if patch.tables() & {"needs", "touchpoints", "stages", "maps"}:
            self.refresh()

    def refresh(self) -> None:
        """Show the needs as they are, on the map that is shown; the same need stays current."""
        super().refresh()
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        height = self.horizontalHeader().sizeHint().height() + 2
        height += self.verticalHeader().defaultSectionSize() * self._rows.rowCount()
        return QSize(super().sizeHint().width(), height)

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), min(self.sizeHint().height(), _LEAST))

    def remove(self, identifier: str) -> None:
        self._bridge.run(edit.remove, [("needs", identifier)])

    def step(self, identifier: str, by: int) -> None:
        row = self._rows.row_of(identifier)
        if row is not None and 0 <= row + by < len(self._rows.items):
            self._bridge.run(needs.move, identifier, row + by)


class ScoreDelegate(LineDelegate):
    """A score as a bar with its number; typed, where blank is none."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(say("needs.score"), parent)
        self._theme = theme

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: AnyIndex) -> None:
        draw_ground(painter, option, index)
        score = index.data(SCORE)
        colours = self._theme.palette
        if score is None:
            painter.setPen(QColor(colours.muted))
            place = option.rect.adjusted(8, 0, 0, 0)
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, index.data() or "")
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        bar = QRectF(option.rect.left() + 8, option.rect.center().y() - 1.5, _BAR, 4)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(bar, 2, 2)
        bar.setWidth(_BAR * score / _HIGHEST)
        painter.setBrush(QColor(colours.accent))
        painter.drawRoundedRect(bar, 2, 2)
        painter.setPen(QColor(colours.text))
        painter.drawText(
            option.rect.adjusted(8 + _BAR + 8, 0, 0, 0),
            Qt.AlignmentFlag.AlignVCenter,
            number(score),
        )
        painter.restore()

    def setEditorData(self, editor: QWidget, index: AnyIndex) -> None:
        assert isinstance(editor, QLineEdit)
        score = index.data(Qt.ItemDataRole.EditRole)
        editor.setText("" if score is None else number(score))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: AnyIndex) -> None:
        assert isinstance(editor, QLineEdit)
        model.setData(index, _parsed(editor.text()), Qt.ItemDataRole.EditRole)


def _choices(name: str) -> list[tuple[str, str | None]]:
    field = fields_of("needs")[name]
    any_stage: list[tuple[str, str | None]] = [(say("needs.any_stage"), None)]
    chosen = [(choice_name(name, choice), choice) for choice in field.choices]
    return [*(any_stage if field.optional else ()), *chosen]


def _parsed(text: str) -> Any:
    """A typed score: None for blank, the text itself where it is no number."""
    plain = text.strip().replace(",", ".")
    if not plain:
        return None
    try:
        return float(plain)
    except ValueError:
        return text

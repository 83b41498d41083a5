"""The start page: stage models, samples, and what was open lately."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QShowEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.drawing.tokens import stage_colour
from workbench.store.template_list import TemplateInfo, samples, templates
from workbench.ui.files.recent_files import written
from workbench.ui.layouts import empty
from workbench.ui.moments import moment
from workbench.ui.theme import set_role
from workbench.words.file_names import shown
from workbench.words.say import say

if TYPE_CHECKING:
    from workbench.ui.start.recovered_cards import RecoveredCards

_COLUMNS = 3
_SIDE_WIDTH = 300
_BESIDE = 56
"""The margins beside the title, and a scroll bar."""


class StartPage(QWidget):
    """What people see first. It asks; whoever listens to its signals acts."""

    new_requested = Signal(str, str)
    """(kind, id): start from a "template" or a "sample"."""
    open_requested = Signal()
    import_requested = Signal()
    recent_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._recent = QVBoxLayout()
        self._recent.setSpacing(4)
        self._recovered: RecoveredCards | None = None
        self._recovered_place = QVBoxLayout()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._side())
        line = QFrame()
        line.setFixedWidth(1)
        set_role(line, "line")
        row.addWidget(line)
        row.addWidget(self._choices(), 1)

    @property
    def recovered(self) -> RecoveredCards:
        """The cards for work that a crash left, made when first asked for."""
        if self._recovered is None:
            # imported here because what they show is looked for once the page is painted
            from workbench.ui.start.recovered_cards import RecoveredCards

            self._recovered = RecoveredCards()
            self._recovered_place.addWidget(self._recovered)
        return self._recovered

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # the title's font is known once its style is
        self._panel.setFixedWidth(max(_SIDE_WIDTH, self._title.sizeHint().width() + _BESIDE))

    def set_recent(self, paths: Sequence[str], now: datetime.datetime) -> None:
        """List these files, newest first; those that are gone are left out."""
        empty(self._recent)
        files = written(paths)
        for name, moment_written in list(files.items())[:8]:
            path = Path(name)
            tile = Tile(shown(path.stem), _when(path, moment_written, now), quiet=True)
            tile.setToolTip(shown(str(path), 200))
            tile.chosen.connect(lambda name=str(path): self.recent_requested.emit(name))
            self._recent.addWidget(tile)
        if not files:
            hint = QLabel(say("start.no_recent"))
            hint.setWordWrap(True)
            hint.setContentsMargins(8, 0, 8, 0)
            set_role(hint, "small")
            self._recent.addWidget(hint)

    def _side(self) -> QWidget:
        side = QWidget()
        set_role(side, "panel")
        side.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # recent entries reach further out, for the ground they get under the pointer
        outer = QVBoxLayout(side)
        outer.setContentsMargins(14, 28, 14, 20)
        column = QVBoxLayout()
        column.setContentsMargins(8, 0, 8, 0)
        column.setSpacing(8)
        outer.addLayout(column)
        title = QLabel(say("app.name"))
        set_role(title, "title")
        column.addWidget(title)
        self._title = title
        tagline = QLabel(say("app.tagline"))
        tagline.setWordWrap(True)
        set_role(tagline, "small")
        column.addWidget(tagline)
        column.addSpacing(16)
        for code, role, signal in (
            ("start.new", "primary", None),
            ("start.open", "", self.open_requested),
            ("start.import", "", self.import_requested),
        ):
            button = QPushButton(say(code))
            button.setToolTip(say(f"{code}.tip"))
            button.setMinimumHeight(36)
            if role:
                set_role(button, role)
            if signal is None:
                button.clicked.connect(
                    lambda: self.new_requested.emit("template", "business-journey")
                )
            else:
                button.clicked.connect(signal)
            column.addWidget(button)
        outer.addLayout(self._recovered_place)
        recent = _section("start.recent")
        recent.setContentsMargins(8, 20, 8, 0)
        outer.addWidget(recent)
        outer.addLayout(self._recent)
        outer.addStretch(1)
        privacy = QLabel(say("start.privacy"))
        privacy.setWordWrap(True)
        privacy.setContentsMargins(8, 0, 8, 0)
        set_role(privacy, "small")
        outer.addWidget(privacy)
        # what is listed must not make the window higher than a small screen
        self._panel = _scrolled(side, "panel")
        self._panel.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._panel.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return self._panel

    def _choices(self) -> QWidget:
        page = QWidget()
        set_role(page, "window")
        page.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(page)
        column.setContentsMargins(36, 32, 36, 32)
        column.setSpacing(12)
        column.addWidget(_section("start.templates"))
        column.addLayout(self._grid("template", templates()))
        column.addSpacing(24)
        column.addWidget(_section("start.samples"))
        column.addLayout(self._grid("sample", samples()))
        column.addStretch(1)
        return _scrolled(page, "window")

    def _grid(self, kind: str, entries: Sequence[TemplateInfo]) -> QGridLayout:
        grid = QGridLayout()
        grid.setSpacing(16)
        for index, entry in enumerate(entries):
            stages = entry.stage_count if kind == "template" else 0
            tile = Tile(entry.name, entry.description, stages)
            tile.chosen.connect(
                lambda kind=kind, name=entry.id: self.new_requested.emit(kind, name)
            )
            grid.addWidget(tile, index // _COLUMNS, index % _COLUMNS)
        for column in range(_COLUMNS):
            grid.setColumnStretch(column, 1)
            if grid.itemAtPosition(0, column) is None:
                grid.addWidget(QWidget(), 0, column)
        return grid


class Tile(QFrame):
    """A card with a name and a line about it; click, Enter or Space chooses it."""

    chosen = Signal()

    def __init__(
        self,
        name: str,
        about: str,
        stages: int = 0,
        *,
        quiet: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        set_role(self, "quiet-card" if quiet else "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(about)
        column = QVBoxLayout(self)
        column.setSpacing(4)
        if quiet:
            column.setContentsMargins(8, 6, 8, 6)
        else:
            column.setContentsMargins(16, 16, 16, 16)
        if stages:
            column.addWidget(_Strip(stages))
            column.addSpacing(8)
        title = QLabel(name)
        set_role(title, "strong")
        title.setWordWrap(True)
        text = QLabel(about)
        text.setWordWrap(True)
        set_role(text, "small")
        column.addWidget(title)
        column.addWidget(text)
        if not quiet:
            column.addStretch(1)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        inside = self.rect().contains(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and inside:
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
        else:
            super().keyPressEvent(event)


class _Strip(QWidget):
    """The stages of a model as a row of coloured blocks."""

    def __init__(self, stages: int) -> None:
        super().__init__()
        self._stages = stages
        self.setFixedHeight(34)

    def sizeHint(self) -> QSize:
        return QSize(200, 34)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        gap = 4.0
        width = (self.width() - gap * (self._stages - 1)) / self._stages
        for index in range(self._stages):
            colour = QColor(stage_colour(index))
            colour.setAlphaF(0.85)
            painter.setBrush(colour)
            block = QRectF(index * (width + gap), 0, width, self.height())
            painter.drawRoundedRect(block, 4, 4)


def _scrolled(page: QWidget, role: str) -> QScrollArea:
    """A page that is scrolled where it has no room."""
    scroll = QScrollArea()
    set_role(scroll, role)
    scroll.setWidgetResizable(True)
    scroll.setFrameShape(QFrame.Shape.NoFrame)
    scroll.setWidget(page)
    return scroll


def _section(code: str) -> QLabel:
    label = QLabel(say(code).upper())
    set_role(label, "section")
    return label


def _when(path: Path, changed: datetime.datetime | None, now: datetime.datetime) -> str:
    day = moment(changed, now) if changed is not None else ""
    return " · ".join(part for part in (shown(path.parent.name), day) if part)

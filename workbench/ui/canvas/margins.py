"""The margins around the map: stage headers, lane names, and the corner where both begin."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QGraphicsView, QToolButton, QVBoxLayout, QWidget

from workbench.drawing.tokens import Palette
from workbench.ui.canvas.header_widgets import LaneNames, StageHeaders
from workbench.ui.canvas.margin_headers import MarginHeaders
from workbench.ui.canvas.tools.gesture import Hands
from workbench.ui.canvas.tools.running import Running
from workbench.words.say import say


class Corner(QWidget):
    """Left of the stages and above the lanes: adds one at the end of either."""

    stage_wanted = Signal()
    lane_wanted = Signal(QPoint)
    """The global position where the kinds of lanes are offered."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.add_stage = self._button("stage")
        self.add_lane = self._button("lane")
        self.add_stage.clicked.connect(self.stage_wanted)
        self.add_lane.clicked.connect(self._want_lane)
        column = QVBoxLayout(self)
        column.setContentsMargins(4, 12, 4, 8)
        column.setSpacing(4)
        column.addStretch(1)
        column.addWidget(self.add_stage, alignment=Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.add_lane, alignment=Qt.AlignmentFlag.AlignLeft)

    def offer(self, wanted: bool) -> None:
        """Offer to add stages and lanes, or leave the corner empty."""
        self.add_stage.setVisible(wanted)
        self.add_lane.setVisible(wanted)

    def paint_on(self, paper: Palette) -> None:
        """Be legible on this paper, which may be lighter or darker than the window."""
        self.setStyleSheet(
            f"Corner {{ background: {paper.window}; }}"
            f"QToolButton {{ color: {paper.muted}; background: transparent; padding: 1px 6px;"
            f" border: 1px solid transparent; border-radius: 6px; }}"
            f"QToolButton:hover {{ color: {paper.accent}; background: {paper.accent_soft}; }}"
            f"QToolButton:focus {{ border-color: {paper.accent}; }}"
        )

    def _button(self, what: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(say(f"canvas.corner.{what}"))
        button.setToolTip(say(f"canvas.corner.{what}.tip"))
        button.setAccessibleName(say(f"canvas.corner.{what}.tip"))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _want_lane(self) -> None:
        self.lane_wanted.emit(self.add_lane.mapToGlobal(self.add_lane.rect().bottomLeft()))


class Margins:
    """Keeps the headers beside what is seen of the map."""

    def __init__(self, hands: Hands, running: Running) -> None:
        self._view: QGraphicsView = hands.view
        self._board = hands.scene.board
        self.stages = StageHeaders(hands.view, hands.bridge, self._board)
        self.lanes = LaneNames(hands.view, hands.bridge, self._board)
        for headers in self.both:
            headers.answer(hands, running)
        self.corner = Corner(hands.view)

    @property
    def both(self) -> tuple[MarginHeaders, MarginHeaders]:
        return self.stages, self.lanes

    def place(self, below: int) -> None:
        """Take the room that headers and names need; `below` the map is left free."""
        view = self._view
        left, top = (round(room) for room in self._board.margins)
        view.setViewportMargins(left, top, 0, below)
        seen = view.viewport().geometry()
        self.stages.setGeometry(seen.x(), seen.y() - top, seen.width(), top)
        self.lanes.setGeometry(seen.x() - left, seen.y(), left, seen.height())
        self.corner.setGeometry(seen.x() - left, seen.y() - top, left, top)
        self.corner.setVisible(top > 0)

    def follow(self) -> None:
        """Move along with the map, which was scrolled."""
        self.stages.follow()
        self.lanes.follow()

    def update(self) -> None:
        """Paint anew where stages and lanes are."""
        self.stages.update()
        self.lanes.update()

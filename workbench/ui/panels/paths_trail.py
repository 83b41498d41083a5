"""The likeliest path as a row of chips, each leading to its touchpoint."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QScrollArea, QWidget

from workbench.analysis.flow_figures import Flow
from workbench.model.document import Document
from workbench.ui.panels.chips import Chip
from workbench.ui.panels.paths_rows import percent
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say


class PathTrail(QWidget):
    """The likeliest path with its probability."""

    chosen = Signal(str)
    """The touchpoint of the chip that was clicked."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[str, str], ...] | None = None
        self._title, self._none = QLabel(), QLabel()
        self._title.setToolTip(say("paths.likeliest.tip"))
        set_role(self._title, "strong")
        set_role(self._none, "muted")
        self._none.setText(say("paths.likeliest.none"))
        self._area = _Sideways()
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setWidgetResizable(True)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 12, 4)
        row.setSpacing(8)
        row.addWidget(self._title)
        row.addWidget(self._none)
        row.addWidget(self._area, 1)
        self._area.setFixedHeight(Chip(theme, "Ag").sizeHint().height())

    def show_flow(self, document: Document, flow: Flow, tried: Flow | None) -> None:
        """Show the path of `tried` where something is tried, else that of `flow`."""
        path = (tried or flow).likeliest
        title = say("paths.likeliest_then" if tried else "paths.likeliest")
        self._title.setText(f"{title}  {percent(path.probability)}" if path else title)
        self._none.setVisible(path is None)
        self._area.setVisible(path is not None)
        found = path.touchpoints if path else ()
        steps = tuple(
            (item, document.touchpoints[item].title)
            for item in found
            if item in document.touchpoints
        )
        if steps != self._shown:
            self._shown = steps
            self._area.setWidget(self._chips(steps))

    def _chips(self, steps: tuple[tuple[str, str], ...]) -> QWidget:
        inside = QWidget()
        set_role(inside, "panel")
        row = QHBoxLayout(inside)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for place, (touchpoint, title) in enumerate(steps):
            if place:
                arrow = QLabel("→")
                set_role(arrow, "muted")
                row.addWidget(arrow)
            chip = Chip(self._theme, title, "accent")
            chip.setToolTip(say("paths.step.tip", title=title))
            chip.clicked.connect(lambda _=False, name=touchpoint: self.chosen.emit(name))
            row.addWidget(chip)
        row.addStretch(1)
        return inside


class _Sideways(QScrollArea):
    """Scrolls to the side with the wheel of any mouse."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        turn = event.angleDelta()
        bar = self.horizontalScrollBar()
        bar.setValue(bar.value() - (turn.x() or turn.y()))

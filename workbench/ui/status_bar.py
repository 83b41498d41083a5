"""The status bar: counts, selection, save state, zoom."""

from __future__ import annotations

import math

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QLabel, QPushButton, QSlider, QStatusBar, QWidget

from workbench.model import queries
from workbench.model.problems import Problem
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView
from workbench.ui.canvas.zoom import LEAST, MOST
from workbench.ui.files.files import Files
from workbench.ui.files.standing import SaveState
from workbench.ui.theme import Theme, set_role
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

_STEPS = 100


class StatusBar(QStatusBar):
    """What is on the map, whether it is saved, and how large it is shown."""

    def __init__(
        self, bridge: Bridge, files: Files, view: MapView, theme: Theme, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge, self._files, self._theme = bridge, files, theme
        self.setSizeGripEnabled(False)
        self._counts = [QLabel() for _ in range(4)]
        self._why_not_saved = ""
        self._saved, self._trouble = QLabel(), QLabel()
        for label in (*self._counts, self._saved, self._trouble):
            self.addWidget(label)
        self._trouble.setText(say("status.not_kept"))
        self._trouble.hide()
        fit = QPushButton(say("status.fit"))
        set_role(fit, "quiet")
        fit.clicked.connect(view.fit_all)
        self._slider = QSlider(Qt.Orientation.Horizontal)
        self._slider.setRange(0, _STEPS)
        self._slider.setFixedWidth(96)
        self._slider.setAccessibleName(say("status.zoom_name"))
        self._slider.setToolTip(say("status.zoom_name"))
        self._slider.valueChanged.connect(lambda value: view.set_scale(_scale(value)))
        self._zoom = QLabel()
        self._zoom.setMinimumWidth(52)
        self._zoom.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        for widget in (fit, self._slider, self._zoom):
            self.addPermanentWidget(widget)
        files.not_saved_by_itself.connect(self._on_not_saved_by_itself)
        view.scale_changed.connect(self._show_scale)
        self._show_scale(view.scale_factor())
        for signal in (
            bridge.changed,
            bridge.map_changed,
            bridge.selection_changed,
            bridge.findings_changed,
            files.state_changed,
            theme.changed,
        ):
            signal.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say what is there now."""
        document, map_id = self._bridge.document, self._bridge.map_id
        touchpoints, placed = queries.touchpoint_counts(document, map_id)
        texts = [
            say("status.stages", n=len(queries.stages(document, map_id))),
            say("status.touchpoints", n=touchpoints, placed=placed),
            say("status.gaps", n=len(self._bridge.open_findings)),
            say("status.selected", n=len(self._bridge.selection)),
        ]
        for label, text in zip(self._counts, texts, strict=True):
            label.setText(text)
        for label in (*self._counts[:2], self._saved):
            label.setVisible(self._bridge.is_begun)
        self._counts[2].setVisible(self._bridge.is_analysed)
        self._counts[-1].setVisible(len(self._bridge.selection) > 1)
        self._show_save_state()

    def show_trouble(self, problem: Problem | None) -> None:
        """Say that edits are not kept for the case of a crash, and why; None: they are again."""
        self._trouble.setVisible(problem is not None)
        if problem is not None:
            why = say("status.not_kept.tip", why=sentence(problem))
            self._trouble.setToolTip(why)
            self._trouble.setAccessibleDescription(why)

    def _on_not_saved_by_itself(self, problem: Problem | None) -> None:
        # what somebody else wrote is told by what watches the file
        self._why_not_saved = sentence(problem) if problem is not None else ""
        self._show_save_state()

    def _show_save_state(self) -> None:
        colours = self._theme.palette
        saved_at = self._files.saved_at
        if self._files.state is not SaveState.CHANGED:
            self._why_not_saved = ""
        match self._files.state:
            case SaveState.SAVED:
                time = f"{saved_at:%H:%M}" if saved_at else ""
                code = (
                    "status.saved_by_itself" if self._files.is_saved_by_itself else "status.saved"
                )
                text, colour = say(code, time=time).rstrip(), colours.good
            case SaveState.SAVING:
                text, colour = say("status.saving"), colours.muted
            case SaveState.CHANGED:
                code = "status.not_saved_by_itself" if self._why_not_saved else "status.changed"
                text, colour = say(code), colours.warn
            case SaveState.NEVER_SAVED:
                text, colour = say("status.unsaved"), colours.muted
        if self._files.is_read_only:
            text = f"{say('status.read_only')} · {text}"
        self._saved.setText(text)
        self._saved.setToolTip(self._why_not_saved)
        sheet = f"color: {colour};"
        # a widget polishes itself anew even for the sheet it has
        if sheet != self._saved.styleSheet():
            self._saved.setStyleSheet(sheet)
        warning = f"color: {colours.warn};"
        if warning != self._trouble.styleSheet():
            self._trouble.setStyleSheet(warning)

    def _show_scale(self, scale: float) -> None:
        with QSignalBlocker(self._slider):
            self._slider.setValue(_position(scale))
        self._zoom.setText(say("status.zoom", percent=round(scale * 100)))


def _scale(position: int) -> float:
    return LEAST * math.pow(MOST / LEAST, position / _STEPS)


def _position(scale: float) -> int:
    return round(_STEPS * math.log(scale / LEAST) / math.log(MOST / LEAST))

"""The bottom of the wizard: how much comes of the file, saving the mapping, and importing."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from workbench.ui.foreign_import.one_line import OneLine
from workbench.ui.theme import set_role
from workbench.words.say import known, say

_COUNTED = ("maps", "stages", "lanes", "touchpoints", "notes", "personas")
_COUNT = "foreign_import.count.unplaced"
_PATIENCE_MS = 300


class FootBar(QWidget):
    """Counts at the left, buttons at the right."""

    unplaced_wanted = Signal()
    save_wanted = Signal(str)
    """Keep the mapping under this name."""
    cancelled = Signal()
    new_wanted = Signal()
    here_wanted = Signal()

    def __init__(self, *, can_import_here: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self.counts = OneLine()
        set_role(self.counts, "strong")
        self.unplaced = _button(_COUNT, "quiet")
        self.unplaced.clicked.connect(self.unplaced_wanted)
        self.save = _button("foreign_import.save", "quiet")
        self.cancel = _button("foreign_import.cancel")
        self.new = _button("foreign_import.new", "" if can_import_here else "primary")
        self.here = _button("foreign_import.here", "primary")
        self.here.setVisible(can_import_here)
        self.cancel.clicked.connect(self.cancelled)
        self.new.clicked.connect(self.new_wanted)
        self.here.clicked.connect(self.here_wanted)
        self.save.clicked.connect(lambda: self._ask_name(True))
        (self.here if can_import_here else self.new).setDefault(True)
        self._naming = self._name_row()
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.counts)
        row.addWidget(self.unplaced)
        row.addStretch(1)
        for button in (self.save, self.cancel, self.new, self.here):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 10, 20, 12)
        column.setSpacing(8)
        column.addWidget(self._naming)
        column.addLayout(row)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(_PATIENCE_MS)
        self._patience.timeout.connect(self._show_reading)

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Say how much comes of the file; without anything there is nothing to import."""
        self._counts = counts
        parts = [
            say(f"foreign_import.count.{table}", n=counts[table])
            for table in _COUNTED
            if counts.get(table, 0) > (table == "maps")
        ]
        unplaced = counts.get("unplaced", 0)
        if parts and not unplaced:
            parts.append(say("foreign_import.count.all_placed"))
        self.counts.setText(" · ".join(parts))
        self.counts.setToolTip(self.counts.text())
        self.unplaced.setText(say(_COUNT, n=unplaced))
        self.unplaced.setVisible(bool(unplaced))
        self._enable(bool(parts))
        self.save.setVisible(bool(parts))
        self.here.setText(say(_here(counts)))

    def show_waiting(self, waiting: bool) -> None:
        """While an answer is waited for for more than a moment, say so."""
        if waiting:
            self._patience.start()
        else:
            self._patience.stop()
            self.show_counts(self._counts)

    def tell_saved(self, name: str) -> None:
        """Say that the mapping is kept."""
        self.save.setText(say("foreign_import.saved", name=name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._keep_name()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self._ask_name(False)
                return True
        return super().eventFilter(watched, event)

    def _show_reading(self) -> None:
        self.counts.setText(say("foreign_import.reading"))
        self.unplaced.hide()
        self._enable(False)

    def _enable(self, on: bool) -> None:
        for button in (self.here, self.new, self.save):
            button.setEnabled(on)

    def _name_row(self) -> QWidget:
        naming = QWidget()
        label = QLabel(say("foreign_import.save.name"))
        set_role(label, "field")
        self.name = QLineEdit()
        self.name.setPlaceholderText(say("foreign_import.save.hint"))
        self.name.setAccessibleName(say("foreign_import.save.name"))
        self.name.setMaximumWidth(280)
        self.name.installEventFilter(self)
        label.setBuddy(self.name)
        self.keep = _button("foreign_import.save.keep")
        self.keep.setEnabled(False)
        give_up = _button("foreign_import.save.cancel", "quiet")
        self.name.textChanged.connect(lambda text: self.keep.setEnabled(bool(text.strip())))
        self.keep.clicked.connect(self._keep_name)
        give_up.clicked.connect(lambda: self._ask_name(False))
        row = QHBoxLayout(naming)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addStretch(1)
        for widget in (label, self.name, self.keep, give_up):
            row.addWidget(widget)
        naming.hide()
        return naming

    def _ask_name(self, wanted: bool) -> None:
        self._naming.setVisible(wanted)
        (self.name if wanted else self.save).setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_name(self) -> None:
        name = self.name.text().strip()
        if name:
            self._ask_name(False)
            self.save_wanted.emit(name)


def _here(counts: Mapping[str, int]) -> str:
    """The code of what importing into the open workspace is called."""
    if counts.get("personas") and not counts.get("stages"):
        return "foreign_import.here.personas"
    return f"foreign_import.here{'.maps' if counts.get('maps', 0) > 1 else ''}"


def _button(code: str, role: str = "") -> QPushButton:
    button = QPushButton("" if code == _COUNT else say(code))
    button.setAutoDefault(False)
    if known(f"{code}.tip"):
        button.setToolTip(say(f"{code}.tip"))
    if role:
        set_role(button, role)
    return button

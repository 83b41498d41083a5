"""Whom to send a rating sheet to, what to ask about, and where to put the files."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QFileDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis.ratings import participants
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_WIDTH, _LIST_HEIGHT = 640, 196


class SheetRequest(NamedTuple):
    """What was chosen; `stages` are ids, None for all."""

    names: tuple[str, ...]
    stages: tuple[str, ...] | None
    folder: Path
    overwrite: bool


class RatingSheetsDialog(QDialog):
    """Names at the left, stages at the right, a folder below; `request` after Make."""

    def __init__(
        self,
        document: Document,
        map_id: str,
        theme: Theme,
        folder: Path,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        name = document.maps[map_id].name
        self.setWindowTitle(say("rating_dialog.title"))
        set_role(self, "panel")
        self._names = QPlainTextEdit("\n".join(p.name for p in participants(document)))
        self._names.setPlaceholderText(say("rating_dialog.names.hint"))
        self._names.setTabChangesFocus(True)
        self._names.setFixedHeight(_LIST_HEIGHT)
        self._stages = _stage_boxes(document, map_id)
        self._folder = QLineEdit(str(folder))
        self._overwrite = QCheckBox(say("rating_dialog.overwrite"))
        self._overwrite.setToolTip(say("rating_dialog.overwrite.tip"))
        self._why = QLabel()
        set_role(self._why, "small")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(4)
        layout.addWidget(_label(say("rating_dialog.heading", map=name), "heading"))
        explanation = _label(say("rating_dialog.explanation"), "muted")
        explanation.setWordWrap(True)
        layout.addWidget(explanation)
        layout.addSpacing(12)
        layout.addLayout(self._lists())
        layout.addSpacing(12)
        layout.addLayout(self._folder_row())
        layout.addWidget(self._overwrite)
        layout.addSpacing(16)
        layout.addLayout(self._button_row())
        self.setMinimumWidth(_WIDTH)
        self._names.textChanged.connect(self._check)
        self._folder.textChanged.connect(self._check)
        for box, _ in self._stages.values():
            box.toggled.connect(self._check)
        self._check()
        self._names.setFocus()

    def request(self) -> SheetRequest:
        """What is chosen now."""
        chosen = tuple(name for name, (box, _) in self._stages.items() if box.isChecked())
        is_all = all(box.isChecked() for box, count in self._stages.values() if count)
        return SheetRequest(
            names=self._people(),
            stages=None if is_all else chosen,
            folder=Path(self._folder.text().strip()).expanduser(),
            overwrite=self._overwrite.isChecked(),
        )

    def _lists(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(24)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(4)
        label = _label(say("rating_dialog.names"), "field")
        label.setBuddy(self._names)
        left.addWidget(label)
        left.addWidget(self._names)
        right.addWidget(_label(say("rating_dialog.stages"), "field"))
        right.addWidget(self._stage_list())
        row.addLayout(left, 1)
        row.addLayout(right, 1)
        return row

    def _stage_list(self) -> QWidget:
        page = QWidget()
        set_role(page, "panel")
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        for box, count in self._stages.values():
            line = QHBoxLayout()
            line.addWidget(box, 1)
            line.addWidget(_label(say("rating_dialog.touchpoints", n=count), "muted"))
            column.addLayout(line)
        column.addStretch(1)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFixedHeight(_LIST_HEIGHT)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(page)
        return area

    def _folder_row(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        label = _label(say("rating_dialog.folder"), "field")
        label.setBuddy(self._folder)
        choose = QPushButton(say("rating_dialog.choose"))
        choose.setAutoDefault(False)
        choose.clicked.connect(self._choose_folder)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._folder, 1)
        row.addWidget(choose)
        column.addWidget(label)
        column.addLayout(row)
        return column

    def _button_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self._why, 1)
        cancel = QPushButton(say("review.cancel"))
        cancel.setAutoDefault(False)
        cancel.clicked.connect(self.reject)
        self._make = QPushButton()
        set_role(self._make, "primary")
        self._make.setDefault(True)
        self._make.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(self._make)
        return row

    def _choose_folder(self) -> None:
        name = QFileDialog.getExistingDirectory(
            self, say("rating_dialog.folder"), str(self.request().folder)
        )
        if name:
            self._folder.setText(name)

    def _people(self) -> tuple[str, ...]:
        """The names that were written, each once whatever its case."""
        names = (" ".join(line.split()) for line in self._names.toPlainText().splitlines())
        first: dict[str, str] = {}
        for name in filter(None, names):
            first.setdefault(name.casefold(), name)
        return tuple(first.values())

    def _check(self) -> None:
        """Say how many sheets come of it, or what is missing for any."""
        people = len(self._people())
        asked = sum(count for box, count in self._stages.values() if box.isChecked())
        missing = (
            "names" if not people else "touchpoints" if not asked else
            "folder" if not self._folder.text().strip() else ""
        )  # fmt: skip
        made = say("rating_dialog.make", n=people) if people else say("rating_dialog.make_none")
        self._make.setText(made)
        self._make.setEnabled(not missing)
        self._why.setText(
            say(f"rating_dialog.lacks.{missing}")
            if missing
            else say("rating_dialog.asked", n=asked)
        )


def _stage_boxes(document: Document, map_id: str) -> dict[str, tuple[QCheckBox, int]]:
    """A ticked box per stage with how many touchpoints it has; none to tick without any."""
    counts = {stage.id: 0 for stage in queries.stages(document, map_id)}
    for touchpoint in queries.touchpoints(document, map_id):
        counts[touchpoint.stage] += 1
    boxes = {}
    for name, count in counts.items():
        box = QCheckBox(document.stages[name].name.replace("&", "&&"))
        box.setChecked(bool(count))
        box.setEnabled(bool(count))
        boxes[name] = (box, count)
    return boxes


def _label(text: str, role: str) -> QLabel:
    label = QLabel(text)
    label.setTextFormat(Qt.TextFormat.PlainText)
    set_role(label, role)
    return label

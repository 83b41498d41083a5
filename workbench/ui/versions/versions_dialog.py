"""The versions of a file: when, what they hold, what changed since; a copy of each can be had."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSize, Qt
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from workbench.model.document import Document
from workbench.model.problems import JourneyError
from workbench.store import workspace_file
from workbench.store.versions import Version
from workbench.ui.list_table import dress_as_list
from workbench.ui.theme import Theme, set_role
from workbench.ui.versions.changes_view import ChangesView
from workbench.ui.versions.version_rows import SIZE, WHEN, VersionRows
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

_SIZE = QSize(1240, 820)
_OF_SCREEN = 0.92
_LIST_WIDTH, _LIST_SHARE = 420, 0.36


class VersionsDialog(QDialog):
    """Left the versions, newest first; right what changed since the one that is chosen."""

    def __init__(
        self,
        theme: Theme,
        versions: Sequence[Version],
        name: str,
        about: str,
        parent: QWidget | None = None,
        *,
        today: Document | None,
        map_id: str = "",
        first: int = 0,
    ) -> None:
        """`about` says what these are; `today` is the document to compare with, if there is one.

        The version at `first` is shown, on the map of that id if it is there.
        """
        super().__init__(parent)
        self.chosen: Version | None = None
        """The version that the person wants a copy of."""
        self._versions, self._today, self._map = versions, today, map_id
        self.setWindowTitle(say("versions.title", name=name))
        set_role(self, "panel")
        self.table = self._make_table()
        self.changes = ChangesView(theme, begins_then=True)
        self._heading, self._told = QLabel(), QLabel()
        set_role(self._heading, "strong")
        set_role(self._told, "muted")
        self._told.setWordWrap(True)
        for label in (self._heading, self._told):
            label.setTextFormat(Qt.TextFormat.PlainText)
        self._copy = QPushButton(say("versions.open_copy"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(28, 24, 28, 24)
        layout.setSpacing(4)
        heading = QLabel(say("versions.heading"))
        set_role(heading, "heading")
        explained = QLabel(about)
        explained.setTextFormat(Qt.TextFormat.PlainText)
        explained.setWordWrap(True)
        set_role(explained, "small")
        layout.addWidget(heading)
        layout.addWidget(explained)
        layout.addSpacing(12)
        self._sides = QSplitter()
        layout.addWidget(self._filled() if versions else _empty(), 1)
        layout.addSpacing(16)
        layout.addLayout(self._buttons())
        self.resize(_SIZE.boundedTo(self.screen().availableSize() * _OF_SCREEN))
        room = self.width()
        listed = min(_LIST_WIDTH, round(room * _LIST_SHARE))
        self._sides.setSizes([listed, room - listed])
        if versions:
            self.table.selectRow(min(first, len(versions) - 1))
        self._look()
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._look())
        self.table.setFocus()

    def _make_table(self) -> QTableView:
        table = QTableView()
        table.setModel(VersionRows(self._versions, datetime.datetime.now(), table))
        table.setAccessibleName(say("versions.table"))
        dress_as_list(table)
        header = table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(WHEN + 1, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(SIZE, QHeaderView.ResizeMode.ResizeToContents)
        return table

    def _filled(self) -> QWidget:
        """The versions beside what changed since, in the splitter."""
        told = QWidget()
        told_column = QVBoxLayout(told)
        told_column.setContentsMargins(0, 0, 0, 0)
        told_column.addWidget(self._told)
        told_column.addStretch(1)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.changes)
        self._pages.addWidget(told)
        shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(12, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._heading)
        column.addWidget(self._pages, 1)
        self._sides.setChildrenCollapsible(False)
        self._sides.addWidget(self.table)
        self._sides.addWidget(shown)
        self._sides.setStretchFactor(1, 1)
        return self._sides

    def _buttons(self) -> QHBoxLayout:
        close = QPushButton(say("versions.close"))
        close.setAutoDefault(False)
        close.clicked.connect(self.reject)
        set_role(self._copy, "primary")
        self._copy.setToolTip(say("versions.open_copy.tip"))
        self._copy.setDefault(True)
        self._copy.setEnabled(False)
        self._copy.clicked.connect(self._choose)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(close)
        row.addWidget(self._copy)
        return row

    def _look(self) -> None:
        version = self._current()
        if version is None:
            return
        row = VersionRows.when(version, datetime.datetime.now())
        try:
            then = workspace_file.read(version.path).document
        except JourneyError as error:
            self._copy.setEnabled(False)
            self._tell(row, sentence(error.problem))
            return
        self._copy.setEnabled(True)
        today = self._today
        self.changes.show_changes(then, then if today is None else today, self._map)
        n = self.changes.count
        if today is None:
            heading = say("versions.of", when=row)
        else:
            heading = say("versions.since", n=n, when=row) if n else say("versions.same", when=row)
        self._heading.setText(heading)
        self._pages.setCurrentWidget(self.changes)

    def _tell(self, when: str, text: str) -> None:
        self._heading.setText(say("versions.of", when=when))
        self._told.setText(text)
        self._pages.setCurrentIndex(1)

    def _current(self) -> Version | None:
        index: QModelIndex = self.table.currentIndex()
        return self._versions[index.row()] if index.isValid() else None

    def _choose(self) -> None:
        self.chosen = self._current()
        self.accept()


def _empty() -> QLabel:
    label = QLabel(say("versions.none"))
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setWordWrap(True)
    set_role(label, "muted")
    return label

"""Beside the list of opinions: how much each participant rated, or what they say of one card."""

from __future__ import annotations

from functools import partial
from html import escape
from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from workbench.analysis import ratings
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.theme import Theme, set_role
from workbench.words.say import number, say

_SCALE = 0.94
_LEAST = 176


class _Line(NamedTuple):
    """One participant: figures beside the name, words below it."""

    name: str
    figures: tuple[str, ...]
    words: str


class PeopleView(QWidget):
    """A heading and a list; all participants, until it is told of a touchpoint."""

    removal_wanted = Signal(str)
    """Remove this participant with all that they answered."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._heads: tuple[str, ...] = ()
        self._lines: tuple[_Line, ...] = ()
        self._whole, self._written = "", ""
        self._title, self._back = QLabel(), QPushButton(say("ratings.back"))
        self._title.setTextFormat(Qt.TextFormat.PlainText)
        self._title.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        set_role(self._title, "strong")
        set_role(self._back, "quiet")
        self._back.setToolTip(say("ratings.back.tip"))
        self.back = self._back.clicked
        self._remove = QPushButton(say("ratings.remove"))
        set_role(self._remove, "quiet")
        self._remove.setToolTip(say("ratings.remove.tip"))
        self._remove.setMenu(QMenu(self._remove))
        self._list = QTextBrowser()
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setOpenLinks(False)
        self._list.setFont(theme.font(_SCALE))
        self._list.document().setDocumentMargin(0)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self._back)
        head.addWidget(self._remove)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 8, 8, 0)
        self._column.setSpacing(4)
        self._column.addLayout(head)
        self._column.addWidget(self._list, 1)
        self.setMinimumWidth(_LEAST)
        theme.changed.connect(self._write)

    def show_counts(self, document: Document, map_id: str) -> None:
        """List all participants with how many touchpoints of the map they rated."""
        total = len(queries.touchpoints(document, map_id))
        people = document.participants
        self._heads = ("",)
        self._lines = tuple(
            _Line(
                people[name].name,
                (say("ratings.people.rated", n=n, total=total),),
                people[name].remarks,
            )
            for name, n in ratings.answered(document, map_id).items()
        )
        menu = self._remove.menu()
        menu.clear()
        for person in ratings.participants(document):
            # bound now: the loop goes on
            wanted = partial(self.removal_wanted.emit, person.id)
            menu.addAction(person.name.replace("&", "&&"), wanted)
        self._remove.setVisible(bool(people))
        self._back.hide()
        self._show(say("ratings.people.title"), say("ratings.people.table"))

    def show_touchpoint(self, document: Document, map_id: str, touchpoint: str) -> None:
        """List what each participant says of one touchpoint of the map."""
        title = document.touchpoints[touchpoint].title
        self._heads = tuple(say(f"ratings.said.{question}") for question in ratings.QUESTIONS)
        self._lines = tuple(
            _Line(
                document.participants[item.participant].name,
                tuple(_shown(getattr(item, question)) for question in ratings.QUESTIONS),
                item.remark,
            )
            for item in ratings.ratings_by_touchpoint(document, map_id).get(touchpoint, ())
        )
        self._back.show()
        self._remove.hide()
        self._show(title, say("ratings.said.table", title=title))

    def _show(self, title: str, spoken: str) -> None:
        self._whole = title
        self._title.setToolTip(title)
        self._column.activate()
        self._cut_title()
        self._list.setAccessibleName(spoken)
        self._write()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._cut_title()

    def _write(self) -> None:
        muted = self._theme.palette.muted
        parts = []
        for line in self._lines:
            figures = " · ".join(
                f"{head}\u00a0{figure}" if head else figure
                for head, figure in zip(self._heads, line.figures, strict=True)
            )
            words = f"<br>{_html(line.words)}" if line.words else ""
            parts.append(
                f'<p style="margin:0 0 8px 0"><b>{_html(line.name)}</b> &nbsp;'
                f'<span style="color:{muted}">{_html(figures)}{words}</span></p>'
            )
        html = "".join(parts)
        # the place that somebody has scrolled to is kept while nothing changes
        if html != self._written:
            self._written = html
            self._list.setHtml(html)

    def _cut_title(self) -> None:
        room = self._title.width()
        cut = self._title.fontMetrics().elidedText(self._whole, Qt.TextElideMode.ElideRight, room)
        self._title.setText(cut)


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _shown(value: float | None) -> str:
    return say("ratings.none") if value is None else number(value, 2)

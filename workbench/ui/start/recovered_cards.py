"""The start page's cards for work that a crash left: to look at, to give up, to find."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from functools import partial
from itertools import islice
from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from workbench.store.journal import Step, Unsaved
from workbench.store.recovery import Aside, Found, is_aside
from workbench.ui.layouts import empty
from workbench.ui.moments import moment
from workbench.ui.theme import set_role
from workbench.words.patch_names import patch_name
from workbench.words.say import known, say

_SHOWN = 3
_LATEST = 3
_LOOKED_AT = 12
_LEAST_HEIGHT = 120


class RecoveredCards(QScrollArea):
    """Asks; whoever listens to its signals acts. Hidden while there is nothing.

    As high as its cards, and scrolled where the page is not.
    """

    look_requested = Signal(object)
    """A journal.Unsaved, or a recovery.Aside: let the person see it, and perhaps have it back."""
    give_up_requested = Signal(object)
    """A journal's Path: the work in it is not wanted."""
    undo_requested = Signal(object)
    """A journal's Path: the work in it is wanted after all."""
    folder_requested = Signal(object)
    """A Path: show it in its folder."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: dict[Path, str] = {}
        cards = QWidget()
        self._column = QVBoxLayout(cards)
        self._column.setSpacing(8)
        # as wide as the buttons above
        self._column.setContentsMargins(8, 10, 8, 0)
        for part in (self, cards):
            set_role(part, "panel")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setMinimumHeight(_LEAST_HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidget(cards)
        self.hide()

    def sizeHint(self) -> QSize:
        height = self._column.totalHeightForWidth(self.viewport().width())
        return QSize(super().sizeHint().width(), height)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            # lines break elsewhere
            self.updateGeometry()

    def show_found(self, found: Found, given_up: frozenset[Path], now: datetime.datetime) -> None:
        """A card for each of the newest; those given up can be had back until one goes on."""
        empty(self._column)
        cards: list[tuple[Path, Callable[[], QFrame]]] = [
            *((work.journal, partial(self._offer, work, now)) for work in found.works),
            *((item.journal, partial(self._aside, item, now)) for item in found.aside),
        ]
        for path, make in cards[:_SHOWN]:
            self._column.addWidget(self._given_up(path) if path in given_up else make())
        if len(cards) > _SHOWN:
            beyond = cards[_SHOWN][0]
            text = say("recovered.more", n=len(cards) - _SHOWN)
            more = self._button("recovered.more", self.folder_requested, beyond, text)
            self._column.addWidget(more)
        self.setVisible(bool(cards))
        self.updateGeometry()

    def _offer(self, work: Unsaved, now: datetime.datetime) -> QFrame:
        count, when = len(work.changes().changes), moment(work.last, now)
        self._names[work.journal] = work.name
        return _card(
            say("recovered.title"),
            [
                say("recovered.about", n=count, name=work.name, when=when),
                say("recovered.latest", edits=latest_edits(work.steps)),
            ],
            [
                self._button("recovered.look", self.look_requested, work, is_quiet=False),
                self._button("recovered.discard", self.give_up_requested, work.journal),
            ],
        )

    def _aside(self, item: Aside, now: datetime.datetime) -> QFrame:
        work = item.work
        self._names[item.journal] = work.name if work is not None else item.journal.name
        folder = self._button("recovered.folder", self.folder_requested, item.journal)
        folder.setToolTip(say("recovered.folder.tip", path=item.journal))
        looks = []
        if work is None:
            why = "unreadable" if item.why == "damaged" else item.why
            lines = [say(f"recovered.aside.{why}", when=moment(item.written, now))]
        else:
            count, when = len(work.changes().changes), moment(work.last, now)
            lines = [say(f"recovered.aside.{item.why}", n=count, name=work.name, when=when)]
            look = self._button("recovered.aside.look", self.look_requested, item, is_quiet=False)
            looks.append(look)
        remove = self._button("recovered.remove", self.give_up_requested, item.journal)
        return _card(say("recovered.aside"), lines, looks, [folder, remove], role="plain-card")

    def _given_up(self, path: Path) -> QFrame:
        code = "recovered.removed" if is_aside(path) else "recovered.discarded"
        undo = self._button("recovered.undo", self.undo_requested, path)
        told = say(code, name=self._names.get(path, path.name))
        return _card("", [told], [undo], role="plain-card")

    def _button(
        self,
        code: str,
        signal: SignalInstance,
        about: object,
        text: str = "",
        *,
        is_quiet: bool = True,
    ) -> QPushButton:
        button = QPushButton(text or say(code))
        button.setToolTip(say(f"{code}.tip") if known(f"{code}.tip") else "")
        if is_quiet:
            set_role(button, "quiet")
        button.clicked.connect(lambda: signal.emit(about))
        return button


def latest_edits(steps: Sequence[Step]) -> str:
    """The last few edits in words, the latest first; the same in a row is said once."""
    names = (patch_name(step.patch.label) for step in reversed(steps))
    return "; ".join(list(dict.fromkeys(islice(names, _LOOKED_AT)))[:_LATEST])


def _card(
    title: str, lines: Sequence[str], *rows: Sequence[QPushButton], role: str = "notice-card"
) -> QFrame:
    """A heading, lines of text and rows of buttons, as far as there are any."""
    card = QFrame()
    set_role(card, role)
    column = QVBoxLayout(card)
    column.setContentsMargins(8, 10, 8, 8)
    column.setSpacing(4)
    for text, look in ((title, "strong"), *((line, "small") for line in lines)):
        if text:
            label = QLabel(text)
            label.setTextFormat(Qt.TextFormat.PlainText)
            label.setWordWrap(True)
            # a long name without a blank must not widen the page
            label.setMinimumWidth(1)
            set_role(label, look)
            column.addWidget(label)
    for buttons in rows:
        row = QHBoxLayout()
        row.setSpacing(4)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        if buttons:
            column.addLayout(row)
    return card

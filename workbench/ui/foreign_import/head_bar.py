"""The top of the wizard: what the file is, how its text is read, which mapping suits it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.exchange.foreign_answers import Offer, Opened
from workbench.exchange.reading.encodings import CHOICES
from workbench.exchange.reading.separators import SEPARATORS
from workbench.ui.foreign_import.one_line import OneLine
from workbench.ui.panels.controls import ComboBox
from workbench.ui.theme import set_role
from workbench.words.say import say

_ENCODING_LENGTH = 18


class HeadBar(QWidget):
    """Heading, explanation, and for text files the encoding and separator."""

    text_chosen = Signal(str, str)
    """(encoding, separator): read the file so."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.explanation = OneLine(), QLabel()
        set_role(self.heading, "heading")
        set_role(self.explanation, "small")
        self.explanation.setWordWrap(True)
        self.encoding, self.separator = ComboBox(), ComboBox()
        for encoding in CHOICES:
            self.encoding.addItem(say(f"foreign_import.encoding.{encoding}"), encoding)
        for separator in (*SEPARATORS, ""):
            self.separator.addItem(say(f"foreign_import.separator.{separator}"), separator)
        self.encoding.setMinimumContentsLength(_ENCODING_LENGTH)
        for box in (self.encoding, self.separator):
            box.activated.connect(self._choose_text)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(self.heading)
        words.addWidget(self.explanation)
        row = QHBoxLayout(self)
        row.setContentsMargins(20, 16, 20, 12)
        row.setSpacing(16)
        row.addLayout(words, 1)
        self._text = QWidget()
        choices = QHBoxLayout(self._text)
        choices.setContentsMargins(0, 0, 0, 0)
        choices.setSpacing(8)
        for box, code in (
            (self.encoding, "foreign_import.encoding"),
            (self.separator, "foreign_import.separator"),
        ):
            label = QLabel(say(code))
            set_role(label, "field")
            label.setBuddy(box)
            box.setAccessibleName(say(code))
            box.setToolTip(say(f"{code}.tip"))
            choices.addWidget(label)
            choices.addWidget(box)
        row.addWidget(self._text, 0, Qt.AlignmentFlag.AlignTop)

    def show_file(self, opened: Opened) -> None:
        """Show how the file was read."""
        self._text.setVisible(opened.kind == "text")
        self.encoding.setCurrentIndex(self.encoding.findData(opened.encoding))
        self.separator.setCurrentIndex(self.separator.findData(opened.separator))

    def say_what(self, heading: str, explanation: str) -> None:
        """Say what the file is."""
        self.heading.setText(heading)
        self.heading.setToolTip(heading)
        self.explanation.setText(explanation)

    def _choose_text(self) -> None:
        self.text_chosen.emit(self.encoding.currentData(), self.separator.currentData())


class OfferBar(QWidget):
    """Offers a saved mapping that suits the file."""

    used = Signal(str)
    """The mapping of this name is wanted."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        card = QFrame()
        set_role(card, "notice-card")
        self._name = ""
        self._text = QLabel()
        self.use = QPushButton(say("foreign_import.offer.use"))
        no = QPushButton(say("foreign_import.offer.no"))
        set_role(no, "quiet")
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 0, 20, 12)
        outer.addWidget(card)
        row = QHBoxLayout(card)
        row.setContentsMargins(12, 6, 8, 6)
        row.setSpacing(8)
        row.addWidget(self._text, 1)
        for button in (self.use, no):
            button.setAutoDefault(False)
            row.addWidget(button)
        self.use.clicked.connect(self._use)
        no.clicked.connect(self.hide)
        self.hide()

    def show_offers(self, offers: tuple[Offer, ...]) -> None:
        """Offer the first of these, which suits best; nothing where there is none."""
        self.setVisible(bool(offers))
        if offers:
            self._name = offers[0].name
            self._text.setText(say("foreign_import.offer", name=self._name))

    def _use(self) -> None:
        self.hide()
        self.used.emit(self._name)

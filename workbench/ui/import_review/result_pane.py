"""The map as it would be with what is ticked, below the list of changes."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.problems import JourneyError
from workbench.model.proposal import Proposal, Suggestion
from workbench.ui.import_review.proposed import Proposed, map_of, proposed
from workbench.ui.map_preview import MapPreview
from workbench.ui.theme import Theme, set_role
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

_PAUSE_MS = 150


class ResultPane(QWidget):
    """Follows the ticks; marks what is new, moved, changed and gone."""

    card_chosen = Signal(str, str)
    """(table, id): this card was clicked."""

    def __init__(
        self,
        theme: Theme,
        document: Document,
        proposal: Proposal,
        map_id: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._document, self._proposal = document, proposal
        self._accepted: frozenset[int] = frozenset()
        self._result = Proposed(document, {})
        self._preview = MapPreview(theme, document)
        self._preview.setAccessibleName(say("review.result.canvas"))
        self._preview.card_chosen.connect(self.card_chosen)
        self._told = QLabel()
        set_role(self._told, "small")
        self._maps = QComboBox()
        self._maps.setAccessibleName(say("review.result.map"))
        self._maps.setToolTip(say("review.result.map"))
        self._fill_maps(map_id)
        self._maps.currentIndexChanged.connect(self._show)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._follow)
        title = QLabel(say("review.result"))
        set_role(title, "strong")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(title)
        head.addWidget(self._maps)
        head.addWidget(self._told, 1, Qt.AlignmentFlag.AlignLeft)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._preview, 1)

    @property
    def result(self) -> Proposed:
        """What is shown: the document with what is ticked, and its marks."""
        return self._result

    @property
    def map_id(self) -> str:
        return str(self._maps.currentData() or "")

    def show_accepted(self, accepted: Iterable[int]) -> None:
        """Show what comes of these, in a moment: more ticks may follow."""
        self._accepted = frozenset(accepted)
        self._pause.start()

    def follow_now(self, accepted: Iterable[int]) -> None:
        """Show what comes of these at once."""
        self._accepted = frozenset(accepted)
        self._pause.stop()
        self._follow()

    def look_at(self, suggestion: Suggestion) -> None:
        """Bring what a suggestion is about into view, on its map."""
        at = self._maps.findData(map_of(self._document, suggestion))
        if at >= 0:
            self._maps.setCurrentIndex(at)
        self._preview.mark(suggestion.change.table, suggestion.change.id)

    def _fill_maps(self, map_id: str) -> None:
        changed = {map_of(self._document, item) for item in self._proposal.suggestions}
        names = {item.id: item.name for item in queries.maps(self._document)}
        for item in self._proposal.suggestions:
            entity = getattr(item.change, "entity", None)
            if item.kind == "added" and item.change.table == "maps" and entity is not None:
                names[item.change.id] = entity.name
        shown = [name for name in names if name in changed or name == map_id] or list(names)
        for name in shown:
            self._maps.addItem(names[name], name)
        wanted = map_id if map_id in changed else next((it for it in shown if it in changed), "")
        self._maps.setCurrentIndex(max(0, self._maps.findData(wanted)))
        self._maps.setVisible(len(shown) > 1)

    def _follow(self) -> None:
        try:
            self._result = proposed(self._document, self._proposal, self._accepted)
        except JourneyError as error:
            self._told.setText(sentence(error.problem))
            return
        self._show()

    def _show(self) -> None:
        marks = self._result.marks.get(self.map_id)
        known = self.map_id in self._result.document.maps
        told = "" if marks is not None else say("review.result.same")
        self._told.setText(told if self._result.document.maps else say("review.result.none"))
        self._preview.show_document(self._result.document, self.map_id if known else "", marks)

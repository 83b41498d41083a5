"""What the evidence of scores still lacks, in one line below its fields."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout

from workbench.model.entities import Touchpoint
from workbench.ui.panels.target import Part, Target
from workbench.ui.theme import set_role
from workbench.words.say import say

_PARTS = ("evidence_source", "evidence_date", "evidence_n")


class EvidenceLine(Part):
    """Says what is missing; hidden where nothing is, or where there is no score to believe."""

    def __init__(self, target: Target) -> None:
        super().__init__(target)
        self.text = QLabel()
        self.text.setObjectName("evidence-missing")
        self.text.setWordWrap(True)
        set_role(self.text, "small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.text)

    def _update(self) -> None:
        cards = [it for it in self.target.entities() if isinstance(it, Touchpoint)]
        found = [missing for card in cards if (missing := missing_evidence(card))]
        text = ""
        if found:
            names = dict.fromkeys(name for missing in found for name in missing)
            text = _sentence(tuple(names))
            if len(cards) > 1:
                text = say("evidence.several", n=len(found), all=len(cards), text=text)
        self.text.setText(text)
        self.setVisible(bool(text))


def missing_evidence(card: Touchpoint) -> tuple[str, ...]:
    """What the evidence for a touchpoint’s scores lacks: the names of its fields.

    ("evidence",) where nothing is said, ("assumption",) where it is only assumed; nothing for
    a touchpoint without scores.
    """
    if card.importance is None and card.satisfaction is None:
        return ()
    if card.evidence is None:
        return ("evidence",)
    if card.evidence == "assumption":
        return ("assumption",)
    return tuple(name for name in _PARTS if getattr(card, name) in ("", None))


def _sentence(names: tuple[str, ...]) -> str:
    """The gravest first: no evidence at all, then an assumption, then what is missing of it."""
    if "evidence" in names:
        return say("evidence.nothing")
    if "assumption" in names:
        return say("evidence.assumption")
    parts = [say(f"evidence.part.{name}") for name in _PARTS if name in names]
    return say("evidence.missing", what=say("evidence.and").join(parts))

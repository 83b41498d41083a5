"""How the map that is shown serves a persona, stage by stage."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from workbench.analysis.lens import StageCoverage, coverage
from workbench.model.commands import edit
from workbench.model.patch import Patch
from workbench.ui.bridge import Bridge
from workbench.ui.heat_table import HeatCell, HeatTable
from workbench.ui.theme import Theme, set_role
from workbench.words.say import say

_UNHAPPY = -1.0
_TABLES = frozenset({"maps", "stages", "touchpoints", "needs", "personas", "channels"})


class PersonaCoverage(QWidget):
    """Needs answered, preferred channels and feeling per stage; an offer where it serves not."""

    def __init__(
        self, bridge: Bridge, theme: Theme, persona_id: str, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._persona = persona_id
        self._table = HeatTable(theme)
        self._table.setAccessibleName(say("coverage.heading"))
        heading = QLabel(say("coverage.heading"))
        set_role(heading, "heading")
        self._map = QLabel()
        set_role(self._map, "small")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(heading)
        head.addWidget(self._map)
        head.addStretch(1)
        self._message = QLabel()
        self._message.setWordWrap(True)
        set_role(self._message, "muted")
        self._serve = QPushButton(say("coverage.serve"))
        self._serve.setAutoDefault(False)
        self._serve.clicked.connect(self._let_serve)
        offer = QHBoxLayout()
        offer.addWidget(self._serve)
        offer.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self._table)
        layout.addWidget(self._message)
        layout.addLayout(offer)
        self.refresh()

    def follow(self, patch: Patch) -> None:
        """Show what a patch changed."""
        if patch.tables() & _TABLES:
            self.refresh()

    def refresh(self) -> None:
        """Show the persona on the current map."""
        document, map_id = self._bridge.document, self._bridge.map_id
        journey = document.maps.get(map_id)
        if self._persona not in document.personas:
            return
        serves = journey is not None and self._persona in journey.personas
        self._table.setVisible(serves)
        self._message.setVisible(not serves)
        self._serve.setVisible(journey is not None and not serves)
        self._map.setText(journey.name if journey is not None else "")
        if journey is None:
            self._message.setText(say("coverage.no_map"))
        elif not serves:
            self._message.setText(say("coverage.not_served", map=journey.name))
        else:
            stages = coverage(document, map_id, self._persona).stages
            self._table.show_cells(
                [document.stages[item.stage].name for item in stages],
                [say(f"coverage.{row}") for row in ("needs", "channels", "feels")],
                [
                    [needs_cell(item) for item in stages],
                    [channels_cell(item) for item in stages],
                    [feeling_cell(item) for item in stages],
                ],
            )

    def _let_serve(self) -> None:
        journey = self._bridge.document.maps[self._bridge.map_id]
        personas = (*journey.personas, self._persona)
        self._bridge.run(edit.set_field, "maps", journey.id, "personas", personas)


def needs_cell(stage: StageCoverage) -> HeatCell:
    """Needs answered of those that matter in a stage: good for all, bad for less than half."""
    if not stage.needs:
        return HeatCell("–", "plain", say("coverage.needs.none"))
    answered, of = stage.needs_answered, stage.needs
    tone = "good" if answered == of else "warn" if 2 * answered >= of else "bad"
    tip = say("coverage.needs.tip", answered=answered, n=of)
    return HeatCell(say("coverage.of", part=answered, whole=of), tone, tip)  # type: ignore[arg-type]


def channels_cell(stage: StageCoverage) -> HeatCell:
    """Preferred channels in place of those that suit a stage: one is enough for good."""
    if not stage.channels:
        return HeatCell("–", "plain", say("coverage.channels.none"))
    tip = say("coverage.channels.tip", used=stage.channels_used, n=stage.channels)
    if stage.channels_used:
        return HeatCell(
            say("coverage.of", part=stage.channels_used, whole=stage.channels), "good", tip
        )
    if stage.channels_planned:
        return HeatCell(say("coverage.planned"), "warn", say("coverage.channels.planned"))
    return HeatCell(say("coverage.of", part=0, whole=stage.channels), "bad", tip)


def feeling_cell(stage: StageCoverage) -> HeatCell:
    """The mean feeling in a stage: good from 0, bad from −1 down."""
    if stage.feeling is None:
        return HeatCell("–", "plain", say("coverage.feels.none"))
    tone = "good" if stage.feeling >= 0 else "warn" if stage.feeling > _UNHAPPY else "bad"
    feeling = round(stage.feeling, 1)
    text = f"{feeling:+.1f}".replace("-", "−") if feeling else "0.0"
    return HeatCell(text, tone, say("coverage.feels.tip", feeling=text))  # type: ignore[arg-type]

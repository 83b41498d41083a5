"""Feeling, importance and satisfaction in the inspector, and the score that follows from them."""

from __future__ import annotations

import re
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout

from workbench.analysis import scores
from workbench.model.entities import Touchpoint
from workbench.ui.panels.controls import UndoKeys
from workbench.ui.panels.feeling import FeelingPicker
from workbench.ui.panels.fields import FieldEditor
from workbench.ui.panels.score_slider import ScoreSlider
from workbench.ui.panels.target import SEVERAL, Part, Target
from workbench.ui.theme import Theme, set_role, set_sheet
from workbench.words.labels import field_name
from workbench.words.say import number, say

_NUMBER = re.compile(r"[+-]?\d+(\.\d*)?")


class FeelingField(FieldEditor):
    """What the customer feels, as one of five faces."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._faces = FeelingPicker(theme)
        super().__init__(theme, target, name, self._faces)
        self._faces.changed.connect(self._enter)

    def _show(self, value: Any) -> None:
        if value is SEVERAL:
            self._faces.set_several()
        else:
            self._faces.set_value(value)


class ScoreField(FieldEditor):
    """A score from 1 to 10; satisfaction turns red where the opportunity calls for action."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._slider = ScoreSlider(theme, field_name(target.table, name))
        super().__init__(theme, target, name, self._slider, label="")
        self._undo = UndoKeys(target.bridge, self._slider.number)
        self._slider.changed.connect(lambda value: self._enter(value, typing=True))
        self._slider.refused.connect(self._refuse)

    def _refuse(self, text: str) -> None:
        """Say why what was typed is no score; nothing once it is gone."""
        plain = text.strip().replace(",", ".")
        typed: float | str = float(plain) if _NUMBER.fullmatch(plain) else text
        self._complain(self.target.refusal(self.name, typed) if text else None)

    def _update(self) -> None:
        super()._update()
        low = self.name == "satisfaction" and any(
            (_opportunity(entity) or 0.0) >= scores.STRONG for entity in self.target.entities()
        )
        self._slider.set_tone("bad" if low else "")

    def _show(self, value: Any) -> None:
        if value is SEVERAL:
            self._slider.set_several()
        else:
            self._slider.set_value(value)


class OpportunityLine(Part):
    """The opportunity score in one line; its tooltip gives method, formula and figures."""

    def __init__(self, theme: Theme, target: Target) -> None:
        super().__init__(target)
        self._theme = theme
        self.name = QLabel(say("inspector.opportunity"))
        set_role(self.name, "field")
        self.score = QLabel()
        self.score.setObjectName("opportunity")
        self.about = QLabel()
        self.about.setWordWrap(True)
        set_role(self.about, "small")
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        line.addWidget(self.name)
        line.addWidget(self.score)
        line.addWidget(self.about, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        theme.changed.connect(self.show_anew)

    def _update(self) -> None:
        entities = self.target.entities()
        found = [it for entity in entities if (it := _opportunity(entity)) is not None]
        self.setToolTip(say("inspector.opportunity.formula"))
        if not found:
            self.score.hide()
            self.about.setText(say("inspector.opportunity.blank"))
            return
        low, high = min(found), max(found)
        band = scores.band(high)
        self._show_score(low, high, band)
        if len(entities) > 1:
            self.about.setText(say("inspector.opportunity.of", n=len(found), all=len(entities)))
            return
        self.about.setText(say(f"inspector.opportunity.{band}"))
        (entity,) = entities
        assert isinstance(entity, Touchpoint)
        self.setToolTip(
            say(
                "inspector.opportunity.working",
                formula=say("inspector.opportunity.formula"),
                importance=number(entity.importance or 0.0),
                satisfaction=number(entity.satisfaction or 0.0),
                score=number(high),
            )
        )

    def _show_score(self, low: float, high: float, band: str) -> None:
        palette = self._theme.palette
        tones = {
            "extreme": (palette.bad, palette.bad_soft),
            "strong": (palette.bad, palette.bad_soft),
            "worth-a-look": (palette.warn, palette.warn_soft),
            "served": (palette.good, palette.good_soft),
        }
        ink, ground = tones[band]
        text = number(high)
        if low != high:
            text = say("inspector.opportunity.range", low=number(low), high=text)
        self.score.setText(text)
        set_sheet(
            self.score,
            f"color: {ink}; background: {ground}; border-radius: 8px; padding: 1px 8px;"
            f" font-weight: 600;",
        )
        self.score.show()


def _opportunity(entity: object) -> float | None:
    assert isinstance(entity, Touchpoint)
    return scores.opportunity(entity.importance, entity.satisfaction)

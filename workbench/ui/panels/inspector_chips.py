"""References to several entities in the inspector: needs answered, personas served; colours."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QLabel, QMenu, QWidget

from workbench.drawing.tokens import STAGE_COLOURS, stage_colour
from workbench.model import queries
from workbench.model.entities import Channel, Persona, Stage
from workbench.ui.panels.chips import ChipRow, ToggleChips
from workbench.ui.panels.fields import FieldEditor
from workbench.ui.panels.flow import FlowLayout
from workbench.ui.panels.menu_search import add_heading
from workbench.ui.panels.target import SEVERAL, Target
from workbench.ui.theme import Theme, set_role
from workbench.words.labels import choice_name
from workbench.words.say import say

_CHANNEL_COLOURS = ("#3457D5", "#0F766E", "#B7791F", "#6D4FC4", "#B42372", "#1A7346")


class NeedsField(FieldEditor):
    """The needs that touchpoints answer, as chips; added from the needs of the map's personas."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._row = ChipRow(theme)
        super().__init__(theme, target, name, self._row)
        self.tables = frozenset({target.table, "needs"})
        self._row.removed.connect(lambda need: target.toggle(name, need, False))
        self._row.set_add(say("inspector.needs.add"), self.fill_menu)

    def _update(self) -> None:
        """Always anew: a chip's text is the need's, which may change by itself."""
        self._show(None)

    def _show(self, _value: Any) -> None:
        entities = self.target.entities()
        held = [getattr(entity, self.name) for entity in entities]
        needs = self.target.document.needs
        chips = []
        for need in dict.fromkeys(it for ids in held for it in ids):
            count = sum(need in ids for ids in held)
            text = needs[need].text or say("words.nameless")
            if count < len(entities):
                text = say("fields.some", text=text, n=count, all=len(entities))
            chips.append((need, text, ""))
        self._row.set_chips(chips)

    def fill_menu(self, menu: QMenu) -> None:
        """Offer the needs of the map's personas that are not answered here yet."""
        document = self.target.document
        personas = queries.map_personas(document, self.target.bridge.map_id)
        answered = set(self.target.common(self.name))
        for persona in personas:
            open_needs = [it for it in queries.needs(document, persona.id) if it.id not in answered]
            add_heading(menu, persona.name or say("words.nameless"))
            for need in open_needs:
                kind = choice_name("kind", need.kind)
                text = need.text or say("words.nameless")
                action = menu.addAction(text.replace("&", "&&"))
                action.setToolTip(kind)
                action.triggered.connect(
                    lambda _on, it=need.id: self.target.toggle(self.name, it, True)
                )
            if not open_needs:
                code = "all" if queries.needs(document, persona.id) else "none"
                menu.addAction(say(f"inspector.needs.{code}")).setEnabled(False)
        if not personas:
            menu.addAction(say("inspector.needs.nobody")).setEnabled(False)


class PersonasField(FieldEditor):
    """The personas that a map serves, each on or off."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        self._empty = QLabel(say("inspector.personas.none"))
        self._empty.setWordWrap(True)
        set_role(self._empty, "small")
        self._chips = ToggleChips(theme, ())
        super().__init__(theme, target, name, self._chips)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._empty)
        self.tables = frozenset({target.table, "personas"})
        self._chips.toggled.connect(lambda it, on: target.toggle(name, it, on))

    def _update(self) -> None:
        """Always anew: the personas on offer may change by themselves."""
        self._show(None)

    def _show(self, _value: Any) -> None:
        personas: tuple[Persona, ...] = queries.personas(self.target.document)
        self._chips.set_choices([(it.id, it.name or say("words.nameless")) for it in personas])
        self._chips.set_checked(self.target.common(self.name))
        self._chips.set_some(self.target.partly(self.name), len(self.target.entities()))
        self._chips.setVisible(bool(personas))
        self._empty.setVisible(not personas)


class ColourField(FieldEditor):
    """A colour from a small set, or the one that follows by itself."""

    def __init__(self, theme: Theme, target: Target, name: str) -> None:
        row = QWidget()
        self._line = FlowLayout(row)
        self._swatches: list[Swatch] = []
        super().__init__(theme, target, name, row)
        self.tables = frozenset({target.table})
        theme.changed.connect(self.show_anew)

    def _update(self) -> None:
        """The automatic colour follows the order or the family, so it is looked up each time."""
        value = self.target.value(self.name)
        shown = (value, self._automatic())
        if shown != self._shown:
            self._shown = shown
            self._show(value)

    def _show(self, value: Any) -> None:
        chosen = None if value is SEVERAL else value
        offered = ["", *(_CHANNEL_COLOURS if self.target.table == "channels" else STAGE_COLOURS)]
        if chosen and chosen not in offered:
            offered.append(chosen)
        while len(self._swatches) < len(offered):
            self._swatches.append(swatch := Swatch(self.theme))
            swatch.clicked.connect(lambda _on, it=swatch: self._choose(it.colour))
            self._line.addWidget(swatch)
        for place, (swatch, colour) in enumerate(zip(self._swatches, offered, strict=False)):
            if colour:
                swatch.offer(colour, say("inspector.colour.swatch", n=place))
            else:
                swatch.offer_automatic(self._automatic(), say("inspector.colour.automatic"))
            swatch.setChecked(colour == chosen)
        for place, swatch in enumerate(self._swatches):
            swatch.setVisible(place < len(offered))

    def _choose(self, colour: str) -> None:
        self.target.change(self.name, colour)
        self.refresh(force=True)

    def _automatic(self) -> str:
        entity = next(iter(self.target.entities()), None)
        if isinstance(entity, Stage):
            order = [stage.id for stage in queries.stages(self.target.document, entity.map)]
            return stage_colour(order.index(entity.id))
        if isinstance(entity, Channel):
            return str(getattr(self.theme.palette, entity.family))
        return self.theme.palette.muted


class Swatch(QAbstractButton):
    """A round sample of a colour; the automatic one carries an A."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.colour = ""
        """What is chosen with it; empty: the automatic one."""
        self._painted = ""
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def offer(self, colour: str, name: str) -> None:
        """Stand for a colour of its own."""
        self.colour = colour
        self._show(colour, name)

    def offer_automatic(self, painted: str, name: str) -> None:
        """Stand for the automatic colour, which is painted as it is now."""
        self.colour = ""
        self._show(painted, name)

    def _show(self, painted: str, name: str) -> None:
        self._painted = painted
        self.setToolTip(name)
        self.setAccessibleName(name)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(26, 26)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self._theme.palette
        rect = QRectF(self.rect()).adjusted(5, 5, -5, -5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._painted))
        painter.drawEllipse(rect)
        if not self.colour:
            painter.setPen(QColor("#FFFFFF"))
            painter.setFont(self._theme.font(0.8, bold=True))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, say("inspector.colour.letter"))
        if self.isChecked() or self.hasFocus():
            ring = palette.text if self.isChecked() else palette.accent
            painter.setPen(QPen(QColor(ring), 2 if self.isChecked() else 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawEllipse(rect.adjusted(-3.5, -3.5, 3.5, 3.5))

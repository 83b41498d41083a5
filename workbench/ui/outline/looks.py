"""How the lines of the outline look: fonts, inks, small pictures and pills."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap

from workbench.analysis.scores import band
from workbench.drawing.tokens import stage_colour
from workbench.model.document import Document
from workbench.model.entities import Channel, Entity, Note, Stage, Touchpoint
from workbench.ui.outline import columns
from workbench.ui.outline.columns import CHANNEL, FEELING, OPPORTUNITY, STATUS, TITLE
from workbench.ui.panels import tiles
from workbench.ui.pills import Pill, Tone
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name
from workbench.words.say import number

_RATIO = 2.0
_BANDS: dict[str, Tone] = {
    "extreme": "bad",
    "strong": "bad",
    "worth-a-look": "warn",
    "served": "good",
}
_STATUS: dict[str, Tone] = {"in-place": "good", "planned": "warn", "missing": "bad"}


class Looks:
    """What the theme makes of a line; pictures are drawn once."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._pictures: dict[tuple[str, ...], QIcon] = {}
        self._fonts: dict[str, QFont] = {
            "stages": theme.font(bold=True),
            "lanes": theme.font(0.9),
        }
        self._plain = theme.font()

    def font(self, table: str) -> QFont:
        return self._fonts.get(table, self._plain)

    def ink(self, table: str, entity: Entity, column: int) -> QColor | None:
        """The colour of a text where it is not the usual one."""
        palette = self._theme.palette
        if table == "lanes" or (table == "notes" and column == CHANNEL):
            return QColor(palette.muted)
        if column == TITLE and not _titled(entity):
            return QColor(palette.muted)
        return None

    def picture(self, document: Document, entity: Entity, column: int, row: int) -> QIcon | None:
        """The small picture before a text: the stage's colour, the channel, the face."""
        if column == FEELING and isinstance(entity, Touchpoint) and entity.feeling is not None:
            return self._face(entity.feeling)
        if column != TITLE:
            return None
        if isinstance(entity, Stage):
            return self._stage(entity.colour or stage_colour(row))
        if isinstance(entity, Note):
            return self._note(entity.kind)
        if isinstance(entity, Touchpoint):
            return self._channel(document.channels.get(entity.channel or ""))
        return None

    def pills(self, entity: Entity, column: int) -> tuple[Pill, ...]:
        """The pills of a cell: the status, and an opportunity score worth a look."""
        if not isinstance(entity, Touchpoint):
            return ()
        if column == STATUS:
            tone = _STATUS.get(entity.status, "plain")
            return (Pill(choice_name("status", entity.status), tone),)
        score = columns.score_of(entity)
        if column == OPPORTUNITY and score is not None:
            return (Pill(number(score), _BANDS[band(score)]),)
        return ()

    def _face(self, feeling: float) -> QIcon:
        palette = self._theme.palette
        nearest = max(-2, min(2, round(feeling)))
        ink = palette.bad if nearest < 0 else palette.good if nearest > 0 else palette.warn
        return self._theme.icon(f"feeling-{nearest + 3}", ink)

    def _stage(self, colour: str) -> QIcon:
        key = ("stage", colour)
        if key not in self._pictures:
            picture, painter = _canvas()
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colour))
            painter.drawRoundedRect(QRectF(3, 3, 12, 12), 4, 4)
            painter.end()
            self._pictures[key] = tiles.untinted(picture)
        return self._pictures[key]

    def _channel(self, channel: Channel | None) -> QIcon:
        marks = (channel.icon, channel.colour, channel.family) if channel is not None else ()
        key = ("channel", *marks)
        if key not in self._pictures:
            self._pictures[key] = tiles.channel_icon(self._theme, channel)
        return self._pictures[key]

    def _note(self, kind: str) -> QIcon:
        key = ("note", kind)
        if key not in self._pictures:
            picture, painter = _canvas()
            tiles.paint_note(painter, QRectF(0, 0, tiles.SIZE, tiles.SIZE), self._theme, kind)
            painter.end()
            self._pictures[key] = tiles.untinted(picture)
        return self._pictures[key]


def _canvas() -> tuple[QPixmap, QPainter]:
    pixmap = QPixmap(round(tiles.SIZE * _RATIO), round(tiles.SIZE * _RATIO))
    pixmap.setDevicePixelRatio(_RATIO)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return pixmap, painter


def _titled(entity: Entity) -> bool:
    return any(getattr(entity, name, "") for name in ("title", "name", "text"))

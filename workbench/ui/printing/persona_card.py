"""A persona on one sheet: picture, quote, needs by stage, what moves and what stops them."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from typing import get_args

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QImage, QPainter, QPainterPath

from workbench.drawing.poster import Paper
from workbench.drawing.tokens import stage_colour
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Need, Persona, Role
from workbench.ui.panels.avatar import avatar_colour, initials
from workbench.ui.printing import blocks
from workbench.ui.printing.blocks import PALETTE, SMALLEST, STRONG, TEXT, Block
from workbench.ui.printing.paragraph import Face, Paragraph
from workbench.ui.render import shapes
from workbench.ui.render.pages import Page, Pages
from workbench.ui.render.style import colour
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say

_WIDTH, _HEIGHT = 420.0, 595.0
"""The card is drawn on A5 and scaled to the paper."""
_MARGIN = 24.0
_LEFT_WIDTH, _GAP = 128.0, 24.0
_RIGHT = _MARGIN + _LEFT_WIDTH + _GAP
_RIGHT_WIDTH = _WIDTH - _MARGIN - _RIGHT
_PICTURE = 76.0
_FOOT = 18.0
_MOST_LINES, _LEAST_LINES = 14, 1
_ROLES: tuple[Role, ...] = get_args(Role)


def persona_card(
    document: Document,
    persona_id: str,
    paper: Paper,
    base: QFont,
    today: datetime.date,
    picture: bytes = b"",
) -> Pages:
    """The card of a persona on upright paper; texts that are too long for it end in “…”.

    Raises KeyError for no such persona. A `picture` that cannot be read counts as none.
    """
    persona = document.personas[persona_id]
    scale = min(paper.width / _WIDTH, paper.height / _HEIGHT)
    card = _Card(document, persona, base, today, picture)

    def paint(painter: QPainter) -> None:
        painter.translate((paper.width - _WIDTH * scale) / 2, 0)
        painter.scale(scale, scale)
        card.paint(painter)

    return Pages(
        title=persona.name or say("persona.unnamed"),
        pages=(Page(paper.width, paper.height, paint),),
        smallest_text=SMALLEST * scale,
    )


class _Card:
    def __init__(
        self,
        document: Document,
        persona: Persona,
        base: QFont,
        today: datetime.date,
        picture: bytes,
    ) -> None:
        self._document, self._persona, self._base, self._today = document, persona, base, today
        self._image = QImage.fromData(picture) if picture else QImage()
        self._tint = avatar_colour(persona.id)

    def paint(self, painter: QPainter) -> None:
        top = self._paint_head(painter)
        top += 16
        quote = self._quote()
        if quote is not None:
            quote.paint(painter, _MARGIN, top)
            top += quote.height + 16
        room = _HEIGHT - _MARGIN - _FOOT - top
        self._left(room).paint(painter, _MARGIN, top)
        self._right(room).paint(painter, _RIGHT, top)
        self._paint_foot(painter)

    def _paint_head(self, painter: QPainter) -> float:
        persona, base = self._persona, self._base
        left = _MARGIN + 16 + _PICTURE + 18
        width = _WIDTH - _MARGIN - 16 - left
        name = Paragraph(
            persona.name or say("persona.unnamed"), base, Face(20, bold=True), width, 2
        )
        kind = choice_name("kind", persona.kind)
        if persona.share is not None:
            kind = say("persona.line", kind=kind, share=number(persona.share))
        line = Paragraph(kind, base, Face(10), width, 1)
        segment = Paragraph(persona.segment, base, Face(10), width, 2)
        text_height = name.height + 3 + line.height + (segment.height if persona.segment else 0)
        height = max(_PICTURE, text_height) + 32
        ground = QRectF(_MARGIN, _MARGIN, _WIDTH - 2 * _MARGIN, height)
        shapes.box(painter, ground, 12, colour(self._tint, 0.1))
        circle = QRectF(_MARGIN + 16, 0, _PICTURE, _PICTURE)
        circle.moveTop(ground.center().y() - _PICTURE / 2)
        self._paint_picture(painter, circle)
        top = ground.center().y() - text_height / 2
        name.paint(painter, left, top, colour(PALETTE.text))
        top += name.height + 3
        line.paint(painter, left, top, colour(PALETTE.muted))
        if persona.segment:
            segment.paint(painter, left, top + line.height, colour(PALETTE.muted))
        return ground.bottom()

    def _paint_picture(self, painter: QPainter, circle: QRectF) -> None:
        painter.save()
        if self._image.isNull():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(self._tint))
            painter.drawEllipse(circle)
            letters = blocks.centred(
                initials(self._persona.name), self._base, Face(28, bold=True), circle.width()
            )
            top = circle.center().y() - letters.height / 2
            letters.paint(painter, circle.left(), top, colour("#FFFFFF"))
        else:
            side = min(self._image.width(), self._image.height())
            middle = QRectF(
                (self._image.width() - side) / 2, (self._image.height() - side) / 2, side, side
            )
            path = QPainterPath()
            path.addEllipse(circle)
            painter.setClipPath(path)
            painter.drawImage(circle, self._image, middle)
        painter.restore()

    def _quote(self) -> Block | None:
        if not self._persona.quote.strip():
            return None
        words = say("print.card.quote", text=self._persona.quote.strip().strip('“”"'))
        width = _WIDTH - 2 * _MARGIN - 16
        inner = blocks.text(words, self._base, Face(13, slanted=True), width, limit=4)
        tint = colour(self._tint)

        def paint(painter: QPainter, left: float, top: float) -> None:
            shapes.box(painter, QRectF(left, top, 3, inner.height), 1.5, tint)
            inner.paint(painter, left + 16, top)

        return Block(inner.height, paint)

    def _left(self, room: float) -> Block:
        """The persona's texts and chips, with as many lines each as fit."""
        for limit in range(_MOST_LINES, _LEAST_LINES - 1, -1):
            column = blocks.stacked(self._sections(limit), gap=11)
            if column.height <= room:
                break
        return column

    def _sections(self, limit: int) -> list[Block]:
        persona, document = self._persona, self._document
        channels = [
            document.channels[item].name
            for item in persona.preferred_channels
            if item in document.channels
        ]
        drivers = [choice_name("motivations", item) for item in persona.motivations]
        parts = (
            ("summary", self._words(persona.summary, limit)),
            ("details", self._words(persona.details, limit)),
            ("motivations", self._chips(drivers[: 2 * limit])),
            ("preferred_channels", self._chips(channels[: 2 * limit])),
            ("buying_triggers", self._words(persona.buying_triggers, limit)),
            ("objections", self._words(persona.objections, limit)),
        )
        return [
            blocks.stacked([self._label(field), block], gap=3)
            for field, block in parts
            if block.height
        ]

    def _label(self, field: str) -> Block:
        name = field_name("personas", field)
        return blocks.text(name, self._base, blocks.LABEL, _LEFT_WIDTH, PALETTE.muted)

    def _words(self, words: str, limit: int) -> Block:
        if not words.strip():
            return blocks.stacked(())
        return blocks.text(words.strip(), self._base, TEXT, _LEFT_WIDTH, limit=limit)

    def _chips(self, words: Sequence[str]) -> Block:
        return blocks.pills(words, self._base, _LEFT_WIDTH, PALETTE.text, PALETTE.window)

    def _right(self, room: float) -> Block:
        """What the persona wants, by the stage in which it matters."""
        base = self._base
        heading = blocks.text(
            say("needs.heading"), base, Face(11, bold=True), _RIGHT_WIDTH, limit=2
        )
        column = [heading, blocks.space(8)]
        needs = queries.needs(self._document, self._persona.id)
        if not needs:
            column.append(
                blocks.text(say("print.card.no_needs"), base, TEXT, _RIGHT_WIDTH, PALETTE.muted)
            )
        used, left_out = sum(block.height for block in column), 0
        more = Paragraph("…", base, TEXT, _RIGHT_WIDTH).height + 4
        for role in (*_ROLES, None):
            chosen = [need for need in needs if need.role == role]
            title: list[Block] = [self._role(role), blocks.space(3)] if chosen else []
            for need in chosen:
                row = [*title, self._need(need), blocks.space(5)]
                height = sum(block.height for block in row)
                if left_out or used + height > room - more:
                    left_out += 1
                    continue
                column += row
                used += height
                title = []
            if chosen and not left_out:
                column.append(blocks.space(5))
                used += 5
        if left_out:
            words = say("print.card.more", n=left_out)
            column.append(blocks.text(words, base, TEXT, _RIGHT_WIDTH, PALETTE.muted))
        return blocks.stacked(column)

    def _role(self, role: Role | None) -> Block:
        name = choice_name("role", role) if role else say("needs.any_stage")
        words = blocks.text(name, self._base, blocks.LABEL, _RIGHT_WIDTH - 12, PALETTE.muted)
        code = _role_colour(role)

        def paint(painter: QPainter, left: float, top: float) -> None:
            shapes.box(painter, QRectF(left, top + words.height / 2 - 3, 6, 6), 3, colour(code))
            words.paint(painter, left + 12, top)

        return Block(words.height, paint)

    def _need(self, need: Need) -> Block:
        base = self._base
        kind, kind_width = blocks.pill(
            choice_name("kind", need.kind).lower(),
            base,
            colour(PALETTE.accent if need.kind != "frustration" else PALETTE.bad),
            colour(PALETTE.accent_soft if need.kind != "frustration" else PALETTE.bad_soft),
        )
        bar_width, figure_width = 38.0, 18.0
        at = _RIGHT_WIDTH - bar_width - figure_width
        lead = max(kind_width, 56.0) + 6
        words = blocks.text(
            need.text or say("print.card.unnamed"), base, STRONG, at - lead - 8, limit=3
        )
        parts = [(0.0, kind), (lead, words)]
        if need.importance is not None:
            figure = blocks.text(number(need.importance), base, TEXT, figure_width)
            parts += [(at, _bar(bar_width, need.importance / 10)), (at + bar_width + 5, figure)]
        return blocks.beside(parts)

    def _paint_foot(self, painter: QPainter) -> None:
        base, width = self._base, _WIDTH - 2 * _MARGIN
        name = self._document.workspace.name
        ink, top = colour(PALETTE.muted), _HEIGHT - _MARGIN - 10
        face = Face(SMALLEST)
        right = Qt.AlignmentFlag.AlignRight
        Paragraph(name, base, face, width * 0.7, 1).paint(painter, _MARGIN, top, ink)
        day = Paragraph(self._today.isoformat(), base, face, width, 1, right)
        day.paint(painter, _MARGIN, top, ink)


def _bar(width: float, full: float) -> Block:
    height = 4.0

    def paint(painter: QPainter, left: float, top: float) -> None:
        track = QRectF(left, top + 4, width, height)
        shapes.box(painter, track, 2, colour(PALETTE.line))
        track.setWidth(width * full)
        shapes.box(painter, track, 2, colour(PALETTE.accent))

    return Block(height + 4, paint)


def _role_colour(role: Role | None) -> str:
    return PALETTE.faint if role is None else stage_colour(_ROLES.index(role))

"""Cards that a drawing file gathers by look are the cards that a screen paints one by one."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QFont, QImage, QPainter

from tests.helpers.big_map import big_map, size_of
from workbench.drawing.tokens import Appearance
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.ui.render.card import paint_card
from workbench.ui.render.gathering import Gathering
from workbench.ui.render.looks import look_of
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.picture_files import export_map
from workbench.ui.render.style import style_for

_SCALE = 2.0


def _map(touchpoints: int) -> Document:
    """Cards of all kinds: with and without an icon, planned, to the left, moments of truth."""
    document = big_map(touchpoints, *size_of(touchpoints))
    cards = sorted(document.touchpoints)
    for card, field, value in (
        (cards[0], "channel", None),
        (cards[1], "status", "planned"),
        (cards[2], "title", "صفحة الأسعار وساعات العمل"),
        (cards[3], "moment_of_truth", True),
        (cards[3], "importance", 10.0),
        (cards[3], "satisfaction", 1.0),
        (cards[4], "satisfaction", None),
    ):
        patch = edit.set_field(document, "touchpoints", card, field, value)
        document = document.apply(patch)
    return document


def _painted(picture: MapPicture, painter: QPainter, gathering: Gathering | None) -> None:
    for box in picture.place.boxes.values():
        size = QRectF(0, 0, box.rect.width, box.rect.height)
        look = look_of(picture.document, box, picture.style.appearance)
        metrics, style = picture.place.metrics, picture.style
        if gathering is not None:
            gathering.begin_card(box.rect.x, box.rect.y)
            paint_card(cast("QPainter", gathering), size, look, metrics, style)
        else:
            painter.translate(box.rect.x, box.rect.y)
            paint_card(painter, size, look, metrics, style)
            painter.translate(-box.rect.x, -box.rect.y)
    if gathering is not None:
        gathering.paint(painter)


def _image(picture: MapPicture, gathering: Gathering | None) -> QImage:
    place = picture.place
    width, height = round(place.width * _SCALE), round(place.height * _SCALE)
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill("#F6F7F9")
    painter = QPainter(image)
    painter.setRenderHints(
        QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform
    )
    painter.scale(_SCALE, _SCALE)
    _painted(picture, painter, gathering)
    painter.end()
    return image


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("appearance", ["light", "dark"])
def test_gathered_cards_look_the_same(appearance: Appearance) -> None:
    document = _map(6)
    picture = MapPicture(document, "ma-big", style_for(appearance, QFont("Inter", 10)))
    one_by_one, gathered = _image(picture, None), _image(picture, Gathering())
    width = one_by_one.bytesPerLine()
    unlike = []
    for row in range(one_by_one.height()):
        before, after = bytes(one_by_one.constScanLine(row)), bytes(gathered.constScanLine(row))
        if before != after:
            unlike += [abs(a - b) for a, b in zip(before, after, strict=True) if a != b]
    assert len(set(bytes(one_by_one.constBits()))) > 50
    # round corners are taken to pixels in another way, and nothing else
    assert max(unlike, default=0) <= 48, max(unlike)
    assert len(unlike) < one_by_one.height() * width / 1000


@pytest.mark.usefixtures("qapp")
def test_a_drawing_takes_a_look_down_once_for_all_cards(tmp_path: Path) -> None:
    groups = []
    for touchpoints in (40, 80):
        document, out = big_map(touchpoints, 4, 2), tmp_path / f"{touchpoints}.svg"
        export_map(document, "ma-big", out)
        groups.append(out.read_text(encoding="utf-8").count("<g "))
    # a card's own icon is all that changes pens: three groups or so
    assert groups[1] - groups[0] < 40 * 3, groups

"""The line drawings: there, readable by Qt, visible in both appearances, whole."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from workbench.model.document import Document
from workbench.settings import resource_folder

ICONS = sorted(path.stem for path in (resource_folder() / "icons").glob("*.svg"))
LINE_DRAWINGS = [name for name in ICONS if name != "app"]
INTERFACE = {
    "home",
    "save",
    "undo",
    "redo",
    "open",
    "new",
    "import",
    "export",
    "search",
    "plus",
    "trash",
    "pencil",
    "copy",
    "chevron-down",
    "chevron-right",
    "chevron-left",
    "star",
    "map",
    "persona",
    "note",
    "lane",
    "stage",
    "connection",
    "fit",
    "zoom-in",
    "zoom-out",
    "close",
    "check",
    "warning",
    "info",
    "arrow-right",
    "arrow-up",
    "arrow-down",
    "drag",
    "settings",
    "moon",
    "sun",
    "picture",
    "eye",
    "filter",
    "feeling-1",
    "feeling-2",
    "feeling-3",
    "feeling-4",
    "feeling-5",
    "app",
}
SIDE = 96

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(data: bytes) -> QImage:
    """The picture at four times its size, on a transparent ground."""
    renderer = QSvgRenderer(data)
    assert renderer.isValid()
    image = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    return image


def ink(image: QImage) -> set[tuple[int, int]]:
    return {
        (x, y)
        for x in range(SIDE)
        for y in range(SIDE)
        if QColor.fromRgba(image.pixel(x, y)).alpha() > 128
    }


def test_the_interface_finds_its_icons() -> None:
    assert set(ICONS) >= INTERFACE


def test_every_channel_has_its_icon(library: Document) -> None:
    assert {channel.icon for channel in library.channels.values()} <= set(ICONS)


@pytest.mark.parametrize("name", LINE_DRAWINGS)
def test_is_drawn_whole_and_takes_on_a_colour(name: str, folder: Path) -> None:
    data = (folder / "icons" / f"{name}.svg").read_bytes()
    assert data.count(b'color="#5D6779"') == 1
    image = drawn(data.replace(b'color="#5D6779"', b'color="#FF0000"'))
    marks = ink(image)
    assert len(marks) > 100
    assert {image.pixelColor(x, y).name() for x, y in marks} == {"#ff0000"}
    assert not any(x in (0, SIDE - 1) or y in (0, SIDE - 1) for x, y in marks)


def test_no_two_drawings_are_alike(folder: Path) -> None:
    pictures = {
        bytes(drawn((folder / "icons" / f"{name}.svg").read_bytes()).constBits())
        for name in LINE_DRAWINGS
    }
    assert len(pictures) == len(LINE_DRAWINGS)


def test_faces_go_from_frown_to_smile(folder: Path) -> None:
    """The middle of the mouth sinks below its corners from one face to the next."""
    bends, middles = [], []
    for number in range(1, 6):
        marks = ink(drawn((folder / "icons" / f"feeling-{number}.svg").read_bytes()))
        mouth = [(x, y) for x, y in marks if 31 < x < 65 and 48 < y < 76]
        middles.append(max(y for x, y in mouth if 46 <= x <= 50))
        bends.append(middles[-1] - max(y for x, y in mouth if x in (32, 33)))
    assert bends[0] < bends[1] < -2 <= bends[2] <= 2 < bends[3] <= bends[4]
    assert middles == sorted(middles)
    assert middles[3] < middles[4]


def test_the_application_icon_is_also_a_picture(folder: Path) -> None:
    image = QImage(str(folder / "icons" / "app.png"))
    assert (image.width(), image.height()) == (256, 256)
    assert image.pixelColor(0, 0).alpha() == 0
    assert image.pixelColor(128, 60).alpha() == 255

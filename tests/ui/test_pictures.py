"""Pictures of personas: what is read, what is refused, and what is pasted."""

from __future__ import annotations

import struct
import zlib

import pytest
from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMimeData, Qt
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtWidgets import QPushButton

from workbench.model.problems import JourneyError
from workbench.store import templates
from workbench.ui.bridge import Bridge
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.panels.avatar import avatar
from workbench.ui.pictures import decoded, pasted, read_picture
from workbench.ui.theme import Theme

LOCAL = "peF1RST10CA100"


def png(width: int, height: int, colour: str = "#ff0000") -> bytes:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(QColor(colour))
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    assert image.save(buffer, "PNG")
    buffer.close()
    return bytes(data.data())


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def huge() -> bytes:
    """A small PNG that claims to be 30,000 × 30,000 pixels."""
    head = struct.pack(">IIBBBBB", 30_000, 30_000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes(3751) * 2000)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_is_read_as_it_is_and_shown_no_larger_than_needed(qapp, tmp_path):
    del qapp
    path = tmp_path / "me.png"
    path.write_bytes(png(400, 200))
    data = read_picture(path)
    assert data == path.read_bytes()
    image = decoded(data, 50)
    assert (image.width(), image.height()) == (100, 50)
    assert image.pixelColor(50, 25) == QColor("#ff0000")
    small = decoded(png(20, 30), 50)
    assert (small.width(), small.height()) == (20, 30)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (huge(), "asset.pixels"),
        (b"\x89PNG\r\n\x1a\nbroken", "asset.unreadable"),
        (png(40, 40)[:60], "asset.unreadable"),
        (b"GIF89a", "asset.kind"),
    ],
)
def test_what_cannot_be_shown_is_refused_with_a_reason(qapp, tmp_path, data, code):
    del qapp
    path = tmp_path / "me.png"
    path.write_bytes(data)
    with pytest.raises(JourneyError) as refused:
        read_picture(path)
    assert refused.value.problem.code == code


def test_a_picture_that_claims_to_be_huge_shows_the_initials(qapp):
    del qapp
    assert decoded(huge(), 64).isNull()
    plain = avatar("pe1", "Ada Lane", 34).toImage()
    assert avatar("pe1", "Ada Lane", 34, picture=huge()).toImage() == plain
    assert avatar("pe1", "Ada Lane", 34, picture=png(40, 40)).toImage() != plain


def test_what_is_pasted_becomes_a_small_png(qapp):
    del qapp
    mime = QMimeData()
    assert pasted(mime) is None
    image = QImage(3000, 1500, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    mime.setImageData(image)
    data = pasted(mime)
    assert data is not None
    shown = QImage.fromData(data)
    assert (shown.width(), shown.height()) == (1024, 512)
    assert shown.pixelColor(9, 9) == QColor("#00ff00")


@pytest.fixture
def clipboard(qapp):
    del qapp
    clipboard = QGuiApplication.clipboard()
    clipboard.clear()
    yield clipboard
    clipboard.clear()


@pytest.fixture
def kept():
    return {}


@pytest.fixture
def editor(qapp, qtbot, clipboard, kept):
    del clipboard

    def keep(data: bytes) -> str:
        kept["f" * 64 + ".png"] = data
        return "f" * 64 + ".png"

    bridge = Bridge(templates.sample("corner-bakery"))
    editor = PersonaEditor(
        bridge, Theme(qapp, "light"), LOCAL, lambda: None, pictures=kept, keep_picture=keep
    )
    editor.bridge = bridge
    qtbot.addWidget(editor)
    editor.show()
    return editor


def links(editor) -> list[str]:
    wanted = ("Choose a picture…", "Choose…", "Paste", "Remove")
    return [
        it.text()
        for it in editor.findChildren(QPushButton)
        if it.text() in wanted and it.isVisible()
    ]


def test_a_picture_in_the_clipboard_is_pasted_by_link_or_key_and_removed(
    editor, qtbot, clipboard, kept
):
    def picture() -> str:
        return editor.bridge.document.personas[LOCAL].picture

    assert links(editor) == ["Choose a picture…"]
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(QColor("#123456"))
    clipboard.setImage(image)
    assert links(editor) == ["Choose…", "Paste"]
    paste = next(it for it in editor.findChildren(QPushButton) if it.text() == "Paste")
    qtbot.mouseClick(paste, Qt.MouseButton.LeftButton)
    assert picture() == "f" * 64 + ".png"
    assert QImage.fromData(kept[picture()]).pixelColor(5, 5) == QColor("#123456")
    assert links(editor) == ["Choose…", "Paste", "Remove"]
    editor.bridge.undo()
    assert picture() == ""
    editor.needs_table.setFocus()
    qtbot.keyClick(editor.needs_table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert picture() == "f" * 64 + ".png"


def test_text_is_pasted_into_the_field_and_nothing_else_happens(editor, qtbot, clipboard, kept):
    clipboard.setText("Passer-by")
    assert links(editor) == ["Choose a picture…"]
    name = editor.findChild(object, "personas.name")
    name.setFocus()
    name.selectAll()
    qtbot.keyClick(name, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert editor.bridge.document.personas[LOCAL].name == "Passer-by"
    editor.needs_table.setFocus()
    qtbot.keyClick(editor.needs_table, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert not kept

"""The window and what should not be opened, replaced or taken for markup."""

from __future__ import annotations

import os
import time
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QFileDialog,
    QLabel,
    QMessageBox,
    QToolTip,
)

from tests.ui.conftest import window
from workbench.model.commands import cards
from workbench.model.document import Document
from workbench.model.fields import fields_of
from workbench.model.ids import new_id
from workbench.store import templates, workspace_file
from workbench.ui.heat_table import abbreviated
from workbench.ui.panels.chips import Chip
from workbench.words.file_names import shown

__all__ = ["window"]

MARKUP = "<b>A&B</b> {0} %s"


def named(name: str) -> Document:
    """The bakery with everything in it called `name`."""
    items = []
    for table, item in templates.sample("corner-bakery").entities():
        field = {"touchpoints": "title", "notes": "text", "needs": "text"}.get(table, "name")
        if field in fields_of(table):
            item = msgspec.structs.replace(item, **{field: name})
        items.append(item)
    return Document.of(items)


def press(text: str) -> list[str]:
    """Press the button with this text in the question that opens next; gives the question."""
    asked: list[str] = []

    def do() -> None:
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        asked.append(box.text())
        next(button for button in box.buttons() if button.text() == text).click()

    QTimer.singleShot(0, do)
    return asked


@pytest.mark.parametrize(
    "bad", ["missing", "folder", "too long", "not a zip", "cut off", "empty", "loop"]
)
def test_a_file_that_cannot_be_opened_leaves_the_open_one(window, tmp_path, bad) -> None:
    path = tmp_path / "bad.journey"
    good = tmp_path / "good.journey"
    workspace_file.write(good, templates.sample("corner-bakery"), {})
    match bad:
        case "folder":
            path.mkdir()
        case "too long":
            path = tmp_path / ("y" * 300 + ".journey")
        case "not a zip":
            path.write_text("Dear diary")
        case "cut off":
            path.write_bytes(good.read_bytes()[:2000])
        case "empty":
            path.touch()
        case "loop":
            if os.name == "nt":
                pytest.skip("no links of this kind")
            path.symlink_to(path)
    assert window.files.open(good)
    assert not window.files.open(path)
    assert shown(path.name) in window.notices.text
    assert window.files.path == good
    assert window.bridge.document.touchpoints
    assert window.minimumSizeHint().width() < 1300


def test_a_suffix_that_was_added_asks_before_it_replaces(window, tmp_path, monkeypatch) -> None:
    there = tmp_path / "mine.journey"
    workspace_file.write(there, templates.sample("corner-bakery"), {})
    before = there.read_bytes()
    window.files.new("template", "blank")
    typed = str(tmp_path / "mine")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (typed, ""))
    asked = press("Cancel")
    assert not window.files.save_as_with_dialog()
    assert asked == ["There is a file “mine.journey” already."]
    assert there.read_bytes() == before
    press("Replace it")
    assert window.files.save_as_with_dialog()
    assert window.files.wait_for_save()
    assert there.with_name("mine.journey.bak").read_bytes() == before


def test_an_export_never_replaces_the_open_workspace(window, tmp_path, monkeypatch) -> None:
    path = tmp_path / "bakery.xlsx"
    workspace_file.write(path, templates.sample("corner-bakery"), {})
    before = path.read_bytes()
    assert window.files.open(path)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    window.transfers.export_workbook_with_dialog()
    assert "is the workspace itself" in window.notices.text
    assert path.read_bytes() == before


def test_names_are_never_taken_for_markup_or_keys(window, tmp_path, qtbot) -> None:
    path = tmp_path / "<b>A&B {0}.journey"
    if os.name == "nt":
        path = tmp_path / "A&B {0}.journey"
    workspace_file.write(path, named(MARKUP), {})
    assert window.files.open(path)
    qtbot.waitUntil(lambda: bool(window.bridge.findings), timeout=60_000)
    for table in ("touchpoints", "notes", "stages", "lanes", "personas", "maps"):
        window.bridge.select([(table, next(iter(window.bridge.document.table(table))))])
        QApplication.processEvents()
    plain = Qt.TextFormat.PlainText
    labels = [label for label in window.findChildren(QLabel) if "A&B" in label.text()]
    assert {label.textFormat() for label in labels if label.isVisible()} <= {plain}
    chips = [chip for chip in window.findChildren(Chip) if "A&B" in chip.text()]
    assert chips
    assert all(chip.shortcut().isEmpty() for chip in chips)
    for button in window.findChildren(QAbstractButton):
        assert button.shortcut().toString() != "Alt+B", button.text()
    QToolTip.showText(QPoint(50, 50), MARKUP, window)
    (tip,) = (
        item
        for item in QApplication.topLevelWidgets()
        if isinstance(item, QLabel) and item.text() == MARKUP
    )
    assert tip.textFormat() == plain
    QToolTip.hideText()


def test_what_is_searched_for_is_no_key(window) -> None:
    window.files.new("template", "blank")
    window.palette_panel.search.setText("A&B")
    (button,) = (it for it in window.findChildren(QAbstractButton) if "A&" in it.text())
    assert button.text() == "+ Add “A&&B”"
    assert button.shortcut().isEmpty()


def test_undo_steps_have_names_of_one_line(window) -> None:
    window.files.new("sample", "corner-bakery")
    note = next(iter(window.bridge.document.notes.values()))
    written = "two\nlines\tand A&B <b>{0}"
    window.bridge.run(cards.add, msgspec.structs.replace(note, id=new_id("notes"), text=written))
    action = window.actions_by_id["undo"]
    assert action.text() == "Undo: Add note “two lines and A&&B <b>{0}”"


def test_names_of_five_thousand_characters(window, tmp_path) -> None:
    path = tmp_path / "long.journey"
    workspace_file.write(path, named("x" * 5000), {})
    # computing, so that others who use the processor do not count
    began = time.thread_time()
    assert window.files.open(path)
    window.grab()
    assert time.thread_time() - began < 10
    assert window.minimumSizeHint().width() < 1300


def test_a_heading_of_a_page_is_shortened_at_once() -> None:
    asked: list[str] = []

    def width(text: str) -> float:
        asked.append(text)
        return float(len(text))

    assert abbreviated("word " * 4000, 10, width) == "word word."
    assert sum(map(len, asked)) < 25_000


def test_a_workbook_that_is_none_is_told(window, tmp_path: Path, qtbot) -> None:
    window.files.new("sample", "corner-bakery")
    before = window.bridge.document
    path = tmp_path / "diary.xlsx"
    path.write_text("Dear diary")
    window.transfers.import_workbook(path)
    qtbot.waitUntil(lambda: "diary.xlsx" in window.notices.text, timeout=60_000)
    assert "was not exported from Journey Workbench" in window.notices.text
    assert window.bridge.document is before

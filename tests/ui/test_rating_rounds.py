"""A round of ratings through the window: sheets out, filled in, merged, undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QTableView,
)

from tests.exchange.rating_files import fill
from tests.model.shop import SHOP
from tests.ui.test_leaks import census
from workbench.ui.dialogs.rating_sheets import RatingSheetsDialog
from workbench.ui.import_review.review import ImportReview
from workbench.ui.import_review.rows import ITEM, WHERE
from workbench.ui.theme import Theme

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def dialog(qapp, qtbot, tmp_path):
    made = RatingSheetsDialog(SHOP, "ma1", Theme(qapp, "light"), tmp_path / "sheets")
    qtbot.addWidget(made)
    made.show()
    yield made
    qapp.setStyleSheet("")


def make_button(dialog: RatingSheetsDialog) -> QPushButton:
    return next(b for b in dialog.findChildren(QPushButton) if b.text().startswith("Make"))


def write(qtbot, dialog: RatingSheetsDialog, text: str) -> None:
    names = dialog.findChild(QPlainTextEdit)
    names.selectAll()
    for number, line in enumerate(text.split("\n")):
        if number:
            qtbot.keyClick(names, Qt.Key.Key_Return)
        qtbot.keyClicks(names, line)


def test_known_participants_are_offered_and_names_counted_once(dialog, qtbot, tmp_path):
    assert dialog.findChild(QPlainTextEdit).toPlainText() == "Baker"
    write(qtbot, dialog, "Ann\n  Ben  B \n\nann\n")
    assert make_button(dialog).text() == "Make 2 sheets"
    request = dialog.request()
    assert (request.names, request.stages) == (("Ann", "Ben B"), None)
    assert (request.folder, request.overwrite) == (tmp_path / "sheets", False)


def test_what_is_missing_is_said(dialog, qtbot):
    texts = lambda: [it.text() for it in dialog.findChildren(type(dialog._why))]  # noqa: E731
    write(qtbot, dialog, " ")
    assert not make_button(dialog).isEnabled()
    assert "Write at least one name." in texts()
    write(qtbot, dialog, "Ann")
    for box in dialog.findChildren(QCheckBox):
        box.setChecked(False)
    assert "Tick at least one stage that has touchpoints." in texts()
    assert not make_button(dialog).isEnabled()


def test_stages_without_touchpoints_cannot_be_chosen(dialog):
    boxes = {box.text(): box for box in dialog.findChildren(QCheckBox)}
    assert not boxes["Retention"].isEnabled()
    boxes["Awareness"].click()
    assert dialog.request().stages == ("st2",)
    assert "Each asks about 2 touchpoints." in [
        it.text() for it in dialog.findChildren(type(dialog._why))
    ]


def when_shown(kind: type, act) -> None:
    """Call `act` with the modal dialog of that kind once it is there."""

    def look() -> None:
        found = QApplication.activeModalWidget()
        if isinstance(found, kind):
            act(found)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(50, look)


def test_a_whole_round(window, qtbot, tmp_path, monkeypatch):
    window.files.new("sample", "corner-bakery")
    folder = tmp_path / "sheets"

    def send(dialog: RatingSheetsDialog) -> None:
        write(qtbot, dialog, "Ann\nBen")
        field = next(it for it in dialog.findChildren(QLineEdit) if it.isVisible())
        field.setText(str(folder))
        qtbot.mouseClick(make_button(dialog), LEFT)

    when_shown(RatingSheetsDialog, send)
    with qtbot.waitSignal(window.transfers.told, timeout=30_000) as told:
        window.actions_by_id["rating_sheets"].trigger()
    assert told.args[0].startswith("2 rating sheets")
    files = sorted(folder.iterdir())
    for path, score in zip(files, (2, 9), strict=True):
        fill(path, {"Counter service": {"importance": score}})

    before = window.bridge.document
    seen: list[str] = []

    def accept(review: ImportReview) -> None:
        model = review.findChild(QTableView).model()
        seen.extend(model.index(row, ITEM).data() for row in range(model.rowCount()))
        apply = next(b for b in review.findChildren(QPushButton) if b.text().startswith("Apply"))
        qtbot.mouseClick(apply, LEFT)

    when_shown(ImportReview, accept)
    chosen = [str(path) for path in (*files, Path(__file__))]
    monkeypatch.setattr(QFileDialog, "getOpenFileNames", lambda *_: (chosen, ""))
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.actions_by_id["merge_ratings"].trigger()
    assert {"Ann", "Ben", "Ann: Counter service", "Ben: Counter service"} <= set(seen)
    assert len(window.bridge.document.ratings) == 2
    qtbot.waitUntil(lambda: window.ratings.panel.isVisible())

    window.actions_by_id["take_medians"].trigger()
    (card,) = (
        it for it in window.bridge.document.touchpoints.values() if it.title == "Counter service"
    )
    assert (card.importance, card.evidence, card.evidence_n) == (5.5, "measured", 2)
    window.bridge.undo()
    window.bridge.undo()
    assert window.bridge.document == before


def test_a_file_in_the_way_is_said_and_kept(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.ratings.make(("Ann",), None, tmp_path, overwrite=False)
    (path,) = tmp_path.iterdir()
    before = path.read_bytes()
    with qtbot.waitSignal(window.transfers.failed, timeout=30_000) as failed:
        window.ratings.make(("Ann",), None, tmp_path, overwrite=False)
    assert failed.args[0].code == "file.exists"
    assert path.read_bytes() == before


def test_the_dialog_leaves_nothing_behind(window):
    window.worker.stop()
    window.files.new("sample", "corner-bakery")

    def act() -> None:
        QTimer.singleShot(0, lambda: QApplication.activeModalWidget().close())
        window.actions_by_id["rating_sheets"].trigger()

    act()
    before = census(window)
    for _ in range(5):
        act()
    assert census(window) == before


def test_sheets_that_come_back_empty_are_said(window, qtbot, tmp_path):
    window.files.new("sample", "corner-bakery")
    with qtbot.waitSignal(window.transfers.told, timeout=30_000):
        window.ratings.make(("Ann",), None, tmp_path, overwrite=False)
    before = window.bridge.document
    seen: list[str] = []

    def read(review: ImportReview) -> None:
        model = review.findChild(QTableView).model()
        seen.extend(str(model.index(row, WHERE).data()) for row in range(model.rowCount()))
        review.reject()

    when_shown(ImportReview, read)
    window.ratings.merge(list(tmp_path.iterdir()))
    qtbot.waitUntil(lambda: bool(seen), timeout=30_000)
    assert any("Ann has answered nothing" in text for text in seen)
    assert window.bridge.document is before

"""Makes the pictures of this folder from the real program.

Run ``python docs/pictures/make.py`` in an environment where the program is installed. The
pictures are drawn offscreen. The window is 1600 × 1000, in one picture at 200 %; the typeface
is Inter where it is installed, else the system's.
"""

from __future__ import annotations

import datetime
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

FOLDER = Path(__file__).parent
SIZE = (1600, 1000)
AS_OF = datetime.date(2026, 11, 21)


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    with tempfile.TemporaryDirectory() as place:
        # the pictures must not depend on, or change, the settings of whoever makes them
        os.environ["XDG_DATA_HOME"] = place
        if sys.argv[1:] == ["twice"]:
            draw_twice(Path(place))
            return 0
        draw(Path(place))
    # the scale of the screen holds for a whole process
    scaled = os.environ | {"QT_SCALE_FACTOR": "2"}
    return subprocess.run([sys.executable, __file__, "twice"], env=scaled, check=False).returncode


def open_window():
    """The application and its window, shown with the start page."""
    from PySide6.QtCore import Qt
    from PySide6.QtGui import QFont, QFontDatabase
    from PySide6.QtWidgets import QApplication

    from workbench.ui.application import make_window

    application = QApplication(sys.argv[:1])
    if "Inter" in QFontDatabase.families():
        application.setFont(QFont("Inter", 10))
    window = make_window(application)
    window.feed.today = lambda: AS_OF
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*SIZE)
    window.theme.choose("light")
    window.settings.set("tour_done", True)
    window.show()
    window.start_background_work()
    settle(application, lambda: True)
    return application, window


def open_bakery(application, window, place: Path) -> None:
    """The bakery's map, with the card that its worst gap is about selected."""
    window.files.new("sample", "corner-bakery")
    window.files.save_as(place / "Corner Bakery.journey")
    window.files.wait_for_save()
    settle(application, lambda: bool(window.bridge.findings))
    select_worst(application, window)


def select_worst(application, window) -> None:
    worst = next(
        item.id
        for item in window.bridge.document.touchpoints.values()
        if item.title == "Price & hours page"
    )
    window.bridge.select([("touchpoints", worst)])
    settle(application, lambda: True)


def draw_twice(place: Path) -> None:
    """A window of a laptop's size at 200 %."""
    application, window = open_window()
    window.resize(1280, 800)
    open_bakery(application, window, place)
    save(window, "main-200.png")
    window.close()


def draw(place: Path) -> None:
    application, window = open_window()
    save(window, "start.png")
    open_bakery(application, window, place)
    save(window, "main-light.png")
    save(window.inspector, "inspector.png")
    draw_find(application, window)
    select_worst(application, window)
    draw_outline(application, window)
    draw_tour(application, window)
    draw_posters(window)
    window.theme.choose("dark")
    settle(application, lambda: True)
    save(window, "main-dark.png")
    window.theme.choose("light")
    draw_paths(application, window)
    draw_persona(application, window)
    draw_personas(application, window)
    draw_review(application, window, place)
    window.bridge.undo_stack.setClean()
    draw_comparison(application, window)
    window.bridge.undo_stack.setClean()
    window.close()


def draw_paths(application, window) -> None:
    """How people flow through the bakery's map, beside the chart of its scores."""
    window.analysis.show_part(window.pages.paths)
    window.analysis.show_part(window.pages.quadrants)
    settle(application, lambda: bool(window.view.overlays.trail))
    save(window, "paths.png")
    window.analysis.show_part(window.gaps)


def draw_comparison(application, window) -> None:
    """The online shop as planned, compared with today's."""
    window.files.new("sample", "online-shop")
    settle(application, lambda: bool(window.bridge.findings))
    window.comparing.switch.choose("both")
    window.analysis.show_part(window.by_stage)
    beside = (window.view.compare_legend, window.tools.minimap)
    settle(application, lambda: all(part.isVisible() for part in beside))
    save(window, "compare.png")


def draw_find(application, window) -> None:
    """A word found on the map, and a command found by a few letters."""
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QLineEdit

    window.activateWindow()
    for action, words, name in (
        ("find", "price", "find.png"),
        ("command_palette", "exp", "palette.png"),
    ):
        window.actions_by_id[action].trigger()
        settle(application, lambda: True)
        field = application.focusWidget()
        assert isinstance(field, QLineEdit), action
        QTest.keyClicks(field, words)
        settle(application, lambda: True)
        save(window, name)
        QTest.keyClick(field, "\x1b")


def draw_outline(application, window) -> None:
    window.actions_by_id["outline"].trigger()
    settle(application, lambda: True)
    save(window, "outline.png")
    window.actions_by_id["outline"].trigger()


def draw_tour(application, window) -> None:
    window.tools.show_tour()
    settle(application, lambda: True)
    save(window, "tour.png")
    window.tools.tour.stop()


def draw_posters(window) -> None:
    """The first sheets of the map as a poster over A4."""
    from workbench.drawing.poster import PAPERS
    from workbench.ui.render.pages import poster_pages
    from workbench.ui.render.picture import MapPicture
    from workbench.ui.render.picture_files import image
    from workbench.ui.render.style import style_for

    style = style_for("light", window.theme.font())
    picture = MapPicture(window.bridge.document, window.bridge.map_id, style)
    poster = poster_pages(picture, PAPERS["A4"])
    for number, page in enumerate(poster.pages[:2], start=1):
        image(page, 1.0).save(str(FOLDER / f"poster-{number}.png"))


def draw_personas(application, window) -> None:
    """All personas side by side."""
    from workbench.ui.dialogs.persona_compare import PersonaCompare

    dialog = PersonaCompare(
        window.bridge, window.theme, window.files.pictures.find, lambda _persona: None, window
    )
    dialog.show()
    settle(application, lambda: True)
    save(dialog, "personas-compared.png")
    dialog.close()


def draw_persona(application, window) -> None:
    from workbench.model import queries
    from workbench.ui.dialogs.persona_editor import PersonaEditor

    persona = queries.personas(window.bridge.document)[0]
    editor = PersonaEditor(
        window.bridge, window.theme, persona.id, window.transfers.choose_picture, window
    )
    editor.resize(1320, 870)
    editor.show()
    settle(application, lambda: True)
    save(editor, "persona-editor.png")
    editor.close()


def draw_review(application, window, place: Path) -> None:
    """A workbook that came back with a few edits, as the review shows it."""
    import openpyxl

    from workbench.analysis.findings import findings
    from workbench.exchange.proposal_from_workbook import read_proposal
    from workbench.exchange.xlsx_writer import export_workbook
    from workbench.ui.import_review.review import ImportReview

    document = window.bridge.document
    path = place / "bakery-review.xlsx"
    found = {name: findings(document, name, AS_OF) for name in document.maps}
    export_workbook(document, path, maps=None, today=AS_OF, findings=found)
    book = openpyxl.load_workbook(path)
    sheet = book["Touchpoints"]
    columns = {str(cell.value): cell.column for cell in sheet[header_row(sheet)]}
    rows = {
        str(sheet.cell(row, columns["Title"]).value): row
        for row in range(header_row(sheet) + 1, sheet.max_row + 1)
    }
    sheet.cell(rows["Price & hours page"], columns["Satisfaction"]).value = 5
    sheet.cell(rows["Price & hours page"], columns["Owner"]).value = "Counter team"
    sheet.cell(rows["Counter service"], columns["Importance"]).value = "very"
    sheet.cell(rows["Order by phone"], columns["Status"]).value = "In place"
    new = sheet.max_row + 1
    for name, value in (
        ("Title", "Order ahead form"),
        ("Map", sheet.cell(rows["Counter service"], columns["Map"]).value),
        ("Stage", "Decision"),
        ("Lane", sheet.cell(rows["Counter service"], columns["Lane"]).value),
        ("Status", "Planned"),
    ):
        sheet.cell(new, columns[name]).value = value
    sheet.delete_rows(rows["Local press"] if "Local press" in rows else new - 1)
    book.save(path)
    proposal = read_proposal(document, path)
    review = ImportReview(window.theme, document, proposal, path.name, window)
    review.resize(1180, 860)
    review.show()
    settle(application, lambda: True)
    save(review, "import-review.png")
    review.close()


def header_row(sheet) -> int:
    return next(row for row in range(1, 10) if any(cell.value == "Title" for cell in sheet[row]))


def settle(application, ready: Callable[[], bool]) -> None:
    """Let the window paint, and wait until `ready`. Raises TimeoutError after ten seconds."""
    from PySide6.QtTest import QTest

    QTest.qWait(300)
    for _ in range(100):
        if ready():
            break
        QTest.qWait(100)
    else:
        raise TimeoutError("the window did not get ready for its picture")
    application.processEvents()


def save(widget, name: str) -> None:
    widget.grab().save(str(FOLDER / name))


if __name__ == "__main__":
    sys.exit(main())

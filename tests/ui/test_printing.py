"""Posters, PDF and SVG, persona cards, gap reports, and the window that shows them first."""

from __future__ import annotations

import datetime
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QBuffer, QIODevice, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QFont, QImage, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QDialog,
    QProgressDialog,
    QPushButton,
    QSpinBox,
)

from tests.helpers.canvas import small_map
from workbench.analysis.findings import findings
from workbench.drawing.poster import PAPERS, Paper
from workbench.model import queries
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.entities import Map, Need, Persona, Stage, Workspace
from workbench.store import templates
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.scene import MapScene
from workbench.ui.printing.gap_report import gap_report
from workbench.ui.printing.options import Options, keep, kept
from workbench.ui.printing.paragraph import Face, Paragraph
from workbench.ui.printing.persona_card import persona_card
from workbench.ui.printing.print_window import PrintWindow
from workbench.ui.printing.subjects import Source, Subject, subjects
from workbench.ui.render.pages import Pages, fitted_page, one_page, poster_pages
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.picture_files import (
    image,
    natural_page,
    page_layout,
    paint_pages,
    pdf,
    searchable,
    svg,
)
from workbench.ui.render.style import Style, colour, screen_style, style_for
from workbench.ui.theme import Theme

TODAY = datetime.date(2026, 11, 22)
FONT = searchable(QFont("Inter", 10))

needs_pdftotext = pytest.mark.skipif(
    shutil.which("pdftotext") is None, reason="reads PDF files with poppler’s pdftotext"
)


def bakery() -> Document:
    return templates.new_workspace("sample", "corner-bakery")


def picture(document: Document, map_id: str) -> MapPicture:
    return MapPicture(document, map_id, style_for("light", FONT))


def only_map(document: Document) -> str:
    (found,) = document.maps
    return found


def text_of(pages: Pages, folder: Path) -> str:
    path = folder / "pages.pdf"
    path.write_bytes(pdf(pages))
    run = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, check=True)
    return run.stdout.decode()


def boxes_of(data: bytes) -> list[tuple[float, float]]:
    """The sizes of a PDF's pages, in points."""
    found = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", data)
    return [(float(width), float(height)) for width, height in found]


def different(one: QImage, other: QImage, by: int) -> float:
    """The part of the colours of all pixels that differ by more than `by` of 255."""
    assert one.size() == other.size()
    pairs = zip(bytes(one.constBits()), bytes(other.constBits()), strict=True)
    return sum(abs(first - second) > by for first, second in pairs) / one.sizeInBytes()


def by_canvas(document: Document, region: QRectF, style: Style) -> QImage:
    bridge = Bridge(document)
    bridge.show_map(only_map(document) if len(document.maps) == 1 else "ma1")
    scene = MapScene(bridge, style)
    scene.set_room()
    made = QImage(region.size().toSize(), QImage.Format.Format_RGB32)
    made.fill(colour(style.palette.window))
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(made.rect()), region)
    painter.end()
    return made


def by_export(document: Document, region: QRectF, style: Style) -> QImage:
    map_id = only_map(document) if len(document.maps) == 1 else "ma1"
    drawn = MapPicture(document, map_id, style)
    made = QImage(region.size().toSize(), QImage.Format.Format_RGB32)
    made.fill(colour(style.palette.window))
    painter = QPainter(made)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing)
    painter.translate(-region.topLeft())
    drawn.paint_body(painter, region)
    painter.end()
    return made


@pytest.mark.parametrize("appearance", ["light", "dark"])
@pytest.mark.usefixtures("qapp")
def test_what_the_screen_shows_is_what_comes_out(appearance: str) -> None:
    document = bakery()
    region = QRectF(40, 20, 700, 420)
    # the screen paints the bends of connections as short straight lines: nothing else may differ
    shown = by_canvas(document, region, style_for(appearance, FONT))
    written = by_export(document, region, style_for(appearance, FONT))
    assert different(shown, written, 0) < 0.01
    assert different(shown, written, 60) < 0.0005
    # and the pixmaps that a screen keeps stand an eighth of a pixel off at most
    stamped = by_canvas(document, region, screen_style(appearance, FONT))
    assert different(stamped, written, 40) < 0.02
    plain = QImage(shown.size(), shown.format())
    plain.fill(colour(style_for(appearance, FONT).palette.window))
    assert different(shown, plain, 40) > 0.03


@pytest.mark.usefixtures("qapp")
def test_without_connections_screen_and_export_are_the_same_to_the_pixel() -> None:
    document = small_map()
    bare = Document.of(
        [item for table in ("workspace",) for item in [document.workspace]]
        + [
            item
            for name in ("maps", "channels", "stages", "lanes", "touchpoints", "notes")
            for item in getattr(document, name).values()
        ]
    )
    region = QRectF(0, 0, 480, 400)
    style = style_for("light", FONT)
    assert by_canvas(bare, region, style) == by_export(bare, region, style)


@pytest.mark.usefixtures("qapp")
def test_a_poster_has_a_page_for_each_sheet_of_the_paper() -> None:
    pages = poster_pages(picture(bakery(), only_map(bakery())), PAPERS["A4"], "landscape")
    data = pdf(pages)
    assert len(boxes_of(data)) == pages.rows * pages.columns > 1
    for width, height in boxes_of(data):
        # 297 × 210 mm
        assert width == pytest.approx(841.9, abs=1)
        assert height == pytest.approx(595.3, abs=1)
    assert data.count(b"/FontFile") >= 2
    assert b"/ToUnicode" in data


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_every_sheet_repeats_lane_names_and_says_its_number(tmp_path: Path) -> None:
    drawn = picture(bakery(), only_map(bakery()))
    # so small that all lanes stand on one sheet, and so narrow that the last stage does not
    wide = Paper("wide", 700, 0.7 * drawn.size().width())
    pages = poster_pages(drawn, wide, "landscape", scale=0.7)
    sheets = text_of(pages, tmp_path).split("\f")[:-1]
    headers = (("Awareness", "Decision", "Retention"), ("Advocacy",))
    for index, (sheet, own) in enumerate(zip(sheets, headers, strict=True)):
        assert f"A{index + 1} of 1 × 2" in sheet
        for name in (*own, "Pain points", "Touchpoints", "Experience", "Reached"):
            assert name in sheet


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_lower_sheets_repeat_stage_headers(tmp_path: Path) -> None:
    drawn = picture(bakery(), only_map(bakery()))
    pages = poster_pages(drawn, PAPERS["A5"], "landscape", scale=1.2)
    assert pages.rows > 1
    sheets = text_of(pages, tmp_path).split("\f")[:-1]
    assert len(sheets) == pages.rows * pages.columns
    assert "Awareness" in sheets[0]
    assert "Awareness" in sheets[pages.columns]
    assert f"B1 of {pages.rows} × {pages.columns}" in sheets[pages.columns]


@pytest.mark.usefixtures("qapp")
def test_cut_marks_stand_beside_the_sheet_or_nowhere() -> None:
    drawn = picture(bakery(), only_map(bakery()))

    def ink_beside(marks: bool) -> int:
        pages = poster_pages(drawn, PAPERS["A5"], "landscape", marks=marks)
        made = image(pages.pages[0], 2.0)
        beside = (QColor(made.pixel(x, y)) for x in range(made.width()) for y in range(54))
        return sum(it.lightness() < 120 for it in beside)

    assert ink_beside(True) > 20
    assert ink_beside(False) == 0


@pytest.mark.usefixtures("qapp")
def test_the_size_of_the_smallest_text_follows_the_scale() -> None:
    drawn = picture(bakery(), only_map(bakery()))
    whole = one_page(drawn)
    assert whole.smallest_text == pytest.approx(drawn.smallest_text * 0.75)
    page = whole.pages[0]
    assert page.width == pytest.approx(drawn.size().width() * 0.75)
    small = fitted_page(drawn, PAPERS["A5"])
    assert small.smallest_text < 6 < whole.smallest_text
    # never larger than it is on the screen
    assert fitted_page(drawn, PAPERS["A0"]).smallest_text == whole.smallest_text


@pytest.mark.usefixtures("qapp")
def test_an_endless_map_still_makes_a_page_that_programs_can_show() -> None:
    many = [Stage(id=f"st{index:03}", map="ma1", rank=f"{index + 1:03}") for index in range(150)]
    document = Document.of([Workspace(id="wk1"), Map(id="ma1"), *many])
    pages = one_page(picture(document, "ma1"))
    assert max(pages.pages[0].width, pages.pages[0].height) <= 14_400
    assert pages.smallest_text < 8


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("spread", [one_page, lambda it: poster_pages(it, PAPERS["A4"])])
def test_a_map_with_nothing_on_it_is_printed(spread: Callable[[MapPicture], Pages]) -> None:
    document = Document.of([Workspace(id="wk1"), Map(id="ma1", name="Nothing yet")])
    assert pdf(spread(picture(document, "ma1"))).startswith(b"%PDF")


@pytest.mark.usefixtures("qapp")
def test_a_printer_gets_the_same_pages_on_the_same_paper(tmp_path: Path) -> None:
    pages = poster_pages(picture(bakery(), only_map(bakery())), PAPERS["A4"], "landscape")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    printer.setPageLayout(page_layout(pages))
    paint_pages(printer, pages)
    assert printer.pageLayout().orientation() == QPageLayout.Orientation.Landscape
    assert printer.pageLayout().pageSize().id() == QPageSize.PageSizeId.A4
    printed = boxes_of((tmp_path / "printed.pdf").read_bytes())
    assert printed == boxes_of(pdf(pages))
    assert len(printed) == len(pages.pages)


@pytest.mark.usefixtures("qapp")
def test_svg_keeps_texts_as_texts() -> None:
    drawn = picture(bakery(), only_map(bakery()))
    data = svg(natural_page(drawn), drawn.name).decode()
    assert "<title>First-time visitors</title>" in data
    assert re.search(r"<text [^>]*>Online reviews</text>", data)
    size = drawn.size()
    assert f'viewBox="0 0 {size.width():g} {size.height():g}"' in data


def persona_with(**values: object) -> Document:
    persona = Persona(id="pe1", name="First-time local", **values)  # type: ignore[arg-type]
    return Document.of([Workspace(id="wk1", name="Bakery"), persona])


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_a_persona_card_tells_everything_on_one_page(tmp_path: Path) -> None:
    document = bakery()
    persona = next(it for it in document.personas.values() if it.name == "First-time local")
    pages = persona_card(document, persona.id, PAPERS["A5"], FONT, TODAY)
    assert len(pages.pages) == 1
    text = " ".join(text_of(pages, tmp_path).split())
    for part in (
        "First-time local",
        "B2C · 45 % of customers",
        "“I pass by every day, but I have never been inside.”",
        "Value proposition",
        "Online review",
        "Know the price before going in",
        "Would decline because",
        "2026-11-22",
    ):
        assert part in text


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_a_card_says_what_it_has_no_room_for(tmp_path: Path) -> None:
    document = persona_with(summary="No end to it. " * 900, quote="最初に価格を調べる。" * 40)
    needs = [
        Need(id=f"ne{index}", persona="pe1", rank="1", text=f"Wish number {index}", role="decision")
        for index in range(60)
    ]
    crowded = Document.of([document.workspace, *document.personas.values(), *needs])
    pages = persona_card(crowded, "pe1", PAPERS["A4"], FONT, TODAY)
    text = text_of(pages, tmp_path)
    told = len(re.findall(r"Wish number \d+", text))
    assert told > 5
    assert f"and {60 - told} more" in text
    assert "…" in text


@pytest.mark.usefixtures("qapp")
def test_the_picture_of_a_persona_is_on_the_card() -> None:
    photo = QImage(60, 90, QImage.Format.Format_RGB32)
    photo.fill(QColor("#12C4A0"))
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    photo.save(buffer, "PNG")
    data = bytes(buffer.data().data())

    def colours(shown: bytes) -> set[str]:
        card = persona_card(persona_with(), "pe1", PAPERS["A5"], FONT, TODAY, shown)
        made = image(card.pages[0], 1.0)
        return {made.pixelColor(x, 80).name() for x in range(made.width())}

    assert "#12c4a0" in colours(data)
    assert "#12c4a0" not in colours(b"no picture at all")


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_the_gap_report_tells_method_figures_working_and_action(tmp_path: Path) -> None:
    document = bakery()
    map_id = only_map(document)
    found = findings(document, map_id, TODAY)
    pages = gap_report(document, map_id, found, PAPERS["A4"], FONT, TODAY)
    text = " ".join(text_of(pages, tmp_path).split())
    for part in (
        "Gap report: First-time visitors",
        f"{len(found)} open gaps",
        "Price & hours page matters (9) but disappoints (3)",
        "→ Find out what disappoints at “Price & hours page”",
        "Opportunity score (Ulwick): importance + max(importance − satisfaction, 0)",
        "Importance 9 · Satisfaction 3",
        "Priority 15 = opportunity score",
        f"{len(found) - 20} gaps of lower priority are not told here",
        f"1 of {len(pages.pages)}",
    ):
        assert part in text
    assert all(
        (page.width, page.height) == (PAPERS["A4"].width, PAPERS["A4"].height)
        for page in pages.pages
    )


@needs_pdftotext
@pytest.mark.usefixtures("qapp")
def test_a_map_without_gaps_has_a_report_that_says_so(tmp_path: Path) -> None:
    document = Document.of([Workspace(id="wk1"), Map(id="ma1", name="Done")])
    pages = gap_report(document, "ma1", (), PAPERS["Letter"], FONT, TODAY)
    assert len(pages.pages) == 1
    assert "No open gaps." in text_of(pages, tmp_path)


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize("text", ["word " * 80, "調べる" * 60, "x" * 500, "a\nb\nc\nd\n🥐 e"])
def test_a_paragraph_keeps_to_its_lines_and_its_width(text: str) -> None:
    paragraph = Paragraph(text, FONT, Face(9), 120, 3)
    assert paragraph.lines == 3
    assert paragraph.natural_width <= 120
    assert Paragraph(text, FONT, Face(9), 120).lines > 3


# the window


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, "light")


@pytest.fixture
def settings(tmp_path: Path) -> SettingsStore:
    return SettingsStore(tmp_path / "settings.json")


def source() -> Source:
    document = bakery()
    map_id = only_map(document)
    return Source(
        document=document,
        map_id=map_id,
        findings=findings(document, map_id, TODAY),
        picture=lambda _name: b"",
        font=FONT,
        today=TODAY,
    )


class Saver:
    """Stands for the person at the file dialog, and remembers what it was asked."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.suffixes: list[str] = []

    def __call__(self, _title: str, _kinds: str, suffix: str) -> Path | None:
        self.suffixes.append(suffix)
        return self.path


def make_window(qtbot, theme, settings, saver, kind="map", form="pages") -> PrintWindow:
    shown = source()
    subject = next(it for it, _ in subjects(shown) if it.kind == kind)
    window = PrintWindow(theme, settings, shown, subject, saver, form=form)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    return window


def choose(window: PrintWindow, name: str, value: object) -> None:
    """Choose in a drop-down by its keys."""
    combo = window.choices.field(name)
    assert isinstance(combo, QComboBox)
    assert combo.isVisible()
    combo.setFocus()
    known = [combo.itemData(index) for index in range(combo.count())]
    steps = known.index(value) - combo.currentIndex()
    for _ in range(abs(steps)):
        QTest.keyClick(combo, Qt.Key.Key_Down if steps > 0 else Qt.Key.Key_Up)
    assert combo.currentData() == value


def click(window: PrintWindow, text: str) -> None:
    button = next(it for it in window.findChildren(QPushButton) if it.text() == text)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_poster_is_shown_and_saved(qtbot, theme, settings, tmp_path):
    saver = Saver(tmp_path / "poster.pdf")
    window = make_window(qtbot, theme, settings, saver)
    choose(window, "spread", "poster")
    choose(window, "orientation", "landscape")
    qtbot.waitUntil(lambda: " sheets of A4: " in window.told)
    pages = window.pages
    count = len(pages.pages)
    assert f"{count} sheets of A4: {pages.rows} × {pages.columns}" in window.told
    assert window.preview.page_count == count > 1
    click(window, "Save as PDF…")
    assert saver.suffixes == [".pdf"]
    assert len(boxes_of((tmp_path / "poster.pdf").read_bytes())) == count
    assert window.result() == QDialog.DialogCode.Accepted
    assert window.written == tmp_path / "poster.pdf"


def test_small_text_is_warned_of_with_its_size(qtbot, theme, settings):
    window = make_window(qtbot, theme, settings, Saver(None))
    assert "hard to read" not in window.told
    choose(window, "paper", "A5")
    qtbot.waitUntil(lambda: "hard to read" in window.told)
    size = f"{window.pages.smallest_text:.1f}"
    assert f"{size} pt" in window.told
    assert float(size) < 6
    choose(window, "spread", "one")
    qtbot.waitUntil(lambda: "hard to read" not in window.told)
    spin = window.choices.field("size")
    assert isinstance(spin, QSpinBox)
    spin.setFocus()
    spin.selectAll()
    QTest.keyClicks(spin, "50")
    qtbot.waitUntil(lambda: "hard to read" in window.told)
    assert f"{window.pages.smallest_text:.1f} pt" in window.told


def test_what_was_chosen_is_remembered(qtbot, theme, settings):
    window = make_window(qtbot, theme, settings, Saver(None))
    choose(window, "spread", "poster")
    choose(window, "paper", "A3")
    window.reject()
    again = kept(SettingsStore(settings._path))
    assert (again.spread, again.paper, again.marks) == ("poster", "A3", True)
    following = make_window(qtbot, theme, settings, Saver(None))
    assert following.choices.field("paper").currentData() == "A3"


def test_options_that_do_not_fit_are_the_usual_ones(settings):
    keep(settings, Options(paper="A0", overlap=20))
    assert kept(settings) == Options(paper="A0", overlap=20)
    settings.set("printing", {"paper": "A99"})
    assert kept(settings) == Options()


def test_a_png_as_sharp_as_chosen(qtbot, theme, settings, tmp_path):
    saver = Saver(tmp_path / "map.png")
    window = make_window(qtbot, theme, settings, saver, form="png")
    choose(window, "png_scale", 3)
    click(window, "Save as PNG…")
    made = QImage(str(tmp_path / "map.png"))
    page = window.pages.pages[0]
    assert (made.width(), made.height()) == (round(page.width * 3), round(page.height * 3))
    assert saver.suffixes == [".png"]


def test_a_card_and_a_report_are_chosen_in_the_same_window(qtbot, theme, settings, tmp_path):
    window = make_window(qtbot, theme, settings, Saver(tmp_path / "card.svg"), form="svg")
    persona = next(it for it, _ in subjects(source()) if it.kind == "persona")
    choose(window, "subject", persona)
    qtbot.waitUntil(lambda: "148 × 210 mm" in window.told)
    assert not window.choices.field("spread").isVisible()
    choose(window, "subject", Subject("gaps", only_map(bakery())))
    choose(window, "form", "pages")
    qtbot.waitUntil(lambda: "pages, 210 × 297 mm" in window.told)
    assert window.preview.page_count == len(window.pages.pages) > 1
    choose(window, "subject", persona)
    choose(window, "form", "svg")
    window.refresh()
    click(window, "Save as SVG…")
    assert b"<text" in (tmp_path / "card.svg").read_bytes()


def test_a_place_that_refuses_is_said_and_the_window_stays(qtbot, theme, settings, tmp_path):
    nowhere = tmp_path / "no such folder" / "map.pdf"
    window = make_window(qtbot, theme, settings, Saver(nowhere))
    click(window, "Save as PDF…")
    assert str(nowhere) in window.told
    assert window.isVisible()
    assert window.written is None


def test_a_long_poster_can_be_cancelled_and_nothing_is_written(qtbot, theme, settings, tmp_path):
    window = make_window(qtbot, theme, settings, Saver(tmp_path / "poster.pdf"))
    choose(window, "spread", "poster")
    choose(window, "paper", "A5")
    window.refresh()
    assert len(window.pages.pages) > 3

    def cancel() -> None:
        window.findChild(QProgressDialog).findChild(QPushButton).click()

    QTimer.singleShot(0, cancel)
    click(window, "Save as PDF…")
    assert not (tmp_path / "poster.pdf").exists()
    assert window.isVisible()
    click(window, "Save as PDF…")
    assert len(boxes_of((tmp_path / "poster.pdf").read_bytes())) == len(window.pages.pages)


def test_who_thinks_better_of_it_writes_nothing(qtbot, theme, settings, tmp_path):
    window = make_window(qtbot, theme, settings, Saver(None))
    click(window, "Save as PDF…")
    assert window.isVisible()
    assert [it.name for it in tmp_path.iterdir() if it.suffix == ".pdf"] == []


def test_a_page_as_large_as_the_map_goes_to_no_printer(qtbot, theme, settings):
    window = make_window(qtbot, theme, settings, Saver(None))
    choose(window, "spread", "one")
    window.refresh()
    button = next(it for it in window.findChildren(QPushButton) if it.text() == "Print…")
    assert not button.isEnabled()
    assert "no printer" in button.toolTip()
    choose(window, "spread", "poster")
    window.refresh()
    assert button.isEnabled()


@pytest.mark.parametrize(
    ("action", "kind", "form"),
    [
        ("print", "map", "pages"),
        ("export_picture", "map", "png"),
        ("gap_report", "gaps", "pages"),
        ("persona_card", "persona", "pages"),
    ],
)
def test_the_menu_opens_the_window_on_what_is_meant(window, qtbot, action, kind, form):
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: len(window.bridge.findings) > 0, timeout=20_000)
    seen = []

    def look() -> None:
        opened = QApplication.activeModalWidget()
        assert isinstance(opened, PrintWindow)
        seen.append((opened.choices.subject().kind, opened.choices.options().form))
        opened.reject()

    QTimer.singleShot(0, look)
    window.actions_by_id[action].trigger()
    assert seen == [(kind, form)]


def test_a_card_is_printed_where_there_is_no_map(reused_window):
    reused_window.files.new("sample", "corner-bakery")
    bridge = reused_window.bridge
    bridge.run(edit.remove, [("maps", it) for it in bridge.document.maps])
    seen = []

    def look() -> None:
        opened = QApplication.activeModalWidget()
        assert isinstance(opened, PrintWindow)
        seen.append(opened.choices.subject())
        opened.reject()

    QTimer.singleShot(0, look)
    reused_window.actions_by_id["persona_card"].trigger()
    first = queries.personas(bridge.document)[0].id
    assert [(it.kind, it.id) for it in seen] == [("persona", first)]

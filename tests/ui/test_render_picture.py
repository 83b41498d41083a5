"""A map as a PNG file, and the texts that painters break into lines."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QImage
from PySide6.QtWidgets import QApplication

from tests.helpers.canvas import small_map
from workbench.model.problems import JourneyError
from workbench.ui.render.fonts import MapFonts
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.picture_files import export_map
from workbench.ui.render.style import style_for
from workbench.words.problem_sentences import sentence


def colours_of(image: QImage) -> set[str]:
    return {
        image.pixelColor(x, y).name()
        for x in range(0, image.width(), 3)
        for y in range(0, image.height(), 3)
    }


def test_the_picture_holds_the_whole_map_at_the_scale(qapp: QApplication, tmp_path: Path) -> None:
    document, out = small_map(), tmp_path / "map.png"
    export_map(document, "ma1", out, scale=1.5)
    image = QImage(str(out))
    size = MapPicture(document, "ma1", style_for("light", qapp.font())).size()
    assert image.width() == round(size.width() * 1.5)
    assert image.height() == round(size.height() * 1.5)
    found = colours_of(image)
    assert {"#f6f7f9", "#ffffff", "#3457d5", "#fdedec"} <= found
    assert [item.name for item in tmp_path.iterdir()] == ["map.png"]


@pytest.mark.usefixtures("qapp")
def test_dark_is_dark(tmp_path: Path) -> None:
    export_map(small_map(), "ma1", tmp_path / "map.png", appearance="dark")
    assert QImage(str(tmp_path / "map.png")).pixelColor(2, 2).name() == "#14181f"


@pytest.mark.usefixtures("qapp")
def test_a_place_that_cannot_be_written_is_refused_in_words(tmp_path: Path) -> None:
    out = tmp_path / "no such folder" / "map.png"
    with pytest.raises(JourneyError) as refused:
        export_map(small_map(), "ma1", out)
    assert str(out) in sentence(refused.value.problem)
    with pytest.raises(JourneyError):
        export_map(small_map(), "ma1", tmp_path)
    with pytest.raises(JourneyError):
        export_map(small_map(), "maNONE", tmp_path / "map.png")
    assert list(tmp_path.iterdir()) == []


def test_without_display_or_application_there_is_a_picture(tmp_path: Path) -> None:
    code = (
        "import sys, pathlib\n"
        "from tests.helpers.canvas import small_map\n"
        "from workbench.ui.render.picture_files import export_map\n"
        "export_map(small_map(), 'ma1', pathlib.Path(sys.argv[1]))\n"
    )
    out = tmp_path / "map.png"
    run = subprocess.run(
        [sys.executable, "-c", code, str(out)],
        cwd=Path(__file__).parents[2],
        env={"HOME": str(tmp_path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert run.returncode == 0, run.stderr
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    "text",
    [
        "Price & hours page for everyone who comes by",
        "最初に価格と営業時間を調べてから店に来るお客様のためのページです",
        "صفحة الأسعار وساعات العمل لكل من يمر من هنا",
        "🥐🥖🍞🥨🥯🧇🥞🍪🎂🍰🧁🥧🍩🍫🍬🍭" * 2,
        "x" * 5000,
        "two\nlines\nand a third that goes on and on",
    ],
)
@pytest.mark.usefixtures("qapp")
def test_text_is_broken_into_lines_that_fit(text: str) -> None:
    fonts = MapFonts(QFont("Inter", 10))
    lines = fonts.lines(text, "card", 110, 2)
    assert len(lines) == 2
    for line in lines:
        assert fonts.width(line, "card") <= 110 + 1
        assert "\n" not in line
    assert lines[1].endswith("…")


@pytest.mark.usefixtures("qapp")
def test_text_that_fits_is_kept_whole() -> None:
    fonts = MapFonts(QFont("Inter", 10))
    assert fonts.lines("Price page", "card", 110, 2) == ("Price page",)
    assert fonts.lines("Prices and\nhours", "note", 130, 6) == ("Prices and", "hours")
    assert fonts.lines("  ", "card", 110, 2) == ()

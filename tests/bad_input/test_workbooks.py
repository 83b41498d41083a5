"""Workbooks that came back wrong through the command line: told, and nothing lost."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.command_line.conftest import Run, is_one_line
from workbench.store import workspace_file

# pictures must not make an application of their own before the tests of the window do
pytestmark = pytest.mark.usefixtures("qapp")

TITLE, IMPORTANCE, DATE = "Title", "Importance", "Evidence date"


@pytest.fixture
def workbook(run: Run, bakery: Path) -> Path:
    assert run("export", bakery, "b.xlsx").code == 0
    return bakery.with_name("b.xlsx")


def column(sheet: Any, header: str) -> int:
    return next(int(cell.column) for cell in sheet[1] if cell.value == header)


def edit(path: Path, change: Callable[[Any], None]) -> None:
    """Edit the sheet of touchpoints."""
    book = openpyxl.load_workbook(path)
    change(book["Touchpoints"])
    book.save(path)


def fill(path: Path, header: str, values: list[Any]) -> None:
    """Write values under a header, from the first touchpoint down."""

    def change(sheet: Any) -> None:
        for row, value in enumerate(values, start=2):
            sheet.cell(row, column(sheet, header)).value = value

    edit(path, change)


def said(run: Run, workbook: Path, bakery: Path) -> list[str]:
    """The lines of an import that accepts everything; the workspace stays sound."""
    code, out, err = run("import", workbook, "--into", bakery, "--accept", "all")
    assert (code, err) == (0, "")
    assert run("check", bakery).code == 0
    return out.splitlines()


@pytest.mark.parametrize("name", ["x" * 300 + ".xlsx", "a\0b.xlsx", "nowhere/b.xlsx", "", "."])
def test_names_of_no_file(run: Run, bakery: Path, name: str) -> None:
    code, out, err = run("import", name, "--into", bakery)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "“”" not in err


@pytest.mark.parametrize(
    "value",
    ["very", "1e400", "nan", "五", 40, -1, 0, "80%", True, "=A1+1", "#REF!", "1 234,5", "−"],
)
def test_what_is_no_score_keeps_the_old_one(
    run: Run, bakery: Path, workbook: Path, value: object
) -> None:
    before = bakery.read_bytes()
    fill(workbook, IMPORTANCE, [value])
    (problem, last) = said(run, workbook, bakery)
    assert problem.startswith("? Touchpoints!L2: ")
    assert problem.endswith("; kept 7.")
    assert last == "No change."
    assert bakery.read_bytes() == before


@pytest.mark.parametrize("value", ["31.03.2026", "soon", True, "0000-00-00", "2026-02-30"])
def test_what_is_no_date_keeps_the_old_one(
    run: Run, bakery: Path, workbook: Path, value: object
) -> None:
    fill(workbook, DATE, [value])
    (problem, last) = said(run, workbook, bakery)
    assert "a date like 2026-03-31 is needed; kept 2026-10-02" in problem
    assert last == "No change."


def test_titles_of_all_kinds_arrive_as_written(run: Run, bakery: Path, workbook: Path) -> None:
    titles = [
        "x" * 5000,
        "مخبز الحي القديم",
        "角のパン屋",
        "🥐 e\u0301",
        "{0} {name} %s %(x)d",
        "<b>bold</b> & <img src=x>",
        "\u202eright to left",
        "Tom & Jerry's “best”",
    ]
    fill(workbook, TITLE, titles)
    assert f"Applied {len(titles)} changes" in said(run, workbook, bakery)[-1]
    document = workspace_file.read(bakery).document
    assert set(titles) <= {item.title for item in document.touchpoints.values()}
    assert run("export", bakery, "again.xlsx").code == 0
    assert run("export", bakery, "again.png").code == 0
    assert run("gaps", bakery).code == 0
    assert said(run, bakery.with_name("again.xlsx"), bakery) == ["No change."]


def test_a_text_too_long_to_keep_is_told_and_not_cut(
    run: Run, bakery: Path, workbook: Path
) -> None:
    before = bakery.read_bytes()
    fill(workbook, "Remarks", ["x" * 20_001])
    (problem, last) = said(run, workbook, bakery)
    assert "longer than the 20,000 characters that are kept" in problem
    assert last == "No change."
    assert bakery.read_bytes() == before


def test_a_long_text_does_not_flood_the_list(run: Run, bakery: Path, workbook: Path) -> None:
    fill(workbook, "Remarks", ["word " * 4000])
    out = run("import", workbook, "--into", bakery, "--dry-run").out
    assert max(map(len, out.splitlines())) < 400
    said(run, workbook, bakery)
    document = workspace_file.read(bakery).document
    assert max(len(item.remarks) for item in document.touchpoints.values()) >= 19_999


def test_a_row_that_is_gone_says_so(run: Run, bakery: Path, workbook: Path) -> None:
    edit(workbook, lambda sheet: sheet.delete_rows(2))
    out = run("import", workbook, "--into", bakery).out
    assert "− Search ad  [row missing]" in out.splitlines()


def test_a_map_deleted_since_the_export(run: Run, bakery: Path, workbook: Path) -> None:
    fill(workbook, TITLE, ["Edited after the map was deleted"])
    document = workspace_file.read(bakery).document
    bare = type(document).of(
        item for table, item in document.entities() if table in ("workspace", "channels")
    )
    workspace_file.write(bakery, bare, {})
    lines = said(run, workbook, bakery)
    assert any(line.startswith("?") and "Touchpoints!" in line for line in lines)
    assert workspace_file.read(bakery).document.maps == {}


def test_a_strict_workbook_is_read_like_any_other(run: Run, bakery: Path, workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    ordinary, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    changes = {
        ordinary + b"spreadsheetml/2006/main": strict + b"spreadsheetml/main",
        ordinary + b"officeDocument/2006/": strict + b"officeDocument/",
    }
    with zipfile.ZipFile(workbook, "w") as archive:
        for name, data in members.items():
            for old, new in changes.items():
                data = data.replace(old, new)
            archive.writestr(name, data)
    assert run("import", workbook, "--into", bakery) == (0, "No change.\n", "")


@pytest.mark.skipif(os.name == "nt", reason="no links of this kind")
def test_a_link_to_itself(run: Run, bakery: Path) -> None:
    loop = bakery.with_name("loop.xlsx")
    loop.symlink_to(loop)
    code, _, err = run("import", loop, "--into", bakery)
    assert code == 1
    assert is_one_line(err)

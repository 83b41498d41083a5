"""import: the list it prints, and what it applies when told to."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.command_line.conftest import Run, is_one_line
from workbench.exchange import merging
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.proposal import Proposal
from workbench.store import workspace_file


@pytest.fixture
def workbook(run: Run, bakery: Path) -> Path:
    run("export", bakery, "b.xlsx")
    return bakery.with_name("b.xlsx")


@pytest.fixture
def edited(workbook: Path) -> Path:
    """One changed score, one new touchpoint, one row deleted, one number that is none."""
    book = openpyxl.load_workbook(workbook)
    sheet = book["Touchpoints"]
    headers = header(sheet)
    row = row_of(sheet, headers["Title"], "Price & hours page")
    sheet.cell(row, headers["Satisfaction"]).value = 8
    sheet.cell(row, headers["Importance"]).value = "very"
    new = sheet.max_row + 1
    for name in ("Map", "Stage", "Lane"):
        sheet.cell(new, headers[name]).value = sheet.cell(row, headers[name]).value
    sheet.cell(new, headers["Title"]).value = "Window display"
    sheet.delete_rows(row_of(sheet, headers["Title"], "Word of mouth"))
    book.save(workbook)
    return workbook


def header(sheet: Worksheet) -> dict[str, int]:
    """Column numbers by their titles."""
    for row in sheet.iter_rows(max_row=10):
        found = {str(cell.value): int(cell.column or 0) for cell in row if cell.value}
        if "Title" in found:
            return found
    raise AssertionError("no header")


def row_of(sheet: Worksheet, column: int, value: str) -> int:
    (row,) = (r for r in range(1, sheet.max_row + 1) if sheet.cell(r, column).value == value)
    return row


def titles(path: Path) -> set[str]:
    return {item.title for item in document(path).touchpoints.values()}


def document(path: Path) -> Document:
    return workspace_file.read(path).document


def satisfaction(path: Path) -> float | None:
    (page,) = (t for t in document(path).touchpoints.values() if t.title == "Price & hours page")
    return page.satisfaction


def test_an_unchanged_workbook_changes_nothing(run: Run, bakery: Path, workbook: Path) -> None:
    before = bakery.read_bytes()
    assert run("import", workbook, "--into", bakery, "--dry-run") == (0, "No change.\n", "")
    assert run("import", workbook, "--into", bakery, "--accept", "all") == (0, "No change.\n", "")
    assert bakery.read_bytes() == before


@pytest.mark.parametrize("extra", [(), ("--dry-run",), ("--dry-run", "--accept", "all")])
def test_the_list_is_printed_and_nothing_applied(
    run: Run, bakery: Path, edited: Path, extra: tuple[str, ...]
) -> None:
    before = bakery.read_bytes()
    code, out, err = run("import", edited, "--into", bakery, *extra)
    assert (code, err) == (0, "")
    assert bakery.read_bytes() == before
    signs = [line[0] for line in out.splitlines()]
    changed = next(line for line in out.splitlines() if line.startswith("~"))
    assert "Price & hours page" in changed
    assert "Satisfaction: “3” → “8”" in changed
    assert "[Touchpoints!" in changed
    assert any(line.startswith("+") and "Window display" in line for line in out.splitlines())
    assert any(line.startswith("−") and "Word of mouth" in line for line in out.splitlines())
    assert signs.count("?") == 1
    assert "Nothing was applied" in out


def test_accept_changed(run: Run, bakery: Path, edited: Path) -> None:
    before = titles(bakery)
    code, out, _ = run("import", edited, "--into", bakery, "--accept", "changed")
    assert code == 0
    assert "Applied 1 change to" in out
    assert satisfaction(bakery) == 8
    assert titles(bakery) == before


def test_accept_added(run: Run, bakery: Path, edited: Path) -> None:
    before = titles(bakery)
    assert run("import", edited, "--into", bakery, "--accept", "added").code == 0
    assert titles(bakery) == before | {"Window display"}
    assert satisfaction(bakery) == 3


def test_accept_all_includes_removals(run: Run, bakery: Path, edited: Path) -> None:
    before = titles(bakery)
    assert run("import", edited, "--into", bakery, "--accept", "all").code == 0
    assert titles(bakery) == before - {"Word of mouth"} | {"Window display"}
    assert satisfaction(bakery) == 8
    assert bakery.with_name("b.journey.bak").exists()


def test_what_both_sides_changed_is_marked(run: Run, bakery: Path, edited: Path) -> None:
    opened = workspace_file.read(bakery)
    (page,) = (t for t in opened.document.touchpoints.values() if t.title == "Price & hours page")
    moved_on = edit.set_field(opened.document, "touchpoints", page.id, "satisfaction", 5)
    workspace_file.write(bakery, opened.document.apply(moved_on), {})
    out = run("import", edited, "--into", bakery).out
    (line,) = (line for line in out.splitlines() if line.startswith("!"))
    assert "“5” → “8”" in line
    assert "both sides" in line


def test_what_somebody_saves_meanwhile_is_not_overwritten(
    run: Run, bakery: Path, edited: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read_proposals = merging.read_proposals

    def slow(document: Document, workbooks: list[Path]) -> Proposal:
        journey = next(iter(document.maps))
        renamed = edit.set_field(document, "maps", journey, "name", "Saved meanwhile")
        workspace_file.write(bakery, document.apply(renamed), {})
        return read_proposals(document, workbooks)

    monkeypatch.setattr(merging, "read_proposals", slow)
    said = run("import", edited, "--into", bakery, "--accept", "all")
    assert (said.code, said.out) == (1, "")
    assert is_one_line(said.err)
    assert "Somebody else saved “b.journey” meanwhile" in said.err
    names = {it.name for it in workspace_file.read(bakery).document.maps.values()}
    assert "Saved meanwhile" in names


def test_a_workbook_of_another_workspace_is_refused(run: Run, bakery: Path, workbook: Path) -> None:
    run("new", "other.journey", "--sample", "corner-bakery")
    code, out, err = run("import", workbook, "--into", "other.journey", "--accept", "all")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "another workspace" in err
    assert bakery.exists()


@pytest.mark.parametrize("bad", ["missing", "folder", "not a zip", "cut off", "password", "other"])
def test_a_bad_workbook_is_one_line_and_changes_nothing(
    run: Run, bakery: Path, workbook: Path, bad: str
) -> None:
    path = bakery.with_name("bad.xlsx")
    match bad:
        case "folder":
            path.mkdir()
        case "not a zip":
            path.write_text("Dear diary")
        case "cut off":
            path.write_bytes(workbook.read_bytes()[:5000])
        case "password":
            path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096))
        case "other":
            openpyxl.Workbook().save(path)
    before = bakery.read_bytes()
    code, out, err = run("import", path, "--into", bakery, "--accept", "all")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "bad.xlsx" in err
    assert bakery.read_bytes() == before


def test_several_workbooks_are_merged_and_what_they_dispute_is_left_out(
    run: Run, bakery: Path, edited: Path
) -> None:
    other = bakery.with_name("ben.xlsx")
    run("export", bakery, other)
    book = openpyxl.load_workbook(other)
    sheet = book["Touchpoints"]
    columns = header(sheet)
    at = row_of(sheet, columns["Title"], "Price & hours page")
    sheet.cell(at, columns["Satisfaction"]).value = 6
    sheet.cell(at, columns["Owner"]).value = "Ben"
    book.save(other)
    listed = run("import", edited, other, "--into", bakery).out.splitlines()
    disputed = [line for line in listed if line.startswith("!")]
    assert len(disputed) == 2
    assert all("wanted otherwise in another workbook" in line for line in disputed)
    assert any("“3” → “6”" in line and "[ben.xlsx · Touchpoints!" in line for line in disputed)
    code, out, err = run("import", edited, other, "--into", bakery, "--accept", "all")
    assert (code, err) == (0, "")
    assert "2 changes were left out" in out
    assert satisfaction(bakery) == 3
    (page,) = (t for t in document(bakery).touchpoints.values() if t.title == "Price & hours page")
    assert page.owner == "Ben"


def test_a_report_for_other_programs_names_everything(run: Run, bakery: Path, edited: Path) -> None:
    opened = workspace_file.read(bakery)
    (page,) = (t for t in opened.document.touchpoints.values() if t.title == "Price & hours page")
    moved_on = edit.set_field(opened.document, "touchpoints", page.id, "satisfaction", 5)
    workspace_file.write(bakery, opened.document.apply(moved_on), {})
    code, out, err = run(
        "import", edited, "--into", bakery, "--accept", "added", "--report", "json"
    )
    assert (code, err) == (0, "")
    report = json.loads(out)
    (conflict,) = (it for it in report["changes"] if it["conflict"])
    assert (conflict["table"], conflict["id"], conflict["field"]) == (
        "touchpoints",
        page.id,
        "satisfaction",
    )
    assert (conflict["base"], conflict["before"], conflict["after"]) == (3, 5, 8)
    assert [it["kind"] for it in report["changes"] if it["applied"]] == ["added"]
    assert report["counts"]["applied"] == 1
    assert len(report["unread"]) == report["counts"]["unread"] == 1
    assert report["unread"][0]["cell"].startswith("Touchpoints!")
    assert "Window display" in titles(bakery)


def test_only_what_is_sure(run: Run, bakery: Path, edited: Path) -> None:
    before = titles(bakery)
    assert run("import", edited, "--into", bakery, "--accept", "sure").code == 0
    assert titles(bakery) == before | {"Window display"}
    assert satisfaction(bakery) == 8


def test_guesses_are_marked_and_remove_nothing(
    run: Run, bakery: Path, workbook: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(workbook)
    sheet = book["Touchpoints"]
    columns = header(sheet)
    sheet.cell(
        row_of(sheet, columns["Title"], "Price & hours page"), columns["Satisfaction"]
    ).value = 8
    sheet.delete_rows(row_of(sheet, columns["Title"], "Word of mouth"))
    sheet.delete_cols(1, 2)
    copy = tmp_path / "copy.xlsx"
    book.save(copy)
    before = titles(bakery)
    out = run("import", copy, "--into", bakery, "--accept", "all").out
    (line,) = (line for line in out.splitlines() if line.startswith("~"))
    assert "% sure)" in line
    assert satisfaction(bakery) == 8
    assert "Word of mouth" in before

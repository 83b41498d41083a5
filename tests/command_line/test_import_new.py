"""import SHEET --new OUT: a map in somebody's own layout becomes a workspace."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from tests.command_line.conftest import Run, is_one_line
from workbench.exchange.foreign.layout import Options
from workbench.exchange.foreign.mapping import mapping_of, save_mapping
from workbench.exchange.foreign.recognise import chosen_use, recognise
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.model import queries
from workbench.store import workspace_file

LIST = """Stage;Touchpoint;Channel;Satisfaction;Wert
1. Awareness;Poster;Shop;3;a
1. Awareness;Radio spot;Radio;4;b
2. Purchase;Till;Shop;1;c
Total;;;8;
"""


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    path = tmp_path / "bicycles.csv"
    path.write_text(LIST, encoding="utf-8")
    return path


def test_makes_a_workspace_and_says_what_it_read(run: Run, listed: Path) -> None:
    said = run("import", listed, "--new", "out.journey")
    assert (said.code, said.err) == (0, "")
    assert "Touchpoints in rows, 9" in said.out
    assert "Satisfaction: 3 values from “1 to 5”, e.g. 3 became 5.5." in said.out
    assert "D5: “8” found no place: it belongs to a total." in said.out
    document = workspace_file.read(Path("out.journey")).document
    assert sorted(item.title for item in document.touchpoints.values()) == [
        "Poster",
        "Radio spot",
        "Till",
    ]
    (drawn,) = queries.maps(document)
    assert drawn.name == "bicycles"
    stages = queries.stages(document, drawn.id)
    assert [stage.name for stage in stages] == ["Awareness", "Purchase"]


def test_the_report_has_the_promised_keys(run: Run, listed: Path) -> None:
    said = run("import", listed, "--new", "out.journey", "--report", "json")
    report = json.loads(said.out)
    assert (report["file"], report["kind"], report["separator"]) == ("bicycles.csv", "text", ";")
    assert report["mapping"] is None
    (layout,) = report["layouts"]
    assert (layout["form"], layout["area"]) == ("touchpoints", "A1:E5")
    assert report["confidence"] == layout["confidence"] >= 75
    assert layout["lines"][3] == {
        "at": "D",
        "header": "Satisfaction",
        "taken_for": "satisfaction",
        "confidence": 100,
        "why": "header",
        "scale": "1-5",
    }
    assert [(stage["name"], stage["roles"], stage["cell"]) for stage in report["stages"]] == [
        ("Awareness", ["awareness"], "A2"),
        ("Purchase", ["purchase"], "A4"),
    ]
    poster, radio, till = report["cards"]
    assert (poster["title"], poster["stage"], poster["cell"]) == ("Poster", "Awareness", "B2")
    assert (radio["channel"], radio["satisfaction"], radio["feeling"]) == ("Radio spot", 7.75, None)
    assert (till["kind"], till["remarks"]) == ("touchpoint", "Wert: c")
    assert report["ratings"] == [
        {
            "sheet": "bicycles",
            "at": 4,
            "header": "Satisfaction",
            "taken_for": "satisfaction",
            "scale": "1-5",
            "count": 3,
            "example": {"written": "3", "kept": 5.5},
        }
    ]
    assert [(left["cell"], left["why"], left["kept"]) for left in report["unplaced"]] == [
        ("A5", "total", None),
        ("D5", "total", None),
    ]
    assert report["counts"]["touchpoints"] == 3
    assert report["notices"] == []
    assert report["personas"] == []
    assert report["lanes"][0]["kind"] == "touchpoints"


def test_a_saved_mapping_is_used(run: Run, listed: Path) -> None:
    sheets = read_workbook(listed).sheets
    layouts = [chosen_use(sheets, layout, 5, "pain") for layout in recognise(sheets)]
    save_mapping(mapping_of("Bicycle shop", layouts, Options()))
    assert run("import", listed, "--new", "a.journey", "--mapping", "Bicycle shop").code == 0
    notes = workspace_file.read(Path("a.journey")).document.notes.values()
    assert sorted((note.kind, note.text) for note in notes) == [
        ("pain", "a"),
        ("pain", "b"),
        ("pain", "c"),
    ]
    missing = run("import", listed, "--new", "b.journey", "--mapping", "Boat shop")
    assert missing.code == 1
    assert "“Bicycle shop”" in missing.err
    assert not Path("b.journey").exists()


def test_cells_and_leftovers_as_chosen(run: Run, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["", "Awareness", "Purchase"],
        ["Touchpoints", "Poster\nRadio", "Till"],
        ["Pain points", "", "Queue"],
        [],
        ["Drawn in May"],
    ):
        sheet.append(row)
    book.save(tmp_path / "grid.xlsx")
    run("import", "grid.xlsx", "--new", "a.journey", "--cells", "whole", "--unplaced", "notes")
    document = workspace_file.read(Path("a.journey")).document
    assert len(document.touchpoints) == 2
    assert "Drawn in May" in [note.text for note in document.notes.values()]


@pytest.mark.parametrize(
    "text", ["Pos,Qty,Unit price,Total\n1,2,3,6\n", "Monday,Tuesday,Wednesday\nart,bio,art\n"]
)
def test_what_is_no_map_is_refused_in_one_sentence(run: Run, tmp_path: Path, text: str) -> None:
    (tmp_path / "other.csv").write_text(text, encoding="utf-8")
    said = run("import", "other.csv", "--new", "out.journey", "--report", "json")
    assert (said.code, said.out) == (1, "")
    assert is_one_line(said.err)
    assert "no journey map" in said.err
    assert not Path("out.journey").exists()


def test_what_is_there_is_not_replaced(run: Run, listed: Path) -> None:
    Path("out.journey").write_bytes(b"mine")
    said = run("import", listed, "--new", "out.journey")
    assert said.code == 1
    assert Path("out.journey").read_bytes() == b"mine"


def test_our_own_workbook_is_sent_where_it_belongs(run: Run, bakery: Path) -> None:
    run("export", bakery, "b.xlsx")
    said = run("import", "b.xlsx", "--new", "out.journey")
    assert said.code == 1
    assert "--into" in said.err


def test_one_sheet_at_a_time(run: Run, listed: Path) -> None:
    assert run("import", listed, listed, "--new", "out.journey").code == 2


def test_a_dry_run_says_what_would_be_made_and_writes_nothing(run: Run, listed: Path) -> None:
    said = run("import", listed, "--new", "out.journey", "--dry-run")
    assert (said.code, said.err) == (0, "")
    assert "Nothing was written" in said.out
    assert "3 touchpoints" in said.out
    assert not Path("out.journey").exists()


def test_what_is_there_gives_way_to_force_alone(run: Run, listed: Path) -> None:
    Path("out.journey").write_bytes(b"mine")
    said = run("import", listed, "--new", "out.journey")
    assert said.code == 1
    assert "--force" in said.err
    assert Path("out.journey").read_bytes() == b"mine"
    said = run("import", listed, "--new", "out.journey", "--force")
    assert said.code == 0
    # what was there is no workspace
    assert "as “out.journey.damaged”" in said.err
    assert len(workspace_file.read(Path("out.journey")).document.touchpoints) == 3


def test_the_sheet_itself_is_never_replaced(run: Run, listed: Path) -> None:
    said = run("import", listed, "--new", listed, "--force")
    assert said.code == 1
    assert is_one_line(said.err)
    assert "the sheet itself" in said.err
    assert listed.read_text("utf-8") == LIST


@pytest.mark.parametrize(
    "options",
    [
        ("--new", "out.journey", "--accept", "all"),
        ("--into", "out.journey", "--mapping", "ours"),
        ("--into", "out.journey", "--cells", "whole"),
        ("--into", "out.journey", "--unplaced", "notes"),
        ("--into", "out.journey", "--force"),
    ],
)
def test_options_of_the_other_way_in_are_wrong_usage(
    run: Run, listed: Path, options: tuple[str, ...]
) -> None:
    said = run("import", listed, *options)
    assert said.code == 2
    assert "does not go with" in said.err
    assert not Path("out.journey").exists()


def test_our_own_table_comes_in_with_its_titles_and_texts(run: Run) -> None:
    run("new", "bakery.journey", "--sample", "corner-bakery")
    run("export", "bakery.journey", "cards.csv")
    assert run("import", "cards.csv", "--new", "out.journey").code == 0
    sent = workspace_file.read(Path("bakery.journey")).document
    came = workspace_file.read(Path("out.journey")).document
    texts = [
        sorted((item.title, item.does, item.thinks) for item in document.touchpoints.values())
        for document in (sent, came)
    ]
    assert texts[0] == texts[1]
    assert not came.notes  # the computed opportunity scores are no ideas

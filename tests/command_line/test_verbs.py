"""new, check, gaps, export, and what each refuses."""

from __future__ import annotations

import csv
import datetime
import json
import os
import zipfile
from pathlib import Path

import msgspec
import openpyxl
import pytest

from tests.command_line.conftest import Run, is_one_line
from workbench.model import queries
from workbench.model.commands import decisions, edit, maps
from workbench.settings import VERSION
from workbench.store import codec, workspace_file

KINDS = {"coverage", "experience", "flow", "follow-up", "evidence"}
KEYS = [
    *("rule", "key", "map", "stage", "kind", "priority", "working", "subjects", "action"),
    *("headline", "method", "formula", "why", "numbers", "persona"),
    *("decision", "reason", "owner", "effort", "due"),
]


def with_second_map(path: Path, name: str) -> str:
    """Adds a copy of the first map under a name; gives its id."""
    opened = workspace_file.read(path)
    first = queries.maps(opened.document)[0]
    document = opened.document.apply(maps.duplicate(opened.document, first.id, name))
    workspace_file.write(path, document, {})
    return queries.maps(document)[1].id


def test_version(run: Run) -> None:
    assert run("--version") == (0, f"Journey Workbench {VERSION}\n", "")


def test_help_names_every_verb(run: Run) -> None:
    code, out, _ = run("--help")
    assert code == 0
    for verb in ("new", "check", "gaps", "export", "import"):
        assert f"    {verb} " in out


@pytest.mark.parametrize(
    ("template", "stages"),
    [
        ("buying-cycle", 3),
        ("customer-action", 5),
        ("buying-stages", 5),
        ("business-journey", 6),
        ("full-journey", 7),
        ("blank", 4),
    ],
)
def test_new_from_a_stage_model(run: Run, tmp_path: Path, template: str, stages: int) -> None:
    code, out, err = run("new", "n.journey", "--template", template)
    assert (code, err) == (0, "")
    assert out.startswith(f"Made n.journey: 1 map, {stages} stages")
    document = workspace_file.read(tmp_path / "n.journey").document
    assert len(document.stages) == stages
    assert len(document.channels) >= 24


def test_two_workspaces_from_one_template_are_not_the_same(run: Run, tmp_path: Path) -> None:
    run("new", "a.journey", "--template", "blank")
    run("new", "b.journey", "--template", "blank")
    first, second = (workspace_file.read(tmp_path / f"{n}.journey").document for n in "ab")
    assert first.workspace.id != second.workspace.id


def test_new_refuses_to_replace_a_file(run: Run, bakery: Path) -> None:
    before = bakery.read_bytes()
    code, out, err = run("new", bakery, "--template", "blank")
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "--force" in err
    assert bakery.read_bytes() == before


def test_new_replaces_a_file_when_told_to(run: Run, bakery: Path) -> None:
    assert run("new", bakery, "--template", "blank", "--force").code == 0
    assert len(workspace_file.read(bakery).document.stages) == 4


def test_new_says_where_a_damaged_file_went(run: Run, bakery: Path) -> None:
    bakery.write_bytes(b"damaged")
    said = run("new", bakery, "--template", "blank", "--force")
    assert said.code == 0
    assert said.err == (
        "The “b.journey” that was there could not be read; it stays beside the new one"
        " as “b.journey.damaged”.\n"
    )
    assert bakery.with_name("b.journey.damaged").read_bytes() == b"damaged"


@pytest.mark.parametrize(
    "arguments",
    [
        ("new", "n.journey"),
        ("new", "--template", "blank"),
        ("new", "n.journey", "--template", "blank", "--sample", "corner-bakery"),
        ("new", "n.journey", "--template", "no-such"),
        ("new", "n.journey", "--sample", "no-such"),
        ("check",),
        ("gaps", "b.journey", "--format", "xml"),
        ("gaps", "b.journey", "--as-of", "31.3.2026"),
        ("gaps", "b.journey", "--map", "No such map"),
        ("export", "b.journey"),
        ("export", "b.journey", "b.doc"),
        ("export", "b.journey", "b"),
        ("import", "b.xlsx"),
        ("import", "b.xlsx", "--into", "b.journey", "--accept", "some"),
        ("gapz",),
        ("gapz", "b.journey"),
        ("--no-such",),
        ("b.journey", "c.journey"),
    ],
)
@pytest.mark.usefixtures("bakery")
def test_wrong_usage_is_2(run: Run, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("usage: ")
    assert [path.name for path in tmp_path.iterdir()] == ["b.journey"]


def test_an_unknown_template_is_answered_with_those_there_are(run: Run) -> None:
    err = run("new", "n.journey", "--template", "no-such").err
    assert "full-journey" in err


def test_check_of_a_sound_workspace(run: Run, bakery: Path) -> None:
    code, out, err = run("check", bakery)
    assert (code, err) == (0, "")
    assert "is sound: 2 personas, 1 map, 6 stages" in out


def test_check_of_a_mention_of_nothing(run: Run, bakery: Path) -> None:
    opened = workspace_file.read(bakery)
    plain = msgspec.json.decode(codec.encode(opened.document))
    touchpoint = next(iter(plain["touchpoints"]))
    plain["touchpoints"][touchpoint]["channel"] = "chNOSUCHCHAN00"
    with zipfile.ZipFile(bakery, "w") as file:
        file.writestr("document.json", json.dumps(plain))
    code, out, err = run("check", bakery)
    assert code == 1
    assert touchpoint in out
    assert "chNOSUCHCHAN00" in out
    assert is_one_line(err)
    assert "1 thing in it" in err


def test_check_of_a_value_out_of_range_names_the_place(run: Run, bakery: Path) -> None:
    plain = msgspec.json.decode(codec.encode(workspace_file.read(bakery).document))
    touchpoint = next(iter(plain["touchpoints"]))
    plain["touchpoints"][touchpoint]["importance"] = 40
    with zipfile.ZipFile(bakery, "w") as file:
        file.writestr("document.json", json.dumps(plain))
    code, out, err = run("check", bakery)
    assert (code, out) == (1, "")
    assert f"touchpoints/{touchpoint}/importance" in err
    assert "got 40" in err


def test_check_of_a_newer_file(run: Run, bakery: Path) -> None:
    plain = msgspec.json.decode(codec.encode(workspace_file.read(bakery).document))
    with zipfile.ZipFile(bakery, "w") as file:
        file.writestr("document.json", json.dumps(plain | {"format": 999}))
    code, _, err = run("check", bakery)
    assert code == 1
    assert "newer version" in err


@pytest.mark.parametrize("verb", ["check", "gaps", "export", "import"])
@pytest.mark.parametrize("bad", ["missing", "folder", "not a zip", "cut off", "empty", "no rights"])
def test_a_bad_workspace_is_one_line(run: Run, bakery: Path, verb: str, bad: str) -> None:
    path = bakery.with_name("bad.journey")
    match bad:
        case "folder":
            path.mkdir()
        case "not a zip":
            path.write_text("Dear diary")
        case "cut off":
            path.write_bytes(bakery.read_bytes()[:900])
        case "empty":
            path.touch()
        case "no rights":
            if os.name == "nt" or os.geteuid() == 0:
                pytest.skip("this user may read everything")
            path.write_bytes(bakery.read_bytes())
            path.chmod(0)
    arguments = {
        "export": ("export", path, "x.xlsx"),
        "import": ("import", "x.xlsx", "--into", path),
    }.get(verb, (verb, path))
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert "bad.journey" in err


def test_gaps_as_json(run: Run, bakery: Path) -> None:
    code, out, err = run("gaps", bakery, "--format", "json", "--as-of", "2026-11-21")
    assert (code, err) == (0, "")
    found = json.loads(out)
    document = workspace_file.read(bakery).document
    assert found
    for item in found:
        assert list(item) == KEYS
        assert item["kind"] in KINDS
        assert item["map"] is None or item["map"] in document.maps
        assert item["stage"] is None or item["stage"] in document.stages
        assert item["action"]
        assert float(item["working"].split(" = ")[0]) == pytest.approx(item["priority"], abs=0.005)
        for subject in item["subjects"]:
            assert list(subject) == ["table", "id", "label"]
            assert subject["label"]
    order = [(-item["priority"], item["key"]) for item in found]
    assert order == sorted(order)


def test_the_page_that_matters_and_disappoints_is_a_gap_of_15(run: Run, bakery: Path) -> None:
    """Importance 9, satisfaction 3: 9 + (9 - 3) = 15."""
    found = json.loads(run("gaps", bakery, "--format", "json").out)
    document = workspace_file.read(bakery).document
    (page,) = (t for t in document.touchpoints.values() if t.title == "Price & hours page")
    assert (page.importance, page.satisfaction) == (9, 3)
    (gap,) = (
        item
        for item in found
        if item["rule"] == "opportunity" and item["subjects"][0]["id"] == page.id
    )
    assert gap["priority"] == 15
    assert gap["stage"] == page.stage
    assert gap["subjects"] == [
        {"table": "touchpoints", "id": page.id, "label": "Price & hours page"}
    ]


def test_gaps_as_json_give_the_figures_and_what_was_decided(run: Run, bakery: Path) -> None:
    found = json.loads(run("gaps", bakery, "--format", "json").out)
    gap = next(item for item in found if item["rule"] == "opportunity" and item["priority"] == 15)
    assert gap["method"] == "Opportunity score (Ulwick)"
    assert gap["formula"].startswith("importance + max(importance − satisfaction, 0)")
    assert gap["why"].startswith("What matters much and satisfies little")
    assert gap["numbers"] == [
        {"name": "Importance", "value": "9"},
        {"name": "Satisfaction", "value": "3"},
        {"name": "Opportunity score", "value": "15"},
    ]
    assert (gap["decision"], gap["owner"], gap["effort"], gap["due"]) == (None, "", None, None)
    opened = workspace_file.read(bakery)
    patch = decisions.decide(
        opened.document,
        gap["key"],
        state="accepted",
        owner="Shop manager",
        effort=2,
        due=datetime.date(2027, 1, 31),
    )
    workspace_file.write(bakery, opened.document.apply(patch), {})
    again = json.loads(run("gaps", bakery, "--format", "json").out)
    gap = next(item for item in again if item["key"] == gap["key"])
    assert (gap["decision"], gap["owner"], gap["effort"]) == ("accepted", "Shop manager", 2)
    assert gap["due"] == "2027-01-31"
    assert (
        "      owner Shop manager, effort 2, due 2027-01-31" in run("gaps", bakery).out.splitlines()
    )


def test_gaps_as_text_name_the_map_its_stages_and_what_to_do(run: Run, bakery: Path) -> None:
    code, out, err = run("gaps", bakery)
    assert (code, err) == (0, "")
    lines = out.splitlines()
    n = len(json.loads(run("gaps", bakery, "--format", "json").out))
    assert lines[0] == f"First-time visitors: {n} gaps"
    assert len(lines) == 1 + 3 * n
    assert lines[1].startswith("  15  Decision: Price & hours page")
    assert lines[2].startswith("      → ")


def test_a_workspace_without_gaps_says_so(run: Run, tmp_path: Path) -> None:
    run("new", "n.journey", "--template", "blank")
    opened = workspace_file.read(tmp_path / "n.journey")
    (only,) = opened.document.maps.values()
    document = opened.document.apply(edit.remove(opened.document, [("maps", only.id)]))
    workspace_file.write(tmp_path / "n.journey", document, {})
    assert run("gaps", "n.journey") == (0, "No gaps found.\n", "")
    assert run("gaps", "n.journey", "--format", "json") == (0, "[]\n", "")


def test_the_day_decides_how_old_evidence_is(run: Run, bakery: Path) -> None:
    def evidence(day: str) -> int:
        found = json.loads(run("gaps", bakery, "--format", "json", "--as-of", day).out)
        return sum(len(item["subjects"]) for item in found if item["kind"] == "evidence")

    dates = [
        item.evidence_date
        for item in workspace_file.read(bakery).document.touchpoints.values()
        if item.evidence_date is not None
    ]
    long_after = max(dates) + datetime.timedelta(days=800)
    assert evidence(long_after.isoformat()) > evidence(max(dates).isoformat())


def test_gaps_of_all_maps_or_of_one_by_name_or_id(run: Run, bakery: Path) -> None:
    second = with_second_map(bakery, "Regulars")

    def maps_of(*arguments: str) -> set[str]:
        return {
            item["map"]
            for item in json.loads(run("gaps", bakery, "--format", "json", *arguments).out)
        }

    assert len(maps_of()) == 2
    assert maps_of("--map", "Regulars") == {second}
    assert maps_of("--map", second) == {second}


def test_an_ambiguous_name_is_wrong_usage(run: Run, bakery: Path) -> None:
    second = with_second_map(bakery, "First-time visitors")
    for arguments in (("gaps", bakery), ("export", bakery, "x.xlsx"), ("export", bakery, "x.png")):
        code, out, err = run(*arguments, "--map", "First-time visitors")
        assert (code, out) == (2, "")
        assert second in err
    assert run("gaps", bakery, "--map", second).code == 0


def test_export_writes_all_maps_into_a_workbook_or_one(run: Run, bakery: Path) -> None:
    with_second_map(bakery, "Regulars")
    assert run("export", bakery, "all.xlsx") == (0, "Wrote all.xlsx.\n", "")
    assert run("export", bakery, "one.xlsx", "--map", "Regulars").code == 0

    def touchpoint_rows(name: str) -> int:
        sheet = openpyxl.load_workbook(bakery.with_name(name))["Touchpoints"]
        return sum(1 for row in sheet.iter_rows(max_col=1, values_only=True) if is_id(row[0]))

    document = workspace_file.read(bakery).document
    assert touchpoint_rows("all.xlsx") == len(document.touchpoints)
    assert touchpoint_rows("one.xlsx") == len(document.touchpoints) // 2


def is_id(value: object) -> bool:
    return isinstance(value, str) and value.startswith("tp")


def test_export_draws_the_first_map(run: Run, bakery: Path, qapp: object) -> None:
    assert qapp is not None
    assert run("export", bakery, "b.png") == (0, "Wrote b.png.\n", "")
    assert bakery.with_name("b.png").read_bytes().startswith(b"\x89PNG\r\n\x1a\n")


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.png"])
def test_export_refuses_to_replace_a_file(run: Run, bakery: Path, name: str, qapp: object) -> None:
    assert qapp is not None
    out_file = bakery.with_name(name)
    out_file.write_text("mine")
    code, out, err = run("export", bakery, name)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert out_file.read_text() == "mine"
    assert run("export", bakery, name, "--force").code == 0
    assert out_file.read_bytes() != b"mine"


@pytest.mark.parametrize("name", ["x.xlsx", "x.csv", "x.png"])
def test_export_into_a_folder_that_is_not_there(
    run: Run, bakery: Path, name: str, qapp: object
) -> None:
    assert qapp is not None
    code, out, err = run("export", bakery, Path("nowhere") / name)
    assert (code, out) == (1, "")
    assert is_one_line(err)


def test_exporting_leaves_the_workspace_as_it_is(run: Run, bakery: Path) -> None:
    before = bakery.read_bytes()
    run("export", bakery, "b.xlsx")
    assert bakery.read_bytes() == before


def test_a_picture_of_no_map_is_refused(run: Run, bakery: Path) -> None:
    opened = workspace_file.read(bakery)
    gone = edit.remove(opened.document, [("maps", item) for item in opened.document.maps])
    workspace_file.write(bakery, opened.document.apply(gone), {})
    code, _, err = run("export", bakery, "b.png")
    assert code == 1
    assert "has no map to draw" in err


def test_titles_in_any_writing_are_printed(run: Run, bakery: Path) -> None:
    opened = workspace_file.read(bakery)
    page = next(t for t in opened.document.touchpoints.values() if t.title == "Price & hours page")
    for title in ("料金と営業時間", "صفحة الأسعار", "=1+1", "x" * 5000):
        document = opened.document.apply(
            edit.set_field(opened.document, "touchpoints", page.id, "title", title)
        )
        workspace_file.write(bakery, document, {})
        found = json.loads(run("gaps", bakery, "--format", "json").out)
        labels = {subject["label"] for item in found for subject in item["subjects"]}
        assert title in labels
        assert run("gaps", bakery).code == 0


def test_export_writes_a_table_that_excel_opens_right(run: Run, bakery: Path) -> None:
    assert run("export", bakery, "b.csv") == (0, "Wrote b.csv.\n", "")
    written = bakery.with_name("b.csv").read_bytes()
    assert written.startswith(b"\xef\xbb\xbf")
    with bakery.with_name("b.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    titles = {row[header.index("Title")]: row for row in rows}
    document = workspace_file.read(bakery).document
    assert set(titles) == {item.title for item in document.touchpoints.values()}
    page = titles["Price & hours page"]
    assert page[header.index("Importance")] == "9"
    assert page[header.index("Opportunity")] == "15"
    assert page[header.index("Evidence date")] == "2026-09-14"
    assert "Id" not in header


def test_export_of_one_map_as_a_table(run: Run, bakery: Path) -> None:
    with_second_map(bakery, "Regulars")
    assert run("export", bakery, "one.csv", "--map", "Regulars").code == 0
    assert run("export", bakery, "both.csv").code == 0
    one, both = (
        len(list(csv.reader(bakery.with_name(name).read_text("utf-8-sig").splitlines(True))))
        for name in ("one.csv", "both.csv")
    )
    assert both - 1 == 2 * (one - 1)

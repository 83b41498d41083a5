"""What is in an exported workbook: text stays text, scores are live, nothing is lost on the way."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest

from tests.exchange.books import TODAY, Exchange, append, column, put, row_of
from tests.helpers.documents import AWKWARD
from workbench.analysis.findings import findings
from workbench.exchange.columns import SHEET_TABLES
from workbench.exchange.reading.content import read_here
from workbench.model.document import Document
from workbench.model.entities import Map, Touchpoint
from workbench.model.proposal import Proposal
from workbench.model.rules import clean_text

TRICKY = (
    *AWKWARD,
    "<r><t>not xml</t></r>",
    "<r></r>",
    "_x0041_x0042_",
    "_x005F_x0041_",
    "ax005F_b",
    "  ",
    "\n",
    "'apostrophe first",
    "x" * 5_000,
    "ä" * 20_000,
    "🥐" * 20_000,
    "12,5",
    "#NAME?",
    "http://example.org",
    "mailto:x@example.org",
)


@pytest.fixture(scope="module")
def tricky(bakery: Document) -> Document:
    """The bakery with one touchpoint more per tricky text, in every text field it has."""
    example = bakery.touchpoints["tpPR1CEPAGE000"]
    extra: list[Any] = []
    for index, text in enumerate(TRICKY):
        line = clean_text(text, one_line=True)
        extra.append(
            msgspec.structs.replace(
                example,
                id=f"tpTR1CKY{index:06}",
                title=line,
                does=clean_text(text),
                owner=line,
                remarks=clean_text("Said there:\n" + text[:5_000]),
            )
        )
    personas = [
        msgspec.structs.replace(persona, name=clean_text(name, one_line=True))
        for persona, name in zip(bakery.personas.values(), ("_x0041_", "<r>x</r>"), strict=True)
    ]
    maps = [
        msgspec.structs.replace(journey, name="Touchpoints: [all] / 'history' _x0041_ " + "🥐" * 20)
        for journey in bakery.maps.values()
    ]
    others = [entity for table, entity in bakery.entities() if table not in ("personas", "maps")]
    return Document.of([*personas, *maps, *others, *extra])


def cells(path: Path, title: str) -> Any:
    return openpyxl.load_workbook(path, data_only=True)[title]


def test_every_sheet_is_there_in_order(bakery_book: Exchange) -> None:
    book = openpyxl.load_workbook(bakery_book.path)
    data = [table.capitalize() for table in SHEET_TABLES]
    assert book.sheetnames == ["Read me", "Map", *data, "Gaps", "Gaps by stage", "Lists", "_base"]
    states = {sheet.title: sheet.sheet_state for sheet in book}
    assert (states.pop("Lists"), states.pop("_base")) == ("hidden", "veryHidden")
    assert set(states.values()) == {"visible"}
    for title in (*data, "Gaps"):
        sheet = book[title]
        assert list(sheet.tables) == [title]
        assert sheet.freeze_panes is not None
        assert not sheet.merged_cells.ranges
        if title != "Gaps":
            assert sheet.column_dimensions["A"].hidden


def test_two_exports_of_the_same_are_the_same(exchange: Exchange, bakery: Document) -> None:
    first = read_here(exchange.export(bakery)).sheets
    assert read_here(exchange.export(bakery)).sheets == first


def test_text_is_never_a_formula(exchange: Exchange, tricky: Document) -> None:
    exchange.export(tricky)
    book = openpyxl.load_workbook(exchange.path)
    formulas = {
        (sheet.title, sheet.cell(1, cell.column).value)
        for sheet in book
        if sheet.title != "Gaps by stage"
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }
    assert formulas == {("Touchpoints", "Opportunity"), ("Gaps", "Priority")}
    counts = [c.value for row in book["Gaps by stage"] for c in row if c.data_type == "f"]
    assert {str(formula).split("(")[0] for formula in counts} == {"=SUMPRODUCT"}
    assert not any("1+1" in str(formula) for formula in counts)
    sheet = book["Touchpoints"]
    at = column(sheet, "Owner")
    owners = {row[0].row: row[at - 1] for row in sheet.iter_rows(min_row=2)}
    injected = [cell for cell in owners.values() if str(cell.value or "")[:1] in "=+-@"]
    assert {cell.value for cell in injected if cell.value} >= {"=1+1", "-5", "@SUM(A1)"}
    assert {cell.data_type for cell in injected if cell.value} == {"s"}


def test_tricky_texts_come_back_as_they_are(exchange: Exchange, tricky: Document) -> None:
    path = exchange.export(tricky)
    sheet = next(sheet for sheet in read_here(path).sheets if sheet.title == "Touchpoints")
    headers = {text: at for at, text in sheet.rows[1].items()}
    read = {row[1]: row for row in sheet.rows.values()}
    for touchpoint in tricky.touchpoints.values():
        row = read[touchpoint.id]
        for header, text in (
            ("Title", touchpoint.title),
            ("What the customer does", touchpoint.does),
        ):
            if not text.startswith("🥐"):
                assert row.get(headers[header], "") == text
    assert exchange.back(tricky) == Proposal()


def test_a_text_too_long_for_a_cell_is_not_taken_for_its_beginning(
    exchange: Exchange, tricky: Document
) -> None:
    # 20,000 croissants are 40,000 UTF-16 units; a cell holds 32,767
    long = next(t for t in tricky.touchpoints.values() if t.does.startswith("🥐"))
    exchange.export(tricky)
    proposal = exchange.back(
        tricky,
        lambda book: put(book["Touchpoints"], long.id, "What the customer does", "🥐") and None,
    )
    assert proposal.suggestions == ()
    assert [problem.code for problem in proposal.unread] == ["cell.too_long"]


def test_workbooks_saved_by_openpyxl_suggest_nothing(exchange: Exchange, tricky: Document) -> None:
    exchange.export(tricky)
    # openpyxl cuts cells at the limit of a cell in code points, which these texts stay under
    assert exchange.back(tricky, lambda _: None) == Proposal()


def test_map_titles_suit_any_workbook(exchange: Exchange, tricky: Document) -> None:
    names = ["Touchpoints", "touchpoints", "History", "[]:*?/\\", "", "x" * 60, "'quoted'"]
    maps = [Map(id=f"maN0{index}", name=name) for index, name in enumerate(names)]
    document = Document.of([tricky.workspace, *maps])
    exchange.export(document)
    titles = openpyxl.load_workbook(exchange.path).sheetnames
    assert len({title.casefold() for title in titles}) == len(titles)
    assert all(0 < len(title) <= 31 for title in titles)
    assert exchange.back(document) == Proposal()


def test_names_of_cards_are_told_apart(exchange: Exchange, bakery: Document) -> None:
    twins = [
        msgspec.structs.replace(bakery.touchpoints["tpPR1CEPAGE000"], id=f"tpTW1N{n}", title=title)
        for n, title in enumerate(["Twin", "Twin", "Twin (2)", "TWIN", "", ""])
    ]
    document = Document.of([*(entity for _, entity in bakery.entities()), *twins])
    exchange.export(document)

    def change(book: openpyxl.Workbook) -> None:
        for title in ("Twin", "Twin (2)", "Twin (3)", "(unnamed touchpoint) (2)"):
            append(book["Connections"], From="Counter service", To=title)

    proposal = exchange.back(document, change)
    assert proposal.unread == ()
    targets = [item.change.entity.target for item in proposal.suggestions]  # type: ignore[union-attr]
    assert targets == ["tpTW1N0", "tpTW1N2", "tpTW1N1", "tpTW1N5"]


def test_scores_are_live_formulas_with_their_values(bakery_book: Exchange) -> None:
    values, formulas = (
        openpyxl.load_workbook(bakery_book.path, data_only=data)["Touchpoints"]
        for data in (True, False)
    )
    at = column(values, "Opportunity")
    # 9 and 3: 9 + max(9 − 3, 0) = 15; importance alone: blank
    assert values.cell(row_of(values, "Price & hours page"), at).value == 15
    assert not values.cell(row_of(values, "Order by phone"), at).value
    assert str(formulas.cell(2, at).value).startswith("=IF(")


def test_gaps_show_their_priority_and_its_parts(bakery_book: Exchange, bakery: Document) -> None:
    sheet = cells(bakery_book.path, "Gaps")
    (map_id,) = bakery.maps
    found = findings(bakery, map_id, TODAY)
    names = ("Priority", "Base", "Stage depth", "Persona share")
    rows = [
        [sheet.cell(row, column(sheet, name)).value for name in names]
        for row in range(2, sheet.max_row + 1)
    ]
    assert [row[0] for row in rows] == [finding.priority for finding in found]
    assert [min(20, base * depth * share) for _, base, depth, share in rows] == pytest.approx(
        [finding.priority for finding in found]
    )


def test_gaps_name_their_method_and_numbers(bakery_book: Exchange) -> None:
    sheet = cells(bakery_book.path, "Gaps")
    row = next(
        row
        for row in range(2, sheet.max_row + 1)
        if sheet.cell(row, column(sheet, "Method")).value == "Opportunity score (Ulwick)"
    )
    numbers = sheet.cell(row, column(sheet, "Numbers")).value
    assert numbers == "Importance 9 · Satisfaction 3 · Opportunity score 15"


def test_gaps_by_stage_are_counted_and_drawn(bakery_book: Exchange, bakery: Document) -> None:
    (map_id,) = bakery.maps
    counted = gap_counts(cells(bakery_book.path, "Gaps by stage"))
    expected: dict[tuple[str, str], int] = {}
    for finding in findings(bakery, map_id, TODAY):
        stage = bakery.stages[finding.stage].name if finding.stage else "Whole map"
        place = (finding.kind.capitalize(), stage)
        expected[place] = expected.get(place, 0) + 1
    assert {place: n for place, n in counted.items() if n} == expected
    book = openpyxl.load_workbook(bakery_book.path)
    sheet = book["Gaps by stage"]
    assert str(sheet["B3"].value).startswith("=SUMPRODUCT(")
    (chart,) = sheet._charts
    assert chart.tagname == "scatterChart"
    assert sheet.conditional_formatting


def gap_counts(sheet: Any) -> dict[tuple[str, str], int]:
    """The figures of the first table of the sheet by (kind, stage)."""
    stages = [cell.value for cell in sheet[2][1:] if cell.value]
    return {
        (str(sheet.cell(row, 1).value), str(stage)): int(str(sheet.cell(row, at).value))
        for row in range(3, 8)
        for at, stage in enumerate(stages, start=2)
    }


def test_choices_and_limits_are_offered(bakery_book: Exchange) -> None:
    book = openpyxl.load_workbook(bakery_book.path)
    sheet = book["Touchpoints"]
    rules = {}
    for rule in sheet.data_validations.dataValidation:
        letter = re.match("[A-Z]+", str(rule.sqref))
        assert letter is not None
        rules[sheet[f"{letter[0]}1"].value] = rule
    status = rules["Status"]
    first, last = re.findall(r"\$([A-Z]+)\$(\d+)", status.formula1)
    offered = [
        book["Lists"][f"{first[0]}{n}"].value for n in range(int(first[1]), int(last[1]) + 1)
    ]
    assert offered == ["In place", "Planned", "Missing"]
    assert (rules["Importance"].formula1, rules["Importance"].formula2) == ("1", "10")
    assert rules["Asked how many"].type == "whole"
    assert {"Stage", "Lane", "Channel", "Map", "Moment of truth", "Feeling"} <= set(rules)


def test_the_map_sheet_shows_the_map(bakery_book: Exchange) -> None:
    sheet = cells(bakery_book.path, "Map")
    rows = {row[0]: list(row[1:]) for row in sheet.iter_rows(values_only=True)}
    stages = ["Awareness", "Consideration", "Decision", "Purchase", "Retention", "Advocacy"]
    assert rows[None] == stages
    assert "Price & hours page · 9 · 3 ▲15 ★" in rows["Touchpoints"][2].split("\n")
    assert "Order by phone (planned)" in rows["Touchpoints"][2].split("\n")
    assert rows["Reached"][:2] == ["1,200", "610 (51 %)"]
    # search ad 0 and word of mouth +1
    assert rows["Experience"][0] == 0.5
    with zipfile.ZipFile(bakery_book.path) as archive:
        assert any(name.startswith("xl/charts/chart") for name in archive.namelist())


def test_only_what_belongs_to_a_map_comes_along(exchange: Exchange, bakery: Document) -> None:
    extra = [
        Map(id="maEMPTY", name="Empty"),
        msgspec.structs.replace(
            bakery.personas["pe0FF1CE0RDER0"], id="peALONE", name="Nobody here"
        ),
    ]
    document = Document.of([*(entity for _, entity in bakery.entities()), *extra])
    exchange.export(document, ("maF1RSTV1S1T0R",))
    names = [row[1].value for row in cells(exchange.path, "Personas").iter_rows(min_row=2)]
    assert names == ["First-time local", "Office orderer"]
    exchange.export(document, ("maEMPTY",))
    for title in ("Personas", "Stages", "Touchpoints", "Needs"):
        assert cells(exchange.path, title)["A2"].value is None
    assert exchange.back(document) == Proposal()


soffice = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.fixture(scope="module")
def through_office(
    tricky: Document, bakery: Document, tmp_path_factory: pytest.TempPathFactory
) -> Path:
    """A folder in which LibreOffice saved both workbooks anew."""
    if soffice is None:
        pytest.skip("LibreOffice is not installed")
    folder = tmp_path_factory.mktemp("office")
    for name, document in (("tricky", tricky), ("bakery", bakery)):
        book = Exchange(folder)
        book.path = folder / f"{name}.xlsx"
        book.export(document)
    # without the results that we wrote, LibreOffice has to compute them itself
    book.edit(lambda _: None)
    out = folder / "out"
    subprocess.run(
        [soffice, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(out),
         str(folder / "tricky.xlsx"), str(folder / "bakery.xlsx")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return out


def test_workbooks_saved_by_libreoffice_suggest_nothing(
    through_office: Path, tricky: Document, bakery: Document
) -> None:
    for name, document in (("tricky", tricky), ("bakery", bakery)):
        book = Exchange(through_office)
        book.path = through_office / f"{name}.xlsx"
        assert book.back(document) == Proposal()


def test_libreoffice_computes_the_same_scores(through_office: Path, bakery: Document) -> None:
    book = openpyxl.load_workbook(through_office / "bakery.xlsx", data_only=True)
    sheet = book["Touchpoints"]
    at = column(sheet, "Opportunity")
    for touchpoint in bakery.touchpoints.values():
        value = sheet.cell(row_of(sheet, touchpoint.id), at).value
        assert (value or None) == expected_score(touchpoint)
    gaps = book["Gaps"]
    (map_id,) = bakery.maps
    computed = [
        gaps.cell(row, column(gaps, "Priority")).value for row in range(2, gaps.max_row + 1)
    ]
    assert computed == pytest.approx([f.priority for f in findings(bakery, map_id, TODAY)])
    counts = gap_counts(book["Gaps by stage"])
    assert sum(counts.values()) == len(computed)


def expected_score(touchpoint: Touchpoint) -> float | None:
    if touchpoint.importance is None or touchpoint.satisfaction is None:
        return None
    return touchpoint.importance + max(touchpoint.importance - touchpoint.satisfaction, 0)

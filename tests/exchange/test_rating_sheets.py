"""Rating sheets as participants get them: what they ask, what can be edited, what they hide."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import msgspec
import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from tests.exchange.rating_files import COLUMNS, TODAY, Round, row_of, said
from tests.model.shop import SHOP
from workbench.exchange.problems import ExchangeError
from workbench.exchange.ratings.making import make_sheets
from workbench.model.commands import edit as edits
from workbench.model.document import Document
from workbench.model.entities import Participant
from workbench.store.templates import sample
from workbench.words.problem_sentences import sentence

ASKED = COLUMNS[4:]


@pytest.fixture
def shop(tmp_path: Path) -> Round:
    return Round(SHOP, tmp_path / "sheets")


def opened(path: Path) -> Worksheet:
    return openpyxl.load_workbook(path).worksheets[0]


def rows(sheet: Worksheet) -> list[list[Any]]:
    """The cells of the touchpoints' rows, as far as they are asked about."""
    first = row_of(sheet, "Importance") + 1
    last = row_of(sheet, "Is a touchpoint missing? Add it here, with the stage it belongs to") - 2
    return [[cell.value for cell in row] for row in sheet.iter_rows(first, last, 1, 8)]


def test_a_workbook_per_name(shop: Round) -> None:
    made = shop.make("Ann", "Ben / Sales", "ann", " ")
    assert [path.name for path in made] == [
        "Ratings - Today - Ann.xlsx",
        "Ratings - Today - Ben Sales.xlsx",
    ]
    assert opened(made[0]).cell(1, 2).value == "Rating sheet: Today"
    assert [opened(path).cell(2, 3).value for path in made] == ["Ann", "Ben / Sales"]


def test_the_touchpoints_in_the_order_of_the_map(shop: Round) -> None:
    (path,) = shop.make("Ann")
    assert rows(opened(path)) == [
        ["tp1", "Awareness", "Flyer", None, None, None, None, None],
        ["tp2", "Decision", "Price page", None, None, None, None, None],
        ["tp3", "Decision", "Counter", None, None, None, None, None],
    ]


def test_chosen_stages_only(shop: Round) -> None:
    (path,) = shop.make("Ann", stages=["st2"])
    assert [row[2] for row in rows(opened(path))] == ["Price page", "Counter"]


def test_what_the_customer_does_and_whether_it_is_there(shop: Round) -> None:
    planned = edits.set_fields(
        SHOP, "touchpoints", ["tp1"], {"status": "planned", "does": "Finds it at the door"}
    )
    shop.document = SHOP.apply(planned)
    (path,) = shop.make("Ann")
    assert rows(opened(path))[0][3] == "(Planned) Finds it at the door"


def test_only_answers_free_rows_and_the_foot_can_be_edited(shop: Round) -> None:
    (path,) = shop.make("Ann")
    sheet = opened(path)
    assert sheet.protection.sheet
    assert not sheet.protection.password
    free = {
        cell.coordinate
        for row in sheet.iter_rows(1, sheet.max_row, 1, 8)
        for cell in row
        if not cell.protection.locked
    }
    first = row_of(sheet, "Flyer")
    missing = row_of(sheet, "Is a touchpoint missing? Add it here, with the stage it belongs to")
    foot = row_of(sheet, "Anything else you would like to say")
    expected = {"H2"}
    expected |= {f"{column}{row}" for row in range(first, first + 3) for column in "EFGH"}
    expected |= {
        f"{column}{row}" for row in range(missing + 1, missing + 7) for column in "BCDEFGH"
    }
    expected |= {f"{column}{foot + 1}" for column in "BCDEFGH"}
    assert free == expected


def test_drop_downs_and_limits(shop: Round) -> None:
    (path,) = shop.make("Ann")
    sheet = opened(path)
    row = row_of(sheet, "Flyer")
    lists = {
        column: [
            rule.formula1
            for rule in sheet.data_validations.dataValidation
            if f"{column}{row}" in rule.sqref
        ]
        for column in "EFG"
    }
    assert lists["E"] == lists["F"] == ['"1,2,3,4,5,6,7,8,9,10"']
    assert lists["G"] == ['"Very happy (+2),Happy (+1),Neither (0),Unhappy (−1),Very unhappy (−2)"']
    missing = row_of(sheet, "Is a touchpoint missing? Add it here, with the stage it belongs to")
    (stages,) = (
        rule.formula1
        for rule in sheet.data_validations.dataValidation
        if f"B{missing + 1}" in rule.sqref
    )
    book = openpyxl.load_workbook(path)
    area = stages.split("!")[1].replace("$", "")
    assert [row[0].value for row in book["_base"][area]] == ["Awareness", "Decision", "Retention"]


def test_what_is_hidden_and_how_it_prints(shop: Round) -> None:
    (path,) = shop.make("Ann")
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    assert book["_base"].sheet_state == "veryHidden"
    assert book["_base"]["A1"].value == "journey-workbench-ratings"
    assert sheet.column_dimensions["A"].hidden
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    # one page wide is what is not said
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (None, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    head = row_of(sheet, "Importance")
    assert sheet.print_title_rows == f"${head}:${head}"
    assert sheet.freeze_panes == f"D{head + 1}"


def test_awkward_texts_stay_texts_and_come_back(shop: Round) -> None:
    for touchpoint, title in (("tp1", "=1+1"), ("tp2", "_x0041_ @a"), ("tp3", "パン\tb")):
        shop.document = shop.document.apply(
            edits.set_field(shop.document, "touchpoints", touchpoint, "title", title)
        )
    (path,) = shop.make('=HYPERLINK("x")')
    with zipfile.ZipFile(path) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    assert opened(path).cell(2, 3).value == '=HYPERLINK("x")'
    path = shop.sheet("+49 Ann", {"=1+1": {"importance": 8}})
    batch = shop.read(path)
    assert batch.proposal.unread == ()
    assert said(shop.accept(batch))["+49 Ann", "=1+1"].importance == 8.0


def test_participants_that_are_known_keep_their_id(shop: Round) -> None:
    shop.document = SHOP.apply(
        edits.add(SHOP, "participants", Participant(id="pa2", name="Baker", rank="z"))
    )
    (by_name,) = shop.make("baker")
    assert b"pa1" in hidden(by_name)
    (by_id,) = shop.make("pa2", overwrite=True)
    assert b'"participant":"pa2"' in hidden(by_id)


def hidden(path: Path) -> bytes:
    book = openpyxl.load_workbook(path)
    return "".join(str(cell.value) for cell in book["_base"][1][1:]).encode()


def test_the_hidden_memory_is_plain_json(shop: Round) -> None:
    (path,) = shop.make("Ann")
    kept = msgspec.json.decode(hidden(path))
    assert kept["workspace"] == "wk1"
    assert kept["map"] == "ma1"
    assert kept["name"] == "Ann"
    assert kept["made"] == TODAY.isoformat()


@pytest.mark.parametrize("names", [[], ["", "  "]])
def test_nobody_to_ask(shop: Round, names: list[str]) -> None:
    with pytest.raises(ExchangeError) as refused:
        shop.make(*names)
    assert "at least one" in sentence(refused.value.problem)


def test_nothing_to_ask_about(shop: Round) -> None:
    with pytest.raises(ExchangeError) as refused:
        shop.make("Ann", stages=["st3"])
    assert "“Today”" in sentence(refused.value.problem)
    assert not shop.folder.exists()


def test_files_in_the_way_are_kept_and_nothing_is_written(shop: Round) -> None:
    (first,) = shop.make("Ben")
    before = first.read_bytes()
    with pytest.raises(ExchangeError) as refused:
        shop.make("Ann", "Ben")
    assert first.name in sentence(refused.value.problem)
    assert [path.name for path in shop.folder.iterdir()] == [first.name]
    assert first.read_bytes() == before
    shop.make("Ann", "Ben", overwrite=True)
    assert len(list(shop.folder.iterdir())) == 2


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    place = tmp_path / "taken"
    place.write_text("")
    with pytest.raises(ExchangeError):
        make_sheets(SHOP, "ma1", ["Ann"], place, today=TODAY)


def test_the_document_is_as_it_was(tmp_path: Path) -> None:
    bakery: Document = sample("corner-bakery")
    (map_id,) = bakery.maps
    make_sheets(bakery, map_id, ["Ann"], tmp_path, today=TODAY)
    assert bakery == sample("corner-bakery")

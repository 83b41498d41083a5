"""Rating sheets that come back: whose they are, what they say, and whatever people do to them."""

from __future__ import annotations

import datetime
import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.exchange.rating_files import (
    COLUMNS,
    TODAY,
    Round,
    add,
    edit,
    fill,
    notices,
    row_of,
    said,
    unread,
)
from tests.model.shop import SHOP
from workbench.analysis.findings import findings
from workbench.exchange.xlsx_writer import export_workbook
from workbench.model.commands import edit as edits
from workbench.model.document import Document
from workbench.model.entities import Workspace
from workbench.model.patch import Added

DAY = datetime.date(2026, 11, 19)


@pytest.fixture
def shop(tmp_path: Path) -> Round:
    return Round(SHOP, tmp_path / "sheets")


def saved_on(path: Path, day: datetime.date) -> None:
    moment = datetime.datetime.combine(day, datetime.time(12)).timestamp()
    os.utime(path, (moment, moment))


def test_answers_are_kept_per_participant(shop: Round) -> None:
    ann = shop.sheet(
        "Ann",
        {
            "Flyer": {"importance": 8, "satisfaction": 2.5, "feeling": "Unhappy (−1)"},
            "Counter": {"remark": "Too slow"},
        },
    )
    saved_on(ann, DAY)
    after = shop.accept(shop.read(ann))
    rating = said(after)["Ann", "Flyer"]
    assert (rating.importance, rating.satisfaction, rating.feeling) == (8.0, 2.5, -1.0)
    assert rating.date == DAY
    assert said(after)["Ann", "Counter"].remark == "Too slow"
    assert ("Ann", "Price page") not in said(after)
    assert after.touchpoints == SHOP.touchpoints, "the map itself changes on request only"


def test_many_files_are_one_proposal_and_the_same_again_is_none(shop: Round) -> None:
    files = [
        shop.sheet(name, {"Flyer": {"importance": at + 1}})
        for at, name in enumerate(("Ann", "Ben", "李雷"))
    ]
    batch = shop.read(*files)
    assert [item.outcome for item in batch.files] == ["read"] * 3
    shop.document = shop.accept(batch)
    people = [name for name, title in said(shop.document) if title == "Flyer"]
    assert people == ["Ann", "Ben", "李雷"]
    assert shop.read(*files).proposal.suggestions == ()


def test_a_known_participant_is_known_by_name_whatever_its_case(shop: Round) -> None:
    after = shop.accept(shop.read(shop.sheet("BAKER", {"Flyer": {"importance": 3}})))
    assert list(after.participants) == ["pa1"]
    assert said(after)["Baker", "Flyer"].importance == 3.0


def test_a_renamed_participant_is_known_by_id(shop: Round) -> None:
    path = shop.sheet("Baker", {"Flyer": {"importance": 3}})
    shop.document = SHOP.apply(edits.set_field(SHOP, "participants", "pa1", "name", "Master baker"))
    after = shop.accept(shop.read(path))
    assert said(after)["Master baker", "Flyer"].importance == 3.0


def test_a_sheet_passed_on_is_the_other_persons(shop: Round) -> None:
    path = shop.sheet("Ann", {"Flyer": {"importance": 3}})
    edit(path, lambda sheet: sheet.cell(2, 3, "Ben"))
    batch = shop.read(path)
    assert said(shop.accept(batch)).keys() >= {("Ben", "Flyer")}
    assert any("made for Ann" in text and "Ben" in text for text in notices(batch))


def test_a_sheet_without_a_name_is_whose_it_was_made_for(shop: Round) -> None:
    path = shop.sheet("Ann", {"Flyer": {"importance": 3}})
    edit(path, lambda sheet: setattr(sheet.cell(2, 3), "value", None))
    batch = shop.read(path)
    assert ("Ann", "Flyer") in said(shop.accept(batch))
    assert any("no longer whose it is" in text for text in notices(batch))


def test_values_that_are_none_are_listed_with_their_cell(shop: Round) -> None:
    path = shop.sheet(
        "Ann",
        {
            "Flyer": {"importance": 11, "satisfaction": "high", "feeling": "meh"},
            "Counter": {"importance": 0, "satisfaction": 4, "feeling": datetime.date(2026, 3, 2)},
        },
    )
    book = openpyxl.load_workbook(path)
    flyer, counter = (row_of(book.worksheets[0], it) for it in ("Flyer", "Counter"))
    batch = shop.read(path)
    cells = [f"Ratings!{at}" for at in (f"E{flyer}", f"F{flyer}", f"G{flyer}")]
    cells += [f"Ratings!E{counter}", f"Ratings!G{counter}"]
    assert len(unread(batch)) == len(cells)
    for text, cell in zip(unread(batch), cells, strict=True):
        assert f"· {cell}:" in text
    assert "“high”" in unread(batch)[1]
    after = shop.accept(batch)
    assert ("Ann", "Flyer") not in said(after)
    assert said(after)["Ann", "Counter"].satisfaction == 4.0


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("7", 7.0),
        (" 7,5 ", 7.5),
        (10, 10.0),
        (1, 1.0),
    ],
)
def test_scores_as_people_write_them(shop: Round, written: Any, meant: float) -> None:
    after = shop.accept(shop.read(shop.sheet("Ann", {"Flyer": {"importance": written}})))
    assert said(after)["Ann", "Flyer"].importance == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [("very happy", 2.0), ("Very unhappy (−2)", -2.0), ("−1", -1.0), ("+1", 1.0), (0, 0.0)],
)
def test_feelings_as_people_write_them(shop: Round, written: Any, meant: float) -> None:
    after = shop.accept(shop.read(shop.sheet("Ann", {"Flyer": {"feeling": written}})))
    assert said(after)["Ann", "Flyer"].feeling == meant


def test_empty_and_half_filled_sheets_are_said(shop: Round) -> None:
    empty, half = shop.sheet("Ann"), shop.sheet("Ben", {"Flyer": {"importance": 4}})
    batch = shop.read(empty, half)
    assert [(item.outcome, item.rated, item.total) for item in batch.files] == [
        ("empty", 0, 3),
        ("read", 1, 3),
    ]
    assert any("Ann has answered nothing" in text for text in notices(batch))
    assert any("Ben rated 1 of 3" in text for text in notices(batch))
    assert {person.name for person in shop.accept(batch).participants.values()} == {"Baker", "Ben"}


def test_two_sheets_of_one_person_are_rivals_and_the_later_day_is_ticked(shop: Round) -> None:
    early = shop.sheet("Ann", {"Flyer": {"importance": 4, "satisfaction": 5}})
    late = early.with_name("late.xlsx")
    shutil.copy(early, late)
    fill(late, {"Flyer": {"importance": 9, "satisfaction": 5}, "Counter": {"importance": 2}})
    saved_on(early, DAY)
    saved_on(late, DAY + datetime.timedelta(days=1))
    # the order in which they are given does not matter
    batch = shop.read(late, early)
    shown = batch.proposal.suggestions
    rivals = [index for index, item in enumerate(shown) if item.rivals]
    assert [(shown[it].ticked, shown[it].conflict, shown[it].who) for it in rivals] == [
        (True, True, ("late.xlsx",)),
        (False, True, (early.name,)),
    ]
    assert [shown[it].rivals for it in rivals] == [(rivals[1],), (rivals[0],)]
    assert any("late.xlsx" in text and early.name in text for text in notices(batch))
    after = said(shop.accept(batch))
    assert after["Ann", "Flyer"].importance == 9.0
    assert after["Ann", "Flyer"].satisfaction == 5.0
    assert after["Ann", "Counter"].importance == 2.0


def test_the_day_on_the_sheet_comes_before_that_of_the_file(shop: Round) -> None:
    first = shop.sheet("Ann", {"Flyer": {"importance": 4}})
    second = first.with_name("second.xlsx")
    shutil.copy(first, second)
    fill(second, {"Flyer": {"importance": 9}})
    edit(first, lambda sheet: sheet.cell(2, 8, datetime.datetime(2026, 12, 1)))
    edit(second, lambda sheet: sheet.cell(2, 8, "2026-11-30"))
    rating = said(shop.accept(shop.read(first, second)))["Ann", "Flyer"]
    assert (rating.importance, rating.date) == (4.0, datetime.date(2026, 12, 1))


def test_blank_answers_of_a_later_sheet_take_nothing_away(shop: Round) -> None:
    early = shop.sheet("Ann", {"Flyer": {"importance": 4, "remark": "ok"}})
    late = early.with_name("late.xlsx")
    shutil.copy(early, late)
    fill(late, {"Flyer": {"importance": None, "satisfaction": 6, "remark": None}})
    saved_on(early, DAY)
    saved_on(late, TODAY)
    batch = shop.read(early, late)
    assert not any(item.rivals for item in batch.proposal.suggestions)
    rating = said(shop.accept(batch))["Ann", "Flyer"]
    assert (rating.importance, rating.satisfaction, rating.remark) == (4.0, 6.0, "ok")


def test_the_same_file_twice_is_read_once(shop: Round) -> None:
    path = shop.sheet("Ann", {"Flyer": {"importance": 4}})
    batch = shop.read(path, path)
    assert [item.outcome for item in batch.files] == ["read", "repeated"]
    assert any("given twice" in text for text in notices(batch))
    assert len(said(shop.accept(batch))) == 2


def test_another_answer_than_the_workspace_has_is_a_change(shop: Round) -> None:
    path = shop.sheet("Baker", {"Price page": {"importance": 2}})
    saved_on(path, DAY)
    after = shop.accept(shop.read(path))
    assert after.ratings["ra1"].importance == 2.0
    assert after.ratings["ra1"].date == DAY


def test_an_older_answer_than_the_workspace_has_is_not_ticked(shop: Round) -> None:
    dated = edits.set_field(SHOP, "ratings", "ra1", "date", TODAY)
    shop.document = SHOP.apply(dated)
    path = shop.sheet("Baker", {"Price page": {"importance": 2}})
    saved_on(path, DAY)
    batch = shop.read(path)
    (change,) = batch.proposal.suggestions
    assert (change.ticked, change.conflict) == (False, True)
    assert shop.accept(batch, 0).ratings["ra1"].importance == 2.0


def test_bad_files_are_refused_by_themselves(shop: Round, tmp_path: Path) -> None:
    good = shop.sheet("Ann", {"Flyer": {"importance": 4}})
    foreign = Document.of(
        [Workspace(id="wk2") if it.id == "wk1" else it for _, it in SHOP.entities()]
    )
    elsewhere = Round(foreign, tmp_path / "elsewhere").sheet("Ben", {"Flyer": {"importance": 1}})
    gone = Round(SHOP, tmp_path / "gone", "ma2").sheet("Cy", {"Post": {"importance": 1}})
    shop.document = SHOP.apply(edits.remove(SHOP, [("maps", "ma2")]))
    plain, text, missing = (tmp_path / name for name in ("plain.xlsx", "a.xlsx", "none.xlsx"))
    openpyxl.Workbook().save(plain)
    text.write_text("no workbook")
    batch = shop.read(elsewhere, gone, plain, text, missing, good)
    assert [item.outcome for item in batch.files] == ["refused"] * 5 + ["read"]
    assert "another workspace" in unread(batch)[0]
    assert "no longer has" in unread(batch)[1]
    for item, sentence in zip(batch.files[:5], unread(batch), strict=True):
        assert item.file in sentence
    assert ("Ann", "Flyer") in said(shop.accept(batch))


def test_a_whole_export_is_named_as_such(shop: Round, tmp_path: Path) -> None:
    path = tmp_path / "whole.xlsx"
    found = {name: findings(SHOP, name, TODAY) for name in SHOP.maps}
    export_workbook(SHOP, path, maps=None, today=TODAY, findings=found)
    assert "File ▸ Import" in unread(shop.read(path))[0]


def test_a_sheet_that_lost_its_hidden_part_is_refused(shop: Round) -> None:
    path = shop.sheet("Ann", {"Flyer": {"importance": 4}})
    book = openpyxl.load_workbook(path)
    del book["_base"]
    book.save(path)
    assert "_base" in unread(shop.read(path))[0]


def test_sheets_of_two_maps_go_to_the_shown_one_else_to_the_one_most_rate(
    shop: Round, tmp_path: Path
) -> None:
    other = Round(SHOP, tmp_path / "other", "ma2")
    mine = [shop.sheet(name, {"Flyer": {"importance": 1}}) for name in ("Ann", "Ben")]
    theirs = other.sheet("Cy", {"Post": {"importance": 1}})
    by_most = shop.read(theirs, *mine)
    assert [item.outcome for item in by_most.files] == ["refused", "read", "read"]
    assert "“Next year”" in unread(by_most)[0]
    by_shown = shop.read(theirs, *mine, map_id="ma2")
    assert [item.outcome for item in by_shown.files] == ["read", "refused", "refused"]
    alone = shop.read(theirs, map_id="ma1")
    assert (alone.files[0].outcome, alone.map) == ("read", "ma2")


def test_new_touchpoints_are_proposed_once_with_all_who_miss_them(shop: Round) -> None:
    ann, ben = shop.sheet("Ann"), shop.sheet("Ben")
    add(ann, stage="Decision", title="Phone call", does="Rings at eight", importance=9)
    add(ben, stage="decision", title="phone  calls", importance=7)
    batch = shop.read(ann, ben)
    added = [
        item
        for item in batch.proposal.suggestions
        if isinstance(item.change, Added) and item.change.table == "touchpoints"
    ]
    assert [(item.who, item.ticked) for item in added] == [(("Ann", "Ben"), True)]
    after = shop.accept(batch)
    (new,) = (it for it in after.touchpoints.values() if it.title == "Phone call")
    assert (new.stage, new.lane, new.does) == ("st2", "laTp", "Rings at eight")
    assert new.rank > after.touchpoints["tp3"].rank
    assert said(after)["Ann", "Phone call"].importance == 9.0
    assert said(after)["Ben", "Phone call"].importance == 7.0


def test_a_new_touchpoint_much_like_a_known_one_is_not_ticked(shop: Round) -> None:
    ann = shop.sheet("Ann")
    add(ann, stage="Awareness", title="Price pages", importance=9)
    batch = shop.read(ann)
    ticked = {item.change.table: item.ticked for item in batch.proposal.suggestions}  # type: ignore[union-attr]
    assert ticked == {"participants": True, "touchpoints": False, "ratings": False}
    assert any("“Price page”" in text for text in notices(batch))


def test_a_new_touchpoint_of_a_known_title_is_an_answer_to_that(shop: Round) -> None:
    ann = shop.sheet("Ann")
    add(ann, stage="Decision", title="counter", importance=9)
    after = shop.accept(shop.read(ann))
    assert after.touchpoints.keys() == SHOP.touchpoints.keys()
    assert said(after)["Ann", "Counter"].importance == 9.0


def test_new_touchpoints_without_a_place_are_listed(shop: Round) -> None:
    ann = shop.sheet("Ann")
    rows = [
        add(ann, title="Nowhere"),
        add(ann, stage="Elsewhere", title="Lost"),
        add(ann, stage="Decision", importance=3),
    ]
    batch = shop.read(ann)
    assert len(unread(batch)) == 3
    for row in rows:
        assert any(f"{row}:" in text for text in unread(batch))
    assert batch.proposal.suggestions[1:] == ()


def test_the_foot_of_the_sheet_is_the_participants_remark(shop: Round) -> None:
    ann, baker = shop.sheet("Ann"), shop.sheet("Baker")
    for path in (ann, baker):
        edit(
            path,
            lambda sheet: sheet.cell(
                row_of(sheet, "Anything else you would like to say") + 1, 2, "=Nice work"
            ),
        )
    batch = shop.read(baker)
    # openpyxl made a formula of it, which was never computed
    assert ["formula" in text for text in unread(batch)] == [True]
    assert shop.accept(batch).participants["pa1"].remarks == ""
    edit(
        ann,
        lambda sheet: sheet.cell(
            row_of(sheet, "Anything else you would like to say") + 1, 2, "Nice\nwork"
        ),
    )
    people = shop.accept(shop.read(ann)).participants.values()
    assert [it.remarks for it in people if it.name == "Ann"] == ["Nice\nwork"]


def test_rows_sorted_and_columns_moved(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 1}, "Counter": {"satisfaction": 2}})

    def rearrange(sheet: Any) -> None:
        first, last = row_of(sheet, "Flyer"), row_of(sheet, "Counter")
        head = row_of(sheet, "Importance")
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(first, last)]
        for number, values in zip(range(first, last + 1), reversed(rows), strict=True):
            for at, value in enumerate(values, start=1):
                sheet.cell(number, at).value = value
        for number in range(head, last + 1):
            left, right = sheet.cell(number, 5), sheet.cell(number, 6)
            left.value, right.value = right.value, left.value

    edit(ann, rearrange)
    after = said(shop.accept(shop.read(ann)))
    assert (after["Ann", "Flyer"].importance, after["Ann", "Flyer"].satisfaction) == (1.0, None)
    assert after["Ann", "Counter"].satisfaction == 2.0


def test_without_ids_stage_and_title_decide(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 1}})

    def forget(sheet: Any) -> None:
        sheet.unmerge_cells("B4:H4")
        for row in sheet.iter_rows():
            row[0].value = None

    edit(ann, forget)
    batch = shop.read(ann)
    assert said(shop.accept(batch))["Ann", "Flyer"].importance == 1.0
    assert unread(batch) == []


def test_edits_of_what_the_map_says_and_strays_are_listed(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"title": "Leaflet", "importance": 3}})
    # by the row: the title is another one now
    edit(ann, lambda sheet: sheet.cell(row_of(sheet, "Counter"), 10, "see below"))
    batch = shop.read(ann)
    texts = unread(batch)
    assert len(texts) == 2
    assert "“Leaflet”" in texts[0]
    assert "“see below”" in texts[1]
    assert said(shop.accept(batch))["Ann", "Flyer"].importance == 3.0


def test_a_copied_row_with_a_title_of_its_own_is_a_new_touchpoint(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 3}})
    row = add(ann, id="tp1", stage="Awareness", title="Radio", importance=6)
    add(ann, id="tp1", stage="Awareness", title="Flyer", importance=8)
    batch = shop.read(ann)
    after = said(shop.accept(batch))
    assert after["Ann", "Flyer"].importance == 3.0
    assert after["Ann", "Radio"].importance == 6.0
    assert [f"{row + 1}:" in text for text in unread(batch)] == [True]


def test_answers_about_touchpoints_that_are_gone_are_listed(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 3}, "Counter": {"importance": 4}})
    shop.document = SHOP.apply(edits.remove(SHOP, [("touchpoints", "tp1")]))
    batch = shop.read(ann)
    assert len(unread(batch)) == 1
    assert said(shop.accept(batch)).keys() == {("Baker", "Price page"), ("Ann", "Counter")}


def test_an_id_that_is_none_is_not_taken_from_a_sheet(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 3}})
    book = openpyxl.load_workbook(ann)
    cell = book["_base"]["B1"]
    kept = json.loads(str(cell.value))
    cell.value = json.dumps({**kept, "participant": "=../x"})
    book.save(ann)
    (person,) = (it for it in shop.accept(shop.read(ann)).participants if it != "pa1")
    assert re.fullmatch("pa[0-9A-Z]{12}", person)


def test_a_memory_that_is_damaged_or_newer_is_refused(shop: Round) -> None:
    for text in ('{"format":1}', "{", '{"format":2}', "[" * 5000):
        ann = shop.sheet("Ann", {"Flyer": {"importance": 3}})
        book = openpyxl.load_workbook(ann)
        book["_base"]["B1"] = text
        book.save(ann)
        batch = shop.read(ann)
        assert batch.files[0].outcome == "refused"
        assert ("newer" in unread(batch)[0]) == (text == '{"format":2}')


def test_added_sheets_are_listed(shop: Round) -> None:
    ann = shop.sheet("Ann", {"Flyer": {"importance": 3}})
    book = openpyxl.load_workbook(ann)
    book.create_sheet("Notes", 0)["A1"] = "Call me"
    book.save(ann)
    batch = shop.read(ann)
    assert ("Ann", "Flyer") in said(shop.accept(batch))
    assert ["Notes" in text for text in unread(batch)] == [True]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not here")
def test_a_sheet_saved_by_libreoffice(shop: Round, tmp_path: Path) -> None:
    ann = shop.sheet(
        "Ann", {"Flyer": {"importance": 3, "feeling": "Very happy (+2)", "remark": "a\nb"}}
    )
    add(ann, stage="Decision", title="Phone call", satisfaction=4)
    for kind in ("xlsx", "ods"):
        command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
        command += ["--convert-to", kind, "--outdir", str(tmp_path / kind), str(ann)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        batch = shop.read(tmp_path / kind / ann.with_suffix(f".{kind}").name)
        assert unread(batch) == []
        after = said(shop.accept(batch))
        rating = after["Ann", "Flyer"]
        assert (rating.importance, rating.feeling, rating.remark) == (3.0, 2.0, "a\nb")
        assert after["Ann", "Phone call"].satisfaction == 4.0


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        "importance": st.integers(2, 20).map(lambda n: n / 2),
        "satisfaction": st.integers(1, 10),
        "feeling": st.integers(-2, 2),
        "remark": st.sampled_from(["Slow", "=1+1 is not computed", "パン", "a\nb", "'quoted"]),
    },
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    answers=st.dictionaries(
        st.sampled_from(["Ann", "Ben", "Cy"]),
        st.dictionaries(st.sampled_from(["Flyer", "Price page", "Counter"]), ANSWERS),
    )
)
def test_what_everybody_says_is_what_is_kept(
    answers: dict[str, dict[str, dict[str, Any]]], tmp_path: Path
) -> None:
    shop = Round(SHOP, tmp_path)
    files = []
    for name, by_title in answers.items():
        path = shop.sheet(name)
        fill(path, by_title)

        def as_text(sheet: Any) -> None:
            # openpyxl takes a text with = for a formula; the cell of the sheet would not
            for row in sheet.iter_rows(min_col=8, max_col=8):
                if row[0].data_type == "f":
                    row[0].data_type = "s"

        edit(path, as_text)
        files.append(path)
    after = said(shop.accept(shop.read(*files)))
    after.pop(("Baker", "Price page"))
    expected = {
        (name, title): values
        for name, by_title in answers.items()
        for title, values in by_title.items()
        if values
    }
    assert after.keys() == expected.keys()
    for place, values in expected.items():
        kept = after[place]
        for field in COLUMNS[4:]:
            assert getattr(kept, field) == values.get(field, "" if field == "remark" else None)

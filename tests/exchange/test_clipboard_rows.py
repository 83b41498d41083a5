"""What the columns of a copied range are taken for, and what comes of its cells."""

from __future__ import annotations

import pytest

from tests.helpers.canvas import small_map
from workbench.exchange.clipboard import grid, rows
from workbench.exchange.clipboard.rows import Converted, Understood, Unread

STAGES = ("Awareness", "Decision", "Purchase")


def understand(text: str) -> Understood:
    return rows.understand(grid.read(text), STAGES)


def read(text: str, understood: Understood | None = None) -> rows.Pasting:
    return rows.read(grid.read(text), understood or understand(text), small_map())


@pytest.mark.parametrize(
    ("first", "columns"),
    [
        (
            "Stage\tTouchpoint\tChannel\tImportance\tSatisfaction\tFeeling",
            ("stage", "title", "channel", "importance", "satisfaction", "feeling"),
        ),
        ("Phase\tKontaktpunkt\tKanal\tWichtigkeit", ("stage", "title", "channel", "importance")),
        ("ステージ\tタッチポイント\tチャネル\t重要度", ("stage", "title", "channel", "importance")),
        ("Étape\tPoint de contact\tCanal\tImportance", ("stage", "title", "channel", "importance")),
    ],
)
def test_headings_in_several_languages(first, columns):
    cells = ["Awareness", "Search ad", "Website", "9", "3", "1"][: len(columns)]
    text = "\n".join((first, "\t".join(cells)))
    assert understand(text) == Understood(True, columns)


def test_without_headings_the_contents_tell():
    text = "Awareness\tSearch ad\t9\t3\nDecision\tPrice page\t4\t8\nAwareness\tFlyer\t2\t9"
    assert understand(text) == Understood(False, ("stage", "title", "importance", "satisfaction"))
    two = "Search ad\t9\nFlyer\t2\nBanner\t7"
    assert understand(two).columns[0] == "title"
    assert not understand(two).headings


def test_values_become_fields():
    text = (
        "Touchpoint\tImportance\tSatisfaction\tFeeling\tStatus\tOwner\n"
        "Search ad\t9\t7.5\t-2\tplanned\tAnna\n"
        "Flyer\t10\t1\t2\tIn place\t"
    )
    first, second = read(text).rows
    assert first.values == {
        "title": "Search ad",
        "importance": 9.0,
        "satisfaction": 7.5,
        "feeling": -2.0,
        "status": "planned",
        "owner": "Anna",
    }
    assert second.values["status"] == "in-place"


def test_another_scale_is_converted_and_named():
    # 1–5 to 1–10: 1 + 9 · (n − 1) / 4
    text = "Touchpoint\tSatisfaction (1-5)\nA\t5\nB\t3\nC\t1"
    pasting = read(text)
    assert [row.values["satisfaction"] for row in pasting.rows] == [10, 5.5, 1]
    assert pasting.converted == (Converted(1, "1-5"),)


def test_our_own_scale_is_kept_as_it_is():
    pasting = read("Touchpoint\tImportance\nA\t9.25\nB\t1\nC\t10")
    assert [row.values["importance"] for row in pasting.rows] == [9.25, 1, 10]
    assert pasting.converted == ()


def test_what_cannot_be_read_is_kept_as_a_remark():
    text = "Touchpoint\tImportance\tStatus\tRemarks\nA\t9\tmaybe\tseen twice\nB\tn/a\tplanned\t"
    pasting = read(text)
    assert pasting.unread == (Unread(1, 2), Unread(2, 1))
    assert pasting.rows[0].values["remarks"] == "seen twice\nStatus: maybe"
    assert pasting.rows[1].values["remarks"] == "Importance: n/a"


def test_a_blank_stage_is_that_of_the_row_above_and_names_lose_their_decoration():
    text = "Stage\tTouchpoint\n1. Awareness >>\tAd\n\tFlyer\n2. Decision\tPrices"
    assert [row.stage for row in read(text).rows] == ["Awareness", "Awareness", "Decision"]


def test_columns_chosen_otherwise_are_read_otherwise():
    text = "Ad\tWebsite page\tfirst\tsecond\t\nFlyer\tCourier\t\t\tx"
    columns = ("title", "channel", "does", "does", "moment_of_truth")
    first, second = read(text, Understood(False, columns)).rows
    assert (first.values["does"], first.channel) == ("first\nsecond", "Website page")
    assert (second.values["moment_of_truth"], second.channel) == (True, "Courier")


def test_a_row_without_a_title_is_called_like_its_channel_and_a_blank_one_is_none():
    text = "Ad\tWebsite page\n\t\n\tCourier"
    found = read(text, Understood(False, ("title", "channel"))).rows
    assert [row.values["title"] for row in found] == ["Ad", "Courier"]


def test_left_out_columns_are_left_out():
    text = "Ad\tsecret\nFlyer\tsecret"
    found = read(text, Understood(False, ("title", "nothing"))).rows
    assert [dict(row.values) for row in found] == [{"title": "Ad"}, {"title": "Flyer"}]

"""What a sheet holds, how sure that is, and changing the guess."""

from __future__ import annotations

import msgspec
import pytest

from tests.exchange.foreign_sheets import only, read, sheet, uses
from workbench.exchange.foreign.layout import FORMS, uses_for
from workbench.exchange.foreign.recognise import chosen_use, fitted, recognise, with_form
from workbench.exchange.sheets import Area
from workbench.words.say import known

GRID = sheet(
    [
        ["Hotel journey"],
        ["", "1. Awareness >>", "2. Booking >>", "3. Stay"],
        ["Guest actions", "Sees an ad", "Fills the form", "Sleeps well"],
        ["Touchpoints", "Instagram\nFlyer", "Website", "Front desk"],
        ["Emotions", "🙂", "🙁", "😀"],
        ["Pain points", "", "Long form", ""],
    ]
)
ROWS = sheet(
    [
        ["No.", "Phase", "Kontaktpunkt", "Kanal", "Wichtigkeit", "Zufriedenheit", "Probleme"],
        [1, "Bewusstsein", "Anzeige", "Zeitung", 3, 4, ""],
        [2, "", "Flyer", "Flyer", 2, 5, "zu bunt"],
        [3, "Kauf", "Beratung", "Filiale", 5, 2, "Wartezeit"],
    ]
)


def test_a_grid_of_stages_and_lanes() -> None:
    layout = only([GRID])
    assert layout.form == "grid"
    assert layout.area == Area(2, 1, 6, 4)
    assert (layout.headers, layout.title, layout.title_at) == (1, "Hotel journey", (1, 1))
    assert uses(layout) == ["stage", "action", "touchpoint", "feeling", "pain"]
    assert layout.sure >= 75
    assert layout.uses[2].why == "header"
    assert layout.uses[2].samples == ("Instagram\nFlyer", "Website", "Front desk")


def test_touchpoints_in_rows_with_headers_in_another_language() -> None:
    layout = only([ROWS])
    assert layout.form == "touchpoints"
    assert uses(layout) == [
        "order",
        "stage",
        "touchpoint",
        "channel",
        "importance",
        "satisfaction",
        "pain",
    ]
    assert [use.scale for use in layout.uses][4:6] == ["1-5", "1-5"]


def test_misspelt_headers_are_recognised_and_less_sure() -> None:
    right = only([ROWS])
    wrong = sheet(
        [
            ["Nr", "Phasse", "Kontaktpunt", "Knal", "Wichtigket", "Zufridenheit", "Problme"],
            *[[ROWS.rows[row].get(at) for at in range(1, 8)] for row in (2, 3, 4)],
        ]
    )
    layout = only([wrong])
    assert uses(layout) == uses(right)
    assert 50 <= layout.uses[2].sure < right.uses[2].sure


def test_without_headers_the_contents_decide() -> None:
    layout = only(
        [
            sheet(
                [
                    ["Awareness", "Poster at the bus stop", "Social media", 3],
                    ["Awareness", "Flyer in the letter box", "Flyer", 2],
                    ["Purchase", "Paying at the till", "Shop", 4],
                    ["Retention", "Monthly letter", "Email", 5],
                ]
            )
        ]
    )
    assert (layout.form, layout.headers) == ("touchpoints", 0)
    assert uses(layout) == ["stage", "touchpoint", "channel", "satisfaction"]
    assert {use.why for use in layout.uses} == {"content"}
    assert layout.sure < 75


def test_several_tables_on_one_sheet() -> None:
    book = [
        sheet(
            [
                ["Our customers"],
                ["Name", "Age", "Goals", "Frustrations"],
                ["Commuter", 38, "Save time", "Queues"],
                ["Student", 21, "Save money", "Hidden fees"],
                [],
                [],
                ["Stage", "Touchpoint", "Pain points"],
                ["Awareness", "Poster", ""],
                ["Awareness", "Friend", "knows little"],
                ["Purchase", "Till", "Queue"],
            ]
        )
    ]
    layouts = recognise(book)
    assert [(layout.form, layout.area) for layout in layouts] == [
        ("personas", Area(2, 1, 4, 4)),
        ("touchpoints", Area(7, 1, 10, 3)),
    ]


@pytest.mark.parametrize(
    ("rows", "looks_like"),
    [
        (
            [
                ["Invoice 17"],
                ["Pos", "Description", "Qty", "Unit price", "Total"],
                [1, "Bicycle", 1, 500, 500],
                [2, "Service", 2, 50, 100],
            ],
            "invoice",
        ),
        (
            [["", "Montag", "Dienstag", "Mittwoch"], ["8:00", "Mathe", "Bio", "Kunst"]],
            "timetable",
        ),
        (
            [["Name", "Company", "Email", "Phone"], ["A", "B", "a@example.org", "1"]],
            "contacts",
        ),
        (
            [
                ["Task", "Owner", "Start", "End", "Status"],
                ["Plan", "Ops", "1 May", "2 May", "done"],
            ],
            "plan",
        ),
        (
            [
                ["Company", "Contact", "Stage", "Deal value", "Close date"],
                ["A", "B", "Proposal", 100, "1 May"],
                ["C", "D", "Negotiation", 200, "2 May"],
                ["E", "F", "Evaluation", 300, "3 May"],
            ],
            "sales",
        ),
        ([], None),
    ],
)
def test_what_is_no_journey_map(rows: list[list[object]], looks_like: str | None) -> None:
    layouts = recognise([sheet(rows)])  # type: ignore[arg-type]
    if looks_like is None:
        assert layouts == ()
    else:
        assert [(it.form, it.looks_like) for it in layouts] == [("nothing", looks_like)]


def test_another_form_can_be_chosen_for_anything() -> None:
    book = [sheet([["To do", "Doing", "Done"], ["Paint", "Sweep", "Wash"]])]
    (layout,) = recognise(book)
    assert layout.form == "nothing"
    for form in FORMS:
        chosen = with_form(book, layout, form)
        assert chosen.form == form
        assert all(use.taken_for in uses_for(form) for use in chosen.uses)


def test_a_chosen_use_stays_when_the_rest_is_guessed_anew() -> None:
    layout = chosen_use([GRID], only([GRID]), 6, "opportunity")
    narrower = msgspec.structs.replace(layout, area=Area(2, 1, 6, 3))
    again = fitted([GRID], narrower)
    assert uses(again) == ["stage", "action", "touchpoint", "feeling", "opportunity"]
    assert again.uses[4].why == "chosen"
    assert again.uses[2].samples == ("Instagram\nFlyer", "Website")


def test_a_line_chosen_for_scores_gets_a_scale() -> None:
    book = [
        sheet(
            [
                ["Stage", "Touchpoint", "Wert"],
                ["Awareness", "Poster", 2],
                ["Awareness", "Radio", 3],
                ["Purchase", "Till", 5],
            ]
        )
    ]
    layout = only(book)
    assert layout.uses[2].taken_for == "remarks"
    assert chosen_use(book, layout, 3, "importance").uses[2].scale == "1-5"


def test_everything_shown_has_words() -> None:
    codes = [f"foreign.form.{form}" for form in FORMS]
    codes += [f"foreign.use.{use}" for form in FORMS for use in uses_for(form)]
    assert [code for code in codes if not known(code)] == []


def test_guesses_come_with_their_reasons_in_the_reading() -> None:
    reading = read([ROWS])
    assert [(item.taken_for, item.scale, item.n) for item in reading.conversions] == [
        ("importance", "1-5", 3),
        ("satisfaction", "1-5", 3),
    ]
    assert reading.conversions[0].example == ("3", 5.5)

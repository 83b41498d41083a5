"""What foreign sheets become: stages, cards, scores, and what finds no place."""

from __future__ import annotations

import msgspec
import pytest

from tests.exchange.foreign_sheets import only, outline, read, sheet, touchpoint
from workbench.exchange.foreign import reading as readings
from workbench.exchange.foreign.layout import Options
from workbench.exchange.foreign.read_map import read_map, refused
from workbench.exchange.foreign.recognise import recognise
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Area, Sheet
from workbench.model import queries
from workbench.store.templates import library
from workbench.words.problem_sentences import sentence

GRID = sheet(
    [
        ["Hotel journey"],
        ["", "1. Awareness >>", "2. Booking >>", "3. After the stay"],
        ["Guest actions", "Sees an ad", "Fills the form", "Writes a review"],
        ["Touchpoints", "Instagram\nFlyer", "Website", "- Review site\n- Newsletter"],
        ["Emotions", "🙂", "🙁 long form", "😀"],
        ["Pain points", "", "Too many fields", "–"],
    ]
)


def test_a_grid_becomes_stages_lanes_and_cards() -> None:
    document = read([GRID]).document
    assert outline(document) == {
        "Awareness": {"Guest actions": ["Sees an ad"], "Touchpoints": ["Instagram", "Flyer"]},
        "Booking": {
            "Guest actions": ["Fills the form"],
            "Touchpoints": ["Website"],
            "Emotions": ["long form"],
            "Pain points": ["Too many fields"],
        },
        "After the stay": {
            "Guest actions": ["Writes a review"],
            "Touchpoints": ["Review site", "Newsletter"],
        },
    }
    (drawn,) = queries.maps(document)
    assert drawn.name == "Hotel journey"
    stages = queries.stages(document, drawn.id)
    assert [stage.roles for stage in stages][:2] == [("awareness",), ("purchase",)]
    feelings = [touchpoint(document, title).feeling for title in ("Flyer", "Website")]
    assert feelings == [1, -1]
    kinds = {(lane.name, lane.kind, lane.note_kind) for lane in queries.lanes(document, drawn.id)}
    assert ("Emotions", "experience", None) in kinds
    assert ("Pain points", "notes", "pain") in kinds


def test_stages_in_rows_become_the_same_map() -> None:
    rows = [[GRID.rows[row].get(at) for row in range(2, 7)] for at in range(1, 5)]
    rows[0][0] = "Stage"
    turned = sheet([["Hotel journey"], *rows])
    assert only([turned]).form == "stages"
    assert outline(read([turned]).document) == outline(read([GRID]).document)


def test_a_cell_is_one_card_where_that_is_chosen() -> None:
    layout = msgspec.structs.replace(only([GRID]), split=False)
    document = read_map([GRID], [layout], Options(), library()).document
    assert outline(document)["After the stay"]["Touchpoints"] == ["- Review site - Newsletter"]


TOUCHPOINTS = sheet(
    [
        ["Stage", "Touchpoint", "Channel", "Importance", "Satisfaction", "Pain", "Budget"],
        ["Awareness", "Poster", "Webseite", 4, "low", "", 100],
        ["", "Radio spot", "Radio", 2, "high", "too loud\ntoo long", ""],
        ["Purchase", "Till", "Kiosk", 5, "medium", "", 0],
        ["Total", "", "", 11, "", "", 100],
        [],
        ["Source: interviews in May"],
    ]
)


def test_touchpoints_in_rows() -> None:
    reading = read([TOUCHPOINTS])
    document = reading.document
    assert outline(document) == {
        "Awareness": {"Touchpoint": ["Poster", "Radio spot"], "Pain": ["too loud", "too long"]},
        "Purchase": {"Touchpoint": ["Till"]},
    }
    poster, till = touchpoint(document, "Poster"), touchpoint(document, "Till")
    assert (poster.importance, poster.satisfaction) == (7.75, 1)
    assert (till.importance, till.satisfaction) == (10, 5.5)
    assert poster.channel == "chWEBS1TE00000"
    assert till.channel is not None
    assert document.channels[till.channel].name == "Kiosk"
    assert poster.remarks == "Budget: 100"


def test_what_finds_no_place_is_listed_with_the_reason() -> None:
    unplaced = {(item.row, item.column): item.why for item in read([TOUCHPOINTS]).unplaced}
    assert unplaced == {(5, 1): "total", (5, 4): "total", (5, 7): "total", (7, 1): "outside"}


@pytest.mark.parametrize("kept", ["remarks", "notes"])
def test_what_finds_no_place_can_be_kept(kept: str) -> None:
    options = Options(unplaced=kept)  # type: ignore[arg-type]
    reading = read([TOUCHPOINTS], options)
    assert {item.kept for item in reading.unplaced} == {kept}
    (drawn,) = queries.maps(reading.document)
    texts = [note.text for note in reading.document.notes.values()]
    where = drawn.scenario if kept == "remarks" else "\n".join(texts)
    assert "Source: interviews in May" in where


def test_merged_stages_over_touchpoints() -> None:
    across = sheet(
        [
            ["Stage", "Awareness", "", "Purchase", ""],
            ["Touchpoint", "Poster", "Radio", "Till", "Receipt"],
            ["Feeling", 1, 2, -1, 0],
        ],
        merged=[Area(1, 2, 1, 3), Area(1, 4, 1, 5)],
    )
    document = read([across]).document
    assert outline(document) == {
        "Awareness": {"Touchpoint": ["Poster", "Radio"]},
        "Purchase": {"Touchpoint": ["Till", "Receipt"]},
    }
    assert touchpoint(document, "Radio").feeling == 2


def test_rows_out_of_order_follow_the_course_of_a_journey() -> None:
    mixed = sheet(
        [
            ["Touchpoint", "Stage"],
            ["Newsletter", "Retention"],
            ["Poster", "Awareness"],
            ["Till", "Purchase"],
            ["Help", "Retention"],
            ["Radio", "Awareness"],
        ]
    )
    assert list(outline(read([mixed]).document)) == ["Awareness", "Purchase", "Retention"]


def test_captions_name_stages_whatever_they_are_called() -> None:
    listed = sheet(
        [
            ["Touchpoint", "Channel", "Pain points"],
            ["Getting to know us"],
            ["Poster", "Print", ""],
            ["Friend", "", "knows little"],
            ["At the till"],
            ["Paying", "Shop", "Queue"],
        ]
    )
    stages = outline(read([listed]).document)
    assert {name: lanes["Touchpoint"] for name, lanes in stages.items()} == {
        "Getting to know us": ["Poster", "Friend"],
        "At the till": ["Paying"],
    }


def test_personas_with_needs_and_channels() -> None:
    document = read(
        [
            sheet(
                [
                    ["", "Busy parent", "Student"],
                    ["Age", 38, 21],
                    ["Goals", "Save time\nEat well", "Save money"],
                    ["Frustrations", "Queues", "Hidden fees"],
                    ["Channels", "App, Email", "Instagram"],
                    ["Share", "60 %", 0.4],
                ]
            )
        ]
    ).document
    first, second = queries.personas(document)
    assert (first.name, first.share, first.details) == ("Busy parent", 60, "Age: 38")
    assert (second.name, second.share) == ("Student", 40)
    needs = [(need.kind, need.text) for need in queries.needs(document, first.id)]
    assert needs == [("goal", "Save time"), ("goal", "Eat well"), ("frustration", "Queues")]
    assert [document.channels[it].name for it in first.preferred_channels] == ["App", "Email"]


def test_a_persona_above_the_map_is_served_by_it() -> None:
    document = read(
        [
            sheet(
                [
                    ["Persona:", "Young couple"],
                    ["Scenario: buying a sofa"],
                    [],
                    ["", "Awareness", "Purchase"],
                    ["Touchpoints", "Poster", "Till"],
                    ["Pain points", "", "Queue"],
                ]
            )
        ]
    ).document
    (drawn,) = queries.maps(document)
    (persona,) = queries.personas(document)
    assert (persona.name, drawn.personas, drawn.scenario) == (
        "Young couple",
        (persona.id,),
        "buying a sofa",
    )


def test_comments_become_remarks_and_hidden_rows_are_said() -> None:
    worn = msgspec.structs.replace(
        TOUCHPOINTS, comments={2: {4: "asked in May"}}, hidden_rows=frozenset({3, 40})
    )
    reading = read([worn])
    assert "asked in May" in touchpoint(reading.document, "Poster").remarks
    assert [sentence(notice) for notice in reading.notices] == [
        "1 hidden row of “Sheet1” was read too."
    ]


def test_two_maps_on_two_sheets_and_one_told_twice() -> None:
    steps = [["Stage", "Touchpoint"], ["Awareness", "Poster"], ["Purchase", "Till"]]
    online = [["Stage", "Touchpoint"], ["Awareness", "Search"], ["Purchase", "Basket"]]
    book = [
        sheet([*steps, ["Purchase", "Receipt"]], "Shop"),
        sheet([*online, ["Purchase", "Mail"]], "Online"),
    ]
    assert [drawn.name for drawn in queries.maps(read(book).document)] == ["Shop", "Online"]
    pains = sheet(
        [["Stage", "Pain points", "Ideas"], ["Awareness", "dull", ""], ["Purchase", "", "go"]]
    )
    told = read([book[0], pains]).document
    assert len(told.maps) == 1
    assert outline(told)["Awareness"] == {"Touchpoint": ["Poster"], "Pain points": ["dull"]}


def test_a_sheet_for_each_stage_is_one_map() -> None:
    def stage(name: str, *titles: str) -> Sheet:
        rows = [["Touchpoint", "Channel", "Pain points"]]
        return sheet([*rows, *([title, "Shop", "queue"] for title in titles)], name)

    book = [stage("1. Awareness", "Window", "Sign"), stage("2. Purchase", "Till", "Receipt")]
    document = read(book, Options(name="Bakery")).document
    assert [drawn.name for drawn in queries.maps(document)] == ["Bakery"]
    assert {name: lanes["Touchpoint"] for name, lanes in outline(document).items()} == {
        "Awareness": ["Window", "Sign"],
        "Purchase": ["Till", "Receipt"],
    }


def test_a_book_without_a_map_is_refused_in_one_sentence() -> None:
    book = [sheet([["Qty", "Unit price", "Total"], [1, 2, 2]])]
    layouts = recognise(book)
    problem = refused(layouts)
    assert problem is not None
    text = sentence(problem)
    assert text.startswith("This is no journey map")
    assert "an invoice" in text
    with pytest.raises(ExchangeError):
        read_map(book, layouts, Options(), library())


def test_a_sheet_of_data_beside_a_map_is_left_out_and_said() -> None:
    data = sheet([["a", "b", "c"]] * 70_000, "Data")
    reading = read([GRID, data])
    assert [sentence(notice) for notice in reading.notices] == [
        "The sheet “Data” has far more cells than a journey map and was left out."
    ]
    assert len(reading.document.touchpoints) == 5


def test_thousands_of_cards_keep_their_order() -> None:
    rows = [["Stage", "Touchpoint"], *(["Purchase", f"Step {n}"] for n in range(5_000))]
    book = [sheet([*rows, ["Retention", "Mail"]])]
    cards = outline(read(book).document)["Purchase"]["Touchpoint"]
    assert cards == [f"Step {n}" for n in range(5_000)]


def test_two_cells_at_opposite_corners_under_one_merge() -> None:
    far = {1: {1: "Stage", 2: "Touchpoint"}, 2: {1: "Awareness", 2: "Ad"}, 1_048_576: {16_384: "x"}}
    corners = msgspec.structs.replace(sheet([]), rows=far, merged=(Area(1, 1, 1_048_576, 16_384),))
    reading = read([corners])
    assert [(item.row, item.column) for item in reading.unplaced] == [(1_048_576, 16_384)]


def test_a_reading_crosses_to_another_process_unchanged() -> None:
    reading = read([GRID])
    assert readings.decode(readings.encode(reading)) == reading

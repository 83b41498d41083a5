"""Maps that went through many hands: captions between rows, rows out of order, odd scales."""

from __future__ import annotations

from dataclasses import replace

from tests.exchange.foreign_corpus import damages, layouts, marks
from tests.exchange.foreign_corpus.case import Case, one_map
from tests.exchange.foreign_corpus.journey import journey
from tests.exchange.foreign_corpus.key import Card, Key, NoteKey, StageKey
from tests.exchange.foreign_corpus.layouts import Marks
from tests.exchange.foreign_corpus.sheet import Sheet, table

CAPTIONED = ("touchpoint", "channel", "importance", "satisfaction", "pain")
SHORT = ("stage", "touchpoint", "channel", "importance", "satisfaction")


def cases() -> tuple[Case, ...]:
    lights = Marks("en", feeling=marks.feeling_lights)
    hundred = Marks("de", marks.of_hundred, marks.of_hundred, marks.feeling_of_five_signed)
    mixed, key = layouts.touchpoint_rows(
        journey("dentist"), Marks("en"), SHORT, decorate=lambda n, name: f"{n}. {name}"
    )
    mixed = damages.scattered(mixed, 3)
    named = ("stage", "touchpoint", "feeling")
    faces = Marks("en", feeling=marks.feeling_emoji)
    nameless, nameless_key = layouts.touchpoint_rows(journey("dentist"), faces, named)
    nameless = damages.relabelled(
        nameless, {"Stage": "Column1", "Touchpoint": "Column2", "Feeling": "Column3"}
    )
    careless, careless_key = layouts.touchpoint_rows(journey("software"), Marks("en"), SHORT)
    return (
        one_map(
            "dentist captions between rows.xlsx",
            layouts.captioned_rows(journey("dentist"), Marks("en"), CAPTIONED, merged=True),
        ),
        one_map(
            "hôtel sous-titres.csv",
            layouts.captioned_rows(
                journey("hotel"),
                Marks("fr"),
                CAPTIONED,
                decorate=lambda _, name: f"— {name.upper()} —",
            ),
            separator=";",
        ),
        one_map(
            "旅館 見出し行.xlsx",
            layouts.captioned_rows(
                journey("inn"), Marks("ja"), CAPTIONED, decorate=lambda _, name: f"【{name}】"
            ),
        ),
        one_map("dentist rows out of order.xlsx", (mixed, _as_on(mixed, key))),
        one_map("dentist headers that say nothing.xlsx", (nameless, nameless_key)),
        one_map(
            "software careless stage names.xlsx", (damages.careless(careless, 0), careless_key)
        ),
        one_map(
            "software traffic lights.xlsx",
            layouts.touchpoint_rows(
                journey("software"), lights, ("stage", "touchpoint", "feeling", "opportunity")
            ),
        ),
        one_map(
            "Fahrradladen von hundert.xlsx", layouts.touchpoint_rows(journey("bike-shop"), hundred)
        ),
        _wrapped_by_hand(),
        _many_columns(),
    )


def _as_on(sheet: Sheet, stages: tuple[StageKey, ...]) -> tuple[StageKey, ...]:
    """The touchpoints of each stage in the order of their rows."""
    row_of = {value: row for (row, _), value in sheet.cells.items()}
    return tuple(
        replace(stage, cards=tuple(sorted(stage.cards, key=lambda card: row_of[card.title])))
        for stage in stages
    )


def _wrapped_by_hand() -> Case:
    """Sentences broken by hand to fit their column: each cell is one card."""
    sheet = table(
        [
            ["", "Awareness", "Purchase", "Retention"],
            ["Touchpoints", "Poster at the\nrailway station", "Ticket\nmachine", "Yearly letter"],
            [
                "Pain points",
                "The poster hangs\nbehind the stairs and\nfew people see it.",
                "The machine takes\nno notes above\ntwenty.",
                "",
            ],
        ]
    )
    stages = (
        StageKey(
            "Awareness",
            (Card("Poster at the railway station"),),
            (NoteKey("pain", "The poster hangs behind the stairs and few people see it."),),
        ),
        StageKey(
            "Purchase",
            (Card("Ticket machine"),),
            (NoteKey("pain", "The machine takes no notes above twenty."),),
        ),
        StageKey("Retention", (Card("Yearly letter"),)),
    )
    return Case("railway wrapped by hand.xlsx", (sheet,), Key((stages,)))


def _many_columns() -> Case:
    """Columns we have no field for, two of one name, a blank one with a header, a score missing."""
    sheet = table(
        [
            ["Stage", "Touchpoint", "Score", "Comment", "Cost per year", "Comment", "Photo no."],
            ["Arrival", "Car park", "", "Too dark in winter", "4,000", "Ask the town", ""],
            ["Arrival", "Entrance", "", "", "", "", ""],
            ["Swimming", "Changing room", "", "Lockers need a coin", "900", "", ""],
            ["Swimming", "Slide", "", "", "12,500", "Inspected in March", ""],
            ["Leaving", "Hair dryers", "", "Two of six work", "", "", ""],
        ]
    )
    rows = (
        ("Arrival", ("Car park", "Entrance")),
        ("Swimming", ("Changing room", "Slide")),
        ("Leaving", ("Hair dryers",)),
    )
    stages = tuple(StageKey(name, tuple(map(Card, titles))) for name, titles in rows)
    strays = (
        "Too dark in winter",
        "Ask the town",
        "Lockers need a coin",
        "Inspected in March",
        "Two of six work",
    )
    costs = r"Score|Cost per year|Photo no\.|[\d,]+"
    return Case("swimming pool many columns.xlsx", (sheet,), Key((stages,), (), strays, costs))

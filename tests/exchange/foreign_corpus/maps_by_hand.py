"""Sheets that follow no scheme of ours, typed cell by cell, and their keys likewise."""

from __future__ import annotations

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.key import Card, Key, NoteKey, Range, StageKey
from tests.exchange.foreign_corpus.sheet import Sheet, table


def cases() -> tuple[Case, ...]:
    return (
        _blueprint(),
        _online_and_offline(),
        _doing_thinking_feeling(),
        _moments_of_truth(),
        _reached(),
        _today_and_tomorrow(),
        _five_act_opera(),
    )


def _notes(kind: str, *texts: str) -> tuple[NoteKey, ...]:
    return tuple(NoteKey(kind, text) for text in texts)


def _blueprint() -> Case:
    sheet = table(
        [
            ["", "Arrive", "Order", "Eat", "Pay"],
            [
                "Customer actions",
                "Looks for a free table",
                "Reads the board above the counter",
                "Eats by the window",
                "Holds the card to the reader",
            ],
            [
                "Touchpoints",
                "Door with opening hours",
                "Board above the counter",
                "Tray with the dish",
                "Card reader",
            ],
            [
                "Backstage",
                "Staff count the free tables",
                "Kitchen reads the slip",
                "Dishes are collected every ten minutes",
                "",
            ],
            ["Support processes", "Cleaning plan", "Till software", "", "Payment provider"],
        ],
        "Blueprint",
    )
    stages = tuple(
        StageKey(name, (Card(card),), _notes("action", action) + _notes("backstage", *behind))
        for name, card, action, behind in (
            (
                "Arrive",
                "Door with opening hours",
                "Looks for a free table",
                ("Staff count the free tables", "Cleaning plan"),
            ),
            (
                "Order",
                "Board above the counter",
                "Reads the board above the counter",
                ("Kitchen reads the slip", "Till software"),
            ),
            (
                "Eat",
                "Tray with the dish",
                "Eats by the window",
                ("Dishes are collected every ten minutes",),
            ),
            ("Pay", "Card reader", "Holds the card to the reader", ("Payment provider",)),
        )
    )
    return Case("café service blueprint.xlsx", (sheet,), Key((stages,)))


def _online_and_offline() -> Case:
    sheet = table(
        [
            ["Customer journey of the garden centre"],
            [],
            ["", "Awareness", "Consideration", "Purchase", "Loyalty"],
            [
                "Online touchpoints",
                "Search engine\nGarden blog",
                "Plant finder on the website",
                "Click and collect",
                "Care tips by email",
            ],
            [
                "Offline touchpoints",
                "Leaflet in the letter box",
                "Show garden\nAdvice at the counter",
                "Till\nLoading zone",
                "Autumn market",
            ],
            ["Pain points", "", "Nobody at the counter on Sundays", "Long queue in May", ""],
        ]
    )
    sheet.merge(0, 0, 0, 4)
    online, offline = "Online touchpoints", "Offline touchpoints"
    stages = (
        StageKey(
            "Awareness",
            (
                Card("Search engine", lane=online),
                Card("Garden blog", lane=online),
                Card("Leaflet in the letter box", lane=offline),
            ),
        ),
        StageKey(
            "Consideration",
            (
                Card("Plant finder on the website", lane=online),
                Card("Show garden", lane=offline),
                Card("Advice at the counter", lane=offline),
            ),
            _notes("pain", "Nobody at the counter on Sundays"),
        ),
        StageKey(
            "Purchase",
            (
                Card("Click and collect", lane=online),
                Card("Till", lane=offline),
                Card("Loading zone", lane=offline),
            ),
            _notes("pain", "Long queue in May"),
        ),
        StageKey(
            "Loyalty",
            (Card("Care tips by email", lane=online), Card("Autumn market", lane=offline)),
        ),
    )
    strays = ("Customer journey of the garden centre",)
    return Case("garden centre two lanes.xlsx", (sheet,), Key((stages,), (), strays, names=strays))


def _doing_thinking_feeling() -> Case:
    moods = (
        "Curious but a little lost",
        "Nervous about the first evening",
        "Proud of the first song",
    )
    sheet = table(
        [
            ["PHASES", "1 Discover", "2 Try", "3 Stay"],
            [
                "Doing",
                "Watches a concert of the choir",
                "Comes to an open rehearsal",
                "Pays the fee",
            ],
            [
                "Thinking",
                "Could I sing there?",
                "Will they hear me?",
                "Mondays belong to the choir",
            ],
            ["Feeling", *moods],
            ["Touchpoints", "Summer concert", "Open rehearsal", "Member letter"],
        ]
    )
    rows = (
        ("Discover", "Summer concert", "Watches a concert of the choir", "Could I sing there?"),
        ("Try", "Open rehearsal", "Comes to an open rehearsal", "Will they hear me?"),
        ("Stay", "Member letter", "Pays the fee", "Mondays belong to the choir"),
    )
    stages = tuple(
        StageKey(name, (Card(card),), _notes("action", doing) + _notes("thought", thinking))
        for name, card, doing, thinking in rows
    )
    return Case("choir doing thinking feeling.xlsx", (sheet,), Key((stages,), (), moods))


def _moments_of_truth() -> Case:
    sheet = table(
        [
            ["Phase", "Touchpoint", "Moment of truth", "Importance", "Satisfaction", "Remarks"],
            ["Before", "Town website", "", 7, 4, "The search finds old forms."],
            ["Before", "Call centre", "x", 9, 5, ""],
            ["At the counter", "Waiting number", "", 5, 8, ""],
            ["At the counter", "Talk with the clerk", "x", 10, 9, "Every third visitor thanks."],
            ["Afterwards", "Letter with the permit", "", 8, "n/a", ""],
        ],
        "Permit",
    )

    def score(value: float) -> Range:
        return Range(value, value)

    stages = (
        StageKey(
            "Before",
            (
                Card("Town website", importance=score(7), satisfaction=score(4)),
                Card(
                    "Call centre",
                    importance=score(9),
                    satisfaction=score(5),
                    moment_of_truth=True,
                ),
            ),
        ),
        StageKey(
            "At the counter",
            (
                Card("Waiting number", importance=score(5), satisfaction=score(8)),
                Card(
                    "Talk with the clerk",
                    importance=score(10),
                    satisfaction=score(9),
                    moment_of_truth=True,
                ),
            ),
        ),
        StageKey("Afterwards", (Card("Letter with the permit", importance=score(8)),)),
    )
    strays = ("The search finds old forms.", "Every third visitor thanks.", "n/a")
    return Case("town office moments of truth.xlsx", (sheet,), Key((stages,), (), strays))


def _reached() -> Case:
    sheet = table(
        [
            ["Stage", "People reached", "Touchpoints", "Pain points"],
            ["Awareness", 12000, "Poster\nRadio spot", "The radio spot is too fast"],
            ["Consideration", 900, "Trial lesson page", ""],
            ["Purchase", 140, "Sign-up form", "The form breaks on telephones"],
        ]
    )
    stages = (
        StageKey(
            "Awareness",
            (Card("Poster"), Card("Radio spot")),
            _notes("pain", "The radio spot is too fast"),
            reached=12000,
        ),
        StageKey("Consideration", (Card("Trial lesson page"),), reached=900),
        StageKey(
            "Purchase",
            (Card("Sign-up form"),),
            _notes("pain", "The form breaks on telephones"),
            reached=140,
        ),
    )
    return Case("music school people reached.xlsx", (sheet,), Key((stages,)))


def _today_and_tomorrow() -> Case:
    """Two maps on one sheet, one below the other, each with its title."""

    def part(title: str, rows: list[list[str]]) -> Sheet:
        sheet = table([[], ["Stage", "Touchpoint", "Channel"], *rows], "Journeys")
        sheet.stray(0, 0, title)
        return sheet

    def key(rows: list[list[str]]) -> tuple[StageKey, ...]:
        return tuple(
            StageKey(
                name, tuple(Card(card, channel) for stage, card, channel in rows if stage == name)
            )
            for name in dict.fromkeys(stage for stage, _, _ in rows)
        )

    today = [
        ["Search", "Entry in the yellow pages", "Print"],
        ["Search", "Sign at the road", "Building"],
        ["Repair", "Talk at the counter", "Workshop"],
        ["Repair", "Call when the car is ready", "Phone"],
    ]
    tomorrow = [
        ["Search", "Booking page", "Website"],
        ["Repair", "Message with a picture of the damage", "Messenger"],
        ["Repair", "Key box at the gate", "Workshop"],
        ["Afterwards", "Reminder of the next inspection", "Email"],
    ]
    above = part("Journey today", today)
    sheet = above.above(part("Journey in two years", tomorrow), gap=3)
    strays = tuple(sheet.strays)
    return Case(
        "garage today and tomorrow.xlsx",
        (sheet,),
        Key((key(today), key(tomorrow)), (), strays, names=strays),
    )


def _five_act_opera() -> Case:
    """Stage names nobody has in a list, a sign for each mood, and a remark beside the table."""
    sheet = table(
        [
            [],
            ["", "", "Overture", "First act", "Interval", "Second act", "Curtain"],
            ["", "Touchpoint", "Season brochure", "Usher", "Bar", "Surtitles", "Cloakroom"],
            ["", "Mood", "🙂", "😀", "🙁", "🙂", "😡"],
            ["", "Problem", "", "", "The queue is longer than the interval", "", "One clerk only"],
            [],
            ["", "", "", "", "", "Ask the bar about ordering ahead"],
        ],
        "Evening",
    )
    rows = (
        ("Overture", "Season brochure", 1, ()),
        ("First act", "Usher", 2, ()),
        ("Interval", "Bar", -1, ("The queue is longer than the interval",)),
        ("Second act", "Surtitles", 1, ()),
        ("Curtain", "Cloakroom", -2, ("One clerk only",)),
    )
    stages = tuple(
        StageKey(name, (Card(card),), _notes("pain", *pains), feeling=Range(mood, mood))
        for name, card, mood, pains in rows
    )
    strays = ("Ask the bar about ordering ahead",)
    return Case("opera evening.xlsx", (sheet,), Key((stages,), (), strays, names=("Evening",)))

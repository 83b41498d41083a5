"""Sheets that need a second look: steps beside touchpoints, moods in words, no stages at all."""

from __future__ import annotations

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.key import Card, Key, NoteKey, Range, StageKey
from tests.exchange.foreign_corpus.sheet import table


def cases() -> tuple[Case, ...]:
    return (_steps_beside_touchpoints(), _moods_in_words(), _no_stages())


def _steps_beside_touchpoints() -> Case:
    """Steps are what the customer does, since the touchpoints have a row of their own."""
    title = "Customer Journey Map: library"
    sheet = table(
        [
            [title],
            [],
            ["Phase", "Discover", "Join", "Borrow", "Return"],
            [
                "Steps",
                "Sees the library on the way to work",
                "Fills in the form",
                "Looks for a book",
                "Drops the book in the box",
            ],
            ["", "Looks at the website", "Shows the passport", "Asks the librarian", ""],
            ["Touchpoints", "Building\nWebsite", "Form\nDesk", "Shelf\nCatalogue", "Return box"],
            ["Emotions", 3, 2, 5, 4],
        ]
    )
    rows = (
        (
            "Discover",
            ("Building", "Website"),
            ("Sees the library on the way to work", "Looks at the website"),
            0,
        ),
        ("Join", ("Form", "Desk"), ("Fills in the form", "Shows the passport"), -1),
        ("Borrow", ("Shelf", "Catalogue"), ("Looks for a book", "Asks the librarian"), 2),
        ("Return", ("Return box",), ("Drops the book in the box",), 1),
    )
    stages = tuple(
        StageKey(
            name,
            tuple(map(Card, cards)),
            tuple(NoteKey("action", step) for step in steps),
            feeling=Range(feeling, feeling),
        )
        for name, cards, steps, feeling in rows
    )
    key = Key((stages,), (), (title,), names=(title,))
    return Case("library steps and touchpoints.xlsx", (sheet,), key)


def _moods_in_words() -> Case:
    """A mood that is a word and a face, where no touchpoint could carry it, is one thought."""
    sheet = table(
        [
            ["", "Awareness", "Consideration", "Purchase"],
            ["Actions", "Searches online", "Visits two gyms", "Signs at the desk"],
            ["Emotion", "curious 🙂", "unsure 😐", "excited 😀"],
        ]
    )
    rows = (
        ("Awareness", "Searches online", "curious 🙂"),
        ("Consideration", "Visits two gyms", "unsure 😐"),
        ("Purchase", "Signs at the desk", "excited 😀"),
    )
    stages = tuple(
        StageKey(name, (), (NoteKey("action", action), NoteKey("thought", mood)))
        for name, action, mood in rows
    )
    return Case("gym moods in words.xlsx", (sheet,), Key((stages,)))


def _no_stages() -> Case:
    """Touchpoints in a row, numbered, with scores and comments, and no stages."""
    titles = ("Notice board", "Town website", "Form", "Call", "Counter", "Letter")
    scores = (7, 6, 3, 8, 5, 9)
    sheet = table(
        [
            ["Step", *range(1, 7)],
            ["Touchpoint", *titles],
            ["Satisfaction", *scores],
            ["Comment", "", "", "Too long", "", "Opens at ten", ""],
        ]
    )
    cards = tuple(
        Card(title, satisfaction=Range(score, score))
        for title, score in zip(titles, scores, strict=True)
    )
    key = Key(((StageKey("", cards),),), (), ("Too long", "Opens at ten"), r"\d")
    return Case("permit steps across.xlsx", (sheet,), key)

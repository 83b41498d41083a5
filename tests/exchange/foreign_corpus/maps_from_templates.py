"""Filled-in templates of the kinds that go round: questions as labels, a persona on top."""

from __future__ import annotations

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.key import Card, Key, NoteKey, PersonaKey, Range, StageKey
from tests.exchange.foreign_corpus.sheet import table


def cases() -> tuple[Case, ...]:
    return (_questions_as_labels(), _persona_on_top(), _line_of_visibility(), _swim_rows())


def _stages(
    names: tuple[str, ...],
    touchpoints: tuple[str, ...] = (),
    feelings: tuple[float, ...] = (),
    **notes: tuple[str, ...],
) -> tuple[StageKey, ...]:
    """Stages from the rows of a grid, a cell each; blank cells make nothing."""
    return tuple(
        StageKey(
            name,
            (Card(touchpoints[at]),) if touchpoints else (),
            tuple(NoteKey(kind, texts[at]) for kind, texts in notes.items() if texts[at]),
            feeling=Range(feelings[at], feelings[at]) if feelings else None,
        )
        for at, name in enumerate(names)
    )


def _questions_as_labels() -> Case:
    names = ("Awareness", "Consideration", "Decision")
    doing = (
        "Notices that the roof leaks",
        "Asks three roofers for a quote",
        "Signs the cheaper of two offers",
    )
    thinking = (
        "How long will this hold?",
        "Who of them is honest?",
        "I hope they keep the date.",
    )
    places = ("Neighbours", "Web pages of roofers", "Offers by post")
    helping = ("A page on first signs of damage", "A sample quote", "A call before signing")
    sheet = table(
        [
            ["", *names],
            ["What is the customer doing?", *doing],
            ["What is the customer thinking?", *thinking],
            ["Where does the customer look for information?", *places],
            ["How can we help them along?", *helping],
        ],
        "Buyer journey",
    )
    stages = _stages(names, places, action=doing, thought=thinking)
    return Case("roofer questions as labels.xlsx", (sheet,), Key((stages,), (), helping))


def _persona_on_top() -> Case:
    names = ("Define", "Compare", "Order", "Receive")
    actions = (
        "Measures the balcony",
        "Puts five tables on a list",
        "Pays with the phone",
        "Carries the box upstairs",
    )
    mindsets = ("Will it fit?", "They all look the same", "I hope it is the right green", "Heavy!")
    ideas = ("Offer a paper template", "Show the table on a balcony", "", "Offer delivery upstairs")
    sheet = table(
        [
            ["Persona: city gardener", "", "Scenario: a table for a small balcony"],
            ["Expectations: clear measures, delivery within a week"],
            [],
            ["", *names],
            ["ACTIONS", *actions],
            ["MINDSETS", *mindsets],
            ["EMOTIONS", "😐", "🙁", "🙂", "😡"],
            ["TOUCHPOINTS", "Folding rule", "Shop page", "Basket", "Parcel"],
            ["OPPORTUNITIES", *ideas],
        ],
        "Journey map",
    )
    stages = _stages(
        names,
        ("Folding rule", "Shop page", "Basket", "Parcel"),
        (0, -1, 1, -2),
        action=actions,
        thought=mindsets,
        opportunity=ideas,
    )
    personas = (PersonaKey("city gardener"),)
    strays = (
        "Scenario: a table for a small balcony",
        "Expectations: clear measures, delivery within a week",
    )
    return Case("balcony table persona on top.xlsx", (sheet,), Key((stages,), personas, strays))


def _line_of_visibility() -> Case:
    names = ("Book", "Check in", "Sleep", "Check out")
    actions = ("Picks a bed", "Shows the passport", "Locks the bag away", "Strips the bed")
    backstage = ("Beds are blocked", "Names go to the town office", "Night guard", "Laundry")
    sheet = table(
        [
            ["Hostel blueprint"],
            ["Stage", *names],
            ["Touchpoints", "Booking page", "Desk", "Locker", "Key box"],
            ["Customer actions", *actions],
            ["Line of visibility"],
            ["Backstage actions", *backstage],
            ["Pain points", "", "One desk for arrivals and departures", "", ""],
        ]
    )
    stages = _stages(
        names,
        ("Booking page", "Desk", "Locker", "Key box"),
        action=actions,
        backstage=backstage,
        pain=("", "One desk for arrivals and departures", "", ""),
    )
    strays = ("Hostel blueprint", "Line of visibility")
    return Case("hostel line of visibility.xlsx", (sheet,), Key((stages,), (), strays))


def _swim_rows() -> Case:
    """Stages and their touchpoints in two header rows, a score under each, blank corners."""
    sheet = table(
        [
            ["Stage", "Search", "", "Rent", "", "Return", ""],
            ["Touchpoint", "Street sign", "Map app", "App", "Lock", "Parking bay", "Receipt"],
            ["Importance", 5, 8, 10, 9, 6, 4],
            ["Satisfaction", 7, 6, 4, 8, 3, 9],
            ["Owner", "Marketing", "IT", "IT", "Workshop", "Workshop", "IT"],
        ],
        "Scooters",
    )
    for column in (1, 3, 5):
        sheet.merge(0, column, 0, column + 1)

    def card(title: str, importance: float, satisfaction: float, owner: str) -> Card:
        return Card(
            title,
            importance=Range(importance, importance),
            satisfaction=Range(satisfaction, satisfaction),
            owner=owner,
        )

    stages = (
        StageKey("Search", (card("Street sign", 5, 7, "Marketing"), card("Map app", 8, 6, "IT"))),
        StageKey("Rent", (card("App", 10, 4, "IT"), card("Lock", 9, 8, "Workshop"))),
        StageKey("Return", (card("Parking bay", 6, 3, "Workshop"), card("Receipt", 4, 9, "IT"))),
    )
    return Case("scooters two header rows.xlsx", (sheet,), Key((stages,)))

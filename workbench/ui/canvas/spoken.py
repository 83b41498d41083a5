"""What a screen reader says of the things on a map: their names, values and places."""

from __future__ import annotations

from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Note, Stage, Touchpoint
from workbench.ui.bridge import Place
from workbench.words.labels import choice_name, field_name
from workbench.words.say import number, say

_SCORES = ("importance", "satisfaction")


def name_of(document: Document, place: Place) -> str:
    """What a thing is called; "" where it is gone."""
    match document.get(*place):
        case Touchpoint(title=text) | Note(text=text):
            return " ".join(text.split()) or say("words.nameless")
        case Stage(name=name):
            return name or say("canvas.stage.unnamed")
        case Lane(name=name):
            return name or say("canvas.lane.unnamed")
        case Connection(source=source, target=target):
            ends = [name_of(document, ("touchpoints", end)) for end in (source, target)]
            return say("spoken.connection", source=ends[0], target=ends[1])
    return ""


def value_of(document: Document, place: Place) -> str:
    """The figures of a thing, e.g. “importance 9, satisfaction 3”; "" for none."""
    match document.get(*place):
        case Touchpoint() as card:
            scores = [(name, getattr(card, name)) for name in _SCORES]
            return ", ".join(
                say(
                    "spoken.part",
                    name=field_name("touchpoints", name).lower(),
                    value=number(score),
                )
                for name, score in scores
                if score is not None
            )
        case Connection(share=share) if share is not None:
            return say("spoken.connection_share", percent=number(share))
    return ""


def description_of(document: Document, place: Place) -> str:
    """What follows the name: e.g. “Website, Decision, 3 of 7, importance 9, satisfaction 3”."""
    parts: list[str] = []
    match document.get(*place):
        case Touchpoint() as card:
            channel = document.channels.get(card.channel or "")
            parts = [
                channel.name if channel else say("spoken.no_channel"),
                *_where(document, card),
                value_of(document, place),
                *_further(card),
            ]
        case Note() as card:
            parts = [choice_name("kind", card.kind), *_where(document, card)]
        case Stage() as stage:
            stages = queries.stages(document, stage.map)
            counts = {"at": stages.index(stage) + 1, "stages": len(stages)}
            n = len(_column(document, stage))
            parts = [say("spoken.stage", n=n, **counts), stage.question]
        case Lane() as lane:
            lanes = queries.lanes(document, lane.map)
            parts = [say("spoken.lane", at=lanes.index(lane) + 1, n=len(lanes))]
        case Connection() as connection:
            parts = [value_of(document, place), connection.label]
    return ", ".join(part for part in parts if part)


def cell_text(document: Document, cell: tuple[str, str]) -> str:
    """What is said of an empty cell that has the keyboard."""
    return say(
        "spoken.cell",
        stage=name_of(document, ("stages", cell[0])),
        lane=name_of(document, ("lanes", cell[1])),
    )


def moved_text(document: Document, moved: list[Place]) -> str:
    """What is said when things were moved: which, and where the first of them is now."""
    first = document.get(*moved[0])
    if isinstance(first, Touchpoint | Note):
        place = ", ".join(_where(document, first))
    else:
        place = description_of(document, moved[0])
    if len(moved) > 1:
        return say("spoken.moved_several", n=len(moved), place=place)
    return say("spoken.moved", title=name_of(document, moved[0]), place=place)


def _where(document: Document, card: queries.Card) -> list[str]:
    """The stage, and how many-eth of the stage's cards."""
    stage = document.stages[card.stage]
    column = _column(document, stage)
    position = say("spoken.position", at=column.index(card.id) + 1, n=len(column))
    return [name_of(document, ("stages", card.stage)), position]


def _column(document: Document, stage: Stage) -> list[str]:
    return [
        card.id
        for lane in queries.lanes(document, stage.map)
        for card in queries.cards(document, stage.id, lane.id)
    ]


def _further(card: Touchpoint) -> list[str]:
    feeling = card.feeling
    known = say(f"feeling.{round(feeling)}").lower() if feeling is not None else ""
    return [
        say("spoken.part", name=field_name("touchpoints", "feeling").lower(), value=known)
        if known
        else "",
        choice_name("status", card.status).lower() if card.status != "in-place" else "",
        field_name("touchpoints", "moment_of_truth").lower() if card.moment_of_truth else "",
    ]

"""What an overlay says of each touchpoint: a group with its colour, and a few letters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Literal, NamedTuple

from workbench.analysis.scores import band, opportunity
from workbench.drawing import tokens
from workbench.drawing.tokens import Palette
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Touchpoint
from workbench.words.labels import choice_name
from workbench.words.say import number, say

if TYPE_CHECKING:
    from workbench.analysis.finding import Finding
    from workbench.analysis.flow_figures import Flow

Kind = Literal["none", "gaps", "opportunity", "evidence", "owner", "channel", "reach"]
KINDS: tuple[Kind, ...] = ("none", "gaps", "opportunity", "evidence", "owner", "channel", "reach")

_BAD, _WARN = 12, 6
_REACHED = (0.75, 0.5, 0.25, 0.0)
_STRENGTHS = (1.0, 0.7, 0.45, 0.25)
_APART = 3
"""Owners next to each other take colours that differ: so many places on in their row."""


class Group(NamedTuple):
    """Touchpoints of one colour. `strength` from 0 to 1 tells shades of a colour apart."""

    name: str
    colour: str
    strength: float = 1.0


class Mark(NamedTuple):
    """What stands on one card: the place of its group, and the letters of its badge."""

    group: int
    badge: str


class Overlay(NamedTuple):
    """The groups in the order of the legend, and the mark of each touchpoint by its id."""

    groups: tuple[Group, ...] = ()
    marks: dict[str, Mark] = {}  # noqa: RUF012  # never written to

    def counts(self) -> tuple[int, ...]:
        """How many touchpoints are in each group."""
        found = [0] * len(self.groups)
        for mark in self.marks.values():
            found[mark.group] += 1
        return tuple(found)


def overlay(
    kind: Kind,
    document: Document,
    map_id: str,
    palette: Palette,
    findings: Sequence[Finding] = (),
    flow: Flow | None = None,
) -> Overlay:
    """The overlay of one map. `findings` are the open ones, `flow` the figures of the map."""
    cards = queries.touchpoints(document, map_id)
    match kind:
        case "gaps":
            return _gaps(cards, palette, findings)
        case "opportunity":
            return _opportunity(cards, palette)
        case "evidence":
            return _evidence(cards, palette)
        case "owner":
            return _owner(cards, palette)
        case "channel":
            return _channel(cards, palette, document)
        case "reach":
            return _reach(cards, palette, flow)
    return Overlay()


def _gaps(cards: Sequence[Touchpoint], palette: Palette, findings: Sequence[Finding]) -> Overlay:
    here = {card.id for card in cards}
    found: dict[str, list[float]] = {}
    for finding in findings:
        for name in {item.id for item in finding.subjects if item.table == "touchpoints"} & here:
            found.setdefault(name, []).append(finding.priority)
    groups = (
        Group(say("overlay.gaps.bad"), palette.bad),
        Group(say("overlay.gaps.warn"), palette.warn),
        Group(say("overlay.gaps.plain"), palette.muted),
    )
    marks = {
        name: Mark(
            0 if max(all_) >= _BAD else 1 if max(all_) >= _WARN else 2,
            say("overlay.gaps.badge", n=len(all_)),
        )
        for name, all_ in found.items()
    }
    return Overlay(groups, marks)


def _opportunity(cards: Sequence[Touchpoint], palette: Palette) -> Overlay:
    places = {"extreme": 0, "strong": 1, "worth-a-look": 2, "served": 3}
    groups = (
        Group(say("overlay.opportunity.extreme"), palette.bad),
        Group(say("overlay.opportunity.strong"), palette.bad, 0.5),
        Group(say("overlay.opportunity.worth-a-look"), palette.warn),
        Group(say("overlay.opportunity.served"), palette.good),
        _unknown("opportunity", palette),
    )
    scores = {card.id: opportunity(card.importance, card.satisfaction) for card in cards}
    return Overlay(
        groups,
        {
            name: Mark(4, say("overlay.unknown"))
            if score is None
            else Mark(places[band(score)], number(score))
            for name, score in scores.items()
        },
    )


def _evidence(cards: Sequence[Touchpoint], palette: Palette) -> Overlay:
    colours = {"measured": palette.good, "observed": palette.accent, "assumption": palette.warn}
    places = {value: place for place, value in enumerate(colours)}
    names = {value: choice_name("evidence", value) for value in colours}
    groups = tuple(Group(names[value], colour) for value, colour in colours.items())
    return Overlay(
        (*groups, _unknown("evidence", palette)),
        {
            card.id: Mark(places[card.evidence], names[card.evidence])
            if card.evidence in places
            else Mark(len(places), say("overlay.unknown"))
            for card in cards
        },
    )


def _owner(cards: Sequence[Touchpoint], palette: Palette) -> Overlay:
    owners: dict[str, str] = {}
    for card in cards:
        if card.owner.strip():
            owners.setdefault(_folded(card.owner), card.owner.strip())
    order = sorted(owners)
    groups = tuple(
        Group(owners[name], tokens.stage_colour(place * _APART)) for place, name in enumerate(order)
    )
    places = {name: place for place, name in enumerate(order)}
    return Overlay(
        (*groups, _unknown("owner", palette)),
        {
            card.id: Mark(places[_folded(card.owner)], owners[_folded(card.owner)])
            if card.owner.strip()
            else Mark(len(order), say("overlay.unknown"))
            for card in cards
        },
    )


def _channel(cards: Sequence[Touchpoint], palette: Palette, document: Document) -> Overlay:
    colours = {"owned": palette.owned, "paid": palette.paid, "earned": palette.earned}
    places = {family: place for place, family in enumerate(colours)}
    names = {family: choice_name("family", family) for family in colours}
    groups = tuple(Group(names[family], colour) for family, colour in colours.items())
    families = {
        card.id: document.channels[card.channel].family if card.channel else "" for card in cards
    }
    return Overlay(
        (*groups, _unknown("channel", palette)),
        {
            name: Mark(places[family], names[family])
            if family
            else Mark(len(places), say("overlay.unknown"))
            for name, family in families.items()
        },
    )


def _reach(cards: Sequence[Touchpoint], palette: Palette, flow: Flow | None) -> Overlay:
    figures = {item.id: item.reach for item in flow.touchpoints} if flow else {}
    groups = tuple(
        Group(say(f"overlay.reach.{place}"), palette.accent, strength)
        for place, strength in enumerate(_STRENGTHS)
    )
    marks = {}
    for card in cards:
        share = figures.get(card.id)
        if share is None:
            marks[card.id] = Mark(len(groups), say("overlay.unknown"))
        else:
            place = next(at for at, least in enumerate(_REACHED) if share >= least)
            badge = say("overlay.reach.badge", percent=number(share * 100, 0))
            marks[card.id] = Mark(place, badge)
    return Overlay((*groups, _unknown("reach", palette)), marks)


def _unknown(kind: Kind, palette: Palette) -> Group:
    return Group(say(f"overlay.{kind}.unknown"), palette.faint)


def _folded(owner: str) -> str:
    return " ".join(owner.split()).casefold()

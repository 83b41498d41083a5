"""What can be printed of a workspace, and its pages under the options that were chosen."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from typing import Literal

import msgspec
from PySide6.QtGui import QFont

from workbench.analysis.finding import Finding
from workbench.drawing.poster import NATURAL_SCALE, PAPERS, POINTS_PER_MM
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.printing.gap_report import gap_report
from workbench.ui.printing.options import Options
from workbench.ui.printing.persona_card import persona_card
from workbench.ui.render.pages import Page, Pages, fitted_page, one_page, poster_pages
from workbench.ui.render.picture import MapPicture
from workbench.ui.render.picture_files import natural_page, searchable
from workbench.ui.render.style import style_for
from workbench.words.say import say

PIXELS_PER_POINT = 96 / 72


class Subject(msgspec.Struct, frozen=True):
    """A map, a persona's card or the gap report of a map."""

    kind: Literal["map", "persona", "gaps"]
    id: str


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The workspace as it is shown: what all pages are made from.

    `findings` are the open ones of `map_id`, None where nothing was analysed yet; `picture`
    gives the bytes of a picture by its name.
    """

    document: Document
    map_id: str
    findings: Sequence[Finding] | None
    picture: Callable[[str], bytes]
    font: QFont
    today: datetime.date
    drawn: dict[tuple[str, bool], MapPicture] = {}
    """The map by its ground and whether it can be searched: laid out once."""


def subjects(source: Source) -> list[tuple[Subject, str]]:
    """All that can be printed now, with names."""
    document, map_id = source.document, source.map_id
    found = []
    if map_id in document.maps:
        name = document.maps[map_id].name
        found.append((Subject("map", map_id), say("print.subject.map", name=name)))
        if source.findings is not None:
            found.append((Subject("gaps", map_id), say("print.subject.gaps", name=name)))
    for persona in queries.personas(document):
        name = persona.name or say("persona.unnamed")
        found.append((Subject("persona", persona.id), say("print.subject.persona", name=name)))
    return found


def pages_of(source: Source, subject: Subject, options: Options) -> Pages:
    """The pages of a subject on the paper that was chosen."""
    document, font = source.document, searchable(source.font)
    if subject.kind == "persona":
        persona = document.personas[subject.id]
        picture = source.picture(persona.picture) if persona.picture else b""
        paper = PAPERS[options.card_paper]
        return persona_card(document, persona.id, paper, font, source.today, picture)
    paper = PAPERS[options.paper]
    if subject.kind == "gaps":
        findings = source.findings or ()
        return gap_report(document, subject.id, findings, paper, font, source.today)
    drawn = _picture(source, options, to_search=True)
    scale = NATURAL_SCALE * options.size / 100
    if options.spread == "one":
        return one_page(drawn, scale)
    if options.spread == "fit":
        return fitted_page(drawn, paper, options.orientation)
    return poster_pages(
        drawn,
        paper,
        options.orientation,
        scale=scale,
        overlap=options.overlap * POINTS_PER_MM,
        marks=options.marks,
    )


def picture_of(source: Source, subject: Subject, options: Options) -> tuple[Pages, float]:
    """The subject as pictures, one for each page, and how many pixels a point of them takes.

    A map is one picture at its own size, a scene unit a pixel at scale 1.
    """
    if subject.kind != "map":
        return pages_of(source, subject, options), PIXELS_PER_POINT
    drawn = _picture(source, options, to_search=False)
    page: Page = natural_page(drawn)
    return Pages(title=drawn.name, pages=(page,), smallest_text=drawn.smallest_text), 1.0


def _picture(source: Source, options: Options, *, to_search: bool) -> MapPicture:
    key = (options.appearance, to_search)
    if key not in source.drawn:
        style = style_for(options.appearance, searchable(source.font) if to_search else source.font)
        source.drawn[key] = MapPicture(source.document, source.map_id, style, source.findings)
    return source.drawn[key]

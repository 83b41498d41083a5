"""How well an area of a sheet can be read as a table of one form, headers being so many lines."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import msgspec

from workbench.exchange.foreign import scales
from workbench.exchange.foreign.assigning import (
    Taken,
    in_personas,
    in_stages,
    in_touchpoints,
    stage_line,
)
from workbench.exchange.foreign.captions import caption_records, from_first_caption
from workbench.exchange.foreign.fields import Line, is_total_record, lines_of
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import SCALED, Form, Layout, Use, records_of
from workbench.exchange.foreign.lexicon import meanings, stage_meaning
from workbench.exchange.foreign.scoring import evidence_of, sureness
from workbench.exchange.foreign.text import is_broken_text, one_text
from workbench.exchange.sheets import Area, Value

_HEADER_REACH = 8
"""How many lines from its beginning a table’s headers may be."""
_MOST_LINES, _MOST_RECORDS = 100, 250
_SAMPLES = 3
_SAMPLE_LETTERS = 80
_FORMS: dict[tuple[str, bool], Form] = {
    ("touchpoints", False): "touchpoints",
    ("touchpoints", True): "touchpoints-across",
    ("stages", False): "stages",
    ("stages", True): "grid",
    ("personas", False): "personas",
    ("personas", True): "persona-cards",
}


class Judged(msgspec.Struct, frozen=True):
    """A way to read an area, with the evidence that it is part of a journey map at all."""

    layout: Layout
    evidence: float
    of_stages: float
    """The evidence in headers, and that in names of stages."""


def best(grids: tuple[Grid, Grid], number: int, area: Area) -> Judged | None:
    """The way to read an area that explains most; None where none makes sense.

    `grids` are the sheet's, down and across; `number` is the sheet's.
    """
    found = [
        judged
        for grid in grids
        if not _is_too_wide(grid.area(area))
        for headers, part in _header_choices(grid, _beginning(grid.area(area)))
        for judged in _readings(grid, number, part, headers)
    ]
    best_of = max(
        found,
        key=lambda judged: (judged.layout.sure, judged.evidence + judged.of_stages),
        default=None,
    )
    if best_of is None:
        return None
    layout = best_of.layout
    grid = grids[layout.across]
    whole, seen = grid.area(area), grid.area(layout.area)
    seen = Area(seen.top, seen.left, whole.bottom, seen.right)
    layout = msgspec.structs.replace(layout, area=grid.area(seen))
    return msgspec.structs.replace(best_of, layout=_scaled(grid, layout))


def laid(grid: Grid, number: int, area: Area, headers: int, form: Form) -> Layout | None:
    """An area read as one form, whatever speaks against it; None where it cannot be."""
    for judged in _readings(grid, number, grid.area(area), headers, only=records_of(form)):
        return _scaled(grid, judged.layout)
    return None


def ways(grid: Grid, number: int, area: Area, form: Form) -> Iterator[Layout]:
    """An area read as one form, whatever speaks against it, with each line at its beginning that
    may hold the headers, and without any.
    """
    turned = grid.area(area)
    for headers in range(min(_HEADER_REACH, turned.bottom - turned.top) + 1):
        part = Area(max(turned.top, turned.top + headers - 1), *_rest(turned))
        layout = laid(grid, number, grid.area(part), min(headers, 1), form)
        if layout is not None:
            yield layout


def _rest(area: Area) -> tuple[int, int, int]:
    return area.left, area.bottom, area.right


def _beginning(area: Area) -> Area:
    """As much of an area as tells what the rest is."""
    return Area(area.top, area.left, min(area.bottom, area.top + _MOST_RECORDS), area.right)


def _is_too_wide(area: Area) -> bool:
    """Whether an area has more lines than records of any kind are described by."""
    return area.right - area.left >= _MOST_LINES


def _header_choices(grid: Grid, area: Area) -> Iterator[tuple[int, Area]]:
    """Numbers of header lines worth a try, each with the area from the first of them on."""
    yield 0, area
    if area.left == area.right:
        return
    reach = min(_HEADER_REACH, area.bottom - area.top)
    for offset in range(reach):
        record = area.top + offset
        texts = [grid.text(record, field) for field in range(area.left, area.right + 1)]
        filled = [text for text in texts if text]
        if not filled or (offset > 1 and not _speaks(filled)):
            continue
        first = record
        while first > area.top and _is_group(grid, area, first - 1):
            first -= 1
        yield record - first + 1, Area(first, area.left, area.bottom, area.right)


def _speaks(texts: Sequence[str]) -> bool:
    return sum(max(meanings(text).values(), default=0) >= 70 for text in texts) >= 1


def _is_group(grid: Grid, area: Area, record: int) -> bool:
    """Whether a line above headers groups them, rather than being a title."""
    fields = [field for field in range(area.left, area.right + 1) if grid.text(record, field)]
    if not fields:
        return False
    merged = [grid.merged(record, field) for field in fields]
    whole = area.right - area.left
    return len(fields) >= 2 or any(
        span is not None and 0 < span.right - span.left < whole - 1 for span in merged
    )


def _readings(
    grid: Grid, number: int, area: Area, headers: int, only: str = ""
) -> Iterator[Judged]:
    if area.bottom - area.top + 1 - headers < 1:
        return
    lines = lines_of(grid, area, headers)
    if not lines:
        return
    stage = stage_line(lines)
    if stage is None:
        stage = _standing_first(lines, headers, forced=bool(only))
    captions = [] if grid.across else caption_records(grid, area, headers)
    if headers and any(stage_meaning(line.header).sure >= 98 for line in lines):
        captions = []  # the first caption was taken for a header
    if stage is not None and only in ("", "stages", "touchpoints"):
        kind = only or _kind(grid, area, headers, lines, stage[0])
        uses = (in_stages if kind == "stages" else in_touchpoints)(lines, *stage)
        yield _judged(grid, number, area, headers, kind, lines, uses, captions=False)
    has_captions = len(captions) >= 2
    if (only == "touchpoints" and stage is None) or (
        not only and (has_captions or (stage is None and headers))
    ):
        uses = in_touchpoints(lines, None, None)
        yield _judged(
            grid, number, area, headers, "touchpoints", lines, uses, captions=has_captions
        )
    if only == "personas" or (not only and headers):
        yield _judged(
            grid, number, area, headers, "personas", lines, in_personas(lines), captions=False
        )


def _standing_first(
    lines: Sequence[Line], headers: int, *, forced: bool
) -> tuple[Line, Taken] | None:
    """The first line, where names of stages may stand though none of them is known."""
    for line in lines[:3]:
        full = line.count >= 2 and line.letters <= 40 and line.repeats == 0 and line.numbers < 0.5
        named = line.header and line is not lines[0]
        if full and headers and not line.announces and not line.refused and not named:
            return line, Taken("stage", 40, "position")
    if forced and lines:
        return lines[0], Taken("stage", 20, "position")
    return None


def _kind(grid: Grid, area: Area, headers: int, lines: Sequence[Line], stage: Line) -> str:
    """Whether a table with stages has a stage or a touchpoint for each record."""
    records = {
        record
        for record, field in grid.inside(area)
        if record >= area.top + headers and field != stage.at
    }
    if stage.repeats == 0 and stage.count >= len(records):
        return "stages"
    title = [line for line in lines if line.sure_of("touchpoint") >= 70 and line.count]
    scalars = [
        line
        for line in lines
        if line.count >= 0.4 * len(records)
        and (
            any(
                line.sure_of(code) >= 70
                for code in ("feeling", "importance", "satisfaction", "channel")
            )
            or (not line.header and line.scaled > 0.6)
        )
    ]
    if grid.across:
        full = [line for line in title if line.count >= 0.8 * len(records)]
        return "touchpoints" if full and scalars else "stages"
    acting = [line for line in lines if line.sure_of("action") >= 70 and line.count]
    silent = not any(line.announces for line in lines)
    if title or (scalars and acting) or stage.repeats > 0.2 or silent:
        return "touchpoints"
    return "stages"


def _judged(
    grid: Grid,
    number: int,
    area: Area,
    headers: int,
    kind: str,
    lines: Sequence[Line],
    taken: Mapping[int, Taken],
    *,
    captions: bool,
) -> Judged:
    area, lines = _trimmed(area, lines, taken, kind)
    form = _FORMS[kind, grid.across]
    evidence, of_stages = evidence_of(lines, taken, kind)
    sure = sureness(grid, area, headers, lines, taken, kind)
    if captions:
        area = from_first_caption(grid, area, headers)
        names = [
            text
            for record in caption_records(grid, area, headers)
            for field in range(area.left, area.right + 1)
            if (text := grid.text(record, field))
        ]
        strong = {text for text in names if stage_meaning(text).strong}
        sure += min(45, 15 * len(strong))
        of_stages += 2 * len(strong)
        sure += 12
    layout = Layout(
        sheet=number,
        form=form,
        area=grid.area(area),
        headers=headers,
        uses=uses_of(lines, taken),
        sure=max(0, min(99, round(sure))),
        why="header" if headers else "content",
        captions=captions,
        split=_split(lines, taken),
    )
    return Judged(layout, evidence, of_stages)


def _trimmed(
    area: Area, lines: Sequence[Line], taken: Mapping[int, Taken], kind: str
) -> tuple[Area, Sequence[Line]]:
    """Without the lines before the stages that hold a title at most."""
    if kind != "stages":
        return area, lines
    stage = next(at for at, item in taken.items() if item.taken_for == "stage")
    kept = [line for line in lines if line.at >= stage or line.count > 1]
    left = min(line.at for line in kept)
    return Area(area.top, left, area.bottom, area.right), [x for x in lines if x.at >= left]


def uses_of(lines: Sequence[Line], taken: Mapping[int, Taken]) -> tuple[Use, ...]:
    """The uses of a table's lines, in their order, without scales."""
    uses: list[Use] = []
    for line in lines:
        item = taken[line.at]
        name = one_text(line.header)
        if not name and uses and uses[-1].taken_for == item.taken_for:
            name = uses[-1].name
        uses.append(
            Use(
                at=line.at,
                taken_for=item.taken_for,
                header=line.header,
                name=name,
                sure=item.sure,
                why=item.why,
                samples=tuple(cell[:_SAMPLE_LETTERS] for cell in line.cells[:_SAMPLES]),
            )
        )
    return tuple(uses)


def with_scales(grid: Grid, layout: Layout, uses: Sequence[Use]) -> tuple[Use, ...]:
    """The uses with scales guessed for those that need one and have none."""
    area = grid.area(layout.area)
    records = [
        record
        for record in range(area.top + layout.headers, area.bottom + 1)
        if not is_total_record(grid, area, record)
    ]

    def values(at: int) -> list[Value | None]:
        return [grid.value(record, at) for record in records if grid.text(record, at)]

    scored = [use.at for use in uses if use.taken_for in ("importance", "satisfaction")]
    done = []
    for use in uses:
        if use.taken_for not in SCALED:
            use = msgspec.structs.replace(use, scale="")
        elif not use.scale:
            beside = [value for at in scored if at != use.at for value in values(at)]
            feeling = use.taken_for == "feeling"
            guessed = scales.scale_of(values(use.at), use.header, feeling=feeling, beside=beside)
            use = msgspec.structs.replace(use, scale=guessed.name)
        done.append(use)
    return tuple(done)


def _scaled(grid: Grid, layout: Layout) -> Layout:
    return msgspec.structs.replace(layout, uses=with_scales(grid, layout, layout.uses))


def _split(lines: Sequence[Line], taken: Mapping[int, Taken]) -> bool:
    """Whether the cells of several lines are lists, rather than texts that were broken."""
    cells = [
        cell
        for line in lines
        for cell in line.cells
        if "\n" in cell and taken[line.at].taken_for != "stage"
    ]
    broken = sum(is_broken_text(cell) for cell in cells)
    return broken * 2 <= len(cells)

"""A foreign workbook and its layouts, read into a document of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from workbench.exchange.foreign.around import read_around
from workbench.exchange.foreign.drafts import Making, MapDraft, Spot
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.leftovers import Leftovers
from workbench.exchange.foreign.read_personas import PersonasReader
from workbench.exchange.foreign.read_stages import StagesReader
from workbench.exchange.foreign.read_touchpoints import TouchpointsReader, in_usual_order
from workbench.exchange.foreign.reading import Conversion, Reading
from workbench.exchange.foreign.recognise import is_too_large
from workbench.exchange.foreign.text import normal
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Sheet
from workbench.model import rules
from workbench.model.document import Document
from workbench.model.ids import new_id
from workbench.model.problems import Problem

_NAMELESS_SHEET = re.compile(
    r"^(?:sheet|table|tabelle|blatt|feuil|feuille|hoja|folha|planilha|plan|foglio|лист|工作表|シート"
    r"|journey|map|data|csv)?\s*[-_ ]?\s*\d*$",
    re.IGNORECASE,
)
_READERS: dict[str, type[TouchpointsReader] | type[StagesReader]] = {
    "touchpoints": TouchpointsReader,
    "stages": StagesReader,
}
_LONGEST_NAME = 200


def read_map(
    sheets: Sequence[Sheet], layouts: Sequence[Layout], options: Options, library: Document
) -> Reading:
    """What the tables become: a workspace of its own, sound by the model's rules.

    `library` holds the channels that names are matched to; all of them come along. Every filled
    cell ends in `placed` or `unplaced`. Raises ExchangeError where no layout is of use.
    """
    useful = [layout for layout in layouts if _is_useful(layout)]
    if not useful:
        raise ExchangeError(Problem.of("foreign.nothing", looks_like=_likeness(layouts)))
    making = Making(library)
    read = {layout.sheet for layout in useful}
    down = {
        number: Grid(sheet)
        for number, sheet in enumerate(sheets)
        if number in read or not is_too_large(sheet)
    }
    across: dict[int, Grid] = {}
    conversions: list[Conversion] = []
    for layout in sorted(useful, key=lambda item: item.records != "personas"):
        number = layout.sheet
        if layout.across and number not in across:
            across[number] = Grid(sheets[number], across=True)
        grid = across[number] if layout.across else down[number]
        if layout.records == "personas":
            personas = PersonasReader(making, grid, layout, MapDraft("", "", layout.sheet))
            personas.read()
            conversions.extend(personas.conversions)
            continue
        drawn = _map_for(making, layout, grid, sheets[layout.sheet], options)
        reader = _READERS[layout.records](making, grid, layout, drawn)
        reader.read()
        conversions.extend(reader.conversions)
    for drawn in making.maps:
        in_usual_order(drawn)
        _complete(drawn)
    read_around(making, down, useful)
    leftovers = Leftovers(making, sheets, down, useful)
    leftovers.keep_comments()
    unplaced = leftovers.unplaced(options)
    name = options.name or (making.maps[0].name if making.maps else "")
    document = making.document(name)
    problems = rules.check(document)
    assert not problems, f"an unsound document was made: {problems[:3]}"
    return Reading(
        document=document,
        placed=tuple(making.placed[spot] for spot in sorted(making.placed)),
        unplaced=unplaced,
        conversions=tuple(conversions),
        notices=_notices(sheets, useful),
    )


def refused(layouts: Sequence[Layout]) -> Problem | None:
    """Why a workbook is no journey map; None where some layout is of use."""
    if any(_is_useful(layout) for layout in layouts):
        return None
    return Problem.of("foreign.nothing", looks_like=_likeness(layouts))


def _is_useful(layout: Layout) -> bool:
    if layout.records == "stages":
        return any(use.taken_for == "stage" for use in layout.uses)
    return bool(layout.records) and bool(layout.uses)


def _likeness(layouts: Sequence[Layout]) -> str:
    return next((layout.looks_like for layout in layouts if layout.looks_like), "empty")


def _map_for(
    making: Making, layout: Layout, grid: Grid, sheet: Sheet, options: Options
) -> MapDraft:
    """The map that a table belongs to: one with the same stages, or a new one."""
    names = _stage_names(grid, layout)
    for drawn in making.maps:
        if not names:
            beside = drawn.sheet == layout.sheet or _is_sheet_of_stage(layout)
            same = beside and drawn.forms == {f"{layout.records} by title"}
        else:
            known = {normal(stage.name) for stage in drawn.stages}
            shared = len(known & names) >= 0.5 * min(len(known), len(names)) and len(known) > 1
            same = shared and layout.records not in drawn.forms
        if same:
            drawn.forms.add(layout.records if names else f"{layout.records} by title")
            return drawn
    title = "" if not names and layout.title else layout.title
    # a title that a person gave has no cell either, but names the map where stages are known
    name = options.name if not names and _is_sheet_of_stage(layout) else ""
    drawn = MapDraft(new_id("maps"), name or _map_name(title, sheet, options), layout.sheet)
    drawn.forms.add(layout.records if names else f"{layout.records} by title")
    making.maps.append(drawn)
    if title and layout.title_at is not None:
        spot: Spot = (layout.sheet, *layout.title_at)
        making.place(spot, "title", "maps", drawn.id, "name")
    return drawn


def _is_sheet_of_stage(layout: Layout) -> bool:
    """Whether a table is all of one stage, which its sheet is called after."""
    return bool(layout.title) and layout.title_at is None


def _stage_names(grid: Grid, layout: Layout) -> set[str]:
    from workbench.exchange.foreign.table_reader import named_stage

    use = next((use for use in layout.uses if use.taken_for == "stage"), None)
    if layout.captions:
        return {"captions"}
    if use is None:
        return set()
    area = grid.area(layout.area)
    texts = [
        grid.text(record, use.at) for record in range(area.top + layout.headers, area.bottom + 1)
    ]
    return {normal(named_stage(text)[0]) for text in texts if text}


def _map_name(title: str, sheet: Sheet, options: Options) -> str:
    line = " ".join(title.split())
    if line:
        return line[:_LONGEST_NAME]
    if not _NAMELESS_SHEET.match(sheet.title.strip()):
        return sheet.title.strip()
    return options.name or sheet.title.strip()


def _complete(drawn: MapDraft) -> None:
    """Every map can take touchpoints, and has a stage to take them."""
    from workbench.exchange.foreign.drafts import default_lane

    if not any(lane.kind == "touchpoints" for lane in drawn.lanes):
        drawn.lane("touchpoints", default_lane("touchpoint"))


def _notices(sheets: Sequence[Sheet], layouts: Sequence[Layout]) -> tuple[Problem, ...]:
    read = {layout.sheet for layout in layouts}
    notices = [
        Problem.of("foreign.large_sheet", sheet=sheet.title)
        for number, sheet in enumerate(sheets)
        if number not in read and is_too_large(sheet)
    ]
    for number in sorted({layout.sheet for layout in layouts}):
        sheet = sheets[number]
        rows = sum(1 for row in sheet.hidden_rows if row in sheet.rows)
        columns = sum(
            1
            for column in sheet.hidden_columns
            if any(column in cells for cells in sheet.rows.values())
        )
        if sheet.is_hidden:
            notices.append(Problem.of("foreign.hidden_sheet", sheet=sheet.title))
        if rows:
            notices.append(Problem.of("foreign.hidden_rows", sheet=sheet.title, n=rows))
        if columns:
            notices.append(Problem.of("foreign.hidden_columns", sheet=sheet.title, n=columns))
    return tuple(notices)

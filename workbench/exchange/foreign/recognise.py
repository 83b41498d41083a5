"""The layouts of a foreign workbook: which tables its sheets hold, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from workbench.exchange.foreign import judging, refusal
from workbench.exchange.foreign.areas import find_areas
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.judging import Judged
from workbench.exchange.foreign.layout import Form, Layout, records_of, uses_for
from workbench.exchange.foreign.lexicon import is_word, meanings, stage_meaning
from workbench.exchange.foreign.text import normal
from workbench.exchange.foreign.words_known import words
from workbench.exchange.sheets import Area, Sheet

_ENOUGH_EVIDENCE = 4.0
_ENOUGH_SURE = 35
_BEYOND_DOUBT = 9.0
"""Evidence that outweighs words of other tables, whatever their number."""
_DOUBTFUL, _STAGES_IN_DOUBT = 2, 3.0
"""From so many words of other tables on, names of stages are worth so much at most."""
_NAMED_BY_SHEET = 3.0
"""Evidence that a text “customer journey” on the sheet is."""
_SHEET_IS_STAGE = 90
_MOST_CELLS = 200_000
_LONGEST_TITLE = 120
_LONGEST_LABEL = 25
"""What stands before a colon and is no longer, labels what stands after it."""


def recognise(sheets: Sequence[Sheet]) -> tuple[Layout, ...]:
    """What tables there are, sheet by sheet, from the top.

    Every sheet with cells has at least one layout; a table that is no part of a journey map has
    the form `nothing` and says in `looks_like` what it seems to be instead.
    """
    found: list[Layout] = []
    for number, sheet in enumerate(sheets):
        found.extend(_on_sheet(number, sheet))
    return tuple(found)


def fitted(sheets: Sequence[Sheet], layout: Layout) -> Layout:
    """The layout with the uses of its lines guessed anew for its form, area and headers.

    Uses that a person chose stay where the line is still in the area and the form still has
    the use.
    """
    if layout.form == "nothing":
        return msgspec.structs.replace(layout, uses=())
    grid = Grid(sheets[layout.sheet], across=layout.across)
    guessed = judging.laid(grid, layout.sheet, layout.area, layout.headers, layout.form)
    if guessed is None:
        return msgspec.structs.replace(layout, uses=())
    allowed = uses_for(layout.form)
    chosen = {
        use.at: use for use in layout.uses if use.why == "chosen" and use.taken_for in allowed
    }
    uses = tuple(chosen.get(use.at, use) for use in guessed.uses)
    return msgspec.structs.replace(layout, uses=uses, sure=guessed.sure)


def with_form(sheets: Sequence[Sheet], layout: Layout, form: Form) -> Layout:
    """The layout read as another form, with the headers that suit it best."""
    if form == "nothing":
        return msgspec.structs.replace(layout, form=form, uses=(), captions=False)
    grid = Grid(sheets[layout.sheet], across=_across(form))
    found = list(judging.ways(grid, layout.sheet, layout.area, form))
    if not found:
        return msgspec.structs.replace(layout, form=form, uses=())
    best = max(found, key=lambda item: item.sure)
    return msgspec.structs.replace(
        best, title=layout.title, title_at=layout.title_at, why="chosen", form=form
    )


def chosen_use(sheets: Sequence[Sheet], layout: Layout, at: int, taken_for: str) -> Layout:
    """The layout with one line taken for what a person chose, its scale guessed for that."""
    uses = tuple(
        msgspec.structs.replace(use, taken_for=taken_for, sure=100, why="chosen")
        if use.at == at
        else use
        for use in layout.uses
    )
    grid = Grid(sheets[layout.sheet], across=layout.across)
    return msgspec.structs.replace(layout, uses=judging.with_scales(grid, layout, uses))


def is_too_large(sheet: Sheet) -> bool:
    """Whether a sheet has far more cells than any journey map."""
    return sum(map(len, sheet.rows.values())) > _MOST_CELLS


def _across(form: Form) -> bool:
    return form != records_of(form)


def _on_sheet(number: int, sheet: Sheet) -> list[Layout]:
    if is_too_large(sheet):
        area = Area(min(sheet.rows), 1, max(sheet.rows), max(map(max, sheet.rows.values())))
        return [Layout(sheet=number, form="nothing", area=area, headers=0, looks_like="large")]
    grids = (Grid(sheet), Grid(sheet, across=True))
    if not grids[0].cells:
        return []
    named = _speaks_of_journeys(grids[0])
    accepted: list[Layout] = []
    for area in _whole_first(find_areas(grids[0])):
        judged = judging.best(grids, number, area)
        if judged is None:
            continue
        if _is_accepted(grids[0], area, judged, named):
            accepted.append(judged.layout)
    accepted = _without_scraps(accepted)
    if not accepted:
        cells = list(grids[0].cells)
        area = Area(
            min(row for row, _ in cells),
            min(column for _, column in cells),
            grids[0].last_record,
            grids[0].last_field,
        )
        looks_like = refusal.looks_like(grids[0])
        return [Layout(sheet=number, form="nothing", area=area, headers=0, looks_like=looks_like)]
    taken: set[tuple[int, int]] = set()
    titled = []
    for layout in accepted:
        title = _title_of(grids[0], layout, accepted, taken)
        if title is not None:
            taken.add(title)
            layout = msgspec.structs.replace(layout, title=grids[0].text(*title), title_at=title)
        elif _lacks_stages(layout) and stage_meaning(sheet.title).sure >= _SHEET_IS_STAGE:
            layout = msgspec.structs.replace(layout, title=sheet.title)
        titled.append(layout)
    return titled


def _whole_first(areas: list[Area]) -> list[Area]:
    return sorted(areas, key=lambda area: (area.top, area.left))


def _is_accepted(grid: Grid, area: Area, judged: Judged, named: dict[str, bool]) -> bool:
    layout = judged.layout
    code = "personas" if layout.records == "personas" else "journey"
    own = judged.evidence + judged.of_stages
    against = max(refusal.hits(grid, area).values(), default=0)
    if against >= _DOUBTFUL:
        # other tables have stages too, of sales or of projects
        own = judged.evidence + min(judged.of_stages, _STAGES_IN_DOUBT)
    evidence = own + (_NAMED_BY_SHEET if named[code] else 0)
    if own < 1 or evidence < _ENOUGH_EVIDENCE or layout.sure < _ENOUGH_SURE:
        return False
    return evidence >= _BEYOND_DOUBT or evidence > 1.5 * against


def _without_scraps(layouts: list[Layout]) -> list[Layout]:
    """Without tables of one record beside real ones, such as legends."""
    best = max((layout.sure for layout in layouts), default=0)
    return [layout for layout in layouts if layout.sure >= best - 45]


def _speaks_of_journeys(grid: Grid) -> dict[str, bool]:
    texts = [normal(grid.sheet.title)]
    texts += [normal(text) for (row, _), text in grid.cells.items() if row <= 8 and len(text) < 120]
    return {code: any(_contains(code, text) for text in texts) for code in ("journey", "personas")}


def _contains(code: str, text: str) -> bool:
    return any(normal(word) in text for word in words(code))


def _title_of(
    grid: Grid, layout: Layout, layouts: Sequence[Layout], taken: set[tuple[int, int]]
) -> tuple[int, int] | None:
    """The cell above a table with its name: the first that is no pair of a name and a value."""
    area = layout.area
    others = [other.area for other in layouts if other is not layout]
    top = max(
        (
            other.bottom
            for other in others
            if other.bottom < area.top and other.left <= area.right and area.left <= other.right
        ),
        default=0,
    )
    left = max(
        (other.right for other in others if other.right < area.left and other.bottom >= area.top),
        default=0,
    )
    for row, column in sorted(grid.cells):
        if not (top < row <= area.bottom and left < column <= area.right):
            continue
        inside = row >= area.top and area.left <= column
        if inside or (row >= area.top and column >= area.left):
            continue
        if row > area.top + layout.headers:
            continue
        text = grid.text(row, column)
        if (row, column) in taken or len(text) > _LONGEST_TITLE:
            continue
        if not _may_be_title(text, is_stage=_lacks_stages(layout)) or _is_value(grid, row, column):
            continue
        if column < grid.last_field and meanings(text) and grid.text(row, column + 1):
            continue
        return row, column
    return None


def _lacks_stages(layout: Layout) -> bool:
    """Whether a table of touchpoints may be all of one stage, named above it."""
    named = any(use.taken_for == "stage" for use in layout.uses)
    return layout.records == "touchpoints" and not named and not layout.captions


def _is_value(grid: Grid, row: int, column: int) -> bool:
    """Whether the cell before says what this one is, as “Persona:” does."""
    left = grid.text(row, column - 1)
    known = meanings(left.rstrip(" :："))
    labels = max((known.get(code, 0) for code in ("persona", "scenario", "offer")), default=0)
    return left.endswith((":", "：")) or labels >= 80


def _may_be_title(text: str, *, is_stage: bool) -> bool:
    if not any(character.isalpha() for character in text) or "://" in text:
        return False
    name, colon, rest = text.partition(":")
    if (colon and rest.strip()) or "：" in text:
        if _contains("journey", normal(name)):
            return True
        labels = meanings(name) or is_word("total", name)
        return not labels and (len(name) > _LONGEST_LABEL or _contains("journey", normal(rest)))
    return is_stage or (stage_meaning(text).sure < 100 and not text.endswith((":", "：")))

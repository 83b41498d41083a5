"""Mappings under a name: what the lines of a layout were taken for, offered for similar sheets."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import msgspec

from workbench.exchange.files import put
from workbench.exchange.foreign import judging, recognise
from workbench.exchange.foreign.grid import Grid
from workbench.exchange.foreign.layout import ACROSS, Form, Layout, Options, ScaleName, Use
from workbench.exchange.foreign.text import normal
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Sheet
from workbench.model.problems import Problem
from workbench.settings import data_folder

FITTING = 60
"""From here on a mapping is worth offering."""

_ENDING = ".json"
_FORMAT = 1
_LONGEST_NAME = 80


class SavedLine(msgspec.Struct, frozen=True):
    """What a line under this header is taken for; `position` counts lines from 0."""

    header: str
    taken_for: str
    position: int
    name: str = ""
    scale: ScaleName = ""


class SavedTable(msgspec.Struct, frozen=True, kw_only=True):
    """One table of a saved mapping."""

    form: Form
    lines: tuple[SavedLine, ...]
    captions: bool = False
    split: bool = True


class Mapping(msgspec.Struct, frozen=True, kw_only=True):
    """A saved mapping. Plain JSON on disk, one file each."""

    name: str
    tables: tuple[SavedTable, ...]
    unplaced: Literal["leave", "remarks", "notes"] = "leave"
    format: int = _FORMAT


def mapping_of(name: str, layouts: Sequence[Layout], options: Options) -> Mapping:
    """What these layouts say, to be used again. Tables that are no journey map are left out."""
    tables = tuple(
        SavedTable(
            form=layout.form,
            captions=layout.captions,
            split=layout.split,
            lines=tuple(
                SavedLine(use.header, use.taken_for, position, use.name, use.scale)
                for position, use in enumerate(layout.uses)
            ),
        )
        for layout in layouts
        if layout.form != "nothing" and layout.uses
    )
    kept = " ".join(name.split())[:_LONGEST_NAME]
    return Mapping(name=kept, tables=tables, unplaced=options.unplaced)


def save_mapping(mapping: Mapping, folder: Path | None = None) -> None:
    """Keep a mapping, in place of one of the same name. Raises ExchangeError."""
    place = _folder(folder)
    place.mkdir(parents=True, exist_ok=True)
    data = msgspec.json.format(msgspec.json.encode(mapping), indent=1)
    put(place / _file_name(mapping.name), data + b"\n", overwrite=True)


def mappings(folder: Path | None = None) -> tuple[Mapping, ...]:
    """All saved mappings that can be read, by name."""
    place = _folder(folder)
    found = []
    for path in sorted(place.glob(f"*{_ENDING}")) if place.is_dir() else ():
        mapping = _read(path)
        if mapping is not None:
            found.append(mapping)
    return tuple(sorted(found, key=lambda mapping: mapping.name.casefold()))


def mapping_named(name: str, folder: Path | None = None) -> Mapping:
    """The mapping of that name. Raises ExchangeError where there is none or it is damaged."""
    path = _folder(folder) / _file_name(name)
    if not path.is_file():
        known = ", ".join(f"“{mapping.name}”" for mapping in mappings(folder)) or "–"
        raise ExchangeError(Problem.of("foreign.no_mapping", name=name, known=known))
    mapping = _read(path)
    if mapping is None:
        raise ExchangeError(Problem.of("foreign.mapping_damaged", name=name))
    return mapping


def fits(layouts: Sequence[Layout], mapping: Mapping, sheets: Sequence[Sheet] = ()) -> int:
    """How well a mapping fits, 0 to 100: the part of its headers that the best matching tables
    have. With `sheets`, tables count too that were not recognised as any part of a map.
    """
    if not mapping.tables:
        return 0
    scores = [
        max((_alike(_read_as(sheets, layout, table), table) for layout in layouts), default=0.0)
        for table in mapping.tables
    ]
    return round(100 * sum(scores) / len(scores))


def applied(
    sheets: Sequence[Sheet], layouts: Sequence[Layout], mapping: Mapping
) -> tuple[Layout, ...]:
    """The layouts with what the mapping says of their lines; tables that it does not know stay
    as recognised. Raises ExchangeError where it fits none.
    """
    changed = list(layouts)
    used = False
    for index, layout in enumerate(layouts):
        tried = [(_read_as(sheets, layout, table), table) for table in mapping.tables]
        best = max(tried, key=lambda pair: _alike(*pair), default=None)
        if best is None or _alike(*best) < FITTING / 100:
            continue
        used = True
        changed[index] = _applied(sheets, *best)
    if not used:
        raise ExchangeError(Problem.of("foreign.mapping_misfit", name=mapping.name))
    return tuple(changed)


def _applied(sheets: Sequence[Sheet], layout: Layout, table: SavedTable) -> Layout:
    if layout.form != table.form:
        layout = recognise.with_form(sheets, layout, table.form)
    by_header = {normal(line.header): line for line in table.lines if normal(line.header)}
    by_position = {line.position: line for line in table.lines if not normal(line.header)}

    def mapped(position: int, use: Use) -> Use:
        line = by_header.get(normal(use.header))
        if line is None and not normal(use.header):
            line = by_position.get(position)
        if line is None:
            return use
        return msgspec.structs.replace(
            use,
            taken_for=line.taken_for,
            name=line.name,
            scale=line.scale,
            sure=100,
            why="mapping",
        )

    uses = tuple(mapped(position, use) for position, use in enumerate(layout.uses))
    return msgspec.structs.replace(
        layout, uses=uses, captions=table.captions, split=table.split, why="mapping"
    )


def _read_as(sheets: Sequence[Sheet], layout: Layout, table: SavedTable) -> Layout:
    """A table that was not recognised, read as the saved one; any other as it is."""
    if layout.form != "nothing" or not sheets:
        return layout
    grid = Grid(sheets[layout.sheet], across=table.form in ACROSS)
    found = judging.ways(grid, layout.sheet, layout.area, table.form)
    return max(found, key=lambda item: _alike(item, table), default=layout)


def _alike(layout: Layout, table: SavedTable) -> float:
    """The part of a saved table's headers that a layout has; forms of other records have none."""
    ours = {normal(use.header) for use in layout.uses} - {""}
    theirs = {normal(line.header) for line in table.lines} - {""}
    if not theirs:
        same = layout.form == table.form and len(layout.uses) == len(table.lines)
        return 0.7 if same and not ours else 0.0
    return len(ours & theirs) / len(ours | theirs)


def _read(path: Path) -> Mapping | None:
    try:
        mapping = msgspec.json.decode(path.read_bytes(), type=Mapping)
    except (OSError, msgspec.DecodeError):
        return None
    return mapping if mapping.format == _FORMAT else None


def _file_name(name: str) -> str:
    """A name for the file that every disk takes, different for different names."""
    folded = " ".join(name.split()).casefold()
    plain = re.sub(r"[^a-z0-9]+", "-", folded).strip("-")[:40]
    return f"{plain or 'mapping'}-{hashlib.sha256(folded.encode()).hexdigest()[:8]}{_ENDING}"


def _folder(folder: Path | None) -> Path:
    return folder if folder is not None else data_folder() / "mappings"

"""A foreign file while somebody decides how it is to be understood; lives in the worker process.

The file is read once. Every change of the mapping is answered from the cells held here, with
as much as a window shows: a document of a few hundred cards for the preview, the cells of the
first rows. The whole document crosses once, when it is imported.
"""

from __future__ import annotations

import os
import time
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from itertools import zip_longest
from pathlib import Path

import msgspec

from workbench.exchange import base_sheet
from workbench.exchange.foreign import mapping, reading
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.read_map import read_map, refused
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.foreign.recognise import chosen_use, fitted, recognise, with_form
from workbench.exchange.foreign_answers import Excerpt, Offer, Opened, Shown, Source
from workbench.exchange.foreign_excerpt import MOST_COLUMNS, excerpts
from workbench.exchange.problems import ExchangeError, about
from workbench.exchange.rating_marker import refuse_rating_sheet
from workbench.exchange.reading.parts import Progress
from workbench.exchange.reading.read_workbook import read_workbook
from workbench.exchange.sheets import Book, Sheet
from workbench.model.document import Document
from workbench.model.entities import Connection, Entity, Note, Touchpoint, Workspace
from workbench.model.ids import new_id
from workbench.model.problems import Problem

MOST_SHEETS = 40
_MOST_CARDS = 500
_MOST_UNPLACED = 1_000
_BETWEEN = 0.1


Stamp = tuple[str, int, int]
"""A file as it was at one moment: its path, when it was written, its size."""


class Desk:
    """The one file that is being looked at."""

    def __init__(self, library: Document) -> None:
        """`library` holds the channels that names in files are matched to."""
        self._library = library
        self._source: Source | None = None
        self._book = Book(kind="", sheets=())
        self._layouts: tuple[Layout, ...] = ()
        self._excerpts: tuple[Excerpt, ...] = ()
        self._ours: tuple[Stamp, Book] | None = None

    def open(self, source: Source, tell: Callable[[tuple[str, int]], None]) -> Opened:
        """Read a file and guess what it is; `tell` hears of the sheet and its rows so far.

        Raises ExchangeError where it cannot be read or has no value in it; a file that is no
        journey map is read all the same, so that a person can say what it is.
        """
        self._source = None
        book = self._hold(source, _seldom(tell))
        refuse_rating_sheet(book.sheets, Path(source.path).name)
        if any(it.rows.get(1, {}).get(1) == base_sheet.MARKER for it in book.sheets):
            self._ours = (_stamp(source.path), book)
            self._source = None
            return Opened(is_ours=True)
        layouts = recognise(book.sheets)
        if not layouts:
            with about(Path(source.path)):
                raise ExchangeError(Problem.of("workbook.empty"))
        suits = {it.name: mapping.fits(layouts, it, book.sheets) for it in mapping.mappings()}
        offers = [Offer(name, fit) for name, fit in suits.items() if fit >= mapping.FITTING]
        return Opened(
            kind=book.kind,
            encoding=book.encoding,
            separator=book.separator,
            cleaned=book.cleaned,
            sheets=self._sheets_shown(),
            sheet_count=len(book.sheets),
            shown=self._read(layouts, Options(name=Path(source.path).stem)),
            offers=tuple(sorted(offers, key=lambda offer: -offer.suits)),
        )

    def read(
        self,
        source: Source,
        layouts: Sequence[Layout],
        options: Options,
        refit: Collection[int] = (),
    ) -> Shown:
        """Read the file so; of the layouts at `refit` only form, area and headers hold."""
        sheets = self._hold(source).sheets
        settled = [
            _refitted(sheets, layout, before)
            if at in refit
            else _with_choices(sheets, layout, before)
            for at, (layout, before) in enumerate(zip_longest(layouts, self._layouts))
            if layout is not None
        ]
        return self._read(tuple(settled), options)

    def read_with(self, source: Source, name: str) -> Shown:
        """Read the file as the mapping of that name says.

        Raises ExchangeError where there is none of that name, or it does not suit the file.
        """
        book = self._hold(source)
        saved = mapping.mapping_named(name)
        layouts = mapping.applied(book.sheets, recognise(book.sheets), saved)
        options = Options(name=Path(source.path).stem, unplaced=saved.unplaced)
        return self._read(layouts, options)

    def take_ours(self, path: str) -> Book | None:
        """The workbook of ours that was opened last, once; None for any other file, or where it
        was changed since.
        """
        ours, self._ours = self._ours, None
        return ours[1] if ours is not None and ours[0] == _stamp(path) else None

    def whole(self, source: Source, layouts: Sequence[Layout], options: Options) -> bytes:
        """All that comes of it, as `reading.encode` writes it, without the cells.

        Raises ExchangeError where no layout is of use.
        """
        found = read_map(self._hold(source).sheets, tuple(layouts), options, self._library)
        return reading.encode(msgspec.structs.replace(found, placed=(), unplaced=()))

    def _hold(self, source: Source, progress: Progress | None = None) -> Book:
        """The file's cells. Read again where this process is not the one that read them."""
        if source != self._source:
            self._book = read_workbook(
                Path(source.path),
                encoding=source.encoding,
                separator=source.separator,
                progress=progress,
            )
            self._source, self._excerpts = source, ()
        return self._book

    def _sheets_shown(self) -> tuple[Excerpt, ...]:
        if not self._excerpts:
            self._excerpts = excerpts(self._book.sheets[:MOST_SHEETS])
        return self._excerpts

    def _read(self, layouts: tuple[Layout, ...], options: Options) -> Shown:
        self._layouts = layouts
        refusal = refused(layouts)
        if refusal is None:
            whole = read_map(self._book.sheets, layouts, options, self._library)
        else:
            whole = Reading(document=Document.of([Workspace(id=new_id("workspace"))]))
        small = _small(whole, [sheet.row_count for sheet in self._sheets_shown()])
        return Shown(
            layouts=layouts,
            options=options,
            reading=reading.encode(small),
            counts=whole.counts(),
            cards_shown=len(small.document.touchpoints) + len(small.document.notes),
            refusal=refusal,
        )


def _stamp(path: str) -> Stamp:
    """A file that is gone has a stamp of its own."""
    try:
        found = os.stat(path)
    except OSError:
        return path, 0, 0
    return path, found.st_mtime_ns, found.st_size


def _seldom(tell: Callable[[tuple[str, int]], None]) -> Progress:
    """Tells of progress a few times a second, however often it is called."""
    told = time.monotonic()

    def progress(title: str, rows: int) -> None:
        nonlocal told
        if time.monotonic() - told > _BETWEEN:
            told = time.monotonic()
            tell((title, rows))

    return progress


def _refitted(sheets: Sequence[Sheet], layout: Layout, before: Layout | None) -> Layout:
    """The layout with its uses guessed anew; where its form is new, its headers, too."""
    if before is not None and before.form != layout.form:
        return with_form(sheets, layout, layout.form)
    return fitted(sheets, layout)


def _with_choices(sheets: Sequence[Sheet], layout: Layout, before: Layout | None) -> Layout:
    """The layout with the scales of those lines guessed that are taken for something new."""
    known = {use.at: use.taken_for for use in before.uses} if before is not None else {}
    for use in layout.uses:
        if known.get(use.at, use.taken_for) != use.taken_for:
            layout = chosen_use(sheets, layout, use.at, use.taken_for)
    return layout


def _small(whole: Reading, rows_shown: Sequence[int]) -> Reading:
    """As much of a reading as a window shows, with so many rows of its sheets."""
    return msgspec.structs.replace(
        whole,
        document=_first_cards(whole.document),
        placed=tuple(
            it
            for it in whole.placed
            if it.sheet < len(rows_shown)
            and it.row <= rows_shown[it.sheet]
            and it.column <= MOST_COLUMNS
        ),
        unplaced=whole.unplaced[:_MOST_UNPLACED],
    )


def _first_cards(document: Document) -> Document:
    """The document with the first cards of each stage only, where it has very many."""
    if len(document.touchpoints) + len(document.notes) <= _MOST_CARDS:
        return document
    share = max(_MOST_CARDS // max(len(document.stages), 1), 1)
    taken = Counter[str]()
    kept: dict[str, Entity] = {}
    for _, entity in document.entities():
        match entity:
            case Touchpoint() | Note():
                taken[entity.stage] += 1
                if taken[entity.stage] <= share:
                    kept[entity.id] = entity
            case Connection():
                if entity.source in kept and entity.target in kept:
                    kept[entity.id] = entity
            case _:
                kept[entity.id] = entity
    return Document.of(kept.values())

"""The parts of a file, read here and now; `workbooks.read_workbook` has it done elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import BinaryIO

from workbench.exchange.problems import ExchangeError, about
from workbench.exchange.reading.cleaning import clean, plain
from workbench.exchange.reading.file import opened
from workbench.exchange.reading.kinds import Kind, kind_of
from workbench.exchange.reading.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from workbench.exchange.reading.parts import Began, Finished, Marks, Part, Rows, book_of
from workbench.exchange.reading.source import Source
from workbench.exchange.sheets import Book, Value
from workbench.model.problems import Problem

_CELLS_AT_ONCE = 4096
_TEXT_TITLE = "Text"


def read_here(path: Path, *, encoding: str = "", separator: str = "") -> Book:
    """The book in a file, read without another process and its limits.

    For the process that has the limits, and for files that are known to be harmless.
    Raises ExchangeError, which says what the file is instead or what is wrong with it.
    """
    with about(path):
        book = book_of(parts(path, encoding=encoding, separator=separator))
    assert book is not None
    return book


def parts(path: Path, *, encoding: str = "", separator: str = "") -> Iterator[Part]:
    """The parts of the book in a file. Raises ExchangeError, perhaps after some of them."""
    with opened(path) as file:
        kind = kind_of(file)
        file.seek(0)
        if kind == "text":
            found = _parts_of_text(file, path.stem, encoding, separator)
        else:
            found = _parts_of_workbook(kind, _reader_of(kind)(file))
        try:
            yield from found
        except (ExchangeError, MemoryError):
            raise
        except Exception as error:  # a hostile file makes the libraries raise anything at all
            raise ExchangeError(Problem.of("workbook.damaged")) from error


def _parts_of_workbook(kind: Kind, sources: Iterator[Source]) -> Iterator[Part]:
    reading = _Reading()
    for source in sources:
        yield from reading.parts(source)
    if not reading.sheets:
        raise ExchangeError(Problem.of("workbook.no_sheet"))
    yield Finished(kind, cleaned=reading.cleaned)


def _parts_of_text(file: BinaryIO, title: str, encoding: str, separator: str) -> Iterator[Part]:
    from workbench.exchange.reading import encodings, text_cells

    try:
        text, found = encodings.decoded(file.read(), encoding)
    except ValueError as error:
        raise ExchangeError(Problem.of("workbook.not_a_workbook")) from error
    source, mark = text_cells.sheet(text, clean(title)[0] or _TEXT_TITLE, separator)
    reading = _Reading()
    yield from reading.parts(source)
    if not reading.cells:
        raise ExchangeError(Problem.of("workbook.empty"))
    yield Finished("text", found, mark, reading.cleaned)


def _reader_of(kind: Kind) -> Callable[[BinaryIO], Iterator[Source]]:
    """What reads that kind of workbook; its libraries are imported now."""
    match kind:
        case "ods":
            from workbench.exchange.reading import ods_cells

            return ods_cells.sheets
        case "xls" | "xlsb":
            from workbench.exchange.reading import calamine_cells

            return calamine_cells.sheets
    from workbench.exchange.reading import xlsx_workbook

    return partial(xlsx_workbook.sheets, is_strict=kind == "strict")


class _Reading:
    """Values made plain and counted, whatever format they come from."""

    def __init__(self) -> None:
        self.sheets = 0
        self.cells = 0
        self.cleaned = 0

    def parts(self, source: Source) -> Iterator[Part]:
        self.sheets += 1
        yield Began(clean(source.title)[0], source.is_hidden)
        cells: dict[int, dict[int, Value]] = {}
        waiting = last_row = last_column = 0
        for number, values in source.rows:
            kept = self._plain(values)
            self.cells += len(kept)
            last_row = max(last_row, number)
            last_column = max(last_column, *kept, 0)
            if self.cells > MOST_CELLS or last_row > MOST_ROWS or last_column > MOST_COLUMNS:
                raise ExchangeError(Problem.of("workbook.too_large"))
            if kept:
                cells[number] = kept
            waiting += len(kept)
            if waiting >= _CELLS_AT_ONCE:
                yield Rows(cells)
                cells, waiting = {}, 0
        yield Rows(cells)
        yield _within(source.marks(), last_row, last_column)

    def _plain(self, values: dict[int, Value]) -> dict[int, Value]:
        kept: dict[int, Value] = {}
        for column, value in values.items():
            if isinstance(value, str):
                text, was_amiss = clean(value)
                self.cleaned += was_amiss
                if text:
                    kept[column] = text
            else:
                kept[column] = plain(value)
        return kept


def _within(marks: Marks, last_row: int, last_column: int) -> Marks:
    """The marks; what is hidden beyond the last cell does not matter."""
    comments = {
        row: {column: clean(text)[0] for column, text in texts.items()}
        for row, texts in marks.comments.items()
    }
    return Marks(
        marks.merged,
        comments,
        frozenset(row for row in marks.hidden_rows if row <= last_row),
        frozenset(column for column in marks.hidden_columns if column <= last_column),
    )

"""A file of the corpus with its key."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from tests.exchange.foreign_corpus import files
from tests.exchange.foreign_corpus.key import Key
from tests.exchange.foreign_corpus.layouts import Laid
from tests.exchange.foreign_corpus.sheet import Sheet


@dataclass(frozen=True)
class Case:
    """`file` names it and, by its ending, its kind; a key of None means: refused."""

    file: str
    sheets: tuple[Sheet, ...]
    key: Key | None
    encoding: str = "utf-8"
    separator: str = ","

    def write(self, folder: Path) -> Path:
        """Make the file in `folder`; gives its path."""
        path = folder / self.file
        files.write(path, self.sheets, encoding=self.encoding, separator=self.separator)
        return path


def one_map(
    file: str,
    laid: Laid,
    *,
    name: str = "",
    numbering: str = "",
    encoding: str = "utf-8",
    separator: str = ",",
    beside: tuple[Sheet, ...] = (),
) -> Case:
    """A file with one map, and sheets before it that hold none."""
    sheet, stages = laid
    sheets = (*beside, sheet)
    strays = tuple(stray for page in sheets for stray in page.strays)
    key = Key((stages,), (), strays, numbering, (name,) if name else ())
    return Case(file, sheets, key, encoding, separator)

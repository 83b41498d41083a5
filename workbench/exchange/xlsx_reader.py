"""Reading a workbook: one door, and one plain sentence for whatever is none."""

from __future__ import annotations

import io
import stat
import zipfile
from pathlib import Path

from workbench.exchange.problems import ExchangeError, about
from workbench.exchange.sheets import Sheet
from workbench.model.problems import Problem

MOST_BYTES = 200 * 2**20
MOST_UNPACKED = 600 * 2**20
MOST_MEMBERS = 10_000
MOST_CELLS = 5_000_000

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_WORKBOOK = "xl/workbook.xml"
_STRICT = b"http://purl.oclc.org/ooxml"


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The sheets of an .xlsx workbook in its order, formulas as their last results.

    What the file is decides, not its name. Raises ExchangeError, which says what it is
    instead or what is wrong with it, and never returns half of a workbook.
    """
    with about(path):
        data = _bytes(path)
        _check_archive(data)
        return _sheets(data)


def _bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ExchangeError(Problem.of("workbook.folder"))
        if not stat.S_ISREG(mode):
            raise ExchangeError(Problem.of("workbook.not_a_file"))
        if path.stat().st_size > MOST_BYTES:
            raise ExchangeError(Problem.of("workbook.too_large"))
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        # a ValueError: no system has a file with a NUL in its name
        raise ExchangeError(Problem.of("workbook.missing")) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise ExchangeError(Problem.of("workbook.unreadable", reason=reason)) from error


def _check_archive(data: bytes) -> None:
    if not data:
        raise ExchangeError(Problem.of("workbook.empty"))
    if data.startswith(_OLE):
        raise ExchangeError(Problem.of("workbook.password"))
    if not data.startswith(_ZIP):
        raise ExchangeError(Problem.of("workbook.not_a_workbook"))
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        raise ExchangeError(Problem.of("workbook.cut_off")) from error
    if len(members) > MOST_MEMBERS or sum(it.file_size for it in members) > MOST_UNPACKED:
        raise ExchangeError(Problem.of("workbook.too_large"))
    names = {member.filename for member in members}
    if "document.json" in names:
        raise ExchangeError(Problem.of("workbook.journey"))
    if "mimetype" in names and "content.xml" in names:
        raise ExchangeError(Problem.of("workbook.open_document"))
    if "[Content_Types].xml" not in names:
        raise ExchangeError(Problem.of("workbook.not_a_workbook"))
    if any(member.flag_bits & 1 for member in members):
        raise ExchangeError(Problem.of("workbook.password"))


def _sheets(data: bytes) -> tuple[Sheet, ...]:
    from workbench.exchange import xlsx_cells

    found: list[Sheet] = []
    cells = 0
    try:
        for title, rows in xlsx_cells.sheets(io.BytesIO(data)):
            kept = {}
            for number, values in rows:
                cells += len(values)
                if cells > MOST_CELLS:
                    raise ExchangeError(Problem.of("workbook.too_large"))
                kept[number] = values
            found.append(Sheet(title, kept))
    except ExchangeError:
        raise
    except Exception as error:  # a hostile file makes the libraries raise anything at all
        raise ExchangeError(Problem.of("workbook.damaged")) from error
    if not found:
        is_strict = _STRICT in zipfile.ZipFile(io.BytesIO(data)).read(_WORKBOOK)
        code = "workbook.strict" if is_strict else "workbook.not_a_workbook"
        raise ExchangeError(Problem.of(code))
    return tuple(found)

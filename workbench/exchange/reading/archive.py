"""What a zip file is: a workbook of some kind, or what else."""

from __future__ import annotations

import re
import zipfile
import zlib
from typing import BinaryIO, Literal

from workbench.exchange.problems import ExchangeError
from workbench.exchange.reading.limits import MOST_MEMBERS, MOST_UNPACKED
from workbench.model.problems import Problem

Kind = Literal["xlsx", "strict", "xlsb", "ods"]

_STRICT = b"http://purl.oclc.org/ooxml"
_CONTENT_TYPES, _MIMETYPE, _MANIFEST = "[Content_Types].xml", "mimetype", "META-INF/manifest.xml"
_SPREADSHEET = b"application/vnd.oasis.opendocument.spreadsheet"
_MAIN = re.compile(r"(^|/)workbook\d*\.xml$")
_LONGEST_PROLOGUE = 4096
_OTHERS = (
    ("word/", "workbook.word"),
    ("ppt/", "workbook.powerpoint"),
    ("Index/", "workbook.numbers"),
)


def kind(file: BinaryIO) -> Kind:
    """The kind of workbook in the archive.

    Raises ExchangeError for any other archive, one that is damaged, holds the same name
    twice, is protected by a password, or would unpack to more than is read.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            return _kind(archive)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError, OSError) as error:
        raise ExchangeError(Problem.of("workbook.cut_off")) from error
    except zlib.error as error:
        raise ExchangeError(Problem.of("workbook.damaged")) from error


def _kind(archive: zipfile.ZipFile) -> Kind:
    members = archive.infolist()
    names = {member.filename for member in members}
    if len(members) > MOST_MEMBERS or sum(it.file_size for it in members) > MOST_UNPACKED:
        raise ExchangeError(Problem.of("workbook.unpacked"))
    if "document.json" in names:
        raise ExchangeError(Problem.of("workbook.journey"))
    if any(member.flag_bits & 1 for member in members):
        raise ExchangeError(Problem.of("workbook.password"))
    if len(names) < len(members):
        raise ExchangeError(Problem.of("workbook.damaged"))
    if _MIMETYPE in names and "content.xml" in names:
        return _open_document(archive, names)
    if _CONTENT_TYPES in names:
        if "xl/workbook.bin" in names:
            return "xlsb"
        main = next((name for name in sorted(names) if _MAIN.search(name)), None)
        if main is not None:
            with archive.open(main) as part:
                return "strict" if _STRICT in part.read(_LONGEST_PROLOGUE) else "xlsx"
    for start, code in _OTHERS:
        if any(name.startswith(start) for name in names):
            raise ExchangeError(Problem.of(code))
    raise ExchangeError(Problem.of("workbook.zip"))


def _open_document(archive: zipfile.ZipFile, names: set[str]) -> Kind:
    with archive.open(_MIMETYPE) as part:
        if not part.read(200).startswith(_SPREADSHEET):
            raise ExchangeError(Problem.of("workbook.open_document"))
    if _MANIFEST in names:
        with archive.open(_MANIFEST) as part:
            if b"encryption-data" in part.read(2**20):
                raise ExchangeError(Problem.of("workbook.password"))
    return "ods"

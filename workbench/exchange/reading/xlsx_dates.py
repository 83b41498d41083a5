"""Which cell formats of an .xlsx file show a number as a date or a duration."""

from __future__ import annotations

from typing import Any, NamedTuple
from zipfile import ZipFile

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.xml.constants import SHEET_MAIN_NS
from openpyxl.xml.functions import iterparse

_STYLES = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_FORMAT, _FORMATS, _USED = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("numFmt", "cellXfs", "xf"))


class Dates(NamedTuple):
    """The numbers of the formats, as cells name them; durations are dates, too."""

    dates: frozenset[int]
    durations: frozenset[int]


def dates(archive: ZipFile, package: Any) -> Dates:
    """The formats that the styles of a workbook declare; none where it has no styles.

    Only the formats of numbers are looked at, so that a fault in a colour or font of another
    program’s file harms nothing.
    """
    part = package.find(_STYLES)
    if part is None:
        return Dates(frozenset(), frozenset())
    codes: dict[int, str] = dict(BUILTIN_FORMATS)
    used: list[int] = []
    with archive.open(part.PartName[1:]) as source:
        for _, element in iterparse(source):
            if element.tag == _FORMAT and "numFmtId" in element.attrib:
                codes[int(element.attrib["numFmtId"])] = element.get("formatCode", "")
            elif element.tag == _FORMATS:
                used = [int(it.get("numFmtId", 0)) for it in element if it.tag == _USED]
    shown = [codes.get(number, "") for number in used]
    return Dates(
        frozenset(index for index, code in enumerate(shown) if is_date_format(code)),
        frozenset(index for index, code in enumerate(shown) if is_timedelta_format(code)),
    )

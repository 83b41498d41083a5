"""Numbers and dates in text, where they can be nothing else."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from typing import Literal

from workbench.exchange.sheets import Broken, Value

DecimalMark = Literal[".", ",", ""]

_WHOLE = re.compile(r"[-−]?(0|[1-9][0-9]{0,14})|\+[0-9]{1,3}")
_FRACTION = re.compile(r"[-+−]?(?:0|[1-9][0-9]{0,14})([.,])([0-9]{1,15})")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2})?)?")
_ERRORS = frozenset({"#N/A", "#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"})


def decimal_mark(values: Iterable[str], separator: str) -> DecimalMark:
    """What stands before the decimals in these values; "" where that cannot be told.

    Three digits after a mark may be thousands, so only other numbers are evidence.
    """
    if separator == ",":
        return "."
    seen = set()
    for value in values:
        found = _FRACTION.fullmatch(value)
        if found is not None and (len(found[2]) != 3 or value.lstrip("-+−").startswith("0")):
            seen.add(found[1])
    marks: tuple[DecimalMark, ...] = (".", ",")
    single = [mark for mark in marks if mark in seen]
    return single[0] if len(single) == 1 else ""


def value_of(text: str, mark: DecimalMark) -> Value:
    """The number or ISO date that a text stands for, or the text, exactly as it is.

    "007", "+49 30 1", "1.000" without a known decimal mark and numbers of more digits than
    a computer counts exactly stay text.
    """
    first = text[:1]
    if not (first.isdigit() or first in "+-−#") or not first:
        return text
    if first == "#":
        return Broken(text) if text in _ERRORS else text
    plain = text.replace("−", "-")
    if _WHOLE.fullmatch(text):
        return int(plain) if plain != "-0" else 0
    found = _FRACTION.fullmatch(text)
    if found is not None:
        return float(plain.replace(",", ".")) if found[1] == mark else text
    if _DATE.fullmatch(text):
        try:
            moment = datetime.datetime.fromisoformat(text)
        except ValueError:
            return text
        return moment if len(text) > len("2026-03-31") else moment.date()
    return text

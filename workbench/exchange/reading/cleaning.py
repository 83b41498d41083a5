"""Values as cells keep them: text without what no text holds, numbers that are numbers."""

from __future__ import annotations

import math
import re

from workbench.exchange.sheets import Broken, Value

_UNWANTED = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_ODD_BREAKS = re.compile("\r|\x85|\u2028|\u2029")
_LARGEST_EXACT = 2**53


def clean(text: str) -> tuple[str, bool]:
    """The text with LF as its only line end, and whether anything was amiss with it.

    Gone are control characters but tab, lone surrogates and non-characters. The CR LF of
    some programs is nothing amiss.
    """
    if text.isprintable():
        return text, False
    text = text.replace("\r\n", "\n")
    cleaned = _UNWANTED.sub("", _ODD_BREAKS.sub("\n", text))
    return cleaned, cleaned != text


def plain(value: Value) -> Value:
    """A number as the program counts: one too large for that is an error, as on a sheet."""
    if isinstance(value, float) and not math.isfinite(value):
        return Broken("#NUM!")
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > _LARGEST_EXACT:
        try:
            return float(value)
        except OverflowError:
            return Broken("#NUM!")
    return value

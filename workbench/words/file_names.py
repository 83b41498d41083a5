"""Names of files: such that every system takes, shortened to fit, and fit to be shown."""

from __future__ import annotations

import os
import re
import unicodedata

LONGEST = 255
"""Bytes that a name has at most on the disks of today."""

_SUGGESTED = 180
"""Bytes of a suggested name, so that endings such as `.journey.bak` fit behind it."""
_SHOWN = 80
_ELLIPSIS = "…"

_FORBIDDEN = re.compile(r'[<>:"/\\|?*]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)", re.IGNORECASE)
_UNSEEN = ("Cc", "Cs", "Zl", "Zp")
"""Unicode categories of what breaks lines or cannot be written at all."""
_TURNING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Marks that turn the direction of text and could make a name look like another."""


def legal(name: str, otherwise: str) -> str:
    """`name` as the name of a file, without its ending, that every system takes.

    Signs that some system forbids become hyphens, names of devices get an underscore.
    `otherwise` is given for a name of which nothing remains.
    """
    text = unicodedata.normalize("NFC", _seen(name, " "))
    text = _FORBIDDEN.sub("-", " ".join(text.split())).lstrip(". ")
    text = shortened(text, _SUGGESTED).rstrip(". ")
    if is_device(text):
        stem, dot, rest = text.partition(".")
        text = f"{stem.rstrip()}_{dot}{rest}"
    return text if text.strip("-") else otherwise


def is_device(name: str) -> bool:
    """Whether Windows takes a name for a device instead of a file: CON, nul.txt, COM1."""
    return _DEVICE.fullmatch(name.partition(".")[0].rstrip()) is not None


def shortened(name: str, most: int = LONGEST) -> str:
    """The longest beginning of a name that has at most `most` bytes on a disk.

    A letter is not cut in two, nor parted from the accents that follow it.
    """
    if len(os.fsencode(name)) <= most:
        return name
    size = end = 0
    for index, sign in enumerate(name):
        if not (unicodedata.combining(sign) or sign == "\u200d"):
            end = index
        size += len(os.fsencode(sign))
        if size > most:
            break
    # where there are nothing but accents, they are parted
    return name[:end] if end else os.fsencode(name)[:most].decode(errors="ignore")


def shown(name: str, most: int = _SHOWN) -> str:
    """A name as it can stand in a sentence: in one line, of at most `most` letters.

    What cannot be seen or written stands there as “�”; a long name lacks its middle.
    """
    text = _seen(name, "�")
    if len(text) <= most:
        return text
    tail = most // 3
    return f"{text[: most - tail - 1]}{_ELLIPSIS}{text[-tail:]}"


def can_be_kept(name: str) -> bool:
    """Whether a name can be written into a text file: not one with bytes that are no letters."""
    return not any("\ud800" <= sign <= "\udfff" for sign in name)


def _seen(name: str, instead: str) -> str:
    """The name with `instead` for each sign that breaks lines, turns text or is no sign."""
    return "".join(
        instead if unicodedata.category(sign) in _UNSEEN or sign in _TURNING else sign
        for sign in name
    )

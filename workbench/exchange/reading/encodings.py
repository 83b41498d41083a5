"""In which encoding a text is written, by the evidence in it.

A mark at the start decides, then whether the bytes are valid UTF-8; else each encoding is
tried, and the one whose text looks most like language is taken.
"""

from __future__ import annotations

import codecs
import re

ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "windows-1252", "shift_jis", "gb18030")
"""Those that are recognised; any of CHOICES can be chosen."""
CHOICES = (*ENCODINGS, "windows-1250", "windows-1251", "big5", "euc_jp", "euc_kr")

_CODECS = {"shift_jis": "cp932"}
"""What Japanese programs call Shift-JIS has the characters that Windows added."""
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 65_536
_LEAST_PLAUSIBLE = 0.2
_WESTERN_MARKS = "“”„‘’‚«»‹›€£¥§°±²³µ·–—…•™©®ªº¿¡½¼¾×´¨\xa0"
_BETWEEN = re.compile(r"[\n\r\t,;| ]")
_CONTROL_COST = 10
"""One control character in ten makes the best text implausible."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")


def decoded(data: bytes, encoding: str = "") -> tuple[str, str]:
    """The text of `data` and the encoding it was read in, the given one or the likeliest.

    What does not fit the encoding becomes U+FFFD. Raises ValueError for an encoding that is
    none of CHOICES, and for data that is no text in any.
    """
    if encoding and encoding not in CHOICES:
        raise ValueError(f"no encoding {encoding!r} to choose")
    name = encoding or _likeliest(data)
    text = data.decode(_CODECS.get(name, name), "replace")
    return text.removeprefix("\ufeff"), name


def _likeliest(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    sample = _whole_lines(data[:_SAMPLE])
    scores = {name: _plausibility(sample, name) for name in ENCODINGS}
    if _is_valid(data, "utf-8"):
        # bytes that happen to be valid UTF-8 are hardly ever anything else, except that
        # UTF-16 of plain letters is, too: letters with NULs between them
        is_wide = max(scores["utf-16-le"], scores["utf-16-be"]) > 2 * scores["utf-8"]
        if not is_wide and scores["utf-8"] >= _LEAST_PLAUSIBLE:
            return "utf-8"
    best = max(ENCODINGS, key=lambda name: scores[name])
    if scores[best] < _LEAST_PLAUSIBLE:
        raise ValueError("no text in any encoding")
    return best


def _whole_lines(sample: bytes) -> bytes:
    """The sample without the line at its end, which may stop within a character."""
    if len(sample) < _SAMPLE:
        return sample
    end = sample.rfind(b"\n")
    return sample[: end + 1 + (end + 1) % 2] if end > _SAMPLE // 2 else sample


def _is_valid(data: bytes, name: str) -> bool:
    try:
        data.decode(name)
    except UnicodeDecodeError:
        return False
    return True


def _plausibility(sample: bytes, name: str) -> float:
    """How much the sample looks like language in that encoding: 1 is all of it, 0 noise."""
    text = sample.decode(_CODECS.get(name, name), "replace")
    is_wide = name.startswith("utf-16")
    if is_wide and (len(sample) % 2 or not _BETWEEN.search(text)):
        return 0.0
    score, total = 0.0, 0
    before, run = "", 0
    for character in text:
        if not character.isascii():
            run += 1
            total += 1
            score += _weight(name, character, before, run)
        else:
            run = 0
            # in a wide encoding each plain letter is evidence, in others none of them is
            total += is_wide
            score += is_wide
        before = character
    language = score / total if total else 1.0
    return language - _CONTROL_COST * len(_CONTROLS.findall(text)) / max(1, len(text))


def _weight(name: str, character: str, before: str, run: int) -> float:
    """The worth of one character beyond ASCII: from 1, quite usual, down to -3, impossible."""
    if character == "\ufffd":
        return -3.0
    if "\ue000" <= character <= "\uf8ff":
        return -2.0
    match name:
        case "utf-8":
            return 1.0
        case "windows-1252":
            if character in _WESTERN_MARKS:
                return 0.7 if run < 3 else -0.5
            if not character.isalpha():
                return -0.5
            return (1.0 if before.isalpha() or before in "\"' ;,\t\n|" else 0.4) - 0.7 * (run > 2)
        case "shift_jis":
            return _japanese(character)
        case "gb18030":
            return _chinese(character)
    return _wide(character)


def _japanese(character: str) -> float:
    if "\u3041" <= character <= "\u30fe":
        return 1.0
    if "\uff61" <= character <= "\uff9f":
        # half-width katakana: what single bytes of other encodings turn into
        return -0.4
    if "\u4e00" <= character <= "\u9fff":
        first = character.encode("cp932", "replace")[0]
        return 0.9 if first <= 0x98 else -0.2
    return 0.6 if "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff5e" else 0.0


def _chinese(character: str) -> float:
    if "\u4e00" <= character <= "\u9fff":
        code = character.encode("gb2312", "ignore")
        if not code:
            return -0.6
        return 0.95 if code[0] <= 0xD7 else 0.1
    if "\u3041" <= character <= "\u30fe":
        return 0.3
    return 0.6 if "\u3000" <= character <= "\u303f" or "\uff01" <= character <= "\uff5e" else -0.3


def _wide(character: str) -> float:
    if "\u00a0" <= character <= "\u04ff" or "\u2010" <= character <= "\u20ff":
        return 0.8
    if "\u3000" <= character <= "\u30ff" or "\uff01" <= character <= "\uff5e":
        return 0.9
    return 0.4 if "\u4e00" <= character <= "\u9fff" else -1.0

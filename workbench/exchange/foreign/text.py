"""Texts of foreign sheets: compared whatever their dress, and freed of their decoration."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import pairwise

from workbench.exchange.cell_reading import text as text_of
from workbench.exchange.foreign import words_known
from workbench.exchange.sheets import Value

_ACCENTS = re.compile("[\u0300-\u036f]")
_SIMPLER = str.maketrans(
    "為機會點觸階緒滿負責購買決擇認識興訊議題問優務後譽網顧戶動標門電話廣體驗產種評價員報實線傳單關鍵課圖誠與發現醫療場從處長費",
    "为机会点触阶绪满负责购买决择认识兴讯议题问优务后誉网顾户动标门电话广体验产种评价员报实线传单关键课图诚与发现医疗场从处长费",
)
"""Traditional signs of our words and their simplified ones."""

_SPACES = re.compile(r"\s+")
_EDGES = re.compile(r"^[^\w#%№+]+|[^\w#%№+]+$")
_COUNTERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫❶❷❸❹❺❻❼❽❾❿"
_NUMBER = (
    r"(?:\d{1,2}|[ivx]{1,4}|[a-h]|[一二三四五六七八九十]{1,2}|one|two|three|four|five|six|seven)"
)
_ENDING = r"(?:\s*[.:)\]．、：）・\-–—/|>»→]+\s*|\s+|$)"
_DECORATION = frozenset(
    "-–—=_*~#•·|>›»→▶➤➔►⇒➡:：;,、，.。/\\[]{}<>〈〉《》【】「」『』▪■□●○◆◇★☆+\"“”„'"
)
_BULLET = re.compile(r"^\s*(?:[-–—•·▪■◦●○*‣⁃➤➔→✓✔>・※]+|\(?\d{1,2}[.)）、．])\s*")
_TRAILING_COUNT = re.compile(r"\s*[(\[（]\s*\d{1,3}\s*[)\]）]\s*$")


@lru_cache(maxsize=20_000)
def normal(text: str) -> str:
    """A text for comparing: width, case, accents, spaces and signs around it taken away."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", folded))
    composed = unicodedata.normalize("NFC", bare).replace("’", "'").replace("_", " ")
    composed = composed.translate(_SIMPLER)
    return _EDGES.sub("", _SPACES.sub(" ", composed)).strip()


@lru_cache(maxsize=4_000)
def stage_name(text: str) -> str:
    """The name of a stage without numbers, arrows, pictures and “Phase 2:” around it.

    A text that is nothing but decoration, such as “Phase 2”, stays as it is.
    """
    line = _SPACES.sub(" ", text).strip()
    name = _undecorated(line)
    previous = ""
    while name and name != previous:
        previous = name
        name = _undecorated(_numbered().sub("", name, count=1))
        name = _TRAILING_COUNT.sub("", name)
    if not any(character.isalpha() for character in name):
        return line
    return name


@lru_cache(maxsize=4_000)
def stage_number(text: str) -> int | None:
    """The number that a stage is decorated with; None for none."""
    for character in text:
        if character in _COUNTERS:
            return int(unicodedata.numeric(character))
    found = re.match(r"\D{0,12}?(\d{1,2})(?!\d)", unicodedata.normalize("NFKC", text))
    return int(found.group(1)) if found else None


def written(value: Value | None) -> str:
    """A cell as a person reads it, without blanks around it."""
    return text_of(value).strip()


def items(text: str) -> list[str]:
    """The lines of a cell without their bullets; blank ones are left out."""
    lines = (_BULLET.sub("", line).strip() for line in text.splitlines())
    return [line for line in lines if line]


def one_text(text: str) -> str:
    """All of a cell as one card, bullets of a single line taken away."""
    lines = text.splitlines()
    return _BULLET.sub("", text).strip() if len(lines) == 1 else text.strip()


def is_broken_text(text: str) -> bool:
    """Whether the lines of a cell are one text that was broken, rather than a list."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or any(_BULLET.match(line) for line in lines):
        return False
    goes_on = [line[:1].islower() or before[-1:] in ",-–(" for before, line in pairwise(lines)]
    # a list of small words begins with a small one
    return all(goes_on) and not lines[0][:1].islower()


def _undecorated(text: str) -> str:
    start, end = 0, len(text)
    while start < end and _is_decoration(text[start]):
        start += 1
    while end > start and _is_decoration(text[end - 1]):
        end -= 1
    return text[start:end].strip()


def _is_decoration(character: str) -> bool:
    if character in _DECORATION or character in _COUNTERS or character.isspace():
        return True
    kind = unicodedata.category(character)
    return kind in ("So", "Sk", "Sm", "Cf", "Co", "Mn", "Me", "No")


@lru_cache(maxsize=1)
def _numbered() -> re.Pattern[str]:
    words = sorted(words_known.words("numbering"), key=len, reverse=True)
    named = "|".join(re.escape(word) for word in words)
    return re.compile(
        rf"^(?:(?:{named})\s*[#№.]?\s*{_NUMBER}\s*(?:段階|阶段|ステージ|フェーズ)?{_ENDING}"
        rf"|(?:{named})\s*[:：]\s*"
        rf"|第\s*{_NUMBER}\s*(?:段階|阶段|階段|ステージ|フェーズ|步){_ENDING}"
        rf"|\d{{1,2}}{_ENDING}|(?:[ivx]{{1,4}}|[a-h])\s*[.:)\]]\s*|\(\d{{1,2}}\)\s*)",
        re.IGNORECASE,
    )

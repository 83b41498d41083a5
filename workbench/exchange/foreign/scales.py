"""Scores and feelings of foreign sheets: numbers on any scale, words, stars, faces and signs.

Everything is first a position from 0 (lowest) to 1 (highest) on its own scale. A position p is
1 + 9·p as a score and −2 + 4·p as a feeling.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

import msgspec

from workbench.exchange.foreign.layout import ScaleName
from workbench.exchange.foreign.lexicon import is_word
from workbench.exchange.foreign.text import normal, written
from workbench.exchange.sheets import Value

_ENDS: dict[str, tuple[float, float]] = {
    "1-10": (1, 10),
    "0-10": (0, 10),
    "1-5": (1, 5),
    "0-5": (0, 5),
    "1-4": (1, 4),
    "1-3": (1, 3),
    "1-6": (1, 6),
    "6-1": (6, 1),
    "1-7": (1, 7),
    "0-100": (0, 100),
    "0-1": (0, 1),
    "-1-1": (-1, 1),
    "-2-2": (-2, 2),
    "-3-3": (-3, 3),
    "-5-5": (-5, 5),
}
_FACES = {
    1.0: "😀😃😄😁😆😍🤩🥰😎🎉❤💖🥳😻😂🤗💯🌟🚀",
    0.75: "🙂😊☺😉👍😌😇😋👌🤝",
    0.5: "😐😶🤔😑🫤🤷😏",
    0.25: "🙁☹😕😟😔😞😒😣😖👎😓😥😧😰😨🥱😩🙄",
    0.0: "😡😠🤬😢😭😤😫💔👿😱💢",
}
_TYPED_FACES = {":-((": 0.0, ":((": 0.0, ":-(": 0.25, ":(": 0.25, ":-|": 0.5, ":|": 0.5}
_TYPED_FACES |= {":-)": 0.75, ":)": 0.75, ":-D": 1.0, ":D": 1.0}
_FACE = {character: at for at, faces in _FACES.items() for character in faces}
_LONGEST = 200
"""A longer text is no value with a few words beside it."""
_LIGHTS = {"🔴": 0.0, "🟥": 0.0, "🟠": 0.25, "🟡": 0.5, "🟨": 0.5, "🟢": 1.0, "🟩": 1.0}
_BALLS = {"○": 0.0, "◔": 0.25, "◑": 0.5, "◐": 0.5, "◕": 0.75, "●": 1.0}
_MARKS = {"×": 0.0, "✕": 0.0, "✗": 0.0, "△": 1 / 3, "▲": 1 / 3, "○": 2 / 3, "〇": 2 / 3, "◎": 1.0}
_MARKS_AS_FEELING = {1 / 3: 0.25, 2 / 3: 0.75}
"""“Fair” and “good” are half a step from the middle, on a scale without a middle."""

_FULL, _EMPTY = "★⭐🌟✭✮", "☆✩"
_PLUS, _MINUS = "+＋", "-−–—－"
_NUMBER = r"[+\-−–]?\d+(?:[.,]\d+)?"
_ALONE = re.compile(rf"^\s*({_NUMBER})\s*$")
_OF = re.compile(
    rf"^\s*({_NUMBER})\s*(?:/|of|out of|von|sur|de|su|di|из|／|／)\s*(\d{{1,3}})\b\s*(.*)$",
    re.I | re.S,
)
_PERCENT = re.compile(rf"^\s*({_NUMBER})\s*[%％]\s*(.*)$", re.S)
_WITH_WORDS = re.compile(rf"^\s*({_NUMBER})\s*(?:[-–—:=(]\s*|\s+|(?=[^\W\d_]))([^\d].*)$", re.S)
_RANGE = re.compile(
    r"(?<![\d.])([-−–+]?\d{1,3})\s*(?:-|–|—|−|~|〜|～|to|bis|à|a|до|…|\.\.\.?|至|から|／|/)\s*"
    r"([-−–+]?\d{1,3})(?!\d)",
    re.I,
)
_LEVELS5 = ("very low", "low", "medium", "high", "very high")
_MOODS = ("very negative", "negative", "neutral", "positive", "very positive")
_GRADES = ("schulnote", "schulnoten")


class Found(msgspec.Struct, frozen=True):
    """A value that a cell holds: a number, or a position of a sign, and the words beside it.

    `whole` is the highest number where the cell says it (4/5), 0 where it does not.
    """

    number: float | None = None
    position: float | None = None
    whole: float = 0
    family: str = ""
    rest: str = ""


class Scale(msgspec.Struct, frozen=True):
    """How the values of one line are to be taken.

    `five`: its words have five levels, not three; `signed`: some of its + and − are below 0;
    `balls`: ○ is an empty ball and no mark; `steps`: how many + are the most.
    """

    name: ScaleName
    five: bool = False
    signed: bool = False
    balls: bool = False
    steps: int = 2


def find(value: Value | None) -> Found | None:
    """What value a cell holds; None where it holds none. A pure text has none."""
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return Found(number=float(value), family="number")
    if not isinstance(value, str):
        return None
    return _in_text(value.strip())


def scale_of(
    values: Sequence[Value | None],
    header: str,
    name: ScaleName = "",
    *,
    feeling: bool = False,
    beside: Iterable[Value | None] = (),
) -> Scale:
    """The scale that the values of a line are on, or, with `name`, how to read them on that.

    `beside` are values that share the scale, such as importance beside satisfaction.
    """
    found = [item for item in map(find, values) if item is not None]
    others = [item for item in map(find, beside) if item is not None]
    texts = [written(value) for value in values if isinstance(value, str)]
    signs = [item for item in found if item.family == "plus" and item.position is not None]
    return Scale(
        name=name or _guessed(found, others, header, feeling),
        five=any(is_word(code, text) for text in texts for code in ("very low", "very high")),
        signed=any(item.position < -1 for item in signs if item.position is not None)
        or {1.0, -1.0} <= {math.copysign(1, item.position) for item in signs if item.position},
        balls=any(character in "◔◑◕◐●" for text in texts for character in text),
        steps=max((round(abs(item.position or 0)) for item in signs), default=2),
    )


def position(found: Found, scale: Scale, *, feeling: bool) -> float | None:
    """Where a value stands on its scale, 0 to 1; None where it lies outside."""
    if found.position is not None:
        return _position_of_sign(found, scale, feeling)
    assert found.number is not None
    if found.family == "percent":
        low, high = 0.0, 100.0
    elif found.whole:
        low, high = (1.0 if found.whole <= 10 and found.number >= 1 else 0.0), found.whole
    elif scale.name in _ENDS:
        low, high = _ENDS[scale.name]
    else:
        return None
    at = (found.number - low) / (high - low)
    return at if 0 <= at <= 1 else None


def score(at: float) -> float:
    """A position as importance or satisfaction, 1 to 10."""
    return round(1 + 9 * at, 3)


def as_feeling(at: float) -> float:
    """A position as feeling, −2 to +2."""
    return round(-2 + 4 * at, 3) + 0.0


def is_native(scale: Scale, found: Found, *, feeling: bool) -> bool:
    """Whether values are on our own scale, so that nothing is converted."""
    own = "-2-2" if feeling else "1-10"
    return found.family == "number" and scale.name == own and not found.whole


@lru_cache(maxsize=20_000)
def _in_text(text: str) -> Found | None:
    if len(text) > _LONGEST:
        return None
    plain = unicodedata.normalize("NFKC", text)
    alone = _ALONE.match(plain)
    if alone:
        return Found(number=_float(alone.group(1)), family="number")
    percent = _PERCENT.match(plain)
    if percent:
        return Found(number=_float(percent.group(1)), family="percent", rest=percent.group(2))
    of = _OF.match(plain)
    if of and _float(of.group(2)) >= max(3, _float(of.group(1))):
        return Found(
            number=_float(of.group(1)), whole=_float(of.group(2)), family="number", rest=of.group(3)
        )
    sign = _sign(text)
    if sign is not None:
        return sign
    word = _word(text)
    if word is not None:
        return word
    words = _WITH_WORDS.match(plain)
    if words:
        return Found(
            number=_float(words.group(1)), family="number", rest=words.group(2).strip(" )）")
        )
    return None


def _sign(text: str) -> Found | None:
    bare = text.replace("\ufe0f", "").replace("\u200d", "")
    full = sum(bare.count(star) for star in _FULL)
    empty = sum(bare.count(star) for star in _EMPTY)
    rest = "".join(c for c in bare if c not in _FULL + _EMPTY).strip()
    if (full or empty > 1) and not any(c.isdigit() for c in rest):
        total = full + empty if empty else max(5, full)
        return Found(position=max(0.0, (full - 1) / (total - 1)), family="stars", rest=rest)
    squeezed = bare.replace(" ", "")
    if squeezed and (set(squeezed) <= set(_PLUS) or set(squeezed) <= set(_MINUS)):
        height = len(squeezed) if squeezed[0] in _PLUS else -len(squeezed)
        return Found(position=float(height), family="plus") if abs(height) <= 5 else None
    if squeezed in ("+/-", "±", "+-", "o", "0", "+/−"):
        return Found(position=0.0, family="plus")
    for signs, family in ((_LIGHTS, "lights"), (_MARKS, "marks"), (_BALLS, "balls")):
        if squeezed[:1] in signs and (len(squeezed) == 1 or family == "lights"):
            return Found(position=signs[squeezed[0]], family=family, rest=squeezed[1:].strip())
    for face, at in _TYPED_FACES.items():
        if face in bare:
            return Found(position=at, family="faces", rest=bare.replace(face, "").strip())
    seen = [_FACE[character] for character in bare if character in _FACE]
    if seen:
        rest = "".join(character for character in bare if character not in _FACE).strip()
        return Found(position=sum(seen) / len(seen), family="faces", rest=rest)
    return None


def _word(text: str) -> Found | None:
    for codes, family in ((_LEVELS5, "levels"), (_MOODS, "moods")):
        for index, code in enumerate(codes):
            if is_word(code, text):
                return Found(position=index / 4, family=family)
    return None


def _position_of_sign(found: Found, scale: Scale, feeling: bool) -> float | None:
    assert found.position is not None
    if found.family == "plus":
        if found.position < 0 and not scale.signed:
            return None  # a lone dash says that there is nothing
        steps = max(2, scale.steps)
        if scale.signed or feeling:
            return (found.position + steps) / (2 * steps)
        steps = max(3, scale.steps)
        return max(0.0, (found.position - 1) / (steps - 1))
    if found.family == "levels" and not scale.five:
        return {0.25: 0.0, 0.75: 1.0}.get(found.position, found.position)
    if found.family == "marks":
        if scale.balls:
            return 0.0
        if feeling:
            return _MARKS_AS_FEELING.get(found.position, found.position)
    return found.position


def _guessed(
    found: Sequence[Found], others: Sequence[Found], header: str, feeling: bool
) -> ScaleName:
    numbers = [item.number for item in found if item.family == "number" and not item.whole]
    plain = [number for number in numbers if number is not None]
    if not plain:
        return "words"
    named = _named_range(header)
    if named and all(_fits(number, named) for number in plain):
        return named
    if any(word in normal(header) for word in _GRADES) and max(plain) <= 6 and min(plain) >= 1:
        return "6-1"
    if "%" in header or "％" in header:
        return "0-1" if max(plain) <= 1 else "0-100"
    low = min(plain)
    if low < 0:
        return _narrowest(plain, ("-2-2", "-3-3", "-5-5"))
    beside = [
        item.number
        for item in others
        if item.family == "number" and not item.whole and item.number is not None
    ]
    if max(plain) <= 1 and any(number % 1 for number in plain):
        return "0-1"
    high = max([*plain, *(beside if not feeling else ())])
    if feeling and high <= 2 and low == 0:
        return "-2-2"
    if high <= 5:
        return "1-5" if low >= 1 else "0-5"
    if high <= 10:
        return "1-10" if low >= 1 else "0-10"
    return "0-100"


def _named_range(header: str) -> ScaleName | None:
    plain = unicodedata.normalize("NFKC", header)
    for found in _RANGE.finditer(plain):
        low, high = (_float(group) for group in found.groups())
        for name, ends in _ENDS.items():
            if ends == (low, high):
                return name  # type: ignore[return-value]
    of = re.search(r"(?:/|max\.?|von|out of|sur|из|満点|分制)\s*(5|10|100)\b", plain, re.I)
    names: dict[str, ScaleName] = {"5": "1-5", "10": "1-10", "100": "0-100"}
    return names[of.group(1)] if of else None


def _fits(number: float, name: ScaleName) -> bool:
    low, high = sorted(_ENDS[name])
    return low <= number <= high


def _narrowest(numbers: Sequence[float], names: Sequence[ScaleName]) -> ScaleName:
    return next((name for name in names if all(_fits(x, name) for x in numbers)), "-5-5")


def _float(text: str) -> float:
    return float(text.replace(",", ".").replace("−", "-").replace("–", "-"))

"""How people write scores and feelings, and what a reader makes of each mark.

Scores on another scale are carried over end to end: of 1 to 5, 3 is 5.5 of 1 to 10. Words say
less: the key gives them room.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from tests.exchange.foreign_corpus.key import Range
from tests.exchange.foreign_corpus.sheet import Percent, Value

Mark = tuple[Value, Range]
Marker = Callable[[float, str], Mark]
"""(value, language) -> what stands in the cell, and what it means."""


def exactly(value: float) -> Range:
    return Range(value, value)


def _of_five(mark: int) -> Range:
    return exactly(1 + (mark - 1) * 9 / 4)


def _of_hundred(percent: float) -> Range:
    return exactly(1 + percent * 9 / 100)


def ten(score: float, _language: str) -> Mark:
    return int(score), exactly(score)


def ten_as_text(score: float, _language: str) -> Mark:
    return f"{score:g}", exactly(score)


def half_less_comma(score: float, _language: str) -> Mark:
    """A mean of several answers, typed as text with a decimal comma."""
    return f"{score - 0.5:.1f}".replace(".", ","), exactly(score - 0.5)


def half_less(score: float, _language: str) -> Mark:
    return score - 0.5, exactly(score - 0.5)


def out_of_ten(score: float, _language: str) -> Mark:
    return f"{score:g}/10", exactly(score)


def five(score: float, _language: str) -> Mark:
    mark = math.ceil(score / 2)
    return mark, _of_five(mark)


def out_of_five(score: float, _language: str) -> Mark:
    mark = math.ceil(score / 2)
    return f"{mark} / 5", _of_five(mark)


def stars(score: float, _language: str) -> Mark:
    mark = math.ceil(score / 2)
    return "★" * mark + "☆" * (5 - mark), _of_five(mark)


def star_emoji(score: float, _language: str) -> Mark:
    mark = math.ceil(score / 2)
    return "⭐" * mark, _of_five(mark)


def percent(score: float, _language: str) -> Mark:
    return Percent(score / 10), _of_hundred(score * 10)


def percent_as_text(score: float, _language: str) -> Mark:
    return f"{score * 10:.0f} %", _of_hundred(score * 10)


def of_hundred(score: float, _language: str) -> Mark:
    return int(score * 10), _of_hundred(score * 10)


HIGH, MIDDLE, LOW = Range(7.5, 10), Range(4, 6.5), Range(1, 3)
LEVELS = {
    "en": ("High", "Medium", "Low"),
    "de": ("hoch", "mittel", "niedrig"),
    "fr": ("Élevée", "Moyenne", "Faible"),
    "es": ("Alta", "Media", "Baja"),
    "pt": ("Alta", "Média", "Baixa"),
    "it": ("Alta", "Media", "Bassa"),
    "ja": ("高", "中", "低"),
    "zh": ("高", "中", "低"),
    "ru": ("высокая", "средняя", "низкая"),
}


def level(score: float, language: str) -> Mark:
    """High from 8, low up to 4, medium between."""
    high, middle, low = LEVELS[language]
    if score >= 8:
        return high, HIGH
    return (low, LOW) if score <= 4 else (middle, MIDDLE)


def feeling_number(feeling: float, _language: str) -> Mark:
    return int(feeling), exactly(feeling)


def feeling_of_five(feeling: float, _language: str) -> Mark:
    return int(feeling) + 3, exactly(feeling)


def feeling_signs(feeling: float, _language: str) -> Mark:
    return {2: "++", 1: "+", 0: "0", -1: "–", -2: "– –"}[int(feeling)], exactly(feeling)


def feeling_plain_signs(feeling: float, _language: str) -> Mark:
    return {2: "++", 1: "+", 0: "o", -1: "-", -2: "--"}[int(feeling)], exactly(feeling)


def feeling_emoji(feeling: float, _language: str) -> Mark:
    sign = {2: "😀", 1: "🙂", 0: "😐", -1: "🙁", -2: "😡"}[int(feeling)]
    return sign, exactly(feeling)


def feeling_lights(feeling: float, _language: str) -> Mark:
    """Three lights for five feelings: red and green are bad and good, however much."""
    sign = "🟢" if feeling > 0 else "🔴" if feeling < 0 else "🟡"
    return sign, {"🟢": Range(1, 2), "🔴": Range(-2, -1), "🟡": exactly(0)}[sign]


def feeling_of_five_signed(feeling: float, _language: str) -> Mark:
    """From -5 to +5: the ends are the ends."""
    return {2: 5, 1: 3, 0: 0, -1: -4, -2: -5}[int(feeling)], {
        2: exactly(2),
        1: exactly(1.2),
        0: exactly(0),
        -1: exactly(-1.6),
        -2: exactly(-2),
    }[int(feeling)]


MOODS = {
    "en": ("Delighted", "Satisfied", "Neutral", "Annoyed", "Frustrated"),
    "de": ("begeistert", "zufrieden", "neutral", "genervt", "frustriert"),
    "fr": ("Ravi", "Content", "Neutre", "Agacé", "Frustré"),
    "es": ("Encantado", "Contento", "Neutral", "Molesto", "Frustrado"),
    "pt": ("Encantado", "Contente", "Neutro", "Irritado", "Frustrado"),
    "it": ("Entusiasta", "Contento", "Neutrale", "Infastidito", "Frustrato"),
    "ja": ("感動", "満足", "普通", "不満", "怒り"),
    "zh": ("惊喜", "满意", "一般", "不满", "愤怒"),
    "ru": ("восторг", "доволен", "нейтрально", "раздражён", "злость"),
}


def feeling_word(feeling: float, language: str) -> Mark:
    """A word tells the direction; how strong it is may be read either way."""
    word = MOODS[language][2 - int(feeling)]
    return word, {1: Range(0.5, 2), -1: Range(-2, -0.5), 0: exactly(0)}[
        (feeling > 0) - (feeling < 0)
    ]

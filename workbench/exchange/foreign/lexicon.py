"""What a header, a stage's name or a channel's name means, in nine languages, misspelt or not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache

import msgspec

from workbench.exchange.foreign.text import normal, stage_name
from workbench.exchange.foreign.words_known import StageWords, Words, known, words

_TOKENS = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u9fff]")
_COUNTED = re.compile(r"^\D{1,12}\d")
_BRACKETS = re.compile(r"[(\[].*$")
_LONGEST_CELL = 300
_LONGEST_HEADER = 60
_LONGEST_STAGE = 48
_MOST_WORDS = 5
_FUZZY_FROM = 5
"""Shorter words resemble each other by chance."""
_ALIKE = 84.0


class StageMeaning(msgspec.Struct, frozen=True):
    """What the name of a stage says: its roles, its usual place (0 for none), whether such
    names are at home on journey maps, and how sure that is, 0 to 100.
    """

    roles: tuple[str, ...] = ()
    order: int = 0
    strong: bool = False
    sure: int = 0


_NO_STAGE = StageMeaning()


@lru_cache(maxsize=10_000)
def meanings(header: str) -> Mapping[str, int]:
    """What a header may announce, each with how sure, 0 to 100; empty for nothing known."""
    if len(header) > _LONGEST_CELL:
        return {}
    # “Stage 1: Awareness” is a stage and does not announce stages
    text = normal(stage_name(header) if _COUNTED.search(header) else header)
    if not text or len(text) > _LONGEST_HEADER:
        return {}
    return _found(text, _headers(), _fuzzy_headers())


@lru_cache(maxsize=10_000)
def stage_meaning(name: str) -> StageMeaning:
    """What the name of a stage says; `sure` is 0 for an unknown name."""
    text = normal(stage_name(name)) if len(name) <= _LONGEST_CELL else ""
    if not text or len(text) > _LONGEST_STAGE:
        return _NO_STAGE
    found = _found(text, _stages(), _fuzzy_stages(), least=62)
    if not found:
        return _NO_STAGE
    best = max(found.values())
    kinds = [_stage_kinds()[code] for code, sure in found.items() if sure >= best - 15]
    roles = tuple(dict.fromkeys(role for kind in kinds for role in kind.roles))
    first = max(kinds, key=lambda kind: found[kind.code])
    return StageMeaning(roles, first.order, first.strong, best)


@lru_cache(maxsize=10_000)
def channel(name: str) -> str:
    """The id in the channel library of a channel by any of its names; "" for an unknown one."""
    text = normal(name) if len(name) <= _LONGEST_CELL else ""
    if not text or len(text) > _LONGEST_HEADER:
        return ""
    exact = _channels().get(text)
    if exact:
        return exact[0]
    if len(text) < _FUZZY_FROM or _WIDE.search(text):
        return ""
    found = _closest(text, _fuzzy_channels(), 90.0)
    return _channels()[found[0]][0] if found else ""


@lru_cache(maxsize=10_000)
def refusals(header: str) -> frozenset[str]:
    """What else than a journey map a header is usual in, such as "invoice"."""
    return frozenset(_refusals().get(normal(header[:_LONGEST_CELL]), ()))


@lru_cache(maxsize=10_000)
def is_word(code: str, text: str) -> bool:
    """Whether a text is one of the words under a code, such as “total”."""
    return len(text) <= _LONGEST_CELL and normal(text) in _folded(code)


def wide(text: str) -> bool:
    """Whether a text is written without blanks between words."""
    return bool(_WIDE.search(text))


def _found(
    text: str, index: Mapping[str, tuple[str, ...]], fuzzy: tuple[str, ...], least: int = 55
) -> dict[str, int]:
    exact = index.get(text)
    if exact:
        return dict.fromkeys(exact, 100)
    found: dict[str, int] = {}
    for position, phrase in _parts(text, index):
        # what a header names first it is about, the longer a part of it the surer
        sure = round(70 + 28 * len(phrase) / len(text) - 4 * position)
        for code in index[phrase]:
            if sure >= least and sure > found.get(code, 0):
                found[code] = sure
    if found or len(text) < _FUZZY_FROM:
        return found
    closest = _closest(_BRACKETS.sub("", text).strip() or text, fuzzy, _ALIKE)
    if closest is None:
        return {}
    return dict.fromkeys(index[closest[0]], round(closest[1] * 0.9))


def _parts(text: str, index: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """Known phrases inside a text, each with how many known ones come before it."""
    if wide(text):
        taken: list[tuple[int, str]] = []
        for phrase in _wide_phrases(tuple(index)):
            at = text.find(phrase)
            if at >= 0 and not any(phrase in longer for _, longer in taken):
                taken.append((at, phrase))
        for position, (_, phrase) in enumerate(sorted(taken)):
            yield position, phrase
        return
    tokens = _TOKENS.findall(text)
    at = position = 0
    while at < len(tokens):
        for size in range(min(_MOST_WORDS, len(tokens) - at), 0, -1):
            phrase = " ".join(tokens[at : at + size])
            if len(phrase) > 2 and phrase in index:
                yield position, phrase
                position += 1
                at += size - 1
                break
        at += 1


@lru_cache(maxsize=8)
def _wide_phrases(phrases: tuple[str, ...]) -> tuple[str, ...]:
    fitting = [phrase for phrase in phrases if wide(phrase) and len(phrase) > 1]
    return tuple(sorted(fitting, key=len, reverse=True))


def _closest(text: str, phrases: tuple[str, ...], least: float) -> tuple[str, float] | None:
    from rapidfuzz import fuzz, process

    found = process.extractOne(text, phrases, scorer=fuzz.ratio, score_cutoff=least)
    return (found[0], found[1]) if found else None


@cache
def _headers() -> dict[str, tuple[str, ...]]:
    return _index(known().headers)


@cache
def _fuzzy_headers() -> tuple[str, ...]:
    return _fuzzy(_headers())


@cache
def _stages() -> dict[str, tuple[str, ...]]:
    return _index({kind.code: kind.words for kind in known().stages})


@cache
def _fuzzy_stages() -> tuple[str, ...]:
    return _fuzzy(_stages())


@cache
def _stage_kinds() -> dict[str, StageWords]:
    return {kind.code: kind for kind in known().stages}


@cache
def _channels() -> dict[str, tuple[str, ...]]:
    return _index(known().channels)


@cache
def _fuzzy_channels() -> tuple[str, ...]:
    return _fuzzy(_channels())


@cache
def _refusals() -> dict[str, tuple[str, ...]]:
    return _index(known().refusals)


@cache
def _folded(code: str) -> frozenset[str]:
    return frozenset(normal(word) or word for word in words(code))


def _fuzzy(phrases: Iterable[str]) -> tuple[str, ...]:
    return tuple(phrase for phrase in phrases if len(phrase) >= _FUZZY_FROM and not wide(phrase))


def _index(listed: Mapping[str, Words]) -> dict[str, tuple[str, ...]]:
    """Phrase to codes, in the order of the list."""
    index: dict[str, tuple[str, ...]] = {}
    for code, by_language in listed.items():
        for phrases in by_language.values():
            for phrase in phrases:
                text = normal(phrase)
                if text and code not in index.get(text, ()):
                    index[text] = (*index.get(text, ()), code)
    return index

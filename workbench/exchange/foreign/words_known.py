"""The words that people use on journey maps, as `resources/header_words.json` lists them."""

from __future__ import annotations

from functools import cache

import msgspec

from workbench.settings import resource_folder

Words = dict[str, list[str]]
"""Words by language."""


class StageWords(msgspec.Struct, frozen=True):
    """The names of one kind of stage: its roles, where it usually comes, and whether the names
    are at home on journey maps rather than anywhere.
    """

    code: str
    roles: tuple[str, ...]
    order: int
    strong: bool
    words: Words


class Known(msgspec.Struct, frozen=True):
    """All words: headers by what they announce, stages, channels by id in the library, what
    tells that a table is something else, and single words such as “high”.
    """

    headers: dict[str, Words]
    strong: frozenset[str]
    stages: tuple[StageWords, ...]
    channels: dict[str, Words]
    refusals: dict[str, Words]
    words: dict[str, Words]


@cache
def known() -> Known:
    """The word lists of the program, read once."""
    data = (resource_folder() / "header_words.json").read_bytes()
    return msgspec.json.decode(data, type=Known)


@cache
def words(code: str) -> frozenset[str]:
    """The single words under a code, in all languages, as written."""
    return frozenset(word for listed in known().words[code].values() for word in listed)

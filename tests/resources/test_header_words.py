"""The word lists for foreign sheets: complete, clean and at one with what they stand for."""

from __future__ import annotations

import pytest

from workbench.exchange.foreign.lexicon import channel, meanings, stage_meaning
from workbench.exchange.foreign.text import normal
from workbench.exchange.foreign.words_known import Words, known
from workbench.model.fields import fields_of
from workbench.store.templates import library

LANGUAGES = {"en", "ja", "de", "fr", "es", "pt", "it", "ru", "zh"}
MAIN = [
    "stage",
    "touchpoint",
    "channel",
    "action",
    "thought",
    "feeling",
    "importance",
    "satisfaction",
    "pain",
    "opportunity",
    "backstage",
    "question",
    "owner",
    "persona",
    "goal",
    "need",
    "frustration",
]


@pytest.mark.parametrize("code", MAIN)
def test_what_maps_are_made_of_has_words_in_every_language(code: str) -> None:
    assert set(known().headers[code]) == LANGUAGES


def test_every_role_has_stages_in_every_language() -> None:
    roles = set(fields_of("stages")["roles"].choices)
    for kind in known().stages:
        assert set(kind.roles) <= roles
        if kind.roles and kind.strong:
            assert set(kind.words) == LANGUAGES
    assert {role for kind in known().stages for role in kind.roles} == roles


def test_channels_are_the_library_s() -> None:
    assert set(known().channels) <= set(library().channels)


def _lists() -> list[Words]:
    lists = known()
    sections = [lists.headers, lists.channels, lists.refusals, lists.words]
    return [
        *(words for section in sections for words in section.values()),
        *(kind.words for kind in lists.stages),
    ]


def test_words_are_clean() -> None:
    for words in _lists():
        assert set(words) <= LANGUAGES
        for listed in words.values():
            assert listed
            assert all(word == " ".join(word.split()) != "" for word in listed)
            assert len(set(listed)) == len(listed)


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Customer pain points", "pain"),
        ("Pain ponits", "pain"),
        ("ＴＯＵＣＨＰＯＩＮＴ", "touchpoint"),
        ("What is the customer doing?", "action"),
        ("顧客の感情（5段階）", "feeling"),
        ("Émotions du client", "feeling"),
        ("emocoes", "feeling"),
        ("Болевые точки", "pain"),
        ("用户行为", "action"),
    ],
)
def test_headers_are_recognised_in_any_dress(header: str, code: str) -> None:
    found = meanings(header)
    assert max(found, key=lambda name: found[name]) == code


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("1. Awareness >>", ("awareness",)),
        ("PHASE 2: CONSIDERATION", ("consideration",)),
        ("①認知", ("awareness",)),
        ("Étape 3 : Achat", ("purchase",)),
        ("🛒 Kauf", ("purchase",)),
        ("Post-purchase", ("retention",)),
        ("推荐", ("advocacy",)),
        ("Decision & purchase", ("decision", "purchase")),
    ],
)
def test_stages_carry_their_roles_under_any_decoration(name: str, roles: tuple[str, ...]) -> None:
    assert stage_meaning(name).roles == roles


@pytest.mark.parametrize("name", ["Webinar", "Backstage tour", "xyz", ""])
def test_unknown_channels_stay_unknown(name: str) -> None:
    assert channel(name) == ""


def test_normal_forms_do_not_meet_by_accident() -> None:
    assert normal("Étape ") == normal("etape")
    assert normal("が") != normal("か")

"""The quick way to read a document takes what is usual, and never what a closer look refuses."""

from __future__ import annotations

import json
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.big_map import big_map
from tests.helpers.documents import documents
from workbench.store import codec, quick_reading, templates
from workbench.store.codec import FORMAT, MOST_ENTITIES
from workbench.store.errors import StoreError
from workbench.store.migrations.steps import STEPS

SAMPLE = codec.encode(templates.new_workspace("sample", "corner-bakery"))
SHOP = {
    "workspace": {"wk1": {"name": "Shop: the first"}},
    "personas": {"pe1": {"name": "Ann"}},
    "maps": {"ma1": {"name": "Visit"}},
    "triggers": {"tr1": {"map": "ma1", "messages": [{"persona": "pe1", "text": "Hi: there"}]}},
}


def quickly(data: bytes) -> Any:
    return quick_reading.read(data, FORMAT, MOST_ENTITIES)


def written(tables: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"format": FORMAT, **tables, **more}, ensure_ascii=False).encode()


@settings(max_examples=50)
@given(documents())
def test_what_we_write_is_read_at_once(document: Any) -> None:
    assert quickly(codec.encode(document)) == document


def test_large_documents_and_texts_with_colons_escapes_and_umlauts_are_read_at_once() -> None:
    assert quickly(codec.encode(big_map(300))) == big_map(300)
    for name in ("Prix : 5 €", 'He said: "a":\\ ', "日本語：はい", "one\ntwo"):
        read = quickly(written({**SHOP, "maps": {"ma1": {"offer": name}}}))
        assert read.maps["ma1"].offer == name.replace("\n", " ")


@pytest.mark.parametrize(
    "data",
    [
        b"{",
        b"[]",
        b"\xff{}",
        b"[" * 100_000,
        written(SHOP, format=FORMAT - 1),
        written(SHOP, format=True),
        written(SHOP, segments={}),
        written(SHOP, stages=[]),
        written(SHOP, maps={"ma1": 5}),
        written(SHOP, maps={"ma1": {"id": "ma1"}}),
        written(SHOP, maps={"ma 1": {}}),
        written(SHOP, maps={"ma1\nma2": {}}),
        written(SHOP, maps={"ma1": {"rank": "A0"}}),
        written(SHOP, maps={"ma1": {"rank": "A\nB"}}),
        written(SHOP, maps={"ma1": {"name": 5}}),
        written(SHOP, maps={"ma1": {"mood": "sunny"}}),
        written(SHOP).replace(b'"name"', b'"name": "twice", "name"', 1),
        written(SHOP).replace(b'"name"', b'"name" : "Two: times", "name"', 1),
        written(SHOP).replace(b'"text"', b'"text": "", "text"', 1),
        written(SHOP).replace(b'"maps"', b'"maps": {}, "maps"', 1),
        # an escaped colon that stands in for the one of a member given twice
        written(SHOP).replace(b'"Visit"', b'"a\\u003Ab", "name": "Visit"', 1),
    ],
)
def test_what_is_unusual_is_left_for_a_closer_look(data: bytes) -> None:
    assert quickly(data) is None


def test_more_entities_than_a_document_may_have_are_left_for_a_closer_look() -> None:
    assert quick_reading.read(written(SHOP), FORMAT, 3) is None
    assert quick_reading.read(written(SHOP), FORMAT, 4) is not None


def disturbed(data: bytes, chance: random.Random) -> bytes:
    """The document with a few places changed for other parts of it, or for anything."""
    for _ in range(chance.choice((1, 1, 2))):
        at, end = sorted(chance.randrange(len(data)) for _ in range(2))
        other = chance.randrange(len(data))
        size = chance.choice((0, 1, 3, 12))
        piece = chance.choice((data[other : other + size], chance.randbytes(size)))
        data = data[:at] + piece + data[min(end, at + chance.choice((0, 1, 3))) :]
    return data


@settings(max_examples=150)
@given(st.randoms(use_true_random=False))
def test_what_is_read_at_once_is_what_a_closer_look_gives(chance: random.Random) -> None:
    data = disturbed(chance.choice((SAMPLE, written(SHOP))), chance)
    document = quickly(data)
    if document is None:
        return
    try:
        closely = codec._closely(data, STEPS, FORMAT)
    except StoreError as error:
        pytest.fail(f"refused by a closer look: {error.problem}")
    assert closely == codec.Decoded(document)

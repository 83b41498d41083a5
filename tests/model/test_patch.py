"""Patches: the one currency of change."""

from __future__ import annotations

from random import Random

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from tests.model.shop import SHOP
from workbench.model import entities as e
from workbench.model.document import Document, diff
from workbench.model.patch import (
    Added,
    Change,
    FieldChange,
    Label,
    Patch,
    Removed,
    decode_changes,
    encode_changes,
    fold,
)
from workbench.model.problems import JourneyError, StalePatch

LABEL = Label.of("edit.set")


def title(before: str, after: str, identifier: str = "tp1") -> FieldChange:
    return FieldChange("touchpoints", identifier, "title", before, after)


@settings(max_examples=30)
@given(documents(), documents(), documents())
def test_a_difference_leads_there_and_back(a: Document, b: Document, c: Document) -> None:
    there, on = diff(a, b), diff(b, c)
    assert a.apply(there) == b
    assert b.apply(there.inverse()) == a
    assert not diff(b, b)
    assert a.apply(there.then(on)) == c
    assert not there.then(there.inverse())
    assert decode_changes(encode_changes(there.changes)) == there.changes
    places = [(c.table, c.id, getattr(c, "field", "")) for c in there.changes]
    assert len(places) == len(set(places))


@settings(max_examples=20)
@given(documents(), documents(), st.randoms(use_true_random=False))
def test_the_changes_of_a_patch_may_come_in_any_order(
    a: Document, b: Document, random: Random
) -> None:
    changes = list(diff(a, b).changes)
    random.shuffle(changes)
    assert a.apply(Patch(LABEL, tuple(changes))) == b


def test_applying_leaves_the_document_before_alone() -> None:
    after = SHOP.apply(Patch(LABEL, (title("Flyer", "Leaflet"),)))
    assert after.touchpoints["tp1"].title == "Leaflet"
    assert SHOP.touchpoints["tp1"].title == "Flyer"


@pytest.mark.parametrize(
    "stale",
    [
        title("Poster", "Leaflet"),
        title("Flyer", "Leaflet", "tpGONE"),
        Added("touchpoints", SHOP.touchpoints["tp1"]),
        Removed("channels", e.Channel(id="chShop", name="Market", rank="A")),
        Removed("channels", e.Channel(id="chGONE")),
    ],
)
def test_a_stale_patch_changes_nothing(stale: Change) -> None:
    with pytest.raises(StalePatch):
        SHOP.apply(Patch(LABEL, (title("Price page", "Prices", "tp2"), stale)))
    assert SHOP.touchpoints["tp2"].title == "Price page"


NEW = e.Channel(id="chNew", name="New")
NEWER = e.Channel(id="chNew", name="Newer")


@pytest.mark.parametrize(
    ("changes", "net"),
    [
        ([title("a", "b"), title("b", "c")], (title("a", "c"),)),
        ([title("a", "b"), title("b", "a")], ()),
        (
            [Added("channels", NEW), FieldChange("channels", "chNew", "name", "New", "Newer")],
            (Added("channels", NEWER),),
        ),
        ([Added("channels", NEW), Removed("channels", NEW)], ()),
        (
            [FieldChange("channels", "chNew", "name", "New", "Newer"), Removed("channels", NEWER)],
            (Removed("channels", NEW),),
        ),
        (
            [Removed("channels", NEW), Added("channels", NEWER)],
            (FieldChange("channels", "chNew", "name", "New", "Newer"),),
        ),
        ([Removed("channels", NEW), Added("channels", NEW)], ()),
    ],
)
def test_folding_gives_the_net_effect(changes: list[Change], net: tuple[Change, ...]) -> None:
    assert fold(changes) == net


@pytest.mark.parametrize(
    "data",
    [
        b"{}",
        b'[{"type":"field","table":"tables","id":"tp1","field":"title","before":"","after":""}]',
        b'[{"type":"field","table":"touchpoints","id":"tp1","field":"tilte","before":"","after":""}]',
        b'[{"type":"field","table":"touchpoints","id":"tp1","field":"importance","before":1,"after":40}]',
        b'[{"type":"added","table":"channels","entity":{"id":"chNew","nam":"x"}}]',
        b'[{"type":"moved","table":"channels"}]',
    ],
)
def test_changes_that_nobody_wrote_are_refused(data: bytes) -> None:
    with pytest.raises(msgspec.ValidationError):
        decode_changes(data)


def test_documents_are_equal_by_what_they_hold() -> None:
    turned = Document.of(reversed([item for _, item in SHOP.entities()]))
    assert turned == SHOP
    assert Document() != SHOP
    with pytest.raises(TypeError):
        hash(SHOP)


def test_a_document_cannot_be_changed_from_outside() -> None:
    with pytest.raises(TypeError):
        SHOP.channels["chNew"] = NEW  # type: ignore[index]
    with pytest.raises(AttributeError):
        SHOP.channels["chShop"].name = "x"  # type: ignore[misc]


def test_documents_of_what_makes_no_sense() -> None:
    with pytest.raises(ValueError, match="two entities"):
        Document.of([NEW, NEWER])
    with pytest.raises(KeyError):
        Document({"tables": {}})
    with pytest.raises(JourneyError, match=r"document\.workspace"):
        _ = Document().workspace


def test_what_is_remembered_is_forgotten_with_the_tables_it_was_made_from() -> None:
    counted = []

    def count(document: Document) -> int:
        counted.append(document)
        return len(document.channels)

    channels = frozenset({"channels"})
    assert [SHOP.remember(channels, "n", count) for _ in range(2)] == [2, 2]
    retitled = SHOP.apply(Patch(LABEL, (title("Flyer", "Leaflet"),)))
    assert retitled.remember(channels, "n", count) == 2
    assert len(counted) == 1
    more = SHOP.apply(Patch(LABEL, (Added("channels", NEW),)))
    assert more.remember(channels, "n", count) == 3
    assert len(counted) == 2

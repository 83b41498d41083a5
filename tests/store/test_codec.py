"""Documents as bytes: what is written, what is read, and what is refused where."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from workbench.model import entities as e
from workbench.model import rules
from workbench.model.document import Document
from workbench.model.fields import fields_of
from workbench.store import codec
from workbench.store.errors import StoreError
from workbench.store.migrations.steps import migrated
from workbench.words.problem_sentences import sentence
from workbench.words.say import known

SHOP = Document.of(
    [
        e.Workspace(id="wk1", name="Shop"),
        e.Map(id="ma1", name="Visit"),
        e.Stage(id="st1", map="ma1", name="Décision"),
        e.Lane(id="la1", map="ma1", kind="touchpoints"),
        e.Touchpoint(id="tpB", map="ma1", stage="st1", lane="la1", importance=9.0, feeling=-0.5),
        e.Touchpoint(id="tpA", map="ma1", stage="st1", lane="la1", title="“Hi”\n", rank="V"),
    ]
)

WRITTEN = """\
{"format": 2,
"workspace": {
"wk1": {"name":"Shop"}
},
"maps": {
"ma1": {"name":"Visit"}
},
"stages": {
"st1": {"map":"ma1","name":"Décision"}
},
"lanes": {
"la1": {"map":"ma1","kind":"touchpoints"}
},
"touchpoints": {
"tpA": {"map":"ma1","stage":"st1","lane":"la1","title":"“Hi”\\n"},
"tpB": {"map":"ma1","stage":"st1","lane":"la1","feeling":-0.5,"importance":9}
}
}
"""


def shop(**tables: Any) -> dict[str, Any]:
    """The shop as plain JSON, with tables replaced."""
    return {**json.loads(WRITTEN), **tables}


def read(plain: object) -> codec.Decoded:
    return codec.decode(json.dumps(plain).encode())


def refusal(data: object) -> str:
    """The sentence with which a document is refused."""
    written = data if isinstance(data, bytes) else json.dumps(data).encode()
    with pytest.raises(StoreError) as caught:
        codec.decode(written)
    return sentence(caught.value.problem)


def with_touchpoint(**fields: Any) -> dict[str, Any]:
    place = {"map": "ma1", "stage": "st1", "lane": "la1"}
    return shop(touchpoints={"tp4F2K": {**place, **fields}})


def test_one_entity_a_line_in_sorted_order_without_defaults() -> None:
    assert codec.encode(SHOP).decode() == WRITTEN


@settings(max_examples=60)
@given(documents())
def test_reading_what_was_written_gives_the_document(document: Document) -> None:
    data = codec.encode(document)
    assert codec.decode(data) == codec.Decoded(document)
    assert codec.encode(codec.decode(data).document) == data
    for line in data.splitlines()[1:]:
        assert line in (b"},", b"}") or line.count(b'": {') == 1


@settings(max_examples=25)
@given(documents(min_size=1), st.randoms(use_true_random=False))
def test_order_and_white_space_do_not_matter(document: Document, random: Any) -> None:
    def shuffled(value: Any) -> Any:
        if not isinstance(value, dict):
            return value
        names = list(value)
        random.shuffle(names)
        return {name: shuffled(value[name]) for name in names}

    plain = json.loads(codec.encode(document))
    text = json.dumps(shuffled(plain), indent=random.choice((None, 1, "\t")))
    assert codec.decode(b"\xef\xbb\xbf" + text.encode()).document == document


def test_equal_documents_give_equal_bytes() -> None:
    place = {"map": "ma1", "stage": "st1", "lane": "la1"}
    whole = e.Touchpoint(
        id="tp1", importance=9, feeling=-0.0, status="".join(["in", "-place"]), **place
    )
    float_ = e.Touchpoint(id="tp1", importance=9.0, feeling=0.0, **place)
    assert Document.of([whole]) == Document.of([float_])
    assert codec.encode(Document.of([whole])) == codec.encode(Document.of([float_]))


def test_hand_written_text_is_cleaned_and_lists_lose_their_doubles() -> None:
    given = with_touchpoint(
        title="two\r\nlines\u0000", does="a\rb\u2028c", drivers=["trust", "experience", "trust"]
    )
    card = read(given).document.touchpoints["tp4F2K"]
    assert (card.title, card.does) == ("two lines", "a\nb\nc")
    assert card.drivers == ("trust", "experience")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"importance": 40}, "importance: a number from 1 to 10 is needed, got 40."),
        ({"importance": "high"}, 'importance: a number from 1 to 10 is needed, got "high".'),
        ({"importance": 10**400}, "importance: a number from 1 to 10 is needed, got 1000"),
        ({"feeling": -3}, "feeling: a number from −2 to 2 is needed, got -3."),
        ({"evidence_n": 1.5}, "evidence_n: a whole number from 0 to 1000000000 is needed, got 1.5"),
        ({"moment_of_truth": 1}, "moment_of_truth: true or false is needed, got 1."),
        ({"status": "done"}, "status: one of in-place, planned, missing is needed, got"),
        ({"drivers": "trust"}, "drivers: a list of some of value-proposition, trust, experience"),
        ({"evidence_date": "31.3.2026"}, "evidence_date: a date like"),
        ({"channel": 7}, "channel: an id is needed, got 7."),
        ({"needs": [7]}, "needs: a list of ids is needed, got [7]."),
        ({"rank": "A0"}, "rank: letters and digits that do not end in 0 are needed"),
        ({"rank": "V\n"}, "rank: letters and digits that do not end in 0 are needed"),
        ({"title": "x" * 20_001}, "title: text of at most 20,000 characters is needed, got"),
        ({"title": None}, "title: text of at most 20,000 characters is needed, got null."),
        ({"importence": 4}, "importence: there is no such field in this format."),
        ({"id": "tp4F2K"}, "id: there is no such field in this format."),
    ],
)
def test_a_value_that_does_not_fit_is_named_by_its_place(fields: Any, said: str) -> None:
    told = refusal(with_touchpoint(**fields))
    assert told.startswith(f"touchpoints/tp4F2K/{said}")
    assert len(told) < 250


@pytest.mark.parametrize(
    ("plain", "said"),
    [
        (shop(touchpoint={}), "touchpoint: there is no such table in this format."),
        (shop(stages=[]), "stages: an object in braces is needed here."),
        (shop(stages={"st1": 1}), "stages/st1: an object in braces is needed here."),
        (shop(stages={"Stage 1": {"map": "ma1"}}), "stages/Stage 1: this is not an id."),
        (shop(stages={"st1": {}}), "stages/st1/map: this field is needed, but is not given."),
        (shop(format=0), "The document’s format must be a whole number from 1, got 0."),
        (shop(format=True), "The document’s format must be a whole number from 1, got true."),
        (shop(format="1"), 'The document’s format must be a whole number from 1, got "1".'),
        ({}, "The document’s format must be a whole number from 1, got null."),
        ([1], "The document must be one JSON object that starts with its format."),
        (b"", "The document is not valid JSON (line 1)."),
        (WRITTEN.encode()[:-3], "The document is not valid JSON (line 17)."),
        (
            b'{"format": 1,\n"maps": {"ma1": {"name": }}}',
            "The document is not valid JSON (line 2).",
        ),
        (
            b'{"format": 1,\n"maps": {"ma1": {"name": "\xff"}}}',
            "The document is not written in UTF-8 (line 2).",
        ),
        (b'{"format": NaN}', "The document is not valid JSON"),
    ],
)
def test_what_is_no_document_is_refused(plain: object, said: str) -> None:
    assert refusal(plain).startswith(said)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('{"format": 1, "maps": {}, "maps": {}}', "maps"),
        ('{"format": 1, "maps": {"ma1": {}, "ma1": {"name": "B"}}}', "ma1"),
        ('{"format": 1, "maps": {"ma1": {"name": "A", "name": "B"}}}', "name"),
        ('{"format": 1, "format": 1}', "format"),
        (
            '{"format": 1, "triggers": {"tr1": {"map": "ma1", "messages": '
            '[{"persona": "pe1", "text": "a:\\\\", "text": "{[\\":"}]}}}',
            "text",
        ),
    ],
)
def test_a_name_given_twice_is_refused(text: str, name: str) -> None:
    assert refusal(text.encode()).startswith(f"The document gives the name “{name}” to two")


def nested(levels: int, inside: bytes = b"1") -> bytes:
    """A document with an array nested so that it is `levels` deep in all."""
    return b'{"format": 1, "x": ' + b"[" * (levels - 1) + inside + b"]" * (levels - 1) + b"}"


def test_nesting_is_bounded_before_parsing() -> None:
    assert refusal(nested(32)) == "x: there is no such table in this format."
    for data in (nested(33), nested(100_000), b"[" * 100_000, b'{"a":' * 100_000):
        assert refusal(data).startswith("The document is nested deeper than 32 levels")


def test_brackets_and_quotes_in_texts_count_for_nothing() -> None:
    title = '["{\\' * 200
    assert read(with_touchpoint(title=title)).document.touchpoints["tp4F2K"].title == title


def test_too_many_entities_are_refused() -> None:
    many = b",".join(b'"ma%d":{}' % number for number in range(500_001))
    assert "500,001 entries" in refusal(b'{"format": 1, "maps": {' + many + b"}}")


def test_too_large_a_document_is_refused_unread() -> None:
    assert refusal(b" " * (256 * 1024 * 1024 + 1)).startswith("The document is larger than 256 MiB")


def test_references_to_nothing_are_repaired_and_told() -> None:
    given = with_touchpoint(channel="chGONE", needs=["neGONE"])
    given["connections"] = {"co1": {"source": "tp4F2K", "target": "tpGONE"}}
    decoded = read(given)
    card = decoded.document.touchpoints["tp4F2K"]
    assert (card.channel, card.needs, dict(decoded.document.connections)) == (None, (), {})
    assert sorted(sentence(problem) for problem in decoded.repairs) == [
        "“Answers these needs” of the touchpoint tp4F2K names “neGONE”, which does not exist.",
        "“Channel” of the touchpoint tp4F2K names “chGONE”, which does not exist.",
        "“To” of the connection co1 names “tpGONE”, which does not exist.",
    ]
    assert rules.check(decoded.document) == []


def test_a_newer_format_opens_read_only_as_far_as_it_is_known() -> None:
    newer = with_touchpoint(title="Kept", status="rumoured", mood="sunny")
    newer |= {
        "format": codec.FORMAT + 1,
        "segments": {"se1": {}},
        "lanes": {**newer["lanes"], "la2": {"mp": 1}},
    }
    decoded = read(newer)
    assert decoded.read_only
    card = decoded.document.touchpoints["tp4F2K"]
    assert (card.title, card.status) == ("Kept", "in-place")
    assert list(decoded.document.lanes) == ["la1"]
    assert not codec.decode(codec.encode(decoded.document)).read_only


def test_older_formats_are_migrated_step_by_step() -> None:
    def second(plain: dict[str, Any]) -> dict[str, Any]:
        return {**plain, "maps": {**plain["maps"], "ma2": {"name": "from 1 to 2"}}}

    def third(plain: dict[str, Any]) -> dict[str, Any]:
        maps = {key: {"name": m["name"].upper()} for key, m in plain["maps"].items()}
        return {**plain, "maps": maps}

    steps = {1: second, 2: third}
    old = {"format": 1, "maps": {"ma1": {"name": "old"}}}
    decoded = codec.decode(json.dumps(old).encode(), steps=steps, current=3)
    assert {m.name for m in decoded.document.maps.values()} == {"OLD", "FROM 1 TO 2"}
    assert not decoded.read_only
    half = codec.decode(json.dumps({**old, "format": 2}).encode(), steps=steps, current=3)
    assert {m.name for m in half.document.maps.values()} == {"OLD"}
    assert migrated(old, 1, steps) == old


@settings(max_examples=150)
@given(st.data())
def test_bytes_changed_anywhere_are_read_or_refused_never_more(data: st.DataObject) -> None:
    changed = bytearray(WRITTEN.encode())
    for _ in range(data.draw(st.integers(1, 3))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        document = codec.decode(bytes(changed)).document
    except StoreError as error:
        # every refusal has its sentence
        sentence(error.problem)
    else:
        assert codec.decode(codec.encode(document)).document == document


def test_every_kind_of_field_has_words_for_a_value_that_does_not_fit() -> None:
    kinds = {field.kind for table in e.TABLES for field in fields_of(table).values()} - {"id"}
    assert [kind for kind in sorted(kinds) if not known(f"problem.file.value.{kind}")] == []

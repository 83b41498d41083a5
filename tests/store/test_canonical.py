"""Lines of canonical JSON: proved as they are written, and written once."""

from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest

from tests.helpers.big_map import big_map
from workbench.model import entities as e
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.model.patch import FieldChange, decode_changes, encode_changes
from workbench.store import canonical, workspace_file
from workbench.store.errors import StoreError

PLACE = {"map": "ma1", "stage": "st1", "lane": "la1"}


def fields_of(entity: e.Touchpoint) -> str:
    """What is written of one touchpoint."""
    line = canonical.lines("touchpoints", {entity.id: entity}, proved=True)
    assert json.loads(b"{" + line + b"}")
    return line.decode()


@pytest.mark.parametrize(
    ("values", "written"),
    [
        ({"importance": 9.0}, '"importance":9'),
        ({"importance": 9.5, "feeling": -2.0}, '"feeling":-2,"importance":9.5'),
        ({"feeling": -0.0}, '"feeling":0'),
        ({"feeling": -0.5}, '"feeling":-0.5'),
        ({"status": "".join(("in", "-place")), "rank": "".join(("V",))}, ""),
        ({"evidence_n": 10}, '"evidence_n":10'),
        # texts that look like what is left out or made shorter
        ({"title": '"rank":"V",'}, '"title":"\\"rank\\":\\"V\\","'),
        ({"title": '5.0,"a'}, '"title":"5.0,\\"a"'),
        ({"title": "5.0,"}, '"title":"5.0,"'),
        ({"title": "5.0,", "does": "x"}, '"title":"5.0,","does":"x"'),
        ({"title": 'a":-0,"b'}, '"title":"a\\":-0,\\"b"'),
        ({"title": ',"id":"tp1"}'}, '"title":",\\"id\\":\\"tp1\\"}"'),
        ({"title": "\u2028 \x85"}, '"title":"\u2028 \x85"'),
    ],
)
def test_a_line_says_what_is_not_the_default(values: dict[str, object], written: str) -> None:
    entity = msgspec.structs.replace(e.Touchpoint(id="tp1", **PLACE), **values)
    place = '"map":"ma1","stage":"st1","lane":"la1"'
    assert fields_of(entity) == f'"tp1": {{{place}{"," if written else ""}{written}}}'


def test_inputs_of_metrics_are_whole_numbers_where_they_can_be() -> None:
    metric = e.Metric(id="me1", map="ma1", inputs=(1.0, 2.5, 1e12), target=-3.0)
    written = b'"me1": {"map":"ma1","inputs":[1,2.5,1000000000000],"target":-3}'
    assert canonical.lines("metrics", {"me1": metric}) == written


def test_an_entity_with_nothing_to_say_is_an_empty_object() -> None:
    assert canonical.lines("workspace", {"wk1": e.Workspace(id="wk1")}) == b'"wk1": {}'


@pytest.mark.parametrize(
    "wrong",
    [
        {"importance": 40.0},
        {"importance": float("nan")},
        {"status": "rumoured"},
        {"title": 5},
        {"rank": "A0"},
        {"id": "Touchpoint 1"},
        {"needs": "ne1"},
    ],
)
def test_what_could_not_be_read_again_is_not_saved(
    wrong: dict[str, object], tmp_path: Path
) -> None:
    path = tmp_path / "shop.journey"
    before = Document.of([e.Workspace(id="wk1"), e.Touchpoint(id="tp1", **PLACE)])
    workspace_file.write(path, before, {})
    kept = path.read_bytes()
    entity = msgspec.structs.replace(before.touchpoints["tp1"], **wrong)
    with pytest.raises(StoreError) as caught:
        workspace_file.write(path, Document.of([e.Workspace(id="wk1"), entity]), {})
    assert caught.value.problem.code == "store.not_as_written"
    assert [item.name for item in tmp_path.iterdir()] == ["shop.journey"]
    assert path.read_bytes() == kept


def test_what_was_written_once_is_written_again_as_it_is_now() -> None:
    whole = big_map(600)
    edited = whole.apply(edit.set_field(whole, "touchpoints", "tp-00300", "title", "Other"))
    removal = edit.remove(edited, [("touchpoints", "tp-00299")])
    cut = edited.apply(removal)
    for document in (whole, edited, cut, cut.apply(removal.inverse()), whole):
        # of other objects, nothing was written before
        fresh = msgspec.json.decode(msgspec.json.encode(list(document.touchpoints.values())))
        lines = [line_of(plain) for plain in sorted(fresh, key=lambda item: item["id"])]
        again = canonical.lines("touchpoints", document.touchpoints, proved=True)
        assert again == b",\n".join(lines)


def test_a_default_that_came_out_of_the_journal_is_left_out_too() -> None:
    (change,) = decode_changes(
        encode_changes([FieldChange("touchpoints", "tp1", "rank", "A", "V")])
    )
    assert isinstance(change, FieldChange)
    entity = e.Touchpoint(id="tp1", title="Recovered", rank=change.after, **PLACE)
    assert "rank" not in fields_of(entity)


def line_of(plain: dict[str, object]) -> bytes:
    """The line of a touchpoint that `msgspec` wrote, made entity by entity."""
    numbers = {
        name: int(value)
        for name, value in plain.items()
        if isinstance(value, float) and value == int(value)
    }
    kept = {**plain, **numbers}
    name = kept.pop("id")
    if kept["status"] == "in-place":
        del kept["status"]
    return f'"{name}": '.encode() + msgspec.json.encode(kept)

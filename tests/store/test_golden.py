"""Files of every format that was ever written open forever.

`data/format-N.journey` was saved by the program whose format was N, and is never made anew;
`data/format-N.json` is its document, to be read by people.
"""

from __future__ import annotations

import datetime
import json
import zipfile
from pathlib import Path

from workbench.model import entities as e
from workbench.model.fields import fields_of
from workbench.store import codec, workspace_file

DATA = Path(__file__).parent / "data"


def test_format_1_opens() -> None:
    opened = workspace_file.read(DATA / "format-1.journey")
    assert (opened.read_only, opened.repairs) == (False, ())
    document = opened.document
    assert document.touchpoints["tpPR1CES000001"] == e.Touchpoint(
        id="tpPR1CES000001",
        map="maCVRRENT00001",
        stage="stDEC1S10N0001",
        lane="laT0VCH0000001",
        rank="G",
        title="Price & hours page",
        channel="chWEBS1TE00001",
        status="planned",
        does="Looks up the hours",
        thinks="Are these right?",
        feeling=-1.5,
        importance=9.0,
        satisfaction=3.2,
        moment_of_truth=True,
        entry_share=60.0,
        needs=("neH0VRS0000001",),
        drivers=("experience", "recommendation"),
        owner="Shop manager",
        evidence="measured",
        evidence_source="Survey",
        evidence_date=datetime.date(2026, 3, 31),
        evidence_n=42,
        remarks="_x0041_ stays as it is",
    )
    assert document.triggers["trB1RTHDAY0001"].messages == (
        e.Message(persona="peF1RST0000001", text="A roll on us"),
    )
    assert document.metrics["meNPS000000001"].inputs == (9.0, 10.0, -0.5)
    assert document.workspace.remarks.endswith("パン屋 · مخبز · 🥐")
    assert document.rule_settings["ru1000000000001"] == e.RuleSetting(
        id="ru1000000000001", rule="dead-end", enabled=False, weight=12.5, limit=6.0
    )
    picture = document.personas["peF1RST0000001"].picture
    assert opened.assets[picture].startswith(b"\x89PNG")


def test_the_document_of_format_1_is_the_one_in_its_file() -> None:
    plain = (DATA / "format-1.json").read_bytes()
    with zipfile.ZipFile(DATA / "format-1.journey") as archive:
        assert archive.read("document.json") == plain
    opened = workspace_file.read(DATA / "format-1.journey").document
    assert codec.decode(plain).document == opened


def test_format_2_adds_the_colour_of_lanes() -> None:
    before = workspace_file.read(DATA / "format-1.journey").document
    opened = workspace_file.read(DATA / "format-2.journey")
    assert (opened.read_only, opened.repairs) == (False, ())
    assert {item.colour for item in before.lanes.values()} == {""}
    coloured = [item for item in opened.document.lanes.values() if item.colour]
    assert [item.colour for item in coloured] == ["#8F6FE8"]
    plain = (DATA / "format-2.json").read_bytes()
    with zipfile.ZipFile(DATA / "format-2.journey") as archive:
        assert archive.read("document.json") == plain
    assert codec.encode(opened.document) == plain


def test_the_newest_format_was_saved_with_every_field_in_use() -> None:
    newest = f"format-{codec.FORMAT}.json"
    tables = json.loads((DATA / newest).read_text(encoding="utf-8"))
    assert tables.pop("format") == codec.FORMAT
    used = {
        (table, name)
        for table, entities in tables.items()
        for entity in entities.values()
        for name in entity
    }
    declared = {(table, name) for table in e.TABLES for name in fields_of(table) if name != "id"}
    assert used == declared


def test_what_is_written_today_is_the_newest_of_these_files() -> None:
    newest = DATA / f"format-{codec.FORMAT}.json"
    assert codec.encode(codec.decode(newest.read_bytes()).document) == newest.read_bytes()

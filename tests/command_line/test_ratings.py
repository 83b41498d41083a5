"""`ratings make` and `ratings merge`, as somebody types them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command_line.conftest import Run, is_one_line
from tests.exchange.rating_files import add, fill
from workbench.exchange.ratings import batch
from workbench.model.commands import edit
from workbench.model.document import Document
from workbench.store import workspace_file

TITLES = ("Search ad", "Online reviews", "Counter service")


def sheets(run: Run, bakery: Path, *names: str) -> list[Path]:
    assert run("ratings", "make", bakery, "--for", *names, "--out", "sheets").code == 0
    return [
        bakery.parent / "sheets" / f"Ratings - First-time visitors - {name}.xlsx" for name in names
    ]


def test_make_writes_a_sheet_per_name(run: Run, bakery: Path) -> None:
    said = run("ratings", "make", bakery, "--for", "Ann", "Ben", "--out", "new/folder")
    assert said.code == 0
    assert len(said.out.splitlines()) == 2
    assert len(list((bakery.parent / "new/folder").iterdir())) == 2
    again = run("ratings", "make", bakery, "--for", "Ann", "--out", "new/folder")
    assert again.code == 1
    assert is_one_line(again.err)
    forced = run("ratings", "make", bakery, "--for", "Ann", "--out", "new/folder", "--force")
    assert forced.code == 0


def test_make_asks_about_chosen_stages(run: Run, bakery: Path) -> None:
    wrong = run("ratings", "make", bakery, "--for", "A", "--out", "o", "--stage", "Nowhere")
    assert wrong.code == 2
    assert "“Awareness”" in wrong.err
    right = run("ratings", "make", bakery, "--for", "A", "--out", "o", "--stage", "Awareness")
    assert right.code == 0


def test_merge_applies_and_says_where_people_disagree(run: Run, bakery: Path) -> None:
    ann, ben = sheets(run, bakery, "Ann", "Ben")
    fill(ann, {title: {"importance": 9, "satisfaction": 2} for title in TITLES})
    fill(ben, {"Counter service": {"importance": 4, "satisfaction": 3}})
    said = run("ratings", "merge", bakery, ann, ben)
    assert said.code == 0
    assert "Ann rated 3 of 14" in said.out
    assert "Counter service · Importance: median 6.5, from 4 to 9, spread 5" in said.out
    document = workspace_file.read(bakery).document
    assert len(document.ratings) == 4
    assert {it.name for it in document.participants.values()} == {"Ann", "Ben"}
    unchanged = run("ratings", "merge", bakery, ann, ben)
    assert "Nothing was applied" in unchanged.out
    assert workspace_file.read(bakery).document == document


def test_what_somebody_saves_meanwhile_is_not_overwritten(
    run: Run, bakery: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (ann,) = sheets(run, bakery, "Ann")
    fill(ann, {"Search ad": {"importance": 9, "satisfaction": 2}})
    read_batch = batch.read_batch

    def slow(document: Document, *others: Any, **named: Any) -> batch.Batch:
        journey = next(iter(document.maps))
        renamed = edit.set_field(document, "maps", journey, "name", "Saved meanwhile")
        workspace_file.write(bakery, document.apply(renamed), {})
        return read_batch(document, *others, **named)

    monkeypatch.setattr(batch, "read_batch", slow)
    said = run("ratings", "merge", bakery, ann)
    assert (said.code, said.out) == (1, "")
    assert "Somebody else saved “b.journey” meanwhile" in said.err
    found = workspace_file.read(bakery).document
    assert "Saved meanwhile" in {it.name for it in found.maps.values()}


def test_the_report_for_other_programs(run: Run, bakery: Path) -> None:
    ann, ben, empty = sheets(run, bakery, "Ann", "Ben", "Cy")
    fill(ann, {"Search ad": {"importance": 9, "satisfaction": "high"}})
    fill(ben, {"Search ad": {"importance": 4, "remark": "Never seen it"}})
    add(ben, stage="Decision", title="Market stall", importance=7)
    said = run("ratings", "merge", bakery, ann, ben, empty, bakery, "--report", "json")
    assert said.code == 0
    report = json.loads(said.out)
    assert report["format"] == 1
    assert [it["outcome"] for it in report["files"]] == ["read", "read", "empty", "refused"]
    assert [(it["participant"], it["rated"], it["of"]) for it in report["files"][:3]] == [
        ("Ann", 1, 14),
        ("Ben", 1, 14),
        ("Cy", 0, 14),
    ]
    assert "File ▸ Open" in report["files"][3]["problem"]
    assert report["new_touchpoints"] == ["Market stall"]
    assert len(report["not_read"]) == 2
    # two people, a touchpoint, and three ratings
    assert report["applied"] == len(report["changes"]) == 6
    assert report["conflicts"] == 0
    assert any(it["item"] == "Ben: Search ad" for it in report["changes"])
    first = report["disagreement"][0]
    assert (first["title"], first["question"]) == ("Search ad", "importance")
    figures = {key: first[key] for key in ("n", "median", "mean", "low", "high", "spread")}
    assert figures == {"n": 2, "median": 6.5, "mean": 6.5, "low": 4, "high": 9, "spread": 5}
    assert (first["spread_is"], first["differs"], first["few"]) == ("range", True, True)
    assert sorted(report["participants"].values()) == ["Ann", "Ben"]
    assert set(first["answers"]) == set(report["participants"])


def test_a_dry_run_writes_nothing(run: Run, bakery: Path) -> None:
    (ann,) = sheets(run, bakery, "Ann")
    fill(ann, {"Search ad": {"importance": 9}})
    before = bakery.read_bytes()
    said = run("ratings", "merge", bakery, ann, "--dry-run", "--report", "json")
    assert json.loads(said.out)["applied"] == 0
    assert [it["applied"] for it in json.loads(said.out)["changes"]] == [False, False]
    assert bakery.read_bytes() == before


def test_taking_the_medians(run: Run, bakery: Path) -> None:
    files = sheets(run, bakery, "Ann", "Ben")
    for path, score in zip(files, (3, 8), strict=True):
        fill(path, {"Search ad": {"importance": score}})
    assert run("ratings", "merge", bakery, *files, "--take", "median").code == 0
    document = workspace_file.read(bakery).document
    (ad,) = (it for it in document.touchpoints.values() if it.title == "Search ad")
    assert (ad.importance, ad.evidence, ad.evidence_n) == (5.5, "measured", 2)
    assert ad.satisfaction == 6.0, "what nobody answered stays"


def test_scores_taken_later_from_sheets_that_are_known_are_said(run: Run, bakery: Path) -> None:
    (ann,) = sheets(run, bakery, "Ann")
    fill(ann, {"Search ad": {"importance": 3}})
    assert "Set the scores" not in run("ratings", "merge", bakery, ann).out
    said = run("ratings", "merge", bakery, ann, "--take", "median")
    assert "Set the scores of 1 touchpoint in" in said.out
    assert "Nothing was applied" not in said.out
    again = run("ratings", "merge", bakery, ann, "--take", "median")
    assert "Nothing was applied" in again.out


def test_nothing_but_bad_files_is_a_refusal_in_one_line(run: Run, bakery: Path) -> None:
    before = bakery.read_bytes()
    said = run("ratings", "merge", bakery, bakery, "none.xlsx")
    assert said.code == 1
    assert is_one_line(said.err)
    assert bakery.read_bytes() == before


def test_wrong_usage(run: Run, bakery: Path) -> None:
    assert run("ratings").code == 2
    assert run("ratings", "make", bakery, "--for", "Ann").code == 2
    assert run("ratings", "make", bakery, "--out", "o").code == 2
    assert run("ratings", "merge", bakery).code == 2

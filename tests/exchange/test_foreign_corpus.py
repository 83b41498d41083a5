"""Spreadsheets of other people’s making become the maps that a person sees in them.

Every file goes through the door that people use; keys are in `foreign_corpus`.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.exchange.foreign_corpus.case import Case
from tests.exchange.foreign_corpus.compare import differences
from tests.exchange.foreign_corpus.corpus import corpus
from workbench.__main__ import draw_picture, open_window
from workbench.commandline.run import run
from workbench.store import workspace_file

CORPUS = corpus()
MAPS = [case for case in CORPUS if case.key is not None]
REFUSED = [case for case in CORPUS if case.key is None]


def _import(sheet: Path, out: Path) -> int:
    return run(
        ["import", str(sheet), "--new", str(out), "--report", "json"],
        open_window=open_window,
        draw_picture=draw_picture,
    )


@pytest.mark.parametrize("case", MAPS, ids=lambda case: case.file)
def test_a_map_is_read_as_a_person_reads_it(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.journey"
    assert _import(case.write(tmp_path), out) == 0, capsys.readouterr().err
    said = capsys.readouterr()
    report = json.loads(said.out)
    document = workspace_file.read(out).document
    assert differences(case, document, report) == []
    assert said.err == ""


@pytest.mark.parametrize("case", REFUSED, ids=lambda case: case.file)
def test_what_is_no_map_is_refused_in_one_sentence(
    case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.journey"
    assert _import(case.write(tmp_path), out) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert said.err.strip().endswith(".")
    assert not out.exists()


def test_the_corpus_is_as_wide_as_it_claims_to_be() -> None:
    assert len(MAPS) >= 60
    assert len(REFUSED) >= 10
    assert len({case.file for case in CORPUS}) == len(CORPUS)

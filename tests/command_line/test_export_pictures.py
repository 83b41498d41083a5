"""Pictures and posters from the command line, which has no display."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line.conftest import Run, is_one_line
from workbench.model.entities import Stage
from workbench.store import workspace_file

pytestmark = pytest.mark.usefixtures("qapp")


def page_count(path: Path) -> int:
    return len(re.findall(rb"/Type /Page\b(?!s)", path.read_bytes()))


def test_a_pdf_is_one_page_as_large_as_the_map(run: Run, bakery: Path) -> None:
    assert run("export", bakery, "b.pdf") == (0, "Wrote b.pdf.\n", "")
    assert page_count(bakery.with_name("b.pdf")) == 1


def test_an_svg_keeps_its_texts(run: Run, bakery: Path) -> None:
    assert run("export", bakery, "b.svg") == (0, "Wrote b.svg.\n", "")
    assert ">Online reviews</text>" in bakery.with_name("b.svg").read_text(encoding="utf-8")


def test_a_poster_says_how_many_sheets_there_are_to_glue(run: Run, bakery: Path) -> None:
    code, out, err = run("export", bakery, "b.pdf", "--tiles", "a5")
    assert (code, err) == (0, "")
    told = re.fullmatch(r"Wrote b\.pdf\.\n(\d+) sheets of A5 \((\d+) × (\d+)\)\.\n", out)
    assert told is not None
    count, rows, columns = map(int, told.groups())
    assert count == rows * columns == page_count(bakery.with_name("b.pdf")) > 1


def test_text_that_becomes_too_small_is_warned_of(run: Run, bakery: Path) -> None:
    opened = workspace_file.read(bakery).document
    (map_id,) = opened.maps
    # 250 columns of 120 points are wider than any page
    many = [Stage(id=f"st{index:03}", map=map_id, rank=f"Z{index:03}Z") for index in range(1, 250)]
    document = opened.of([opened.workspace, opened.maps[map_id], *many])
    workspace_file.write(bakery, document, {})
    code, out, err = run("export", bakery, "b.pdf")
    assert (code, out) == (0, "Wrote b.pdf.\n")
    assert is_one_line(err)
    told = re.search(r"smallest text is ([\d.]+) pt", err)
    assert told is not None
    assert 2 < float(told[1]) < 6


@pytest.mark.parametrize("name", ["b.png", "b.svg", "b.xlsx", "b.csv"])
def test_only_a_pdf_is_a_poster(run: Run, bakery: Path, name: str) -> None:
    code, out, err = run("export", bakery, name, "--tiles", "A4")
    assert (code, out) == (2, "")
    assert "must end in .pdf" in err
    assert not bakery.with_name(name).exists()


def test_an_unknown_paper_is_refused_with_those_there_are(run: Run, bakery: Path) -> None:
    code, out, err = run("export", bakery, "b.pdf", "--tiles", "A99")
    assert (code, out) == (2, "")
    assert "A99" in err
    assert "Letter" in err


@pytest.mark.parametrize("name", ["x.pdf", "x.svg"])
def test_what_is_there_stays_unless_forced(run: Run, bakery: Path, name: str) -> None:
    there = bakery.with_name(name)
    there.write_text("mine")
    code, out, err = run("export", bakery, name)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    assert there.read_text() == "mine"
    assert run("export", bakery, name, "--force").code == 0
    assert there.read_bytes() != b"mine"


def test_a_poster_needs_no_display(bakery: Path) -> None:
    bare = {name: value for name, value in os.environ.items() if name in ("HOME", "PATH")}
    done = subprocess.run(
        [sys.executable, "-m", "workbench", "export", "b.journey", "b.pdf", "--tiles", "Letter"],
        cwd=bakery.parent,
        env=bare | {"PYTHONPATH": str(Path(__file__).parents[2]), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    assert page_count(bakery.with_name("b.pdf")) > 0

"""The command line, run inside this process, and a bakery to run it on."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from workbench.__main__ import draw_picture, open_window
from workbench.commandline.run import run as run_command_line


class Said(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs `journey-workbench ARGUMENTS` in an empty folder: exit code, output, errors."""
    monkeypatch.chdir(tmp_path)

    def do(*arguments: str | os.PathLike[str]) -> Said:
        capsys.readouterr()
        try:
            code = run_command_line(
                [os.fspath(argument) for argument in arguments],
                open_window=open_window,
                draw_picture=draw_picture,
            )
        except SystemExit as end:
            code = int(end.code or 0)
        return Said(code, *capsys.readouterr())

    return do


@pytest.fixture
def bakery(run: Run, tmp_path: Path) -> Path:
    """b.journey, made from the sample."""
    assert run("new", "b.journey", "--sample", "corner-bakery").code == 0
    return tmp_path / "b.journey"


def is_one_line(text: str) -> bool:
    return text.endswith("\n") and text.count("\n") == 1

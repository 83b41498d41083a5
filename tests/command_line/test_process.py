"""The program as a process: what it loads, how it ends, what a pipe and a terminal see."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from workbench.__main__ import draw_picture
from workbench.commandline.run import run as run_command_line

ROOT = Path(__file__).parents[2]
WITHOUT_QT = """
import runpy, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None
runpy.run_module("workbench", run_name="__main__", alter_sys=True)
"""


def program(
    *arguments: str, folder: Path, start: tuple[str, ...] = ("-m", "workbench"), **environment: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=120,
    )


def test_the_verbs_run_without_qt_and_without_a_screen(tmp_path: Path) -> None:
    steps = [
        ("new", "b.journey", "--sample", "corner-bakery"),
        ("check", "b.journey"),
        ("gaps", "b.journey", "--format", "json"),
        ("export", "b.journey", "b.xlsx"),
        ("import", "b.xlsx", "--into", "b.journey", "--dry-run"),
    ]
    for step in steps:
        nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
        result = program(*step, folder=tmp_path, start=("-c", WITHOUT_QT), **nothing)
        assert (result.returncode, result.stderr) == (0, ""), step
    assert result.stdout == "No change.\n"


@pytest.mark.skipif(sys.platform != "linux", reason="only here is there Qt without a screen")
def test_a_picture_needs_no_screen(tmp_path: Path) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    program("new", "b.journey", "--sample", "corner-bakery", folder=tmp_path)
    result = program("export", "b.journey", "b.png", folder=tmp_path, **nothing)
    assert (result.returncode, result.stdout) == (0, "Wrote b.png.\n")
    assert (tmp_path / "b.png").stat().st_size > 10_000


@pytest.mark.skipif(sys.platform != "linux", reason="screens are named like this on Linux")
@pytest.mark.parametrize("arguments", [(), ("b.journey",)])
def test_a_window_without_a_screen_is_refused_in_one_line(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    nothing = {"DISPLAY": "", "WAYLAND_DISPLAY": "", "QT_QPA_PLATFORM": ""}
    result = program(*arguments, folder=tmp_path, **nothing)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "no screen" in result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="libraries are named like this on Linux")
def test_a_missing_library_of_the_system_is_named_in_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "PySide6"
    broken.mkdir()
    (broken / "__init__.py").write_text("")
    for name in ("QtCore", "QtGui", "QtWidgets", "QtSvg"):
        (broken / f"{name}.py").write_text(
            "raise ImportError('libEGL.so.1: cannot open shared object file: No such file')"
        )
    path = os.pathsep.join([str(tmp_path), str(ROOT)])
    result = program("b.journey", folder=tmp_path, PYTHONPATH=path)
    assert (result.returncode, result.stdout) == (1, "")
    assert result.stderr.count("\n") == 1
    assert "libEGL.so.1" in result.stderr


def test_no_reader_at_the_end_of_the_pipe_is_no_traceback(tmp_path: Path) -> None:
    program("new", "b.journey", "--sample", "corner-bakery", folder=tmp_path)
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        result = subprocess.run(
            [sys.executable, "-m", "workbench", "gaps", "b.journey", "--format", "json"],
            cwd=tmp_path,
            env=os.environ | {"PYTHONPATH": str(ROOT)},
            stdout=pipe,
            stderr=subprocess.PIPE,
        )
    assert result.returncode == 1
    assert result.stderr == b""


def test_a_terminal_of_few_letters_gets_escapes(tmp_path: Path) -> None:
    program("new", "b.journey", "--sample", "corner-bakery", folder=tmp_path)
    result = program("gaps", "b.journey", folder=tmp_path, PYTHONIOENCODING="ascii")
    assert (result.returncode, result.stderr) == (0, "")
    assert "\\u2192" in result.stdout


def test_an_interrupt_is_no_traceback() -> None:
    def interrupted(_path: Path | None, _is_traced: bool) -> int:
        raise KeyboardInterrupt

    assert run_command_line([], open_window=interrupted, draw_picture=draw_picture) == 130

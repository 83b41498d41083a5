"""What one may type wrongly: one line, the right exit code, and every file as it was."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.command_line.conftest import Run, is_one_line
from workbench.store import workspace_file

# pictures must not make an application of their own before the tests of the window do
pytestmark = pytest.mark.usefixtures("qapp")

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name == "nt", reason="no links and pipes of this kind")


def refused(run: Run, *arguments: str | os.PathLike[str]) -> str:
    """The one line with which a verb is refused."""
    code, out, err = run(*arguments)
    assert (code, out) == (1, "")
    assert is_one_line(err)
    return err


@pytest.mark.parametrize("ending", [".xlsx", ".png"])
class TestWhereToExport:
    def test_a_name_that_no_file_can_have(self, run: Run, bakery: Path, ending: str) -> None:
        for name in ("x" * 300, "a\0b", "deep/" * 900 + "x"):
            assert "cannot be written" in refused(run, "export", bakery, name + ending)

    def test_a_folder_that_is_missing_or_a_file(self, run: Run, bakery: Path, ending: str) -> None:
        for folder in ("nowhere", bakery.name):
            told = refused(run, "export", bakery, f"{folder}/out{ending}")
            assert "there is no such folder" in told

    def test_a_folder_of_that_name(self, run: Run, bakery: Path, ending: str) -> None:
        out = bakery.with_name(f"out{ending}")
        out.mkdir()
        for force in ((), ("--force",)):
            assert "is a folder" in refused(run, "export", bakery, out, *force)

    @posix
    def test_a_pipe_is_left_alone(self, run: Run, bakery: Path, ending: str) -> None:
        out = bakery.with_name(f"out{ending}")
        os.mkfifo(out)
        assert "a device or a pipe" in refused(run, "export", bakery, out, "--force")
        assert out.is_fifo()

    @posix
    def test_a_link_to_itself(self, run: Run, bakery: Path, ending: str) -> None:
        out = bakery.with_name(f"out{ending}")
        out.symlink_to(out)
        assert "leads back to itself" in refused(run, "export", bakery, out, "--force")

    @posix
    def test_a_link_is_followed(self, run: Run, bakery: Path, ending: str) -> None:
        link, target = bakery.with_name(f"link{ending}"), bakery.with_name(f"target{ending}")
        target.write_bytes(b"old")
        target.chmod(0o640)
        link.symlink_to(target)
        assert run("export", bakery, link, "--force").code == 0
        assert link.is_symlink()
        assert len(target.read_bytes()) > 1000
        assert target.stat().st_mode & 0o777 == 0o640

    def test_the_workspace_itself_is_never_replaced(
        self, run: Run, bakery: Path, ending: str
    ) -> None:
        disguised = bakery.with_name(f"bakery{ending}")
        bakery.rename(disguised)
        before = disguised.read_bytes()
        assert "is the workspace itself" in refused(run, "export", disguised, disguised, "--force")
        assert disguised.read_bytes() == before

    def test_nothing_is_left_beside_it(self, run: Run, bakery: Path, ending: str) -> None:
        out = bakery.with_name(f"out{ending}")
        out.mkdir()
        refused(run, "export", bakery, out, "--force")
        assert {item.name for item in bakery.parent.iterdir()} == {"b.journey", out.name}


def test_new_in_a_folder_that_is_missing(run: Run, bakery: Path) -> None:
    for folder in ("nowhere", bakery.name):
        told = refused(run, "new", f"{folder}/x.journey", "--template", "blank")
        assert "there is no folder" in told
        assert folder in told


def test_new_where_a_folder_is(run: Run, tmp_path: Path) -> None:
    for force in ((), ("--force",)):
        assert "is a folder" in refused(run, "new", tmp_path, "--template", "blank", *force)


def test_new_with_force_keeps_what_was_there(run: Run, bakery: Path) -> None:
    before = bakery.read_bytes()
    assert run("new", bakery, "--template", "blank", "--force").code == 0
    assert bakery.with_name("b.journey.bak").read_bytes() == before


@posix
def test_a_link_to_itself_is_no_workspace(run: Run, tmp_path: Path) -> None:
    loop = tmp_path / "loop.journey"
    loop.symlink_to(loop)
    assert "leads back to itself" in refused(run, "check", loop)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_first_and_the_last_day_there_are(run: Run, bakery: Path, day: str) -> None:
    assert run("gaps", bakery, "--as-of", day).code == 0


@pytest.mark.parametrize("name", ["", "{0}", "%s", "{name.__class__}", "a\nb", "\udcff"])
def test_map_names_that_look_like_patterns(run: Run, bakery: Path, name: str) -> None:
    code, out, err = run("gaps", bakery, "--map", name)
    assert (code, out) == (2, "")
    assert "no map has the name or id" in err


def test_a_workspace_with_nothing_in_it(run: Run, bakery: Path) -> None:
    document = workspace_file.read(bakery).document
    bare = type(document).of([document.workspace])
    workspace_file.write(bakery, bare, {})
    assert run("check", bakery).out == f"{bakery} is sound: nothing in it yet.\n"
    assert run("gaps", bakery).code == 0
    assert run("export", bakery, "bare.xlsx").code == 0
    assert "has no map to draw" in refused(run, "export", bakery, "bare.png")
    assert run("import", "bare.xlsx", "--into", bakery).out == "No change.\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="no device that is always full")
@pytest.mark.parametrize("verb", [("gaps",), ("gaps", "--format", "json"), ("check",)])
def test_output_that_goes_nowhere(bakery: Path, verb: tuple[str, ...]) -> None:
    with open("/dev/full", "wb") as full:
        result = subprocess.run(
            [sys.executable, "-m", "workbench", verb[0], bakery, *verb[1:]],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            timeout=60,
        )
    assert result.returncode == 1
    assert is_one_line(result.stderr)
    assert "No space left" in result.stderr


@posix
@pytest.mark.parametrize("verb", [("gaps",), ("gaps", "--format", "json"), ("check",)])
def test_output_that_is_closed(bakery: Path, verb: tuple[str, ...]) -> None:
    program = (sys.executable, "-m", "workbench", verb[0], bakery, *verb[1:])
    result = subprocess.run(
        ["/bin/sh", "-c", '"$@" >&-', "sh", *program],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    assert (result.returncode, result.stderr) == (0, b"")


@posix
def test_ctrl_c_leaves_the_worker_to_the_window() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "workbench", "_worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    time.sleep(2)
    process.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert process.poll() is None
    assert process.communicate(timeout=10) == (b"", b"")
    assert process.returncode == 0

"""run.py: what it asks of a machine, what it says when that is not there, what it builds."""

from __future__ import annotations

import ast
import importlib.util
import os
import re
import subprocess
import sys
import threading
import venv
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def run() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def said(missing: pytest.ExceptionInfo[BaseException]) -> str:
    """The text of a refusal, which is one line."""
    text = str(missing.value)
    assert "\n" not in text
    return text


def test_every_python_3_can_read_it() -> None:
    tree = ast.parse((ROOT / "run.py").read_text("ascii"), feature_version=(3, 4))
    newer = (ast.JoinedStr, ast.AnnAssign, ast.NamedExpr, ast.Starred, ast.AsyncFunctionDef)
    assert not [node for node in ast.walk(tree) if isinstance(node, newer)]
    assert not [
        node for node in ast.walk(tree) if isinstance(node, ast.Raise) and node.cause is not None
    ]
    arguments = [node for node in ast.walk(tree) if isinstance(node, ast.arg)]
    assert not [argument for argument in arguments if argument.annotation]


def test_it_needs_nothing_but_the_standard_library() -> None:
    tree = ast.parse((ROOT / "run.py").read_text())
    imported = {
        alias.name.split(".")[0]
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    assert imported <= set(sys.stdlib_module_names)


def test_an_old_python_is_told_which_one_to_use(run: ModuleType) -> None:
    with pytest.raises(run.Missing) as missing:
        run.check_python((3, 10, 4), lambda name: name == "python3.12")
    assert "this is 3.10" in said(missing)
    assert said(missing).endswith("python3.12 run.py")


def test_an_old_python_alone_is_told_to_get_one(run: ModuleType) -> None:
    with pytest.raises(run.Missing, match=r"3\.11 or newer; this is 3\.6\. Install one"):
        run.check_python((3, 6, 0), lambda _name: None)


@pytest.mark.parametrize("version", [(3, 11, 0), (3, 14, 1), (4, 0, 0)])
def test_a_new_python_is_taken(run: ModuleType, version: tuple[int, ...]) -> None:
    run.check_python(version, lambda _name: None)


def test_a_library_that_is_there_loads_and_one_that_is_not_does_not(run: ModuleType) -> None:
    there = {"linux": "libc.so.6", "darwin": "libc.dylib", "win32": "kernel32"}[sys.platform]
    assert run.can_load(there)
    assert not run.can_load("libnosuchlibrary.so.6")


@pytest.mark.skipif(sys.platform != "linux", reason="libraries of Linux")
def test_this_machine_has_what_the_tests_need(run: ModuleType) -> None:
    run.check_libraries(run.needed_libraries(["test"], {}), run.can_load)


def test_missing_libraries_are_named_with_the_line_that_brings_them(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.shutil, "which", lambda name: name == "apt-get")
    monkeypatch.setattr(run.os, "geteuid", lambda: 1000, raising=False)
    with pytest.raises(run.Missing) as missing:
        run.check_libraries(["libEGL.so.1", "libGL.so.1"], lambda name: name == "libGL.so.1")
    assert "(libEGL.so.1)" in said(missing)
    assert said(missing).endswith("sudo apt-get update && sudo apt-get install -y " + run.PACKAGES)


def test_other_package_managers_are_asked_for_the_library_itself(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run.os, "geteuid", lambda: 0, raising=False)
    monkeypatch.setattr(run.sys, "maxsize", 2**63 - 1)
    line = run.install_line(["libEGL.so.1"], lambda name: name == "dnf")
    assert line == "dnf install 'libEGL.so.1()(64bit)'"


@pytest.mark.parametrize(
    ("arguments", "needs_qt", "needs_screen"),
    [
        ([], True, True),
        (["b.journey"], True, True),
        (["test"], True, False),
        (["test", "-k", "x"], True, False),
        (["bench", "--quick"], True, False),
        (["gaps", "b.journey"], False, False),
        (["new", "b.journey", "--template", "blank"], False, False),
        (["export", "b.journey", "b.xlsx"], False, False),
        (["export", "b.journey", "B.PNG"], True, False),
        (["--help"], False, False),
    ],
)
def test_only_what_is_needed_is_asked_for(
    run: ModuleType, arguments: list[str], needs_qt: bool, needs_screen: bool
) -> None:
    libraries = run.needed_libraries(arguments, {"DISPLAY": ":0"})
    assert ("libEGL.so.1" in libraries) == needs_qt
    assert ("libxcb-cursor.so.0" in libraries) == needs_screen
    assert run.opens_a_window(arguments) == needs_screen


@pytest.mark.parametrize(
    ("environment", "library"),
    [
        ({"DISPLAY": ":0"}, "libxcb-cursor.so.0"),
        ({"DISPLAY": ":0", "WAYLAND_DISPLAY": "wayland-0"}, "libxcb-cursor.so.0"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "libwayland-client.so.0"),
        ({"QT_QPA_PLATFORM": "xcb"}, "libxcb-cursor.so.0"),
    ],
)
def test_a_window_needs_the_libraries_of_its_screen(
    run: ModuleType, environment: dict[str, str], library: str
) -> None:
    assert library in run.needed_libraries([], environment)


def test_without_a_screen_one_is_asked_for(run: ModuleType) -> None:
    with pytest.raises(run.Missing, match="no screen"):
        run.check_screen({})


@pytest.mark.skipif(sys.platform != "linux", reason="an X server's name")
def test_a_screen_that_does_not_answer_is_named(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":987")
    with pytest.raises(run.Missing, match="screen :987 does not answer"):
        run.check_screen({"DISPLAY": ":987"})


def test_offscreen_needs_no_screen(run: ModuleType) -> None:
    run.check_screen({"QT_QPA_PLATFORM": "offscreen"})


def test_a_python_without_venv_is_told_the_package(
    run: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    monkeypatch.setattr(run.shutil, "which", lambda name: name == "apt-get")
    with pytest.raises(
        run.Missing, match=rf"apt-get install -y python3\.{sys.version_info[1]}-venv"
    ):
        run.check_venv()


BACKEND = """
import pathlib, zipfile

FILES = {
    "METADATA": "Metadata-Version: 2.1\\nName: tiny\\nVersion: 1\\n",
    "WHEEL": "Wheel-Version: 1.0\\nGenerator: t\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
    "RECORD": "",
}

def build_editable(folder, config_settings=None, metadata_directory=None):
    with zipfile.ZipFile(pathlib.Path(folder) / "tiny-1-py3-none-any.whl", "w") as wheel:
        for name, text in FILES.items():
            wheel.writestr("tiny-1.dist-info/" + name, text)
    return "tiny-1-py3-none-any.whl"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A tiny project that installs in a moment: no dependencies, a backend of its own."""
    (tmp_path / "pyproject.toml").write_text(
        '[build-system]\nrequires = []\nbuild-backend = "backend"\nbackend-path = ["."]\n'
        '[project]\nname = "tiny"\nversion = "1"\n'
    )
    (tmp_path / "backend.py").write_text(BACKEND)
    return tmp_path


def knows_tiny(python: str) -> bool:
    program = "import importlib.metadata as m; m.version('tiny')"
    return subprocess.run([python, "-c", program], capture_output=True).returncode == 0


def test_it_makes_an_environment_once_and_refreshes_it_when_the_project_changes(
    run: ModuleType, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = run.prepare(str(project), "dev")
    assert knows_tiny(python)

    installs: list[Any] = []
    install = run.install
    monkeypatch.setattr(run, "install", lambda *given: (installs.append(given), install(*given)))
    assert run.prepare(str(project), "") == python, "what the tests need stays for the program"
    assert installs == []

    file = project / "pyproject.toml"
    file.write_text(file.read_text() + "\n# changed\n")
    run.prepare(str(project), "")
    assert len(installs) == 1
    run.prepare(str(project), "")
    assert len(installs) == 1


def test_a_half_made_environment_is_made_anew(run: ModuleType, project: Path) -> None:
    folder = project / ".venv"
    folder.mkdir()
    (folder / "unfinished").touch()
    (folder / "left over").touch()
    assert knows_tiny(run.prepare(str(project), ""))
    assert not (folder / "left over").exists()
    assert not (folder / "unfinished").exists()


def test_an_environment_whose_python_does_not_run_is_made_anew(
    run: ModuleType, project: Path
) -> None:
    python = Path(run.venv_python(str(project / ".venv")))
    python.parent.mkdir(parents=True)
    python.write_text("not a program")
    assert knows_tiny(run.prepare(str(project), ""))


def test_who_starts_twice_waits_for_the_first(run: ModuleType, tmp_path: Path) -> None:
    place = tmp_path / "lock"
    went_on: list[str] = []

    def start_again() -> None:
        with place.open("w") as lock:
            run.wait_for(lock)
            went_on.append("second")

    with place.open("w") as lock:
        run.wait_for(lock)
        second = threading.Thread(target=start_again)
        second.start()
        second.join(0.3)
        went_on.append("first")
    second.join(20)
    assert went_on == ["first", "second"]


def test_an_environment_somebody_made_by_hand_is_kept(run: ModuleType, project: Path) -> None:
    venv.create(project / ".venv", with_pip=True, symlinks=os.name != "nt")
    (project / ".venv" / "mine").touch()
    assert knows_tiny(run.prepare(str(project), ""))
    assert (project / ".venv" / "mine").exists()


def test_without_a_network_the_program_ends_with_one_line(tmp_path: Path) -> None:
    """The real run.py of the real project, with an index that is not there."""
    for name in ("run.py", "pyproject.toml"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith("PIP_")
    } | {
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "http://127.0.0.1:9/simple",
        "PIP_RETRIES": "0",
    }
    result = subprocess.run(
        [sys.executable, tmp_path / "run.py", "--version"],
        env=environment,
        capture_output=True,
        text=True,
    )
    lines = result.stderr.splitlines()
    assert result.returncode == 1
    assert len(lines) == 2
    assert lines[0].startswith("Setting up ")
    assert "could not be installed" in lines[1]
    assert "needs the network" in lines[1]
    assert (tmp_path / ".venv" / "unfinished").exists(), "the next start begins anew"


def test_readme_and_ci_name_the_same_packages(run: ModuleType) -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    assert f"sudo apt-get install -y {run.PACKAGES}\n" in readme
    ci = (ROOT / ".ci" / "run").read_text("utf-8")
    assert re.findall(r'^packages="(.*)"$', ci, re.MULTILINE) == [run.PACKAGES]

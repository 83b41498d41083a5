"""What every test stands on: no screen, no one's own files, one language, one time of random."""

from __future__ import annotations

import itertools
import os
import sys
from collections.abc import Iterator
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.update(LANG="C.UTF-8", LC_ALL="C.UTF-8", LANGUAGE="en")

import pytest
from hypothesis import HealthCheck, settings

from workbench.ui.load_qt import load_qt

# before a class of a test or of ours derives from one of Qt, as the program does it
load_qt()

settings.register_profile("here", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("here"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "here")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--reliability",
        choices=("small", "full"),
        default="small",
        help="how much the tests of reliability do (default: small)",
    )


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Places for the homes of tests; pytest's own numbering lists all that are there each time."""
    folder = tmp_path_factory.mktemp("homes")
    return (folder / str(number) for number in itertools.count())


@pytest.fixture(autouse=True)
def own_places(homes: Iterator[Path], monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home of its own for each test: settings, logs and recent files start empty.

    Set through the environment, so that processes a test starts live there too.
    """
    home = next(homes)
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    for name in ("DATA", "CONFIG", "CACHE", "STATE"):
        monkeypatch.setenv(f"XDG_{name}_HOME", str(home / name.lower()))
    for name in ("LOCAL_APPDATA", "APPDATA"):
        monkeypatch.setenv(f"WIN_PD_OVERRIDE_{name}", str(home / name.lower()))
    return home


@pytest.fixture(autouse=True)
def empty_clipboard() -> Iterator[None]:
    """Offscreen, a clipboard left full at exit can crash the process after the tests passed."""
    yield
    gui = sys.modules.get("PySide6.QtGui")
    if gui is not None and gui.QGuiApplication.instance() is not None:
        gui.QGuiApplication.clipboard().clear()

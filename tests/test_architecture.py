"""The house of docs/architecture.md stands as it is drawn."""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.words.say import known

ROOT = Path(__file__).parents[1]
HOUSE = ROOT / "workbench"
FLOORS_WITHOUT_CLOCK = ("model", "words", "analysis", "drawing", "exchange")

BREACHES = {
    "Floors": ("model/breach.py", "import workbench.words.say"),
    "Door": ("exchange/breach.py", "def lazily():\n    import workbench.ui.bridge"),
    "Qt": ("drawing/breach.py", "from PySide6.QtCore import QPoint"),
    "Graphs": ("store/breach.py", "def lazily():\n    import networkx"),
    "Spreadsheets": ("ui/breach.py", "import openpyxl"),
    "Model": ("model/breach_too.py", "import platformdirs"),
    "Migrations": ("store/migrations/breach.py", "import workbench.store.codec"),
    "Canvas and panels": (
        "ui/canvas/breach.py",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import workbench.ui.panels.gaps",
    ),
    "Main window": ("ui/dialogs/breach.py", "import workbench.ui.main_window"),
    "Circles": ("words/breach.py", "import workbench.words.breach_too"),
}
"""For each import contract, a file that breaks it; the last one's circle closes below."""


def sources(*folders: str) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file under these folders of workbench, or of all of it, parsed."""
    for folder in folders or (".",):
        for path in sorted((HOUSE / folder).rglob("*.py")):
            yield path, ast.parse(path.read_text("utf-8"), str(path))


def calls(tree: ast.Module) -> Iterator[tuple[str, ast.Call]]:
    """Every call with what is called, as it is written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            yield ast.unparse(node.func), node


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", program, "--no-cache"], cwd=folder, capture_output=True, text=True
    )


def test_all_imports_keep_to_the_contracts() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


@pytest.fixture(scope="module")
def broken_house(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the contracts say of a copy of the house with every breach in it."""
    folder = tmp_path_factory.mktemp("house")
    shutil.copy(ROOT / "pyproject.toml", folder)
    shutil.copytree(HOUSE, folder / "workbench", ignore=shutil.ignore_patterns("__pycache__"))
    for place, text in BREACHES.values():
        (folder / "workbench" / place).write_text(text + "\n")
    circle = folder / "workbench" / "words" / "breach_too.py"
    circle.write_text("def lazily():\n    import workbench.words.breach\n")
    return lint_imports(folder).stdout


@pytest.mark.parametrize("contract", BREACHES)
def test_a_breach_of_the_contract_is_seen(broken_house: str, contract: str) -> None:
    assert re.search(rf"^{contract}: .* BROKEN", broken_house, re.MULTILINE), broken_house


def test_every_contract_is_tried_with_a_breach() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    assert [contract["name"].split(":")[0] for contract in contracts] == list(BREACHES)


def test_packages_re_export_nothing() -> None:
    assert [path for path in HOUSE.rglob("__init__.py") if path.read_bytes()] == []


def test_the_main_window_assembles_and_decides_nothing() -> None:
    lines = (HOUSE / "ui" / "main_window.py").read_text("utf-8").splitlines()
    assert len(lines) < 300


def test_today_is_an_argument_below_the_window() -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{node.lineno} {name}"
        for path, tree in sources(*FLOORS_WITHOUT_CLOCK)
        for name, node in calls(tree)
        if name.endswith(("date.today", "datetime.now")) or name == "time.time"
    ]
    assert asked == []


def test_whatever_the_program_says_has_its_words() -> None:
    codes = [
        (code, f"{path.relative_to(ROOT)}:{node.lineno}")
        for path, tree in sources()
        for name, node in calls(tree)
        for code in _codes(name, node)
    ]
    assert len(codes) > 200
    unknown = [f"{code} at {place}" for code, place in codes if not known(code)]
    assert unknown == [], "\n".join(unknown)


def _codes(name: str, node: ast.Call) -> Iterator[str]:
    """The code of a sentence that a call names outright."""
    first = node.args[0] if node.args else None
    if isinstance(first, ast.Constant) and isinstance(first.value, str):
        if name == "say":
            yield first.value
        elif name == "Problem.of":
            yield f"problem.{first.value}"
        elif name == "Label.of":
            yield f"patch.{first.value}"


def test_every_file_of_texts_is_in_use() -> None:
    for path in (HOUSE / "words" / "texts").glob("[a-z]*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        tables = [node.value for node in tree.body if isinstance(node, ast.AnnAssign)]
        for table in tables:
            assert isinstance(table, ast.Dict)
            codes = [ast.literal_eval(key) for key in table.keys if key is not None]
            assert [code for code in codes if not known(code)] == [], path.name


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    places = re.compile(rb"/(?:root|home|work)/[a-z]")
    kept = [ROOT / name for name in ("workbench", "resources", "tests", "docs", ".ci")]
    written = [path for folder in kept for path in folder.rglob("*") if path.is_file()]
    written += [path for path in ROOT.iterdir() if path.is_file()]
    binary = {".pyc", ".png", ".journey"}
    tied = [
        str(path.relative_to(ROOT))
        for path in written
        if path.suffix not in binary and places.search(path.read_bytes())
    ]
    assert tied == []


@pytest.mark.parametrize("module", ["workbench.commandline.run", "workbench.store.workspace_file"])
def test_heavy_libraries_wait_until_they_are_needed(module: str) -> None:
    heavy = ("PySide6", "networkx", "openpyxl", "xlsxwriter", "python_calamine", "rapidfuzz")
    program = f"import {module}, sys; print([name for name in {heavy} if name in sys.modules])"
    result = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout == "[]\n"

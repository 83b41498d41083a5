"""Nothing that is read is ever run: no pickle, no eval, no module named by a file."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODULES = {
    "pickle",
    "cPickle",
    "marshal",
    "shelve",
    "dill",
    "jsonpickle",
    "code",
    "codeop",
    "runpy",
}
CALLS = {"eval", "exec", "compile", "__import__"}
OURS = {
    # a list of our own, in the program itself
    ("workbench/words/say.py", "import_module"),
    # the sources of Qt's binding, as they lie in the installed library
    ("workbench/ui/load_qt.py", "exec"),
}


def running(tree: ast.AST) -> list[str]:
    """What in a module could run what it read."""
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found += [it.name for it in node.names if it.name.split(".")[0] in MODULES]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] in MODULES:
            found.append(str(node.module))
        elif isinstance(node, ast.Call):
            function = node.func
            if isinstance(function, ast.Name) and function.id in CALLS | {"import_module"}:
                found.append(function.id)
            if isinstance(function, ast.Attribute) and function.attr == "import_module":
                found.append(function.attr)
    return found


def test_no_module_runs_what_it_reads() -> None:
    paths = sorted((ROOT / "workbench").rglob("*.py"))
    found = {
        (str(path.relative_to(ROOT).as_posix()), what)
        for path in paths
        for what in running(ast.parse(path.read_text(encoding="utf-8")))
    }
    assert len(paths) > 100
    assert found == OURS


@pytest.mark.parametrize(
    "source",
    ["import pickle", "from marshal import loads", "eval(text)", "importlib.import_module(name)"],
)
def test_it_would_be_noticed(source: str) -> None:
    assert running(ast.parse(source))

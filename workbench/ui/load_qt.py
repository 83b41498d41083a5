"""PySide6 as a program needs it: without what only its documentation needs, and safe to call us.

Two things that `import PySide6` does cost more than loading Qt. It compiles the Python sources
that describe signatures, 3,000 lines, anew in each process; they are needed for `help()`, for
typing stubs and for the message of a TypeError. And it takes the place of Python's `__import__`
to see whether a module wants `__feature__`: it reads the source of every module imported after
it, and keeps all lines in memory.

And before Python 3.12 it may crash on an error of ours (`ui/safe_overrides.py`).
"""

from __future__ import annotations

import builtins
import sys
from typing import Any

_FOLDER = "shibokensupport/signature/"
_NEEDED = ("__init__.py", "loader.py", "importhandler.py")
"""What runs with each import of a module of Qt."""

_WAITING = """
from functools import partial
from workbench.ui.load_qt import attribute
__getattr__ = partial(attribute, globals(), {filename!r})
"""

_compile = builtins.compile
_sources: dict[str, Any] = {}
"""What was not compiled, by the name of its file."""


def load_qt() -> None:
    """Import PySide6, once, before a class of ours derives from one of its classes.

    Its signatures are compiled when something first asks for one.
    """
    if "PySide6" not in sys.modules:
        _load()
    if sys.version_info < (3, 12):
        from workbench.ui.safe_overrides import make_overrides_safe

        make_overrides_safe()


def _load() -> None:
    builtins.compile = _compile_or_wait
    try:
        import PySide6.QtCore  # noqa: F401
    finally:
        builtins.compile = _compile
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)


def attribute(module: dict[str, Any], filename: str, name: str) -> Any:
    """What a module that waits has by this name: it becomes what its source says now.

    Raises AttributeError for names that Python itself looks for, and for unknown ones.
    """
    if name.startswith("__"):
        raise AttributeError(name)
    del module["__getattr__"]
    exec(_compile(_sources.pop(filename), filename, "exec"), module)
    try:
        return module[name]
    except KeyError:
        raise AttributeError(name) from None


def _compile_or_wait(source: Any, filename: Any, *how: Any, **more: Any) -> Any:
    name = str(filename)
    if name.startswith(_FOLDER) and not name.endswith(_NEEDED):
        _sources[name] = source
        source = _WAITING.format(filename=name)
    return _compile(source, filename, *how, **more)

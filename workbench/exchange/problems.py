"""Expected failures of reading and writing other formats."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbench.model.problems import JourneyError, Problem


class ExchangeError(JourneyError):
    """A file of another format that cannot be read or written; says which and why."""


@contextmanager
def about(path: Path) -> Iterator[None]:
    """Every ExchangeError from inside names the file."""
    try:
        yield
    except ExchangeError as error:
        parameters = {"path": path.name or str(path), **dict(error.problem.parameters)}
        raise ExchangeError(Problem.of(error.problem.code, **parameters)) from error

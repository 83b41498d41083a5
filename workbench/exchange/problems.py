"""Expected failures of reading and writing other formats."""

from __future__ import annotations

from workbench.model.problems import JourneyError


class ExchangeError(JourneyError):
    """A file of another format that cannot be read or written; says which and why."""

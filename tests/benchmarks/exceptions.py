"""What is known not to meet its target even doubled: a short list that may only shrink."""

from __future__ import annotations

from typing import NamedTuple

from tests.benchmarks.judge import Judged


class Borne(NamedTuple):
    """How many times its target something may cost, and why."""

    tolerated: float
    why: str


EXCEPTIONS: dict[tuple[str, Judged], Borne] = {}
"""By the row's code and the size."""

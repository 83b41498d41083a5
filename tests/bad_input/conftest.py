"""Fixtures of the command line's own tests: a place to run it in, and a bakery there."""

from __future__ import annotations

from tests.command_line.conftest import bakery, run

__all__ = ["bakery", "run"]

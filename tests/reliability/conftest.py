"""How much these tests do: a little in every run, a lot with ``--reliability full``."""

from __future__ import annotations

import pytest


@pytest.fixture(scope="session")
def amount(request: pytest.FixtureRequest):
    """Gives of two numbers the first for every run, the second for a full one."""
    full = request.config.getoption("--reliability") == "full"
    return lambda small, large: large if full else small

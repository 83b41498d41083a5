"""How much these tests do: a little in every run, a lot with ``--reliability full``."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def amount(request: pytest.FixtureRequest):
    """Gives of two numbers the first for every run, the second for a full one."""
    full = request.config.getoption("--reliability") == "full"
    return lambda small, large: large if full else small


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A full run may take hours where an ordinary one that takes minutes hangs."""
    if config.getoption("--reliability") == "full":
        here = [item for item in items if item.path.is_relative_to(Path(__file__).parent)]
        for item in here:
            if item.get_closest_marker("timeout") is None:
                item.add_marker(pytest.mark.timeout(3 * 3600))

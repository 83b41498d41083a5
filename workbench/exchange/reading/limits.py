"""How much one file may take, in time, in memory and in cells."""

from __future__ import annotations

import msgspec

MOST_BYTES = 200 * 2**20
"""The largest file that is opened."""
MOST_TEXT_BYTES = 48 * 2**20
"""The largest text, which is held as a whole."""
MOST_UNPACKED = 600 * 2**20
MOST_MEMBERS = 20_000
MOST_CELLS = 2_000_000
"""Cells of all sheets; more than can be read within a patient minute."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet can have in any spreadsheet program."""
MOST_AREAS = 100_000
"""Merged areas of one sheet, and comments of one."""


class Limits(msgspec.Struct, frozen=True):
    """What the process that reads may take: seconds of computing, and MiB of memory."""

    seconds: float = 10
    memory: int = 512

    @property
    def patience(self) -> float:
        """Seconds by the clock after which it is ended even if others kept it from computing."""
        return 3 * self.seconds + 5

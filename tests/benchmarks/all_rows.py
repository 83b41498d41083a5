"""Every row of the table, in its order."""

from __future__ import annotations

from tests.benchmarks import canvas_rows
from tests.benchmarks.row import Row

ROWS: tuple[Row, ...] = (*canvas_rows.ROWS,)

"""Every row of the table, in its order."""

from __future__ import annotations

from tests.benchmarks import canvas_rows, export_rows, file_rows, findings_rows
from tests.benchmarks.row import Row

ROWS: tuple[Row, ...] = (
    *canvas_rows.ROWS,
    *findings_rows.ROWS,
    *file_rows.ROWS,
    *export_rows.ROWS,
)

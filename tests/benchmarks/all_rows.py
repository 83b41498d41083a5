"""Every row of the table, in its order."""

from __future__ import annotations

from tests.benchmarks import (
    canvas_rows,
    edit_rows,
    export_rows,
    file_rows,
    findings_rows,
    memory_rows,
    start_rows,
    thread_rows,
)
from tests.benchmarks.row import Row

ROWS: tuple[Row, ...] = (
    *start_rows.ROWS,
    *canvas_rows.ROWS,
    *edit_rows.ROWS,
    *findings_rows.ROWS,
    *file_rows.ROWS,
    *export_rows.ROWS,
    *memory_rows.ROWS,
    *thread_rows.ROWS,
)

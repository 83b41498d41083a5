"""A process that writes the workbook of a map: its size and the path are its arguments."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.maps import TODAY, document_of
from workbench.exchange.xlsx_writer import export_workbook


def main(touchpoints: int, path: Path) -> None:
    document = document_of(touchpoints)
    export_workbook(document, path, maps=None, today=TODAY, findings={}, overwrite=True)


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]))

"""A process that shows the limit scene and nothing else, and says what memory that takes."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import msgspec
import psutil
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from tests.benchmarks.limit_scene import LimitView
from tests.benchmarks.parts import Parts


def main(path: Path) -> None:
    application = QApplication(["limit"])
    parts, names = msgspec.msgpack.decode(path.read_bytes(), type=tuple[Parts, list[str]])
    fonts = []
    for name in names:
        font = QFont()
        font.fromString(name)
        fonts.append(font)
    view = LimitView(parts._replace(fonts=tuple(fonts)))
    view.resize(1600, 1000)
    view.show()
    for _ in range(20):
        application.processEvents()
    sys.stdout.write(str(psutil.Process().memory_info().rss / 2**20))
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Rows that are painted by hand."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter

from workbench.ui.panels.row_list import paint_line

WIDTH, HEIGHT, EDGE = 120, 30, 8


def ink_height(image: QImage, columns: range) -> int:
    """How many lines of pixels between these columns are not white."""
    white = 0xFFFFFFFF
    return sum(any(image.pixel(x, y) != white for x in columns) for y in range(HEIGHT))


@pytest.mark.usefixtures("qapp")
@pytest.mark.parametrize(("letter", "ends_left"), [("W", False), ("ש", True), ("国", False)])
def test_a_cut_line_ends_with_its_dots_where_its_reader_ends(letter, ends_left):
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    paint_line(painter, QRectF(image.rect()), letter * 60)
    painter.end()
    left = ink_height(image, range(EDGE))
    right = ink_height(image, range(WIDTH - 3 * EDGE // 2, WIDTH))
    # dots are low, letters are high
    assert (left < right) is ends_left
    assert left != right

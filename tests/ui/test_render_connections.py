"""The share of a connection stands only where it covers nothing."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QPainterPath
from PySide6.QtWidgets import QApplication

from workbench.ui.render.connections import place_share
from workbench.ui.render.style import style_for


def test_a_share_stands_beside_what_is_in_its_way_or_nowhere(qapp: QApplication) -> None:
    style = style_for("light", QFont(qapp.font()))
    path = QPainterPath(QPointF(0, 0))
    path.lineTo(400, 0)
    middle = place_share(path, "30 %", style, [])
    assert middle is not None
    assert middle.center() == QPointF(200, 0)
    beside = place_share(path, "30 %", style, [QRectF(180, -20, 40, 40)])
    assert beside is not None
    assert not beside.intersects(QRectF(180, -20, 40, 40))
    assert place_share(path, "30 %", style, [QRectF(0, -20, 400, 40)]) is None

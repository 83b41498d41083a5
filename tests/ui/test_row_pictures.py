"""Small pictures in rows keep their colours when the row is selected."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from workbench.model import queries
from workbench.store import templates
from workbench.ui.outline.columns import TITLE
from workbench.ui.outline.looks import Looks
from workbench.ui.theme import Theme


def test_a_selected_row_does_not_tint_its_picture(qapp):
    document = templates.sample("corner-bakery")
    theme = Theme(qapp, "light")
    looks = Looks(theme)
    map_id = next(iter(document.maps))
    entities = (
        queries.stages(document, map_id)[0],
        queries.touchpoints(document, map_id)[0],
        queries.notes(document, map_id)[0],
    )
    icons = [looks.picture(document, entity, TITLE, 0) for entity in entities]
    for icon in (*icons, theme.icon("home")):
        plain = icon.pixmap(QSize(18, 18), QIcon.Mode.Normal)
        selected = icon.pixmap(QSize(18, 18), QIcon.Mode.Selected)
        assert plain.toImage() == selected.toImage()
    qapp.setStyleSheet("")

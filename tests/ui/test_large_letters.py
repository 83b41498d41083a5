"""What large letters of the system need in the persona editor."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QStyleOptionViewItem

from workbench.model import queries
from workbench.ui.dialogs.persona_editor import PersonaEditor
from workbench.ui.dialogs.persona_form import PersonaForm
from workbench.ui.dialogs.persona_needs import KIND
from workbench.ui.dialogs.persona_needs_table import NeedsTable
from workbench.ui.theme import Theme


@pytest.fixture
def large(qapp, qtbot):
    """The persona editor with a system font of 14 points."""
    from workbench.store import templates
    from workbench.ui.bridge import Bridge

    usual = QFont(qapp.font())
    font = QFont(usual)
    font.setPointSizeF(14)
    qapp.setFont(font)
    theme = Theme(qapp, "light")
    bridge = Bridge(templates.sample("corner-bakery"))
    editor = PersonaEditor(bridge, theme, queries.personas(bridge.document)[0].id)
    qtbot.addWidget(editor)
    editor.show()
    qtbot.waitExposed(editor)
    yield editor
    qapp.setFont(usual)
    qapp.setStyleSheet("")


def test_the_left_column_is_as_wide_as_what_is_in_it(large, qtbot):
    form = large.findChild(PersonaForm)
    inside = form.widget()
    qtbot.waitUntil(lambda: inside.minimumSizeHint().width() <= form.viewport().width())
    assert inside.width() <= form.viewport().width()


def test_the_kinds_of_needs_are_read_in_full(large):
    table = large.findChild(NeedsTable)
    for row in range(table.rows.rowCount()):
        wanted = table.itemDelegateForColumn(KIND).sizeHint(
            QStyleOptionViewItem(), table.rows.index(row, KIND)
        )
        assert table.columnWidth(KIND) >= wanted.width()

"""A channel's tile wherever it is shown."""

from __future__ import annotations

import pytest

from workbench.model.entities import Channel
from workbench.ui.panels.tiles import channel_icon
from workbench.ui.theme import Theme


@pytest.mark.parametrize("icon", ["", "an-icon-of-a-later-version"])
def test_an_icon_that_the_program_lacks_is_shown_as_a_star(qapp, icon: str):
    theme = Theme(qapp, "light")
    star = channel_icon(theme, Channel(id="ch1", name="Fair", icon="star"))
    shown = channel_icon(theme, Channel(id="ch2", name="Fair", icon=icon))
    assert shown.pixmap(18, 18).toImage() == star.pixmap(18, 18).toImage()
    qapp.setStyleSheet("")

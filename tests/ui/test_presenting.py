"""Presenting: the audience sees the map, and no buttons that change it."""

from __future__ import annotations

from PySide6.QtWidgets import QToolButton


def test_nothing_offers_to_add_stages_or_lanes_while_presenting(window):
    window.settings.set("tour_done", True)
    window.files.new("sample", "corner-bakery")
    offers = [
        button
        for button in window.view.findChildren(QToolButton)
        if button.text() in ("+ Stage", "+ Lane")
    ]
    assert [button.isVisible() for button in offers] == [True, True]
    window.actions_by_id["present"].trigger()
    assert [button.isVisible() for button in offers] == [False, False]
    window.actions_by_id["present"].trigger()
    assert [button.isVisible() for button in offers] == [True, True]

"""The first-run tour: five hints beside real parts, dismissed once and for all."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest

from workbench.store.settings_file import SettingsStore
from workbench.ui.application import make_window


def place_of(window, part) -> QRect:
    return QRect(part.mapTo(window, QPoint(0, 0)), part.size())


def test_it_comes_with_the_first_workspace_and_goes_through_five_parts(window, qtbot):
    tour = window.tools.tour
    assert not tour.is_running
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: tour.is_running)
    parts = {
        "personas": window.personas,
        "palette": window.palette_panel,
        "canvas": window.view,
        "inspector": window.inspector,
        "gaps": window.analysis,
    }
    seen = []
    while tour.is_running:
        seen.append(tour.code)
        assert tour.ring.geometry() == place_of(window, parts[tour.code])
        assert window.rect().contains(tour.bubble.geometry())
        qtbot.mouseClick(tour.bubble.next, Qt.MouseButton.LeftButton)
    assert seen == list(parts)
    assert SettingsStore().get("tour_done") is True


def test_dismissed_it_never_comes_again(window, qapp, qtbot):
    window.files.new("template", "blank")
    qtbot.waitUntil(lambda: window.tools.tour.is_running)
    qtbot.mouseClick(window.tools.tour.bubble.dismissed, Qt.MouseButton.LeftButton)
    assert not window.tools.tour.bubble.isVisible()
    again = make_window(qapp)
    qtbot.addWidget(again)
    again.show()
    again.files.new("template", "blank")
    QTest.qWait(50)
    assert not again.tools.tour.is_running
    again.close()


def test_help_shows_it_again(window):
    window.settings.set("tour_done", True)
    window.files.new("template", "blank")
    QTest.qWait(50)
    assert not window.tools.tour.is_running
    window.actions_by_id["tour"].trigger()
    assert window.tools.tour.code == "personas"


def test_work_goes_on_beside_it_and_esc_dismisses_it(window, qtbot):
    window.files.new("sample", "corner-bakery")
    qtbot.waitUntil(lambda: window.tools.tour.is_running)
    assert not window.tools.tour.bubble.isAncestorOf(window.focusWidget())
    QTest.keyClick(window.view, Qt.Key.Key_Escape)
    assert not window.tools.tour.is_running
    assert SettingsStore().get("tour_done") is True


def test_leaving_the_workspace_hides_it_for_the_next_time(window, qtbot):
    window.files.new("template", "blank")
    qtbot.waitUntil(lambda: window.tools.tour.is_running)
    window.files.close()
    assert not window.tools.tour.bubble.isVisible()
    assert SettingsStore().get("tour_done") is False


def test_hidden_parts_are_passed_over(window):
    window.settings.set("tour_done", True)
    window.files.new("template", "blank")
    window.actions_by_id["panel_left"].trigger()
    window.actions_by_id["tour"].trigger()
    assert window.tools.tour.code == "canvas"
    assert not window.tools.tour.bubble.back.isVisible()

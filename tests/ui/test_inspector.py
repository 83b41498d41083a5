"""The inspector: typing, clearing, wrong values, several cards at once, chips, connections."""

from __future__ import annotations

import datetime
from itertools import pairwise

import pytest
from PySide6.QtCore import QCoreApplication, QDate, QEvent, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QCalendarWidget,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QToolButton,
    QWidget,
)

from workbench.model.commands import connections, edit
from workbench.model.document import Document
from workbench.model.entities import (
    TABLES,
    Channel,
    Connection,
    Lane,
    Map,
    Need,
    Note,
    Persona,
    Stage,
    Touchpoint,
    Workspace,
)
from workbench.model.fields import fields_of
from workbench.ui.bridge import Bridge
from workbench.ui.panels.chips import Chip
from workbench.ui.panels.inspector import Inspector
from workbench.ui.panels.inspector_forms import FORMS
from workbench.ui.theme import Theme
from workbench.words.labels import field_help

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support grabbing the keyboard")


def document() -> Document:
    return Document.of(
        [
            Workspace(id="wk1"),
            Persona(id="pe1", name="Local"),
            Need(id="ne1", persona="pe1", rank="A", text="Know the price"),
            Need(id="ne2", persona="pe1", rank="B", text="Opening hours", kind="goal"),
            Map(id="ma1", name="First", personas=("pe1",)),
            Stage(id="st1", map="ma1", rank="A", name="Look", roles=("awareness",)),
            Stage(id="st2", map="ma1", rank="B", name="Buy"),
            Lane(id="la1", map="ma1", rank="A", kind="touchpoints", name="Touchpoints"),
            Lane(id="la2", map="ma1", rank="B", kind="notes", name="Pains", note_kind="pain"),
            Channel(id="ch1", rank="A", name="Shop", icon="shop"),
            Channel(id="ch2", rank="B", name="Ad", family="paid"),
            Touchpoint(
                id="tp1",
                map="ma1",
                stage="st1",
                lane="la1",
                title="Price page",
                channel="ch1",
                importance=9.0,
                satisfaction=3.0,
                feeling=-1.0,
                needs=("ne1",),
                drivers=("trust",),
            ),
            Touchpoint(
                id="tp2", map="ma1", stage="st2", lane="la1", title="Counter", channel="ch2"
            ),
            Touchpoint(id="tp3", map="ma1", stage="st2", lane="la1", rank="W", title="Till"),
            Note(id="no1", map="ma1", stage="st1", lane="la2", kind="pain", text="Queue"),
            Connection(id="co1", source="tp1", target="tp2", share=30.0),
        ]
    )


@pytest.fixture(scope="module")
def theme(qapp):
    return Theme(qapp, "light")


def ended(widget: QWidget) -> None:
    """Close and delete now: what waits for the event loop would slow down later tests."""
    widget.close()
    widget.deleteLater()
    QCoreApplication.sendPostedEvents(widget, QEvent.Type.DeferredDelete)


@pytest.fixture
def inspector(qtbot, theme):
    bridge = Bridge(document())
    inspector = Inspector(bridge, theme)
    inspector.bridge = bridge
    inspector.resize(300, 1400)
    inspector.show()
    qtbot.waitExposed(inspector)
    bridge.select([("touchpoints", "tp1")])
    yield inspector
    ended(inspector)


def card(inspector: Inspector, identifier: str = "tp1") -> Touchpoint:
    return inspector.bridge.document.touchpoints[identifier]


def control(inspector: Inspector, name: str) -> QWidget:
    return inspector.form().parts[name].control


def title(inspector: Inspector) -> str:
    return inspector.findChild(QLabel, "inspector-title").text()


def chip(part: QWidget, text: str) -> Chip:
    return next(it for it in part.findChildren(Chip) if it.text() == text and it.isVisible())


def choose(box: QComboBox, text: str) -> None:
    """Choose from a combo box with the keyboard: by typing the choice's first word."""
    box.setFocus()
    QTest.keyClicks(box, text.split()[0])
    assert box.currentText() == text


def test_typing_reaches_the_document_at_once_and_is_one_step(inspector, qtbot):
    field = control(inspector, "title")
    field.selectAll()
    qtbot.keyClicks(field, "Prices")
    assert card(inspector).title == "Prices"
    assert inspector.bridge.undo_stack.count() == 1
    inspector.bridge.undo()
    assert card(inspector).title == "Price page"
    assert field.text() == "Price page"


def test_a_change_elsewhere_does_not_disturb_the_field_that_is_typed_in(inspector, qtbot):
    field = control(inspector, "title")
    field.setFocus()
    field.setCursorPosition(5)
    qtbot.keyClicks(field, "s")
    inspector.bridge.run(edit.set_field, "touchpoints", "tp1", "owner", "Team")
    assert field.cursorPosition() == 6
    qtbot.keyClicks(field, "!")
    assert card(inspector).title == "Prices! page"
    assert control(inspector, "owner").text() == "Team"


def test_control_z_in_a_field_undoes_in_the_document(inspector, qtbot):
    field = control(inspector, "does")
    assert isinstance(field, QPlainTextEdit)
    qtbot.keyClicks(field, "Looks")
    qtbot.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert card(inspector).does == ""
    assert field.toPlainText() == ""
    qtbot.keyClick(field, Qt.Key.Key_Y, Qt.KeyboardModifier.ControlModifier)
    assert card(inspector).does == "Looks"


@pytest.mark.parametrize("typed", ["abc", "140", "-1", "nan", "1e999"])
def test_a_wrong_number_is_marked_explained_and_changes_nothing(inspector, qtbot, typed):
    before = inspector.bridge.document
    part = inspector.form().parts["entry_share"]
    qtbot.keyClicks(part.control, typed)
    accepted = {"140": 14.0, "1e999": 1.0}.get(typed)
    assert part.control.property("invalid") == "true"
    assert part.message.isVisible()
    assert "Entry share" in part.message.text()
    assert card(inspector).entry_share == accepted
    if accepted is None:
        assert inspector.bridge.document == before
    qtbot.keyClick(part.control, Qt.Key.Key_Escape)
    assert not part.message.isVisible()
    assert part.control.property("invalid") is None
    assert part.control.text() == ("" if accepted is None else f"{accepted:g}")


def test_decimal_commas_and_blank_are_numbers_too(inspector, qtbot):
    field = control(inspector, "entry_share")
    qtbot.keyClicks(field, "12,5")
    assert card(inspector).entry_share == 12.5
    assert field.text() == "12,5"
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    assert card(inspector).entry_share is None


def test_a_date_is_typed_or_refused(inspector, qtbot):
    part = inspector.form().parts["evidence_date"]
    qtbot.keyClicks(part.control, "2026-02-30")
    assert card(inspector).evidence_date is None
    assert "2026-02-30" in part.message.text()
    part.control.selectAll()
    qtbot.keyClicks(part.control, "2026-02-28")
    assert card(inspector).evidence_date == datetime.date(2026, 2, 28)
    assert not part.message.isVisible()


def test_a_face_is_chosen_and_taken_back(inspector, qtbot):
    faces = inspector.form().parts["feeling"]
    assert faces.findChild(QToolButton, "feeling-1").isChecked()
    qtbot.mouseClick(faces.findChild(QToolButton, "feeling2"), Qt.MouseButton.LeftButton)
    assert card(inspector).feeling == 2.0
    qtbot.mouseClick(faces.findChild(QToolButton, "feeling2"), Qt.MouseButton.LeftButton)
    assert card(inspector).feeling is None
    assert not faces.findChild(QToolButton, "feeling2").isChecked()


def test_one_click_on_the_scale_sets_a_score_and_the_cross_clears_it(inspector, qtbot):
    part = inspector.form().parts["importance"]
    slider = part.findChild(QSlider)
    assert slider.value() == 90
    qtbot.mouseClick(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, slider.height() // 2)
    )
    assert card(inspector).importance == 10.0
    qtbot.mouseClick(part.findChild(QToolButton, "score-clear"), Qt.MouseButton.LeftButton)
    assert card(inspector).importance is None
    assert slider.property("tone") == "blank"
    qtbot.mouseClick(
        slider, Qt.MouseButton.LeftButton, pos=QPoint(slider.width() - 2, slider.height() // 2)
    )
    assert card(inspector).importance == 10.0


def test_a_click_on_the_blank_handle_itself_is_the_lowest_score(inspector, qtbot):
    inspector.bridge.select([("touchpoints", "tp2")])
    slider = inspector.form().parts["satisfaction"].findChild(QSlider)
    qtbot.mouseClick(slider, Qt.MouseButton.LeftButton, pos=QPoint(6, slider.height() // 2))
    assert card(inspector, "tp2").satisfaction == 1.0


def test_scores_take_decimals_by_typing_and_whole_steps_by_keys(inspector, qtbot):
    part = inspector.form().parts["satisfaction"]
    number, slider = part.findChild(QLineEdit, "score-number"), part.findChild(QSlider)
    number.selectAll()
    qtbot.keyClicks(number, "6.4")
    assert card(inspector).satisfaction == 6.4
    assert slider.value() == 64
    qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert card(inspector).satisfaction == 7.0
    number.selectAll()
    qtbot.keyClicks(number, "0")
    assert number.property("invalid") == "true"
    assert card(inspector).satisfaction == 7.0


def test_the_opportunity_score_follows_and_turns_satisfaction_red_from_12(inspector, qtbot):
    score = inspector.form().findChild(QLabel, "opportunity")
    satisfied = inspector.form().parts["satisfaction"].findChild(QSlider)
    assert score.text() == "15"
    assert "9 + max(9 − 3, 0) = 15" in inspector.form().parts["opportunity"].toolTip()
    assert satisfied.property("tone") == "bad"
    number = inspector.form().parts["satisfaction"].findChild(QLineEdit, "score-number")
    number.selectAll()
    qtbot.keyClicks(number, "8")
    assert score.text() == "10"
    assert satisfied.property("tone") == ""
    number.selectAll()
    qtbot.keyClick(number, Qt.Key.Key_Delete)
    assert not score.isVisible()


def test_a_need_is_added_from_the_menu_and_removed_by_its_cross_or_key(inspector, qtbot):
    part = inspector.form().parts["needs"]
    menu = QMenu(inspector)
    part.fill_menu(menu)
    assert [it.text() for it in menu.actions()] == ["Local", "Opening hours"]
    menu.actions()[1].trigger()
    assert card(inspector).needs == ("ne1", "ne2")
    first = chip(part, "Know the price")
    qtbot.mouseClick(
        first, Qt.MouseButton.LeftButton, pos=QPoint(first.width() - 10, first.height() // 2)
    )
    assert card(inspector).needs == ("ne2",)
    qtbot.mouseClick(chip(part, "Opening hours"), Qt.MouseButton.LeftButton, pos=QPoint(12, 8))
    assert card(inspector).needs == ("ne2",)
    qtbot.keyClick(chip(part, "Opening hours"), Qt.Key.Key_Delete)
    assert card(inspector).needs == ()


def test_a_need_that_is_reworded_is_reworded_on_its_chip(inspector):
    inspector.bridge.run(edit.set_field, "needs", "ne1", "text", "Prices beforehand")
    assert chip(inspector.form().parts["needs"], "Prices beforehand")


def test_drivers_are_switched_and_kept_in_declared_order(inspector, qtbot):
    part = inspector.form().parts["drivers"]
    qtbot.mouseClick(chip(part, "Value proposition"), Qt.MouseButton.LeftButton)
    assert card(inspector).drivers == ("value-proposition", "trust")
    qtbot.mouseClick(chip(part, "Trust"), Qt.MouseButton.LeftButton)
    assert card(inspector).drivers == ("value-proposition",)


def test_channel_and_status_are_chosen_and_the_channel_may_be_none(inspector):
    choose(control(inspector, "channel"), "Ad")
    choose(control(inspector, "status"), "Planned")
    assert (card(inspector).channel, card(inspector).status) == ("ch2", "planned")
    QTest.keyClick(control(inspector, "channel"), Qt.Key.Key_Home)
    assert control(inspector, "channel").currentText() == "No channel"
    assert card(inspector).channel is None


def test_a_renamed_channel_is_renamed_in_the_box(inspector):
    inspector.bridge.run(edit.set_field, "channels", "ch1", "name", "Corner shop")
    assert control(inspector, "channel").currentText() == "Corner shop"


def test_connections_are_listed_weighed_added_and_removed(inspector, qtbot):
    part = inspector.form().parts["leads_to"]
    share = part.findChild(QLineEdit)
    assert share.text() == "30"
    share.selectAll()
    qtbot.keyClicks(share, "45")
    assert inspector.bridge.document.connections["co1"].share == 45.0
    menu = QMenu(inspector)
    part.fill_menu(menu)
    assert [it.text() for it in menu.actions() if it.isEnabled()] == ["Till"]
    next(it for it in menu.actions() if it.text() == "Till").trigger()
    ends = {(it.source, it.target) for it in inspector.bridge.document.connections.values()}
    assert ends == {("tp1", "tp2"), ("tp1", "tp3")}
    remove = next(
        it
        for it in part.findChildren(QToolButton)
        if it.toolTip() == "Remove the connection with “Counter”"
    )
    qtbot.mouseClick(remove, Qt.MouseButton.LeftButton)
    assert "co1" not in inspector.bridge.document.connections


def test_shares_above_a_hundred_are_told(inspector):
    part = inspector.form().parts["leads_to"]
    inspector.bridge.run(connections.connect, "tp1", "tp3", 80.0)
    assert any("110 %" in it.text() for it in part.findChildren(QLabel) if it.isVisible())


def test_a_click_on_the_other_end_selects_it(inspector, qtbot):
    row = next(
        it
        for it in inspector.form().parts["leads_to"].findChildren(QPushButton)
        if it.text() == "Counter"
    )
    qtbot.mouseClick(row, Qt.MouseButton.LeftButton)
    assert inspector.bridge.selection == (("touchpoints", "tp2"),)
    assert control(inspector, "title").text() == "Counter"
    back = inspector.form().parts["comes_from"].findChildren(QPushButton)
    assert "Price page" in [it.text() for it in back if it.isVisible()]


def test_several_cards_show_what_they_share_and_change_together(inspector, qtbot):
    inspector.bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    assert title(inspector) == "2 TOUCHPOINTS"
    assert "title" not in inspector.form().parts
    assert control(inspector, "channel").currentIndex() == -1
    assert control(inspector, "channel").placeholderText() == "mixed"
    choose(control(inspector, "status"), "Missing")
    assert [card(inspector, it).status for it in ("tp1", "tp2")] == ["missing", "missing"]
    assert inspector.bridge.undo_stack.count() == 1
    part = inspector.form().parts["drivers"]
    assert not chip(part, "Trust").isChecked()
    qtbot.mouseClick(chip(part, "Recommendation"), Qt.MouseButton.LeftButton)
    assert card(inspector, "tp1").drivers == ("trust", "recommendation")
    assert card(inspector, "tp2").drivers == ("recommendation",)
    assert chip(inspector.form().parts["needs"], "Know the price (1 of 2)")


def test_different_kinds_are_not_edited_together(inspector):
    inspector.bridge.select([("touchpoints", "tp1"), ("notes", "no1")])
    assert inspector.form() is None
    assert title(inspector) == "2 ITEMS"


def test_nothing_selected_shows_the_map_and_no_map_the_next_step(inspector):
    inspector.bridge.select([])
    assert title(inspector) == "MAP"
    assert control(inspector, "name").text() == "First"
    assert not inspector.findChild(QToolButton, "inspector-delete").isVisible()
    inspector.bridge.run(edit.remove, [("maps", "ma1")])
    assert inspector.form() is None
    assert any("no map yet" in it.text() for it in inspector.findChildren(QLabel))


def test_deleting_goes_back_to_the_map_and_undo_brings_the_card_back(inspector, qtbot):
    inspector.bridge.select([("touchpoints", "tp3")])
    before = inspector.bridge.document
    qtbot.mouseClick(
        inspector.findChild(QToolButton, "inspector-delete"), Qt.MouseButton.LeftButton
    )
    assert "tp3" not in inspector.bridge.document.touchpoints
    assert title(inspector) == "MAP"
    inspector.bridge.undo()
    assert inspector.bridge.document == before
    assert title(inspector) == "TOUCHPOINT"


@pytest.mark.parametrize(
    ("place", "head", "field", "shown"),
    [
        (("notes", "no1"), "NOTE", "kind", "Pain point"),
        (("connections", "co1"), "CONNECTION", "target", "Counter"),
        (("lanes", "la2"), "LANE", "note_kind", "Pain point"),
        (("stages", "st1"), "STAGE", "depth", "Normal"),
        (("channels", "ch2"), "CHANNEL", "family", "Paid"),
    ],
)
def test_each_kind_has_its_form(inspector, place, head, field, shown):
    inspector.bridge.select([place])
    assert title(inspector) == head
    assert control(inspector, field).currentText() == shown


def test_a_lane_for_touchpoints_has_no_kind_of_notes(inspector):
    inspector.bridge.select([("lanes", "la1")])
    assert list(inspector.form().parts) == ["name", "colour"]


def test_a_stage_takes_roles_and_a_colour(inspector, qtbot):
    inspector.bridge.select([("stages", "st2")])
    roles = inspector.form().parts["roles"]
    qtbot.mouseClick(chip(roles, "Purchase"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(chip(roles, "Decision"), Qt.MouseButton.LeftButton)
    assert inspector.bridge.document.stages["st2"].roles == ("decision", "purchase")
    swatches = [it for it in control(inspector, "colour").children() if hasattr(it, "isChecked")]
    assert swatches[0].isChecked()
    qtbot.mouseClick(swatches[3], Qt.MouseButton.LeftButton)
    assert inspector.bridge.document.stages["st2"].colour == "#8F6FE8"


def test_the_map_chooses_personas_goal_and_states_of_practices(inspector, qtbot):
    inspector.bridge.select([])
    qtbot.mouseClick(chip(inspector.form().parts["personas"], "Local"), Qt.MouseButton.LeftButton)
    choose(control(inspector, "goal_stage"), "Buy")
    journey = inspector.bridge.document.maps["ma1"]
    assert (journey.personas, journey.goal_stage) == ((), "st2")
    boxes = [
        it
        for it in inspector.form().parts["playbook"].findChildren(QComboBox)
        if it.objectName().startswith("practice-")
    ]
    assert len(boxes) == 3
    choose(boxes[0], "In place")
    (state,) = inspector.bridge.document.practices.values()
    assert (state.map, state.practice, state.state) == ("ma1", "search-engines", "in-place")
    inspector.bridge.undo()
    assert boxes[0].currentText() == "–"


def test_a_practice_appears_with_the_stage_that_stands_for_it(inspector):
    inspector.bridge.select([])
    inspector.bridge.run(edit.set_field, "stages", "st2", "roles", ("purchase",))
    part = inspector.form().parts["playbook"]
    shown = [it for it in part.findChildren(QComboBox) if it.isVisible()]
    assert len(shown) == 6


def test_without_a_stage_that_stands_for_anything_the_playbook_says_how_to_begin(inspector):
    for stage in inspector.bridge.document.stages:
        inspector.bridge.run(edit.set_field, "stages", stage, "roles", ())
    inspector.bridge.select([])
    part = inspector.form().parts["playbook"]
    (hint,) = (it for it in part.findChildren(QLabel) if it.isVisible())
    assert "Select a stage" in hint.text()


def test_dark_and_back_keeps_what_is_shown(inspector, theme, qapp):
    theme.choose("dark")
    qapp.processEvents()
    assert control(inspector, "channel").currentText() == "Shop"
    theme.choose("light")
    assert control(inspector, "title").text() == "Price page"


def test_texts_are_as_high_as_they_need_up_to_eight_lines(inspector, qtbot):
    field = control(inspector, "remarks")
    low = field.height()
    for word in ("One", "Two", "Three", "Four"):
        qtbot.keyClicks(field, word)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    middle = field.height()
    assert middle > low
    inspector.bridge.run(
        edit.set_field, "touchpoints", "tp1", "remarks", "\n".join("Line" for _ in range(60))
    )
    assert middle < field.height() < 3 * middle


def test_a_day_chosen_from_the_calendar_is_the_date(inspector):
    part = inspector.form().parts["evidence_date"]
    inspector.bridge.run(
        edit.set_field, "touchpoints", "tp1", "evidence_date", datetime.date(2026, 3, 1)
    )
    menu = part.calendar()
    calendar = menu.findChild(QCalendarWidget)
    assert calendar.selectedDate() == QDate(2026, 3, 1)
    calendar.clicked.emit(QDate(2026, 3, 31))
    assert card(inspector).evidence_date == datetime.date(2026, 3, 31)
    assert part.control.text() == "2026-03-31"


def test_a_connection_is_not_offered_a_loop(inspector):
    inspector.bridge.select([("connections", "co1")])
    ends = inspector.bridge.document.connections["co1"]
    parts = inspector.form().parts
    assert parts["target"].control.findData(ends.source) == -1
    assert parts["source"].control.findData(ends.target) == -1
    assert parts["target"].control.currentData() == ends.target


def shown_in_form(name: str, table: str) -> bool:
    lines = [line for key in FORMS if key.partition(".")[0] == table for line in FORMS[key]]
    return any(name in line for line in lines if not isinstance(line, str))


PLACED_ON_THE_CANVAS = {"map", "stage", "lane", "rank", "counterpart"}
EDITED_ELSEWHERE = {
    # by pairing a map as the future one of another
    ("maps", "based_on"),
    # a lane keeps the kind that it is added with
    ("lanes", "kind"),
}


@pytest.mark.parametrize("table", sorted({key.partition(".")[0] for key in FORMS}))
def test_every_field_has_one_place_in_its_form(table):
    for name in fields_of(table):
        wanted = not (
            name == "id" or name in PLACED_ON_THE_CANVAS or (table, name) in EDITED_ELSEWHERE
        )
        assert shown_in_form(name, table) == wanted, name
    for key, lines in FORMS.items():
        names = [name for line in lines if not isinstance(line, str) for name in line]
        assert len(names) == len(set(names)), key


def test_every_field_that_people_edit_says_what_it_is_for(inspector):
    owners = PLACED_ON_THE_CANVAS | {"id", "touchpoint", "participant", "practice", "key", "rule"}
    for table in TABLES:
        for name in fields_of(table):
            if name in owners or (table, name) in {*EDITED_ELSEWHERE, ("needs", "persona")}:
                continue
            assert field_help(table, name).endswith((".", "?")), (table, name)
    assert control(inspector, "owner").toolTip() == field_help("touchpoints", "owner")
    assert control(inspector, "owner").accessibleDescription() == field_help("touchpoints", "owner")


def test_mixed_values_say_so_to_eyes_and_to_screen_readers(inspector, qtbot):
    inspector.bridge.run(edit.set_field, "touchpoints", "tp2", "drivers", ("trust", "experience"))
    inspector.bridge.run(edit.set_field, "touchpoints", "tp3", "moment_of_truth", True)
    inspector.bridge.select([("touchpoints", it) for it in ("tp1", "tp2", "tp3")])
    parts = inspector.form().parts
    assert "Mixed values" in control(inspector, "channel").accessibleDescription()
    assert "Mixed values" not in control(inspector, "owner").accessibleDescription()
    drivers = {it.text(): it for it in parts["drivers"].findChildren(Chip)}
    assert drivers["Trust"].shown_text() == "Trust (2 of 3)"
    assert drivers["Trust"].accessibleName() == "Trust (2 of 3)"
    assert drivers["Personal experience"].shown_text() == "Personal experience (1 of 3)"
    assert drivers["Recommendation"].shown_text() == "Recommendation"
    (moment,) = parts["moment_of_truth"].findChildren(Chip)
    assert moment.shown_text() == "Moment of truth (1 of 3)"
    steps = inspector.bridge.undo_stack.count()
    qtbot.mouseClick(drivers["Trust"], Qt.MouseButton.LeftButton)
    assert drivers["Trust"].shown_text() == "Trust"
    assert drivers["Trust"].isChecked()
    assert all("trust" in card(inspector, it).drivers for it in ("tp1", "tp2", "tp3"))
    assert inspector.bridge.undo_stack.count() == steps + 1
    inspector.bridge.undo()
    assert card(inspector, "tp2").drivers == ("trust", "experience")
    assert card(inspector, "tp3").drivers == ()
    assert drivers["Trust"].shown_text() == "Trust (2 of 3)"


def test_mixed_feelings_are_told_until_a_face_is_chosen_for_all(inspector, qtbot):
    inspector.bridge.run(edit.set_field, "touchpoints", "tp2", "feeling", 2.0)
    inspector.bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    faces = control(inspector, "feeling")
    (mixed,) = [it for it in faces.findChildren(QLabel) if it.text() == "mixed"]
    assert mixed.isVisible()
    assert "Mixed values" in faces.accessibleDescription()
    assert not any(it.isChecked() for it in faces.findChildren(QToolButton))
    face = faces.findChild(QToolButton, "feeling1")
    qtbot.mouseClick(face, Qt.MouseButton.LeftButton)
    assert not mixed.isVisible()
    assert "Mixed values" not in faces.accessibleDescription()
    assert [card(inspector, it).feeling for it in ("tp1", "tp2")] == [1.0, 1.0]


def test_several_cards_tell_the_range_of_their_opportunity_scores(inspector, qtbot):
    # 9 + (9 − 3) = 15; 8 + (8 − 8) = 8; the third has no satisfaction
    inspector.bridge.run(
        edit.set_fields, "touchpoints", ["tp2"], {"importance": 8.0, "satisfaction": 8.0}
    )
    inspector.bridge.select([("touchpoints", it) for it in ("tp1", "tp2", "tp3")])
    line = inspector.form().parts["opportunity"]
    assert line.score.text() == "8–15"
    assert line.about.text() == "2 of 3 rated"
    number = control(inspector, "importance").number
    number.setFocus()
    qtbot.keyClicks(number, "5")
    # 5 + (5 − 3) = 7; 5 + 0 = 5
    assert line.score.text() == "5–7"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("40", "“Importance” takes a number from 1 to 10, not 40."),
        ("0,5", "“Importance” takes a number from 1 to 10, not 0.5."),
        ("much", "“Importance” takes a number, not “much”."),
    ],
)
def test_what_is_no_score_is_explained_in_one_line_until_it_is_gone(inspector, qtbot, typed, told):
    part = inspector.form().parts["importance"]
    number = part.control.number
    number.setFocus()
    number.selectAll()
    qtbot.keyClicks(number, typed)
    assert part.message.isVisible()
    assert part.message.text() == told
    assert card(inspector).importance == (9.0 if typed != "40" else 4.0)
    qtbot.keyClick(number, Qt.Key.Key_Return)
    assert not part.message.isVisible()
    assert number.text() == ("9" if typed != "40" else "4")


def test_evidence_says_what_it_still_lacks(inspector):
    def told() -> str:
        line = inspector.form().parts["evidence_missing"]
        return line.text.text() if line.isVisible() else ""

    def set_(**values):
        inspector.bridge.run(edit.set_fields, "touchpoints", ["tp1"], values)

    assert told().startswith("Nothing says yet why you believe these scores.")
    set_(evidence="assumption")
    assert told().startswith("Only assumed so far.")
    set_(evidence="measured")
    assert told() == "Still missing: the source, the date, how many were asked."
    set_(evidence_source="Till", evidence_n=0)
    assert told() == "Still missing: the date."
    set_(evidence_date=datetime.date(2026, 10, 2))
    assert told() == ""
    set_(importance=None, satisfaction=None, evidence=None)
    assert told() == ""
    set_(importance=9.0)
    inspector.bridge.select([("touchpoints", "tp1"), ("touchpoints", "tp2")])
    assert told().startswith("1 of 2: Nothing says yet")


def test_an_icon_is_chosen_for_a_channel_and_taken_back(inspector, qtbot):
    inspector.bridge.select([("channels", "ch1")])
    icons = {it.objectName(): it for it in control(inspector, "icon").findChildren(QToolButton)}
    assert icons["icon-shop"].isChecked()
    qtbot.mouseClick(icons["icon-phone"], Qt.MouseButton.LeftButton)
    assert inspector.bridge.document.channels["ch1"].icon == "phone"
    assert not icons["icon-shop"].isChecked()
    icons["icon-"].setFocus()
    qtbot.keyClick(icons["icon-"], Qt.Key.Key_Space)
    assert inspector.bridge.document.channels["ch1"].icon == ""
    inspector.bridge.undo()
    assert icons["icon-phone"].isChecked()
    assert all(it.accessibleName() for it in icons.values())


def with_many_needs(inspector: Inspector) -> None:
    texts = (
        "Find a seat",
        "Pay by card",
        "Café open early",
        "Park a bicycle",
        "Order ahead",
        "Be seen",
    )
    inspector.bridge.run(edit.add, "personas", Persona(id="pe2", rank="W", name="Office"))
    inspector.bridge.run(edit.set_field, "maps", "ma1", "personas", ("pe1", "pe2"))
    inspector.bridge.run(edit.add, "needs", Need(id="nx9", persona="pe2", text="An invoice"))
    for place, text in enumerate(texts):
        need = Need(id=f"nx{place}", persona="pe1", rank=f"C{place + 1}", text=text)
        inspector.bridge.run(edit.add, "needs", need)


def opened_menu(inspector: Inspector, qtbot) -> QMenu:
    qtbot.mouseClick(chip(inspector.form().parts["needs"], "need"), Qt.MouseButton.LeftButton)
    menu = next(it for it in inspector.findChildren(QMenu) if it.isVisible())
    qtbot.waitUntil(lambda: isinstance(menu.focusWidget(), QLineEdit))
    return menu


def offered(menu: QMenu) -> list[str]:
    return [
        it.text()
        for it in menu.actions()
        if it.isVisible() and it.isEnabled() and it.text() and not it.isSeparator()
    ]


def headings(menu: QMenu) -> list[str]:
    return [it.text() for it in menu.findChildren(QLabel) if it.isVisible()]


def test_a_long_list_of_needs_is_searched_and_the_first_hit_taken(inspector, qtbot):
    with_many_needs(inspector)
    menu = opened_menu(inspector, qtbot)
    line = menu.findChild(QLineEdit, "menu-search")
    assert headings(menu) == ["Local", "Office"]
    qtbot.keyClicks(line, "cafe OPEN")
    assert offered(menu) == ["Café open early"]
    qtbot.waitUntil(lambda: headings(menu) == ["Local"])
    qtbot.keyClicks(line, "x")
    assert offered(menu) == []
    assert [it.text() for it in menu.actions() if it.isVisible() and not it.isEnabled()] == [
        "Nothing matches"
    ]
    qtbot.keyClick(line, Qt.Key.Key_Backspace)
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert card(inspector).needs == ("ne1", "nx2")
    assert not menu.isVisible()


def test_arrows_walk_what_a_search_leaves_and_typing_goes_on_searching(inspector, qtbot):
    with_many_needs(inspector)
    menu = opened_menu(inspector, qtbot)
    line = menu.findChild(QLineEdit, "menu-search")
    qtbot.keyClick(line, Qt.Key.Key_Return)
    assert menu.isVisible(), "nothing is taken by chance"
    qtbot.keyClicks(line, "a")
    qtbot.keyClick(line, Qt.Key.Key_Down)
    assert menu.activeAction().text() == offered(menu)[0]
    qtbot.keyClick(menu, Qt.Key.Key_H)
    assert line.text() == "ah"
    assert offered(menu) == ["Order ahead"]
    qtbot.keyClick(line, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert card(inspector).needs == ("ne1", "nx4")


def test_a_short_list_has_no_search(inspector, qtbot):
    qtbot.mouseClick(chip(inspector.form().parts["needs"], "need"), Qt.MouseButton.LeftButton)
    menu = next(it for it in inspector.findChildren(QMenu) if it.isVisible())
    assert menu.findChild(QLineEdit) is None
    menu.close()


def reachable(widget: QWidget) -> list[QWidget]:
    """The visible widgets that Tab goes to."""
    return [
        it
        for it in widget.findChildren(QWidget)
        if it.isVisible() and it.isEnabled() and it.focusPolicy() & Qt.FocusPolicy.TabFocus
    ]


@pytest.mark.parametrize(
    "place",
    [
        ("touchpoints", "tp1"),
        ("notes", "no1"),
        ("connections", "co1"),
        ("stages", "st1"),
        ("lanes", "la2"),
        ("maps", "ma1"),
        ("channels", "ch1"),
    ],
)
def test_whatever_tab_reaches_has_a_name_for_screen_readers(inspector, place):
    inspector.bridge.select([place])
    found = reachable(inspector)
    assert len(found) >= 3
    nameless = [
        it for it in found if not (it.accessibleName() or getattr(it, "text", lambda: "")())
    ]
    assert nameless == []


def test_tab_goes_through_every_field_of_a_card_in_reading_order(inspector, qtbot):
    inspector.resize(300, 2400)
    control(inspector, "title").setFocus()
    seen: list[QWidget] = []
    while (focus := inspector.focusWidget()) not in seen and len(seen) < 200:
        seen.append(focus)
        qtbot.keyClick(focus, Qt.Key.Key_Tab)
    assert set(reachable(inspector)) == set(seen)
    tops = [it.mapTo(inspector, QPoint(0, 0)).y() for it in seen]
    inside = tops[: tops.index(max(tops)) + 1]
    # side by side, or a line below: never back up by more than a row of chips
    assert all(after >= before - 40 for before, after in pairwise(inside))

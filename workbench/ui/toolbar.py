"""The toolbar: a subset of the actions, at hand."""

from __future__ import annotations

from functools import partial
from typing import get_args

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolBar, QToolButton, QWidget

from workbench.model.entities import LaneKind, NoteKind
from workbench.ui.action_buttons import ActionFollower
from workbench.ui.actions.actions import Actions
from workbench.ui.canvas.view import MapView
from workbench.ui.command_box import CommandBox
from workbench.ui.render.overlays import KINDS
from workbench.ui.theme import Theme
from workbench.words.labels import choice_name
from workbench.words.say import say

_OTHER_LANES: tuple[LaneKind, ...] = ("touchpoints", "experience", "reached")


def build_toolbar(
    actions: Actions, view: MapView, compare: QWidget, theme: Theme, parent: QWidget
) -> QToolBar:
    """Home, save, undo, redo, current or future, connections, lanes, overlay, commands, export."""
    bar = QToolBar(say("toolbar.name"), parent)
    bar.setObjectName("toolbar")
    bar.setMovable(False)
    bar.setIconSize(QSize(18, 18))
    bar.toggleViewAction().setVisible(False)
    # Qt's own button for what a narrow window has no room for
    more = bar.findChild(QToolButton, "qt_toolbar_ext_button")
    assert more is not None
    more.setToolTip(say("toolbar.more"))
    more.setAccessibleName(say("toolbar.more"))
    for name in ("start", "save"):
        bar.addAction(actions[name])
    bar.addSeparator()
    for name in ("undo", "redo"):
        bar.addAction(actions[name])
    bar.addSeparator()
    bar.addWidget(compare)
    bar.addSeparator()
    connections = QMenu(bar)
    for name in ("connections_all", "connections_selected", "connections_none"):
        connections.addAction(actions[name])
    connections.addSeparator()
    connections.addAction(actions["connect_in_order"])
    bar.addWidget(_button("toolbar.connections", connections, bar))
    bar.addWidget(_button("toolbar.lanes", _lanes_menu(view, bar), bar))
    bar.addWidget(_overlay_button(actions, view, bar))
    spacer = QWidget()
    spacer.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    bar.addWidget(spacer)
    bar.addWidget(CommandBox(actions["command_palette"], theme, bar))
    bar.addAction(actions["import"])
    label = bar.widgetForAction(actions["import"])
    assert isinstance(label, QToolButton)
    # a button takes its text from its action again whenever that changes
    actions["import"].setIconText(say("toolbar.import"))
    label.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    export = QMenu(bar)
    for name in ("export_workbook", "export_picture"):
        export.addAction(actions[name])
    bar.addWidget(_button("toolbar.export", export, bar))
    ActionFollower(bar)
    return bar


def _lanes_menu(view: MapView, parent: QWidget) -> QMenu:
    menu = QMenu(parent)
    menu.addSection(say("lanes.add"))
    for note_kind in get_args(NoteKind):
        add = partial(view.add_lane, "notes", note_kind)
        menu.addAction(choice_name("note_kind", note_kind), add)
    menu.addSeparator()
    for kind in _OTHER_LANES:
        menu.addAction(say(f"lanes.{kind}"), partial(view.add_lane, kind))
    return menu


def _overlay_button(actions: Actions, view: MapView, parent: QWidget) -> QToolButton:
    menu = QMenu(parent)
    for kind in KINDS:
        menu.addAction(actions[f"overlay_{kind}"])
    button = _button("toolbar.overlay.tip", menu, parent)
    button.setToolTip(button.text())

    def show_kind(kind: str) -> None:
        button.setText(say("toolbar.overlay", name=say(f"overlay.name.{kind}")))
        actions[f"overlay_{kind}"].setChecked(True)

    view.overlays.kind_changed.connect(show_kind)
    show_kind(view.overlays.kind)
    return button


def _button(code: str, menu: QMenu, parent: QWidget) -> QToolButton:
    button = QToolButton(parent)
    button.setText(say(code))
    button.setMenu(menu)
    button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
    button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextOnly)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button

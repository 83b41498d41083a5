"""New maps: from a stage model, or what an existing one should become."""

from __future__ import annotations

from PySide6.QtWidgets import QMenu, QWidget

from workbench.model import queries
from workbench.model.commands import maps
from workbench.model.problems import JourneyError
from workbench.store import template_list, templates
from workbench.ui.bridge import Bridge
from workbench.words.say import say


def new_map_menu(parent: QWidget, bridge: Bridge) -> QMenu:
    """One entry for each stage model; choosing one adds a map and shows it."""
    menu = QMenu(parent)
    menu.setToolTipsVisible(True)
    for info in template_list.templates():
        action = menu.addAction(info.name)
        action.setToolTip(info.description)
        action.triggered.connect(lambda _, info=info: add_map(bridge, info.id, info.name))
    return menu


def add_map(bridge: Bridge, template_id: str, name: str) -> None:
    """Add a map of a stage model under a free name and show it."""
    try:
        template = templates.template(template_id)
    except JourneyError as error:
        bridge.refused.emit(error.problem)
        return
    before = set(bridge.document.maps)
    if bridge.run(maps.add, template, free_name(bridge, name)) is not None:
        added = [item.id for item in queries.maps(bridge.document) if item.id not in before]
        bridge.show_map(added[0])


def make_future(bridge: Bridge, map_id: str) -> None:
    """Make the future map of a map under a free name and show it."""
    journey = bridge.document.maps.get(map_id)
    if journey is None:
        return
    before = set(bridge.document.maps)
    name = free_name(bridge, say("compare.future_name", name=journey.name))
    if bridge.run(maps.future_of, journey.id, name) is not None:
        (made,) = set(bridge.document.maps) - before
        bridge.show_map(made)


def free_name(bridge: Bridge, name: str) -> str:
    """The name, with a number where another map has it already."""
    taken = {item.name for item in bridge.document.maps.values()}
    numbered = (f"{name} {n}" for n in range(2, len(taken) + 3))
    return name if name not in taken else next(item for item in numbered if item not in taken)

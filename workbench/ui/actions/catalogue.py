"""Every action of the window, declared once: id, key, icon, menu, when it can be used.

Names and tips are in words under ``action.<id>`` and ``tip.<id>``. What an action does is
given by whoever assembles the window.
"""

from __future__ import annotations

from typing import Literal

import msgspec

Need = Literal[
    "nothing",
    "workspace",
    "map",
    "other_maps",
    "stages",
    "cards",
    "gaps",
    "personas",
    "selection",
    "title",
    "touchpoint",
    "frame",
    "undo",
    "redo",
]


class ActionSpec(msgspec.Struct, frozen=True):
    """One action. `needs` is what must be there for it to be enabled.

    `also` is a second key, for habits and keyboards. With `on_canvas` the key is shown only:
    it acts where the canvas has the focus, which listens to it itself. With `in_field` it acts
    on the field that is typed in, where there is one, and leaves it open.
    """

    id: str
    menu: str
    key: str = ""
    icon: str = ""
    needs: Need = "workspace"
    checkable: bool = False
    group: int = 0
    choice: str = ""
    also: str = ""
    on_canvas: bool = False
    in_field: bool = False


MENUS = ("file", "edit", "insert", "view", "map", "analyse", "help")

CATALOGUE: tuple[ActionSpec, ...] = (
    ActionSpec("start", "file", "Ctrl+Shift+H", "home", "nothing", group=0),
    ActionSpec("new", "file", "Ctrl+N", "new", "nothing", group=1),
    ActionSpec("open", "file", "Ctrl+O", "open", "nothing", group=1),
    ActionSpec("save", "file", "Ctrl+S", "save", group=2),
    ActionSpec("save_as", "file", "Ctrl+Shift+S", group=2),
    ActionSpec("save_copy", "file", group=2),
    ActionSpec("versions", "file", group=2),
    ActionSpec("import", "file", "Ctrl+I", "import", group=3),
    ActionSpec("import_several", "file", "Ctrl+Shift+I", group=3),
    ActionSpec("export_workbook", "file.export", "Ctrl+E", "export", group=3),
    ActionSpec("export_picture", "file.export", "Ctrl+Shift+E", "picture", "map", group=3),
    ActionSpec("print", "file", "Ctrl+P", "print", "map", group=4),
    ActionSpec("persona_card", "file", "", "persona", "personas", group=4),
    ActionSpec("gap_report", "file", "", "", "gaps", group=4),
    ActionSpec("close", "file", "Ctrl+W", group=9),
    ActionSpec("quit", "file", "Ctrl+Q", "", "nothing", group=9),
    ActionSpec("undo", "edit", "Ctrl+Z", "undo", "undo", group=0),
    ActionSpec("redo", "edit", "Ctrl+Shift+Z", "redo", "redo", group=0, also="Ctrl+Y"),
    ActionSpec("cut", "edit", "Ctrl+X", "", "map", group=5, on_canvas=True, in_field=True),
    ActionSpec("copy", "edit", "Ctrl+C", "", "map", group=5, on_canvas=True, in_field=True),
    ActionSpec("paste", "edit", "Ctrl+V", "", "map", group=5, on_canvas=True, in_field=True),
    ActionSpec("paste_in_place", "edit", "Ctrl+Shift+V", "", "map", group=5, on_canvas=True),
    ActionSpec("duplicate", "edit", "Ctrl+D", "", "selection", group=5, on_canvas=True),
    ActionSpec("rename", "edit", "F2", "pencil", "title", group=1, on_canvas=True),
    ActionSpec("delete", "edit", "Del", "trash", "selection", group=1, on_canvas=True),
    ActionSpec("select_all", "edit", "Ctrl+A", "", "cards", group=2, on_canvas=True),
    ActionSpec("add_touchpoint", "insert", "Ctrl+T", "plus", "stages", group=0),
    ActionSpec("add_note", "insert", "Ctrl+Shift+N", "note", "stages", group=0),
    ActionSpec("add_trigger", "insert", "Ctrl+Shift+G", "event", "map", group=0),
    ActionSpec("add_stage", "insert", "Ctrl+Shift+T", "stage", "map", group=1),
    ActionSpec("add_lane", "insert", "Ctrl+Shift+L", "lane", "map", group=1),
    ActionSpec("add_persona", "insert", "Ctrl+Shift+P", "persona", group=2),
    ActionSpec("zoom_in", "view", "Ctrl++", "zoom-in", "map", group=0, also="Ctrl+="),
    ActionSpec("zoom_out", "view", "Ctrl+-", "zoom-out", "map", group=0),
    ActionSpec("zoom_reset", "view", "Ctrl+0", "", "map", group=0),
    ActionSpec("fit", "view", "Ctrl+9", "fit", "map", group=0),
    ActionSpec("fit_selection", "view", "Ctrl+8", "", "selection", group=0),
    ActionSpec("collapse", "view", "Ctrl+Shift+C", "", "frame", group=0),
    ActionSpec("expand_all", "view", "", "", "map", group=0),
    ActionSpec(
        "connections_all", "view", "", "", "map", checkable=True, group=1, choice="connections"
    ),
    ActionSpec(
        "connections_selected", "view", "", "", "map", checkable=True, group=1, choice="connections"
    ),
    ActionSpec(
        "connections_none", "view", "", "", "map", checkable=True, group=1, choice="connections"
    ),
    ActionSpec("curve_labels", "view", needs="map", checkable=True, group=1),
    ActionSpec(
        "overlay_none", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec(
        "overlay_gaps", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec(
        "overlay_opportunity",
        "view.overlay",
        needs="map",
        checkable=True,
        group=1,
        choice="overlay",
    ),
    ActionSpec(
        "overlay_evidence", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec(
        "overlay_owner", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec(
        "overlay_channel", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec(
        "overlay_reach", "view.overlay", needs="map", checkable=True, group=1, choice="overlay"
    ),
    ActionSpec("outline", "view", "Ctrl+Shift+O", "", "map", checkable=True, group=2),
    ActionSpec("minimap", "view", needs="map", checkable=True, group=2),
    ActionSpec("panel_left", "view", "Ctrl+1", checkable=True, group=2),
    ActionSpec("panel_right", "view", "Ctrl+2", checkable=True, group=2),
    ActionSpec("panel_gaps", "view", "Ctrl+3", checkable=True, group=2),
    ActionSpec("next_part", "view", "F6", group=2),
    ActionSpec("previous_part", "view", "Shift+F6", group=2),
    ActionSpec(
        "appearance_system",
        "view.appearance",
        needs="nothing",
        checkable=True,
        group=3,
        choice="appearance",
    ),
    ActionSpec(
        "appearance_light",
        "view.appearance",
        needs="nothing",
        checkable=True,
        group=3,
        choice="appearance",
    ),
    ActionSpec(
        "appearance_dark",
        "view.appearance",
        needs="nothing",
        checkable=True,
        group=3,
        choice="appearance",
    ),
    ActionSpec(
        "paper_as-window",
        "view.appearance",
        needs="nothing",
        checkable=True,
        group=4,
        choice="paper",
    ),
    ActionSpec(
        "paper_light", "view.appearance", needs="nothing", checkable=True, group=4, choice="paper"
    ),
    ActionSpec(
        "paper_dark", "view.appearance", needs="nothing", checkable=True, group=4, choice="paper"
    ),
    ActionSpec("full_screen", "view", "F11", needs="nothing", group=5),
    ActionSpec("present", "view", "F5", needs="map", group=5),
    ActionSpec("map_new", "map", "Ctrl+M", "map", group=0),
    ActionSpec("map_rename", "map", "Shift+F2", "", "map", group=1),
    ActionSpec("map_duplicate", "map", "Ctrl+Shift+D", "copy", "map", group=1),
    ActionSpec("map_future", "map", "", "", "map", group=1),
    ActionSpec("map_delete", "map", "", "trash", "map", group=1),
    ActionSpec("map_next", "map", "Ctrl+PgDown", "", "other_maps", group=2),
    ActionSpec("map_previous", "map", "Ctrl+PgUp", "", "other_maps", group=2),
    ActionSpec("find", "edit", "Ctrl+F", "search", group=6),
    ActionSpec("find_next", "edit", "F3", "", group=6),
    ActionSpec("find_previous", "edit", "Shift+F3", "", group=6),
    ActionSpec("command_palette", "edit", "Ctrl+K", "", group=7),
    ActionSpec("connect_to", "edit", "L", "connection", "touchpoint", group=3, on_canvas=True),
    ActionSpec("preferences", "edit", "Ctrl+,", "settings", "nothing", group=9),
    ActionSpec("compare_personas", "analyse", "", "compare", "personas", group=0),
    ActionSpec("connect_in_order", "analyse", "", "connection", "map", group=0),
    ActionSpec("worst_gap", "analyse", "Ctrl+G", "warning", "gaps", group=0),
    ActionSpec("show_gaps", "analyse.show", needs="map", group=0),
    ActionSpec("show_triggers", "analyse.show", needs="map", group=0),
    ActionSpec("show_paths", "analyse.show", needs="map", group=0),
    ActionSpec("show_by_stage", "analyse.show", needs="map", group=1),
    ActionSpec("show_scores", "analyse.show", needs="map", group=1),
    ActionSpec("rating_sheets", "analyse", "", "persona", "map", group=1),
    ActionSpec("merge_ratings", "analyse", "", "import", "map", group=1),
    ActionSpec("take_medians", "analyse", "", "", "map", group=1),
    ActionSpec("guide", "help", "F1", "", "nothing", group=0),
    ActionSpec("shortcuts", "help", "Ctrl+/", "", "nothing", group=0),
    ActionSpec("tour", "help", group=0),
    ActionSpec("about", "help", "", "info", "nothing", group=1),
)

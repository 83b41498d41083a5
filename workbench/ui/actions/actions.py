"""The declared actions as Qt actions, enabled by what is there, and the menus they fill."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMainWindow, QMenu, QMenuBar

from workbench.model import queries
from workbench.ui.actions.catalogue import CATALOGUE, MENUS, ActionSpec, Need
from workbench.ui.bridge import TITLED, Bridge
from workbench.ui.theme import Theme
from workbench.words.say import known, say


class Actions(QObject):
    """All actions by id; `refresh` enables what can be used now."""

    def __init__(
        self,
        window: QMainWindow,
        bridge: Bridge,
        theme: Theme,
        handlers: Mapping[str, Callable[[], object]],
        is_open: Callable[[], bool],
    ) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._theme = theme
        self._is_open = is_open
        self._groups: dict[str, QActionGroup] = {}
        self._tips: dict[str, str] = {}
        self._why: dict[str, str] = {}
        self._known: tuple[dict[str, bool], tuple[str, str]] | None = None
        self._actions = {spec.id: self._make(spec, handlers[spec.id]) for spec in CATALOGUE}
        window.addActions([self._actions[it.id] for it in CATALOGUE if not it.on_canvas])
        bridge.undo_stack.indexChanged.connect(self.refresh)
        bridge.selection_changed.connect(self.refresh)
        bridge.map_changed.connect(self.refresh)
        bridge.findings_changed.connect(self.refresh)
        theme.changed.connect(self._recolour)
        self.refresh()

    def __getitem__(self, action_id: str) -> QAction:
        return self._actions[action_id]

    def refresh(self) -> None:
        """Enable what can be used now, and name what would be undone."""
        stack = self._bridge.undo_stack
        is_open = self._is_open()
        document, map_id = self._bridge.document, self._bridge.map_id
        selection = self._bridge.selection
        touchpoints, _ = queries.touchpoint_counts(document, map_id)
        have = {
            "nothing": True,
            "workspace": is_open,
            "map": is_open and bool(map_id),
            "other_maps": is_open and len(document.maps) > 1,
            "stages": is_open and bool(queries.stages(document, map_id)),
            "cards": is_open and bool(touchpoints or queries.notes(document, map_id)),
            "gaps": is_open and bool(self._bridge.open_findings),
            "personas": is_open and bool(document.personas),
            "selection": is_open and bool(selection),
            "title": is_open and bool(selection) and selection[-1][0] in TITLED,
            "touchpoint": is_open and any(table == "touchpoints" for table, _ in selection),
            "frame": is_open and any(table in ("stages", "lanes") for table, _ in selection),
            "undo": is_open and stack.canUndo(),
            "redo": is_open and stack.canRedo(),
        }
        steps = (stack.undoText(), stack.redoText())
        if (have, steps) == self._known:
            return
        self._known = (have, steps)
        for name, text in zip(("undo", "redo"), steps, strict=True):
            code = f"action.{name}_named" if text else f"action.{name}"
            self._actions[name].setText(say(code, name=text.replace("&", "&&")))
            self._tips[name] = say(code, name=text)
        for spec in CATALOGUE:
            can = have[spec.needs]
            self._actions[spec.id].setEnabled(can)
            self._why[spec.id] = "" if can else say(f"wait.{self._missing(spec.needs, have)}")
            self._tell(spec.id)

    def why_disabled(self, action_id: str) -> str:
        """Why an action cannot be used now, in a sentence; "" where it can."""
        return self._why[action_id]

    def fill_menu_bar(self, bar: QMenuBar, extra: Mapping[str, QMenu]) -> None:
        """Fill the menu bar from the catalogue; `extra` menus go after the named action."""
        for name in MENUS:
            whole = _GroupedMenu(bar.addMenu(say(f"menu.{name}")))
            inside: dict[str, _GroupedMenu] = {name: whole}
            for spec in CATALOGUE:
                if spec.menu.split(".")[0] != name:
                    continue
                if spec.menu not in inside:
                    menu = whole.at(spec.group).addMenu(say(f"menu.{spec.menu}"))
                    inside[spec.menu] = _GroupedMenu(menu)
                inside[spec.menu].at(spec.group).addAction(self._actions[spec.id])
                if spec.id in extra:
                    whole.at(spec.group).addMenu(extra[spec.id])

    def _make(self, spec: ActionSpec, handler: Callable[[], object]) -> QAction:
        action = QAction(say(f"action.{spec.id}"), self)
        action.setObjectName(spec.id)
        action.setShortcuts([QKeySequence(key) for key in (spec.key, spec.also) if key])
        if spec.on_canvas:
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        tip = say(f"tip.{spec.id}") if known(f"tip.{spec.id}") else action.text()
        self._tips[spec.id] = tip.replace("&", "")
        action.setCheckable(spec.checkable)
        if spec.choice:
            group = self._groups.setdefault(spec.choice, QActionGroup(self))
            group.addAction(action)
        if spec.icon:
            action.setIcon(self._theme.icon(spec.icon))
        if spec.id == "quit":
            action.setMenuRole(QAction.MenuRole.QuitRole)
        elif spec.id == "about":
            action.setMenuRole(QAction.MenuRole.AboutRole)
        elif spec.id == "preferences":
            action.setMenuRole(QAction.MenuRole.PreferencesRole)
        settles = not spec.in_field
        action.triggered.connect(lambda _checked=False: self._trigger(handler, settles=settles))
        return action

    def _missing(self, need: Need, have: Mapping[str, bool]) -> str:
        """The first thing that lacks: without a workspace, nothing is said of its maps."""
        first: tuple[Need, ...] = ("workspace", "map")
        if need in ("undo", "redo", "other_maps"):
            first = ("workspace",)
        return next((it for it in first if not have[it]), need)

    def _tell(self, action_id: str) -> None:
        action = self._actions[action_id]
        tip = _tip(action, self._tips[action_id])
        why = self._why[action_id]
        action.setToolTip(f"{tip}\n{why}" if why else tip)

    def _trigger(self, handler: Callable[[], object], *, settles: bool) -> None:
        # by key or from the toolbar an action leaves the focus in the field that is typed in
        if settles:
            self._bridge.settle()
        handler()

    def _recolour(self) -> None:
        for spec in CATALOGUE:
            if spec.icon:
                self._actions[spec.id].setIcon(self._theme.icon(spec.icon))


class _GroupedMenu:
    """A menu that draws a line wherever another group begins."""

    def __init__(self, menu: QMenu) -> None:
        menu.setToolTipsVisible(True)
        self._menu = menu
        self._group: int | None = None

    def at(self, group: int) -> QMenu:
        """The menu, to add an entry of this group."""
        if self._group not in (None, group):
            self._menu.addSeparator()
        self._group = group
        return self._menu


def _tip(action: QAction, text: str) -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text.rstrip('…')}  ({key})" if key else text

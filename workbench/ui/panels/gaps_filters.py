"""The choices beside the tab of the gaps: which ones, in which order, with which columns."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QToolButton, QWidget

from workbench.analysis.finding import KINDS
from workbench.model import queries
from workbench.model.commands import rule_settings
from workbench.model.entities import Persona
from workbench.store.settings_file import SettingsStore
from workbench.ui.bridge import Bridge
from workbench.ui.panels import gaps_choice as choice
from workbench.ui.panels.gaps_choice import Filter, Group, Sort
from workbench.ui.panels.gaps_rows import COLUMNS
from workbench.words.finding_sentences import kind_name, rule_name
from workbench.words.say import say

_ALWAYS = frozenset({"priority", "gap"})
_SHOWN = 5
"""So many characters of a choice fit while its list is closed."""
_LIST_PADDING, _WIDEST_LIST = 48, 420


class GapFilters(QWidget):
    """Lists of kinds and states, and a menu to arrange the table.

    The list of stages shows while one is chosen, in the menu or by a cell of the heat map.
    Sorting, grouping and columns are kept in the settings; what is left out is not.
    """

    changed = Signal()
    """Other gaps are wanted, or in another order."""
    columns_changed = Signal()
    copy_wanted = Signal()

    def __init__(
        self, bridge: Bridge, settings: SettingsStore, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._bridge, self._settings = bridge, settings
        self._wanted = Filter(lens=bridge.lens)
        self._stages = self._combo("stage")
        self._kinds = self._combo("kind")
        self._statuses = self._combo("status")
        self._kinds.addItem(say("gaps.filter.kind"), None)
        for kind in KINDS:
            self._kinds.addItem(kind_name(kind), kind)
        for status in choice.STATUSES:
            self._statuses.addItem(say(f"gaps.filter.{status}"), status)
        for combo in (self._kinds, self._statuses):
            _widen(combo)
        self._arrange = QToolButton()
        self._arrange.setText(say("gaps.arrange"))
        self._arrange.setToolTip(say("gaps.arrange.tip"))
        self._arrange.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        """Persona, order, groups, columns, rules that are off, and copying."""
        self.menu.aboutToShow.connect(self.fill_menu)
        self._arrange.setMenu(self.menu)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for widget in (self._stages, self._kinds, self._statuses, self._arrange):
            row.addWidget(widget)
        for combo in (self._stages, self._kinds, self._statuses):
            combo.activated.connect(self._on_combos)
        self.show_stages()

    @property
    def wanted(self) -> Filter:
        return self._wanted

    @property
    def sort(self) -> Sort:
        kept = self._settings.get("gap_sort")
        return next((sort for sort in choice.SORTS if sort == kept), "priority")

    @property
    def group(self) -> Group:
        kept = self._settings.get("gap_group")
        return next((group for group in choice.GROUPS if group == kept), "none")

    @property
    def columns(self) -> frozenset[str]:
        """The columns to show; quick wins want their effort seen."""
        chosen = frozenset(self._settings.get("gap_columns")) & frozenset(COLUMNS)
        effort = {"effort"} if self.sort == "quick-wins" else set()
        return chosen | _ALWAYS | effort

    @property
    def widths(self) -> dict[str, int]:
        """The widths of columns that were pulled, in pixels, by their names."""
        kept: dict[str, int] = self._settings.get("gap_widths")
        return kept

    def keep_widths(self, widths: dict[str, int]) -> None:
        """Keep the widths of columns that were pulled."""
        self._settings.set("gap_widths", widths)

    def want(self, wanted: Filter) -> None:
        """Filter so from now on; the lens stays the bridge's."""
        self._wanted = wanted._replace(lens=self._bridge.lens)
        for combo, value in (
            (self._stages, wanted.stage),
            (self._kinds, wanted.kind),
            (self._statuses, wanted.status),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        self._stages.setVisible(wanted.stage is not None)
        self.changed.emit()

    def toggle_set_aside(self) -> None:
        """From the open gaps to those that are set aside, or back."""
        showing = self._wanted.status == "set-aside"
        self.want(self._wanted._replace(status="open" if showing else "set-aside"))

    def show_stages(self) -> None:
        """Offer the stages of the current map; what another map had is wanted no more."""
        document, map_id = self._bridge.document, self._bridge.map_id
        if self._wanted.persona not in {persona.id for persona in self._personas()}:
            self._wanted = self._wanted._replace(persona=None)
        self._stages.clear()
        self._stages.addItem(say("gaps.filter.stage"), None)
        for stage in queries.stages(document, map_id):
            self._stages.addItem(stage.name, stage.id)
        self._stages.addItem(say("gaps.whole_map"), "")
        _widen(self._stages)
        place = self._stages.findData(self._wanted.stage)
        if place < 0:
            self._wanted = self._wanted._replace(stage=None)
        self._stages.setCurrentIndex(max(0, place))
        self._stages.setVisible(place > 0)

    def fill_menu(self) -> None:
        """Make the menu as things are now."""
        self.menu.clear()
        document = self._bridge.document
        sorts = self.menu.addMenu(say("gaps.sort"))
        self._choices(sorts, "gaps.sort", choice.SORTS, self.sort, self._keep("gap_sort"))
        groups = self.menu.addMenu(say("gaps.group_by"))
        self._choices(groups, "gaps.group_by", choice.GROUPS, self.group, self._keep("gap_group"))
        stages = self.menu.addMenu(say("gaps.stage"))
        options = [("*", say("gaps.filter.stage"))]
        options.extend(
            (item.id, item.name) for item in queries.stages(document, self._bridge.map_id)
        )
        options.append(("", say("gaps.whole_map")))
        stage = "*" if self._wanted.stage is None else self._wanted.stage
        self._options(stages, options, stage, self._want_stage)
        personas = self.menu.addMenu(say("gaps.persona"))
        options = [("", say("gaps.persona.all"))]
        options.extend((persona.id, persona.name) for persona in self._personas())
        self._options(personas, options, self._wanted.persona or "", self._want_persona)
        columns = self.menu.addMenu(say("gaps.columns"))
        for name in COLUMNS:
            action = _checkable(columns, say(f"gaps.column.{name}"), name in self.columns)
            action.setEnabled(name not in _ALWAYS)
            action.toggled.connect(lambda on, name=name: self._show_column(name, on))
        columns.addSeparator()
        usual = columns.addAction(say("gaps.usual_widths"))
        usual.setEnabled(bool(self.widths))
        usual.triggered.connect(self._forget_widths)
        self._add_rules()
        self.menu.addSeparator()
        self.menu.addAction(say("gaps.show_all")).triggered.connect(lambda: self.want(Filter()))
        self.menu.addAction(say("gaps.copy")).triggered.connect(self.copy_wanted)

    def _add_rules(self) -> None:
        """What this workspace set for whole rules, each with the way back."""
        document = self._bridge.document
        off = sorted(s.rule for s in document.rule_settings.values() if not s.enabled)
        rules = self.menu.addMenu(say("gaps.rules_off", n=len(off)))
        rules.setEnabled(bool(off))
        for rule in off:
            action = rules.addAction(say("gaps.rule_on", rule=rule_name(rule)))
            action.triggered.connect(lambda _=False, rule=rule: self._set(rule, enabled=True))
        # a gap that a limit ended has no explanation any more where one could set it back
        known = document.rule_settings.values()
        limited = sorted(s.rule for s in known if s.limit is not None)
        limits = self.menu.addMenu(say("gaps.limits", n=len(limited)))
        limits.setEnabled(bool(limited))
        for rule in limited:
            action = limits.addAction(say("gaps.limit_back", rule=rule_name(rule)))
            action.triggered.connect(lambda _=False, rule=rule: self._set(rule, limit=None))

    def _combo(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(say(f"gaps.filter.{name}_name"))
        combo.setToolTip(combo.accessibleName())
        combo.setProperty("role", "flat")
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.setMinimumContentsLength(_SHOWN)
        return combo

    def _choices(
        self,
        menu: QMenu,
        code: str,
        values: Iterable[str],
        current: str,
        choose: Callable[[str], None],
    ) -> None:
        options = [(value, say(f"{code}.{value}")) for value in values]
        self._options(menu, options, current, choose)

    def _options(
        self,
        menu: QMenu,
        options: Iterable[tuple[str, str]],
        current: str,
        choose: Callable[[str], None],
    ) -> None:
        group = QActionGroup(menu)
        for value, text in options:
            action = _checkable(menu, text, value == current)
            group.addAction(action)
            action.triggered.connect(lambda _=False, value=value: choose(value))

    def _keep(self, key: str) -> Callable[[str], None]:
        def keep(value: str) -> None:
            self._settings.set(key, value)
            self.columns_changed.emit()
            self.changed.emit()

        return keep

    def _personas(self) -> tuple[Persona, ...]:
        """The personas of the current map; none where there is no map."""
        map_id = self._bridge.map_id
        return queries.map_personas(self._bridge.document, map_id) if map_id else ()

    def _want_stage(self, stage: str) -> None:
        self.want(self._wanted._replace(stage=None if stage == "*" else stage))

    def _want_persona(self, persona: str) -> None:
        self.want(self._wanted._replace(persona=persona or None))

    def _show_column(self, name: str, on: bool) -> None:
        others = [item for item in self._settings.get("gap_columns") if item != name]
        self._settings.set("gap_columns", [*others, name] if on else others)
        self.columns_changed.emit()

    def _forget_widths(self) -> None:
        self._settings.set("gap_widths", {})
        self.columns_changed.emit()

    def _set(self, rule: str, **values: Any) -> None:
        self._bridge.run(rule_settings.set_rule, rule, **values)

    def _on_combos(self) -> None:
        self.want(
            self._wanted._replace(
                stage=self._stages.currentData(),
                kind=self._kinds.currentData(),
                status=self._statuses.currentData(),
            )
        )


def _checkable(menu: QMenu, text: str, checked: bool) -> QAction:
    action = QAction(text.replace("&", "&&"), menu)
    action.setCheckable(True)
    action.setChecked(checked)
    menu.addAction(action)
    return action


def _widen(combo: QComboBox) -> None:
    """Let the open list show its choices in full, up to a bound."""
    widest = combo.view().sizeHintForColumn(0) + _LIST_PADDING
    combo.view().setMinimumWidth(min(widest, _WIDEST_LIST))

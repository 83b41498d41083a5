"""What the items of the canvas share: the layout, the style, who is selected or dimmed."""

from __future__ import annotations

from collections.abc import Collection
from typing import Literal
from weakref import WeakKeyDictionary

from PySide6.QtGui import QPainterPath

from workbench.analysis.experience import Curve, curve
from workbench.analysis.lens import persona_cards
from workbench.drawing.boxes import CardBox, Cell
from workbench.drawing.following import followed
from workbench.drawing.layout import MapLayout, lane_name_room, layout
from workbench.drawing.map_shape import MapShape
from workbench.drawing.metrics import metrics_for
from workbench.drawing.routes import Changed, Route, Routes
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.compared import ComparedMap, Mark, with_ghosts, without_ghosts
from workbench.ui.render.connections import Emphasis, at_findings, route_path
from workbench.ui.render.looks import Look, look_of
from workbench.ui.render.overview import Tiles
from workbench.ui.render.reached import ReachedCell, reached_cells
from workbench.ui.render.style import Style

ConnectionsShown = Literal["all", "selected", "none"]


class Board:
    """The shown map, laid out, with the state that decides how it is painted."""

    def __init__(self, bridge: Bridge, style: Style) -> None:
        self._bridge = bridge
        self.style = style
        self.room = 0.0
        self.shape = MapShape()
        """What is collapsed on the shown map, and how wide its stages are."""
        self._layout: MapLayout | None = None
        self._whole: MapLayout | None = None
        self._compared: ComparedMap | None = None
        self._ghosts: dict[str, CardBox] = {}
        self.routes = Routes()
        self._paths = WeakKeyDictionary[Route, QPainterPath]()
        self.tiles = Tiles()
        self._curve: Curve | None = None
        self.curve_labels = True
        self._reached: tuple[ReachedCell, ...] | None = None
        self.selected: frozenset[str] = frozenset()
        self.dimmed: frozenset[str] = frozenset()
        self.at_findings: frozenset[str] = frozenset()
        self.strong: frozenset[str] = frozenset()
        """The connections that are painted above the cards."""
        self.focus_cell: Cell | None = None
        self.connections_shown: ConnectionsShown = "all"

    @property
    def document(self) -> Document:
        return self._bridge.document

    @property
    def map_id(self) -> str:
        return self._bridge.map_id

    @property
    def compared(self) -> ComparedMap | None:
        """What the shown map changes, while that is to be seen."""
        compared = self._compared
        return compared if compared is not None and compared.map_id == self.map_id else None

    @compared.setter
    def compared(self, compared: ComparedMap | None) -> None:
        self._compared = compared

    def tip(self, part_id: str) -> str:
        """What a comparison tells about a card, stage or lane; "" for nothing."""
        compared = self.compared
        return compared.tip(part_id) if compared is not None else ""

    def marks(self, part_id: str) -> tuple[Mark, ...]:
        """How a card, stage or lane differs in the comparison that is shown."""
        compared = self.compared
        found = compared.marks.get(part_id) if compared is not None else None
        return found.marks if found is not None else ()

    def is_added(self, card_id: str) -> bool:
        """Whether a card is new in the comparison that is shown."""
        return "added" in self.marks(card_id)

    def feelings_before(self) -> tuple[float | None, ...]:
        """The compared map's feeling for each column; nothing where none is compared."""
        compared = self.compared
        if compared is None:
            return ()
        return tuple(compared.feelings.get(column.id) for column in self.layout.columns)

    def look(self, box: CardBox) -> Look:
        return look_of(self.document, box, self.style.appearance)

    @property
    def layout(self) -> MapLayout:
        """Where everything is; found when first asked for."""
        return self._layout or self._lay_out(None)

    @property
    def ghosts(self) -> dict[str, CardBox]:
        """The boxes of cards that a comparison shows as gone. They are no part of the layout."""
        if self._layout is None:
            self._lay_out(None)
        return self._ghosts

    @property
    def margins(self) -> tuple[float, float]:
        """The room for lane names and stage headers, which needs no layout; (0, 0) for no map."""
        if not queries.stages(self.document, self.map_id):
            return 0.0, 0.0
        fonts = self.style.fonts
        room = lane_name_room(self.document, self.map_id, fonts)
        return room, metrics_for(fonts).header_height

    def lay_out(self) -> None:
        """Lay the map out from the beginning when it is asked for: another map, another style."""
        self._layout = self._whole = None

    def follow(self) -> None:
        """Lay out whatever changed since."""
        if self._whole is not None:
            self._lay_out(self._whole)

    def follow_cards(self, touched: Collection[str]) -> None:
        """Lay out the cells of these cards, where nothing else changed since."""
        compared = self.compared
        if self._whole is None or (compared is not None and compared.ghosts):
            self.follow()
            return
        self._whole = followed(self._whole, self.document, self.style.fonts, touched)
        self._layout = self._whole

    def _lay_out(self, before: MapLayout | None) -> MapLayout:
        compared = self.compared
        ghosts = compared.ghosts if compared is not None else {}
        document = self.document
        if ghosts:
            document = with_ghosts(document, ghosts)
        fonts = self.style.fonts
        self._whole = layout(document, self.map_id, fonts, before, self.room, self.shape)
        self._layout, self._ghosts = without_ghosts(self._whole, ghosts)
        return self._layout

    def follow_routes(self) -> Changed:
        """Let connections follow cards and document; gives where they may differ."""
        return self.routes.follow(self.document, self.layout)

    def path(self, connection_id: str) -> QPainterPath:
        """The way of one connection, made when first asked for: most are never."""
        route = self.routes[connection_id]
        known = self._paths.get(route)
        if known is None:
            known = self._paths[route] = route_path(route)
        return known

    @property
    def curve(self) -> Curve:
        """The experience curve, read when it is first painted: its lane may never be seen."""
        if self._curve is None:
            self._curve = curve(self.document, self.map_id) if self.map_id else Curve(points=())
        return self._curve

    @property
    def reached(self) -> tuple[ReachedCell, ...]:
        """The figures of how many reach each stage."""
        if self._reached is None:
            self._reached = reached_cells(self.document, self.map_id) if self.map_id else ()
        return self._reached

    def forget_figures(self) -> None:
        """Read the curve and the reached figures anew."""
        self._curve = self._reached = None

    def read_selection(self) -> None:
        self.selected = frozenset(identifier for _, identifier in self._bridge.selection)

    def read_lens(self) -> None:
        """Dim the touchpoints that answer none of the chosen persona's needs."""
        lens = self._bridge.lens
        if lens is None or not self.map_id:
            self.dimmed = frozenset()
            return
        useful = persona_cards(self.document, self.map_id, lens)
        # of the document, not of the layout, which may be behind it and lacks what is collapsed
        shown = queries.touchpoints(self.document, self.map_id)
        self.dimmed = frozenset(item.id for item in shown if item.id not in useful)

    def read_findings(self) -> None:
        """Remember the connections that a flow finding is about."""
        self.at_findings = at_findings(self._bridge.findings)

    def strong_connections(self) -> tuple[str, ...]:
        """The connections that are selected or lead from or to a selected touchpoint."""
        found = {item for item in self.selected if item in self.routes}
        for chosen in self.selected & self.layout.boxes.keys():
            found.update(it.id for it in queries.connections_of(self.document, chosen))
        return tuple(sorted(found & self.routes.keys()))

    def emphasis(self, connection_id: str, *, strong: bool) -> Emphasis:
        if connection_id in self.at_findings:
            return "bad"
        return "strong" if strong else "quiet"

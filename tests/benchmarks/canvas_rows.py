"""The canvas: building, panning, zooming, dragging, against scenes that do nothing else."""

from __future__ import annotations

import math
from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QPoint, QPointF, QSize
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QGraphicsView

from tests.benchmarks.bare_scene import BareView
from tests.benchmarks.limit_scene import LimitView
from tests.benchmarks.measuring import Pairs, Work, in_turn, timed
from tests.benchmarks.our_parts import parts_of
from tests.benchmarks.row import SIZES, of_subject
from tests.benchmarks.screen import SIZE, Painted, collect, map_view, press, release
from workbench.drawing.routes import Route
from workbench.ui.canvas.board import Board
from workbench.ui.canvas.view import MapView
from workbench.ui.canvas.zoom import stepped

_LIMIT = "the limit scene"
_FEW = (10_000,)


class Both:
    """Our canvas and the limit scene with the same map, both on the screen."""

    def __init__(self, touchpoints: int) -> None:
        self.ours = map_view(touchpoints)
        self.our_frames = Painted(self.ours)
        self.our_frames.show()
        self.limit = LimitView(parts_of(self.ours.board))
        self.limit_frames = Painted(self.limit)
        self.limit_frames.show()

    def zoom(self, scale: float) -> None:
        """Show both at a scale, from the map's corner."""
        self.ours.set_scale(scale)
        self.limit.zoom(scale)
        for frames in (self.our_frames, self.limit_frames):
            view = frames.widget
            assert isinstance(view, QGraphicsView)
            view.horizontalScrollBar().setValue(0)
            view.verticalScrollBar().setValue(0)
            frames.again()

    def in_turn(
        self, work: Callable[[QGraphicsView, Painted, int], object], runs: int, warm_up: int = 2
    ) -> Pairs:
        """Do the same with both views."""
        return in_turn(
            timed(lambda run: work(self.ours, self.our_frames, run)),
            timed(lambda run: work(self.limit, self.limit_frames, run)),
            runs=runs,
            warm_up=warm_up,
        )


def _building(touchpoints: int, bare: type[LimitView] | type[BareView], runs: int) -> Pairs:
    first = map_view(touchpoints)
    frames = Painted(first)
    frames.show()
    parts, seen = parts_of(first.board), first.maximumViewportSize()
    frames.forget()

    def measured(make: Callable[[], QGraphicsView], size: QSize = SIZE) -> Work:
        def work(_run: int) -> float:
            collect()
            begun = perf_counter()
            frames = Painted(make())
            frames.show(size)
            taken = perf_counter() - begun
            frames.forget()
            return taken

        return work

    return in_turn(
        measured(lambda: map_view(touchpoints)),
        measured(lambda: bare(parts), SIZE if bare is LimitView else seen),
        runs=runs,
        warm_up=1,
    )


def build_against_limit(touchpoints: int) -> Pairs:
    return _building(touchpoints, LimitView, 5)


def build_against_bare(touchpoints: int) -> Pairs:
    return _building(touchpoints, BareView, 5)


def pan(touchpoints: int) -> Pairs:
    """Both scroll bars move, so that two strips are painted; small maps are shown larger."""
    both = Both(touchpoints)
    if touchpoints <= 30:
        both.zoom(2.0)

    def frame(view: QGraphicsView, frames: Painted, run: int) -> None:
        before = frames.count
        # there and back on a path that stays within the smallest map
        for bar, step in ((view.horizontalScrollBar(), 23), (view.verticalScrollBar(), 37)):
            bar.setValue(_swing((run + 1) * step, bar.maximum()))
        frames.wait(before)

    return both.in_turn(frame, runs=60, warm_up=20)


def _swing(way: int, most: int) -> int:
    """Where something is that went so far to and fro between 0 and `most`."""
    if most <= 0:
        return 0
    place = way % (2 * most)
    return place if place <= most else 2 * most - place


def zoom(touchpoints: int) -> Pairs:
    """The worst of the steps from 100 % to the whole map."""
    both = Both(touchpoints)
    scales = _steps_to_fit(both.ours)

    def worst(view: QGraphicsView, frames: Painted, show: Callable[[float], None]) -> Work:
        def work(_run: int) -> float:
            show(1.0)
            frames.again()
            longest = 0.0
            for scale in scales:
                begun = perf_counter()
                before = frames.count
                show(scale)
                frames.wait(before)
                longest = max(longest, perf_counter() - begun)
            return longest

        view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum() // 3)
        view.verticalScrollBar().setValue(view.verticalScrollBar().maximum() // 3)
        return work

    def show_limit(scale: float) -> None:
        both.limit.zoom_at_middle(scale)

    return in_turn(
        worst(both.ours, both.our_frames, both.ours.set_scale),
        worst(both.limit, both.limit_frames, show_limit),
        runs=7,
        warm_up=1,
    )


def _steps_to_fit(view: MapView) -> list[float]:
    view.fit_all()
    fit = view.scale_factor()
    scales = []
    scale = 1.0
    while scale > fit:
        scale = max(stepped(scale, -1), fit)
        scales.append(scale)
    return scales or [0.9]


def fit(touchpoints: int) -> Pairs:
    both = Both(touchpoints)
    both.ours.fit_all()
    scale = both.ours.scale_factor()
    both.limit.zoom(scale)
    both.our_frames.again()
    both.limit_frames.again()
    return both.in_turn(lambda _view, frames, _run: frames.again(), runs=25, warm_up=3)


def drag(touchpoints: int) -> Pairs:
    """One mouse move: the card, its connections, and the mark where it would land."""
    both = Both(touchpoints)
    card = _well_connected(both.ours.board)
    starts: dict[QGraphicsView, QPoint] = {}
    for view in (both.ours, both.limit):
        box = both.ours.board.layout.boxes[card].rect
        starts[view] = view.mapFromScene(QPointF(box.middle.x, box.middle.y))
        press(view, starts[view])

    def move(view: QGraphicsView, frames: Painted, run: int) -> None:
        before = frames.count
        turn = run * 0.23
        way = QPoint(round(170 * math.sin(turn)), round(120 * (1 - math.cos(turn))))
        QTest.mouseMove(view.viewport(), starts[view] + way + QPoint(20, 0))
        frames.wait(before)

    found = both.in_turn(move, runs=60, warm_up=10)
    for view, start in starts.items():
        release(view, start)
    return found


def _well_connected(board: Board) -> str:
    """A card in view, away from the map's left, with three connections around it or so."""
    found: dict[str, list[Route]] = {}
    for route in board.routes.values():
        for end in (route.source, route.target):
            found.setdefault(end, []).append(route)

    def unlike(card: str) -> tuple[int, int, str]:
        routes = found[card]
        return (sum(abs(it.ends.distance) > 1 for it in routes), abs(len(routes) - 3), card)

    boxes = {card: board.layout.boxes[card].rect for card in found}
    return min(
        (card for card, rect in boxes.items() if 200 < rect.x < 1000 and rect.y < 400), key=unlike
    )


_row = of_subject("canvas", baseline=_LIMIT, quick=SIZES)
_BUILDING = "build and first paint of a map"

ROWS = (
    _row(
        "build",
        _BUILDING,
        build_against_limit,
        most=2.0,
        judged=_FEW,
        quick=(1000, 10_000),
        grows="map",
    ),
    _row(
        "build.bare",
        _BUILDING,
        build_against_bare,
        baseline="the bare QGraphicsScene",
        most=0.3,
        judged=_FEW,
        quick=(1000,),
        grows="map",
    ),
    _row("pan", "one frame of panning, median", pan, most=1.2, grows="card", most_growth=1.2),
    _row(
        "pan.95",
        "one frame of panning, 95th of 100",
        pan,
        most=1.2,
        part=0.95,
        quick=(1000,),
        grows="card",
        most_growth=1.2,
    ),
    _row("zoom", "worst step of zooming from 100 % to fit", zoom, most=1.5, grows="map"),
    _row("fit", "whole map repainted at fit", fit, most=1.5, grows="map"),
    _row(
        "drag",
        "one mouse move of a drag, with connections and drop mark",
        drag,
        baseline="the same drag in the limit scene",
        most=1.5,
        judged=_FEW,
        grows="card",
    ),
)

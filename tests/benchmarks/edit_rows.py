"""One edit in the whole window until it is painted, its findings excluded."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

from tests.benchmarks.bare_scene import BareView
from tests.benchmarks.maps import document_of
from tests.benchmarks.measuring import Pairs, Work, in_turn, timed
from tests.benchmarks.our_parts import parts_of
from tests.benchmarks.row import SIZES, Row
from tests.benchmarks.screen import Painted, theme
from tests.benchmarks.window import open_window
from workbench.model.commands import edit
from workbench.ui.bridge import Bridge
from workbench.ui.canvas.view import MapView

_CARD = "tp-00002"
_RUNS = 25


class Canvas(NamedTuple):
    """A canvas with a card selected: alone, or in the whole window with the card's fields."""

    view: MapView
    bridge: Bridge
    frames: Painted


def _whole_window(touchpoints: int) -> Canvas:
    window = open_window(touchpoints, working=False)
    return _selected(Canvas(window.view, window.bridge, Painted(window.view)))


def _canvas_alone(touchpoints: int) -> Canvas:
    bridge = Bridge(document_of(touchpoints))
    view = MapView(bridge, theme())
    frames = Painted(view)
    frames.show()
    return _selected(Canvas(view, bridge, frames))


def _selected(canvas: Canvas) -> Canvas:
    canvas.bridge.select([("touchpoints", _CARD)])
    canvas.frames.again()
    return canvas


def _edit(canvas: Canvas, field: str, run: int) -> None:
    value = f"Title {run}" if field == "title" else float(1 + (run + 1) % 10)
    before = canvas.frames.count
    canvas.bridge.run(edit.set_field, "touchpoints", _CARD, field, value)
    canvas.frames.wait(before)


def _one_edit(opened: Callable[[int], Canvas], field: str) -> Callable[[int], Pairs]:
    def measure(touchpoints: int) -> Pairs:
        canvas = opened(touchpoints)
        bare = BareView(parts_of(canvas.view.board))
        bare_frames = Painted(bare)
        bare_frames.show()
        bare.horizontalScrollBar().setValue(0)
        bare.verticalScrollBar().setValue(0)
        bare_frames.again()
        text = bare.texts[_CARD]

        def set_text(run: int) -> None:
            before = bare_frames.count
            text.setText(f"Title {run}")
            bare_frames.wait(before)

        return in_turn(
            timed(lambda run: _edit(canvas, field, run)), timed(set_text), runs=_RUNS, warm_up=5
        )

    return measure


def undo(touchpoints: int) -> Pairs:
    """Undo what was just edited; the baseline edits it again."""
    canvas = _whole_window(touchpoints)
    _edit(canvas, "title", -1)

    def step(_run: int) -> None:
        before = canvas.frames.count
        canvas.bridge.undo()
        canvas.frames.wait(before)

    return _beside_edits(canvas, timed(step))


def redo(touchpoints: int) -> Pairs:
    """Redo what was undone a moment before."""
    canvas = _whole_window(touchpoints)
    _edit(canvas, "title", -1)

    def step(_run: int) -> float:
        before = canvas.frames.count
        canvas.bridge.undo()
        canvas.frames.wait(before)
        before = canvas.frames.count
        begun = perf_counter()
        canvas.bridge.redo()
        canvas.frames.wait(before)
        return perf_counter() - begun

    return _beside_edits(canvas, step)


def _beside_edits(canvas: Canvas, step: Work) -> Pairs:
    return in_turn(step, timed(lambda run: _edit(canvas, "title", run)), runs=_RUNS, warm_up=5)


_BARE = "setText on one item of the bare scene, painted"
_LIMITS = dict.fromkeys(SIZES, 16.0)

_FIELDS = (("title", "title"), ("score", "satisfaction"))

ROWS = (
    *(
        Row(
            code=f"edit.{code}",
            work=f"one edit of a {code} until painted",
            baseline=_BARE,
            measure=_one_edit(_canvas_alone, field),
            most=4.0,
            limits=_LIMITS,
            quick=(30, 1000, 10_000) if code == "title" else (1000,),
            grows="card",
        )
        for code, field in _FIELDS
    ),
    *(
        Row(
            code=f"edit.{code}.window",
            work=f"the same with every panel of the window: {code}",
            baseline=_BARE,
            measure=_one_edit(_whole_window, field),
            limits=_LIMITS,
            quick=(1000,),
            grows="card",
        )
        for code, field in _FIELDS
    ),
    *(
        Row(
            code=f"edit.{code}",
            work=code,
            baseline="one edit",
            measure=measure,
            most=1.2,
            quick=(1000,),
            grows="card",
        )
        for code, measure in (("undo", undo), ("redo", redo))
    ),
)

"""Connections cross columns between the cards, over none of them."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.drawing.test_layout import PEN, by_hand, laid_out
from workbench.drawing.curve import points_along
from workbench.drawing.following import followed
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout, layout
from workbench.drawing.routes import Route, routes
from workbench.model.commands import edit
from workbench.model.entities import Connection, Lane, Stage, Touchpoint


def card(name: str, stage: str, rank: str = "1") -> Touchpoint:
    return Touchpoint(id=name, map="ma1", stage=stage, lane="laT", rank=rank, title=name)


def wide(*cards: Touchpoint, ends: tuple[str, str]) -> tuple[MapLayout, Route]:
    """A map of four stages with one connection, laid out."""
    stages = [Stage(id=f"st{n}", map="ma1", rank=str(n)) for n in (3, 4)]
    leads = Connection(id="coX", source=ends[0], target=ends[1])
    document = by_hand(*stages, *cards, leads)
    place = laid_out(document)
    return place, routes(document, place)["coX"]


def covered(route: Route, rects: list[Rect]) -> list[Rect]:
    """The cards that some point of the way lies strictly inside of."""
    points = []
    for piece in route.pieces:
        for step in range(1, 40):
            part, rest = step / 40, 1 - step / 40
            weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
            points.append(
                (
                    sum(w * p.x for w, p in zip(weights, piece, strict=True)),
                    sum(w * p.y for w, p in zip(weights, piece, strict=True)),
                )
            )
    return [
        rect
        for rect in rects
        if any(rect.x < x < rect.right and rect.y < y < rect.bottom for x, y in points)
    ]


def test_past_empty_columns_a_connection_runs_straight() -> None:
    place, route = wide(card("tpB", "st4"), ends=("tp1", "tpB"))
    assert {point.y for point in route.pieces[1]} == {place.boxes["tp1"].rect.middle.y}


def test_a_connection_passes_just_under_or_over_the_card_in_its_way() -> None:
    place, route = wide(card("tpA", "st3"), card("tpB", "st4"), ends=("tp1", "tpB"))
    rect, half = place.boxes["tpA"].rect, place.metrics.card_gap / 2
    assert route.ends.level in (rect.y - half, rect.bottom + half)


def test_connections_that_share_a_corridor_run_side_by_side() -> None:
    stages = [Stage(id=f"st{n}", map="ma1", rank=str(n)) for n in (3, 4)]
    cards = [card("tpA", "st3"), card("tpB", "st4")]
    both = [Connection(id=name, source="tp1", target="tpB") for name in ("coX", "coY")]
    document = by_hand(*stages, *cards, *both)
    found = routes(document, laid_out(document))
    assert abs(found["coX"].ends.level - found["coY"].ends.level) >= 2


@settings(max_examples=60, deadline=None)
@given(
    counts=st.tuples(*[st.integers(0, 4)] * 4),
    ends=st.tuples(st.integers(0, 3), st.integers(0, 3)),
    place_in_stack=st.integers(0, 3),
)
def test_no_way_runs_over_a_card(
    counts: tuple[int, ...], ends: tuple[int, int], place_in_stack: int
) -> None:
    cards = [
        card(f"tp{stage}{n}", f"st{stage + 1}", f"5{n}")
        for stage, count in enumerate(counts)
        for n in range(count)
    ]
    names = [[it.id for it in cards if it.stage == f"st{end + 1}"] for end in ends]
    assume(all(names))
    source = names[0][min(place_in_stack, len(names[0]) - 1)]
    target = names[1][0]
    assume(source != target)
    place, route = wide(*cards, ends=(source, target))
    assert covered(route, [box.rect for box in place.boxes.values()]) == []


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_following_an_edit_gives_the_ways_of_a_fresh_drawing(data: st.DataObject) -> None:
    cards = [card(f"tp{stage}{n}", f"st{stage}", f"5{n}") for stage in (1, 2, 3, 4) for n in (0, 1)]
    stages = [Stage(id=f"st{n}", map="ma1", rank=str(n)) for n in (3, 4)]
    names = st.sampled_from([it.id for it in cards])
    pairs = data.draw(st.lists(st.tuples(names, names).filter(lambda p: p[0] != p[1]), max_size=12))
    leads = [Connection(id=f"co{n}", source=a, target=b) for n, (a, b) in enumerate(pairs)]
    document = by_hand(*stages, *cards, *leads)
    place = laid_out(document)
    ways = routes(document, place)
    for _ in range(4):
        moved, stage = data.draw(names), data.draw(st.sampled_from(("st1", "st2", "st3", "st4")))
        title = data.draw(st.sampled_from(("a", "several words that need two lines of a card")))
        for field, value in (("stage", stage), ("title", title)):
            document = document.apply(edit.set_field(document, "touchpoints", moved, field, value))
        if leads:
            gone = data.draw(st.sampled_from([it.id for it in leads]))
            if gone in document.connections:
                document = document.apply(edit.remove(document, [("connections", gone)]))
        place = layout(document, "ma1", PEN, place)
        ways.follow(document, place)
        fresh = routes(document, laid_out(document))
        assert {k: (v.source, v.target, v.ends) for k, v in ways.items()} == {
            k: (v.source, v.target, v.ends) for k, v in fresh.items()
        }


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_what_runs_through_an_area_is_found_near_it(data: st.DataObject) -> None:
    stages = [Stage(id=f"st{n}", map="ma1", rank=str(n)) for n in (3, 4)]
    lane = Lane(id="laU", map="ma1", rank="9", kind="touchpoints", name="Others")
    cards = [card(f"tp{n}A", f"st{n}") for n in (1, 2, 3, 4)]
    cards += [
        Touchpoint(id=f"tp{n}B", map="ma1", stage=f"st{n}", lane="laU", rank="1", title="b")
        for n in (1, 2, 3, 4)
    ]
    names = st.sampled_from([it.id for it in cards])
    pairs = data.draw(st.lists(st.tuples(names, names).filter(lambda p: p[0] != p[1]), max_size=9))
    leads = [Connection(id=f"co{n}", source=a, target=b) for n, (a, b) in enumerate(pairs)]
    document = by_hand(*stages, lane, *cards, *leads)
    place = laid_out(document)
    ways = routes(document, place)
    x, y = data.draw(st.floats(0, place.width)), data.draw(st.floats(0, place.height))
    area = Rect(x, y, 70, 50)
    lanes = {it.id: it.lane for it in document.touchpoints.values()}
    near = {home: ways.near(area, home) for home in (*(row.id for row in place.rows), "")}
    for name, route in ways.items():
        ends = {lanes[route.source], lanes[route.target]}
        home = ends.pop() if len(ends) == 1 else ""
        points = (point for piece in route.pieces for point in points_along(piece, 20))
        if any(area.contains(*point) for point in points):
            assert name in near[home]
        assert all(name not in found for other, found in near.items() if other != home)


def test_a_row_that_moves_takes_its_own_ways_along() -> None:
    lane = Lane(id="laU", map="ma1", rank="9", kind="touchpoints", name="Others")
    below = [
        Touchpoint(id=f"tp{n}U", map="ma1", stage=f"st{n}", lane="laU", rank="1", title="b")
        for n in (1, 2)
    ]
    own = Connection(id="coOWN", source="tp1U", target="tp2U")
    over = Connection(id="coOVER", source="tp1", target="tp2U")
    document = by_hand(lane, *below, own, over)
    place = laid_out(document)
    ways = routes(document, place)
    before = ways["coOWN"].ends.source
    title = "several words that need two lines of a card"
    document = document.apply(edit.set_field(document, "touchpoints", "tp1", "title", title))
    place = followed(place, document, PEN, ["tp1"])
    changed = ways.follow(document, place)
    assert "laU" not in changed.homes | {home for home, _ in changed.areas}
    assert "" in changed.homes
    assert ways["coOWN"].ends.source.y > before.y
    assert ways["coOWN"].ends.source == place.boxes["tp1U"].rect

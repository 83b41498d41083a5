"""The layout of a map: nothing overlaps, everything lies in its cell, order is kept."""

from __future__ import annotations

import itertools

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.canvas import small_map
from workbench.drawing.boxes import others
from workbench.drawing.following import followed
from workbench.drawing.geometry import Rect
from workbench.drawing.layout import MapLayout, layout
from workbench.drawing.map_shape import MapShape
from workbench.drawing.measure import TextStyle
from workbench.drawing.routes import routes
from workbench.drawing.targets import card_at, cards_in, cell_at, drop_place, reading_order
from workbench.drawing.walk import card_cells, neighbour, next_cell, place_beside
from workbench.model import queries
from workbench.model.commands import cards, edit
from workbench.model.document import Document
from workbench.model.entities import Connection, Lane, Map, Note, Stage, Touchpoint, Workspace


class Typewriter:
    """A measurer whose every character is 7 wide, every line 14.5 high."""

    def lines(self, text: str, _style: TextStyle, width: float, limit: int) -> tuple[str, ...]:
        letters = max(1, int(width // 7))
        whole = [text[i : i + letters] for i in range(0, len(text), letters)]
        return tuple(whole[:limit])

    def line_height(self, _style: TextStyle) -> float:
        return 14.5

    def width(self, text: str, _style: TextStyle) -> float:
        return 7.0 * len(text)


PEN = Typewriter()
KINDS = ("touchpoints", "notes", "experience", "touchpoints", "reached")


@st.composite
def maps(draw: st.DrawFn) -> Document:
    """A map with up to four stages and five lanes, cards anywhere, some connections."""
    count = draw(st.integers(1, 4))
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=1, max_size=5))
    items: list[object] = [Workspace(id="wk1"), Map(id="ma1")]
    items += [Stage(id=f"st{n}", map="ma1", rank=f"{n + 1}") for n in range(count)]
    items += [
        Lane(id=f"la{n}", map="ma1", rank=f"{n + 1}", kind=kind, name="Lane name")
        for n, kind in enumerate(kinds)
    ]
    takers = [n for n, kind in enumerate(kinds) if kind in ("touchpoints", "notes")]
    touchpoints: list[str] = []
    for n in range(draw(st.integers(0, 12)) if takers else 0):
        lane, stage = draw(st.sampled_from(takers)), draw(st.integers(0, count - 1))
        rank = draw(st.sampled_from("123456789"))
        text = draw(st.text(max_size=60))
        home = {"map": "ma1", "stage": f"st{stage}", "lane": f"la{lane}", "rank": rank}
        if kinds[lane] == "touchpoints":
            score = draw(st.sampled_from([None, 7.0]))
            items.append(Touchpoint(id=f"tp{n}", title=text, importance=score, **home))
            touchpoints.append(f"tp{n}")
        else:
            items.append(Note(id=f"no{n}", text=text, **home))
    pairs = list(itertools.permutations(touchpoints, 2))
    for n, (source, target) in enumerate(
        draw(st.lists(st.sampled_from(pairs), max_size=5)) if pairs else []
    ):
        items.append(Connection(id=f"co{n}", source=source, target=target))
    return Document.of(items)  # type: ignore[arg-type]


def laid_out(document: Document) -> MapLayout:
    return layout(document, "ma1", PEN)


@given(maps())
@settings(max_examples=60)
def test_no_two_cards_overlap_and_each_lies_in_its_cell(document: Document) -> None:
    place = laid_out(document)
    assert set(place.boxes) == set(document.touchpoints) | set(document.notes)
    for first, second in itertools.combinations(place.boxes.values(), 2):
        assert not first.rect.meets(second.rect)
    for box in place.boxes.values():
        cell = place.cell_rect(box.stage, box.lane)
        assert cell is not None
        assert cell.holds(box.rect)


@given(maps())
@settings(max_examples=40)
def test_cards_of_a_cell_stand_in_the_document_s_order(document: Document) -> None:
    place = laid_out(document)
    for stage, lane in place.cells:
        stack = place.stack((stage, lane))
        cards_there = queries.cards(document, stage, lane)
        assert stack == tuple(card.id for card in cards_there)
        assert queries.cards_of_cell(document, stage, lane) == cards_there
        tops = [place.boxes[item].rect.y for item in stack]
        assert tops == sorted(tops)


@given(maps())
@settings(max_examples=40)
def test_rows_and_columns_are_seamless_and_a_row_is_as_high_as_its_fullest_cell(
    document: Document,
) -> None:
    place = laid_out(document)
    assert [c.left for c in place.columns] == [
        n * place.metrics.column_width for n in range(len(place.columns))
    ]
    edges = [0.0, *itertools.accumulate(row.height for row in place.rows)]
    assert [row.top for row in place.rows] == edges[:-1]
    assert place.height == edges[-1]
    for row in place.rows:
        bottoms = [b.rect.bottom for b in place.boxes.values() if b.lane == row.id]
        if bottoms and row.height > place.metrics.least_row_height:
            assert row.bottom >= max(bottoms) + place.metrics.row_padding - 1e-6


@given(maps())
@settings(max_examples=30)
def test_the_order_of_the_tables_does_not_matter(document: Document) -> None:
    backwards = Document.of(reversed([entity for _, entity in document.entities()]))
    assert laid_out(backwards) == laid_out(document)


@given(maps(), st.data())
@settings(max_examples=60)
def test_following_a_change_gives_the_layout_from_the_beginning(
    document: Document, data: st.DataObject
) -> None:
    place = laid_out(document)
    if not document.touchpoints:
        return
    card = document.touchpoints[data.draw(st.sampled_from(sorted(document.touchpoints)))]
    changed = msgspec.structs.replace(
        card,
        title=data.draw(st.text(max_size=60)),
        stage=data.draw(st.sampled_from(sorted(document.stages))),
        rank=data.draw(st.sampled_from("123456789")),
    )
    rest = [entity for _, entity in document.entities() if entity.id != card.id]
    after = Document.of([*rest, changed])
    assert layout(after, "ma1", PEN, place) == laid_out(after)
    gone = Document.of(rest)
    assert followed(place, gone, PEN, [card.id]) == laid_out(gone)
    assert followed(laid_out(gone), document, PEN, [card.id]) == place


@given(document=maps(), data=st.data())
@settings(max_examples=30, deadline=None)
def test_following_edits_of_cards_gives_the_layout_from_the_beginning(
    document: Document, data: st.DataObject
) -> None:
    names = sorted(document.touchpoints)
    if not names:
        return
    shape = MapShape(
        stages=data.draw(st.frozensets(st.sampled_from(sorted(document.stages)), max_size=1)),
        lanes=data.draw(st.frozensets(st.sampled_from(sorted(document.lanes)), max_size=1)),
    )

    def anew() -> MapLayout:
        return layout(document, "ma1", PEN, shape=shape)

    takers = [lane.id for lane in document.lanes.values() if lane.kind == "touchpoints"]
    place = anew()
    for _ in range(4):
        touched = data.draw(st.sets(st.sampled_from(names), max_size=3))
        for name in touched & document.touchpoints.keys():
            if data.draw(st.integers(0, 5)) == 0:
                change = edit.remove(document, [("touchpoints", name)])
            else:
                values = {
                    "title": data.draw(st.text(max_size=60)),
                    "stage": data.draw(st.sampled_from(sorted(document.stages))),
                    "lane": data.draw(st.sampled_from(takers)),
                    "rank": data.draw(st.sampled_from("123456789")),
                    "importance": data.draw(st.sampled_from([None, 7.0])),
                }
                change = edit.set_fields(document, "touchpoints", [name], values)
            document = document.apply(change)
        place = followed(place, document, PEN, touched)
        assert place == anew()
        assert list(place.boxes.items()) == list(anew().boxes.items())
        assert list(place.cells) == list(anew().cells)


def test_an_edit_of_a_card_leaves_all_other_cells_as_they_are() -> None:
    document = by_hand(
        Touchpoint(id="tp5", map="ma1", stage="st2", lane="laT", rank="1", title="Other")
    )
    before = laid_out(document)
    document = document.apply(edit.set_field(document, "touchpoints", "tp1", "title", "New"))
    after = followed(before, document, PEN, ["tp1"])
    assert after.boxes["tp1"].lines == ("New",)
    assert others(before.cells, after.cells) == [("st1", "laT")]
    assert after.rows is before.rows
    assert followed(after, document, PEN, ["tp of another map"]) is after


def test_cells_in_which_nothing_changed_keep_their_boxes() -> None:
    document = by_hand(
        Touchpoint(id="tp5", map="ma1", stage="st2", lane="laT", rank="1", title="Other")
    )
    before = laid_out(document)
    after = document.apply(edit.set_field(document, "touchpoints", "tp1", "title", "New"))
    following = layout(after, "ma1", PEN, before)
    assert following.cells["st2", "laT"] is before.cells["st2", "laT"]
    assert following.boxes["tp1"].lines == ("New",)


@given(maps(), st.data())
@settings(max_examples=40)
def test_what_is_found_under_a_point_lies_there(document: Document, data: st.DataObject) -> None:
    place = laid_out(document)
    x = data.draw(st.floats(-20, place.width + 20))
    y = data.draw(st.floats(-20, place.height + 20))
    cell = cell_at(place, x, y)
    inside = 0 <= x < place.width and 0 <= y < place.height
    assert (cell is not None) == inside
    if cell is not None:
        rect = place.cell_rect(*cell)
        assert rect is not None
        assert rect.contains(x, y)
    found = [box.id for box in place.boxes.values() if box.rect.contains(x, y)]
    assert card_at(place, x, y) == (found[0] if found else None)
    area = Rect(x, y, 120, 90)
    touched = {box.id for box in place.boxes.values() if box.rect.meets(area)}
    assert set(cards_in(place, area)) == touched


@given(maps(), st.data())
@settings(max_examples=40)
def test_a_dropped_card_stands_where_the_mark_was(document: Document, data: st.DataObject) -> None:
    place = laid_out(document)
    if not document.touchpoints:
        return
    moving = data.draw(st.sampled_from(sorted(document.touchpoints)))
    x = data.draw(st.floats(0, place.width - 0.01))
    y = data.draw(st.floats(0, place.height - 0.01))
    landing = drop_place(place, x, y, [moving])
    assert landing is not None
    if document.lanes[landing.lane].kind != "touchpoints":
        return
    after = document.apply(
        cards.move(document, [moving], landing.stage, landing.lane, landing.index)
    )
    stack = [card.id for card in queries.cards(after, landing.stage, landing.lane)]
    above, below = stack[: stack.index(moving)], stack[stack.index(moving) + 1 :]
    assert all(place.boxes[item].rect.middle.y < landing.mark.middle.y + 1 for item in above)
    assert all(place.boxes[item].rect.middle.y > landing.mark.middle.y - 1 for item in below)
    cell = place.cell_rect(landing.stage, landing.lane)
    assert cell is not None
    assert cell.holds(landing.mark)


@given(maps())
@settings(max_examples=30)
def test_walking_right_then_left_and_down_then_up_never_leaves_lane_or_stage(
    document: Document,
) -> None:
    place = laid_out(document)
    for box in place.boxes.values():
        for direction, same in (("left", "lane"), ("right", "lane"), ("up", "stage")):
            found = neighbour(place, box.id, direction)  # type: ignore[arg-type]
            if found is not None:
                assert getattr(place.boxes[found], same) == getattr(box, same)
        below = neighbour(place, box.id, "down")
        if below is not None:
            assert neighbour(place, below, "up") == box.id


def test_tab_goes_through_every_cell_that_takes_cards_once() -> None:
    document = by_hand()
    place = laid_out(document)
    seen, cell = [], next_cell(place, None, 1)
    while cell is not None:
        seen.append(cell)
        cell = next_cell(place, cell, 1)
    assert seen == [("st1", "laT"), ("st2", "laT"), ("st1", "laN"), ("st2", "laN")]
    assert tuple(seen) == card_cells(place)
    assert next_cell(place, None, -1) == ("st2", "laN")


def test_moving_one_place_by_keyboard() -> None:
    place = laid_out(by_hand())
    assert place_beside(place, "tp1", "down") == ("st1", "laT", 1)
    assert place_beside(place, "tp2", "up") == ("st1", "laT", 0)
    assert place_beside(place, "tp2", "right") == ("st2", "laT", 0)
    assert place_beside(place, "tp1", "left") is None
    assert place_beside(place, "tp2", "down") is None


def test_a_route_starts_at_the_right_side_and_ends_at_the_next_card_s_left_side() -> None:
    document = by_hand(Stage(id="st3", map="ma1", rank="3"), *three_ways())
    place = laid_out(document)
    found = routes(document, place)
    for route in found.values():
        source, target = place.boxes[route.source].rect, place.boxes[route.target].rect
        assert route.start == (source.right, source.middle.y)
        side = target.x if route.tip_to_right else target.right
        assert route.tip == (side, target.middle.y)
        for before, after in itertools.pairwise(route.pieces):
            assert before.end == after.start
    assert not found["co3"].tip_to_right


def test_a_long_route_passes_no_card_of_the_columns_between() -> None:
    between = Touchpoint(id="tp8", map="ma1", stage="st2", lane="laT", rank="1", title="Between")
    document = by_hand(Stage(id="st3", map="ma1", rank="3"), between, *three_ways())
    place = laid_out(document)
    rect = place.boxes["tp8"].rect
    route = routes(document, place)["co1"]
    for piece in route.pieces:
        for step in range(21):
            part = step / 20
            rest = 1 - part
            weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
            x = sum(w * p.x for w, p in zip(weights, piece, strict=True))
            y = sum(w * p.y for w, p in zip(weights, piece, strict=True))
            assert not rect.contains(x, y)


def test_a_longer_title_makes_only_its_card_higher_and_moves_what_is_below() -> None:
    document = by_hand()
    before = laid_out(document)
    longer = msgspec.structs.replace(document.touchpoints["tp1"], title="x" * 40)
    others = [entity for _, entity in document.entities() if entity.id != "tp1"]
    after = laid_out(Document.of([*others, longer]))
    assert after.boxes["tp1"].rect.height > before.boxes["tp1"].rect.height
    assert after.boxes["tp2"].rect.y > before.boxes["tp2"].rect.y
    assert after.boxes["tp2"].rect.height == before.boxes["tp2"].rect.height


def test_lane_names_get_room_for_their_longest_word_within_bounds() -> None:
    def width(name: str) -> float:
        return laid_out(by_hand(Lane(id="laY", map="ma1", rank="9", name=name))).lane_name_width

    metrics = laid_out(by_hand()).metrics
    assert width("a b c") == metrics.least_lane_name_width
    assert width("Recommendations here") == 15 * 7 + 2 * metrics.inset
    assert width("x" * 400) == metrics.most_lane_name_width


def test_no_map_is_an_empty_layout() -> None:
    place = layout(Document.of([Workspace(id="wk1")]), "", PEN)
    assert place.boxes == {}
    assert reading_order(place) == ()
    assert drop_place(place, 1, 1) is None
    assert next_cell(place, None, 1) is None


def by_hand(*more: object) -> Document:
    home = {"map": "ma1", "stage": "st1", "lane": "laT"}
    return Document.of(
        [
            Workspace(id="wk1"),
            Map(id="ma1"),
            Stage(id="st1", map="ma1", rank="1"),
            Stage(id="st2", map="ma1", rank="2"),
            Lane(id="laT", map="ma1", rank="1", kind="touchpoints"),
            Lane(id="laN", map="ma1", rank="2", kind="notes"),
            Touchpoint(id="tp1", rank="1", title="One", **home),
            Touchpoint(id="tp2", rank="2", title="Two", **home),
            *more,  # type: ignore[list-item]
        ]
    )


def three_ways() -> list[object]:
    far = Touchpoint(id="tp9", map="ma1", stage="st3", lane="laT", rank="1", title="Far")
    return [
        far,
        Connection(id="co1", source="tp1", target="tp9"),
        Connection(id="co2", source="tp9", target="tp2"),
        Connection(id="co3", source="tp1", target="tp2"),
    ]


def test_columns_share_the_room_there_is() -> None:
    document = small_map()
    usual = layout(document, "ma1", PEN).columns[0].width
    room = 3 * usual * 1.2
    wide = layout(document, "ma1", PEN, room=room)
    assert [column.width for column in wide.columns] == [room // 3] * 3
    assert wide.width == 3 * (room // 3)
    narrow = layout(document, "ma1", PEN, room=100)
    assert narrow.columns[0].width == round(usual * 0.9)
    huge = layout(document, "ma1", PEN, room=100_000)
    assert huge.columns[0].width == round(usual * 1.5)


def test_a_layout_of_another_width_lends_no_boxes() -> None:
    document = small_map()
    before = layout(document, "ma1", PEN, room=10_000)
    assert layout(document, "ma1", PEN, before, 600) == layout(document, "ma1", PEN, room=600)

"""Cutting, copying and pasting: what comes along, where it lands, what it is called after."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.helpers.documents import documents
from workbench.model import fragment as fragments
from workbench.model import queries, rules
from workbench.model.commands import clipboard, edit
from workbench.model.commands.landing import Target
from workbench.model.document import Document
from workbench.model.entities import (
    Channel,
    Connection,
    Lane,
    Map,
    Metric,
    Need,
    Note,
    Participant,
    Persona,
    Rating,
    Reason,
    Stage,
    Touchpoint,
    Trigger,
    Workspace,
)
from workbench.model.fragment import Fragment, fragment_of
from workbench.model.problems import JourneyError, RefusedEdit
from workbench.words.patch_names import patch_name


def shop(workspace: str = "wk1") -> Document:
    """Stages Look, Choose, Buy; lanes Pains (notes), Online and Offline (touchpoints), Curve."""
    return Document.of(
        [
            Workspace(id=workspace, name="Shop"),
            Persona(id="pe1", name="Anna", rank="1"),
            Need(id="ne1", persona="pe1", text="Quick answers"),
            Channel(id="ch1", name="Website", rank="1"),
            Map(id="ma1", name="Visit", rank="1", personas=("pe1",)),
            *(
                Stage(id=f"st{n}", map="ma1", rank=n, name=name)
                for n, name in (("1", "Look"), ("2", "Choose"), ("3", "Buy"))
            ),
            Lane(id="la1", map="ma1", rank="1", kind="notes", name="Pains", note_kind="pain"),
            Lane(id="la2", map="ma1", rank="2", kind="touchpoints", name="Online"),
            Lane(id="la3", map="ma1", rank="3", kind="touchpoints", name="Offline"),
            Lane(id="la4", map="ma1", rank="4", kind="experience", name="Curve"),
            card("tp1", "st1", "la2", "1", "Search", channel="ch1", needs=("ne1",)),
            card("tp2", "st1", "la2", "2", "Prices", importance=9.0, satisfaction=3.5),
            card("tp3", "st2", "la3", "1", "Counter", moment_of_truth=True),
            card("tp4", "st3", "la2", "1", "Checkout"),
            Note(id="no1", map="ma1", stage="st1", lane="la1", rank="1", kind="pain", text="Slow"),
            Connection(id="co1", source="tp1", target="tp2", share=60),
            Connection(id="co2", source="tp2", target="tp4"),
            Metric(id="me1", map="ma1", touchpoint="tp2", kind="nps", inputs=(1, 2, 3)),
            Trigger(id="tr1", map="ma1", touchpoint="tp2", event="No reply"),
            Reason(id="re1", map="ma1", stage="st1", text="Too dear", persona="pe1"),
            Participant(id="pa1", name="Bo"),
            Rating(id="ra1", touchpoint="tp2", participant="pa1", importance=4),
        ]
    )


def card(identifier: str, stage: str, lane: str, rank: str, title: str, **more) -> Touchpoint:
    return Touchpoint(
        id=identifier, map="ma1", stage=stage, lane=lane, rank=rank, title=title, **more
    )


def other_shop() -> Document:
    """Another workspace with one map of two stages and a lane for touchpoints."""
    return Document.of(
        [
            Workspace(id="wk2", name="Other"),
            Persona(id="pe7", name="anna"),
            Need(id="ne7", persona="pe7", text="quick  answers"),
            Channel(id="ch1", name="Phone", rank="1"),
            Channel(id="ch2", name="WEBSITE", rank="2"),
            Map(id="ma9", name="Call"),
            Stage(id="st8", map="ma9", rank="1", name="Before"),
            Stage(id="st9", map="ma9", rank="2", name="choose"),
            Lane(id="la9", map="ma9", rank="1", kind="touchpoints", name="Calls"),
        ]
    )


def touchpoints(*ids: str) -> list[tuple[str, str]]:
    return [("touchpoints", it) for it in ids]


def pasted(document: Document, fragment: Fragment, target: Target) -> tuple[Document, list]:
    """The document after, and the new entities in the order in which they are selected."""
    result = clipboard.paste(document, fragment, target)
    after = document.apply(result.patch)
    assert rules.check(after) == []
    assert after.apply(result.patch.inverse()) == document
    return after, [after.get(*place) for place in result.places]


def titles(document: Document, stage: str, lane: str) -> list[str]:
    return [
        item.title if isinstance(item, Touchpoint) else item.text
        for item in queries.cards(document, stage, lane)
    ]


def test_a_card_is_copied_below_the_chosen_one_with_all_it_says():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp2"))
    target = Target("ma1", "st1", "la2", below=("tp1",))
    after, (copy,) = pasted(document, fragment, target)
    assert titles(after, "st1", "la2") == ["Search", "Prices", "Prices"]
    assert queries.cards(after, "st1", "la2")[1] == copy
    original = document.touchpoints["tp2"]
    assert copy == msgspec.structs.replace(original, id=copy.id, rank=copy.rank)
    assert copy.id != "tp2"


def test_metrics_come_along_and_ratings_and_triggers_stay_with_the_original():
    document = shop()
    after, (copy,) = pasted(document, fragment_of(document, touchpoints("tp2")), Target("ma1"))
    (metric,) = [it for it in after.metrics.values() if it.id != "me1"]
    assert (metric.touchpoint, metric.kind, metric.inputs) == (copy.id, "nps", (1, 2, 3))
    assert set(after.ratings) == {"ra1"}
    assert after.triggers == document.triggers


def test_connections_among_the_copied_come_along_and_no_others():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp1", "tp2"))
    after, (first, second) = pasted(document, fragment, Target("ma1", "st2", "la2"))
    new = [it for it in after.connections.values() if it.id not in document.connections]
    assert [(it.source, it.target, it.share) for it in new] == [(first.id, second.id, 60)]


def test_several_cards_keep_their_order_and_how_they_stand_to_each_other():
    document = shop()
    chosen = [*touchpoints("tp3", "tp2", "tp1"), ("notes", "no1")]
    after, copies = pasted(document, fragment_of(document, chosen), Target("ma1", "st2", "la2"))
    assert titles(after, "st2", "la2") == ["Search", "Prices"]
    assert titles(after, "st3", "la3") == ["Counter"]
    assert titles(after, "st2", "la1") == ["Slow"]
    assert [getattr(it, "title", "Slow") for it in copies] == [
        "Slow",
        "Search",
        "Prices",
        "Counter",
    ]


def test_what_would_stand_past_the_last_stage_goes_into_the_last_one():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp1", "tp3"))
    after, _ = pasted(document, fragment, Target("ma1", "st3", "la2"))
    assert titles(after, "st3", "la2") == ["Checkout", "Search"]
    assert titles(after, "st3", "la3") == ["Counter"]


def test_another_lane_takes_the_cards_and_one_that_cannot_leaves_them_in_theirs():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp1"))
    after, _ = pasted(document, fragment, Target("ma1", "st2", "la3"))
    assert titles(after, "st2", "la3") == ["Counter", "Search"]
    after, _ = pasted(document, fragment, Target("ma1", "st2", "la4"))
    assert titles(after, "st2", "la2") == ["Search"]


def test_a_note_takes_on_the_kind_of_its_new_lane():
    document = shop()
    lane = Lane(id="la5", map="ma1", rank="5", kind="notes", name="Ideas", note_kind="opportunity")
    document = document.apply(edit.add(document, "lanes", lane))
    fragment = fragment_of(document, [("notes", "no1")])
    after, (copy,) = pasted(document, fragment, Target("ma1", "st2", "la5"))
    assert (copy.lane, copy.kind, copy.text) == ("la5", "opportunity", "Slow")
    assert titles(after, "st1", "la1") == ["Slow"]


def test_pasting_in_place_puts_a_copy_right_below_the_original():
    document = shop()
    after, _ = pasted(document, fragment_of(document, touchpoints("tp1")), Target("ma1"))
    assert titles(after, "st1", "la2") == ["Search", "Search", "Prices"]


def test_channels_and_needs_are_found_by_name_in_another_workspace():
    document = other_shop()
    fragment = fragment_of(shop(), touchpoints("tp1"))
    after, (copy,) = pasted(document, fragment, Target("ma9", "st9", "la9"))
    assert (copy.channel, copy.needs) == ("ch2", ("ne7",))
    assert (copy.map, copy.stage, copy.lane) == ("ma9", "st9", "la9")
    assert set(after.channels) == {"ch1", "ch2"}


def test_a_channel_that_is_missing_is_added_and_a_need_is_left_out_and_counted():
    document = other_shop()
    document = document.apply(edit.remove(document, [("needs", "ne7"), ("channels", "ch2")]))
    fragment = fragment_of(shop(), touchpoints("tp1", "tp2"))
    result = clipboard.paste(document, fragment, Target("ma9"))
    assert (result.needs_left, result.channels_added) == (1, 1)
    after = document.apply(result.patch)
    copy = after.touchpoints[result.places[0][1]]
    assert copy.needs == ()
    # the id is taken by another channel there
    assert after.channels[copy.channel].name == "Website"
    assert after.channels["ch1"].name == "Phone"
    assert [it.name for it in queries.channels(after)] == ["Phone", "Website"]


def test_stages_of_the_same_name_are_found_on_another_map():
    document = other_shop()
    fragment = fragment_of(shop(), touchpoints("tp3"))
    _, (copy,) = pasted(document, fragment, Target("ma9"))
    assert copy.stage == "st9"


def test_a_stage_is_copied_with_its_cards_reasons_and_inner_connections():
    document = shop()
    fragment = fragment_of(document, [("stages", "st1")])
    after, (copy,) = pasted(document, fragment, Target("ma1", stage="st2"))
    names = [it.name for it in queries.stages(after, "ma1")]
    assert names == ["Look", "Choose", "Look", "Buy"]
    assert titles(after, copy.id, "la2") == ["Search", "Prices"]
    assert titles(after, copy.id, "la1") == ["Slow"]
    assert [it.text for it in after.reasons.values()] == ["Too dear", "Too dear"]
    assert len(after.connections) == 3


def test_a_lane_is_copied_below_the_chosen_one_with_its_cards_in_their_stages():
    document = shop()
    fragment = fragment_of(document, [("lanes", "la2")])
    after, (copy,) = pasted(document, fragment, Target("ma1", lane="la3"))
    assert [it.name for it in queries.lanes(after, "ma1")] == [
        "Pains",
        "Online",
        "Offline",
        "Online",
        "Curve",
    ]
    assert titles(after, "st1", copy.id) == ["Search", "Prices"]
    assert titles(after, "st3", copy.id) == ["Checkout"]


def test_a_stage_goes_to_another_workspace_with_its_cards_in_a_lane_that_takes_them():
    shops = shop()
    shops = shops.apply(edit.remove(shops, [("notes", "no1")]))
    fragment = fragment_of(shops, [("stages", "st1")])
    after, (copy,) = pasted(other_shop(), fragment, Target("ma9"))
    assert titles(after, copy.id, "la9") == ["Search", "Prices"]
    assert [it.name for it in queries.stages(after, "ma9")] == ["Before", "choose", "Look"]


def test_a_map_without_a_fitting_lane_or_without_stages_refuses():
    fragment = fragment_of(shop(), [("notes", "no1")])
    with pytest.raises(RefusedEdit, match=r"card\.no_lane"):
        clipboard.paste(other_shop(), fragment, Target("ma9"))
    bare = other_shop()
    bare = bare.apply(edit.remove(bare, [("stages", "st8"), ("stages", "st9")]))
    with pytest.raises(RefusedEdit, match=r"clipboard\.no_stage"):
        clipboard.paste(bare, fragment_of(shop(), touchpoints("tp1")), Target("ma9"))


def test_nothing_copyable_refuses():
    document = shop()
    for places in ([], [("connections", "co1")], touchpoints("tpGONE")):
        with pytest.raises(RefusedEdit, match=r"clipboard\.nothing"):
            fragment_of(document, places)


def test_cutting_and_pasting_elsewhere_is_moving():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp2"), cut=True)
    without = document.apply(clipboard.cut(document, touchpoints("tp2")))
    assert "tp2" not in without.touchpoints
    assert without.triggers["tr1"].touchpoint is None
    after, (moved,) = pasted(without, fragment, Target("ma1", "st2", "la3"))
    assert moved.id == "tp2"
    assert titles(after, "st2", "la3") == ["Counter", "Prices"]
    assert after.connections == document.connections
    assert after.ratings == document.ratings
    assert after.metrics == document.metrics
    assert after.triggers == document.triggers
    again, (copy,) = pasted(after, fragment, Target("ma1", "st2", "la3"))
    assert copy.id != "tp2"
    assert again.ratings == document.ratings


def test_what_a_cut_card_led_to_may_be_gone_by_the_time_of_the_paste():
    document = shop()
    fragment = fragment_of(document, touchpoints("tp2"), cut=True)
    later = document.apply(edit.remove(document, touchpoints("tp2", "tp4")))
    later = later.apply(edit.remove(later, [("participants", "pa1"), ("triggers", "tr1")]))
    after, _ = pasted(later, fragment, Target("ma1", "st1", "la2"))
    assert [it.id for it in after.connections.values()] == ["co1"]
    assert not after.ratings


def test_steps_are_named_by_what_they_are_about():
    document = shop()
    one, two = touchpoints("tp2"), touchpoints("tp1", "tp2")
    assert patch_name(clipboard.cut(document, one).label) == "Cut “Prices”"
    assert patch_name(clipboard.cut(document, two).label) == "Cut 2 cards"
    stage = fragment_of(document, [("stages", "st1")])
    assert patch_name(clipboard.paste(document, stage, Target("ma1")).patch.label) == "Paste “Look”"
    lanes = fragment_of(document, [("lanes", "la1"), ("lanes", "la2")])
    result = clipboard.paste(document, lanes, Target("ma1"), "duplicate")
    assert patch_name(result.patch.label) == "Duplicate 2 lanes"


def test_a_fragment_crosses_as_json():
    document = shop()
    for cut in (False, True):
        fragment = fragment_of(document, [("stages", "st1"), ("stages", "st3")], cut=cut)
        assert fragments.decode(fragments.encode(fragment)) == fragment


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"junk",
        b"\xff\xfe\x00",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"format":2,"workspace":"w","map":"m","kind":"cards","chosen":["a"],"contents":[]}',
        b'{"format":1,"workspace":"w","map":"m","kind":"cards","chosen":["a"],"contents":[]}',
        b'{"format":1,"workspace":"w","map":"m","kind":"cards","chosen":[],"contents":[]}',
        b'{"format":1,"workspace":"w","map":"m","kind":"cards","chosen":["tp1"],"contents":['
        b'{"type":"added","table":"touchpoints","entity":'
        b'{"id":"tp1","map":"m","stage":"st1","lane":"la1"}}]}',
    ],
)
def test_damaged_fragments_are_refused(data):
    with pytest.raises(JourneyError, match=r"clipboard\.damaged"):
        fragments.decode(data)


def _selections(document: Document) -> st.SearchStrategy[list[tuple[str, str]]]:
    """Some cards, stages or lanes of one map; nothing where no map has any."""
    groups: dict[tuple[str | None, str], list[tuple[str, str]]] = {}
    for table, kind in (("touchpoints", "c"), ("notes", "c"), ("stages", "s"), ("lanes", "l")):
        for identifier in document.table(table):
            home = queries.map_of(document, table, identifier)
            groups.setdefault((home, kind), []).append((table, identifier))
    return st.one_of(
        [
            st.lists(st.sampled_from(group), min_size=1, max_size=4, unique=True)
            for group in groups.values()
        ]
        or [st.just([])]
    )


@settings(max_examples=60)
@given(documents(), st.data())
def test_cut_and_paste_in_place_changes_nothing(document: Document, data):
    chosen = data.draw(_selections(document))
    if not chosen:
        return
    home = queries.map_of(document, *chosen[0])
    fragment = fragment_of(document, chosen, cut=True)
    without = document.apply(clipboard.cut(document, chosen))
    again = fragments.decode(fragments.encode(fragment))
    result = clipboard.paste(without, again, Target(home))
    assert without.apply(result.patch) == document


@settings(max_examples=60)
@given(documents(), documents(), st.data())
def test_a_paste_is_sound_anywhere_and_can_be_undone(source: Document, goal: Document, data):
    chosen = data.draw(_selections(source))
    if not chosen or not goal.maps:
        return
    map_id = data.draw(st.sampled_from(sorted(goal.maps)))
    stages = ["", *(it.id for it in queries.stages(goal, map_id))]
    lanes = ["", *(it.id for it in queries.lanes(goal, map_id))]
    target = Target(map_id, data.draw(st.sampled_from(stages)), data.draw(st.sampled_from(lanes)))
    fragment = fragment_of(source, chosen, cut=data.draw(st.booleans()))
    try:
        result = clipboard.paste(goal, fragment, target)
    except RefusedEdit as error:
        refusal = error.problem.code
    else:
        refusal = ""
    assert refusal in ("", "card.no_lane", "clipboard.no_stage")
    if refusal:
        return
    after = goal.apply(result.patch)
    assert rules.check(after) == []
    assert after.apply(result.patch.inverse()) == goal
    assert len(result.places) == len(chosen)
    cards = len(after.touchpoints) + len(after.notes)
    assert cards == len(goal.touchpoints) + len(goal.notes) + len(fragment.cards())

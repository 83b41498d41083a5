"""A small workspace made by hand, of which tests know every entity."""

from __future__ import annotations

from workbench.model import entities as e
from workbench.model.document import Document

SHOP = Document.of(
    [
        e.Workspace(id="wk1", name="Shop"),
        e.Persona(id="pe1", name="Local", rank="A", preferred_channels=("chShop", "chWeb")),
        e.Persona(id="pe2", name="Office", rank="B"),
        e.Need(id="ne1", persona="pe1", text="Hours", rank="A"),
        e.Need(id="ne2", persona="pe1", text="Prices", rank="B"),
        e.Need(id="ne3", persona="pe2", text="Invoice"),
        e.Channel(id="chShop", name="Shop", rank="A"),
        e.Channel(id="chWeb", name="Website", rank="B"),
        e.Map(id="ma1", name="Today", rank="A", personas=("pe1", "pe2"), goal_stage="st2"),
        e.Map(id="ma2", name="Next year", rank="B", based_on="ma1", state="future"),
        e.Stage(id="st1", map="ma1", name="Awareness", rank="A"),
        e.Stage(id="st2", map="ma1", name="Decision", rank="B"),
        e.Stage(id="st3", map="ma1", name="Retention", rank="C"),
        e.Stage(id="st9", map="ma2", name="Awareness"),
        e.Lane(id="laTp", map="ma1", kind="touchpoints", name="Touchpoints", rank="A"),
        e.Lane(id="laPain", map="ma1", kind="notes", name="Pain", note_kind="pain", rank="B"),
        e.Lane(id="laAny", map="ma1", kind="notes", name="Notes", rank="C"),
        e.Lane(id="la9", map="ma2", kind="touchpoints", name="Touchpoints"),
        e.Touchpoint(
            id="tp1", map="ma1", stage="st1", lane="laTp", title="Flyer", rank="A", channel="chShop"
        ),
        e.Touchpoint(
            id="tp2",
            map="ma1",
            stage="st2",
            lane="laTp",
            title="Price page",
            rank="A",
            channel="chWeb",
            needs=("ne1", "ne2", "ne3"),
        ),
        e.Touchpoint(id="tp3", map="ma1", stage="st2", lane="laTp", title="Counter", rank="B"),
        e.Touchpoint(id="tp9", map="ma2", stage="st9", lane="la9", title="Post"),
        e.Note(id="no1", map="ma1", stage="st2", lane="laPain", kind="pain", text="Queue"),
        e.Connection(id="co1", source="tp1", target="tp2", share=60.0),
        e.Connection(id="co2", source="tp2", target="tp3"),
        e.Connection(id="co3", source="tp1", target="tp3"),
        e.Trigger(
            id="tr1",
            map="ma1",
            touchpoint="tp2",
            channel="chWeb",
            messages=(e.Message("pe1", "Hi"), e.Message("pe2", "Hello")),
        ),
        e.Reason(id="re1", map="ma1", stage="st2", persona="pe1"),
        e.Metric(id="me1", map="ma1", stage="st2"),
        e.Metric(id="me2", map="ma1", touchpoint="tp3"),
        e.Metric(id="me3", map="ma1"),
        e.PracticeState(id="pr1", map="ma1", practice="seo"),
        e.Participant(id="pa1", name="Baker"),
        e.Rating(id="ra1", touchpoint="tp2", participant="pa1", importance=7.0),
        e.FindingDecision(id="de1", key="stage-empty/ma1/st3", state="set-aside"),
        e.FindingDecision(id="de2", key="stage-empty/ma2/st9"),
    ]
)

"""What the program brings along, as the start page and the command line get it."""

from __future__ import annotations

import re

import pytest

from workbench.model import rules
from workbench.store import template_list, templates
from workbench.store.errors import StoreError
from workbench.words.problem_sentences import sentence


def test_stage_models_come_in_their_order_with_their_stages() -> None:
    listed = [(info.id, info.stage_count) for info in template_list.templates()]
    assert listed == [
        ("buying-cycle", 3),
        ("customer-action", 5),
        ("buying-stages", 5),
        ("business-journey", 6),
        ("full-journey", 7),
        ("blank", 4),
    ]
    assert all(info.name and info.description for info in template_list.templates())


def test_the_bakery_is_among_the_samples() -> None:
    assert ("corner-bakery", 6) in [(s.id, s.stage_count) for s in template_list.samples()]


@pytest.mark.parametrize("info", template_list.templates(), ids=lambda info: info.id)
def test_a_workspace_from_a_stage_model_is_sound_and_has_all_channels(
    info: template_list.TemplateInfo,
) -> None:
    document = templates.new_workspace("template", info.id)
    assert rules.check(document) == []
    assert document.channels == templates.library().channels
    assert document.stages == templates.template(info.id).stages


def test_a_workspace_from_a_sample_is_sound_and_has_all_channels() -> None:
    document = templates.new_workspace("sample", "corner-bakery")
    assert rules.check(document) == []
    assert document.channels.keys() >= templates.library().channels.keys()
    assert document.touchpoints == templates.sample("corner-bakery").touchpoints


def test_every_new_workspace_is_another_one() -> None:
    first = templates.new_workspace("template", "blank").workspace
    second = templates.new_workspace("template", "blank").workspace
    assert re.fullmatch("wk[0-9A-Z]{12}", first.id)
    assert first.id != second.id
    assert first.name == second.name == templates.template("blank").workspace.name


def test_an_unknown_one_is_refused_naming_those_there_are() -> None:
    with pytest.raises(StoreError) as caught:
        templates.new_workspace("template", "../samples/corner-bakery")
    assert sentence(caught.value.problem) == (
        "There is no stage model “../samples/corner-bakery”. Choose one of: buying-cycle, "
        "customer-action, buying-stages, business-journey, full-journey, blank."
    )
    with pytest.raises(StoreError) as caught:
        templates.sample("blank")
    assert "There is no sample “blank”. Choose one of: corner-bakery" in sentence(
        caught.value.problem
    )

"""The eighteen recommended practices."""

from __future__ import annotations

from typing import Any

from workbench.model.document import Document

ROLES = ["awareness", "consideration", "decision", "purchase", "retention", "advocacy"]


def test_three_practices_for_each_role_in_the_order_of_the_journey(
    playbook: list[dict[str, Any]],
) -> None:
    assert [practice["role"] for practice in playbook] == [role for role in ROLES for _ in range(3)]


def test_codes_and_titles_tell_practices_apart(playbook: list[dict[str, Any]]) -> None:
    assert len({practice["id"] for practice in playbook}) == 18
    assert len({practice["title"] for practice in playbook}) == 18


def test_every_practice_says_what_it_answers(playbook: list[dict[str, Any]]) -> None:
    for practice in playbook:
        assert set(practice) == {"id", "role", "title", "answers", "channels"}
        assert practice["answers"]


def test_suggested_channels_are_in_the_library_and_suit_the_role(
    playbook: list[dict[str, Any]], library: Document
) -> None:
    for practice in playbook:
        assert practice["channels"], practice["id"]
        suited = [library.channels[key].roles for key in practice["channels"]]
        assert any(practice["role"] in roles for roles in suited), practice["id"]

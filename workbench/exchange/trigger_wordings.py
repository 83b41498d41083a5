"""A trigger's messages as the workbook has them: one text per persona."""

from __future__ import annotations

from collections.abc import Mapping

from workbench.model.entities import Message


def text_for(messages: tuple[Message, ...], persona: str) -> str:
    """The text for a persona, the first where there are several, "" for none."""
    return next((message.text for message in messages if message.persona == persona), "")


def with_texts(messages: tuple[Message, ...], texts: Mapping[str, str]) -> tuple[Message, ...]:
    """The messages with these texts by persona; an empty one takes the message away."""
    left = dict(texts)
    result = []
    for message in messages:
        text = left.pop(message.persona, None)
        if text is None:
            result.append(message)
        elif text:
            result.append(Message(persona=message.persona, text=text))
    result += [Message(persona=persona, text=text) for persona, text in left.items() if text]
    return tuple(result)

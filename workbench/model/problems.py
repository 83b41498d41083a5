"""Expected failures, as codes and parameters; `words.problem_sentences` makes sentences of them."""

from __future__ import annotations

from typing import Self

import msgspec

Parameter = str | int | float


class Problem(msgspec.Struct, frozen=True):
    """What is wrong and where: a code, the identifiers it concerns, named parameters."""

    code: str
    ids: tuple[str, ...] = ()
    parameters: tuple[tuple[str, Parameter], ...] = ()

    @classmethod
    def of(cls, code: str, *ids: str, **parameters: Parameter) -> Self:
        return cls(code, ids, tuple(parameters.items()))


class JourneyError(Exception):
    """An expected failure; carries the Problem that words turn into a sentence."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code, dict(problem.parameters))
        self.problem = problem


class InvalidValue(JourneyError):
    """A value that a field does not take."""


class StalePatch(JourneyError):
    """A patch whose `before` is not what the document holds."""


class RefusedEdit(JourneyError):
    """A command that makes no sense for this document."""

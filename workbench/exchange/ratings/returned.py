"""What a rating sheet says that came back: whose it is, its answers, and what is odd in it."""

from __future__ import annotations

import datetime
from typing import Any

import msgspec

from workbench.analysis.ratings import QUESTIONS
from workbench.exchange.ratings.memory import Memory
from workbench.model.problems import Problem


class Answers(msgspec.Struct, frozen=True, kw_only=True):
    """One row: the values by field of a rating; a blank cell says nothing.

    `touchpoint` is its id, "" for one that the map does not have; that one is described by
    the label of its stage, its title and what the customer does there. `where` is the cell
    of its first answer, of a new one that of its title.
    """

    touchpoint: str = ""
    stage: str = ""
    title: str = ""
    does: str = ""
    values: dict[str, Any] = {}
    where: str = ""

    @property
    def is_rated(self) -> bool:
        """Whether it says more than a remark."""
        return any(question in self.values for question in QUESTIONS)


class Returned(msgspec.Struct, frozen=True, kw_only=True):
    """One file. `participant` is the id that it was made for, "" where it carries another name.

    `day` is when it was filled in, `saved` when the file was last written; `unread` changes
    nothing, `notices` are good to know.
    """

    file: str
    memory: Memory
    participant: str
    name: str
    day: datetime.date
    saved: datetime.datetime
    rows: tuple[Answers, ...] = ()
    comment: str = ""
    comment_where: str = ""
    unread: tuple[Problem, ...] = ()
    notices: tuple[Problem, ...] = ()

    @property
    def known(self) -> tuple[Answers, ...]:
        """The rows of touchpoints that were asked about."""
        return tuple(row for row in self.rows if row.touchpoint)

    @property
    def new(self) -> tuple[Answers, ...]:
        """The rows of touchpoints that the participant missed."""
        return tuple(row for row in self.rows if not row.touchpoint)

    @property
    def is_empty(self) -> bool:
        return not self.rows and not self.comment

"""What the `inputs` of a metric hold, by its kind.

| kind | inputs | numbers |
|---|---|---|
| nps | one answer for each person asked | whole, 0–10 |
| csat | one answer for each person asked | whole, 1–5 |
| servqual | mean perception, mean expectation | 1–7 |
| number | the number itself | any |

Answers are kept one by one because a share cannot be told from a mean; their number is the
sample size. Of a SERVQUAL metric the perception may be known before the expectation.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.model.problems import InvalidValue, Problem


class Shape(NamedTuple):
    """Limits of each number, whether it is whole, and how many there may be (None: any)."""

    low: float
    high: float
    whole: bool
    most: int | None

    @property
    def answers(self) -> bool:
        """Whether the numbers are the answers of single people."""
        return self.most is None


SHAPES: dict[str, Shape] = {
    "nps": Shape(0, 10, True, None),
    "csat": Shape(1, 5, True, None),
    "servqual": Shape(1, 7, False, 2),
    "number": Shape(-1e12, 1e12, False, 1),
}


def check(kind: str, inputs: Sequence[float]) -> None:
    """Raises InvalidValue for the first number that a metric of this kind does not take."""
    shape = SHAPES[kind]
    for value in inputs:
        if not shape.low <= value <= shape.high:
            raise InvalidValue(
                Problem.of(
                    "value.range",
                    table="metrics",
                    field="inputs",
                    low=shape.low,
                    high=shape.high,
                    got=value,
                )
            )
        if shape.whole and value != int(value):
            raise InvalidValue(
                Problem.of("value.whole", table="metrics", field="inputs", got=value)
            )
    if shape.most is not None and len(inputs) > shape.most:
        raise InvalidValue(
            Problem.of("value.wrong", table="metrics", field="inputs", got=inputs[shape.most])
        )


def fit(kind: str, inputs: Sequence[float]) -> bool:
    """Whether a metric of this kind takes these numbers."""
    try:
        check(kind, inputs)
    except InvalidValue:
        return False
    return True

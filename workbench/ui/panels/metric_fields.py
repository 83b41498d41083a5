"""Fields for the inputs of a metric: answers in a row, or one measured value."""

from __future__ import annotations

import re
from itertools import groupby
from typing import Any

from workbench.model import metric_inputs
from workbench.model.commands import metrics
from workbench.model.entities import Metric
from workbench.model.problems import InvalidValue, Problem
from workbench.ui.panels.fields import LineEditor
from workbench.ui.panels.target import Target
from workbench.ui.theme import Theme
from workbench.words.say import number, say

_MOST = 100_000
"""So many answers at most come from a text: a slip of the finger shall not fill the memory."""

_ANSWER = re.compile(r"(\d{1,2})(?:[×xX*](\d{1,6}))?")


class InputsField(LineEditor):
    """A line that becomes the inputs of one metric, or part of them."""

    def __init__(self, theme: Theme, target: Target, label: str) -> None:
        super().__init__(theme, target, "inputs", label=label)

    def _metric(self) -> Metric:
        (metric,) = self.target.entities()
        assert isinstance(metric, Metric)
        return metric

    def _enter(self, value: Any, *, typing: bool = False) -> None:
        metric = self._metric()
        inputs = self._inputs(metric, value)
        problem = inputs if isinstance(inputs, Problem) else _refusal(metric, inputs)
        if problem is None:
            self._shown = inputs
            merge = f"metrics.{metric.id}.inputs" if typing else ""
            self.target.run(metrics.set_inputs, metric.id, inputs, merge=merge)
        self._complain(problem)

    def _inputs(self, metric: Metric, value: Any) -> tuple[float, ...] | Problem:
        raise NotImplementedError


class AnswersField(InputsField):
    """The answers of everybody asked; equal ones in a row are written like 9×4."""

    def __init__(self, theme: Theme, target: Target) -> None:
        (metric,) = target.entities()
        assert isinstance(metric, Metric)
        super().__init__(theme, target, say(f"metrics.label.answers.{metric.kind}"))
        self.set_placeholder(say(f"metrics.answers.hint.{metric.kind}"))
        self.control.setToolTip(say("metrics.answers.tip"))

    def _text(self, value: Any) -> str:
        return written(value)

    def _inputs(self, _metric: Metric, value: Any) -> tuple[float, ...] | Problem:
        return answers(value)


class MeasureField(InputsField):
    """The number at one place of the inputs; a comma is as good as a point."""

    def __init__(self, theme: Theme, target: Target, place: int, label: str) -> None:
        self._place = place
        super().__init__(theme, target, label)

    def _text(self, value: Any) -> str:
        if len(value) <= self._place:
            return ""
        return number(value[self._place], 4).replace("−", "-")

    def _inputs(self, metric: Metric, value: Any) -> tuple[float, ...] | Problem:
        plain = value.strip().replace(" ", "").replace("−", "-").removesuffix("%")
        before, after = metric.inputs[: self._place], metric.inputs[self._place + 1 :]
        if not plain:
            return Problem.of("metric.expectation.left") if after else before
        if len(before) < self._place:
            return Problem.of("metric.perception.first")
        try:
            return (*before, float(plain.replace(",", ".")), *after)
        except ValueError:
            return Problem.of("value.number", table="metrics", field="inputs", got=value)


def answers(text: str) -> tuple[float, ...] | Problem:
    """The answers that a text lists, such as “10 9×4 7”; a Problem names what is none."""
    found: list[float] = []
    # a space around the sign of a repetition belongs to it
    for word in re.sub(r"\s*[×xX*]\s*", "×", text).replace(",", " ").replace(";", " ").split():
        match = _ANSWER.fullmatch(word)
        times = int(match[2] or 1) if match else 0
        if match is None or len(found) + times > _MOST:
            return Problem.of("metric.answers", got=word)
        found.extend([float(match[1])] * times)
    return tuple(found)


def written(inputs: tuple[float, ...]) -> str:
    """Answers as a text that `answers` reads back."""
    runs = [(value, len(list(same))) for value, same in groupby(inputs)]
    return " ".join(
        f"{number(value)}×{times}" if times > 1 else number(value) for value, times in runs
    )


def _refusal(metric: Metric, inputs: tuple[float, ...]) -> Problem | None:
    try:
        metric_inputs.check(metric.kind, inputs)
    except InvalidValue as error:
        return error.problem
    return None

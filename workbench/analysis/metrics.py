"""What a metric comes to, from its inputs (see model/metric_inputs.py for what they hold).

A number without data is None, never 0.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from workbench.model import metric_inputs
from workbench.model.entities import Metric

PROMOTER_FROM, DETRACTOR_TO = 9, 6
SATISFIED_FROM = 4


class Answers(NamedTuple):
    """How many of those asked would recommend, would not, or would do neither."""

    promoters: int
    passives: int
    detractors: int


def answers(scores: Sequence[float]) -> Answers:
    """Promoters (9–10), passives (7–8) and detractors (0–6) among answers from 0 to 10."""
    promoters = sum(score >= PROMOTER_FROM for score in scores)
    detractors = sum(score <= DETRACTOR_TO for score in scores)
    return Answers(promoters, len(scores) - promoters - detractors, detractors)


def nps(scores: Sequence[float]) -> float | None:
    """Net Promoter Score (Reichheld 2003): 100 × (promoters − detractors) ÷ n, −100 to 100."""
    if not scores:
        return None
    counted = answers(scores)
    return 100 * (counted.promoters - counted.detractors) / len(scores)


def csat(scores: Sequence[float]) -> float | None:
    """Customer satisfaction: 100 × the share of 4 and 5 among answers from 1 to 5, 0 to 100."""
    if not scores:
        return None
    return 100 * sum(score >= SATISFIED_FROM for score in scores) / len(scores)


def servqual(perception: float, expectation: float) -> float:
    """SERVQUAL (Parasuraman et al. 1988): perception − expectation, 1–7 each.

    Below 0 the service falls short of what people expect.
    """
    return perception - expectation


def value(metric: Metric) -> float | None:
    """The value of a metric; None without data, or with data that its method does not take."""
    inputs = metric.inputs
    if not metric_inputs.fit(metric.kind, inputs):
        return None
    match metric.kind:
        case "nps":
            return nps(inputs)
        case "csat":
            return csat(inputs)
        case "servqual":
            return servqual(*inputs) if len(inputs) == 2 else None
    return inputs[0] if inputs else None

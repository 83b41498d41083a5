"""The figures behind a finding, and why its method matters, in words."""

from __future__ import annotations

from workbench.words.finding_sentences import FindingLike
from workbench.words.say import known, number, say

_DECIMALS = 2


def numbers(finding: FindingLike) -> tuple[tuple[str, str], ...]:
    """What was measured or counted: (name, figure), e.g. ("Importance", "9")."""
    found = [
        (
            say(f"figure.{name}"),
            say(f"figure.{name}.value", value=number(value, _DECIMALS, grouped=True)),
        )
        for name, value in finding.parameters
        if isinstance(value, int | float) and known(f"figure.{name}")
    ]
    working = finding.working
    if working.form != "weight" and working.size is not None:
        size = number(abs(working.size), _DECIMALS, grouped=True)
        named = f"figure.size.{working.form}"
        if all(name != say(named) for name, _ in found):
            found.append((say(named), size))
    return tuple(found)


def numbers_text(finding: FindingLike) -> str:
    """The figures in one line, e.g. "Importance 9 · Satisfaction 3"."""
    return " · ".join(f"{name} {figure}" for name, figure in numbers(finding))


def why(finding: FindingLike) -> str:
    """Why it matters what the method looks at, in a sentence or two."""
    return say(f"method.{finding.method}.why")


def when(finding: FindingLike) -> str:
    """When the rule of the finding speaks up."""
    return say(f"rule.{finding.rule}.when")

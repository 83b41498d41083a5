"""The page `docs/gaps.md`: every rule with what it finds, its base and its method."""

from __future__ import annotations

from workbench.analysis.finding import KINDS
from workbench.analysis.rules.registry import RULES, Rule
from workbench.words.finding_sentences import kind_name, rule_name
from workbench.words.say import number, say


def rules_page() -> str:
    """The list of rules as Markdown."""
    lines = [f"# {say('rules.title')}", ""]
    for paragraph in ("rules.intro", "rules.counts", "rules.generated"):
        lines += [say(paragraph), ""]
    for kind in KINDS:
        columns = [say(f"rules.column.{name}") for name in ("rule", "when", "base", "method")]
        lines += [f"## {kind_name(kind)}", "", _row(columns), _row(["---"] * 4)]
        lines += [_row(_cells(rule)) for rule in RULES if rule.kind == kind]
        lines.append("")
    return "\n".join(lines)


def _cells(rule: Rule) -> list[str]:
    formula = say(f"method.{rule.method}.formula")
    return [
        f"{rule_name(rule.id)}<br>`{rule.id}`",
        say(f"rule.{rule.id}.when"),
        say(f"rules.base.{rule.form}", weight=number(rule.weight)),
        f"{say(f'method.{rule.method}')}: {formula}",
    ]


def _row(cells: list[str]) -> str:
    return f"| {' | '.join(cells)} |"

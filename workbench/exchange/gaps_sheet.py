"""The ranked gaps as a sheet, their priorities computed live. A report: it is not read back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from workbench.analysis.finding import Finding, decision_of
from workbench.analysis.priority import CAP
from workbench.exchange.columns import distinct
from workbench.exchange.labels import Labels
from workbench.exchange.sheet_styles import DATE_FORMAT, HEADER_HEIGHT, Styles
from workbench.exchange.sheet_text import lines_of, row_height, write_text
from workbench.exchange.sheets import column_letter
from workbench.model.document import Document
from workbench.words import finding_numbers, finding_sentences
from workbench.words.labels import choice_name
from workbench.words.say import say

_COLUMNS = {
    "map": 22,
    "stage": 18,
    "kind": 13,
    "finding": 46,
    "method": 24,
    "numbers": 24,
    "action": 46,
    "priority": 10,
    "base": 9,
    "depth": 9,
    "persona": 9,
    "working": 30,
    "decision": 13,
    "reason": 26,
    "owner": 18,
    "effort": 9,
    "due": 12,
}
_MOST_LINES = 6
_WRAPPED = frozenset({"finding", "method", "numbers", "action", "working", "reason"})
_NAMES = tuple(_COLUMNS)


def write(
    worksheet: Any,
    document: Document,
    findings: Mapping[str, Sequence[Finding]],
    labels: Labels,
    styles: Styles,
) -> None:
    """Fill an empty worksheet with the findings of each map, most important first."""
    everything = [finding for found in findings.values() for finding in found]
    headers = distinct(say(f"gaps_sheet.{name}") for name in _NAMES)
    formula = _priority_formula(dict(zip(_NAMES, headers, strict=True)))
    columns: list[dict[str, object]] = [
        {"header": header, "header_format": styles.header()} for header in headers
    ]
    columns[_NAMES.index("priority")]["formula"] = formula
    worksheet.add_table(
        0,
        0,
        max(1, len(everything)),
        len(_NAMES) - 1,
        {"name": "Gaps", "style": "Table Style Light 1", "columns": columns},
    )
    for row, finding in enumerate(everything, start=1):
        _write_row(worksheet, row, document, finding, formula, labels, styles)
    for at, width in enumerate(_COLUMNS.values()):
        worksheet.set_column(at, at, width)
    worksheet.set_row(0, HEADER_HEIGHT)
    worksheet.freeze_panes(1, 0)
    worksheet.set_landscape()
    worksheet.set_paper(9)
    worksheet.fit_to_pages(1, 0)
    worksheet.repeat_rows(0)


def column_range(title: str, name: str, listed: int) -> str:
    """The cells of one column of the sheet `title` that lists so many findings."""
    letter = column_letter(_NAMES.index(name) + 1)
    quoted = title.replace("'", "''")
    return f"'{quoted}'!${letter}$2:${letter}${listed + 1}"


def _priority_formula(headers: Mapping[str, str]) -> str:
    """Priority = base × stage depth × persona share, at most 20 (see methods: priority)."""
    parts = "*".join(
        f"Gaps[[#This Row],[{headers[name]}]]" for name in ("base", "depth", "persona")
    )
    return f"=MIN({CAP:g},{parts})"


def _write_row(
    worksheet: Any,
    row: int,
    document: Document,
    finding: Finding,
    formula: str,
    labels: Labels,
    styles: Styles,
) -> None:
    decision = decision_of(document, finding)
    texts = {
        "map": labels.label("maps", finding.map) if finding.map else "",
        "stage": labels.label("stages", finding.stage) if finding.stage else "",
        "kind": finding_sentences.kind_name(finding.kind),
        "finding": finding_sentences.headline(document, finding),
        "method": finding_sentences.method_name(finding),
        "numbers": finding_numbers.numbers_text(finding),
        "action": finding_sentences.action(document, finding),
        "working": finding_sentences.working_text(document, finding),
        "decision": choice_name("state", decision.state) if decision and decision.state else "",
        "reason": decision.reason if decision else "",
        "owner": decision.owner if decision else "",
    }
    plain, wrapped = (styles.get(num_format="@", text_wrap=wraps) for wraps in (False, True))
    for name, text in texts.items():
        style = wrapped if name in _WRAPPED else plain
        write_text(worksheet, row, _NAMES.index(name), text, style)
    lines = (lines_of(texts[name][:1000], _COLUMNS[name]) for name in _WRAPPED)
    worksheet.set_row(row, row_height(min(max(lines), _MOST_LINES)))
    working = finding.working
    factors = {
        "base": working.base,
        "depth": working.depth_factor,
        "persona": working.persona_factor,
    }
    for name, factor in factors.items():
        worksheet.write_number(row, _NAMES.index(name), factor, styles.get(num_format="0.##"))
    worksheet.write_formula(
        row,
        _NAMES.index("priority"),
        formula,
        styles.get(bold=True, num_format="0.0"),
        finding.priority,
    )
    if decision and decision.effort is not None:
        worksheet.write_number(row, _NAMES.index("effort"), decision.effort, styles.get())
    if decision and decision.due is not None:
        style = styles.get(num_format=DATE_FORMAT)
        worksheet.write_datetime(row, _NAMES.index("due"), decision.due, style)

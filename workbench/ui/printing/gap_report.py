"""The gaps of a map as a document to print: summary, heat map, the worst ones one by one."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QFont, QPainter

from workbench.analysis.counting import counting
from workbench.analysis.finding import KINDS, Finding, Kind, decision_of
from workbench.drawing.poster import Paper
from workbench.model import queries
from workbench.model.document import Document
from workbench.ui.panels.gaps_rows import tone_of
from workbench.ui.printing import blocks
from workbench.ui.printing.blocks import LABEL, PALETTE, SMALL, Block
from workbench.ui.printing.paragraph import Face, Paragraph
from workbench.ui.render import shapes
from workbench.ui.render.pages import Page, Pages
from workbench.ui.render.style import colour
from workbench.words import finding_numbers, finding_sentences
from workbench.words.labels import choice_name
from workbench.words.say import count, number, say

WORST = 20
"""How many gaps are told one by one."""

_MARGIN, _FOOT = 42.0, 22.0
_STAGES_ACROSS = 9
"""More stages than this go into a second heat map."""
_PRIORITY_WIDTH = 44.0
_SHORT_FIGURE = 9
"""The most characters of a figure that are shown large."""
_NAME_WIDTH = 74.0


def gap_report(
    document: Document,
    map_id: str,
    findings: Sequence[Finding],
    paper: Paper,
    base: QFont,
    today: datetime.date,
) -> Pages:
    """A report of these open findings of a map, the worst first, on upright paper.

    Raises KeyError where there is no such map.
    """
    title = say("print.report.title", map=document.maps[map_id].name)
    width = paper.width - 2 * _MARGIN
    report = _Report(document, map_id, findings, base, width)
    spread = blocks.in_pages(report.blocks(), paper.height - 2 * _MARGIN - _FOOT)

    def page(index: int, shown: Sequence[Block]) -> Page:
        def paint(painter: QPainter) -> None:
            blocks.stacked(shown).paint(painter, _MARGIN, _MARGIN)
            top = paper.height - _MARGIN - 8
            ink, right = colour(PALETTE.muted), Qt.AlignmentFlag.AlignRight
            foot = say("print.report.foot", title=title, date=today.isoformat())
            Paragraph(foot, base, SMALL, width * 0.8, 1).paint(painter, _MARGIN, top, ink)
            place = say("print.page", page=index + 1, pages=len(spread))
            Paragraph(place, base, SMALL, width, 1, right).paint(painter, _MARGIN, top, ink)

        return Page(paper.width, paper.height, paint)

    return Pages(
        title=title,
        pages=tuple(page(index, shown) for index, shown in enumerate(spread)),
        smallest_text=float(SMALL.size),
    )


class _Report:
    def __init__(
        self,
        document: Document,
        map_id: str,
        findings: Sequence[Finding],
        base: QFont,
        width: float,
    ) -> None:
        self._document, self._map, self._base, self._width = document, map_id, base, width
        self._findings = sorted(findings, key=lambda it: (-it.priority, it.key))

    def blocks(self) -> list[Block]:
        found = [*self._head(), self._tiles(), blocks.space(20)]
        if not self._findings:
            found.append(self._text(say("print.report.none"), Face(10)))
            return found
        found += self._heat_maps()
        found += [self._heading(say("print.report.worst")), blocks.space(6)]
        for finding in self._findings[:WORST]:
            found += [blocks.rule(self._width), blocks.space(7), self._finding(finding)]
        rest = len(self._findings) - WORST
        if rest > 0:
            found += [blocks.space(4), self._text(say("print.report.more", n=rest), SMALL)]
        return found

    def _text(self, words: str, face: Face, ink: str = PALETTE.muted, limit: int = 1000) -> Block:
        return blocks.text(words, self._base, face, self._width, ink, limit)

    def _heading(self, words: str) -> Block:
        face = Face(13, bold=True)
        return blocks.text(words, self._base, face, self._width, PALETTE.text, 2, keeps=True)

    def _head(self) -> list[Block]:
        journey = self._document.maps[self._map]
        title = say("print.report.title", map=journey.name)
        names = [it.name for it in queries.map_personas(self._document, self._map) if it.name]
        line = " · ".join(part for part in (", ".join(names), journey.offer) if part)
        found = [self._text(title, Face(22, bold=True), PALETTE.text, 3)]
        if line:
            found += [blocks.space(4), self._text(line, Face(10), limit=2)]
        return [*found, blocks.space(18)]

    def _tiles(self) -> Block:
        """The report in four figures."""
        document, findings = self._document, self._findings
        everything = queries.touchpoints(document, self._map)
        bad = sum(tone_of(finding.priority) == "bad" for finding in findings)
        stages = {finding.stage for finding in findings if finding.stage is not None}
        counted = (
            (count(len(findings)), say("print.report.gaps", n=len(findings)), "accent"),
            (count(bad), say("print.report.bad", n=bad), "bad" if bad else "good"),
            (
                say(
                    "coverage.of", part=len(stages), whole=len(queries.stages(document, self._map))
                ),
                say("print.report.stages"),
                "accent",
            ),
            (
                say(
                    "coverage.of",
                    part=len(counting(document, self._map)),
                    whole=len(everything),
                ),
                say("print.report.touchpoints"),
                "accent",
            ),
        )
        gap = 10.0
        width = (self._width - gap * (len(counted) - 1)) / len(counted)
        return blocks.beside(
            [
                (index * (width + gap), self._tile(width, *figure))
                for index, figure in enumerate(counted)
            ]
        )

    def _tile(self, width: float, figure: str, words: str, tone: str) -> Block:
        inset = 10.0
        ink = {"accent": PALETTE.accent, "bad": PALETTE.bad, "good": PALETTE.good}[tone]
        ground = {"accent": PALETTE.window, "bad": PALETTE.bad_soft, "good": PALETTE.good_soft}[
            tone
        ]
        size = 18 if len(figure) <= _SHORT_FIGURE else 13
        inner = blocks.stacked(
            [
                blocks.text(figure, self._base, Face(size, bold=True), width - 2 * inset, ink, 1),
                blocks.text(words, self._base, SMALL, width - 2 * inset, PALETTE.text, 2),
            ]
        )
        height = 62.0

        def paint(painter: QPainter, left: float, top: float) -> None:
            shapes.box(painter, QRectF(left, top, width, height), 8, colour(ground))
            inner.paint(painter, left + inset, top + 8)

        return Block(height, paint)

    def _heat_maps(self) -> list[Block]:
        columns = [(stage.id, stage.name) for stage in queries.stages(self._document, self._map)]
        if any(finding.stage is None for finding in self._findings):
            columns.append(("", say("gaps.whole_map")))
        found = [self._heading(say("print.report.heat")), blocks.space(8)]
        for start in range(0, len(columns), _STAGES_ACROSS):
            found.append(self._heat_map(columns[start : start + _STAGES_ACROSS]))
            found.append(blocks.space(20))
        return found

    def _heat_map(self, columns: Sequence[tuple[str, str]]) -> Block:
        gap = 3.0
        width = (self._width - _NAME_WIDTH) / len(columns)
        heads = [blocks.centred(name, self._base, SMALL, width - gap) for _, name in columns]
        rows = [blocks.beside([(0.0, blocks.space(12))])]
        for kind in KINDS:
            rows.append(self._heat_row(kind, [stage for stage, _ in columns], width, gap))
        table = blocks.stacked(rows, gap)

        def paint(painter: QPainter, left: float, top: float) -> None:
            for index, head in enumerate(heads):
                head.paint(painter, left + _NAME_WIDTH + index * width, top, colour(PALETTE.text))
            table.paint(painter, left, top)

        return Block(table.height, paint)

    def _heat_row(self, kind: Kind, stages: Sequence[str], width: float, gap: float) -> Block:
        height = 18.0
        name = blocks.text(
            finding_sentences.kind_name(kind), self._base, SMALL, _NAME_WIDTH - 6, limit=1
        )
        cells = []
        for stage in stages:
            here = [
                finding.priority
                for finding in self._findings
                if finding.kind == kind and (finding.stage or "") == stage
            ]
            tone = tone_of(max(here)) if here else "good"
            word = blocks.centred(count(len(here)), self._base, LABEL, width - gap)
            cells.append((word, *_colours(tone)))

        def paint(painter: QPainter, left: float, top: float) -> None:
            name.paint(painter, left, top + (height - name.height) / 2)
            for index, (word, ink, ground) in enumerate(cells):
                cell = QRectF(left + _NAME_WIDTH + index * width, top, width - gap, height)
                shapes.box(painter, cell, 4, colour(ground))
                word.paint(painter, cell.left(), top + (height - word.height) / 2, colour(ink))

        return Block(height, paint)

    def _finding(self, finding: Finding) -> Block:
        """One gap: priority, stage, what is wrong, what to do, how it was found."""
        document, base = self._document, self._base
        width = self._width - _PRIORITY_WIDTH
        ink, ground = _colours(tone_of(finding.priority))
        badge, _ = blocks.pill(f"{finding.priority:.1f}", base, colour(ink), colour(ground))
        stage = (
            finding_sentences.name_of(document, "stages", finding.stage)
            if finding.stage is not None
            else say("gaps.whole_map")
        )
        where = f"{stage} · {finding_sentences.kind_name(finding.kind)}"
        method = finding_sentences.explanation(finding)
        figures = finding_numbers.numbers_text(finding)
        lines = [
            blocks.text(where, base, LABEL, width, PALETTE.muted, 1),
            blocks.text(finding_sentences.headline_parts(document, finding), base, Face(10), width),
            blocks.text(
                say("print.report.action", action=finding_sentences.action(document, finding)),
                base,
                Face(10, bold=True),
                width,
                PALETTE.accent,
            ),
            blocks.text(method, base, SMALL, width, PALETTE.muted),
        ]
        if figures:
            lines.append(blocks.text(figures, base, SMALL, width, PALETTE.muted))
        working = finding_sentences.working_text(document, finding)
        words = say("print.report.working", working=working)
        lines.append(blocks.text(words, base, SMALL, width, PALETTE.muted))
        decided = self._decided(finding)
        if decided:
            lines.append(blocks.text(decided, base, Face(8, bold=True), width, PALETTE.text))
        told = blocks.beside([(0.0, badge), (_PRIORITY_WIDTH, blocks.stacked(lines, 2))])
        return Block(told.height + 9, told.paint)

    def _decided(self, finding: Finding) -> str:
        decision = decision_of(self._document, finding)
        if decision is None:
            return ""
        parts = []
        if decision.state:
            parts.append(choice_name("state", decision.state))
        if decision.owner:
            parts.append(say("gaps.planned.owner", owner=decision.owner))
        if decision.effort is not None:
            parts.append(say("gaps.planned.effort", effort=number(decision.effort)))
        if decision.due is not None:
            parts.append(say("gaps.planned.due", due=decision.due.isoformat()))
        return " · ".join(parts)


def _colours(tone: str) -> tuple[str, str]:
    """Ink and ground of a tone."""
    if tone == "plain":
        return PALETTE.text, PALETTE.window
    return getattr(PALETTE, tone), getattr(PALETTE, f"{tone}_soft")

"""Maps of English-speaking businesses: every layout, each with damages of its own."""

from __future__ import annotations

from dataclasses import replace

from tests.exchange.foreign_corpus import damages, layouts, marks
from tests.exchange.foreign_corpus.case import Case, one_map
from tests.exchange.foreign_corpus.journey import journey
from tests.exchange.foreign_corpus.key import Key
from tests.exchange.foreign_corpus.layouts import Marks
from tests.exchange.foreign_corpus.sheet import Formula, Sheet, Value, table

dentist, software = journey("dentist"), journey("software")
plain = Marks("en")
GRID = ("touchpoint", "does", "thinks", "pain", "opportunity")
SHORT = ("stage", "touchpoint", "channel", "importance", "satisfaction")


def cases() -> tuple[Case, ...]:
    return (*_touchpoints_as_rows(), *_grids(), *_lists(), *_several())


def _touchpoints_as_rows() -> tuple[Case, ...]:
    merged, merged_key = layouts.touchpoint_rows(dentist, plain, wording=1, stage="merged")
    merged = damages.titled(merged.shifted(0, 1), "Smile practice: customer journey")
    merged = damages.footed(
        merged, "Made in the workshop of the spring meeting", "Confidential", gap=2, column=1
    )

    fives = Marks("en", marks.five, marks.five, marks.feeling_of_five)
    torn, torn_key = layouts.touchpoint_rows(dentist, fives, stage="first")
    torn = damages.relabelled(
        torn,
        {
            "Touchpoint": "Touhcpoint",
            "Importance": "Importnace (1-5)",
            "Satisfaction": "Satisfction (1-5)",
            "Feeling": "Feeling (1 = bad, 5 = great)",
        },
    )

    words = Marks("en", marks.level, marks.level, marks.feeling_word)
    loud, loud_key = layouts.touchpoint_rows(software, words)
    loud.cells = {
        (row, column): str(value).upper() if row == 0 and column % 2 else value
        for (row, column), value in loud.cells.items()
    }

    starry = Marks("en", marks.stars, marks.star_emoji)
    summed, summed_key = layouts.touchpoint_rows(
        software, starry, ("touchpoint", "stage", "importance", "satisfaction", "owner")
    )
    summed = damages.totalled(summed, {0: "Number of touchpoints", 1: Formula("=ROWS(A2:A11)", 10)})

    texts = Marks("en", marks.ten_as_text, marks.half_less_comma)
    typed, typed_key = layouts.touchpoint_rows(dentist, texts, SHORT, wording=2)
    typed = damages.totalled(typed, {0: "Average", 3: Formula("=SUM(D2:D11)/10", 6.8)})

    shares = Marks("en", marks.ten, marks.percent)
    share, share_key = layouts.touchpoint_rows(software, shares, SHORT)

    hidden, hidden_key = layouts.touchpoint_rows(dentist, plain, stage="merged")
    hidden = damages.numbered(hidden, "DP-")
    hidden.comments[3, 2] = "Checked with the front desk"
    hidden.strays.append("Checked with the front desk")

    wide, wide_key = layouts.touchpoint_rows(software, plain, SHORT)
    wide = damages.spread(wide)
    wide = damages.legend(wide, [(10, "could not be better"), (1, "could not be worse")])

    return (
        one_map("dentist touchpoints.xlsx", layouts.touchpoint_rows(dentist, plain)),
        one_map(
            "dentist merged stages, title, footer.xlsx",
            (merged, merged_key),
            name="Smile practice: customer journey",
        ),
        one_map("dentist 1 to 5, misspelt.xlsx", (damages.trailing_blanks(torn), torn_key)),
        one_map("software words, shouting.xlsx", (loud, loud_key)),
        one_map("software stars, total.xlsx", (summed, summed_key), numbering=r"10"),
        one_map("dentist numbers as text, mean.xlsx", (typed, typed_key), numbering=r"6\.8"),
        one_map("software per cent.ods", (share, share_key)),
        one_map(
            "dentist hidden numbers, comment.xlsx", (hidden, hidden_key), numbering=r"DP-\d+|ID"
        ),
        one_map("software blank columns, legend.xlsx", (wide, wide_key), numbering=r"10|1"),
        one_map(
            "dentist UTF-16.tsv",
            layouts.touchpoint_rows(dentist, plain, wording=1),
            encoding="utf-16",
            separator="\t",
        ),
        one_map(
            "software no header.xlsx",
            layouts.touchpoint_rows(
                software, plain, ("stage", "touchpoint", "channel"), header=False
            ),
        ),
        one_map("dentist turned.xlsx", _turned(layouts.touchpoint_rows(dentist, plain))),
    )


def _turned(laid: layouts.Laid) -> layouts.Laid:
    return laid[0].turned(), laid[1]


def _grids() -> tuple[Case, ...]:
    faces = Marks("en", feeling=marks.feeling_emoji)
    mixed = (*GRID, "feeling")
    grouped, grouped_key = layouts.card_cells(software, plain, GRID, wording=1, label_in="merged")
    grouped = grouped.shifted(1, 0)
    for column, last, name in ((1, 2, "Before buying"), (3, 3, "Buying"), (4, 5, "Using")):
        grouped.stray(0, column, name)
        grouped.merge(0, column, 0, last)

    across, across_key = layouts.touchpoint_columns(
        software, faces, ("touchpoint", "channel", "does", "feeling", "satisfaction"), wording=1
    )
    torn, torn_key = layouts.touchpoint_columns(
        dentist, faces, ("touchpoint", "does", "thinks", "pain"), merged=False
    )
    deep, deep_key = layouts.stage_columns(dentist, faces, ("question", *mixed), wording=2)
    deep = damages.titled(deep.shifted(0, 2), "Customer Journey Map", "Version 3, draft")
    deep = damages.footed(deep, "Next review in autumn", gap=1, column=2)

    return (
        one_map(
            "dentist grid, numbered arrows.xlsx",
            layouts.stage_columns(
                dentist, faces, mixed, decorate=lambda n, name: f"{n}. {name} >>"
            ),
        ),
        one_map("dentist grid lower right.xlsx", (deep, deep_key), name="Customer Journey Map"),
        one_map("software grid, groups above.xlsx", (grouped, grouped_key)),
        one_map("software merged stages over touchpoints.xlsx", (across, across_key)),
        one_map("dentist merged cells removed.xlsx", (torn, torn_key)),
        one_map(
            "dentist stages as rows.csv",
            layouts.stage_rows(dentist, plain, ("stage", "question", *GRID)),
        ),
        one_map(
            "software stages as rows, bullets.xlsx",
            layouts.stage_rows(
                software,
                plain,
                ("stage", *GRID, "channel"),
                wording=1,
                bullet="• ",
                decorate=lambda _, name: f"{name.upper()} →",
            ),
        ),
    )


def _lists() -> tuple[Case, ...]:
    return (
        one_map(
            "software lists side by side.xlsx",
            layouts.lists_beside(software, decorate=lambda n, name: f"Stage {n}: {name}"),
        ),
        one_map(
            "dentist one list.xlsx",
            layouts.lists_below(dentist, decorate=lambda n, name: f"{n}) {name}", bullet="- "),
        ),
    )


def _questions() -> list[list[Value | None]]:
    return [[phase.name, phase.question] for phase in dentist]


def _several() -> tuple[Case, ...]:
    first, first_key = layouts.stage_columns(dentist, plain, GRID)
    second, second_key = layouts.touchpoint_rows(software, plain)
    first.title, second.title = "Patients", "Software buyers"
    front = damages.cover(
        "Cover", ["Customer journeys", "Prepared for the owners of both firms", "Not for others"]
    )
    questions = table([["Stage", "Customer question"], *_questions()])
    below, below_key = layouts.touchpoint_rows(dentist, plain, SHORT)
    asked = tuple(
        replace(stage, question=phase.question)
        for stage, phase in zip(below_key, dentist, strict=True)
    )
    notes = Sheet("Notes")
    notes.stray(0, 0, "Ask the front desk for the numbers of last year")
    notes.stray(1, 0, "The next workshop is about invoices")
    return (
        Case(
            "two maps after a cover.xlsx",
            (front, first, second),
            Key(
                (first_key, second_key),
                (),
                tuple(front.strays),
                names=("Patients", "Software buyers"),
            ),
        ),
        one_map("dentist questions above touchpoints.xlsx", (questions.above(below), asked)),
        one_map(
            "software and loose notes.xlsx",
            layouts.touchpoint_rows(software, plain),
            beside=(notes,),
        ),
    )

"""What the wizard says about a file as a whole."""

from __future__ import annotations

from workbench.exchange.foreign.reading import Conversion, Reading
from workbench.exchange.foreign_answers import Opened, Shown
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say


def heading(name: str, shown: Shown) -> str:
    """What the file is, in a line."""
    if shown.counts["stages"]:
        return say("foreign_import.heading.map", name=name)
    if shown.counts["personas"]:
        return say("foreign_import.heading.personas", name=name)
    return say("foreign_import.heading.nothing", name=name)


def explanation(shown: Shown, *, undoable: bool) -> str:
    """What one may do, or why there is nothing to import and what to do then."""
    if shown.counts["stages"] or shown.counts["personas"]:
        return say(f"foreign_import.explanation{'.undo' if undoable else ''}")
    kinds = [layout.looks_like for layout in shown.layouts if layout.looks_like]
    looks_like = say(f"foreign.looks_like.{kinds[0] if kinds else 'unknown'}")
    return say("foreign_import.nothing", looks_like=looks_like)


def worth_knowing(opened: Opened, shown: Shown, reading: Reading) -> list[str]:
    """What else one should know about the file and how it is read, a line each."""
    told = [sentence(problem) for problem in reading.notices]
    told += [_converted(conversion) for conversion in reading.conversions]
    if opened.cleaned:
        told.append(say("foreign_import.cleaned", n=opened.cleaned))
    if opened.sheet_count > len(opened.sheets):
        told.append(
            say("foreign_import.sheets_cut", shown=len(opened.sheets), n=opened.sheet_count)
        )
    for sheet in opened.sheets:
        if sheet.is_cut:
            cut = say(
                "foreign_import.cut",
                rows=sheet.row_count,
                columns=sheet.column_count,
            )
            told.append(f"{sheet.title}: {cut}" if len(opened.sheets) > 1 else cut)
    cards = shown.counts["touchpoints"] + shown.counts["notes"]
    if cards > shown.cards_shown:
        told.append(say("foreign_import.cards_cut", shown=shown.cards_shown, n=cards))
    return told


def _converted(conversion: Conversion) -> str:
    feeling = conversion.taken_for == "feeling"
    written, kept = conversion.example
    return say(
        "foreign_import.converted",
        header=conversion.header or say(f"foreign.use.{conversion.taken_for}"),
        scale=say(f"foreign.scale.{conversion.scale}"),
        target=say(f"foreign_import.converted.{'feeling' if feeling else 'score'}"),
        written=written,
        kept=number(kept, 2),
        n=conversion.n,
    )

"""Workbooks that come back: several at once, rows known by what is in them, lists for others."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "problem.proposal.rivals": "Two workbooks want this differently, and both were accepted. Accept one of the two.",
    "problem.workbook.cleaned": (
        "In {n} cell of “{path}”, characters that no text can hold, such as NUL, were left out, and line ends made one kind.",
        "In {n} cells of “{path}”, characters that no text can hold, such as NUL, were left out, and line ends made one kind.",
    ),
    "problem.sheet.no_header": "The sheet “{cell}” has lost the row of headings, so its columns cannot be told apart. It was left out. Give it its headings back.",
    "problem.sheet.by_content": "The rows of “{cell}” came without ids that can be trusted. They were matched by what is in them; look at what is marked as a guess.",
    "cli.import.workbooks": "a workbook that was exported from FILE, NAME.xlsx; several are merged",
    "cli.import.accepted": "apply the changes of one kind; all of them, with removals; or what is sure: no conflicts, no removals, no uncertain guesses (default: none)",
    "cli.import.report": "lines to read, or JSON for other programs (default: text)",
    "cli.import.item": "{sign} {item}",
    "cli.import.change": "{sign} {item}: {field}: “{before}” → “{after}”",
    "cli.import.both_sides": ", changed on both sides since the export, when it was “{base}”",
    "cli.import.rivals": ", wanted otherwise in another workbook",
    "cli.import.guess": " (a guess, {guess} % sure)",
    "cli.import.at": "{what}  [{source}]",
    "cli.import.undecided": (
        "{n} change was left out, because two workbooks want it differently. Import the one that is right, alone.",
        "{n} changes were left out, because the workbooks want them differently. Import the one that is right, alone.",
    ),
}

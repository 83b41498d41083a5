"""Pictures and print: what the window and the command line say about them."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "print.sheet": "{sheet} of {rows} × {columns}",
    "print.page": "{page} of {pages}",
    "cli.export.tiles": "for a PDF: a poster over sheets of PAPER, one of {papers}, to be cut and glued (default: one page as large as the map)",
    "cli.export.tiles.pdf": "--tiles needs a PDF: “{path}” must end in .pdf",
    "cli.export.tiles.paper": "there is no paper “{got}” here; there are {papers}",
    "cli.export.sheets": (
        "{n} sheet of {paper} ({rows} × {columns}).",
        "{n} sheets of {paper} ({rows} × {columns}).",
    ),
    "print.card.quote": "“{text}”",
    "print.card.no_needs": "No needs are written down yet. Add some in the persona’s window.",
    "print.card.unnamed": "unnamed",
    "print.card.more": ("and {n} more", "and {n} more"),
    "print.report.title": "Gap report: {map}",
    "print.report.foot": "{title} · {date}",
    "print.report.none": "No open gaps. Gaps that were set aside or done are not counted.",
    "print.report.gaps": ("open gap", "open gaps"),
    "print.report.bad": (
        "of them severe (priority 12 or more)",
        "of them severe (priority 12 or more)",
    ),
    "print.report.stages": "stages have gaps",
    "print.report.touchpoints": "touchpoints count on this map",
    "print.report.heat": "Where they are",
    "print.report.worst": "The worst gaps",
    "print.report.action": "→ {action}",
    "print.report.working": "Priority {working}",
    "print.report.more": (
        "{n} gap of lower priority is not told here. The workbook lists all of them.",
        "{n} gaps of lower priority are not told here. The workbook lists all of them.",
    ),
    "print.small_text": "The smallest text is {size} pt high; below {least} pt it is hard to read.",
}

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
    "print.small_text": "The smallest text is {size} pt high; below {least} pt it is hard to read.",
}

"""Workbooks that come back: several at once, rows known by what is in them, lists for others."""

TEXTS: dict[str, str | tuple[str, str]] = {
    "problem.proposal.rivals": "Two workbooks want this differently, and both were accepted. Accept one of the two.",
    "problem.cell.cleaned": "{cell}: characters that no text can hold were left out, line ends made one kind.",
    "problem.sheet.no_header": "The sheet “{cell}” has lost the row of headings, so its columns cannot be told apart. It was left out. Give it its headings back.",
    "problem.sheet.by_content": "The rows of “{cell}” came without ids that can be trusted. They were matched by what is in them; look at what is marked as a guess.",
}

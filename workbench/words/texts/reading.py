"""Sentences of reading spreadsheets: what a file is instead, and what went wrong."""

TEXTS: dict[str, str | tuple[str, str]] = {
    # the file
    "problem.workbook.missing": "There is no file “{path}”. Check the name.",
    "problem.workbook.link": "“{path}” is a link that leads nowhere. Choose the file itself.",
    "problem.workbook.folder": "“{path}” is a folder, not a spreadsheet. Choose the file inside it.",
    "problem.workbook.not_a_file": "“{path}” is a device or a pipe, not an ordinary file, so there is no spreadsheet to read. Choose a file.",
    "problem.workbook.unreadable": "“{path}” cannot be read: {reason}. Check that you may open it.",
    "problem.workbook.empty": "“{path}” is empty: there is not a single value in it. Ask for it again.",
    "problem.workbook.too_large": "“{path}” is larger than a spreadsheet of journeys can be. Copy the sheets that matter into a new file, without the empty rows and columns, and import that.",
    "problem.workbook.unpacked": "“{path}” would unpack to far more than it seems to hold, so it was not opened. Open it in your spreadsheet program, copy the sheets that matter into a new file, and import that.",
    "cli.limit_seconds": "seconds of computing that reading a spreadsheet may take, {low} to {high} (default: as set, else 10)",
    "cli.limit_memory": "MiB of memory that reading a spreadsheet may take, {low} to {high} (default: as set, else 512)",
    "cli.limit.wrong": "a whole number from {low} to {high} is needed, not “{got}”",
    # what it is instead
    "problem.workbook.journey": "“{path}” is a Journey Workbench workspace, not a spreadsheet. Open it with File ▸ Open.",
    "problem.workbook.not_a_workbook": "“{path}” is neither a spreadsheet nor a text with separated values. Choose the spreadsheet itself: .xlsx, .ods, .xls or .csv.",
    "problem.workbook.pdf": "“{path}” is a PDF, from which no cells can be read. Ask for the spreadsheet that it was made from.",
    "problem.workbook.picture": "“{path}” is a picture, from which no cells can be read. Ask for the spreadsheet that it was made from.",
    "problem.workbook.word": "“{path}” is a text document. Copy its table into a spreadsheet, save that, and import it.",
    "problem.workbook.powerpoint": "“{path}” is a presentation. Copy its tables into a spreadsheet, save that, and import it.",
    "problem.workbook.open_document": "“{path}” is an OpenDocument file, but no spreadsheet. Copy its table into a spreadsheet, save that, and import it.",
    "problem.workbook.numbers": "“{path}” is an Apple iWork document, which cannot be read. Export it as an Excel workbook there, and import that.",
    "problem.workbook.mail": "“{path}” is an e-mail. Save the spreadsheet that is attached to it, and import that.",
    "problem.workbook.database": "“{path}” is a database. Export the table as .csv or .xlsx, and import that.",
    "problem.workbook.zip": "“{path}” is a zip archive without a spreadsheet of its own. Unpack it, and choose the spreadsheet inside.",
    "problem.workbook.packed": "“{path}” is a packed archive. Unpack it, and choose the spreadsheet inside.",
    "problem.workbook.web_page": "“{path}” is a web page, whatever its name says. Open it in your spreadsheet program and save it as .xlsx.",
    "problem.workbook.old_xml": "“{path}” is a spreadsheet saved as plain XML, which cannot be read. Open it in your spreadsheet program and save it as .xlsx.",
    "problem.workbook.xml": "“{path}” is an XML file, not a spreadsheet. If your spreadsheet program can open it, save it there as .xlsx.",
    "problem.workbook.json": "“{path}” is a JSON file, not a spreadsheet. Export the data as .csv or .xlsx, and import that.",
    # what is wrong with it
    "problem.workbook.password": "“{path}” is protected by a password. Open it in your spreadsheet program, remove the password, and save it again.",
    "problem.workbook.cut_off": "“{path}” is damaged: part of the file is missing. Copy or download it again.",
    "problem.workbook.damaged": "“{path}” is damaged and cannot be read. Open it in your spreadsheet program, let it repair the file, and save it as .xlsx.",
    "problem.workbook.no_sheet": "“{path}” has no sheet with cells, perhaps only charts. Choose the spreadsheet with the table.",
    # the process that reads
    "problem.workbook.time_limit": (
        "Reading “{path}” was given up: it took more than {n} second of computing. Remove the rows and sheets that do not matter, or allow more time in the settings or with --limit-seconds.",
        "Reading “{path}” was given up: it took more than {n} seconds of computing. Remove the rows and sheets that do not matter, or allow more time in the settings or with --limit-seconds.",
    ),
    "problem.workbook.memory_limit": "Reading “{path}” was given up: it took more than {memory} MiB of memory. Remove the rows and sheets that do not matter, or allow more memory in the settings or with --limit-memory.",
    "problem.workbook.ended": "Reading “{path}” stopped unexpectedly, so the file is probably damaged. Open it in your spreadsheet program and save it as .xlsx.",
    "problem.workbook.stopped": "Reading “{path}” was stopped. Nothing was changed.",
    "setting.reading_seconds": "Seconds that reading a spreadsheet may take",
    "setting.reading_memory": "Memory that reading a spreadsheet may take, in MiB",
}

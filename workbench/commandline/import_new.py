"""`import SHEET --new OUT`: a map in somebody's own layout becomes a workspace."""

from __future__ import annotations

import argparse

import msgspec

from workbench.commandline.answers import counts, print_bytes, short
from workbench.commandline.choosing import is_same, refuse_existing
from workbench.commandline.grammar import WrongUsage
from workbench.commandline.saving import save_new
from workbench.exchange.foreign.layout import Layout, Options
from workbench.exchange.foreign.reading import Reading
from workbench.exchange.problems import ExchangeError
from workbench.exchange.sheets import Book, address
from workbench.model.problems import Problem
from workbench.store import templates
from workbench.words.problem_sentences import sentence
from workbench.words.say import number, say


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--mapping, --cells, --unplaced and --force, which go with --new alone."""
    parser.add_argument("--mapping", metavar="NAME", help=say("cli.import.mapping"))
    parser.add_argument("--cells", choices=("lines", "whole"), help=say("cli.import.cells"))
    parser.add_argument(
        "--unplaced", choices=("leave", "remarks", "notes"), help=say("cli.import.unplaced")
    )
    parser.add_argument("--force", action="store_true", help=say("cli.import.force"))


def import_new(options: argparse.Namespace) -> int:
    """Read a foreign sheet, write the workspace, and say what was made of it."""
    from workbench.exchange import base_sheet
    from workbench.exchange.foreign import mapping, read_map, recognise, report
    from workbench.exchange.rating_marker import refuse_rating_sheet
    from workbench.exchange.reading.read_workbook import read_workbook

    if len(options.workbooks) != 1:
        raise WrongUsage(say("cli.import.one_sheet"))
    (path,) = options.workbooks
    if is_same(options.new, path):
        raise ExchangeError(Problem.of("foreign.same", path=str(options.new)))
    refuse_existing(options.new, options.force)
    book = read_workbook(path)
    refuse_rating_sheet(book.sheets, path.name)
    if any(sheet.rows.get(1, {}).get(1) == base_sheet.MARKER for sheet in book.sheets):
        raise ExchangeError(Problem.of("foreign.ours", path=str(path)))
    layouts = recognise.recognise(book.sheets)
    if options.mapping is not None:
        saved = mapping.mapping_named(options.mapping)
        layouts = mapping.applied(book.sheets, layouts, saved)
    if options.cells is not None:
        layouts = tuple(
            msgspec.structs.replace(layout, split=options.cells == "lines") for layout in layouts
        )
    chosen = Options(name=path.stem, unplaced=options.unplaced or "leave")
    reading = read_map.read_map(book.sheets, layouts, chosen, templates.library())
    if not options.dry_run:
        save_new(options.new, reading.document)
    if options.report == "json":
        print_bytes(report.as_json(book, layouts, reading, file=path.name, mapping=options.mapping))
    else:
        _print(book, layouts, reading)
        code = "cli.import.would_make" if options.dry_run else "cli.new.done"
        print(say(code, path=options.new, counts=counts(reading.document)))
    return 0


def _print(book: Book, layouts: tuple[Layout, ...], reading: Reading) -> None:
    from workbench.exchange.foreign.report import area_text

    for layout in layouts:
        form = say(f"foreign.form.{layout.form}")
        place = f"{book.sheets[layout.sheet].title}!{area_text(layout.area)}"
        print(say("cli.import.layout", place=place, form=form, sure=layout.sure))
    for item in reading.conversions:
        print(
            say(
                "foreign.scores",
                header=short(item.header) or say(f"foreign.use.{item.taken_for}"),
                n=item.n,
                scale=say(f"foreign.scale.{item.scale}"),
                written=short(item.example[0]),
                kept=number(item.example[1], 2),
            )
        )
    for left in reading.unplaced:
        cell = address(book.sheets[left.sheet].title, left.row, left.column)
        why = say(f"foreign.unplaced.{left.why}")
        print(say("cli.import.left", cell=cell, text=short(left.text), why=why))
    for notice in reading.notices:
        print(sentence(notice))

"""The verbs that one types: for scripts, for tests, and for those who like it.

Exit codes: 0 done, 1 refused with one plain line on the standard error stream, 2 wrong usage.
Only pictures and the window need Qt; both come in as functions.
"""

from __future__ import annotations

import argparse
import datetime
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from workbench.model import proposal as proposals
from workbench.model import queries
from workbench.model.document import Document
from workbench.model.entities import Map
from workbench.model.patch import Label
from workbench.model.problems import JourneyError, Problem
from workbench.model.proposal import Proposal
from workbench.settings import APPLICATION, VERSION
from workbench.store import templates, workspace_file
from workbench.words.labels import table_name
from workbench.words.problem_sentences import sentence
from workbench.words.say import say

OpenWindow = Callable[[Path | None], int]
DrawPicture = Callable[[Document, str, Path], None]

WORKBOOK, PICTURE = ".xlsx", ".png"
INTERRUPTED = 130
"""The exit code after Ctrl+C that shells expect."""
LONGEST_VALUE = 200
"""Characters of a value in a list; the rest of a longer one is not printed."""
COUNTED = ("personas", "maps", "stages", "touchpoints", "connections", "notes")


class WrongUsage(Exception):
    """Arguments that make no sense together, or for this file; the text says why."""


def run(arguments: Sequence[str], *, open_window: OpenWindow, draw_picture: DrawPicture) -> int:
    """Do what `arguments` say and give the exit code; raises SystemExit for wrong usage."""
    _prepare_streams()
    try:
        if not arguments:
            return open_window(None)
        if len(arguments) == 1 and _is_workspace(arguments[0]):
            return open_window(Path(arguments[0]))
        parser = make_parser()
        options = parser.parse_args(arguments)
        options.draw_picture = draw_picture
        try:
            code: int = options.do(options)
        except WrongUsage as error:
            options.parser.error(str(error))
        sys.stdout.flush()
        return code
    except JourneyError as error:
        return _refuse(sentence(error.problem))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has had enough
        _drop_output()
        return 1
    except OSError as error:
        # files have said so themselves; what is left is the output, or a folder that is gone
        _drop_output()
        return _refuse(say("cli.system", reason=error.strerror or type(error).__name__))


def make_parser() -> argparse.ArgumentParser:
    """The grammar of the command line, with its help."""
    parser = argparse.ArgumentParser(
        prog=APPLICATION, description=say("cli.about"), usage=say("cli.usage"), allow_abbrev=False
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"{say('app.name')} {VERSION}",
        help=say("cli.version"),
    )
    verbs = parser.add_subparsers(
        prog=APPLICATION, metavar="VERB", required=True, title=say("cli.verbs")
    )

    def verb(name: str, do: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        added = verbs.add_parser(
            name, help=say(f"cli.{name}"), description=say(f"cli.{name}"), allow_abbrev=False
        )
        added.set_defaults(do=do, parser=added)
        return added

    new = verb("new", _new)
    new.add_argument("out", metavar="OUT", type=Path, help=say("cli.new.out"))
    start = new.add_mutually_exclusive_group(required=True)
    start.add_argument("--template", metavar="ID", help=say("cli.new.template"))
    start.add_argument("--sample", metavar="ID", help=say("cli.new.sample"))
    new.add_argument("--force", action="store_true", help=say("cli.force"))

    check = verb("check", _check)
    check.add_argument("file", metavar="FILE", type=Path, help=say("cli.file"))

    gaps = verb("gaps", _gaps)
    gaps.add_argument("file", metavar="FILE", type=Path, help=say("cli.file"))
    gaps.add_argument("--map", metavar="NAME", help=say("cli.map.all"))
    gaps.add_argument(
        "--format", choices=("text", "json"), default="text", help=say("cli.gaps.format")
    )
    gaps.add_argument("--as-of", metavar="DATE", type=_date, help=say("cli.as_of"))

    export = verb("export", _export)
    export.add_argument("file", metavar="FILE", type=Path, help=say("cli.file"))
    export.add_argument("out", metavar="OUT", type=Path, help=say("cli.export.out"))
    export.add_argument("--map", metavar="NAME", help=say("cli.map.export"))
    export.add_argument("--as-of", metavar="DATE", type=_date, help=say("cli.as_of"))
    export.add_argument("--force", action="store_true", help=say("cli.force"))

    bring = verb("import", _import)
    bring.add_argument("workbook", metavar="WORKBOOK", type=Path, help=say("cli.import.workbook"))
    bring.add_argument(
        "--into", metavar="FILE", type=Path, required=True, help=say("cli.import.into")
    )
    bring.add_argument("--dry-run", action="store_true", help=say("cli.import.dry_run"))
    bring.add_argument(
        "--accept", choices=("all", "added", "changed"), help=say("cli.import.accept")
    )
    return parser


def _new(options: argparse.Namespace) -> int:
    kind: templates.Kind = "template" if options.template is not None else "sample"
    known = templates.templates() if kind == "template" else templates.samples()
    wanted = options.template if kind == "template" else options.sample
    if wanted not in [info.id for info in known]:
        listed = ", ".join(info.id for info in known)
        raise WrongUsage(sentence(Problem.of(f"{kind}.unknown", got=wanted, known=listed)))
    _refuse_existing(options.out, options.force)
    document = templates.new_workspace(kind, wanted)
    workspace_file.write(options.out, document, {})
    print(say("cli.new.done", path=options.out, counts=_counts(document)))
    return 0


def _check(options: argparse.Namespace) -> int:
    opened = workspace_file.read(options.file)
    if opened.read_only:
        return _refuse(say("cli.check.newer", path=options.file))
    if opened.repairs:
        for repair in opened.repairs:
            print(sentence(repair))
        return _refuse(say("cli.check.repairs", path=options.file, n=len(opened.repairs)))
    print(say("cli.check.sound", path=options.file, counts=_counts(opened.document)))
    return 0


def _gaps(options: argparse.Namespace) -> int:
    from workbench.exchange import gap_list

    document = workspace_file.read(options.file).document
    found = gap_list.of_maps(document, _chosen(document, options.map), _day(options))
    if options.format == "json":
        _print_bytes(gap_list.as_json(document, found))
    else:
        for line in gap_list.as_text(document, found):
            print(line)
    return 0


def _export(options: argparse.Namespace) -> int:
    ending = options.out.suffix.lower()
    if ending not in (WORKBOOK, PICTURE):
        raise WrongUsage(say("cli.export.ending", path=options.out))
    if _is_same(options.out, options.file):
        raise JourneyError(Problem.of("file.same", path=str(options.out)))
    document = workspace_file.read(options.file).document
    maps = _chosen(document, options.map)
    _refuse_existing(options.out, options.force)
    if ending == PICTURE:
        if not maps:
            raise JourneyError(Problem.of("picture.no_map", name=options.file.name))
        options.draw_picture(document, maps[0], options.out)
    else:
        from workbench.analysis.findings import findings
        from workbench.exchange.xlsx_writer import export_workbook

        export_workbook(
            document,
            options.out,
            maps=None if options.map is None else maps,
            today=_day(options),
            findings={name: findings(document, name, _day(options)) for name in maps},
            overwrite=options.force,
        )
    print(say("cli.export.done", path=options.out))
    return 0


def _import(options: argparse.Namespace) -> int:
    from workbench.exchange.proposal_from_workbook import read_proposal

    opened = workspace_file.read(options.into)
    if opened.read_only and options.accept and not options.dry_run:
        return _refuse(say("cli.import.newer", path=options.into))
    proposal = read_proposal(opened.document, options.workbook)
    _print_proposal(opened.document, proposal)
    accepted = [
        index
        for index, suggestion in enumerate(proposal.suggestions)
        if options.accept in ("all", suggestion.kind)
    ]
    if options.dry_run or not accepted:
        if proposal.suggestions:
            print(say("cli.import.nothing", path=options.into))
        return 0
    n = len(proposals.closure(proposal, accepted))
    patch = proposals.select(opened.document, proposal, accepted, Label.of("import", n=n))
    workspace_file.write(options.into, opened.document.apply(patch), opened.assets)
    print(say("cli.import.done", path=options.into, n=n))
    return 0


def _print_proposal(document: Document, proposal: Proposal) -> None:
    from workbench.words.suggestion_texts import suggestion_text

    for suggestion in proposal.suggestions:
        text = suggestion_text(document, suggestion)
        code = "conflict" if suggestion.conflict else suggestion.kind
        print(
            say(
                f"cli.import.{code}",
                item=text.item,
                field=text.field,
                before=_short(text.before),
                after=_short(text.after),
                source=suggestion.source or say("review.row_missing"),
            )
        )
    for problem in proposal.unread:
        print(say("cli.import.unread", problem=sentence(problem)))
    kinds = [suggestion.kind for suggestion in proposal.suggestions]
    if not kinds:
        print(say("cli.import.no_change"))
    else:
        print(
            say(
                "cli.import.counts",
                n=len(kinds),
                added=kinds.count("added"),
                changed=kinds.count("changed"),
                removed=kinds.count("removed"),
            )
        )


def _chosen(document: Document, name: str | None) -> tuple[str, ...]:
    """The ids of the maps that NAME, or its absence, stands for. Raises WrongUsage."""
    maps = queries.maps(document)
    if name is None:
        return tuple(item.id for item in maps)
    if name in document.maps:
        return (name,)
    named = [item for item in maps if item.name == name]
    if len(named) == 1:
        return (named[0].id,)
    if named:
        raise WrongUsage(say("cli.map.ambiguous", name=name, known=_listed(named)))
    raise WrongUsage(say("cli.map.unknown", name=name, known=_listed(maps)))


def _listed(maps: Sequence[Map]) -> str:
    return ", ".join(f"“{item.name}” ({item.id})" for item in maps)


def _refuse_existing(path: Path, force: bool) -> None:
    if not force and os.path.lexists(path) and not path.is_dir():
        raise JourneyError(Problem.of("out.exists", path=str(path)))


def _is_same(one: Path, other: Path) -> bool:
    """Whether both are one file, by whatever name."""
    try:
        return one.samefile(other)
    except (OSError, ValueError):
        # one of them is missing or has no possible name: whoever opens it says so
        return False


def _refuse(text: str) -> int:
    print(_in_one_line(text), file=sys.stderr)
    return 1


def _in_one_line(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    line = _in_one_line(text)
    return line if len(line) <= LONGEST_VALUE else line[: LONGEST_VALUE - 1] + "…"


def _counts(document: Document) -> str:
    counts = [(table, len(document.table(table))) for table in COUNTED]
    listed = ", ".join(f"{n} {table_name(table, n)}" for table, n in counts if n)
    return listed or say("cli.counts.none")


def _day(options: argparse.Namespace) -> datetime.date:
    day: datetime.date | None = options.as_of
    return day if day is not None else datetime.date.today()


def _date(text: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(say("cli.as_of.wrong", got=text)) from None


def _is_workspace(argument: str) -> bool:
    """Whether a lone argument is meant as a file to open, rather than as a mistyped verb."""
    if argument.startswith("-"):
        return False
    path = Path(argument)
    return path.suffix.lower() == workspace_file.ENDING or path.is_file()


def _prepare_streams() -> None:
    """Print what the terminal's encoding lacks as an escape, and to a closed stream nothing."""
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _drop_output() -> None:
    """Leave nothing of the output for the interpreter to flush, which would fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _print_bytes(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data + b"\n")
    sys.stdout.buffer.flush()

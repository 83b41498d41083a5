"""What is typed: for scripts, for tests, and for those who like it.

Exit codes: 0 done, 1 refused with one plain line on the standard error stream, 2 wrong usage.
Only pictures and the window need Qt; both come in as functions. Each verb has a module with
its grammar (`add_to`) beside what it does; they are imported when a verb is typed, since the
window is there sooner without them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from workbench.commandline.trace_flag import TRACE
from workbench.model.problems import JourneyError

if TYPE_CHECKING:
    from workbench.commandline.grammar import DrawPicture

OpenWindow = Callable[[Path | None, bool], int]
"""Shows the window, with a workspace or None, telling the steps of starting or not."""

INTERRUPTED = 130
"""The exit code after Ctrl+C that shells expect."""


def run(arguments: Sequence[str], *, open_window: OpenWindow, draw_picture: DrawPicture) -> int:
    """Do what `arguments` say and give the exit code; raises SystemExit for wrong usage."""
    _prepare_streams()
    try:
        named = [argument for argument in arguments if argument != TRACE]
        is_traced = len(named) < len(arguments)
        if not named:
            return open_window(None, is_traced)
        if len(named) == 1 and _is_workspace(named[0]):
            return open_window(Path(named[0]), is_traced)
        from workbench.commandline.verbs import do

        return do(arguments, draw_picture)
    except JourneyError as error:
        from workbench.words.problem_sentences import sentence

        return _refuse(sentence(error.problem))
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        # whoever read the output has had enough
        _drop_output()
        return 1
    except OSError as error:
        from workbench.words.say import say

        # files have said so themselves; what is left is the output, or a folder that is gone
        _drop_output()
        return _refuse(say("cli.system", reason=error.strerror or type(error).__name__))


def _refuse(text: str) -> int:
    from workbench.commandline.answers import refuse

    return refuse(text)


def _is_workspace(argument: str) -> bool:
    """Whether a lone argument is meant as a file to open, rather than as a mistyped verb."""
    from workbench.store.workspace_file import ENDING

    if argument.startswith("-"):
        return False
    path = Path(argument)
    return path.suffix.lower() == ENDING or path.is_file()


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

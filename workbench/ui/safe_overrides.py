"""Errors in what Qt calls of ours reach it as it can read them: needed before Python 3.12.

There an error that the interpreter itself raises, as for 1/0 or [][0], leaves a function as a
kind and a text and becomes an object only where something catches it. Where we call Qt and Qt
calls an override of ours, PySide6 writes the name of the override into the error without looking
whether it is an object yet, and the process ends.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from inspect import CO_VARARGS, CO_VARKEYWORDS
from types import FunctionType
from typing import Any
from weakref import WeakSet

from shiboken6 import Shiboken

_safe: WeakSet[Callable[..., Any]] = WeakSet()


def make_overrides_safe() -> None:
    """Have every error caught and raised again that leaves an override of Qt's functions.

    Holds for the classes that are made after this call.
    """
    Shiboken.Object.__init_subclass__ = classmethod(_make_class_safe)  # type: ignore[assignment, method-assign]


def _make_class_safe(made: Any, /, **arguments: Any) -> None:
    super(Shiboken.Object, made).__init_subclass__(**arguments)
    of_qt = [vars(it) for it in made.__mro__ if it.__module__.startswith("PySide6.")]
    for owner in made.__mro__:
        # a plain class beside one of Qt overrides too; what derives from Qt came by itself
        if owner is not made and issubclass(owner, Shiboken.Object):
            continue
        for name, value in list(vars(owner).items()):
            if (
                isinstance(value, FunctionType)
                and not name.startswith("__")
                and value not in _safe
                and any(name in names for names in of_qt)
            ):
                setattr(owner, name, _safely(value))


def _safely(function: FunctionType) -> Callable[..., Any]:
    """The same function, whose errors are objects."""
    code = function.__code__
    is_varying = bool(code.co_flags & (CO_VARARGS | CO_VARKEYWORDS)) or code.co_kwonlyargcount > 0

    def call(*arguments: Any, **named: Any) -> Any:
        try:
            return function(*arguments, **named)
        except BaseException:
            # being caught made it an object
            raise

    def call_alone(itself: Any) -> Any:
        try:
            return function(itself)
        except BaseException:
            raise

    # PySide6 counts a slot's parameters: one that takes any is given all that its signal has
    chosen = call_alone if code.co_argcount == 1 and not is_varying else call
    made = functools.wraps(function)(chosen)
    _safe.add(made)
    return made

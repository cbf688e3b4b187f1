"""Overrides of Qt that cannot raise: an exception that leaves one would take the whole program with it."""

import logging
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, ParamSpec, TypeVar

log = logging.getLogger(__name__)
Owner = TypeVar("Owner")
P = ParamSpec("P")


def guarded(method: Callable[Concatenate[Owner, P], None]) -> Callable[Concatenate[Owner, P], None]:
    """The override with whatever it raises logged instead; the event is lost, the window goes on."""

    def call(self: Owner, /, *args: P.args, **kwargs: P.kwargs) -> None:
        try:
            method(self, *args, **kwargs)
        except Exception:
            log.exception("%s failed", method.__qualname__)

    update_wrapper(call, method)
    return call

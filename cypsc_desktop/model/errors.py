"""The one error that a person can mend. Everything else that is raised is a bug and is left to rise."""

from typing import Any


class UserError(Exception):
    """Something the person must put right.

    The message is one plain sentence or two: what happened, then how to mend it. It is shown as it
    stands, beside the field, in a banner, or on stderr with exit code 1.
    """


class NeedsPassword(UserError):
    """A PDF that opens only with a password; the caller may ask for it and try again."""


class TracesLeft(UserError):
    """What was asked for was done, and ``done`` is what that returns; but words that had to go lie somewhere yet."""

    def __init__(self, words: str, done: Any = None) -> None:
        super().__init__(words)
        self.done = done


class Cancelled(Exception):
    """The person stopped the work. Nothing is reported; whatever was half done is undone by the raiser."""

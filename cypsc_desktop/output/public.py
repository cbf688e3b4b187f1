"""What a public document may hold. Every document is made of what passes here, so a private record fails closed."""

from collections.abc import Iterable
from typing import TypeVar

from cypsc_desktop.model.records import Record

R = TypeVar("R", bound=Record)


def public(records: Iterable[R]) -> list[R]:
    """The records of spaces that may be published: the committee's and its meetings', no exempt or private one."""
    return [r for r in records if r.space == "committee" or r.space.startswith("meeting:")]

"""What a person has read, as the home screen shows it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reading:
    """What the window remembers of reading: sheets seen of each document (by id), recent documents."""

    read: dict[str, Collection[int]] = field(default_factory=dict)
    recent: Sequence[tuple[str, str, int]] = ()  # document id, name, sheet

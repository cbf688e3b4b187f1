"""What a person has read, as the home screen shows it."""

from collections.abc import Collection, Mapping, Sequence

from cypsc_desktop.model.values import Value, value


@value
class Reading(Value):
    """What the window remembers of reading: sheets seen of each document (by id), recent documents."""

    read: Mapping[str, Collection[int]]
    recent: Sequence[tuple[str, str, int]] = ()  # document id, name, sheet

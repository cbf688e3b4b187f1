"""In what order and how many at a time change sets from elsewhere are taken in. Pure; no SQL."""

import heapq
import itertools
from collections.abc import Iterable, Iterator

from cypsc_desktop.model.changes import ChangeSet

_FIRST = 200  # ops in the first batch: an edit waits until these are done
_PAUSE = 0.004  # seconds that a batch should take
_WINDOW = 100_000  # change sets put in order at a time,
_RUN = 2_000  # in runs of so many


class Batches:
    """Runs of whole change sets, with as many ops as take a moment, by how long the last took (``took``)."""

    def __init__(self, sets: Iterable[ChangeSet], device: str) -> None:
        self._sets = by_record(sets, device)
        self._size = _FIRST

    def __iter__(self) -> Iterator[list[ChangeSet]]:
        batch: list[ChangeSet] = []
        ops = 0
        for change in self._sets:
            batch.append(change)
            ops += len(change.ops)
            if ops >= self._size:
                yield batch
                batch, ops = [], 0
        if batch:
            yield batch

    def took(self, seconds: float) -> None:
        """Fit the next batch to what the last took."""
        self._size = min(max(int(self._size * _PAUSE / max(seconds, 0.001)), 20), 500)


def by_record(sets: Iterable[ChangeSet], device: str) -> Iterator[ChangeSet]:
    """Sets that touch one record together, oldest first: then most of what they replace is never written at all.

    The order in which sets are taken in is free, but for this device's own that come back: undo goes by it.
    """

    def order(change: ChangeSet) -> tuple[str, int]:
        own = change.stream.startswith(device + ".")
        return (change.ops[0].entity if change.ops and not own else "", change.stamp)

    rest = iter(sets)
    while window := list(itertools.islice(rest, _WINDOW)):
        # In short runs, since a sort keeps all other threads waiting.
        runs = (sorted(window[start : start + _RUN], key=order) for start in range(0, len(window), _RUN))
        yield from heapq.merge(*runs, key=order)

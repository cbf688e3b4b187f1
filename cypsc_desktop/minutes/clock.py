"""The clock of a meeting: local times that a laptop's clock being set, sleep or a closed lid cannot make wrong."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta

_JUMP = timedelta(seconds=5)


def elapsed() -> float:
    """Seconds that have passed, sleep included, whatever is done to the clock on the wall."""
    if sys.platform == "linux":
        return time.clock_gettime(time.CLOCK_BOOTTIME)
    if sys.platform == "darwin":
        return time.clock_gettime(time.CLOCK_MONOTONIC_RAW)  # goes on in sleep, unlike time.monotonic
    return time.monotonic()


def wall() -> datetime:
    """What the clock on the wall says now, with its zone."""
    return datetime.now().astimezone()


class RoomClock:
    """Goes on from what the wall said when it was made. ``drift`` tells how far the wall has been set since."""

    def __init__(self, *, wall: Callable[[], datetime] = wall, elapsed: Callable[[], float] = elapsed) -> None:
        self._wall, self._elapsed = wall, elapsed
        self._begun, self._zero = wall(), elapsed()

    def now(self) -> datetime:
        """The time in the room."""
        return self._begun + timedelta(seconds=self._elapsed() - self._zero)

    def drift(self) -> timedelta:
        """How much later the wall says it is than the room; nothing of what a clock corrects by itself."""
        off = self._wall() - self.now()
        return off if abs(off) > _JUMP else timedelta()

    def set(self) -> None:
        """The wall is right: go by it from here on."""
        self._begun, self._zero = self._wall(), self._elapsed()

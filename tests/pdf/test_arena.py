"""Memory shared with the render worker: what is taken, given back, and given back at the worst moment."""

from contextlib import closing

import pytest

from cypsc_desktop.pdf.arena import PAGE, Arena, Full


def test_what_is_given_back_is_taken_again() -> None:
    with closing(Arena(4 * PAGE)) as arena:
        first, second = arena.take(1), arena.take(2 * PAGE)
        assert (first, second) == (0, PAGE)
        with pytest.raises(Full):
            arena.take(2 * PAGE)
        arena.give_back(second)
        assert arena.take(3 * PAGE) == PAGE
        assert arena.in_use() == 2


def test_a_picture_that_is_dropped_in_the_middle_of_taking_does_not_wait() -> None:
    """Pictures that go come back from whatever their thread is doing; that thread may have the lock itself."""
    with closing(Arena(2 * PAGE)) as arena:
        at = arena.take(1)
        with arena._lock:
            arena.give_back(at)
        assert arena.in_use() == 0

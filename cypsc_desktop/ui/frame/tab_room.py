"""How tabs share the room of their row, in plain numbers."""

from collections.abc import Sequence


def widths_in(room: int, wanted: Sequence[int], front: int, least: int) -> list[int]:
    """The width of each tab in ``room``, all px; 0 where it has none. The widest give way first, all of them no further than
    to ``least``; then those farthest from ``front`` go, which itself always stays."""
    shown = list(range(len(wanted)))
    while len(shown) > 1 and sum(min(wanted[n], least) for n in shown) > room:
        shown.remove(max(shown, key=lambda n: (abs(n - front), n)))
    cap = _cap(room, sorted(wanted[n] for n in shown))
    return [min(width, cap) if n in shown else 0 for n, width in enumerate(wanted)]


def _cap(room: int, rising: Sequence[int]) -> int:
    """The width that none may exceed for all of them to have room."""
    left = room
    for n, width in enumerate(rising):
        share = left // (len(rising) - n)
        if width > share:
            return max(0, share)
        left -= width
    return rising[-1] if rising else 0

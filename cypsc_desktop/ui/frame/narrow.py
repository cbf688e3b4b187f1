"""What gives way when the window is narrow: first the inspector becomes a drawer, then the sidebar a rail of icons."""

from typing import NamedTuple

_DRAWER_BELOW = 1160  # px at 100 % text: sidebar 204, left pane 250, centre 400, inspector 300
_RAIL_BELOW = 980


class Narrow(NamedTuple):
    drawer: bool
    rail: bool


def narrow(width: int, scale: float) -> Narrow:
    """For a window of ``width`` pixels whose text is ``scale`` times its drawn size."""
    room = width / scale
    return Narrow(room < _DRAWER_BELOW, room < _RAIL_BELOW)

"""What a minute-taker must be told of without having asked. Pure: words by name, empty where there is nothing to tell."""

from datetime import timedelta

from cypsc_desktop.minutes.evening import Evening
from cypsc_desktop.minutes.timing import minutes_left
from cypsc_desktop.ui.live.rows import present_voters

_WARN_BEFORE = 15  # minutes before the guillotine


def warnings(evening: Evening, now: str, *, quorum: int | None, end_by: str | None, drift: timedelta) -> dict[str, str]:
    """``quorum`` and ``end_by`` are the body's, None where they were never entered; ``drift`` is how far the computer's
    clock was set since the meeting began here."""
    running = evening.started is not None and evening.ended is None
    count = present_voters(evening)
    left = minutes_left(now, end_by) if running else None
    return {
        "quorum": (
            f"There is no quorum: {count} voting member{'' if count == 1 else 's'} in the room, {quorum} needed. Business "
            "has to stop until more are there."
            if running and quorum is not None and count < quorum
            else "Nobody is marked as present. Type + and a code for each, or press their chips."
            if running and not count
            else ""
        ),
        "soon": (
            f"The meeting ends by {end_by}, in {left} minutes. A motion may extend it: m.code/code words."
            if left is not None and 0 < left <= _WARN_BEFORE
            else ""
        ),
        "late": (
            f"The meeting was to end by {end_by}. Record the motion that extended it, or close the meeting."
            if left is not None and left <= 0
            else ""
        ),
        "clock": (
            f"This computer's clock was set {_told(drift)} while the meeting ran. Lines go on by the time in the room; "
            "Meeting > Under way > Go by the computer's clock again follows it."
            if drift
            else ""
        ),
    }


def _told(drift: timedelta) -> str:
    seconds = abs(int(drift.total_seconds()))
    way = "forward" if drift > timedelta() else "back"
    if seconds >= 3600:
        return f"{way} by {seconds // 3600} h {seconds % 3600 // 60} min"
    return f"{way} by {seconds // 60} min" if seconds >= 60 else f"{way} by {seconds} s"

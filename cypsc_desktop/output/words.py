"""Dates, times and the names of meetings as documents print them. Records keep ISO; only this turns it round."""

import re
from collections.abc import Sequence
from datetime import date

from cypsc_desktop.model.records import Meeting


def long_date(text: str | None) -> str:
    """Write "14 September 2021" for an ISO date; anything else as it stands; "" for None."""
    if not text:
        return ""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
        return text
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return text
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def clock(text: str | None) -> str:
    """Write "6.30 pm" for "18:30", as councils print times; anything else as it stands; "" for None."""
    found = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)", text or "")
    if not found:
        return text or ""
    hour = int(found[1])
    return f"{(hour - 1) % 12 + 1}.{found[2]} {'am' if hour < 12 else 'pm'}"


def about(meetings: Sequence[Meeting]) -> str:
    """The line under a title: body and date of one meeting; the body alone where several share it; else ""."""
    bodies = {meeting.body for meeting in meetings if meeting.body}
    parts = [bodies.pop() if len(bodies) == 1 else "", long_date(meetings[0].date) if len(meetings) == 1 else ""]
    return ", ".join(part for part in parts if part)


_MONTHS = ["January", "February", "March", "April", "May", "June"]
_MONTHS += ["July", "August", "September", "October", "November", "December"]


def place_of(place: str) -> str:
    """Where a meeting was held: "Place: Town Hall", or the sentence in which its agenda says it."""
    return place if place.casefold().startswith(("this meeting", "the meeting")) else f"Place: {place}"

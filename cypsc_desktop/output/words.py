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


def place_held(place: str | None) -> str | None:
    """Where a meeting was held, as its minutes say it: "Place: Town Hall", or the sentence that says it. Of a sentence that only
    announces it "Place: by video link" where it does so, else nothing."""
    said = (place or "").strip()
    if not said.casefold().startswith(("this meeting", "the meeting")):
        return f"Place: {said}" if said else None
    if " will " not in said.casefold() and " to be " not in said.casefold():
        return said
    remote = ("video", "remote", "virtual", "online", "teams", "zoom")
    return "Place: by video link" if any(word in said.casefold() for word in remote) else None

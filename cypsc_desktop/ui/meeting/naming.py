"""What a meeting is called on screen."""

from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.records import Meeting


def day_of(meeting: Meeting) -> str:
    """A meeting's date as a person says it: "14 Sep 2021"."""
    return short_day(meeting.date) or "undated"


def title_of(meeting: Meeting) -> str:
    """A meeting in a list of several committees': "14 Sep 2021, Scrutiny …"."""
    return f"{day_of(meeting)}, {meeting.body or 'unnamed body'}"

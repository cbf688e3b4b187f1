"""What a meeting is called on screen."""

from datetime import date

from cypsc_desktop.model.records import Meeting


def day_of(meeting: Meeting) -> str:
    """A meeting's date as a person says it: "14 Sep 2021"."""
    try:
        day = date.fromisoformat(meeting.date or "")
    except ValueError:
        return meeting.date or "undated"
    return f"{day.day} {day:%b %Y}"


def title_of(meeting: Meeting) -> str:
    """A meeting in a list of several committees': "14 Sep 2021, Scrutiny …"."""
    return f"{day_of(meeting)}, {meeting.body or 'unnamed body'}"

"""Dates and times as councils print them, read as ISO dates and 24-hour times. It guesses no missing year.

Every function takes any text and returns nothing where nothing certain is printed.
"""

import re
from datetime import date
from typing import NamedTuple

_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)
_MONTH = (
    r"(?P<month{n}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?"
    r"|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_GAP = r"(?:\s*[-/.]\s*|[\s,]+)"
_DATE = re.compile(
    r"(?<![\w/.\-£])(?:"
    r"(?P<year1>(?:19|20)\d\d)-(?P<monthno1>\d\d)-(?P<day1>\d\d)"
    r"|(?P<day2>\d{1,2})\s*(?:st|nd|rd|th)?(?:\s*(?:day\s+)?of)?"
    + _GAP.replace(r"[\s,]+", r"[\s,]*")
    + _MONTH.format(n=2)
    + _GAP
    + r"(?P<year2>(?:19|20)\d\d|\d\d)"
    r"|" + _MONTH.format(n=3) + r"\s+(?P<day3>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<year3>(?:19|20)\d\d)"
    r"|(?P<day4>\d{1,2})(?P<sep4>[/.\-])(?P<monthno4>\d{1,2})(?P=sep4)(?P<year4>(?:19|20)\d\d|\d\d)"
    r")(?![\w/]|\.\d)",
    re.IGNORECASE,
)
_MERIDIEM = r"(?P<m{n}>[ap])\s?\.?\s?m\b\.?"
_CLOCK = re.compile(
    r"(?<![\d.:/£])(?:"
    r"(?P<h1>\d{1,2})(?:\s?[.:·]\s?(?P<mi1>\d\d))?\s*(?:"
    + _MERIDIEM.format(n=1)
    + r"|(?P<noon1>noon\b|midday\b)|(?P<midnight1>midnight\b))"
    r"|(?P<h2>\d{1,2})(?:[.:](?P<mi2>\d\d))?\s*(?:-|–|—|to|until)\s*(?P<h3>\d{1,2})(?:[.:](?P<mi3>\d\d))?\s*(?:"
    + _MERIDIEM.format(n=2)
    + r"|(?P<noon2>noon\b))"
    r"|(?P<h4>[01]?\d|2[0-3])[.:]?(?P<mi4>[0-5]\d)\s*(?:hrs?\b|hours\b)"
    r"|(?P<h5>[01]\d|2[0-3]):(?P<mi5>[0-5]\d)(?![\d:])"
    r")|\b(?P<word>noon|midday|midnight)\b",
    re.IGNORECASE,
)
_BARE_CLOCK = re.compile(r"(?<![\d.:/£])(?P<h>[01]?\d|2[0-3])[.:](?P<mi>[0-5]\d)(?![\d.:/%])")


class DateFound(NamedTuple):
    """An ISO date and where it stands in the text."""

    iso: str
    start: int
    end: int


def find_dates(text: str) -> list[DateFound]:
    """All complete dates in ``text``, in order. A day that the calendar lacks is left out."""
    found = []
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso:
            found.append(DateFound(iso, match.start(), match.end()))
    return found


def find_date(text: str) -> str | None:
    """The first complete date in ``text``, ISO."""
    return next((found.iso for found in find_dates(text)), None)


def find_time(text: str, *, bare: bool = False) -> str | None:
    """The first time of day in ``text`` as "HH:MM". ``bare`` also takes "6.30" with no am, pm or hours.

    The first time of a span counts: "6.30 - 8.30 pm" is 18:30, "10.30 - 12.30 pm" is 10:30.
    """
    for match in _CLOCK.finditer(text):
        time = _time(match)
        if time:
            return time
    if bare and (loose := _BARE_CLOCK.search(text)):
        return f"{int(loose['h']):02d}:{loose['mi']}"
    return None


def _iso(match: re.Match[str]) -> str | None:
    for n in "1234":
        year = match[f"year{n}"]
        if year is None:
            continue
        month = int(match[f"monthno{n}"]) if n in "14" else _month(match[f"month{n}"])
        full = int(year) if len(year) == 4 else 2000 + int(year)
        try:
            return date(full, month, int(match[f"day{n}"])).isoformat()
        except ValueError:
            return None
    return None


def _month(word: str) -> int:
    return next(n for n, name in enumerate(_MONTHS, 1) if name.startswith(word.lower().rstrip(".")[:3]))


def _time(match: re.Match[str]) -> str | None:
    if match["word"]:
        return "00:00" if match["word"].lower() == "midnight" else "12:00"
    if match["h1"]:
        half = "n" if match["noon1"] else "x" if match["midnight1"] else match["m1"].lower()
        return _clock(int(match["h1"]), int(match["mi1"] or 0), half)
    if match["h2"]:
        half = "n" if match["noon2"] else match["m2"].lower()
        end = _clock(int(match["h3"]), int(match["mi3"] or 0), half)
        start = _clock(int(match["h2"]), int(match["mi2"] or 0), "p" if half != "a" else "a")
        if start and end and start > end:
            start = _clock(int(match["h2"]), int(match["mi2"] or 0), "a")
        return start
    hour, minute = (match["h4"], match["mi4"]) if match["h4"] else (match["h5"], match["mi5"])
    return f"{int(hour):02d}:{minute}"


def _clock(hour: int, minute: int, half: str) -> str | None:
    """``half``: a(m), p(m), n(oon), x for midnight."""
    if not 0 <= hour <= 23 or minute > 59 or (hour == 0 and half != "a"):
        return None
    if half in "pn" and hour < 12:
        hour = 12 if half == "n" else hour + 12
    if half in "ax" and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}"


def spoken(iso: str) -> str:
    """A date as people write it: 22 June 2021."""
    day = date.fromisoformat(iso)
    return f"{day.day} {day:%B %Y}"

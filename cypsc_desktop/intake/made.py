"""When a file was made, by its own word: of two files with the same date of issue the later one counts.

Looks at nothing but what the file holds: neither its name nor the day on the disk, which a download changes.
"""

from datetime import UTC, datetime

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.pdf.annotations import moment_of

_KEYS = ("moddate", "modified", "article:modified_time", "dcterms.modified", "last-modified",
         "creationdate", "created", "article:published_time", "dcterms.created", "dc.date")  # fmt: skip
_FIRST_YEAR = 1990  # what is older was never set: the clock of a machine begins somewhere


def made_of(source: Source) -> str | None:
    """When the file was last changed, else made, as UTC ISO text; None where it does not say, or nothing that can be."""
    said = (moment(source.info.get(key, "")) for key in _KEYS)
    return next((text for text in said if text and int(text[:4]) >= _FIRST_YEAR), None)


def moment(text: str) -> str | None:
    """A date of a PDF ("D:20140915184640+02'00'") or an ISO one as UTC ISO text; None where it is neither."""
    if "-" not in text[:8]:
        return moment_of(text) or None
    try:
        when = datetime.fromisoformat(text.strip())
        when = when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None
    return when.isoformat(timespec="seconds").replace("+00:00", "Z")

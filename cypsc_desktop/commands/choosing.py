"""Which meeting, which record: what a person names in a few words, found or answered with the choices."""

from typing import Protocol

from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import fold, fold_body
from cypsc_desktop.model.records import Document, Meeting, Record


class Reads(Protocol):
    """What these functions need of a store's reader."""

    def records(self, kind: str, **equals: object) -> list[Record]: ...

    def record(self, entity: str) -> Record | None: ...


def meetings(reader: Reads) -> list[Meeting]:
    """All meetings, oldest first."""
    found = [record for record in reader.records("meeting") if isinstance(record, Meeting)]
    return sorted(found, key=lambda m: (m.date or "", m.time or "", m.body or ""))


def find_meeting(reader: Reads, named: str) -> Meeting:
    """The meeting that ``named`` means: an id, an ISO date, or ``date/body``.

    Raises UserError with the choices where none or several fit.
    """
    known = meetings(reader)
    date, _, body = named.partition("/")
    fitting = [m for m in known if m.id == named or (m.date == date and _is_body(m, body))]
    if len(fitting) == 1:
        return fitting[0]
    if not known:
        raise UserError(f"This library holds no meeting yet, so there is none of {named}. Import its agenda first.")
    choices = "; ".join(title(m) for m in (fitting or known))
    if fitting:
        raise UserError(f"{len(fitting)} meetings fit {named}. Name one as date/body: {choices}.")
    raise UserError(f"There is no meeting {named} in this library. It holds: {choices}.")


def _is_body(meeting: Meeting, body: str) -> bool:
    if not body:
        return True
    named, known = fold_body(body), fold_body(meeting.body or "")
    return named == known or fold(body) in fold(meeting.body or "")


def title(meeting: Meeting) -> str:
    """A meeting as ``--meeting`` takes it: ``2021-09-14/Cabinet``."""
    return f"{meeting.date or 'undated'}/{meeting.body or 'unnamed body'}"


def find_record(reader: Reads, entity: str) -> Record:
    """The record with this id. UserError where the library shows none."""
    record = reader.record(entity)
    if record is None:
        raise no_record(entity)
    return record


def no_record(entity: str) -> UserError:
    """What to say of an id that names nothing."""
    return UserError(f"There is no record '{entity}' in this library. Run 'cypsc show' to see the ids.")


def paper_title(reader: Reads, document: Document) -> str:
    """A file in as few words as tell it from others, the same wherever it is spoken of: "Agenda pack, 21 Sep 2021"."""
    meeting = reader.record(document.meeting) if document.meeting else None
    kind = (document.doc_kind or "").capitalize()
    day = short_day(meeting.date) if isinstance(meeting, Meeting) else ""
    return f"{kind}, {day}" if kind and day else document.name or kind or "Paper"

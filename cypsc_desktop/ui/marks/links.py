"""What came of a mark, in words, with the place to go to: its line of enquiry, the drafts that rest on it."""

from cypsc_desktop.commands.enquiries import enquiries_of
from cypsc_desktop.commands.from_marks import drafts_on
from cypsc_desktop.ui.place import Place
from cypsc_desktop.ui.session import Session

_TABLES = {"conclusion": "conclusions", "recommendation": "recommendations"}


def links_of(session: Session, mark: str) -> list[tuple[str, Place]]:
    """Words and place of each; none for a mark that nothing came of."""
    found: list[tuple[str, Place]] = []
    if session.read.records("enquiry", annotation=mark):
        lines = enquiries_of(session.read, person=session.actor)
        found += [
            (f"Line of enquiry: {line.enquiry.question or ''}",
             Place("enquiries", line.enquiry.meeting, record=line.enquiry.id))
            for line in lines if line.enquiry.annotation == mark
        ]  # fmt: skip
    for draft in drafts_on(session.read, mark):
        kind = f"Draft {draft.kind}" if draft.state == "draft" else draft.kind.capitalize()
        words = f"{kind}: {draft.text or ''}"
        found.append((words, Place("meeting", draft.meeting, part=_TABLES[draft.kind], record=draft.id)))
    return found

"""Search the text of all papers."""

from typing import Any

from cypsc_desktop.model.identity import document_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Reader


def search(reader: Reader, words: str, *, limit: int = 50, meeting: Meeting | None = None) -> list[dict[str, Any]]:
    """Hits, best first: paper, printed page, sheet, snippet (matches between «»). ``"exact phrase"`` in quotes."""
    return [
        {"paper": hit.paper, "document": document_id(hit.document), "meeting": hit.date, "meeting_id": hit.meeting,
         "printed_page": hit.label, "sheet": hit.sheet, "snippet": hit.snippet}
        for hit in reader.search(words, limit=limit, meeting=meeting.id if meeting else None)
    ]  # fmt: skip

"""Search the papers' text, and search everything: papers and records, with what narrows the finds down."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.editing import word_for
from cypsc_desktop.model.identity import document_id
from cypsc_desktop.model.records import Meeting, Record, log_fields
from cypsc_desktop.store.store import Reader

PAGES = "page"  # the kind of a find that is a page of a paper, beside the kinds of records
_ROUND = 90  # letters shown on either side of the first word that was found


@dataclass(frozen=True, slots=True)
class Found:
    """One find. ``snippet`` has its matches between «». A page names document and sheet, a record its id."""

    kind: str
    title: str
    snippet: str
    date: str | None
    meeting: str | None
    entity: str | None = None
    document: str | None = None
    sheet: int | None = None
    label: str | None = None
    box: Any = None


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found, pages first, and how many finds each kind and each meeting (by id) holds."""

    found: tuple[Found, ...]
    by_kind: dict[str, int]
    by_meeting: dict[str, int]


def search(reader: Reader, words: str, *, limit: int = 50, meeting: Meeting | None = None) -> list[dict[str, Any]]:
    """Hits, best first: paper, printed page, sheet, snippet (matches between «»). ``"exact phrase"`` in quotes."""
    return [
        {"paper": hit.paper, "document": document_id(hit.document), "meeting": hit.date, "meeting_id": hit.meeting,
         "printed_page": hit.label, "sheet": hit.sheet, "snippet": hit.snippet}
        for hit in reader.search(words, limit=limit, meeting=meeting.id if meeting else None)
    ]  # fmt: skip


def search_everything(
    reader: Reader,
    words: str,
    *,
    kinds: Sequence[str] = (),
    meeting: str | None = None,
    person: str | None = None,
    since: str | None = None,
    until: str | None = None,
    limit: int = 100,
) -> Finds:
    """Pages and records that hold all the words.

    ``person`` is a name that must stand in the find too; ``since`` and ``until`` are ISO dates of the meeting.
    The counts are those before ``kinds`` and ``meeting`` narrow the finds, so that they can be chosen from.
    """
    typed = f'{words} "{person}"' if person else words
    dates = {m.id: m.date for m in meetings(reader)}
    everything = [_page(hit) for hit in reader.search(typed, limit=limit)]
    everything += [_record(record, typed, dates) for record in reader.find_records(typed, limit=limit)]
    dated = [found for found in everything if _within(found.date, since, until)]
    shown = [f for f in dated if (not kinds or f.kind in kinds) and meeting in (None, f.meeting)]
    return Finds(
        tuple(shown),
        dict(Counter(found.kind for found in dated if meeting in (None, found.meeting))),
        dict(Counter(found.meeting for found in dated if found.meeting and (not kinds or found.kind in kinds))),
    )


def _within(date: str | None, since: str | None, until: str | None) -> bool:
    if not since and not until:
        return True
    return bool(date) and (since or "") <= str(date) <= (until or "9999")


def _page(hit: Any) -> Found:
    where = f"page {hit.label}" if hit.label else f"sheet {hit.sheet}"
    return Found(
        PAGES, f"{hit.paper or 'Paper'}, {where}", hit.snippet, hit.date, hit.meeting,
        document=document_id(hit.document), sheet=hit.sheet, label=hit.label,
    )  # fmt: skip


def _record(record: Record, typed: str, dates: dict[str, str | None]) -> Found:
    meeting = record.id if record.kind == "meeting" else getattr(record, "meeting", None)
    texts = [str(value) for name in log_fields(record.kind) if isinstance(value := getattr(record, name), str)]
    texts += [str(part) for name in ("items", "measures") for part in getattr(record, name, None) or ()]
    number = getattr(record, "number", None) or getattr(record, "ref", None) or getattr(record, "section", None)
    name = getattr(record, "title", None) or getattr(record, "name", None)
    title = " ".join(str(part) for part in (word_for(record.kind).capitalize(), number, name) if part)
    at = getattr(record, "at", None) or {}
    return Found(
        record.kind, title, snippet(texts, typed), dates.get(meeting or ""), meeting, entity=record.id,
        document=at.get("document"), sheet=at.get("page"), box=at.get("box"),
    )  # fmt: skip


def snippet(texts: Sequence[str], typed: str) -> str:
    """The surroundings of the first word found in the text that holds most of them, matches between «»."""
    words = [quoted or word for quoted, word in re.findall(r'"([^"]+)"|([^\s"]+)', typed)]
    pattern = re.compile("|".join(re.escape(word) for word in words) or r"(?!)", re.IGNORECASE)
    text = max(texts, key=lambda t: len({m.group().lower() for m in pattern.finditer(t)}), default="")
    first = pattern.search(text)
    if not first:
        return text[: 2 * _ROUND]
    start, end = max(0, first.start() - _ROUND), min(len(text), first.end() + _ROUND)
    part = pattern.sub(lambda m: f"«{m.group()}»", text[start:end])
    return ("…" if start else "") + part + ("…" if end < len(text) else "")

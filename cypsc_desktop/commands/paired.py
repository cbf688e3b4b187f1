"""All recommendations with their replies, kept with the reader of a library and brought up to date by what was written
since: thousands are paired once, not after every edit. Gives facts; what they mean is `following`'s.
"""

import threading
from collections.abc import Iterable, Mapping
from typing import NamedTuple, TypeVar

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.matching import Matches
from cypsc_desktop.model.changes import CHECKED, DELETED, PURGED, SAME
from cypsc_desktop.model.identity import document_id, kind_of
from cypsc_desktop.model.records import Meeting, Recommendation, Record, Response, Section
from cypsc_desktop.store import editions
from cypsc_desktop.store.store import Reader

R = TypeVar("R", bound=Record)

_PAIRED = frozenset({Recommendation.kind, Response.kind})
# What decides whether those show, or what stands beside them: when one of these changes, all is read again.
_AROUND = frozenset({"meeting", "section", "committee", "document", "item"})
_ELSEWHERE = frozenset({DELETED, PURGED, SAME})  # these say of one record what shows of others
_FEW = 200  # changed records: more are paired as quickly with all the others


class Pairs(NamedTuple):
    """The meetings by id, the recommendations, the replies, the replies of each recommendation (by id, the last
    counts), the titles of the minutes' sections by (meeting, number), and ``days`` of all this."""

    meetings: Mapping[str, Meeting]
    made: list[Recommendation]
    replies: list[Response]
    answers: Mapping[str, list[Response]]
    titles: Mapping[tuple[str | None, str | None], str | None]
    dates: Mapping[str, str | None]


class Paired:
    """One for a reader: ``reader.keep(Paired)``. Any thread may ask."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._at = -1  # the last change that is in here
        self._made: dict[str, Recommendation] = {}
        self._replies: dict[str, Response] = {}
        self._matches = Matches()
        self._pairs: Pairs | None = None

    def pairs(self, reader: Reader) -> Pairs:
        """As the library stands now."""
        with self._turn:
            last, cells = reader.written_since(self._at)
            kinds = {kind_of(entity) for entity, field in cells if field != CHECKED}
            anew = self._pairs is None or any(field in _ELSEWHERE for _, field in cells)
            if self._pairs is not None and not anew and not kinds & (_PAIRED | _AROUND):
                self._at = last
                return self._pairs
            if anew or kinds & _AROUND:
                made, replies = by_id(all_of(reader, Recommendation)), by_id(all_of(reader, Response))
            else:
                touched = [entity for entity, _ in cells if kind_of(entity) in _PAIRED]
                found = reader.these(touched)
                made = _with(self._made, touched, found, Recommendation)
                replies = _with(self._replies, touched, found, Response)
            held = {m.id: m for m in meetings(reader)}
            titles = {(s.meeting, s.number): s.title for s in all_of(reader, Section)}
            self._match(made, replies)
            self._made, self._replies, self._at = made, replies, last
            dates = days(reader, held, replies.values())
            answers = self._matches.answers(dates)
            self._pairs = Pairs(held, list(made.values()), list(replies.values()), answers, titles, dates)
            return self._pairs

    def _match(self, made: dict[str, Recommendation], replies: dict[str, Response]) -> None:
        new, heard = _changed(self._made, made), _changed(self._replies, replies)
        if len(new) + len(heard) > _FEW:
            self._matches = Matches(made.values(), replies.values())
            return
        for entity in heard:
            self._matches.hear(entity, replies.get(entity))
        for entity in new:
            self._matches.make(entity, made.get(entity))


def days(reader: Reader, held: Mapping[str, Meeting], replies: Iterable[Response]) -> dict[str, str | None]:
    """The dates of the meetings by id; and by its own id that of each reply of no meeting, as in a table that came back
    filled in: when it was imported, unless its row was left blank."""
    dates = {entity: meeting.date for entity, meeting in held.items()}
    loose = {
        reply.id: str(reply.at.get("document")) for reply in replies
        if reply.meeting is None and isinstance(reply.at, dict)
        and (reply.decision_text or reply.decision not in (None, "awaiting"))
    }  # fmt: skip
    came = {document_id(sha256): when for sha256, when in reader.ask(editions.came).items()} if loose else {}
    return dates | {entity: came[file] for entity, file in loose.items() if file in came}


def by_id(records: Iterable[R]) -> dict[str, R]:
    return {record.id: record for record in records}


def _with(known: dict[str, R], touched: Iterable[str], found: Mapping[str, Record], kind: type[R]) -> dict[str, R]:
    """The records known, with those touched as they are found now."""
    now = dict(known)
    for entity in touched:
        record = found.get(entity)
        if isinstance(record, kind):
            now[record.id] = record
        else:
            now.pop(entity, None)
    return now


def _changed(before: Mapping[str, R], now: Mapping[str, R]) -> list[str]:
    """The ids of what came, went or is another."""
    return [entity for entity in {**before, **now} if before.get(entity) != now.get(entity)]

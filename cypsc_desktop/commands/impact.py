"""The impact log: what difference meetings made and what they settled of the work programme, by the entries of those two
standing items, taken live or printed; and how far recommendations have come that were accepted. Reads only.
"""

import re
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, ClassVar, Literal

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.following import Followed, followed
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.minutes.standing import about_of, counts
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import Conclusion, Entry, Item, Meeting, Record, Section, record
from cypsc_desktop.output.public import may_publish
from cypsc_desktop.store.store import Reader

About = Literal["difference", "work programme", "recommendation"]
Stage = Literal["accepted", "implemented", "outcome"]
_ACCEPTED = ("accepted", "partly", "in-progress")
_LABEL = re.compile(r"^\s*(?:\d{1,3}[.)]?|[-•])\s+")


@record
class Difference(Record):
    """One entry: what was said, by whom, at which meeting (its id) and on which ``day``. ``sort`` is a kind of entry, or
    "paragraph" of printed minutes. ``id`` is the record that says it.

    A recommendation has its ``stage`` besides: accepted by its reply, implemented once that is delivered, an outcome once
    evidence was seen; ``evidence`` is what was seen.
    """

    kind: ClassVar[str] = "entry"
    meeting: str | None = None
    day: str | None = None
    about: About = "difference"
    sort: str = "point"
    text: str = ""
    who: str | None = None
    stage: Stage | None = None
    evidence: tuple[str, ...] = ()

    @property
    def what(self) -> str:
        """What it is about, with its stage: "recommendation, implemented"."""
        return f"{self.about}, {self.stage}" if self.stage else self.about

    @property
    def words(self) -> str:
        """What was said, with the evidence that was seen."""
        return f"{self.text.rstrip('.')}. Evidence: {'; '.join(self.evidence)}" if self.evidence else self.text


def impact(
    reader: Reader, *, committee: str | None = None, meeting: Meeting | None = None, about: About | None = None
) -> list[Difference]:
    """The impact log, the latest meeting first, then as it was said; of one committee or meeting, of one item or both."""
    held = [meeting] if meeting else [m for m in reversed(meetings(reader)) if committee in (None, m.committee)]
    came: dict[str | None, list[Difference]] = {}
    for row in followed(reader, today=datetime.now().astimezone().date(), committee=committee):
        if stage := stage_of(row):
            came.setdefault(row.meeting, []).append(_come(row, stage))
    found = [one for m in held for one in (*_of(reader, m), *came.get(m.id, ()))]
    return [one for one in found if about in (None, one.about)]


def stage_of(row: Followed) -> Stage | None:
    """How far a recommendation has come; None where nobody accepted it, and for one that may not be told."""
    told = row.made or row.reply
    if row.state not in _ACCEPTED or told is None or not may_publish(told.space):
        return None
    if row.delivery == "evidence seen":
        return "outcome"
    return "implemented" if row.delivery == "delivered" else "accepted"


def _come(row: Followed, stage: Stage) -> Difference:
    seen = row.evidence if stage == "outcome" and isinstance(row.evidence, list) else ()
    return Difference(
        id=row.id, space=row.space, meeting=row.meeting, day=row.considered_on, about="recommendation",
        sort="recommendation", text=row.words, stage=stage, evidence=tuple(map(str, seen)),
    )  # fmt: skip


def _of(reader: Reader, meeting: Meeting) -> Iterator[Difference]:
    entries = sorted(all_of(reader, Entry, meeting=meeting.id), key=lambda e: (e.rank or "", e.id))
    if entries:
        items = {item.id: item.title for item in all_of(reader, Item, meeting=meeting.id)}
        for entry in entries:
            title = items.get(entry.item or "")
            about = about_of(title)
            if about and counts(entry, title) and entry.part != "B":
                yield Difference(
                    id=entry.id, space=entry.space, meeting=meeting.id, day=meeting.date, about=about,
                    sort=entry.sort or "point", text=entry.text or "", who=entry.who,
                )  # fmt: skip
        return
    for section in all_of(reader, Section, meeting=meeting.id):
        about = about_of(section.title)
        if about and section.part != "B":
            yield from _printed(reader, meeting, section, about)


def _printed(reader: Reader, meeting: Meeting, section: Section, about: About) -> Iterator[Difference]:
    points = all_of(reader, Conclusion, meeting=meeting.id, section=section.number) if section.number else []
    told = [fold(point.text or "") for point in points]
    for line in (_LABEL.sub("", line) for line in (section.text or "").split("\n")):
        if line.strip() and not line.rstrip().endswith(":") and fold(line) not in told:
            yield Difference(
                id=section.id, space=section.space, meeting=meeting.id, day=meeting.date, about=about, sort="paragraph",
                text=" ".join(line.split()),
            )  # fmt: skip
    for point in points:
        yield Difference(
            id=point.id, space=point.space, meeting=meeting.id, day=meeting.date, about=about, sort="conclusion",
            text=point.text or "",
        )  # fmt: skip


def show_impact(reader: Reader, meeting: Meeting | None) -> list[dict[str, Any]]:
    """What ``cypsc show impact`` prints."""
    return [
        {"id": one.id, "meeting": one.day, "about": one.about, "stage": one.stage, "kind": one.sort, "who": one.who,
         "text": one.text, "evidence": list(one.evidence)}
        for one in impact(reader, meeting=meeting)
    ]  # fmt: skip


def by_meeting(found: Sequence[Difference]) -> dict[str | None, list[Difference]]:
    """The log parted by the day of the meeting."""
    parted: dict[str | None, list[Difference]] = {}
    for one in found:
        parted.setdefault(one.day, []).append(one)
    return parted

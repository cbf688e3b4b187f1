"""Findings that a later paper settled: the papers of an item To Follow came, the missing replies came. Reads only.

A finding says what its own file shows and is never rewritten; whether it still matters follows from what else the
library holds, whatever the order in which that came. What a person said of a finding counts before this.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of, of_meeting
from cypsc_desktop.model.days import long_day
from cypsc_desktop.model.identity import fold
from cypsc_desktop.model.records import (
    Document,
    Finding,
    Item,
    Meeting,
    Paper,
    Recommendation,
    Response,
    Section,
    Version,
)
from cypsc_desktop.store.store import Reader


def findings_of(reader: Reader, meeting: Meeting | None) -> list[Finding]:
    """The findings of one meeting's papers, or of all, each ``settled`` where a later paper settled it."""
    return with_settled(reader, of_meeting(reader, Finding, meeting))


def with_settled(reader: Reader, findings: Sequence[Finding]) -> list[Finding]:
    """The same findings, ``settled`` true on those that a later paper settled and of which no person said anything."""
    return [
        replace(finding, settled=True)
        if finding.settled is None and (test := _SETTLED.get(finding.finding or "")) and test(reader, finding)
        else finding
        for finding in findings
    ]


def _papers_came(reader: Reader, finding: Finding) -> bool:
    """Whether a paper stands under the item that was To Follow, from another file than the one that said so."""
    said = fold(finding.message or "")
    for item in all_of(reader, Item, meeting=finding.meeting):
        name = f"item {fold(item.number)} " if item.number else "an item "
        if item.title and said.startswith(f"{name}{fold(item.title)} "):
            papers = all_of(reader, Paper, item=item.id)
            return any(v.document != finding.document for p in papers for v in all_of(reader, Version, paper=p.id))
    return False


def _replies_came(reader: Reader, finding: Finding) -> bool:
    """Whether every recommendation of the minutes that the finding names has a reply by now."""
    dates = {m.id: m.date for m in meetings(reader)}
    told = next((one for one, day in dates.items() if day and f" of {long_day(day)} " in (finding.message or "")), None)
    made = all_of(reader, Recommendation, meeting=told) if told else []
    if not made:
        return False
    from cypsc_desktop.commands.matching import replies_to  # what home says at the start need not wait for it

    return len(replies_to(made, all_of(reader, Response), dates=dates)) == len(made)


def _was_named(reader: Reader, finding: Finding) -> bool:
    """Whether a person named the meeting of a paper that prints no date of its own."""
    return any(document.meeting for document in all_of(reader, Document, id=finding.document))


def _minutes_were_kept(reader: Reader, finding: Finding) -> bool:
    """Whether the sections of minutes without a date are kept after all, under the meeting that a person named."""
    kept = all_of(reader, Section, meeting=finding.meeting) if finding.meeting else []
    return any((section.at or {}).get("document") == finding.document for section in kept)


_SETTLED: dict[str, Callable[[Reader, Finding], bool]] = {
    "to-follow-missing": _papers_came,
    "unanswered-recommendation": _replies_came,
    "agenda-undated": _was_named,
    "minutes-undated": _minutes_were_kept,
}

"""The response table: what scrutiny recommended, what the Cabinet answered, under exactly eight headings.

The headings and the group row "Report: … (Considered by … on …)" are those of the form that the council's
constitution asks for; a ninth column is never added, a row's record is its ``Row.id``.
"""

import re
from collections.abc import Sequence

from cypsc_desktop.model.records import Conclusion, Meeting, Recommendation, Response, Section
from cypsc_desktop.output.document import Column, Document, Group, Row, TableBlock
from cypsc_desktop.output.public import public, public_points
from cypsc_desktop.output.words import about, long_date

COLUMNS = (
    Column("SCRUTINY RECOMMENDATION", 2.1),
    Column("CONCLUSIONS", 1.9),
    Column("DEPARTMENT AND CABINET MEMBER RESPONDING", 1.25),
    Column("ACCEPT/ REJECT RECOMMENDATIONS (inc. reasons for rejection)", 2.3),
    Column("IDENTIFIED OFFICER", 1.1),
    Column("ANY FINANCIAL IMPLICATIONS", 1.2),
    Column("TIMETABLE FOR IMPLEMENTATION OF RECOMMENDATIONS IF ACCEPTED (ie Action Plan)", 1.6),
    Column("DATE OF SCRUTINY MEETING TO REPORT BACK", 1.0),
)

# A decision that somebody recorded is printed as its plain word, before a wording that does not say it.
_DECISIONS = {
    "awaiting": "",
    "interim": "Interim reply",
    "accepted": "Accepted",
    "partly": "Accepted with amendment",
    "in-progress": "Already in progress",
    "rejected": "Rejected",
    "noted": "Noted",
    "withdrawn": "Withdrawn",
}


def response_table(responses: Sequence[Response], *, meetings: Sequence[Meeting] = ()) -> Document:
    """The replies in the order given, grouped by the report they answer.

    ``meetings`` are those whose papers hold the replies: they give the name of the body, and a single one
    gives the date under the title. What is exempt is left out.
    """
    bodies = {meeting.id: meeting.body for meeting in meetings}
    grouped: dict[str, list[Row]] = {}
    for response in public(responses):
        heading = report_heading(response.report, body=bodies.get(response.meeting or ""), date=response.considered_on)
        grouped.setdefault(heading, []).append(Row(_cells(response), response.id))
    return _document("Responses to scrutiny recommendations", grouped, meetings)


def recommendation_table(
    recommendations: Sequence[Recommendation],
    *,
    meetings: Sequence[Meeting] = (),
    sections: Sequence[Section] = (),
    conclusions: Sequence[Conclusion] = (),
) -> Document:
    """The recommendations of minutes as the response table that goes to the Cabinet: the reply is still blank.

    A group is a section of the minutes; its conclusions stand in its first row, since minutes do not say
    which conclusion led to which recommendation.
    """
    held = {meeting.id: meeting for meeting in meetings}
    titles = {(section.meeting, section.number): section.title for section in public(sections)}
    found: dict[tuple[str | None, str | None], list[str]] = {}
    for conclusion in public_points(conclusions, sections):
        found.setdefault((conclusion.meeting, conclusion.section), []).append(_labelled(conclusion))
    grouped: dict[str, list[Row]] = {}
    for made in public_points(recommendations, sections):
        place, meeting = (made.meeting, made.section), held.get(made.meeting or "")
        heading = report_heading(
            " ".join(part for part in (made.section, titles.get(place)) if part),
            body=meeting.body if meeting else None,
            date=meeting.date if meeting else None,
        )
        cells = (_labelled(made), "\n\n".join(found.pop(place, ())), made.addressee or "", "", "", "", "", "")
        grouped.setdefault(heading, []).append(Row(cells, made.id))
    return _document("Scrutiny recommendations", grouped, meetings)


def report_heading(report: str | None, *, body: str | None, date: str | None) -> str:
    """The group row, without the parts that are not known: "Report: … (Considered by … on …)"."""
    considered = (f" by {body}" if body else "") + (f" on {long_date(date)}" if date else "")
    return f"Report: {report or 'not named'}" + (f" (Considered{considered})" if considered else "")


def _cells(response: Response) -> tuple[str, ...]:
    return (
        response.recommendation or "",
        response.conclusions or "",
        response.responder or "",
        _decided(response),
        response.officer or "",
        response.financial or "",
        response.timetable or "",
        long_date(response.report_back),
    )


def _decided(response: Response) -> str:
    """What was decided, with the wording. A printed reply stays as printed; one that was recorded by hand has its
    decision in a field of its own, and nobody who reads the table could tell a rejection from "Too costly."."""
    word = _DECISIONS.get(response.decision or "", response.decision or "")
    wording = response.decision_text or ""
    if not wording or not word or response.at is not None or _says(wording, word):
        return wording or word
    return f"{word}. {wording}"


def _says(wording: str, word: str) -> bool:
    """Whether the first sentence of a wording holds the word: "We accept this." says "Accepted"."""
    first = re.split(r"[.;:\n]", wording.strip(), maxsplit=1)[0].casefold()
    stem = word.split(maxsplit=1)[0].casefold().removesuffix("ed")
    return re.search(r"\bnoted?\b" if stem == "not" else rf"\b{stem}", first) is not None


def _labelled(point: Conclusion | Recommendation) -> str:
    number = (point.number or "").rstrip(".")
    return f"{number}. {point.text or ''}" if number else point.text or ""


def _document(title: str, grouped: dict[str, list[Row]], meetings: Sequence[Meeting]) -> Document:
    groups = tuple(Group(heading, tuple(rows)) for heading, rows in grouped.items())
    table = TableBlock(title, COLUMNS, groups)
    return Document(title, (table,), subtitle=about(meetings), landscape=True)

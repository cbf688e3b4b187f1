"""What ``cypsc show`` prints: the library in the JSON shapes of the contract, from one reader.

Each function takes a reader and a meeting (None: all meetings) and returns plain JSON values. Rows carry
``id`` and ``meeting`` (its date) beside the contract's fields.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from cypsc_desktop.commands.choosing import meetings, no_record
from cypsc_desktop.commands.listing import agenda_order, all_of, of_meeting
from cypsc_desktop.commands.settling import findings_of
from cypsc_desktop.model.days import short_day
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import (
    Action,
    Attendance,
    Committee,
    Conclusion,
    Document,
    Item,
    Meeting,
    Membership,
    Paper,
    Person,
    PlanAction,
    Priority,
    Programme,
    Project,
    Recommendation,
    Record,
    Request,
    Response,
    Saving,
    Section,
    Term,
    Version,
)
from cypsc_desktop.store import editions
from cypsc_desktop.store.store import Reader

Row = dict[str, Any]
R = TypeVar("R", bound=Record)

HEADER = ("report_to", "subject", "lead_officer", "cabinet_member", "person_leading", "origin", "brief")


def show(reader: Reader, what: str, meeting: Meeting | None = None) -> list[Row] | Row:
    """``what`` as the contract's JSON. Raises UserError for a word that names nothing."""
    if what not in SHOWN:
        raise UserError(f"There is nothing called '{what}' to show. Choose from: {', '.join(SHOWN)}.")
    return SHOWN[what](reader, meeting)


def _dates(reader: Reader) -> dict[str, str | None]:
    return {m.id: m.date for m in meetings(reader)}


def _row(record: Record, dates: dict[str, str | None], *names: str, **more: Any) -> Row:
    meeting = getattr(record, "meeting", None)
    row: Row = {"id": record.id, "meeting": dates.get(meeting or ""), "meeting_id": meeting}
    row.update({name: getattr(record, name) for name in names})
    row.update(more)
    at = getattr(record, "at", None)
    if at:
        row["at"] = at
    return row


def show_meetings(reader: Reader, meeting: Meeting | None) -> list[Row]:
    rows = []
    unindexed = reader.unindexed()
    for found in [meeting] if meeting else meetings(reader):
        members = [
            {"id": m.id, "name": m.name, "office": m.office, "kind": m.seat, "voting": m.voting}
            for m in all_of(reader, Membership, meeting=found.id)
            if m.seat != "guest"
        ]
        files = [
            {"id": d.id, "name": d.name, "kind": d.doc_kind, "issued": d.issued, "pages": d.pages, "sha256": d.sha256}
            | ({"indexing": True} if d.sha256 in unindexed else {})
            for d in all_of(reader, Document, meeting=found.id)
        ]
        names = ("council", "body", "date", "time", "ended", "place", "clerk", "issued")
        row: Row = {"id": found.id, "meeting": found.date, **{name: getattr(found, name) for name in names}}
        rows.append({**row, "members": members, "documents": sorted(files, key=lambda f: (f["issued"] or "", f["id"]))})
    return rows


def show_agenda(reader: Reader, meeting: Meeting | None) -> list[Row]:
    rows = []
    names = ("number", "title", "part", "printed_pages", "pdf_pages", "to_follow", "purpose")
    dates = _dates(reader)
    for found in [meeting] if meeting else meetings(reader):
        for item in agenda_order(all_of(reader, Item, meeting=found.id)):
            row = _row(item, dates, *names, papers=papers_of(reader, item))
            rows.append(row)
    return rows


def papers_of(reader: Reader, item: Item) -> list[Row]:
    """The papers under an item with their newest pages; ``versions`` lists every file that holds them."""
    rows = []
    for paper in all_of(reader, Paper, item=item.id):
        versions = versions_of(reader, paper)
        newest = versions[-1] if versions else None
        rows.append(
            {
                "id": paper.id,
                "title": paper.title,
                "pdf_pages": [newest.first, newest.last] if newest else None,
                "header": {name: getattr(paper, name) for name in HEADER},
                "document": newest.document if newest else None,
                "versions": [
                    {"document": v.document, "pdf_pages": [v.first, v.last], "issued": v.issued} for v in versions
                ],
            }
        )
    return rows


def versions_of(reader: Reader, paper: Paper) -> list[Version]:
    """A paper's versions, oldest first as their files are ranked (store/editions.py), the same on every laptop."""
    found = all_of(reader, Version, paper=paper.id)
    ranks = reader.ask(editions.by_document) if len(found) > 1 else {}
    return sorted(found, key=lambda v: (ranks.get(v.document or "", ""), v.document or "", v.first or 0))


def show_people(reader: Reader, meeting: Meeting | None) -> list[Row]:
    """Each with the last seat, all ``seats`` as printed, and the ``terms`` that a person entered."""
    terms: dict[str | None, list[Row]] = {}
    for term in sorted(all_of(reader, Term), key=lambda t: (t.from_date or "", t.id)):
        entry = {"id": term.id, "office": term.office, "kind": term.seat, "voting": term.voting,
                 "from": term.from_date, "to": term.to_date}  # fmt: skip
        terms.setdefault(term.person, []).append(entry)
    bodies = {c.id: c.name for c in all_of(reader, Committee)}
    seats: dict[str, list[Row]] = {}
    for held in [meeting] if meeting else meetings(reader):
        for seat in all_of(reader, Membership, meeting=held.id):
            entry = {"meeting": held.date, "office": seat.office, "kind": seat.seat, "voting": seat.voting}
            seats.setdefault(seat.person or "", []).append(entry)
        for name in all_of(reader, Attendance, meeting=held.id):
            if name.state == "also_present" and name.person not in seats:
                seats.setdefault(name.person or "", []).append(
                    {"meeting": held.date, "office": name.role, "kind": "guest", "voting": None}
                )
    rows = []
    for person in all_of(reader, Person):
        if meeting and person.id not in seats:
            continue
        mine = seats.get(person.id, [])
        last: Row = mine[-1] if mine else {"meeting": None, "office": None, "kind": None, "voting": None}
        rows.append(
            {"id": person.id, **last, "name": person.name, "aliases": person.aliases or [],
             "body": bodies.get(person.committee or ""), "seats": mine,
             "terms": terms.get(person.id, [])}
        )  # fmt: skip
    return sorted(rows, key=lambda r: (str(r["name"] or ""), r["id"]))


def show_minutes(reader: Reader, meeting: Meeting | None) -> Row:
    if meeting is None:
        held = [m for m in meetings(reader) if any(reader.records(k, meeting=m.id) for k in ("section", "entry"))]
        if len(held) != 1:
            raise UserError("Say whose minutes to show: add --meeting with a date.")
        meeting = held[0]
    if reader.records("entry", meeting=meeting.id):
        from cypsc_desktop.commands.minuting_show import show_live

        return show_live(reader, meeting)
    sections = all_of(reader, Section, meeting=meeting.id)
    attendance = all_of(reader, Attendance, meeting=meeting.id)
    if not sections and not attendance:
        raise UserError(
            f"This library holds no minutes of the meeting of {short_day(meeting.date)}. Import a paper with them."
        )
    states = {"also_present": "present"}
    return {
        "id": meeting.id,
        "meeting": meeting.date,
        "state": None,  # minutes that came in print no state of their own, and when they began is not kept
        "started": None,
        "ended": meeting.ended,
        "attendance": [
            {"id": a.id, "name": a.name, "role": a.role, "kind": a.seat or ("guest" if a.state == "also_present" else None),
             "state": states.get(a.state or "", a.state), "arrived": a.arrived, "left": a.left,
             "in_place_of": a.in_place_of}
            for a in sorted(attendance, key=lambda a: (_STATES.index(a.state or "present"), a.position or 0, a.id))
        ],
        "entries": [],
        "outcomes": {
            "conclusions": [_outcome(c, "number", state=None) for c in of_meeting(reader, Conclusion, meeting)],
            "recommendations": [
                _outcome(r, "number", to=r.addressee) for r in of_meeting(reader, Recommendation, meeting)
            ],
            "requests": [_outcome(r) for r in all_of(reader, Request, meeting=meeting.id)],
            "actions": [_outcome(a, "owner") for a in all_of(reader, Action, meeting=meeting.id)],
            "resolutions": [],
            "undertakings": [],
        },
        "votes": [],
        "paragraphs": [
            {"id": s.id, "number": s.number, "title": s.title, "part": s.part or "A", "text": s.text or ""}
            for s in sections
        ],
    }  # fmt: skip


_STATES = ("present", "also_present", "substituted", "apologies", "absent")


def _outcome(record: Conclusion | Recommendation | Request | Action, *names: str, **more: Any) -> Row:
    row: Row = {"id": record.id, "item": None, "section": record.section}
    return {**row, **{name: getattr(record, name) for name in names}, "text": record.text, **more}


def _of_minutes(kind: type[R], *names: str) -> Callable[[Reader, Meeting | None], list[Row]]:
    """Rows of what came of meetings, each with the number of the item that it was made in where that is known."""

    def rows(reader: Reader, meeting: Meeting | None) -> list[Row]:
        dates = _dates(reader)
        items = numbers_of_items(reader, meeting)
        return [
            _row(r, dates, "section", *names, item=items.get(getattr(r, "item", None) or ""))
            for r in of_meeting(reader, kind, meeting)
        ]

    return rows


def numbers_of_items(reader: Reader, meeting: Meeting | None) -> dict[str, str | None]:
    """Item -> printed number."""
    return {item.id: item.number for item in of_meeting(reader, Item, meeting)}


def _rows(kind: type[R], *names: str) -> Callable[[Reader, Meeting | None], list[Row]]:
    def rows(reader: Reader, meeting: Meeting | None) -> list[Row]:
        dates = _dates(reader)
        return [_row(record, dates, *names) for record in of_meeting(reader, kind, meeting)]

    return rows


RESPONSE = (
    "report", "considered_on", "recommendation", "conclusions", "responder", "decision", "decision_text", "officer",
    "financial", "timetable", "report_back",
)  # fmt: skip


FOLLOW_UP = ("notice_served", "extended_to", "responded", "delivery", "evidence")
"""What a person records of a reply beside what its row prints."""


def show_recommendations(reader: Reader, meeting: Meeting | None) -> list[Row]:
    """As printed, with what became of each by today: ``state``, ``due`` (the original day), ``reply`` (the id)."""
    from cypsc_desktop.commands.following import followed  # it reads what this module shows

    dates = _dates(reader)
    rows = {r.made.id: r for r in followed(reader, today=datetime.now().astimezone().date()) if r.made}
    shown = []
    items = numbers_of_items(reader, meeting)
    for made in of_meeting(reader, Recommendation, meeting):
        row = rows.get(made.id)  # none of one that is not agreed yet
        more = {
            "to": made.addressee, "state": row.state if row else made.state, "due": row.due if row else None,
            "reply": row.reply.id if row and row.reply else None, "notice_served": made.notice_served,
            "extended_to": made.extended_to, "chased": made.chased, "item": items.get(made.item or ""),
        }  # fmt: skip
        shown.append(_row(made, dates, "section", "number", "text", **more))
    return shown


def show_programme(reader: Reader, meeting: Meeting | None) -> list[Row]:
    dates = _dates(reader)
    found = of_meeting(reader, Programme, meeting)
    return [_row(p, dates, "date", "leads", "note", items=p.items or []) for p in found]


def show_plan(reader: Reader, meeting: Meeting | None) -> Row:
    if meeting is None:
        planned = {p.meeting for p in all_of(reader, Project)} | {p.meeting for p in all_of(reader, Priority)}
        if len(planned) > 1:
            raise UserError("More than one meeting has a plan. Add --meeting with the date of the one to show.")
        meeting = next((m for m in meetings(reader) if m.id in planned), None)
    dates = _dates(reader)
    projects = []
    for project in of_meeting(reader, Project, meeting):
        savings = all_of(reader, Saving, project=project.id)
        actions = all_of(reader, PlanAction, project=project.id)
        projects.append(
            _row(
                project, dates, "number", "title", "manager", "ref",
                savings={s.year or "": whole(s.amount) for s in savings},
                measures=project.measures or [],
                actions=[
                    {**_row(a, dates, "ref", "text", "owner", "due", "progress"),
                     "meeting": dates.get(project.meeting or ""), "meeting_id": project.meeting}
                    for a in actions
                ],
            )
        )  # fmt: skip
    names = ("ref", "text", "through", "leads", "due", "measures")
    priorities = [_row(p, dates, *names) for p in of_meeting(reader, Priority, meeting)]
    return {"meeting": meeting.date if meeting else None, "projects": projects, "priorities": priorities}


def whole(amount: float | None) -> float | int | None:
    """1065.0 as 1065: how the paper prints it."""
    return int(amount) if amount is not None and float(amount).is_integer() else amount


def show_findings(reader: Reader, meeting: Meeting | None) -> list[Row]:
    dates = _dates(reader)
    rows = [
        _row(f, dates, "page", "message", "document", "settled", kind=f.finding) for f in findings_of(reader, meeting)
    ]
    if meeting is None:
        rows += [dict(finding) for finding in reader.findings()]
    return rows


def show_conflicts(reader: Reader, _: Meeting | None) -> list[Row]:
    return [
        {"entity": c.entity, "field": c.field, "base": c.base,
         "heads": [{"value": h.value, "actor": h.actor, "when": h.when} for h in c.heads]}
        for c in reader.conflicts()
    ]  # fmt: skip


def show_history(reader: Reader, _: Meeting | None) -> list[Row]:
    return history(reader)


def history(reader: Reader, entity: str | None = None, *, limit: int | None = None) -> list[Row]:
    """The log as a person reads it, newest first: one row a field changed. UserError for an id that no row names."""
    found = reader.history(entity, limit=limit)
    if entity is not None and not found:
        raise no_record(entity)
    return [
        {"when": h.when, "actor": h.actor, "label": h.label, "entity": h.entity, "field": h.field,
         "before": h.before, "after": h.after, "group": h.group, "reverts": h.reverts}
        for h in found
    ]  # fmt: skip


def _checklist(reader: Reader, meeting: Meeting | None) -> list[Row]:
    from cypsc_desktop.commands.confirming import show_checklist

    return show_checklist(reader, meeting)


def _annotations(reader: Reader, meeting: Meeting | None) -> list[Row]:
    from cypsc_desktop.commands.showing_marks import show_annotations

    return show_annotations(reader, meeting)


def _enquiries(reader: Reader, meeting: Meeting | None) -> list[Row]:
    from cypsc_desktop.commands.showing_marks import show_enquiries

    return show_enquiries(reader, meeting)


def _impact(reader: Reader, meeting: Meeting | None) -> list[Row]:
    from cypsc_desktop.commands.impact import show_impact

    return show_impact(reader, meeting)


SHOWN: dict[str, Callable[[Reader, Meeting | None], list[Row] | Row]] = {
    "meetings": show_meetings,
    "agenda": show_agenda,
    "people": show_people,
    "minutes": show_minutes,
    "conclusions": _of_minutes(Conclusion, "number", "text", "state"),
    "recommendations": show_recommendations,
    "requests": _of_minutes(Request, "text"),
    "actions": _of_minutes(Action, "text", "owner", "due"),
    "responses": _rows(Response, *RESPONSE, *FOLLOW_UP),
    "plan": show_plan,
    "work-programme": show_programme,
    "annotations": _annotations,
    "enquiries": _enquiries,
    "impact": _impact,
    "findings": show_findings,
    "checklist": _checklist,
    "conflicts": show_conflicts,
    "history": show_history,
}

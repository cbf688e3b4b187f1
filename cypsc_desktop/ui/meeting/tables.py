"""The tables of the meeting screen: for each, its records, its columns and what exporting it is called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands import choosing, showing
from cypsc_desktop.model.records import (
    KINDS,
    Action,
    Attendance,
    Conclusion,
    Finding,
    Meeting,
    Membership,
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
)
from cypsc_desktop.store.store import Reader
from cypsc_desktop.ui.models.records import Column, Names
from cypsc_desktop.ui.widgets.inspector import as_text


def _text(field: str) -> Callable[[Any, Names], str]:
    def text(record: Any, _: Names) -> str:
        value = getattr(record, field)
        if isinstance(value, (int, float)) and not isinstance(value, bool):
            return f"{value:,}".removesuffix(".0")
        return as_text(value)

    return text


def _field(header: str, field: str, width: int = 140) -> Column:
    return Column(header, _text(field), field, width=width)


def _figure(header: str, field: str, width: int = 90, *, edit: bool = True) -> Column:
    return Column(header, _text(field), field if edit else None, number=lambda r: getattr(r, field), width=width)


def _project(width: int) -> Column:
    return Column("Project", lambda record, names: names.get(record.project or "", ""), width=width)


def _no_names(_: Reader, __: Meeting | None) -> Names:
    return {}


def _project_names(reader: Reader, meeting: Meeting | None) -> Names:
    projects = showing.of_meeting(reader, Project, meeting)
    return {p.id: " ".join(part for part in (p.number, p.title) if part) for p in projects}


@dataclass(frozen=True, slots=True)
class TableSpec:
    """``rows(reader, meeting)`` gives the records, ``names`` what the records that they refer to are called;
    ``kind`` is theirs, ``export`` the word of ``cypsc export`` (None where there is none), ``lines`` a row's most."""

    name: str
    title: str
    empty: str
    columns: tuple[Column, ...]
    kind: str
    rows: Callable[[Reader, Meeting | None], Sequence[Record]]
    export: str | None = None
    names: Callable[[Reader, Meeting | None], Names] = _no_names
    lines: int = 2

    def elsewhere(self, reader: Reader, meeting: Meeting) -> tuple[int, Meeting | None]:
        """How many such records this meeting's papers print of another meeting, and which (the latest of several)."""
        if "meeting" not in KINDS[self.kind].__dataclass_fields__:
            return 0, None
        files = {file.id for file in reader.records("document", meeting=meeting.id)}
        found = [r for r in reader.records(self.kind) if (getattr(r, "at", None) or {}).get("document") in files]
        others = {other.id: other for other in choosing.meetings(reader)}
        held = [others[m] for r in found if (m := getattr(r, "meeting", None)) in others and m != meeting.id]
        last = max(held, key=lambda m: m.date or "", default=None)
        return sum(other == last for other in held), last


def _of(kind: type[Record]) -> Callable[[Reader, Meeting | None], Sequence[Record]]:
    return lambda reader, meeting: showing.of_meeting(reader, kind, meeting)


def _of_projects(kind: type[Record]) -> Callable[[Reader, Meeting | None], Sequence[Record]]:
    def rows(reader: Reader, meeting: Meeting | None) -> Sequence[Record]:
        projects = showing.of_meeting(reader, Project, meeting)
        return [record for project in projects for record in reader.records(kind.kind, project=project.id)]

    return rows


TABLES: tuple[TableSpec, ...] = (
    TableSpec(
        "responses",
        "Responses",
        "No response table came with this meeting's papers.",
        (
            _field("Report", "report", 150),
            _field("Recommendation", "recommendation", 260),
            _field("Decision", "decision", 90),
            _field("Reply", "decision_text", 240),
            _field("Responding", "responder", 140),
            _field("Officer", "officer", 110),
            _field("Timetable", "timetable", 130),
            _field("Report back", "report_back", 100),
            _field("Financial", "financial", 90),
            _field("Conclusions", "conclusions", 220),
        ),
        "response",
        _of(Response),
        "responses",
    ),
    TableSpec(
        "recommendations",
        "Recommendations",
        "The minutes of this meeting are not in the library, or recommend nothing.",
        (
            _field("Minute", "section", 70),
            _field("No.", "number", 50),
            _field("Recommendation", "text", 400),
            _field("To", "addressee", 120),
        ),
        "recommendation",
        _of(Recommendation),
        "recommendations",
    ),
    TableSpec(
        "conclusions",
        "Conclusions",
        "The minutes of this meeting are not in the library, or conclude nothing.",
        (_field("Minute", "section", 70), _field("No.", "number", 50), _field("Conclusion", "text", 480)),
        "conclusion",
        _of(Conclusion),
        "conclusions",
    ),
    TableSpec(
        "requests",
        "Requests",
        "No request for information is recorded for this meeting.",
        (_field("Minute", "section", 70), _field("Request", "text", 480)),
        "request",
        _of(Request),
        "requests",
    ),
    TableSpec(
        "actions",
        "Actions",
        "No action is recorded for this meeting.",
        (
            _field("Minute", "section", 70),
            _field("Action", "text", 400),
            _field("Owner", "owner", 120),
            _field("Due", "due", 100),
        ),
        "action",
        _of(Action),
        "actions",
    ),
    TableSpec(
        "minutes",
        "Minutes",
        "The minutes of this meeting are not in the library yet.",
        (_field("Minute", "number", 70), _field("Heading", "title", 240), _field("Text", "text", 360)),
        "section",
        _of(Section),
        "minutes",
    ),
    TableSpec(
        "findings",
        "Findings",
        "Nothing odd was found in this meeting's papers.",
        (
            _figure("Sheet", "page", 60, edit=False),
            Column("Kind", lambda r, _: (r.finding or "").replace("-", " "), width=150),
            Column("What was found", _text("message"), width=480),
        ),
        "finding",
        _of(Finding),
        "findings",
    ),
    TableSpec(
        "programme",
        "Work programme",
        "No work programme came with this meeting's papers.",
        (
            _field("Meeting", "date", 100),
            _field("Items", "items", 360),
            _field("Leads", "leads", 200),
            _field("Note", "note", 160),
        ),
        "programme",
        _of(Programme),
        "work-programme",
    ),
    TableSpec(
        "plan",
        "Plan actions",
        "No improvement plan came with this meeting's papers.",
        (
            _field("Ref", "ref", 60),
            _field("Action", "text", 250),
            _field("Owner", "owner", 80),
            _field("Due", "due", 100),
            _field("Progress", "progress", 100),
            _project(160),
        ),
        "plan_action",
        _of_projects(PlanAction),
        "plan",
        names=_project_names,
    ),
    TableSpec(
        "projects",
        "Projects",
        "No improvement plan came with this meeting's papers.",
        (
            _field("No.", "number", 50),
            _field("Project", "title", 260),
            _field("Manager", "manager", 130),
            _field("Ref", "ref", 110),
            _field("Measures", "measures", 240),
        ),
        "project",
        _of(Project),
        "plan",
    ),
    TableSpec(
        "savings",
        "Savings",
        "No savings are printed in this meeting's papers.",
        (_project(420), _field("Year", "year", 90), _figure("£000", "amount", 100)),
        "saving",
        _of_projects(Saving),
        "plan",
        names=_project_names,
        lines=1,
    ),
    TableSpec(
        "priorities",
        "Priorities",
        "No priorities table came with this meeting's papers.",
        (
            _field("Ref", "ref", 60),
            _field("Priority", "text", 240),
            _field("Through", "through", 200),
            _field("Leads", "leads", 120),
            _field("Due", "due", 100),
            _field("Measures", "measures", 200),
        ),
        "priority",
        _of(Priority),
        "plan",
    ),
    TableSpec(
        "people",
        "Members",
        "No members are printed on this meeting's agenda.",
        (
            _field("Name", "name", 220),
            _field("Office", "office", 140),
            _field("Kind", "seat", 120),
            _field("Votes on", "voting", 120),
        ),
        "membership",
        _of(Membership),
        "people",
        lines=1,
    ),
    TableSpec(
        "attendance",
        "Attendance",
        "No attendance is recorded for this meeting.",
        (_field("Name", "name", 220), _field("State", "state", 120), _field("Role", "role", 320)),
        "attendance",
        _of(Attendance),
        lines=1,
    ),
)

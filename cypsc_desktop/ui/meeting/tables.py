"""The tables of the meeting screen: for each, its records, its columns and what exporting it is called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from cypsc_desktop.commands import showing
from cypsc_desktop.model.records import (
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
from cypsc_desktop.ui.models.records import Column


def _text(field: str) -> Callable[[Any], str]:
    def text(record: Any) -> str:
        value = getattr(record, field)
        if value is None:
            return ""
        if isinstance(value, list):
            return "\n".join(str(part) for part in value)
        return f"{value:,g}" if isinstance(value, float) else str(value)

    return text


def _field(header: str, field: str, width: int = 140, *, numbers: bool = False) -> Column:
    return Column(header, _text(field), field, width=width, numbers=numbers)


@dataclass(frozen=True, slots=True)
class TableSpec:
    """``rows(reader, meeting)`` gives the records; ``export`` is the word of ``cypsc export``, None where there is none."""

    name: str
    title: str
    empty: str
    columns: tuple[Column, ...]
    rows: Callable[[Reader, Meeting | None], Sequence[Record]]
    kinds: frozenset[str]
    export: str | None = None


def _of(kind: type[Record]) -> Callable[[Reader, Meeting | None], Sequence[Record]]:
    return lambda reader, meeting: showing.of_meeting(reader, kind, meeting)


def _of_projects(kind: type[Record]) -> Callable[[Reader, Meeting | None], Sequence[Record]]:
    def rows(reader: Reader, meeting: Meeting | None) -> Sequence[Record]:
        projects = showing.of_meeting(reader, Project, meeting)
        return [record for project in projects for record in showing.all_of(reader, kind, project=project.id)]

    return rows


TABLES: tuple[TableSpec, ...] = (
    TableSpec(
        "responses",
        "Responses",
        "No response table came with this meeting's papers.",
        (
            _field("Report", "report", 150),
            _field("Recommendation", "recommendation", 260),
            _field("Conclusions", "conclusions", 220),
            _field("Responding", "responder", 140),
            _field("Decision", "decision", 90),
            _field("Reply", "decision_text", 240),
            _field("Officer", "officer", 110),
            _field("Financial", "financial", 90),
            _field("Timetable", "timetable", 130),
            _field("Report back", "report_back", 100),
        ),
        _of(Response),
        frozenset({"response"}),
        "responses",
    ),
    TableSpec(
        "recommendations",
        "Recommendations",
        "The minutes of this meeting are not in the library, or recommend nothing.",
        (
            _field("Minute", "section", 70),
            _field("No.", "number", 50),
            _field("Recommendation", "text", 520),
            _field("To", "addressee", 120),
        ),
        _of(Recommendation),
        frozenset({"recommendation"}),
        "recommendations",
    ),
    TableSpec(
        "conclusions",
        "Conclusions",
        "The minutes of this meeting are not in the library, or conclude nothing.",
        (_field("Minute", "section", 70), _field("No.", "number", 50), _field("Conclusion", "text", 620)),
        _of(Conclusion),
        frozenset({"conclusion"}),
        "conclusions",
    ),
    TableSpec(
        "requests",
        "Requests",
        "No request for information is recorded for this meeting.",
        (_field("Minute", "section", 70), _field("Request", "text", 640)),
        _of(Request),
        frozenset({"request"}),
        "requests",
    ),
    TableSpec(
        "actions",
        "Actions",
        "No action is recorded for this meeting.",
        (
            _field("Minute", "section", 70),
            _field("Action", "text", 480),
            _field("Owner", "owner", 120),
            _field("Due", "due", 100),
        ),
        _of(Action),
        frozenset({"action"}),
        "actions",
    ),
    TableSpec(
        "minutes",
        "Minutes",
        "The minutes of this meeting are not in the library yet.",
        (_field("Minute", "number", 70), _field("Heading", "title", 240), _field("Text", "text", 480)),
        _of(Section),
        frozenset({"section"}),
        "minutes",
    ),
    TableSpec(
        "plan",
        "Plan actions",
        "No improvement plan came with this meeting's papers.",
        (
            _field("Ref", "ref", 60),
            _field("Action", "text", 420),
            _field("Owner", "owner", 90),
            _field("Due", "due", 120),
            _field("Progress", "progress", 120),
        ),
        _of_projects(PlanAction),
        frozenset({"plan_action", "project"}),
        "plan",
    ),
    TableSpec(
        "projects",
        "Projects",
        "No improvement plan came with this meeting's papers.",
        (
            _field("No.", "number", 50),
            _field("Project", "title", 360),
            _field("Manager", "manager", 160),
            _field("Ref", "ref", 110),
            _field("Measures", "measures", 320),
        ),
        _of(Project),
        frozenset({"project"}),
        "plan",
    ),
    TableSpec(
        "savings",
        "Savings",
        "No savings are printed in this meeting's papers.",
        (_field("Year", "year", 90), _field("£000", "amount", 90, numbers=True)),
        _of_projects(Saving),
        frozenset({"saving", "project"}),
        "plan",
    ),
    TableSpec(
        "priorities",
        "Priorities",
        "No priorities table came with this meeting's papers.",
        (
            _field("Ref", "ref", 60),
            _field("Priority", "text", 300),
            _field("Through", "through", 240),
            _field("Leads", "leads", 120),
            _field("Due", "due", 100),
            _field("Measures", "measures", 240),
        ),
        _of(Priority),
        frozenset({"priority"}),
        "plan",
    ),
    TableSpec(
        "programme",
        "Work programme",
        "No work programme came with this meeting's papers.",
        (
            _field("Meeting", "date", 100),
            _field("Items", "items", 420),
            _field("Leads", "leads", 220),
            _field("Note", "note", 180),
        ),
        _of(Programme),
        frozenset({"programme"}),
        "work-programme",
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
        _of(Membership),
        frozenset({"membership"}),
        "people",
    ),
    TableSpec(
        "attendance",
        "Attendance",
        "No attendance is recorded for this meeting.",
        (_field("Name", "name", 220), _field("State", "state", 120), _field("Role", "role", 320)),
        _of(Attendance),
        frozenset({"attendance"}),
        None,
    ),
    TableSpec(
        "findings",
        "Findings",
        "Nothing odd was found in this meeting's papers.",
        (
            Column("Sheet", _text("page"), width=60, numbers=True),
            Column("Kind", _text("finding"), width=170),
            Column("What was found", _text("message"), width=620),
        ),
        _of(Finding),
        frozenset({"finding"}),
        "findings",
    ),
)

"""From an import report to the records that the library keeps: pure, and the same on every laptop.

Ids come from what is printed (model/identity.py), so nothing here may look at file names, clocks or what
the library already holds.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.made import made_of
from cypsc_desktop.intake.report import (
    At,
    HeaderFound,
    ImportReport,
    MinutesFound,
    NameFound,
    PlanFound,
    PointFound,
)
from cypsc_desktop.model import identity
from cypsc_desktop.model.records import (
    Action,
    Attendance,
    Committee,
    Conclusion,
    Document,
    Finding,
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
    Version,
)


def records_of(report: ImportReport, source: Source, *, meeting: str | None = None) -> list[Record]:
    """The records of one file, each id once. ``meeting`` is the meeting that a person named for a loose file."""
    return _Recording(report, source, meeting).records()


class _Recording:
    """One file's records, with the running count that tells equally printed things apart."""

    def __init__(self, report: ImportReport, source: Source, meeting: str | None) -> None:
        self.report = report
        self.source = source
        self.document = identity.document_id(source.sha256)
        self.body = report.meeting.body if report.meeting else None
        self.date = report.meeting.date if report.meeting else None
        self.meeting = identity.meeting_id(self.body, self.date) if self.body and self.date else meeting
        self._seen: Counter[str] = Counter()
        self._out: dict[str, Record] = {}

    def records(self) -> list[Record]:
        self._document()
        self._meeting()
        self._items()
        for minutes in self.report.minutes:
            self._minutes(minutes)
        self._responses()
        self._programme()
        if self.report.plan:
            self._plan(self.report.plan)
        for position, found in enumerate(self.report.findings):
            self._keep(
                Finding(
                    id=self._id("finding", self.document, found.kind, str(found.page), found.message),
                    meeting=self.meeting, document=self.document, finding=found.kind, page=found.page,
                    message=found.message, position=position,
                )
            )  # fmt: skip
        return list(self._out.values())

    def _keep(self, record: Record) -> None:
        self._out.setdefault(record.id, record)

    def _id(self, kind: str, *printed: str | None) -> str:
        """A recognised id; an ordinal is added only where equal things stand in one file."""
        first = identity.recognised_id(kind, *printed)
        ordinal = self._seen[first]
        self._seen[first] += 1
        return identity.recognised_id(kind, *printed, ordinal=ordinal) if ordinal else first

    def _at(self, at: At | None) -> dict[str, Any] | None:
        return {"document": self.document, **at.as_json()} if at else None

    def _document(self) -> None:
        supplement, meeting = self.report.supplement, self.report.meeting
        self._keep(
            Document(
                id=self.document,
                meeting=self.meeting,
                sha256=self.source.sha256,
                name=self.source.name,
                format=self.source.format,
                doc_kind=self.report.kind,
                pages=len(self.source.sheets) if self.source.paged else None,
                labels=[sheet.stamp for sheet in self.source.sheets] if self.source.paged else None,
                issued=issue_date(self.report),
                reason=supplement.reason if supplement else None,
                replaces=supplement.replaces if supplement else None,
                made=made_of(self.source),
            )
        )
        if meeting and meeting.body:
            self._keep(Committee(id=identity.committee_id(meeting.body), name=meeting.body, council=meeting.council))

    def _meeting(self) -> None:
        found = self.report.meeting
        if not found or not self.meeting or not self.body:
            return
        if self.date:  # an agenda without a date goes to a meeting that a person named, and says nothing of it
            self._keep(
                Meeting(
                    id=self.meeting, committee=identity.committee_id(self.body), body=found.body, council=found.council,
                    date=found.date, time=found.time, place=found.place, clerk=found.clerk,
                    issued=None if self.report.supplement else found.issued, at=self._at(found.at),
                )
            )  # fmt: skip
        for position, member in enumerate(found.members):
            person = self._person(self.body, member.name)
            self._keep(
                Membership(
                    id=self._id("membership", self.meeting, person, member.kind),
                    meeting=self.meeting, person=person, name=member.name, office=member.office, seat=member.kind,
                    voting=member.voting, position=position, at=self._at(member.at),
                )
            )  # fmt: skip

    def _person(self, body: str, name: str) -> str:
        person = identity.person_id(body, name)
        self._keep(Person(id=person, committee=identity.committee_id(body), name=identity.bare_name(name)))
        return person

    def _items(self) -> None:
        if not self.meeting:
            return
        # A supplement lists only its own items, so it knows neither the order of the agenda nor its parts.
        ordered = self.report.supplement is None
        for position, found in enumerate(self.report.items):
            item = self._id("item", *identity.item_key(self.meeting, found.number, found.title))
            self._keep(
                Item(
                    id=item, meeting=self.meeting, number=found.number, title=found.title, purpose=found.purpose,
                    part=found.part, printed_pages=_pair(found.printed_pages), pdf_pages=_pair(found.pdf_pages),
                    to_follow=found.to_follow, position=position if ordered else None, at=self._at(found.at),
                )
            )  # fmt: skip
            space = f"exempt:{self.meeting}" if found.part == "B" else "committee"
            for place, paper in enumerate(found.papers):
                header = paper.header or HeaderFound()
                paper_id = self._id("paper", item, paper.title)
                self._keep(
                    Paper(
                        id=paper_id, space=space, item=item, title=paper.title, position=place,
                        report_to=header.report_to, subject=header.subject,
                        lead_officer=header.lead_officer, cabinet_member=header.cabinet_member,
                        person_leading=header.person_leading, origin=header.origin,
                        brief=header.brief, at=self._at(paper.at),
                    )
                )  # fmt: skip
                if paper.pdf_pages:
                    first, last = paper.pdf_pages
                    self._keep(
                        Version(
                            id=identity.version_id(self.source.sha256, first), space=space, paper=paper_id,
                            document=self.document, first=first, last=last, issued=issue_date(self.report),
                        )
                    )  # fmt: skip

    def _minutes(self, found: MinutesFound) -> None:
        body = found.body or self.body
        named = self.report.kind == "minutes" and not self.date and self.meeting is not None
        if not body or not (found.of or named):
            return  # whose minutes they are cannot be told; the pages stay readable and a finding says so
        held = identity.meeting_id(body, found.of) if found.of else self.meeting
        if held is None:
            return
        if found.of:
            self._held(held, body, found)
        for position, section in enumerate(found.sections):
            self._keep(
                Section(
                    id=self._id("section", held, section.number, section.title), meeting=held, number=section.number,
                    title=section.title, part=section.part, text=section.text, position=position,
                    at=self._at(section.at),
                )
            )  # fmt: skip
        self._attendance(held, body, "present", found.present)
        self._attendance(held, body, "also_present", found.also_present)
        self._attendance(held, body, "apologies", found.apologies)
        self._points(held, found)

    def _held(self, held: str, body: str, found: MinutesFound) -> None:
        """The meeting that dated minutes are of."""
        self._keep(
            Meeting(
                id=held, committee=identity.committee_id(body), body=body, date=found.of, time=found.started,
                place=found.place, ended=found.closed,
                council=self.report.meeting.council if self.report.meeting and body == self.body else None,
            )
        )  # fmt: skip

    def _points(self, held: str, found: MinutesFound) -> None:
        for position, point in enumerate(found.conclusions):
            self._keep(Conclusion(id=self._point("conclusion", held, point), meeting=held, section=point.section,
                number=point.number, text=point.text, position=position, at=self._at(point.at)))  # fmt: skip
        for position, point in enumerate(found.recommendations):
            self._keep(Recommendation(id=self._point("recommendation", held, point), meeting=held,
                section=point.section, number=point.number, text=point.text, position=position,
                at=self._at(point.at)))  # fmt: skip
        for position, point in enumerate(found.requests):
            self._keep(Request(id=self._point("request", held, point), meeting=held, section=point.section,
                text=point.text, position=position, at=self._at(point.at)))  # fmt: skip
        for position, point in enumerate(found.actions):
            self._keep(Action(id=self._point("action", held, point), meeting=held, section=point.section,
                text=point.text, owner=point.owner, due=point.due, position=position, at=self._at(point.at)))  # fmt: skip

    def _point(self, kind: str, held: str, point: PointFound) -> str:
        return self._id(kind, held, point.section, point.text)

    def _attendance(self, held: str, body: str, state: str, names: Sequence[NameFound]) -> None:
        for position, found in enumerate(names):
            self._keep(
                Attendance(
                    id=self._id("attendance", held, state, found.name), meeting=held, state=state, name=found.name,
                    person=self._person(body, found.name), role=found.role, seat=found.seat, position=position,
                    at=self._at(found.at),
                )
            )  # fmt: skip

    def _responses(self) -> None:
        for position, row in enumerate(self.report.responses):
            self._keep(
                Response(
                    id=self._id("response", self.meeting, row.report, row.considered_on, row.recommendation),
                    meeting=self.meeting, report=row.report, considered_on=row.considered_on,
                    recommendation=row.recommendation, conclusions=row.conclusions, responder=row.responder,
                    decision=row.decision, decision_text=row.decision_text, officer=row.officer,
                    financial=row.financial, timetable=row.timetable, report_back=row.report_back,
                    position=position, at=self._at(row.at),
                )
            )  # fmt: skip

    def _programme(self) -> None:
        for position, row in enumerate(self.report.work_programme):
            self._keep(
                Programme(
                    id=self._id("programme", self.meeting, row.date or row.note or " ".join(row.items)),
                    meeting=self.meeting, date=row.date, items=list(row.items), leads=row.leads, note=row.note,
                    position=position, at=self._at(row.at),
                )
            )  # fmt: skip

    def _plan(self, plan: PlanFound) -> None:
        for position, found in enumerate(plan.projects):
            project = self._id("project", self.meeting, found.number, found.title)
            self._keep(
                Project(
                    id=project, meeting=self.meeting, number=found.number, title=found.title, manager=found.manager,
                    ref=found.ref, measures=list(found.measures), position=position, at=self._at(found.at),
                )
            )  # fmt: skip
            for place, (year, amount) in enumerate(found.savings.items()):
                self._keep(Saving(id=self._id("saving", project, year), project=project, year=year, amount=amount,
                    position=place))  # fmt: skip
            for place, action in enumerate(found.actions):
                self._keep(PlanAction(id=self._id("plan_action", project, action.ref or action.text), project=project,
                    ref=action.ref, text=action.text, owner=action.owner, due=action.due, progress=action.progress,
                    position=place, at=self._at(action.at)))  # fmt: skip
        for position, priority in enumerate(plan.priorities):
            self._keep(Priority(id=self._id("priority", self.meeting, priority.ref, priority.text),
                meeting=self.meeting, ref=priority.ref, text=priority.text, through=priority.through,
                leads=priority.leads, due=priority.due, measures=priority.measures, position=position,
                at=self._at(priority.at)))  # fmt: skip


def issue_date(report: ImportReport) -> str | None:
    """The file's own issue date: a supplement's letter, else the front sheet."""
    if report.supplement:
        return report.supplement.issued
    return report.meeting.issued if report.meeting else None


def _pair(pages: Iterable[int] | None) -> list[int] | None:
    return list(pages) if pages else None

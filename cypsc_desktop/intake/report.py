"""What was recognised in one file: the import report of the contract, with page and box for each thing.

Recognisers return these; they hold text as printed and invent nothing. ``to_json`` gives the contract's
shape. Pages count sheets of the file from 1.
"""

from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from cypsc_desktop.intake.layout import Box


@dataclass(frozen=True, slots=True)
class At:
    """Where a thing is printed. ``box`` is None where the source has no geometry."""

    page: int
    box: Box | None = None

    def as_json(self) -> dict[str, Any]:
        return {"page": self.page, **({"box": [round(v, 1) for v in self.box]} if self.box else {})}


@dataclass(slots=True, kw_only=True)
class MemberFound:
    """``kind``: councillor, co-opted, reserve. ``voting``: all, education, none or None (not printed)."""

    name: str
    office: str | None = None
    kind: str = "councillor"
    voting: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class MeetingFound:
    council: str | None = None
    body: str | None = None
    date: str | None = None
    time: str | None = None
    place: str | None = None
    clerk: str | None = None
    issued: str | None = None
    members: list[MemberFound] = field(default_factory=list)
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class HeaderFound:
    """A report's header block, cells as printed."""

    report_to: str | None = None
    subject: str | None = None
    lead_officer: str | None = None
    cabinet_member: str | None = None
    person_leading: str | None = None
    origin: str | None = None
    brief: str | None = None


@dataclass(slots=True, kw_only=True)
class PaperFound:
    title: str
    pdf_pages: tuple[int, int] | None = None
    header: HeaderFound | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class ItemFound:
    number: str | None
    title: str
    part: str | None = None
    printed_pages: tuple[int, int] | None = None
    pdf_pages: tuple[int, int] | None = None
    to_follow: bool = False
    purpose: str | None = None
    papers: list[PaperFound] = field(default_factory=list)
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class SectionFound:
    number: str | None
    title: str
    text: str = ""
    part: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class NameFound:
    """A name of the attendance; ``role`` and ``seat`` (councillor, co-opted, guest) as far as printed."""

    name: str
    role: str | None = None
    seat: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class PointFound:
    """A conclusion, recommendation, request or action. ``number`` is its printed list number."""

    section: str | None
    text: str
    number: str | None = None
    owner: str | None = None
    due: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class MinutesFound:
    """The minutes of one meeting. ``body`` is set only where they are another body's than the pack's."""

    of: str | None
    body: str | None = None
    started: str | None = None
    place: str | None = None
    closed: str | None = None
    sections: list[SectionFound] = field(default_factory=list)
    present: list[NameFound] = field(default_factory=list)
    also_present: list[NameFound] = field(default_factory=list)
    apologies: list[NameFound] = field(default_factory=list)
    conclusions: list[PointFound] = field(default_factory=list)
    recommendations: list[PointFound] = field(default_factory=list)
    requests: list[PointFound] = field(default_factory=list)
    actions: list[PointFound] = field(default_factory=list)
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class ResponseFound:
    report: str | None = None
    considered_on: str | None = None
    recommendation: str | None = None
    conclusions: str | None = None
    responder: str | None = None
    decision: str | None = None
    decision_text: str | None = None
    officer: str | None = None
    financial: str | None = None
    timetable: str | None = None
    report_back: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class ProgrammeFound:
    date: str | None
    items: list[str] = field(default_factory=list)
    leads: str | None = None
    note: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class PlanActionFound:
    ref: str | None
    text: str | None = None
    owner: str | None = None
    due: str | None = None
    progress: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class ProjectFound:
    """``savings``: financial year as printed -> £000 (None where the cell is blank)."""

    number: str | None
    title: str | None
    manager: str | None = None
    ref: str | None = None
    savings: dict[str, float | int | None] = field(default_factory=dict)
    measures: list[str] = field(default_factory=list)
    actions: list[PlanActionFound] = field(default_factory=list)
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class PriorityFound:
    ref: str | None
    text: str | None = None
    through: str | None = None
    leads: str | None = None
    due: str | None = None
    measures: str | None = None
    at: At | None = None


@dataclass(slots=True, kw_only=True)
class PlanFound:
    projects: list[ProjectFound] = field(default_factory=list)
    priorities: list[PriorityFound] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class SupplementFound:
    """The front sheet of a supplement. ``issued`` ISO; ``reason`` as printed."""

    issued: str | None = None
    reason: str | None = None
    replaces: bool | None = None


@dataclass(slots=True, kw_only=True)
class FindingFound:
    kind: str
    message: str
    page: int | None = None


@dataclass(slots=True, kw_only=True)
class ImportReport:
    """Everything recognised in one file. ``kind`` is one of the contract's words; "paper" means nothing was."""

    file: str
    sha256: str
    kind: str = "paper"
    pages: int = 0
    seconds: float = 0.0
    meeting: MeetingFound | None = None
    supplement: SupplementFound | None = None
    items: list[ItemFound] = field(default_factory=list)
    minutes: list[MinutesFound] = field(default_factory=list)
    responses: list[ResponseFound] = field(default_factory=list)
    work_programme: list[ProgrammeFound] = field(default_factory=list)
    plan: PlanFound | None = None
    findings: list[FindingFound] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        """The contract's import report. Absent is null; ``supplement`` stands only in supplements."""
        report: dict[str, Any] = _plain(self)
        if self.supplement is None:
            del report["supplement"]
        return report


def _plain(value: Any) -> Any:
    if isinstance(value, At):
        return value.as_json()
    if isinstance(value, MinutesFound):
        plain = {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
        # The contract wants bare names here; roles stand with the guests alone. It knows requests and no actions, and
        # counts what a list of actions asks for among them.
        asked = [*value.requests, *value.actions]
        if all(point.at for point in asked):
            asked.sort(
                key=lambda point: (point.at.page, point.at.box.top if point.at.box else 0.0) if point.at else (0, 0.0)
            )
        return {
            **plain,
            "present": [n.name for n in value.present],
            "apologies": [n.name for n in value.apologies],
            "requests": _plain(asked),
        }
    if is_dataclass(value):
        return {f.name: _plain(getattr(value, f.name)) for f in fields(value)}
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value

"""The improvement plan and the work programme as a person follows them: progress, what is late, sums. Reads only.

Nothing printed is corrected: a progress that fits no kind stays as it is, a sum is reckoned beside what is printed.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.intake.recognise.check_plan import last_day
from cypsc_desktop.model.records import Finding, Meeting, PlanAction, Project, Record, Saving
from cypsc_desktop.store.store import Reader

Progress = Literal["not started", "in progress", "slipped", "complete"]
_COMPLETE = re.compile(r"\b(?:complet\w*|done|delivered|closed|achieved|finished|evidence seen)\b", re.IGNORECASE)
_NOT_YET = re.compile(
    r"\b(?:not|partly|partially|almost|to be|nearly)\b.{0,12}\b(?:complet|done|deliver)", re.IGNORECASE
)
_NOT_BEGUN = re.compile(r"\b(?:not (?:yet )?(?:started|begun|due)|to start|to begin)\b", re.IGNORECASE)
_UNDER_WAY = re.compile(r"\b(?:in progress|on-?going|under way|on track|started)\b", re.IGNORECASE)
_SLIPPED = re.compile(r"\b(?:slip\w*|delay\w*|overdue|paused|on hold|behind|at risk|missed)\b", re.IGNORECASE)
OF_MEETING = ("project", "priority", "programme")
_ABOUT_SUMS = ("sum-mismatch", "savings-at-risk", "growth-among-savings", "figure-conflict", "truncated-reference")


@dataclass(frozen=True, slots=True)
class Sums:
    """Savings in thousands of pounds: by year, in the order of the years, and in all."""

    years: tuple[tuple[str, float], ...]
    total: float


def progress_of(printed: str | None) -> Progress | None:
    """The kind of a printed progress; None where it is blank. What is neither is under way."""
    text = (printed or "").strip()
    if not text:
        return None
    if _NOT_BEGUN.search(text):
        return "not started"
    if _SLIPPED.search(text):
        return "slipped"
    if _COMPLETE.search(text) and not _NOT_YET.search(text) and not _UNDER_WAY.search(text):
        return "complete"
    return "in progress"


def day_due(action: PlanAction) -> str | None:
    """The last day that its printed day can mean, ISO; None where it is open-ended or no day."""
    return last_day(action.due)


def is_late(action: PlanAction, *, today: date) -> bool:
    """Whether its printed day is past and it is not complete. A day that is open-ended or none is never past."""
    last = day_due(action)
    return last is not None and last < today.isoformat() and progress_of(action.progress) != "complete"


def papers_with(reader: Reader, kind: str, *, committee: str | None = None) -> list[Meeting]:
    """The meetings whose papers hold records of this kind of the plan, the latest first."""
    of = "project" if kind in ("saving", "plan_action") else kind
    having = {getattr(record, "meeting", None) for record in reader.records(of)}
    found = [m for m in meetings(reader) if m.id in having and committee in (None, m.committee)]
    return found[::-1]


def plan_rows(reader: Reader, kind: str, *, meeting: str | None = None, committee: str | None = None) -> list[Record]:
    """The records of a kind of the plan in the order of the papers: of one meeting's, or of all, the latest first."""
    held = [meeting] if meeting else [m.id for m in papers_with(reader, kind, committee=committee)]
    if kind in OF_MEETING:
        return [record for one in held for record in reader.records(kind, meeting=one)]
    projects = [project for one in held for project in reader.records("project", meeting=one)]
    below: dict[str, list[Record]] = {}
    for record in reader.records(kind):
        below.setdefault(str(getattr(record, "project", "")), []).append(record)
    return [record for project in projects for record in below.get(project.id, [])]


def sums_of(savings: Sequence[Saving]) -> Sums:
    """What these savings add up to; an amount that is not printed counts as none."""
    years: dict[str, float] = {}
    for saving in savings:
        years[saving.year or "no year"] = years.get(saving.year or "no year", 0) + (saving.amount or 0)
    return Sums(tuple(sorted(years.items())), sum(years.values()))


def facts_of_projects(reader: Reader, projects: Sequence[Project]) -> dict[str, str]:
    """For each project, under its id with " savings", " total" and " done": what its rows come to, in words."""
    ids = {project.id for project in projects}
    savings: dict[str, list[Saving]] = {}
    for saving in all_of(reader, Saving):
        if saving.project in ids:
            savings.setdefault(saving.project or "", []).append(saving)
    actions: dict[str, list[PlanAction]] = {}
    for action in all_of(reader, PlanAction):
        if action.project in ids:
            actions.setdefault(action.project or "", []).append(action)
    facts = {}
    for entity in ids:
        mine = sums_of(savings.get(entity, []))
        if mine.years:
            facts[f"{entity} savings"] = ", ".join(f"{year}: {figure(amount)}" for year, amount in mine.years)
            facts[f"{entity} total"] = figure(mine.total)
        rows = actions.get(entity, [])
        done = sum(progress_of(action.progress) == "complete" for action in rows)
        facts[f"{entity} done"] = f"{done} of {len(rows)}" if rows else ""
    return facts


def findings_of_plan(reader: Reader, *, meeting: str | None, committee: str | None = None) -> list[Finding]:
    """What was found odd about the figures of these papers, and is not settled."""
    held = {m.id for m in meetings(reader) if committee in (None, m.committee)}
    return [
        f
        for f in all_of(reader, Finding)
        if f.finding in _ABOUT_SUMS and not f.settled and (f.meeting == meeting if meeting else f.meeting in held)
    ]


def figure(amount: float) -> str:
    """1065.0 as "1,065"."""
    return f"{amount:,.10g}" if not float(amount).is_integer() else f"{int(amount):,}"

"""Findings in minutes: gaps in their numbers, dates that disagree, members not accounted for. It changes nothing."""

import re
from collections.abc import Iterator
from datetime import date

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.recognise.dates import find_dates, spoken
from cypsc_desktop.intake.report import FindingFound, ImportReport, MinutesFound, NameFound, PointFound
from cypsc_desktop.model.identity import fold

_NUMBER = re.compile(r"^(?P<before>\D*)(?P<n>\d{1,4})(?P<after>/\d{2,4}.*|\D*)$")
_GAP_LIMIT = 12
_REMOTE = re.compile(
    r"\b(?:remote(?:ly)?|virtual(?:ly)?|microsoft\s+teams|ms\s+teams|zoom|online"
    r"|video[\s-]?(?:link|call|conferenc\w*))\b",
    re.IGNORECASE,
)
_HYBRID = re.compile(r"\bhybrid\b|\b(?:room|chamber|hall|house|centre|suite)\b", re.IGNORECASE)
IN_PERSON_SINCE = "2021-05-07"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(mon|tues|wednes|thurs|fri|satur|sun)day\b[\s,]*(?:the\s+)?$", re.IGNORECASE)


def check_minutes(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """What the minutes of the file contradict or leave open."""
    for minutes in report.minutes:
        yield from _gaps(minutes)
        yield from _twice(minutes)
        yield from _unaccounted(minutes, report)
        yield from _unanswered(minutes, report)
        yield from _remote(minutes.of, minutes.place, _page(minutes.at, 1))
        yield from _approved(minutes, report)
        yield from _agenda_date(minutes, report)
    yield from _weekdays(source, report)


def _page(at: object, otherwise: int | None) -> int | None:
    return getattr(at, "page", None) or otherwise


def _gaps(minutes: MinutesFound) -> Iterator[FindingFound]:
    before: tuple[int, str] | None = None
    for section in minutes.sections:
        match = _NUMBER.match(section.number or "")
        if match is None:
            continue
        value = int(match["n"])
        if before and 1 < value - before[0] <= _GAP_LIMIT:
            missing = [f"{match['before']}{n}{match['after']}" for n in range(before[0] + 1, value)]
            what = f"Minute {missing[0]} is" if len(missing) == 1 else f"Minutes {_list(missing)} are"
            message = f"{what} not printed: {before[1]} is followed by {section.number}."
            yield FindingFound(kind="minute-number-gap", message=message, page=_page(section.at, None))
        before = value, section.number or ""


def _list(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def _twice(minutes: MinutesFound) -> Iterator[FindingFound]:
    for names, where in (
        (minutes.present, "those present"),
        (minutes.also_present, "those also present"),
        (minutes.apologies, "the apologies"),
    ):
        seen: set[str] = set()
        for found in names:
            key = fold(found.name)
            if key in seen:
                yield FindingFound(
                    kind="duplicate-person",
                    message=f"{found.name} is listed twice among {where}.",
                    page=_page(found.at, None),
                )
            seen.add(key)
    present = {fold(found.name) for found in minutes.present}
    for found in minutes.apologies:
        if fold(found.name) in present:
            message = f"{found.name} is listed both as present and among the apologies."
            yield FindingFound(kind="duplicate-person", message=message, page=_page(found.at, None))


def _unaccounted(minutes: MinutesFound, report: ImportReport) -> Iterator[FindingFound]:
    """Members on the front sheet whom these minutes name nowhere; a changed membership looks the same."""
    meeting = report.meeting
    if meeting is None or minutes.body is not None or not minutes.present:
        return
    members = [m for m in meeting.members if m.kind in ("councillor", "co-opted")]
    named = [*minutes.present, *minutes.also_present, *minutes.apologies]
    missing = [m.name for m in members if not any(_same_person(m.name, n) for n in named)]
    if members and missing and len(missing) * 2 <= len(members):
        verb = "is" if len(missing) == 1 else "are"
        message = f"{_list(missing)} {verb} on the committee, but neither present nor among the apologies."
        yield FindingFound(kind="unaccounted-member", message=message, page=_page(minutes.at, None))


def _same_person(member: str, found: NameFound) -> bool:
    a, b = fold(member).split(), fold(found.name).split()
    if not a or not b or a[-1] != b[-1]:
        return a == b
    return len(a) == 1 or len(b) == 1 or a[0] == b[0] or (min(len(a[0]), len(b[0])) == 1 and a[0][0] == b[0][0])


def _unanswered(minutes: MinutesFound, report: ImportReport) -> Iterator[FindingFound]:
    """Recommendations that the response table of the same file leaves out."""
    if not report.responses or not minutes.recommendations or minutes.body is not None:
        return
    answered = [set(fold(r.recommendation or "").split()) for r in report.responses]
    open_ones = [p for p in minutes.recommendations if not any(_alike(p, words) for words in answered)]
    if open_ones:
        many = len(open_ones)
        what = "1 recommendation" if many == 1 else f"{many} recommendations"
        verb = "has" if many == 1 else "have"
        message = (
            f"{what} of {spoken(minutes.of) if minutes.of else 'these minutes'} {verb} no row in the response table."
        )
        yield FindingFound(kind="unanswered-recommendation", message=message, page=_page(open_ones[0].at, None))


def _alike(point: PointFound, words: set[str]) -> bool:
    own = set(fold(point.text).split())
    return bool(own) and len(own & words) >= 0.75 * len(own)


def held_remotely(held: str | None, place: str | None) -> bool:
    """Whether a meeting that no longer may be remote is said to be (the 2020 Regulations lapsed on 7 May 2021)."""
    return bool(held and place and held >= IN_PERSON_SINCE and _REMOTE.search(place) and not _HYBRID.search(place))


def _remote(held: str | None, place: str | None, page: int | None) -> Iterator[FindingFound]:
    if held and held_remotely(held, place):
        message = f"The meeting of {spoken(held)} is described as held remotely. Since 7 May 2021 members must meet in one place."
        yield FindingFound(kind="remote-meeting", message=message, page=page)


def _approved(minutes: MinutesFound, report: ImportReport) -> Iterator[FindingFound]:
    """The date of the minutes approved, against the other dates of the body's meetings: same day, another year."""
    known = {r.considered_on for r in report.responses} | {w.date for w in report.work_programme}
    known |= {m.of for m in report.minutes} | {report.meeting.date if report.meeting else None}
    for section in minutes.sections:
        if "minutes" not in section.title.lower():
            continue
        said = [d.iso for d in find_dates(f"{section.title}\n{section.text[:600]}")]
        for iso in dict.fromkeys(said):
            other = next((k for k in sorted(k for k in known if k) if k[4:] == iso[4:] and k[:4] != iso[:4]), None)
            if other and iso not in known:
                message = f"The minutes approved are dated {spoken(iso)}; elsewhere in this file that meeting is dated {spoken(other)}."
                yield FindingFound(kind="date-conflict", message=message, page=_page(section.at, None))
            elif minutes.of and iso > minutes.of and section.number:
                message = f"The minutes approved are dated {spoken(iso)}, after the meeting of {spoken(minutes.of)} that approved them."
                yield FindingFound(kind="date-conflict", message=message, page=_page(section.at, None))


def _agenda_date(minutes: MinutesFound, report: ImportReport) -> Iterator[FindingFound]:
    """The date that the agenda gives to the minutes, against the minutes' own."""
    page = _page(minutes.at, None)
    for item in report.items:
        if not item.pdf_pages or page is None or not item.pdf_pages[0] <= page <= item.pdf_pages[1]:
            continue
        dates = {d.iso for d in find_dates(f"{item.title}. {item.purpose or ''}")}
        if (
            minutes.of
            and dates
            and minutes.of not in dates
            and "minutes" in item.title.lower()
            and len(report.minutes) <= len(dates)
        ):
            message = f"The agenda dates these minutes {_list([spoken(d) for d in sorted(dates)])}; they are headed {spoken(minutes.of)}."
            yield FindingFound(kind="date-conflict", message=message, page=page)


def _weekdays(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    """A meeting's date printed with the wrong day of the week."""
    wanted = {m.of for m in report.minutes} | {report.meeting.date if report.meeting else None} - {None}
    pages = {1, *(p for m in report.minutes if (p := _page(m.at, None)))}
    for number in sorted(pages):
        if not 1 <= number <= len(source.sheets):
            continue
        for line in source.sheets[number - 1].lines[:60]:
            if "day" not in line.text.lower():
                continue
            for found in find_dates(line.text):
                day = _WEEKDAY.search(line.text[: found.start])
                if day and found.iso in wanted and _weekday(found.iso) != f"{day[1].lower()}day":
                    message = f"{line.text[day.start() : found.end]} was a {_weekday(found.iso).capitalize()}."
                    yield FindingFound(kind="date-conflict", message=message, page=number)


def _weekday(iso: str) -> str:
    return _WEEKDAYS[date.fromisoformat(iso).weekday()]

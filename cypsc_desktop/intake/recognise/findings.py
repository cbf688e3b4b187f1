"""What one file contradicts, repeats or leaves open: the findings that a person should look at.

Runs after every other recogniser and only adds findings. Precision counts for more than completeness: a
finding that is wrong costs more of a chair's time than one that is missing.
"""

from collections import Counter
from collections.abc import Iterator

from cypsc_desktop.intake.layout import Source
from cypsc_desktop.intake.recognise.check_minutes import check_minutes
from cypsc_desktop.intake.recognise.check_people import check_people
from cypsc_desktop.intake.recognise.check_plan import check_plan
from cypsc_desktop.intake.recognise.check_text import check_text
from cypsc_desktop.intake.report import FindingFound, ImportReport

_MOST_OF_A_KIND = 40
_ONCE = ("merge-field", "remote-meeting")  # one a sheet, whoever finds it


def find_findings(source: Source, report: ImportReport) -> None:
    """Add what the checks find; the same thing on the same sheet is said once."""
    said = {(f.kind, f.page, f.message) for f in report.findings}
    already = {(f.kind, f.page) for f in report.findings}
    counts: Counter[str] = Counter()
    for found in _all(source, report):
        key = (found.kind, found.page, found.message)
        if key in said or (found.kind in _ONCE and (found.kind, found.page) in already):
            continue
        counts[found.kind] += 1
        if counts[found.kind] <= _MOST_OF_A_KIND:
            said.add(key)
            report.findings.append(found)


def _all(source: Source, report: ImportReport) -> Iterator[FindingFound]:
    yield from check_minutes(source, report)
    yield from check_people(source, report)
    yield from check_plan(source, report)
    yield from check_text(source, report)

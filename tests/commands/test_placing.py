"""Files that do not say which meeting they belong to: never guessed, placed by a person, and moved without a copy."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.importing import import_paper, read_paper
from cypsc_desktop.store.store import Store

REPLIES = """SCRUTINY RECOMMENDATION,CONCLUSIONS,DEPARTMENT AND CABINET MEMBER RESPONDING,\
ACCEPT/ REJECT RECOMMENDATIONS (inc. reasons for rejection),IDENTIFIED OFFICER,ANY FINANCIAL IMPLICATIONS,\
TIMETABLE FOR IMPLEMENTATION OF RECOMMENDATIONS IF ACCEPTED (ie Action Plan),DATE OF SCRUTINY MEETING TO REPORT BACK
1. That the plan be published,It was unread,Councillor Ames,Accepted.,Jo Reed,None,May,
2. That buses be free,They cost,Councillor Ames,Rejected.,Jo Reed,None,June,
"""
PACK = """Anyshire County Council
Children's Scrutiny Committee
Tuesday 14 September 2021 at 10.00 am
Council Chamber, County Hall

AGENDA
1. Apologies for absence
2. Minutes of the last meeting (Pages 3 - 8)
3. Work programme (Pages 21 - 24)

Children's Scrutiny Committee

MINUTES

PRESENT: Councillor Ann Bell (Chair), Councillor Tom Hale

12. Apologies
There were none.

The Committee RECOMMENDED that:
1. Cabinet publish the plan.

The meeting ended at 12.30 pm
"""


@pytest.fixture
def replies(tmp_path: Path) -> Path:
    path = tmp_path / "replies.csv"
    path.write_text(REPLIES, encoding="utf-8")
    return path


def rows(store: Store) -> list[tuple[str | None, str | None]]:
    return sorted((r.meeting, r.officer) for r in store.read.records("response") if r.officer == "Jo Reed")


def test_a_file_placed_later_takes_its_rows_along(sample: Store, replies: Path) -> None:
    import_paper(sample, replies, actor="Bo")
    assert rows(sample) == [(None, "Jo Reed")] * 2
    for date in ("2021-09-21", "2021-06-29"):
        meeting = find_meeting(sample.read, date)
        import_paper(sample, replies, actor="Bo", meeting=meeting)
        assert rows(sample) == [(meeting.id, "Jo Reed")] * 2
    again = import_paper(sample, replies, actor="Bo")
    assert not again.new
    assert rows(sample) == [(meeting.id, "Jo Reed")] * 2
    sample.undo("Bo")
    assert rows(sample) == [(find_meeting(sample.read, "2021-09-21").id, "Jo Reed")] * 2
    assert sample.check().ok


def test_a_row_that_a_person_has_changed_stays_where_it_was(sample: Store, replies: Path) -> None:
    import_paper(sample, replies, actor="Bo")
    mine = next(r for r in sample.read.records("response") if r.officer == "Jo Reed")
    with sample.change("Edit response", actor="Bo") as change:
        change.set(mine.id, "timetable", "After the summer")
    import_paper(sample, replies, actor="Bo", meeting=find_meeting(sample.read, "2021-09-21"))
    kept = sample.read.record(mine.id)
    assert kept is not None
    assert kept.timetable == "After the summer"
    assert kept.recommendation == mine.recommendation


def test_minutes_without_a_date_are_not_given_the_agendas(tmp_path: Path) -> None:
    path = tmp_path / "pack.txt"
    path.write_text(PACK, encoding="utf-8")
    report = read_paper(path).report
    assert report.kind == "agenda pack"
    assert [minutes.of for minutes in report.minutes] in ([], [None])
    assert report.minutes == [] or "minutes-undated" in [finding.kind for finding in report.findings]

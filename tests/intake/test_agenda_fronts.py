"""Front sheets of quite different make, each in words of the tests' own, read to the letter."""

import pytest

from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.make_source import make_source
from tests.intake.fronts import Make, other, usual

MAKES = [*usual.MAKES, *other.MAKES]


def read(make: Make) -> ImportReport:
    """The front sheets with enough bare sheets behind them for every printed page."""
    return recognise(make_source(make.text, info=make.info))


@pytest.fixture(params=MAKES, ids=[make.name for make in MAKES])
def make(request: pytest.FixtureRequest) -> Make:
    chosen: Make = request.param
    return chosen


def test_it_is_an_agenda(make: Make) -> None:
    assert read(make).kind == "agenda pack"


def test_meeting_as_printed(make: Make) -> None:
    meeting = read(make).meeting
    assert meeting is not None
    assert {key: getattr(meeting, key) for key in make.meeting} == make.meeting


def test_items_with_title_and_printed_pages(make: Make) -> None:
    assert [(i.number, i.title, i.printed_pages) for i in read(make).items] == make.items


def test_items_to_follow(make: Make) -> None:
    assert tuple(i.number for i in read(make).items if i.to_follow) == make.follow


def test_private_part(make: Make) -> None:
    assert tuple(i.number for i in read(make).items if i.part == "B") == make.part_b


def test_purposes_lose_nothing(make: Make) -> None:
    items = {i.number or i.title: i.purpose for i in read(make).items}
    assert {key: items[key] for key in make.purposes} == make.purposes


def test_members_with_office_kind_and_voting_right(make: Make) -> None:
    meeting = read(make).meeting
    assert meeting is not None
    assert [(m.name, m.office, m.kind, m.voting) for m in meeting.members] == make.members


def test_everything_says_where_it_stands(make: Make) -> None:
    report = read(make)
    places = [i.at for i in report.items] + [m.at for m in (report.meeting.members if report.meeting else [])]
    assert all(at is not None and at.page >= 1 and at.box is not None and at.box.width > 0 for at in places)

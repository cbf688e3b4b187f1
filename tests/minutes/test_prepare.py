"""Before the meeting: roster and codes, the plan, what comes forward, notice and wordings; and its clock."""

from datetime import date, datetime, timedelta, timezone

import pytest

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.minuting import open_live, take_line
from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_prepare import (
    carried_forward,
    code_taken,
    keep_wordings,
    notice,
    offered_wordings,
    roster,
    seat_roster,
)
from cypsc_desktop.commands.records import add_record
from cypsc_desktop.minutes.clock import RoomClock
from cypsc_desktop.minutes.timing import item_times, minutes_between, minutes_left
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import committee_id, meeting_id
from cypsc_desktop.model.records import Item, Meeting, Membership
from cypsc_desktop.output.writers import render
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, BODY, MEETING


def meeting(store: Store, entity: str = MEETING) -> Meeting:
    found = store.read.record(entity)
    assert isinstance(found, Meeting)
    return found


def seat(store: Store, name: str) -> str:
    return next(
        r.id for r in store.read.records("membership", meeting=MEETING) if isinstance(r, Membership) and r.name == name
    )


def november(store: Store) -> Meeting:
    entity = meeting_id(BODY, "2021-11-02")
    with store.change("November", actor=ACTOR) as change:
        change.add(Meeting(id=entity, committee=committee_id(BODY), body=BODY, date="2021-11-02", issued="2021-10-27"))
    return meeting(store, entity)


def test_codes_and_aliases_of_ones_own(store: Store) -> None:
    ryan = seat(store, "Ryan Webb")
    set_field(store, ryan, "code", "vice", actor=ACTOR)
    set_field(store, ryan, "aliases", "VC", actor=ACTOR)
    assert "is Ryan Webb's" in (code_taken(store.read, seat(store, "Mo Farrow"), ["VC"]) or "")
    assert code_taken(store.read, ryan, ["vc"]) is None
    at = open_live(store.read, meeting(store))
    for line in ("q.vice one", "q.vc two", "q.ryw three"):
        take_line(store, at, line, actor=ACTOR, now="19:00")
    assert [(e.sort, e.who) for e in at.evening.shown()] == [
        ("question", "Ryan Webb"), ("question", "Ryan Webb"), ("note", None),
    ]  # fmt: skip


def test_an_expected_guest_is_there_once_arrived(store: Store) -> None:
    guest = {"meeting": MEETING, "name": "Petra Bell", "office": "Director", "seat": "guest"}
    add_record(store, "membership", guest, actor=ACTOR)
    assert [one.code for one in roster(store.read, meeting(store)) if one.seat == "guest"] == ["pb"]
    at = open_live(store.read, meeting(store))
    assert "Petra Bell" not in [row.seated.name for row in at.evening.room.attendance()]
    take_line(store, at, "+pb", actor=ACTOR, now="19:00")
    assert "Petra Bell" in [row.seated.name for row in at.evening.room.attendance()]


def test_a_meeting_without_seats_has_those_of_the_last(store: Store) -> None:
    later = november(store)
    assert [one.code for one in roster(store.read, later)][:2] == ["rw", "ryw"]
    assert seat_roster(store, later, actor=ACTOR) == 12
    assert seat_roster(store, later, actor=ACTOR) == 0
    assert len(store.read.records("membership", meeting=later.id)) == 12


def test_what_comes_forward(store: Store) -> None:
    at = open_live(store.read, meeting(store), scripted=True)
    for line in ("+rw", ">start", ">6", "t.rw ask", "f. figures", "r.cabinet mend it", ">end"):
        take_line(store, at, line, actor=ACTOR, now="19:00")
    carried = carried_forward(store.read, november(store), today=date(2021, 10, 20))
    assert carried.previous
    assert carried.previous.id == MEETING
    assert [a.text for a in carried.actions] == ["ask"]
    assert [r.text for r in carried.requests] == ["figures"]


def test_notice(store: Store) -> None:
    told = notice(november(store))
    assert told
    assert (told.last_day, told.days, told.is_short, told.is_certain) == (date(2021, 10, 25), 3, True, True)
    assert notice(meeting(store, meeting_id(BODY, "2021-06-22"))) is not None


def test_a_plan_and_its_overrun(store: Store) -> None:
    items = [r for r in store.read.records("item", meeting=MEETING) if isinstance(r, Item)]
    for field, text in (("planned", "10"), ("presenters", "Dev Joshi"), ("matter", "education")):
        set_field(store, items[1].id, field, text, actor=ACTOR)
    with pytest.raises(UserError):
        set_field(store, items[1].id, "planned", "soon", actor=ACTOR)
    at = open_live(store.read, meeting(store), scripted=True)
    for line in ("@18:31 >start", "@18:31 >1", "@18:35 >2", "@18:45 ||", "@18:55 |>", "@19:01 >3"):
        take_line(store, at, line, actor=ACTOR, now="19:00")
    times = item_times(at.evening, "19:05")
    assert [(t.taken, t.planned, t.over, t.is_current) for t in times[:3]] == [
        (4, None, 0, False), (16, 10, 6, False), (4, None, 0, True),
    ]  # fmt: skip
    assert [t.taken for t in item_times(at.evening, "09:00")[:3]] == [4, 16, 0]  # the morning after nobody sits there
    assert minutes_between("23:50", "00:10") == 20
    assert [minutes_left("21:20", "21:30"), minutes_left("21:40", "21:30"), minutes_left("21:40", None)] == [
        10,
        -10,
        None,
    ]


def test_wordings_are_learnt_by_date_and_used(store: Store, tmp_path_factory: pytest.TempPathFactory) -> None:
    body = committee_id(BODY)
    items = [r for r in store.read.records("item", meeting=MEETING) if isinstance(r, Item)]
    with store.change("Purpose", actor=ACTOR) as change:
        change.set(items[2].id, "purpose", "To hear who has something at stake.")
    offered = offered_wordings(store.read, meeting(store))
    assert [(w["name"], w["from"]) for w in offered] == [("purpose: disclosure of interests", "2021-09-14")]
    recommended = {"name": "recommendations", "text": "The {body} asks that:", "from": "2021-09-01", "source": "typed"}
    assert keep_wordings(store, body, [*offered, recommended], actor=ACTOR) == 2
    assert keep_wordings(store, body, offered, actor=ACTOR) == 0
    assert offered_wordings(store.read, meeting(store)) == []
    later = november(store)
    with store.change("Item", actor=ACTOR) as change:
        change.add(
            Item(id=items[2].id[:-1] + "f", meeting=later.id, number="1", title="Disclosure of Interests", position=1)
        )
    to = tmp_path_factory.mktemp("out") / "agenda.txt"
    export(store.read, "agenda", to, meeting=later)
    assert "To hear who has something at stake." in to.read_text(encoding="utf-8")
    at = open_live(store.read, meeting(store))
    for line in (">6", "r. mend it"):
        take_line(store, at, line, actor=ACTOR, now="19:00")
    assert b"The Panel asks that:" in render(live_document(store.read, meeting(store)), "txt")


@pytest.fixture
def clock() -> tuple[RoomClock, dict[str, float]]:
    state = {"wall": 0.0, "passed": 100.0}
    zone = timezone(timedelta(hours=1))
    begun = datetime(2021, 9, 14, 18, 30, tzinfo=zone)
    return RoomClock(wall=lambda: begun + timedelta(seconds=state["wall"]), elapsed=lambda: state["passed"]), state


def test_a_clock_that_is_set_misdates_nothing(clock: tuple[RoomClock, dict[str, float]]) -> None:
    room, state = clock
    state["passed"] += 600
    state["wall"] += 600
    assert (room.now().strftime("%H:%M"), room.drift()) == ("18:40", timedelta())
    for set_by in (-7200.0, 14400.0):
        state["wall"] += set_by
        state["passed"] += 60
        state["wall"] += 60
        assert abs(room.drift()) > timedelta(hours=1)
    assert room.now().strftime("%H:%M") == "18:42"
    # A lid that was closed for an hour: both went on.
    state["wall"] += 3600
    state["passed"] += 3600
    assert room.now().strftime("%H:%M") == "19:42"
    room.set()
    assert (room.now().strftime("%H:%M"), room.drift()) == ("21:42", timedelta())

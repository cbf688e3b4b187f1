"""A meeting folded from its lines: who is there, who may vote, what is private, what is put right."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.minutes import rank
from cypsc_desktop.minutes.evening import Evening, Step
from cypsc_desktop.minutes.roster import Roster, Seated, free_code
from cypsc_desktop.minutes.script import line_of, script_of
from cypsc_desktop.model.records import Entry, Item, Membership
from tests.minutes.harbour import MEETING, lines, records

ITEMS = [record for record in records() if isinstance(record, Item)]
PEOPLE = [
    Seated(name=m.name or "", seat=m.seat or "", role=m.office, voting=m.voting, person=m.person)
    for m in records() if isinstance(m, Membership)
]  # fmt: skip


def evening(*typed: str) -> Evening:
    found = Evening(MEETING, PEOPLE, ITEMS)
    for line in typed:
        found.take(line, now="18:00")
    return found


def last(typed: str, *before: str) -> Step:
    return evening(*before).take(typed, now="18:00")


def test_codes_and_their_ties() -> None:
    codes = {one.name: one.code for one in Roster(PEOPLE)}
    assert codes["Rosa Wells"] == "rw"
    assert codes["Ryan Webb"] == "ryw"
    assert codes["Roy Winter"] == "row"
    assert codes["Rowan West"] == "rwe"
    assert codes["Ruth Wade"] == "ruw"
    assert codes["Sean O'Farrell"] == "so"
    assert free_code("Rowena Weller", ["rw", "row", "rwe"]) == "rw2"
    assert free_code("Rowena Weller", ["rw", "row", "rwe", "rw2"]) == "rw3"
    assert free_code("Élise D’Arcy", []) == "ed"
    assert free_code("Cher", []) == "cc"
    found = evening("+ Petra Bell, Director", "+ Paul Bell, Officer", "+ Petra Bell, Director")
    assert [one.code for one in found.roster][-2:] == ["pb", "pab"]


def test_a_title_is_no_part_of_the_initials_unless_it_is_typed() -> None:
    found = evening("+ Dr Jane O'Neil, Consultant", "q.do first", "q.jo second", "+ Joan Oakes", "q.jo third")
    assert [e.who for e in found.shown()] == ["Dr Jane O'Neil", "Dr Jane O'Neil", "Joan Oakes"]


def test_an_alias_and_a_code_of_ones_own() -> None:
    roster = Roster([Seated(name="Rosa Wells", aliases=("chair",), own_code="Ro")])
    assert [one.name if one else None for one in map(roster.find, ("RO", "chair", "rw"))] == [
        "Rosa Wells",
        "Rosa Wells",
        None,
    ]


@pytest.mark.parametrize("typed", ["q.RW Why?", "Q.rw Why?", "Q.RW Why?"])
def test_case_does_not_matter_where_the_code_is_known(typed: str) -> None:
    step = last(typed)
    assert step.added
    assert (step.added.sort, step.added.who, step.added.text) == ("question", "Rosa Wells", "Why?")


def test_an_unknown_code_is_a_note_and_offers_who_is_meant() -> None:
    step = last("q.fe Why?")
    assert step.added
    assert (step.added.sort, step.added.text, step.added.who) == ("note", "q.fe Why?", None)
    assert step.problem
    assert step.problem.kind == "unknown-code"
    other = last("q.mof Why?").problem
    assert other
    assert [one.name for one in other.offered][:1] == ["Mo Farrow"]


def test_attendance() -> None:
    found = evening(
        "@18:20", "+rw", "~jf", "=jf hr", "+mf", "@18:31", ">start", "@18:50", "+so", "@19:00", "-mf", "@19:10", "+mf",
        "@20:00", "-so", "+ Petra Bell, Director", "@21:00", ">end",
    )  # fmt: skip
    rows = {row.seated.name: row for row in found.room.attendance()}
    assert (rows["Rosa Wells"].state, rows["Rosa Wells"].arrived, rows["Rosa Wells"].left) == ("present", "18:31", None)
    assert (rows["Hal Reed"].arrived, rows["Hal Reed"].in_place_of) == ("18:31", "Jo Frost")
    assert rows["Jo Frost"].state == "substituted"
    assert (rows["Mo Farrow"].arrived, rows["Mo Farrow"].left) == ("18:31", None)
    assert (rows["Sean O'Farrell"].arrived, rows["Sean O'Farrell"].left) == ("18:50", "20:00")
    assert rows["Edie Lamb"].state == "absent"
    assert (rows["Petra Bell"].seated.seat, rows["Petra Bell"].seated.role) == ("guest", "Director")
    assert "Ruth Wade" not in rows
    assert found.room.unaccounted() == [
        "Ryan Webb",
        "Edie Lamb",
        "Roy Winter",
        "Paul Costa",
        "Grace Dunn",
        "Rowan West",
    ]


def test_totals_are_held_to_those_entitled_and_present() -> None:
    there = ("+rw", "+ryw", "+so", "+gd", "+rwe", ">start")
    step = last("v 5-0-0", *there, ">6", "m.rw/so That it be so")
    assert step.problem
    message = (
        "For, against and abstentions total 5, but 4 voting members are present. Change a count or update attendance."
    )
    assert step.problem.message == message
    # Grace Dunn votes on education only.
    assert last("v 4-0-0", *there, ">7", "m.rw/so That it be so").problem is None
    assert last("v 4-0-0", *there, ">11", "m.rw/so That it be so").problem
    assert last("w.gd for", *there, ">11", "m.rw/so That it be so", "v 3-0-0").problem
    assert last("w.gd for", *there, ">7", "m.rw/so That it be so", "v 3-0-0").problem is None


@pytest.mark.parametrize(
    ("vote", "result"),
    [("v 2-1-0", "carried"), ("v 1-2-0", "lost"), ("v 2-2-0", "lost"), ("v 2-2-0 for", "carried"), ("v 2-2-0 against", "lost"),
     ("v.", "agreed")],
)  # fmt: skip
def test_how_a_vote_ends(vote: str, result: str) -> None:
    found = evening("+rw", "+ryw", "+so", "+mf", ">start", "m.rw/so That it be so", vote)
    assert found.questions[0].result == result
    assert found.take("v.", now="18:00").problem


def test_an_amendment_is_voted_on_before_its_motion() -> None:
    found = evening("+rw", "+so", ">start", "m.rw/so That it be so", "n.so/rw and soon", "v 2-0-0", "v.")
    assert [(q.entry.text, q.result) for q in found.questions] == [("That it be so", "agreed"), ("and soon", "carried")]


def test_a_tie_that_is_not_the_last_line_says_where_it_is_mended() -> None:
    before = ("+rw", "+so", ">start", "m.rw/so That it be so", "v 1-1-0")
    for line in ("v 1-1-0 for", "^v 1-1-0 for"):
        problem = last(line, *before, "so it was").problem
        assert problem is not None
        assert problem.message.startswith("The tie at 18:00 is not the last line.")
    assert last("^v 1-1-0 for", *before).problem is None
    refused = last("^v 9-9-0 for", *before).problem  # of the tie itself
    assert refused is not None
    assert "total 18" in refused.message
    refused = last("^v 9-0-0", *before[:-1], "v 2-0-0").problem
    assert refused is not None
    assert "total 9" in refused.message


def test_what_is_private() -> None:
    found = evening(
        ">6",
        "open",
        "x.3 the bid",
        "closed",
        "+rw",
        "x/",
        "open",
        ">12",
        "closed",
        ">11",
        "open",
        "b. closed",
        "b.c. closed",
    )
    assert [(e.sort, e.part) for e in found.shown() if e.text or e.sort == "readmission"] == [
        ("note", "A"), ("exclusion", "B"), ("note", "B"), ("readmission", "A"), ("note", "A"), ("note", "B"), ("note", "A"),
        ("note", "B"), ("conclusion", "B"),
    ]  # fmt: skip
    assert {e.space for e in found.entries if e.part == "B"} == {f"exempt:{MEETING}"}
    assert {e.space for e in found.entries if e.part == "A"} == {f"meeting:{MEETING}"}


def test_a_correction_keeps_time_place_and_links() -> None:
    found = evening("@19:00", ">6", "q.rw Why? !")
    before = found.last()
    found.take("@19:30", now="")
    found.take(">7", now="")
    step = found.take("^a.so Because", now="")
    after = found.last()
    assert before
    assert after
    assert step.changed == (before, after)
    assert after == replace(before, sort="answer", who="Sean O'Farrell", person=after.person, text="Because")
    assert len(found.shown()) == 1
    found.take("  and so on", now="")
    assert (found.last() or after).text == "Because\nand so on"
    refused = found.take("^q.zz Who?", now="")
    assert refused.added
    assert refused.added.text == "^q.zz Who?"
    assert len(found.shown()) == 2


def test_a_correction_may_name_somebody_who_came_since() -> None:
    found = evening(">6", "r and d", "+ Paul Bell, Officer", "^a.pb because")
    assert [(e.sort, e.who, e.text) for e in found.shown()] == [("answer", "Paul Bell", "because")]


def test_apologies_undo_what_was_typed_before() -> None:
    found = evening("+so", ">start", "-so", "~so").room.attendance()
    assert [(a.state, a.arrived, a.left) for a in found if a.seated.name == "Sean O'Farrell"] == [
        ("apologies", None, None)
    ]


def test_a_corrected_vote_counts_anew() -> None:
    found = evening("+rw", "+so", "+mf", ">start", "m.rw/so That it be so", "v 1-2-0", "^v 2-1-0")
    assert found.questions[0].result == "carried"


def test_an_interest_is_what_somebody_left_for() -> None:
    found = evening("+mf", ">start", ">7", "d.mf a cousin", "-mf", "+mf")
    interest, left, back = found.shown()[-3:]
    assert left.links == back.links == [interest.id]


def test_an_interest_counts_for_a_later_item_once() -> None:
    found = evening("+mf", ">start", ">3", "d.mf a cousin", ">7", "-mf", "+mf", ">8", "-mf")
    interest, left, back, home = found.shown()[1:]
    assert left.links == back.links == [interest.id]
    assert home.links is None


def test_a_seat_has_one_vote() -> None:
    there = ("+rw", "~jf", "=jf hr", ">start")
    assert [one.name for one in evening(*there).voters()] == ["Rosa Wells", "Hal Reed"]
    assert [one.name for one in evening(*there, "+jf").voters()] == ["Rosa Wells", "Jo Frost"]


def test_items() -> None:
    found = evening(">>", ">>", ">12", ">>")
    assert [found.number_of(item) for item in found.visited] == ["1", "2", "12", "13"]
    assert found.take(">>", now="").problem
    assert found.take(">99", now="").problem


def test_quorum_and_the_likely_answerer() -> None:
    found = evening("+rw", "+so", "+hr", ">start", ">6", "+ Petra Bell, Director", "i.pb figures", "q.rw Why?")
    assert [one.name for one in found.voters()] == ["Rosa Wells", "Sean O'Farrell"]
    assert (found.likely_answerer() or PEOPLE[0]).name == "Petra Bell"


def test_the_state_is_the_same_however_it_came_about() -> None:
    typed = evening(*lines())
    folded = Evening(MEETING, PEOPLE, ITEMS, reversed(typed.entries))
    assert folded.entries == typed.entries
    assert folded.room.attendance() == typed.room.attendance()
    assert (folded.visited, folded.started, folded.ended) == (typed.visited, "18:31", "21:35")
    assert [q.result for q in folded.questions] == [q.result for q in typed.questions]


def test_a_line_can_be_read_back_from_its_entry() -> None:
    typed = evening(*lines())
    for entry in typed.shown():
        line, *more = line_of(entry, typed.roster).split("\n")
        reading = typed.reading_for(entry, line)
        if reading.problem:
            assert entry.sort == "note"
            continue
        again = typed.rewritten(entry, reading)
        text = "\n".join([again.text or "", *more]) if more else again.text
        assert (again.sort, again.who) == (entry.sort, entry.who)
        assert (text or None) == (f"{entry.text} !" if entry.starred and more else entry.text)


_LINES = st.lists(
    st.sampled_from([*lines(), "^q.rw again", "b^", "x/", "  more", "^", "x.3 shut", ">>", "v."]) | st.text(max_size=20)
)


@given(_LINES)
def test_any_notes_are_taken_and_fold_to_the_same(typed: list[str]) -> None:
    found = evening(*typed)
    assert Evening(MEETING, PEOPLE, ITEMS, found.entries).shown() == found.shown()
    assert all((entry.part == "B") == entry.space.startswith("exempt:") for entry in found.entries)


@given(st.lists(st.integers(0, 30), min_size=1, max_size=60))
def test_there_is_always_room_between_two_ranks(places: list[int]) -> None:
    ranks = [rank.after(None)]
    for place in places:
        at = place % (len(ranks) + 1)
        new = rank.between(ranks[at - 1] if at else None, ranks[at] if at < len(ranks) else None)
        ranks.insert(at, new)
        assert ranks == sorted(set(ranks))


def test_entries_know_their_kind() -> None:
    assert all(isinstance(entry, Entry) and entry.meeting == MEETING for entry in evening(*lines()).entries)


def test_a_copy_of_the_meeting_is_notes_that_lead_to_it() -> None:
    typed = evening(*lines())
    again = evening(*script_of(typed))

    def said(one: Entry) -> tuple[object, ...]:
        return (one.sort, one.item, one.who, one.text, one.time, one.part, one.starred)

    assert [said(e) for e in again.shown()] == [said(e) for e in typed.shown()]
    assert again.room.attendance() == typed.room.attendance()
    public = "\n".join(script_of(typed, part="A"))
    assert "Bramblewick" not in public
    assert "boiler" in public


def test_an_addressee_is_printed_alike_however_it_is_typed() -> None:
    found = evening("r.CABINET one", "r.Cabinet two", "r.NHS three", "r.police four")
    assert [(e.details or {})["addressee"] for e in found.shown()] == ["Cabinet", "Cabinet", "NHS", "Police"]


def test_an_item_was_visited_though_the_line_that_went_there_is_deleted() -> None:
    found = evening(">5", "c. one", ">6", "q. how many", "c. two", ">7", "c. three")
    visited, version = list(found.visited), found.version
    assert len(visited) == 3
    for entry in [entry for entry in found.entries if entry.sort == "item"][:2]:
        found.exchange(entry, None)
        assert found.visited == visited
    assert found.version > version
    found.exchange(found.entries[0], None)
    assert found.visited == visited[1:]

"""The draft minutes: the house order at three levels, edits that survive, and the life from notes to locked."""

from datetime import date

import pytest

from cypsc_desktop.commands.choosing import find_meeting
from cypsc_desktop.commands.exporting import left_out
from cypsc_desktop.commands.following import followed
from cypsc_desktop.commands.minuting import (
    Live,
    change_entry,
    change_kind,
    edit_line,
    minutes_of,
    move_line,
    open_live,
    remove_lines,
    take_line,
)
from cypsc_desktop.commands.minuting_approving import Approval, approve, unapproved
from cypsc_desktop.commands.minuting_draft import (
    add_paragraph,
    blocks,
    draft_minutes,
    edit_paragraph,
    outdated,
    set_minutes_state,
    set_outcome_state,
)
from cypsc_desktop.commands.minuting_export import live_document
from cypsc_desktop.commands.minuting_notes import take_notes
from cypsc_desktop.commands.minuting_unfinished import quorum_of, to_mend, unclosed
from cypsc_desktop.minutes.evening import OUTCOMES
from cypsc_desktop.minutes.projection import outcome_id
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import committee_id, made_id, meeting_id
from cypsc_desktop.model.records import Conclusion, Meeting, Membership
from cypsc_desktop.output.writers import render
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, BODY, MEETING, NOTES, add_november, lines


def meeting(store: Store) -> Meeting:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return found


def begun(store: Store, *typed: str) -> Live:
    at = open_live(store.read, meeting(store), scripted=True)
    for line in typed:
        take_line(store, at, line, actor=ACTOR, now="19:00")
    return at


def said(store: Store, at: Live) -> list[str]:
    return [block.text or "" for block in blocks(store.read, at) if block.item == at.evening.item and block.part == "A"]


@pytest.mark.parametrize("level", ["decisions", "summary", "full"])
def test_the_whole_evening(store: Store, level: str) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    golden = NOTES.with_name(f"harbour-{level}.md").read_bytes()
    assert render(live_document(store.read, meeting(store), level=level), "md") == golden
    at = open_live(store.read, meeting(store))
    draft_minutes(store, at, actor=ACTOR, level=level)
    assert render(live_document(store.read, meeting(store)), "md") == golden


def test_the_private_part(store: Store) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    golden = NOTES.with_name("harbour-part-b.md").read_bytes()
    assert render(live_document(store.read, meeting(store), part_b=True), "md") == golden


def test_every_paragraph_knows_its_lines(store: Store) -> None:
    take_notes(store, meeting(store), lines(), actor=ACTOR)
    at = open_live(store.read, meeting(store))
    known = {entry.id: entry for entry in at.evening.entries}
    for block in blocks(store.read, at, level="full"):
        assert block.entries
        # An exclusion goes on in the items after its own.
        assert all(known[entry].item == block.item or known[entry].sort == "exclusion" for entry in block.entries)
        assert block.part == "B" or all(known[e].part == "A" or known[e].sort == "exclusion" for e in block.entries)


def test_an_item_is_made_anew_without_losing_edits(store: Store) -> None:
    at = begun(store, ">6", "q. how many", "a. nine", "c. one")
    draft_minutes(store, at, actor=ACTOR)
    first, second, third = [b for b in blocks(store.read, at) if b.item == at.evening.item]
    edit_paragraph(store, at, second.id, "Nine, said an officer.", actor=ACTOR)
    own = add_paragraph(store, at, "There was applause.", actor=ACTOR, item=at.evening.item, above=third.id)
    for line in ("q. why", "c. two"):
        take_line(store, at, line, actor=ACTOR, now="19:01")
    edit_line(store, at, (first.entries or [""])[0], "q. How few?", actor=ACTOR)
    draft_minutes(store, at, actor=ACTOR, item=at.evening.item)
    assert said(store, at) == [
        "A Member asked: How few?", "Nine, said an officer.", "There was applause.", "A Member asked: Why?",
        "In the course of its discussion the Panel came to the following conclusions:\n1. One.\n2. Two.",
    ]  # fmt: skip
    assert own in {block.id for block in blocks(store.read, at)}
    draft_minutes(store, at, actor=ACTOR, level="decisions")
    assert said(store, at)[:2] == ["Nine, said an officer.", "There was applause."]
    draft_minutes(store, at, actor=ACTOR, level="summary")
    assert "A Member asked: How few?" in said(store, at)
    assert len(said(store, at)) == 5


def test_a_draft_that_is_older_than_its_lines_is_told(store: Store) -> None:
    at = begun(store, "+rw", ">start", ">6", "d.rw a pony", "c. one", ">7", "c. two")
    assert outdated(store.read, at) == []  # nothing is drafted yet: it is computed
    draft_minutes(store, at, actor=ACTOR)
    first = blocks(store.read, at)[0]
    edit_paragraph(store, at, first.id, "Rosa Wells spoke of a pony.", actor=ACTOR)
    add_paragraph(store, at, "My own.", actor=ACTOR, item=first.item, above=None)
    assert outdated(store.read, at) == []  # what a person wrote is no news
    assert left_out(store.read, "minutes", meeting=meeting(store)) == ""
    take_line(store, at, "c. three", actor=ACTOR, now="19:00")
    assert outdated(store.read, at) == [at.evening.item]
    assert left_out(store.read, "minutes", meeting=meeting(store)).startswith("The draft of 1 item is older")
    draft_minutes(store, at, actor=ACTOR, item=at.evening.item)
    assert outdated(store.read, at) == []
    gone = next(entry for entry in at.evening.entries if entry.text == "one")
    remove_lines(store, at, [gone.id], actor=ACTOR)
    assert outdated(store.read, at) == [gone.item]
    draft_minutes(store, at, actor=ACTOR)
    assert outdated(store.read, at) == []


def test_a_line_moves_with_its_number(store: Store) -> None:
    at = begun(store, ">6", "c. one", "c. two", ">7", "c. three")
    one, two = [e for e in at.evening.shown() if e.text in ("one", "two")]
    move_line(store, at, two.id, above=one.id, actor=ACTOR)
    found = {r.text: r.number for r in store.read.records("conclusion", meeting=MEETING) if isinstance(r, Conclusion)}
    assert found == {"two": "1", "one": "2", "three": "1"}
    again = open_live(store.read, meeting(store))
    assert [e.text for e in again.evening.shown()] == ["two", "one", "three"]


def test_numbers_go_on_from_the_highest_of_the_body_and_year(store: Store) -> None:
    june = meeting_id(BODY, "2021-11-02")
    at = begun(store, ">start", ">3", ">1", ">end")
    with store.change("November", actor=ACTOR) as change:
        change.add(Meeting(id=june, committee=committee_id(BODY), body=BODY, date="2021-11-02"))
    found = store.read.record(june)
    assert isinstance(found, Meeting)
    assert (at.numbers.nth(0), at.numbers.nth(1)) == ("43/21", "44/21")
    assert open_live(store.read, found).numbers.nth(0) == "45/21"
    assert open_live(store.read, meeting(store)).numbers.nth(0) == "43/21"


def test_what_is_unfinished_is_listed(store: Store) -> None:
    at = begun(store, "+rw", "+so", ">start", ">4", "i. the boiler", "m.rw/so That it be mended", "x.3 the bid")
    kinds = [one.kind for one in unclosed(at)]
    assert kinds.count("not-reached") == 12
    assert kinds.count("unaccounted-member") == 8
    assert {"open-question", "still-private", "urgent-reason", "no-end"} <= set(kinds)
    done = begun(store, "x/", "v.", "u. It burst on Friday", ">end")
    assert {one.kind for one in unclosed(done)} == {"not-reached", "unaccounted-member"}


def test_what_was_not_understood_and_who_spoke_from_afar_is_told(store: Store) -> None:
    at = begun(
        store, "+rw", "~mf", "~so", ">start", ">6", "+ryw el so", "q.mf who pays?", "a.mf nobody", "q.so and why?", "+so",
        "r. that it stop",
    )  # fmt: skip
    set_outcome_state(store, outcome_id(at.evening.shown()[-1]), "put", actor=ACTOR)
    found = to_mend(store.read, at)
    assert [one.kind for one in found][:2] == ["not-agreed", "kept-as-note"]  # what nobody else would see comes first
    note, away = (next(one for one in found if one.kind == kind) for kind in ("kept-as-note", "absent-speaker"))
    assert note.message.startswith("'+ryw el so' was kept as a note. A code and nothing else stands after the sign.")
    assert note.about in {entry.id for entry in at.evening.entries}
    assert away.message == (
        "Mo Farrow spoke at 7.00 pm, but has sent apologies. Type @19:00 +mf if they came, or mend the line."
    )
    assert [one.kind for one in found].count("absent-speaker") == 1  # so came after all
    assert {one.line for one in found if one.kind == "not-reached"} >= {">1", ">7"}
    edit_line(store, at, note.about or "", "p.rw mended", actor=ACTOR)
    take_line(store, at, away.line or "", actor=ACTOR, now="20:00")
    assert not {"kept-as-note", "absent-speaker"} & {one.kind for one in to_mend(store.read, at)}


def test_a_vote_below_the_quorum_is_told(store: Store) -> None:
    at = begun(
        store,
        "+rw",
        "+so",
        "+mf",
        ">start",
        ">6",
        "m.rw/so That it be so",
        "v 3-0-0",
        "-mf",
        "m.rw/so That it end",
        "v.",
    )
    assert quorum_of(store.read, meeting(store)) == 3
    told = [one.message for one in unclosed(at, quorum=3) if one.kind == "inquorate"]
    assert told == [
        "Fewer than 3 voting members were present at 7.00 pm, when it was voted: That it end. Check the attendance."
    ]
    assert not [one for one in unclosed(at) if one.kind == "inquorate"]


def test_the_life_of_minutes(store: Store) -> None:
    at = begun(store, "+rw", ">start", ">4", "i. the boiler", ">end")
    with pytest.raises(UserError, match="no reason"):
        set_minutes_state(store, at, "published", actor=ACTOR)
    at = begun(store, ">4", "u. It burst on Friday")
    for state in ("fact-check", "chair", "published"):
        assert set_minutes_state(store, at, state, actor=ACTOR).state == state
    with pytest.raises(UserError, match="later meeting approved"):
        set_minutes_state(store, at, "signed", actor=ACTOR, signed_by="Rosa Wells")
    with pytest.raises(UserError, match="its date"):
        set_minutes_state(store, at, "approved", actor=ACTOR)
    add_november(store)
    for day in ("2021-06-22", "2021-09-14"):
        with pytest.raises(UserError, match="at a later meeting"):
            set_minutes_state(store, at, "approved", actor=ACTOR, approved_at=day)
    minutes = set_minutes_state(
        store, at, "approved", actor=ACTOR, approved_at="2021-11-02", amendments=["For four read five."]
    )
    assert minutes.amendments == ["For four read five."]
    said_there = next(block for block in blocks(store.read, at) if block.item)
    for change in (
        lambda: edit_paragraph(store, at, said_there.id, "Otherwise", actor=ACTOR),
        lambda: add_paragraph(store, at, "More", actor=ACTOR, item=said_there.item, above=None),
        lambda: draft_minutes(store, at, actor=ACTOR),
    ):
        with pytest.raises(UserError, match="approved in these words"):
            change()
    with pytest.raises(UserError, match="locked once they are signed"):
        set_minutes_state(store, at, "locked", actor=ACTOR)
    set_minutes_state(store, at, "signed", actor=ACTOR, signed_by="Rosa Wells")
    locked = set_minutes_state(store, at, "locked", actor=ACTOR)
    assert [step["state"] for step in locked.life] == [
        "fact-check",
        "chair",
        "published",
        "approved",
        "signed",
        "locked",
    ]
    text = render(live_document(store.read, meeting(store)), "txt").decode()
    assert "For four read five." in text
    assert "Signed: Rosa Wells" in text
    assert "Draft" not in text
    last = at.evening.shown()[-1]
    for change in (
        lambda: draft_minutes(store, at, actor=ACTOR),
        lambda: set_minutes_state(store, at, "draft", actor=ACTOR),
        lambda: edit_line(store, at, at.evening.shown()[-1].id, "u. Another", actor=ACTOR),
        lambda: take_line(store, at, "q. why", actor=ACTOR, now="19:00"),
        lambda: take_line(store, at, "b^", actor=ACTOR, now="19:00"),
        lambda: change_entry(store, at, last.id, starred=True, actor=ACTOR),
        lambda: change_kind(store, at, last.id, "note", actor=ACTOR),
        lambda: move_line(store, at, last.id, above=None, actor=ACTOR),
        lambda: remove_lines(store, at, [last.id], actor=ACTOR),
    ):
        with pytest.raises(UserError, match="locked"):
            change()


def test_several_sets_are_approved_at_once(store: Store) -> None:
    begun(store, ">start", ">1", ">end")
    add_november(store)
    later = find_meeting(store.read, "2021-11-02")
    assert unapproved(store.read, later)[0].id == MEETING
    approve(store, [Approval(meeting(store), ("For nine read ten.",))], at=later, actor=ACTOR)
    minutes = minutes_of(store.read, MEETING)
    assert minutes
    assert (minutes.state, minutes.amendments) == ("approved", ["For nine read ten."])
    assert MEETING not in [one.id for one in unapproved(store.read, later)]


def test_draft_put_agreed(store: Store) -> None:
    at = begun(store, ">6", "c. one")
    made = store.read.records("conclusion", meeting=MEETING)[0]
    for state in ("put", "agreed"):
        set_outcome_state(store, made.id, state, actor=ACTOR)
    take_line(store, at, "  and more", actor=ACTOR, now="19:00")
    found = store.read.record(made.id)
    assert isinstance(found, Conclusion)
    assert (found.state, found.text, bool(found.agreed)) == ("agreed", "one\nand more", True)
    with pytest.raises(UserError, match="draft, put, agreed"):
        set_outcome_state(store, made.id, "sung", actor=ACTOR)


def printed(store: Store) -> str:
    return render(live_document(store.read, meeting(store)), "txt").decode()


def test_what_was_typed_is_what_the_meeting_came_to(store: Store) -> None:
    at = begun(store, "+rw", ">start", ">6", "c. it is late", "r. mend it by 2021-11-02", "s. That it be noted")
    assert [row.words for row in followed(store.read, today=date(2021, 9, 15))] == []
    take_line(store, at, ">end", actor=ACTOR, now="20:00")
    assert not [one for one in to_mend(store.read, at) if one.kind == "not-agreed"]
    for words in ("1.  It is late.", "1.  Mend it by 2 November 2021.", "1.  That it be noted."):
        assert words in printed(store)
    assert "Edie Lamb" not in printed(store)  # of whom nothing is known
    # What the draft minutes say was recommended is on the list of what is waited for.
    assert [row.number for row in followed(store.read, today=date(2021, 9, 15))] == ["1"]


@pytest.mark.parametrize(("sign", "heading"), [("c", "conclusions"), ("r", "recommended"), ("s", "RESOLVED")])
def test_a_draft_that_nobody_agreed_is_printed_nowhere(store: Store, sign: str, heading: str) -> None:
    at = begun(store, "+rw", ">start", ">6", "p.rw we talked")
    made = take_line(store, at, f"{sign}. count again", actor=ACTOR, now="19:00", drafted=True).entry
    assert made
    take_line(store, at, ">end", actor=ACTOR, now="20:00")
    (left,) = [one for one in to_mend(store.read, at) if one.kind == "not-agreed"]
    assert "was not agreed, so it is left out: 'count again'" in left.message
    for _ in range(2):  # as its lines make it, and as a draft that is kept
        assert heading not in printed(store)
        draft_minutes(store, at, actor=ACTOR)
    assert followed(store.read, today=date(2021, 12, 15)) == []
    # an edit leaves it a draft; agreeing it puts it in, taking that back leaves it out
    edit_line(store, at, made.id, f"{sign}. count thrice", actor=ACTOR)
    assert heading not in printed(store)
    set_outcome_state(store, outcome_id(made), "agreed", actor=ACTOR)
    assert heading in printed(store)
    assert "1.  Count thrice." in printed(store)
    assert len(followed(store.read, today=date(2021, 12, 15))) == (sign == "r")
    set_outcome_state(store, outcome_id(made), "put", actor=ACTOR)
    assert heading not in printed(store)
    set_minutes_state(store, at, "published", actor=ACTOR)  # which agrees nothing that was not
    assert getattr(store.read.record(outcome_id(made)), "state", None) == "put"


def test_where_they_are_agreed_one_by_one_what_was_only_typed_waits(store: Store) -> None:
    at = begun(store, "+rw", ">start", ">6", "r. that one", "r. that two", "s. that three", "c. four", ">end")
    made = {entry.text: outcome_id(entry) for entry in at.evening.entries if entry.sort in OUTCOMES}
    draft_minutes(store, at, actor=ACTOR)
    set_outcome_state(store, made["that one"], "agreed", actor=ACTOR)
    assert [one.about for one in to_mend(store.read, at) if one.kind == "not-agreed"] == [made["that two"]]
    assert [words in printed(store) for words in ("One.", "Two.", "That three.", "Four.")] == [True, False, True, True]
    assert [row.number for row in followed(store.read, today=date(2021, 9, 15))] == ["1"]
    set_outcome_state(store, made["that two"], "agreed", actor=ACTOR)
    assert "2.  Two." in printed(store)
    assert "left out" not in " ".join(one.message for one in to_mend(store.read, at))


def test_what_is_agreed_by_itself_makes_nothing_else_wait(store: Store) -> None:
    at = begun(
        store,
        "+rw",
        "+so",
        "+el",
        ">start",
        ">6",
        "s. that one",
        "s. That the minutes of May be approved",
        "s. that two",
    )
    made = {entry.text: outcome_id(entry) for entry in at.evening.entries if entry.sort in OUTCOMES}
    for line in ("m.rw/so that one", "v 3-0-0", ">end"):  # a vote on the same words agrees it in the window
        take_line(store, at, line, actor=ACTOR, now="19:30")
    set_outcome_state(store, made["that one"], "agreed", actor=ACTOR)
    set_outcome_state(store, made["That the minutes of May be approved"], "agreed", actor=ACTOR)
    assert not [one for one in to_mend(store.read, at) if one.kind == "not-agreed"]
    assert "3.  That two." in printed(store)


def test_what_stands_under_apologies(store: Store) -> None:
    at = begun(
        store,
        "+rw",
        "~so",
        "~el",
        "=jf hr",
        ">start",
        ">1",
        "p.rw welcomed all",
        ">11",
        "p.rw two items in May",
        ">6",
        "p.rw x",
    )
    texts = [block.text for block in blocks(store.read, at)]
    assert texts == [
        (
            "Apologies for absence were received from Sean O'Farrell, Jo Frost and Edie Lamb. "
            "Hal Reed sat in the place of Jo Frost."
        ),
        "The Chair commented: Welcomed all.",
        "The Chair commented: Two items in May.",
    ]
    lines = next(block.entries for block in blocks(store.read, at))
    assert [entry.sort for entry in at.evening.entries if entry.id in (lines or ())] == [
        "apologies",
        "apologies",
        "substitute",
    ]
    take_line(store, at, ">1", actor=ACTOR, now="19:00")
    take_line(store, at, "Lamb, Frost and O'Farrell could not come", actor=ACTOR, now="19:00")
    assert said(store, at) == ["The Chair commented: Welcomed all.", "Lamb, Frost and O'Farrell could not come."]


@pytest.mark.parametrize(("item", "prints"), [("2", True), ("5", True), ("11", True), ("6", False), ("8", False)])
def test_points_stand_in_a_summary_where_the_item_is_for_them(store: Store, item: str, prints: bool) -> None:
    at = begun(store, "+rw", ">start", f">{item}", "p.rw on page six read Door for Dor", "two were late")
    assert said(store, at) == (
        ["The Chair commented: On page six read Door for Dor.", "Two were late."] if prints else []
    )


def test_nothing_is_said_of_apologies_that_nobody_typed(store: Store) -> None:
    at = begun(store, "+rw", ">start", ">1")
    assert said(store, at) == []
    take_line(store, at, "There were none.", actor=ACTOR, now="19:00")
    assert said(store, at) == ["There were none."]


def test_a_name_without_letters_can_send_apologies(store: Store) -> None:
    with store.change("A seat that nobody filled", actor=ACTOR) as change:
        change.add(Membership(id=made_id("membership"), meeting=MEETING, name="?", seat="councillor", code="qq"))
    at = begun(store, "~qq", ">start", ">1", "p.rw welcomed all")
    assert said(store, at)[0] == "Apologies for absence were received from ?."


def test_an_item_that_is_private_from_end_to_end_names_the_paragraphs_too(store: Store) -> None:
    begun(
        store,
        "+rw",
        ">start",
        ">6",
        "x.3 a bid",
        "p.rw of a bidder",
        ">7",
        "p.rw of another",
        ">8",
        "x/",
        "p.rw in public",
    )
    public = render(live_document(store.read, meeting(store), level="full"), "txt").decode()
    shares = " ".join(public.split()).split("Schools' budget")
    assert all("were excluded from the meeting during this item, under paragraph 3" in share for share in shares)
    assert "bidder" not in public
    assert public.count("The public part of the meeting resumed") == 1
    assert "were excluded" not in public.split("Cabinet response")[1]


def test_an_undertaking_is_the_chairs_only_where_it_is(store: Store) -> None:
    petra = "+ Petra Bell, Director of Schools"
    begun(
        store,
        "+rw",
        petra,
        ">start",
        ">6",
        "k. write to heads",
        "k.rw visit",
        ">7",
        "k.rw call",
        "k.pb write to parents",
    )
    text = " ".join(render(live_document(store.read, meeting(store)), "txt").decode().split())
    assert "The Chair undertook the following: 1. Write to heads. 2. Visit." in text
    assert "The following was undertaken: 1. Call (Rosa Wells) 2. Write to parents (Petra Bell)" in text


def test_the_public_part_resumes_only_after_an_exclusion(store: Store) -> None:
    begun(store, "+rw", ">start", ">6", "x/", "p.rw nobody had left")
    assert "resumed" not in render(live_document(store.read, meeting(store), level="full"), "txt").decode()


def test_who_came_for_the_private_part_stands_in_it_alone(store: Store) -> None:
    begun(store, "+rw", ">start", ">6", "x.3 a bid", "+ Ivo Bramble, Bidder", "p.ib it was fair", "x/")
    texts = [render(live_document(store.read, meeting(store), part_b=b), "txt").decode() for b in (True, False)]
    assert ["Ivo Bramble, Bidder" in text for text in texts] == [True, False]
    assert all("Rosa Wells, Chair" in text for text in texts)  # who was in the room while the public was out


@pytest.mark.parametrize(
    ("line", "printed"),
    [
        ("m.rw/so to close the hub", "It was moved by Rosa Wells and seconded by Sean O'Farrell to close the hub."),
        ("m.rw That, from May, it close", "It was moved by Rosa Wells that, from May, it close."),
        ("m. THAT it close", "It was moved that it close."),
        ('n. that "hub" read "hubs"', 'It was moved, as an amendment, that "hub" read "hubs".'),
        ("q.so Whether it was new?", "A Member asked whether it was new."),
        ("q.so About what?", "A Member asked: About what?"),
        ("q.so why the caseload had risen to 19", "A Member asked why the caseload had risen to 19."),
        ("q.so how the deficit would be met", "A Member asked how the deficit would be met."),
        ("q.so how would the deficit be met", "A Member asked: How would the deficit be met?"),
        ("q.so what happens now?", "A Member asked: What happens now?"),
        (
            "n.rw/so leave out two",
            "It was moved by Rosa Wells and seconded by Sean O'Farrell, as an amendment, to leave out two.",
        ),
        ("n.rw That the visits be two", "It was moved by Rosa Wells, as an amendment, that the visits be two."),
        ("n.rw For two read three", "It was moved by Rosa Wells, as an amendment: for two read three."),
        (
            "i.pb that heat had failed",
            "The Director of Schools, Skills and Work introduced the item, saying that heat had failed.",
        ),
        ("i.pb presented the figures", "The Director of Schools, Skills and Work presented the figures."),
        (
            "i.pb the figures were late",
            "The Director of Schools, Skills and Work introduced the item. The figures were late.",
        ),
        ("a.db wait…", "The Headteacher replied: Wait…"),
        ("u. The Chair agreed to take it, since it burns", "The Chair agreed to take it, since it burns."),
        ("a.so iPads help", "A Member replied: iPads help."),
    ],
)
def test_lines_as_sentences(store: Store, line: str, printed: str) -> None:
    guests = ("+ Petra Bell, Director of Schools, Skills and Work", "+ Dora Bly, Headteacher, Quay School")
    at = begun(store, "+rw", "+so", *guests, ">start", ">6", line)
    assert said(store, at) == [printed]


def test_a_motion_is_voted_on_as_amended(store: Store) -> None:
    motion, amendment = "m.rw/so That the hub open", "n.so/rw insert soon"
    at = begun(store, "+rw", "+so", "+el", ">start", ">6", motion, amendment, "v 3-0-0", "v 1-2-0", "w.rw for")
    assert said(store, at)[2:] == [
        "On being put to the vote the amendment was carried (3 for, 0 against, 0 abstaining).",
        "On being put to the vote the motion, as amended to insert soon, was lost (1 for, 2 against, 0 abstaining).",
        "Rosa Wells asked that their vote be recorded for the motion as amended.",
    ]
    for line in (motion, amendment, "v 1-2-0", "v 3-0-0"):  # the amendment fell
        take_line(store, at, line, actor=ACTOR, now="19:00")
    assert said(store, at)[-1] == "On being put to the vote the motion was carried (3 for, 0 against, 0 abstaining)."


def test_a_vote_is_recorded_on_what_its_item_resolved(store: Store) -> None:
    at = begun(store, "+rw", "+so", ">start", ">6", "m.rw That it open", "v.", "w.so for")
    assert said(store, at)[-1] == "Sean O'Farrell asked that their vote be recorded for the motion."
    at = begun(store, ">8", "w.so against", "s. That it be noted", "k.rw to write")
    noted = "Sean O'Farrell asked that their vote be recorded against the resolution."
    assert [one.partition("\n")[0] for one in said(store, at)] == [
        "RESOLVED:", noted, "The Chair undertook the following:",
    ]  # fmt: skip
    assert "vote-on-nothing" not in [one.kind for one in unclosed(at)]
    at = begun(store, ">9", "w.so for")
    assert said(store, at) == ["Sean O'Farrell asked that their vote be recorded for it."]
    (found,) = (one for one in unclosed(at) if one.kind == "vote-on-nothing")
    assert "nothing was moved or resolved in that item" in found.message


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("n. to close it", "v.", "v."), "The motion, as amended to close it, was agreed without a vote."),
        (("n. That it be two.", "v.", "v."), "The motion, as amended so that it be two, was agreed without a vote."),
        (("n. for A read B", "v.", "v."), "The motion, as amended (for A read B), was agreed without a vote."),
        (
            ("n. leave out A", "v.", "n. add B", "v.", "v."),
            "The motion, as amended to leave out A and to add B, was agreed without a vote.",
        ),
        (("n. leave out A", "v 0-2-0", "v."), "The motion was agreed without a vote."),
        # another motion between them is not what the amendment is to
        (("m. sit on", "v.", "n. add B", "v.", "v."), "The motion, as amended to add B, was agreed without a vote."),
        (("n. add B", "v.", "v.", "m. That it end", "v."), "The motion was agreed without a vote."),
        # of what is private the public minutes say nothing
        (("b.n. add GIRAFFE", "v.", "v."), "The motion was agreed without a vote."),
        ((f"n. add {'so much ' * 25}", "v.", "v."), "The motion as amended was agreed without a vote."),
    ],
)
def test_a_motion_says_how_it_was_amended(store: Store, lines: tuple[str, ...], last: str) -> None:
    at = begun(store, "+rw", "+so", ">start", ">6", "m.rw/so That the hub open", *lines)
    assert said(store, at)[-1] == last


def test_a_vote_of_which_nobody_said_who_is_entitled_is_told(store: Store) -> None:
    at = begun(
        store, "+rw", "+gd", ">start", ">6", "m.rw That it open", "v 2-0-0", ">7", "m.rw That it stay", "v 2-0-0"
    )
    told = [one.message for one in to_mend(store.read, at) if one.kind == "matter"]
    assert len(told) == 1  # item 7 is known to be about education
    assert told[0] == (
        "2 were counted at 7.00 pm, and 1 surely could vote: Grace Dunn votes on education only, and nobody said whether item 6 "
        "is about that. Set its matter, and check the vote."
    )
    at = begun(store, ">6", "m.rw That it shut", "v 1-0-0")
    # the last counts no more than those who surely may
    assert [one.kind for one in to_mend(store.read, at)].count("matter") == 1


def test_what_stands_above_a_list_is_not_said_again(store: Store) -> None:
    at = begun(
        store, "+rw", ">start", ">6", "r. that That the hub open", "r. THAT: it stay", "s. RESOLVED that it be noted",
        "r. The Panel recommends that it be warm",
    )  # fmt: skip
    points = [line for text in said(store, at) for line in text.split("\n")]
    assert points[1:4] == ["1. The hub open.", "2. It stay.", "3. It be warm."]
    assert points[5] == "1. That it be noted."

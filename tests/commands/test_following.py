"""Recommendations and their replies as one row: which reply is whose, state, due, extension; recording a reply."""

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.chain import chain, conclusion_of, decided
from cypsc_desktop.commands.chasing import chase, reminder
from cypsc_desktop.commands.editing import redo, set_field, undo
from cypsc_desktop.commands.exporting import export
from cypsc_desktop.commands.exporting_followed import export_followed
from cypsc_desktop.commands.following import Followed, followed, followed_one, split_label
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.matching import replies_to
from cypsc_desktop.commands.prompting import prompts
from cypsc_desktop.commands.records import CellEdit, CellsRefused, add_record, delete_records
from cypsc_desktop.commands.replying import check_followed, edit_followed, parts_of, record_reply
from cypsc_desktop.commands.showing import show
from cypsc_desktop.model.changes import Origin
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import document_id, made_id
from cypsc_desktop.model.records import Conclusion, Meeting, Person, Recommendation, Response
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR

TODAY = date(2030, 1, 1)


def rows(store: Store, today: date = TODAY) -> list[Followed]:
    return followed(store.read, today=today)


def unanswered(store: Store) -> Followed:
    return next(row for row in rows(store) if row.made is not None and row.reply is None)


def answered(store: Store) -> Followed:
    return next(row for row in rows(store) if row.reply is not None and row.is_answered)


def test_every_recommendation_and_every_reply_stands_in_one_row(sample: Store) -> None:
    found = rows(sample)
    made = [row.made.id for row in found if row.made]
    replies = [r.id for row in found for r in (*row.earlier, *([row.reply] if row.reply else []))]
    assert sorted(made) == sorted(r.id for r in all_of(sample.read, Recommendation))
    assert sorted(replies) == sorted(r.id for r in all_of(sample.read, Response))
    assert len({row.id for row in found}) == len(found)
    for row in found:
        one = followed_one(sample.read, row.made or row.reply or row, today=TODAY)
        assert one is not None
        assert (one.id, one.state, one.due, one.reply) == (row.id, row.state, row.due, row.reply)


def test_without_notice_the_two_months_begin_with_the_meeting(sample: Store) -> None:
    row = unanswered(sample)
    held = {m.id: m.date for m in all_of(sample.read, Meeting)}
    assert row.assumed
    assert row.considered_on == held[row.meeting or ""]
    edit_followed(sample, [CellEdit(row.id, "notice_served", "2021-04-20")], label="Edit", actor=ACTOR)
    after = unanswered(sample)
    assert (after.due, after.until, after.assumed) == ("2021-06-19", "2021-06-19", False)
    assert decided(after).startswith("Overdue ")


def test_an_extension_stands_beside_the_original_day_and_ends_with_it(sample: Store) -> None:
    row = unanswered(sample)
    edits = [CellEdit(row.id, "notice_served", "20/4/2021"), CellEdit(row.id, "extended_to", "1 July 2021")]
    edit_followed(sample, edits, label="Extend", actor=ACTOR)
    on = {day: next(r for r in rows(sample, day) if r.id == row.id) for day in (date(2021, 7, 1), date(2021, 7, 2))}
    assert [(r.state, r.days, r.due, r.until) for r in on.values()] == [
        ("awaiting", 0, "2021-06-19", "2021-07-01"),
        ("overdue", 1, "2021-06-19", "2021-07-01"),
    ]


def test_a_reply_is_recorded_undone_and_done_again_as_one_step(sample: Store) -> None:
    row = unanswered(sample)
    before = len(all_of(sample.read, Response))
    values = {"decision": "Accepted", "decision_text": "Accepted.", "officer": "Jo Marsh", "responded": "1/7/2029"}
    record_reply(sample, row.id, values, actor=ACTOR)
    after = next(r for r in rows(sample) if r.id == row.id)
    assert (after.state, after.officer, after.responded) == ("accepted", "Jo Marsh", "2029-07-01")
    assert after.made is not None
    assert after.made.response == (after.reply.id if after.reply else "")
    assert after.due == row.due
    assert after.report == row.report != ""  # as complete as a row that the council's table printed
    assert undo(sample, actor=ACTOR) == "Record reply"
    assert unanswered(sample).id == row.id
    assert len(all_of(sample.read, Response)) == before
    assert redo(sample, actor=ACTOR) == "Record reply"
    record_reply(sample, row.id, {"decision": "partly"}, actor=ACTOR)
    again = next(r for r in rows(sample) if r.id == row.id)
    assert (again.state, decided(again)) == ("partly", "Accepted with amendment")
    record_reply(sample, row.id, {"decision": "already in progress"}, actor=ACTOR)  # as it is called
    assert next(r for r in rows(sample) if r.id == row.id).state == "in-progress"
    assert len(all_of(sample.read, Response)) == before + 1


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({"decision": ""}, "decides nothing"),
        ({"decision": "awaiting"}, "decides nothing"),
        ({"decision": "rejected", "decision_text": " "}, "needs its reason"),
        ({"decision": "perhaps"}, "Choose from"),
        ({"decision": "accepted", "responded": "1/1/1990"}, "before the meeting"),
        ({"decision": "accepted", "responded": "soon"}, "is not a date"),
    ],
)
def test_a_reply_that_says_nothing_is_refused_whole(sample: Store, values: dict[str, str], why: str) -> None:
    row, digest = unanswered(sample), sample.check().digest
    with pytest.raises(UserError, match=why):
        record_reply(sample, row.id, values, actor=ACTOR)
    assert sample.check().digest == digest


def test_cells_go_to_the_record_that_holds_them(sample: Store) -> None:
    bare, full = unanswered(sample), answered(sample)
    edits = [
        CellEdit(bare.id, "officer", "Jo Marsh"), CellEdit(bare.id, "decision", "interim"),
        CellEdit(bare.id, "addressee", "Cabinet"), CellEdit(full.id, "evidence", "Seen on site\nMinutes of March"),
        CellEdit(full.id, "delivery", "On track"),
    ]  # fmt: skip
    edit_followed(sample, edits, label="Paste", actor=ACTOR)
    after = {row.id: row for row in rows(sample)}
    assert (after[bare.id].officer, after[bare.id].state, after[bare.id].addressee) == (
        "Jo Marsh",
        "interim",
        "Cabinet",
    )
    assert after[full.id].evidence == ["Seen on site", "Minutes of March"]
    assert after[full.id].delivery == "on track"
    undo(sample, actor=ACTOR)
    assert {row.id: row for row in rows(sample)}[bare.id].reply is None


def test_one_cell_that_does_not_fit_refuses_all_and_is_named_by_its_row(sample: Store) -> None:
    bare, full = unanswered(sample), answered(sample)
    edits = [
        CellEdit(bare.id, "officer", "Jo"), CellEdit(bare.id, "decision", "perhaps"), CellEdit(full.id, "delivery", "so so"),
    ]  # fmt: skip
    with pytest.raises(CellsRefused) as told:
        edit_followed(sample, edits, label="Paste", actor=ACTOR)
    assert {(cell.entity, cell.field) for cell in told.value.cells} == {(bare.id, "decision"), (full.id, "delivery")}
    assert unanswered(sample).id == bare.id
    assert check_followed(sample.read, bare, "decision", "perhaps")
    assert check_followed(sample.read, bare, "decision", "accepted") is None
    assert check_followed(sample.read, full, "extended_to", "never") is not None
    assert check_followed(sample.read, full, "officer", "") is None


def test_what_a_person_says_goes_before_the_words(sample: Store) -> None:
    bare, full = unanswered(sample), answered(sample)
    assert full.reply is not None
    set_field(sample, bare.id, "response", full.reply.id, actor=ACTOR)
    after = next(row for row in rows(sample) if row.id == bare.id)
    assert after.reply == full.reply
    assert set(parts_of(after)) == {bare.id, full.reply.id}


def made_on(text: str, day: str) -> Recommendation:
    return Recommendation(id=f"recommendation-{day}", meeting=day, text=text)


def reply_in(text: str, papers: str, considered: str | None, name: str = "") -> Response:
    return Response(id=f"response-{papers}{name}", meeting=papers, recommendation=text, considered_on=considered)


def test_a_reply_belongs_to_the_recommendation_of_its_meeting_and_never_to_a_later_one() -> None:
    days = {day: day for day in ("2021-01-05", "2021-03-02", "2021-05-04", "2021-07-06")}
    text = "That quarterly reports be made to the panel on waiting times"
    first, second = made_on(text, "2021-01-05"), made_on(text, "2021-05-04")
    early = reply_in(f"1. {text}.", "2021-03-02", "2021-01-05")
    late = reply_in(f"1. {text}.", "2021-07-06", "2021-05-04")
    found = replies_to([first, second], [late, early], dates=days)
    assert [r.id for r in found[first.id]] == [early.id]
    assert [r.id for r in found[second.id]] == [late.id]
    assert replies_to([second], [early], dates=days) == {}


def test_the_latest_of_several_tables_counts_and_alike_is_enough() -> None:
    days = {day: day for day in ("2021-01-05", "2021-03-02", "2021-07-06")}
    one = made_on("That services explore ways of being more systematic about hidden harm", "2021-01-05")
    before = reply_in("That services explore ways of being more systematic about hidden harms.", "2021-03-02", None)
    after = reply_in("3. That services explore ways of being more systematic about hidden harm", "2021-07-06", None)
    other = reply_in("That the panel visit a school", "2021-07-06", None, "b")
    found = replies_to([one], [after, other, before], dates=days)
    assert [r.id for r in found[one.id]] == [before.id, after.id]


def test_words_inside_other_words_are_no_reply() -> None:
    found = replies_to(
        [made_on("That a plan", "a")], [reply_in("That a planet be visited by all the panel", "a", None)], dates={}
    )
    assert found == {}


@pytest.mark.parametrize(
    ("printed", "parted"),
    [
        ("1.a That", ("1.a", "That")), ("2. The Plan", ("2", "The Plan")), ("(b) That", ("b", "That")),
        ("That 3 of", (None, "That 3 of")), ("A plan be made", (None, "A plan be made")), (None, (None, "")),
    ],
)  # fmt: skip
def test_a_printed_label_is_parted_from_its_words(printed: str | None, parted: tuple[str | None, str]) -> None:
    assert split_label(printed) == parted


def test_a_conclusion_is_given_only_where_the_record_ties_it(sample: Store) -> None:
    def concluded() -> tuple[str | None, str]:
        row = unanswered(sample)
        step = next(step for step in chain(sample.read, row, today=TODAY) if step.kind == "conclusion")
        certain = conclusion_of(sample.read, row)
        return (certain.text if certain else None), step.state

    made = unanswered(sample).made
    assert made is not None
    drawn = all_of(sample.read, Conclusion, meeting=made.meeting, section=made.section)
    assert len(drawn) > 1
    assert concluded() == (None, "open")  # minutes that print several do not say which led to it
    with sample.change("Evidence", actor=ACTOR) as change:
        change.set(made.id, "entries", ["line-1", "line-2"], space=made.space)
        change.set(drawn[1].id, "entries", ["line-2"], space=drawn[1].space)
    assert concluded() == (drawn[1].text, "done")
    delete_records(sample, [one.id for one in drawn[1:]], actor=ACTOR)
    assert concluded() == (drawn[0].text, "done")  # the only one
    with sample.change("Typed at the meeting", actor=ACTOR) as change:
        for name, value in (("entries", None), ("entry", "line-1")):
            change.set(made.id, name, value, space=made.space)
    assert concluded()[0] is None  # typed beside it, and tied to nothing


def test_the_chain_breaks_where_the_reply_is_late_and_leads_to_what_prints_each_step(sample: Store) -> None:
    row = unanswered(sample)
    steps = chain(sample.read, row, today=TODAY)
    assert [step.kind for step in steps] == ["note", "conclusion", "recommendation", "reply", "follow-up"]
    assert steps[3].state == "broken"
    assert "broken here" in steps[3].words
    assert steps[2].at == row.made
    replied = chain(sample.read, answered(sample), today=TODAY)
    assert replied[3].state == "done"
    assert replied[3].at == answered(sample).reply


def test_a_follow_up_of_which_nothing_is_here_is_broken_once_its_day_is_past(sample: Store) -> None:
    row = answered(sample)
    edit_followed(sample, [CellEdit(row.id, "report_back", "2029-03-01")], label="Edit", actor=ACTOR)
    row = answered(sample)
    assert chain(sample.read, row, today=date(2029, 2, 1))[4].state == "open"
    assert chain(sample.read, row, today=date(2029, 3, 2))[4].state == "broken"
    edit_followed(sample, [CellEdit(row.id, "delivery", "evidence seen")], label="Edit", actor=ACTOR)
    assert chain(sample.read, answered(sample), today=date(2029, 3, 2))[4].state == "done"


def test_prompts_ask_for_what_is_missing_and_no_more() -> None:
    def asked(words: str, **more: Any) -> list[str]:
        return prompts(replace(Followed(id="recommendation-1", words=words), **more))

    assert asked("That quarterly reports be made") == ["“Quarterly” has no first date."]
    assert asked("That quarterly reports be made from March 2022") == []
    assert "work closely" in asked("The Chair work closely with officers")[0].casefold()
    accepted = Response(id="response-1", decision="accepted", officer="Jo Marsh")
    assert asked("That it be so", state="accepted", reply=accepted) == ["Accepted without a timetable."]
    assert "no reply" in asked("That it be so", state="noted")[0]


def test_a_committee_shows_its_own_alone(sample: Store) -> None:
    held = all_of(sample.read, Meeting)
    known = {m.committee for m in held if m.committee}
    total = sum(len(followed(sample.read, today=TODAY, committee=one)) for one in known)
    assert total == len(rows(sample))
    assert followed(sample.read, today=TODAY, committee="committee-of-nobody") == []


def test_a_recommendation_made_by_hand_is_followed_too(sample: Store) -> None:
    meeting = all_of(sample.read, Meeting)[0]
    made = add_record(sample, "recommendation", {"meeting": meeting.id, "text": "That bins be emptied"}, actor=ACTOR)
    row = next(row for row in rows(sample) if row.id == made.id)
    assert row.state in ("overdue", "awaiting")
    assert row.reply is None


def test_a_reply_is_set_at_its_recommendation_and_two_people_at_one(sample: Store) -> None:
    row = unanswered(sample)
    done = set_field(sample, row.id, "decision", "accepted", actor=ACTOR)
    assert (done.before, done.after) == (None, "accepted")
    assert next(r for r in rows(sample) if r.id == row.id).state == "accepted"
    with pytest.raises(UserError, match="no field 'colour'"):
        set_field(sample, row.id, "colour", "red", actor=ACTOR)
    person = all_of(sample.read, Person)[0]
    twin = add_record(sample, "person", {"name": f"{person.name} Esq"}, actor=ACTOR)
    set_field(sample, person.id, "same", twin.id, actor=ACTOR)
    assert sample.read.record(twin.id) == sample.read.record(person.id)


def test_the_command_line_shows_state_due_and_terms(sample: Store) -> None:
    shown = {row["id"]: row for row in show(sample.read, "recommendations")}
    for row in rows(sample, datetime.now().astimezone().date()):
        if row.made:
            one = shown[row.made.id]
            assert (one["state"], one["due"], one["reply"]) == (row.state, row.due, row.reply.id if row.reply else None)
    person = all_of(sample.read, Person)[0]
    add_record(sample, "term", {"person": person.id, "voting": "all", "from_date": "1/5/2021"}, actor=ACTOR)
    found = next(one for one in show(sample.read, "people") if one["id"] == person.id)
    assert [(t["voting"], t["from"], t["to"]) for t in found["terms"]] == [("all", "2021-05-01", None)]
    reply = answered(sample).reply
    assert reply
    set_field(sample, reply.id, "delivery", "slipped", actor=ACTOR)
    assert next(r for r in show(sample.read, "responses") if r["id"] == reply.id)["delivery"] == "slipped"


def test_what_is_not_agreed_yet_is_late_with_nobody(sample: Store) -> None:
    row = unanswered(sample)
    set_field(sample, row.id, "state", "draft", actor=ACTOR)
    assert row.id not in {one.id for one in rows(sample)}
    assert next(one for one in show(sample.read, "recommendations") if one["id"] == row.id)["state"] == "draft"
    set_field(sample, row.id, "state", "agreed", actor=ACTOR)
    assert row.id in {one.id for one in rows(sample)}


def test_a_private_row_is_written_to_no_file_and_a_blank_one_is(sample: Store, tmp_path: Path) -> None:
    open_row, other = [row for row in rows(sample) if row.made is not None and row.reply is None][:2]
    assert other.made is not None
    hidden = replace(other, made=replace(other.made, space="exempt"), space="exempt")
    to = tmp_path / "table.md"
    assert export_followed(sample.read, [open_row, hidden], to) == 1
    written = to.read_text(encoding="utf-8")
    assert open_row.words[:60] in written
    assert other.words[:60] not in written
    to.unlink()
    with pytest.raises(UserError, match="private or exempt"):
        export_followed(sample.read, [hidden], to)
    assert not to.exists()


def test_a_draft_that_nobody_agreed_on_is_neither_listed_nor_written(sample: Store, tmp_path: Path) -> None:
    row = unanswered(sample)
    before = export(sample.read, "recommendations", tmp_path / "before.json")
    with sample.change("Draft", actor=ACTOR) as change:
        change.set(row.id, "state", "draft", space=row.space)
    assert row.id not in {one.id for one in rows(sample)}
    assert export(sample.read, "recommendations", tmp_path / "after.json") == before - 1


def test_a_reply_that_is_late_is_chased_on_a_day_and_the_log_keeps_it(sample: Store) -> None:
    row, replied = unanswered(sample), answered(sample)
    done = chase(sample, [row, replied], on=TODAY, actor=ACTOR)
    assert done.number == 1
    again = next(one for one in rows(sample) if one.id == row.id)
    assert (again.chased, again.state, again.due) == ("2030-01-01", row.state, row.due)
    assert "Chased 1 January 2030" in next(s for s in chain(sample.read, again, today=TODAY) if s.kind == "reply").text
    assert next(one for one in rows(sample) if one.id == replied.id).chased is None
    words = reminder([again])
    for told in (row.words, "Reply due", f"{row.days:,} days late", "Last asked for on 1 January 2030"):
        assert told in words
    undo(sample, actor=ACTOR)
    assert unanswered(sample).chased is None
    with pytest.raises(UserError, match="were replied to"):
        chase(sample, [replied], on=TODAY, actor=ACTOR)


def test_a_table_that_came_back_counts_from_its_day_and_repeats_no_row(sample: Store, tmp_path: Path) -> None:
    """A blank row of it counts for nothing."""
    printed = all_of(sample.read, Response)
    first = printed[0].recommendation
    for sha256, decision, text in (("a" * 64, None, None), ("b" * 64, "rejected", "Too costly.")):
        at = {"document": document_id(sha256), "page": 1}
        with sample.change("Import", actor=ACTOR, origin=Origin(sha256, "response", None, 1)) as change:
            for one in printed:
                change.add(
                    replace(one, id=made_id("response"), meeting=None, decision=decision, decision_text=text, at=at)
                )
        assert export(sample.read, "responses", tmp_path / "all.json") == len(printed)
        [row] = [row for row in rows(sample) if row.reply and row.reply.recommendation == first]
        assert row.reply is not None
        assert row.reply.decision_text == (text or printed[0].decision_text)
        written = (tmp_path / "all.json").read_text()
        assert written.count("Too costly.") == (len(printed) if text else 0)
        assert "Considered by" in written
        assert followed_one(sample.read, row.reply, today=TODAY) == row

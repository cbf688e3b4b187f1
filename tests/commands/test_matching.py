"""Which reply answers which recommendation, where there are thousands of both and their words are much alike."""

import random
import time
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

import pytest

from cypsc_desktop.commands import matching
from cypsc_desktop.commands.following import Followed, followed, followed_one
from cypsc_desktop.commands.matching import may_be, replies_to
from cypsc_desktop.model.identity import fold, made_id
from cypsc_desktop.model.records import Recommendation, Response
from cypsc_desktop.store.store import Reader, Store
from tests.helpers.sample import ACTOR

WORDS = [
    "budget", "carers", "delivery", "families", "housing", "officers", "places", "progress", "report", "review",
    "risk", "savings", "schools", "support", "targets", "transport", "update", "voice", "waiting", "youth",
]  # fmt: skip


def many(number: int) -> tuple[list[Recommendation], list[Response]]:
    """Recommendations of few words in ever another order, and a reply to each that prints its label before it."""
    dice = random.Random(number)
    made = [
        Recommendation(id=made_id("recommendation"), text=" ".join(dice.choices(WORDS, k=dice.randint(15, 40))))
        for _ in range(number)
    ]
    return made, [Response(id=made_id("response"), recommendation=f"1. {one.text}.") for one in made]


def test_thousands_that_are_much_alike_are_told_apart_without_comparing_each_with_each() -> None:
    made, replies = many(2_000)
    begun = time.process_time()
    for one, reply in zip(made[:200], replies[200:400], strict=True):
        SequenceMatcher(None, fold(one.text or ""), fold(reply.recommendation or ""), autojunk=False).ratio()
    compared = time.process_time() - begun
    begun = time.process_time()
    found = replies_to(made, replies, dates={})
    assert time.process_time() - begun < 100 * compared  # a two-hundredth of all pairs
    assert [found[one.id] for one in made] == [[reply] for reply in replies]


def test_a_reply_that_was_typed_anew_is_found_and_another_is_not() -> None:
    text = "That the council’s plan for school places is reviewed with head teachers before the next budget is set"
    made = Recommendation(id=made_id("recommendation"), text=text)
    anew = Response(
        id=made_id("response"),
        recommendation="2) That the Council's plan for school places be reviewed with headteachers before the next budget",
    )
    other = replace(
        anew, id=made_id("response"), recommendation="That the plan for budget papers is set before the next"
    )
    assert replies_to([made], [other, anew], dates={}) == {made.id: [anew]}
    assert may_be(made.text)(anew.recommendation)
    assert not may_be("")("anything")


def test_a_row_alone_is_the_row_among_all(store: Store) -> None:
    made, replies = many(60)
    with store.change("Add", actor="Ann") as change:
        for record in (*made, *replies[:40]):
            change.add(record)
    rows = followed(store.read, today=date(2030, 1, 1))
    assert len(rows) == 60
    for row in rows:
        for part in (row.made, row.reply):
            assert part is None or followed_one(store.read, part, today=date(2030, 1, 1)) == row


def test_what_is_kept_up_to_date_is_what_is_worked_out_anew(sample: Store) -> None:
    """After every kind of change: words edited, replies made, named and deleted, meetings moved, undone and redone."""
    today, dice = date(2030, 1, 1), random.Random(5)

    def agree() -> list[Followed]:
        kept = followed(sample.read, today=today)
        with Reader.open(sample.folder) as anew:
            assert kept == followed(anew, today=today)
        return kept

    for n in range(27):
        rows, step = agree(), n % 9
        made = dice.choice([row.made for row in rows if row.made])
        row = dice.choice([row for row in rows if row.reply])
        assert row.reply is not None
        with sample.change("Edit", actor=ACTOR) as change:
            if step == 0:
                change.add(Response(id=made_id("response"), meeting=made.meeting, recommendation=f"9. {made.text}"))
            elif step == 1:
                change.set(made.id, "text", f"{made.text} without delay")
            elif step == 2:
                change.set(row.reply.id, "recommendation", f"{n}. {made.text}")
            elif step == 3:
                change.set(made.id, "response", row.reply.id)
            elif step == 4:
                change.delete(made.meeting or "")
            elif step == 5:
                change.set(row.reply.id, "considered_on", f"2030-02-{n + 1:02d}")
            elif step == 6:
                change.delete(row.reply.id)
            elif step == 7:
                change.set(made.meeting or "", "date", f"2029-12-{n + 1:02d}")
            else:
                change.add(Recommendation(id=made_id("recommendation"), meeting=made.meeting, text=row.words))
        assert agree() != rows or step == 3
        if step in (4, 6) or n % 2:
            sample.undo(ACTOR)
            agree()
    assert any(row.made and row.reply for row in agree())


def test_an_edit_pairs_nothing_but_what_it_changed(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    made, replies = many(60)
    with store.change("Add", actor="Ann") as change:
        for record in (*made, *replies):
            change.add(record)
    before = {row.id: row for row in followed(store.read, today=date(2030, 1, 1))}
    compared = []
    same = matching._same
    monkeypatch.setattr(matching, "_same", lambda text, told: compared.append(text) or same(text, told))
    with store.change("Edit", actor="Ann") as change:
        change.set(replies[7].id, "delivery", "delivered")
        change.set(replies[9].id, "recommendation", f"9. {made[9].text}")
    after = followed(store.read, today=date(2030, 1, 1))
    assert len(compared) < 10
    assert {row.id for row in after if row is not before[row.id]} == {made[7].id, made[9].id}

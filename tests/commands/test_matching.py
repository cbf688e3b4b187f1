"""Which reply answers which recommendation, where there are thousands of both and their words are much alike."""

import random
import time
from dataclasses import replace
from datetime import date
from difflib import SequenceMatcher

from cypsc_desktop.commands.following import followed, followed_one
from cypsc_desktop.commands.matching import may_be, replies_to
from cypsc_desktop.model.identity import fold, made_id
from cypsc_desktop.model.records import Recommendation, Response
from cypsc_desktop.store.store import Store

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

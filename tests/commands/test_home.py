"""The home screen's facts: which meeting comes next, and which recommendations nobody has answered."""

from datetime import date

from cypsc_desktop.commands.editing import set_field
from cypsc_desktop.commands.home import home, overdue
from cypsc_desktop.model.records import Recommendation
from cypsc_desktop.store.store import Store
from tests.helpers.sample import ACTOR


def test_next_meeting_or_the_last_one(sample: Store) -> None:
    before = home(sample.read, today=date(2021, 1, 1))
    assert before.is_coming
    assert before.next
    assert before.items
    assert not before.overdue
    after = home(sample.read, today=date(2030, 1, 1))
    assert not after.is_coming
    assert after.next == before.next


def test_unanswered_recommendations_are_overdue_until_a_reply_is_known(sample: Store) -> None:
    late = overdue(sample.read, today=date(2030, 1, 1))
    assert late
    first = late[0]
    assert (date(2030, 1, 1) - first.due).days == first.days
    assert not overdue(sample.read, today=first.due)
    reply = sample.read.records("response")[0]
    set_field(sample, reply.id, "recommendation", f"1. {first.recommendation.text}", actor=ACTOR)
    left = [o.recommendation.id for o in overdue(sample.read, today=date(2030, 1, 1))]
    assert first.recommendation.id not in left
    assert len(left) == len(late) - 1


def test_an_undated_or_empty_recommendation_is_never_overdue(sample: Store) -> None:
    assert all(isinstance(o.recommendation, Recommendation) for o in overdue(sample.read, today=date(2030, 1, 1)))
    assert home(sample.read, today=date(2030, 1, 1), since="2000-01-01T00:00:00").changes_since >= 1

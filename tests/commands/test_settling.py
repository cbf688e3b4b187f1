"""Findings that a later paper settled, whichever paper came first."""

from dataclasses import replace
from pathlib import Path

import pytest

from cypsc_desktop.commands.choosing import meetings
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.commands.settling import findings_of, with_settled
from cypsc_desktop.commands.showing import show
from cypsc_desktop.store.store import Store

PACK = """FALLOW BOROUGH COUNCIL

CHILDREN'S SCRUTINY PANEL

Tuesday 12 March 2024 at 7.00 pm
Room 4, Corn Hall

AGENDA

1.    Apologies for absence
2.    Minutes of the last meeting
3.    School meals
      (To Follow)
4.    Nursery places
      (To Follow)
"""


def _kinds(store: Store, *, settled: bool) -> list[str]:
    findings = findings_of(store.read, None)
    return [f.message or "" for f in findings if f.finding == "to-follow-missing" and bool(f.settled) is settled]


@pytest.mark.parametrize("first", [0, 1])
def test_an_item_to_follow_is_settled_by_its_supplement(first: int, tmp_path: Path, sample_papers: list[Path]) -> None:
    with open_library(tmp_path / "library") as store:
        for path in (sample_papers[first], sample_papers[1 - first]):
            import_paper(store, path, actor="Ada Clerk")
        assert len(_kinds(store, settled=True)) == 1
        assert not _kinds(store, settled=False)
        shown = show(store.read, "findings")
        assert isinstance(shown, list)
        assert [row["settled"] for row in shown if row["kind"] == "to-follow-missing"] == [True]


def test_without_its_supplement_it_stays_open(tmp_path: Path, sample_papers: list[Path]) -> None:
    with open_library(tmp_path / "library") as store:
        import_paper(store, sample_papers[0], actor="Ada Clerk")
        assert len(_kinds(store, settled=False)) == 1


def test_what_a_person_said_counts_before_that(sample: Store) -> None:
    (late,) = [f for f in findings_of(sample.read, None) if f.finding == "to-follow-missing"]
    (kept,) = with_settled(sample.read, [replace(late, settled=False)])
    assert kept.settled is False


def test_an_agenda_whose_meeting_was_named_is_settled(tmp_path: Path) -> None:
    dated, undated = tmp_path / "dated.txt", tmp_path / "undated.txt"
    dated.write_text(PACK, encoding="utf-8")
    undated.write_text(
        PACK.replace("Tuesday 12 March 2024 at 7.00 pm\n", "").replace("Room 4", "Room 5"), encoding="utf-8"
    )

    def told(store: Store) -> list[bool | None]:
        return [f.settled for f in findings_of(store.read, None) if f.finding == "agenda-undated"]

    with open_library(tmp_path / "library") as store:
        import_paper(store, dated, actor="Ada Clerk")
        import_paper(store, undated, actor="Ada Clerk")
        assert told(store) == [None]
        import_paper(store, undated, actor="Ada Clerk", meeting=meetings(store.read)[0])
        assert told(store) == [True]

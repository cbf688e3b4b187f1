"""Confirming an import: what is uncertain, what is new, what a check says, and how it travels."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.agenda_places import KINDS_CHECKED
from cypsc_desktop.commands.confirming import (
    Checklist,
    Line,
    News,
    State,
    accept,
    accept_all,
    accept_records,
    checklist,
    take_back,
)
from cypsc_desktop.commands.editing import set_field, undo
from cypsc_desktop.commands.importing import import_paper
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.commands.showing import show
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import RECOGNISER, recognise
from cypsc_desktop.intake.recording import issue_date, records_of
from cypsc_desktop.model.changes import Origin
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Document, Item, Record, Response
from cypsc_desktop.sample import build_sample
from cypsc_desktop.store.store import Store
from tests.helpers.cypsc import Cypsc
from tests.helpers.sample import ACTOR


def paper(store: Store, kind: str = "agenda pack") -> Document:
    return max((d for d in all_of(store.read, Document) if d.doc_kind == kind), key=lambda d: d.issued or "")


def listed(store: Store, kind: str = "agenda pack") -> Checklist:
    return checklist(store.read, paper(store, kind))


def line(store: Store, entity: str) -> Line:
    found = listed(store).line(entity)
    assert found, f"{entity} is not on the checklist"
    return found


def first(store: Store, kind: str) -> Line:
    return next(one for one in listed(store).lines if one.record.kind == kind)


@pytest.fixture
def read_again(sample: Store, sample_papers: list[Path]) -> Callable[..., None]:
    """``read_again(change)``: a newer recogniser reads the pack; ``change`` makes other records of those it gave before."""

    def again(change: Callable[[list[Record]], list[Record]] = lambda records: records) -> None:
        source = open_source(sample_papers[0])
        report = recognise(source)
        origin = Origin(source.sha256, report.kind, issue_date(report), RECOGNISER + 1)
        with sample.change("Import again", actor=ACTOR, origin=origin) as written:
            for record in change(records_of(report, source)):
                written.add(record)

    return again


def changed(entity: str, **fields: Any) -> Callable[[list[Record]], list[Record]]:
    return lambda records: [replace(one, **fields) if one.id == entity else one for one in records]


def test_every_recognised_record_is_one_line_in_agenda_order(sample: Store) -> None:
    made = listed(sample)
    ids = [one.id for one in made.lines]
    assert len(ids) == len(set(ids))
    meeting = paper(sample).meeting
    for kind in ("item", "membership", "response", "programme", "project"):
        assert {r.id for r in sample.read.records(kind, meeting=meeting)} <= set(ids), kind
    assert {one.record.kind for one in made.lines} <= set(KINDS_CHECKED)
    keys = [group.key for group in made.groups]
    assert [one.group for one in made.lines] == sorted((one.group for one in made.lines), key=keys.index)
    items = [one for one in made.lines if one.record.kind == "item"]
    assert [one.words for one in items] == [
        f"{row['number']} {row['title']}"
        for row in show(sample.read, "agenda")
        if isinstance(row, dict) and row["id"] in ids
    ]


def test_a_line_says_where_it_is_printed(sample: Store) -> None:
    one = first(sample, "response")
    assert isinstance(one.record, Response)
    assert one.sheet == one.record.at["page"]
    assert one.box == tuple(one.record.at["box"])
    group = next(g for g in listed(sample).groups if g.key == one.group)
    item = sample.read.record(group.key)
    assert isinstance(item, Item)
    assert item.pdf_pages[0] <= one.sheet <= item.pdf_pages[1]


def test_what_is_uncertain_has_its_reason_in_words(sample: Store) -> None:
    made = listed(sample)
    assert made.count(State.UNCERTAIN)
    assert made.count(State.TO_CHECK)
    for one in made.lines:
        assert bool(one.doubts) == (one.state == State.UNCERTAIN)
        assert all(reason.endswith((".", "”", "?")) for reason in one.doubts), one.doubts


def test_accepting_says_who_and_when_and_copies_no_value(sample: Store) -> None:
    one = first(sample, "item")
    rows = len(sample.history(one.id))
    done = accept(sample, [one], actor="Ada")
    after = line(sample, one.id)
    assert (done.number, after.state, after.checked_by) == (1, State.CHECKED, "Ada")
    assert after.checked_when
    assert after.record == one.record
    assert len(sample.history(one.id)) == rows + 1
    assert done.touched.ids("item") == {one.id}
    assert accept(sample, [line(sample, one.id)], actor="Ada").group is None  # the same again changes nothing
    assert undo(sample, actor="Ada") == "Check item"
    assert line(sample, one.id).state == one.state


def test_accepting_all_is_one_step(sample: Store) -> None:
    before = listed(sample)
    done = accept_all(sample, paper(sample), actor=ACTOR)
    assert done.number == len(before.lines)
    assert {one.state for one in listed(sample).lines} == {State.CHECKED}
    assert undo(sample, actor=ACTOR) == f"Check {len(before.lines)} lines"
    assert listed(sample) == before


def test_taking_back(sample: Store) -> None:
    one, other = listed(sample).lines[:2]
    accept(sample, [one, other], actor="Ada")
    assert take_back(sample, [one.id], actor="Ben").number == 1
    assert line(sample, one.id).is_open
    assert not line(sample, other.id).is_open
    assert take_back(sample, [one.id], actor="Ben").group is None or line(sample, one.id).is_open
    accept_records(sample, [one.id], actor="Ada")
    assert line(sample, one.id).state == State.CHECKED
    with pytest.raises(UserError, match="no record 'item-nothing'"):
        accept_records(sample, ["item-nothing"], actor="Ada")


def test_what_a_person_amended_needs_no_check(sample: Store) -> None:
    one = first(sample, "response")
    set_field(sample, one.id, "officer", "Jo Marsh", actor=ACTOR)
    assert line(sample, one.id).state == State.AMENDED
    accept(sample, [line(sample, one.id)], actor=ACTOR)
    assert (line(sample, one.id).state, line(sample, one.id).checked_by) == (State.AMENDED, ACTOR)


def test_the_same_file_again_makes_nothing_new(sample: Store, sample_papers: list[Path]) -> None:
    accept_all(sample, paper(sample), actor=ACTOR)
    before = listed(sample)
    import_paper(sample, sample_papers[0], actor=ACTOR)
    assert listed(sample) == before
    assert {one.news for one in before.lines} == {None}


def test_a_newer_recogniser_shows_as_new_what_it_reads_otherwise(
    sample: Store, read_again: Callable[..., None]
) -> None:
    one, other = [line for line in listed(sample).lines if line.record.kind == "response"][:2]
    assert isinstance(one.record, Response)
    accept_all(sample, paper(sample), actor=ACTOR)
    read_again(changed(one.id, officer="Somebody else"))
    after = line(sample, one.id)
    assert after.is_open
    assert after.news == News.CHANGED
    assert [tuple(was) for was in after.was] == [("officer", one.record.officer, "Somebody else")]
    assert line(sample, other.id).state == State.CHECKED
    accept(sample, [after], actor=ACTOR)
    assert line(sample, one.id).state == State.CHECKED


def test_a_value_that_was_read_no_more_is_told(sample: Store, read_again: Callable[..., None]) -> None:
    one = first(sample, "response")
    accept_all(sample, paper(sample), actor=ACTOR)
    read_again(changed(one.id, officer=None))
    assert [(was.field, was.after) for was in line(sample, one.id).was] == [("officer", None)]
    accept(sample, [line(sample, one.id)], actor=ACTOR)
    assert line(sample, one.id).state == State.CHECKED


def test_another_place_on_the_page_is_no_other_reading(sample: Store, read_again: Callable[..., None]) -> None:
    one = first(sample, "response")
    accept_all(sample, paper(sample), actor=ACTOR)
    read_again(changed(one.id, at={"document": paper(sample).id, "page": 2}, position=40))
    assert line(sample, one.id).state == State.CHECKED
    assert line(sample, one.id).sheet == 2


def test_what_is_read_no_more_stays_on_the_list_until_it_is_accepted(
    sample: Store, read_again: Callable[..., None]
) -> None:
    one = first(sample, "programme")
    read_again(lambda records: [record for record in records if record.id != one.id])
    gone = line(sample, one.id)
    assert (gone.news, gone.words, gone.is_open) == (News.GONE, one.words, True)
    accept(sample, [gone], actor=ACTOR)
    assert not line(sample, one.id).is_open


def test_an_amended_record_is_to_check_again_when_the_paper_says_something_else(
    sample: Store, read_again: Callable[..., None]
) -> None:
    one = first(sample, "response")
    set_field(sample, one.id, "officer", "Jo Marsh", actor=ACTOR)
    read_again(changed(one.id, financial="None at all"))
    after = line(sample, one.id)
    assert after.is_open
    assert [was.field for was in after.was] == ["financial"]
    assert getattr(after.record, "officer", None) == "Jo Marsh"


def test_a_supplement_tells_what_it_adds(sample: Store) -> None:
    made = listed(sample, "supplement")
    assert made.follows
    news = {one.record.kind: one.news for one in made.lines}
    assert news["document"] == News.ADDED
    assert News.ADDED in {o.news for o in made.lines if o.record.kind == "paper"}
    assert {one.news for one in made.lines if one.record.kind == "meeting"} <= {None, News.CHANGED}
    assert not listed(sample).follows
    assert {one.news for one in listed(sample).lines} == {None}


def test_a_pack_issued_again_tells_what_is_new_against_the_first(
    sample: Store, tmp_path_factory: pytest.TempPathFactory
) -> None:
    accept_all(sample, paper(sample), actor=ACTOR)
    import_paper(sample, build_sample(tmp_path_factory.mktemp("second"), edition=2)[0], actor=ACTOR)
    packs = [d for d in all_of(sample.read, Document) if d.doc_kind == "agenda pack"]
    made = {d.id: checklist(sample.read, d) for d in packs}
    (old,) = (one for one in made.values() if one.replaced_by)
    (new,) = (one for one in made.values() if not one.replaced_by)
    assert old.replaced_by == new.document
    assert new.follows
    assert not old.follows
    same = [one for one in new.lines if one.news is None and one.record.kind not in ("document", "paper")]
    assert same
    assert all(one.state == State.CHECKED for one in same)  # what was accepted and stands need not be checked again


def test_a_check_alone_keeps_no_record_of_a_superseded_pack(sample: Store, tmp_path: Path) -> None:
    """What a person amended stays when a later issue does not print it; what they merely checked goes with the pack."""
    rows = [one for one in listed(sample).lines if one.record.kind == "programme"][:2]
    accept(sample, rows, actor=ACTOR)
    set_field(sample, rows[1].id, "note", "Kept", actor=ACTOR)
    old = paper(sample)
    later = Origin("f" * 64, "agenda pack", "2099-01-01", RECOGNISER)
    with sample.change("Import later", actor=ACTOR, origin=later) as change:
        change.add(
            replace(old, id="document-00000000-0000-5000-8000-000000000001", sha256="f" * 64, issued="2099-01-01")
        )
    assert sample.read.record(rows[0].id) is None
    assert sample.read.record(rows[1].id) is not None


def test_two_laptops_that_check_the_same_lines_agree(tmp_path: Path, sample_papers: list[Path]) -> None:
    stores = []
    for name in ("Ann", "Ben"):
        store = Store.open(tmp_path / name / "library", state=tmp_path / name / "state")
        import_paper(store, sample_papers[0], actor=name)
        stores.append(store)
    with stores[0] as ann, stores[1] as ben:
        mine = listed(ann).lines
        accept(ann, mine[:20], actor="Ann")
        accept(ben, listed(ben).lines[10:30], actor="Ben")
        for one, other in ((ann, ben), (ben, ann)):
            assert one.merge(list(other.change_sets())).conflicts == 0
        for store in (ann, ben):
            assert store.conflicts() == []
            assert [one.state == State.CHECKED for one in listed(store).lines[:31]] == [True] * 30 + [False]
            assert store.check().ok
        assert show(ann.read, "checklist") == show(ben.read, "checklist")
        take_back(ann, [mine[5].id, mine[15].id], actor="Ann")  # she had seen both checks of the second
        ben.merge(list(ann.change_sets()))
        assert line(ben, mine[5].id).is_open
        assert line(ben, mine[15].id).is_open


def test_from_the_command_line(sample_folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    cypsc = Cypsc(capsys, sample_folder)

    def states() -> dict[tuple[str, str], str]:
        """What each paper's checklist says of each record: two papers may print the same one."""
        return {(row["document"], row["id"]): row["state"] for row in cypsc.json("show", "checklist")}

    rows = cypsc.json("show", "checklist", "--meeting", cypsc.json("show", "meetings")[-1]["meeting"])
    uncertain = [row["state"] == "uncertain" for row in rows if row["document"] == rows[0]["document"]]
    assert uncertain == sorted(uncertain, reverse=True)
    assert any(uncertain)
    cypsc("accept", rows[0]["id"], rows[1]["id"])
    assert "2 lines accepted." in cypsc.err
    first = [(row["document"], row["id"]) for row in rows[:3]]
    assert [states()[one] for one in first] == ["checked", "checked", rows[2]["state"]]
    cypsc("accept", "--back", rows[0]["id"])
    assert states()[first[0]] == rows[0]["state"]
    left = sum(row["state"] in ("uncertain", "to check") for row in cypsc.json("show", "checklist"))
    assert 0 < cypsc.json("accept", "--all", "--dry-run")["accepted"] <= left
    cypsc("accept", "--all")
    assert {row["state"] for row in cypsc.json("show", "checklist")} == {"checked"}
    cypsc("undo")
    assert any(row["state"] != "checked" for row in cypsc.json("show", "checklist"))
    for words in (("accept",), ("accept", "--all", rows[0]["id"])):
        cypsc(*words, code=1)
        assert "or add --all" in cypsc.err

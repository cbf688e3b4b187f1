"""A second copy that holds lines which the library does not: they are kept, and what went on purpose is not."""

import shutil
from pathlib import Path

import pytest

from cypsc_desktop.commands.bin import remove_for_good
from cypsc_desktop.commands.editing import undo
from cypsc_desktop.commands.minuting import Live, change_entry, open_live, remove_lines, take_line
from cypsc_desktop.commands.minuting_copy import copies, sheets_of, write_sheets
from cypsc_desktop.commands.minuting_kept import Kept, keep_unknown
from cypsc_desktop.commands.minuting_notes import import_notes
from cypsc_desktop.commands.minuting_parts import move_to_part_b
from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.identity import meeting_id
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, BODY, MEETING, add_harbour

EVENING = (
    "@18:30", "+rw", "+so", ">start", ">6", "q.rw why", "  and how", "a.so so !", "Quill was dear", "r.cabinet more",
    "+ Ann Guest, of the trust", "m.rw/so That", "v 2-0-0", "x.3 the bid", "Marchpane", "x/",
)  # fmt: skip


def live(store: Store) -> Live:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    return open_live(store.read, found, scripted=True)


def typed(store: Store, *lines: str) -> Live:
    at = live(store)
    for line in lines:
        take_line(store, at, line, actor=ACTOR, now="19:00")
    return at


def again(store: Store, folder: Path) -> Kept | None:
    """What the first whole copy after opening does."""
    at = live(store)
    sheets = sheets_of(folder, at)
    kept = keep_unknown(store.read, MEETING, sheets)
    write_sheets(folder, sheets)
    return kept


def in_files(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in folder.glob("*kept*")}


@pytest.fixture
def copy(store: Store, tmp_path: Path) -> Path:
    """The folder of the copy, with the evening in it."""
    folder = tmp_path / "stick"
    typed(store, *EVENING)
    assert again(store, folder) is None
    return folder


def entity_of(store: Store, text: str) -> str:
    return next(entry.id for entry in live(store).evening.entries if text in (entry.text or ""))


def test_the_same_lines_keep_nothing(store: Store, copy: Path) -> None:
    assert again(store, copy) is None
    typed(store, "more")
    path = copies(copy, live(store))["A"]
    with path.open("ab") as file:
        file.write(sheets_of(copy, live(store))[0].text.splitlines()[-1][:-2].encode())  # cut short by a full disk
    assert again(store, copy) is None
    assert not in_files(copy)


def test_lines_that_were_changed_or_removed_are_not_kept(store: Store, copy: Path) -> None:
    at = live(store)
    change_entry(store, at, entity_of(store, "why"), actor=ACTOR, text="wherefore", time="18:45")
    vote = next(entry.id for entry in at.evening.entries if entry.sort == "vote")
    remove_lines(store, at, [entity_of(store, "Quill"), vote], actor=ACTOR)
    typed(store, "taken back")
    path = copies(copy, at)["A"]
    path.write_text(f"{path.read_text()}@19:00 taken back\n")
    undo(store, actor=ACTOR)
    assert again(store, copy) is None
    assert not any(b"Quill" in path.read_bytes() for path in copy.iterdir())


def test_words_that_moved_or_went_for_good_are_not_kept(store: Store, copy: Path) -> None:
    at = live(store)
    more = entity_of(store, "more")
    change_entry(store, at, entity_of(store, "Quill"), actor=ACTOR, text="about somebody")
    move_to_part_b(store, at, [entity_of(store, "somebody")], actor=ACTOR)  # what it said first is known no more
    remove_lines(store, at, [more], actor=ACTOR)
    remove_for_good(store, [more], actor=ACTOR)
    assert again(store, copy) is None
    assert not any(word in path.read_text() for path in copy.iterdir() for word in ("Quill", "more"))


def test_an_older_library_leaves_its_later_lines_beside_the_copy(store: Store, folder: Path, tmp_path: Path) -> None:
    stick, old = tmp_path / "stick", tmp_path / "old"
    typed(store, *EVENING[:9])
    shutil.copytree(folder, old)
    typed(store, *EVENING[9:], "b. closed")
    again(store, stick)
    with open_library(old) as before:
        typed(before, "new")
        kept = again(before, stick)
        assert kept is not None
        assert kept.count == 8
        name = copies(stick, live(before))["A"].stem
        assert in_files(stick) == {
            f"{name}-kept-1.cypsc-notes": "@18:30 >6\n@18:30 r.Cabinet more\n@18:30 + Ann Guest, of the trust\n"
            "@18:30 m.rw/so That\n@18:30 v 2-0-0\n@18:30 x/\n",
            f"{name}-part-b-kept-1.cypsc-notes": "@18:30 x.3 the bid\n@18:30 b.Marchpane\n@18:30 b.closed\n",
        }
        assert kept.words().startswith("8 lines of the second copy are not in these minutes. They are kept in ")
        assert again(before, stick) is None
        import_notes(before, kept.paths[0], live(before).meeting, actor=ACTOR)
        assert [entry.text for entry in live(before).evening.shown()][-5:-2] == ["new", "more", "That"]


def test_a_library_made_again_keeps_the_whole_copy_whatever_comes_between(
    store: Store, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stood = {path.name: path.read_text() for path in copy.iterdir()}
    bare = {name.replace(".cypsc", "-kept-1.cypsc"): text.removeprefix("@18:30\n") for name, text in stood.items()}
    with open_library(tmp_path / "fresh") as fresh:
        add_harbour(fresh)
        at = typed(fresh, "new")
        with monkeypatch.context() as patch:
            patch.setattr(Path, "replace", _fails)
            with pytest.raises(UserError, match="could not be compared"):
                keep_unknown(fresh.read, MEETING, sheets_of(copy, at))
        assert {path.name: path.read_text() for path in copy.glob("*.cypsc-notes")} == stood
        first = keep_unknown(fresh.read, MEETING, sheets_of(copy, at))  # and the program ends here
        assert {path.name: path.read_text() for path in copy.glob("*part-b.*")} == {
            name: text for name, text in stood.items() if "part-b" in name
        }
        assert again(fresh, copy) == first
        assert in_files(copy) == bare


def test_where_words_went_for_good_the_public_file_keeps_none(store: Store, folder: Path, tmp_path: Path) -> None:
    stick, old = tmp_path / "stick", tmp_path / "old"
    typed(store, *EVENING[:9])
    shutil.copytree(folder, old)
    typed(store, "one later", "two later")
    again(store, stick)
    with open_library(old) as before:
        at = live(before)
        quill = entity_of(before, "Quill")
        remove_lines(before, at, [quill], actor=ACTOR)
        remove_for_good(before, [quill], actor=ACTOR)
        kept = again(before, stick)
        assert kept is not None
        (private,) = in_files(stick).items()
        assert "-part-b-kept-1" in private[0]
        assert private[1].splitlines()[-2:] == ["@18:30 b.one later", "@18:30 b.two later"]


def test_what_went_for_good_from_another_meeting_hides_no_line(store: Store, folder: Path, tmp_path: Path) -> None:
    stick, old = tmp_path / "stick", tmp_path / "old"
    typed(store, *EVENING[:9])
    june = store.read.record(meeting_id(BODY, "2021-06-22"))
    assert isinstance(june, Meeting)
    other = open_live(store.read, june, scripted=True)
    for line in ("this", "that", ">start"):
        take_line(store, other, line, actor=ACTOR, now="19:00")
    gone = [entry.id for entry in other.evening.entries]
    remove_lines(store, other, gone, actor=ACTOR)
    remove_for_good(store, gone, actor=ACTOR)
    shutil.copytree(folder, old)
    typed(store, "one later", "+jf")
    again(store, stick)
    with open_library(old) as before:
        kept = again(before, stick)
        assert kept is not None
        assert in_files(stick) == {kept.paths[0].name: "@18:30 >6\n@18:30 one later\n@18:30 +jf\n"}
        assert "part-b" not in kept.paths[0].name


def _fails(*_: object) -> None:
    raise OSError(28, "No space left on device")

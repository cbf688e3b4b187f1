"""The second copy: plain notes, flushed, Part B apart, and nothing in it that was moved or removed."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.minuting import Live, open_live, remove_lines, take_line
from cypsc_desktop.commands.minuting_copy import copies, sheet_for, sheets_of, write_sheets
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.model.records import Meeting
from cypsc_desktop.store.store import Store
from tests.minutes.harbour import ACTOR, MEETING


def typed(store: Store, folder: Path, *lines: str) -> Live:
    found = store.read.record(MEETING)
    assert isinstance(found, Meeting)
    live = open_live(store.read, found, scripted=True)
    for line in lines:
        taken = take_line(store, live, line, actor=ACTOR, now="19:00")
        new = taken.entry if taken.is_new else None
        write_sheets(folder, [sheet_for(folder, live, new)] if new else sheets_of(folder, live))
    return live


def test_the_copy_leads_to_the_same_meeting(store: Store, tmp_path: Path) -> None:
    live = typed(
        store,
        tmp_path,
        "@18:30",
        "+rw",
        ">start",
        ">6",
        "q.rw why",
        "  and how",
        "c. so !",
        "x.3 the bid",
        "closed",
        "x/",
    )
    path = copies(tmp_path, live)
    public, private = (path[part].read_text(encoding="utf-8") for part in ("A", "B"))
    assert public.splitlines() == [
        "@18:30", "@18:30 +rw", "@18:30 >start", "@18:30 >6", "@18:30 q.rw why", "  and how", "@18:30 c. so !", "@18:30 x/",
    ]  # fmt: skip
    assert private.splitlines() == ["@18:30 x.3 the bid", "@18:30 b.closed"]
    again = live.evening.empty()
    for line in public.splitlines():
        again.take(line, now="")
    assert [e.text for e in again.shown()] == [e.text for e in live.evening.shown() if e.part == "A"]


def test_what_is_moved_or_removed_leaves_the_copy(store: Store, tmp_path: Path) -> None:
    live = typed(store, tmp_path, ">6", "Quillfeather was dear", "b^", "Marchpane was cheap")
    assert "Quillfeather" not in copies(tmp_path, live)["A"].read_text(encoding="utf-8")
    assert "Quillfeather" in copies(tmp_path, live)["B"].read_text(encoding="utf-8")
    remove_lines(store, live, [live.evening.shown()[-1].id], actor=ACTOR)
    write_sheets(tmp_path, sheets_of(tmp_path, live))
    assert not any(b"Marchpane" in path.read_bytes() for path in tmp_path.iterdir() if path.is_file())


def test_a_copy_that_only_grew_is_gone_on_with(store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    live = typed(store, tmp_path, ">6", "one")
    path = copies(tmp_path, live)["A"]
    take_line(store, live, "two \N{LATIN SMALL LETTER E WITH ACUTE}", actor=ACTOR, now="19:00")
    path.write_bytes(path.read_bytes() + b"@19:00 two \xc3")  # as far as the disk had room
    with monkeypatch.context() as patch:
        patch.delattr(Path, "replace")
        write_sheets(tmp_path, sheets_of(tmp_path, live))
    assert path.read_text(encoding="utf-8") == "@19:00 >6\n@19:00 one\n@19:00 two \N{LATIN SMALL LETTER E WITH ACUTE}\n"


def test_a_folder_that_is_gone_is_told(store: Store, tmp_path: Path) -> None:
    (tmp_path / "stick").write_text("a file where a folder was")
    with pytest.raises(UserError, match="The library has every line"):
        typed(store, tmp_path / "stick", ">6")

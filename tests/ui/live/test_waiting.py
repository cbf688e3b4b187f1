"""Lines that cannot be written, or not to their end: they wait, in their meeting and their part, and the public copy never
holds what belongs to Part B."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from cypsc_desktop.commands import minuting
from cypsc_desktop.commands.minuting_draft import set_minutes_state
from cypsc_desktop.model.errors import UserError
from cypsc_desktop.ui.place import Place
from tests.helpers.live_robot import ACTOR, LiveRobot
from tests.minutes.harbour import add_november

Stuck = Callable[[], AbstractContextManager[None]]


def fails(*_: object, **__: object) -> None:
    raise UserError("The disk is full.")


@pytest.fixture
def stuck(monkeypatch: pytest.MonkeyPatch) -> Stuck:
    """Nothing can be taken while this is entered."""

    @contextmanager
    def nothing_is_taken() -> Iterator[None]:
        with monkeypatch.context() as patch:
            patch.setattr(minuting, "take_line", fails)
            yield

    return nothing_is_taken


def copies(folder: Path) -> tuple[str, str]:
    """The public and the private copy."""
    found = {path.name.endswith("-part-b.cypsc-notes"): path.read_text() for path in folder.glob("*.cypsc-notes")}
    return found.get(False, ""), found.get(True, "")


def test_private_lines_that_wait_are_in_the_private_copy_alone(clerk: LiveRobot, stuck: Stuck, tmp_path: Path) -> None:
    clerk.lines(("+rw", ">start", ">6", "open"))
    with stuck():
        clerk.lines(
            ("moved Quill", "b^", "x.3 the bid of Quill", "closed Quill", "  and more Quill", "x/", "open again")
        )
        clerk.settle()
        public, private = copies(tmp_path / "copy")
        assert "Quill" not in public
        assert "open again" in public
        assert private.count("Quill") == 4
        clerk.screen.desk.star(clerk.screen.desk.evening.shown()[-1].id, True)  # which makes the copy anew
        clerk.settle()
        assert copies(tmp_path / "copy")[1] == private
        assert "open again" in copies(tmp_path / "copy")[0]
    assert clerk.screen.desk.try_again()
    clerk.settle()
    assert copies(tmp_path / "copy") == (public.replace("open\n", "open !\n"), private)
    assert [(e["text"], e["part"]) for e in clerk.entries()][-4:] == [
        ("the bid of Quill", "B"), ("closed Quill\nand more Quill", "B"), (None, "A"), ("open again", "A"),
    ]  # fmt: skip


def test_what_could_not_be_cleared_is_told_and_the_public_copy_is(
    clerk: LiveRobot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    clerk.lines((">6", "about Quill"))
    with monkeypatch.context() as patch:
        patch.setattr(clerk.store, "purge", fails)
        clerk.line("b^")
        clerk.settle()
        assert clerk.heard["failed"][-1].endswith("not gone from everywhere else yet. The disk is full.")
        assert not clerk.screen.desk.waiting
        assert clerk.log()[-1].endswith("Part B")
        assert "Quill" not in copies(tmp_path / "copy")[0]
        clerk.line("about Marchpane")
    entity = clerk.screen.desk.evening.shown()[-1].id
    with monkeypatch.context() as patch:
        patch.setattr(clerk.store, "purge", fails)
        assert not clerk.screen.desk.to_part_b([entity])
        clerk.settle()
        assert "Marchpane" not in copies(tmp_path / "copy")[0]
    assert clerk.screen.desk.to_part_b([e.id for e in clerk.screen.desk.evening.shown()])
    assert not any(b"Marchpane" in path.read_bytes() for path in (tmp_path / "copy").glob("*[0-9]*s.cypsc-notes"))


def test_a_line_for_locked_minutes_stays_in_hand(clerk: LiveRobot) -> None:
    clerk.lines(("+rw", ">start", ">6", "one", ">end"))
    clerk.settle()
    live = clerk.screen.desk.live
    assert live is not None
    later = add_november(clerk.store)
    for state, more in (
        ("approved", {"approved_at": later}), ("signed", {"signed_by": "Rosa Wells"}), ("locked", {}),
    ):  # fmt: skip
        set_minutes_state(clerk.store, live, state, actor=ACTOR, **more)
    clerk.line("too late")
    assert "locked" in clerk.heard["failed"][-1]
    assert clerk.text() == "too late"
    assert not clerk.screen.desk.waiting
    assert clerk.log()[-1].startswith("Not saved") is False
    clerk.enter()
    assert clerk.text() == "too late"


def test_a_line_in_hand_stays_with_its_meeting(clerk: LiveRobot) -> None:
    november = add_november(clerk.store)
    clerk.type("closed words of Sep")
    clerk.go(Place("live", november))
    assert clerk.text() == ""
    clerk.type("words of Nov")
    clerk.go(Place("live", clerk.meeting))
    assert clerk.text() == "closed words of Sep"
    clerk.enter()
    assert clerk.last()["text"] == "closed words of Sep"
    clerk.go(Place("live", november))
    assert clerk.text() == "words of Nov"


def test_a_line_is_made_private_while_it_is_edited(clerk: LiveRobot, tmp_path: Path) -> None:
    clerk.lines((">6", "words"))
    entity = clerk.screen.desk.evening.shown()[-1].id
    edited = clerk.screen.desk.edit(entity, "b.words of Quill")
    assert edited is not None
    assert (edited.part, edited.text) == ("B", "words of Quill")
    assert clerk.screen.desk.now_called(entity) == edited.id
    clerk.settle()
    public, private = copies(tmp_path / "copy")
    assert "Quill" not in public
    assert "Quill" in private


def test_the_only_line_leaves_the_copy_too(clerk: LiveRobot, tmp_path: Path) -> None:
    clerk.line("about Quill")
    clerk.settle()
    assert "Quill" in copies(tmp_path / "copy")[0]
    assert clerk.screen.desk.remove([clerk.screen.desk.evening.shown()[-1].id])
    clerk.settle()
    assert copies(tmp_path / "copy") == ("", "")


def test_lines_that_the_library_lost_are_kept_beside_the_copy_and_told(clerk: LiveRobot, tmp_path: Path) -> None:
    stick = tmp_path / "copy"
    clerk.lines((">6", "about Quill"))
    clerk.settle()
    (public,) = stick.glob("*.cypsc-notes")
    with public.open("a") as file:
        file.write("@19:30 said of Marchpane\n")  # the library that took it is lost
    clerk.screen.copier.begin()
    clerk.line("one more")
    clerk.settle()
    (kept,) = stick.glob("*-kept-1.cypsc-notes")
    assert kept.read_text() == "@18:00 >6\n@19:30 said of Marchpane\n"
    assert clerk.heard["failed"][-1] == (
        f"1 line of the second copy is not in these minutes. It is kept in {kept}: import it as notes if it is wanted."
    )
    assert public.read_text().endswith("one more\n")
    assert "Marchpane" not in public.read_text()
    clerk.lines(("and more", "b^"))
    clerk.settle()
    assert len([*stick.glob("*kept*")]) == len(clerk.heard["failed"]) == 1

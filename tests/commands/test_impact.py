"""The impact log: what difference meetings made, whether taken live or printed; nothing of Part B."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.impact import about_of
from cypsc_desktop.commands.opening import open_library
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import DATE, add_harbour

_LINES = """@18:30
+rw
>start
>10
p.rw the hub is warm
q.rw a question is no difference
c. The target went back up
b.p.rw a private difference
>11
s. That the survey move to January
>end
"""


@pytest.fixture
def held(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Cypsc:
    with open_library(tmp_path / "library") as store:
        add_harbour(store)
    notes = tmp_path / "short.cypsc-notes"
    notes.write_text(_LINES)
    cypsc = Cypsc(capsys, tmp_path / "library")
    cypsc("import", notes, "--meeting", DATE)
    return cypsc


def test_what_was_taken_live(held: Cypsc, tmp_path: Path) -> None:
    rows = held.json("show", "impact")
    assert [(r["about"], r["kind"], r["text"]) for r in rows] == [
        ("difference", "point", "the hub is warm"), ("difference", "conclusion", "The target went back up"),
        ("work programme", "resolution", "That the survey move to January"),
    ]  # fmt: skip
    assert all(r["meeting"] == DATE and r["id"] for r in rows)
    assert "hub is warm" in held("show", "impact")
    held("export", "impact", "--to", tmp_path / "impact.csv")
    said = (tmp_path / "impact.csv").read_text(encoding="utf-8-sig")
    assert "the hub is warm" in said
    assert "Rosa" not in said
    assert "private" not in said


def test_what_was_printed(held: Cypsc, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held("minutes", "draft", "--meeting", DATE, "--level", "full")
    held("export", "minutes", "--meeting", DATE, "--to", tmp_path / "minutes.docx")
    other = Cypsc(capsys, tmp_path / "other")
    other("import", tmp_path / "minutes.docx")
    told = [(r["about"], r["text"]) for r in other.json("show", "impact")]
    assert ("difference", "The target went back up.") in told
    assert any("hub is warm" in text for about, text in told if about == "difference")
    assert len(told) == len(set(told))


@pytest.mark.parametrize(
    ("title", "about"),
    [("What difference has this meeting made to Croydon's children", "difference"), ("Work Programme 2021-22", "work programme"),
     ("Minutes of the previous meeting", None), (None, None)],
)  # fmt: skip
def test_titles(title: str | None, about: str | None) -> None:
    assert about_of(title) == about

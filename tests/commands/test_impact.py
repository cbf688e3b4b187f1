"""The impact log: what difference meetings made, whether taken live or printed; nothing of Part B."""

from pathlib import Path

import pytest

from cypsc_desktop.commands.opening import open_library
from cypsc_desktop.commands.replying import record_reply
from cypsc_desktop.minutes.standing import about_of
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import ACTOR, DATE, add_harbour

_LINES = """@18:30
+rw
>start
>10
p.rw the hub is warm
q.rw a question is no difference
The hub has its heat again
What difference
q.zz nobody said this
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
        ("difference", "point", "the hub is warm"), ("difference", "note", "The hub has its heat again"),
        ("difference", "conclusion", "The target went back up"),
        ("work programme", "resolution", "That the survey move to January"),
    ]  # fmt: skip
    assert all(r["meeting"] == DATE and r["id"] for r in rows)
    assert "hub is warm" in held("show", "impact")
    held("export", "impact", "--to", tmp_path / "impact.csv")
    said = (tmp_path / "impact.csv").read_text(encoding="utf-8-sig")
    assert "the hub is warm" in said
    assert "Rosa" not in said
    assert "private" not in said


def test_recommendations_from_accepted_to_outcome(held: Cypsc, tmp_path: Path) -> None:
    more = tmp_path / "more.cypsc-notes"
    more.write_text("@20:00 >9\nr.cabinet Keep the hub warm\nb.r. Keep this private\nr. Nobody replied\n")
    held("import", more, "--meeting", DATE)
    made = [r["id"] for r in held.json("show", "recommendations")]
    with open_library(held.library) as store:
        for entity in made[:2]:
            record_reply(store, entity, {"decision": "accepted", "delivery": "on track"}, actor=ACTOR)

    def stages() -> list[tuple[str, str]]:
        return [(r["stage"], r["text"]) for r in held.json("show", "impact") if r["about"] == "recommendation"]

    assert stages() == [("accepted", "Keep the hub warm")]
    reply = next(r["reply"] for r in held.json("show", "recommendations") if r["reply"])
    for delivery, stage in (("delivered", "implemented"), ("evidence seen", "outcome"), ("slipped", "accepted")):
        held("set", reply, "delivery", delivery)
        assert stages() == [(stage, "Keep the hub warm")]
    held("set", reply, "delivery", "evidence seen")
    held("set", reply, "evidence", "Boiler log of March")
    held("export", "impact", "--to", tmp_path / "impact.md")
    said = (tmp_path / "impact.md").read_text(encoding="utf-8-sig")
    assert "Recommendation, outcome" in said
    assert "Keep the hub warm. Evidence: Boiler log of March" in said
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

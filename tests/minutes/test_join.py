"""Minutes taken live and the same minutes in a paper are one meeting, whichever came first; nothing is doubled."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.commands.keeping import open_library
from cypsc_desktop.commands.listing import all_of
from cypsc_desktop.model.records import Attendance, Meeting, Recommendation, Section
from tests.helpers.cypsc import Cypsc
from tests.minutes.harbour import DATE, MEETING, NOTES, add_harbour
from tests.minutes.test_take import without_ids

_KINDS = ("conclusions", "recommendations", "requests", "actions")


@pytest.fixture
def printed(cypsc: Cypsc, tmp_path: Path) -> Path:
    """The public minutes of the evening as a paper, from a library that has it; a recommendation is worded otherwise."""
    cypsc("import", NOTES, "--meeting", DATE)
    path = tmp_path / "minutes.html"
    cypsc("export", "minutes", "--meeting", DATE, "--to", path)
    text = path.read_text(encoding="utf-8").replace("Draft minutes", "Minutes")
    assert "pay for parking at the two offices" in text
    path.write_text(text.replace("pay for parking at the two offices", "pay for parking at both offices"))
    return path


def shown(cypsc: Cypsc) -> dict[str, Any]:
    return {
        "minutes": without_ids(cypsc.json("show", "minutes", "--meeting", DATE)),
        **{kind: [row["text"] for row in cypsc.json("show", kind, "--meeting", DATE)] for kind in _KINDS},
    }


def test_printed_minutes_join_the_live_ones(cypsc: Cypsc, printed: Path) -> None:
    before = shown(cypsc)
    report = cypsc.json("import", printed)
    assert len(report["minutes"][0]["recommendations"]) == 10
    after = shown(cypsc)
    assert {k: sorted(after[k]) for k in _KINDS} == {k: sorted(before[k]) for k in _KINDS}
    states = {o["state"] for o in after["minutes"]["outcomes"]["conclusions"] if o["part"] == "A"}
    assert states == {"agreed"}
    for said in (before, after):
        for outcome in said["minutes"]["outcomes"]["conclusions"]:
            outcome.pop("state")
    assert after["minutes"] == before["minutes"]
    assert len([m for m in cypsc.json("show", "meetings") if m["date"] == DATE]) == 1
    with open_library(cypsc.library) as store:
        made = all_of(store.read, Recommendation, meeting=MEETING)
        assert [r.text for r in made if r.at and r.entry and "parking" in (r.text or "")] == [
            "pay for parking at the two offices"
        ]
        assert sum(1 for s in all_of(store.read, Section, meeting=MEETING)) == len(after["minutes"]["paragraphs"]) - 2
        names = [a.name for a in all_of(store.read, Attendance, meeting=MEETING)]
        assert len(names) == len(set(names))
    assert cypsc.json("check")["ok"]
    digest = cypsc.json("check")["digest"]
    cypsc.json("import", printed)
    assert cypsc.json("check")["digest"] == digest


def test_a_draft_that_is_imported_agrees_nothing(cypsc: Cypsc, tmp_path: Path) -> None:
    cypsc("import", NOTES, "--meeting", DATE)
    before = shown(cypsc)
    cypsc("export", "minutes", "--meeting", DATE, "--to", tmp_path / "draft.docx")
    cypsc("import", tmp_path / "draft.docx")
    after = shown(cypsc)
    assert after["minutes"] == before["minutes"]
    assert {kind: sorted(after[kind]) for kind in _KINDS} == {kind: sorted(before[kind]) for kind in _KINDS}


def test_the_printed_ones_may_come_first(cypsc: Cypsc, printed: Path, tmp_path: Path) -> None:
    before = shown(cypsc)
    other = Cypsc(cypsc._capsys, tmp_path / "other")
    with open_library(other.library) as store:
        add_harbour(store)
    other("import", printed)
    assert other.json("show", "minutes", "--meeting", DATE)["entries"] == []
    other("import", NOTES, "--meeting", DATE)
    after = shown(other)
    assert {k: sorted(after[k]) for k in _KINDS} == {k: sorted(before[k]) for k in _KINDS}
    assert json.dumps(after["minutes"]["paragraphs"]) == json.dumps(before["minutes"]["paragraphs"])
    with open_library(other.library) as store:
        held = store.read.record(MEETING)
        assert isinstance(held, Meeting)
        assert {r.state for r in all_of(store.read, Recommendation, meeting=MEETING) if r.at} == {"agreed"}

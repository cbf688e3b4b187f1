"""The sample's agenda and minutes, read from forms that have no sheets."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from tests.helpers.score import mean, score
from tests.packs import councils, forms
from tests.packs.make import typeset


@pytest.mark.parametrize(
    ("write", "name"),
    [
        (forms.write_text, "agenda.txt"),
        (forms.write_markdown, "agenda.md"),
        (forms.write_converted, "agenda.md"),
        (forms.write_converted, "agenda.txt"),
        (forms.write_docx, "agenda.docx"),
    ],
    ids=["text", "markdown", "converted", "converted-text", "word"],
)
def test_agenda_and_minutes_are_read_without_sheets(write: Callable[[Path], Path], name: str, tmp_path: Path) -> None:
    key = forms.without_pages(typeset(councils.LARKMERE, tmp_path).key)
    parts = score(recognise(open_source(write(tmp_path / name))).to_json(), key)
    assert not {part: value for part, value in parts.items() if value < 0.90}
    assert mean(parts) >= 0.97


def test_a_saved_meeting_page_gives_meeting_and_items(tmp_path: Path) -> None:
    key = typeset(councils.LARKMERE, tmp_path).key
    report = recognise(open_source(forms.write_meeting_page(tmp_path / "meeting.html"))).to_json()
    assert report["kind"] == "meeting page"
    assert (report["meeting"]["date"], report["meeting"]["time"]) == ("2021-09-21", "18:30")
    assert report["meeting"]["body"] == key["meeting"]["body"]
    assert [(i["number"], i["title"]) for i in report["items"]] == [(i["number"], i["title"]) for i in key["items"]]
    assert [i["number"] for i in report["items"] if i["to_follow"]] == ["6"]

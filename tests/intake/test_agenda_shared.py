"""The front sheets, items and papers of the real packs against their answer keys, exactly."""

import json
from pathlib import Path
from typing import Any

import pytest

from cypsc_desktop.intake.open import open_source
from cypsc_desktop.intake.read import recognise
from cypsc_desktop.intake.report import ImportReport
from tests.helpers.shared import shared_folder

FILES = ["croydon-cypsc-2021-09-14", "kent-cabinet-2025-03-04", "kent-cabinet-2025-01-30-item-7-supplement"]


@pytest.fixture(scope="module", params=FILES)
def pair(request: pytest.FixtureRequest) -> tuple[ImportReport, dict[str, Any]]:
    path: Path = shared_folder() / "packs" / f"{request.param}.pdf"
    return recognise(open_source(path)), json.loads(path.with_suffix(".truth.json").read_text(encoding="utf-8"))


def test_kind_and_meeting(pair: tuple[ImportReport, dict[str, Any]]) -> None:
    report, key = pair
    assert report.kind == key["kind"]
    assert report.meeting is not None
    for name in ("council", "body", "date", "time"):
        if name in key["meeting"]:
            assert (getattr(report.meeting, name) or "").casefold() == key["meeting"][name].casefold()


def test_items_with_their_pages(pair: tuple[ImportReport, dict[str, Any]]) -> None:
    report, key = pair
    found = [(i.number, i.title, list(i.printed_pages or []), list(i.pdf_pages or [])) for i in report.items]
    assert found == [(i["number"], i["title"], i["printed_pages"] or [], i["pdf_pages"] or []) for i in key["items"]]


def test_papers(pair: tuple[ImportReport, dict[str, Any]]) -> None:
    report, key = pair
    for item, wanted in zip(report.items, key["items"], strict=True):
        if "papers" in wanted:
            assert [list(p.pdf_pages or []) for p in item.papers] == [p["pdf_pages"] for p in wanted["papers"]]


def test_members(pair: tuple[ImportReport, dict[str, Any]]) -> None:
    report, key = pair
    assert report.meeting is not None
    found = [{"name": m.name, "office": m.office, "kind": m.kind, "voting": m.voting} for m in report.meeting.members]
    assert found == key["meeting"].get("members", [])


def test_supplement(pair: tuple[ImportReport, dict[str, Any]]) -> None:
    report, key = pair
    if "supplement" not in key:
        assert report.supplement is None
        return
    assert report.supplement is not None
    assert (report.supplement.issued, report.supplement.reason, report.supplement.replaces) == tuple(
        key["supplement"].values()
    )

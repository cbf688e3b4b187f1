"""Web pages, Markdown, plain text, CSV and JSON."""

import csv
import io
import json

import pytest
from hypothesis import given
from lxml import html
from markdown_it import MarkdownIt

from cypsc_desktop.output.document import Document, Heading, ListBlock, Paragraph, Point, clean
from cypsc_desktop.output.writers import render
from cypsc_desktop.output.writers.csv_file import guarded, unguarded
from tests.output.samples import HOSTILE, TEXTS, grid, replies


def test_the_web_page_says_what_its_parts_are() -> None:
    document = replies(3)
    page = html.fromstring(render(document, "html").decode())
    assert page.get("lang") == "en-GB"
    assert (
        page.findtext(".//title")
        == "Responses to scrutiny recommendations – Children & Families Scrutiny Panel, 12 March 2024"
    )
    assert page.findtext(".//h1") == document.title
    assert len(page.xpath("//table/caption")) == 1
    assert len(page.xpath("//thead//th[@scope='col']")) == 8
    assert len(page.xpath("//tbody/tr/th[@scope='rowgroup'][@colspan='8']")) == 2
    assert page.xpath("//tbody/tr/@id") == [row.id for row in document.tables()[0].rows()]
    assert not page.xpath("//script | //link | //img | //@src | //@href")
    assert "size: A4 landscape" in page.findtext(".//style")


def test_printed_numbers_of_a_list_stay() -> None:
    blocks = (ListBlock((Point("four", "4"), Point("six", "6"))), ListBlock((Point("x", "1.a"), Point("y"))))
    page = html.fromstring(render(Document("T", blocks), "html").decode())
    assert page.xpath("//ol/li/@value") == ["4", "6"]
    assert [item.text_content() for item in page.xpath("//ul/li")] == ["1.a x", "y"]


@pytest.mark.parametrize("text", [text for text in HOSTILE if "  " not in text and "\n" not in text])
def test_markdown_holds_no_markup_but_ours(text: str) -> None:
    blocks = (Heading(text), Paragraph(text), *grid((text, "b")).tables())
    shown = (
        MarkdownIt("commonmark", {"html": False})
        .enable("table")
        .render(render(Document("T", blocks), "md").decode().replace("<br>", " "))
    )
    page = html.fromstring(f"<div>{shown}</div>")
    for path in ("//h2", "//p", "//td[1]"):
        assert page.xpath(path)[0].text_content().split() == text.split(), path
    assert not page.xpath("//em | //strong | //a | //code | //blockquote | //li | //hr")


def test_plain_text_names_each_cell() -> None:
    out = render(replies(1), "txt").decode()
    assert max(len(line) for line in out.splitlines()) <= 78
    assert "Report: Short breaks (Considered by Children & Families Scrutiny Panel on 16" in out
    assert "IDENTIFIED OFFICER: J Okafor" in out


def test_csv_is_what_excel_expects() -> None:
    content = render(replies(3), "csv")
    assert content.startswith(b"\xef\xbb\xbfSCRUTINY RECOMMENDATION,")
    assert content.count(b"\r\n") == 6
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert {len(row) for row in rows} == {8}


@given(TEXTS)
def test_the_guard_of_csv_is_exactly_undone(text: str) -> None:
    text = clean(text)
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(("=", "+", "-", "@", "\t"))


def test_numbers_in_csv_are_bare() -> None:
    assert [guarded(n) for n in (-2932, 1065.0, 126.4)] == ["-2932", "1065", "126.4"]


def test_json_holds_rows_with_their_records() -> None:
    document = replies(3)
    table = json.loads(render(document, "json"))["blocks"][0]
    assert len(table["columns"]) == 8
    assert [row["id"] for row in table["rows"]] == [row.id for row in document.tables()[0].rows()]
    assert table["rows"][0]["group"].startswith("Report: Short breaks")
    assert json.loads(render(grid((5, "b")), "json"))["blocks"][0]["rows"][0]["cells"] == [5, "b"]

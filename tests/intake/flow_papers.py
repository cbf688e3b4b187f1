"""Papers in the project's own words, made as Word files, pages and text for the tests of flow formats."""

import docx
from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

COUNCIL = "Northmere Borough Council"
BODY = "Children and Families Scrutiny Panel"

ITEMS = [
    ("1", "Apologies for Absence", "To receive any apologies.", None),
    ("2", "Minutes of the Previous Meeting", "To approve the minutes of 5 October 2023.", "3 - 9"),
    ("3", "School Place Planning", "The Panel is asked to comment on the forecast of school places.", "11 - 24"),
    ("4", "Budget Monitoring, Quarter 2", "To note the position at the end of September.", "25 - 31"),
]

RESPONSE_HEADS = [
    "SCRUTINY RECOMMENDATION",
    "DEPARTMENT AND CABINET MEMBER RESPONDING",
    "ACCEPTED/ PARTIALLY ACCEPTED/ REJECTED",
    "IDENTIFIED OFFICER",
    "ANY FINANCIAL IMPLICATIONS",
    "TIMETABLE FOR IMPLEMENTATION OF RECOMMENDATIONS",
    "DATE OF SCRUTINY MEETING TO REPORT BACK",
]
_MEMBER = "Councillor Mabel Oakes, Education"
RESPONSES = [
    (
        "1. That transport costs be shown by route.",
        _MEMBER,
        "Accepted. Routes will be listed.",
        "Head of Transport",
        "None",
        "January 2024",
        "18/01/2024",
    ),
    (
        "2. That fees for carers be reviewed each year.",
        _MEMBER,
        "Rejected. Fees are set nationally.",
        "Head of Placements",
        "£40,000",
        "n/a",
        "18/01/2024",
    ),
]


def _front(document: Document) -> None:
    document.add_paragraph(COUNCIL)
    document.add_heading(BODY, 1)
    document.add_paragraph(
        "A meeting of the Panel will be held on Thursday 16 November 2023 at 6.30 pm in the Oak Room, Civic Centre, Northmere."
    )
    document.add_paragraph("Membership: Councillors Ada Fenn (Chair), Bo Larch (Vice-Chair), Cy Rowan and Dee Alder")
    document.add_heading("AGENDA", 2)


def agenda_by_list() -> Document:
    """Items numbered by Word itself, page ranges behind a tab."""
    document = docx.Document()
    _front(document)
    for _, title, purpose, pages in ITEMS:
        item = document.add_paragraph(style="List Number")
        item.add_run(title).bold = True
        if pages:
            item.add_run(f"\t(Pages {pages})")
        document.add_paragraph(purpose)
    return document


def agenda_by_hand() -> Document:
    """Numbers typed, a tab behind each, as many clerks do."""
    document = docx.Document()
    _front(document)
    for number, title, purpose, pages in ITEMS:
        document.add_paragraph().add_run(f"{number}.\t{title}" + (f"\t(Pages {pages})" if pages else "")).bold = True
        document.add_paragraph(f"\t{purpose}")
    return document


def agenda_by_table() -> Document:
    """Number, title and pages in the three columns of a table."""
    document = docx.Document()
    _front(document)
    table = document.add_table(len(ITEMS), 3)
    for row, (number, title, purpose, pages) in enumerate(ITEMS):
        table.cell(row, 0).text = f"{number}."
        table.cell(row, 1).text = title
        table.cell(row, 1).paragraphs[0].runs[0].bold = True
        table.cell(row, 1).add_paragraph(purpose)
        table.cell(row, 2).text = f"(Pages {pages})" if pages else ""
    return document


def agenda_text() -> str:
    """As text taken from a PDF with its layout kept."""
    lines = [
        f"{COUNCIL:^90}".rstrip(),
        "",
        f"{BODY:^90}".rstrip(),
        "",
        "AGENDA",
        "",
        "Thursday 16 November 2023 at 6.30 pm",
        "Oak Room, Civic Centre, Northmere",
        "",
    ]
    lines += ["Membership: Councillors Ada Fenn (Chair), Bo Larch (Vice-Chair), Cy Rowan and Dee Alder", ""]
    for number, title, purpose, pages in ITEMS:
        head = f"{number}.   {title}"
        lines += [f"{head:<70}(Pages {pages})" if pages else head, "", f"     {purpose}", ""]
    return "\n".join(lines)


def minutes() -> Document:
    document = docx.Document()
    document.add_heading(BODY, 1)
    document.add_paragraph(
        "Minutes of the meeting held on Thursday 5 October 2023 at 6.30 pm in the Oak Room, Civic Centre"
    )
    document.add_heading("MINUTES", 2)
    present = document.add_paragraph()
    present.add_run("Present:").bold = True
    present.add_run("\tCouncillors Ada Fenn (Chair), Bo Larch and Cy Rowan")
    also = document.add_paragraph()
    also.add_run("Also Present:").bold = True
    also.add_run("\tEve Birch, Director of Education")
    apologies = document.add_paragraph()
    apologies.add_run("Apologies:").bold = True
    apologies.add_run("\tCouncillor Dee Alder")
    for number, title, text in [
        ("21/23", "Minutes of the Previous Meeting", "The minutes of 7 September 2023 were agreed."),
        ("22/23", "Disclosure of Interests", "There were none."),
        ("23/23", "School Transport", "Officers set out the costs. Members asked about routes."),
    ]:
        document.add_paragraph().add_run(f"{number}\t{title}").bold = True
        document.add_paragraph(text)
    document.add_paragraph("At the end of this item the Panel came to the following conclusions:")
    _list(document, ["Costs had risen faster than numbers.", "Routes were not shown in the report."], 41)
    document.add_paragraph("The Panel recommended that:")
    _list(document, ["Costs be shown by route.", "The policy be brought back in spring."], 42)
    document.add_paragraph("The meeting ended at 9.05 pm")
    return document


def _list(document: Document, points: list[str], list_id: int) -> None:
    """A list of its own that Word numbers from 1."""
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{list_id}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
        '<w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
    ))  # fmt: skip
    numbering.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="{list_id}"><w:abstractNumId w:val="{list_id}"/></w:num>')
    )
    for point in points:
        paragraph = document.add_paragraph(point)
        paragraph._p.get_or_add_pPr().append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>')
        )


def response_table() -> Document:
    """The Cabinet's answer, a merged group row above the rows of one report."""
    document = docx.Document()
    document.add_heading("Response to Scrutiny Recommendations", 1)
    table = document.add_table(1, len(RESPONSE_HEADS))
    for cell, text in zip(table.rows[0].cells, RESPONSE_HEADS, strict=True):
        cell.text = text
    group = table.add_row().cells
    group[0].merge(group[-1]).text = "School Transport (considered at Scrutiny Panel on 5 October 2023)"
    for response in RESPONSES:
        for cell, text in zip(table.add_row().cells, response, strict=True):
            cell.text = text
    return document


def response_table_with_merged_heads() -> Document:
    """As pasted from a spreadsheet: the first heading is two rows tall, the others stand under one of their own."""
    document = docx.Document()
    document.add_heading("Response to Scrutiny Recommendations", 1)
    table = document.add_table(2, len(RESPONSE_HEADS), style="Table Grid")
    table.cell(0, 0).merge(table.cell(1, 0)).text = RESPONSE_HEADS[0]
    table.cell(0, 1).merge(table.cell(0, len(RESPONSE_HEADS) - 1)).text = "Response of the Cabinet"
    for column, text in enumerate(RESPONSE_HEADS[1:], 1):
        table.cell(1, column).text = text
    group = table.add_row().cells
    group[0].merge(group[-1]).text = "School Transport (considered at Scrutiny Panel on 5 October 2023)"
    for response in RESPONSES:
        for cell, text in zip(table.add_row().cells, response, strict=True):
            cell.text = text
    return document


def response_page() -> str:
    heads = "".join(f"<th>{head}</th>" for head in RESPONSE_HEADS)
    rows = "".join("<tr>" + "".join(f"<td><p>{text}</p></td>" for text in response) + "</tr>" for response in RESPONSES)
    group = f"<tr><td colspan={len(RESPONSE_HEADS)}>School Transport (considered at Scrutiny Panel on 5 October 2023)</td></tr>"
    return (
        f"<html><body><h1>Response to Scrutiny</h1><table border=1><tr>{heads}</tr>{group}{rows}</table></body></html>"
    )


def agenda_by_headings() -> Document:
    document = docx.Document()
    _front(document)
    for number, title, purpose, pages in ITEMS:
        document.add_heading(f"{number}. {title}" + (f" (Pages {pages})" if pages else ""), 3)
        document.add_paragraph(purpose)
    return document


def agenda_by_grid() -> Document:
    """A ruled table with a heading row."""
    document = docx.Document()
    _front(document)
    table = document.add_table(1, 3, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, ("Item", "Subject", "Page"), strict=True):
        cell.text = text
    for number, title, purpose, pages in ITEMS:
        cells = table.add_row().cells
        cells[0].text, cells[1].text, cells[2].text = number, title, pages or ""
        cells[1].add_paragraph(purpose)
    return document


def agenda_markdown() -> str:
    items = "".join(
        f"{n}. **{title}**" + (f" (Pages {pages})" if pages else "") + f"\n\n   {purpose}\n\n"
        for n, title, purpose, pages in ITEMS
    )
    return (
        f"# {COUNCIL}\n\n## {BODY}\n\nThursday 16 November 2023 at 6.30 pm, Oak Room, Civic Centre\n\n"
        f"**Members:** Councillors Ada Fenn (Chair), Bo Larch and Cy Rowan\n\n## Agenda\n\n{items}"
    )


def meeting_page(*, held: bool) -> str:
    rows = ""
    for number, title, purpose, pages in ITEMS:
        size = " <span class='mgFileSize'>PDF 154 KB</span>" if pages else ""
        more = (
            "<p class='mgSubItemTitleTxt'>Additional documents:</p><ul class='mgBulletList'><li>"
            "<a href='b'>Appendix 1, Forecast <span>PDF 2 MB</span></a></li></ul>"
            if number == "3"
            else ""
        )
        minuted = (
            "<p class='mgSubItemTitleTxt'>Minutes:</p><div class='mgWordPara'><p>Officers spoke.</p>"
            "<p>The Panel came to the following conclusions:</p>"
            "<ol><li>Places are short in the north.</li></ol><p>The Panel recommended that:</p><ol>"
            "<li>The forecast be published.</li></ol></div>"
            if held and number == "3"
            else ""
        )
        rows += (
            f"<tr><td class='mgItemNumberCell'><p class='mgAiTitleTxt'>{number}.</p></td><td><p class='mgAiTitleTxt'>"
            f"<a href='a'>{title}{size}</a></p>"
            f"<div class='mgWordPara'><p>{purpose}</p></div>{more}{minuted}</td></tr>"
        )
    return (
        f"<!DOCTYPE html><html><head><meta charset='windows-1252'>"
        f"<title>Agenda for {BODY} on Thursday, 16th November, 2023, 6.30 pm | {COUNCIL}</title></head>"
        f"<body><header><a href='/'>{COUNCIL}</a></header><nav><ul><li>Councillors<li>Committees</ul></nav><main>"
        f"<h1>Agenda{' and minutes' if held else ''}</h1>"
        f"<h2>{BODY} - Thursday, 16th November, 2023 6.30 pm</h2><ul><li><a>Agenda frontsheet PDF 90 KB</a></ul>"
        "<p><span>Venue:</span> Oak Room, Civic Centre. <a href='m'>View directions</a></p><p><span>Contact:"
        "</span> Flo Hazel&nbsp; Email: flo@example.gov.uk</p>"
        f"<table class='mgItemTable'><tr><th>No.</th><th>Item</th></tr>{rows}</table></main></body></html>"
    )

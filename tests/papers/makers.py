"""Files as other programs leave them: the oddities of each maker, built with pikepdf."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from tests.papers.marking import plain
from tests.pdf.making import encrypted, saved

Pdf = pikepdf.Pdf
# The second line of a page of ``plain``: its baseline is at 720, its letters are 11 points high.
LINE = (70.0, 717.0, 420.0, 730.0)
WORDS = "1.2 The panel asked for the figures"


def quads(box: tuple[float, float, float, float], order: str = "TL TR BL BR") -> Array:
    a, b, c, d = box
    corner = {"TL": (a, d), "TR": (c, d), "BL": (a, b), "BR": (c, b)}
    return Array([value for name in order.split() for value in corner[name]])


def one(pdf: Pdf, subtype: str, **keys: Any) -> pikepdf.Object:
    """An annotation that the file refers to."""
    made = Dictionary(Type=Name.Annot, Subtype=Name(f"/{subtype}"))
    for key, value in keys.items():
        made[f"/{key}"] = String(value) if isinstance(value, str) else value
    if "Rect" not in keys:
        made["/Rect"] = Array(LINE)
    return pdf.make_indirect(made)


def put(pdf: Pdf, *annotations: pikepdf.Object, page: int = 0) -> None:
    pdf.pages[page].obj["/Annots"] = Array(annotations)


def picture(pdf: Pdf, drawn: bytes = b"1 0 0 RG 0 0 40 20 re S") -> Dictionary:
    """An appearance without anything else to go by."""
    form = pdf.make_stream(drawn)
    form["/Type"], form["/Subtype"], form["/BBox"] = Name.XObject, Name.Form, Array([0, 0, 40, 20])
    return Dictionary(N=form)


def acrobat(pdf: Pdf) -> None:
    """Rich text, a pop-up, an answer, an answer to that, a review state, a replacement of words in two parts."""
    rich = '<?xml version="1.0"?><body xmlns="http://www.w3.org/1999/xhtml"><p>Is this <b>right</b>?</p></body>'
    top = one(
        pdf, "Highlight", QuadPoints=quads(LINE), NM="a1", T="Dana", Subj="Highlight", RC=rich, C=Array([1, 0.8, 0])
    )
    popup = one(pdf, "Popup", Rect=[450, 600, 590, 700], Parent=top)
    top["/Popup"] = popup
    answer = one(pdf, "Text", NM="a2", T="Ed", Contents="It is", IRT=top, RT=Name.R)
    deeper = one(pdf, "Text", NM="a3", T="Dana", Contents="Good", IRT=answer)
    state = one(
        pdf, "Text", T="Ed", Contents="Accepted set by Ed", IRT=top, State="Accepted", StateModel="Review", F=30
    )
    caret = one(pdf, "Caret", NM="a4", Contents="the new words", Rect=[100, 690, 110, 700])
    struck = one(pdf, "StrikeOut", NM="a5", QuadPoints=quads((70, 697, 200, 710)), IRT=caret, RT=Name.Group)
    attached = one(
        pdf, "FileAttachment", NM="a6", FS=pdf.make_indirect(Dictionary(Type=Name.Filespec, F=String("x.xls")))
    )
    put(pdf, top, popup, answer, deeper, state, caret, struck, attached)


def preview(pdf: Pdf) -> None:
    """Corners in another order, no names, a note in a pop-up alone, a signature that is an appearance and nothing else."""
    note = one(pdf, "Text", Rect=[20, 700, 40, 720], T="Fay")
    note["/Popup"] = one(pdf, "Popup", Rect=[50, 600, 190, 700], Contents="Kept in the window", Parent=note)
    put(
        pdf, one(pdf, "Highlight", QuadPoints=quads(LINE, "BL BR TR TL"), T="Fay"), note, note["/Popup"],
        one(pdf, "Stamp", Rect=[100, 100, 140, 120], AP=picture(pdf)),
        one(pdf, "Underline", QuadPoints=quads((70, 697, 200, 710), "BR TL BL TR")),
    )  # fmt: skip


def pdf_expert(pdf: Pdf) -> None:
    """A marker that is ink, wide and see-through; highlights with an appearance and a comment."""
    wide = one(pdf, "Ink", InkList=Array([Array([70, 723, 300, 724])]), BS=Dictionary(W=14), CA=0.4, C=Array([1, 1, 0]))
    put(pdf, wide, one(pdf, "Highlight", QuadPoints=quads(LINE), Contents="Costs?", AP=picture(pdf), NM=String("e1")))


def okular(pdf: Pdf) -> None:
    """Names of its own, a border array, an arrow, a polygon, a typewriter text."""
    put(
        pdf, one(pdf, "Highlight", QuadPoints=quads(LINE), NM="okular-{5f1c}", T="Gil", Contents="Käse, naïve"),
        one(pdf, "Line", L=Array([10, 10, 90, 40]), LE=Array([Name("/None"), Name.OpenArrow]), Border=Array([0, 0, 3])),
        one(pdf, "Polygon", Vertices=Array([10, 10, 50, 90, 90, 10])),
        one(pdf, "PolyLine", Vertices=Array([10, 110, 50, 190, 90, 110])),
        one(pdf, "FreeText", IT=Name.FreeTextTypeWriter, Contents="Typed", DA="/Invalid_font 10 Tf"),
    )  # fmt: skip


def firefox(pdf: Pdf) -> None:
    """Free text, ink with an opacity, a highlight with many quads, an image as a stamp; no pop-ups, no names."""
    several = Array([v for n in range(3) for v in quads((70, 697 - 20 * n, 420, 710 - 20 * n))])
    put(
        pdf, one(pdf, "FreeText", Contents="Grüße\nzwei", DA="/Helv 10 Tf 0 g", Rotate=0, F=4, AP=picture(pdf)),
        one(pdf, "Ink", InkList=Array([Array([10.5, 10.25, 12, 14, 30, 44.75])]), BS=Dictionary(W=1), CA=0.5, AP=picture(pdf)),
        one(pdf, "Highlight", QuadPoints=several, CA=1, AP=picture(pdf)),
        one(pdf, "Stamp", Rect=[10, 10, 60, 60], Contents="A photograph", AP=picture(pdf)),
    )  # fmt: skip


def edge(pdf: Pdf) -> None:
    """Ink in many strokes, one of them a dot; a note with a date and a line end of its own."""
    strokes = Array([Array([10, 10, 20, 20, 30, 10]), Array([50, 50]), Array([60, 60, 70, 70])])
    put(
        pdf, one(pdf, "Ink", InkList=strokes, NM="b-1", BS=Dictionary(W=2.25)),
        one(pdf, "Text", Contents="One\r\ntwo\rthree", CreationDate="D:20240131T101500Z", M="D:20240131101500+01'00'"),
    )  # fmt: skip


def drawboard(pdf: Pdf) -> None:
    """Corners that say nothing, numbers that are references, a list of annotations that is one too, entries of nothing."""
    numbers = [pdf.make_indirect(pikepdf.Object.parse(str(value).encode())) for value in LINE]
    flat = one(pdf, "Highlight", QuadPoints=Array([0] * 8), Rect=Array(LINE), NM="d1", Contents="By its rectangle")
    odd = one(pdf, "Square", Rect=Array(numbers), NM="d2")
    back = one(pdf, "Circle", Rect=Array([LINE[2], LINE[3], LINE[0], LINE[1]]), NM="d3")
    strokes = pdf.make_indirect(Array([pdf.make_indirect(Array([10, 10, 20, 25]))]))
    ink = one(pdf, "Ink", InkList=strokes, NM="d4")
    listed = pdf.make_indirect(Array([flat, odd, back, ink]))
    pdf.pages[0].obj["/Annots"] = listed


def foxit(pdf: Pdf) -> None:
    """Names used twice, a squiggle, a stamp that every program knows and one that none does, a mark to blacken."""
    put(
        pdf, one(pdf, "Squiggly", QuadPoints=quads(LINE), NM="same", Contents="first"),
        one(pdf, "Text", Rect=[1, 1, 20, 20], NM="same", Contents="second"),
        one(pdf, "Stamp", Rect=[10, 10, 90, 40], Name=Name.NotApproved, NM="f3"),
        one(pdf, "Stamp", Rect=[10, 50, 90, 90], Name=Name("/#GgzbSTmWSx"), NM="f4"),
        one(pdf, "Redact", Rect=[10, 100, 90, 120], NM="f5"), one(pdf, "Sound", Rect=[10, 130, 20, 140], NM="f6"),
    )  # fmt: skip


MAKERS: dict[str, Callable[[Pdf], None]] = {
    "acrobat": acrobat, "preview": preview, "pdf expert": pdf_expert, "okular": okular, "firefox": firefox, "edge": edge,
    "drawboard": drawboard, "foxit": foxit,
}  # fmt: skip


def made_by(maker: str, *, pages: int = 3, source: bytes = b"") -> bytes:
    """The paper as this program leaves it, its first page marked."""
    with pikepdf.open(BytesIO(source or plain(pages))) as pdf:
        MAKERS[maker](pdf)
        return saved(pdf)


def nested(source: bytes) -> bytes:
    """The same pages deep in a tree of pages that gives them their boxes and turns them."""
    with pikepdf.open(BytesIO(source)) as pdf:
        pages = [pdf.make_indirect(page.obj) for page in pdf.pages]
        inner = pdf.make_indirect(
            Dictionary(Type=Name.Pages, Kids=Array(pages), Count=len(pages), Rotate=90, MediaBox=Array([0, 0, 595, 842]),
                       CropBox=Array([20, 30, 560, 800]))
        )  # fmt: skip
        for page in pages:
            page["/Parent"] = inner
            for key in ("/MediaBox", "/CropBox", "/Rotate"):
                if key in page:
                    del page[key]
        root = pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=Array([inner]), Count=len(pages)))
        inner["/Parent"] = root
        pdf.Root["/Pages"] = root
        return saved(pdf)


def locked(source: bytes) -> bytes:
    """The same file, which opens without a password but must not be changed."""
    with pikepdf.open(BytesIO(source)) as pdf:
        out = BytesIO()
        pdf.save(out, encryption=pikepdf.Encryption(owner="owner", user=""))
        return out.getvalue()


def with_password(source: bytes) -> bytes:
    return encrypted(source, "secret")


def appended(source: bytes, text: str) -> bytes:
    """A note more, put behind the file as it is: the old bytes stay, a second table of references follows."""
    with pikepdf.open(BytesIO(source)) as pdf:
        out = BytesIO()
        pdf.save(out, object_stream_mode=pikepdf.ObjectStreamMode.disable)
        source = out.getvalue()
    with pikepdf.open(BytesIO(source)) as pdf:
        root = pdf.Root.objgen[0]
        page = pdf.pages[1].obj
        number, size = page.objgen[0], len(pdf.objects) + 1
        body = page.unparse(resolved=True)
    at = source.rfind(b"startxref") + 10
    before = int(source[at : source.index(b"\n", at)])
    note = f"{size} 0 obj\n<</Type/Annot/Subtype/Text/Rect[9 9 29 29]/Contents({text})/NM(late)>>\nendobj\n".encode()
    whole = source if source.endswith(b"\n") else source + b"\n"
    first = len(whole)
    second = first + len(note)
    changed = f"{number} 0 obj\n".encode() + body[: body.rindex(b">>")] + f"/Annots[{size} 0 R]>>\nendobj\n".encode()
    table = second + len(changed)
    tail = (
        f"xref\n{number} 1\n{second:010d} 00000 n \n{size} 1\n{first:010d} 00000 n \n"
        f"trailer\n<</Size {size + 1}/Root {root} 0 R/Prev {before}>>\nstartxref\n{table}\n%%EOF\n"
    )
    return whole + note + changed + tail.encode()

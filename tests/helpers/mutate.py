"""Changes to a PDF that leave what it says alone, each with what becomes of its answer key.

They work on the sheets of any pack, typeset here or published elsewhere. Changes to the words themselves (other
numbers, headings, fonts) are inputs to the templates of tests/packs instead.
"""

import copy
import random
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
from pikepdf import Array, ContentStreamInstruction, Dictionary, Matrix, Name, Operator, Pdf, Stream

from tests.packs.make import Pack

Key = dict[str, Any]
Group = list[Any]


@dataclass(frozen=True)
class Mutation:
    """``change`` alters the open file and its key; ``gone`` names the parts of the key whose evidence it removes."""

    name: str
    change: Callable[[Pdf, Key], None]
    gone: tuple[str, ...] = ()


def mutate(pack: Pack, mutation: Mutation, folder: Path) -> Pack:
    """The changed pack, written into ``folder``."""
    key = copy.deepcopy(pack.key)
    path = folder / f"{pack.name}~{mutation.name}.pdf"
    with Pdf.open(pack.path) as pdf:
        mutation.change(pdf, key)
        pdf.save(path)
    return Pack(path.stem, path, key)


# Outline and document information


def fit_outline(pdf: Pdf) -> None:
    """Destinations of the outline as public packs have them: whole sheets."""
    pages = {page.obj.objgen: page for page in pdf.pages}
    with pdf.open_outline() as outline:
        for entry in _entries(outline.root):
            target = entry.destination if entry.destination is not None else entry.action.D
            entry.destination = pikepdf.make_page_destination(pdf, pages[target[0].objgen].index, "Fit")
            entry.action = None


def _entries(items: list[Any]) -> list[Any]:
    return [e for item in items for e in (item, *_entries(item.children))]


def _no_outline(pdf: Pdf, key: Key) -> None:
    if "/Outlines" in pdf.Root:
        del pdf.Root.Outlines


def drop_information(pdf: Pdf) -> None:
    """Title, author, subject and their XML form."""
    if "/Info" in pdf.trailer:
        del pdf.trailer.Info
    if "/Metadata" in pdf.Root:
        del pdf.Root.Metadata


def _no_information(pdf: Pdf, key: Key) -> None:
    """A supplement of some councils says its time nowhere else: the caller sees to that."""
    drop_information(pdf)


# Stamps


def stamp(
    pdf: Pdf,
    text: Callable[[int], str | None],
    *,
    at: Callable[[float, float], tuple[float, float]],
    turned: bool = False,
) -> None:
    """Lays a small form object with ``text(sheet)`` over each sheet, ``at(width, height)`` points from the bottom left."""
    font = pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding)
    )
    for number, page in enumerate(pdf.pages, start=1):
        words = text(number)
        if words is None:
            continue
        left, bottom, right, top = (float(v) for v in page.mediabox)
        x, y = at(right - left, top - bottom)
        form = pdf.make_stream(
            f"BT /F1 11 Tf ({words}) Tj ET".encode(), Type=Name.XObject, Subtype=Name.Form, BBox=[-5, -5, 120, 15],
            Resources=Dictionary(Font=Dictionary(F1=font)),
        )  # fmt: skip
        name = page.add_resource(form, Name.XObject)
        turn = "0 1 -1 0" if turned else "1 0 0 1"
        page.contents_add(b"q", prepend=True)
        page.contents_add(f"Q q {turn} {left + x:.2f} {bottom + y:.2f} cm {name} Do Q".encode())


def _tail_groups(page: pikepdf.Page) -> tuple[list[Any], list[Group]]:
    """A sheet's instructions, parted into what the producer drew and the small closing groups that a pack adds:
    stamps and the item's label come last, each in a q … Q of its own at depth 0. A sheet's only words are never that."""
    groups: list[Group] = [[]]
    depth = 0
    for instruction in pikepdf.parse_content_stream(page):
        operator = str(instruction.operator)
        if operator == "q" and depth == 0:
            groups.append([])
        groups[-1].append(instruction)
        depth += {"q": 1, "Q": -1}.get(operator, 0)
        if operator == "Q" and depth == 0:
            groups.append([])
    groups = [g for g in groups if g]
    tail: list[Group] = []
    while len(tail) < 2 and len(groups[-1]) <= 8 and _draws(groups[-1]) and any(_draws(g) for g in groups[:-1]):
        tail.insert(0, groups.pop())
    return [i for g in groups for i in g], tail


def _draws(group: Group) -> bool:
    return any(str(instruction.operator) in ("Do", "Tj", "TJ") for instruction in group)


def has_loose_stamps(pdf: Pdf) -> bool:
    """Whether most sheets close with such a group, so that stamps can be moved and dropped."""
    loose = sum(bool(_tail_groups(page)[1]) for page in pdf.pages)
    return loose > len(pdf.pages) / 2


def _restamp(pdf: Pdf, instead: Callable[[pikepdf.Page], list[float] | None]) -> None:
    for page in pdf.pages:
        body, tail = _tail_groups(page)
        if not tail:
            continue
        for group in tail:
            move = instead(page)
            if move is not None:
                shift = ContentStreamInstruction(move, Operator("cm"))
                body += [group[0], shift, *group[1:]]
        page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(body))


def _stamps_moved(pdf: Pdf, key: Key) -> None:
    _restamp(pdf, lambda page: [1, 0, 0, 1, -60, 6])


def _stamps_dropped(pdf: Pdf, key: Key) -> None:
    _restamp(pdf, lambda page: None)


# Sheets


def _blank_sheets(pdf: Pdf, key: Key) -> None:
    """Sheets with nothing on them: one after the front sheet, one inside the longest paper (item, if the key has no papers)."""
    papers = [p["pdf_pages"] for i in key["items"] for p in i.get("papers") or []]
    papers = papers or [i["pdf_pages"] for i in key["items"] if i["pdf_pages"]]
    first, last = max(papers, key=lambda span: span[1] - span[0])
    for after in (first, 1) if last > first else (1,):
        _insert_blank(pdf, after)
        shift_sheets(key, after=after, by=1)


def _filler_in_front(pdf: Pdf, key: Key) -> None:
    opening = min(i["pdf_pages"][0] for i in key["items"] if i["pdf_pages"])
    _insert_blank(pdf, opening - 1, words="This page is intentionally left blank")
    shift_sheets(key, after=opening - 1, by=1)


def _insert_blank(pdf: Pdf, after: int, words: str = "") -> None:
    width, height = 595, 842
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    content = f"BT /F1 11 Tf 205 420 Td ({words}) Tj ET".encode() if words else b""
    page = Dictionary(
        Type=Name.Page,
        MediaBox=[0, 0, width, height],
        Contents=pdf.make_stream(content),
        Resources=Dictionary(Font=Dictionary(F1=font)),
    )
    pdf.pages.insert(after, pikepdf.Page(pdf.make_indirect(page)))


def shift_sheets(key: Key, *, after: int, by: int) -> None:
    """The key once ``by`` sheets stand behind sheet ``after``: spans that hold the place grow, later ones move."""
    key["pages"] += by
    for item in key["items"]:
        for thing in (item, *(item.get("papers") or [])):
            if thing.get("pdf_pages"):
                thing["pdf_pages"] = [v + by if v > after else v for v in thing["pdf_pages"]]


def _stored_turned(pdf: Pdf, key: Key) -> None:
    """Every sheet stored on its side with /Rotate to set it up again: it looks the same."""
    for page in pdf.pages:
        if int(page.get("/Rotate", 0)) % 360:
            continue
        left, bottom, right, top = (float(v) for v in page.mediabox)
        _wrap(pdf, page, Matrix(0, 1, -1, 0, top, -left))
        page.mediabox = Array([0, 0, top - bottom, right - left])
        _drop_boxes(page)
        page.obj.Rotate = 90


def _resized(pdf: Pdf, key: Key) -> None:
    """A4 printed to A3: all lengths grow by the same factor."""
    factor = 2**0.5
    for page in pdf.pages:
        left, bottom, right, top = (float(v) for v in page.mediabox)
        _wrap(pdf, page, Matrix(factor, 0, 0, factor, -left * factor, -bottom * factor))
        page.mediabox = Array([0, 0, (right - left) * factor, (top - bottom) * factor])
        _drop_boxes(page)


def _far_origin(pdf: Pdf, key: Key) -> None:
    """A media box that does not begin at nought, with a crop box inside it."""
    for page in pdf.pages:
        left, bottom, right, top = (float(v) for v in page.mediabox)
        _wrap(pdf, page, Matrix(1, 0, 0, 1, 300, -200))
        _drop_boxes(page)
        page.cropbox = Array([left + 300, bottom - 200, right + 300, top - 200])
        page.mediabox = Array([left + 280, bottom - 220, right + 320, top - 180])


def _in_forms(pdf: Pdf, key: Key) -> None:
    """Each sheet's content drawn through a form object, as tools that impose or flatten leave it."""
    for page in pdf.pages:
        content = b"\n".join(part.read_bytes() for part in _streams(page))
        form = pdf.make_stream(
            content, Type=Name.XObject, Subtype=Name.Form, BBox=page.mediabox, Resources=page.resources
        )
        page.obj.Resources = Dictionary(XObject=Dictionary(Fx0=form))
        page.Contents = pdf.make_stream(b"q /Fx0 Do Q")


def _streams(page: pikepdf.Page) -> list[Any]:
    contents = page.obj.get("/Contents", Array())
    return list(contents) if isinstance(contents, Array) else [contents]


def _wrap(pdf: Pdf, page: pikepdf.Page, matrix: Matrix) -> None:
    a, b, c, d, e, f = matrix.shorthand
    page.contents_add(f"q {a:.6f} {b:.6f} {c:.6f} {d:.6f} {e:.4f} {f:.4f} cm".encode(), prepend=True)
    page.contents_add(b"Q")
    if "/Annots" in page.obj:  # links would stay behind
        del page.obj.Annots


def _drop_boxes(page: pikepdf.Page) -> None:
    for box in ("/CropBox", "/TrimBox", "/BleedBox", "/ArtBox"):
        if box in page.obj:
            del page.obj[box]


MUTATIONS = [
    Mutation("no-outline", _no_outline),
    Mutation("no-information", _no_information, gone=("meeting.time",)),
    Mutation("blank-sheets", _blank_sheets),
    Mutation("filler-in-front", _filler_in_front),
    Mutation("stored-turned", _stored_turned),
    Mutation("resized", _resized),
    Mutation("far-origin", _far_origin),
    Mutation("in-forms", _in_forms),
]
STAMP_MUTATIONS = [Mutation("stamps-moved", _stamps_moved), Mutation("stamps-dropped", _stamps_dropped)]


def merge(pack: Pack, supplement: Pack, folder: Path) -> Pack:
    """Both files in one, the supplement behind the pack: its items fill those of the agenda."""
    key = copy.deepcopy(pack.key)
    before = key["pages"]
    for late in copy.deepcopy(supplement.key["items"]):
        item = next(i for i in key["items"] if i["number"] == late["number"])
        item["pdf_pages"] = [v + before for v in late["pdf_pages"]]
        item["printed_pages"] = late["printed_pages"]
        item["papers"] = [p | {"pdf_pages": [v + before for v in p["pdf_pages"]]} for p in late["papers"]]
    key["pages"] += supplement.key["pages"]
    key["headers"] = key.get("headers", []) + supplement.key.get("headers", [])
    for item in key["items"]:
        item.pop("to_follow", None)  # printed as to follow, yet here: either answer can be defended
    path = folder / f"{pack.name}~merged.pdf"
    with Pdf.open(pack.path) as whole, Pdf.open(supplement.path) as more:
        whole.pages.extend(more.pages)
        whole.save(path)
    return Pack(path.stem, path, key)


def reorder(pack: Pack, folder: Path, *, seed: int) -> Pack:
    """The objects of every sheet drawn in another order: only geometry tells how the sheet reads."""
    path = folder / f"{pack.name}~reordered.pdf"
    chance = random.Random(seed)
    with pypdfium2.PdfDocument(pack.path) as document:
        for index in range(len(document)):
            page = document[index]
            objects = list(page.get_objects(max_depth=1))
            texts = [o for o in objects if o.type == pdfium.FPDF_PAGEOBJ_TEXT]
            for one in texts:
                page.remove_obj(one)
            chance.shuffle(texts)
            for one in texts:
                page.insert_obj(one)
            page.gen_content()
            page.close()
        document.save(path)
    return Pack(path.stem, path, copy.deepcopy(pack.key))


def scan(pdf: Pdf, source: Path, sheets: list[int]) -> None:
    """Puts a picture of each of these sheets in place of what is on it, as a scanner does."""
    with pypdfium2.PdfDocument(source) as document:
        for number in sheets:
            picture = document[number - 1].render(scale=110 / 72, grayscale=True)
            page = pdf.pages[number - 1]
            image = Stream(
                pdf, bytes(picture.buffer), Type=Name.XObject, Subtype=Name.Image, Width=picture.width, Height=picture.height,
                ColorSpace=Name.DeviceGray, BitsPerComponent=8,
            )  # fmt: skip
            width, height = (float(v) for v in page.mediabox[2:])
            page.obj.Resources = Dictionary(XObject=Dictionary(Im0=pdf.make_indirect(image)))
            page.Contents = pdf.make_stream(f"q {width:.2f} 0 0 {height:.2f} 0 0 cm /Im0 Do Q".encode())

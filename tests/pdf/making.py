"""Makes the PDFs that tests of reading need: typeset, stamped, scanned, encrypted, broken."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pikepdf
import typst


def typeset(markup: str) -> bytes:
    """A PDF of Typst markup, with the typesetter's own fonts."""
    made = typst.compile(markup.encode(), ignore_system_fonts=True)
    assert isinstance(made, bytes)
    return made


def drawn(*contents: str, size: tuple[int, int] = (595, 842), rotate: int = 0) -> bytes:
    """A PDF with a page for each content stream; /F is Helvetica, /B its bold."""
    with pikepdf.new() as pdf:
        for content in contents:
            page = pdf.add_blank_page(page_size=size)
            page.Resources = pikepdf.Dictionary(
                Font=pikepdf.Dictionary(F=_font("Helvetica"), B=_font("Helvetica-Bold"))
            )
            page.Contents = pdf.make_stream(content.encode("latin-1"))
            if rotate:
                page.Rotate = rotate
        return saved(pdf)


def _font(name: str) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Font,
        Subtype=pikepdf.Name.Type1,
        BaseFont=pikepdf.Name("/" + name),
        Encoding=pikepdf.Name.WinAnsiEncoding,
    )


def text(x: float, y: float, words: str, *, size: float = 11, font: str = "F") -> str:
    """The operators that print words with their baseline at (x, y), y upwards."""
    escaped = words.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")
    return f"BT /{font} {size} Tf {x} {y} Td ({escaped}) Tj ET\n"


def saved(pdf: pikepdf.Pdf, encryption: pikepdf.Encryption | None = None) -> bytes:
    """The bytes of a file."""
    out = BytesIO()
    pdf.save(out, encryption=encryption or False)
    return out.getvalue()


def encrypted(source: bytes, password: str) -> bytes:
    """The file locked with a password."""
    with pikepdf.open(BytesIO(source)) as pdf:
        return saved(pdf, pikepdf.Encryption(user=password, owner=password + "!"))


def stamped(source: bytes, labels: Sequence[str | None], *, how: str = "form", turned: Sequence[int] = ()) -> bytes:
    """The pages with a label each: in a form object or as an annotation at the foot, or in a form object turned a
    quarter at the left edge on the pages (from 0) of ``turned``."""
    with pikepdf.open(BytesIO(source)) as pdf:
        for index, (page, label) in enumerate(zip(pdf.pages, labels, strict=True)):
            if label is None:
                continue
            left, bottom, right, top = (float(v) for v in page.mediabox)
            middle = (left + right) / 2
            if how == "annotation":
                note = pikepdf.Dictionary(
                    Type=pikepdf.Name.Annot,
                    Subtype=pikepdf.Name.FreeText,
                    Rect=[middle - 30, bottom + 15, middle + 30, bottom + 30],
                    Contents=pikepdf.String(label),
                    DA=pikepdf.String("/Helv 10 Tf"),
                )
                page.Annots = pdf.make_indirect(pikepdf.Array([pdf.make_indirect(note)]))
                continue
            matrix = (
                f"0 1 -1 0 {left + 24} {(top + bottom) / 2}" if index in turned else f"1 0 0 1 {middle} {bottom + 18}"
            )
            form = pdf.make_stream(
                text(0, 0, label, size=10).encode("latin-1"),
                Type=pikepdf.Name.XObject,
                Subtype=pikepdf.Name.Form,
                BBox=[-200, -200, 200, 200],
                Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F=_font("Helvetica"))),
            )
            name = page.add_resource(form, pikepdf.Name.XObject)
            page.contents_add(f"q {matrix} cm {name} Do Q".encode(), prepend=False)
        return saved(pdf)


def put(folder: Path, content: bytes, name: str = "paper.pdf") -> Path:
    """The content as a file."""
    path = folder / name
    path.write_bytes(content)
    return path

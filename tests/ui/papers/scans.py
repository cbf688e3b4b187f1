"""A page that is only a picture."""

import zlib
from io import BytesIO

import pikepdf


def scan(pages: int = 1) -> bytes:
    """A PDF of so many sheets, each one grey picture."""
    with pikepdf.new() as pdf:
        for _ in range(pages):
            page = pdf.add_blank_page(page_size=(400, 500))
            grey = pikepdf.Stream(pdf, zlib.compress(bytes(range(200, 250)) * 50))
            grey.stream_dict = pikepdf.Dictionary(
                Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=50, Height=50, BitsPerComponent=8,
                ColorSpace=pikepdf.Name.DeviceGray, Filter=pikepdf.Name.FlateDecode,
            )  # fmt: skip
            page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(I=grey))
            page.Contents = pdf.make_stream(b"q 380 0 0 480 10 10 cm /I Do Q")
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()

"""Pages that are only pictures, and a stand-in for the program that reads them."""

import os
import stat
import zlib
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest

from cypsc_desktop.commands import reading


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


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A program of the OCR program's name that does what the script says; its last arguments are from and to."""
    folder.mkdir()
    program = folder / reading.OCR
    program.write_text(f"#!/bin/sh\nfor last; do from=$to; to=$last; done\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")

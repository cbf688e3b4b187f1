"""Reads the parts of an Office ZIP within bounds, so that a small file can never fill the memory."""

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from lxml import etree
from lxml.etree import _Element as Element

from cypsc_desktop.model.errors import UserError

MOST_PARTS = 20_000
LARGEST_PART = 64 * 1024**2
MOST_TAGS = 1_500_000  # a pack of 300 pages has about 400,000; read at some 50,000 a second when all are cells
LARGEST_RATIO = 300  # unpacked to packed, for parts above 4 MB: text of tables reaches about 60
BROKEN_ZIP = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    RuntimeError,
    NotImplementedError,
    ValueError,
    LookupError,
    OSError,
)
"""All that the zipfile module raises on a damaged archive."""


class Package:
    """An open Office file. Every failure of reading is a UserError."""

    def __init__(self, path: Path, name: str) -> None:
        self._name = name
        try:
            self._zip = zipfile.ZipFile(path)
        except BROKEN_ZIP as wrong:
            raise self.damaged() from wrong
        if len(self._zip.infolist()) > MOST_PARTS:
            self._zip.close()
            raise self._bomb()

    def __enter__(self) -> "Package":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()

    def damaged(self) -> UserError:
        """What to raise when the parts do not fit together."""
        return UserError(
            f"{self._name} is damaged or was not copied whole. Open it in Office, save it again, then import it."
        )

    def _bomb(self) -> UserError:
        return UserError(f"{self._name} unpacks to far more than a paper holds. Save it as PDF, then import that.")

    def check(self, *, largest: int = LARGEST_PART) -> None:
        """Refuse a file with any XML part above ``largest`` bytes, before another reader opens it."""
        for entry in self._zip.infolist():
            self._bounded(entry)
            if entry.file_size > largest and entry.filename.endswith(".xml"):
                raise self._bomb()
        if sum(entry.file_size for entry in self._zip.infolist()) > 4 * LARGEST_PART:
            raise self._bomb()

    def _bounded(self, entry: zipfile.ZipInfo) -> None:
        swollen = entry.file_size > 4 * 1024**2 and entry.file_size > LARGEST_RATIO * max(entry.compress_size, 1)
        if entry.file_size > LARGEST_PART or swollen:
            raise self._bomb()

    def read(self, part: str) -> bytes | None:
        """The bytes of a part; None when there is none of that name."""
        try:
            entry = self._zip.getinfo(part)
        except KeyError:
            return None
        self._bounded(entry)
        try:
            with self._zip.open(entry) as file:
                data = file.read(LARGEST_PART + 1)  # the declared size may be a lie
        except BROKEN_ZIP as wrong:
            raise self.damaged() from wrong
        if len(data) > LARGEST_PART:
            raise self._bomb()
        return data

    def xml(self, part: str) -> Element | None:
        """The root of an XML part, namespaces stripped from elements and attributes alike.

        Transitional and strict files, whose namespaces differ, read the same that way.
        """
        data = self.read(part)
        if data is None:
            return None
        if data.count(b"<") > MOST_TAGS:
            raise self._bomb()
        if b"<!DOCTYPE" in data[:4096]:
            raise self.damaged()  # no Office program writes one; entities could swell it
        try:
            root = etree.fromstring(data, parser=_parser())
        except (etree.LxmlError, ValueError, LookupError, AssertionError) as wrong:
            raise self.damaged() from wrong
        for element in root.iter():
            element.tag = _local(str(element.tag))
            for key, value in element.items():
                if "}" in str(key):
                    del element.attrib[key]
                    element.set(_local(str(key)), value)
        return root

    def related(self, part: str) -> Iterator[tuple[str, str]]:
        """Kind and part name of each inner relation of a part ("" for the package itself)."""
        folder, file = posixpath.split(part)
        root = self.xml(posixpath.join(folder, "_rels", f"{file}.rels"))
        for relation in root if root is not None else ():
            if relation.get("TargetMode") == "External":
                continue
            target = relation.get("Target", "")
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            yield relation.get("Type", "").rpartition("/")[2], full


def _parser() -> etree.XMLParser:
    """Resolves no entity and fetches nothing; the depth is bounded by the library."""
    return etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]

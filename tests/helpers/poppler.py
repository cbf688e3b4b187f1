"""The annotations of a PDF as poppler sees them, through the library that Evince uses; run as a program, it prints JSON.

In a process of its own: what a library of C does to a damaged file must not end the tests.
"""

import ctypes
import ctypes.util
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

LIBRARY = "libpoppler-glib.so.8"
TYPES = {
    1: "Text", 2: "Link", 3: "FreeText", 4: "Line", 5: "Square", 6: "Circle", 7: "Polygon", 8: "PolyLine", 9: "Highlight",
    10: "Underline", 11: "Squiggly", 12: "StrikeOut", 13: "Stamp", 14: "Caret", 15: "Ink", 16: "Popup",
    17: "FileAttachment",
}  # fmt: skip
_SIGNED = frozenset(TYPES.values()) - {"Link", "Popup", "Ink", "Stamp"}
"""Those that the library can tell the author of."""


def is_here() -> bool:
    """Whether this machine has the library."""
    try:
        ctypes.CDLL(LIBRARY)
    except OSError:
        return False
    return True


def annotations(path: Path) -> list[dict[str, Any]]:
    """Each annotation: ``page`` from 1, ``type``, ``name``, ``text``, ``author``, and its ``box`` in points from the top left
    of the page as seen."""
    said = subprocess.run(
        [sys.executable, "-m", "tests.helpers.poppler", str(path)], capture_output=True, text=True, check=True, timeout=60,
        cwd=Path(__file__).parents[2],
    )  # fmt: skip
    return list(json.loads(said.stdout))


class _Mapping(ctypes.Structure):
    _fields_ = [(name, ctypes.c_double) for name in ("x1", "y1", "x2", "y2")] + [("annot", ctypes.c_void_p)]


class _List(ctypes.Structure):
    _fields_ = [("data", ctypes.POINTER(_Mapping)), ("next", ctypes.c_void_p), ("prev", ctypes.c_void_p)]


def _read(path: str) -> list[dict[str, Any]]:
    poppler = ctypes.CDLL(LIBRARY)
    for name in ("document_new_from_file", "document_get_page", "page_get_annot_mapping"):
        getattr(poppler, f"poppler_{name}").restype = ctypes.c_void_p
    for name in ("annot_get_contents", "annot_get_name", "annot_markup_get_label"):
        getattr(poppler, f"poppler_{name}").restype = ctypes.c_char_p
    uri = Path(path).resolve().as_uri().encode()
    document = ctypes.c_void_p(poppler.poppler_document_new_from_file(uri, None, None))
    found = []
    for index in range(poppler.poppler_document_get_n_pages(document)):
        page = ctypes.c_void_p(poppler.poppler_document_get_page(document, index))
        width, height = ctypes.c_double(), ctypes.c_double()
        poppler.poppler_page_get_size(page, ctypes.byref(width), ctypes.byref(height))
        at = poppler.poppler_page_get_annot_mapping(page)
        while at:
            node = ctypes.cast(at, ctypes.POINTER(_List)).contents
            mapping, at = node.data.contents, node.next
            one = ctypes.c_void_p(mapping.annot)
            kind = TYPES.get(poppler.poppler_annot_get_annot_type(one), "?")
            texts = [poppler.poppler_annot_get_contents(one), poppler.poppler_annot_get_name(one)]
            texts.append(poppler.poppler_annot_markup_get_label(one) if kind in _SIGNED else None)
            text, name, author = ((value or b"").decode("utf-8", "replace") for value in texts)
            top, bottom = height.value - mapping.y2, height.value - mapping.y1
            found.append(
                {"page": index + 1, "type": kind, "name": name, "text": text, "author": author,
                 "box": [mapping.x1, top, mapping.x2, bottom]}
            )  # fmt: skip
    return found


if __name__ == "__main__":
    print(json.dumps(_read(sys.argv[1])))

"""Rules, filled boxes and large pictures of a page, also inside form objects."""

import ctypes
from array import array
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as c

MAX_RULES = 20_000
MAX_OBJECTS = 200_000
FORM_DEPTH = 4

Matrix = tuple[float, float, float, float, float, float]


class RuleReader:
    """Collects the straight lines and rectangles that a page draws, in form objects too."""

    def __init__(self, page_area: float) -> None:
        self.rules: array[float] = array("f")
        self.kinds = bytearray()
        self.images = 0
        self.seen = 0
        self._area = page_area
        self._edges = [ctypes.c_float() for _ in range(4)]
        self._refs = [ctypes.byref(edge) for edge in self._edges]
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()

    def read(self, page: Any) -> None:
        """Read every object of the page."""
        self._read(c.FPDFPage_GetObject, page, c.FPDFPage_CountObjects(page), depth=0, matrix=None)

    def _read(
        self, get: Callable[[Any, int], Any], owner: Any, count: int, *, depth: int, matrix: Matrix | None
    ) -> None:
        kind_of = c.FPDFPageObj_GetType
        for index in range(max(0, min(count, MAX_OBJECTS - self.seen))):
            item = get(owner, index)
            kind = kind_of(item)
            if kind == c.FPDF_PAGEOBJ_PATH:
                if len(self.kinds) < MAX_RULES:
                    self._path(item, matrix)
            elif kind == c.FPDF_PAGEOBJ_IMAGE:
                bounds = self._bounds(item, matrix)
                if bounds and (bounds[2] - bounds[0]) * (bounds[3] - bounds[1]) >= self._area / 20:
                    self.images += 1
            elif kind == c.FPDF_PAGEOBJ_FORM and depth < FORM_DEPTH:
                own = c.FS_MATRIX()
                c.FPDFPageObj_GetMatrix(item, own)
                inner = (own.a, own.b, own.c, own.d, own.e, own.f)
                combined = inner if matrix is None else _multiply(inner, matrix)
                self._read(
                    c.FPDFFormObj_GetObject, item, c.FPDFFormObj_CountObjects(item), depth=depth + 1, matrix=combined
                )
        self.seen += max(0, count)

    def _bounds(self, item: Any, matrix: Matrix | None) -> tuple[float, float, float, float] | None:
        if not c.FPDFPageObj_GetBounds(item, *self._refs):
            return None
        left, bottom, right, top = (edge.value for edge in self._edges)
        if matrix is None:
            return left, bottom, right, top
        corners = [_point(matrix, x, y) for x in (left, right) for y in (bottom, top)]
        xs, ys = [p[0] for p in corners], [p[1] for p in corners]
        return min(xs), min(ys), max(xs), max(ys)

    def _path(self, item: Any, matrix: Matrix | None) -> None:
        bounds = self._bounds(item, matrix)
        if bounds is None or not c.FPDFPath_GetDrawMode(item, self._fill, self._stroke):
            return
        thin = min(bounds[2] - bounds[0], bounds[3] - bounds[1]) <= 3
        segments = c.FPDFPath_CountSegments(item)
        if not (self._fill.value or self._stroke.value) or segments > 4000:
            return
        if thin:
            self._keep(bounds, 0)
        elif segments > 5:
            self._pieces(item, segments, matrix)
        elif segments >= 4:
            self._keep(bounds, 1 if self._stroke.value else 2)

    def _pieces(self, item: Any, segments: int, matrix: Matrix | None) -> None:
        """A path of many parts: its level and upright strokes, or nothing if it is a drawing."""
        own = c.FS_MATRIX()
        c.FPDFPageObj_GetMatrix(item, own)
        place = (own.a, own.b, own.c, own.d, own.e, own.f)
        if matrix is not None:
            place = _multiply(place, matrix)
        x, y = ctypes.c_float(), ctypes.c_float()
        start = last = (0.0, 0.0)
        found: list[tuple[float, float, float, float]] = []
        for index in range(segments):
            segment = c.FPDFPath_GetPathSegment(item, index)
            kind = c.FPDFPathSegment_GetType(segment)
            c.FPDFPathSegment_GetPoint(segment, x, y)
            point = _point(place, x.value, y.value)
            if kind == c.FPDF_SEGMENT_BEZIERTO:
                return
            if kind == c.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == c.FPDF_SEGMENT_LINETO:
                found.append(_span(last, point))
            last = point
            if c.FPDFPathSegment_GetClose(segment):
                found.append(_span(point, start))
        level = [s for s in found if s[2] - s[0] <= 1 or s[3] - s[1] <= 1]
        if len(level) == len(found):
            for span in level[: MAX_RULES - len(self.kinds)]:
                self._keep(span, 0)

    def _keep(self, bounds: tuple[float, float, float, float], kind: int) -> None:
        self.rules.extend(bounds)
        self.kinds.append(kind)


def _multiply(m: Matrix, n: Matrix) -> Matrix:
    """The matrix that applies m, then n."""
    a, b, cc, d, e, f = m
    g, h, i, j, k, o = n
    return (a * g + b * i, a * h + b * j, cc * g + d * i, cc * h + d * j, e * g + f * i + k, e * h + f * j + o)


def _point(m: Matrix, x: float, y: float) -> tuple[float, float]:
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


def _span(a: tuple[float, float], b: tuple[float, float]) -> tuple[float, float, float, float]:
    return min(a[0], b[0]), min(a[1], b[1]), max(a[0], b[0]), max(a[1], b[1])

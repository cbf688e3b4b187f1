"""Frames between worker and owner: what goes in comes out, and nothing else is taken."""

import struct
from array import array
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cypsc_desktop.pdf.wire import Frame, RawPage, WireError, pack_page, read_frame, unpack_page, write_frame

PAGE = RawPage(
    3, 1, (0.0, 0.0, 595.0, 842.0), ["Scrutiny", "co-\ufffe", "panel"], array("f", range(12)), array("H", [0, 1, 0]),
    [(11.0, False, 0), (14.0, True, 1)], array("f", [1, 2, 3, 4]), b"\x01", 2, [("Page 4", 1.0, 2.0, 3.0, 4.0)],
)  # fmt: skip


def framed(header: dict[str, object], body: bytes = b"") -> bytes:
    out = BytesIO()
    write_frame(out, header, body)
    return out.getvalue()


def test_a_frame_comes_out_as_it_went_in() -> None:
    stream = BytesIO(framed({"do": "open"}, b"\0\1") + framed({}))
    assert read_frame(stream) == Frame({"do": "open"}, b"\0\1")
    assert read_frame(stream) == Frame({}, b"")
    assert read_frame(stream) is None


def test_a_page_comes_out_as_it_went_in() -> None:
    page = unpack_page(Frame(*pack_page(PAGE)))
    assert page.words == ["Scrutiny", "co--", "panel"]
    assert (page.boxes, page.styles, page.fonts, page.rules) == (PAGE.boxes, PAGE.styles, PAGE.fonts, PAGE.rules)
    assert (page.number, page.rotation, page.frame, page.kinds, page.notes) == (3, 1, PAGE.frame, b"\x01", PAGE.notes)


@given(st.binary(max_size=400))
def test_noise_is_refused_and_nothing_worse(noise: bytes) -> None:
    stream = BytesIO(noise)
    try:
        while (frame := read_frame(stream)) is not None:
            unpack_page(frame)
    except WireError:
        pass


@pytest.mark.parametrize("lengths", [(5 << 20, 0), (2, 1 << 31), (0xFFFFFFFF, 0xFFFFFFFF)])
def test_lengths_beyond_the_limits_are_not_believed(lengths: tuple[int, int]) -> None:
    with pytest.raises(WireError, match="limits"):
        read_frame(BytesIO(struct.pack("<II", *lengths) + b"{}"))


@pytest.mark.parametrize("text", [b"[1]", b"{", b"\xff\xfe", b"[" * 100_000])
def test_headers_that_are_no_objects_are_refused(text: bytes) -> None:
    with pytest.raises(WireError):
        read_frame(BytesIO(struct.pack("<II", len(text), 0) + text))


@given(
    st.sampled_from(["words", "text", "rules", "fonts", "frame", "page", "rotation", "images", "notes", "cut"]),
    st.one_of(
        st.none(), st.integers(-(2**70), 2**70), st.text(max_size=5), st.lists(st.integers(), max_size=5), st.floats()
    ),
)
def test_a_page_with_one_field_forged_is_read_or_refused(key: str, value: object) -> None:
    header, body = pack_page(PAGE)
    try:
        page = unpack_page(Frame({**header, key: value}, body))
    except WireError:
        return
    assert len(page.boxes) == 4 * len(page.words) == 4 * len(page.styles)
    assert all(style < len(page.fonts) for style in page.styles)
    assert len(page.rules) == 4 * len(page.kinds)

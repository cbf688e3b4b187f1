"""A saved web page as a Source: what its reader sees, in reading order.

Also reads the page inside an MHTML file or a Safari web archive. Scripts, hidden text and marked navigation
are left out (what stands in the page's head and foot is furniture). It fetches nothing.
"""

import email
import email.policy
import plistlib
import re
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from lxml import etree, html

from cypsc_desktop.intake.decode import decode
from cypsc_desktop.intake.flow import Flow
from cypsc_desktop.intake.html_blocks import Walker
from cypsc_desktop.intake.layout import Source
from cypsc_desktop.model.errors import UserError

_MOST_TAGS = 500_000
_MOST_CHARACTERS = 8_000_000  # the parser drops longer runs of text without a word
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
_XML_START = re.compile(r"^\s*<\?xml[^>]*\?>")
_SAVED_FROM = re.compile(rb"saved from url=\(\d+\)(\S{1,500})", re.IGNORECASE)
_BROKEN_ARCHIVE = (
    plistlib.InvalidFileException,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
)


def build(path: Path, *, sha256: str, name: str, wrapped: str = "html") -> Source:
    """``wrapped``: html, mhtml or webarchive. Raises UserError when no page can be found in the file."""
    data = path.read_bytes()
    declared: str | None = None
    if wrapped == "mhtml":
        data, declared = _from_mhtml(data, name)
    elif wrapped == "webarchive":
        data, declared = _from_webarchive(data, name)
    marked = _CHARSET.search(data[:8192])
    text = decode(data, declared=declared or (marked[1].decode("ascii") if marked else None))
    if text is None:
        raise UserError(f"{name} is not text all through. Save the page again, as HTML or PDF, then import that.")
    if text.count("<") > _MOST_TAGS or len(text) > _MOST_CHARACTERS:
        raise UserError(f"{name} holds more than any paper. Save the part that you need as PDF, then import that.")
    root = _parse(text, name)
    flow = Flow()
    Walker(flow).page(root)
    return Source(sha256=sha256, name=name, format="html", sheets=(flow.sheet(),), info=_info(root, data), paged=False)


def _parse(text: str, name: str) -> Any:
    try:
        root = html.document_fromstring(_XML_START.sub("", text), parser=html.HTMLParser(remove_comments=True))
    except (etree.LxmlError, ValueError, AssertionError) as wrong:
        raise UserError(f"{name} has no readable page in it. Save the page again, then import that.") from wrong
    return root


_DATED = ("article:modified_time", "dcterms.modified", "last-modified", "article:published_time", "dcterms.created",
          "dc.date")  # fmt: skip


def _info(root: Any, data: bytes) -> dict[str, str]:
    """The page's title, the site's name where it gives one, and the address that the browser noted."""
    title = next(root.iter("title"), None)
    info = {} if title is None else {"title": " ".join(" ".join(title.itertext()).split())}
    for element in root.iter("meta"):
        key = (element.get("name") or element.get("property") or "").lower()
        if key in ("og:site_name", "author", "description", "dc.publisher", "dc.title", *_DATED):
            info[key] = " ".join((element.get("content") or "").split())
    saved = _SAVED_FROM.search(data[:4096])
    if saved:
        info["address"] = saved[1].decode("ascii", "replace")
    return {key: value for key, value in info.items() if value}


def _from_mhtml(data: bytes, name: str) -> tuple[bytes, str | None]:
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        parts = list(message.walk())
    except (ValueError, LookupError, TypeError, AttributeError, IndexError, RecursionError) as wrong:
        raise _no_page(name) from wrong
    for part in parts:
        page = _page_of(part)
        if page is not None:
            return page
    raise _no_page(name)


def _page_of(part: Any) -> tuple[bytes, str | None] | None:
    """The bytes and character set of a part that is a page. Headers of damaged mail may raise anything."""
    try:
        if not isinstance(part, EmailMessage) or part.get_content_type() != "text/html":
            return None
        payload = part.get_payload(decode=True)
        return (payload, part.get_content_charset()) if isinstance(payload, bytes) and payload.strip() else None
    except (ValueError, LookupError, TypeError, AttributeError, IndexError):
        return None


def _from_webarchive(data: bytes, name: str) -> tuple[bytes, str | None]:
    try:
        archive = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
        resource = archive["WebMainResource"]
        page, declared = resource["WebResourceData"], resource.get("WebResourceTextEncodingName")
    except _BROKEN_ARCHIVE as wrong:
        raise _no_page(name) from wrong
    if not isinstance(page, bytes):
        raise _no_page(name)
    return page, declared if isinstance(declared, str) else None


def _no_page(name: str) -> UserError:
    return UserError(
        f"{name} is a web archive without a readable page. Save the page as HTML or PDF, then import that."
    )

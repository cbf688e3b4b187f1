"""Words of rich text, as annotations hold it (XHTML): paragraphs and line ends as lines, everything else as plain words."""

from typing import Any

_LINES = frozenset({"p", "div", "br", "li", "tr", "h1", "h2", "h3", "h4", "h5", "h6"})


def words_of(element: Any) -> str:
    """The words of an element that lxml has read."""
    parts: list[str] = []
    _gather(element, parts)
    lines = (" ".join(line.split()) for line in "".join(parts).split("\n"))
    return "\n".join(line for line in lines if line)


def words_of_markup(markup: str) -> str:
    """The words of rich text that nobody has read yet, however badly it is formed; empty where it holds none."""
    from lxml import etree  # loaded where a file gives nothing plainer

    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    try:
        tree = etree.fromstring(markup.encode("utf-8", "replace"), parser)
    except (etree.LxmlError, ValueError):
        return ""
    return "" if tree is None else words_of(tree)


def _gather(root: Any, parts: list[str]) -> None:
    """The words in order. No recursion: what comes from a file may be nested as deep as it likes."""
    waiting: list[tuple[Any, bool]] = [(root, True)]
    while waiting:
        element, begins = waiting.pop()
        own = isinstance(element.tag, str)  # neither a comment nor an instruction
        end = "\n" if own and element.tag.rpartition("}")[2].lower() in _LINES else ""
        if begins:
            parts.append(end + _flat(element.text if own else None))
            waiting.append((element, False))
            waiting.extend((child, True) for child in reversed(list(element)))
        else:
            parts.append(end + (_flat(element.tail) if element is not root else ""))


def _flat(text: str | None) -> str:
    """Line ends in markup are blanks."""
    return " ".join(("" if text is None else text).split("\n"))

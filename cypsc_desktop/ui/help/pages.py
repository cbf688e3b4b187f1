"""The pages of the help: the same Markdown files as docs/, their order, their words, and which belongs to which screen.
Reads files; knows no widget."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath
from types import MappingProxyType

from cypsc_desktop import __version__, paths
from cypsc_desktop.model.identity import fold

HOME = "index"
_OF_SCREEN: Mapping[str, str] = MappingProxyType(
    {
        "start": "tutorial/first-pack",
        "home": "how-to/find-your-way",
        "papers": "how-to/read-papers",
        "meeting": "how-to/work-on-a-meeting",
        "prepare": "how-to/prepare-a-meeting",
        "enquiries": "how-to/ask-questions",
        "live": "reference/minutes-lines",
        "minutes": "how-to/draft-minutes",
        "recommendations": "how-to/track-recommendations",
        "plan": "how-to/plan-and-programme",
        "people": "how-to/people",
        "search": "how-to/search",
        "confirm": "how-to/check-an-import",
        "history": "how-to/mend-and-undo",
        "bin": "how-to/mend-and-undo#the-bin",
        "settings": "how-to/settings",
        "library": "how-to/keep-safe",
        "help": HOME,
    }
)
_LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^(#{1,4}) +(.+?)\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page in the contents: the group it stands in, its name (path in docs/ without ending), title, what it is for."""

    group: str
    name: str
    title: str
    about: str


@dataclass(frozen=True, slots=True)
class Hit:
    """A place in the help that holds what was asked for: page, heading (its anchor; empty: the page's top), words."""

    name: str
    anchor: str
    title: str
    heading: str
    words: str


def page_of_screen(screen: str | None) -> str:
    """The page about a screen, the contents where there is none: ``Place.part`` of the help."""
    return _OF_SCREEN.get(screen or "", HOME)


def anchor_of(heading: str) -> str:
    """The anchor of a heading, as websites that show Markdown make it: "The bin" is ``the-bin``."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


class Pages:
    """The folder of pages, read when they are asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or paths.docs()
        self._read: dict[str, str] = {}

    def folder_of(self, name: str) -> Path:
        """Where the pictures that a page names are looked for."""
        return (self._folder / f"{name}.md").parent

    def exists(self, name: str) -> bool:
        return bool(re.fullmatch(r"[\w\-]+(/[\w\-]+)*", name)) and (self._folder / f"{name}.md").is_file()

    def markdown(self, name: str) -> str:
        """A page as it is written, with the program's version and folders put in."""
        if name not in self._read:
            text = (self._folder / f"{name}.md").read_text(encoding="utf-8")
            text = text.replace("{version}", __version__).replace("{log}", str(paths.log_folder()))
            self._read[name] = text
        return self._read[name]

    def title(self, name: str) -> str:
        found = _HEADING.search(self.markdown(name))
        return found[2] if found else name

    @cached_property
    def contents(self) -> tuple[Listed, ...]:
        """Every page that the contents page links, in its order and under its headings."""
        group, found = "", []
        for line in self.markdown(HOME).splitlines():
            heading = _HEADING.match(line)
            if heading:
                group = heading[2]
            for title, target in _LINK.findall(line):
                name = self.target(HOME, target)[0]
                if name and line.lstrip().startswith("*"):
                    about = line.split(")", 1)[1].strip(" :.") if ")" in line else ""
                    found.append(Listed(group, name, title, about))
        return tuple(found)

    def target(self, name: str, link: str) -> tuple[str | None, str]:
        """Where a link of a page leads: (page, anchor); None for what is no page of the help."""
        path, _, anchor = link.partition("#")
        if not path:
            return name, anchor
        if ":" in path or not path.endswith(".md"):
            return None, anchor
        parts: list[str] = []
        for part in (PurePosixPath(name).parent / path).parts:
            if part == ".." and parts:
                parts.pop()
            elif part != ".":
                parts.append(part)
        there = "/".join(parts).removesuffix(".md")
        return (there if self.exists(there) else None), anchor

    def search(self, asked: str) -> list[Hit]:
        """The sections in which every word asked for begins some word; those with the words in their heading first."""
        wanted = fold(asked).split()
        found: list[tuple[int, Hit]] = []
        for listed in self.contents if wanted else ():
            for heading, body in self._sections(listed.name):
                words = fold(f"{listed.title} {heading} {body}").split()
                if all(any(word.startswith(part) for word in words) for part in wanted):
                    head = fold(f"{heading} {listed.title}").split()
                    missing = sum(not any(word.startswith(part) for word in head) for part in wanted)
                    anchor = anchor_of(heading) if heading != listed.title else ""
                    found.append((missing, Hit(listed.name, anchor, listed.title, heading, _around(body, wanted))))
        return [hit for _, hit in sorted(found, key=lambda one: one[0])]

    def key_rows(self) -> Iterator[tuple[str, str, str]]:
        """(heading, keys, what they do) of the tables in the page about keys."""
        for heading, body in self._sections("reference/keys", plain=False):
            for line in body.splitlines():
                cells = [cell.strip() for cell in re.split(r"(?<!\\)\|", line.strip().strip("|"))]
                if len(cells) == 2 and cells[0] != "key" and not set(cells[0]) <= set("- :"):
                    yield heading, cells[0], cells[1]

    def _sections(self, name: str, *, plain: bool = True) -> Iterator[tuple[str, str]]:
        text = self.markdown(name)
        marks = list(_HEADING.finditer(text))
        for mark, following in zip(marks, [*marks[1:], None], strict=True):
            body = text[mark.end() : following.start() if following else None]
            yield mark[2], _plain(body) if plain else body


def _plain(markdown: str) -> str:
    """The words of Markdown, without its signs."""
    words = re.sub(r"!\[([^\]]*)\]\([^)]*\)", r"\1", markdown)
    words = _LINK.sub(r"\1", words)
    words = re.sub(r"^\s*\|[\s:|-]+\|\s*$", "", words, flags=re.MULTILINE)
    return " ".join(re.sub(r"[*`|#>]", " ", words).split())


def _around(body: str, wanted: list[str]) -> str:
    """Some words of a section round the first one that was asked for."""
    words = body.split()
    at = next((n for n, word in enumerate(words) if any(fold(word).startswith(part) for part in wanted)), 0)
    first = max(0, at - 6)
    shown = " ".join(words[first : first + 18])
    return f"{'… ' if first else ''}{shown}{' …' if first + 18 < len(words) else ''}"

"""Five hundred marks follow a paper into its next version: how many land, how many are flagged, how long it takes."""

import random
import re
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from cypsc_desktop.commands.reissuing import page_words
from cypsc_desktop.intake.open import open_source
from cypsc_desktop.papers.reanchor import Held, Landing, reanchor
from cypsc_desktop.papers.text import PageWords, Text, squeeze
from tests.helpers.shared import shared_folder
from tests.papers.papers import BOILERPLATE, laid, pages_of, paragraphs, pdf, repeated, twins

MARKS = 500
LIMIT = 2.0  # seconds of this process, which do not depend on what else the machine does


@dataclass(frozen=True)
class Truth:
    """Where a mark belongs in the new version: which word of the paper's words it begins with, None if it is gone."""

    held: Held
    word: int | None


Numbered = list[list[tuple[int, str]]]
"""Pages of words, each with a number of its own that it keeps in the new version (-1: a word that is new)."""


def numbered(pages: Sequence[PageWords]) -> Numbered:
    made: Numbered = []
    count = 0
    for page in pages:
        made.append([(count + n, word) for n, word in enumerate(page.words)])
        count += len(page.words)
    return made


def chosen(
    pages: Sequence[PageWords], *, seed: int = 3, words: tuple[int, int] = (3, 25)
) -> list[tuple[Held, int, int]]:
    """Marks on stretches of words, each with the numbers of its first and last word."""
    chance = random.Random(seed)
    starts, count = [], 0
    for page in pages:
        starts.append(count)
        count += len(page.words)
    long_enough = [index for index, page in enumerate(pages) if len(page.words) > 60]
    made: list[tuple[Held, int, int]] = []
    while len(made) < MARKS:
        index = chance.choice(long_enough)
        page = pages[index]
        length = chance.randint(*words)
        first = chance.randrange(0, len(page.words) - length)
        quote = " ".join(page.words[first : first + length])
        if len(squeeze(quote)) < 4 or not squeeze(page.words[first]) or not squeeze(page.words[first + length - 1]):
            continue
        before, after = page.words[max(0, first - 60) : first], page.words[first + length : first + length + 60]
        held = Held(
            f"m{len(made)}", page.number, quote, " ".join(before)[-300:], " ".join(after)[:300], ((0.0, 0.0, 9.0, 9.0),)
        )
        made.append((held, starts[index] + first, starts[index] + first + length - 1))
    return made


# What becomes of a paper: numbered words in, numbered words out


def inserted(pages: Numbered, chance: random.Random) -> Numbered:
    strange = [[(-1, f"zeb{chance.randint(1000, 9999)}") for _ in range(200)] for _ in range(5)]
    made = list(pages)
    for page in strange:
        made.insert(chance.randrange(len(made)), page)
    return made


def deleted(pages: Numbered, chance: random.Random) -> Numbered:
    gone = set(chance.sample(range(len(pages)), max(1, len(pages) // 6)))
    return [page for n, page in enumerate(pages) if n not in gone]


def reordered(pages: Numbered, chance: random.Random) -> Numbered:
    made = list(pages)
    chance.shuffle(made)
    return made


def reworded(pages: Numbered, chance: random.Random) -> Numbered:
    """A word in thirty becomes another."""
    return [[(-1, f"alt{chance.randint(10, 99)}") if chance.random() < 1 / 30 else w for w in page] for page in pages]


def reflowed(pages: Numbered, chance: random.Random) -> Numbered:
    """The same words on pages of another length, long ones broken by a hyphen now and then."""
    words: list[tuple[int, str]] = []
    for page in pages:
        for number, word in page:
            if len(word) > 7 and word.isalpha() and chance.random() < 0.05:
                words += [(number, word[:4] + "-"), (number, word[4:])]
            else:
                words.append((number, word))
    return [words[n : n + 333] for n in range(0, len(words), 333)]


def thinned(pages: Numbered, chance: random.Random) -> Numbered:
    """Stretches of forty words go, among them sentences that stand elsewhere too."""
    made = []
    for page in pages:
        kept: list[tuple[int, str]] = []
        for n in range(0, len(page), 40):
            if chance.random() > 0.25:
                kept += page[n : n + 40]
        made.append(kept)
    return made


def everything(pages: Numbered, chance: random.Random) -> Numbered:
    """All of it at once."""
    for step in (deleted, inserted, thinned, reordered, reworded, reflowed):
        pages = step(pages, chance)
    return pages


def negated(pages: Numbered, chance: random.Random) -> Numbered:
    """A word is put in here and there: what held it says something else."""
    return [[w for own in page for w in ([(-1, "not"), own] if chance.random() < 1 / 25 else [own])] for page in pages]


def refigured(pages: Numbered, chance: random.Random) -> Numbered:
    """One figure in four is another, by a digit, its sign or its point alone."""
    made = []
    for page in pages:
        words: list[tuple[int, str]] = []
        for own, word in page:
            if not re.search(r"\d", word) or chance.random() > 0.25:
                words.append((own, word))
                continue
            others = [re.sub(r"\d", lambda one: str((int(one.group()) + 1) % 10), word, count=1)]
            others += [f"-{word}"] if word[0].isdigit() else []
            others += [word.replace(".", "")] if re.search(r"\d\.\d", word) else []
            words.append((-1, chance.choice(others)))
        made.append(words)
    return made


def in_another_font(pages: Numbered, chance: random.Random) -> Numbered:
    """Ligatures, soft hyphens, capitals."""

    def other(word: str) -> str:
        for letters, sign in (("ffi", "ﬃ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ff", "ﬀ"), ("'", "’")):
            word = word.replace(letters, sign)
        if len(word) > 6 and chance.random() < 0.1:
            return f"{word[:3]}\u00ad{word[3:]}"
        return word.upper() if chance.random() < 0.02 else word

    return [[(own, other(word)) for own, word in page] for page in pages]


def shuffled(pages: Numbered, chance: random.Random) -> Numbered:
    """Paragraphs in another order, on pages of another length."""
    paragraphs: list[list[tuple[int, str]]] = [[]]
    for own, word in (one for page in pages for one in page):
        if re.fullmatch(r"\d+\.\d+", word):
            paragraphs.append([])
        paragraphs[-1].append((own, word))
    chance.shuffle(paragraphs)
    words = [word for paragraph in paragraphs for word in paragraph]
    return [words[n : n + 300] for n in range(0, len(words), 300)]


CHANGES: dict[str, Callable[[Numbered, random.Random], Numbered]] = {
    "inserted": inserted, "deleted": deleted, "reordered": reordered, "reworded": reworded, "reflowed": reflowed,
    "thinned": thinned, "everything": everything, "negated": negated, "refigured": refigured,
    "in another font": in_another_font,
}  # fmt: skip


@dataclass
class Score:
    survived: int = 0
    landed: int = 0
    unflagged_wrong: int = 0
    unflagged_changed: int = 0
    lost: int = 0
    flagged: int = 0
    seconds: float = 0.0


def score(
    pages: Sequence[PageWords],
    change: Callable[[Numbered, random.Random], Numbered],
    *,
    words: tuple[int, int] = (3, 25),
) -> Score:
    marks = chosen(pages, words=words)
    after = change(numbered(pages), random.Random(7))
    where: dict[int, tuple[int, int]] = {}  # number of a word -> page and index where it stands first
    new_pages = []
    for number, page in enumerate(after, 1):
        boxes = [(float(n), 0.0, n + 1.0, 10.0) for n in range(len(page))]
        new_pages.append(PageWords(number, [word for _, word in page], boxes))
        for index, (own, _) in enumerate(page):
            if own >= 0:
                where.setdefault(own, (number, index))
    begun = time.process_time()
    old, new = Text([PageWords(p.number, p.words) for p in pages]), Text(new_pages)
    landings = {landing.id: landing for landing in reanchor((held for held, _, _ in marks), old, new)}
    result = Score(seconds=time.process_time() - begun)
    run = [own for page in after for own, _ in page]
    at = {own: index for index, own in reversed(list(enumerate(run))) if own >= 0}
    for held, first, last in marks:
        landing = landings.get(held.id)
        if landing is None:
            result.lost += 1
            continue
        judge(result, landing, whole=is_whole(run, at, first, last), place=where.get(first))
    return result


def is_whole(run: Sequence[int], at: dict[int, int], first: int, last: int) -> bool:
    """Whether the words from the first to the last stand in a row, nothing between them."""
    if any(own not in at for own in range(first, last + 1)) or at[last] < at[first]:
        return False
    return all(first <= own <= last for own in run[at[first] : at[last] + 1])


def judge(result: Score, landing: Landing, *, whole: bool, place: tuple[int, int] | None) -> None:
    """Whether it is on its own words: on their page, beginning within them; and flagged where they are not whole."""
    on_it = False
    if place is not None and landing.state != "orphaned" and landing.page == place[0]:
        on_it = abs(landing.rects[0][0] - place[1]) <= 2
    result.flagged += landing.state in ("changed", "orphaned")
    if whole:
        result.survived += 1
        result.landed += on_it
    if landing.state in ("placed", "moved"):
        result.unflagged_wrong += not on_it
        result.unflagged_changed += not whole


def check(name: str, result: Score, *, alike: bool = False) -> None:
    """``alike``: the paper says the same so often that the end of one paragraph may be the end of another: a mark on such
    words alone may be kept where the words still stand."""
    share = result.landed / result.survived
    print(
        f"{name}: {result.survived} survived, {share:.1%} landed, {result.flagged} flagged, "
        f"{result.unflagged_wrong} wrong and {result.unflagged_changed} changed without a flag, {result.seconds:.2f} s"
    )
    assert share >= 0.98
    assert result.unflagged_wrong <= (1 if alike else 0)
    assert result.unflagged_changed <= (MARKS // 100 if alike else 0)
    assert result.lost == 0
    assert result.seconds < LIMIT


@pytest.mark.parametrize("change", CHANGES)
def test_marks_follow_a_paper_of_ours(change: str) -> None:
    check(change, score(laid(pages_of(paragraphs(360))), CHANGES[change]))
    check(f"{change}, marks of a word or three", score(laid(pages_of(paragraphs(360))), CHANGES[change], words=(1, 3)))


@pytest.mark.parametrize(
    "change", ["inserted", "deleted", "reordered", "reworded", "reflowed", "negated", "in another font"]
)
@pytest.mark.parametrize("paper", ["twins", "repeated"])
def test_paragraphs_that_are_nearly_the_same(paper: str, change: str) -> None:
    """Groups of four that differ in a name and three figures; and papers of which two fifths are the same six."""
    texts = twins(240) if paper == "twins" else repeated(300)
    for words in ((3, 25), (1, 3)):
        check(
            f"{paper}, {change}, {words} words", score(laid(pages_of(texts)), CHANGES[change], words=words), alike=True
        )


@pytest.mark.parametrize("paper", ["plain", "twins"])
def test_paragraphs_in_another_order(paper: str) -> None:
    texts = twins(240) if paper == "twins" else paragraphs(360)
    for words in ((3, 25), (1, 3)):
        check(f"{paper}, shuffled, {words} words", score(laid(pages_of(texts)), shuffled, words=words), alike=True)


@pytest.mark.parametrize("name", ["croydon-cypsc-2021-09-14.pdf", "kent-cabinet-2025-03-04.pdf"])
def test_marks_follow_a_real_pack(name: str) -> None:
    pages = [page_words(sheet) for sheet in open_source(pack(name)).sheets]
    for change, how in CHANGES.items():
        check(f"{name} {change}", score(pages, how))
        check(f"{name} {change}, marks of a word or three", score(pages, how, words=(1, 3)))


def pack(name: str) -> Path:
    path = shared_folder() / "packs" / name
    if not path.is_file():
        pytest.skip("the shared packs are not here")
    return path


def test_marks_follow_a_paper_that_is_set_anew(tmp_path: Path) -> None:
    """Through real files: the paper typeset, then with paragraphs deleted, put in, moved and reworded, and so numbered anew,
    in smaller letters, justified and hyphenated. Where a word belongs is told by its paragraph. No marks are on the one
    sentence that stands in every ninth paragraph: with another number, between other neighbours, nothing tells which it is.
    """
    chance = random.Random(11)
    texts = list(enumerate(paragraphs(240)))
    after = [(n, text) for n, text in texts if chance.random() > 0.1]
    after = [*after[:40], *after[150:160], *after[60:150], *after[40:60], *after[160:]]
    for _ in range(12):
        after.insert(chance.randrange(len(after)), (-1, " ".join(f"new{chance.randint(100, 999)}" for _ in range(40))))
    for index in chance.sample(range(len(after)), 30):
        words = after[index][1].split()
        words[len(words) // 2] = "otherwise"
        after[index] = (after[index][0], " ".join(words))
    old = text_of(tmp_path, "old.pdf", [text for _, text in texts], font=11)
    anew = "#set par(justify: true)\n#set text(hyphenate: true)"
    new = text_of(tmp_path, "new.pdf", [text for _, text in after], font=9, heading=anew)
    before, behind = starts(old, [text for _, text in texts]), starts(new, [text for _, text in after])
    where = {own: (behind[index], text) for index, (own, text) in enumerate(after) if own >= 0}
    marks: list[Held] = []
    truth: list[int | None] = []
    while len(marks) < MARKS:
        own, text = chance.choice(texts)
        if text == BOILERPLATE:
            continue
        words = text.split()
        length = chance.randint(2, min(25, len(words)))
        at = chance.randrange(0, len(words) - length + 1)
        offset, letters = len(squeeze("".join(words[:at]))), squeeze("".join(words[at : at + length]))
        first = before[own] + offset
        assert old.run.startswith(letters, first)
        quote, page = " ".join(words[at : at + length]), old.page_at(first)
        left, right = (
            old.printed(max(0, first - 300), first),
            old.printed(first + len(letters), first + len(letters) + 300),
        )
        marks.append(Held(f"m{len(marks)}", page, quote, left[-300:], right[:300], ((0.0, 0.0, 9.0, 9.0),)))
        place, now = where.get(own, (-1, ""))
        # A word before it may have become another, longer or shorter one.
        shift = len(squeeze(now)) - len(squeeze(text))
        stands = (o for o in (offset, offset + shift) if place >= 0 and squeeze(now).startswith(letters, o))
        truth.append(next((place + o for o in stands), None))
    begun = time.process_time()
    landings = reanchor(marks, old, new)
    result = Score(seconds=time.process_time() - begun, lost=MARKS - len(landings))
    for held, landing, at_last in zip(marks, landings, truth, strict=True):
        place = -1 if at_last is None else at_last
        wanted = new.boxes(place, place + len(squeeze(held.quote))) if place >= 0 else []
        on_it = bool(wanted) and landing.rects == tuple(wanted) and landing.page == new.page_at(place)
        result.survived += place >= 0
        result.landed += on_it
        result.flagged += landing.state in ("changed", "orphaned")
        result.unflagged_wrong += landing.state in ("placed", "moved") and not on_it
    check("typeset anew", result)


def text_of(folder: Path, name: str, texts: Sequence[str], *, font: int, heading: str = "") -> Text:
    """Paragraphs typeset and read again as an import reads them."""
    path = folder / name
    path.write_bytes(pdf(pages_of(texts), font=font, heading=heading))
    return Text([page_words(sheet) for sheet in open_source(path).sheets])


def starts(text: Text, texts: Sequence[str]) -> list[int]:
    """Where each paragraph begins in the letters of the paper."""
    found, at = [], 0
    for one in texts:
        at = text.run.index(squeeze(one), at)
        found.append(at)
        at += len(squeeze(one))
    return found

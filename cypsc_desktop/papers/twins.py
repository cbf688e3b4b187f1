"""Whether what stands around some words tells them from the same words elsewhere in a paper. Pure.

Papers say the same again and again ("The report was noted."), under numbers that are others in the next version. Which of
two such sentences a mark belongs to only their neighbours tell, and where these have changed, nothing does.
"""

from cypsc_desktop.papers.text import Text

_MANY = 400  # places that are looked at
_NEXT = 6  # words on either side that leave no question
_WORDS = 400  # how far neighbours are compared
_OTHERS = 2  # words among them that may be other ones on either side
_STEPS = ((1, 1), (0, 1), (1, 0))  # replaced, put in, taken out


def is_clear(old: Text, new: Text, first: int, there: int, length: int) -> bool:
    """Whether the words and those next to them on both sides are the same, and stand once in each: most are told so."""
    begin, end = old.word_at(first) - _NEXT, old.word_at(first + length - 1) + 1 + _NEXT
    at = new.word_at(there) - _NEXT
    around = old.told[max(begin, 0) : end]
    if min(begin, at) < 0 or len(around) < end - begin or around != new.told[at : at + len(around)]:
        return False
    needle = f" {' '.join(around)} "
    return all(text.find(needle) == text.rfind(needle) for text in (old.told_run, new.told_run))


def is_told_apart(old: Text, new: Text, first: int, there: int, length: int) -> bool:
    """Whether the letters of the old text from ``first`` on are those of the new one from ``there`` on rather than any that
    are the same: none are, or what stands around these two is more alike than around either of them and another."""
    lead = _lead(old, first, length)  # a paragraph's number says nothing of which one it is
    first, there, length = first + lead, there + lead, length - lead
    if is_clear(old, new, first, there, length):
        return True
    quote = old.run[first : first + length]
    ours, theirs = old.places(quote, most=_MANY), new.places(quote, most=_MANY)
    if len(ours) < 2 and len(theirs) < 2:
        return True
    alike = _alike(old, new, first, there, length)
    others = [(one, there) for one in ours if one != first] + [(first, one) for one in theirs if one != there]
    return all(alike > _alike(old, new, *pair, length) for pair in others)


def _lead(text: Text, first: int, length: int) -> int:
    """How many letters the number of a paragraph has that the words begin with; none where there is no more."""
    word = text.word_at(first)
    long = len(text.words[word])
    return long if text.told[word] == "#" and long < length and first == text.place_of_word(word) else 0


def _alike(old: Text, new: Text, first: int, there: int, length: int) -> int:
    """How many neighbours are the same on both sides, up to the first that is another."""
    before = _run(old, new, old.word_at(first) - 1, new.word_at(there) - 1, -1)
    return before + _run(old, new, old.word_at(first + length - 1) + 1, new.word_at(there + length - 1) + 1, 1)


def _run(old: Text, new: Text, at: int, there: int, way: int) -> int:
    ours, theirs = old.told, new.told
    alike = others = 0
    while alike < _WORDS and 0 <= at < len(ours) and 0 <= there < len(theirs):
        if ours[at] == theirs[there]:
            alike, at, there = alike + 1, at + way, there + way
            continue
        others += 1
        step = next(
            (one for one in _STEPS if _goes_on(ours, theirs, at + one[0] * way, there + one[1] * way, way)), None
        )
        if step is None or others > _OTHERS:
            break
        at, there = at + step[0] * way, there + step[1] * way
    return alike


def _goes_on(ours: list[str], theirs: list[str], at: int, there: int, way: int) -> bool:
    """Whether two words in a row are the same from here on."""
    first, other = sorted((at, at + way)), sorted((there, there + way))
    pair, facing = ours[max(first[0], 0) : first[1] + 1], theirs[max(other[0], 0) : other[1] + 1]
    return len(pair) == 2 and pair == facing

"""The grammar of lines a second time, written from the contract's table alone and as plainly as can be, to hold the program
against. It shares no code with it, and it is as strict: what the table does not name is a note.
"""

import re
from typing import Any

SPOKEN = {
    "q": "question",
    "a": "answer",
    "p": "point",
    "i": "introduction",
    "t": "action",
    "k": "undertaking",
    "d": "interest",
}
PLAIN = {"c": "conclusion", "f": "request", "s": "resolution", "u": "urgent"}


class Oracle:
    """``people``: (name, kind, voting) in the order of the roster; ``items``: (number, part, matter)."""

    def __init__(self, people: list[tuple[str, str, str | None]], items: list[tuple[str, str, str | None]]) -> None:
        self.people, self.items = list(people), items
        self.codes: dict[str, str] = {}
        for name, _, _ in people:
            self.give_code(name)
        self.entries: list[dict[str, Any]] = []
        self.motions: list[dict[str, Any]] = []
        self.item: str | None = None
        self.order: list[str] = []
        self.clock = ""
        self.started: str | None = None
        self.ended: str | None = None
        self.closed = False
        self.state: dict[str, dict[str, Any]] = {}
        self.findings = 0

    def give_code(self, name: str) -> None:
        words = [w.replace("'", "").lower() for w in name.split()]
        one, two = words[0], words[-1]
        for code in (
            one[0] + two[0],
            one[:2] + two[0],
            one[0] + two[:2],
            *(f"{one[0]}{two[0]}{n}" for n in range(2, 10)),
        ):
            if code not in self.codes:
                self.codes[code] = name
                return

    def private(self) -> bool:
        return self.closed

    # Lines

    def feed(self, line: str) -> None:
        text = line.rstrip()
        if not text or text == "#" or text.startswith("# "):
            return
        if text.startswith("  "):
            self.go_on(text.strip())
            return
        self.findings += not self.line(text.strip(), self.clock)

    def line(self, text: str, time: str, *, private: bool = False) -> bool:
        """Take a line; False: it was kept as a note with a finding."""
        if found := re.fullmatch(r"@(\d\d:\d\d)", text):
            self.clock = found[1]
            return True
        if found := re.fullmatch(r"@(\d\d:\d\d) +(.*)", text):
            return self.line(found[2], found[1], private=private)
        starred = text.endswith(" !")
        text = text.removesuffix(" !").rstrip() if starred else text
        if text.startswith("b.") and text != "b.":
            return self.line(text[2:].strip() + (" !" if starred else ""), time, private=True)
        if text.startswith("^"):
            return self.correct(text, time, starred, private)
        if text == "b^":
            if not self.entries:
                return self.note(text, time, starred, private, found=True)
            self.entries[-1]["part"] = "B"
            return True
        if text in (">start", ">end") or text.startswith(">"):
            return self.goto(text, time, starred, private)
        if found := re.fullmatch(r"([+-])([\w'-]+)", text):
            return self.move(found[1], found[2], text, time, starred, private)
        seated = self.seat(text, time)
        if seated is not None:
            return seated or self.note(text, time, starred, private, found=True)
        made = self.read(text)
        if made is None:
            return self.note(text, time, starred, private, found=self.unfinished(text))
        self.put(made, time, starred, private)
        return True

    def seat(self, text: str, time: str) -> bool | None:
        """Apologies, substitutes, guests: True if the line was one, False if it names nobody, None for any other line."""
        if found := re.fullmatch(r"~([\w']+)", text):
            name = self.codes.get(found[1].lower())
            if name is not None:
                held = {"substituted": True} if self.state.get(name, {}).get("substituted") else {}
                self.state[name] = {"apologies": True} | held
            return name is not None
        if found := re.fullmatch(r"=([\w']+) +([\w']+)", text):
            absent, sits = (self.codes.get(found[n].lower()) for n in (1, 2))
            if absent is None or sits is None or absent == sits:
                return False
            self.state[absent] = {"substituted": True}
            if not self.state.get(sits, {}).get("here"):
                implied = "arrived" not in self.state.get(sits, {})
                self.arrive(sits, time)
                self.state[sits] |= {"implied": implied}
            self.state[sits]["in_place_of"] = absent
            return True
        if found := re.fullmatch(r"\+ +([A-Z][^,]*?)(?:, *(.+))?", text):
            name = found[1].strip()
            if name not in [one[0] for one in self.people]:
                self.people.append((name, "guest", None))
                self.give_code(name)
            self.arrive(name, time)
            return True
        return None

    def unfinished(self, text: str) -> bool:
        """Whether a note looks like a line of the table."""
        return bool(re.match(r"([a-z]\.\S*( |$)|v \d|[-+~=>@][\w]|[b+~=>@v]\.?$)", text)) and not text.startswith("e.")

    def read(self, text: str) -> dict[str, Any] | None:
        """The entry that a line makes; None where it makes none."""
        whole = {"||": "break", "|>": "resume", "x/": "readmission"}
        if text in whole:
            return {"kind": whole[text]}
        if text == "v.":
            return self.vote(None, None)
        if found := re.fullmatch(r"v (\d+)-(\d+)-(\d+)(?: (for|against))?", text):
            return self.vote((int(found[1]), int(found[2]), int(found[3])), found[4])
        if found := re.fullmatch(r"x\.([1-7](?:,[1-7])*) +(.+)", text):
            return {"kind": "exclusion", "text": found[2]}
        if found := re.fullmatch(r"([qapitkd])\.([\w']*) +(.+)", text):
            return self.by(SPOKEN[found[1]], found[2], found[3])
        if found := re.fullmatch(r"([cfsu])\. +(.+)", text):
            return {"kind": PLAIN[found[1]], "text": found[2]}
        if found := re.fullmatch(r"r\.(\S*) +(.+)", text):
            return {"kind": "recommendation", "text": found[2], "to": found[1] or None}
        if found := re.fullmatch(r"([mn])\.([\w']*)(?:/([\w']*))? +(.+)", text):
            return self.motion("motion" if found[1] == "m" else "amendment", found[2], found[3] or "", found[4])
        if found := re.fullmatch(r"w\.([\w']+) +(for|against|abstain)", text):
            return self.recorded(found[1], found[2])
        return None

    def by(self, kind: str, code: str, text: str) -> dict[str, Any] | None:
        name = self.codes.get(code.lower()) if code else None
        return None if code and name is None else {"kind": kind, "who": name, "text": text}

    def motion(self, kind: str, mover: str, seconder: str, text: str) -> dict[str, Any] | None:
        names = [self.codes.get(code.lower()) for code in (mover, seconder)]
        if any(code and name is None for code, name in zip((mover, seconder), names, strict=True)):
            return None
        return {"kind": kind, "who": names[0], "text": text, "mover": names[0], "seconder": names[1]}

    def vote(self, counts: tuple[int, int, int] | None, casting: str | None) -> dict[str, Any] | None:
        waiting = [m for m in self.motions if "result" not in m]
        if not waiting:
            return None
        motion = waiting[-1]
        made: dict[str, Any] = {"kind": "vote", "motion": motion}
        if counts is None:
            return made | {"result": "agreed", "counts": (None, None, None)}
        if sum(counts) > self.voters(motion["item"]) or (casting and counts[0] != counts[1]):
            return None
        if counts[0] == counts[1]:
            return made | {"result": "carried" if casting == "for" else "lost", "counts": counts}
        return made | {"result": "carried" if counts[0] > counts[1] else "lost", "counts": counts}

    def recorded(self, code: str, how: str) -> dict[str, Any] | None:
        name = self.codes.get(code.lower())
        if name is None or not self.motions:
            return None
        voted = [m for m in self.motions if "result" in m]
        last = max(voted, key=lambda m: m["order"]) if voted else self.motions[-1]
        if not self.may_vote(name, last["item"]):
            return None
        return {"kind": "recorded-vote", "who": name, "text": how}

    # People

    def arrive(self, name: str, time: str) -> None:
        was = self.state.get(name, {})
        # Whoever took a seat and is then typed as coming came then.
        known = None if was.get("implied") and was.get("here") else was.get("arrived")
        began = known or (time if self.started else "start")
        self.state[name] = {"here": True, "arrived": began} | (
            {"in_place_of": p} if (p := was.get("in_place_of")) else {}
        )

    def may_vote(self, name: str, item: str | None) -> bool:
        known = {one: (kind, voting) for one, kind, voting in self.people}
        state = self.state.get(name, {})
        if not state.get("here"):
            return False
        sits = state.get("in_place_of")
        if sits and self.state.get(sits, {}).get("here"):
            return False
        kind, voting = known[sits or name]
        if kind == "reserve" and not sits:
            return False
        matter = next((m for number, _, m in self.items if number == item), None)
        return (
            voting == "all"
            or (voting == "education" and matter != "other")
            or (voting is None and kind in ("councillor", "reserve"))
        )

    def voters(self, item: str | None) -> int:
        return sum(self.may_vote(name, item) for name, _, _ in self.people)

    def move(self, sign: str, code: str, text: str, time: str, starred: bool, private: bool) -> bool:
        name = self.codes.get(code.lower())
        if name is None:
            return self.note(text, time, starred, private, found=True)
        if sign == "+":
            self.arrive(name, time)
        else:
            was = self.state.get(name, {})
            self.state[name] = (was | {"here": False, "left": time}) if self.started else {}
        self.put({"kind": "arrival" if sign == "+" else "departure", "who": name}, time, starred, private)
        return True

    # Entries

    def put(self, made: dict[str, Any], time: str, starred: bool, private: bool) -> None:
        kind = made["kind"]
        part = "B" if kind == "exclusion" or ((private or self.closed) and kind != "readmission") else "A"
        entry = {"who": None, "text": None} | made | {"time": time, "item": self.item, "part": part, "starred": starred}
        if kind in ("motion", "amendment"):
            self.motions.append({"entry": entry, "item": self.item})
        if kind == "vote":
            made["motion"] |= {"result": made["result"], "counts": made["counts"], "order": len(self.entries)}
        if kind in ("exclusion", "readmission"):
            self.closed = kind == "exclusion"
        self.entries.append(entry)

    def note(self, text: str, time: str, starred: bool, private: bool, *, found: bool) -> bool:
        self.put({"kind": "note", "text": text}, time, starred, private)
        return not found

    def goto(self, text: str, time: str, starred: bool, private: bool) -> bool:
        if text == ">start" and self.started is None:
            self.started = time
            for state in self.state.values():
                if state.get("arrived") == "start":
                    state["arrived"] = time
            return True
        if text == ">end" and self.ended is None:
            self.ended = time
            return True
        numbers = [number for number, _, _ in self.items]
        at = numbers.index(self.item) + 1 if self.item else 0
        wanted = (numbers[at] if at < len(numbers) else None) if text == ">>" else text[1:]
        if wanted not in numbers:
            return self.note(text, time, starred, private, found=True)
        self.item = wanted
        if wanted not in self.order:
            self.order.append(wanted)
        return True

    def go_on(self, text: str) -> None:
        if not self.entries:
            self.findings += not self.note(text.removesuffix(" !"), self.clock, text.endswith(" !"), False, found=True)
            return
        last = self.entries[-1]
        last["starred"] = last["starred"] or text.endswith(" !")
        more = text.removesuffix(" !").rstrip()
        last["text"] = f"{last['text']}\n{more}" if last["text"] else more

    def correct(self, text: str, time: str, starred: bool, private: bool) -> bool:
        inner = text[1:].strip()
        made = self.read(inner) if inner and not inner.startswith((">", "@", "~", "=", "^", "#", "b")) else None
        if made is None and inner and not re.match(r"[-+~=>@^#]|[a-z]\.|v |x/|b\^", inner):
            made = {"kind": "note", "text": inner}
        if made is None or not self.entries or made["kind"] in ("vote", "exclusion", "readmission", "recorded-vote"):
            return self.note(text, time, starred, private, found=True)
        last = self.entries[-1]
        if last["kind"] in ("motion", "amendment"):
            self.motions.pop()
        last.update({"who": None, "text": None, "to": None} | made)
        last["starred"] = last["starred"] or starred
        if made["kind"] in ("motion", "amendment"):
            self.motions.append({"entry": last, "item": last["item"]})
        return True

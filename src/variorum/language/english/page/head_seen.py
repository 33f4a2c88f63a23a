"""What is seen of the words that stand over and under a pasted text: of each line, of each of its parts, of each word.

These are the features from which `head_marks.py` tells title, outlet, who signs and the day. Folded lines (text/normal.py); pure.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final, NamedTuple

from variorum.language.english.months import numbers
from variorum.language.english.names.persons import is_first_name
from variorum.language.english.page.head_lines import ADDRESS, LABEL, LONGEST, STAFF, Line, Part, days_in, kind, parts_of
from variorum.language.english.page.head_names import Around, of_name
from variorum.text.normal import key_of

FAR, ENDING = 1000, 8  # code points of a line that are looked at as a whole, and of its end
KEPT: Final = 30  # words of a line that are looked at
KEPT_OF_STORY: Final = 12
_GLUED: Final = r"(?=(?:Published|Posted|Updated)\b)"  # "Ellen RaskPublished Mar 4, 2024"
_WORD: Final = re.compile(rf"[A-Z][^\W_]*?[a-z]{_GLUED}|[^\W_]+(?:[.'&/-][^\W_]+)*|©")
_STEMS: Final = re.compile(r"[^\W\d_]{4,}")
STEM: Final = 5  # letters by which words are the same
NO_PART: Final = "mark"  # seen of a word that is of no part
_DAYS: Final = frozenset(name[:STEM] for name in (*numbers(), "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"))
_NO_TITLE: Final = ("by", "dated", "menu", "beside", "right", "url")  # kinds of lines


class Seen(NamedTuple):
    """A word, what is seen of it, and how it stands to the word before: 0 in one part of a line, 1 behind a mark, 2 in a new line."""

    line: int  # number among the lines
    start: int  # in the line
    end: int
    step: int
    of_line: tuple[str, ...]
    of_part: tuple[str, ...]
    of_word: tuple[str, ...]


@lru_cache(1 << 10)
def _of_line_alone(line: str) -> tuple[str, tuple[str, ...]]:
    """What is seen of a line wherever it stands, its kind first."""
    words = line.split()
    what = kind(line)
    size = next(
        name
        for most, name in ((1, "1"), (2, "2"), (3, "3"), (5, "5"), (8, "8"), (12, "12"), (18, "18"), (30, "30"), (9999, "+"))
        if len(words) <= most
    )
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    raised = sum(word[0].isupper() for word in long)
    case = "upper" if line.isupper() else "none" if not long else "title" if raised > 0.7 * len(long) else "one" if raised <= 1 else "some"
    found = [f"kind={what}", f"size={size}", f"case={case}", f"{what}/{size}", f"ends={line[-1] if not line[-1].isalnum() else 'a'}"]
    label = LABEL.match(line)
    if label:
        found.append(f"label={label['label'].lower()}")
    found += [
        f"has={name}"
        for name, there in (
            ("day", days_in(line)),
            ("url", ADDRESS.search(line)),
            ("@", "@" in line),
            ("|", "|" in line),
            ("dash", re.search(r"\s[–—-]{1,2}\s", line)),
            ("digit", re.search(r"\d", line)),
        )
        if there
    ]
    return what, tuple(found)


class _Head(NamedTuple):
    """Lines with what is worked out of all of them together."""

    lines: Sequence[Line]
    kinds: Sequence[str]
    alone: Sequence[tuple[str, ...]]  # what is seen of a line wherever it stands
    words: Sequence[list[re.Match[str]]]
    parts: Sequence[list[Part]]
    made: Sequence[str]  # of what parts a line is made
    shared: Sequence[int]  # words of the story
    again: Sequence[bool]  # does another line say the same?
    tails: Sequence[int]  # where in a line ends what another line is
    first: int  # number of the line with which the story seems to begin
    title: int  # number of what seems to be the title; -1: none
    around: Around


def seen(lines: Sequence[Line], pile: frozenset[str] = frozenset()) -> list[Seen]:
    """Each word of these lines with what is seen of it. `pile`: outlets of other reports, as keys."""
    head = _head(lines, pile) if lines else None
    return [word for number in range(len(lines)) for word in _words(head, number)] if head else []


def _head(lines: Sequence[Line], pile: frozenset[str]) -> _Head:
    kinds, alone = zip(*(_of_line_alone(_near(line.text)) for line in lines), strict=True)
    story = [line.text for line in lines if line.is_story]
    words = [list(islice(_WORD.finditer(line.text, 0, LONGEST), KEPT_OF_STORY if line.is_story else KEPT)) for line in lines]
    parts = [parts_of(line.text[:LONGEST], some[-1].end() if some else 0) for line, some in zip(lines, words, strict=True)]
    first = next((number for number, what in enumerate(kinds) if what == "story"), len(lines))
    shared = _shared(lines, story)
    able = [number for number in range(first) if kinds[number] not in _NO_TITLE and lines[number].text.count(" ") > 1]
    title = max(able, key=lambda number: (min(shared[number], 4), lines[number].text.count(" ") < 20, -number), default=-1)
    keys = Counter(key_of(line.text) for line in lines)
    named = Counter(key_of(STAFF.sub("", part.text)) for some in parts for part in some if part.text[:1].isupper())
    hosts = "".join(re.sub(r"\W", "", line.text.lower()) for line in lines if ADDRESS.search(_near(line.text)) or "@" in line.text)
    return _Head(
        lines,
        kinds,
        alone,
        words,
        parts,
        ["+".join(part.form for part in some) if len(some) < 4 else f"{some[0].form}+.." if some else "-" for some in parts],
        shared,
        [keys[key_of(line.text)] > 1 for line in lines],
        [_tail(line.text, lines) for line in lines],
        first,
        title,
        Around(named, "\n".join(story), lines[title].text if title >= 0 else "", hosts, pile),
    )


def _near(line: str) -> str:
    """The beginning of a line, and how it ends: what is seen of it as a whole."""
    return line if len(line) < FAR else line[:FAR] + line[-ENDING:]


def _shared(lines: Sequence[Line], story: Sequence[str]) -> list[int]:
    """How many words of each line stand in the sentences of the story, itself left out."""
    stems = [_stems(line) for line in story]
    found = []
    for line in lines:
        others = set[str]().union(*(stem for stem, text in zip(stems, story, strict=True) if text != line.text))
        found.append(len(_stems(line.text) & others))
    return found


def _tail(text: str, lines: Sequence[Line]) -> int:
    """Where another line ends that a line begins with: "Ferry runs aground - The Lantern" over "Ferry runs aground"."""
    return max((len(other.text) for other in lines if 12 < len(other.text) < len(text) and text.startswith(other.text)), default=0)


def _place(head: _Head, number: int) -> tuple[str, str]:
    """How far a line stands from the story, and from what seems to be the title."""
    if head.lines[number].foot:
        return "foot", "foot"
    near = "story" if number == head.first else f"-{min(head.first - number, 4)}" if number < head.first else "+"
    far = "+" if number > head.first else "?" if head.title < 0 else f"{max(-3, min(4, number - head.title))}"
    return near, far


def _of_line(head: _Head, number: int) -> tuple[str, ...]:
    """What is seen of a line among the others."""
    what, made, overlap = head.kinds[number], head.made[number], min(head.shared[number], 3)
    near, far = _place(head, number)
    above, over = (head.kinds[number - 1], head.made[number - 1]) if number else ("^", "^")
    below, under = (head.kinds[number + 1], head.made[number + 1]) if number + 1 < len(head.lines) else ("$", "$")
    apart = {"near": near, "far": far, "shared": overlap, "above": above, "below": below}
    alone = {**apart, "place": min(number, 6), "gap": head.lines[number].gap, "made": made, "over": over, "under": under}
    place = min(number, 3)
    return (
        *head.alone[number],
        *(f"{name}={value}" for name, value in alone.items()),
        *(f"{name}={value}/{what}" for name, value in (*apart.items(), ("place", place))),
        *(f"above={above}/{overlap}", f"place={place}/{near}", f"far={far}/{near}", f"far={far}/{made}"),
        *(f"made={made}/{under}", f"made={made}/{over}"),
        *(["again"] if head.again[number] else []),
    )


def _words(head: _Head, number: int) -> Iterator[Seen]:
    """The words of a line."""
    line, parts, what, tail = head.lines[number], head.parts[number], head.kinds[number], head.tails[number]
    of_line, words = _of_line(head, number), head.words[number]
    days = [(day.start, day.end) for day in days_in(line.text)]
    place, last = 0, -1 - len(parts)
    shown: tuple[str, ...] = ()
    for order, word in enumerate(words):
        while place < len(parts) and parts[place].end <= word.start():
            place += 1
        inside = place < len(parts) and parts[place].start <= word.start()
        here = place if inside else -1 - place
        if here != last or not order:
            shown = _of_part(parts, place, what, *_place(head, number), head.around) if inside else (NO_PART,)
            if tail:
                shown += ("tail",) if word.start() > tail else ("whole",)
        step = 2 if not order else 0 if here == last else 1
        last = here
        beside = [words[at][0].lower() if 0 <= at < len(words) else end for at, end in ((order - 1, "^"), (order + 1, "$"))]
        of_word = _of_word(word, beside, what, parts[place] if inside else None, any(day[0] <= word.start() < day[1] for day in days))
        yield Seen(number, word.start(), word.end(), step, of_line, shown, of_word)


def _of_word(word: re.Match[str], beside: Sequence[str], what: str, part: Part | None, in_day: bool) -> tuple[str, ...]:
    lower, form = word[0].lower(), _shape(word[0])
    own = (f"w={lower}", f"shape={form}", f"w-1={beside[0]}", f"w+1={beside[1]}", f"{what}/{form}", f"in-day={in_day}")
    if part is None:
        return own
    edges = (f"first={word.start() == part.start}/{form}", f"last={word.end() == part.end}/{form}")
    article = (f"the/{part.form}",) if lower == "the" else ()
    return (*own, *edges, *article, f"name={is_first_name(word[0])}/{part.form}")


def _of_part(parts: Sequence[Part], place: int, kind: str, near: str, far: str, around: Around) -> tuple[str, ...]:
    part = parts[place]
    left = parts[place - 1].form if place else "^"
    right = parts[place + 1].form if place + 1 < len(parts) else "$"
    count = part.text.count(" ") + 1
    name = STAFF.sub("", part.text)
    found = [
        f"form={part.form}",
        f"before={part.before}",
        f"after={part.after}",
        f"left={left}",
        f"right={right}",
        f"{part.before}/{part.form}/{part.after}",
        f"{part.before}/{part.form}",
        f"{part.form}/{part.after}",
        f"{left}{part.before}{part.form}",
        f"{part.form}{part.after}{right}",
        f"{kind}/{part.form}/{part.before}",
        f"n={min(count, 6)}/{part.form}",
        f"{part.form}/{near}",
        f"{kind}/{part.form}",
        f"{part.form}/{far}",
        f"{part.before}/{part.form}/{part.after}/{far}",
        f"{left}{part.before}{part.form}{part.after}{right}",
        f"order={min(place, 2)}/{len(parts) - place if len(parts) - place < 3 else 3}/{part.form}",
    ]
    if name[:1].isupper() or name.isupper():
        found += of_name(name, part.form, around)
    if part.text.isupper():
        found.append(f"upper/{part.form}")
    return tuple(found)


def _stems(text: str) -> set[str]:
    return {word.lower()[:STEM] for word in _STEMS.findall(text)} - _DAYS


def _shape(word: str) -> str:
    if word.isdigit():
        return "9" * min(len(word), 4)
    if word.isupper():
        return "A" if len(word) == 1 else "AA" if len(word) < 5 else "AAA"
    if word[0].isupper():
        return "Aa" if word[1:].islower() else "AaA"
    return "a1" if any(map(str.isdigit, word)) else "a" if word.isalpha() else "a-"

"""What a person decided of a story or of a finding. A decision holds until it is undone, and nothing that was decided is ever deleted.

It hangs on places in reports and not on ids of findings, so that it finds its finding again whatever was read, judged or renamed since.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from itertools import count
from textwrap import shorten
from typing import Final, Literal

from variorum.model.rows import content_id, to_row

Kind = Literal["join", "split", "move", "speaker", "same", "apart", "strike", "report", "remove"]
OF_STORIES: Final[frozenset[str]] = frozenset({"join", "split", "move"})  # which reports are one story
OF_REPORTS: Final[frozenset[str]] = frozenset({"report", "remove"})  # what a report is, and whether it is to be there
# What can be said of a report, and how a sentence calls it.
FACTS: Final = {"outlet": "outlet", "published": "time of publication", "title": "headline", "byline": "author", "url": "address"}
A_REPORT: Final = "a report"  # as sentences call a report that they do not name
MOST_QUOTED: Final = 120  # characters of an anchor that the sentence of a decision repeats
OF_PAIRS: Final[frozenset[str]] = frozenset({"same", "apart"})  # what is said of two names alike, whichever is told first


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place in a report, in code points, end exclusive, and the words there: where other words stand, a decision does not apply."""

    report: str
    start: int
    end: int
    text: str

    def fits(self, text: str) -> bool:
        """Do the words still stand there in the text of the report?"""
        return text[self.start : self.end] == self.text


@dataclass(frozen=True, slots=True)
class Value:
    """What was decided; each kind has fields of its own, the others are empty."""

    name: str | None = None  # speaker: who said it; report: what its fact is; null: nobody known, nothing known
    others: tuple[Anchor, ...] = ()  # same, apart: the other name; strike: the other sides of the difference, none: all that rests there
    kinds: tuple[str, ...] = ()  # strike: kinds of difference that are meant; none: any
    reports: tuple[str, ...] = ()  # join, split, move, report, remove: the reports that are meant, sorted
    to: str | None = None  # move: a report of the story where they belong
    fact: str | None = None  # report: which of its facts is told


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision of a person.

    join: the reports tell of one event, with all that stands beside each. split: they tell of another event than the rest of their story.
    move: they belong to the story of report `to`. speaker: the quotation at the anchor was said by `name`. same, apart: the names at the
    anchor and at the other one are of one person or body, or are not. strike: the difference that rests on the anchor is wrong. report: a
    fact of the report is `name`. remove: the report is not to be in the library.
    """

    id: str
    kind: Kind
    anchor: Anchor | None  # none where the decision is about whole reports
    value: Value
    by: str | None  # who decided; null where nobody is named
    at: str | None  # ISO 8601, UTC; null in libraries of the time before it was kept
    why: str  # what was decided, as a sentence
    undone: str | None = None  # when it was taken back

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        """All places that it rests on."""
        return (*((self.anchor,) if self.anchor else ()), *self.value.others)

    @property
    def reports(self) -> frozenset[str]:
        """The reports that it names."""
        return frozenset({*(anchor.report for anchor in self.anchors), *self.value.reports, *((self.value.to,) if self.value.to else ())})

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about: of two decisions about one subject the later holds. All decisions on stories bear on each other."""
        if self.kind in OF_STORIES:
            return ("stories",)
        if self.kind in OF_PAIRS:
            return ("names", frozenset(self.anchors))
        if self.kind in OF_REPORTS:
            return (self.kind, self.value.reports, self.value.fact)
        return (self.kind, self.anchor, *((self.value,) if self.kind == "strike" else ()))

    @property
    def signed(self) -> str:
        """ "by Ada Quill on 2024-05-02", as a finding tells it."""
        return f"by {self.by or 'a person'}" + (f" on {self.at[:10]}" if self.at else "")

    def same_as(self, other: "Decision") -> bool:
        """Is the same decided, whoever said so, and when?"""
        return (self.kind, self.anchor, self.value) == (other.kind, other.anchor, other.value)


def decided(kind: Kind, anchor: Anchor | None, value: Value, by: str | None, at: str | None, note: str = "") -> Decision:
    """A decision with its id and the sentence that tells it; `note` is what the person says of it.

    Raises ValueError where it does not name the places that its kind needs.
    """
    if kind not in OF_STORIES | OF_REPORTS and anchor is None:
        raise ValueError(f"a decision of the kind {kind!r} hangs on a place")
    if kind in OF_REPORTS and (len(value.reports) != 1 or (kind == "report") != (value.fact in FACTS)):
        raise ValueError(f"a decision of the kind {kind!r} names one report, and a fact of it where it tells one")
    if kind in OF_PAIRS and (len(value.others) != 1 or value.others[0] == anchor):
        raise ValueError(f"a decision of the kind {kind!r} names one other place")
    if kind in OF_PAIRS and anchor is not None:
        anchor, *others = sorted((anchor, *value.others), key=lambda one: (one.report, one.start, one.end))
        value = replace(value, others=tuple(others))
    value = replace(value, reports=tuple(sorted(value.reports)), kinds=tuple(sorted(value.kinds)))
    told = _sentence(kind, anchor, value)
    return Decision(content_id("decision", kind, to_row(anchor), to_row(value)), kind, anchor, value, by, at, f"{told} {note}".strip())


def free(decision: Decision, taken: Collection[str]) -> Decision:
    """The decision under an id that no other has: the same may be decided again after it was undone."""
    if decision.id not in taken:
        return decision
    names = (content_id("decision", decision.id, number) for number in count(2))
    return replace(decision, id=next(name for name in names if name not in taken))


def in_force(decisions: Iterable[Decision]) -> tuple[Decision, ...]:
    """What holds, in the order in which it was decided: nothing undone, and of two decisions about one finding the later."""
    standing = [one for one in decisions if one.undone is None]
    last = {one.subject: number for number, one in enumerate(standing)}
    return tuple(one for number, one in enumerate(standing) if one.kind in OF_STORIES or last[one.subject] == number)


def _sentence(kind: Kind, anchor: Anchor | None, value: Value) -> str:
    words = _quoted(anchor) if anchor else ""
    others = " and ".join(map(_quoted, value.others))
    several = len(value.reports) != 1
    reports, ending = f"{len(value.reports)} report{'s' if several else ''}", "" if several else "s"
    return {
        "join": f"{reports} tell{ending} of one event.",
        "split": f"{reports} tell{ending} of another event than the rest of {'their' if several else 'its'} story.",
        "move": f"{reports} belong{ending} to another story.",
        "speaker": f"{words} was said by {value.name or 'nobody who is known'}.",
        "same": f"{words} and {others} are one.",
        "apart": f"{words} and {others} are not one.",
        "report": f"The {FACTS.get(value.fact or '')} of {A_REPORT} is {f'“{value.name}”' if value.name else 'not known'}.",
        "remove": f"Left out of the library: {A_REPORT}.",
        "strike": f"The difference between {words} and {others} is wrong." if others else f"No difference rests on {words}.",
    }[kind]


def _quoted(anchor: Anchor) -> str:
    return f"“{shorten(anchor.text, MOST_QUOTED, placeholder=' …')}”"

"""Who took the text from whom: origins with their reports, as lines for the brief and as a graph for the stemma."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from variorum.language.outlets import family_of
from variorum.language.pages import agency_alone
from variorum.model.story import UNKNOWN_ORIGIN, Borrowing, Counts, Dossier, Origin
from variorum.text.normal import fold
from variorum.views.witnesses import counted, name_of
from variorum.views.words import COPIED, plain


@dataclass(frozen=True, slots=True)
class Node:
    """A report, or an original that is not among those read (`lost`)."""

    id: str
    label: str
    number: int | None
    published: str | None
    origin: str | None
    lost: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """Text going from giver to taker. `share` is the part of the taker's sentences found there, 0..1."""

    borrowing: str
    giver: str
    taker: str
    kind: str
    direction: Literal["known", "inferred", "unknown"]
    share: float
    why: str
    basis: str = "shared_text"  # or stated, cited
    text: bool = True  # has the taker words of the giver, or only facts?


@dataclass(frozen=True, slots=True)
class Descent:
    """The graph of one story."""

    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


@dataclass(frozen=True, slots=True)
class OriginLine:
    """One origin and how each of its reports comes from it."""

    name: str
    in_hand: bool
    numbers: tuple[int, ...]
    how: tuple[str, ...]
    why: str
    perhaps: tuple[int, ...] = ()  # of an original that is not surely in hand: the reports that may be its own text


_VERB = {
    "verbatim": "copies",
    "edited": "edits",
    "paraphrase": "rewrites",
    "translation": "was translated from",
    "partial": "takes sentences from",
}

MOST_NUMBERED = 4  # reports that a line names by their numbers, texts whose passages it tells of; more are counted

_SAID = {"cited": "says that it has facts from", "stated": "names among its sources"}


def origin_names(dossier: Dossier) -> dict[str, str]:
    """Origin -> what it is called: one of which nobody can tell whose it is by the reports that have it, "the text of [1][2]"."""
    numbers = dossier.numbers

    def called(origin: Origin) -> str:
        if not origin.name.startswith(UNKNOWN_ORIGIN):
            return origin.name
        held_by = sorted(numbers[report] for report in origin.reports)
        more = f" and {len(held_by) - MOST_NUMBERED} more" if len(held_by) > MOST_NUMBERED else ""
        return f"the text of {''.join(f'[{number}]' for number in held_by[:MOST_NUMBERED])}{more}"

    return {origin.id: called(origin) for origin in dossier.origins}


def text_of(name: str) -> str:
    """ "the text of AP"; a text that is called by its reports is called so already."""
    return name if name.startswith("the text of [") else f"the text of {name}"


def descent(dossier: Dossier) -> Descent:
    """Nodes in the order of reports, lost originals after them, then media that are named and not read; edges in the order of takers."""
    numbers, names = dossier.numbers, origin_names(dossier)
    nodes = [
        Node(report.id, name_of(report), numbers[report.id], report.told_at, dossier.origin_of.get(report.id), False)
        for report in dossier.reports
    ]
    lost = {borrowing.giver for borrowing in dossier.borrowings if borrowing.giver not in numbers}
    nodes += [
        Node(origin.id, names[origin.id], None, None, origin.id, True)
        for origin in dossier.origins
        if origin.id in lost or not origin.in_hand
    ]
    there = {node.id for node in nodes}
    named = {b.giver: b.giver_name or "another medium" for b in dossier.borrowings if b.giver not in there}
    nodes += [Node(giver, name, None, None, None, True) for giver, name in sorted(named.items(), key=lambda row: (row[1], row[0]))]
    edges = [Edge(b.id, b.giver, b.taker, b.kind, b.direction, b.score, b.why, b.basis, bool(b.pairs)) for b in dossier.borrowings]
    return Descent(tuple(nodes), tuple(sorted(edges, key=lambda edge: (numbers.get(edge.taker, 0), edge.giver))))


def origin_lines(dossier: Dossier) -> tuple[OriginLine, ...]:
    """One line an origin, largest first: its name, its reports' numbers, and how each comes from it."""
    numbers = dossier.numbers
    names = origin_names(dossier)
    taken: dict[str | None, list[Borrowing]] = {}
    for borrowing in dossier.borrowings:
        taken.setdefault(dossier.origin_of.get(borrowing.taker), []).append(borrowing)
    lines = []
    for origin in sorted(dossier.origins, key=lambda origin: (-len(origin.reports), min(numbers[report] for report in origin.reports))):
        inside = tuple(sorted(numbers[report] for report in set(origin.reports)))
        unknown = origin.name.startswith(UNKNOWN_ORIGIN)
        alone = [] if origin.in_hand else [key for key in origin.reports if unknown or agency_alone(dossier.by_id[key]) == origin.name]
        perhaps = tuple(sorted(numbers[report] for report in alone))
        how = [
            _how(borrowing, numbers, names.get(borrowing.giver, names[origin.id]), perhaps if borrowing.giver == origin.id else ())
            for borrowing in taken.get(origin.id, ())
            if not (borrowing.giver == origin.id and numbers[borrowing.taker] in perhaps)
        ]
        lines.append(OriginLine(names[origin.id], origin.in_hand, inside, tuple(sorted(how)), origin.why, perhaps))
    return tuple(lines)


def lineage(dossier: Dossier) -> str:
    """How many separate texts there are, and which carry passages of another: "4 separate texts; [2][5] carry passages of AP".

    Whether they tell independently of each other is another question, and asked of each point.
    """
    told = ", ".join([counted(len(dossier.origins), "separate text"), *party_words(dossier)])
    given = carried(dossier)
    more = [f"and passages of {len(given) - MOST_NUMBERED} more"] if len(given) > MOST_NUMBERED else []
    return "; ".join([told, *given[:MOST_NUMBERED], *more, *owned(dossier)])


def party_words(dossier: Dossier) -> tuple[str, ...]:
    """How many texts are a party's own word, where any is."""
    releases = sum(origin.release for origin in dossier.origins)
    return (f"{releases} of them a party's own word",) if releases else ()


def owned(dossier: Dossier) -> tuple[str, ...]:
    """Which outlets are of one owner: what these tell apart from each other is still told by one house."""
    families: dict[str, set[str]] = {}
    for report in dossier.reports:
        if report.outlet and (family := family_of(report.outlet)):
            families.setdefault(family, set()).add(report.outlet)
    several = ((family, sorted(those)) for family, those in sorted(families.items()) if len(those) > 1)
    return tuple(f"{' and '.join(those)} are of one owner, {family}" for family, those in several)


def open_count(counts: Counts) -> tuple[str, ...]:
    """Between which numbers of separate texts it is open, where some texts could as well be one as two."""
    least, most = counts.origins_least, counts.origins_most
    if least is None or least == most:
        return ()
    return (f"whether some of these are one text is open: there may be {least} to {most}",)


def carried(dossier: Dossier) -> tuple[str, ...]:
    """Whose passages are carried by reports of another text, the most carried first: "[2][5] carry passages of AP"."""
    names = origin_names(dossier)
    takers: dict[str, set[str]] = {}
    for borrowing in dossier.borrowings:
        giver = dossier.origin_of.get(borrowing.giver, borrowing.giver)
        if borrowing.pairs and giver != dossier.origin_of.get(borrowing.taker):
            takers.setdefault(names.get(giver, giver), set()).add(borrowing.taker)
    number = dossier.numbers
    return tuple(
        f"{_numbered(sorted(number[key] for key in those))} {'carries' if len(those) == 1 else 'carry'} passages of {name}"
        for name, those in sorted(takers.items(), key=lambda row: (-len(row[1]), row[0]))
    )


def _numbered(numbers: Sequence[int]) -> str:
    """ "[2][5]", or how many where they are many."""
    return "".join(f"[{number}]" for number in numbers) if len(numbers) <= MOST_NUMBERED else counted(len(numbers), "report")


def held(in_hand: bool, perhaps: Sequence[int]) -> str | None:
    """What is to be said of an original's own text; None where it is among the reports."""
    if in_hand:
        return None
    if not perhaps:
        return "not among your files"
    more = [f"{len(perhaps) - MOST_NUMBERED} more"] if len(perhaps) > MOST_NUMBERED else []
    return f"perhaps {' or '.join([*(f'[{number}]' for number in perhaps[:MOST_NUMBERED]), *more])}"


def changed_in(borrowing: Borrowing) -> str:
    """ ", 1 of them changed": of the passages of a copy that stand in its original, how many have other words there."""
    changed = sum(_words(pair.taker.text) != _words(pair.giver.text) for pair in borrowing.pairs)
    return f", {changed} of them changed" if changed and borrowing.kind == "verbatim" else ""


def _words(text: str) -> list[str]:
    return fold(text).casefold().split()


def _how(borrowing: Borrowing, numbers: dict[str, int], name: str, perhaps: Sequence[int]) -> str:
    giver = f"[{numbers[borrowing.giver]}]" if borrowing.giver in numbers else f"{name}’s text, {held(False, perhaps)}"
    if not borrowing.pairs and borrowing.basis != "shared_text":
        giver = f"[{numbers[borrowing.giver]}]" if borrowing.giver in numbers else (borrowing.giver_name or name)
        said = _SAID[borrowing.basis] if borrowing.cites else "was made, as its file says, from"
        return f"[{numbers[borrowing.taker]}] {said} {giver}"
    share = f"{borrowing.score:.0%} of its sentences{changed_in(borrowing)}"
    if borrowing.direction == "unknown":
        shared = "shares text with" if borrowing.giver in numbers else _VERB[borrowing.kind]
        return f"[{numbers[borrowing.taker]}] {shared} {giver} ({plain(borrowing.kind, COPIED)}, {share}; who took from whom is open)"
    return f"[{numbers[borrowing.taker]}] {_VERB[borrowing.kind]} {giver} ({share})"

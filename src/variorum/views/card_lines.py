"""The answer card as lines, which the terminal, plain text and Markdown print each in its own way."""

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final, Literal

from variorum.views.apparatus import Marked
from variorum.views.card import LONGEST_LINE, Card, Difference, Newest, Text, below
from variorum.views.descent import held
from variorum.views.witnesses import Citation, counted, day, name_and_title

# Stands before and after differing words until the page is written. Reading drops control characters, so no report holds one.
MARK: Final = "\x02"
MOST_NUMBERS: Final = 6  # of the reports that a line cites; the others are counted
DIFFER: Final = "Where reports differ"
CHANGED: Final = "Changed by one copy of a text"
LABELS: Final = 14  # columns for the labels of rows, whose lines stand in line behind them

Place = Literal["row", "under", "heading", "question", "answer", "note"]
BEFORE: Final[Mapping[Place, int]] = {"row": 0, "under": LABELS, "heading": 0, "question": 2, "answer": 4, "note": 0}  # columns left free


@dataclass(frozen=True, slots=True)
class CardLine:
    """One line: a `row` begins with its label, `under` goes on with it; a `question` has for a label what kind of difference it is."""

    place: Place
    text: str
    cites: str = ""
    label: str = ""
    kind: str = ""  # the verdict of a question, where it is told


def card_lines(card: Card) -> tuple[CardLine, ...]:
    """The card from top to bottom."""
    return (*_head(card), *_newest(card.newest), *_corrected(card), *_differences(card))


def _head(card: Card) -> Iterator[CardLine]:
    if card.what.text:
        yield CardLine("row", card.what.text, numbers(card.what.citation), "What happened")
        yield CardLine("under", card.what.why)
    else:
        yield CardLine("row", card.what.why, label="What happened")
    if card.alike:
        yield CardLine("row", card.alike.text, numbers(card.alike.citation), "Told alike")
        yield CardLine("under", card.alike.why)
    counts = " · ".join((counted(card.reports, "report"), counted(card.outlets, "outlet"), counted(card.texts, "separate text")))
    owned = [(one, held(one.in_hand, one.perhaps)) for one in card.names]
    names = [one.name + _in_brackets(one, told) for one, told in owned]
    yield CardLine("row", f"{counts}: {'; '.join(_and_more(names, card.more_names))}" if names else counts, label="Sources")
    if card.carrying:
        told = "; ".join(_and_more(card.carrying, card.more_carrying, "passages of "))
        yield CardLine("under", told[0].upper() + told[1:])
    if card.informants or card.nameless:
        yield CardLine("row", _informants(card), label="On whose word")


def _in_brackets(text: Text, told: str | None) -> str:
    """In how many reports a text stands, where in more than one, and what is to be said of its original."""
    said = [str(len(text.numbers)) if len(text.numbers) > 1 else "", f"its own text is {told}" if told else ""]
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def _informants(card: Card) -> str:
    """ "3 named informants: Ada Norn, Bo Quill, and 1 more; 2 without a name"."""
    names = ", ".join(_and_more([one.name for one in card.on_word], card.more_on_word)) if card.on_word else ""
    told = ": ".join(filter(None, (counted(card.informants, "named informant") if card.informants else "", names)))
    others = f"{card.nameless} without a name" if card.informants else f"{counted(card.nameless, 'informant')} without a name"
    return "; ".join(filter(None, (told, others if card.nameless else "")))


def _corrected(card: Card) -> Iterator[CardLine]:
    if card.corrected:
        yield CardLine("row", "; ".join(_and_more(card.corrected, card.more_corrected)), label="Corrected")


def _newest(newest: Newest | None) -> Iterator[CardLine]:
    if newest is None:
        yield CardLine("row", "Not known: no report is dated.", label="Newest")
        return
    report = newest.report
    undated = f" ({newest.undated} undated)" if newest.undated else ""
    name, title = name_and_title(report.outlet, report.title)
    told = textwrap.shorten(f"{name}, {day(report.published)}{undated}{title}", LONGEST_LINE, placeholder=" …")
    yield CardLine("row", told, numbers(newest.citation), "Newest")
    for update in newest.updates:
        told = f"Now: {marked(update.now.pieces)}; before: {marked(update.before.pieces)}"
        yield CardLine("under", told, numbers(update.before.citation))


def _differences(card: Card) -> Iterator[CardLine]:
    if card.lost:
        yield CardLine("heading", card.lost)
    if card.nothing:
        yield CardLine("heading", card.nothing)
    if card.differences:
        yield CardLine("heading", f"{DIFFER}{_of(card.differences, card.more_differences)}")
        for difference in card.differences:
            yield from _difference(difference)
    if card.changed:
        yield CardLine("heading", f"{CHANGED}{_of(card.changed, card.more_changed)}")
        for difference in card.changed:
            yield from _difference(difference)
    if card.possible and not card.nothing:
        yield CardLine("note", more(card))


def more(card: Card) -> str:
    """How many differences stand below beside those on the card, since they are less sure."""
    return below(card.possible, f"more possible {'difference' if card.possible == 1 else 'differences'}")


def _of(shown: Sequence[Difference], more: int) -> str:
    return f" ({len(shown)} of {len(shown) + more})" if more else ""


def _difference(difference: Difference) -> Iterator[CardLine]:
    more = f"{counted(difference.more, 'more answer')} below" if difference.more else ""
    kind = ", ".join(filter(None, (difference.kind, more)))
    yield CardLine("question", difference.question, label=kind, kind=difference.verdict or "")
    for answer in difference.answers:
        yield CardLine("answer", f"{'newest: ' if answer.newest else ''}{marked(answer.pieces)}", numbers(answer.citation))


def marked(pieces: Sequence[Marked]) -> str:
    """Pieces as one line, with MARK around the words that differ."""
    text = "".join(f"{MARK}{piece.text}{MARK}" if piece.differs else piece.text for piece in pieces)
    return " ".join(text.split())


def numbers(citation: Citation) -> str:
    """ "[1][3]", and how many more where there are many."""
    shown = "".join(f"[{number}]" for number in citation.numbers[:MOST_NUMBERS])
    more = len(citation.numbers) - MOST_NUMBERS
    return f"{shown} and {more} more" if more > 0 else shown


def _and_more(names: Sequence[str], more: int, what: str = "") -> list[str]:
    return [*names, *([f"and {what}{more} more"] if more > 0 else [])]


def answers_in_one(lines: Sequence[CardLine], width: int) -> tuple[CardLine, ...]:
    """The lines with the answers to one question side by side, where that takes less room."""
    made: list[CardLine] = []
    for place, group in groupby(lines, key=lambda line: line.place):
        each = tuple(group)
        told = [f"{one.text} {one.cites}".rstrip() for one in each]
        room = [len(wrapped(one, width)) for one in (" · ".join(told), *told)]
        made += [CardLine("answer", " · ".join(told))] if place == "answer" and room[0] < sum(room[1:]) else each
    return tuple(made)


def wrapped(text: str, width: int, first: str = "", after: str = "") -> list[str]:
    """Text in lines of so many columns, with stars for MARK; no word is broken."""
    return textwrap.wrap(
        text.replace(MARK, "*"), width, initial_indent=first, subsequent_indent=after, break_long_words=False, break_on_hyphens=False
    )

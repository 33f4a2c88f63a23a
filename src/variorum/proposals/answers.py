"""What a second reader's answer holds, read leniently: a fence of marks around it, thoughts before it or an end that is missing cost
no more than what they spoil. Nothing of it is believed here; its words are made harmless for a page and cut to a bearable length.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Final, NamedTuple, cast, get_args

from variorum.model.point import Kind, Verdict
from variorum.proposals.prompts import VERDICTS

LONGEST_ANSWER: Final = 200_000  # characters that are looked at: six times what the longest answer asked for has
MOST_BEGINNINGS: Final = 1_000  # places at which an object may begin, of an answer that is no whole JSON
MOST: Final = 120  # proposals of each sort that are looked at
SLIGHT, WANTED, FIRST = 1, 2, 3  # how much a difference weighs
MOST_READINGS, MOST_PASSAGES = 8, 40  # of one difference, and of one answer in it
LONGEST_QUESTION, LONGEST_VALUE, LONGEST_QUOTE = 200, 120, 400  # characters


class Quote(NamedTuple):
    """Words that are said to stand in the sentence of a number."""

    sentence: int
    words: str


class Reading(NamedTuple):
    """One answer to a question, and where it is said to stand."""

    value: str
    quotes: tuple[Quote, ...]


class Difference(NamedTuple):
    """A question that reports are said to answer otherwise."""

    question: str
    kind: Kind
    verdict: Verdict
    readings: tuple[Reading, ...]
    weight: int = WANTED  # by the reader's own word: 3 for the first screen, 2 wanted, 1 slight


class Fact(NamedTuple):
    """What reports are said to tell alike."""

    words: str
    quotes: tuple[Quote, ...]


class Speaker(NamedTuple):
    """Whose words a quote is said to be, and the number of the sentence that is said to name them."""

    quote: Quote
    name: str
    named_in: int


@dataclass(frozen=True, slots=True)
class Proposals:
    """All that an answer proposes, in its order; `malformed` counts what has not the form that was asked for."""

    differences: tuple[Difference, ...] = ()
    facts: tuple[Fact, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    malformed: int = 0


def proposals(text: str) -> Proposals:
    """What an answer proposes. Whatever the text is, this raises nothing."""
    differences: list[Difference] = []
    facts: list[Fact] = []
    speakers: list[Speaker] = []
    malformed = 0
    for row in objects(text, ("differences", "facts", "speakers"), ("readings", "fact", "speaker")):
        made = _made(row)
        if isinstance(made, Difference):
            differences.append(made)
        elif isinstance(made, Fact):
            facts.append(made)
        elif isinstance(made, Speaker):
            speakers.append(made)
        else:
            malformed += 1
    malformed += sum(max(0, len(found) - MOST) for found in (differences, facts, speakers))
    return Proposals(tuple(differences[:MOST]), tuple(facts[:MOST]), tuple(speakers[:MOST]), malformed)


def objects(text: str, lists: Sequence[str], marks: Sequence[str]) -> Iterator[Any]:
    """The objects that were asked for, out of the answer or out of what is left of it: those in lists of these names, and any that has
    one of these marks by name.
    """
    decoder = json.JSONDecoder()
    text = text[:LONGEST_ANSWER]
    at = text.find("{")
    for _ in range(MOST_BEGINNINGS):
        if at < 0:
            return
        found, end = None, at + 1
        with suppress(ValueError, RecursionError):
            found, end = decoder.raw_decode(text, at)
        if isinstance(found, dict):
            held = [found[name] for name in lists if isinstance(found.get(name), list)]
            if held:
                yield from (row for one in held for row in one)
            elif found.keys() & set(marks):
                yield found
            else:
                end = at + 1 if any(isinstance(value, (dict, list)) for value in found.values()) else end
        at = text.find("{", end)


def _made(row: Any) -> Difference | Fact | Speaker | None:
    """A proposal of an object; None where it has not the form that was asked for."""
    if not isinstance(row, dict):
        return None
    if "readings" in row:
        return _difference(row)
    if "fact" in row:
        words, quotes = plain(row["fact"], LONGEST_QUESTION), _quotes(row.get("passages"))
        return Fact(words, quotes) if words and quotes else None
    quote, name, named_in = _quote(row), plain(row.get("speaker"), LONGEST_VALUE), _number(row.get("named_in"))
    return Speaker(quote, name, named_in) if quote is not None and name and named_in is not None else None


def _difference(row: dict[str, Any]) -> Difference | None:
    question, kind, verdict = plain(row.get("question"), LONGEST_QUESTION), _word(row.get("kind")), _word(row.get("verdict"))
    given = row["readings"] if isinstance(row["readings"], list) else []
    rows = [one for one in given[:MOST_READINGS] if isinstance(one, dict)]
    readings = tuple(Reading(plain(one.get("value"), LONGEST_VALUE), _quotes(one.get("passages"))) for one in rows)
    if not question or kind not in get_args(Kind) or verdict not in VERDICTS or len(readings) < 2:
        return None
    return Difference(question, cast(Kind, kind), cast(Verdict, verdict), readings, _weight(row.get("weight")))


def _quotes(given: Any) -> tuple[Quote, ...]:
    rows = given[:MOST_PASSAGES] if isinstance(given, list) else []
    return tuple(quote for row in rows if (quote := _quote(row)) is not None)


def _quote(row: Any) -> Quote | None:
    if not isinstance(row, dict):
        return None
    sentence, words = _number(row.get("sentence")), row.get("quote")
    if sentence is None or not isinstance(words, str) or not words.strip() or len(words) > LONGEST_QUOTE:
        return None
    return Quote(sentence, words)


def _number(given: Any) -> int | None:
    """A sentence's number, also where it is written "12" or "[12]"."""
    if isinstance(given, bool):
        return None
    if isinstance(given, int):
        return given
    digits = given.strip().strip("[]") if isinstance(given, str) else ""
    return int(digits) if digits.isascii() and digits.isdecimal() and len(digits) < 9 else None


def _weight(given: Any) -> int:
    number = _number(given)
    return number if number in (SLIGHT, WANTED, FIRST) else WANTED


def _word(given: Any) -> str:
    return given.strip().lower() if isinstance(given, str) else ""


def plain(given: Any, most: int) -> str:
    """A model's own words as one line that hides and steers nothing, cut to so many characters; nothing where they are no words."""
    if not isinstance(given, str):
        return ""
    line = " ".join("".join(letter if letter.isprintable() else " " for letter in given[: 4 * most]).split())
    return line if len(line) <= most else line[:most].rsplit(" ", 1)[0] + " …"

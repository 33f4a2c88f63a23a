"""What a second reader answers to the second question, and what becomes of a line by it.

Of the answer, too, nothing is believed that the words do not show: the words that it says answer the question have to stand in a passage
of that side as it was shown. An answer that is missing or has no form leaves a line unlooked at, and a line that was not looked at
is never at full standing.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final, NamedTuple

from variorum.model.proposal import Answer
from variorum.proposals.answers import LONGEST_QUOTE, objects, plain
from variorum.proposals.asking_back import LETTERS, STANDINGS, Line
from variorum.proposals.quotes import words

LONGEST_WHY: Final = 200  # characters


class Said(NamedTuple):
    """What is said of one line."""

    one: bool  # one thing, and one question
    fits: frozenset[str]  # the answers, by letter, that say what their passages say
    stand: dict[str, str]  # two letters -> how these answers stand
    unfit: frozenset[str]  # the passages, by name, that do not give their answer
    worth: int  # 0 no difference … 3 the first screen


def parted(text: str, lines: Sequence[Line]) -> dict[str, str]:
    """An answer to the second question as one text for each line that was asked about, under the line's hash; one that was left out
    is there all the same, so that it is not asked again.
    """
    found: dict[int, dict[str, Any]] = {}
    for row in objects(text, ("lines",), ("stand", "unfit")):
        number = row.get("line") if isinstance(row, dict) else None
        if isinstance(number, int) and not isinstance(number, bool):
            found.setdefault(number, row)
    return {line.key: json.dumps(_bare(found.get(number, {})) | {"line": line.key}) for number, line in enumerate(lines, 1)}


def _bare(row: dict[str, Any]) -> dict[str, Any]:
    """What is kept of a row: what was asked for, short, and of the right form."""
    if not row:
        return {}
    says = [
        {"of": one["of"], "words": one["words"][:LONGEST_QUOTE], "fits": one.get("fits") is True}
        for one in _dicts(row.get("says"))
        if one.get("of") in list(LETTERS) and isinstance(one.get("words"), str)
    ]
    stand = [
        {"of": one["of"], "how": one["how"]}
        for one in _dicts(row.get("stand"))
        if isinstance(one.get("of"), str) and len(one["of"]) == 2 and one.get("how") in STANDINGS
    ]
    given = row.get("unfit")
    unfit = [name for name in (given if isinstance(given, list) else ()) if isinstance(name, str) and len(name) <= 3]
    worth = row.get("worth")
    return {
        "why": plain(row.get("why"), LONGEST_WHY),
        "one": row.get("one") is True,
        "says": says[: len(LETTERS)],
        "stand": stand[: len(LETTERS) ** 2],
        "unfit": unfit[: len(LETTERS) * 6],
        "worth": worth if worth in (0, 1, 2, 3) and not isinstance(worth, bool) else 0,
    }


def _dicts(given: Any) -> list[dict[str, Any]]:
    return [one for one in given if isinstance(one, dict)] if isinstance(given, list) else []


def said(answers: Sequence[Answer]) -> dict[str, dict[str, Any]]:
    """What was said of lines, by their hashes."""
    found: dict[str, dict[str, Any]] = {}
    for answer in answers:
        row = next(objects(answer.text, (), ("line",)), None)
        if isinstance(row, dict) and isinstance(row.get("line"), str) and "one" in row:
            found[row["line"]] = row
    return found


def of_line(row: Mapping[str, Any], line: Line) -> Said:
    """What a row says of a line, as far as the line's own words bear it out."""
    fits = {one["of"] for one in row["says"] if one["fits"] and _stands(one["words"], line, one["of"])}
    stand = {"".join(sorted(one["of"])): one["how"] for one in row["stand"]}
    return Said(row["one"], frozenset(fits), stand, frozenset(row["unfit"]), row["worth"])


def _stands(quote: str, line: Line, letter: str) -> bool:
    """Do these words stand in a row in a passage of an answer, or around it?"""
    wanted = [word for word, _ in words(quote)]
    return bool(wanted) and any(_holds([word for word, _ in words(one.around)], wanted) for one in line.shown if one.name[0] == letter)


def _holds(own: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(own[at : at + len(wanted)]) == list(wanted) for at in range(len(own) - len(wanted) + 1))

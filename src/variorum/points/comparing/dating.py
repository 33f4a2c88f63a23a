"""What a time in a telling dates: the act of a clause, a thing named after it ("Friday's defeat"), or that somebody said something."""

import re
from typing import Final, NamedTuple

from variorum.language.english.dates import Written
from variorum.language.english.diff import FUNCTION, Word, listed, stem, words
from variorum.language.english.speech.cues import cue_words
from variorum.model.statement import Statement
from variorum.points.surroundings import around
from variorum.points.told import Told
from variorum.points.units import LIGHT, keys_of
from variorum.text.kept import kept
from variorum.text.normal import fold

# A picture's line says when the picture was taken: "In this May 2, 2011, file photo, ...".
_PICTURE: Final = re.compile(
    r"^\W*FILE\b|\bfile\s+(?:photo|picture|image|pic)\b|\b(?:photo|picture|image)\s*(?:taken|provided|dated|:|by\b)", re.I
)
# A notice that gives its own day, or a date with the hour at which a page was made.
_NOTICE: Final = re.compile(r"\b(?:today|yesterday)\s*\(\s*(?:on\s+)?$", re.I)
_HOUR: Final = r"\d{1,2}\s?[:.]\s?\d\d"
_STAMPED: Final = re.compile(rf"^\W{{0,3}}{_HOUR}", re.I), re.compile(rf"{_HOUR}\s*(?:[ap]\.?m\.?)?\W*(?:[A-Z]{{2,4}})?\W{{0,3}}$", re.I)
# The line under a picture ends on place and date: "leaves the court in Leeds, Britain, May 2, 2011."
_UNDER_PICTURE: Final = re.compile(r"[A-Z][\w.]+,?\s?$")
_COPYRIGHT: Final = re.compile(r"©|\bcopyright\b|\ball rights reserved\b", re.I)
_IN_PICTURE: Final = re.compile(r"^'?s?,?\s*(?:file\s+)?(?:photo|picture|image|frame|video|combination)", re.I)
_OWNING: Final = re.compile(r"(?:\b(?:the|a|an|his|her|its|their|this|that|our|my)|['’]s|s['’])\s+$", re.I)
_FROM, _UP_TO = listed("since after from"), listed("until till by before")
_PARTING: Final = re.compile(r"\b(?:after|following|before|when|while|who|which|that|where|as|and|since|until)\b(?=\s+[a-z\"'‘“$\d])", re.I)
_LINKING: Final = frozenset(stem(word) for word in listed("become became remain serve begin began start end continue"))
# Ways to tell of one death.
_DEATH: Final = frozenset(stem(word) for word in listed("die kill murder slay assassinate dead death"))
_DEATHS: Final = frozenset({"pass away", "lose life"})
_LEAST_WORDS, _NOUN_WORDS = 2, 4
_TOLD: Final = frozenset(listed("say says said tell tells told write writes wrote speak speaks spoke"))
_SAYING: Final = frozenset(
    stem(word) for kind in ("say", "tell") for word, strength in cue_words(kind).items() if strength == 2 and word not in ("fear", "hope")
)


class Dated(NamedTuple):
    """What a time dates. Each of the sets holds keys of content words."""

    act: frozenset[str]  # what is done: the predicate, with a light one its object; or the thing that the time stands before
    clause: frozenset[str]  # all that the clause tells
    who: frozenset[str]
    object: frozenset[str]
    saying: bool  # it dates that something was said
    owned: bool  # a clause or a thing is known to have it as its time, and no clause within that one may have it instead
    noun: bool  # it stands before the thing that it dates
    side: str  # "from" or "to" where the act begins or ends with it, else nothing
    modality: str


@kept
def dated(told: Told, time: Written) -> Dated:
    """What a time of a telling dates: the innermost statement whose time it is, else what stands round it."""
    noun = _owned_noun(told, time)
    statements = sorted(around(told, time.start), key=lambda one: len(one.passage))
    owner = next((one for one in statements if _has(one, time)), None)
    saying = not noun and _said_then(told, time)
    home = None if saying else owner or next(iter(statements), None)
    who, whom = _parties(home) if home else (frozenset[str](), frozenset[str]())
    act = noun or (_act(home) if home else frozenset())
    return Dated(
        act,
        keys_of(words(home.passage.text)) - keys_of(words(time.text)) if home else frozenset(),
        who,
        whom,
        saying,
        bool(noun or (owner and not _parted(told, owner, time))),
        bool(noun),
        _side(told, time),
        home.modality if home else "actual",
    )


def of_a_page(told: Told, time: Written) -> bool:
    """Does a time say when a page, a notice or a picture was made, and nothing of what is told?"""
    before, after = told.text[: time.start], told.text[time.end :]
    outside = [word for word in told.words if not any(one.start <= word.start < one.end for one in told.times)]
    plain = [word for word in outside if word.key not in FUNCTION and word.key.isalpha() and len(word.text) > 3]
    whole = time.precision == "day" and time.iso is not None
    stamped = whole and bool(_STAMPED[0].match(after) or _STAMPED[1].search(before))
    beneath = whole and not re.search(r"\w", after) and bool(_UNDER_PICTURE.search(before))
    picture = beneath or bool(_PICTURE.search(told.text) or _IN_PICTURE.match(after))
    return len(plain) < _LEAST_WORDS or stamped or picture or bool(_NOTICE.search(before) or _COPYRIGHT.search(told.text))


def _has(statement: Statement, time: Written) -> bool:
    if statement.when is None:
        return False
    ours, theirs = fold(statement.when.text).lower(), time.text.lower()
    return ours in theirs or theirs in ours


def _parted(told: Told, owner: Statement, time: Written) -> bool:
    """Does a word that opens another clause or a second deed stand between the act and its time: "charged after the fire on Friday"?"""
    does = keys_of(words(owner.what)) or frozenset(word.key for word in words(owner.what))
    start = owner.passage.start - told.places[0].start
    places = [word for word in told.words if word.key in does and start <= word.start < start + len(owner.passage)]
    nearest = min(places, key=lambda word: abs(word.start - time.start), default=None)
    low, high = (start, time.start) if nearest is None else (nearest.end, time.start)
    if nearest is not None and time.start < nearest.start:
        low, high = time.end, nearest.start
    return bool(_PARTING.search(told.text[low:high]))


def _parties(statement: Statement) -> tuple[frozenset[str], frozenset[str]]:
    """Keys of the doer and of whom it is done to; who dies is told of as one who is killed."""
    who, whom = keys_of(words(statement.who or "")), keys_of(words(statement.whom or ""))
    return (frozenset(), who) if not whom and who and _of_death(statement) else (who, whom)


def _of_death(statement: Statement) -> bool:
    return statement.what in _DEATHS or not _DEATH.isdisjoint(word.key for word in words(statement.what))


def _act(statement: Statement) -> frozenset[str]:
    if _of_death(statement):
        return _DEATH
    does = keys_of(words(statement.what))
    return does - LIGHT - _LINKING or keys_of(words(statement.whom or "")) or does


def _owned_noun(told: Told, time: Written) -> frozenset[str]:
    """Keys of the thing that a time stands before: "Friday's defeat", "the May 2 raid"."""
    after = re.match(r"['’]s?\s+", told.text[time.end :])
    if not after and not _OWNING.search(told.text[: time.start]):
        return frozenset()
    found: list[str] = []
    for word in told.words[told.word_at(time.end + (2 if after else 0)) :]:
        gap = told.text[told.words[told.word_at(time.end - 1)].end if not found else word.start - 1 : word.start]
        if word.key in FUNCTION or len(found) == _NOUN_WORDS or (found and "," in told.text[time.end : word.start][2:]) or "." in gap:
            break
        found.append(word.key)
    return frozenset(found)


def _says(word: Word) -> bool:
    """Is a word a verb of saying? "Note", "report" and "state" are as often things."""
    return word.text.lower() in _TOLD or (word.key in _SAYING and word.text.endswith("ed"))


def _said_then(told: Told, time: Written) -> bool:
    """Is the verb nearest to a time, on its side of the clause, one of saying: "said in a note on Friday that", "on Friday she said"?"""
    first, last = told.word_at(time.start), told.word_at(time.end - 1)
    acts = frozenset[str]().union(*(keys_of(words(one.what)) for one in told.statements))
    following = told.words[last + 1 : last + 2]
    if following and (_says(following[0]) or following[0].text.lower() in ("showed", "shows")):
        return True
    for word in reversed(told.words[max(0, first - 8) : first]):
        if re.search(r"[,;:—–(]", told.text[word.end : time.start]):
            break
        if _says(word):
            return True
        if word.key in acts:
            return False
    before = told.text[: time.start].rstrip()
    opening = not before or before[-1] in ',;:—–("“”' or bool(re.search(r"(?:^|[,;:\"“”]\s*)\w+$", before))
    if not opening:
        return False
    for word in told.words[last + 1 : last + 9]:
        if _says(word):
            return True
        if word.key in acts:
            return False
    return False


def _side(told: Told, time: Written) -> str:
    before = told.words[max(0, told.word_at(time.start) - 2) : told.word_at(time.start)]
    return next(("from" if word.key in _FROM else "to" for word in reversed(before) if word.key in (*_FROM, *_UP_TO)), "")

"""Sources without a name: "two officials familiar with the plan", "analysts", "the indictment". What their words tell of them.

People are known by the noun that heads the phrase, something written too; any other thing ("the move", "rumours") is no source.
"""

import re
from collections.abc import Sequence
from typing import Final

from variorum.language.english.names import actors, persons
from variorum.language.english.names.bodies import BODY_WORDS
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import written
from variorum.model.naming import Unnamed
from variorum.model.sentence import Sentence, Word

_PEOPLE: Final = word_set("sources.people") | BODY_WORDS
_DOCUMENTS: Final = word_set("sources.documents")
_ANY_PERSON: Final = word_set("sources.any_person")
_ANY_DOCUMENT: Final = word_set("sources.any_document")
_AUTHORED: Final = word_set("sources.authored")
# Words that only count or gather those behind their "of": "a number of officials", "one of the aides".
_FIRMS: Final = word_set("sources.firms")
_WRITING: Final = word_set("sources.writing")
_GATHERING: Final = word_set("unnamed.gathering")
_SEVERAL: Final = word_set("sources.several")
_BACK: Final = word_set("unnamed.back")
_POINTING: Final = word_set("unnamed.pointing")
_TELLING: Final = frozenset(["NOUN", "PROPN", "ADJ", "VERB", "ADV"])
_ADDRESS: Final = word_set("unnamed.address")
_ADDED: Final = frozenset(["acl:relcl", "appos", "advcl", "parataxis"])
_APART: Final = written("spellings.tsv", "apart")
_COUNTING: Final = word_set("unnamed.counting")
_CUT: Final = re.compile(r"\s+(?:who|which|whose|whom|when|where|while)\b|\s+that\s+(?!(?:of|for)\b)|\s*[;:(–—]|\s+--?\s")
_LISTED: Final = re.compile(r"^[^,]+(?:,\s+[^,]+){0,4},?\s+and\s+[^,]+$")
_LEADING: Final = re.compile(
    r"(?:and|but|even|when|as|so|yet|still|meanwhile|then|if|said|says|because|that|of|by|with|from|to|for|in)\s+", re.IGNORECASE
)  # fmt: skip
_MOST_WORDS: Final = 12  # of a phrase as a reader is told it
# Endings of nouns for people whom no list has: "televangelists", "shopkeepers".
_PERSON_ENDING: Final = re.compile(r"(?:man|woman|men|women|person|people|ist|ologist|eer|ier|crat|keeper|maker|holder|goer)$")
_NOBODY: Final = frozenset(["UAF"])  # of PLOVER's sectors: attacks and explosions
_PARTISAN: Final = word_set("unnamed.partisan")
_THINGS: Final = word_set("unnamed.no_persons")


def unnamed(text: str, sentence: Sentence, inside: Sequence[int], anybody: bool = False) -> Unnamed | None:
    """What a phrase tells of a source without a name; None where it is headed by a name, a pronoun or a thing that tells nothing.

    With `anybody` its noun may be one of which no list knows that it tells, or a name, if more is told of it: "first responders", "Norland
    TV", but no "rumours", and no "the Norland gardener", who was named.

    `inside` are the numbers of the sentence's words that stand in the phrase.
    """
    at = _head(sentence, inside)
    if at is None:
        return None
    word = sentence.words[at]
    many = word.number == "many" or word.lemma in ("people", "police")
    head = _single(word.lemma, many)
    kind = "group" if word.kind == "PROPN" and many else _kind(head, word.kind == "PROPN")
    if kind is None and anybody and head not in _THINGS:
        kind = "group"
    if kind is None:
        return None
    below = [sentence.words[one] for one in inside if one != at]
    if len(inside) == 1 and (head == "person" or (not many and not _is_body(head) and word.lemma not in _GATHERING)):
        return None  # "lawmaker", "Republican": a piece of a phrase; "people": nobody
    first = min(inside)
    opens = [one.lemma for one in below[:2] if one.kind in ("DET", "NUM", "ADJ", "PRON") and one.start < word.start]
    telling = frozenset(
        _APART.get(one.lemma, one.lemma)
        for one in below
        if one.kind in _TELLING and one.label != "case" and one.lemma not in _ADDRESS
    )  # fmt: skip
    back = bool(_BACK.intersection(opens))
    if anybody and not (telling and (word.kind == "PROPN" or (many and kind == "group")) and not (back and not many) and _is_free(below)):
        return None
    counted = bool(_COUNTING.intersection(opens)) or any(one.kind == "NUM" for one in below if one.start < word.start)
    return Unnamed(
        "document" if kind == "document" else "group",
        shown(_without_clauses(text, sentence, at, inside), sentence.words[first].kind == "PROPN"),
        head,
        many,
        back,
        counted and not back,
        telling | {_APART[one] for one in opens if one in _APART},
        kind == "group" and not many and word.lemma not in _GATHERING and not _is_body(head) and bool(opens),
        head in _AUTHORED,
        persons.gender_in(head),
    )


def _is_free(below: Sequence[Word]) -> bool:
    """Does a phrase belong to nobody and hold no number: no "his plan", no "section 4"?"""
    return all(one.label != "nmod:poss" and one.kind != "NUM" for one in below)


def is_people(noun: str) -> bool:
    """Is a common noun (dictionary form) one for people or for a body: "victim", "agency"?"""
    return noun in _PEOPLE


def may_be(later: Unnamed, before: Unnamed) -> bool:
    """Can a phrase mean the source that was told before: of one kind and number, nothing told of it that was not told before?"""
    if later.kind != before.kind or later.many != before.many or not later.telling <= before.telling:
        return False
    if later.gender is not None and before.gender not in (None, later.gender):
        return False
    loose = later.head in (_ANY_DOCUMENT if later.kind == "document" else _ANY_PERSON)
    return later.head == before.head or (loose and (later.kind == "document" or before.head in _ANY_PERSON))


def writes(verb: str) -> bool:
    """Is whoever does what a verb tells (dictionary form) the author of the letter or statement that it is done to, or in?"""
    return verb in _WRITING


def points_back(word: str) -> bool:
    """Does a phrase that opens with this word (dictionary form) mean one that is known already: "the lawyer"?"""
    return word in _BACK


def points_at(text: str) -> bool:
    """Does a phrase only point at somebody told just before: "those firms", "these critics"?"""
    return text.split(maxsplit=1)[0].lower() in _POINTING


def is_address(word: str) -> bool:
    """Is a word (dictionary form) one that people are spoken to with: "Mr."?"""
    return word in _ADDRESS


def is_partisan(head: str) -> bool:
    """Is a noun what papers call one by whom they have named: "the Norland democrat"?"""
    return head in _PARTISAN


def is_name(noun: str) -> bool:
    """Is a noun one for what somebody is called: "her first name, Ada"?"""
    return noun == "name"


def is_firm(head: str) -> bool:
    """Is a noun what a firm, a paper or a club is called once it was named, of which there may be many: no ministry, no court?"""
    return head in _FIRMS


def shown(text: str, named: bool) -> str:
    """A phrase as a reader is told it: without what a relative clause or an apposition adds, small where no name opens it."""
    words = " ".join(text.split())
    while (leading := _LEADING.match(words)) is not None:
        words = words[leading.end() :]
    if (cut := _CUT.search(words)) is not None and cut.start() > 0:
        words = words[: cut.start()]
    if not _LISTED.match(words):
        words = words.split(",", maxsplit=1)[0]
    words = words.strip(" ,.\"'“”‘’")
    some = words.split(" ")
    if len(some) > _MOST_WORDS:
        small = ("of", "for", "to", "in", "with", "on")
        last = max((place for place, word in enumerate(some[:_MOST_WORDS]) if word in small), default=_MOST_WORDS)
        words = " ".join(some[: last if last > 2 else _MOST_WORDS])
    return words if named or re.match(r"[A-Z]{2}", words) else words[:1].lower() + words[1:]


def _without_clauses(text: str, sentence: Sentence, head: int, inside: Sequence[int]) -> str:
    """A phrase up to where a clause or an apposition begins that only adds to its head."""
    start = sentence.words[min(inside)].start
    for at in inside:
        word = sentence.words[at]
        if at > head and word.label in _ADDED:
            first = min([one for one in inside if one > head and _hangs(sentence, one, at)], default=at)
            return text[: sentence.words[first].start - start]
    return text


def _hangs(sentence: Sentence, word: int, on: int) -> bool:
    while word != on and sentence.words[word].head != word:
        word = sentence.words[word].head
    return word == on


def _head(sentence: Sentence, inside: Sequence[int]) -> int | None:
    """The noun that heads the phrase; of "one of the aides" and "a number of aides" the aides."""
    held = set(inside)
    tops = [at for at in inside if sentence.words[at].head not in held or sentence.words[at].head == at]
    tops = [at for at in tops if sentence.words[at].kind in ("NOUN", "PROPN", "NUM", "PRON", "DET", "ADJ")]
    if not tops:
        return None
    at = tops[0]
    while sentence.words[at].lemma in _GATHERING:
        below = [one for one in inside if sentence.words[one].head == at and one != at and sentence.words[one].kind in ("NOUN", "PROPN")]
        if not below:
            break
        at = below[0]
    return at if sentence.words[at].kind in ("NOUN", "PROPN") or sentence.words[at].lemma in _APART else None


def _single(lemma: str, many: bool) -> str:
    """The form of a noun by which it is listed; plural names ("Republicans") keep their ending in the parse."""
    return lemma[:-1] if many and lemma.endswith("s") and not lemma.endswith("ss") else lemma


def _is_body(head: str) -> bool:
    return head in BODY_WORDS or head in _SEVERAL


def _kind(head: str, one_name: bool) -> str | None:
    if head in _DOCUMENTS:
        return "document"
    if head in _PEOPLE or head in _APART or persons.offices_meant_by(head) or not _NOBODY.issuperset(actors.sectors_of(head)):
        return "group"
    return "group" if not one_name and head not in _THINGS and _PERSON_ENDING.search(head) else None

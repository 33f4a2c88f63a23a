"""The small words that turn a meaning: negation, modality, condition, order in time, hedges. Closed classes, no idea of news.

All classes are kept as keys of `text/diff.py`, so that every form of a word counts. The lists are our own.
"""

from collections.abc import Sequence

from variorum.language.english.diff import FUNCTION, Word, listed, stem
from variorum.language.english.words.pronouns import pronouns


def _stems(words: str) -> frozenset[str]:
    return frozenset(stem(word) for word in words.split())


_SUBJECTS = pronouns("subject")
# "Nor" is left out: after "not" and "neither" it adds no second negation.
NEGATORS = _stems("unless not no never none neither without nobody nothing nowhere non cannot hardly")
# Verbs that say that something is not so, or shall not be: each counts as one negation of what depends on it.
REFUSING = _stems(
    "refuse reject deny decline fail oppose ban forbid prohibit block prevent cancel scrap abandon dismiss lack lose refusal rejection "
    "denial failure ban cancellation avoid refrain halt drop suspend withhold revoke unclear unknown unsure uncertain"
)
# Adverbs that leave too little of what follows to say that it is so.
TOO_LITTLE = frozenset(listed("insufficiently inadequately poorly barely scarcely hardly insufficient inadequate little too less least"))
# Pairs that cannot both be said of one thing at one time.
OPPOSITES = frozenset(
    frozenset(stem(word) for word in pair.split("/"))
    for pair in listed(
        "accept/reject accept/refuse agree/refuse agree/decline agree/disagree confirm/deny admit/deny acknowledge/deny "
        "approve/reject approve/block rise/fall increase/decrease increase/fall rise/drop grow/shrink gain/lose win/lose "
        "allow/ban permit/ban allow/forbid allow/bar allow/prevent support/oppose back/oppose open/close reopen/close begin/end "
        "start/end start/stop begin/stop succeed/fail acquit/convict guilty/innocent alive/dead survive/die legal/illegal "
        "lawful/unlawful public/secret possible/impossible before/after more/fewer more/less above/below over/under enter/leave "
        "join/leave join/quit arrive/leave arrive/depart raise/lower raise/cut hire/fire lift/impose strengthen/weaken "
        "expand/reduce extend/shorten advance/retreat safe/dangerous true/false release/detain free/jail buy/sell lend/borrow "
        "attack/defend include/exclude first/last victory/defeat majority/minority upheld/overturned win/fail pass/fail "
        "improve/worsen united/divided optimistic/pessimistic guilty/cleared convicted/cleared east/west north/south "
        "eastern/western northern/southern left/right male/female man/woman brother/sister father/mother son/daughter "
        "husband/wife offer/demand promise/threaten say/deny claim/deny best/worst highest/lowest largest/smallest "
        "oldest/youngest early/late"
    )
)
NEGATIVE_PREFIXES = ("un", "in", "im", "il", "ir", "dis", "non")

CONDITIONS: dict[str, str] = {
    "if": "if", "as long as": "if", "so long as": "if", "provided": "if", "providing": "if", "on condition": "if", "in case": "if",
    "in the event": "if", "assuming": "if", "only if": "only if", "unless": "unless", "until": "until", "till": "until",
    "even if": "even if", "regardless": "even if", "whether or not": "even if",
    "without": "without", "unconditionally": "even if", "no matter": "even if", "in the event of": "if",
}  # fmt: skip
ORDER: dict[str, str] = {"before": "before", "prior": "before", "ahead of": "before", "after": "after", "following": "after", 
                         "since": "after",
                         "during": "during", "upon": "after"}  # fmt: skip
# Words that say how far a thing is real. Longer forms stand first where they begin alike.
MODALS: tuple[tuple[str, str], ...] = (
    ("was due to", "planned"), ("be due to", "planned"), ("due to", "planned"), ("be schedule to", "planned"), ("schedule to", "planned"),
    ("be expect to", "planned"), ("expect to", "planned"), ("plan to", "planned"), ("intend to", "planned"), ("hope to", "hoped"),
    ("aim to", "planned"), ("be set to", "planned"), ("set to", "planned"), ("be about to", "planned"), ("be going to", "will"),
    ("go to", "will"), ("prepar to", "planned"), ("prepare to", "planned"), ("be to", "planned"),
    ("would have to", "must"), ("will have to", "must"), ("have to", "must"), ("need to", "must"), ("ought to", "must"), ("must", "must"),
    ("should", "must"), ("be able to", "can"), ("could", "may"), ("may", "may"), ("might", "may"), ("can", "can"), ("would", "would"),
    ("will", "will"), ("shall", "will"), ("offer to", "offered"),
    ("propos to", "offered"), ("threaten to", "planned"), ("promis to", "planned"), ("vow to", "planned"), ("pledg to", "planned"),
    ("agree to", "planned"), ("want to", "planned"), ("demand that", "demanded"), ("ask to", "demanded"), ("urge to", "demanded"),
    ("order to", "demanded"), ("tried to", "tried"), ("try to", "tried"), ("attempt to", "tried"), ("manage to", "actual"),
)  # fmt: skip
HEDGES = _stems(
    "estimated about around some nearly almost roughly approximately apparently reportedly allegedly possibly perhaps probably likely"
)
_DEGREES = _stems("again also still already now just even only really very quite fully largely mostly partly repeatedly flatly "
                  "categorically strongly firmly clearly simply further once soon quickly swiftly")  # fmt: skip


# Adverbs are met by their very form: the key of "likely" is that of "like".
_UNSURE = frozenset({"perhaps", "possibly", "likely", "probably", "maybe"})
# The forms as keys, so that every inflection is met.
_FORMS = tuple((tuple(stem(part) for part in form.split()), meaning) for form, meaning in MODALS)


def negations(words: Sequence[Word]) -> int:
    """How many negations the words carry; "refuse to rule out" carries two."""
    count = 0
    for place, word in enumerate(words):
        following = words[place + 1].text.lower() if place + 1 < len(words) else ""
        near = {other.key for other in words[place + 1 : place + 3]}
        if word.key in NEGATORS and not word.text.lower().startswith("note"):
            count += not (word.key == "not" and following in {"only", "just", "mere"})
        else:
            count += (
                word.key in REFUSING
                or (word.key == "yet" and following == "to")
                or (word.key == stem("rule") and "out" in near)
                or (word.key == "turn" and "down" in near)
            )
    return count


def _found(words: Sequence[Word], table: dict[str, str]) -> list[tuple[str, str, int]]:
    found: list[tuple[str, str, int]] = []
    texts = [word.text.lower() for word in words]
    place = 0
    while place < len(texts):
        for length in (3, 2, 1):
            piece = " ".join(texts[place : place + length])
            if len(texts[place : place + length]) == length and piece in table:
                found.append((table[piece], piece, place))
                place += length - 1
                break
        place += 1
    return found


def conditions(words: Sequence[Word]) -> list[tuple[str, str, int]]:
    """(class, words, place) of every condition marker; an inverted "should X do" counts as "if"."""
    found = _found(words, CONDITIONS)
    for place, word in enumerate(words):
        if word.text.lower() == "should" and _inverted(words, place):
            found.append(("if", "should", place))
    return found


def _inverted(words: Sequence[Word], place: int) -> bool:
    """Does "should" stand before its subject? Then the next word is a name or pronoun and what stands before is no subject."""
    following = words[place + 1] if place + 1 < len(words) else None
    if following is None or not (following.capital or following.key in _SUBJECTS | {"the", "a", "an", "any"}):
        return False
    before = words[place - 1] if place else None
    return before is None or not (before.capital or before.key in _SUBJECTS | {"this", "that"})


def order(words: Sequence[Word]) -> list[tuple[str, str, int]]:
    """(before, after or during; the words; place) of every word of order in time."""
    return _found(words, ORDER)


def modals(words: Sequence[Word]) -> list[tuple[str, str, int]]:
    """(class, words, place) of every sign of modality, longest forms first. An inverted "should" is a condition and none of these."""
    found: list[tuple[str, str, int]] = []
    place = 0
    keys = [word.key for word in words]
    while place < len(keys):
        for parts, meaning in _FORMS:
            if tuple(keys[place : place + len(parts)]) == parts and not _no_modal(parts, words, place):
                found.append((meaning, " ".join(word.text for word in words[place : place + len(parts)]), place))
                place += len(parts) - 1
                break
        else:
            if words[place].text.lower() in _UNSURE:
                found.append(("may", words[place].text, place))
        place += 1
    return found


def _no_modal(parts: tuple[str, ...], words: Sequence[Word], place: int) -> bool:
    """An inverted "should" is a condition, and "May" within a sentence is a month."""
    return (parts == ("should",) and _inverted(words, place)) or (parts == ("may",) and words[place].capital and place > 0)


def opposed(a: Sequence[Word], b: Sequence[Word]) -> tuple[Word, Word] | None:
    """Two words that cannot both be said of one thing, one from each side: opposites, or one the other with a negative prefix."""
    left, right = ({word.key: word for at, word in enumerate(side) if not _outlived(side, at)} for side in (a, b))
    for one, word in left.items():
        for other, facing in right.items():
            if (
                one != other
                and one not in right
                and other not in left
                and (frozenset((one, other)) in OPPOSITES or _prefixed(word, facing))
            ):
                return word, facing
    return None


def _outlived(side: Sequence[Word], at: int) -> bool:
    """ "Survived by" tells whom the dead leave behind."""
    return side[at].text.lower() == "survived" and at + 1 < len(side) and side[at + 1].key == "by"


def _prefixed(a: Word, b: Word) -> bool:
    one, other = a.text.lower(), b.text.lower()
    if len(one) > len(other):
        one, other = other, one
    return len(one) >= 4 and any(other == prefix + one for prefix in NEGATIVE_PREFIXES)


def bare(words: Sequence[Word]) -> frozenset[str]:
    """What is left of the words when signs of negation, modality and condition are taken out."""
    marked: set[str] = set()
    for _, form, _ in modals(words) + conditions(words):
        marked |= {stem(part.lower()) for part in form.split()}
    return frozenset(
        word.key
        for word in words
        if word.key not in FUNCTION
        and word.key not in NEGATORS
        and word.key not in REFUSING
        and word.key not in marked
        and word.key not in _DEGREES
    )

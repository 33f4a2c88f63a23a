"""Figures that answer one question: how many, how much, how long, how old."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from variorum.model.sentence import Clause, Figure
from variorum.questions.kinds import amounts, number_words
from variorum.questions.matched import matched
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import Telling

CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
PERSON: Final = "PERSON"
PEOPLE: Final = "person"
# Quantities that are held against each other in one unit only: sums are not converted.
ONE_UNIT: Final = frozenset({"money", "volume", "degree", "power", "share change", "times"})
# Marks by which a figure is of a part, of others or of each; where one side alone has one, there is no one question.
PARTS: Final = frozenset({"other", "each", "remaining", "average", "part", "before", "whole", "ordinal", "converted"})
EXTENTS: Final = frozenset({"alone", "total"})  # a part told as such, and a whole
# Fates whose count only rises while a story runs.
RISING: Final = frozenset({"killed", "hurt", "shot", "held", "freed", "rescued", "infected", "homeless", "fled", "charged"})
ESTIMATED: Final = frozenset({"share", "degree", "money"})  # what is seldom counted out, so that each source has its own

# Found on 82 labelled stories, three parts in five of them; the others were only read.
WINDOW: Final = 9  # words to either side of a figure that tell what is said of it
BESIDE: Final = 5  # words to either side of a figure in which a person's name tells whose it is
# Nearness: the cosine of the sentences, and half the share of the words round the figures that both have.
NEAR_SAME: Final = 0.55
NEAR_UNLIKE: Final = 0.68
NEAR_UNNAMED: Final = 0.9  # where no word tells that one thing is measured
BIRTHDAYS: Final = 2.0  # years by which someone may be older when a later report tells of them
FAR: Final = 1.7  # how many times the smaller of two figures of one thing goes into the larger at most
FAR_OPEN: Final = 3.0  # the same of bounds that can both hold, and of what becomes of people, which is counted as it goes
CLOSE: Final = 1.15  # an estimate and a figure no further apart can both be meant well
# Of 32 conflicts among pairs that readers judged one by one (training/judge/labels; 9 of them on stories nobody wrote these rules for) 29
# differ gravely, of 39 "compatible" ones 35 differ. On seven fresh stories of other kinds of news three of three conflicts were wrong.
CHANCE: Final[dict[Relation, float]] = {"same": 0.97, "compatible": 0.9, "scope": 0.5, "spread": 0.8, "revised": 0.8, "conflict": 0.9}

LATER_EDITION: Final = 0.92  # of a figure that a later edition of one text has otherwise


class Facing(NamedTuple):
    """Two figures that may answer one question, how they stand, and how near what is said of them is."""

    one: Figure
    other: Figure
    standing: amounts.Standing
    near: float


def compare(pair: Pair) -> Iterator[Compared]:
    """The figures of two sentences that are of one thing, and how they stand."""
    asked = [
        found for one in pair.a.sentence.figures for other in pair.b.sentence.figures if (found := _asked(pair, one, other)) is not None
    ]
    asked = [found._replace(standing="meet") if _counted_apart(pair, found) else found for found in asked]
    alike = _chosen([found for found in asked if found.standing == "same" and found.near >= NEAR_SAME])
    told = {figure for found in asked if found.standing == "same" for figure in (found.one, found.other)}
    for found in alike:
        yield _compared(pair, found, "same")
    unlike = [found for found in asked if found.one not in told and found.other not in told]
    for found in unlike:
        if _alone(found, unlike) and _sure(pair, found):
            yield _compared(pair, found, _relation(pair, found))


def _counted_apart(pair: Pair, found: Facing) -> bool:
    """Did two named sources estimate one thing, each with a number of its own? Then nearly the same is not the same."""
    one, other = found.one, found.other
    apart = found.standing == "same" and None not in (one.number, other.number) and amounts.size(one) != amounts.size(other)
    return apart and "exact" not in (one.bound, other.bound) and _two_sources(pair, one, other)


def _asked(pair: Pair, one: Figure, other: Figure) -> Facing | None:
    if one.quantity != other.quantity or (one.quantity in ONE_UNIT and one.unit != other.unit):
        return None
    # "17 of the ships are held" is "17 ships are held": no part where both tell what is done
    parts = PARTS - {"part"} if one.fate == other.fate != "" or _one_act(pair, one, other) else PARTS
    if parts & (set(one.marks) ^ set(other.marks)) or not _one_thing(one, other):
        return None
    near = pair.cosine + _shared(_around(pair.a, one), _around(pair.b, other)) / 2
    return Facing(one, other, amounts.standing(one, other), near)


def _one_thing(one: Figure, other: Figure) -> bool:
    """Can two figures of one quantity be of one thing, of one fate, by what is counted and the names that tell which?"""
    if _nobody(one, other):
        return True
    if one.fate != other.fate and (one.thing == "person" or (one.fate and other.fate)):
        return False
    if _clash(_names(one), _names(other)):
        return False
    if one.quantity == "age":
        return one.thing == other.thing
    if one.quantity == "count":
        return one.thing == other.thing != ""
    return one.thing == other.thing or not (one.thing and other.thing) or one.quantity == "money"


def _nobody(one: Figure, other: Figure) -> bool:
    """Does one say that nobody came to this harm, and the other that some did?"""
    numbers = {one.number, other.number}
    return one.fate == other.fate != "" and 0 in numbers and len(numbers) > 1 and PEOPLE in (one.thing, other.thing)


def _names(figure: Figure) -> frozenset[str]:
    """The names among the words that tell what a figure is of."""
    return frozenset(word for word in figure.telling if word[:1].isupper())


def _one_name(found: Facing) -> bool:
    return bool(_names(found.one) & _names(found.other))


def _one_act(pair: Pair, one: Figure, other: Figure) -> bool:
    ours, theirs = _clauses(pair, one, other)
    return ours is not None and theirs is not None and ours.act == theirs.act


def _clauses(pair: Pair, one: Figure, other: Figure) -> tuple[Clause | None, Clause | None]:
    return pair.a.clause_at((one.start, one.end)), pair.b.clause_at((other.start, other.end))


def _chosen(asked: Sequence[Facing]) -> list[Facing]:
    """Of the figures that say the same each once, with the nearest."""
    chosen: list[Facing] = []
    ours: set[Figure] = set()
    theirs: set[Figure] = set()
    for found in sorted(asked, key=lambda found: (-found.near, found.one.start, found.other.start)):
        if found.one not in ours and found.other not in theirs:
            chosen.append(found)
            ours.add(found.one)
            theirs.add(found.other)
    return chosen


def _alone(found: Facing, asked: Sequence[Facing]) -> bool:
    """Does neither figure have a second one to be held against? One of the same name goes before others."""
    rivals = [other for other in asked if other is not found and (other.one == found.one or other.other == found.other)]
    return not rivals or (_one_name(found) and not any(map(_one_name, rivals)))


def _sure(pair: Pair, found: Facing) -> bool:
    """Is it sure enough that two unlike figures answer one question?"""
    one, other = found.one, found.other
    if _nobody(one, other):
        return pair.of_one_occasion and not _clash(_places(pair.a), _places(pair.b))
    if _other_occasion(pair, found) or not (one.fate or _one_owner(pair, one, other)):
        return False
    if one.quantity == "age" and _may_be_later(pair, one, other):
        return False
    if _in_its_place(pair, found):
        return amounts.ratio(one, other) < FAR_OPEN
    named = one.thing == other.thing != "" or _one_name(found)
    if found.near < (NEAR_UNLIKE if named else NEAR_UNNAMED) or not (named or one.fate or _one_act(pair, one, other)):
        return False
    return not (
        _too_far(found)
        or (1.0 in (one.number, other.number) and not one.fate)  # "one round", of many
        or one.quantity == "term"  # whose sentence it is, no two sentences tell alike
        or _given(one, pair.b, other)
        or _given(other, pair.a, one)
        or ("part" in one.marks and "part" in other.marks)  # "3 of his 11", "five of his": which ones is not told
    )


def _in_its_place(pair: Pair, found: Facing) -> bool:
    """Do two figures stand in each other's place, in sentences that run alike?"""
    laid = matched(pair)
    if laid is None or laid.other_names:
        return False
    ours, theirs = _inside(pair.a, found.one), _inside(pair.b, found.other)
    clauses = _clauses(pair, found.one, found.other)
    return any(at not in laid.words and laid.facing(at) in theirs for at in ours) and any(
        (one, other) == clauses and laid.by_the_same(one, other) for one, other in laid.clauses
    )


def _may_be_later(pair: Pair, one: Figure, other: Figure) -> bool:
    """Are two ages of someone so near that birthdays lie between, where neither day nor act is the same?"""
    on_one_day = bool(pair.a.published and pair.b.published) and pair.later is None
    return not on_one_day and not _one_act(pair, one, other) and abs(amounts.size(one) - amounts.size(other)) <= BIRTHDAYS


def _too_far(found: Facing) -> bool:
    """Do two figures lie so far apart that they are hardly of one thing? What tells no number may stand for any within its ends."""
    one, other = found.one, found.other
    if one.fate and 0 in (one.number, other.number):
        return False  # nobody, and somebody
    if found.standing == "meet" and "exact" in (one.bound, other.bound) and (amounts.vague(one) or amounts.vague(other)):
        return False
    return amounts.ratio(one, other) > (FAR_OPEN if found.standing == "meet" or one.fate else FAR)


def _given(figure: Figure, telling: Telling, apart: Figure) -> bool:
    """Does a sentence tell this very amount too, in another place?"""
    return any(
        other is not apart
        and other.quantity == figure.quantity
        and amounts.size(other) == amounts.size(figure)
        and (other.thing == figure.thing or figure.quantity != "count" or not other.thing)
        for other in telling.sentence.figures
    )


def _other_occasion(pair: Pair, found: Facing) -> bool:
    """Do dates, places, names beside the figures or what is only imagined tell two occasions?"""
    ours, theirs = _dated(pair.a), _dated(pair.b)
    other_date = _clash(ours, theirs) if _one_name(found) else ours != theirs
    meant = [clause is not None and clause.standing == "hypothetical" for clause in _clauses(pair, found.one, found.other)]
    return (
        other_date
        or meant[0] != meant[1]
        or (not _one_name(found) and _clash(_places(pair.a), _places(pair.b)))
        or _clash(_beside(pair.a, found.one), _beside(pair.b, found.other))
    )


def _dated(telling: Telling) -> frozenset[str]:
    """The months and years that a sentence names."""
    return frozenset(
        time.iso[:7] if time.iso else telling.words((time.start, time.end)).lower()
        for time in telling.sentence.times
        if time.iso or time.precision in ("month", "year")
    )


def _places(telling: Telling) -> frozenset[str]:
    return frozenset(
        word for name in telling.sentence.names if name.kind in PLACES for word in telling.words((name.start, name.end)).split()
    )


def _one_owner(pair: Pair, one: Figure, other: Figure) -> bool:
    """Are the clauses of two figures of one doer, as far as they are told? Whose figure a pronoun's is, is open."""
    ours, theirs = (_owners(telling, clause) for telling, clause in zip((pair.a, pair.b), _clauses(pair, one, other), strict=True))
    return ours is not None and theirs is not None and not _clash(ours, theirs)


def _owners(telling: Telling, clause: Clause | None) -> frozenset[str] | None:
    """The names of who does and to whom in a clause; None where a pronoun leaves it open."""
    if clause is None:
        return frozenset()
    words = telling.sentence.words
    if any(words[at].kind == "PRON" for at in clause.who):
        return None
    return frozenset(word for at in (*clause.who, *clause.whom) if words[at].kind == "PROPN" for word in _name_at(telling, at))


def _name_at(telling: Telling, head: int) -> Iterator[str]:
    """The words of a name by its head."""
    yield telling.lemma(head)
    yield from (telling.lemma(at) for at in telling.below(head) if telling.sentence.words[at].kind == "PROPN")


def _beside(telling: Telling, figure: Figure) -> frozenset[str]:
    """The words of the persons' names that stand right beside a figure."""
    words = telling.sentence.words
    inside = _inside(telling, figure)
    if not inside:
        return frozenset()
    start, end = words[max(0, inside[0] - BESIDE)].start, words[min(len(words) - 1, inside[-1] + BESIDE)].end
    names = [name for name in telling.sentence.names if name.kind == PERSON and start <= name.start and name.end <= end]
    return frozenset(word for name in names for word in telling.words((name.start, name.end)).split())


def _inside(telling: Telling, figure: Figure) -> list[int]:
    """The words of a figure."""
    return [at for at, word in enumerate(telling.sentence.words) if word.start < figure.end and figure.start < word.end]


def _around(telling: Telling, figure: Figure) -> frozenset[str]:
    """The content words near a figure."""
    words = telling.sentence.words
    inside = _inside(telling, figure)
    if not inside:
        return frozenset()
    near = range(max(0, inside[0] - WINDOW), min(len(words), inside[-1] + WINDOW + 1))
    return frozenset(words[at].lemma for at in near if at not in inside and words[at].kind in CONTENT)


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of two sets that both have (Dice's)."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other


def _relation(pair: Pair, found: Facing) -> Relation:
    one, other = found.one, found.other
    marks = set(one.marks) ^ set(other.marks)
    if EXTENTS & marks:
        return "scope"
    if _revised(pair, found):
        return "revised"
    if _two_sources(pair, one, other) and (one.quantity in ESTIMATED or "about" in (one.bound, other.bound)):
        return "spread"
    if found.standing == "meet" and "exact" not in (one.bound, other.bound) and _one_source(pair, one, other):
        return "spread"
    if found.standing == "meet":
        return "compatible"
    # "At least four" and "three" leave no room either: four of four judged pairs were in conflict.
    exact = "about" not in (one.bound, other.bound) or one.quantity == "score"
    return "conflict" if exact or amounts.ratio(one, other) > CLOSE else "compatible"


def _revised(pair: Pair, found: Facing) -> bool:
    """Did the one figure take the other's place: a count that rises and was told higher on a later day, or words that say so?"""
    one, other = found.one, found.other
    if "risen" in {*one.marks, *other.marks}:
        return True
    if pair.copied and pair.later is not None:
        return True  # a later edition of the text
    up = amounts.size(other) > amounts.size(one)
    return pair.later is not None and up == pair.later and set(one.fate.split("+")) <= RISING and one.fate != ""


def _two_sources(pair: Pair, one: Figure, other: Figure) -> bool:
    """Does each figure have a named source, and not the same?"""
    named = [_named_source(telling, clause) for telling, clause in zip((pair.a, pair.b), _clauses(pair, one, other), strict=True)]
    return bool(named[0] - named[1] and named[1] - named[0])


def _one_source(pair: Pair, one: Figure, other: Figure) -> bool:
    """Has one figure alone a source by name, so that the other is someone else's estimate?"""
    named = [_named_source(telling, clause) for telling, clause in zip((pair.a, pair.b), _clauses(pair, one, other), strict=True)]
    return bool(named[0]) != bool(named[1])


def _named_source(telling: Telling, clause: Clause | None) -> frozenset[str]:
    """The names by which the source of a clause is told: "the coast guard of Velm", "an Oravian survey"."""
    if clause is None or clause.source is None:
        return frozenset()
    start, end = telling.phrase(clause.source)
    names = [name for name in telling.sentence.names if start <= name.start < end]
    words = [word for word in telling.sentence.words if start <= word.start < end]
    return frozenset(word.lemma for word in words if word.kind == "PROPN" or any(one.start <= word.start < one.end for one in names))


def _compared(pair: Pair, found: Facing, relation: Relation) -> Compared:
    ours, theirs = (
        Answer((figure.start, figure.end), number_words.value(telling, figure))
        for telling, figure in ((pair.a, found.one), (pair.b, found.other))
    )
    question = number_words.met(found.one) if _nobody(found.one, found.other) else number_words.question(pair.a, found.one, found.other)
    alone = relation != "same" and (_nobody(found.one, found.other) or _in_its_place(pair, found))
    why = number_words.why(ours.value, theirs.value, relation)
    chance = LATER_EDITION if relation == "revised" and pair.copied else CHANCE[relation]
    return Compared("number", ours, theirs, relation, chance, question, why, alone)

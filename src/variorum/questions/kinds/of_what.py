"""What a figure is of: who or what is counted, and which words, names and dates stand beside it."""

from collections.abc import Iterator
from typing import Final

from variorum.language import pack, stories
from variorum.model.sentence import Clause, Figure, Time
from variorum.questions.kinds import amounts
from variorum.questions.pairs import Pair
from variorum.questions.tellings import Telling

CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
PLACES: Final = frozenset({"GPE", "LOC", "FAC"})
PERSON: Final = "PERSON"
PEOPLE: Final = "person"
# What becomes of people alone: whatever those are called of whom it is told, they are people. A ship is missing or held, too. Of those
# shot or charged some are so often told of alone that with these the figures of a story are told apart worse (AUC .81 for .87).
OF_PEOPLE: Final = frozenset({"killed", "hurt", "hurt+killed"})
DRIVEN_OUT: Final = frozenset({"fled", "homeless"})  # residents, villagers, people: whoever lived there
CROWD: Final = "gathered"  # the fate of those who came together, by whatever name: people, protesters, supporters
ASKED: Final = frozenset({"demanded", "offered"})
ANY_CROWD: Final = frozenset({PEOPLE, "crowd", "demonstrator"})  # what those who came together are called, for whatever they came
# Quantities that are held against each other in one unit only: sums are not converted.
ONE_UNIT: Final = frozenset({"money", "volume", "degree", "power", "share change", "times"})
# Found on 82 labelled stories, three parts in five of them; the others were only read.
WINDOW: Final = 9  # words to either side of a figure that tell what is said of it
FEW: Final = 4  # figures that a headline may have: "six dead, nine hurt ..."


def one_measure(one: Figure, other: Figure) -> bool:
    """Can two figures be held against each other: are they of one quantity, and in one unit where nothing is converted?"""
    return one.quantity == other.quantity and (one.quantity not in ONE_UNIT or one.unit == other.unit)


def one_thing(one: Figure, other: Figure) -> bool:
    """Can two figures of one quantity be of one thing, of one fate, by what is counted and the names that tell which?"""
    if nobody(one, other):
        return True
    if one.fate != other.fate and (one.thing == PEOPLE or (one.fate and other.fate) or {one.fate, other.fate} & OF_PEOPLE):
        return False
    if clash(names(one), names(other)):
        return False
    if one.fate == other.fate == CROWD:
        return _one_crowd(one, other)
    if one.quantity == "age":
        return one.thing == other.thing
    if one.quantity == "count":
        return one.thing == other.thing != "" or _one_fate_of_people(one, other)
    return one.thing == other.thing or not (one.thing and other.thing) or one.quantity == "money"


def _one_crowd(one: Figure, other: Figure) -> bool:
    """Can two crowds be one? Supporters and opponents, or supporters of two, came for unlike ends, and so may have come apart."""
    if ANY_CROWD & {one.thing, other.thing}:
        return True
    return one.thing == other.thing and not clash(frozenset(one.telling), frozenset(other.telling))


def _one_fate_of_people(one: Figure, other: Figure) -> bool:
    """Are those counted people by any name in one, and of some trade or age in the other: "four dead", "four workers killed"? Children
    and soldiers are some of the people, if they are fewer."""
    of_people = one.fate in OF_PEOPLE | DRIVEN_OUT
    if one.fate != other.fate or not of_people or PEOPLE not in (one.thing, other.thing):
        return False
    some, people = (one, other) if other.thing == PEOPLE else (other, one)
    return "some" not in some.marks or amounts.size(some) > amounts.size(people)


def nobody(one: Figure, other: Figure) -> bool:
    """Does one say that nobody came to this harm, and the other that some did? "No deaths by frost" is not nobody."""
    numbers = {one.number, other.number}
    if any(figure.number == 0 and figure.telling for figure in (one, other)):
        return False
    return one.fate == other.fate != "" and 0 in numbers and len(numbers) > 1 and PEOPLE in (one.thing, other.thing)


def told(telling: Telling) -> list[Figure]:
    """The figures that a sentence gives as answers: not the fourteen of "eleven hours, not fourteen"."""
    return [figure for figure in telling.sentence.figures if "denied" not in figure.marks]


def denies(telling: Telling, one: Figure, other: Figure) -> bool:
    """Does a sentence say beside its figure that another is not so? A bare number is in its figure's unit."""
    return any(
        "denied" in denied.marks and denied.number == other.number and (one.scale if denied.unit is None else denied.scale) == other.scale
        for denied in telling.sentence.figures
    )


def tabled(telling: Telling) -> bool:
    """Is a line a row of a table, figures without a verb?"""
    return len(telling.sentence.figures) > FEW and all(clause.kind in ("nominal", "verbless") for clause in telling.sentence.clauses)


def names(figure: Figure) -> frozenset[str]:
    """The names among the words that tell what a figure is of."""
    return frozenset(word for word in figure.telling if word[:1].isupper())


def first_names(telling: Telling, age: Figure) -> tuple[str, ...]:
    """The first names with which it is told whose an age is, without titles: "Ida" of "Mayor Ida Holm, 44"."""
    persons = stories.of(telling.language).persons
    for name in telling.sentence.names if age.thing else ():
        *first, last = persons.parts(telling.words((name.start, name.end))) or [""]
        if name.kind == PERSON and first and last.lower() == age.thing:
            return tuple(word for word in first if word in age.telling and word[:1].isupper() and not persons.is_title(word))
    return ()


def clauses(pair: Pair, one: Figure, other: Figure) -> tuple[Clause | None, Clause | None]:
    return pair.a.clause_at((one.start, one.end)), pair.b.clause_at((other.start, other.end))


def meant(clause: Clause | None) -> str:
    """Whether a figure is told as so, imagined, demanded or offered: "a demand for 9 percent" says nothing of what was paid."""
    if clause is None:
        return ""
    return "imagined" if clause.standing == "hypothetical" else clause.modality if clause.modality in ASKED else ""


def dated(telling: Telling) -> frozenset[str]:
    """The months and years that a sentence names, and what it tells of other years: "last year", "two decades ago"."""
    return frozenset(
        time.iso[:7] if time.iso else telling.words((time.start, time.end)).lower()
        for time in telling.sentence.times
        if time.side != "within" and (time.iso or time.precision in ("month", "year") or _of_years(telling, time))
    )


def past(telling: Telling) -> bool:
    """Does a sentence tell of another year or month than that of its report?"""
    own = None, (telling.published or "")[:4], (telling.published or "")[:7]
    named = any(time.precision in ("month", "year") and time.iso not in own for time in telling.sentence.times)
    return named or any(_of_years(telling, time) for time in telling.sentence.times)


def dated_apart(telling: Telling) -> frozenset[str]:
    """The months and years that a sentence names, but for those of the day on which it was told."""
    told = telling.published or ""
    return dated(telling) - {told[:7], told[:4]}


def _of_years(telling: Telling, time: Time) -> bool:
    """Is a time told from the day of its report on by years?"""
    inside = (word for word in telling.sentence.words if time.start <= word.start < time.end)
    return time.precision == "relative" and any("years" in pack.concepts(word.lemma, telling.language) for word in inside)


def places(telling: Telling) -> frozenset[str]:
    return frozenset(
        word for name in telling.sentence.names if name.kind in PLACES for word in telling.words((name.start, name.end)).split()
    )


def one_owner(pair: Pair, one: Figure, other: Figure) -> bool:
    """Are the clauses of two figures of one doer, as far as they are told? Whose figure a pronoun's is, is open."""
    ours, theirs = (owners(telling, clause) for telling, clause in zip((pair.a, pair.b), clauses(pair, one, other), strict=True))
    return ours is not None and theirs is not None and not clash(ours, theirs)


def owners(telling: Telling, clause: Clause | None) -> frozenset[str] | None:
    """The names of who does and to whom in a clause; None where a pronoun leaves it open."""
    if clause is None:
        return frozenset()
    words = telling.sentence.words
    if any(words[at].kind == "PRON" for at in clause.who):
        return None
    return frozenset(word for at in (*clause.who, *clause.whom) if words[at].kind == "PROPN" for word in name_at(telling, at))


def name_at(telling: Telling, head: int) -> Iterator[str]:
    """The words of a name by its head."""
    yield telling.lemma(head)
    yield from (telling.lemma(at) for at in telling.below(head) if telling.sentence.words[at].kind == "PROPN")


def inside(telling: Telling, figure: Figure) -> list[int]:
    """The words of a figure."""
    return [at for at, word in enumerate(telling.sentence.words) if word.start < figure.end and figure.start < word.end]


def around(telling: Telling, figure: Figure) -> frozenset[str]:
    """The content words near a figure."""
    words = telling.sentence.words
    own = inside(telling, figure)
    if not own:
        return frozenset()
    near = range(max(0, own[0] - WINDOW), min(len(words), own[-1] + WINDOW + 1))
    return frozenset(words[at].lemma for at in near if at not in own and words[at].kind in CONTENT)


def shared(one: frozenset[str], other: frozenset[str]) -> float:
    """The share of the words of two sets that both have (Dice's)."""
    return 2 * len(one & other) / max(1, len(one) + len(other))


def clash(one: frozenset[str], other: frozenset[str]) -> bool:
    return bool(one and other) and not one & other

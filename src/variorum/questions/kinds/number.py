"""Figures that answer one question: how many, how much, how long, how old."""

from collections.abc import Iterator, Sequence
from typing import Final

from variorum.model.sentence import Figure
from variorum.questions.kinds import amounts, number_words, of_what
from variorum.questions.kinds.verdicts import RIGHT, Facing, in_its_place, put_right, sources, verdict
from variorum.questions.matched import matched
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.tellings import Telling

# Marks by which a figure is of a part, of others or of each; where one side alone has one, there is no one question.
PARTS: Final = frozenset({"other", "each", "remaining", "average", "part", "before", "whole", "ordinal", "converted"})
EXTENTS: Final = frozenset({"alone", "total"})  # a part told as such, and a whole

# Found on 82 labelled stories, three parts in five of them; the others were only read.
# Nearness: the cosine of the sentences, and half the share of the words round the figures that both have.
NEAR_SAME: Final = 0.55
NEAR_UNLIKE: Final = 0.68  # of people killed, hurt or driven out, and of what each tells on the word of a source of its own
NEAR_THINGS: Final = 1.0  # of all else: in real news two sentences less near were hardly ever of one thing
BIRTHDAYS: Final = 2.0  # years by which someone may be older when a report of another month tells of them
FAR: Final = 1.7  # how many times the smaller of two figures of one thing goes into the larger at most
FAR_OPEN: Final = 3.0  # the same of bounds that can both hold, and of what becomes of people, which is counted as it goes
SAME: Final = 0.97  # the chance that two figures that say the same are told of one thing


def compare(pair: Pair) -> Iterator[Compared]:
    """The figures of two sentences that are of one thing, and how they stand."""
    if of_what.tabled(pair.a) or of_what.tabled(pair.b):
        return
    asked = [
        found for one in of_what.told(pair.a) for other in of_what.told(pair.b) if (found := _asked(pair, one, other)) is not None
    ]
    asked = [found._replace(standing="meet") if _counted_apart(pair, found) else found for found in asked]
    alike = _chosen([found for found in asked if found.standing == "same" and found.near >= NEAR_SAME])
    told = {figure for found in asked if found.standing == "same" for figure in (found.one, found.other)}
    for found in alike:
        yield _compared(pair, found)
    unlike = [found for found in asked if found.one not in told and found.other not in told and not _part_and_whole(found)]
    for found in unlike:
        if not _vague(found) and (_of_the_story(pair, found) or (_alone(found, unlike) and _sure(pair, found))):
            yield _compared(pair, found, *verdict(pair, found))


def between(pair: Pair, a: Answer, b: Answer) -> Compared | None:
    """How the figures at two places stand to each other, where others of the story tell that both are of one thing."""
    one, other = (
        next((figure for figure in telling.sentence.figures if (figure.start, figure.end) == answer.span), None)
        for telling, answer in ((pair.a, a), (pair.b, b))
    )
    if one is None or other is None or not of_what.one_measure(one, other):
        return None
    found = Facing(one, other, amounts.standing(one, other), 0.0)
    return None if found.standing == "same" or _vague(found) else _compared(pair, found, *verdict(pair, found))


def _vague(found: Facing) -> bool:
    """ "Several" and two: no difference that an editor wants."""
    return found.standing == "meet" and (amounts.vague(found.one) or amounts.vague(found.other))


def _part_and_whole(found: Facing) -> bool:
    return bool(EXTENTS & (set(found.one.marks) ^ set(found.other.marks)))


def _counted_apart(pair: Pair, found: Facing) -> bool:
    """Did two named sources estimate one thing, each with a number of its own? Then nearly the same is not the same."""
    one, other = found.one, found.other
    apart = found.standing == "same" and None not in (one.number, other.number) and amounts.size(one) != amounts.size(other)
    return apart and "exact" not in (one.bound, other.bound) and sources(pair, one, other)[1]


def _asked(pair: Pair, one: Figure, other: Figure) -> Facing | None:
    if not of_what.one_measure(one, other):
        return None
    # "17 of the ships are held" is "17 ships are held": no part where both tell what is done
    parts = PARTS - {"part"} if one.fate == other.fate != "" or _one_act(pair, one, other) else PARTS
    if parts & (set(one.marks) ^ set(other.marks)) or not of_what.one_thing(one, other):
        return None
    near = pair.cosine + of_what.shared(of_what.around(pair.a, one), of_what.around(pair.b, other)) / 2
    return Facing(one, other, amounts.standing(one, other), near)


def _one_name(found: Facing) -> bool:
    return bool(of_what.names(found.one) & of_what.names(found.other))


def _one_act(pair: Pair, one: Figure, other: Figure) -> bool:
    ours, theirs = of_what.clauses(pair, one, other)
    return ours is not None and theirs is not None and ours.act == theirs.act


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
    if of_what.nobody(one, other):
        elsewhere = of_what.clash(of_what.places(pair.a), of_what.places(pair.b))
        return pair.of_one_occasion and not elsewhere and of_what.dated_apart(pair.a) == of_what.dated_apart(pair.b)
    if _other_occasion(pair, found):
        return False
    if one.fate == of_what.CROWD and not (one.counted or other.counted or pair.copied):
        return False  # "police put the crowd at 5,000": of which rally, the sentence does not tell
    in_place = in_its_place(pair, found)
    sole = in_place and pair.copied and not one.fate and _sole(pair, one, other)
    if not (one.fate or of_what.one_owner(pair, one, other) or sole):
        return False
    if one.quantity == "age" and may_be_older(pair.a, one, pair.b, other):
        return False
    if in_place:
        return True
    named = one.thing == other.thing != "" or _one_name(found)
    toll = one.fate in of_what.OF_PEOPLE | of_what.DRIVEN_OUT
    bar = NEAR_UNLIKE if named and (toll or sources(pair, one, other)[1]) else NEAR_THINGS
    if found.near < bar or not (named or one.fate or _one_act(pair, one, other)):
        return False
    return not (
        _too_far(found)
        or one.quantity == "term"  # whose sentence it is, no two sentences tell alike
        or _given(one, pair.b, other)
        or _given(other, pair.a, one)
    )


def _sole(pair: Pair, one: Figure, other: Figure) -> bool:
    """Is a figure all that tells something and that a copy exchanged?"""
    laid = matched(pair)
    return laid is not None and laid.alone(Answer((one.start, one.end), ""), Answer((other.start, other.end), ""))


def _of_the_story(pair: Pair, found: Facing) -> bool:
    """Are two figures of one thing by all that the story tells of it?"""
    return ((found.one.start, found.one.end), (found.other.start, found.other.end)) in pair.figures


def of_editions(found: Compared) -> Compared:
    """Two unlike figures of which one stands in a later edition of the text that has the other: brought up to date, or put right. A copy
    of the earlier one may be what they were read in.
    """
    if found.relation not in ("conflict", "spread"):
        return found
    why = number_words.why(found.a.value, found.b.value, "revised")
    return found._replace(relation="revised", why=why, chance=max(found.chance, RIGHT))


def may_be_older(a: Telling, one: Figure, b: Telling, other: Figure) -> bool:
    """Are two ages of someone so near that birthdays lie between: two in reports of unlike months, one where a day is not known?"""
    months = {(telling.published or "")[:7] for telling in (a, b)}
    between = 0.0 if len(months) == 1 and "" not in months else BIRTHDAYS if "" not in months else 1.0
    return abs(amounts.size(one) - amounts.size(other)) <= between


def _too_far(found: Facing) -> bool:
    """Do two figures lie so far apart that they are hardly of one thing?"""
    one, other = found.one, found.other
    return amounts.ratio(one, other) > (FAR_OPEN if found.standing == "meet" or one.fate else FAR)


def _given(figure: Figure, telling: Telling, apart: Figure) -> bool:
    """Does a sentence tell this very amount too, in another place?"""
    return any(
        other is not apart
        and other.quantity == figure.quantity
        and amounts.size(other) == amounts.size(figure)
        and (other.thing == figure.thing or figure.quantity != "count" or not other.thing or figure.fate in of_what.OF_PEOPLE)
        for other in telling.sentence.figures
    )


def _other_occasion(pair: Pair, found: Facing) -> bool:
    """Do dates, places, names beside the figures or what is only imagined tell two occasions?"""
    days = of_what.dated(pair.a), of_what.dated(pair.b)
    other_date = of_what.clash(*days) if _one_name(found) else days[0] != days[1]
    ours, theirs = (of_what.meant(clause) for clause in of_what.clauses(pair, found.one, found.other))
    return other_date or ours != theirs or (not _one_name(found) and of_what.clash(of_what.places(pair.a), of_what.places(pair.b)))


def _compared(pair: Pair, found: Facing, relation: Relation = "same", chance: float = SAME) -> Compared:
    ours, theirs = (
        Answer((figure.start, figure.end), number_words.value(telling, figure))
        for telling, figure in ((pair.a, found.one), (pair.b, found.other))
    )
    nobody = of_what.nobody(found.one, found.other)
    question = number_words.met(found.one) if nobody else number_words.question(pair.a, found.one, found.other, pair.b)
    alone = relation != "same" and (nobody or _of_the_story(pair, found) or in_its_place(pair, found))
    two_sources = sources(pair, found.one, found.other)[1]
    why = number_words.why(ours.value, theirs.value, relation, two_sources, relation == "revised" and put_right(pair, found))
    return Compared("number", ours, theirs, relation, chance, question, why, alone)

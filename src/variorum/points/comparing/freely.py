"""One thing told in two sentences that do not run alike: when it was, how sure it is, how far it has come, how far it reaches."""

from collections.abc import Iterator

from variorum.language.english.diff import FUNCTION, listed, words
from variorum.language.english.names import gazetteer
from variorum.model.naming import Place
from variorum.points import surroundings, units
from variorum.points.aligning.alike import Side
from variorum.points.comparing import clauses, counts, namings, opposites, plans, questions, roles, times
from variorum.points.comparing.modalities import again
from variorum.points.comparing.successions import succeeded
from variorum.points.difference import Difference
from variorum.points.told import Told
from variorum.points.units import LIGHT, Unit

# Cosine of two sentences from which harm denied and harm told are of one act, and from which an act told by one verb in both is one.
NEAR_FOR_HARM, NEAR_FOR_ACTS = 0.6, 0.5
LEAST_NEAR = 0.33  # cosine below which nothing is set side by side
_PREPOSITIONS = frozenset(listed("between of from to in for with by at against among"))
_PARTICLES = frozenset(listed("back out up down off away"))


def apart(left: Side, right: Side, near: float, later: bool | None) -> list[Difference]:
    """Every typed difference of two tellings that were not compared word by word. `near` is the cosine of their sentences."""
    if near < LEAST_NEAR:
        return []
    a, b, both = left.told, right.told, questions.Both.of(left, right, near)
    found = [
        *counts.figures_apart(a, b, list(questions.of_figures(a, b, both)), near, later),
        *times.apart(a, b, list(questions.of_times(a, b, both))),
    ]
    if surroundings.two_reports(a, b):
        found.extend([*more_doers(a, b, near), *(one.turned() for one in more_doers(b, a, near))][:1])
        of_units = list(_of_units(left, right, both))
        of_units = of_units or list(opposites.apart(left, right, near))
        found.extend(of_units or [*succeeded(a, b, near), *(one.turned() for one in succeeded(b, a, near))][:1])
    return found


def more_doers(wide: Told, narrow: Told, near: float) -> Iterator[Difference]:
    """ "The bloc and Ruritania will pull back troops", "the bloc will pull back its troops": one more doer of the same act."""
    if near < NEAR_FOR_ACTS or len(wide.content & narrow.content) < 4:
        return
    keys = [word.key for word in narrow.words]
    for name in wide.names:
        first, last = wide.word_at(name.start), wide.word_at(name.end - 1) + 1
        if (
            name.label == "PERSON"
            or first < 2
            or wide.words[first - 1].key != "and"
            or wide.words[first - 2].key in FUNCTION
            or last >= len(wide.words)
        ):
            continue
        doer = wide.words[first - 2].key
        verb = next((at for at in range(last, min(last + 3, len(wide.words))) if wide.words[at].key not in FUNCTION), None)
        if (
            verb is None
            or not (doer.isalpha() and wide.words[verb].key.isalpha())
            or wide.words[verb].capital
            or wide.words[verb].key not in keys
            or doer not in keys
        ):
            continue
        at, does = keys.index(doer), keys.index(wide.words[verb].key)
        between = narrow.words[at + 1 : does]
        if (
            not 0 < does - at <= 4
            or any(word.key == "and" or word.key not in FUNCTION for word in between)
            or not _verb(wide, narrow, verb, does)
            or wide.words[verb].key in roles.MUTUAL
            or not (_subject(wide, first - 2, last, verb) and _subject(narrow, at, at + 1, does))
            or units.keys_of(wide.words[first:last]) & units.keys_of(narrow.words)
        ):
            continue
        ends = [
            end + 1 + (told.words[end + 1 : end + 2] != () and told.words[end + 1].key in _PARTICLES)
            for told, end in ((wide, verb), (narrow, does))
        ]
        said, alone = wide.said(first - 2, ends[0]), narrow.said(at, ends[1])
        why = f'"{said}" and "{alone}": one side names one more who does it'
        yield Difference("actor", "scope", "scope", wide.span(first - 2, ends[0]), narrow.span(at, ends[1]), said, alone, doer, why, 0.6)
        return


def _verb(wide: Told, narrow: Told, one: int, other: int) -> bool:
    """Do both words stand with the same word after them, or is either told as a predicate: is it an act at all?"""
    following = [told.words[at + 1].key if at + 1 < len(told.words) else "" for told, at in ((wide, one), (narrow, other))]
    known = {word.key for told in (wide, narrow) for statement in told.statements for word in words(statement.what)}
    return wide.words[one].key in known and (following[0] == following[1] or wide.words[one].key not in LIGHT)


def _of_units(left: Side, right: Side, both: questions.Both) -> Iterator[Difference]:
    if both.near < NEAR_FOR_ACTS:
        return
    for a in left.units:
        for b in right.units:
            if not (a.statement.id and b.statement.id):
                continue
            found = plans.stands(a, b, both.one_thing) or _harm(a, b, both.near) or _other_place(a, b)
            if found is not None:
                yield found
                return


def _subject(told: Told, first: int, last: int, verb: int) -> bool:
    """Do words[first:last] end the subject of a verb, with no preposition on the way: no part of "trade between X and Y"?"""
    said, does = " ".join(word.text for word in told.words[first:last]), told.words[verb]
    for one in told.statements:
        start = one.passage.start - told.places[0].start
        if start <= does.start < start + len(one.passage.text) and does.key in {word.key for word in words(one.what)}:
            for part in (one.who, one.whom):
                spoken = [word.text for word in words(part or "")]
                if " ".join(spoken).endswith(said) and not {word.lower() for word in spoken} & _PREPOSITIONS:
                    return True
    return False


def _harm(a: Unit, b: Unit, near: float) -> Difference | None:
    """ "Nobody was hurt when the roof fell" and "two were hurt when the roof fell", whichever comes first."""
    if near < NEAR_FOR_HARM or len(a.told.content & b.told.content) < 3 or surroundings.elsewhere(a.told, b.told):
        return None
    if clauses.tells_of_none(a) and clauses.tells_of_some(b):
        return clauses.none_and_some(a, b)
    found = clauses.none_and_some(b, a) if clauses.tells_of_none(b) and clauses.tells_of_some(a) else None
    return found.turned() if found else None


def _other_place(a: Unit, b: Unit) -> Difference | None:
    """One act of one party, in two towns or two states, neither of which holds the other."""
    act = (a.predicate & b.predicate) - LIGHT
    if not act or not a.statement.where or not b.statement.where:
        return None
    if (
        not ((a.who & b.who) or (a.object & b.object))
        or (a.who and b.who and not a.who & b.who)
        or (a.object and b.object and not a.object & b.object)
    ):
        return None
    here, there = _map_place(a), _map_place(b)
    if not here or not there or here.kind != there.kind or here.name == there.name or namings.may_hold(here, there):
        return None
    if again(a.told, b.told):
        return None
    if a.statement.modality != b.statement.modality or a.statement.polarity != b.statement.polarity:
        return None
    if surroundings.setting(a.told) <= surroundings.setting(b.told) or surroundings.setting(b.told) <= surroundings.setting(a.told):
        return None  # one sentence names both places
    why = f'"{a.text}" and "{b.text}": {here.name} is not {there.name}'
    return Difference("place", "conflict", "material", a.span, b.span, a.text, b.text, " ".join(sorted(act)), why, 0.65)


def _map_place(unit: Unit) -> Place | None:
    words_of = (unit.statement.where or "").split(" ", 1)
    return gazetteer.place_of(words_of[1]) if len(words_of) == 2 and words_of[0] in ("in", "at") else None

"""What one telling has still to come, or holds for possible, and another tells as done, as called off, or as so.

Both must tell one act: the main verb of both clauses is the same, and so is who does it or to whom it is done; neither their figures nor
the names beside the doer may clash, and the sentences must be likely to tell one event.
"""

import re

from variorum.language.english.diff import IRREGULAR_FORMS, Word, listed, stem, words
from variorum.language.english.signs import NEGATORS
from variorum.model.point import Verdict, Weight
from variorum.points import surroundings
from variorum.points.comparing.modalities import SPOKEN, again
from variorum.points.difference import Difference
from variorum.points.units import LIGHT, Unit

# Log odds that two sentences tell one event (alike.of_one_event), from which a clause of each is held to be one act in two states.
# Set by reading the points of whole stories.
LIKELY_ONE = -3.5
LIKELY_AS_SURE = 0.0  # where only the certainty differs

_AUXILIARIES = frozenset(
    listed("will would shall 'll may might could can should must is are was were be been being am has have had to do did")
)
_ADVERBS = frozenset(listed("also now soon later then still just finally first so not never ever even already since perhaps maybe"))
_AHEAD = frozenset(
    listed(
        "expect expects expected expecting schedule scheduled slated due set plan plans planned planning hope hopes hoped hoping intend "
        "intends intended intending prepare prepares prepared preparing about going ready agree agrees agreed vow vows vowed promise "
        "promises promised pledge pledges pledged decide decides decided want wants wanted aim aims aimed poised threaten threatens "
        "threatened"
    )
)
_TO_COME = re.compile(rf"\b(?:(?:will|shall|would)\b|'ll\b|(?:{'|'.join(sorted(_AHEAD))}|is|are|was|were|be) to\b)")
_MAY = re.compile(r"(?:may|might|could)(?: \w+ly| yet| still| also)?(?: be)?")
_LONG_AGO = re.compile(r"\b(?:last (?:year|month|season)|(?:years|months) ago)\b")
_HOSTED_BY = re.compile(r"\w+ed by\b")  # "the games hosted by Castelmar" names the games
_HEADLINE_TO = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,5}to\s+")
_NOT_DONE = frozenset(listed("is are am to will would shall may might could can should must not never be being 'll"))
_PERFECT = frozenset(listed("has have had was were been"))
_PRESENT = frozenset(listed("is are am goes says tells has does"))
# Predicates of a state: that it will be so, and was so, are no two states of one thing.
_LASTING = frozenset(stem(word) for word in listed("remain stay continue keep be have need want know mean include face last serve seem"))
_CALLED_OFF = frozenset(
    stem(word) for word in listed("cancel cancelled canceled postpone postponed scrap scrapped abandon abandoned shelve shelved")
)
_HEARSAY = frozenset(listed("reportedly allegedly apparently reported alleged said accused"))
_UNSURE = frozenset(listed("possibly perhaps maybe probably likely may might could suspected believed thought feared")) | _HEARSAY
# Verbs for one act, where its doer or its object is the same.
_GROUPS = tuple(
    frozenset(stem(word) for word in listed(line))
    for line in (
        "release issue publish launch unveil",
        "name nominate appoint",
        "fire dismiss sack oust",
        "buy acquire purchase",
        "send dispatch",
        "close shut",
        "begin start open",
        "repair fix",
        "pass approve adopt ratify",
        "scrap abolish axe repeal",
        "cut reduce lower",
        "raise increase lift",
        "free release",
        "marry wed",
        "resign quit",
    )
)
_SPANS = frozenset(stem(word) for word in listed("season year month week day night time"))
_OF_A_DOER = frozenset(("suspected",))
_THOUGHT = re.compile(r"\b(?:is|was|are|were|been) (thought|believed|feared|reported|alleged)(?: that)?\s*$")


def stands(a: Unit, b: Unit, event: float) -> Difference | None:
    """How far the act of two clauses has come in each, where that differs. `event`: log odds that their sentences tell one event."""
    if not (a.statement.id and b.statement.id) or event < LIKELY_ONE:
        return None
    for one, other, turned in ((a, b, False), (b, a, True)):
        found = _called_off(one, other) or _came_true(one, other) or (_less_sure(one, other) if event >= LIKELY_AS_SURE else None)
        if found is not None:
            return found.turned() if turned else found
    return None


def _came_true(plan: Unit, deed: Unit) -> Difference | None:
    """ "A boat is to be sent" and "a boat has been sent"."""
    if plan.statement.modality not in ("planned", "possible") or deed.statement.modality != "actual":
        return None
    verb = _verb(plan)
    if verb is None or verb.key in SPOKEN | _LASTING or not _affirmed(plan, deed) or not _one_act(plan, deed):
        return None
    if not _to_come(plan) or not _done(deed) or again(plan.told, deed.told) or surroundings.elsewhere(plan.told, deed.told):
        return None
    return _made("revised", plan, deed, verb.key, f"what one tells as {plan.statement.modality} the other tells as done")


def _called_off(plan: Unit, off: Unit) -> Difference | None:
    """ "The match is to be played on Friday" and "Friday's match has been called off"."""
    if plan.statement.modality != "planned" or off.statement.modality != "actual" or not _affirmed(plan, off):
        return None
    if not _cancels(off) or _cancels(plan):
        return None
    what = (off.object & _told_of(plan)) - LIGHT
    if (
        not what
        or plan.predicate & _LASTING
        or len((_told_of(plan) & off.keys) - LIGHT) < 2
        or not (_to_come(plan) and _done(off))
        or again(plan.told, off.told)
    ):
        return None
    return _made("revised", plan, off, min(what), "what one tells as planned the other tells as called off")


def _cancels(unit: Unit) -> bool:
    return bool(unit.predicate & _CALLED_OFF) or unit.statement.what.startswith(("call off", "put off"))


def _less_sure(unsure: Unit, sure: Unit) -> Difference | None:
    """ "May have been caused by" and "was caused by". What police allege and what police say is one."""
    verb, hedges = _verb(unsure), _hedges(unsure)
    if (
        verb is None
        or not hedges
        or (verb.text.lower().endswith("ing") and "be" in _before(unsure))
        or _hedges(sure)
        or not _done(sure)
        or not _one_act(unsure, sure)
        or _aim(unsure)
    ):
        return None
    if sure.statement.modality != "actual" or not _affirmed(unsure, sure) or (hedges <= _HEARSAY and sure.statement.attribution):
        return None
    if again(unsure.told, sure.told) or (hedges <= _HEARSAY | _OF_A_DOER and unsure.who and not sure.who):
        return None  # that it was done is sure, who did it is not
    return _made("compatible", unsure, sure, verb.key, "one tells it as possible, the other as so")


def _hedges(unit: Unit) -> frozenset[str]:
    """The words of doubt that govern a clause's verb: before it, or opening its sentence, or taking the clause for their content."""
    start = unit.span[0]
    opening = re.match(r"(\w+),", unit.told.text[start:]) or _THOUGHT.search(unit.told.text[:start])
    return (frozenset(_before(unit)) | ({opening[1].lower()} if opening else frozenset())) & _UNSURE


def _aim(unit: Unit) -> bool:
    """ "So that talks may go on": an aim and no doubt."""
    start = unit.span[0]
    return bool(re.search(r"\b(?:so|order) that\b", unit.told.text[max(0, start - 12) : start + 12], re.I))


def _affirmed(a: Unit, b: Unit) -> bool:
    return a.statement.polarity == b.statement.polarity == "affirmed"


def _one_act(a: Unit, b: Unit) -> bool:
    """Have two clauses the same main verb, and doer or object in common, and nothing that sets them apart?"""
    ours, theirs = _verb(a), _verb(b)
    if ours is None or theirs is None or _of_group(ours.key) != _of_group(theirs.key):
        return False
    who, whom = a.who & b.who, (a.object & b.object) - _SPANS
    if (a.who and b.who and not who) or (a.object and b.object and not whom) or (ours.key in LIGHT and not whom):
        return False
    if bool(a.object) != bool(b.object) and not _object_told(a, b):
        return False
    shared = (_told_of(a) & _told_of(b)) - {ours.key, theirs.key}
    return bool(who | whom) and len(shared) >= 2 and not _clash(a, b)


def _object_told(a: Unit, b: Unit) -> bool:
    """Where one tells to whom it is done, is half of that in the words of the other, beside words of time?"""
    whom, keys = (a.object - _SPANS, b.keys) if a.object else (b.object - _SPANS, a.keys)
    return bool(whom) and 2 * len(whom & keys) >= len(whom)


def _told_of(unit: Unit) -> frozenset[str]:
    """The words of a clause, with its parties where they stand before it ("the fair is due to be opened")."""
    return unit.keys | unit.who | unit.object


def _clash(a: Unit, b: Unit) -> bool:
    """Have both figures, or names beside the doer, and none in common?"""
    figures = [{count.figure.number for count in unit.counts} for unit in (a, b)]
    names = [(surroundings.setting(unit.told) & unit.keys) - a.who - b.who for unit in (a, b)]
    return any(bool(ours and theirs) and not ours & theirs for ours, theirs in (figures, names))


def _of_group(key: str) -> frozenset[str]:
    return next((group for group in _GROUPS if key in group), frozenset((key,)))


def _verb(unit: Unit) -> Word | None:
    """The word of the text that is the main verb of a clause."""
    what = words(unit.statement.what)
    start, end = unit.span
    head = what[0].key if what else ""
    return next((word for word in unit.told.words if start <= word.start < end and word.key == head), None)


def _before(unit: Unit) -> list[str]:
    """The auxiliaries, adverbs and words of planning and of doubt right before a clause's main verb, in the order of the text."""
    verb, found = _verb(unit), list[str]()
    every = unit.told.words
    at = every.index(verb) if verb else 0
    while at and (_leads(every[at - 1]) or _joined(every, at)):
        at -= 1
        found.append(every[at].text.lower() if every[at].key not in NEGATORS else "not")
    return found[::-1]


def _leads(word: Word) -> bool:
    text = word.text.lower()
    if text == "may" and word.capital and word.start:
        return False  # the month
    return text in _AUXILIARIES | _ADVERBS | _AHEAD | _UNSURE or text == "of" or text.endswith("ly") or word.key in NEGATORS


def _joined(every: tuple[Word, ...], at: int) -> bool:
    """Two verbs joined, as in "allegedly shot and killed", stand under the same words."""
    return (every[at - 1].text == "and" and at > 1 and _past(every[at - 2])) or (every[at].text == "and" and _past(every[at - 1]))


def _past(word: Word) -> bool:
    text = word.text.lower()
    return not text.endswith("ing") and (text.endswith("ed") or (text in IRREGULAR_FORMS and text not in _PRESENT))


def _to_come(unit: Unit) -> bool:
    """Is the clause's own verb told as to come? "Would go on to win" is a past told ahead, a bare "to win" tells why."""
    verb = _verb(unit)
    if verb is None or verb.text.lower().endswith("ing"):
        return False
    if _headline(unit) and _HEADLINE_TO.fullmatch(unit.told.text[: verb.start]):
        return True
    before = _before(unit)
    if unit.statement.modality == "possible":
        return bool(_MAY.fullmatch(" ".join(before)))  # "may have won" is a doubt
    return bool(_TO_COME.search(" ".join(before)))


def _done(unit: Unit) -> bool:
    """Is the clause's own verb told as done: in a past form, or in the present of a headline?"""
    verb, before = _verb(unit), set(_before(unit))
    if verb is None or before & _NOT_DONE:
        return False
    text = verb.text.lower()
    if text.endswith("ing") or _LONG_AGO.search(unit.told.text, *unit.span) or _HOSTED_BY.match(unit.told.text, unit.span[0]):
        return False
    return _past(verb) or bool(before & _PERFECT) or (_headline(unit) and not before)


def _headline(unit: Unit) -> bool:
    """Does the sentence end without a full stop?"""
    return unit.told.text.rstrip()[-1:].isalnum()


def _made(verdict: Verdict, a: Unit, b: Unit, slot: str, because: str) -> Difference:
    why = f'"{a.text}" and "{b.text}": {because}'
    weight: Weight = "material" if verdict == "revised" else "slight"
    return Difference("modality", verdict, weight, a.span, b.span, a.text, b.text, slot, why, 0.65)

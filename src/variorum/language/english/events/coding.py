"""From clauses to events: which event a clause tells, by whom and to whom. Patterns over the Sentence as it is kept; no model.

Announced acts are coded by what the announcement is (manual, section on verbal and material events): a promised withdrawal is a
concession, a planned meeting an agreement, an announced blow a threat, and "will not" a rejection.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from variorum.language import scheme
from variorum.language.english.events import nouns, plover, sides
from variorum.language.english.events.sides import Deed
from variorum.language.english.events.walking import Told
from variorum.language.english.names import actors
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.model.sentence import Clause

_COOPERATIVE: Final = frozenset({"AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID"})
_YIELDING: Final = frozenset({"CONCEDE", "RETREAT"})
_HOSTILE: Final = {"SANCTION": "relations", "COERCE": "restrict", "ASSAULT": "violence", "PROTEST": "restrict"}
_REFUSED: Final = {
    "CONSULT": "meet",
    "AID": "assist",
    "COOPERATE": "assist",
    "CONCEDE": "yield",
    "RETREAT": "yield",
    "AGREE": None,
    "SUPPORT": None,
}
# Probability from which the classifier overrules a pattern of weight 2, and what a weightier pattern adds. By cross-validation.
OVERRULES: Final = 0.5
OVERRULES_STEP: Final = 0.3
# What hangs at these is wanted, refused or promised, and was not done.
_OPEN: Final = frozenset({"REQUEST", "REJECT", "THREATEN", "AGREE", "CONCEDE"})
SAYING: Final = word_set("factual.saying")
_STATE_SECTORS: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB"})
_SPORT: Final = word_set("coding.sport")
_SPORT_TERM = re.compile(r"\b(?:quarter-?finals?|semi-?finals?|play-?offs?|half-?time|under-\d\ds?|fly-half|grand prix|world cup)\b")
# One of these is enough.
_SPORT_ONLY: Final = word_set("coding.sport_only")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as a clause tells it. Spans are [start, end) in the paragraph."""

    event: str
    mode: str | None
    told: Told
    clause: Clause
    actor: Span | None
    recipient: Span | None
    auxiliary: tuple[str, ...]
    speaker: Span | None
    weight: float
    confidence: float = 0.5
    settled: bool = False  # the manual leaves no choice here


def decide(candidate: Candidate, read: dict[str, float]) -> Candidate:
    """The event of a candidate from its pattern and from what the classifier reads in its sentence (root event -> probability).

    The classifier may overrule a pattern that tells little; where pattern and manual are plain it only adds or takes confidence.
    """
    root = "YIELD" if candidate.event in {"CONCEDE", "RETREAT"} else candidate.event
    own = read.get(root, 0.0)
    best = max(read, key=lambda name: (read[name], name))
    if best == root or candidate.settled or read[best] < OVERRULES + OVERRULES_STEP * (candidate.weight - 2):
        return replace(candidate, confidence=round(0.25 + 0.12 * min(candidate.weight, 3.0) + 0.35 * own, 3))
    event = best if best != "YIELD" else "RETREAT" if candidate.clause.tense == "past" else "CONCEDE"
    return replace(candidate, event=event, mode=None, auxiliary=(), confidence=round(0.3 + 0.5 * read[best], 3))


def candidates(told: Sequence[Told]) -> list[Candidate]:
    """Every event that the clauses and nouns of a paragraph's sentences tell, in text order; at most one a word."""
    found: list[Candidate] = []
    for one in told:
        if _sporting(one):
            continue
        made = (_candidate(one, clause) for clause in one.clauses if clause.kind != "nominal")
        verbal = [candidate for candidate in made if candidate is not None]
        found += verbal + [candidate for candidate in _of_nouns(one) if not any(_one_deed(candidate, other) for other in verbal)]
    return [_with_somebody(one) for one in found if one.actor is None or not nouns.is_nobody(one.told, one.actor)]


def _with_somebody(candidate: Candidate) -> Candidate:
    """A candidate without a recipient who is nobody: a thing of which only people can be asked or accused, or who is only told of it."""
    to = candidate.recipient
    if to is None or not sides.is_thing(Deed(candidate.told, candidate.clause, candidate.event), to):
        return candidate
    return replace(candidate, recipient=None)


def _sporting(told: Told) -> bool:
    """Does a sentence speak of sport or shows: one word of nothing else, or two others, and no word of offices or armies?"""
    found: set[str] = set()
    if _SPORT_TERM.search(told.cut((told.sentence.start, told.sentence.end)).lower()):
        found |= _SPORT_ONLY
    for at, word in enumerate(told.words):
        written = told.written(at).lower()
        if word.lemma in _SPORT or word.lemma in _SPORT_ONLY or written in _SPORT_ONLY:
            found.add(word.lemma)
        elif actors.sector_words().get(written) in _STATE_SECTORS:
            return False
    return bool(found & _SPORT_ONLY) or len(found) >= 2


def _candidate(told: Told, clause: Clause) -> Candidate | None:
    pattern = plover.match(told, clause)
    special = _willing(told, clause) or _told_to(told, clause) or _blow(told, clause) or _charged(told, clause)
    if special is not None and (pattern is None or pattern.weight < special.weight):
        pattern = special
    if pattern is not None and pattern.mode == "resign" and clause.kind in {"relative", "participle"}:
        return None  # told of somebody for whom the words are seldom clear: "aides to the mayor who resigned"
    if pattern is not None and clause.act in word_set("events.of_law") and _of_nobody(told, clause):
        return None  # a headline's "Mayor arrested in Oravia", read as if the mayor had done it
    if pattern is None or _asks_question(told, clause) or clause.standing in {"content", "hypothetical"}:
        return None
    coded = coded_as(pattern, clause)
    if coded is None:
        return None
    event, mode, auxiliary = coded
    deed = Deed(told, clause, event)
    doer = sides.actor(deed)
    if event == "THREATEN":
        doer = _threatening(deed, doer)
    recipient = sides.recipient(deed, doer)
    doer = doer or sides.teller(deed)
    speaker = None if clause.source is None else told.noun_span(clause.source)
    if recipient is None and pattern.weight >= 2 and pattern.event != "CONSULT":
        recipient = sides.named_after(deed, doer, speaker)
    if recipient is not None and nouns.is_nobody(told, recipient):
        recipient = None
    if event == "CONSULT" and mode == "visit" and recipient is None:
        return None  # a visit is to someone
    settled = event != pattern.event or pattern.weight >= 3.3 or special is not None
    return Candidate(event, mode, told, clause, doer, recipient, auxiliary, speaker, pattern.weight, settled=settled)


def _of_nouns(told: Told) -> list[Candidate]:
    """The events that nouns tell: "the attack on the camp", "talks between the two", "his arrest"."""
    found = []
    for deed in nouns.deeds(told):
        clause = deed.clause
        if clause.standing in {"content", "hypothetical"} or clause.polarity == "negated" or clause.modality not in ("actual", "planned"):
            continue
        coded = coded_as(plover.Pattern(deed.event, deed.mode, (), nouns.WEIGHT), clause)
        if coded is not None:
            speaker = None if clause.source is None else told.noun_span(clause.source)
            event, mode, auxiliary = coded
            found.append(Candidate(event, mode, told, clause, deed.actor, deed.recipient, auxiliary, speaker, nouns.WEIGHT, settled=True))
    return found


def _one_deed(noun: Candidate, verb: Candidate) -> bool:
    """Does a noun tell what its verb tells, or what the verb only speaks of: "launched an attack", "demanded the release"?"""
    heads = (*verb.clause.whom, *verb.clause.who, *(at for _, at in verb.clause.obliques))
    if noun.clause.verb not in heads:
        return False
    return noun.event == verb.event or verb.event in _OPEN or verb.clause.act in word_set("events.light")


def _willing(told: Told, clause: Clause) -> plover.Pattern | None:
    """ "Is willing to", "is ready to", "is committed to": what is meant to be done, announced; "is opposed to": a rejection."""
    if clause.act != "be" or clause.polarity == "negated":
        return None
    for at in clause.attributes:
        word = told.written(at).lower()
        if word in {"opposed", "against"}:
            return plover.Pattern("REJECT", None, (), 2.6)
        if word in {"willing", "ready", "prepared", "committed"}:
            inner = [told.clauses[told.number_of[child]] for child in told.below(at) if child in told.number_of]
            return _announced(told, [*inner, *told.contents(clause)])
    return None


def _announced(told: Told, inner: Sequence[Clause]) -> plover.Pattern:
    """The event of an announced act: a threat, a concession or an agreement."""
    for clause in inner:
        pattern = plover.match(told, clause)
        if pattern is not None and pattern.event in _HOSTILE:
            return plover.Pattern("THREATEN", _threat_mode(pattern.event, pattern.mode), (), 2.6)
        if pattern is not None and pattern.event in _YIELDING:
            return plover.Pattern("CONCEDE", None, (), 2.6)
    return plover.Pattern("AGREE", None, (), 2.6)


def _blow(told: Told, clause: Clause) -> plover.Pattern | None:
    """ "Warned that it would take measures", "said the state will impose sanctions": a threat, if the one who speaks is to strike."""
    if clause.act not in SAYING or clause.polarity == "negated" or not clause.who:
        return None
    for inner in told.contents(clause):
        if inner.tense != "future" or inner.condition is not None or not inner.who:
            continue
        if inner.act == "tolerate":
            return plover.Pattern("THREATEN", None, (), 2.7)
        if inner.polarity == "negated":
            continue
        heads = (*inner.whom, *(noun for _, noun in inner.obliques))
        words = {told.words[at].lemma for head in heads for at in told.under(head)} | {inner.act}
        if not words & word_set("stances.hostile"):
            continue
        speaker = actors.resolve(told.cut(told.noun_span(clause.who[0]))).code
        doer = actors.resolve(told.cut(told.noun_span(inner.who[0]))).code
        vague = speaker is None and doer is not None  # officials, "he", a name: their state's act
        if sides.is_pronoun(told, inner.who[0]) or speaker == doer or vague:
            return plover.Pattern("THREATEN", None, (), 2.7)
    return None


def _told_to(told: Told, clause: Clause) -> plover.Pattern | None:
    """What one says another must or should do is a request."""
    if clause.act not in SAYING or clause.polarity == "negated":
        return None
    for inner in told.contents(clause):
        if inner.modality == "demanded" and inner.condition is None and inner.who and inner.who[0] not in clause.who:
            subject = inner.who[0]
            if not sides.is_pronoun(told, subject) and sides.can_act(told, subject):
                return plover.Pattern("REQUEST", None, (), 2.7)
    return None


def _charged(told: Told, clause: Clause) -> plover.Pattern | None:
    """ "Said the mayor had lied": who says of another that they did wrong accuses them."""
    if clause.act not in SAYING or clause.polarity == "negated" or not clause.who:
        return None
    for inner in told.contents(clause):
        wrong = inner.act in word_set("events.wrongs") and inner.polarity == "affirmed" and inner.tense != "future"
        if wrong and inner.who and inner.who[0] not in clause.who and told.words[inner.who[0]].lemma not in {"i", "we"}:
            return plover.Pattern("ACCUSE", "allege", (), 2.3)
    return None


def _of_nobody(told: Told, clause: Clause) -> bool:
    """Has a deed nobody whom it is done to: no object but a term ("jailed over six years"), and no clause that tells of somebody?"""
    claimed = any(inner.tense in {"past", "present", "future"} for inner in told.contents(clause))
    return not claimed and all(told.name_kind(at) == "DATE" for at in clause.whom)


def _asks_question(told: Told, clause: Clause) -> bool:
    """ "Asked whether ..." requests nothing, and "refused to rule out", "refused to comment" refuse nothing."""
    contents = told.contents(clause)
    if clause.act in {"ask", "press", "question"} and clause.kind in {"adverbial", "participle"}:
        return True  # "asked for her view, the clerk left"
    if clause.act in {"suggest", "insist"} and any(inner.modality != "demanded" and inner.tense != "infinitive" for inner in contents):
        return True
    if clause.act == "ask":
        return not any(inner.tense == "infinitive" for inner in contents) and not any(one == "for" for one, _ in clause.obliques)
    if clause.act == "call" and clause.whom and any(one == "for" for one, _ in clause.obliques):
        return True  # "called the night, for the record, a win"
    silent = word_set("factual.silence") | {"rule"}
    return clause.act in {"refuse", "decline"} and any(inner.act.split(" ")[0] in silent for inner in contents)


def coded_as(pattern: plover.Pattern, clause: Clause) -> tuple[str, str | None, tuple[str, ...]] | None:
    """The event a clause codes for, given how it stands; None where nothing happened."""
    event, mode = pattern.event, pattern.mode
    if clause.polarity == "negated":
        if clause.tense == "future" and event in _REFUSED:
            return "REJECT", _REFUSED[event], ()
        return None
    if clause.standing == "actual":
        return event, mode, ()
    if event in _COOPERATIVE:
        return "AGREE", None, ()
    if event in _YIELDING:
        return "CONCEDE", None, ()
    if event in _HOSTILE:
        return "THREATEN", _threat_mode(event, mode), ()
    return event, mode, ("future",)


def _threat_mode(event: str, mode: str | None) -> str | None:
    if mode in scheme.modes("THREATEN"):
        return mode
    return _HOSTILE[event]


def _threatening(deed: Deed, doer: Span | None) -> Span | None:
    """Officials warn that their state "would take measures": the state threatens, if the officials' words do not say whose they are."""
    told, clause, _ = deed
    if doer is not None and actors.resolve(told.cut(doer)).code is not None:
        return doer
    for inner in told.contents(clause):
        if inner.tense != "future" or not inner.who:
            continue
        span = told.noun_span(inner.who[0])
        if actors.resolve(told.cut(span)).code is not None:
            return span
    return doer

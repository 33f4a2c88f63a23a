"""From clause frames to events: which event a clause tells, by whom and to whom. Dictionary patterns over the parse; no model.

Announced acts are coded by what the announcement is (manual, section on verbal and material events): a promised withdrawal is a
concession, a planned meeting an agreement, an announced blow a threat, and "will not" a rejection.
"""

import re
from dataclasses import dataclass, replace
from typing import Final

from variorum.language import scheme
from variorum.language.english.events import plover
from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_mark
from variorum.language.english.grammar.negation import negated
from variorum.language.english.names import actors
from variorum.language.english.words.lexicon import word_set

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
# Order in which the prepositions of a clause are asked for the recipient.
_TOWARDS: Final = (
    "against",
    "on",
    "with",
    "to",
    "upon",
    "at",
    "from",
    "for",
    "of",
    "in",
    "into",
    "toward",
    "towards",
    "over",
    "between",
    "by",
)
# Probability from which the classifier overrules a pattern of weight 2, and what a weightier pattern adds. By cross-validation.
OVERRULES: Final = 0.5
OVERRULES_STEP: Final = 0.3
# In these the object is what is used or given, not whom it is done to.
_INSTRUMENT: Final = frozenset({"MOBILIZE", "AID", "COOPERATE"})
# These are done to people of a place: "in", "at", "of" may name the recipient.
_DONE_AT_PLACES: Final = word_set("coding.done_at_places")
Side = tuple[int, int] | None
# Nouns that act for a state or body without being an office.
_ACTING: Final = word_set("coding.acting")
# In these walks of life a deed is political only if it is done to a state, body or office.
_STATE_SECTORS: Final = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "REB"})
_PRIVATE: Final = frozenset({"BUS"})
_STRONG_SECTORS: Final = word_set("coding.strong_sectors")
_SPORT: Final = word_set("coding.sport")
_SPORT_TERM = re.compile(r"\b(?:quarter-?finals?|semi-?finals?|play-?offs?|half-?time|under-\d\ds?|fly-half|grand prix|world cup)\b")
# One of these is enough.
_SPORT_ONLY: Final = word_set("coding.sport_only")


@dataclass(frozen=True, slots=True)
class Candidate:
    """An event as a clause tells it. Spans are [start, end) in the paragraph."""

    event: str
    mode: str | None
    clause: ParsedClause
    actor: tuple[int, int] | None
    recipient: tuple[int, int] | None
    auxiliary: tuple[str, ...]
    speaker: tuple[int, int] | None
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


def candidates(clauses: Clauses) -> list[Candidate]:
    """Every event that the clauses of a paragraph tell, in text order; at most one a clause."""
    sporting = _sporting(clauses)
    found: list[Candidate] = []
    for clause in clauses.verbs.values():
        if clauses.tokens[clause.head].sent in sporting:
            continue
        made = _candidate(clauses, clause)
        if made is not None:
            found.append(made)
    return found


def _sporting(clauses: Clauses) -> set[int]:
    """Sentences that speak of sport or shows: one word of nothing else, or two others; where offices or armies are named, none."""
    found: dict[int, set[str]] = {}
    state: set[int] = set()
    for at, (start, end) in enumerate(clauses.paragraph.sentences):
        if _SPORT_TERM.search(clauses.paragraph.text[start:end].lower()):
            found[at] = set(_SPORT_ONLY)
    for token in clauses.tokens:
        word = token.lemma.lower()
        if word in _SPORT or word in _SPORT_ONLY or token.text.lower() in _SPORT_ONLY:
            found.setdefault(token.sent, set()).add(word)
        if actors.sector_words().get(token.text.lower()) in _STATE_SECTORS and word not in _SPORT:
            state.add(token.sent)
    return {at for at, seen in found.items() if (seen & _SPORT_ONLY or len(seen) >= 2) and at not in state}


def _candidate(clauses: Clauses, clause: ParsedClause) -> Candidate | None:
    pattern = plover.match(clauses, clause)
    special = _willing(clauses, clause) or _told_to(clauses, clause) or _blow(clauses, clause)
    if special is not None and (pattern is None or pattern.weight < special.weight):
        pattern = special
    if pattern is None or _asks_question(clauses, clause):
        return None
    status = standing.status(clauses, clause)
    if status.standing in {"content", "hypothetical"}:
        return None
    coded = coded_as(clauses, pattern, clause, status)
    if coded is None:
        return None
    event, mode, auxiliary = coded
    actor = actor_span(clauses, clause)
    if event == "THREATEN":
        actor = _threatening(clauses, clause, actor)
    if actor is None and event == "ASSAULT":
        actor = _weapon(clauses, clause)
    recipient = recipient_span(clauses, clause, actor, event)
    speaker = clauses.noun_span(status.speaker) if status.speaker is not None else None
    guessed = recipient is None
    if recipient is None and pattern.weight >= 2 and pattern.event != "CONSULT":
        recipient = _named_after(clauses, clause, actor, speaker, event)
    if not _political(clauses, actor, recipient, pattern.weight, guessed and event != "PROTEST"):
        return None
    if event == "CONSULT" and mode == "visit" and recipient is None:
        return None  # a visit is to someone
    settled = event != pattern.event or pattern.weight >= 3.3 or special is not None
    return Candidate(event, mode, clause, actor, recipient, auxiliary, speaker, pattern.weight, settled=settled)


def _willing(clauses: Clauses, clause: ParsedClause) -> plover.Pattern | None:
    """ "Is willing to", "is ready to", "is committed to": what is meant to be done, announced; "is opposed to": a rejection."""
    if clause.lemma != "be" or negated(clauses, clause):
        return None
    for at in clause.attributes:
        word = clauses.tokens[at].text.lower()
        if word in {"opposed", "against"}:
            return plover.Pattern("REJECT", None, (), 2.6)
        if word in {"willing", "ready", "prepared", "committed"}:
            return _announced(clauses, [child.i for child in clauses.below(at, "xcomp", "ccomp", "advcl")] + list(clause.contents))
    return None


def _announced(clauses: Clauses, verbs: list[int]) -> plover.Pattern:
    """The event of an announced act: a threat, a concession or an agreement."""
    for verb in verbs:
        inner = clauses.verbs.get(verb)
        told = plover.match(clauses, inner) if inner is not None else None
        if told is not None and told.event in _HOSTILE:
            return plover.Pattern("THREATEN", _threat_mode(told.event, told.mode), (), 2.6)
        if told is not None and told.event in _YIELDING:
            return plover.Pattern("CONCEDE", None, (), 2.6)
    return plover.Pattern("AGREE", None, (), 2.6)


def _blow(clauses: Clauses, clause: ParsedClause) -> plover.Pattern | None:
    """ "Warned that it would take measures", "said the state will impose sanctions": a threat, if the one who speaks is to strike."""
    if clause.lemma not in standing.SAYING or negated(clauses, clause) or not clause.who:
        return None
    for verb in clause.contents:
        inner = clauses.verbs.get(verb)
        if inner is None or inner.tense != "future" or condition_mark(clauses, inner) is not None or not inner.who:
            continue
        if inner.lemma == "tolerate":
            return plover.Pattern("THREATEN", None, (), 2.7)
        if negated(clauses, inner):
            continue
        words = {clauses.tokens[i].lemma.lower() for head in inner.whom for i in clauses.under(head)} | {inner.lemma}
        words |= {clauses.tokens[i].lemma.lower() for _, noun in inner.with_preps for i in clauses.under(noun)}
        if not words & word_set("stances.hostile"):
            continue
        speaker = actors.resolve(clauses.text(clauses.noun_span(clause.who[0]))).code
        doer = actors.resolve(clauses.text(clauses.noun_span(inner.who[0]))).code
        pronoun = clauses.tokens[inner.who[0]].pos == "PRON"
        vague = speaker is None and doer is not None  # officials, "he", a name: their state's act
        if pronoun or speaker == doer or vague or (inner.passive and clause.lemma == "warn"):
            return plover.Pattern("THREATEN", None, (), 2.7)
    return None


def _told_to(clauses: Clauses, clause: ParsedClause) -> plover.Pattern | None:
    """What one says another must or should do is a request."""
    if clause.lemma not in standing.SAYING or negated(clauses, clause):
        return None
    for verb in clause.contents:
        inner = clauses.verbs.get(verb)
        if inner is None or inner.modal not in {"must", "should"} or condition_mark(clauses, inner) is not None or not inner.who:
            continue
        subject = clauses.tokens[inner.who[0]]
        if subject.pos != "PRON" and actors.resolve(clauses.text(clauses.noun_span(subject.i))).code:
            return plover.Pattern("REQUEST", None, (), 2.7)
    return None


def _named_after(clauses: Clauses, clause: ParsedClause, actor: Side, speaker: Side, event: str) -> Side:
    """The first country, body or group named after the verb in its sentence, beside actor and speaker."""
    own = actors.resolve(clauses.text(actor)).code if actor else None
    inside = _own_tokens(clauses, clause)
    start = clauses.tokens[clause.head].end
    end = max((clauses.tokens[i].end for i in inside), default=start)
    for naming in actors.namings(clauses.paragraph.text[start:end]):
        first, last = start + naming.start, start + naming.end
        token = next((t for t in clauses.tokens if t.start <= first < t.end), None)
        said = token is None or token.i not in inside or _under_saying(clauses, token.i, clause)
        if said or (speaker and speaker[0] <= first < speaker[1]):
            continue
        if naming.code != own:
            return _grown(clauses, first, last)
    struck = event in {"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "THREATEN"}
    at_home = _STRONG_SECTORS | {"CVL"} if struck else (_STRONG_SECTORS | {"CVL"}) - {"MIL"}
    if event in _INSTRUMENT:
        return None
    for token in clauses.tokens:  # offices and groups at home
        if token.i in inside and start <= token.start and token.pos in {"NOUN", "PROPN"} and token.text.lower() in actors.sector_words():
            sector = actors.sector_words()[token.text.lower()]
            if sector in at_home and not _under_saying(clauses, token.i, clause) and token.i not in clause.who:
                span = clauses.noun_span(token.i)
                if not (actor and span[0] < actor[1] and actor[0] < span[1]) and not (
                    speaker and span[0] < speaker[1] and speaker[0] < span[1]
                ):
                    return span
    return None


def _own_tokens(clauses: Clauses, clause: ParsedClause) -> set[int]:
    """The tokens of a clause without the clauses joined to it and without conditions."""
    left_out = {
        i
        for child in clauses.below(clause.head)
        if child.dep in {"conj", "parataxis"}
        or ((inner := clauses.verbs.get(child.i)) is not None and condition_mark(clauses, inner) is not None)
        for i in clauses.under(child.i)
    }
    return {i for i in clauses.under(clause.head) if i not in left_out}


def _grown(clauses: Clauses, first: int, last: int) -> tuple[int, int]:
    """A country's name with the office or group it describes: "Ruritanian" in "the Ruritanian army" is the army."""
    for token in clauses.tokens:
        if token.start <= last - 1 < token.end and token.dep in {"amod", "compound", "poss", "nmod"}:
            head = clauses.tokens[token.head]
            if head.start >= last and head.text.lower() in actors.sector_words():
                span = clauses.noun_span(head.i)
                return (min(first, span[0]), span[1]) if span[0] <= first else (first, last)
    return first, last


def _under_saying(clauses: Clauses, index: int, clause: ParsedClause) -> bool:
    """Does a word belong to the clause that only reports ("..., the Graustark embassy said")?"""
    at = clauses.tokens[index]
    while at.head != at.i:
        if at.i == clause.head:
            return False
        if at.dep in {"nsubj", "npadvmod"} and clauses.tokens[at.head].lemma.lower() in standing.SAYING and at.head != clause.head:
            return True
        at = clauses.tokens[at.head]
    return False


def _asks_question(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "Asked whether ..." requests nothing, and "refused to rule out" refuses nothing."""
    if clause.lemma in {"suggest", "insist"} and standing.asserts(clauses, clause):
        return True
    if clause.lemma == "ask":
        return not any((inner := clauses.verbs.get(verb)) and inner.tense == "infinitive" for verb in clause.contents) and not any(
            prep == "for" for prep, _ in clause.with_preps
        )
    if clause.lemma == "call" and clause.whom and any(prep == "for" for prep, _ in clause.with_preps):
        return True  # "called the night, for the record, a win"
    silent = word_set("factual.silence") | {"rule"}
    return clause.lemma in {"refuse", "decline"} and any(clauses.tokens[verb].lemma in silent for verb in clause.contents)


def coded_as(
    clauses: Clauses, pattern: plover.Pattern, clause: ParsedClause, status: standing.Status
) -> tuple[str, str | None, tuple[str, ...]] | None:
    """The event a clause codes for, given how it stands; None where nothing happened."""
    event, mode = pattern.event, pattern.mode
    if negated(clauses, clause):
        willing = clause.modal in {"will", "would"} or clause.tense == "future"
        if willing and event in _REFUSED:
            return "REJECT", _REFUSED[event], ()
        return None
    if status.standing == "actual":
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


def _threatening(clauses: Clauses, clause: ParsedClause, actor: Side) -> Side:
    """Officials warn that their state "would take measures": the state threatens, if the officials' words do not say whose they are."""
    if actor is not None and actors.resolve(clauses.text(actor)).code is not None:
        return actor
    for verb in clause.contents:
        inner = clauses.verbs.get(verb)
        if inner is None or inner.passive or inner.tense != "future" or not inner.who:
            continue
        span = clauses.noun_span(inner.who[0])
        if actors.resolve(clauses.text(span)).code is not None:
            return span
    return actor


def _weapon(clauses: Clauses, clause: ParsedClause) -> Side:
    """Killed "in a bombing" by nobody knows whom: the bombing stands for the unidentified attackers, as in the manual's examples."""
    told = plover.noun_classes()["ATTACK"] | plover.noun_classes()["EXPLOSIVE"]
    for prep, noun in clause.with_preps:
        if prep in {"in", "by", "during"} and any(clauses.tokens[i].lemma.lower() in told for i in clauses.under(noun) if i <= noun):
            return clauses.noun_span(noun)
    return None


def actor_span(clauses: Clauses, clause: ParsedClause) -> tuple[int, int] | None:
    """[start, end) of who acts: all joined subjects together, a pronoun replaced by the speaker it stands for."""
    if not clause.who:
        return None
    first = standing.referent(clauses, clause.who[0], clause)
    start, end = clauses.noun_span(first)
    if clauses.tokens[first].pos == "PROPN" and actors.resolve(clauses.text((start, end))).code is None:
        for child in clauses.below(first, "appos"):
            beside = clauses.noun_span(child.i)
            if actors.resolve(clauses.text(beside)).code is not None:
                start, end = min(start, beside[0]), max(end, beside[1])
    if first == clause.who[0]:
        for other in clause.who[1:]:
            begin, finish = clauses.noun_span(other)
            if clauses.tokens[other].sent == clauses.tokens[first].sent:
                start, end = min(start, begin), max(end, finish)
    return start, end


def recipient_span(clauses: Clauses, clause: ParsedClause, actor: tuple[int, int] | None, event: str) -> tuple[int, int] | None:
    """[start, end) of whom it is done to: the first of dative, object and prepositions that is, or names, a political actor."""
    own = actors.resolve(clauses.text(actor)).code if actor else None
    weaker: tuple[int, int] | None = None
    for head, is_object in _recipient_heads(clauses, clause, event):
        span = _joined_span(clauses, head)
        if actor and span[0] < actor[1] and actor[0] < span[1]:
            continue
        instrument = is_object and event in _INSTRUMENT
        resolved = actors.resolve(clauses.text(span))
        if not instrument and (
            clauses.tokens[head].lemma.lower() in actors.sector_words()
            or clauses.tokens[head].text.lower() in actors.sector_words()
            or _is_name(clauses, head)
        ):
            if resolved.code is not None and (resolved.code != own or resolved.sectors):
                return span
            weaker = weaker or (span if resolved.sectors or clauses.tokens[head].ent in {"PERSON", "GPE", "NORP", "ORG"} else None)
            continue
        inner = [naming for naming in actors.namings(clauses.text(clauses.noun_span(head, full=is_object))) if naming.code != own]
        if inner:
            start = clauses.noun_span(head, full=is_object)[0]
            last = inner[0]
            for other in inner[1:]:
                if not actors.JOINT.fullmatch(clauses.paragraph.text[start + last.end : start + other.start]):
                    break
                last = other
            return _grown(clauses, start + inner[0].start, start + last.end)
        if weaker is None and is_object:  # whose statement, decision or house it is
            owners = [child.i for child in clauses.below(head, "poss")]
            weaker = next((clauses.noun_span(one) for one in owners if _is_office_or_name(clauses, one)), None)
    if weaker is None and event == "AID":
        given_to = [*clause.to_whom, *(noun for prep, noun in clause.with_preps if prep in {"to", "for"})]
        given_to += [
            noun.i
            for obj in clause.whom
            for prep in clauses.below(obj, "prep")
            if prep.lemma == "to"
            for noun in clauses.below(prep.i, "pobj")
        ]
        weaker = clauses.noun_span(given_to[0]) if given_to else None
    return weaker


def _joined_span(clauses: Clauses, head: int) -> tuple[int, int]:
    """A noun with those joined to it."""
    spans = [clauses.noun_span(one) for one in clauses.conjoined([head]) if clauses.tokens[one].sent == clauses.tokens[head].sent]
    return min(span[0] for span in spans), max(span[1] for span in spans)


def _is_office_or_name(clauses: Clauses, head: int) -> bool:
    span = clauses.noun_span(head)
    return bool(actors.resolve(clauses.text(span)).sectors) or clauses.tokens[head].ent == "PERSON"


def _is_name(clauses: Clauses, head: int) -> bool:
    return clauses.tokens[head].pos == "PROPN"


def _recipient_heads(clauses: Clauses, clause: ParsedClause, event: str) -> list[tuple[int, bool]]:
    """Nouns that may name the recipient, likeliest first, each with whether it is an object of the clause."""
    heads = [(head, False) for head in clause.to_whom]
    if event == "REQUEST":  # the one who is to act
        asked = [clauses.verbs[verb] for verb in clause.contents if verb in clauses.verbs]
        heads += [(head, False) for one in asked for head in one.who if head not in clause.who]
    if event not in _INSTRUMENT:
        heads += [(head, True) for head in clause.whom]
    towards = (
        _TOWARDS
        if event in _DONE_AT_PLACES
        else tuple(
            prep
            for prep in _TOWARDS
            if prep not in {"in", "at", "of", "by", "over"} or (event == "CONSULT" and prep == "in" and clause.lemma == "arrive")
        )
    )
    if clause.lemma in {"complain", "protest"}:  # to whom one complains is not whom one accuses
        towards = ("over", "about", "against", "at", *(prep for prep in towards if prep not in {"to", "with", "over", "against", "at"}))
    direct = sorted(clause.with_preps, key=lambda pair: towards.index(pair[0]) if pair[0] in towards else len(towards))
    heads += [(noun, False) for prep, noun in direct if prep in towards and not _is_time(clauses, noun)]
    if event in _INSTRUMENT:
        heads += [(head, True) for head in clause.whom]
    for complement in clause.contents:
        inner = clauses.verbs.get(complement)
        if inner is not None:
            heads += [(head, True) for head in (*inner.to_whom, *inner.whom)]
            if event != "THREATEN":  # there the subject is who will strike
                heads += [(subject, False) for subject in inner.who if subject not in clause.who]
            heads += [(noun, False) for _, noun in inner.with_preps if not _is_time(clauses, noun)]
    return list(dict.fromkeys(heads))


def _is_time(clauses: Clauses, noun: int) -> bool:
    return clauses.tokens[noun].ent in {"DATE", "TIME"}


def _political(clauses: Clauses, actor: Side, recipient: Side, weight: float, guessed: bool) -> bool:
    """Is this politics? Who acts must be able to act in it, one side must be a state, body, armed group or office, and where the verb
    tells little, both must be known. A recipient that was only found somewhere after the verb proves nothing for companies and crowds."""
    if actor is None or not _can_act(clauses, actor):
        return False
    acting = actors.resolve(clauses.text(actor))
    named = acting.code is not None and not acting.aside and not (acting.sectors and acting.sectors[0] in _PRIVATE)
    strong = named or bool(_STRONG_SECTORS.intersection(acting.sectors))
    received = actors.resolve(clauses.text(recipient)) if recipient is not None else None
    known = received is not None and (received.code is not None or bool(received.sectors))
    if received is not None and not guessed:
        strong = strong or received.code is not None or bool(_STRONG_SECTORS.intersection(received.sectors))
    return strong and (known or weight >= 2)


def _can_act(clauses: Clauses, span: tuple[int, int]) -> bool:
    """A state, body or people by itself, a named person or organisation, or a role; but no "Ruritanian striker", and no wind or price."""
    inside = [token for token in clauses.tokens if span[0] <= token.start < span[1]]
    members = {token.i for token in inside}
    for token in inside:
        if token.head in members and token.head != token.i:
            continue
        resolved = actors.resolve(token.text)
        if token.pos in {"PROPN", "PRON"} or token.ent in {"GPE", "NORP", "ORG", "PERSON"} or resolved.code is not None:
            return True
        of = [noun for prep in clauses.below(token.i, "prep") if prep.lemma.lower() == "of" for noun in clauses.below(prep.i, "pobj")]
        if any(noun.text.lower() in actors.sector_words() for noun in of):
            return True  # "a first batch of troops", "one third of the rebels"
        if token.lemma.lower() in _ACTING or token.text.lower() in actors.sector_words() or token.lemma.lower() in actors.sector_words():
            return True
    return False

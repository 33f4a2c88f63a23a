"""Stands told by what a party says: what is to be done, what it will or will not do, what it thinks of a thing, what it holds to be so.

Asked of the clauses that somebody says, quoted or not. Who says them in quoted words is left to the story, which knows who speaks there."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from variorum.language.english.names import actors, unnamed
from variorum.language.english.stances.cues import BAD, GOOD, Taken
from variorum.language.english.stances.parsed import Parsed
from variorum.language.english.stances.what import asked, condition_of, is_blow, same_side, without_condition
from variorum.language.english.stances.who import Who, is_party
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.pronouns import pronouns
from variorum.model.sentence import Clause
from variorum.model.statement import Quotation, Stance

_WILL: Final = word_set("stances.will")
# What is no deed that one could promise or refuse.
_NO_DEED: Final = word_set("stances.no_deed")
_CANNOT: Final = word_set("stances.cannot")
_OUGHT: Final = frozenset({"should", "must", "ought"})
_FINITE: Final = frozenset({"past", "present", "future"})
# What a party says it cannot do is a rejection only for acts that others want of it.
_WITHHELD: Final = word_set("stances.withheld")
_ANYBODY: Final = frozenset({"you", "one", "it"})
_SPEAKING: Final = word_set("stances.speech_only") | word_set("factual.saying")
_NOT: Final = word_set("stances.not")
_REFUSING: Final = word_set("stances.refusing")
_CLOSED: Final = word_set("stances.closed")


class _Meant(NamedTuple):
    stance: Stance
    issues: list[Span]
    cue: str
    parties: list[Span]
    target: Span | None = None


def said_in(parsed: Parsed, who: Who, quotations: Sequence[Quotation], told: Sequence[Taken]) -> list[Taken]:
    """The stands that the told clauses of a sentence take, in text order; `told` are those that a word of stance tells there."""
    found: list[Taken] = []
    for clause in parsed.clauses:
        speaking = _speaking(parsed, who, clause, quotations)
        meant = _meant(parsed, clause, speaking) if speaking is not None else None
        if speaking is None or meant is None or any(_meet(issue, one) for issue in meant.issues for one in told):
            continue
        condition = condition_of(parsed, clause)
        for issue in meant.issues:
            kept, own = (issue, condition) if condition is not None else without_condition(parsed, issue)
            at = parsed.words[clause.verb].start
            found.append(
                Taken(tuple(meant.parties), meant.stance, kept, own, meant.target, speaking.party, at, meant.cue, "spoken")
            )
    return found


def _meet(issue: Span, told: Taken) -> bool:
    return issue[0] < told.issue[1] and told.issue[0] < issue[1]


class _Speaking(NamedTuple):
    party: Span  # the words of the source; of words whose speaker stands elsewhere, the words themselves
    words: frozenset[int]  # the words of the source in this sentence


def _speaking(parsed: Parsed, who: Who, clause: Clause, quotations: Sequence[Quotation]) -> _Speaking | None:
    """Who says a clause, where it is one of those that are said and not one inside another."""
    if clause.tense not in _FINITE or clause.kind not in ("main", "content"):
        return None
    above = None if clause.above is None else parsed.clauses[clause.above]
    if clause.source is not None and clause.reported and above is not None:
        saying = above if above.act in _SPEAKING else None if above.above is None else parsed.clauses[above.above]
        if saying is None or saying.act not in _SPEAKING or saying.polarity == "negated":
            return None
        named = who.named(clause.source, saying)
        return _Speaking(named[0], frozenset({clause.source})) if named else None
    verb = parsed.words[clause.verb]
    within = next((one for one in quotations if any(part.start <= verb.start < part.end for part in one.content)), None)
    if within is None or (within.source is None and within.manner == "indirect") or clause.kind == "content":
        return None
    if within.source is None:
        return _Speaking((verb.start, verb.end), frozenset())
    span = (within.source.start, within.source.end)
    return _Speaking(span, frozenset(at for at, word in enumerate(parsed.words) if span[0] <= word.start < span[1]))


def _meant(parsed: Parsed, clause: Clause, speaking: _Speaking) -> _Meant | None:
    """The stance of what is said."""
    if not (clause.who or clause.whom) or "?" in parsed.text[parsed.words[clause.verb].start : parsed.sentence.end]:
        return None
    own = bool(clause.who) and _is_own(parsed, clause, speaking.words)
    helpers = parsed.helpers(clause)
    if "have" in helpers:
        return None  # "should have stayed": what is past cannot be asked for
    negated = clause.polarity == "negated"
    whole, party = parsed.clause_spans(clause)[:1], [speaking.party]
    if clause.who and (clause.condition is not None or clause.act == "need") and parsed.form(clause.who[0]) in _ANYBODY:
        return None  # "if you build one, you need skills" asks nothing of anybody
    asks = bool(helpers & _OUGHT) and not _is_expected(parsed, clause)
    if (asks or (clause.act in ("need", "have to") and not negated)) and not (own and parsed.form(clause.who[0]) == "i"):
        return _Meant("demands", whole, "should", party, asked(parsed, clause, clause._replace(who=tuple(speaking.words))))
    will = _WILL if _is_quoted(parsed, clause) else _WILL | {"would"}  # "I would go" is not said of what will be done
    if own and helpers & will and clause.act not in _NO_DEED:
        blow = is_blow(parsed, parsed.top(clause))
        if negated and clause.act in _REFUSING:
            return None  # "will not refuse it"
        subject = clause.who[0]
        if parsed.words[subject].kind == "PROPN" and is_party(parsed, subject) and not _is_known(parsed, speaking):
            party = [parsed.name(subject)]
        return _Meant("rejects" if negated else "threatens" if blow else "promises", whole, "will", party)
    if own and negated and helpers & _CANNOT and clause.act.split(" ")[0] in _WITHHELD:
        return _Meant("rejects", whole, "cannot", party)
    judged = _judged(parsed, clause, speaking.party)
    if judged is not None:
        return judged
    return None  # no more than a claim


def _is_expected(parsed: Parsed, clause: Clause) -> bool:
    """ "The wind should ease by noon": what a thing will do is expected of it, and asked of nobody."""
    if not clause.who or clause.whom or clause.act == "be":
        return False
    words = [parsed.words[at] for at in clause.who]
    things = ((word.kind == "NOUN" and not unnamed.is_people(word.lemma)) or word.lemma == "it" for word in words)
    return all(things) and not any(is_party(parsed, at) for at in clause.who)


def _is_quoted(parsed: Parsed, clause: Clause) -> bool:
    """Does a clause stand inside quotation marks, so that "he" there is somebody else than the one who speaks?"""
    verb = parsed.words[clause.verb]
    return any(start <= verb.start < end for start, end in parsed.sentence.quoted)


def _is_known(parsed: Parsed, speaking: _Speaking) -> bool:
    """Do the words for who speaks tell the state?"""
    return actors.resolve(parsed.cut(speaking.party)).code is not None


def _judged(parsed: Parsed, clause: Clause, party: Span) -> _Meant | None:
    """ "The ban is wrong": the party is against the ban. "A ban is unacceptable to Norway": Norway rejects it."""
    subjects = [at for at in clause.who if parsed.words[at].kind != "PRON"]
    issues = [parsed.noun(subject) for subject in subjects[:2]]
    for at in (*clause.attributes, parsed.top(clause)) if issues and clause.act == "be" else ():
        lemma = parsed.words[at].lemma
        if lemma in _CLOSED:
            whose = [noun for word in ("to", "for") for noun in parsed.nouns(at, word) if is_party(parsed, noun)]
            return _Meant("rejects", issues, lemma, [parsed.name(noun) for noun in whose] or [party])
        if lemma in BAD:
            turned = not _NOT.isdisjoint(map(parsed.form, parsed.below(parsed.top(clause))))
            return _Meant("supports" if turned else "opposes", issues, lemma, [party])
        if lemma in GOOD:
            return _Meant("opposes" if clause.polarity == "negated" else "supports", issues, lemma, [party])
    return None


def _is_own(parsed: Parsed, clause: Clause, speaker: frozenset[int]) -> bool:
    """Does the party speak of itself?"""
    subject = clause.who[0]
    word = parsed.form(subject)
    if subject in speaker or word in pronouns("subject", person=1):
        return True
    if word in pronouns("subject", person=3):  # "Norway said it will ...", "Moll said she will ..."
        if _is_quoted(parsed, clause):
            return False
        a_person = word in pronouns("subject", stands_for=("male", "female"))
        return clause.source is not None and (a_person == (parsed.kind_of_name(clause.source) in ("PERSON", "")) or word == "they")
    heads = [at for at in speaker if is_party(parsed, at)]
    return parsed.words[subject].kind == "PROPN" and any(same_side(parsed, head, subject) for head in heads)

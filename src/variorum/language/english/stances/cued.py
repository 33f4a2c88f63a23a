"""Stands told by a word of stance with a party as its subject or owner: verbs, what a party is, nouns."""

from collections.abc import Sequence
from typing import Final

from variorum.language.english.names import unnamed
from variorum.language.english.stances.cues import BAD, GOOD, Cue, Taken, cue_words
from variorum.language.english.stances.parsed import Parsed
from variorum.language.english.stances.what import addressed, condition_of, is_conditional, is_hostile, issues_of, without_condition
from variorum.language.english.stances.who import Who, is_party
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.model.sentence import Clause
from variorum.model.statement import Stance, StandForm

ECHOING: Final = word_set("stances.echoing")
_VOICING: Final = word_set("stances.voicing")
_CALLING: Final = word_set("stances.calling")
_SILENCE: Final = word_set("factual.silence") | {"rule"}
_DEMONSTRATIVE: Final = word_set("stances.demonstrative")
_OUTCOMES: Final = word_set("stances.outcomes")
_ASKING: Final = word_set("stances.asking")
_MAY: Final = frozenset({"can", "must", "could"})


def stands_in(parsed: Parsed, who: Who, earlier: Sequence[Taken]) -> list[Taken]:
    """The stands that the clauses of a sentence take, in text order; `earlier` are those told before in the paragraph."""
    found: list[Taken] = []
    for clause in map(parsed.mended, parsed.clauses):
        here = _of_being(parsed, who, clause) or _of_called(parsed, who, clause) or _of_voiced(parsed, who, clause)
        found += here or _of_verb(parsed, who, clause, [*earlier, *found])
    return found + _of_owned(parsed, who, found)


def is_so(parsed: Parsed, clause: Clause) -> bool:
    """Is the clause something that is so, and not imagined, conditional or only wished?"""
    helpers = parsed.helpers(clause)
    return (
        clause.standing in ("actual", "future")
        or (bool(helpers & _MAY) and clause.condition is None and clause.standing != "content")
        or ("would" in helpers and parsed.words[parsed.top(clause)].label == "root" and is_conditional(parsed, clause))
    )


def told(
    parsed: Parsed, clause: Clause, parties: Sequence[Span], stance: Stance, issues: Sequence[Span], cue: str, form: StandForm,
    target: Span | None = None,
) -> list[Taken]:  # fmt: skip
    """A stand on each issue, with its condition and who tells it."""
    condition = condition_of(parsed, clause)
    speaker = None if clause.source is None else parsed.name(clause.source)
    at = parsed.words[clause.verb].start
    found = []
    for issue in issues if parties else ():
        kept, own = (issue, condition) if condition is not None else without_condition(parsed, issue)
        found.append(Taken(tuple(parties), stance, kept, own, target, speaker, at, cue, form))
    return found


def _of_being(parsed: Parsed, who: Who, clause: Clause) -> list[Taken]:
    """ "Is open to", "is willing to", "is opposed to", "is against"."""
    if not is_so(parsed, clause) or (clause.act != "be" and not clause.attributes):
        return []
    words = [parsed.words[at].lemma for at in (parsed.top(clause), *clause.attributes)] + [word for word, _ in clause.obliques]
    for word in words:
        for cue in cue_words("being").get(word, ()):
            stance = cue.negated if clause.polarity == "negated" else cue.stance
            issues = _of_against(parsed, clause) if word == "against" else issues_of(parsed, clause, cue.needs)[0]
            if stance is not None and issues:
                hostile = stance == "open_to" and is_hostile(parsed, clause)
                return told(parsed, clause, who.of(clause), "threatens" if hostile else stance, issues[:3], word, "being")
    return []


def _of_against(parsed: Parsed, clause: Clause) -> list[Span]:
    return [parsed.noun(at) for word, at in clause.obliques if word == "against"]


def _of_called(parsed: Parsed, who: Who, clause: Clause) -> list[Taken]:
    """ "Called the law dangerous", "described the accord as fair": against the law, for the accord."""
    if clause.act not in _CALLING or not clause.whom or clause.polarity == "negated" or not is_so(parsed, clause):
        return []
    names = [*parsed.below(clause.verb, "xcomp"), *clause.attributes, *(parsed.nouns(clause.verb, "as"))]
    for at in (word for name in names for word in parsed.under(name)):
        lemma = parsed.words[at].lemma
        if lemma in BAD or lemma in GOOD:
            stance: Stance = "opposes" if lemma in BAD else "supports"
            return told(parsed, clause, who.of(clause), stance, [parsed.noun(one) for one in clause.whom[:1]], lemma, "verb")
    return []


def _of_voiced(parsed: Parsed, who: Who, clause: Clause) -> list[Taken]:
    """ "Expressed concern about", "voiced support for", "repeated its call for": the noun tells the stance."""
    if clause.act not in _VOICING or not is_so(parsed, clause):
        return []
    for at in clause.whom[:1]:
        for cue in cue_words("noun").get(parsed.words[at].lemma, ()):
            stance = cue.negated if clause.polarity == "negated" else cue.stance
            issues = _of_noun(parsed, at, cue) or _of_noun(parsed, parsed.top(clause), cue)
            if issues and stance is not None:
                target = addressed(parsed, clause) if stance == "threatens" else None
                return told(parsed, clause, who.of(clause), stance, issues[:3], parsed.words[at].lemma, "noun", target)
    return []


def _of_verb(parsed: Parsed, who: Who, clause: Clause, earlier: Sequence[Taken]) -> list[Taken]:
    """A verb of stance with a party as its subject."""
    for cue in cue_words().get(clause.act, ()):
        stance = cue.negated if clause.polarity == "negated" else cue.stance
        if stance is None or not is_so(parsed, clause) or _is_none(parsed, clause):
            continue
        issues, target = issues_of(parsed, clause, cue.needs)
        if not issues and clause.act in ("object", "disagree"):
            issues = [one.issue for one in earlier if one.at >= parsed.sentence.start][-1:]
        if not issues:
            continue
        issues = _referred(parsed, issues, earlier)
        if stance in ("warns", "promises") and is_hostile(parsed, clause):
            stance = "threatens"
        if stance == "offers" or (stance in ("states", "denies", "warns") and parsed.contents(clause)):
            target = None
        return told(parsed, clause, who.of(clause), stance, issues, clause.act, "verb", addressed(parsed, clause) or target)
    return []


def _is_none(parsed: Parsed, clause: Clause) -> bool:
    """What a verb of stance does not tell, for the words round it."""
    top = parsed.top(clause)
    inner = parsed.contents(clause)
    label = parsed.words[clause.verb].label
    if clause.act in word_set("events.of_law") and not clause.whom:
        return True  # a headline's "Mayor accused of fraud", read as if the mayor had accused
    if clause.act == "call" and clause.whom and any(one.tense != "infinitive" for one in inner):
        return True  # "called it a scandal" names it
    if clause.kind == "relative" and any(parsed.words[at].kind == "NOUN" for at in clause.who):
        return True  # "states that back the accord": which they are is not told
    if clause.act in ECHOING and parsed.passive(clause) and label in ("acl", "conj", "advcl"):
        return True  # "Ruritania, backed by Graustark, ...": read by `echoes`, for what Ruritania puts forward
    if clause.act in ("refuse", "decline") and any(one.act.split(" ")[0] in _SILENCE for one in inner):
        return True  # "refused to rule out" leaves open, and "declined to comment" says nothing
    if clause.act == "want" and not clause.whom and any(parsed.words[parsed.top(one)].label == "xcomp" for one in inner):
        return True  # what it wants to do itself it demands of nobody
    if clause.act == "want" and clause.whom and not inner and any(unnamed.is_people(parsed.words[at].lemma) for at in clause.whom):
        return True  # "wanted the hosts - Moll and Bein - to ask": what of them was cut off
    weighed = clause.ongoing or not parsed.helpers(clause).isdisjoint(("would", "could", "will"))
    if clause.act in ("consider", "contemplate") and (parsed.passive(clause) or not weighed):
        return True
    if clause.act in ("suggest", "insist") and any(_tells(parsed, one) for one in inner):
        return True  # tells what is so, and not what should be
    bare = not parsed.below(top, "aux", "aux:pass", "nsubj", "nsubj:pass", "obl:agent")
    if label == "advcl" and bare and clause.tense == "past":
        return True  # "Asked for comment, the minister ...": the one asked takes no stand by it
    return clause.tense == "past" and any(parsed.sentence.times[one].precision == "year" for one in clause.times)  # history


def _tells(parsed: Parsed, clause: Clause) -> bool:
    """ "Suggested that he had left": a that-clause that tells what is so or will be, and not what should be ("that it produce")."""
    helpers = parsed.helpers(clause)
    finite = helpers.isdisjoint(_ASKING) or "would" in helpers if helpers else parsed.form(clause.verb) != parsed.words[clause.verb].lemma
    return clause.tense != "infinitive" and not parsed.form(clause.verb).endswith("ing") and finite


def _referred(parsed: Parsed, issues: list[Span], earlier: Sequence[Taken]) -> list[Span]:
    """ "These demands" are the demands told before in the paragraph."""
    words = parsed.cut(issues[0]).lower().split() if len(issues) == 1 else []
    if not words or words[0] not in _DEMONSTRATIVE or len(words) > 4:
        return issues
    if len(words) > 1 and not any(word.rstrip("s") in _OUTCOMES for word in words):
        return issues
    known = [one for one in earlier if one.stance in ("demands", "offers") and one.at < issues[0][0]]
    return [one.issue for one in known if one.at == known[-1].at] or issues


def _of_owned(parsed: Parsed, who: Who, found: Sequence[Taken]) -> list[Taken]:
    """ "Ruritania's demand that ...": nouns that carry a stand with whose they are, where no clause has told it."""
    made: list[Taken] = []
    for at, word in enumerate(parsed.words):
        clause = parsed.clause_over(at)
        owner = who.owner(at) if word.kind == "NOUN" and word.lemma in cue_words("noun") else None
        if owner is None or clause is None:
            continue
        for cue in cue_words("noun")[word.lemma]:
            if cue.stance is None:
                continue
            told_of = [one.issue for one in found]
            issues = [span for span in _of_noun(parsed, at, cue) if not any(span[0] < end and start < span[1] for start, end in told_of)]
            made += [
                Taken((owner,), cue.stance, span, None, None, None, word.start, word.lemma, "owned")
                for span in issues
            ]
    return made


def _of_noun(parsed: Parsed, at: int, cue: Cue) -> list[Span]:
    """What a noun of stance is on."""
    for head in parsed.below(at, "acl", "ccomp", "xcomp", "advcl"):
        inner = parsed.clause_at(head)
        told_by = "inf" if inner is not None and inner.tense == "infinitive" else "that"
        if inner is not None and told_by in cue.needs and (told_by == "inf" or parsed.below(head, "mark")):
            return parsed.clause_spans(inner)
    for need in cue.needs:
        spans = [parsed.noun(noun) for noun in parsed.nouns(at, need)] + [
            span for one in parsed.of_gerund(at, need) for span in parsed.clause_spans(one)
        ]
        if spans:
            return spans
    return []


def echoes(parsed: Parsed, who: Who, found: Sequence[Taken]) -> list[Taken]:
    """ "Ruritania, supported by Graustark but opposed by Zenda, proposed ...": the supporters and opponents of another's stand."""
    made: list[Taken] = []
    for clause in parsed.clauses:
        beside = parsed.words[clause.verb].label in ("acl", "acl:relcl", "conj", "advcl")
        if clause.act not in ECHOING or not parsed.passive(clause) or not beside:
            continue
        at = parsed.words[clause.verb].start
        backed = {parsed.name(head) for head in clause.whom}
        main = [one for one in found if backed & set(one.parties) and one.at != at]
        parties = [parsed.name(head) for head in clause.who if is_party(parsed, head)]
        if not main or not parties:
            continue
        nearest = min((one.at for one in main if one.at > at), default=main[0].at)
        made += [
            Taken(
                tuple(parties), _echoed(one.stance, clause.act == "oppose"), one.issue, None, one.target, None, at, clause.act, "echo",
            )
            for one in main
            if one.at == nearest
        ]  # fmt: skip
    return made


def _echoed(stance: Stance, against: bool) -> Stance:
    """Who backs an objection objects too; who opposes it is for the thing."""
    negative = stance in ("opposes", "rejects", "warns", "denies")
    return "supports" if negative == against else "opposes"

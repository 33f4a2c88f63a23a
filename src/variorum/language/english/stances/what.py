"""What a stand is about: issues, conditions, and to whom it is addressed."""

import re
from typing import Final

from variorum.language.english.names import actors
from variorum.language.english.stances.parsed import Parsed
from variorum.language.english.stances.who import Who, is_party
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.model.sentence import Clause

_HOSTILE: Final = word_set("stances.hostile")
_VERBS_ONLY: Final = word_set("stances.verbs_only")  # a blow only as verbs: "cut", not "a tax cut"
_CONTENT_NOUNS: Final = word_set("stances.content_nouns")
_ADDRESSING: Final = word_set("stances.addressing")
_MOST: Final = 4  # issues of one cue
_PLENTY: Final = 3  # words of an object that says enough by itself
_CONDITION: Final = re.compile(r",?\s+((?:(?<=, )provided|provided that|on condition that|as long as|so long as|unless|subject to)\s)")
_BEFORE_CONDITION: Final = 8  # letters of an issue at least


def issues_of(parsed: Parsed, clause: Clause, needs: tuple[str, ...]) -> tuple[list[Span], Span | None]:
    """What the stand of a clause is about, each joined clause by itself, and the actor it is addressed to."""
    target: Span | None = None
    for need in needs if needs != ("*",) else ("that", "obj", "inf", "to", "on", "of"):
        if need in ("that", "inf"):
            found = [one for one in parsed.contents(clause) if need == "that" or _is_bare(parsed, one)]
            if found:
                return [span for one in found for span in parsed.clause_spans(one)], asked(parsed, found[0], clause)
        elif need == "obj":
            found_spans, target = _of_objects(parsed, clause, needs)
            if found_spans:
                return found_spans, target
        else:
            found_spans, target = _of_preposition(parsed, clause, need)
            if found_spans:
                return found_spans, target
    return [], target


def _is_bare(parsed: Parsed, clause: Clause) -> bool:
    """Is it an infinitive or a gerund, that has its doer from above?"""
    return clause.tense == "infinitive" or parsed.words[parsed.top(clause)].label == "xcomp"


def _of_objects(parsed: Parsed, clause: Clause, needs: tuple[str, ...]) -> tuple[list[Span], Span | None]:
    if not clause.whom:
        next_word = min(clause.verb + 1, len(parsed.words) - 1)
        gerunds = [one for one in (*parsed.contents(clause), parsed.clause_at(next_word)) if one is not None and _is_gerund(parsed, one)]
        return [span for one in dict.fromkeys(gerunds) if one is not clause for span in parsed.clause_spans(one)], None
    if "inf" in needs and any(_is_bare(parsed, one) for one in parsed.contents(clause)):
        return [], None
    return object_issues(parsed, clause.whom[:_MOST]), Who(parsed, ()).owner(clause.whom[0])


def _is_gerund(parsed: Parsed, clause: Clause) -> bool:
    return parsed.form(clause.verb).endswith("ing") and not parsed.below(clause.verb, "aux", "nsubj")


def _of_preposition(parsed: Parsed, clause: Clause, need: str) -> tuple[list[Span], Span | None]:
    top = parsed.top(clause)
    nouns = [at for at in parsed.nouns(top, need) if parsed.kind_of_name(at) not in ("DATE", "TIME")]
    if clause.act == "call" and clause.whom:
        return [], None  # "called the night, for the record, a win"
    if nouns and need in ("on", "upon") and clause.act in ("call", "appeal"):
        found = parsed.contents(clause)
        return [span for one in found for span in parsed.clause_spans(one)], parsed.name(nouns[0]) if found else None
    if nouns and need == "for" and (act := _act_after(parsed, nouns[0])) is not None:
        return parsed.clause_spans(act), parsed.name(nouns[0])
    if nouns:
        return [parsed.noun(noun) for noun in nouns[:_MOST]], _addressed_owner(parsed, nouns[0])
    return [span for one in parsed.of_gerund(top, need) for span in parsed.clause_spans(one)], None


def _addressed_owner(parsed: Parsed, noun: int) -> Span | None:
    if is_party(parsed, noun) and parsed.kind_of_name(noun):
        return parsed.name(noun)
    return Who(parsed, ()).owner(noun)


def _act_after(parsed: Parsed, noun: int) -> Clause | None:
    """ "Called for the minister to resign": the infinitive right after the noun that "for" brings."""
    for at in range(noun + 1, min(noun + 3, len(parsed.words) - 1)):
        if parsed.form(at) == "to" and parsed.words[at].label in ("aux", "mark"):
            return parsed.clause_at(parsed.words[at].head)
    return None


def object_issues(parsed: Parsed, heads: tuple[int, ...]) -> list[Span]:
    """Joined objects are issues of their own if each says enough; else they are one: "any rift or difference"."""
    if len(heads) > 1 and any(len(parsed.under(head, without=("conj", "cc", "punct"))) < _PLENTY for head in heads):
        whole = parsed.span(parsed.under(heads[0]))
        return [whole] if whole else []
    return [span for head in heads for span in _object(parsed, head)]


def _object(parsed: Parsed, head: int) -> list[Span]:
    """A noun as an issue; where that-clauses or infinitives say what it is ("guarantees that ..."), each of them."""
    content = [
        one
        for at in parsed.below(head, "acl", "ccomp")
        if (one := parsed.clause_at(at)) and (one.tense == "infinitive" or parsed.below(at, "mark"))
    ]
    if content and parsed.words[head].lemma in _CONTENT_NOUNS:
        return [span for one in content for span in parsed.clause_spans(one)]
    start, end = parsed.noun(head)
    beside = _adjoined(parsed, head, end)
    return [(start, beside if beside is not None else end)]


def _adjoined(parsed: Parsed, head: int, end: int) -> int | None:
    """Where the words of a preposition right after an object end, which the parser hung on the verb: "opposes the ban on night fishing"."""
    for noun in parsed.below(parsed.words[head].head, "obl"):
        words = parsed.under(noun)
        first = words[0]
        fits = parsed.form(first) in ("on", "over", "of", "against", "for", "between") and 0 <= parsed.words[first].start - end <= 1
        if fits and parsed.kind_of_name(noun) not in ("DATE", "TIME") and not parsed.below(head, "conj"):
            return parsed.words[words[-1]].end
    return None


def asked(parsed: Parsed, inner: Clause, outer: Clause) -> Span | None:
    """The one who is to act: the subject of what is demanded, if it is a party and not the one who demands."""
    for at in inner.who:
        if at not in outer.who and parsed.words[at].kind != "PRON" and is_party(parsed, at):
            return parsed.name(at)
    return None


def addressed(parsed: Parsed, clause: Clause) -> Span | None:
    """To whom: "urged Ruritania to", "demanded from Ruritania", "sanctions on Ruritania", "warned Ruritania"."""
    if clause.act in _ADDRESSING:
        for at in (*clause.whom, *clause.to_whom):
            if is_party(parsed, at):
                return parsed.name(at)
    wanted = {"to", "from", "against", "with"} | ({"on", "upon"} if clause.act in ("call", "appeal") else set())
    return next((parsed.name(at) for word, at in clause.obliques if word in wanted and is_party(parsed, at)), None)


def condition_of(parsed: Parsed, clause: Clause) -> Span | None:
    """The condition of a clause or of what hangs under it."""
    inner = parsed.contents(clause)
    deeper = [deep for one in inner for deep in parsed.contents(one)]
    return next((one.condition for one in (clause, *inner, *deeper) if one.condition), None)


def is_conditional(parsed: Parsed, clause: Clause) -> bool:
    """ "Would back it if ...", "would back it provided that ...": the stand is taken on a condition."""
    after = _CONDITION.search(parsed.text, parsed.words[clause.verb].end, parsed.sentence.end)
    return clause.condition is not None or after is not None


def without_condition(parsed: Parsed, issue: Span) -> tuple[Span, Span | None]:
    """An issue and the condition that the parser left inside it or right after it: "... provided it opens the port"."""
    end = parsed.sentence.end
    found = _CONDITION.search(parsed.text, issue[0], end)
    if found is None or found.start() > issue[1] + 2 or found.start() - issue[0] < _BEFORE_CONDITION:
        return issue, None
    return (issue[0], min(issue[1], found.start())), (found.start(1), len(parsed.text[:end].rstrip(' .!?"')))


def is_hostile(parsed: Parsed, clause: Clause) -> bool:
    """Does what is announced or warned of hurt? Asked of objects and complements, without their conditions and relative clauses."""
    about = [at for word, at in clause.obliques if word in ("of", "with")]
    return any(is_blow(parsed, at) for at in (*clause.whom, *about)) or any(
        one.tense in ("future", "infinitive") and not _of_another(parsed, one, clause) and is_blow(parsed, parsed.top(one))
        for one in parsed.contents(clause)
    )


def _of_another(parsed: Parsed, inner: Clause, outer: Clause) -> bool:
    """ "Moll warned that the bank would cut the fund": what another is going to do is no threat of hers."""
    if parsed.passive(inner) or not inner.who or not outer.who:
        return False
    return all(parsed.words[at].kind != "PRON" and not same_side(parsed, outer.who[0], at) for at in inner.who)


def is_blow(parsed: Parsed, head: int) -> bool:
    """Does a clause or noun speak of a blow?"""
    conditions = [one.condition for one in parsed.clauses if one.condition]
    for at in parsed.under(head, without=("acl:relcl", "conj")):
        word = parsed.words[at]
        verb = word.kind == "VERB" or word.lemma not in _VERBS_ONLY
        if word.lemma in _HOSTILE and verb and not any(start <= word.start < end for start, end in conditions):
            return True
    return False


def same_side(parsed: Parsed, one: int, other: int) -> bool:
    """The minister says what the state will do: the same country speaks and acts; of unknown countries, an office for a name."""
    told = parsed.cut(parsed.name(one))
    speaker, doer = actors.resolve(told).code, actors.resolve(parsed.cut(parsed.name(other))).code
    return speaker in (None, doer) if doer is not None else speaker is None and "GOV" in actors.sectors_of(told)

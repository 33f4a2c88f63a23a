"""What a stand is about: issues, conditions, and to whom it is addressed."""

from dataclasses import replace
from typing import Final

from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.conditions import condition_mark
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Span
from variorum.language.english.stances.who import is_party
from variorum.language.english.words.lexicon import word_set

HOSTILE: Final = word_set("stances.hostile")


def issues_of(clauses: Clauses, clause: ParsedClause, needs: tuple[str, ...]) -> tuple[list[Span], Span | None]:
    """What the stand is about, each joined clause by itself, and the actor it is addressed to."""
    target: Span | None = None
    for need in needs if needs != ("*",) else ("that", "obj", "inf", "to", "on", "of"):
        if need in {"that", "inf"}:
            inner = [clauses.verbs[verb] for verb in clause.contents if verb in clauses.verbs]
            inner = [one for one in inner if (one.tense == "infinitive" or one.relation == "xcomp") == (need == "inf") or need == "that"]
            if inner:
                target = target_of(clauses, inner[0], clause)
                return [span for one in inner for span in clause_spans(clauses, one)], target
        elif need == "obj" and not clause.whom and (gerund := _gerund_after(clauses, clause)) is not None:
            return clause_spans(clauses, gerund), None
        elif need == "obj" and clause.whom:
            if clause.contents and any(clauses.tokens[verb].dep == "xcomp" for verb in clause.contents) and "inf" in needs:
                continue
            return object_issues(clauses, clause.whom[:4]), owner_of(clauses, clause.whom[0])
        else:
            nouns = [
                noun for prep, noun in clause.with_preps if prep.split(" ")[0] == need and clauses.tokens[noun].ent not in {"DATE", "TIME"}
            ]
            if clause.lemma == "call" and clause.whom:
                continue  # "called the night, for the record, a win"
            if nouns and need in {"on", "upon"} and clause.lemma in {"call", "appeal"}:
                inner = [clauses.verbs[verb] for verb in clause.contents if verb in clauses.verbs]
                if inner:
                    return [span for one in inner for span in clause_spans(clauses, one)], clauses.noun_span(nouns[0])
                continue
            act = _act_after(clauses, nouns[0]) if nouns and need == "for" else None
            if act is not None:
                return clause_spans(clauses, act), clauses.noun_span(nouns[0])
            if nouns:
                return [clauses.noun_span(noun, full=True) for noun in nouns[:4]], owner_of(clauses, nouns[0])
            gerunds = [
                clauses.verbs[verb.i]
                for prep in clauses.below(clause.head, "prep")
                if prep.lemma.lower() == need
                for verb in clauses.below(prep.i, "pcomp")
                if verb.i in clauses.verbs
            ]
            if gerunds:
                return [span for one in gerunds for span in clause_spans(clauses, one)], None
    return [], target


def _act_after(clauses: Clauses, noun: int) -> ParsedClause | None:
    """ "Called for the minister to resign": the infinitive right after the noun that "for" brings."""
    for at in range(noun + 1, min(noun + 3, len(clauses.tokens) - 1)):
        if clauses.tokens[at].text.lower() == "to" and clauses.tokens[at].dep == "aux":
            return clauses.verbs.get(clauses.tokens[at].head)
    return None


def _gerund_after(clauses: Clauses, clause: ParsedClause) -> ParsedClause | None:
    """ "Preferred holding ...": what the parser may take for an adverbial."""
    following = clauses.verbs.get(clause.head + 1)
    if following is not None and following.relation in {"advcl", "acl", "xcomp"} and clauses.tokens[following.head].tag == "VBG":
        return following
    return None


def clause_spans(clauses: Clauses, clause: ParsedClause) -> list[Span]:
    """The span of a clause; clauses joined to it, or to the infinitive it ends in, by "and" are spans of their own."""
    joined = [verb for verb in _joined_to(clauses, clause.head) if len(clauses.under(verb)) > 2]
    conditions = [
        child.i
        for child in clauses.below(clause.head, "advcl")
        if child.i in clauses.verbs and condition_mark(clauses, clauses.verbs[child.i]) is not None
    ]
    left_out = {i for head in (*joined, *conditions) for i in clauses.under(head)}
    span = _trim(clauses, [i for i in clauses.under(clause.head) if i not in left_out])
    return ([span] if span else []) + [one for head in joined for one in clause_spans(clauses, clauses.verbs[head])]


def _joined_to(clauses: Clauses, verb: int) -> list[int]:
    """Verbs joined to a clause's verb, or to the verb of its infinitive."""
    found = [child.i for child in clauses.below(verb, "conj") if child.i in clauses.verbs and child.pos in {"VERB", "AUX"}]
    for child in clauses.below(verb, "xcomp"):
        found += [inner for inner in _joined_to(clauses, child.i) if clauses.tokens[inner].tag != "VB" or inner - child.i > 4]
    return found


def _trim(clauses: Clauses, kept: list[int]) -> Span | None:
    """The span of some tokens without marks, joining words and quotation marks at its ends."""
    dropped = {"punct", "cc", "mark"}
    while kept and (
        clauses.tokens[kept[0]].dep in dropped or (clauses.tokens[kept[0]].text.lower() in {'"', "to", "also"} and len(kept) > 1)
    ):
        kept = kept[1:]
    while kept and (clauses.tokens[kept[-1]].dep in {"punct", "cc"} or clauses.tokens[kept[-1]].text == '"'):
        kept = kept[:-1]
    if not kept:
        return None
    return clauses.tokens[kept[0]].start, clauses.tokens[kept[-1]].end


def object_issues(clauses: Clauses, heads: tuple[int, ...]) -> list[Span]:
    """Joined objects are issues of their own if each says enough; else they are one: "any rift or difference"."""
    spans = [object_spans(clauses, head) for head in heads]
    first = heads[0]
    if len(heads) > 1 and any(len(clauses.under(head, frozenset({"conj", "cc", "punct"}))) < 3 for head in heads):
        whole = _trim(clauses, clauses.under(first))
        return [whole] if whole else []
    if clauses.tokens[first].lemma.lower() == "something" and clauses.tokens[first].dep in {"appos", "attr", "npadvmod"}:
        noun = clauses.tokens[first]
        told = [one for one in clauses.verbs.values() if one.relation == "ccomp" and one.head < first]
        inner = [one for one in told if clauses.tokens[one.head].sent == noun.sent]
        above = inner[-1] if inner else clauses.verbs.get(noun.head)
        about = clause_spans(clauses, above)[:1] if above else []
        return [(start, min(end, noun.start)) for start, end in about]
    return [span for one in spans for span in one]


def object_spans(clauses: Clauses, head: int) -> list[Span]:
    """A noun as an issue; where that-clauses or infinitives say what it is ("guarantees that ..."), each of them."""
    content = [child.i for child in clauses.below(head, "acl", "ccomp") if child.i in clauses.verbs]
    content = [verb for verb in content if says_content(clauses, verb)]
    if content and clauses.tokens[head].lemma.lower() in _CONTENT_NOUNS:
        return [span for verb in content for span in clause_spans(clauses, clauses.verbs[verb])]
    stop = {i for child in clauses.below(head, "conj", "cc", "advcl") for i in clauses.under(child.i)}
    stop |= {
        i
        for child in clauses.below(head, "acl", "relcl")
        if (inner := clauses.verbs.get(child.i)) and (condition_mark(clauses, inner) or inner.lemma in {"say", "add", "warn"})
        for i in clauses.under(child.i)
    }
    span = _trim(clauses, [*(i for i in clauses.under(head) if i not in stop), *_adjoined(clauses, head)])
    return [span] if span else []


def _adjoined(clauses: Clauses, head: int) -> list[int]:
    """The words of a preposition right after an object, which the parser hung on the verb: "opposes the ban on night fishing"."""
    end = max(clauses.under(head))
    for prep in clauses.below(clauses.tokens[head].head, "prep"):
        nouns = clauses.below(prep.i, "pobj")
        if prep.i == end + 1 and prep.lemma.lower() in {"on", "over", "of", "against", "for", "between"} and nouns:
            if nouns[0].ent in {"DATE", "TIME"} or any(child.dep in {"conj", "cc"} for child in clauses.below(head)):
                return []
            return clauses.under(prep.i)
    return []


_CONTENT_NOUNS: Final = word_set("stances.content_nouns")


def says_content(clauses: Clauses, verb: int) -> bool:
    clause = clauses.verbs[verb]
    return clause.tense == "infinitive" or any(child.dep == "mark" for child in clauses.below(verb))


def target_of(clauses: Clauses, inner: ParsedClause, outer: ParsedClause) -> Span | None:
    """The one who is to act: the subject of what is demanded, if it is a party and not the one who demands."""
    for head in inner.who:
        if head not in outer.who and clauses.tokens[head].pos != "PRON" and is_party(clauses, head):
            return clauses.noun_span(head)
    return None


def owner_of(clauses: Clauses, noun: int) -> Span | None:
    """Whose demand or offer it is: "Ruritania's demand", "a Ruritanian proposal"; or the noun itself if it is a party."""
    if is_party(clauses, noun) and clauses.tokens[noun].ent:
        return clauses.noun_span(noun)
    for child in clauses.below(noun, "poss", "amod", "compound", "nmod"):
        if child.ent in {"GPE", "NORP", "ORG", "PERSON"} or actors.resolve(child.text).code:
            return clauses.noun_span(child.i) if child.dep == "poss" else (child.start, child.end)
    for prep in clauses.below(noun, "prep"):
        if prep.lemma.lower() in {"from", "by"}:
            for giver in clauses.below(prep.i, "pobj"):
                if is_party(clauses, giver.i):
                    return clauses.noun_span(giver.i)
    return None


def condition_span(clauses: Clauses, clause: ParsedClause) -> Span | None:
    """The condition of a clause or of what hangs under it: "if ...", "unless ...", "as long as ...", "provided ..."."""
    nested = [inner for verb in clause.contents for inner in _nested(clauses, verb)]
    for verb in [clause.head, *clause.contents, *nested]:
        for child in clauses.below(verb, "advcl", "prep", "conj"):
            inner = clauses.verbs.get(child.i)
            if inner is not None and condition_mark(clauses, inner) not in {None, "whether"} and child.dep == "advcl":
                return _condition_text(clauses, child.i)
    tree = set(clauses.under(clause.head))
    for index in sorted(tree):
        inner = clauses.verbs.get(index)
        if inner is not None and condition_mark(clauses, inner) not in {None, "until", "once", "till", "whether"} and index > clause.head:
            return _condition_text(clauses, index)
    return None


def _nested(clauses: Clauses, verb: int) -> tuple[int, ...]:
    inner = clauses.verbs.get(verb)
    return inner.contents if inner is not None else ()


def _condition_text(clauses: Clauses, verb: int) -> Span | None:
    """The clause with the words that make it a condition."""
    span = _trim(clauses, clauses.under(verb))
    if span is None:
        return None
    mark = condition_mark(clauses, clauses.verbs[verb]) or ""
    head = clauses.paragraph.text[: span[0]]
    start = head.lower().rfind(mark, max(0, len(head) - len(mark) - 12))
    return (start, span[1]) if start >= 0 and not clauses.text(span).lower().startswith(mark) else span


def with_antecedent(clauses: Clauses, clause: ParsedClause) -> ParsedClause:
    """ "Something Ruritania opposes": the noun before a relative clause is what the clause lacks."""
    if clause.relation == "relcl" and not clause.whom and not clause.contents and clause.who:
        return replace(clause, whom=(clauses.tokens[clause.head].head,))
    return clause


def is_so(clauses: Clauses, clause: ParsedClause) -> bool:
    """Is the clause something that is so, and not imagined, conditional or only wished?"""
    status = standing.status(clauses, clause)
    return (
        status.standing in {"actual", "future"}
        or (clause.modal in {"can", "must", "could"} and condition_mark(clauses, clause) is None and status.standing != "content")
        or (clause.modal == "would" and clause.relation == "ROOT" and _conditional(clauses, clause))
    )


def _conditional(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "Would back it if ...": the stand is taken on a condition."""
    return any(
        condition_mark(clauses, inner) not in {None, "whether"}
        for child in clauses.below(clause.head)
        if (inner := clauses.verbs.get(child.i)) is not None
    )


def addressed(clauses: Clauses, clause: ParsedClause) -> Span | None:
    """To whom: "urged Ruritania to", "demanded from Ruritania", "sanctions on Ruritania", "warned Ruritania"."""
    if clause.lemma in {"urge", "press", "ask", "exhort", "implore", "warn", "invite", "call", "tell"}:
        for head in clause.whom:
            if is_party(clauses, head):
                return clauses.noun_span(head)
    wanted = {"to", "from", "against", "with"} | ({"on", "upon"} if clause.lemma in {"call", "appeal"} else set())
    for prep, noun in clause.with_preps:
        if prep in wanted and is_party(clauses, noun):
            return clauses.noun_span(noun)
    return None


def is_hostile(clauses: Clauses, clause: ParsedClause) -> bool:
    """Does what is announced or warned of hurt? Asked of the objects and complements, without their conditions."""
    about = [noun for prep, noun in clause.with_preps if prep in {"of", "with"}]
    return any(hostile_clause(clauses, head) for head in (*clause.whom, *clause.contents, *about))


def hostile_clause(clauses: Clauses, head: int) -> bool:
    """Does a clause or noun speak of a blow? What hangs on it as a condition or relative clause does not count, nor "a tax cut"."""
    left_out = {
        i
        for at in clauses.under(head)
        if at != head
        and (
            clauses.tokens[at].dep == "relcl"
            or ((inner := clauses.verbs.get(at)) is not None and condition_mark(clauses, inner) is not None)
        )
        for i in clauses.under(at)
    }
    future = head not in clauses.verbs or clauses.verbs[head].tense in {"future", "infinitive"}
    return future and any(is_blow(clauses, i) for i in clauses.under(head) if i not in left_out)


def is_blow(clauses: Clauses, index: int) -> bool:
    """A word for a blow; some are one only as verbs."""
    token = clauses.tokens[index]
    return token.lemma.lower() in HOSTILE and (token.pos == "VERB" or token.lemma.lower() not in word_set("stances.verbs_only"))


def same_sentence(clauses: Clauses, one: int, other: int) -> bool:
    return clauses.tokens[one].sent == clauses.tokens[other].sent


def clause_over(clauses: Clauses, index: int) -> int:
    at = clauses.tokens[index]
    while at.head != at.i:
        at = clauses.tokens[at.head]
        if at.i in clauses.verbs:
            return at.i
    return index

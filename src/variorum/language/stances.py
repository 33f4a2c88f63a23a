"""The stands that clauses take: who demands, rejects, offers, threatens what, towards whom, on which condition. Rules over clause frames.

A stand needs an explicit cue whose subject is a party; a reporter's own words are none. What a party says others "should" or "must" do
is a demand; what it says it "will not" do, a rejection; a blow it announces, a threat.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Final, NamedTuple

from variorum.language import actors, factual
from variorum.language.frames import Clauses, Frame
from variorum.model.statement import Stance
from variorum.text import dates

Span = tuple[int, int]

# Nouns that stand for a party in talks, beside names and offices.
_PARTY_NOUNS: Final = frozenset(
    {
        "delegation", "delegate", "party", "country", "chair", "co-chair", "president", "alliance", "bloc", "union", "group", "ally",
        "nation", "state", "west", "council", "commission", "committee", "kingdom", "partner", "neighbour", "neighbor", "board", "bureau", "capital", "side", "member", "participant", "faction", "coalition", "vice-chair", "opposition",
    }
)  # fmt: skip
_HEAPS: Final = frozenset({"number", "majority", "handful", "dozen", "range", "series", "half", "third", "grouping", "couple"})
_PAPERS: Final = frozenset(
    {
        "mandate",
        "protocol",
        "article",
        "treaty",
        "convention",
        "text",
        "report",
        "resolution",
        "decision",
        "agreement",
        "act",
        "law",
        "charter",
        "accord",
    }
)
_HOSTILE: Final = frozenset(
    {
        "retaliatory", "retaliate", "retaliation", "consequence", "sanction", "respond", "response", "cost", "punish", "punishment", "strike",
        "countermeasure", "countermeasures", "penalty", "expel", "attack", "seize", "boycott", "blockade", "sever", "halt", "suspend", "cut",
        "tariff", "embargo",
    }
)  # fmt: skip
_SPEECH_ONLY: Final = frozenset(
    {"say", "tell", "add", "note", "announce", "declare", "state", "argue", "explain", "write", "believe", "think", "remark"}
)
_ECHOING: Final = frozenset({"support", "back", "oppose", "join", "echo", "second"})
# What a party says it will not do is a rejection only for acts that others want of it.
_WITHHELD: Final = frozenset(
    {
        "allow", "permit", "tolerate", "negotiate", "recognise", "recognize", "sign", "join", "give", "withdraw", "send", "change", "back",
        "support", "discuss", "talk", "meet", "lift", "ratify", "attend", "participate", "let", "stop", "end", "release", "hand", "pay",
        "step", "resign", "leave", "retreat", "surrender", "return", "move", "deploy", "provide", "extend", "renew", "grant", "admit", "ease",
    }
)  # fmt: skip
_VOICED: Final = frozenset({"states", "denies", "warns"})
_UNWILLING: Final = frozenset({"unacceptable", "non-negotiable", "nonnegotiable", "unrealistic"})
_WILLING: Final = frozenset({"open", "willing", "ready", "prepared", "interested"})
_AGAINST: Final = frozenset({"opposed", "against", "hostile", "averse"})
_DEMONSTRATIVE: Final = frozenset({"this", "these", "that", "those", "it", "them", "such", "both", "which"})
_OUTCOMES: Final = frozenset(
    {"demand", "proposal", "request", "idea", "call", "offer", "suggestion", "plan", "amendment", "condition", "concession"}
)


class Cue(NamedTuple):
    stance: Stance
    needs: tuple[str, ...]
    negated: Stance | None


@cache
def _cues() -> tuple[dict[str, Cue], dict[str, Cue]]:
    verbs: dict[str, Cue] = {}
    nouns: dict[str, Cue] = {}
    for stance, words, needs, negated in actors.rows("stances.tsv"):
        bare = stance.removeprefix("noun ")
        cue = Cue(bare, tuple(needs.split("|")), None if negated == "-" else negated)  # type: ignore[arg-type]
        for word in words.split("|"):
            (nouns if stance.startswith("noun ") else verbs).setdefault(word, cue)
    return verbs, nouns


@dataclass(frozen=True, slots=True)
class Taken:
    """A stand as a clause takes it. Spans are [start, end) in the paragraph; `issue` may be taken over from an earlier stand."""

    parties: tuple[Span, ...]
    stance: Stance
    issue: Span
    condition: Span | None
    target: Span | None
    speaker: Span | None
    frame: int
    confidence: float
    why: str


def stands(clauses: Clauses) -> list[Taken]:
    """Every stand the clauses of a paragraph take, in text order."""
    found: list[Taken] = []
    for frame in clauses.frames.values():
        found.extend(_of_frame(clauses, frame, found))
    found.extend(_echoes(clauses, found))
    found.extend(_of_nouns(clauses, found))
    return _without_repeats(sorted(found, key=lambda taken: (taken.issue, taken.parties, taken.frame)))


def _of_frame(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken]:
    for rule in (_concession, _attribute, _negotiable, _expressed, _considered, _normative, _announced, _plans, _verb):
        made = rule(clauses, frame, before)
        if made is not None:
            return made
    return []


def _make(
    clauses: Clauses,
    frame: Frame,
    parties: list[Span],
    stance: Stance,
    issues: list[Span],
    target: Span | None,
    confidence: float,
    why: str,
) -> list[Taken]:
    condition = condition_span(clauses, frame)
    speaker = speaker_span(clauses, frame)
    return [Taken(tuple(parties), stance, issue, condition, target, speaker, frame.verb, confidence, why) for issue in issues if parties]


# --- who -----------------------------------------------------------------------------------------------------------


def party_spans(clauses: Clauses, heads: tuple[int, ...], frame: Frame) -> list[Span]:
    """The parties among some nouns, each by its own words; a pronoun by the party it can only mean."""
    found: list[Span] = []
    for head in heads:
        real = factual.referent(clauses, head, frame)
        if clauses.tokens[real].pos == "PRON":
            earlier = _party_before(clauses, real)
            if earlier is None and clauses.tokens[real].text.lower() in {"he", "she"}:
                found.append((clauses.tokens[real].start, clauses.tokens[real].end))  # left to the story, which knows who speaks
                continue
            if earlier is None:
                continue
            real = earlier
        if is_party(clauses, real):
            found.append(clauses.noun_span(real))
    return list(dict.fromkeys(found))


def is_party(clauses: Clauses, head: int) -> bool:
    """Can this noun take a stand? Names of states, bodies, people and groups can, and offices and delegations."""
    token = clauses.tokens[head]
    if token.pos not in {"NOUN", "PROPN", "ADJ"}:
        return False
    lemma = token.lemma.lower()
    if lemma in _PARTY_NOUNS or token.ent in {"PERSON", "GPE", "NORP"}:
        return True
    if lemma in actors.sector_words() or token.text.lower() in actors.sector_words():
        return True
    resolved = actors.resolve(clauses.text(clauses.noun_span(head)))
    if resolved.code is not None and token.pos == "PROPN":
        return True
    if lemma in _HEAPS:
        return any(
            is_party(clauses, noun.i)
            for prep in clauses.below(head, "prep")
            if prep.lemma == "of"
            for noun in clauses.below(prep.i, "pobj")
        )
    return token.pos == "PROPN" and token.ent in {"ORG", "LOC", "FAC", ""} and lemma not in _PAPERS


def _party_before(clauses: Clauses, pronoun: int) -> int | None:
    """The subject of the sentences before, for "he", "she" or "it" at the head of a sentence: negotiators' records speak so."""
    token = clauses.tokens[pronoun]
    word = token.text.lower()
    first = next(other.i for other in clauses.tokens if other.sent == token.sent)
    if word not in {"he", "she", "it", "they"} or token.sent == 0 or pronoun - first > 3:
        return None
    for back in range(1, 4 if word in {"he", "she"} else 2):
        subjects = [
            head
            for frame in clauses.frames.values()
            for head in frame.subjects
            if clauses.tokens[head].sent == token.sent - back and clauses.tokens[frame.verb].dep == "ROOT"
        ]
        if len(subjects) == 1 and is_party(clauses, subjects[0]):
            return subjects[0]
        if subjects and not all(clauses.tokens[head].pos == "PRON" for head in subjects):
            return None
    return None


def _parties(clauses: Clauses, frame: Frame) -> list[Span]:
    parties = party_spans(clauses, frame.subjects, frame)
    return parties + [span for span in _companions(clauses, frame) if span not in parties] if parties else []


def _companions(clauses: Clauses, frame: Frame) -> list[Span]:
    """Those who stand with the subject: "Ruritania, with Graustark, objected"; "With Graustark, Ruritania objected"."""
    places = [frame.verb, *frame.subjects]
    heads = [
        noun.i
        for at in places
        for prep in clauses.below(at, "prep")
        if prep.lemma.lower() == "with" and prep.i < frame.verb
        for noun in clauses.below(prep.i, "pobj")
    ]
    return [clauses.noun_span(head) for head in clauses.conjoined(heads) if is_party(clauses, head)]


def speaker_span(clauses: Clauses, frame: Frame) -> Span | None:
    """Who tells it: the subject of the saying verb above."""
    speaker = factual.status(clauses, frame).speaker
    return clauses.noun_span(speaker) if speaker is not None else None


# --- what ----------------------------------------------------------------------------------------------------------


def _issues(clauses: Clauses, frame: Frame, needs: tuple[str, ...]) -> tuple[list[Span], Span | None]:
    """What the stand is about, each joined clause by itself, and the actor it is addressed to."""
    target: Span | None = None
    for need in needs if needs != ("*",) else ("that", "obj", "inf", "to", "on", "of"):
        if need in {"that", "inf"}:
            inner = [clauses.frames[verb] for verb in frame.complements if verb in clauses.frames]
            inner = [one for one in inner if (one.tense == "infinitive" or one.relation == "xcomp") == (need == "inf") or need == "that"]
            if inner:
                target = _target_of(clauses, inner[0], frame)
                return [span for one in inner for span in clause_spans(clauses, one)], target
        elif need == "obj" and not frame.objects and (gerund := _gerund_after(clauses, frame)) is not None:
            return clause_spans(clauses, gerund), None
        elif need == "obj" and frame.objects:
            if frame.complements and any(clauses.tokens[verb].dep == "xcomp" for verb in frame.complements) and "inf" in needs:
                continue
            return _objects(clauses, frame.objects[:4]), _owner(clauses, frame.objects[0])
        else:
            nouns = [noun for prep, noun in frame.preps if prep.split(" ")[0] == need]
            if nouns and need in {"on", "upon"} and frame.lemma in {"call", "appeal"}:
                inner = [clauses.frames[verb] for verb in frame.complements if verb in clauses.frames]
                if inner:
                    return [span for one in inner for span in clause_spans(clauses, one)], clauses.noun_span(nouns[0])
                continue
            if nouns:
                return [clauses.noun_span(noun, full=True) for noun in nouns[:4]], _owner(clauses, nouns[0])
            gerunds = [
                clauses.frames[verb.i]
                for prep in clauses.below(frame.verb, "prep")
                if prep.lemma.lower() == need
                for verb in clauses.below(prep.i, "pcomp")
                if verb.i in clauses.frames
            ]
            if gerunds:
                return [span for one in gerunds for span in clause_spans(clauses, one)], None
    return [], target


def _gerund_after(clauses: Clauses, frame: Frame) -> Frame | None:
    """ "Preferred holding ...": what the parser may take for an adverbial."""
    following = clauses.frames.get(frame.verb + 1)
    if following is not None and following.relation in {"advcl", "acl", "xcomp"} and clauses.tokens[following.verb].tag == "VBG":
        return following
    return None


def clause_spans(clauses: Clauses, frame: Frame) -> list[Span]:
    """The span of a clause; clauses joined to it, or to the infinitive it ends in, by "and" are spans of their own."""
    joined = [verb for verb in _joined_to(clauses, frame.verb) if len(clauses.tree(verb)) > 2]
    conditions = [
        child.i for child in clauses.below(frame.verb, "advcl") if child.i in clauses.frames and clauses.frames[child.i].mark is not None
    ]
    left_out = {i for head in (*joined, *conditions) for i in clauses.tree(head)}
    span = _trim(clauses, [i for i in clauses.tree(frame.verb) if i not in left_out])
    return ([span] if span else []) + [one for head in joined for one in clause_spans(clauses, clauses.frames[head])]


def _joined_to(clauses: Clauses, verb: int) -> list[int]:
    """Verbs joined to a clause's verb, or to the verb of its infinitive."""
    found = [child.i for child in clauses.below(verb, "conj") if child.i in clauses.frames and child.pos in {"VERB", "AUX"}]
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


def _objects(clauses: Clauses, heads: tuple[int, ...]) -> list[Span]:
    """Joined objects are issues of their own if each says enough; else they are one: "any rift or difference"."""
    spans = [_object_spans(clauses, head) for head in heads]
    first = heads[0]
    if len(heads) > 1 and any(len(clauses.tree(head, frozenset({"conj", "cc", "punct"}))) < 3 for head in heads):
        whole = _trim(clauses, clauses.tree(first))
        return [whole] if whole else []
    if clauses.tokens[first].lemma.lower() == "something" and clauses.tokens[first].dep in {"appos", "attr", "npadvmod"}:
        above = clauses.frames.get(clauses.tokens[first].head)
        return clause_spans(clauses, above)[:1] if above else []
    return [span for one in spans for span in one]


def _object_spans(clauses: Clauses, head: int) -> list[Span]:
    """A noun as an issue; where that-clauses or infinitives say what it is ("guarantees that ..."), each of them."""
    content = [child.i for child in clauses.below(head, "acl", "ccomp") if child.i in clauses.frames]
    content = [verb for verb in content if _says_content(clauses, verb)]
    if content and clauses.tokens[head].lemma.lower() in _CONTENT_NOUNS:
        return [span for verb in content for span in clause_spans(clauses, clauses.frames[verb])]
    stop = {i for child in clauses.below(head, "conj", "cc", "advcl") for i in clauses.tree(child.i)}
    stop |= {
        i
        for child in clauses.below(head, "acl", "relcl")
        if clauses.frames.get(child.i) and clauses.frames[child.i].mark
        for i in clauses.tree(child.i)
    }
    span = _trim(clauses, [i for i in clauses.tree(head) if i not in stop])
    return [span] if span else []


_CONTENT_NOUNS: Final = frozenset(
    {"guarantee", "assurance", "promise", "commitment", "pledge", "demand", "request", "claim", "statement", "plan", "call"}
)


def _says_content(clauses: Clauses, verb: int) -> bool:
    frame = clauses.frames[verb]
    return frame.tense == "infinitive" or any(child.dep == "mark" for child in clauses.below(verb))


def _target_of(clauses: Clauses, inner: Frame, outer: Frame) -> Span | None:
    """The one who is to act: the subject of what is demanded, if it is a party and not the one who demands."""
    for head in inner.subjects:
        if head not in outer.subjects and clauses.tokens[head].pos != "PRON" and is_party(clauses, head):
            return clauses.noun_span(head)
    return None


def _owner(clauses: Clauses, noun: int) -> Span | None:
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


def condition_span(clauses: Clauses, frame: Frame) -> Span | None:
    """The condition of a clause or of what hangs under it: "if ...", "unless ...", "as long as ...", "provided ...", "in the event of ..."."""
    for verb in [frame.verb, *frame.complements, *(inner for verb in frame.complements for inner in _nested(clauses, verb))]:
        for child in clauses.below(verb, "advcl", "prep", "conj"):
            inner = clauses.frames.get(child.i)
            if inner is not None and inner.mark not in {None, "whether"} and child.dep == "advcl":
                return _condition_text(clauses, child.i)
    tree = set(clauses.tree(frame.verb))
    for index in sorted(tree):
        inner = clauses.frames.get(index)
        if inner is not None and inner.mark not in {None, "until", "once", "till", "whether"} and index > frame.verb:
            return _condition_text(clauses, index)
    return None


def _nested(clauses: Clauses, verb: int) -> tuple[int, ...]:
    inner = clauses.frames.get(verb)
    return inner.complements if inner is not None else ()


def _condition_text(clauses: Clauses, verb: int) -> Span | None:
    """The clause with the words that make it a condition."""
    span = _trim(clauses, clauses.tree(verb))
    if span is None:
        return None
    mark = clauses.frames[verb].mark or ""
    head = clauses.paragraph.text[: span[0]]
    start = head.lower().rfind(mark, max(0, len(head) - len(mark) - 12))
    return (start, span[1]) if start >= 0 and not clauses.text(span).lower().startswith(mark) else span


# --- rules, each for one way of taking a stand ---------------------------------------------------------------------------


def _verb(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """A verb of stance with a party as its subject."""
    cue = _cues()[0].get(frame.lemma)
    if cue is None or not _stands(clauses, frame):
        return None
    stance: Stance | None = cue.stance
    if frame.negated:
        stance = cue.negated
    if stance is None or _double_refusal(clauses, frame):
        return None
    if _is_echo(clauses, frame) or _loose_participle(clauses, frame) or _long_ago(clauses, frame):
        return None
    issues, target = _issues(clauses, _with_antecedent(clauses, frame), cue.needs)
    parties = _parties(clauses, frame)
    if not issues and frame.lemma in {"object", "disagree"}:
        issues = [taken.issue for taken in before if _same_sentence(clauses, taken.frame, frame.verb)][-1:]
    if not issues or not parties:
        return None
    if frame.lemma == "seek" and not _worth_seeking(clauses, frame):
        return None
    issues = _referred(clauses, frame, issues, before)
    if stance in {"warns", "promises"} and _hostile(clauses, frame):
        stance = "threatens"
    if stance == "rejects" and frame.lemma == "dismiss" and frame.objects and clauses.tokens[frame.objects[0]].ent == "PERSON":
        return None
    if frame.lemma in {"compromise", "yield", "bow"} and frame.negated and frame.preps:
        stance = _held_to(clauses, frame.preps[0][1])
    addressed = _addressed(clauses, frame) or (target if stance != "offers" and not (stance in _VOICED and frame.complements) else None)
    return _make(
        clauses, frame, parties, stance, issues, addressed, 0.8, f"“{clauses.tokens[frame.verb].text}” is said of the party itself"
    )


def _is_echo(clauses: Clauses, frame: Frame) -> bool:
    """ "Ruritania, backed by Graustark, ...": read by `_echoes`, for what Ruritania puts forward."""
    return (
        frame.lemma in _ECHOING
        and frame.passive
        and frame.relation in {"acl", "conj", "advcl"}
        and any(is_party(clauses, head) for head in frame.objects)
    )


def _loose_participle(clauses: Clauses, frame: Frame) -> bool:
    """ "Asked for comment, the minister ...": the one asked takes no stand by it."""
    token = clauses.tokens[frame.verb]
    bare = not any(child.dep in {"aux", "auxpass", "nsubj", "agent"} for child in clauses.below(frame.verb))
    return token.tag in {"VBN", "VBD"} and frame.relation == "advcl" and bare


def _long_ago(clauses: Clauses, frame: Frame) -> bool:
    """A past stand that its sentence puts into a past year is history, not where the party stands."""
    start, end = clauses.sentence(frame.verb)
    verb = clauses.tokens[frame.verb].start
    times = dates.find(clauses.paragraph.text[start:end])
    return frame.tense == "past" and any(time.precision == "year" and abs(start + time.start - verb) < 120 for time in times)


def _with_antecedent(clauses: Clauses, frame: Frame) -> Frame:
    """ "Something Ruritania opposes": the noun before a relative clause is what the clause lacks."""
    if frame.relation == "relcl" and not frame.objects and not frame.complements and frame.subjects:
        return replace(frame, objects=(clauses.tokens[frame.verb].head,))
    return frame


def _stands(clauses: Clauses, frame: Frame) -> bool:
    """Is the clause something that is so, and not imagined, conditional or only wished?"""
    status = factual.status(clauses, frame)
    return status.standing in {"actual", "future"} or (
        frame.modal in {"can", "must", "could"} and frame.mark is None and status.standing != "content"
    )


def _double_refusal(clauses: Clauses, frame: Frame) -> bool:
    """ "Refused to rule out" and "did not rule out" leave open; they reject nothing."""
    return frame.lemma in {"refuse", "decline"} and any(clauses.tokens[verb].lemma == "rule" for verb in frame.complements)


def _worth_seeking(clauses: Clauses, frame: Frame) -> bool:
    words = {clauses.tokens[i].lemma.lower() for head in frame.objects for i in clauses.tree(head)}
    return bool(
        words
        & {
            "guarantee",
            "membership",
            "talk",
            "negotiation",
            "aid",
            "support",
            "change",
            "ban",
            "agreement",
            "assurance",
            "meeting",
            "commitment",
        }
    )


def _addressed(clauses: Clauses, frame: Frame) -> Span | None:
    """To whom: "urged Ruritania to", "demanded from Ruritania", "sanctions on Ruritania", "warned Ruritania"."""
    if frame.lemma in {"urge", "press", "ask", "exhort", "implore", "warn", "invite", "call", "tell"}:
        for head in frame.objects:
            if is_party(clauses, head):
                return clauses.noun_span(head)
    wanted = {"to", "from", "against", "with"} | ({"on", "upon"} if frame.lemma in {"call", "appeal"} else set())
    for prep, noun in frame.preps:
        if prep in wanted and is_party(clauses, noun):
            return clauses.noun_span(noun)
    return None


def _hostile(clauses: Clauses, frame: Frame) -> bool:
    """Does what is announced or warned of hurt? Asked of the objects and complements, without their conditions."""
    about = [noun for prep, noun in frame.preps if prep in {"of", "with"}]
    return any(_hostile_clause(clauses, head) for head in (*frame.objects, *frame.complements, *about))


def _hostile_clause(clauses: Clauses, head: int) -> bool:
    marked = {i for i in clauses.tree(head) if i in clauses.frames and clauses.frames[i].mark is not None for i in clauses.tree(i)}
    future = head not in clauses.frames or clauses.frames[head].tense in {"future", "infinitive"}
    return future and any(clauses.tokens[i].lemma.lower() in _HOSTILE for i in clauses.tree(head) if i not in marked)


def _referred(clauses: Clauses, frame: Frame, issues: list[Span], before: list[Taken]) -> list[Span]:
    """ "These demands" are the demands told before in the paragraph."""
    if len(issues) != 1:
        return issues
    words = clauses.text(issues[0]).lower().split()
    if not words or words[0] not in _DEMONSTRATIVE or len(words) > 4:
        return issues
    if len(words) > 1 and not any(word.rstrip("s") in _OUTCOMES for word in words):
        return issues
    earlier = [taken for taken in before if taken.stance in {"demands", "offers"} and taken.frame < frame.verb]
    if not earlier:
        return issues
    last = earlier[-1].frame
    return [taken.issue for taken in earlier if taken.frame == last]


def _concession(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Made no concessions to the demands", "gave up no ground on principles", "there will be no concessions on": a rejection."""
    there = frame.lemma == "be" and any(child.dep == "expl" for child in clauses.below(frame.verb))
    things = [
        head
        for head in (*frame.objects, *(frame.attributes if there else ()))
        if clauses.tokens[head].lemma.lower() in {"concession", "ground"}
    ]
    verb = frame.lemma.split(" ")[0]
    none = frame.negated or any(child.text.lower() == "no" for thing in things for child in clauses.below(thing, "det"))
    if not things or not none or not (there or verb in {"make", "offer", "give", "yield", "see", "contain"}):
        return None
    status = factual.status(clauses, frame)
    if status.standing in {"content", "hypothetical"}:
        return None
    parties = _possessors(clauses, things[:1]) if there else _parties(clauses, frame) or _possessors(clauses, frame.subjects)
    if there and not parties and status.speaker is not None:
        parties = party_spans(clauses, (status.speaker,), frame)
    nouns = [noun for prep, noun in frame.preps if prep in {"to", "on", "over"}]
    nouns += [
        n.i
        for thing in things
        for prep in clauses.below(thing, "prep")
        if prep.lemma in {"to", "on", "over"}
        for n in clauses.below(prep.i, "pobj")
    ]
    nouns = [noun for noun in nouns if not (is_party(clauses, noun) and clauses.tokens[noun].ent)]
    nouns = [noun for noun in nouns if clauses.tokens[noun].ent != "DATE" and clauses.tokens[noun].lemma.lower() != "concession"]
    if not parties or not nouns:
        return None
    return _make(
        clauses,
        frame,
        parties,
        _held_to(clauses, nouns[0]),
        [clauses.noun_span(nouns[0], full=True)],
        _owner(clauses, nouns[0]),
        0.75,
        "no concession is made",
    )


def _held_to(clauses: Clauses, noun: int) -> Stance:
    """No ground given on a demand rejects it; no ground given on a principle or policy holds to it."""
    words = {clauses.tokens[i].lemma.lower() for i in clauses.tree(noun)}
    return "rejects" if words & _OUTCOMES or words & {"claim", "pressure", "ultimatum"} else "supports"


def _possessors(clauses: Clauses, heads: Sequence[int]) -> list[Span]:
    """Whose document or answer it is: "the US response", "Ruritania's letter"."""
    found: list[Span] = []
    for head in heads:
        if clauses.tokens[head].lemma.lower() in {
            "response",
            "reply",
            "answer",
            "letter",
            "document",
            "proposal",
            "offer",
            "statement",
            "plan",
            "draft",
            "text",
            "concession",
        }:
            near = clauses.below(head, "poss", "amod", "compound", "nmod")
            near += [noun for prep in clauses.below(head, "prep") if prep.lemma in {"from", "by"} for noun in clauses.below(prep.i, "pobj")]
            for child in (clauses.tokens[i] for i in clauses.conjoined([child.i for child in near])):
                if actors.resolve(child.text).code:
                    found.append((child.start, child.end))
    return found


def _attribute(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Is open to", "is willing to", "is opposed to", "is against"; "is non-negotiable", "is a non-starter for"."""
    if frame.lemma not in {"be", "remain", "stay"} or frame.modal in {"must", "should"}:
        return None
    if not _stands(clauses, frame):
        return None
    for index in frame.attributes:
        word = clauses.tokens[index].text.lower()
        if word in _WILLING or word in _AGAINST:
            return _leaning(clauses, frame, index, "opposes" if word in _AGAINST else "rejects" if frame.negated else "open_to")
    return _unmovable(clauses, frame)


def _leaning(clauses: Clauses, frame: Frame, index: int, stance: Stance) -> list[Taken] | None:
    nouns = [
        n.i for prep in clauses.below(index, "prep") if prep.lemma in {"to", "in", "for"} for n in clauses.below(prep.i, "pobj", "pcomp")
    ]
    verbs = [child.i for child in clauses.below(index, "xcomp", "ccomp", "advcl") if child.i in clauses.frames]
    verbs += [noun for noun in nouns if noun in clauses.frames]
    issues = [span for verb in verbs for span in clause_spans(clauses, clauses.frames[verb])]
    issues += [clauses.noun_span(noun, full=True) for noun in nouns if noun not in clauses.frames]
    parties = _parties(clauses, frame)
    if not issues or not parties:
        return None
    if stance == "open_to" and any(_hostile_clause(clauses, verb) for verb in verbs):
        stance = "threatens"
    return _make(clauses, frame, parties, stance, issues[:3], None, 0.75, f"the party is “{clauses.tokens[index].text}”")


def _unmovable(clauses: Clauses, frame: Frame) -> list[Taken] | None:
    """What a party says cannot be talked about."""
    words = {
        clauses.tokens[i].text.lower()
        for at in (*frame.attributes, *(c.i for c in clauses.below(frame.verb, "prep", "advmod")))
        for i in clauses.tree(at)
    }
    closed = words & _UNWILLING or {"out", "question"} <= words or (frame.negated and words & {"negotiable", "acceptable", "negotiation"})
    starter = (
        words & {"nonstarter", "nonstarters", "non-starter", "non-starters"}
        or {"non", "-", "starters"} <= words
        or {"non", "-", "starter"} <= words
    )
    hyphened = {"non", "negotiable"} <= words
    if not (closed or starter or hyphened) or not frame.subjects or (frame.negated and hyphened):
        return None
    parties = [clauses.noun_span(noun) for noun in _for_whom(clauses, frame) if is_party(clauses, noun)]
    if not parties:
        speaker = factual.status(clauses, frame).speaker
        parties = party_spans(clauses, (speaker,), frame) if speaker is not None else []
    issues = [clauses.noun_span(head, full=False) for head in frame.subjects if clauses.tokens[head].pos != "PRON"]
    return _make(clauses, frame, parties, "rejects", issues, None, 0.7, "the party will not talk about it") if issues else None


def _negotiable(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Said the treaty can be renegotiated", "would not be negotiated": what the speaker's side leaves open, or closes."""
    if frame.lemma not in {"negotiate", "renegotiate"} or not frame.passive or frame.modal is None or not _stands(clauses, frame):
        return None
    speaker = factual.status(clauses, frame).speaker
    parties = party_spans(clauses, (speaker,), frame) if speaker is not None else []
    issues = [clauses.noun_span(head, full=True) for head in frame.objects[:1]]
    if not parties or not issues:
        return None
    return _make(
        clauses, frame, parties, "rejects" if frame.negated else "open_to", issues, None, 0.7, "the party says whether it can be negotiated"
    )


def _for_whom(clauses: Clauses, frame: Frame) -> list[int]:
    nouns = [noun for prep, noun in frame.preps if prep in {"for", "to"}]
    nouns += [
        n.i
        for at in frame.attributes
        for prep in clauses.below(at, "prep")
        if prep.lemma in {"for", "to"}
        for n in clauses.below(prep.i, "pobj")
    ]
    return clauses.conjoined(nouns)


def _normative(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Said others should ...": a demand. "Said it will not ...": a rejection."""
    if frame.lemma not in _SPEECH_ONLY or frame.negated or not _stands(clauses, frame):
        return None
    parties = _parties(clauses, frame)
    found: list[Taken] = []
    for verb in frame.complements:
        for inner in _joined_frames(clauses, verb):
            if inner.mark is not None:
                continue
            stance = _said_stance(clauses, frame, inner)
            if stance is None or not parties:
                continue
            own = [clauses.frames[inner.verb]]
            spans = clause_spans(clauses, own[0])[:1]
            found += _make(
                clauses, inner, parties, stance, spans, _target_of(clauses, inner, frame), 0.7, "the party says what is to be done"
            )
    return found or None


def _joined_frames(clauses: Clauses, verb: int) -> list[Frame]:
    first = clauses.frames.get(verb)
    if first is None:
        return []
    return [first] + [frame for child in clauses.below(verb, "conj") for frame in _joined_frames(clauses, child.i)]


def _said_stance(clauses: Clauses, said: Frame, inner: Frame) -> Stance | None:
    own = bool(inner.subjects) and (
        factual.referent(clauses, inner.subjects[0], inner) in said.subjects
        or clauses.tokens[inner.subjects[0]].text.lower() in {"we", "i"}
    )
    if inner.modal in {"should", "must"} or (
        inner.lemma in {"need", "have"} and any(clauses.tokens[v].dep == "xcomp" for v in inner.complements)
    ):
        return None if own else "demands"
    if inner.lemma in _cues()[0]:
        return None  # read by its own cue
    if (
        inner.modal in {"will", "would", "can"}
        and inner.negated
        and inner.lemma.split(" ")[0] in _WITHHELD
        and (own or _same_side(clauses, said, inner))
    ):
        return "rejects"
    if inner.modal in {"will", "would"} and not inner.negated and (own or _same_side(clauses, said, inner)):
        return "threatens" if _hostile_frame(clauses, inner) else None
    return None


def _hostile_frame(clauses: Clauses, inner: Frame) -> bool:
    """A blow announced: hostile words in the clause's verb or objects, its condition left aside."""
    heads = [inner.verb, *inner.objects, *(noun for _, noun in inner.preps)]
    words = {clauses.tokens[i].lemma.lower() for head in heads[1:] for i in clauses.tree(head)} | {inner.lemma}
    return bool(words & _HOSTILE)


def _same_side(clauses: Clauses, said: Frame, inner: Frame) -> bool:
    """The minister says what the state will do: the same country speaks and acts."""
    if not said.subjects or not inner.subjects:
        return False
    speaker = actors.resolve(clauses.text(clauses.noun_span(said.subjects[0]))).code
    doer = actors.resolve(clauses.text(clauses.noun_span(inner.subjects[0]))).code
    if doer is None:
        return (
            speaker is None
            and clauses.tokens[inner.subjects[0]].pos == "PROPN"
            and "GOV" in actors.sectors_of(clauses.text(clauses.noun_span(said.subjects[0])))
        )
    return speaker is None or speaker == doer


def _announced(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Warned that it would take measures", "warned that an attack would be met with consequences": a threat."""
    if frame.lemma != "warn" or not _stands(clauses, frame):
        return None
    hostile = [verb for verb in frame.complements if _hostile_clause(clauses, verb)]
    parties = _parties(clauses, frame)
    doers = clauses.frames[hostile[0]].subjects if hostile and hostile[0] in clauses.frames else ()
    vague = not any(clauses.tokens[i].pos == "PROPN" for head in frame.subjects for i in clauses.tree(head))
    if (
        doers
        and vague
        and is_party(clauses, doers[0])
        and clauses.tokens[doers[0]].pos == "PROPN"
        and not actors.resolve(clauses.text(clauses.noun_span(frame.subjects[0] if frame.subjects else doers[0]))).code
    ):
        parties = party_spans(clauses, doers, frame)
    if not hostile or not parties:
        return None
    spans = [span for verb in hostile for span in clause_spans(clauses, clauses.frames[verb])[:1]] if hostile[0] in clauses.frames else []
    inner = clauses.frames[hostile[0]]
    if spans and inner.subjects and not inner.passive:
        subject = factual.referent(clauses, inner.subjects[0], inner)
        if is_party(clauses, subject) and clauses.tokens[subject].pos == "PROPN" and _same_side(clauses, frame, inner):
            named = [clauses.noun_span(subject)]
            parties = named if not actors.resolve(clauses.text(parties[0])).code else parties
    return _make(clauses, frame, parties, "threatens", spans, None, 0.75, "a blow is announced") or None


def _plans(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "The US proposals include ...": an offer by whose proposals they are."""
    if (
        frame.lemma not in {"include", "contain", "set out", "outline", "comprise", "foresee"}
        or frame.negated
        or not _stands(clauses, frame)
    ):
        return None
    heads = [
        head
        for head in frame.subjects
        if clauses.tokens[head].lemma.lower() in {"proposal", "offer", "response", "reply", "document", "plan"}
    ]
    parties = _possessors(clauses, tuple(heads))
    held = any(clauses.tokens[head].lemma.lower() in {"proposal", "offer"} for head in heads)
    worth = {"offer", "proposal", "path", "area", "potential"}
    objects = [head for head in frame.objects if held or clauses.tokens[head].lemma.lower() in worth]
    if not parties or not objects:
        return None
    return _make(
        clauses,
        frame,
        parties,
        "offers",
        [s for head in objects[:1] for s in _object_spans(clauses, head)],
        None,
        0.7,
        "the party's proposals hold it",
    )


def _echoes(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania, supported by Graustark but opposed by Zenda, proposed ...": the supporters and opponents of another's stand."""
    made: list[Taken] = _with_support(clauses, found)
    for frame in clauses.frames.values():
        if frame.lemma not in _ECHOING or not frame.passive or frame.relation not in {"acl", "relcl", "conj", "advcl"}:
            continue
        backed = [clauses.noun_span(head) for head in frame.objects]
        parties = party_spans(clauses, frame.subjects, frame)
        main = [
            taken
            for taken in found
            if set(taken.parties) & set(backed) and taken.frame != frame.verb and _same_sentence(clauses, taken.frame, frame.verb)
        ]
        if not parties or not main:
            continue
        nearest = min((taken.frame for taken in main if taken.frame > frame.verb), default=main[0].frame)
        for taken in main:
            if taken.frame == nearest:
                stance = _echoed(taken.stance, against=frame.lemma == "oppose")
                made.append(
                    Taken(
                        tuple(parties),
                        stance,
                        taken.issue,
                        None,
                        taken.target,
                        None,
                        frame.verb,
                        0.8,
                        f"said to {frame.lemma} what the other party put forward",
                    )
                )
    return made


def _with_support(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania, with support from Graustark, proposed ..."."""
    made: list[Taken] = []
    for token in clauses.tokens:
        if token.lemma.lower() not in {"support", "backing"} or token.dep != "pobj" or clauses.tokens[token.head].lemma.lower() != "with":
            continue
        givers = [
            noun.i
            for prep in clauses.below(token.i, "prep")
            if prep.lemma.lower() in {"from", "of"}
            for noun in clauses.below(prep.i, "pobj")
        ]
        spans = [clauses.noun_span(head) for head in clauses.conjoined(givers) if is_party(clauses, head)]
        main = [taken for taken in found if _same_sentence(clauses, taken.frame, token.i) and taken.frame > token.i]
        if spans and main:
            first = min(taken.frame for taken in main)
            made += [
                Taken(
                    tuple(spans),
                    _echoed(taken.stance, against=False),
                    taken.issue,
                    None,
                    taken.target,
                    None,
                    token.i,
                    0.75,
                    "said to support the other party",
                )
                for taken in main
                if taken.frame == first
            ]
    return made


def _same_sentence(clauses: Clauses, one: int, other: int) -> bool:
    return clauses.tokens[one].sent == clauses.tokens[other].sent


def _echoed(stance: Stance, against: bool) -> Stance:
    """Who backs an objection objects too; who opposes it is for the thing."""
    negative = stance in {"opposes", "rejects", "warns", "denies"}
    if against:
        return "supports" if negative else "opposes"
    return "opposes" if negative else "supports"


_EXPRESSED: Final[dict[str, tuple[Stance, tuple[str, ...]]]] = {
    "concern": ("warns", ("about", "over", "with", "at")),
    "interest": ("open_to", ("in",)),
    "willingness": ("open_to", ("inf",)),
    "readiness": ("open_to", ("inf", "for")),
    "openness": ("open_to", ("to",)),
    "support": ("supports", ("for", "to")),
    "backing": ("supports", ("for",)),
    "opposition": ("opposes", ("to",)),
    "objection": ("opposes", ("to",)),
    "reservation": ("opposes", ("about", "on", "over")),
    "ultimatum": ("threatens", ("inf",)),
}


def _expressed(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Expressed concern about", "voiced support for", "issued an ultimatum to": the noun tells the stance."""
    if (
        frame.lemma not in {"express", "voice", "indicate", "signal", "show", "declare", "reaffirm", "issue", "state", "announce"}
        or frame.negated
    ):
        return None
    if not _stands(clauses, frame):
        return None
    for head in frame.objects:
        stance, needs = _EXPRESSED.get(clauses.tokens[head].lemma.lower(), (None, ()))
        parties = _parties(clauses, frame)
        if stance is None or not parties:
            continue
        preps = [prep for at in (head, frame.verb) for prep in clauses.below(at, "prep") if prep.lemma.lower() in needs]
        issues = [clauses.noun_span(noun.i, full=True) for prep in preps for noun in clauses.below(prep.i, "pobj")]
        issues += [
            span
            for prep in preps
            for verb in clauses.below(prep.i, "pcomp")
            if verb.i in clauses.frames
            for span in clause_spans(clauses, clauses.frames[verb.i])
        ]
        if "inf" in needs:
            verbs = [
                child.i for at in (head, frame.verb) for child in clauses.below(at, "acl", "xcomp", "advcl") if child.i in clauses.frames
            ]
            issues += [span for verb in verbs for span in clause_spans(clauses, clauses.frames[verb])]
        if issues:
            target = _addressed(clauses, frame) if stance == "threatens" else None
            return _make(clauses, frame, parties, stance, issues[:2], target, 0.75, f"the party voices {clauses.tokens[head].text}")
    return None


def _considered(clauses: Clauses, frame: Frame, before: list[Taken]) -> list[Taken] | None:
    """ "Would consider", "is considering", "could not consider"."""
    if (
        frame.lemma not in {"consider", "contemplate"}
        or not (frame.modal or clauses.tokens[frame.verb].tag == "VBG")
        or not _stands(clauses, frame)
    ):
        return None
    parties = _parties(clauses, frame)
    issues = _objects(clauses, frame.objects[:2]) if frame.objects else []
    issues += [span for verb in frame.complements if verb in clauses.frames for span in clause_spans(clauses, clauses.frames[verb])]
    if not parties or not issues or frame.passive or clauses.frames[frame.verb].relation in {"xcomp", "pcomp", "acl"}:
        return None
    return _make(
        clauses, frame, parties, "rejects" if frame.negated else "open_to", issues[:2], None, 0.7, "the party says what it would consider"
    )


def _of_nouns(clauses: Clauses, found: list[Taken]) -> list[Taken]:
    """ "Ruritania's demand that ...", "sent a reply with an offer to ...": nouns that carry a stand with whose they are."""
    made: list[Taken] = []
    taken_spans = [taken.issue for taken in found]
    for token in clauses.tokens:
        cue = _cues()[1].get(token.lemma.lower()) if token.pos == "NOUN" else None
        if cue is None:
            continue
        owner = _owner_of_noun(clauses, token.i)
        issues = _noun_issues(clauses, token.i, cue)
        issues = [span for span in issues if not any(span[0] < other[1] and other[0] < span[1] for other in taken_spans)]
        if owner is None or not issues:
            continue
        frame = _frame_over(clauses, token.i)
        made += [Taken((owner,), cue.stance, span, None, None, None, frame, 0.65, f"the party's own {token.text}") for span in issues]
    return made


def _owner_of_noun(clauses: Clauses, noun: int) -> Span | None:
    for child in clauses.below(noun, "poss", "amod", "compound", "nmod"):
        if child.dep == "poss" and is_party(clauses, child.i):
            return clauses.noun_span(child.i)
        if child.dep != "poss" and actors.resolve(child.text).kind in {"people", "country", "seat", "body"}:
            return child.start, child.end
    head = clauses.tokens[clauses.tokens[noun].head]
    if clauses.tokens[noun].dep == "pobj" and head.lemma.lower() == "with":
        frame = clauses.frames.get(_frame_over(clauses, noun))
        if frame is not None and frame.lemma in {"send", "reply", "respond", "come", "write", "deliver"} and not frame.negated:
            spans = party_spans(clauses, frame.subjects, frame)
            return spans[0] if spans else None
    return None


def _noun_issues(clauses: Clauses, noun: int, cue: Cue) -> list[Span]:
    for child in clauses.below(noun, "acl", "ccomp"):
        if child.i in clauses.frames and _says_content(clauses, child.i):
            return clause_spans(clauses, clauses.frames[child.i])
    for prep in clauses.below(noun, "prep"):
        if prep.lemma.lower() in cue.needs:
            inner = [clauses.noun_span(n.i, full=True) for n in clauses.below(prep.i, "pobj")]
            if inner:
                return inner
    return []


def _frame_over(clauses: Clauses, index: int) -> int:
    at = clauses.tokens[index]
    while at.head != at.i:
        at = clauses.tokens[at.head]
        if at.i in clauses.frames:
            return at.i
    return index


def _without_repeats(found: list[Taken]) -> list[Taken]:
    """One stand for each party, issue and stance of a clause; the surer one stays."""
    kept: dict[tuple[tuple[Span, ...], Span], Taken] = {}
    for taken in found:
        key = (taken.parties, taken.issue)
        if key not in kept or kept[key].confidence < taken.confidence:
            kept[key] = taken
    return sorted(kept.values(), key=lambda taken: (taken.frame, taken.issue))

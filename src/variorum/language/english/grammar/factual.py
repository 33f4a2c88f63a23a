"""How a clause stands to what happened: actual, announced, imagined, denied, or only the content of another act.

"The army withdrew" is actual; in "the army promised to withdraw" the promise is actual and the withdrawal only its content; in "fears that
the army will attack" nothing happened. Event rules code what is actual or announced, and nothing else.
"""

from typing import Final, Literal, NamedTuple

from variorum.language.english.grammar.frames import Clauses, Frame
from variorum.language.english.words.tables import word_set

Standing = Literal["actual", "future", "hypothetical", "content"]

SAYING: Final = word_set("factual.saying")
# These carry their subject's act through to their complement.
_THROUGH: Final = word_set("factual.through")
# These look ahead: the act itself is still to come.
_AHEAD: Final = frozenset(["be", "set", "prepare", "schedule", "decide", "plan", "intend", "have"])
_UNSURE: Final = word_set("factual.unsure")
# Before a gerund these leave the act done: "after closing the port", "quoted as saying".
_AFTER: Final = frozenset({"by", "after", "before", "since", "in", "with", "following", "as"})
# What hangs under these is thought, wished, feared or denied.
_MENTAL: Final = word_set("factual.mental")
_MENTAL_NOUNS: Final = word_set("factual.mental_nouns")


class Status(NamedTuple):
    """How a clause stands; who tells it (head token of the speaker), and whether that speaker is the clause's own subject."""

    standing: Standing
    speaker: int | None
    own: bool


def status(clauses: Clauses, frame: Frame) -> Status:
    """The standing of a clause from its own form and from the clauses above it."""
    if frame.mark is not None:
        return Status("hypothetical", None, False)
    if frame.modal in {"may", "might", "could", "can", "must", "should"}:
        own = "hypothetical"
    else:
        own = "future" if frame.tense == "future" else "actual"
    speaker: int | None = None
    at = frame
    for upper in clauses.chain(frame):
        step, carried = _step(clauses, at, upper)
        if step == "future":
            own = "future"
            at = upper
            continue
        if step in ("content", "hypothetical"):
            return Status(step, speaker, False)
        if carried and speaker is None and upper.subjects:
            speaker = upper.subjects[0]
        elif upper.tense == "future" and at.relation in {"xcomp", "conj"} and own == "actual":
            own = "future"
        at = upper
    if speaker is None:
        speaker = _quoted_speaker(clauses, frame)
    if frame.modal == "would" and speaker is None:
        return Status("hypothetical", None, False)
    same = speaker is not None and bool(frame.subjects) and _same(clauses, frame.subjects[0], speaker)
    return Status(own, speaker, same)  # type: ignore[arg-type]


def _step(clauses: Clauses, at: Frame, upper: Frame) -> tuple[Standing, bool]:
    """What hanging under `upper` makes of a clause, and whether `upper` reports it."""
    verb = clauses.tokens[at.verb]
    lemma = upper.lemma.split(" ")[0]
    if upper.mark is not None and at.relation in {"conj", "ccomp", "xcomp"}:
        return "hypothetical", False
    if at.relation == "ccomp" and clauses.tokens[verb.head].pos == "NOUN":
        return "content", False  # "its demand that ...", "the claim that ..."
    if at.relation in {"ccomp", "parataxis"}:
        if lemma in _MENTAL or (upper.negated and lemma in SAYING):
            return "hypothetical", False
        if clauses.tokens[verb.head].text.lower() in _UNSURE or clauses.tokens[verb.head].lemma.lower() in _MENTAL_NOUNS:
            return "hypothetical", False
        if lemma in SAYING or at.relation == "parataxis":
            return "actual", True
        return ("actual", False) if lemma in {"mean", "ensure", "see", "happen", "be"} else ("content", False)
    if at.relation == "xcomp":
        if lemma in _AHEAD and at.tense == "infinitive" and not upper.negated and (lemma != "be" or not upper.attributes):
            return "future", False
        if lemma in SAYING and at.tense != "infinitive":
            return "actual", True
        return ("actual", False) if lemma in _THROUGH and not upper.negated else ("content", False)
    if at.relation in {"acl", "relcl"}:
        noun = clauses.tokens[verb.head]
        marked = any(child.dep == "mark" and child.text.lower() == "that" for child in clauses.below(at.verb))
        if at.relation == "acl" and (at.tense == "infinitive" or marked or noun.lemma.lower() in _MENTAL_NOUNS):
            return "content", False
        return "actual", False
    if at.relation == "pcomp" and clauses.tokens[verb.head].lemma.lower() not in {
        "by",
        "after",
        "before",
        "since",
        "in",
        "with",
        "following",
    }:
        return "content", False  # "accused of hiding", "a comment on hiding", "stopped short of hiding": nobody says it was done
    if at.relation in {"advcl", "pcomp"} and at.tense == "infinitive":
        return "content", False  # purpose: "met to discuss"
    return "actual", False


def _quoted_speaker(clauses: Clauses, frame: Frame) -> int | None:
    """The subject of a saying verb that hangs below, as the parser puts "..., he said" under the clause said."""
    for child in clauses.below(frame.verb, "parataxis", "ccomp"):
        below = clauses.frames.get(child.i)
        if below is not None and below.lemma in SAYING and below.subjects:
            return below.subjects[0]
    return None


def _same(clauses: Clauses, subject: int, speaker: int) -> bool:
    word = clauses.tokens[subject].text.lower()
    return subject == speaker or word in {"it", "he", "she", "they", "we", "i"}


def referent(clauses: Clauses, head: int, frame: Frame) -> int:
    """A pronoun that can only mean the speaker of the clause above ("Ruritania said it would ..."); any other head is returned as it is."""
    word = clauses.tokens[head].text.lower()
    if word not in {"it", "he", "she", "they", "its", "his", "her", "their", "we", "i"}:
        return head
    plural = word in {"they", "their", "we"}
    for upper in clauses.chain(frame):
        if not upper.subjects or upper.subjects == frame.subjects:
            continue
        found = upper.subjects[0]
        token = clauses.tokens[found]
        if token.pos == "PRON":
            continue
        many = token.tag in {"NNS", "NNPS"} or len(upper.subjects) > 1
        if word in {"we", "i"} or many is plural or (plural and token.lemma.lower() in {"government", "army", "police", "ministry"}):
            return found
        return head
    return head


def asserts(clauses: Clauses, frame: Frame) -> bool:
    """ "Suggested that he had left": a that-clause that tells what is so, and not what should be."""
    inner = [clauses.frames[verb] for verb in frame.complements if verb in clauses.frames]
    told = {"VBD", "VBZ"}  # "that it produce" is no telling, whatever tag it gets
    return any(
        one.relation == "ccomp"
        and one.modal not in {"should", "must"}
        and (clauses.tokens[one.verb].tag in told or any(child.tag in told for child in clauses.below(one.verb, "aux", "auxpass")))
        for one in inner
    )

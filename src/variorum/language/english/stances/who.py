"""Who takes a stand: the parties among the nouns of a clause."""

from typing import Final

from variorum.language.english.grammar import standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.names import actors
from variorum.language.english.stances.cues import Span
from variorum.language.english.words.lexicon import word_set

# Nouns that stand for a party in talks, beside names and offices.
_PARTY_NOUNS: Final = word_set("stances.party_nouns")


_HEAPS: Final = word_set("stances.heaps")


_PAPERS: Final = word_set("stances.papers")


def party_spans(clauses: Clauses, heads: tuple[int, ...], clause: ParsedClause) -> list[Span]:
    """The parties among some nouns, each by its own words; a pronoun by the party it can only mean."""
    found: list[Span] = []
    for head in heads:
        real = standing.referent(clauses, head, clause)
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
    if word not in {"he", "she", "it", "they"} or token.sent == 0 or pronoun - first > 7:
        return None
    if any(clauses.tokens[at].pos in {"VERB", "AUX"} or clauses.tokens[at].text == '"' for at in range(first, pronoun)):
        return None
    for back in range(1, 4 if word in {"he", "she"} else 2):
        subjects = [
            head
            for clause in clauses.verbs.values()
            for head in clause.who
            if clauses.tokens[head].sent == token.sent - back and clauses.tokens[clause.head].dep == "ROOT"
        ]
        if len(subjects) == 1 and is_party(clauses, subjects[0]):
            return subjects[0]
        if subjects and not all(clauses.tokens[head].pos == "PRON" for head in subjects):
            return None
    return None


def parties_of(clauses: Clauses, clause: ParsedClause) -> list[Span]:
    parties = party_spans(clauses, clause.who, clause)
    return parties + [span for span in _companions(clauses, clause) if span not in parties] if parties else []


def _companions(clauses: Clauses, clause: ParsedClause) -> list[Span]:
    """Those who stand with the subject: "Ruritania, with Graustark, objected"; "With Graustark, Ruritania objected"."""
    places = [clause.head, *clause.who]
    heads = [
        noun.i
        for at in places
        for prep in clauses.below(at, "prep")
        if prep.lemma.lower() == "with" and prep.i < clause.head
        for noun in clauses.below(prep.i, "pobj")
    ]
    return [clauses.noun_span(head) for head in clauses.conjoined(heads) if is_party(clauses, head)]


def speaker_span(clauses: Clauses, clause: ParsedClause) -> Span | None:
    """Who tells it: the subject of the saying verb above."""
    speaker = standing.status(clauses, clause).speaker
    return clauses.noun_span(speaker) if speaker is not None else None

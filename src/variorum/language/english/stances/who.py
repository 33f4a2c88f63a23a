"""Who takes a stand: the parties among the nouns of a clause."""

from collections.abc import Sequence
from typing import Final

from variorum.language.english.names import actors
from variorum.language.english.stances.parsed import Parsed
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.pronouns import pronouns
from variorum.model.sentence import Clause

# Nouns that stand for a party in talks, beside names and offices.
_PARTY_NOUNS: Final = word_set("stances.party_nouns")
_HEAPS: Final = word_set("stances.heaps")
_PAPERS: Final = word_set("stances.papers")
_PLURAL: Final = frozenset({"they"})
# A pronoun that begins a sentence, give or take a few words, goes on with whom the sentence before spoke of.
_FIRST_WORDS: Final = 7


class Who:
    """The parties of one sentence; `before` are the sentences of the paragraph before it, nearest first."""

    def __init__(self, parsed: Parsed, before: Sequence[Parsed]) -> None:
        self.parsed = parsed
        self._before = before

    def of(self, clause: Clause) -> list[Span]:
        """Who takes the stand of a clause: its subjects, and those who stand with them ("with Graustark, Ruritania objected")."""
        heads = [one for at in clause.who for one in (at, *self._listed(at))]
        found = [span for at in heads for span in self.named(at, clause)]
        return list(dict.fromkeys([*found, *(self._companions(clause) if found else ())]))

    def named(self, at: int, clause: Clause) -> list[Span]:
        """The party that a word means; a pronoun stays as it is where only the story knows whom it means."""
        parsed = self.parsed
        word = parsed.form(at)
        if parsed.words[at].kind != "PRON":
            return [parsed.name(at)] if is_party(parsed, at) else []
        if word in pronouns("subject", person=1):
            return [(parsed.words[at].start, parsed.words[at].end)]
        if word not in pronouns("subject", person=3):
            return []
        source = clause.source
        if source is not None and parsed.words[source].kind != "PRON" and self._agrees(word, source):
            return [parsed.name(source)] if is_party(parsed, source) else []
        earlier = self._joined(word, clause) or self._earlier(at)
        if earlier is not None:
            return [earlier]
        return [(parsed.words[at].start, parsed.words[at].end)] if word in pronouns("subject", stands_for=("male", "female")) else []

    def _listed(self, at: int) -> list[int]:
        """ "Norway, Chile and the EU": the states that the parser took for another name of the first."""
        apposed = [one for one in self.parsed.below(at, "appos") if self.parsed.kind_of_name(one) in ("GPE", "NORP")]
        inside = [one for near in apposed for one in (near, *self._listed(near))]
        return inside + [one for near in inside for one in self.parsed.below(near, "conj") if is_party(self.parsed, one)]

    def _agrees(self, word: str, source: int) -> bool:
        return word not in _PLURAL or self.parsed.words[source].number == "many" or self.parsed.words[source].lemma in _PARTY_NOUNS

    def _joined(self, word: str, clause: Clause) -> Span | None:
        """ "Norway opposes a change, but it is ready to talk": the subject of the clause that this one is joined to."""
        above = None if clause.above is None else self.parsed.clauses[clause.above]
        if above is None or self.parsed.words[self.parsed.top(clause)].label != "conj" or len(above.who) != 1:
            return None
        subject = above.who[0]
        fits = self.parsed.words[subject].kind != "PRON" and self._agrees(word, subject) and is_party(self.parsed, subject)
        return self.parsed.name(subject) if fits else None

    def _earlier(self, at: int) -> Span | None:
        """The one subject of the sentences before, where a pronoun begins a sentence: negotiators' records speak so."""
        words, word = self.parsed.words, self.parsed.form(at)
        if at > _FIRST_WORDS or any(words[one].kind in ("VERB", "AUX") or self.parsed.form(one) == '"' for one in range(at)):
            return None
        for parsed in self._before[: 3 if word in pronouns("subject", stands_for=("male", "female")) else 1]:
            subjects = [
                head for clause in parsed.clauses if parsed.words[parsed.top(clause)].label == "root" for head in clause.who
            ]  # fmt: skip
            if len(subjects) == 1 and is_party(parsed, subjects[0]):
                return parsed.name(subjects[0])
            if any(parsed.words[head].kind != "PRON" for head in subjects):
                return None
        return None

    def _companions(self, clause: Clause) -> list[Span]:
        nouns = [noun for at in (self.parsed.top(clause), *clause.who) for noun in self.parsed.nouns(at, "with") if noun < clause.verb]
        return [self.parsed.name(noun) for noun in nouns if is_party(self.parsed, noun)]

    def owner(self, noun: int) -> Span | None:
        """Whose a demand or offer is: "Ruritania's demand", "a Ruritanian proposal", "a letter from Ruritania"."""
        for at in self.parsed.below(noun, "nmod:poss", "amod", "compound", "nmod"):
            if self.parsed.words[at].label == "nmod:poss" and is_party(self.parsed, at):
                return self.parsed.name(at)
            if actors.resolve(self.parsed.cut(self.parsed.words[at][:2])).kind in {"people", "country", "seat", "body"}:
                return self.parsed.words[at][:2]
        givers = [at for word in ("from", "by") for at in self.parsed.nouns(noun, word) if is_party(self.parsed, at)]
        return self.parsed.name(givers[0]) if givers else None


def is_party(parsed: Parsed, at: int) -> bool:
    """Can this noun take a stand? Names of states, bodies, people and groups can, and offices and delegations."""
    word = parsed.words[at]
    if word.kind not in ("NOUN", "PROPN", "ADJ"):
        return False
    name = parsed.kind_of_name(at)
    if word.lemma in _PARTY_NOUNS or name in ("PERSON", "GPE", "NORP"):
        return True
    if word.lemma in actors.sector_words() or parsed.form(at) in actors.sector_words():
        return True
    if word.lemma in _HEAPS:
        return any(is_party(parsed, noun) for noun in parsed.nouns(at, "of"))
    if word.kind != "PROPN":
        return False
    if actors.resolve(parsed.cut(parsed.name(at))).code is not None:
        return True
    return name in ("ORG", "LOC", "FAC", "") and word.lemma not in _PAPERS

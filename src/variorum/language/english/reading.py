"""A paragraph of English as it is read: once, and asked for all that the paragraph stages want to know."""

from collections.abc import Sequence
from functools import cached_property

from variorum.language import rarity
from variorum.language.english import calendar, diff, meaning, stances, statements
from variorum.language.english.events import mentions
from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.names import referents, sameness
from variorum.language.english.sentences import sentences
from variorum.language.english.speech import attribution
from variorum.language.english.words.pronouns import pronouns
from variorum.language.pack import Reading as Asked
from variorum.model.moment import Moment
from variorum.model.paragraph import Paragraph, Referent
from variorum.model.sentence import Pole, Sentence
from variorum.model.statement import EventMention, Quotation, Stand, Statement

COMPLETING = frozenset({"of", "to"})  # the death of whom, a threat to whom: what a noun is about


class Reading(Asked):
    """What one paragraph says. The clauses are read when first asked for, and once."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph

    @cached_property
    def clauses(self) -> Clauses:
        return Clauses(self.paragraph)

    @cached_property
    def _sentences(self) -> tuple[Sentence, ...]:
        return sentences(self.clauses)

    def sentences(self) -> tuple[Sentence, ...]:
        return self._sentences

    def referents(self) -> tuple[Referent, ...]:
        return referents.referents(self.clauses)

    def quotations(self) -> tuple[Quotation, ...]:
        """Each attribution that the tagger and the rules find; who speaks stays open here."""
        cut = self.paragraph.passage
        return tuple(
            Quotation(
                id="",
                report=self.paragraph.key,
                story="",
                manner=item.manner,
                content=tuple(cut(*span) for span in item.content),
                source=cut(*item.source) if item.source else None,
                cue=cut(*item.cue) if item.cue else None,
                speaker=None,
                speaker_name=None,
                confidence=item.confidence,
                utterance=None,
            )
            for item in attribution.attributions(self.clauses)
        )

    def statements(self, quotations: tuple[Quotation, ...]) -> tuple[Statement, ...]:
        return statements.statements(self.clauses, quotations)

    def events(self) -> tuple[EventMention, ...]:
        return mentions.mentions(self.paragraph.key, self.paragraph.text, self._sentences, self.paragraph.vectors)

    def stands(self, sentences: tuple[Sentence, ...], quotations: tuple[Quotation, ...]) -> tuple[Stand, ...]:
        return stances.stands(self.paragraph.key, self.paragraph.text, sentences, quotations)

    @staticmethod
    def stem(word: str) -> str:
        return diff.stem(word)

    @staticmethod
    def means_speaker(word: str) -> bool:
        return word in pronouns(person=1)

    @staticmethod
    def completes(preposition: str) -> bool:
        return preposition in COMPLETING

    @staticmethod
    def moment(words: str, published: str | None, ahead: bool) -> Moment:
        return calendar.moment(words, published, ahead)

    @staticmethod
    def deeds(act: str, noun: bool) -> frozenset[str]:
        return meaning.deeds(act, noun)

    @staticmethod
    def concepts(word: str) -> frozenset[str]:
        return meaning.concepts(word)

    @staticmethod
    def condition(words: str) -> tuple[str, int] | None:
        return meaning.condition(words)

    @staticmethod
    def poles(written: Sequence[str], forms: Sequence[str]) -> list[Pole]:
        return meaning.poles(written, forms)

    @staticmethod
    def may_be_one(one: str, other: str) -> bool:
        return sameness.may_be_one(one, other)

    @staticmethod
    def rarity(word: str) -> float:
        return max(0.0, rarity.rarity(diff.stem(word)))

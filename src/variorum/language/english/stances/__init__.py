"""The stands told in one paragraph: who demands, rejects, offers, threatens what, towards whom, on which condition.

Read from its sentences as they are kept. A stand needs a word of stance whose subject or owner is a party (`cued.py`)."""

from collections.abc import Sequence

from variorum.language.english.stances.cued import echoes, stands_in
from variorum.language.english.stances.cues import Taken
from variorum.language.english.stances.parsed import Parsed
from variorum.language.english.stances.said import said_in
from variorum.language.english.stances.who import Who
from variorum.language.english.walked import Span
from variorum.model.report import Passage, cut
from variorum.model.sentence import Sentence
from variorum.model.statement import Quotation, Stand

__all__ = ["Taken", "stands"]


def stands(key: str, text: str, sentences: Sequence[Sentence], quotations: Sequence[Quotation]) -> tuple[Stand, ...]:
    """The stands of a paragraph, one for each party, in text order."""
    found: list[Taken] = []
    made: list[Stand] = []
    before: list[Parsed] = []
    for sentence in sentences:
        parsed = Parsed(text, sentence)
        who = Who(parsed, before)
        here = stands_in(parsed, who, found)
        here += said_in(parsed, who, quotations, here)
        here += echoes(parsed, who, here)
        found += here
        made += [stand for taken in here for stand in _stands(key, parsed, taken)]
        before.insert(0, parsed)
    return tuple(dict.fromkeys(made))


def _stands(key: str, parsed: Parsed, taken: Taken) -> list[Stand]:
    def passage(span: Span | None) -> Passage | None:
        return None if span is None else cut(key, parsed.text, *span)

    return [
        Stand(
            party=cut(key, parsed.text, *party),
            stance=taken.stance,
            issue=cut(key, parsed.text, *taken.issue),
            condition=passage(taken.condition),
            target=passage(taken.target if taken.target != party else None),
            speaker=passage(taken.speaker),
            passage=cut(key, parsed.text, parsed.sentence.start, parsed.sentence.end),
            form=taken.form,
            cue=taken.cue,
        )
        for party in taken.parties
    ]

"""Stands told in one paragraph: who demands, offers, rejects, promises, warns of what."""

from variorum.language.english import stances
from variorum.language.english.grammar.clauses import Clauses
from variorum.model.statement import Stand


def stands_told(clauses: Clauses) -> tuple[Stand, ...]:
    """The stands that a paragraph's clauses take, one for each party."""
    made = [stand for taken in stances.stands(clauses) for stand in _stands(clauses, taken)]
    return tuple(dict.fromkeys(made))


def _stands(clauses: Clauses, taken: stances.Taken) -> list[Stand]:
    paragraph = clauses.paragraph
    cut = paragraph.passage
    sentence = clauses.sentence(taken.clause)
    return [
        Stand(
            party=cut(*party),
            stance=taken.stance,
            issue=cut(*taken.issue),
            condition=cut(*taken.condition) if taken.condition else None,
            target=cut(*taken.target) if taken.target and taken.target != party else None,
            speaker=cut(*taken.speaker) if taken.speaker else None,
            passage=cut(*sentence),
            confidence=taken.confidence,
            why=taken.why,
        )
        for party in taken.parties
    ]

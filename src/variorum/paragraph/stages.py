"""The stages of one paragraph: each asks the reading of its language for one thing, and keeps it."""

from dataclasses import replace

from variorum.language.pack import Reading
from variorum.model.paragraph import Analysis


def sentences(reading: Reading, found: Analysis) -> Analysis:
    """Adds the sentences with their words and clauses."""
    return replace(found, sentences=reading.sentences())


def referents(reading: Reading, found: Analysis) -> Analysis:
    """Adds the words that stand for someone."""
    return replace(found, referents=reading.referents())


def quotations(reading: Reading, found: Analysis) -> Analysis:
    """Adds who says what; who speaks stays open."""
    return replace(found, quotations=reading.quotations())


def statements(reading: Reading, found: Analysis) -> Analysis:
    """Adds what is stated, clause by clause, each with the source that the quotations tell."""
    return replace(found, statements=reading.statements(found.quotations))


def events(reading: Reading, found: Analysis) -> Analysis:
    """Adds the events that clauses tell."""
    return replace(found, events=reading.events())


def stands(reading: Reading, found: Analysis) -> Analysis:
    """Adds who demands, offers, rejects, promises, warns of what."""
    return replace(found, stands=reading.stands(found.sentences, found.quotations))

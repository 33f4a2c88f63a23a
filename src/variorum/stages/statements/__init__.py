"""What a paragraph states, clause by clause, with typed values; and the placing of these statements in their reports."""

from variorum.stages.statements.placing import place
from variorum.stages.statements.reading import of_paragraph

__all__ = ["of_paragraph", "place"]

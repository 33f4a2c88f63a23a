"""What a paragraph states, clause by clause, with typed values."""

from variorum.paragraph.statements.reading import of_paragraph

__all__ = ["of_paragraph"]

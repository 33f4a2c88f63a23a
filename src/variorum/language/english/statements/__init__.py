"""What a paragraph states, clause by clause, with typed values."""

from variorum.language.english.statements.reading import statements

__all__ = ["statements"]

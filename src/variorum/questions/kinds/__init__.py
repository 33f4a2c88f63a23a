"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = ()

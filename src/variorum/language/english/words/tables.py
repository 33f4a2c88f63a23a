"""The data files in language/english/lexicons/ as lines and rows, read once by whoever asks."""

from variorum.language import tables


def lines(name: str) -> list[str]:
    """The lines of a lexicon file, comments and empty lines left out."""
    return tables.lines("variorum.language.english", name)


def rows(name: str, *, titled: bool = False) -> list[list[str]]:
    """The tab-separated rows of a lexicon file; `titled`: without its first line, which names the columns."""
    return [line.split("\t") for line in lines(name)][titled:]


def word_set(name: str) -> frozenset[str]:
    """`lexicon.word_set`, for the readers of events, stands and sayings that still ask here."""
    from variorum.language.english.words import lexicon

    return lexicon.word_set(name)


words_of = word_set

"""The data files in language/english/lexicons/ as lines and rows, read once by whoever asks."""

from functools import cache

from variorum.language import tables


def lines(name: str) -> list[str]:
    """The lines of a lexicon file, comments and empty lines left out."""
    return tables.lines("variorum.language.english", name)


def rows(name: str, *, titled: bool = False) -> list[list[str]]:
    """The tab-separated rows of a lexicon file; `titled`: without its first line, which names the columns."""
    return [line.split("\t") for line in lines(name)][titled:]


@cache
def written(name: str, sort: str) -> dict[str, str]:
    """Of a table with columns sort, form, word and example: the word that each form of a sort counts as, "" for none."""
    return {form: "" if word == "-" else word for listed, form, word, _ in rows(name, titled=True) if listed == sort}


@cache
def named(name: str, sort: str) -> dict[str, str]:
    """Of a table with columns sort, name, words and example: the name of each word of a sort."""
    return {word: row[1] for row in rows(name, titled=True) if row[0] == sort for word in row[2].split()}

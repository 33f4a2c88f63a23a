"""The tables and word lists that the rules ask for: data files in language/english/lexicons/, read once by whoever asks."""

from functools import cache
from importlib.resources import files


def lines(name: str) -> list[str]:
    """The lines of a lexicon file, comments and empty lines left out."""
    text = files("variorum.language.english").joinpath("lexicons", name).read_text("utf-8")
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]


def rows(name: str, *, titled: bool = False) -> list[list[str]]:
    """The tab-separated rows of a lexicon file; `titled`: without its first line, which names the columns."""
    return [line.split("\t") for line in lines(name)][titled:]


@cache
def _sets() -> dict[str, frozenset[str]]:
    return {row[0]: frozenset(row[1:]) for row in rows("word_sets.tsv")}


def word_set(name: str) -> frozenset[str]:
    """The words of a set in word_sets.tsv by its name ("module.set"); an unknown name is a mistake and raises KeyError."""
    return _sets()[name]


@cache
def words_of(name: str) -> frozenset[str]:
    """One of the word lists in wordlists.tsv by its name; an unknown name is a mistake and raises StopIteration."""
    return frozenset(next(words for listed, words in rows("wordlists.tsv", titled=True) if listed == name).split())


@cache
def named(name: str, sort: str) -> dict[str, str]:
    """Of a table with columns sort, name, words and example: the name of each word of a sort."""
    return {word: row[1] for row in rows(name, titled=True) if row[0] == sort for word in row[2].split()}

"""The personal pronouns of English, once for all who ask which of them a word is."""

from functools import cache
from typing import Literal, NamedTuple

from variorum.language.english.words.tables import rows

StandsFor = Literal["male", "female", "thing", "-"]
Form = Literal["subject", "object", "owner"]


class _Pronoun(NamedTuple):
    word: str
    person: int
    stands_for: str
    form: str


@cache
def _listed() -> tuple[_Pronoun, ...]:
    table = rows("pronouns.tsv", titled=True)
    return tuple(_Pronoun(word, int(person), stands_for, form) for word, person, stands_for, form, _ in table)


@cache
def pronouns(*forms: Form, person: int | None = None, stands_for: tuple[StandsFor, ...] | None = None) -> frozenset[str]:
    """The pronouns in small letters that have one of these forms (none given: any), are of this person and stand for one of these."""
    return frozenset(
        pronoun.word
        for pronoun in _listed()
        if (not forms or pronoun.form in forms)
        and person in (None, pronoun.person)
        and (stands_for is None or pronoun.stands_for in stands_for)
    )

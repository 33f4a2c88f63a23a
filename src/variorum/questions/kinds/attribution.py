"""Who says it: the same words inside quotation marks, given to two speakers."""

from collections.abc import Iterator
from typing import Final

from variorum.language import pack
from variorum.questions.matched import Half, matched, told_otherwise
from variorum.questions.pairs import Answer, Compared, Pair

QUESTION: Final = "Who says it?"
LEAST: Final = 4  # words inside quotation marks


def compare(pair: Pair) -> Iterator[Compared]:
    """The speakers to whom two sentences that run alike give one quotation."""
    laid = matched(pair)
    if laid is None or not _quoted(laid.a) or _quoted(laid.a) != _quoted(laid.b):
        return
    here, there = _speaker(laid.a), _speaker(laid.b)
    if here is None or there is None or pack.may_be_one(here.value, there.value, pair.a.language):
        return
    if here.value in pair.b.text or there.value in pair.a.text:
        return
    why = f'the same words are given to "{here.value}" and "{there.value}"'
    yield told_otherwise("attribution", here, there, "conflict", QUESTION, why)


def _quoted(half: Half) -> frozenset[str]:
    """The quotations of a sentence, without the marks and stops round them."""
    found = (half.telling.words(one).strip(" .,!?;:\"'").casefold() for one in half.telling.sentence.quoted)
    return frozenset(words for words in found if len(words.split()) >= LEAST)


def _speaker(half: Half) -> Answer | None:
    """The one who is told by name as the source of what is quoted."""
    words = half.telling.sentence.words
    sources = {clause.source for clause in half.telling.sentence.clauses if clause.source is not None}
    if len(sources) != 1:
        return None
    (head,) = sources
    named = [head, *(at for at in half.telling.below(head) if words[at].kind == "PROPN" and at < head)]
    return half.answer(min(named), max(named)) if words[head].kind == "PROPN" else None

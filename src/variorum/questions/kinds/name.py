"""How a person's name is spelt, where reports spell it in two ways (questions/spellings.py)."""

from collections.abc import Iterator
from typing import Final

from variorum.language import stories
from variorum.questions.pairs import Answer, Compared, Pair, Relation
from variorum.questions.spellings import name_at
from variorum.questions.tellings import Span, Telling

CHANCE: Final = 0.9  # nine of nine in the stories to tune on, on which the rule was made


def compare(pair: Pair) -> Iterator[Compared]:
    """The two spellings of a name; of a later edition of a text the name was put right."""
    for here, there in sorted(pair.figures):
        ours, theirs = _written(pair.a, here), _written(pair.b, there)
        if ours is not None and theirs is not None:
            relation: Relation = "revised" if pair.edition and pair.copied and pair.later is not None else "conflict"
            asked = f"How is the name spelt: {' or '.join(sorted((ours, theirs)))}?"
            why = f'"{ours}" and "{theirs}" are two spellings of one name'
            yield Compared("name", Answer(here, ours), Answer(there, theirs), relation, CHANCE, asked, why, alone=True)


def _written(telling: Telling, span: Span) -> str | None:
    """The name at a stretch, where a person's stands there."""
    if not any((name.start, name.end) == span and name.kind == "PERSON" for name in telling.sentence.names):
        return None
    return None if name_at(telling, span) is None else " ".join(stories.of(telling.language).persons.parts(telling.words(span)))

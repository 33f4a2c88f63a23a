"""The bare dossier of a story out of the library: its reports, what was read of them, and what a second reader answered about them."""

from collections.abc import Sequence

from variorum import pipeline
from variorum.model.decision import Decision
from variorum.model.proposal import Answer, Asking
from variorum.model.rows import to_row
from variorum.model.story import Dossier, places
from variorum.proposals import asking_on, prompts
from variorum.proposals.prompts import Part
from variorum.store.library import Library

AskedOf = tuple[Asking, tuple[str, ...]]  # how a second reader was asked about a story, and the keys of its answers


def answered(asked: AskedOf | None) -> tuple[object, ...]:
    """For a hash: how a second reader was asked and what of its answers there is; nothing where none was asked."""
    return () if asked is None else (to_row(asked[0]), asked[1])


def dossier_of(library: Library, group: Sequence[str], decisions: Sequence[Decision], asked: AskedOf | None) -> Dossier:
    """The bare dossier of a group of reports, with what a second reader answered about these very sentences."""
    bare = bare_dossier(library, group, decisions)
    if asked is None:
        return bare
    return bare.having(**answers_of(library, bare, asked))


def answers_of(library: Library, dossier: Dossier, asked: AskedOf) -> dict[str, tuple[Answer, ...]]:
    """What a second reader answered about the sentences of a story, and what it said of the lines that were put back to it."""
    answers = answers_to(library, prompts.parts(dossier, asked[0]), asked[0])
    said = library.answers(sorted(set(asked[1]) - answers.keys()))
    return {"answers": tuple(answers.values()), "said": tuple(said[key] for key in said)}


def answers_to(library: Library, parts: Sequence[Part], asking: Asking) -> dict[str, Answer]:
    """The answers that there are to the parts of a story, by key, and behind them those to what they passed over."""
    first = library.answers([part.key(asking) for part in parts])
    further = [asking_on.more(part, asking, first[key].text) for part in parts if (key := part.key(asking)) in first]
    keys = [part.key(asking) for part in further if part is not None]
    second = library.answers(keys)
    return {key: first[key] for part in parts if (key := part.key(asking)) in first} | {key: second[key] for key in keys if key in second}


def bare_dossier(library: Library, group: Sequence[str], decisions: Sequence[Decision] = ()) -> Dossier:
    """A group of reports as the library has read them, before anything is judged."""
    reports = library.reports(group)
    keys = {place.key for report in reports for place in places(report)}
    return pipeline.bare_dossier(reports, *library.analyses(keys), decisions)

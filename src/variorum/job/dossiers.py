"""The bare dossier of a story out of the library: its reports, what was read of them, and what a second reader answered about them."""

from collections.abc import Sequence

from variorum import pipeline
from variorum.model.decision import Decision
from variorum.model.proposal import Answer, Asking
from variorum.model.rows import to_row
from variorum.model.story import Dossier, places
from variorum.proposals import prompts
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
    keys = [part.key(asked[0]) for part in prompts.parts(dossier, asked[0])]
    there = library.answers([*keys, *asked[1]])
    answers = tuple(there[key] for key in keys if key in there)
    return {"answers": answers, "said": tuple(there[key] for key in sorted(set(asked[1]) - set(keys)) if key in there)}


def bare_dossier(library: Library, group: Sequence[str], decisions: Sequence[Decision] = ()) -> Dossier:
    """A group of reports as the library has read them, before anything is judged."""
    reports = library.reports(group)
    keys = {place.key for report in reports for place in places(report)}
    return pipeline.bare_dossier(reports, *library.analyses(keys), decisions)

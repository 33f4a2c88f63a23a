"""What a second reader says that reports tell alike, and whose words it says are quoted, held against our own Sentences.

Of a fact the reader's words are not printed: the line is a report's own, and the other reports have to tell every name, figure and time
of it and mean it as it does, by the same rules as for the lines that are found without a reader.
"""

from collections.abc import Iterator, Sequence

from variorum.model.point import Point
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Dossier
from variorum.proposals.answers import Speaker
from variorum.proposals.quotes import Found, Quoting, words, words_of
from variorum.questions import agreement
from variorum.questions.alone import SHORTEST, Pieces, length, printed, whole
from variorum.questions.readings import resting_on
from variorum.questions.tellings import Span, Telling
from variorum.questions.told import ENOUGH, Side, lacks, share, where

QUESTION = "What is told?"
WORDS_SHOWN = 12  # of a quote, in the question whose words it is


def line(dossier: Dossier, places: Sequence[Found]) -> Point | None:
    """The line of one of these places that the most origins tell, among all these places, with the least that was not quoted; None where
    no two reports tell one."""
    known = {(mention.report, mention.start): entity.id for entity in dossier.entities for mention in entity.mentions}
    sides = {id(place.telling): Side(place.telling, known) for place in places}
    best: tuple[tuple[int, int, int], str, tuple[Passage, ...]] | None = None
    for place in places:
        side = sides[id(place.telling)]
        for pieces in _offered(side, place.span):
            behind = [one for one in sides.values() if one is not side and _told_by(side, one, pieces)]
            passages = tuple(_passages(side, pieces, behind))
            beyond = length(pieces) - (place.span[1] - place.span[0])  # what the reader did not say that others tell
            rank = len({dossier.origin_at(one) for one in passages}), len({one.report for one in passages}), -max(0, beyond)
            if rank[1] > 1 and (best is None or rank > best[0]):
                best = rank, printed(place.telling, pieces), passages
    return None if best is None else _point(dossier, best[1], best[2])


def _offered(side: Side, span: Span) -> Iterator[Pieces]:
    """What can be printed of a sentence around a quote, the longest first; then the quote itself, where it tells something."""
    for pieces in side.lines:
        if min(span[1], whole(pieces)[1]) - max(span[0], whole(pieces)[0]) > (span[1] - span[0]) / 2:
            yield pieces
    if len(side.telling.words(span).split()) >= SHORTEST and _tells_something(side.telling, span):
        yield (span,)


def _tells_something(telling: Telling, span: Span) -> bool:
    """Has a stretch of a sentence a verb, and who does it? Without, two reports may say the same words of two things."""
    words = telling.sentence.words
    inside = {number for number, word in enumerate(words) if span[0] <= word.start and word.end <= span[1]}
    return any(clause.verb in inside and inside.intersection(clause.who) for clause in telling.sentence.clauses)


def _told_by(side: Side, other: Side, pieces: Pieces) -> bool:
    return not lacks(side, other, pieces) and share(side, other, pieces) >= ENOUGH


def _passages(side: Side, pieces: Pieces, behind: Sequence[Side]) -> Iterator[Passage]:
    for place in side.telling.places:
        yield side.telling.passage(place, whole(pieces))
    for other in behind:
        span = where(side, pieces, other)
        for place in other.telling.places:
            yield other.telling.passage(place, span)


def _point(dossier: Dossier, told: str, passages: Sequence[Passage]) -> Point:
    first, *rest = dict.fromkeys(passages)
    ordered = (first, *sorted(rest, key=lambda one: (dossier.numbers[one.report], one.start, one.end)))
    places = [(one.report, one.start, one.end) for one in ordered]
    reading = resting_on(dossier, told, ordered)
    point = Point(
        content_id("point", dossier.story.id, "proposed", places), dossier.story.id, QUESTION, (reading,), "agreed", (), False, 0.0, ""
    )
    return agreement.line(point, reading)


def speaker(dossier: Dossier, quoting: Quoting, proposed: Speaker) -> Point | str:
    """Whose words a quote is, where we left that open and the report names who is proposed; else why not."""
    found = quoting.find(proposed.quote)
    if isinstance(found, str):
        return found
    named = _named(quoting, proposed)
    if named is None:
        return "no name in the sentence that is said to have it"
    for place in found.telling.places:
        said = found.telling.passage(place, found.span)
        at = next((one for one in named.telling.places if one.report == place.report), None)
        if at is not None and _left_open(dossier, said):
            name = named.telling.passage(at, named.span)
            reading = resting_on(dossier, name.text, (said, name))
            question = f"Who says “{' '.join(said.text.split()[:WORDS_SHOWN])}”?"
            key = content_id("point", dossier.story.id, "speaker", said.report, said.start, said.end)
            return Point(key, dossier.story.id, question, (reading,), "single", ("attribution",), False, 0.0, "")
    return "who speaks is known, or is named in another report"


def _named(quoting: Quoting, proposed: Speaker) -> Found | None:
    """Where a name stands in the sentence that is said to have it, if it is one."""
    telling = quoting.numbered(proposed.named_in)
    wanted = [word for word, _ in words(proposed.name)]
    if telling is None or not wanted:
        return None
    own = words_of(telling)
    for at in range(len(own) - len(wanted) + 1):
        if [word for word, _ in own[at : at + len(wanted)]] == wanted:
            span = own[at][1][0], own[at + len(wanted) - 1][1][1]
            if _is_name(telling, span):
                return Found(telling, span)
    return None


def _is_name(telling: Telling, span: Span) -> bool:
    return any(word.kind == "PROPN" and span[0] <= word.start < span[1] for word in telling.sentence.words)


def _left_open(dossier: Dossier, said: Passage) -> bool:
    """Do these words stand in something quoted of which nobody is known to be the speaker?"""
    holding = [
        one
        for one in dossier.quotations
        if one.report == said.report and any(content.start < said.end and said.start < content.end for content in one.content)
    ]
    return bool(holding) and all(one.speaker_name is None for one in holding)

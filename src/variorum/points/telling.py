"""How a point is put to a reader: the question, the words shown for a reading, the cause where evidence carries it."""

from variorum.model.point import Kind
from variorum.model.report import Passage
from variorum.points.difference import Difference, Span
from variorum.points.told import Told

SHOWN = 280  # characters of a passage that a reader takes in at once; longer sentences are cut to the clause
_BREAKS = ",;:–—()"
_QUESTIONS: dict[Kind, str] = {
    "number": "How many or how much: {}?",
    "date": "When: {}?",
    "place": "Where: {}?",
    "actor": "Who is meant: {}?",
    "target": "Towards whom or what: {}?",
    "polarity": "Is it so, or is it not: {}?",
    "modality": "Done, to come, possible or due: {}?",
    "condition": "On which condition: {}?",
    "attribution": "Who says it: {}?",
    "sequence": "In which order: {}?",
    "name": "Which name: {}?",
    "quotation": "Which words: {}?",
}


def clause(told: Told, span: Span, longest: int = SHOWN) -> Span:
    """The stretch of a telling to show for some words: all of it if short, else the statement they stand in, else out to the breaks."""
    if len(told.text) <= longest:
        return 0, len(told.text)
    home = told.places[0].start
    spans = [(one.passage.start - home, one.passage.end - home) for one in told.statements if one.passage.within(told.places[0])]
    fitting = [one for one in spans if one[0] <= span[0] and span[1] <= one[1] and one[1] - one[0] <= longest]
    return max(fitting, key=lambda one: one[1] - one[0]) if fitting else _to_breaks(told.text, span, longest)


def _to_breaks(text: str, span: Span, longest: int) -> Span:
    """The widest stretch between breaks round some words that is short enough; without one, whole words on both sides."""
    breaks = [0, *(place + 1 for place, sign in enumerate(text) if sign in _BREAKS), len(text)]
    options = [(start, end) for start in breaks if start <= span[0] for end in breaks if end >= span[1] and end - start <= longest]
    if options:
        start, end = max(options, key=lambda option: option[1] - option[0])
    else:
        room = max(0, longest - (span[1] - span[0])) // 2
        start, end = max(0, span[0] - room), min(len(text), span[1] + room)
        start = text.find(" ", start, span[0]) + 1 if start and " " in text[start : span[0]] else start if not start else span[0]
        end = text.rfind(" ", span[1], end) if end < len(text) and " " in text[span[1] : end] else end if end == len(text) else span[1]
    while start < span[0] and (text[start].isspace() or text[start] in _BREAKS):
        start += 1
    while end > span[1] and (text[end - 1].isspace() or text[end - 1] in _BREAKS):
        end -= 1
    return start, end


def placed(told: Told, span: Span, place: Passage) -> Passage:
    """A stretch of a telling as it stands at one of its places: by offset where the texts are equal, else the whole sentence."""
    if place.text == told.text:
        return Passage(place.report, place.start + span[0], place.start + span[1], place.text[span[0] : span[1]])
    return place


def question(kind: Kind, told: Told, span: Span) -> str:
    """A question in plain words, with the words of the text it is about."""
    start, end = clause(told, span, 90)
    words = " ".join(told.text[start:end].strip(" ,;:–—").split())
    if start > 0:
        words = "… " + words
    if end < len(told.text.rstrip('.!? ”"')):
        words += " …"
    return _QUESTIONS[kind].format(words.rstrip(".") if not words.endswith("…") else words)


def cause(difference: Difference, copies: bool, translated: bool) -> str | None:
    """The likely cause of a changed reading within one origin: only where descent says so."""
    if difference.cause == "cut":
        return "cut" if copies else None
    if difference.verdict == "revised":
        return "later state"
    if copies and translated and difference.verdict == "conflict":
        return "translation"
    return None

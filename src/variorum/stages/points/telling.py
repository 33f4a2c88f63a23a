"""How a point is put to a reader: the question, the words shown for a reading, the cause where evidence carries it."""

from variorum.model.point import Kind
from variorum.model.report import Passage
from variorum.stages.points.difference import Difference, Span
from variorum.stages.points.told import Told

SHOWN = 200  # characters of a passage that a reader takes in at once; longer sentences are cut to the clause
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
    """The stretch of a telling to show for some of its words: all of it if short, else out to the nearest breaks, else whole words."""
    text = told.text
    if len(text) <= longest:
        return 0, len(text)
    start, end = span
    while True:
        left = max((text.rfind(mark, 0, max(0, start - 1)) for mark in _BREAKS), default=-1) + 1
        right = min((place for mark in _BREAKS if (place := text.find(mark, min(len(text), end + 1))) >= 0), default=len(text))
        options = [(left, end), (start, right)]
        options = [option for option in options if option != (start, end) and option[1] - option[0] <= longest]
        if not options:
            break
        start, end = max(options, key=lambda option: (span[0] - option[0] < 60, -(option[1] - option[0])))
    if (start, end) == span:
        start, end = max(0, span[0] - longest // 2), min(len(text), span[1] + longest // 2)
        start = text.find(" ", start) + 1 if start else 0
        end = text.rfind(" ", 0, end) if end < len(text) and text.rfind(" ", 0, end) > span[1] else end
    while start < span[0] and (text[start].isspace() or text[start] in _BREAKS):
        start += 1
    while end > span[1] and text[end - 1].isspace():
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
    if end < len(told.text.rstrip(".!? ”\"")):
        words += " …"
    return _QUESTIONS[kind].format(words.rstrip(".") if not words.endswith("…") else words)


def cause(difference: Difference, copies: bool, translated: bool) -> str | None:
    """The likely cause of a changed reading within one origin: only where descent says so."""
    if difference.cause:
        return difference.cause
    if difference.verdict == "revised":
        return "later state"
    if copies and translated and difference.verdict == "conflict":
        return "translation"
    if copies and difference.kind == "actor" and not difference.words_b:
        return "cut"
    return None

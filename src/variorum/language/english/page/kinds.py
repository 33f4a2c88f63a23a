"""What kind of text a report is: an outlet's news, a press release, a body's own statement; an article, an interview, a transcript.

A round-up holds several reports; it stands in the story with which it shares most. What a text says of itself decides, and then whose page
it stands on. What is open is news, and an article.
"""

import re
from urllib.parse import urlsplit

from variorum.language.english.page import table
from variorum.language.english.page.layout import Line
from variorum.language.english.speech import turns
from variorum.model.report import Credit, Form, Kind, Report

_RELEASE = re.compile(
    r"for immediate release|(?:press|news|media) (?:release|statement)|embargoed (?:until|for)\b.{0,60}|pressemitteilung"
    r"|communiqué de presse"
    r"|source:? [A-Z].{1,80} via (?:PR|business|globe) ?(?:news)?wire.{0,20}",
    re.IGNORECASE,
)
_RELEASE_OPENS = re.compile(r"(?:for immediate release|(?:press|news|media) release)\b", re.IGNORECASE)
_CONTACT = re.compile(
    r"(?:media|press|news|investor)(?: relations)? (?:contacts?|enquir(?:y|ies)|inquir(?:y|ies)|office)\s*(?::|$)|notes to "
    r"editors?\b",
    re.I,
)
_ABOUT = re.compile(r"about [A-Z][\w&.' -]{1,60}:?$", re.IGNORECASE)
_STATEMENT = re.compile(
    r"(?:(?:joint|official|full|press|public|readout|opening|closing|written) )?(?:statement|remarks|speech|address|communiqu[ée]"
    r"|declaration|readout|message|"
    r"resolution|proclamation|letter)\b(?:.{0,80})?\b(?:by|from|of|to|on|at|following|regarding|concerning|after)\b",
    re.IGNORECASE,
)
_TRANSCRIPT = re.compile(r"\btranscript\b|^full text\b|\bin full: ", re.IGNORECASE)
_INTERVIEW = re.compile(r"\b(?:interview|q ?& ?a|questions? and answers?|in conversation with)\b", re.IGNORECASE)
_OPINION = re.compile(
    r"^(?:opinions?|comment(?:ary|isfree)?|editorials?|op-?eds?|columns?|columnists?|views?|viewpoints?|letters|analysis and "
    r"opinion)$",
    re.I,
)
_OPINION_TITLE = re.compile(r"^(?:opinion|editorial|op-ed|commentary|column|letter to the editor)\s*[:|–-]", re.IGNORECASE)
_ROUND_UP = re.compile(
    r"\b(?:(?:news|world|local|region\w*|business|sports?|nation\w*|state|police|world news|national news) (?:in brief|briefs)"
    r"|(?:news|morning|evening|daily|weekly|media|press|sports?|world|weekend|monday|tuesday|wednesday|thursday|friday) ?round-? ?up"
    r"|(?:morning|evening|daily|midday|weekend|monday|tuesday|wednesday|thursday|friday) (?:news )?(?:briefing|digest|headlines)"
    r"|news (?:digest|briefing|summary|wrap)|(?:the )?(?:week|day) in (?:review|brief|news)|top (?:stories|headlines)"
    r"|(?:\d+|three|four|five|six|seven|eight|nine|ten) things (?:you need |we need |you should )?to know (?:today|this|for|on|about your)"
    r"|here(?:'s| is) what you need to know|what (?:happened|we learned) this week)\b|^briefs?:|^in brief\b|^round-?up:",
    re.IGNORECASE,
)
_BODIES = re.compile(
    r"(?:^|\.)(?:gov|mil|int)(?:\.[a-z]{2})?$|(?:^|\.)(?:gouv|gob|govt|parliament|europa|gc|bund)\.[a-z]{2}$|(?:^|\.)(?:un|nato"
    r"|osce|who|imf|icrc)\.(?:org|int)$"
)
_PATHS = re.compile(r"/(?:press|news|media)[-_]?(?:releases?|room|statements?)/|/statements?(?:-and-releases)?/", re.IGNORECASE)
LEAST_TURNS = 6  # lines that open with who speaks
SHARE_OF_TURNS = 0.4  # of the paragraphs


def of(report: Report, lines: list[Line], credits: list[Credit]) -> tuple[Kind, Form]:
    """The kind and the form; what the file itself says stays."""
    kind = report.kind if report.kind != "news" else _kind(report, lines, credits)
    form = report.form if report.form != "article" else _form(report, lines)
    return kind, form


def _kind(report: Report, lines: list[Line], credits: list[Credit]) -> Kind:
    released = {agency.name for agency in table.load()[0] if agency.makes == "press release"}
    if any(credit.what == "text" and credit.agency in released for credit in credits) or report.outlet in released:
        return "press_release"
    head = [line.text for line in lines[:6]]
    if any(_RELEASE.fullmatch(text.strip(" -–*:")) or _RELEASE_OPENS.match(text) for text in head):
        return "press_release"
    tail = [line.text for line in lines[-12:]]
    if any(map(_CONTACT.match, (*head, *tail))) and any(_ABOUT.fullmatch(text) for text in tail):
        return "press_release"
    host, path = _place(report.url or "")
    official = bool(_BODIES.search(host))
    section = report.section or ""
    if official:
        releases = re.search(r"release", path + section, re.IGNORECASE)
        return "press_release" if releases and not _STATEMENT.match(report.title or "") else "statement"
    if _RELEASE.fullmatch(section.strip().rstrip("s")):
        return "press_release"
    if _STATEMENT.match(report.title or "") and _first_person(lines):
        return "statement"
    if _PATHS.search(path) and not report.byline:
        return "press_release"
    return "news"


def _place(address: str) -> tuple[str, str]:
    """Host and path of an address; empty where it is none."""
    try:
        parts = urlsplit(address)
    except ValueError:  # a bracket that opens no address of the net
        return "", ""
    return (parts.hostname or "").lower(), parts.path


def _first_person(lines: list[Line]) -> bool:
    """Does the text speak for itself: "we" or "I" outside quotation marks, in a third of its paragraphs?"""
    prose = [line.text for line in lines if line.prose]
    own = sum(bool(re.search(r"\b(?:We|we|I|our|Our|my|My)\b", re.sub(r"\"[^\"]*\"", "", text))) for text in prose)
    return bool(prose) and 3 * own >= len(prose)


def _form(report: Report, lines: list[Line]) -> Form:
    prose = [line for line in lines if line.role in (None, "lead", "body", "quote")]
    opened = [(line.text, turn) for line in prose if (turn := turns.turn(line.text)) is not None and turn.role != "other"]
    named = {text[: turn.label] for text, turn in opened}
    spoken = len(opened) >= LEAST_TURNS and len(opened) >= SHARE_OF_TURNS * len(prose) and 2 <= len(named) <= len(opened) / 2
    title = report.title or ""
    if spoken:
        return "interview" if _INTERVIEW.search(title) or {"Q", "A"} <= named else "transcript"
    if _TRANSCRIPT.search(title):
        return "transcript"
    if _ROUND_UP.search(title):
        return "round_up"
    if _INTERVIEW.search(title) and sum(line.text.rstrip().endswith("?") for line in lines) >= 3:
        return "interview"
    if _OPINION.match(report.section or "") or _OPINION_TITLE.match(title):
        return "opinion"
    return "article"

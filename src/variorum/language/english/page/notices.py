"""Notices of correction, as editors write them. Each function looks at one folded line."""

import re
from typing import NamedTuple

from variorum.language.english.moments import moment
from variorum.language.english.months import numbers
from variorum.language.english.words.numbers import alternatives

_PRINTED = (
    r"(?:article|story|report|post|piece|column|review|obituary|headline|graphic|caption|dispatch|interview|newsletter|item|blog|page|map"
    r"|chart)\b"
)
_EARLIER = r"(?:an?|the) (?:earlier|previous|prior|original|initial)"
_LABELLED = (
    r"(?:corrections?|clarifications?|errat(?:um|a)|corrigendum|editor'?s?'? ?note|editors'? note|note to readers|for the record"
    r"|update|updated story|updates?)(?: ?(?:and clarification|\([^()]{2,40}\)|[,-] ?(?=[A-Z\d])[^:.]{3,30}|\d?))?\s*[:–]"
)
_OF_AGENCIES = (  # "Corrects figure in paragraph 2", "(Refiles to fix typo in headline)"
    r"(?:corrects?|refiles?|clarifies|amends|fixes|removes|adds|updates with|recasts)\b[^.]{0,120}?\b(?:paragraph|para|headline|byline"
    r"|dateline|spelling|figure|name|typo|title|date|number|quote|lead|lede|sentence|reference|garble|attribution|day|year|style)s?\b"
)
_CHANGED = (  # "This article was amended on ..."; what was changed by somebody is in the news
    rf"(?:the (?:headline|title|caption|photo caption|subheading|byline|summary) (?:of|on|to|in|for|above) )?"
    rf"this (?:[\w.,'-]+ ){{0,4}}?{_PRINTED}(?:,? (?:first |originally )?(?:published|posted|dated|from|about) [\w ,.]{{1,60}}?)? "
    r"(?:was|has been|have been|is) "
    r"(?:(?:since |later )?(?:amended|corrected|clarified|refiled|edited|revised|changed|modified)\b(?! by\b)"
    r"|updated (?:to (?:correct|clarify|reflect|remove|fix|note|include|add|show|say|state|make)|with (?:a )?correct|after|following|since"
    r"|because)\b)"
)
_BEFORE = (
    rf"(?:in )?{_EARLIER} (?:\w+ )?(?:version|edition|headline)s? of (?:this|the|our) (?:[\w-]+ )?{_PRINTED}"
    rf"|{_EARLIER} (?:version|edition|headline) (?:had |of it )?(?:incorrect\w*|wrong\w*|mis\w+|mistaken\w*|inaccura\w*|erroneous\w*"
    r"|said|stated|gave|referred|contained)\b"
    r"|(?:due|owing) to (?:an? )?(?:\w+ )?(?:error|mistake)\b.{0,60}\b(?:version|article|story|report)\b"
)
_SAID = r"correction appended\b|we (?:have )?(?:corrected|amended|apologi[sz]e for the error)\b|this (?:correction|clarification)\b"
_NOTICE = re.compile(rf"[(\[*•\s]*(?:{'|'.join((_LABELLED, _OF_AGENCIES, _CHANGED, _BEFORE, _SAID))})", re.IGNORECASE)
LONGEST_NOTICE = 1200


def notice(line: str) -> bool:
    """A notice of correction: what was wrong before, and what stands now. It is neither body nor lead."""
    return len(line) <= LONGEST_NOTICE and bool(_NOTICE.match(line))


_FIGURE = r"(?:[$€£]\s?)?\d[\d,.]*\d(?:\s?(?:percent|per cent|%|million|billion|trillion))?|\d+"
_WORD_FIGURE = rf"(?:{alternatives(1, 12)}|dozens?|hundreds?|thousands?)"
_NAMES = r"[A-Z][\w'’-]*(?:(?:\.? )(?:(?:of|the|de|van|von|al) )?[A-Z][\w'’-]*){0,4}"
_VALUE = rf"(?:{_FIGURE}|(?i:{_WORD_FIGURE})\b|{_NAMES}|\"[^\"]{{1,80}}\")"
# "It is 340, not 430", "340 rather than 430": what stands now comes first.
_RIGHT_FIRST = re.compile(
    rf"(?P<right>{_VALUE})(?: [a-z-]+){{0,3}}?,? (?:and )?(?:not|instead of|rather than) (?:in |on |to |at |from |the |an? "
    rf")?(?P<wrong>{_VALUE})"
)
# "said that 430 jobs were untouched; the figure is 340": what stood before comes first.
_WRONG_THEN = re.compile(
    rf"\b(?:said|stated|gave|reported|misstated|referred|described|named|identified|put|listed|had|contained|misspelled|wrote|from)\b[^.]*?"
    rf"(?P<wrong>{_VALUE})[^.]*?(?:[;.,]|\bto\b|\bbut\b)\s*(?:[^.;]*?\b(?:is|was|are|were|should (?:be|have been|read)|now"
    rf"|correct(?:ly)?(?: \w+)?|to|actually)\b|[Ii]n fact,)\s*"
    rf"(?:in fact |actually |correctly |the |an? |about |in |on )?(?P<right>{_VALUE})"
)
_WRONG_ALONE = re.compile(
    rf"\b(?:said|stated|gave|reported|misstated|misspelled|incorrectly|wrongly|mistakenly)\b[^.]*?(?P<wrong>{_VALUE})"
)
_CHANGED_FROM = re.compile(rf"\bfrom (?P<wrong>{_VALUE}) to (?P<right>{_VALUE})|\bto (?P<right2>{_VALUE}) from (?P<wrong2>{_VALUE})")
_NO_VALUE = frozenset(
    {"An", "A", "The", "This", "It", "In", "Correction", "Corrections", "Clarification", "Editor", "Note", "Update", "We", "On", "Due"}
)
_MONTHS = f"(?:{'|'.join(sorted((name.title() for name in numbers()), key=len, reverse=True))})"
_DAY = re.compile(rf"\d{{1,2}} {_MONTHS}\.?,? (?:19|20)\d\d|{_MONTHS}\.? \d{{1,2}},? (?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d")


class Told(NamedTuple):
    """What a notice says: where in it the words stand that were wrong and those that are right, and its day."""

    wrong: tuple[int, int] | None
    right: tuple[int, int] | None
    day: str | None


def told(line: str) -> Told:
    """What a notice of correction corrects, as far as it says so plainly."""
    dated = _DAY.search(line)
    day = moment(dated[0]) if dated else None
    blank = _DAY.sub(lambda match: "_" * len(match[0]), line)  # the day of the notice is no corrected figure
    if match := _CHANGED_FROM.search(blank):
        names = ("wrong", "right") if match["wrong"] else ("wrong2", "right2")
        return Told(match.span(names[0]), match.span(names[1]), day)
    for pattern in (_RIGHT_FIRST, _WRONG_THEN):
        if (match := pattern.search(blank)) and not {match["right"], match["wrong"]} & _NO_VALUE and match["right"] != match["wrong"]:
            return Told(match.span("wrong"), match.span("right"), day)
    if (match := _WRONG_ALONE.search(blank)) and match["wrong"] not in _NO_VALUE:
        return Told(match.span("wrong"), None, day)
    return Told(None, None, day)

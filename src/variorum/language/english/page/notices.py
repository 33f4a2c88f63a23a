"""Notices of correction, as editors write them. Each function looks at one folded line."""

import re

_PRINTED = (
    r"(?:article|story|report|post|piece|column|review|obituary|headline|graphic|caption|dispatch|interview|newsletter|item|blog|page|map"
    r"|chart)\b"
)
_EARLIER = r"(?:an?|the) (?:earlier|previous|prior|original|initial)"
_LABELLED = (
    r"(?:corrections?|clarifications?|errat(?:um|a)|corrigendum|editor'?s?'? ?note|editors'? note|note to readers|for the record"
    r"|update|updated story|updates?)(?: ?(?:and clarification|(?:notice|appended)\b|\([^()]{2,40}\)|[,-] ?(?=[A-Z\d])[^:.]{3,30}"
    r"|(?=\d|[A-Z][a-z]+\.? \d)[^:.]{4,24}|\d?))?\s*[:–]"
)
_OF_AGENCIES = (  # "Corrects figure in paragraph 2", "(Refiles to fix typo in headline)"
    r"(?:eds\.?(?: note)?: ?)?(?:corrects?|refiles?|clarifies|amends|fixes|removes|adds|updates with|recasts)\b[^.]{0,120}?"
    r"\b(?:paragraph|para|headline|byline"
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
    r"(?! (?:was |were |is )?(?:first |originally )?(?:published|appeared|posted|can be (?:read|found)|ran) (?:by|in|on|at|here)\b)"
    rf"|{_EARLIER} (?:version|edition|headline) (?:had |of it )?(?:incorrect\w*|wrong\w*|mis\w+|mistaken\w*|inaccura\w*|erroneous\w*"
    r"|said|stated|gave|referred|contained)\b"
    r"|(?:due|owing) to (?:an? )?(?:\w+ )?(?:error|mistake)\b.{0,60}\b(?:version|article|story|report)\b"
)
_WRONGLY = r"(?:erroneous|incorrect|wrong|mistaken|inaccurate)ly"
_MISTOLD = r"mis(?:stat|spel|identif)\w+"
_TOLD = r"(?:said|stated|gave|reported|referred|listed|named|described|identified|wrote|spelled|attributed|quoted)"
_FIRST = (  # "This article originally misstated ...", "We first reported that ..."
    rf"this (?:[\w-]+ )?{_PRINTED} (?:had )?(?:(?:originally|initially|previously|first|earlier) (?:\w+ )?"
    rf"(?:{_TOLD}|had|contained|put|included|omitted|mis\w+)|{_WRONGLY} {_TOLD}|mis(?:stat|spel|identif|report|attribut|quot)\w*)\b"
    r"|this (?:story|version|item|dispatch) (?:corrects|removes|restores|fixes|clarifies|deletes)\b"
    rf"|we (?:had )?(?:originally|initially|{_WRONGLY}) {_TOLD}\b"
    r"|a (?:correction|clarification) (?:was|has been|is being) (?:made|issued|added|published)\b"
)
_SENT = (  # "In a story May 2 about ferries, Northwire reported erroneously that ..."
    rf"in (?:an?|the|some) (?:[\w-]+ )?(?:story|stories|article|version of a story)\b[^.]{{0,200}}?\b"
    rf"(?:{_WRONGLY} {_TOLD}|{_TOLD} {_WRONGLY}|{_MISTOLD})\b"
)
_SAID = (
    r"correction appended\b|we (?:have )?(?:corrected|amended|apologi[sz]e for the error|regret the error)\b"
    r"|this (?:correction|clarification)\b"
)
_NOTICE = re.compile(rf"[(\[*•\s]*(?:{'|'.join((_LABELLED, _OF_AGENCIES, _CHANGED, _BEFORE, _FIRST, _SENT, _SAID))})", re.IGNORECASE)
_LABEL = re.compile(r"(?:corrections?|clarifications?)(?: notice| and clarifications?)?|errat(?:um|a)|corrigendum", re.IGNORECASE)
_ERROR = re.compile(
    rf"\b(?:{_WRONGLY}|mis(?:stat|spel|identif|report|attribut|quot)\w*"
    rf"|(?:earlier|previous|original) (?:\w+ )?(?:version|edition|{_PRINTED})"
    rf"|this (?:[\w-]+ )?{_PRINTED}|not .{{1,80}} as (?:we )?(?:stated|reported)|errors?|mistakes?|corrected|amended|regret)\b",
    re.IGNORECASE,
)
_ERRED = re.compile(rf"{_WRONGLY}|{_MISTOLD}", re.IGNORECASE)
LONGEST_NOTICE = 1200


def notice(line: str) -> bool:
    """A notice of correction: what was wrong before, and what stands now. It is neither body nor lead."""
    return len(line) <= LONGEST_NOTICE and bool(_NOTICE.match(line))


def errs(text: str) -> bool:
    """Does a line speak of a mistake in words without which none is a notice behind a dateline?"""
    return _ERRED.search(text) is not None


def after_dateline(text: str) -> bool:
    """A notice that an agency sends as the first paragraph of a story."""
    return len(text) <= LONGEST_NOTICE and bool(re.match(_SENT, text, re.IGNORECASE))


def corrects(text: str) -> bool:
    """Does a line that stands under the heading of a notice speak of an error?"""
    return len(text) <= LONGEST_NOTICE and bool(_ERROR.search(text))


def label(line: str) -> bool:
    """The heading that stands above a notice."""
    return bool(_LABEL.fullmatch(line.strip(" :–-*[]()")))

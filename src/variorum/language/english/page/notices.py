"""Notices of correction, as editors write them. Each function looks at one folded line."""

import re

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

"""Lines over a pasted report that are of the program it was copied out of: a chat, a mail sent on, a wire's printer, a site's menu.

They tell nothing of the report but the address that a message names, and the title stands below them. Each function looks at folded lines.
"""

import re
from collections.abc import Sequence
from typing import Final

from variorum.language.english.words.lexicon import word_set

_CLOCK: Final = r"\d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\.?)?"
_WHO: Final = r"[\w.'~-]+(?: [\w.'-]+){0,3}"
_WEEKDAY: Final = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_DAY: Final = rf"(?:today|yesterday|{_WEEKDAY}|\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d\d){{1,2}})"
_MESSAGE: Final = re.compile(
    rf"\[?\d{{1,2}}[/.]\d{{1,2}}[/.](?:\d\d){{1,2}},? {_CLOCK}\]?(?: -)? {_WHO}:(?: .*|$)"  # "[12/05/2024, 09:14] Ada: have you seen this?"
    rf"|\[(?:{_CLOCK}|{_CLOCK}, {_DAY})\] {_WHO}:.*|<\w[\w-]*> .*|@(?:here|channel|all|everyone)\b.*",
    re.IGNORECASE,
)
_STAMP: Final = re.compile(rf"{_WHO}(?:\s+[–—-]\s+|,\s+|\s+)(?:{_DAY}(?: at)?,? )?(?=\d){_CLOCK}", re.IGNORECASE)  # "Ada Lund  10:42 AM"
_SHARED: Final = re.compile(
    rf"(?:{_WHO} (?:has |have )?(?:shared|sent) (?:you )?(?:an article|a (?:link|story|post|page)|this)(?: with you)?"
    rf"|on (?=.*\d).{{6,60}}\b{_WHO}(?: <\S+@\S+>)? wrote:):?",
    re.IGNORECASE,
)
_SENT_ON: Final = re.compile(r"[-_= ]*(?:begin )?(?:forwarded|original) (?:message|e-?mail):?[-_= ]*", re.IGNORECASE)
_HEADER: Final = re.compile(r"(?P<label>from|to|cc|bcc|sent|date|subject|reply-to): ?(?P<value>.*)", re.IGNORECASE)
_WIRE: Final = re.compile(
    r"ZCZC\b.{0,40}|\((?:UPDATE|RECASTS|CORRECTED)[ \d]*\)"
    r"|(?i:(?:priority|urgency|slug(?:line)?|desk|keywords?|story id|item id)\s?:) ?[\w/-]+(?: [\w/-]+){0,2}"
    r"|(?:[a-z] ){0,3}(?:BC|bc|AM|PM)-\w.{0,60}\d{3,4}|(?:Eds|Note to editors|ATTN editors) ?:(?!\s*[Cc]orrect).{1,200}"
)
_SLUG: Final = re.compile(r"(?=[A-Z]{2,4}\d)[A-Z0-9 /-]{8,50}|[A-Z][\w']*(?:[-/][\w']+){2,}|[A-Z0-9']+(?: [-–/] [A-Z0-9']+){2,}")
_NOTE: Final = re.compile(r"\((?=[a-z])[^()]{25,}\)|\[(?=[a-z])[^\[\]]{25,}\]")
_SKIP: Final = re.compile(r"skip to (?:main |the )?content\b.{0,80}|accessibility help\b.{0,60}|saved (?:on )?\d.{0,60}|#[\w-]+"
    r"|(?:text|cue|link|content|body|full text|story)\s*:|https?://\S+\s+\d{1,3}/\d{1,3}"
    rf"|{_DAY}, {_CLOCK}\s+\S.{{5,150}}"  # what browsers print over a page
    r"|view (?:this )?(?:email|e-mail|message) in (?:your|a) browser", re.IGNORECASE)
_FOLDER: Final = re.compile(r"[A-Z][\w&']*(?: [\w&']+){0,2} \(\d{1,4}\)")
_PARTS: Final = re.compile(r"\s{2,}|\s*[|>›»·•]\s*|\s+/+\s+")
_COUNT: Final = re.compile(r"\s?\(?\b[\d,.]+[kK]?\)?\b\s?")
_PAGED: Final = re.compile(
    rf"[A-Z]?\d{{1,3}}|.{{2,30}}:? ?(?:pp?|pages?)\.? ?[A-Z]?\d{{1,3}}|{_WEEKDAY},? [\w. ]{{3,20}}",
    re.IGNORECASE,
)
_GREETING: Final = re.compile(
    r"(?:dear|hi|hello|hey|colleagues|all|team|folks|(?:good )?(?:morning|afternoon|evening))\b[^.]{0,40}[,!–-](?: .{0,60})?|.{3,80}:"
    r"|(?:see|from|fyi|please (?:see|read))\b[^.]{0,60}:|fyi[.!]?",
    re.IGNORECASE,
)
LABELLED: Final = re.compile(r"[A-Z][A-Za-z -]{2,24}: \S")  # a line of a record: "Publication title: Sund Ledger"
_ADDRESS: Final = re.compile(r"https?://[^\s<>|]+")
LONGEST_PART: Final = 24  # code points of a word of a menu
MENU: Final = 0.6  # of a menu's parts are words that only menus have


def is_wrapped(line: str, above: bool = True, over: bool = True) -> bool:
    """Is a line near a title none of the report's? `above`: nothing that may be the title is above; `over`: something may below."""
    line = line.lstrip("^")  # as an agency's wire begins its lines
    if len(line) > 240:
        return False
    sure = any(pattern.fullmatch(line) for pattern in (_SHARED, _SENT_ON, _WIRE, _SKIP, _MESSAGE))
    likely = (_NOTE, *((_SLUG, _FOLDER, _STAMP) if over else ())) if above else ()
    return sure or any(pattern.fullmatch(line) for pattern in likely) or ((over or not above) and is_menu(line))


def is_wire(line: str) -> bool:
    """Is it of an agency's own wire?"""
    return bool(_WIRE.fullmatch(line) or _SLUG.fullmatch(line))


def is_menu(line: str) -> bool:
    """Is it a row of a site's or a paper's words: "News | Sport | Your say", "Home > News", "Like 34   Share", "BUSINESS   Monday   B4"?"""
    parts = [part for part in _PARTS.split(line) if part]
    words = [bare for part in parts if (bare := _COUNT.sub(" ", part).strip(" .:'").lower())]
    known = sum(word in word_set("heads.menus") for word in words)
    if len(parts) == 1:
        return len(words) == 1 and words[0] in word_set("heads.kickers") | word_set("heads.menus")
    beside = sum(bool(_PAGED.fullmatch(part)) for part in parts)
    short = all(len(part) <= LONGEST_PART or _PAGED.fullmatch(part) for part in parts)
    return short and (known or beside == len(parts) > 1) > 0 and known + beside >= MENU * len(parts)


def mail_before(lines: Sequence[str]) -> int:
    """How many lines of these, from the first, are the head of a mail from one person to another; 0 where none are."""
    found, count = set[str](), 0
    for line in lines:
        header = _HEADER.fullmatch(line)
        if header is None:
            break
        found.add(header["label"].lower())
        count += 1
    return count if "from" in found and found & {"to", "sent", "cc"} else 0


def address_in(line: str) -> str | None:
    """The one address that a message names."""
    found = _ADDRESS.findall(line)
    return found[0].rstrip(".,)") if len(found) == 1 else None

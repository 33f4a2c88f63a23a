"""Lines by which a page speaks of itself: buttons, subscriptions, promotions, players, copyright. Known by their words and form.

A false alarm here loses a line of the report, so every rule asks for a whole line of a known form; what is doubtful is not furniture.
"""

import re
from dataclasses import dataclass
from functools import cache

from variorum.language.english.moments import moment
from variorum.language.english.words.tables import lines

LONGEST_OPENING = 25  # words: a sentence that opens like a button's text and is longer is somebody's sentence
_EDGE = re.compile(r"^[\s\W_]+|[\s\W_]+$")
_QUOTED = re.compile(r"[\"“”„«»]|[,.?!]['’]\s")
_REPORTING = re.compile(r"\b(?:said|says|told|added|wrote|asked|according to)\b")
_FORMS = re.compile(
    "|".join(
        (
            r"(?:duration:?\s*)?\d{1,2}:\d\d(?::\d\d)?",  # the length of a video
            r"duration:?\s*\d.{0,20}",
            r"\d+\s*(?:m|h|d|min|mins|minutes?|hours?|days?|weeks?|months?|years?)\s+ago",
            r"(?:an?|one)\s+(?:minute|hour|day|week|month|year)\s+ago",
            r"\d+\s*(?:min(?:ute)?s?)(?:\s+read)?",
            r"(?:reading time|read time|est(?:imated)?\.? reading time):?.{0,20}",
            r"(?:image|photo|picture|slide|video|page)?\s*\d+\s*(?:of|/)\s*/?\s*\d+",
            r"(?:view\s+)?\d+\s+comments?",
            r"the post .{2,200} appeared first on .{2,80}",
            r"(?:\d[\d,.]*k?\s+)?(?:shares?|likes?|views?|retweets?|followers?)",
            r"(?:image|photo|picture)\s*\d+\s*of\s*/?\s*\d+.{0,40}",
            r"https?://\S+",
            r"(?:www\.)\S+",
            r"[\w.+-]+@[\w-]+\.[\w.]+",
            r"@\w{2,30}",
            r"listen to .{2,60} live (?:at|on|from|every)\b.{2,80}",
            r"(?:tags?|filed under|topics|categories|category|keywords|section):\s.{1,200}",
            r"\[\s?[^\[\]]{3,120}(?<![.!?\s])\s?\]",  # a link to another story, bracketed
            r"\(?\d{4,6}\)?",  # a postal code of the weather box
            r".{2,60}[»›]",  # a link onwards
            r"(?:contact|reach|email|e-mail|write to)\b.{2,80}\bat\s+[\w.+-]+@[\w-]+\.[\w.]+",
            r"(?:connect|share|tweet|comment|email|print|more|linkedin|facebook|twitter|whatsapp|pinterest|reddit|\d|[\s|•·/,])+",
        )
    ),
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_COPYRIGHT = re.compile(r"(?:©|\(c\)\s?|copyright\b.{0,40}?(?:©|\(c\)|\b(?:19|20)\d\d\b))\s*\S", re.IGNORECASE)
_RIGHTS = re.compile(
    r"\b(?:all rights reserved|may not be (?:re)?published|may not be reproduced|without (?:prior )?(?:written )?permission)\b", re.I
)
# Programs that slipped into the text.
_CODE = re.compile(
    r"(?:window\.|document\.|var \w+ ?=|function ?\w*\(|\(function|if ?\(typeof|\$\(|googletag|@media\b|<(?:script|style|iframe)\b"
    r"|[.#][\w-]+ ?\{)"
)
_HEADING = re.compile(
    r"(?:most (?:read|popular|viewed|shared)|trending|related|recommended|latest|more|popular|other) (?:[\w&'-]+ ){0,4}?"
    r"(?:stories|news|videos?|articles|headlines|coverage|posts|links|content)"
    r"|(?:most )?(?:popular|read|trending) (?:on|at) [\w' -]{2,30}"
)
_CLOCK = re.compile(r"\d{1,2}[:.]\d\d\s*(?:[ap]\.?m\.?)?(?:\s*\(?[A-Z]{2,4}T?\)?)?", re.IGNORECASE)
_DATE_LABEL = re.compile(
    r"(?:(?:first|originally|last)\s+)?"
    r"(?:published|posted|updated|modified|publication date|date published|date|issued|last updated|created)"
    r"(?:\s+(?:on|at))?\s*[:\-–]?\s+",
    re.IGNORECASE,
)
# A page that speaks for itself asks or offers something ...
_ASKS = re.compile(
    r"\bplease\s+\w+|\bto find out more\b|"
    r"\b(?:our|this)\s+(?:\w+\s+){0,3}(?:newsletters?|e-?mails?|service|apps?|website|site|channel|podcast|"
    r"journalism|reporting|readers|archive|coverage)\b|^(?:sign up|subscribe|download|join|follow|donate|support|visit|get|register|want|"
    r"if you (?:are interested|enjoy|enjoyed|like|liked|found|want|would like))\b|\b(?:e-?mail|contact|follow|tell) us\b",
    re.IGNORECASE,
)
# ... and shows several of these signs, each counted once. A sentence of the news that quotes nobody seldom shows two.
_PROMOTION = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\bplease\s+(?:check|visit|contact|consider|click|subscribe|sign|email|e-mail|call|write|note|see|support|donate|follow|share|like)\b",
        r"\b(?:to|if you(?: would|'d)? (?:like|want) to) (?:find out|learn|know|read) more\b"
        r"|\bfor (?:more|further) (?:information|details)\b",
        r"\b(?:our|free|daily|weekly|morning)\s+(?:\w+\s+){0,3}(?:newsletters?|e-?mail|service|apps?|website|channel|podcast|subscription|alerts?)\b",
        r"\b(?:visit|go to|log on to|check out|head to|see)\s+(?:us\b|our\b|(?:https?://|www\.)\S+|\S+\.(?:com|org|net|co\.uk|news)\b)",
        r"\bif you (?:are|'re|would|have|want|like|enjoyed|found|wish)\b|\bwant us to\b|\bdo you (?:want|have)\b",
        r"\b(?:sign(?:ing)? up|subscrib(?:e|ing)|unsubscribe|syndicat(?:e|ion)|download(?:ing)?|donat(?:e|ion))\b",
        r"\b(?:your inbox|your email|e-?mail you|your (?:phone|device|browser)|your (?:support|donation|contribution|subscription))\b",
        r"\b(?:interested in|available (?:to|for)) (?:\w+\s+){0,5}"
        r"(?:articles|stories|content|publishers|subscribers|readers|members|media)\b",
        r"\bfollow (?:us|me|him|her|them|@\w+|[A-Z]\w+) on (?:twitter|facebook|instagram|x|linkedin)\b",
        r"\b(?:breaking news|top stories|latest news|latest headlines|top headlines)\b",
    )
)
_FOLLOW = re.compile(
    r"follow\s+.{2,90}?(?:\s+on|:)\s+(?:google news|whatsapp|telegram|youtube|tiktok|flipboard"
    r"|twitter|facebook|instagram|x|linkedin|threads|bluesky|mastodon)\b|on twitter:?\s+@", re.IGNORECASE
)
# Where a page gives its own address to write to, or sends its readers on.
_ASKED = re.compile(
    r"\b(?:get in touch|contact us|e-?mail us|e-?mailing us|let us know|send us|write to us)\b.*\b[\w.+-]+@[\w-]+\.[\w.]+"
    r"|\b(?:if|when) you (?:buy|purchase|click)\b.{2,120}\bmay (?:earn|get|receive)\b.{1,30}\b(?:commission|share of)\b"
    r"|\bwe(?:'d| would) (?:like|love) to hear (?:what you think|from you)\b"
    r"|^(?:catch up|listen|tune in) .{2,80}\bour (?:\w+ ){0,3}podcast\b"
    r"|(?:^|[.!?:] )(?:Learn|Read|Find out) more(?: here)?\.?$|^follow along\b.*\bupdates\b",
    re.IGNORECASE,
)
_LABELLED = re.compile(r"^[A-Z][\w’' ]{2,28}: (?=[A-Z])")
_PERSON = re.compile(
    r"(?P<name>(?!(?:With|This|The|It|That|There|What|Who|Which|Nobody)\b)[A-Z][\w'’.-]+"
    r"(?: (?:[A-Z][\w'’.-]+|de|van|von|al|bin)){0,3})(?P<rest>,? (?:is|was|has|writes|covers|reports|works)\b)"
)
_TRADE = re.compile(
    r"\b(?:is|was|works as|has been|currently)\s+(?:currently |now |also )?(?:an?|the|our)?\s*(?:[\w'’,-]+ ){0,8}?"
    r"(?:author|journalist|writer|reporter|columnist|correspondent|editor|blogger|producer|contributor|freelancer)\b",
)
_TRADE_VERBS = re.compile(
    r"^(?:covers|writes (?:about|on|for)|reports (?:on|for|from)|has (?:been )?(?:covered|written|reported|writing|reporting|covering))\b"
)


@dataclass(frozen=True, slots=True)
class _Words:
    whole: frozenset[str]
    heads: frozenset[str]
    opens: re.Pattern[str]
    firsts: frozenset[str]  # the first words of `opens`: asked before the long pattern, for speed


@cache
def _load() -> _Words:
    parts: dict[str, list[str]] = {}
    current: list[str] = []
    for line in lines("furniture.txt"):
        if line.startswith("[") and line.endswith("]"):
            current = parts.setdefault(line[1:-1], [])
        else:
            current.append(line.strip())
    opens = "|".join(re.escape(phrase) for phrase in sorted(parts["opens"], key=len, reverse=True))
    return _Words(
        frozenset(map(bare, parts["whole"])),
        frozenset(map(bare, parts["heads"])),
        re.compile(rf"(?:{opens})(?!\w)", re.IGNORECASE),
        frozenset(phrase.split(" ", 1)[0].lower().rstrip(":") for phrase in parts["opens"]),
    )


def bare(line: str) -> str:
    """A line's words alone: lower case, without marks at its ends. Expects folded text."""
    return " ".join(_EDGE.sub("", line).lower().split())


def is_heading(line: str) -> bool:
    """A heading over links to other stories."""
    return len(line) <= 60 and ((words := bare(line)) in _load().heads or bool(_HEADING.fullmatch(words)))


def is_dated(line: str) -> bool:
    """A line of publication: a date, with or without a label, and nothing else."""
    if len(line) > 120 or not any(character.isdigit() for character in line):
        return False
    label = _DATE_LABEL.match(line)
    parts = [part for part in re.split(r"\s*\|\s*", line[label.end() :] if label else line) if part]
    dated = [moment(_DATE_LABEL.sub("", part)) is not None for part in parts]
    return any(dated) and all(found or _CLOCK.fullmatch(part) for found, part in zip(dated, parts, strict=True))


def is_stamp(line: str) -> bool:
    """A line of publication to the minute; unlike a bare day it cannot be a heading within a chronicle."""
    return ":" in line and is_dated(line)


def is_copyright(line: str) -> bool:
    """A line of copyright."""
    return bool(_COPYRIGHT.match(line))


def is_copyright_of_a_year(line: str) -> bool:
    """Is it on whose the text is? Pictures are signed without a year."""
    return is_copyright(line) and bool(_YEAR.search(line))


def is_furniture(line: str) -> bool:
    """A short line of a form that only pages have. Expects one folded line without space at its ends."""
    if not any(map(str.isalnum, line)):
        return True
    words = _load()
    if len(line) <= 60 and bare(line) in words.whole:
        return True
    if _CODE.match(line) and any(mark in line for mark in "{}();="):
        return True
    if len(line) > 400:
        return False
    if len(line) <= 240 and _FORMS.fullmatch(line):
        return True
    if line[0] in "©(cC" and _COPYRIGHT.match(line):
        return True
    if line.count(" ") >= LONGEST_OPENING:
        return False
    if _ASKED.search(line):
        return not _speaks(line)
    begins = line.lstrip("*•·-–>| ")
    for part in (begins, _LABELLED.sub("", begins)):
        if part.split(" ", 1)[0].lower().rstrip(":") in words.firsts and words.opens.match(part):
            return not _speaks(line)
    return bool(_RIGHTS.search(line) or ("ollow" in line and _FOLLOW.search(line)) or "witter:" in line) and not _speaks(line)


def is_promotion(line: str) -> bool:
    """A paragraph that asks the reader to sign up, visit, syndicate, by two signs of it: one alone also occurs in the news."""
    if len(line) > 600 or _speaks(line) or not _ASKS.search(line):
        return False
    return sum(pattern.search(line) is not None for pattern in _PROMOTION) > 1


def may_be_biography(line: str) -> bool:
    """A person's name, and a trade of the press in the present tense."""
    person = _PERSON.match(line)
    if not person or _speaks(line):
        return False
    rest = line[person.start("rest") :].lstrip(" ,")
    return bool(_TRADE.match(rest) or _TRADE_VERBS.match(rest))


def is_biography(line: str, elsewhere: str) -> bool:
    """A closing line on the author: a person of the press whom the rest of the report does not speak of."""
    person = _PERSON.match(line)
    if not person or not may_be_biography(line):
        return False
    return re.search(rf"\b{re.escape(person['name'].split()[-1])}\b", elsewhere) is None


def _speaks(line: str) -> bool:
    """Somebody is quoted or reported here, so it is no furniture."""
    return bool(_QUOTED.search(line) or _REPORTING.search(line))

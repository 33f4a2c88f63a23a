"""Forms of bylines, captions and credits in English-language news. Each function looks at one folded line."""

import re
from typing import NamedTuple

from variorum.language.english.moments import moment
from variorum.language.english.page import agencies, printers
from variorum.language.english.page.shapes import JOINS, MIXED, NAME, PARTICLES, PLACE
from variorum.language.english.words.lexicon import word_set

_OPENING = re.compile(r"(?:(?:written|reported|story|report|text|words|authored|posted|compiled|edited) )?by\b:?\s*(?=\S)", re.IGNORECASE)
_LABELLED = re.compile(r"(?:authors?|reporters?|writer|byline|source)\s*:\s*(?=\S)", re.IGNORECASE)
# Who did something else behind who wrote it; whose own the writer is; how the writer is reached.
_OTHERS_WORK = re.compile(
    r"[,;|]? ?\(?(?:edited|translated|additional reporting|photos?|photographs|pictures|video|illustrations?|graphics?) by\b.*$",
    re.IGNORECASE,
)
_OUR_OWN = re.compile(
    r"^(?i:(?:(?:our|a|the) )?(?:(?:own|staff|special|web|political|foreign|sports?|chief) )*"
    r"(?:correspondents?|reporters?|writers?)),? (?=[A-Z])"
)
_ADDRESS = re.compile(r"\(?\S+@\S+\)?")
_STAMPED = re.compile(r"(.{0,30}\d.{0,20}? )(?=by [A-Z])")  # "5:45 AM PST 3/2/2021 by Ada Lund"
_STAFF = re.compile(rf"(?:{MIXED} )?(?i:staff reports?)")
_FULL_NAME = rf"{NAME}(?: {NAME}){{1,3}}"
_SIGNED = re.compile(
    rf"{_FULL_NAME} in {MIXED}(?:(?:,|,? and) {_FULL_NAME} in {MIXED})+"
    rf"|{_FULL_NAME},? (?i:(?:(?:chief|senior|deputy|staff|assistant|associate|special|political|business|sports?|science|health|education"
    r"|economics|crime|court|foreign|diplomatic|home affairs|environment|defen[cs]e|security|transport|technology|social affairs"
    r"|religious affairs|royal|world|news|city|local|night|managing|digital|data|investigations?) )*"
    r"(?:correspondent|reporter|editor|writer|columnist))"
    rf"|{NAME} (?:{NAME} )?[A-Z][A-ZÀ-Þ'’-]{{2,}}, {MIXED}"
)
_WORD = re.compile(r"\S+")
_AT_END = re.compile(r"\(([^()]{2,140})\)\s*$")
PHOTO = re.compile(
    r"\b(?:photo|photos|photograph|image|images|picture|pictures|pic|pics|file|handout|courtesy|credit|screengrab|screenshot|pool|illustration|"
    r"graphic|getty|via)\b|\bpress service\b",
    re.IGNORECASE,
)
PICTURED = re.compile(r"\b(?:pic|photo|foto|bild|imagen|photograph|image|picture|video|footage|graphic|illustration)s?\b", re.IGNORECASE)
_BY_STROKE = re.compile(rf"{MIXED}\s?/\s?(?:{MIXED}|{NAME})(?:\s?/\s?{MIXED})?(?: via {MIXED})?")
# Captions of agencies say so: "In this photo taken ...", "This undated handout photo provided by ...". "A photo shows ..." is news.
_PICTURE = r"(?:photo|photograph|image|picture|frame grab|screen ?grab|still|illustration)"
_SHOWS = re.compile(
    rf"(?:file ?[-–:]? ?)?(?:in )?this (?:[\w.,'-]+ ){{0,6}}?(?:{_PICTURE}\b,?"
    r"[^.]{0,60}?\b(?:taken|provided|released|made available|made from|obtained|distributed|supplied|issued|from (?:a )?video|courtesy)\b"
    rf"|file {_PICTURE}\b)|in this (?:[\w.]+,? ){{0,2}}\d{{1,2}}, \d{{4}},? {_PICTURE}\b",
    re.IGNORECASE,
)
_LABELS = re.compile(
    r"(?:(?:main|lead|featured?|header|cover|top|hero|banner) )?"
    r"(?:file\s*[:–-]|file\s+(?:photo|picture|image)\s*[:–-]|(?:image|photo|picture|video) caption\b|"
    r"pictured\s*(?::|above|below|left|right)|"
    r"(?:photo|image|picture|video|media|graphic|credit|photograph|screenshot|illustration)s?(?:\s+(?:by|credit|courtesy(?: of)?))?\s*:|"
    r"(?:photo|image|picture|video)s?\s+(?:by|via|from|courtesy(?: of)?)\s|(?:image|photo) (?:source|copyright)\b)",
    re.IGNORECASE,
)
_VIDEO = re.compile(r"\b(?:video|footage|media)\b", re.IGNORECASE)
LONGEST_SIGNED = 120  # code points of a byline without "By"
LONGEST_CAPTION = 1500  # agencies print the first paragraphs of the report in the captions of a gallery
_GLUED = re.compile(r"(?<=[a-z.])(?:Photo )?Credit(?:Photo by )?(?=[A-Z])[^.]{3,80}$")  # run together: "at the quay.CreditAda Lund/AP"
_BAREPHOTO = re.compile(r"(?:REUTERS/|AP Photo/|(?:^|\s)©\s?)\S.{0,80}$|\bAP Photo$")
_OPENING_PHOTO = re.compile(r"©\s?(?:[A-Z][\w.]* ?){1,3}/\s?\S")  # before a caption: "© REUTERS/ Ada Lund The quay at dawn"
_BY_ITSELF = re.compile(rf"{PLACE}(?:, {MIXED}\.?)?")
_BRACKETED_HELPERS = re.compile(r"\s(\((?:additional )?(?:reporting|writing|editing) by [^()]{3,400}\))\s*$", re.IGNORECASE)
_SOURCE_LINE = re.compile(rf"{MIXED}(?: (?:of|the) {MIXED})?,? \((?P<agency>[^()]{{2,40}})\)")
_PICTURE_LINE = re.compile(
    rf"\(?(?:(?i:pool photo|photo|image|picture)(?: (?i:by))? )?(?:{MIXED}(?:,? and {MIXED})?\s*(?:/|\||,| - )\s*)+{MIXED}"
    rf"(?: (?:for|via) {MIXED})?(?: (?i:file(?: photo)?|pool))?\)?"
)
_OFFICE = re.compile(
    r"(?:(?:from|by|our|the|staff|agenc(?:y|ies)|reporters?|correspondents?|web|news|desk|bureau|and|,|&|\|)\s*)+", re.IGNORECASE
)
_DESK_LETTERS = re.compile(r"[a-zA-Z]{1,4}(?:/[a-zA-Z]{1,4}){0,3},?")
_NO_PERSON = word_set("credits.no_persons")
_TAIL = re.compile(r"(?<=[.!?\"'”’)…])\s*(?P<open>\(|–\s?|-\s?|\s)(?P<agency>[^()–]{2,40}?)(?P<close>\)?)\s*\.?\s*$")


def byline(line: str) -> str | None:
    """Whose text this is, if the line is a byline: "By" and names, or names and an agency."""
    if len(line) > 200:
        return None
    if _STAFF.fullmatch(line):
        return line
    stamp = _STAMPED.match(line)
    line = line[stamp.end(1) :] if stamp and moment(stamp[1]) else line
    if match := _OPENING.match(line) or _LABELLED.match(line):
        rest = _OUR_OWN.sub("", line[match.end() :].strip())
        if match[0][:6].lower() == "source" and not (agencies.find(rest) or list(printers.in_byline(rest))):
            return None  # who told something, as the office or the person in the news
        named = _ADDRESS.sub("", _OTHERS_WORK.sub("", rest))
        return rest if _names_only(named, 26) and not ends_sentence(rest) else None
    return None


def signed_byline(line: str) -> bool:
    """Is a line below the headline a byline by its form, without "By": with the places of several, with an office, with a family name in
    capitals and a place ("Ada LUND, Sund")?
    """
    return len(line) <= LONGEST_SIGNED and _SIGNED.fullmatch(line) is not None


def agency_byline(line: str) -> str | None:
    """Names and an agency without "By" ("Ann Lee, Associated Press"), or the agency alone. Only where a byline may stand."""
    if len(line) > LONGEST_SIGNED:
        return None
    shown, line = line, printers.STAMP.sub("", line)
    listed = agencies.find(line)
    if ends_sentence(line) or not _names_only(_in_capitals(line, listed), 14) or PICTURED.search(line):
        return None
    named = [found for found in listed if not found.photo_only] or list(printers.in_byline(line))
    if not named or "/" in line or "Credit" in line:
        return None
    rest = re.sub(
        r"\b(?:national|security|chief|staff|senior|political|business|diplomatic|foreign)?\s*(?:writers?|reporters?|correspondents?|editor)\b",
        "",
        printers.DESK.sub("", line[named[-1].end :]),
        flags=re.I,
    )
    if rest.strip(" ,|–-.•"):
        return None
    before = line[: named[0].start].strip(" ,|–-")
    signed = len(before.split()) >= 2 or (not before and agencies.known(line.strip()) is not None)
    return shown if signed else None


def _in_capitals(line: str, named: list[agencies.Named]) -> str:
    """The line with the names of agencies in capitals: some write themselves small."""
    for found in named:
        line = f"{line[: found.start]}{line[found.start : found.end].upper()}{line[found.end :]}"
    return line


def run_on(line: str) -> bool:
    """Is it a byline whose agency runs on from the names: "Ada LundTarn Press Agency"?"""
    named = agencies.find(line) if len(line) <= LONGEST_SIGNED else []
    return bool(named) and named[-1].start > 0 and line[named[-1].start - 1].islower() and agency_byline(line) is not None


def person_line(line: str) -> bool:
    """A person's name and nothing else, or several names joined by "and"."""
    if len(line) > 80 or not all(mark.isalpha() or mark in " .,'’-" for mark in line):
        return False
    names = re.split(r",\s*|\s+and\s+", line)
    return all(2 <= len(words := name.split()) <= 4 and all(map(_name_word, words)) for name in names)


def several_persons(line: str) -> bool:
    """Two names joined by "and": this needs no date beside it to be a byline."""
    return " and " in line and person_line(line)


def _name_word(word: str) -> bool:
    return (word[0].isupper() or word in PARTICLES) and word.lower() not in _NO_PERSON


def place_line(line: str) -> bool:
    """A place in capitals on a line of its own, as some pages set the dateline."""
    return len(line) <= 40 and line.count(" ") <= 4 and sum(map(str.isalpha, line)) >= 4 and bool(_BY_ITSELF.fullmatch(line))


def _names_only(text: str, most: int) -> bool:
    words = _WORD.findall(text)
    if not 1 <= len(words) <= most or not words[0].strip("(,")[:1].isupper():
        return False
    lower = sum(1 for word in words if word[:1].islower() and word.strip(",.;:").lower() not in JOINS | PARTICLES)
    return lower == 0


def ends_sentence(line: str) -> bool:
    return line.endswith(("?", "!")) or (line.endswith(".") and not re.search(r"\b(?:Jr|Sr|Inc|Ltd|Co|[A-Z])\.$", line))


class Caption(NamedTuple):
    """A caption or photo credit: where its credit stands in the line, and whether it is of a video."""

    start: int
    end: int
    video: bool


def caption(line: str) -> Caption | None:
    """Is the line a caption or a photo credit by its form? `start`:`end` is where agencies are named as makers of the picture."""
    if (match := _LABELS.match(line)) and len(line) <= LONGEST_CAPTION and not (match[0].endswith(" ") and ends_sentence(line)):
        return Caption(0, len(line), bool(_VIDEO.match(match[0])))
    if line.endswith(")") and (match := _AT_END.search(line)) and _picture_credit(line, match):
        return Caption(match.start(1), match.end(1), bool(_VIDEO.search(match[1])) and not PHOTO.search(match[1].replace("video", "")))
    if match := _OPENING_PHOTO.match(line):
        return Caption(0, match.end(), False)
    end = line[-120:]
    if ("©" in end or "REUTERS/" in end or "AP Photo" in end) and (match := _BAREPHOTO.search(end)):
        return Caption(match.start() + len(line) - len(end), len(line), False)
    if "Credit" in end and (match := _GLUED.search(end)):
        return Caption(match.start() + len(line) - len(end), len(line), False)
    if len(line) <= LONGEST_CAPTION and "this" in line[:16].lower() and _SHOWS.match(line):
        return Caption(len(line), len(line), False)
    return None


def _picture_credit(line: str, match: re.Match[str]) -> bool:
    """Do the brackets at the end of a line name who made a picture?"""
    inside = match[1].strip()
    before = line[: match.start()].rstrip()
    if inside.endswith((".", "!", "?")) or not before:
        return False
    if agencies.all_known(inside) and (_DESK_LETTERS.fullmatch(before) or _OFFICE.fullmatch(before)):
        return False
    named = agencies.find(inside)
    above = agencies.find(before)
    if above and above[-1].end == len(before) and agencies.known(inside) == (above[-1].agency, above[-1].photo_only):
        return False  # "Tarn Press Agency (TPA)"
    if agencies.known(inside):
        # "(AP)" after a full sentence credits the text; after a caption without a stop it credits the picture
        photo_only = bool(named and named[0].photo_only)
        return photo_only or (not before.endswith((".", "!", "?", '"', "'", "”", "’")) and len(before.split()) <= 30)
    if named and ("/" in inside or "," in inside or " via " in inside or PHOTO.search(inside)):
        return True
    if (
        PHOTO.search(inside)
        and (len(inside.split()) <= 12)
        and re.search(r"(?:photo|image|picture|credit|courtesy|file|handout)s?\s*(?::|by|of|from|$)|(?:via|from) [A-Z]", inside, re.I)
    ):
        return True
    if "/" in inside and _BY_STROKE.fullmatch(inside) and len(inside.split("/")[0].split()) >= 2:
        return True
    return bool(re.search(r"\bpress service\b", inside, re.IGNORECASE))


def opens_with_picture(line: str) -> bool:
    """Does a line begin with who made a picture: "© NORTHWIRE/ Ada Lund"?"""
    return _OPENING_PHOTO.match(line) is not None


def only_picture_credit(line: str, before_text: bool = True) -> bool:
    """A line that is nothing but who made a picture: "Ada Lund/Northwire", "Ada Lund | Getty Images".

    `before_text`: above the lead "Ada Lund, AP" is a byline; further down, where only pictures are signed so, it is a picture's.
    """
    if len(line) > 100 or "(" in line[1:] or ends_sentence(line):
        return False
    named = agencies.find(line)
    if not named or agencies.all_known(line.strip("()[]")):
        return False
    if all(found.photo_only for found in named) and _names_only(line, 10):
        return True
    if not _PICTURE_LINE.fullmatch(line):
        return False
    before = line[: named[-1].start].rstrip()
    return before.endswith("/") or (not before_text and before.endswith((",", "|", "-"))) or any(found.photo_only for found in named)


def source_line(line: str) -> bool:
    """Where a text comes from: an outlet with an agency in brackets, and nothing else."""
    match = _SOURCE_LINE.fullmatch(line)
    return bool(match and len(line) <= 70 and agencies.known(match["agency"]))


def closing_credit(line: str) -> tuple[int, int] | None:
    """(start, end) of the credit a paragraph ends with: "(AP)", a dash and an agency, or who reported and edited, in brackets."""
    if line.endswith(")") and (helped := _BRACKETED_HELPERS.search(line[-460:])):
        offset = max(0, len(line) - 460)
        return helped.start(1) + offset, helped.end(1) + offset
    end = line[-60:]
    if not (line.endswith((")", ").")) or " -" in end or "–" in end) or not (match := _TAIL.search(end)):
        return None
    name = match["agency"].strip()
    listed = match["open"] == "(" and agencies.all_known(name)
    if bool(match["close"]) != (match["open"] == "(") or match["open"] == " " or not (listed or agencies.known(name)):
        return None
    if match["open"] != "(" and not name.isupper() and " " not in name and name.lower() != "reuters":
        return None
    offset = len(line) - len(end)
    return match.start("open") + offset, match.end() + offset

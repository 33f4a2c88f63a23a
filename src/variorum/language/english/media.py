"""Names of media in running text: newspapers, broadcasters, agencies, sites.

A medium is a name of the table of sources, a name that says of itself what it is ("the Tarnholm Gazette"), or one that the words beside it
call a newspaper, a broadcaster, a site.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Final, NamedTuple

from variorum.language.english.names.persons import honorific, is_first_name
from variorum.language.english.page import table

CAP: Final = r"[A-Z][\w'&.-]{0,40}\w"  # no longer, or each capital of a line without blanks runs to its end
_WORD: Final = r"[A-Z][\w&.-]{0,40}\w"  # of a name, not of its owner: "the site Quaywatch's ..."
# Words by which a newspaper calls itself; behind "the" they name one alone.
_PAPER: Final = (
    r"(?:Times|Post|Herald|Tribune|Gazette|Chronicle|Telegraph|Courier|Examiner|Inquirer|Enquirer|Observer|Sentinel|Bulletin|Dispatch|Globe"
    r"|Guardian|Independent|Advertiser|Argus|Bee|Echo|Express|Ledger|Mercury|Picayune|Statesman|Journal|Mail|Mirror|Register|Newspaper|Advocate"
    r"|Democrat|Pioneer)"
)
# Words that end the name of a medium, and of others too: they take a name before them.
_MORE: Final = (
    r"(?:News|Today|Weekly|Magazine|Radio|TV|Television|Reporter|Review|Press|Star|Sun|Record|Standard|Citizen|Monitor|Daily|Report"
    r"|Broadcasting|Online|Caller|Beast|Insider|Wire|Newswire)"
)
_SECOND: Final = rf"(?:{_PAPER}|Democrat|Intelligencer|Union|Constitution|{_MORE})"
_PAPERS: Final = rf"(?:Star-Telegram|(?:(?:Star|Sun|News|Press|Standard|Union|Plain)-)?{_PAPER}(?:(?:[- ]| - ){_SECOND})?)"
_SITE: Final = r"\b[A-Z]?[\w-]{1,63}\.(?:com|net|org|tv)\b(?![/@])"
_STATION: Final = r"\b(?:[KW][A-Z]{3}|[KW][A-Z]{2}(?=[ -](?:TV|AM|FM|Radio))|KYW|WGN|WOR|WJR)(?:[ -](?:TV|AM|FM|Radio|News))?\b"
_CHANNEL: Final = (
    r"(?:\b[A-Z][\w-]{1,40}(?:'s)? )?\b(?:Channel|Radio|TV) (?:\d{1,2}|One|Two|Four|[A-Z][a-z]+(?: [A-Z][a-z]+){0,2})\b"
    r"|\b(?:[A-Z][\w-]{1,40} ){1,2}[AF]M\b"
)
# A network's station: "NBC10", "Fox 5", "CBS Tarnholm reports".
_LOCAL: Final = (
    r"\b(?:\d{1,2}(?:NBC|CBS|ABC|FOX|NEWS|News|TV)\b|\d{1,2} (?:On Your Side|(?:Action |Eyewitness )?News)\b"
    r"|(?:News ?Channel|Newswatch|Action News|Eyewitness News|News) ?\d{1,2}\b|(?:NBC|CBS|ABC|FOX|Fox)"
    r"(?: ?\d{1,2}\b| (?!News|Sports|Radio)[A-Z][a-z]+(?= (?:first|has|affiliate|report|said|says))))"
)
_AGENCY: Final = r"\b(?!The )(?:[A-Z][\w-]{1,40} ){1,3}(?:News (?:Agency|Service)|Press Agency)\b"
KIND: Final = (
    r"(?:(?:news|radio|television|TV) (?:site|website|network|channel|outlet|magazine|station|agency)|news ?paper|paper"
    r"|daily|weekly|magazine"
    r"|tabloid|web ?site|site|blog|portal|broadcaster|network|channel|station|radio|television|TV|agency|newswire|wire service|outlet"
    r"|publication)"
)
_CLEAR_KIND: Final = (
    r"(?:newspaper|magazine|news agency|tabloid|news site|news website|news channel|radio station|television station|broadcaster|daily)"
)
# Media that a report does not name: "local media", "Veldland's state television".
_ROOM: Final = (
    r"(?:newspaper|paper|(?:TV|television|radio|news) (?:station|channel|network|program(?:me)?|website|site|agency)"
    r"|tabloid|broadcaster|magazine)"
)
_UNNAMED: Final = (
    rf"(?:(?<=\b[Aa] )|(?<=\b[Aa]n )|(?<=\b[Tt]he )|(?<=\b[Oo]ne ))(?:(?:local|national|regional|state) (?:[A-Z][a-z]+ )?(?:news )?{_ROOM}"
    rf"|[A-Z][a-z]+ (?:news )?{_ROOM})\b"
    r"|\b(?:(?:[Ll]ocal|[Ss]tate|[Oo]fficial|[Nn]ational|[Oo]ther|[Ss]everal|[Mm]ultiple|[Vv]arious)(?: [A-Z][a-z]+)?"
    r"|(?!The|This|Social|But|And|If|As)(?:[A-Z][a-z]+ )?[A-Z][a-z]+(?: state)?|U\.?S\.?|U\.?K\.?|EU)"
    r" (?:news )?(?:media(?: (?:reports?|outlets?))?|television|TV|radio|press reports|(?<=news )(?:reports|outlets|organi[sz]ations))\b"
    r"|\b(?:[Mm]edia|[Pp]ress) reports\b|(?<=[Tt]he )(?:[A-Z][a-z]+|local|state|national|foreign) press\b"
)
_CALLERS: Final = (
    *("newspaper", "paper", "broadcaster", "tabloid", "magazine", "website", "news site", "daily", "weekly", "blog", "station"),
    *("news agency", "newsletter", "podcast", "local outlet", "news outlet", "Local outlet", "Local newspaper"),
)
_CALLED: Final = "(?:" + "|".join(f"(?<={kind} )|(?<={kind}, )" for kind in _CALLERS) + ")"
# "Norrposten, a Swedish daily, ...": what stands behind a name calls it a medium.
_IS_ONE: Final = (
    r"(?= ?, (?:an?|the|its|his|her|their|our) (?:[\w.'-]+ ){0,4}?(?:newspaper|daily|weekly|tabloid|magazine"
    r"|news (?:site|website|agency|outlet|channel|magazine)|broadcaster|(?:TV|television|radio) (?:station|channel|network)"
    r"|wire service|newswire|news blog)\b)"
)
CAPITALS: Final = 7  # letters from which a name is known in capitals, too
_ADDITION: Final = r" (?:News|Radio|TV|Television|Online|Magazine|Sunday|Sports?)"
# Names of media that are words of every day: at the beginning of a sentence, without an article, and in compounds they cite nothing.
EVERYDAY: Final = frozenset(
    ["people", "time", "metro", "mint", "stuff", "slate", "focus", "vice", "insider", "fox", "sky", "independent",
     "spectator", "dr", "mirror", "express", "patch", "in touch"]
)  # fmt: skip
# Of two that made a poll together: who stands before the name, and what stands behind it.
_MADE_WITH: Final = re.compile(r"(?:^|[\s(\"])[A-Z][\w'&.]{0,40}[/-]$")
_POLL: Final = re.compile(r" (?:[\w-]{1,40} ){0,2}?(?:poll|survey)s?\b")
_DAYS: Final = frozenset(["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"])
_GOES_ON: Final = re.compile(rf" ({CAP})")
# What stands before the name of a medium and is none of it: "An Associated ...", "March ...", "Ada Lund of ...", "Ada Lund and ...".
_NOT_OF_IT: Final = re.compile(
    r"(?:(?:An?|In|On|As|At|By|But|And|If|When|While|After|Former|Citing|Follow|January|February|March|April|May|June|July|August|September"
    r"|October|November|December|(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day) |.*? (?:of|and|&) )"
)
# Letters of a medium that are those of a thing, too: cameras that watch a street.
_WATCHES: Final = re.compile(r" (?:camera|footage|image|video|still|system|recording)s?\b")
# Institutions whose names end or begin as those of media do.
_NO_MEDIUM: Final = re.compile(
    r"(?:Post Office|World Press|Freedom of the Press|Academic Press|University Press|Free Press (?:Action|Unlimited)"
    r"|(?:White House|State|Justice|Defense|Treasury) Press|(?:Annual|Quarterly|Judicial|Law|Peer|Policy) (?:Report|Review)"
    r"|(?:House|Senate|Senior|Top|Liberal|Social|Christian|Free|Dog|Fellow|New \w+|North \w+|South \w+|West Virginia|Rhode Island"
    r"|Alabama|Alaska|Arizona|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky"
    r"|Louisiana|Maine"
    r"|Maryland|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada|Ohio|Oklahoma|Oregon|Pennsylvania|Tennessee"
    r"|Texas|Utah|Vermont|Virginia|Washington|Wisconsin|Wyoming) (?:Democrat|Independent)"
    r"|Permanent Record|Crime Report|Gold Standard|Police Register|Radio City)"
)
# Of what a paper is, not what it is called: "the British newspaper".
_NO_NAME: Final = re.compile(r"(?:The|This|That|(?:The )?[A-Z]\w+(?:ish|ian|ese|ean|ench|rman|rican|iss|utch|eli|ani|aqi|qi))")
_PERSON: Final = re.compile(r"\b([A-Z][a-z]+\.?) (Bloomberg|Forbes|Fox|Spiegel|Bild|Focus|Quartz)\b")
_LANDS: Final = re.compile(r"^[A-Z][\w.]+'s? ")
# Names of "The ..." that stand alone for it, too; of others, as "Hill" and "Sun", the word alone is another.
_ALONE: Final = frozenset(
    ["guardian", "telegraph", "observer", "economist", "athletic", "oregonian", "intercept", "verge", "hindu", "scotsman", "times-picayune"]
)
_MAGAZINE: Final = re.compile(r" magazine$", re.IGNORECASE)
_NEWSPAPER: Final = re.compile(rf" {_PAPER}\b")
# Words of a name or an address that tell no two media apart.
_EMPTY: Final = frozenset(["the", "www", "com", "co", "uk", "news", "online", "magazine"])


class Medium(NamedTuple):
    """A medium named at [start, end): as it is written there, and as the table has it, else as written, without "the"."""

    written: str
    name: str
    start: int
    end: int
    named: bool = True


@dataclass(frozen=True, slots=True)
class _Names:
    pattern: re.Pattern[str]
    canonical: dict[str, str]  # name in small letters, without "the" -> as the table has it


@cache
def _names() -> _Names:
    canonical: dict[str, str] = {}
    agencies, outlets = table.load()
    # What is posted on a portal, or at a host of blogs, is its author's.
    called = [(one.name, one.written) for one in outlets if not one.portal or one.name.endswith("News")]
    called += [(one.name, one.written) for one in agencies if one.makes == "text"]
    for name, forms in called:
        for form in forms:
            canonical.setdefault(bare(form).lower(), name)
    articled = {bare(one.name).lower() for one in outlets if one.name.startswith("The ") and " " not in bare(one.name)} - _ALONE
    plain = {bare(form) for _, forms in called for form in forms}
    plain |= {form.upper() for form in plain if len(form) >= CAPITALS}
    written = sorted(plain, key=lambda name: (-len(name), name))
    known = "|".join(_spelt(name) if name.lower() not in articled else rf"(?:(?<=[Tt]he )|(?<=THE )){_spelt(name)}" for name in written)
    pattern = (
        rf"{_LOCAL}|(?P<known>(?<=[Tt]he )Sunday {_PAPER}\b"
        rf"|(?:(?<![\w.@/-])|(?<=[A-Za-z][/-]))(?:{known})(?![\w@]|/(?![A-Z])|-[a-z]|\.\w)(?:{_ADDITION}\b)?)"
        rf"|{_AGENCY}|\b(?!The )(?:{CAP} (?:and |of |& )?){{1,3}}(?:{_PAPERS}|{_MORE}(?: {_MORE})?)\b"
        rf"|(?<=[Tt]he ){_PAPERS}\b|\bThe {_MORE}\b(?! {CAP})|\bDaily {CAP}"
        rf"|{_SITE}|{_STATION}|{_CHANNEL}"
        rf"|(?P<unnamed>{_UNNAMED})|{_CALLED}(?:the )?{_WORD}(?: {_WORD}){{0,3}}"
        rf"|\b{CAP}(?: {CAP}){{0,3}}(?:(?= {_CLEAR_KIND}\b)|{_IS_ONE})"
    )
    return _Names(re.compile(pattern), canonical)


def _spelt(name: str) -> str:
    """A pattern of a name; texts that were cut into words set its marks apart: "E ! News", "Times - Picayune"."""
    return re.escape(name).replace("!", " ?!").replace("\\-", " ?- ?")


def bare(name: str) -> str:
    """A name without its article."""
    return name[4:] if name.lower().startswith("the ") else name


def name_of(written: str) -> str:
    """The medium's name as the table has it, else as written, without an article and the country before it."""
    canonical = _names().canonical
    alone = bare(written.strip()).removesuffix("'s").replace(" !", "!").replace(" - ", "-")
    inland = _LANDS.sub("", alone)
    inland = inland if " " in inland else alone
    forms = (alone, re.sub(rf"{_ADDITION}$", "", alone), inland)
    return next((canonical[form.lower()] for form in forms if form.lower() in canonical), inland)


_PAPER_NAME: Final = re.compile(
    rf"(?:[Tt]he )?(?!The )(?:{_WORD} (?:and |of |& )?){{1,3}}(?:{_PAPERS}|TV|Television|Radio|Magazine)|The {_PAPERS}|{_SITE}"
    r"|[KW][A-Z]{2,3}-(?:TV|FM|AM)"
)


def is_paper(name: str) -> bool:
    """Is a name that stands alone one of a newspaper, a station or a site, by its form?"""
    return _PAPER_NAME.fullmatch(name) is not None and not _NO_MEDIUM.search(name) and name.split(maxsplit=1)[0] not in _DAYS


# What the name of a medium ends or begins with in a line where nothing else stands than media, persons, places and days.
_HEADED: Final = re.compile(
    rf"(?:[Tt]he )?(?!The )(?:{_WORD} (?:and |of |& )?){{1,4}}(?:{_PAPERS}|{_MORE}(?: {_MORE})?|News ?\d{{1,2}}|Network|Channel|FM"
    r"|Clarion|Bugle|Beacon|Informer|News Service)"
    rf"|(?:[Tt]he )?(?:Daily|Weekly|Sunday|Evening|Morning|Radio|TV|Television|Channel) (?:{_WORD}|\d{{1,2}})(?: {_WORD}){{0,2}}"
    rf"|[Tt]he {_MORE}|(?:[Tt]he )?(?:{_PAPERS}|News|Press|Review|Record) of (?:the )?{_WORD}(?: {_WORD})?"
)


def is_headed(name: str) -> bool:
    """Is a name that stands over a text, beside a day or a person, one of a medium by its form: "Radio Sund", "Business Daily"?"""
    return is_paper(name) or (
        _HEADED.fullmatch(name) is not None and not _NO_MEDIUM.search(name) and name.split(maxsplit=1)[0] not in _DAYS
    )


@lru_cache(maxsize=1 << 14)
def media_in(text: str, persons: frozenset[str]) -> tuple[Medium, ...]:
    """The media that a folded text names, in order; `persons` are names of media that a person of the text has."""
    return tuple(_media_in(text, persons))


def _media_in(text: str, persons: frozenset[str]) -> Iterator[Medium]:
    at = ended = 0  # `ended`: where the medium before ended
    while match := _names().pattern.search(text, at):
        at = match.end()
        if _is_compound(match, text, ended) or (match[0] == "CCTV" and _WATCHES.match(text, at)):
            continue
        if match["unnamed"] is not None:
            yield Medium(match[0], match[0], *match.span(), named=False)
        elif match["known"] is None and (begins := _begins(match)):
            at = begins
        elif match[0] not in persons and (match["known"] is not None or not _is_none(match, text)):
            ended = at
            yield Medium(match[0], name_of(match[0]), *match.span())


@lru_cache(maxsize=1 << 10)
def persons_in(text: str) -> frozenset[str]:
    """Names of media that are the surname of a person of this text: "Michael Bloomberg"."""
    return frozenset(surname for first, surname in _PERSON.findall(text) if honorific(first) is not None or is_first_name(first))


def is_same(name: str, outlet: str | None) -> bool:
    """Is a medium, as another names it, this outlet: "Harbour News" of harbournews.com, "the Harbour" of Harbour News?"""
    if outlet is None:
        return False
    one, other = _words(name), _words(outlet)
    if _of_two_kinds(name, outlet):
        return False
    return bool(one and other and (one <= other or other <= one)) or _squeezed(name) == _squeezed(outlet) or _station(name, outlet)


def _of_two_kinds(name: str, outlet: str) -> bool:
    """Is one a magazine and the other a newspaper of the same place: "Tarn magazine" and "The Tarn Times"?"""
    magazines = [one for one in (name, outlet) if _MAGAZINE.search(one)]
    return len(magazines) == 1 and not _NEWSPAPER.search(magazines[0]) and any(_NEWSPAPER.search(one) for one in (name, outlet))


def _station(name: str, host: str) -> bool:
    """Is it a network, or its station, on a host of that station: "NBC10" on nbctarnholm.com?"""
    network = re.sub(r"news$|\d+$", "", _squeezed(name))
    return "." in host and len(network) >= 3 and _squeezed(host).startswith(network)


@lru_cache(maxsize=1 << 14)
def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", name.casefold())) - _EMPTY


@lru_cache(maxsize=1 << 14)
def _squeezed(name: str) -> str:
    return re.sub(r"^www\.|\.(?:com|co|net|org|uk|au|in|tv)\b|^the\b|\W", "", name.casefold())


def _is_compound(match: re.Match[str], text: str, ended: int) -> bool:
    """Is a known name the end of another word or an address ("part-time", "example.com/Reuters"), and not of two media side by side?"""
    start = match.start()
    if match["known"] is None or text[max(0, start - 1) : start] not in ("/", "-"):
        return False
    polled = _MADE_WITH.search(text, max(0, start - 45), start) and _POLL.match(text, match.end())
    return bare(match[0]).lower() in EVERYDAY or (start - 1 != ended and not polled)


def _begins(match: re.Match[str]) -> int | None:
    """Where the name begins in what was taken for one: "Ada Lund of Fox News" and "September Fox News" hold another name."""
    before = _NOT_OF_IT.match(match[0])
    if before is None:
        return None
    rest = match[0][before.end() :]
    joined = before[0].endswith((" of ", " and ", " & "))
    return match.start() + before.end() if rest and (not joined or bare(rest).lower() in _names().canonical) else None


def _is_none(match: re.Match[str], text: str) -> bool:
    """Is a name of our making no name of a medium? It may go on in another: "the Post Office", "Radio City Music Hall"."""
    following = _GOES_ON.match(text, match.end())
    goes_on = following is not None and following[1] not in _DAYS
    first = match[0].split()[0]
    of_person = first in _DAYS or honorific(first) is not None
    no_name = _NO_NAME.fullmatch(match[0]) is not None and bare(match[0]).lower() not in _names().canonical  # "The Guardian newspaper"
    return goes_on or of_person or no_name or _NO_MEDIUM.search(match[0]) is not None

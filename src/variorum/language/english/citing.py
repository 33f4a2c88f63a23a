"""Where running text says that it has something from another outlet or agency: "told the Daily Harbour", "first reported by Northwire".

The name of a medium alone cites nothing; it takes a word of telling before or behind it.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from variorum.language.english.media import CAP, EVERYDAY, KIND, Medium, bare, media_in, persons_in
from variorum.text.normal import fold


class Cited(NamedTuple):
    """A medium named as the giver of something: its name, and [start, end) of the words that say so."""

    name: str  # as the table has it, else as written, without "the"
    start: int
    end: int
    named: bool = True  # or only said to be media: "local media"
    account: bool = True  # has it a report of that medium, or only what somebody told it?


# What may stand between the word of telling and the name: "told Veldland's state-run news agency ...".
_LEAD: Final = (
    r"(?:[A-Z][\w.]+ [A-Z][\w.'-]+ (?:of|from|at|with) )?"
    r"(?:(?:the|THE|a|an|its|his|her|their|our) )?(?:(?:[A-Z][\w.-]+ )?[A-Z][\w.-]+ ?'s? )?"
    r"(?:(?:local|state|private|public|independent|national|regional|official|influential|conservative|liberal|opposition|online|business|sports"
    r"|cable|gaming|tech|technology|celebrity|financial|leading|daily|weekly|student|hometown|rival|state-\w+|pro-\w+|semi-\w+|left-wing|right-wing"
    rf"|[A-Z][a-z]+(?:-(?:language|based))?) ){{0,3}}(?:{KIND},? (?:the )?)?"
)
_REPORT: Final = (
    r"(?:reports?|reporting|reporters?|stor(?:y|ies)|articles?|accounts?|posts?|investigations?|dispatch|analysis|reviews?|profiles?|editorials?"
    r"|counts?|tall(?:y|ies)|averages?|polls?|surveys?|op-eds?|columns?|exclusives?|scoops?|interviews?)"
)
_TELL: Final = (
    r"(?:told|tells?|telling|confirm(?:s|ed|ing)(?: \w+| ?,){0,4} (?:to|for)"
    r"|(?:complain|acknowledg|admitt?|confid|confess|remark|recall|reveal|lament|stress|insist|hint|boast|deni)(?:ed|s|es|ing)? to"
    r"|opened up to|[Ss](?:at|its|it|itting) down(?: \w+| ?,){0,3} with|contacted by|guest on|live on"
    r"|[Ss]p(?:eaking|oke|oken) (?:exclusively |later )?(?:to|with|on)|[Tt]alk(?:ed|ing) (?:to|with)"
    r"|[Ii]nterviews?(?: \w+){0,4} (?:with|on|by|in|for|to|from)|[Ii]nterviewed (?:\w+ ){0,2}(?:by|on|for)"
    r"|[Aa]ppear(?:ance|ed|ing|s)?(?: \w+){0,2}(?: on a show)? on"
    r"|(?:statement|comment|e-?mail|message)(?:s|ed)?(?: \w+){0,2} to|comment(?:s|ed)? with"
    r"|(?:said|saying|says|argued|[Aa]sked|explained|added)(?: \w+| ?,){0,4} (?:on|to|in)|said|says|report(?:s|ed)"
    r"|(?:wrote|[Ww]riting)(?: \w+| ?,){0,4} (?:in|for|on)"
    r"|(?:op-ed|column|essay|blog)(?: \w+){0,4} (?:in|for|by)|columnist for|reporters? (?:from|for|with))"
)
_ACCOUNT: Final = (
    r"(?:[Aa]ccording to|(?:[Aa]s|[Ff]irst) (?:reported|told|noted|described) (?:by|in|to|on)"
    rf"|{_REPORT}(?: [\w-]+){{0,3}} (?:in|by|from|on)"
    r"|(?:reported|quoted|cited|published|obtained|leaked|revealed|broken|carried|broadcast|aired|unearthed|uncovered|posted|noted|described"
    r"|disclosed|reviewed|seen|confirmed|released|detailed|shared|provided|calculated|compiled|gathered)(?: \w+){0,3} (?:by|in|on|to|with)"
    r"|(?:polls?|surveys?|conducted)(?: [\w-]+){0,3} for"
    r"|[Cc]iting|[Qq]uoting|quotes|credit(?:s|ed|ing)? to|(?:[Vv]ia|[Pp]er)(?: [A-Z][\w.]+(?: [A-Z][\w.-]+){1,2} (?:of|at|for|with|from))?"
    r"|[Ss]ources? ?:|h/t|reported on(?: \w+){0,2} by)"
)
_BEFORE: Final = re.compile(rf"(?:^|(?<=[\s(\"'-]))(?:(?P<account>{_ACCOUNT})|{_TELL}) {_LEAD}(?:\" ?(?:[Tt]he )?)?$")
_REACH: Final = 130  # code points before a name in which its word of telling has to begin, and behind it
_ADVERBS: Final = (
    r"(?:(?:first|also|has|had|have|previously|later|initially|since|then|already|exclusively|recently|itself|separately|\w+ly|on \w+day|"
    r"\w+day) ){0,3}"
)
_SAYING: Final = (
    r"(?:report(?:s|ed)?|(?:is|was|are|were) reporting|said|says?|wrote|writes|not(?:es|ed)|quot(?:es|ed)|cit(?:es|ed)|claim(?:s|ed)"
    r"|reveal(?:s|ed)|broke|publish(?:es|ed)|disclos(?:es|ed)|learn(?:s|ed)|obtain(?:s|ed)|add(?:s|ed)|describ(?:es|ed)|stat(?:es|ed)"
    r"|suggest(?:s|ed)|cast|portray(?:s|ed)|hailed|predict(?:s|ed)|project(?:s|ed)|rank(?:s|ed)|captured|has (?:video|footage|audio)"
    r"|(?:was|were) (?:the )?first to report|confirm(?:s|ed)|point(?:s|ed) out|document(?:s|ed)|is told|is claiming|surveyed"
    r"|found|interview(?:s|ed)|understands?|tells?|(?:was|were) told"
    r"|estimat(?:es|ed)|identif(?:ies|ied)|explain(?:s|ed)|acknowledg(?:es|ed)|detail(?:s|ed)|carried|aired|mentioned|showed|tweeted"
    r"|posted|call(?:s|ed)|asked)\b"
)
_PAIRED: Final = r"(?:[/-][A-Z][\w&]*(?: [A-Z][\w&]+){0,3})?"  # a poll that two made: "Harbour Post-Daily Gazette poll"
_AFTER: Final = re.compile(
    rf"{_PAIRED} (?:[\w-]+ ){{0,2}}?(?:poll|survey)s?\b"
    rf"|(?: {KIND})?(?:(?: ?,? (?:which|who)| ?, (?:citing|quoting) [^,;]{{2,80}},)? {_ADVERBS}{_SAYING}"
    rf"|(?: ?' ?s?)? (?:\"|'')[^\"]{{2,40}}?(?:\"|'') {_ADVERBS}{_SAYING}"
    r"|(?: ?' ?s?)? (?:[\w-]+ ){0,3}?(?:report|story|article|scoop|investigation|interview|headline|front page|op-ed"
    r"|column|editorial|analysis|tally|count|exclusive|review|profile|broadcast)s?\b"
    rf"|(?: ?' ?s?)? (?:[\w-]+ ){{0,2}}?(?:sources|web ?site|site|blog|{CAP} {CAP}(?: {CAP})?) {_SAYING}"
    rf"|(?: ?' ?s?)? (?:[\w-]+ ){{0,2}}?(?:reporter|correspondent|columnist|journalist|writer|host|anchor)s?"
    rf" (?:in [A-Z][\w]+ )?(?:[A-Z]|{_SAYING})"
    rf"|(?: ?' ?s?) {CAP} {CAP} (?:{_ADVERBS}{_SAYING}|(?:was|is) (?:the )?first to report))"
)
# "On CNN, Holm said ...": it stands at the beginning, and the sentence goes on with who said so.
# Of media that are not named, one newspaper or station is told something; "local media" are told what all are.
_ROOM_ALONE: Final = re.compile(r"(?:newspaper|paper|station|network|channel|website|site|magazine|tabloid|broadcaster)$")
_ON: Final = re.compile(r"(?:^|[a-z]day )[Oo]n (?:the )?(?:cable channel |network )?$")
_ON_AIR: Final = re.compile(
    r" ?' ?s? ?(?:\"|'')[^\"]{2,40}?(?:\"|'')"
    r"|(?: ?' ?s?)?(?: on)?(?: \w+day(?: \w+)?)? ?,? (?:[\w.]+ ){0,4}?(?:said|told|argued|claimed|insisted|denied"
    r"|called|defended|dismissed|suggested|acknowledged|explained)\b"
)
# "[HuffPost]", "[Ada Lund, HuffPost.]": what a digest has from where.
_BRACKET: Final = re.compile(r"\[(?:[^\[\]]{2,40}, )?(?:the |The )?$")
_AGAIN: Final = re.compile(
    rf"\b[Tt]he {KIND} (?:{_ADVERBS}{_SAYING}|'s (?:report|story|article))|\b(?:told|according to) the {KIND}\b(?! of| that| which| in)"
)
_AND: Final = re.compile(rf",? (?:and|or|as well as) {_LEAD}|, (?:the )?")


def citations(sentences: Sequence[str]) -> list[list[Cited]]:
    """For each sentence of a report, in order, where it says that another medium gave it something.

    A short name stands for the last full one that ends in it ("the Times"), and "the paper said" for the last that was cited.
    """
    folded = [fold(sentence) for sentence in sentences]
    persons = persons_in(" ".join(folded))
    full: dict[str, str] = {}  # last word of a name -> the name
    last: str | None = None
    found: list[list[Cited]] = []
    for sentence in folded:
        here = list(_cited(sentence, full, persons))
        if here:
            last = here[-1].name
        elif last is not None and (again := _AGAIN.search(sentence)):
            here.append(Cited(last, *again.span()))
        found.append(here)
    return found


def _cited(text: str, full: dict[str, str], persons: frozenset[str]) -> Iterator[Cited]:
    """The citations of one sentence; the full names that it has are noted in `full`."""
    joined = -1  # where the name ended that was cited last
    for medium in media_in(text, persons):
        name = _full(medium, full)
        before = text[max(0, medium.start - _REACH) : medium.start]
        told = _BEFORE.search(before)
        says = _AFTER.match(text, medium.end, min(len(text), medium.end + _REACH))
        bracketed = text.startswith(("]", ".]"), medium.end) and _BRACKET.search(before)
        on_air = medium.named and _ON.search(before) and _ON_AIR.match(text, medium.end, min(len(text), medium.end + _REACH))
        if told and (medium.named or told["account"] or _ROOM_ALONE.search(medium.written)):
            joined = medium.end
            yield Cited(name, medium.start - len(before) + told.start(), joined, medium.named, told["account"] is not None)
        elif bracketed or on_air:
            joined = medium.end
            yield Cited(name, medium.start, joined, medium.named, account=bool(bracketed))
        elif says and not _everyday(medium, before):
            joined = says.end()
            yield Cited(name, medium.start - 4 * before.endswith("The "), joined, medium.named)
        elif joined >= 0 and _AND.fullmatch(text, joined, medium.start):
            joined = medium.end
            yield Cited(name, medium.start, joined)


def _full(medium: Medium, full: dict[str, str]) -> str:
    """The name that is meant: a full one is noted under its last word, and that word alone stands for it later."""
    if not medium.named:
        return medium.name
    words = bare(medium.written).split()
    if len(words) == 1:
        return full.get(words[0], medium.name)
    full[words[-1]] = medium.name
    return medium.name


def _everyday(medium: Medium, before: str) -> bool:
    """Is it a word of every day at the beginning of a sentence: "People reported ..."?"""
    begins = not before.strip() or before.rstrip()[-1] in ".!?\"'"
    return begins and bare(medium.written).lower() in EVERYDAY

"""Where running text says that it has something from another outlet or agency: "told the Daily Harbour", "first reported by Northwire".

The name of a medium alone cites nothing; it takes a word of telling before or behind it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, NamedTuple

from variorum.language.english.media import CAP, EVERYDAY, KIND, Medium, bare, media_in, persons_in
from variorum.language.english.words.lexicon import reporting, word_set
from variorum.language.english.words.verbs import forms_of, past_of
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
    r"(?:(?:the|THE|a|an|its|his|her|their|our|this week's|last week's) )?(?:(?:[A-Z][\w.-]+ )?[A-Z][\w.-]+ ?'s? )?"
    r"(?:(?:local|state|private|public|independent|national|regional|official|influential|conservative|liberal|opposition|online|business|sports"
    r"|cable|gaming|tech|technology|celebrity|financial|leading|daily|weekly|student|hometown|rival|state-\w+|pro-\w+|semi-\w+|left-wing|right-wing"
    rf"|[A-Z][a-z]+(?:-(?:language|based))?) ){{0,3}}(?:{KIND},? (?:the )?)?"
)


def _either(words: Iterable[str]) -> str:
    """A pattern of these words, the longest first."""
    return "|".join(re.escape(word).replace("\\ ", " ") for word in sorted(words, key=lambda word: (-len(word), word)))


def _forms(verbs: Iterable[str]) -> frozenset[str]:
    """All forms of verbs; of a verb with a particle, of the verb."""
    split = [verb.partition(" ") for verb in verbs]
    return frozenset(f"{form}{blank}{rest}" for verb, blank, rest in split for form in forms_of(verb))


_REPORTING: Final = frozenset(word for word in reporting() if ":" not in word)
# Verbs by which a medium gives facts: those of saying and showing but for those by which it speaks for itself, and its trade's.
_GIVES: Final = frozenset(_REPORTING - word_set("citing.own_word") | word_set("citing.gives"))
_GIVE: Final = rf"(?:{_either(_forms(_GIVES))})"
_SAY: Final = rf"(?:{_either(_forms(_REPORTING))})"
_SAID: Final = frozenset(word for word in _REPORTING if reporting()[word] == "say")
_SPOKEN: Final = rf"(?:{_either(_forms(_SAID))}|describe[sd]|called|defended|dismissed)"
_TOLD: Final = frozenset(past for verb in _GIVES | word_set("citing.asks") if " " not in verb for past in past_of(verb))
_PARTICIPLE: Final = rf"(?:{_either(_TOLD)})"
_PIECE: Final = word_set("citing.pieces")
_PIECES: Final = rf"(?:{_either(_PIECE | {f'{piece}s' for piece in _PIECE} | {'analyses', 'stories', 'tallies'})})"
_ROLES: Final = word_set("citing.people")
_PEOPLE: Final = rf"(?:{_either(_ROLES)})s?"
_PERSON: Final = rf"{CAP}(?: [A-Z]\.)? {CAP}(?: {CAP})?"
_TELL: Final = (
    r"(?:told|tells?|telling|[Oo]pen(?:s|ed|ing)? up(?: \w+){0,4} to|(?P<opened>[Oo]pen(?:s|ed|ing)? up(?: \w+){0,4} in)"
    r"|[Ss](?:at|its|it|itting) down(?: \w+| ?,){0,3} with|guest on|live on"
    r"|[Ss]p(?:eaking|oke|oken) (?:exclusively |later )?(?:to|with|on)|[Tt]alk(?:ed|ing) (?:to|with)"
    r"|[Ii]nterviews?(?: \w+){0,4} (?:with|on|by|in|for|to|from)|[Aa]ppear(?:ance|ed|ing|s)?(?: \w+){0,2}(?: on a show)? on"
    r"|(?:went|go|goes|going) on(?= (?:the )?[A-Z])|remarks?(?: \w+){0,3} (?:to|on|in)"
    r"|(?:statement|comment|e-?mail|message)(?:s|ed)?(?: \w+){0,2} to|comment(?:s|ed)? with"
    r"|(?:confid|confess|lament|admitt?)(?:ed|s|es|ing) to"
    rf"|(?:{_SAY}|[Aa]sked)(?: \w+| ?,){{0,4}} to|(?:said|saying|says|argued|[Aa]sked|explained|added)(?: \w+| ?,){{0,4}} (?:on|in)"
    rf"|(?:said|says|report(?:s|ed))|(?<=[\"',] ){_GIVE}"
    r"|(?:wrote|[Ww]riting|[Rr]eviewing|[Rr]eporting|[Cc]overing)(?: \w+| ?,){0,4} (?:in|for|on)"
    rf"|(?:op-ed|column|essay|blog)(?: \w+){{0,4}} (?:in|for|by)|(?:columnist|reviewer|critic) for|{_PEOPLE} (?:from|for|with|of|at))"
)
_THINGS: Final = word_set("citing.told_things")
_ACCOUNT: Final = (
    r"(?:[Aa]ccording to|(?:[Aa]s|[Ff]irst) (?:reported|told|noted|described) (?:by|in|to|on)"
    rf"|(?i:{_PIECES})(?: [\w-]+){{0,3}} (?:in|by|from|on|of|for)"
    rf"|(?i:{_PIECES}) (?:from|by|of) (?:[\w-]+ ){{0,3}}{_PERSON} (?:over )?(?:at|from|of|with)"
    rf"|(?P<had>(?:[Tt]he|[Tt]hat|[Tt]his|[Tt]h[eo]se) (?:[\w-]+ )?(?:{_either(_THINGS)})s?(?: ?,)?"
    r"(?: comes?| came| is| are| was| were)? from"
    r"|(?:[Rr]ead|[Ss]ee|[Ff]ind|[Mm]ore|[Ff]ull)(?: [\w-]+){0,3} (?:story|report|article|details|interview|piece|more)"
    r"(?: [\w-]+){0,2} (?:at|on|in))"
    rf"|(?i:{_PARTICIPLE})(?: [\w-]+){{0,4}} (?:by|in|on|to|from)|(?:shared|recorded|taped)(?: \w+){{0,3}} with"
    r"|(?:[Ii]n|[Tt]ells?|[Tt]old)(?: [\w']+){0,3} (?:issue|edition) of|(?:first )?given (?:to|by|in)"
    r"|(?:uploaded|posted|put online)(?: \w+){0,2} (?:by|on)|(?:played|shown)(?: \w+){0,2} on"
    r"|conducted(?: [\w-]+){0,3} for|[Cc]iting|[Qq]uoting|quotes|credit(?:s|ed|ing)? to"
    r"|(?:[Vv]ia|[Pp]er)(?: [A-Z][\w.]+(?: [A-Z][\w.-]+){1,2} (?:of|at|for|with|from))?"
    r"|[Ss]ources? ?:|h/t|reported on(?: \w+){0,2} by"
    r"|(?:[Ss]urfaced|[Ee]merged|[Aa]ppeared|[Ll]eaked|[Cc]ame (?:out|to light))(?: \w+){0,2} (?:in|on|via))"
)
_BEFORE: Final = re.compile(rf"(?:^|(?<=[\s(\[\"'-]))(?:(?P<account>{_ACCOUNT})|{_TELL}) {_LEAD}(?:\" ?(?:[Tt]he )?)?$")
_REACH: Final = 130  # code points before a name in which its word of telling has to begin, and behind it
_ADVERBS: Final = (
    r"(?:,? ?(?:first|both|each|all|also|has|had|have|did|previously|later|initially|since|then|already|exclusively|recently|itself"
    r"|separately|even|however|earlier|\w+ly|on \w+day|last (?:week|month|year)|this (?:week|month|year)|in [A-Z][a-z]+|in (?:19|20)\d\d"
    r"|\w+day),? ){0,3}"
)
# What a medium has got: "TMZ has the video".
_KEPT: Final = r"(?:full|exclusive|story|details|memo|letter|e-?mails?|tapes?|recordings?|documents?|files?)"
_HAD_FIRST: Final = r"first had (?:the |an? )?(?:news|story|report|details)\b"
_SAYING: Final = (
    rf"(?:(?:(?:is|was|are|were) )?{_GIVE}|has (?:an?|video|footage|audio|the {_KEPT})\b|(?:was|were|is) told"
    rf"|(?:was|were|is) (?:among )?(?:the )?(?:very )?first (?:\w+ )?to {_GIVE}"
    rf"|(?:can|could) (?:now )?(?:also )?{_GIVE}|that (?:first )?{_GIVE}"
    r"|(?:gave|gives) (?:the|a) (?:number|toll|figure|name|age|cause|date|price)\b|(?:spoke|spoken|talked) (?:to|with)"
    rf"|puts? (?:[\w-]+ ){{1,6}}?at|{_HAD_FIRST}|had (?:it|the (?:news|story)) first\b"
    rf"|(?:ran|runs|carried|carries|made) (?:[\w-]+ ){{1,4}}?(?:{_PIECES}|arguments?|claims?|allegations?))\b"
)
_PAIRED: Final = r"(?:[/-][A-Z][\w&]*(?: [A-Z][\w&]+){0,3})?"  # a poll that two made: "Harbour Post-Daily Gazette poll"
_ASIDE: Final = (
    r"(?: ?\([^()]{2,60}\)| ?, (?:citing|quoting|which|who|for one|a|an|the|(?:run|owned|funded) by|based in|part of) [^,;]{0,80},"
    r"| ?,? (?:which|who))"
)
_SPEAKS: Final = rf"[^.;:]{{0,60}}?\b(?:{_SAY}|{_GIVE})\b"
_AFTER: Final = re.compile(
    rf"{_PAIRED} (?:[\w-]+ ){{0,2}}?(?:poll|survey)s?\b"
    rf"|(?: {KIND})?{_ASIDE}? ?{_ADVERBS}(?<= ){_SAYING}"
    rf"|(?: ?' ?s?)? (?:\"|'')[^\"]{{2,40}}?(?:\"|'') {_ADVERBS}{_SAYING}"
    rf"|(?: ?' ?s?)? (?:[\w-]+ ){{0,3}}?{_PIECES}\b"
    rf"|(?: ?' ?s?)? (?:[\w-]+ ){{0,2}}?(?:sources|web ?site|site|blog|{CAP} {CAP}(?: {CAP})?) {_SAYING}"
    rf"|(?: ?' ?s?)? (?:[\w-]+ ){{0,2}}?{_PEOPLE} (?:{_PERSON}|{_SPEAKS})"
    rf"|(?: ?' ?s?) {_PERSON}(?:{_SPEAKS}| (?:was|is) (?:the )?first to report| {_HAD_FIRST})"
)
# Of persons of a medium who say something: "Ada Lund at the Daily Harbour agreed", "a reporter for the Daily Harbour saw".
_THEIR: Final = re.compile(rf"(?:{_PERSON}|{_PEOPLE}) (?:of|at|from|with|for) {_LEAD}$")
_SPOKE: Final = re.compile(_SPEAKS)
# The first word of another name: "Reuters Plaza"; of one that may have an owner too: "Vice President", "People's Party".
_GOES_ON: Final = re.compile(r" (?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)[A-Z]")
_NAMED_ON: Final = re.compile(r"(?: ?'s)? (?!(?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)day)[A-Z]")
# "On CNN, Holm said ...": it stands at the beginning, and the sentence goes on with who said so.
# Of media that are not named, one newspaper or station is told something; "local media" are told what all are.
_ROOM_ALONE: Final = re.compile(
    r"(?:newspaper|paper|station|network|channel|website|site|magazine|tabloid|broadcaster|(?:local|state|public) (?:radio|television|TV))$"
)
# Of whom it is said that they work there, or whom a network owns: neither gives anything.
_WORKS: Final = re.compile(
    r"\b(?:works?|worked|working|serves?|served|hired|became|was|is|been|be) (?:as )?(?:an? |the )?(?:[\w-]+ ){0,3}?"
    rf"{_PEOPLE} (?:from|for|with|of|at) {_LEAD}$"
)
_OWNS: Final = re.compile(
    r"(?: ?'s)? (?:affiliate|partner|sister station)s? (?=[A-Z])| (?:Intelligence Unit|Foundation|Company|Corporation|Corp|Group|Inc)\b"
)
# What a person of a medium does or suffers and tells nothing by.
_LEAVES: Final = word_set("citing.leaves")
_BEFALLEN: Final = frozenset(past for verb in word_set("citing.befalls") for past in past_of(verb))
_OF_ITSELF: Final = re.compile(
    r" announced (?:on \w+day )?(?:that )?(?:it|its|plans)\b"
    rf"| (?:has |have )?(?:{_either(_forms(_LEAVES))}|(?:was|were|been) (?:{_either(_BEFALLEN)}))\b"
    r"| sa(?:id|ys) (?:on \w+day )?(?:that )?it (?:would|will|plan(?:s|ned)|expect(?:s|ed)|intend(?:s|ed)|had (?:decided|agreed))\b"
)
_ON: Final = re.compile(rf"(?:^|[a-z]day |^\"?|(?<=['\"] ))(?:[Oo]n|[Ii]n) {_LEAD}$")
_ON_AIR: Final = re.compile(
    r" ?' ?s? ?(?:\"|'')[^\"]{2,40}?(?:\"|'')| ?' ?s '[^\"']{2,40}'(?= )"
    rf"|(?: ?' ?s?)?(?: on)?(?: \w+day(?: \w+)?)? ?,? (?:[\w.]+ ){{0,4}}?(?:{_SPOKEN})\b"
)
# "[HuffPost]", "[Ada Lund, HuffPost.]": what a digest has from where.
_BRACKET: Final = re.compile(r"\[(?:[^\[\]]{2,40}, )?(?:the |The )?$")
_AGAIN: Final = re.compile(
    rf"\b[Tt]he {KIND} (?:{_ADVERBS}{_SAYING}|'s (?:report|story|article))|\b(?:told|according to) the {KIND}\b(?! of| that| which| in)"
)
_ALSO: Final = re.compile(rf" (?:and|or) {_LEAD}")
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
    waiting: Medium | None = None  # the name before, where nothing cites it yet: "Reuters and the Daily Harbour reported"
    for medium in media_in(text, persons):
        before = text[max(0, medium.start - _REACH) : medium.start]
        if (bare(medium.written).lower() in EVERYDAY and _NAMED_ON.match(text, medium.end)) or _gives_nothing(text, medium, before):
            continue
        name = _full(medium, full)
        told = _BEFORE.search(before)
        if told and (told["had"] or told["opened"]) and _GOES_ON.match(text, medium.end):
            told = None  # "in Reuters Plaza", "from CNN Tower Ltd"
        until = min(len(text), medium.end + _REACH)
        aside = before.endswith((", ", ", the ")) and text.startswith(",", medium.end)  # "the local paper, the Daily Harbour, says"
        says = _AFTER.match(text, medium.end + aside, until) or (_THEIR.search(before) and _SPOKE.match(text, medium.end, until))
        bracketed = text.startswith(("]", ".]"), medium.end) and _BRACKET.search(before)
        on_air = medium.named and _ON.search(before) and _ON_AIR.match(text, medium.end, until)
        if told and (medium.named or told["account"] or _ROOM_ALONE.search(medium.written)):
            joined = medium.end
            yield Cited(name, medium.start - len(before) + told.start(), joined, medium.named, told["account"] is not None)
        elif bracketed or on_air:
            joined = medium.end
            yield Cited(name, medium.start, joined, medium.named, account=bool(bracketed))
        elif says and not _everyday(medium, before):
            if waiting and joined < waiting.start and _ALSO.fullmatch(text, waiting.end, medium.start):
                yield Cited(_full(waiting, full), waiting.start, waiting.end, waiting.named)
            joined = says.end()
            yield Cited(name, medium.start - 4 * before.endswith("The "), joined, medium.named)
        elif joined >= 0 and _AND.fullmatch(text, joined, medium.start):
            joined = medium.end
            yield Cited(name, medium.start, joined)
        waiting = medium


def _gives_nothing(text: str, medium: Medium, before: str) -> bool:
    """Is it only said who works there, whose station another is, or what the medium does itself?"""
    return bool(_OWNS.match(text, medium.end) or _OF_ITSELF.match(text, medium.end) or _WORKS.search(before))


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

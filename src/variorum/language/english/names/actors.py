"""Who can act in politics: countries, bodies, armed groups and role words, found in the words of a name. Codes as PLOVER records them."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import takewhile
from typing import Final

from variorum.language.english.names import gazetteer
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows
from variorum.model.naming import ActorKind, Naming, Resolved

_WORD = re.compile(r"[^\W_](?:[\w.&/-]|'(?=[^\W\ds]|s\w))*", re.UNICODE)
_AND = re.compile(r"\s*,?\s+and\s+(?:the\s+|its\s+)?|\s*,\s+(?:the\s+)?")
_JOINING = re.compile(r"\band\b|&")
JOINT = re.compile(r"(?:'s)?(?:\s*,)?\s*(?:and|&|or|,|/|-)?\s*(?:the|its|by|from)?\s*")
# A country named after one of these is where, to whom or against whom, not whose: "the US ambassador to Russia".
_ASIDE: Final = word_set("actors.aside")
# Capitals that are as well a person's name, another place or a common word: they name no government on their own.
_AMBIGUOUS_CAPITALS: Final = word_set("actors.ambiguous_capitals")
# Role words that say little; a more telling one in the same name goes first ("opposition leader" is opposition).
_WEAK: Final = word_set("actors.weak")
_FOR_STATE: Final = re.compile(r"\b(?:minister|ambassador|envoy|diplomat|negotiator)\b", re.IGNORECASE)
_ONCE: Final = re.compile(r"\b(?:former|ex-|then-)", re.IGNORECASE)
_CAPITALISED: Final = re.compile(r"[A-Z][\w'-]+(?:\s+(?:of\s+|the\s+|de\s+|al-)?[A-Z][\w'-]+)*")
_PRIVATE_BODIES: Final = word_set("actors.private_bodies")
_QUARTERS: Final = frozenset({"North", "South"})  # that stand for a country alone, and for none in a longer name
_WHERE: Final = frozenset({"of", "in", "from", "at", "near", "the", "city", "town", "village"})
_ARTICLE: Final = re.compile(r"^(?:the|a|an)\s+", re.IGNORECASE)
# "Presidents of three countries" are of more than the one that is named.
_NUMEROUS: Final = re.compile(r"\b(?:countries|nations|states|governments|foreign|international|Western|European)\b")
_ALLIANCE: Final = "North Atlantic Treaty Organization"


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[tuple[str, int, int], ...]:
    """(word, start, end) of a text; a final full stop and a possessive ending are no part of a word."""
    found = ((m.group().rstrip("."), m.start()) for m in _WORD.finditer(text))
    return tuple((word, start, start + len(word)) for word, start in found)


@cache
def _gazetteer() -> dict[tuple[str, ...], tuple[str, ActorKind, str, tuple[str, ...]]]:
    """Words of a name -> (code, kind, canonical name, sectors)."""
    found: dict[tuple[str, ...], tuple[str, ActorKind, str, tuple[str, ...]]] = {}

    def add(names: str, code: str, kind: ActorKind, canonical: str, sectors: tuple[str, ...]) -> None:
        for name in filter(None, re.split("[;|]", names)):
            found.setdefault(
                tuple(word for word, _, _ in words(name.removeprefix("the ").removeprefix("The "))), (code, kind, canonical, sectors)
            )

    for names, code, sectors, kind in rows("plover_bodies.tsv"):
        add(names, code, "group" if kind == "group" else "body", names.split("|")[0], tuple(filter(None, sectors.split(" "))))
    for row in rows("plover_states.tsv"):
        code, names, peoples, seats = (*row, "", "")[:4]
        canonical = gazetteer.country_name(code) or code
        add(names, code, "country", canonical, ())
        add(peoples, code, "people", canonical, ())
        add(seats, code, "seat", canonical, ("GOV",))
    for country in gazetteer.countries():
        canonical = country.names[0]
        add(";".join(country.names), country.code, "country", canonical, ())
        add(";".join(country.people), country.code, "people", canonical, ())
        add(_plurals(country.people), country.code, "people", canonical, ())
        add(";".join(name for name in country.capitals if name not in _AMBIGUOUS_CAPITALS), country.code, "seat", canonical, ("GOV",))
        add(";".join(country.seats), country.code, "seat", canonical, ("GOV",))
    # Negotiation records print parties in capitals; short names would clash with common words and stay as they are.
    for key, value in list(found.items()):
        if sum(map(len, key)) > 3:
            found.setdefault(tuple(word.upper() for word in key), value)
    return found


@cache
def _longest() -> dict[str, int]:
    """First word -> the most words that a name beginning with it has."""
    found: dict[str, int] = {}
    for key in filter(None, _gazetteer()):
        found[key[0]] = max(len(key), found.get(key[0], 0))
    return found


@cache
def sector_words() -> dict[str, str]:
    """Role word -> PLOVER sector."""
    return {word: row[0] for row in rows("plover_sectors.tsv") for word in row[1:]}


def _plurals(peoples: tuple[str, ...]) -> str:
    """Plain plurals of the words for a people: "Afghan" also gives "Afghans"."""
    return ";".join(name + "s" for name in peoples if name[-1] in "ainkbdtrlogez" and not name.endswith("ish"))


@lru_cache(maxsize=1 << 14)  # the words of a name come again and again
def namings(text: str) -> tuple[Naming, ...]:
    """Every country, body or group named in a text, longest names first at each place, in text order."""
    tokens = words(text)
    known, longest = _gazetteer(), _longest()
    found: list[Naming] = []
    at = 0
    while at < len(tokens):
        for length in range(min(longest.get(tokens[at][0], 0), len(tokens) - at), 0, -1):
            hit = known.get(tuple(word for word, _, _ in tokens[at : at + length]))
            if hit and not _part_of_name(tokens, at, length, hit[1]):
                found.append(Naming(tokens[at][1], tokens[at + length - 1][2], *hit))
                at += length - 1
                break
        at += 1
    return tuple(found)


def _part_of_name(tokens: Sequence[tuple[str, int, int]], at: int, length: int, kind: ActorKind) -> bool:
    """A capital city or a people's name inside another name: "Victoria Police", "New England", "London Bridge", "South Downs" stay what
    they are.
    """
    before = tokens[at - 1][0] if at else ""
    behind = [word for word, _, _ in takewhile(lambda token: token[0][0].isupper(), tokens[at + length :])]
    if kind == "people" and not _PRIVATE_BODIES.isdisjoint(map(str.lower, behind)):
        return True  # "the American Federation of Clerks"
    if length == 1 and tokens[at][0] in _QUARTERS and at + 1 < len(tokens) and tokens[at + 1][0][0].isupper():
        return True
    return kind in {"country", "seat"} and before in {"New", "Little", "Miss", "Mr", "Mrs", "Ms", "Lake", "St", "Saint"}


@lru_cache(maxsize=1 << 14)
def sectors_of(text: str) -> tuple[str, ...]:
    """The sectors that a name's role words stand for, the most telling first; a role after "of" or "at" counts only if none is before."""
    lookup = sector_words()
    own: list[tuple[bool, str]] = []
    aside: list[tuple[bool, str]] = []
    inside = own
    for lowered in (part for word, _, _ in words(text) for part in (word.lower(), *word.lower().split("-")[: word.count("-") and 2])):
        if lowered in {"of", "at", "from", "in", "against", "who", "which", "that"}:
            inside = aside
        elif lowered in lookup:
            inside.append((lowered in _WEAK, lookup[lowered]))
    ranked = sorted(own or aside, key=lambda pair: pair[0])
    return tuple(dict.fromkeys(sector for _, sector in ranked))[:1]


@lru_cache(maxsize=1 << 14)
def joined(text: str) -> tuple[Resolved, ...]:
    """The actors that a name joins: "Ruritania and Graustark" or "envoys from Ruritania and Graustark" are two, a plain name is one."""
    parts = [part for part in _AND.split(text) if part.strip()]
    apart = [resolve(part) for part in parts] if len(parts) > 1 else []
    if len({part.code for part in apart}) > 1 and all(part.code is not None for part in apart):
        roles = [sectors_of(part) for part in parts]
        leads = bool(roles[0]) and not any(roles[1:]) and re.search(r"\b(?:of|from|between)\b", parts[0]) is not None
        shared = roles[0] if leads else roles[-1] if not any(roles[:-1]) else ()
        return tuple(part if part.sectors else Resolved(part.code, shared, part.name, part.kind) for part in apart)
    found = namings(text)
    one = resolve(text)
    run: list[Naming] = []
    for naming in found:
        between = text[run[-1].end : naming.start] if run else ""
        if run and not JOINT.fullmatch(between):
            if one.code in {member.code for member in run}:
                break
            run = []
        run.append(naming)
    if len({member.code for member in run}) < 2 or one.code not in {member.code for member in run}:
        return (one,)
    role = one.sectors if sectors_of(text) else ()
    return tuple(Resolved(member.code, role or member.sectors, member.name, member.kind) for member in run)


@lru_cache(maxsize=1 << 14)
def resolve(text: str) -> Resolved:
    """The code and sector of an actor from its words. A country after "to", "in" or "against" counts only if no other is named."""
    found = namings(text)
    tokens = words(text)
    rest = list(text)
    for naming in found:  # a role word inside a proper name is no role: "Islamic State"
        if naming.kind in {"body", "group"}:
            rest[naming.start : naming.end] = "_" * (naming.end - naming.start)
    role = sectors_of("".join(rest))
    if not found:
        return Resolved(None, role, None, None)
    small = [word.lower() for word, _, _ in tokens]
    before = {start: next((one for one in small[:place][::-1] if one != "the"), "") for place, (_, start, _) in enumerate(tokens)}
    main: Sequence[Naming] = [naming for naming in found if before[naming.start] not in _ASIDE] or found
    bodies = [naming for naming in main if naming.kind in {"body", "group"}]
    if main[0].kind == "people" and re.search(r"\bethnic\s+$", text[: main[0].start], re.IGNORECASE) and len(found) > 1:
        main = found[1:]  # a minority is the country's where it lives
        bodies = []
    chosen = bodies[0] if bodies and (main[0].kind != "country" or bodies[0] is main[0]) else main[0]
    return Resolved(chosen.code, role or chosen.sectors, chosen.name, chosen.kind, before[chosen.start] in _ASIDE)


def alliance_named(text: str) -> bool:
    """Does a text name the one alliance that later goes by that word?"""
    return re.search(r"\bNATO\b|\bNato\b|North Atlantic Treaty", text) is not None


def of_alliance(text: str) -> Resolved | None:
    """ "The alliance", where the story names the one that goes by that word."""
    word = re.sub(r"^(?:the|western)\s+", "", text.lower())
    return resolve(_ALLIANCE) if word in ("alliance", "western alliance") else None


def speaks_for_state(told: str) -> bool:
    """Do an office and the words of a source make someone speak for the state? A head of state or government stands for themselves: of 70
    stands that were given to the state so, readers called 1 right.
    """
    told = told.replace("prime minister", "").replace("Prime Minister", "")
    return _FOR_STATE.search(told) is not None and _ONCE.search(told) is None


def city_code(text: str) -> str | None:
    """The country of a city that is the name itself, or that the name puts after "of", "in", "from" or "at"."""
    for match in _CAPITALISED.finditer(text):
        before = text[: match.start()].split()
        if before and before[-1].lower() not in _WHERE:
            continue
        found = gazetteer.city(match.group())
        if found is not None:
            return found.country
    return None


def without_article(text: str) -> str:
    """ "The council" is "council"."""
    return _ARTICLE.sub("", text)


def parts(text: str) -> list[tuple[int, int]]:
    """[start, end) of the names that "and" joins, or "and" and commas, in text order; behind a comma alone stands who somebody is."""
    if _JOINING.search(text) is None:
        return [(0, len(text))]
    found, at = [], 0
    for match in [*_AND.finditer(text), None]:
        end = len(text) if match is None else match.start()
        if text[at:end].strip():
            found.append((at, end))
        at = len(text) if match is None else match.end()
    return found


def shown(text: str, named: Resolved) -> str | None:
    """What an actor is called: a state or body by its usual name; its people, its things and who governs it as the text calls them
    ("Oravian students", "Oravian tanker", "Moll administration").
    """
    if named.name is None:
        return None
    if named.kind == "seat" and "LEG" in named.sectors:
        return without_article(text)  # a parliament is not its country
    found = namings(text)
    whole = len(found) == 1 and text[found[0].start : found[0].end] == without_article(text).removesuffix("'s")
    several = named.kind in {"body", "group"} and re.search(r"[a-z]s$", text) is not None and not named.name.endswith("s")
    group = bool(sectors_of(text)) or named.kind in {"people", "seat"} or re.search(r"[a-z]s$", text) is not None
    return without_article(text) if (several if whole else group) else named.name


def is_numerous(text: str) -> bool:
    """Is an actor of more countries than the one that is named: "presidents of three countries"?"""
    return _NUMEROUS.search(text) is not None


def is_vague(text: str) -> bool:
    """Are the words of an actor those of nobody knows whom: "the parties", "hundreds", "the family"?"""
    return without_article(text).lower() in word_set("actors.vague")

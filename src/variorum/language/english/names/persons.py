"""Names of people and words for their offices: which first names are one, how spellings compare, what a title says, who held which
office when.
"""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Final, cast

from rapidfuzz.distance import OSA

from variorum.language.english.names.gazetteer import country_name, country_of, country_of_seat, plain
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import rows
from variorum.model.naming import Gender, Holder, Office

_SUFFIX = word_set("persons.suffixes")
_RANKS = word_set("persons.ranks")
# Parts that belong to the surname after them; bare, they say nothing.
PARTICLES = word_set("persons.particles")
_ENDINGS = re.compile(r"(?:iyy|yy|iy|ii|ij|yi|ey|ei|ej|ie|yj|i|y)$")
# Letters and pairs that English texts use for one sound of another alphabet; from the tables of romanisation in common use.
_SOUNDS = (
    ("kh", "h"), ("ph", "f"), ("th", "t"), ("tsch", "ch"), ("tch", "ch"), ("sch", "sh"), ("dzh", "j"), ("dj", "j"), ("zh", "j"),
    ("ck", "k"), ("ks", "x"), ("ou", "u"), ("oo", "u"), ("oe", "o"), ("ue", "u"), ("ae", "a"), ("ia", "ya"), ("ja", "ya"), ("iu", "yu"),
    ("ju", "yu"), ("ye", "e"), ("ie", "e"), ("yo", "o"), ("io", "o"), ("tz", "ts"), ("w", "v"), ("q", "k"), ("g", "h"),
)  # fmt: skip


@cache
def sound(word: str) -> str:
    """A name's part in a form in which its usual romanisations fall together: Sergei and Sergey, Zelenskyy and Zelensky, Anthony and
    Antony.
    """
    text = re.sub(r"[^a-z]", "", plain(word))
    if len(text) < 3:
        return text
    text = _ENDINGS.sub("y", text)
    body = text[1:]
    for written, heard in _SOUNDS:
        body = body.replace(written, heard)
    return re.sub(r"(.)\1+", r"\1", text[0] + body)


def respelt(word: str) -> str | None:
    """The sound of a Slavic name that stands in its German form, where "s" is voiced: Selenskyj -> Zelenskyy; None for other words."""
    if not re.match(r"S[aeiouy]", word) or not re.search(r"(?:j|w|ow|in|tsch|tz)$", word):
        return None
    return sound("Z" + word[1:])


def parts(name: str) -> list[str]:
    """The words of a person's name without honours, degrees and what follows a comma: "Mr. Tom Moll, SC" -> ["Tom", "Moll"]."""
    bare = name.split(",", maxsplit=1)[0].replace("’s ", " ").removesuffix("'s").removesuffix("’s")
    words = re.findall(r"[^\W\d_](?:[\w'’.-]*[\w.])?", bare)
    while words and honorific(words[0]) is not None:
        words = words[1:]
    while len(words) > 1 and words[-1].lower().strip(".").replace(".", "") in _SUFFIX:
        words = words[:-1]
    return words


def is_title(name: str) -> bool:
    """Is a name nothing but a rank or a degree that was cut from its bearer: "Lt", "PhD"?"""
    return name.lower().replace(".", "") in _SUFFIX | _RANKS


def spelt_alike(one: str, other: str) -> bool:
    """Are two words the same but for accents and capitals?"""
    return plain(one) == plain(other)


_GENERATION = re.compile(r"\b(?:Jr\.?|Sr\.?)$")


def generation_in(name: str) -> str | None:
    """The word behind a name that tells the younger from the elder: "Jr."."""
    found = _GENERATION.search(name)
    return found[0] if found else None


def is_full(words: Sequence[str]) -> bool:
    """Has a name a first name, and not only particles, before its surname?"""
    return len(words) > 1 and not all(word.lower() in PARTICLES for word in words[:-1])


def surname_of(words: Sequence[str]) -> str:
    """The surname in a form that compares: last word, without "al-" and the like."""
    last = plain(words[-1])
    for article in ("al-", "el-", "ad-", "as-", "ar-", "at-"):
        if last.startswith(article) and len(last) > 5:
            last = last[3:]
    return sound(last)


def with_next_surname(text: str, behind: str) -> str | None:
    """ "Tom Alder" for the "Tom" of "Tom and Mary Alder"."""
    joined = re.match(r" and ([A-Z][\w-]+) ([A-Z][\w'’-]+)", behind)
    if joined is None or " " in text or not is_first_name(text) or not is_first_name(joined[1]):
        return None
    return f"{text} {joined[2]}"


@cache
def _honorifics() -> dict[str, str]:
    return {word: gender for word, gender, _ in rows("honorifics.tsv", titled=True)}


def honorific(word: str) -> str | None:
    """ "male", "female" or "" for a word of address ("Mr", "Dame", "Dr"), None for any other word."""
    return _honorifics().get(word.lower().rstrip(".")) if word[:1].isupper() else None


@cache
def _genders() -> dict[str, str]:
    return {plain(name): gender for name, gender in (row + [""] * (2 - len(row)) for row in rows("firstnames.tsv", titled=True))}


def is_first_name(word: str) -> bool:
    """Does the list of first names know the word?"""
    return plain(word).split("-")[0] in _genders()


@cache
def _first_sounds() -> frozenset[str]:
    return frozenset(map(sound, _genders()))


def sounds_like_first_name(word: str) -> bool:
    """Is the word a first name of the list in any of its romanisations?"""
    return is_first_name(word) or sound(word) in _first_sounds()


def gender_of(first: str) -> Gender | None:
    """The gender a first name is mostly given to."""
    gender = _genders().get(plain(first)) or _genders().get(plain(first).split("-")[0])
    return "female" if gender == "female" else "male" if gender == "male" else None


@cache
def _forms() -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for number, (forms,) in enumerate(rows("firstforms.tsv", titled=True)):
        for form in forms.split(";"):
            found.setdefault(plain(form), set()).add(number)
    return found


def same_first(one: str, other: str) -> bool:
    """May two first names be one person's? Equal, same in sound, an initial, a usual short form or translation, or one slip apart."""
    a, b = plain(one).strip("."), plain(other).strip(".")
    if a == b or sound(a) == sound(b):
        return True
    initials = re.compile(r"[a-z](?:\.?[a-z])?")
    if (initials.fullmatch(a) or initials.fullmatch(b)) and a[:1] == b[:1] and (len(a) == 1 or len(b) == 1 or "." in a + b):
        return True
    if _forms().get(a, set()) & _forms().get(b, set()):
        return True
    return min(len(a), len(b)) >= 6 and one_slip(a, b) and not _opposite(a, b)


def _opposite(one: str, other: str) -> bool:
    first, second = gender_of(one), gender_of(other)
    return first is not None and second is not None and first != second


def one_slip(one: str, other: str) -> bool:
    """Are two words one letter apart: one changed, one more, or two neighbours swapped?"""
    if one == other or abs(len(one) - len(other)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:] and len(a) > 1)


SPELLINGS_APART: Final = 2  # letters changed, more or swapped: "Preibus" for "Priebus", "Brian" for "Bryant"
SPELLINGS_SHARE: Final = 0.34  # of the letters of the longer
SHORTEST_SPELT: Final = 4  # letters of what is spelt otherwise; "Tom" and "Tim" are two
SONS: Final = ("s", "on", "son", "sen")  # "Roberts" and "Robertson" are two
SHORTEST_CHANGED: Final = 5  # the same where a letter was changed for another: "Kern" and "Kerr" are two


def spelt_otherwise(one: Sequence[str], other: Sequence[str]) -> bool:
    """May two full names be one person's, told with another spelling: no short form ("Dave", "Chris"), no other romanisation of a name that
    is written in other letters ("Hossein", "Hussein"), no name of its own ("Harris", "Parris")? First name or surname must be the same.
    """
    if len(one) < 2 or len(other) < 2:
        return False
    (first, last), (other_first, other_last) = ((plain(words[0]), plain(words[-1])) for words in (one, other))
    if first == other_first:
        return _slip(last, other_last)
    short, long = sorted((first, other_first), key=len)
    shortened = bool(_forms().get(first, set()) & _forms().get(other_first, set())) or long.startswith(short)
    return last == other_last and not shortened and not _opposite(first, other_first) and _slip(first, other_first)


def _slip(one: str, other: str) -> bool:
    """Is one word the other with a slip? Vowels alone change where a name is romanised, but for a silent "e" and "ie" for "ei"."""
    apart = OSA.distance(one, other)
    if not 0 < apart <= min(SPELLINGS_APART, SPELLINGS_SHARE * max(len(one), len(other))) or "-" in one + other:
        return False
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) < (SHORTEST_CHANGED if len(shorter) == len(longer) else SHORTEST_SPELT):
        return False
    if longer.removeprefix(shorter) in SONS:
        return False
    ours, theirs = _consonants(one), _consonants(other)
    if not ours or not theirs:
        return False  # letters of another alphabet
    if ours == theirs:
        return longer == f"{shorter}e" or one.replace("ei", "ie") == other.replace("ei", "ie")
    return ours[0] == theirs[0] or longer.endswith(shorter)


def _consonants(word: str) -> str:
    """What is heard of a name but for its vowels, in whatever romanisation."""
    heard = sound(word).replace("y", "").replace("dh", "d").replace("ch", "sh").replace("c", "k").replace("g", "k")
    return heard[:1] + re.sub("[aeiouh]", "", heard[1:])


@cache
def _office_words() -> tuple[dict[str, str], re.Pattern[str]]:
    words: dict[str, str] = {}
    for key, names, _, _ in rows("offices.tsv", titled=True):
        for name in names.split(";"):
            words.setdefault(name, key)
    ordered = sorted(words, key=len, reverse=True)
    return words, re.compile(r"(?<![\w-])(" + "|".join(re.escape(word) for word in ordered) + r")(?!\w|-\w)", re.IGNORECASE)


_WHOSE = re.compile(r"(?:(?<=\w)['’]s|(?<=s)['’]) (?=\w)")
_NO_OWNER = re.compile(r"\b(?:of|for|in|at|to|from|with)\b|,|(?<!\w)['‘’]")  # behind an office it is not the owner's: "president of ..."
_LONGEST_OWNER = 60  # characters of the name of one who holds an office


def office_in(text: str) -> Office | None:
    """The first office named in a text, by its longest name ("deputy foreign minister" before "minister"); in "President Moll's press
    conference" none is, in "president of the teachers' union" one is.
    """
    words, pattern = _office_words()
    best: Office | None = None
    for match in pattern.finditer(text):
        owner = _WHOSE.search(text, match.end(), match.end() + _LONGEST_OWNER)
        if owner is not None and _NO_OWNER.search(text, match.end(), owner.start()) is None:
            continue
        found = Office(words[match[1].lower()], match.start(1), match.end(1))
        if best is None or (found.end - found.start > best.end - best.start and found.start < best.end + 25):
            best = found
    return best


@cache
def _later_words() -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for key, _, later, _ in rows("offices.tsv", titled=True):
        for word in later.split(";"):
            found.setdefault(word, set()).add(key)
    return found


def offices_meant_by(word: str) -> set[str]:
    """Keys of the offices whose holder may later be called so: "diplomat" -> foreign ministers, ambassadors, envoys."""
    return _later_words().get(word.lower(), set())


@cache
def _descriptions() -> re.Pattern[str]:
    ordered = sorted(set(_later_words()) | set(_office_words()[0]), key=len, reverse=True)
    return re.compile(r"(?<![\w-])(" + "|".join(re.escape(word) for word in ordered) + r")(?!\w|-\w)", re.IGNORECASE)


def description_in(text: str) -> str | None:
    """The last word or phrase of a text by which the holder of an office may be meant, in small letters: "the U.S. top diplomat"."""
    found = [match[1].lower() for match in _descriptions().finditer(text)]
    return found[-1] if found else None


_MEN, _WOMEN = word_set("persons.men"), word_set("persons.women")
GENDERED = _MEN | _WOMEN
# Behind these a description speaks of somebody else: "lawyer for Mrs Moll".
_OTHERS = word_set("persons.of_others")


@lru_cache(maxsize=1 << 14)
def gender_in(words: str) -> Gender | None:
    """The gender that a title or description tells ("spokeswoman", "Mr"); whose lawyer it is tells nothing of the lawyer."""
    for word in re.findall(r"[\w-]+", words):
        if word in _OTHERS:
            return None
        told = "male" if word.lower() in _MEN else "female" if word.lower() in _WOMEN else honorific(word)
        if told:
            return cast(Gender, told)
    return None


# Titles that only one country gives. Own list.
_ONLY_IN = {"foreign secretary": "GBR", "home secretary": "GBR", "chancellor of the exchequer": "GBR", "taoiseach": "IRL"}


def country_of_office(words: str) -> str | None:
    """The country of a title that no other has ("Home Secretary"); None for titles that many have."""
    small = words.lower()
    return next((code for title, code in _ONLY_IN.items() if title in small), None)


@cache
def _holders() -> dict[str, list[Holder]]:
    found: dict[str, list[Holder]] = {}
    for row in rows("holders.tsv", titled=True):
        name, office, country, start, end, wikidata, gender, others = row + [""] * (8 - len(row))
        for called in dict.fromkeys((name, *filter(None, others.split(";")))):
            if words := parts(called):
                found.setdefault(sound(words[-1]), []).append(Holder(called, office, country, start, end, wikidata, gender))
    return found


def holder_of(name: str, date: str | None) -> Holder | None:
    """The one person of this full name whom the lists know in an office at the date; None where none, or more than one, fits.

    Without a date nobody fits: an office holder is only right at the report's date.
    """
    words = parts(name)
    if len(words) < 2 or not date:
        return None
    fitting = [
        holder
        for holder in _holders().get(sound(words[-1]), ())
        if holder.start <= date[:10] and (not holder.end or date[:10] <= holder.end)
        and same_first(words[0], parts(holder.name)[0])
    ]  # fmt: skip
    people = {(holder.wikidata or sound(holder.name), holder.office) for holder in fitting}
    return fitting[0] if len(people) == 1 or (fitting and len({holder.wikidata or holder.country for holder in fitting}) == 1) else None


def holder_in_office(surname: str, role: str, date: str | None) -> Holder | None:
    """The one person of this surname whom the lists know at the date in the office that a title names: "President Moll" in 2031."""
    office = office_in(role)
    if office is None or not date:
        return None
    fitting = [
        holder
        for holder in _holders().get(sound(surname), ())
        if holder.office == _AS_LISTED.get(office.key, office.key)
        and holder.start <= date[:10]
        and (not holder.end or date[:10] <= holder.end)
    ]
    people = {holder.wikidata or sound(holder.name) for holder in fitting}
    if len(people) != 1:
        return None
    return min(fitting, key=lambda holder: (len(parts(holder.name)) != 2, len(holder.name)))


_STATE_OF_LISTS = "2026-05-17"  # an office that the lists leave without an end was held on that day


def holder_at(office: str, country: str, date: str | None) -> Holder | None:
    """The only one whom the lists know in an office of a country at a date; None where none, or more than one, is known.

    `office` is a key of offices.tsv, `country` ISO alpha-3. Offices that many hold at once (senators) have no single holder.
    """
    if not date:
        return None
    fitting = [
        holder
        for holders in _holders().values()
        for holder in holders
        if holder.office == _AS_LISTED.get(office, office)
        and holder.country == country
        and holder.start <= date[:10] <= (holder.end or _STATE_OF_LISTS)
    ]
    if len({(holder.wikidata, holder.start) for holder in fitting}) != 1:
        return None
    return min(fitting, key=lambda holder: (len(parts(holder.name)) != 2, len(holder.name), holder.name))


def usual_name(name: str) -> str:
    """A name of the lists without the patronymic that Russian usage puts in the middle: "Ivan Petrovich Orlov" -> "Ivan Orlov"."""
    words = name.split()
    return f"{words[0]} {words[2]}" if len(words) == 3 and re.search(r"(?:[oe]vich|[oe]vna|ich)$", words[1]) else name


# Offices as holders.tsv calls them, where offices.tsv has another key.
_AS_LISTED = {"head_of_state_deputy": "vice_president"}


# Offices of a state, which are told with its name. Others are told as the text has them: a country in the words of a spokesman, a director
# or a representative is as often that of a company or a constituency.
_OF_A_COUNTRY = word_set("persons.of_a_country")


def normal_role(text: str, country: str | None) -> str:
    """ "Russian Foreign Minister", "Russia's foreign minister" and "the Foreign Minister of Russia" -> "Foreign Minister of Russia"."""
    office = office_in(text)
    if office is None:
        return text
    written = words = text[office.start : office.end]
    words = " ".join(word if word in ("of", "the", "to", "for", "and") else word[0].upper() + word[1:] for word in words.split())
    before, after = text[: office.start].strip(), text[office.end :].strip()
    if re.match(r"(?:[Aa]n?)\s+[a-z]+$", before) and text[office.start].isupper():
        before = ""  # "a move President ...": a word of the sentence and no part of the title
    if re.match(r"(?:to|for|at|and)\b", after):
        words, written = f"{words} {after}", f"{written} {after}"
    if country is None or office.key not in _OF_A_COUNTRY or country_of_seat(before) or re.match(r"(?:to|for)\b", after):
        before = re.sub(r"^[Tt]he\b\s*", "", before)
        as_written = bool(before) and before.split()[-1].islower()  # "fire chief": no capital in the middle of a title told small
        return f"{before} {written if as_written else words}".strip()
    left = re.sub(r"[\w.]+(?:'s|’s)?", lambda m: "" if country_of(m[0]) else m[0], before).replace("the ", "").strip()
    name = country_name(country) or country
    article = "the " if name.startswith(("United", "Netherlands", "Philippines", "Faroe")) else ""
    left = " ".join(word[0].upper() + word[1:] for word in left.split()) if left.lower() != "the" else ""
    return f"{left + ' ' if left else ''}{words} of {article}{name}"

"""Parallel tellings whose things differ: figures, times, names and places, who did what to whom, how far it reaches."""

import re
from collections.abc import Iterator, Sequence

from rapidfuzz.distance import JaroWinkler

from variorum.language import gazetteer
from variorum.model.point import Kind, Verdict
from variorum.stages.points import figures
from variorum.stages.points.difference import Difference
from variorum.stages.points.told import PLACES, UNKNOWN, Count, Name, Told
from variorum.text.dates import DAYS, MONTHS, Written
from variorum.text.diff import FUNCTION, Stretch, Word, stem
from variorum.text.normal import fold

PREPOSITIONS = frozenset("in at on near over from to into toward across inside outside around along through of off against within".split())
_PLACING = frozenset("in near at outside inside across throughout".split())
_LOCATIVE = frozenset("in at on near over from across inside outside around along off within".split())
_REPORTING = frozenset(
    stem(word) for word in "said told added announced claimed stated reported according warned insisted noted explained confirmed wrote".split()
)
_TELL = stem("tell")
# Verbs that name a relation both ways: "A met B" is "B met A".
_MUTUAL = frozenset(stem(word) for word in "meet talk agree marry play face trade negotiate fight clash cooperate speak discuss join merge border".split())
_TALKS = frozenset(stem(word) for word in "negotiation negotiations talks discussion discussions agreement deal consultations debate".split())
_TOPIC = frozenset({"over", "on", "about", "regard", "concern"})
_AMOUNTS = {"all": 3, "every": 3, "entire": 3, "whole": 3, "most": 2, "many": 1, "several": 1, "some": 1, "part": 1, "few": 0}
_BESIDE = 1  # words beside a name that may change with it
_QUANTITY = {stem(word): amount for word, amount in _AMOUNTS.items()}
_WIDENING = frozenset({"other", "others", "elsewhere"})
_OUTER = frozenset(stem(word) for word in "nationwide countrywide worldwide globally abroad".split())


def aligned(stretches: Sequence[Stretch], length_a: int) -> dict[int, int]:
    """Word index in a -> word index in b, for the words outside the changed stretches."""
    found: dict[int, int] = {}
    at_a, at_b = 0, 0
    for stretch in [*stretches, Stretch(length_a, length_a, -1, -1)]:
        while at_a < stretch.i:
            found[at_a] = at_b
            at_a, at_b = at_a + 1, at_b + 1
        at_a, at_b = stretch.j, stretch.m
    return found


def _facing(a: Told, b: Told, stretches: Sequence[Stretch], links: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """The words of b that stand where a's [start, end) stands, as word indexes: the aligned words and the changed stretch beside them."""
    first, last = a.word_at(start), a.word_at(max(start, end - 1)) + 1
    low, high = len(b.words), 0
    for place in range(first, min(last, len(a.words))):
        if place in links:
            low, high = min(low, links[place]), max(high, links[place] + 1)
    for stretch in stretches:
        if stretch.i <= last and first <= stretch.j and stretch.i < stretch.j and (stretch.i < last and first < stretch.j):
            low, high = min(low, stretch.k), max(high, stretch.m)
    return (low, high) if low < high else None


def _figure_pairs(a: Told, b: Told, stretches: Sequence[Stretch], links: dict[int, int]) -> Iterator[tuple[Count, Count]]:
    taken: set[int] = set()
    for one in a.counts:
        facing = _facing(a, b, stretches, links, one.figure.core, one.figure.end)
        if facing is None or _single(one):
            continue
        low, high = b.span(*facing)
        for place, other in enumerate(b.counts):
            if not _single(other) and place not in taken and other.figure.core < high and low < other.figure.end and figures.same_unit(one.figure, other.figure):
                taken.add(place)
                yield one, other
                break


def _single(count: Count) -> bool:
    """ "One part" of two, "one more": the word "one" seldom counts."""
    return count.figure.text.lower() == "one"


def numbers(a: Told, b: Told, stretches: Sequence[Stretch], later: bool | None) -> Iterator[Difference]:
    """Figures that stand in one place of both tellings and differ."""
    links = aligned(stretches, len(a.words))
    risen = any(word.key in figures.RISEN for word in (*a.words, *b.words))
    for one, other in _figure_pairs(a, b, stretches, links):
        if one.counted and other.counted and not one.counted & other.counted and one.figure.number != other.figure.number:
            continue  # another thing is counted
        if any(amount(one) == amount(count) for count in b.counts) or any(amount(other) == amount(count) for count in a.counts):
            continue  # the figure is told there too, of something else
        judged = figures.judge(one, other, sources_differ(a, b), later, risen)
        if judged is None:
            continue
        counted = " ".join(sorted(one.counted & other.counted or one.counted))
        kind: Kind = "number"
        yield Difference(
            kind, judged.verdict, judged.weight, (one.figure.start, one.figure.end), (other.figure.start, other.figure.end),
            one.figure.text, other.figure.text, counted, judged.because, judged.confidence, None, (amount(one), amount(other)),
        )  # fmt: skip


def amount(count: Count) -> str:
    """What a figure amounts to: equal intervals are one reading, however they are put."""
    figure = count.figure
    return f"{figure.low}..{figure.high} {figure.unit or ''}"


def sources_differ(a: Told, b: Told) -> bool:
    """Does each telling name its own inner source, and not the same one?"""
    ours = {statement.attribution.text.lower() for statement in a.statements if statement.attribution}
    theirs = {statement.attribution.text.lower() for statement in b.statements if statement.attribution}
    keys_ours = {word.key for told in ours for word in _words(told)}
    keys_theirs = {word.key for told in theirs for word in _words(told)}
    return bool(ours and theirs) and not keys_ours & keys_theirs


def _words(text: str) -> tuple[Word, ...]:
    from variorum.text.diff import words

    return tuple(word for word in words(text) if word.key not in FUNCTION)


def times(a: Told, b: Told, stretches: Sequence[Stretch]) -> Iterator[Difference]:
    """Times that stand in one place of both tellings and cannot both be the day."""
    links = aligned(stretches, len(a.words))
    for one in a.times:
        facing = _facing(a, b, stretches, links, one.start, one.end)
        if facing is None:
            continue
        low, high = b.span(*facing)
        for other in b.times:
            if other.start < high and low < other.end and clash(one, other) and not _told_too(one, b) and not _told_too(other, a):
                because = f'"{one.text}" and "{other.text}" are different times'
                yield Difference("date", "conflict", "material", (one.start, one.end), (other.start, other.end), one.text, other.text, "when", because, 0.8)
                break


def _told_too(time: Written, told: Told) -> bool:
    """Does a telling have a time of this kind that fits as well?"""
    return any(other.precision == time.precision and not clash(time, other) for other in told.times)


def clash(one: Written, other: Written) -> bool:
    """Can two written times not be one? Only like is held against like: weekday and weekday, date and date as far as both go."""
    ours, theirs = one.text.lower(), other.text.lower()
    days = [{day for day in DAYS if day in text} for text in (ours, theirs)]
    if days[0] and days[1] and not days[0] & days[1]:
        return True
    if one.iso and other.iso:
        shared = min(len(one.iso), len(other.iso))
        return one.iso[:shared] != other.iso[:shared]
    months = [{month for month in MONTHS if month[:3] in text} for text in (ours, theirs)]
    figures_of = [{int(number) for number in re.findall(r"\d+", text)} for text in (ours, theirs)]
    for low, high in ((1, 31), (1000, 2100)):  # days of the month, years
        left, right = ({number for number in of if low <= number <= high} for of in figures_of)
        if left and right and months[0] and months[1] and not left & right:
            return True
    if months[0] and months[1]:
        return not months[0] & months[1]
    near = {"today", "yesterday", "tomorrow", "tonight"}
    return ours in near and theirs in near and ours != theirs and {ours, theirs} != {"today", "tonight"}


def alike(one: str, other: str) -> bool:
    """Two spellings of one name: transliteration, initials, a shorter form."""
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return False
    if len(left) == len(right) and all(a.startswith(b) or b.startswith(a) for a, b in zip(left, right, strict=True) if min(len(a), len(b)) > 2) and left[0][0] == right[0][0]:
        return True
    if set(left) <= set(right) or set(right) <= set(left):
        return True
    if left[-1][:1] == right[-1][:1] and JaroWinkler.similarity(left[-1], right[-1]) >= 0.9 and JaroWinkler.similarity(left[0], right[0]) >= 0.8:
        return True
    return _initials(left, right) or _initials(right, left)


def _initials(short: list[str], full: list[str]) -> bool:
    """Is the first word of the short form the initials of the full one's, and what follows the same?"""
    rest = short[1:]
    head = full[: len(full) - len(rest)]
    return len(head) > 1 and short[0] == "".join(word[0] for word in head) and full[len(head) :] == rest


def _name_words(name: str) -> list[str]:
    """A name's words in small letters, without article, title and possessive ending."""
    plain = re.sub(r"[’']s?\b", "", name.lower()).replace(".", "")
    return [word for word in plain.split() if word not in {"the", "mr", "mrs", "ms", "dr", "a"}]


def _same_name(one: Name, other: Name) -> bool:
    if one.entity and one.entity == other.entity:
        return True
    if alike(one.text, other.text):
        return True
    ours, theirs = gazetteer.country_of(one.text), gazetteer.country_of(other.text)
    if ours and theirs:
        return ours == theirs  # a state, its people, its capital and its government stand for each other
    return _holds(one, other) or _holds(other, one)


def _holds(outer: Name, inner: Name) -> bool:
    """Is the outer name a state, and the inner a place or body of that state?"""
    state = gazetteer.named_country(outer.text)
    if state is None:
        return False
    place = None if inner.country else gazetteer.place_of(inner.text, state)
    return state == (inner.country or (place.country if place else None))


def names(a: Told, b: Told, stretch: Stretch) -> Difference | None:
    """A name that became another name."""
    ours, theirs = a.names_in(stretch.i, stretch.j), b.names_in(stretch.k, stretch.m)
    if len(ours) != 1 or len(theirs) != 1:
        return None
    one, other = ours[0], theirs[0]
    if stretch.j - stretch.i > len(one.text.split()) + _BESIDE or stretch.m - stretch.k > len(other.text.split()) + _BESIDE:
        return None  # more than the name changed
    labels = {one.label, other.label} - {UNKNOWN}
    placing, facing = _placing(a, one), _placing(b, other)
    located = bool(placing and facing) and (placing == facing or {placing, facing} <= _PLACING)
    mixed = len(labels) == 2 and any(label in PLACES for label in labels) and not labels <= PLACES
    if (mixed and not located) or "EVENT" in labels or _same_name(one, other) or _in_title(a, one) or _in_title(b, other):
        return None
    if _elsewhere(one, b) or _elsewhere(other, a):
        return None  # the name is there too, in another place of the sentence
    if any(told.word_at(name.start) and told.words[told.word_at(name.start) - 1].key == _TELL for told, name in ((a, one), (b, other))):
        return None  # whom it was told, not who told it
    shown = f'"{one.text}" and "{other.text}"'
    span = ((one.start, one.end), (other.start, other.end))
    if _reports(a, one) and _reports(b, other):
        direct = '"' in fold(a.text) and '"' in fold(b.text)
        verdict: Verdict = "conflict" if direct else "compatible"
        because = f"the same words are given to {shown}" if direct else f"the same is given to {shown}"
        return Difference("attribution", verdict, "material" if direct else "slight", *span, one.text, other.text, "said", because, 0.75)
    first, last = one.text.split()[-1].lower(), other.text.split()[-1].lower()
    if "PERSON" in labels and first == last:
        return Difference("name", "conflict", "material", *span, one.text, other.text, first, f"{shown} are not one name", 0.75)
    if located:
        if "near" in (placing, facing) and placing != facing:
            return None  # in one place, near another: both can hold
        kind: Kind = "place"
    else:
        kind = "actor" if a.word_at(one.start) < len(a.words) / 3 else "target"
    return Difference(kind, "conflict", "material", *span, one.text, other.text, _anchor(a, stretch), f"{shown} are not the same", 0.75)


def _in_title(told: Told, name: Name) -> bool:
    """In a line of capitals the tagger's names are no guide, and after a bar stands the site's own name."""
    capitals = sum(word.capital for word in told.words)
    return capitals > 0.6 * len(told.words) or told.text[: name.start].rstrip()[-1:] in ("|", "-", "–")


def _placing(told: Told, name: Name) -> str:
    """The preposition of place before a name. "In", "near", "outside" place whatever follows; others only what is no person or body."""
    before = next((word.key for word in reversed(told.words[: told.word_at(name.start)]) if word.key not in {"the", "a", "an"}), "")
    return before if before in _PLACING or (before in PREPOSITIONS and name.label in {*PLACES, UNKNOWN}) else ""


def _reports(told: Told, name: Name) -> bool:
    """Does a name stand beside a verb of saying, or after "according to"?"""
    first, last = told.word_at(name.start), told.word_at(name.end - 1) + 1
    if first and told.words[first - 1].key == _TELL:
        return False  # the one who is told
    around = [*told.words[max(0, first - 2) : first], *told.words[last : last + 2]]
    return any(word.key in _REPORTING for word in around)


def _elsewhere(name: Name, told: Told) -> bool:
    return any(_same_name(name, other) for other in told.names)


def _anchor(told: Told, stretch: Stretch) -> str:
    """A content word beside a stretch, to tell what the slot is about."""
    after = [word.key for word in told.words[stretch.j : stretch.j + 4] if word.key not in FUNCTION]
    before = [word.key for word in told.words[max(0, stretch.i - 4) : stretch.i] if word.key not in FUNCTION]
    return (after or before[-1:] or [""])[0]

"""Who does it and whom it is done to: the words of a clause that name the two sides of an event."""

from typing import Final, NamedTuple

from variorum.language.english.events import plover
from variorum.language.english.events.walking import Told
from variorum.language.english.names import actors, bodies, unnamed
from variorum.language.english.walked import Span
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.pronouns import pronouns
from variorum.model.sentence import Clause

# Order in which the prepositions of a clause are asked for the recipient.
_TOWARDS: Final = (
    "against", "on", "with", "to", "upon", "at", "from", "for", "of", "in", "into", "toward", "towards", "over", "between", "by", "as",
)  # fmt: skip
# In these the object is what is used or given, not whom it is done to.
INSTRUMENT: Final = frozenset({"MOBILIZE", "AID", "COOPERATE"})
# These are done to people of a place: "in", "at", "of" may name the recipient.
_DONE_AT_PLACES: Final = word_set("coding.done_at_places")
_STRONG_SECTORS: Final = word_set("coding.strong_sectors")
# Nouns that act for a state or body without being an office.
_ACTING: Final = word_set("coding.acting")
_NAMED: Final = frozenset({"PERSON", "GPE", "NORP", "ORG"})
_LAW: Final = frozenset({"COP", "JUD", "MIL"})
_TIMES: Final = frozenset({"DATE", "TIME"})
# What these are done to is always someone.
_OF_PEOPLE: Final = word_set("events.of_people")
_SAYING: Final = word_set("factual.saying")
# What people without a name suffer or are given: what is said of the rest is said of a matter.
_TO_PEOPLE: Final = frozenset({"SUPPORT", "ACCUSE", "ASSAULT", "COERCE", "THREATEN", "AID", "SANCTION"})
_HEARERS: Final = bodies.MEDIA | word_set("events.platforms")  # to whom, or where, a thing is only said
_FROM: Final = frozenset({"from"})  # where an attack comes from
_BESIDE: Final = word_set("events.beside")
_OF_THING: Final = ("nmod:poss", "amod", "compound", "nmod")
_BODIES: Final = frozenset({"GPE", "NORP", "ORG"})
_BEHIND: Final = frozenset({"acl:relcl", "advcl", "parataxis"})  # clauses in which something else is told
_SAID_OF: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT"})  # what is meant for those of whom it is said, and no others
_WANTING: Final = word_set("events.wanting")
_DENYING: Final = frozenset({"deny", "dispute", "refute"})  # what is denied is no one who is refused anything
# Deeds of words, which are done to people and bodies alone.
_OF_WORDS: Final = frozenset({"ACCUSE", "REQUEST", "REJECT", "SUPPORT", "THREATEN", "CONSULT", "AGREE"})
_THINGS: Final = frozenset({"LAW", "EVENT"})
_BODILY: Final = frozenset({"ASSAULT", "COERCE"})
_WHERE: Final = frozenset({"in", "at", "near", "off", "outside"})  # before a place where a deed is done
_BETWEEN: Final = 4  # words from what is struck to the place that is told with it
_STRIKES: Final = frozenset({"ASSAULT", "COERCE", "ACCUSE", "PROTEST", "THREATEN"})


class Deed(NamedTuple):
    """A clause that tells an event, in its sentence, and the event that it tells."""

    told: Told
    clause: Clause
    event: str


def _code(told: Told, span: Span | None) -> str | None:
    return None if span is None else actors.resolve(told.cut(span)).code


def is_pronoun(told: Told, at: int) -> bool:
    return told.words[at].kind == "PRON"


def referent(told: Told, head: int, clause: Clause) -> int:
    """A pronoun that can only mean the speaker of the clause above ("Ruritania said it would ..."); any other head is returned as it is."""
    word = told.words[head].lemma
    if word not in pronouns("subject") | pronouns("owner"):
        return head
    plural = word in {"they", "their", "we"}
    upper = told.above(clause)
    while upper is not None:
        if upper.who and upper.who != clause.who:
            found = upper.who[0]
            if told.words[found].kind != "PRON":
                many = told.words[found].number == "many" or len(upper.who) > 1
                if word in {"we", "i"} or many is plural or (plural and told.words[found].lemma in _SEVERAL):
                    return found
                return head
        upper = told.above(upper)
    return head


_SEVERAL: Final = word_set("events.of_many_people")


def actor(deed: Deed) -> Span | None:
    """[start, end) of who acts: all joined subjects together, a pronoun replaced by the speaker it stands for."""
    told, clause = deed.told, deed.clause
    if not clause.who:
        return None
    first = referent(told, clause.who[0], clause)
    if first != clause.who[0]:
        return told.noun_span(first)
    person = next((child for child in told.below(first, "appos") if told.name_kind(child) == "PERSON"), None)
    if person is not None and told.words[first].kind == "NOUN":
        return told.noun_span(person)  # "the only witness, Ida Holm"
    start, end = told.joined_span(clause.who)
    if told.words[first].kind == "PROPN" and _code(told, (start, end)) is None:
        for child in told.below(first, "appos"):
            beside = told.noun_span(child)
            if _code(told, beside) is not None:
                start, end = min(start, beside[0]), max(end, beside[1])
    return start, end


def teller(deed: Deed) -> Span | None:
    """Police, prosecutors or a court that say that someone was arrested, charged or convicted did so themselves."""
    told, clause, event = deed
    if clause.source is None or event not in {"COERCE", "ACCUSE", "SANCTION"} or clause.who:
        return None
    span = told.noun_span(clause.source)
    return span if _LAW.intersection(actors.resolve(told.cut(span)).sectors) else None


def recipient(deed: Deed, doer: Span | None) -> Span | None:
    """[start, end) of whom it is done to: the first of dative, object and prepositions that is, or names, someone who can act; of what is
    done to bodies and things the one that is struck, with the place that tells of which country it is.
    """
    found = _recipient(deed, doer)
    head = _struck(deed, doer) if deed.event in _BODILY else None
    if head is None or (found is not None and not (_is_of(deed.told, found, head) or _only_a_place(deed, found))):
        return found
    people = unnamed.is_people(deed.told.words[head].lemma) or _has_role(deed.told, head)
    if found is None and not people:
        return None  # "attacked the plan", "banned shoes": that something is hit makes no deed of it
    start, end = deed.told.noun_span(head)
    if found is None or _meet((start, end), found):
        return (start, end) if found is None else (min(start, found[0]), max(end, found[1]))
    between = deed.told.text[end : found[0]].split()
    beside = end <= found[0] and len(between) <= _BETWEEN and all(word.isalpha() for word in between)
    return (start, found[1]) if beside else (start, end)


def _struck(deed: Deed, doer: Span | None) -> int | None:
    """Who or what is hit or seized, told by a common noun: people who are fired at, else the object of a verb that tells just that. What is
    fired or thrown is not hit.
    """
    told, clause, event = deed
    hits = event in plover.told_by(clause.act) and clause.act not in word_set("events.hurling")
    at = [noun for preposition, noun in clause.obliques if preposition == "at"]
    for head in (*at, *clause.whom):
        word = told.words[head]
        people = unnamed.is_people(word.lemma) or _has_role(told, head)
        hit = people or (hits and head not in at and event not in plover.told_by(word.lemma))
        if hit and word.kind == "NOUN" and told.name_kind(head) not in _NAMED and not _meet(told.noun_span(head), doer):
            return head
    return None


def _is_of(told: Told, span: Span, head: int) -> bool:
    """Does a name only tell which one is struck: "the mayor of Oravia"?"""
    return any(span[0] <= told.words[at].start < span[1] and told.preposition(at) == "of" for at in told.below(head, "nmod"))


def _only_a_place(deed: Deed, span: Span) -> bool:
    """Does a name tell only where a deed is done: "in Oravia", "in the Gulf of Oravia", "in Oravia's main square"?"""
    told = deed.told
    at = next((at for at, word in enumerate(told.words) if span[0] <= word.start < span[1] and word.kind == "PROPN"), None)
    while at is not None and told.preposition(at) not in _WHERE:
        of_name = told.words[at].label in {"nmod:poss", "compound", "flat"} or told.preposition(at) == "of"
        at = told.words[at].head if of_name and told.words[at].head != at else None
    return at is not None


def _recipient(deed: Deed, doer: Span | None) -> Span | None:
    """The first that is, or names, someone who can act."""
    told = deed.told
    own = _code(told, doer)
    people = {*deed.clause.whom, *(at for inner in told.contents(deed.clause) for at in inner.who)} if deed.clause.act in _OF_PEOPLE else ()
    weaker: Span | None = None
    wanted = _wanted(deed)
    for head, is_object in _heads(deed):
        span = told.joined_span(told.joined(head))
        told_to = not is_object and told.cut(told.noun_span(head)).lower() in _HEARERS
        above = head == told.words[told.top(deed.clause)].head and head not in deed.clause.whom
        if _meet(span, doer) or told_to or above:
            continue  # "the only member to vote against Moll": the member does it; of "Moll, whom they blame" it is done to Moll
        resolved = actors.resolve(told.cut(span))
        instrument = is_object and deed.event in INSTRUMENT
        if head in wanted:
            whose = [one for one in told.below(head, *_OF_THING) if _is_asked(deed, one, doer)]
            if whose:
                return min(map(told.noun_span, whose), key=lambda span: _code(told, span) is None)
            continue
        if not instrument and (_has_role(told, head) or _is_name(told, head) or _is_someone(told, head)):
            if resolved.code is not None and (resolved.code != own or resolved.sectors):
                return span
            if is_object and (_is_name(told, head) or _is_someone(told, head)):
                return span
            weaker = weaker or (span if resolved.sectors or _is_someone(told, head) or _is_whose_name(told, head) else None)
            continue
        if head in people and told.words[head].kind == "NOUN":
            return span
        owner = next((one for one in told.below(head, "nmod:poss") if _is_office_or_name(told, one)), None)
        if is_object and told.words[head].kind == "NOUN" and owner is not None and unnamed.is_people(told.words[head].lemma):
            return span  # "backed Moll's rival": the rival
        if owner is not None and is_object and not _meet(told.noun_span(owner), doer):  # whose statement, decision or house it is
            return told.noun_span(owner)
        inside = _named_inside(deed, head, doer)
        if inside is not None:
            return _whole_thing(deed, head, inside) if is_object else inside
    weaker = weaker or (_people(deed, doer) if deed.event in _TO_PEOPLE else None)
    if weaker is None and deed.event == "AID":
        given = [*deed.clause.to_whom, *(noun for preposition, noun in deed.clause.obliques if preposition in {"to", "for"})]
        weaker = told.noun_span(given[0]) if given else None
    return weaker


def _wanted(deed: Deed) -> set[int]:
    """What a request is for, which is not asked itself: "sought more guards", "called for a strike on the rebels"."""
    if deed.event != "REQUEST":
        return set()
    clause = deed.clause
    objects = clause.whom if clause.act in _WANTING else ()
    return {*objects, *(noun for preposition, noun in clause.obliques if preposition == "for")}


def _is_asked(deed: Deed, at: int, doer: Span | None) -> bool:
    """Is it wanted of who hangs at a thing wanted: "demanded Moll's resignation", "called for help from Norland", "proposed talks with
    Norland"?
    """
    told = deed.told
    if _meet(told.noun_span(at), doer) or not (told.name_kind(at) in _NAMED or _has_role(told, at)):
        return False
    thing, label = told.words[told.words[at].head].lemma, told.words[at].label
    freed = thing in word_set("events.freed")
    if label != "nmod":
        return not freed
    preposition = told.preposition(at)
    body = told.name_kind(at) in _BODIES or _has_role(told, at)
    return preposition in {"from", "by", "with"} or (preposition == "of" and not freed and (body or thing in word_set("events.of_office")))


def is_thing(deed: Deed, span: Span) -> bool:
    """Is it nobody to whom a deed of words can be done: those who only hear of it, a law or an event of a name of its own?"""
    told = deed.told
    if deed.event not in _OF_WORDS:
        return False
    if told.cut(span).lower() in _HEARERS:
        return deed.clause.act in _SAYING
    kinds = {told.name_kind(at) for at, word in enumerate(told.words) if span[0] <= word.start < span[1]} - {None}
    return bool(kinds) and kinds <= _THINGS


def _is_name(told: Told, head: int) -> bool:
    """A name by its form, or one that the tagger marked though the parser took it for a noun."""
    return told.words[head].kind == "PROPN" or told.name_kind(head) in _NAMED


def _is_whose_name(told: Told, head: int) -> bool:
    """A name of somebody, or a name of which nobody knows what it is, behind "on": "called on Moll"."""
    kind = told.name_kind(head)
    return kind in _NAMED or (kind not in _TIMES and _is_name(told, head) and told.preposition(head) in {"on", "against", "to"})


def _people(deed: Deed, doer: Span | None) -> Span | None:
    """People or a body told by a common noun, as the object or right under it: "scolded the agency", "sympathy for the victims"."""
    told = deed.told
    for head in deed.clause.whom:
        for at in (head, *(one for one in told.below(head, "nmod") if told.preposition(one) in {"of", "for", "on", "to", "with"})):
            if told.words[at].kind == "NOUN" and unnamed.is_people(told.words[at].lemma) and not _meet(told.noun_span(at), doer):
                return told.noun_span(at)
    return None


def _is_someone(told: Told, head: int) -> bool:
    """A pronoun that stands for a person or for people."""
    return told.words[head].kind == "PRON" and told.written(head).lower() in pronouns("object") - {"it"}


def _has_role(told: Told, head: int) -> bool:
    return told.words[head].lemma in actors.sector_words() or told.written(head).lower() in actors.sector_words()


def can_act(told: Told, head: int) -> bool:
    """A name, a role, or a noun of those that act for a state or body."""
    return _has_role(told, head) or told.name_kind(head) in _NAMED or told.words[head].lemma in _ACTING


def _is_office_or_name(told: Told, head: int) -> bool:
    return bool(actors.resolve(told.cut(told.noun_span(head))).sectors) or told.name_kind(head) in _NAMED


def _named_inside(deed: Deed, head: int, doer: Span | None) -> Span | None:
    """The first country, body or person that is named in a phrase, with those joined to it; not the one who does it."""
    told = deed.told
    start, end = told.noun_span(head)
    own = None if doer is None else actors.resolve(told.cut(doer))
    inner = [
        naming for naming in actors.namings(told.text[start:end])
        if (own is None or (naming.code, naming.name) != (own.code, own.name)) and not _only_where(deed, head, start + naming.start)
    ]  # fmt: skip
    if not inner:
        return next((told.noun_span(at) for at in told.under(head) if at != head and _is_person_told_of(told, at, head)), None)
    last = inner[0]
    for other in inner[1:]:
        if not actors.JOINT.fullmatch(told.text[start + last.end : start + other.start]):
            break
        last = other
    return grown(told, start + inner[0].start, start + last.end)


def _whole_thing(deed: Deed, head: int, named: Span) -> Span:
    """What is struck or seized is the thing itself, and not the country that describes it: "a Norlandic tanker"."""
    describes = any(word.head == head and word.label == "amod" and named[0] <= word.start < named[1] for word in deed.told.words)
    return deed.told.noun_span(head) if describes and deed.event in _BODILY else named


def _only_where(deed: Deed, head: int, start: int) -> bool:
    """Is a place named inside a phrase only where it is: "talks in Oravia with envoys"?"""
    told = deed.told
    at = next((at for at, word in enumerate(told.words) if word.start <= start < word.end), head)
    while at != head and told.words[at].head not in (head, at):
        at = told.words[at].head
    return at != head and deed.event not in _DONE_AT_PLACES and told.preposition(at) in {"in", "at"}


def _is_person_told_of(told: Told, at: int, head: int) -> bool:
    """A person of whom a phrase speaks: "a letter to Moll", "the nomination of Moll"."""
    word = told.words[at]
    below = word.head == head and word.label == "nmod" and told.name_kind(at) == "PERSON"
    return below and told.preposition(at) in {"of", "to", "on", "against", "for"}


def grown(told: Told, first: int, last: int) -> Span:
    """A country's name with the office or group it describes: "Ruritanian" in "the Ruritanian army" is the army, and in "the Ruritania
    Grain Commission" the commission.
    """
    for word in told.words:
        if word.start <= last - 1 < word.end and word.label in {"amod", "compound", "nmod:poss", "nmod"}:
            head = told.words[word.head]
            named = word.label == "compound" and head.kind == "PROPN"
            if head.start >= last and (named or _has_role(told, word.head)):
                span = told.noun_span(word.head)
                return (min(first, span[0]), span[1]) if span[0] <= first else (first, last)
    return first, last


def _heads(deed: Deed) -> list[tuple[int, bool]]:
    """Nouns that may name the recipient, likeliest first, each with whether it is an object of the clause."""
    told, clause, event = deed
    contents = told.contents(clause)
    to_hearers = event == "ACCUSE" and clause.act in _SAYING  # "told reporters that the mayor had lied"
    heads = [(head, False) for head in clause.to_whom if not to_hearers]
    if event in {"REQUEST", "ACCUSE", "REJECT"}:  # the one who is to act, or who is said to have acted
        heads += [(head, True) for inner in contents for head in inner.who if head not in clause.who]
    towards = _towards(deed)
    objects = [(head, True) for head in (*(() if to_hearers else clause.whom), *_deeds_of(deed, towards))]
    if event not in INSTRUMENT:
        heads += objects
    direct = sorted(clause.obliques, key=lambda pair: towards.index(pair[0]) if pair[0] in towards else len(towards))
    heads += [(noun, False) for preposition, noun in direct if preposition in towards and told.name_kind(noun) not in _TIMES]
    if event in INSTRUMENT:
        heads += objects
    for inner in contents if clause.act not in _DENYING else ():
        heads += [(head, True) for head in (*inner.to_whom, *inner.whom)]
        if event != "THREATEN":  # there the subject is who will strike
            heads += [(subject, False) for subject in inner.who if subject not in clause.who]
        heads += [(noun, False) for _, noun in inner.obliques if told.name_kind(noun) not in _TIMES]
    return list(dict.fromkeys(heads))


def _towards(deed: Deed) -> tuple[str, ...]:
    """The prepositions that may name the recipient, likeliest first."""
    clause, event = deed.clause, deed.event
    if event == "ACCUSE" and clause.act in word_set("events.aiming"):
        return ("at", *(one for one in _TOWARDS if one not in {"at", "in", "of", "by", "over", "as"}))
    towards = tuple(one for one in _TOWARDS if event in _DONE_AT_PLACES or one not in {"in", "at", "of", "by", "over", "as"})
    if event == "ASSAULT":
        return tuple(one for one in towards if one not in _FROM)
    if event == "CONSULT" and clause.act == "arrive":
        return (*towards, "in")
    if clause.act in {"complain", "protest", "deny"}:  # to whom one complains is not whom one accuses
        return ("over", "about", "against", "at", *(one for one in towards if one not in {"to", "with", "over", "against", "at"}))
    return towards


def _deeds_of(deed: Deed, towards: tuple[str, ...]) -> list[int]:
    """Whom the deed that is the clause's object is done to: "launched an attack on the camp", "called for the release of the crew"."""
    told, clause, _ = deed
    found: list[int] = []
    wanted = _wanted(deed)
    aside = _BESIDE if deed.event in _SAID_OF else frozenset()
    things = (*clause.whom, *clause.attributes, *(noun for preposition, noun in clause.obliques if preposition not in aside))
    for head in (one for one in things if one not in wanted):
        below = told.below(head, "nmod", "obl")
        found += [child for child in below if told.preposition(child) in (*towards, "of") and told.name_kind(child) not in _TIMES]
    return found


def named_after(deed: Deed, doer: Span | None, speaker: Span | None) -> Span | None:
    """The first country, body or group named after the verb in its sentence, beside actor and speaker."""
    told, clause, event = deed
    if clause.act in _DENYING:
        return None
    own = _code(told, doer)
    inside = told.own(clause) - _of_others(deed) - {at for head in _wanted(deed) for at in told.under(head)}
    start = told.words[clause.verb].end
    end = max((told.words[at].end for at in inside), default=start)
    for naming in actors.namings(told.text[start:end]):
        first, last = start + naming.start, start + naming.end
        at = next((at for at, word in enumerate(told.words) if word.start <= first < word.end), None)
        if at is None or at not in inside or _only_reports(told, at, clause) or (speaker and speaker[0] <= first < speaker[1]):
            continue
        if naming.code != own and not _stands_beside(deed, at):
            return grown(told, first, last)
    if event in INSTRUMENT:
        return None
    at_home = _STRONG_SECTORS | {"CVL"} if event in _STRIKES else (_STRONG_SECTORS | {"CVL"}) - {"MIL"}
    for at in sorted(inside):  # offices and groups at home
        word = told.words[at]
        sector = actors.sector_words().get(told.written(at).lower())
        if word.start < start or word.kind not in {"NOUN", "PROPN"} or sector not in at_home or at in clause.who:
            continue
        span = told.noun_span(at)
        aside = _only_reports(told, at, clause) or (event in _SAID_OF and _stands_beside(deed, at))
        if not aside and not _meet(span, doer) and not _meet(span, speaker):
            return span
    return None


def _stands_beside(deed: Deed, at: int) -> bool:
    """Is a name only where, when or like whom a deed is done, or told by the way: "signed alongside Norland", "was refused after talks in
    Norland", "praised the clerk whom Norland had jailed"?
    """
    told, clause, event = deed
    prepositions = set()
    for _ in told.words:
        prepositions.add(told.preposition(at))
        if event in _SAID_OF and told.words[at].label in _BEHIND:
            return True  # "backed the law that he signed in Norland"
        if told.words[at].head in (at, clause.verb):
            break
        at = told.words[at].head
    return bool(prepositions & _BESIDE) or (event not in _DONE_AT_PLACES and told.preposition(at) in {"in", "at"})


def _of_others(deed: Deed) -> set[int]:
    """The words of the clauses that stand beside a deed and not in it: "called for calm after troops had seized the port"; what is said by
    the way: "refused, saying that it fights them".
    """
    told, clause, _ = deed
    beside = [one for one in told.clauses if one.kind == "adverbial" and told.above(one) is clause]
    apart = [
        one for one in beside
        if one.act in _SAYING or any(told.words[at].lemma in _BESIDE for at in told.below(told.top(one), "mark", "case"))
    ]  # fmt: skip
    return {at for one in apart for at in told.under(told.top(one))}


def _meet(one: Span, other: Span | None) -> bool:
    return other is not None and one[0] < other[1] and other[0] < one[1]


def _only_reports(told: Told, index: int, clause: Clause) -> bool:
    """Does a word belong to the clause that only reports ("..., the Graustark embassy said")?"""
    at = index
    for _ in range(len(told.words)):
        word = told.words[at]
        if at in (clause.verb, word.head):
            return False
        if word.label in {"nsubj", "obl:unmarked"} and told.words[word.head].lemma in _SAYING and word.head != clause.verb:
            return True
        at = word.head
    return False

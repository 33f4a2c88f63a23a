"""What became of those who are counted: killed, hurt, held, freed. The words are those of lexicons/amounts.tsv."""

from collections.abc import Iterator
from functools import cache
from typing import Final

from variorum.language.english.grammar.clauses import Clauses
from variorum.language.english.words.lexicon import word_set
from variorum.language.english.words.tables import named, rows
from variorum.model.paragraph import Token

# Words that say of their subject, not of their object, what became of it: "died", "are missing".
_OF_SUBJECT: Final = word_set("fates of a subject")
TOLLS: Final = word_set("tolls")
POWERLESS: Final = "powerless"
CROWD: Final = "gathered"  # told of those who came; of those who were held or hurt there, that is told
# To what end, by the word before it: "shot to death", "are in custody", "treated for burns", "driven from their homes".
_INTO: Final = {"to": "killed", "in": "held", "into": "held", "for": "hurt", "from": "fled", "without": "powerless"}
_BROUGHT: Final = word_set("brought somewhere")  # "taken to hospital"
HOSPITALISED: Final = "hospitalised"  # not all who were hurt were brought there
_HOSPITALS: Final = word_set("hospitals")
_CUTTING: Final = word_set("cutting off")  # "power was cut to 900 homes"
_DRAWING: Final = word_set("drawing a crowd")
_NAMED_BY_END: Final = frozenset({"killed", "hurt"})  # "seven lives" are people; "seven homes" are none
CROWDS: Final = word_set("crowds")  # whose number is that of those who came
_OF_DEATHS: Final = frozenset({"toll"})  # a toll is of deaths, if no word says of what
_ARGUMENTS: Final = ("nsubj", "nsubjpass", "dobj", "attr", "oprd")
_BESIDE: Final = ("amod", "acl", "advmod", "appos", "relcl", "oprd", "prep")  # by which a noun is told what became of it
_COMPLEMENTS: Final = ("acomp", "oprd", "attr", "advmod", "xcomp")


def known(word: str) -> str | None:
    """The fate that a dictionary form names."""
    return named("amounts.tsv", "fate").get(word)


def fate(clauses: Clauses, noun: int, anchor: int | None = None) -> str:
    """The fate of a noun: "killed", or "hurt+killed" of those who were killed or hurt; "" where none is told.

    `anchor` is the word by which the noun's figure stands in its clause, where it is not the noun: "three of the crew were hurt".
    """
    found = set(_fates(clauses, noun, noun if anchor is None else anchor))
    if "killed" in found:
        found.discard("shot")  # "shot and killed two"
    if len(found) > 1:
        found.discard(CROWD)
    return "+".join(sorted(found))


def _fates(clauses: Clauses, noun: int, anchor: int) -> Iterator[str]:
    own = known(clauses.lemma(noun)) or known(clauses.tokens[noun].text.lower())
    if clauses.lemma(noun) in CROWDS:
        own = None
        yield CROWD
    if own is not None and own != CROWD:  # "three marches" are no people
        yield own
        return
    for child in clauses.below(noun, *_BESIDE):
        yield from _told_beside(clauses, child)
    at = anchor if clauses.tokens[anchor].dep in (*_ARGUMENTS, "conj") else noun
    token = clauses.tokens[clauses.first_joined(at)]
    if token.dep in _ARGUMENTS:
        yield from _told_by_clause(clauses, token, clauses.tokens[token.head])
    if token.dep == "pobj":
        before = clauses.tokens[token.head]
        above = clauses.tokens[before.head]
        yield from _cut_off(clauses, above) if before.text.lower() in ("to", "for") else ()
        yield from _told_by_toll(clauses, above.head if above.pos == "ADP" else above.i)  # "at between 300 and 400"
    elif token.dep == "attr":
        yield from _told_by_toll(clauses, token.head)


def _told_beside(clauses: Clauses, word: Token) -> Iterator[str]:
    """The fate that a word told of a noun names, and those joined to it: "killed or injured". Of a clause, what it says of its subject."""
    for index in clauses.conjoined([word.i]):
        token = clauses.tokens[index]
        found = known(token.text.lower()) or known(clauses.lemma(index))
        if found and (word.dep != "relcl" or token.tag in ("VBN", "JJ") or clauses.lemma(index) in _OF_SUBJECT):
            yield found


def _told_by_clause(clauses: Clauses, noun: Token, verb: Token) -> Iterator[str]:
    """What a verb says became of its object, or of its subject where it is passive or says that somebody died."""
    for index in (verb.i, *_joined_verbs(clauses, verb.i)):
        lemma = clauses.lemma(index)
        found = known(lemma) or known(clauses.tokens[index].text.lower())
        passive = clauses.child(index, "auxpass") is not None or clauses.tokens[index].tag == "VBN"
        of_object = noun.dep in ("dobj", "nsubjpass", "oprd") or passive
        if found and (noun.dep != "dobj" if lemma in _OF_SUBJECT else of_object):
            yield found
        for child in clauses.below(index, *_COMPLEMENTS):
            told = known(clauses.lemma(child.i)) or known(child.text.lower())
            if told and child.i != noun.i:
                yield told
            yield from _of_lives(clauses, noun, child.i) if child.dep == "xcomp" and noun.dep != "dobj" else ()
        yield from _into_it(clauses, index)
        yield from _of_lives(clauses, noun, index)
        yield from _drawn(clauses, noun, index)
    of_verb = known(clauses.lemma(verb.i))
    if of_verb and verb.dep == "ccomp" and verb.pos in ("ADJ", "NOUN"):
        yield of_verb  # "left six people dead"


def _into_it(clauses: Clauses, verb: int) -> Iterator[str]:
    """ "shot to death", "are in custody", "were among the injured", "was taken to hospital"."""
    for child in clauses.below(verb, "prep"):
        noun = clauses.child(child.i, "pobj")
        if noun is None:
            continue
        before, told = child.text.lower(), _end(clauses, noun)
        if told and told == _INTO.get(before):
            yield told
        elif before == "among" and clauses.lemma(verb) == "be" and (own := known(noun.text.lower()) or known(clauses.lemma(noun.i))):
            yield own
        elif before == "to" and clauses.lemma(verb) in _BROUGHT and clauses.lemma(noun.i) in _HOSPITALS:
            yield HOSPITALISED


def _of_lives(clauses: Clauses, noun: Token, verb: int) -> Iterator[str]:
    """ "Four lost their lives", "cost seven lives", "twelve suffered injuries"."""
    told_of = clauses.child(verb, "dobj")
    told = _end(clauses, told_of) if told_of is not None else None
    if told_of is None or told is None or (told, clauses.lemma(verb)) not in _endings():
        return
    own = told != "killed" or clauses.child(told_of.i, "poss") is not None  # "the fire took lives" is no death of the fire's
    of_lives = noun.i == told_of.i and told in _NAMED_BY_END
    if of_lives or (noun.dep in ("nsubj", "nsubjpass") and own):
        yield told


def _cut_off(clauses: Clauses, above: Token) -> Iterator[str]:
    """ "Power was cut to 900 homes", "knocked out power to 900 homes"."""
    verb = above if above.pos == "VERB" else clauses.tokens[above.head]
    given = clauses.child(verb.i, "dobj", "nsubjpass")
    if clauses.lemma(verb.i) in _CUTTING and given is not None and _end(clauses, given) == POWERLESS:
        yield POWERLESS


def _drawn(clauses: Clauses, noun: Token, verb: int) -> Iterator[str]:
    """ "The march drew 5,000 people"."""
    subject = clauses.child(verb, "nsubj")
    if noun.dep == "dobj" and clauses.lemma(verb) in _DRAWING and subject is not None:
        come = known(clauses.lemma(subject.i)) == CROWD or clauses.lemma(subject.i) in CROWDS
        yield from (CROWD,) if come else ()


def _end(clauses: Clauses, noun: Token) -> str | None:
    """The fate to which a noun tells that somebody came."""
    return named("amounts.tsv", "end").get(clauses.lemma(noun.i))


@cache
def _endings() -> frozenset[tuple[str, str]]:
    """To which end somebody comes with a noun as the object of which verb: lose a life, sustain an injury, leave one's home."""
    return frozenset((row[1], verb) for row in rows("amounts.tsv", titled=True) if row[0] == "ending" for verb in row[2].split())


def _joined_verbs(clauses: Clauses, verb: int) -> Iterator[int]:
    """Verbs joined to one that have neither subject nor object of their own: "were killed or wounded"."""
    for child in clauses.below(verb, "conj"):
        if clauses.child(child.i, "nsubj", "nsubjpass", "dobj") is None:
            yield child.i


def _told_by_toll(clauses: Clauses, above: int) -> Iterator[str]:
    """ "a death toll of twelve", "the toll rose to twelve", "the number of people killed is twelve", "police put the crowd at 5,000"."""
    of = clauses.child(above, "dobj") or clauses.child(above, "nsubj", "nsubjpass")
    for noun in (above, *([of.i] if of else [])):
        if clauses.lemma(noun) in CROWDS:
            yield CROWD
        if clauses.lemma(noun) in TOLLS:
            told = [found for word in clauses.words_under(noun) if (found := known(clauses.lemma(word.i)))]
            yield from told or (["killed"] if clauses.lemma(noun) in _OF_DEATHS else [])

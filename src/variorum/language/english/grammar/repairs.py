"""What the parser is known to get wrong in news sentences, told from the words around: pure looks at a parse, each for one mistake."""

import re

from variorum.language.english.grammar.tree import Tree
from variorum.model.paragraph import Token

VERBAL = ("VERB", "AUX")
NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
# "OSLO (Meridian) – ", "Harwick, Ontario – ": the place in capitals or followed by a region, then a dash.
_DATELINE = re.compile(r"[A-Z][a-z]+, [A-Z][\w.]+(?: [A-Z][\w.]+)?\s(?:–|--)\s|[A-Z][A-Z.]{2,}[^–\"]{0,70}?(?:\)\s*(?:–|--?)|\s(?:–|--))\s")


def dateline(tree: Tree) -> set[int]:
    """The tokens of the place and agency before a report's first words: they belong to no clause."""
    found = _DATELINE.match(tree.paragraph.text)
    return {token.i for token in tree.tokens if token.end <= found.end()} if found else set()


def past_dateline(tree: Tree, outside: set[int], head: int, subject: int | None) -> int | None:
    """ "OSLO (Meridian) – Norway said": where the parser takes the town for the subject, the first noun phrase after it."""
    if subject is None or subject not in outside:
        return subject
    after = [item for item in tree.words_under(subject) if item.i not in outside and item.head in outside]
    others = [item for item in tree.below(head) if item.dep in ("nsubj", "nsubjpass") and item.i not in outside]
    return next((item.i for item in (*others, *after) if item.pos in NOMINAL), None)


def verbal(tree: Tree, token: Token) -> bool:
    """A verb, or a word with a modal or a "that" of its own, which the tagger takes for a noun ("should the dam break")."""
    if token.pos in VERBAL:
        return True
    if token.pos != "NOUN" or token.dep not in ("ROOT", "ccomp", "advcl"):
        return False
    return any(
        (child.dep == "aux" and child.tag == "MD") or (child.dep == "mark" and child.text.lower() in ("that", "if", "unless"))
        for child in tree.below(token.i)
    )


def headline_told(tree: Tree, token: Token) -> int | None:
    """ "No deal on fish, says minister": the parser gives the verb two subjects, and the first is what is said."""
    if token.pos != "VERB" or token.i == 0 or tree.tokens[token.i - 1].text not in (",", ":", "-", "–"):
        return None
    subjects = [child.i for child in tree.below(token.i) if child.dep == "nsubj"]
    return subjects[0] if len(subjects) == 2 and subjects[0] < token.i < subjects[1] else None


def stranded_subject(tree: Tree, token: Token) -> tuple[int, int, int] | None:
    """The noun phrase right before a finite verb that the parser hung elsewhere: "In replies to X, Y and Z held firm".

    Returns its head and its token range [start, end), or None.
    """
    if token.tag not in ("VBD", "VBZ", "VBP"):
        return None
    tokens = tree.tokens
    end = start = first_word(tree, token)
    while start > 0 and tokens[start - 1].sent == token.sent and _in_noun_phrase(tokens, start - 1):
        start -= 1
    if start < end and tokens[start].dep == "cc":
        start += 1
    inside = [item for item in tokens[start:end] if not start <= item.head < end or item.head == item.i]
    nouns = [item for item in inside if item.pos in NOMINAL]
    if not nouns or (start > 0 and tokens[start - 1].pos == "ADP") or len(inside) > 4:
        return None
    return nouns[0].i, start, end


def first_word(tree: Tree, token: Token) -> int:
    """Where a verb begins with its auxiliaries and adverbs."""
    before = [child.i for child in tree.below(token.i) if child.dep in ("aux", "auxpass", "neg", "advmod") and child.i < token.i]
    return min([token.i, *before])


def _in_noun_phrase(tokens: tuple[Token, ...], index: int) -> bool:
    token = tokens[index]
    if token.dep == "cc":  # only within a list that a comma or the sentence's beginning opens
        return index > 1 and tokens[index - 1].pos in ("PROPN", "NOUN") and _opened_by_comma(tokens, index - 1)
    return token.pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM", "PRON") or token.tag in ("POS", "HYPH", "PRP$")


def _opened_by_comma(tokens: tuple[Token, ...], index: int) -> bool:
    while index > 0 and tokens[index].pos in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        index -= 1
    return tokens[index].text == "," or (index > 0 and tokens[index].dep == "cc" and tokens[index - 1].text == ",")


def is_aside(tree: Tree, token: Token, subject: int | None) -> bool:
    """ "The plans, echoed in a letter, include ...": the parser takes the participle between the commas for the main verb."""
    tokens = tree.tokens
    if subject is None or token.tag not in ("VBD", "VBN") or token.i == 0 or tokens[token.i - 1].text != ",":
        return False
    below = tree.below(token.i)
    later = [child for child in below if child.dep == "conj" and child.tag in ("VBD", "VBZ", "VBP") and tokens[child.i - 1].text == ","]
    return bool(later) and not any(child.dep in ("cc", "dobj", "aux") for child in below)


def misses_object(tree: Tree, token: Token) -> bool:
    """ "troops it has deployed": no object, no complement, no relative adverb."""
    below = tree.below(token.i)
    return not any(child.dep in ("dobj", "ccomp", "xcomp", "attr", "acomp", "auxpass") or child.tag == "WRB" for child in below)


def opinion_aside(tree: Tree, subject: int) -> bool:
    """ "a war that many fear will come": the parser takes the words set in between for the subject."""
    noun = tree.tokens[subject]
    if noun.text.lower() not in ("fear", "say", "believe", "hope", "think", "claim", "argue", "expect"):
        return False
    return any(child.text.lower() in ("many", "some", "most", "few", "others") for child in tree.below(subject))

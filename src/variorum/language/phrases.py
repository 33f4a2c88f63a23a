"""Noun phrases of a parse as short readable words: what stands in who, whom, where and in the name of a counted thing."""

from variorum.language.clauses import Clauses
from variorum.model.paragraph import Token

# What hangs at a noun but is told in clauses of its own, or only tells it again.
_DROPPED = frozenset("relcl acl appos parataxis advcl ccomp punct cc preconj predet dep npadvmod neg".split())
_LONGEST = 14
_PLACE_LABELS = frozenset(("GPE", "LOC", "FAC"))
_PLACE_PREPOSITIONS = frozenset("in at near on to into from across outside inside toward towards along around over off through within beyond opposite".split())
_PLACE_NOUNS = frozenset(
    "border frontier city town village capital region province country state district area street square port harbour harbor airport station "
    "school hospital church mosque university prison jail camp base island coast river lake sea bay valley mountain forest park "
    "building house home hotel restaurant office embassy headquarters parliament court market factory plant farm road highway bridge "
    "tunnel stadium neighbourhood neighborhood suburb county zone strip territory peninsula continent north south east west scene site".split()
)


def phrase(clauses: Clauses, index: int) -> str:
    """The words of a noun phrase without article, relative clause and apposition; long ones lose their later additions."""
    kept = _kept(clauses, index)
    if len(kept) > _LONGEST:
        kept = _kept(clauses, index, short=True)
    return _joined(clauses, kept)


def _kept(clauses: Clauses, index: int, short: bool = False) -> list[Token]:
    kept: list[Token] = []
    waiting = [clauses.tokens[index]]
    while waiting:
        token = waiting.pop()
        kept.append(token)
        for child in clauses.paragraph.children(token.i):
            if _stays(clauses, index, token, child, short):
                waiting.append(child)
    return sorted(kept)


def _stays(clauses: Clauses, top: int, above: Token, child: Token, short: bool) -> bool:
    if child.i in clauses.kinds or (child.dep in _DROPPED and not (child.dep in ("cc", "punct", "npadvmod") and _inside(clauses, above, child))):
        return False
    if child.dep == "det" and above.i == top and child.text.lower() in ("the", "a", "an", "no", "this", "that", "these", "those", "any", "some", "such"):
        return False
    if child.dep == "conj" and child.pos in ("VERB", "AUX"):
        return False
    return not (short and child.dep == "prep" and child.text.lower() != "of")


def _inside(clauses: Clauses, above: Token, child: Token) -> bool:
    """Joining marks stay between kept words: hyphens, commas and "and" of a list, the "Moscow-" of "Moscow-backed"."""
    if child.dep == "npadvmod":
        return child.i < above.i
    if child.text == "-" or child.dep == "cc" or child.text == ",":
        return any(item.dep in ("conj", "appos") and item.i > child.i and item.dep == "conj" for item in clauses.paragraph.children(above.i)) or (
            child.text == "-" and child.i < above.i
        )
    return child.text in ("'s", ".", "/", "&")


def _joined(clauses: Clauses, kept: list[Token]) -> str:
    words = ""
    text = clauses.paragraph.text
    for before, token in zip([None, *kept], kept, strict=False):
        if before is not None:
            words += "" if before.end == token.start else " "
        words += text[token.start : token.end]
    return words.strip(" ,-\"'")


def place_of(clauses: Clauses, head: int, skipped: int | None = None) -> str | None:
    """The first place phrase of a clause with its preposition ("in Paris", "near the border"): at the verb, else at its object."""
    for holder in (head, *(child.i for child in clauses.paragraph.children(head) if child.dep in ("dobj", "attr", "nsubjpass", "pobj", "prep"))):
        if holder == skipped or holder in clauses.kinds and holder != head:
            continue
        for child in clauses.paragraph.children(holder):
            if child.dep not in ("prep", "advmod") or child.text.lower() not in _PLACE_PREPOSITIONS:
                continue
            noun = clauses.child(child.i, "pobj")
            inner = clauses.child(child.i, "prep") if noun is None else None
            if inner is not None:
                noun = clauses.child(inner.i, "pobj")
            if noun is not None and is_place(clauses, noun.i):
                return f"{child.text.lower()} {(inner.text.lower() + ' ') if inner else ''}{phrase(clauses, noun.i)}"
    return None


def is_place(clauses: Clauses, index: int) -> bool:
    token = clauses.tokens[index]
    return token.ent in _PLACE_LABELS or token.lemma.lower() in _PLACE_NOUNS

"""Figures, times and deep-hung conditions, each given to the clause it belongs to."""

from bisect import bisect_right

from variorum.language.english.grammar import conditions, counting, reported
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.model.paragraph import Paragraph
from variorum.model.statement import Value, When


def figures_of(clauses: Clauses, stated: dict[int, ParsedClause]) -> dict[int, list[Value]]:
    """Each figure at the stated clause it stands in."""
    placed: dict[int, list[Value]] = {}
    for figure in clauses.figures:
        counted = counting.counted(clauses, figure)
        if counted is None:
            continue
        head = _stated_owner(clauses, stated, counted.token)
        if head is not None and not _compared(clauses, counted.token, head):
            unit = "year" if counted.noun is not None and counted.noun.startswith("age") else figure.unit
            value = Value(figure.text, figure.number, unit, counted.noun, figure.bound, figure.low, figure.high)
            placed.setdefault(head, []).append(value)
    return placed


def times_of(clauses: Clauses, stated: dict[int, ParsedClause]) -> dict[int, When]:
    """The first time of each stated clause. A time before the content of a reporting verb is the time of speaking, and nobody's here."""
    placed: dict[int, When] = {}
    for time in clauses.times:
        token = token_at(clauses.paragraph, time.start)
        if token is None or token in clauses.dateline:
            continue
        last = token_at(clauses.paragraph, time.end - 1)
        head = _dated(clauses, stated, last if last is not None else token)
        if head is None or _compared(clauses, token, head) or _names_a_thing(clauses, last if last is not None else token, head):
            continue
        better = head not in placed or (placed[head].precision == "minute" and time.precision != "minute")
        if better and not _of_speech(clauses, stated[head], token):
            placed[head] = When(time.text, time.iso, time.precision)
    return placed


def _dated(clauses: Clauses, stated: dict[int, ParsedClause], index: int) -> int | None:
    """The stated clause that a time dates: its own, or the one around a participle; what a gerund or infinitive tells has its own time."""
    head = clauses.owner(index)
    if head is not None and head not in stated and clauses.kinds.get(head) in ("gerund", "infinitive"):
        return None
    return _stated_owner(clauses, stated, index)


def _compared(clauses: Clauses, index: int, head: int) -> bool:
    """ "up from 800 last year", "compared with 12": an earlier state, not what the clause tells."""
    at = index
    for _ in range(8):
        token = clauses.tokens[at]
        before = clauses.tokens[at - 1].text.lower() if at > 0 else ""
        if token.dep in ("prep", "pcomp") and (
            token.text.lower() in ("compared", "versus", "than") or (token.text.lower() == "from" and before in ("up", "down"))
        ):
            return True
        if at in (head, token.head):
            return False
        at = token.head
    return False


def _names_a_thing(clauses: Clauses, index: int, head: int) -> bool:
    """ "the 2015 agreement", "Friday's vote": a time within a noun's name dates the noun, and not what the clause tells of it."""
    token = clauses.tokens[index]
    if token.dep in ("nummod", "compound", "amod", "nmod", "poss") and token.head != head and token.head not in clauses.kinds:
        above = clauses.tokens[token.head]
        return above.pos in ("NOUN", "PROPN") and above.i > token.i and above.ent != "DATE"
    return False


def _of_speech(clauses: Clauses, clause: ParsedClause, token: int) -> bool:
    """ "said this month it would": the parser often hangs the time of speaking at the words spoken."""
    if clause.above is None or clause.kind != "content" or clause.subject is None or not clause.own_subject:
        return False
    first = clauses.first[clause.subject]
    return clause.above < token < first and reported.is_reporting(clauses, clause.above)


def _stated_owner(clauses: Clauses, stated: dict[int, ParsedClause], index: int) -> int | None:
    at = index
    while at not in clauses.kinds and at not in stated and clauses.tokens[at].head != at:
        at = clauses.tokens[at].head
    head = at if at in stated else clauses.owner(index)
    if head is not None and clauses.kinds.get(head) == "verbless" and head not in stated:
        return next((child.i for child in clauses.below(head) if child.i in stated), None)  # "Two killed in blast"
    for _ in range(6):
        if head is None or head in stated:
            return head
        if reported.is_reporting(clauses, head) or clauses.kinds.get(head) not in ("infinitive", "participle", "gerund"):
            return None
        head = clauses.by_head[head].above
    return None


def token_at(paragraph: Paragraph, offset: int) -> int | None:
    """The index of the token that holds a code point."""
    place = bisect_right(paragraph.tokens, offset, key=lambda token: token.start) - 1
    return place if place >= 0 and offset < paragraph.tokens[place].end else None


def deep_conditions(clauses: Clauses, stated: dict[int, ParsedClause]) -> dict[int, tuple[int, int]]:
    """Conditions on a clause that states nothing itself ("the potential for talks to start until ...") go to the statement around it."""
    found: dict[int, tuple[int, int]] = {}
    for head, clause in clauses.by_head.items():
        if head in stated or clause.kind not in ("infinitive", "participle", "gerund", "relative"):
            continue
        condition = conditions.condition_of(clauses, clause)
        above = clause.above
        while above is not None and above not in stated and clauses.kinds[above] in ("infinitive", "participle", "gerund"):
            above = clauses.by_head[above].above
        if condition is not None and above in stated and above is not None and clauses.tokens[above].tag in ("VBZ", "VBP", "VB"):
            found.setdefault(above, condition)
    return found

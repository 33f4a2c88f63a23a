"""What is kept of a paragraph: its sentences with words, clauses, figures, times and names, from the one clause reader."""

from collections import defaultdict

from variorum.language.english import calendar, quotes
from variorum.language.english.grammar import amounts, counting, implied, phrases, standing
from variorum.language.english.grammar.clauses import Clauses, ParsedClause
from variorum.language.english.grammar.modality import force, is_awaited, is_set
from variorum.language.english.grammar.universal import relations
from variorum.language.english.statements.typed import token_at
from variorum.language.english.statements.wording import predicate_of
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Token
from variorum.model.sentence import Clause, Figure, Name, Sentence, Time, Word

_ARRANGING = word_set("arranging")
_MANY = frozenset({"NNS", "NNPS"})
_ONE = frozenset({"NN", "NNP"})


def sentences(clauses: Clauses) -> tuple[Sentence, ...]:
    """The sentences of a paragraph, in text order."""
    tokens = clauses.tokens
    bounds: dict[int, list[int]] = defaultdict(list)
    for token in tokens:
        bounds[token.sent].append(token.i)
    owned = _Owned(clauses)
    found = []
    for number, (start, end) in enumerate(clauses.paragraph.sentences):
        inside = bounds[number]
        if inside:
            found.append(_sentence(clauses, owned, (start, end), inside[0], inside[-1] + 1))
        else:
            found.append(Sentence(start, end))
    return tuple(found)


class _Owned:
    """Figures and times of a paragraph, each with the token by which it stands in a clause, and what it quotes."""

    def __init__(self, clauses: Clauses) -> None:
        paragraph = clauses.paragraph
        self.figures: list[tuple[int, Figure]] = []
        for figure in implied.all_figures(clauses):
            counted = counting.counted(clauses, figure)
            at = counted.token if counted is not None else token_at(paragraph, figure.core)
            if at is None:
                continue
            noun = counted.noun if counted is not None else None
            of = _of(clauses, at) if noun is not None else None
            told = Figure(figure.start, figure.end, figure.number, figure.low, figure.high, figure.bound, figure.unit, of, noun)
            is_of = amounts.amount(clauses, figure, at, noun)
            self.figures.append(
                (
                    at,
                    told._replace(
                        of=told.of if is_of.head is None else is_of.head,
                        quantity=is_of.quantity,
                        scale=is_of.scale,
                        thing=is_of.thing,
                        fate=is_of.fate,
                        telling=is_of.telling,
                        marks=is_of.marks,
                    ),
                )
            )
        self.quoted = quotes.stretches(paragraph.text)
        self.times: list[tuple[int, Time]] = []
        for time in clauses.times:
            at = token_at(paragraph, time.end - 1)
            if at is not None:
                self.times.append((at, Time(time.start, time.end, time.iso, time.precision, calendar.side(paragraph.text, time.start))))


def _of(clauses: Clauses, at: int) -> int:
    """The noun that a figure's words hang under, or stand for."""
    token = clauses.tokens[at]
    return token.head if token.dep in ("nummod", "quantmod", "compound", "amod", "nmod") else at


def _sentence(clauses: Clauses, owned: _Owned, span: tuple[int, int], first: int, after: int) -> Sentence:
    # What the parser's end of a sentence cuts through is of neither: "0 . 07 percent".
    figures = [(at, figure) for at, figure in owned.figures if first <= at < after and _within(figure[:2], span)]
    times = [(at, time) for at, time in owned.times if first <= at < after and _within(time[:2], span)]
    told = _told(clauses, first, after)
    number_of = {clause.head: number for number, clause in enumerate(told)}
    figures_at = [_owner(clauses, at, number_of) for at, _ in figures]
    times_at = [_owner(clauses, at, number_of) for at, _ in times]
    made = []
    for clause in told:
        made.append(
            _clause(
                clauses,
                clause,
                first,
                after,
                number_of,
                tuple(number for number, head in enumerate(figures_at) if head == clause.head),
                tuple(number for number, head in enumerate(times_at) if head == clause.head),
            )
        )
    names = [Name(*mention) for mention in clauses.paragraph.mentions if _within(mention[:2], span)]
    return Sentence(
        *span,
        words=tuple(
            _word(clauses, token, first, place)
            for token, place in zip(clauses.tokens[first:after], relations(clauses, first, after), strict=True)
        ),
        clauses=tuple(made),
        figures=tuple(figure._replace(of=None if figure.of is None else figure.of - first) for _, figure in figures),
        times=tuple(time for _, time in times),
        names=tuple(names),
        quoted=tuple((max(start, span[0]), min(end, span[1])) for start, end in owned.quoted if start < span[1] and span[0] < end),
    )


def _within(inner: tuple[int, int], outer: tuple[int, int]) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _word(clauses: Clauses, token: Token, first: int, place: tuple[int, str]) -> Word:
    number = "many" if token.tag in _MANY else "one" if token.tag in _ONE else ""
    return Word(token.start, token.end, clauses.lemma(token.i), token.pos, place[1], place[0] - first, number)  # type: ignore[arg-type]


def _told(clauses: Clauses, first: int, after: int) -> list[ParsedClause]:
    """The clauses of a sentence in text order, nouns that name a deed among them."""
    found = []
    for index in range(first, after):
        clause = clauses.by_head.get(index) or clauses.nominal(index)
        if clause is not None:
            found.append(clause)
    return found


def _owner(clauses: Clauses, at: int, number_of: dict[int, int]) -> int | None:
    """The nearest clause above a word, a noun that names a deed included: "an attack on Monday"."""
    for _ in range(100):
        if at in number_of:
            return at
        if clauses.tokens[at].head == at:
            return None
        at = clauses.tokens[at].head
    return None


def _clause(
    clauses: Clauses,
    clause: ParsedClause,
    first: int,
    after: int,
    number_of: dict[int, int],
    figures: tuple[int, ...],
    times: tuple[int, ...],
) -> Clause:
    meant = force(clauses, clause)

    def local(heads: tuple[int, ...]) -> tuple[int, ...]:
        return tuple(head - first for head in heads if first <= head < after)

    condition = meant.condition
    source = None if meant.source is None else local((meant.source,))
    return Clause(
        verb=clause.head - first,
        act=clause.lemma,
        predicate=predicate_of(clauses, clause)[0],
        kind=clause.kind,
        who=local(clause.who),
        whom=local(clause.whom),
        to_whom=local(clause.to_whom),
        obliques=tuple((prep, noun - first) for prep, noun in clause.with_preps if first <= noun < after and noun not in clause.who),
        attributes=local(clause.attributes),
        where=local(tuple(phrases.places_of(clauses, clause.head))),
        figures=figures,
        times=times,
        polarity=meant.polarity,
        modality=meant.modality,
        standing=standing.status(clauses, clause).standing,
        tense=clause.tense,
        condition=None if condition is None else (clauses.tokens[condition[0]].start, clauses.tokens[condition[1]].end),
        source=source[0] if source else None,
        reported=meant.reported,
        above=None if clause.above is None else number_of.get(clause.above),
        ongoing=clauses.tokens[clause.head].tag == "VBG" and any(child.lemma == "be" for child in clauses.below(clause.head, "aux")),
        arranged=_arranged(clauses, clause),
    )


def _arranged(clauses: Clauses, clause: ParsedClause) -> bool:
    """ "plans to sign", "is expected to sign and publish", "was to sign"; not "wants to sign", "tried to sign", "the plan to sign"."""
    first = clauses.tokens[clauses.first_joined(clause.head)]
    if clause.kind != "infinitive" or first.dep != "xcomp":
        return False
    upper = clauses.by_head.get(first.head)
    appointed = upper is not None and upper.lemma == "be" and is_set(clauses, upper) and not is_awaited(clauses, upper, first.i)
    return appointed or clauses.lemma(first.head) in _ARRANGING

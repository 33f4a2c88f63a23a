"""What a paragraph states, clause by clause, with typed values; and the placing of these statements in their reports."""

from bisect import bisect_right
from dataclasses import dataclass, replace

from variorum.language import counting, modality, phrases
from variorum.language.clauses import Clause, Clauses
from variorum.language.lexicon import verbal_nouns
from variorum.model.paragraph import Analysis, Paragraph, Token
from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation, Statement, Value, When
from variorum.model.story import Dossier
from variorum.text import dates, values

# Prepositions that make one predicate with their verb where it has no object: "focus on the deal", "agree to a truce".
_VERB_PREPOSITIONS = frozenset("on to for with against over about into from of upon by".split())
_FOR_VERBS = frozenset("call wait ask apply vote prepare account pay look search press campaign argue opt run care compete provide blame".split())
_TIME_LABELS = frozenset(("DATE", "TIME", "GPE", "LOC", "FAC"))
# Participles that only tie a noun to another: "the people involving", "according to", "including".
_LINKING = frozenset("involve include concern regard follow accord base relate aim call name know title entitle date belong contain".split())
_NEGATORS = frozenset("neither nor not either both".split())
_NEED_OBJECTS = frozenset("want have need seek intend plan hope wish make let get try".split())
_COPULAS = frozenset("be become remain seem appear look stay prove".split())


@dataclass(frozen=True, slots=True)
class _Reading:
    """A paragraph as this stage walks it."""

    clauses: Clauses
    figures: dict[int, list[Value]]  # by the head of the clause they belong to
    times: dict[int, When]
    conditions: dict[int, tuple[int, int]]  # hung by the parser deep inside a stated clause


def of_paragraph(paragraph: Paragraph, found: Analysis) -> Analysis:
    """Adds the statements of a paragraph, in text order."""
    clauses = Clauses(paragraph)
    stated = {head: clause for head, clause in clauses.by_head.items() if _states(clauses, clause)}
    for clause in list(stated.values()):
        for head in _broken(clauses, clause):
            stated.pop(head, None)
    _take_nominals(clauses, stated)
    reading = _Reading(clauses, _figures(clauses, stated), _times(clauses, stated), _deep_conditions(clauses, stated))
    statements = [_statement(reading, clause, found) for _, clause in sorted(stated.items())]
    return replace(found, statements=tuple(statement for statement in statements if statement is not None))


def _states(clauses: Clauses, clause: Clause) -> bool:
    """Does this clause say something by itself? Reporting verbs say it in their content, governors in what they govern."""
    token = clauses.tokens[clause.head]
    below = clauses.paragraph.children(clause.head)
    if _asks(clauses, token.sent):
        return False
    if clause.kind == "verbless":
        return modality.own_sign(clauses, clause) < 0 and len(clauses.paragraph.sentences) == 1
    if clause.existential:
        return clause.complement is not None
    if _under_rejection(clauses, clause) or token.lemma.lower() in _LINKING and clause.kind in ("participle", "gerund", "adverbial"):
        return False
    governed = [child for child in below if child.dep in ("ccomp", "xcomp") and child.i in clauses.by_head]
    if clause.subject in clauses.kinds and clause.subject is not None and modality.is_question(clauses, clause.subject):
        return False
    if modality.is_reporting(clauses, clause.head) and (
        any(child.dep == "ccomp" for child in governed)
        or (clause.object is None and _predicate(clauses, clause)[1] is None)
        or token.dep == "parataxis"
    ):
        return False
    governor = modality.governors().get(modality.name_of(clauses, clause.head))
    complement = clause.complement
    if complement is not None:
        governed += [child for child in clauses.paragraph.children(complement) if child.dep == "xcomp" and child.i in clauses.by_head]
    if governor is not None and governed and not _has_object(clauses, complement):
        return False
    if token.tag == "MD" or not token.lemma[:1].isalnum() or _stands_for_words(clauses, clause):
        return False
    if governed and token.lemma == "go" and token.tag == "VBG":
        return False
    return _has_parts(clauses, clause)


def _broken(clauses: Clauses, clause: Clause) -> list[int]:
    """Clauses that the parser made of pieces of a condition which its words alone tell ("provided it ...")."""
    condition = modality.condition_of(clauses, clause)
    if condition is None or clauses.tokens[condition[0]].text.lower() not in ("provided", "providing"):
        return []
    return [head for head in clauses.kinds if condition[0] < head <= condition[1] and clauses.tokens[head].head not in range(condition[0], condition[1] + 1)]


def _deep_conditions(clauses: Clauses, stated: dict[int, Clause]) -> dict[int, tuple[int, int]]:
    """Conditions on a clause that states nothing itself ("the potential for talks to start until ...") go to the statement around it."""
    found: dict[int, tuple[int, int]] = {}
    for head, clause in clauses.by_head.items():
        if head in stated or clause.kind not in ("infinitive", "participle", "gerund", "relative"):
            continue
        condition = modality.condition_of(clauses, clause)
        above = clause.above
        while above is not None and above not in stated and clauses.kinds[above] in ("infinitive", "participle", "gerund"):
            above = clauses.by_head[above].above
        if condition is not None and above in stated and above is not None and clauses.tokens[above].tag in ("VBZ", "VBP", "VB"):
            found.setdefault(above, condition)
    return found


def _has_object(clauses: Clauses, complement: int | None) -> bool:
    """ "open to other ideas": an adjective with its own object needs no infinitive."""
    if complement is None:
        return False
    return any(child.dep == "prep" and clauses.child(child.i, "pobj") for child in clauses.paragraph.children(complement))


def _stands_for_words(clauses: Clauses, clause: Clause) -> bool:
    """ "What matters is ...", "whether it can": questions within a sentence state nothing."""
    below = clauses.paragraph.children(clause.head)
    if modality.within_question(clauses, clause.head):
        return True
    if clauses.tokens[clause.head].dep == "ccomp" and any(child.dep == "mark" and child.text.lower() == "if" for child in below):
        return True
    asking = [child for child in below if child.tag in ("WP", "WRB") and child.i < clause.head]
    return bool(asking) and clause.kind in ("main", "content")


def _take_nominals(clauses: Clauses, stated: dict[int, Clause]) -> None:
    """Adds the deeds that nouns tell: under a governing word, which then has said its part, or with figures, times or places of their own."""
    for token in clauses.tokens:
        clause = clauses.nominal(token.i) if token.pos == "NOUN" else None
        if clause is None or clause.above is None or _asks(clauses, token.sent):
            continue
        governor = modality.governors().get(modality.name_of(clauses, clause.above))
        if governor is not None and token.dep == "dobj" and token.head == clause.above:
            if clause.subject is None and (governor.modality in ("planned", "offered") or (governor.sign < 0 and governor.modality == "actual")):
                clause = replace(clause, subject=clauses.by_head[clause.above].subject)  # "promised the withdrawal": its own
            stated[token.i] = clause
            if governor.sign < 0 or governor.modality != "actual":
                stated.pop(clause.above, None)
        elif clause.subject is not None and clause.object is not None and token.dep in ("nsubj", "nsubjpass", "dobj", "pobj"):
            stated[token.i] = clause


def _asks(clauses: Clauses, sentence: int) -> bool:
    start, end = clauses.paragraph.sentences[sentence]
    return clauses.paragraph.text[start:end].rstrip("\"' )").endswith("?")


def _under_rejection(clauses: Clauses, clause: Clause) -> bool:
    """ "rejected a demand to close": who demands it is not told; the rejection is the statement."""
    if clause.kind not in ("infinitive", "content", "gerund") or clause.above is None or clauses.tokens[clause.head].dep not in ("acl", "pcomp", "conj"):
        return False
    upper = clauses.by_head[clause.above]
    name = modality.name_of(clauses, clause.above)
    return name in ("reject", "oppose") or (upper.kind in ("infinitive", "gerund") and _under_rejection(clauses, upper))


def _has_parts(clauses: Clauses, clause: Clause) -> bool:
    token = clauses.tokens[clause.head]
    below = clauses.paragraph.children(clause.head)
    told = clause.object is not None or clause.complement is not None or any(child.dep in ("prep", "advmod", "npadvmod", "agent", "prt") for child in below)
    if token.lemma in _COPULAS and clause.complement is None and not any(child.dep in ("prep", "advmod") and child.i > token.i for child in below):
        return False
    if (token.lemma == "do" or clauses.lemma(clause.head) in _NEED_OBJECTS) and clause.object is None and not clause.passive:
        return False
    if clause.kind in ("main", "content"):
        return clause.subject is not None
    if clause.kind == "relative":
        if clauses.is_infinitive(token):
            return False
        return clause.subject is not None or clause.object is not None
    if clause.kind == "adverbial":
        if clauses.is_infinitive(token):
            return clause.object is not None and clause.subject is not None
        if any(child.dep == "mark" and child.text.lower() in ("than", "as") for child in below) and not modality.is_condition(clauses, clause.head):
            return False
        return clause.own_subject or clause.object is not None
    if clause.kind == "participle" and token.tag == "VBN" and clauses.kinds.get(token.head) == "verbless":
        return True  # a headline: "12 people killed"
    if clause.kind == "participle":
        return told and (clause.object is not None or clause.agent is not None or any(child.dep in ("prep", "npadvmod") for child in below))
    if clause.kind == "gerund":
        return clause.own_subject or _is_governed(clauses, clause)
    upper = clauses.by_head.get(clause.above) if clause.above is not None else None
    if token.dep == "xcomp" and upper is not None and _has_object(clauses, upper.complement):
        return False
    if token.dep == "acl":
        doer = clause.subject
        if doer == token.head and clauses.kinds.get(doer) == "verbless":
            return len(clauses.paragraph.sentences) == 1  # a headline: "Talks to continue"
        return doer is not None and clauses.tokens[doer].tag != "PRP$" and f"noun:{clauses.tokens[token.head].lemma.lower()}" in modality.governors()
    return _is_governed(clauses, clause)


def _is_governed(clauses: Clauses, clause: Clause) -> bool:
    return clause.above is not None and modality.name_of(clauses, clause.above) in modality.governors()


def _figures(clauses: Clauses, stated: dict[int, Clause]) -> dict[int, list[Value]]:
    """Each figure at the stated clause it stands in."""
    placed: dict[int, list[Value]] = {}
    for figure in values.find(clauses.paragraph.text):
        counted = counting.counted(clauses, figure)
        if counted is None:
            continue
        head = _stated_owner(clauses, stated, counted.token)
        if head is not None and not _compared(clauses, counted.token, head):
            unit = "year" if counted.noun is not None and counted.noun.startswith("age") else figure.unit
            value = Value(figure.text, figure.number, unit, counted.noun, figure.bound, figure.low, figure.high)
            placed.setdefault(head, []).append(value)
    return placed


def _times(clauses: Clauses, stated: dict[int, Clause]) -> dict[int, When]:
    """The first time of each stated clause. A time before the content of a reporting verb is the time of speaking, and nobody's here."""
    placed: dict[int, When] = {}
    for time in dates.find(clauses.paragraph.text):
        token = token_at(clauses.paragraph, time.start)
        if token is None:
            continue
        last = token_at(clauses.paragraph, time.end - 1)
        head = _dated(clauses, stated, last if last is not None else token)
        if head is None or _compared(clauses, token, head) or _names_a_thing(clauses, last if last is not None else token, head):
            continue
        better = head not in placed or (placed[head].precision == "minute" and time.precision != "minute")
        if better and not _of_speech(clauses, clauses.by_head[head], token):
            placed[head] = When(time.text, time.iso, time.precision)
    return placed


def _dated(clauses: Clauses, stated: dict[int, Clause], index: int) -> int | None:
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
        if token.dep in ("prep", "pcomp") and (token.text.lower() in ("compared", "versus", "than") or (token.text.lower() == "from" and before in ("up", "down"))):
            return True
        if at == head or token.head == at:
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


def _of_speech(clauses: Clauses, clause: Clause, token: int) -> bool:
    """ "said this month it would": the parser often hangs the time of speaking at the words spoken."""
    if clause.above is None or clause.kind != "content" or clause.subject is None or not clause.own_subject:
        return False
    first = clauses.paragraph.subtree(clause.subject)[0].i
    return clause.above < token < first and modality.is_reporting(clauses, clause.above)


def _stated_owner(clauses: Clauses, stated: dict[int, Clause], index: int) -> int | None:
    at = index
    while at not in clauses.kinds and at not in stated and clauses.tokens[at].head != at:
        at = clauses.tokens[at].head
    head = at if at in stated else clauses.owner(index)
    if head is not None and clauses.kinds.get(head) == "verbless" and head not in stated:
        return next((child.i for child in clauses.paragraph.children(head) if child.i in stated), None)  # "Two killed in blast"
    for _ in range(6):
        if head is None or head in stated:
            return head
        if modality.is_reporting(clauses, head) or clauses.kinds.get(head) not in ("infinitive", "participle", "gerund"):
            return None
        head = clauses.by_head[head].above
    return None


def token_at(paragraph: Paragraph, offset: int) -> int | None:
    """The index of the token that holds a code point."""
    place = bisect_right(paragraph.tokens, offset, key=lambda token: token.start) - 1
    return place if place >= 0 and offset < paragraph.tokens[place].end else None


def _statement(reading: _Reading, clause: Clause, found: Analysis) -> Statement | None:
    clauses, paragraph = reading.clauses, reading.clauses.paragraph
    passage = _passage(clauses, clause)
    if passage is None:
        return None
    force = modality.force(clauses, clause)
    what, whom_token = _predicate(clauses, clause)
    if clause.passive and clause.kind != "verbless":
        who_token, whom_token = clause.agent, clause.subject if clause.subject is not None else whom_token
    else:
        who_token = clause.head if clause.kind == "verbless" else clause.complement if clause.existential else clause.subject
    sentence = paragraph.passage(*paragraph.sentences[clauses.tokens[clause.head].sent])
    attribution = _attribution(clauses, force, passage, found.quotations)
    where = force.condition or reading.conditions.get(clause.head)
    condition = paragraph.passage(clauses.tokens[where[0]].start, clauses.tokens[where[1]].end) if where else None
    if condition is not None and passage.start <= condition.start <= passage.end + 1 < condition.end:
        passage = paragraph.passage(passage.start, condition.end)  # a condition that only its words tell
    if condition is not None and force.modality in ("actual", "planned", "possible"):
        force = replace(force, modality="conditional")
    return Statement(
        id=content_id("statement", paragraph.key, passage.start, passage.end, what),
        report=paragraph.key,
        story="",
        passage=passage,
        who=_words(clauses, who_token),
        what=what,
        whom=_words(clauses, whom_token),
        where=phrases.place_of(clauses, clause.head),
        when=reading.times.get(clause.head),
        values=tuple(reading.figures.get(clause.head, ())),
        polarity=force.polarity,
        modality=force.modality,
        condition=condition,
        attributed_to=None,
        attributed_name=None,
        sentence=sentence,
        attribution=attribution,
    )


def _words(clauses: Clauses, index: int | None) -> str | None:
    if index is None:
        return None
    if not any(child.dep == "conj" for child in clauses.paragraph.children(index)):
        index = modality.antecedent(clauses, index)
    return phrases.phrase(clauses, index) or None


def _predicate(clauses: Clauses, clause: Clause) -> tuple[str, int | None]:
    """The predicate in its dictionary form, free of negation, and the token of whom or what it is done to."""
    token = clauses.tokens[clause.head]
    lemma = clauses.lemma(clause.head)
    if clause.kind == "verbless" or clause.existential:
        return "there be", None
    if clause.kind == "nominal":
        return verbal_nouns()[lemma].verb, clause.object
    if clause.complement is not None and lemma in _COPULAS:
        return _copular(clauses, clause, lemma)
    words = " ".join([lemma, *(clauses.tokens[particle].lemma.lower() for particle in clause.particles)])
    if clause.object is not None or clause.passive:
        return words, clause.object
    last = max([clause.head, *clause.particles])
    after = [child for child in clauses.paragraph.children(clause.head) if child.dep in ("prep", "dative") and child.i > last]
    first = after[0] if after else None
    if lemma == "be" and first is not None:
        return _being(clauses, first), None
    if first is None or first.i > last + 2 or any(item.pos != "ADV" for item in clauses.tokens[last + 1 : first.i]):
        return words, None
    noun = clauses.child(first.i, "pobj")
    word = first.text.lower()
    if noun is None or word not in _VERB_PREPOSITIONS or noun.ent in _TIME_LABELS or phrases.is_place(clauses, noun.i):
        return words, None
    if word == "for" and lemma not in _FOR_VERBS:
        return words, None
    return f"{words} {word}", noun.i


def _being(clauses: Clauses, first: Token) -> str:
    """ "is up for negotiation", "was in talks": the copula with its prepositions and their noun."""
    inner = clauses.child(first.i, "prep")
    noun = clauses.child((inner or first).i, "pobj")
    words = ["be", first.text.lower(), *([inner.text.lower()] if inner else []), *([phrases.phrase(clauses, noun.i)] if noun else [])]
    return " ".join(words)


def _copular(clauses: Clauses, clause: Clause, lemma: str) -> tuple[str, int | None]:
    complement = clause.complement if clause.complement is not None else clause.head
    positive = modality.negative_prefix(clauses, complement)
    words = positive if positive is not None else phrases.phrase(clauses, complement)
    if clauses.tokens[complement].pos not in ("ADJ", "VERB"):
        return f"{lemma} {words}", None
    if positive is None:
        words = clauses.tokens[complement].text.lower()
    for child in clauses.paragraph.children(complement):
        noun = clauses.child(child.i, "pobj") if child.dep == "prep" else None
        if noun is not None and child.i > complement and not phrases.is_place(clauses, noun.i):
            return f"{lemma} {words} {child.text.lower()}", noun.i
        told = clauses.child(child.i, "pcomp") if child.dep == "prep" else None
        if told is not None:
            return f"{lemma} {words} {child.text.lower()}", told.i
    return f"{lemma} {words}", None


def _passage(clauses: Clauses, clause: Clause) -> Passage | None:
    """The clause's own stretch: its words without coordinate and detached clauses at its edges, without marks and commas at its ends."""
    paragraph = clauses.paragraph
    kept, apart = [], []
    waiting = [clauses.tokens[clause.head]]
    for token in waiting:  # grows while it is walked
        kept.append(token)
        for child in paragraph.children(token.i):
            (apart if _apart(clauses, clause, child) else waiting).append(child)
    first, last = _core(clauses, clause)
    left, right = 0, len(clauses.tokens)
    for child in apart:
        inside = paragraph.subtree(child.i)
        if inside[-1].i < first:
            left = max(left, inside[-1].i + 1)
        elif inside[0].i > last:
            right = min(right, inside[0].i)
    if clause.object is not None and clause.object == clauses.tokens[clause.head].head:
        kept.extend(token for token in paragraph.subtree(clause.object) if token.i > clause.head)  # read as "performed runs"
    subject = clause.subject if clause.own_subject or clause.subject in clauses.stolen else None
    if subject in clauses.stolen and subject is not None:
        kept.extend(token for token in paragraph.subtree(subject) if token.i < clause.head)
    span = sorted(token for token in kept if left <= token.i < right and (token.i not in clauses.stolen or subject in clauses.stolen))
    while span and ((span[0].pos in ("PUNCT", "CCONJ") and span[0].text.lower() not in _NEGATORS) or (span[0].dep == "mark" and span[0].text.lower() in ("that", "whether"))):
        span = span[1:]
    while span and (span[-1].pos in ("PUNCT", "CCONJ") or span[-1].dep == "cc") and span[-1].text not in ("%", ")"):
        span = span[:-1]
    if span and modality.is_condition(clauses, clause.head):  # "as long as", "so long as" hang above the clause
        opening = modality.condition_start(clauses, clause.head)
        span = [*(clauses.tokens[opening : span[0].i] if opening is not None else ()), *span]
    return paragraph.passage(span[0].start, span[-1].end) if span else None


def _core(clauses: Clauses, clause: Clause) -> tuple[int, int]:
    """The first and last token of subject, verb, and object: what no detached clause can cut off."""
    inside = [clause.head, *(child.i for child in clauses.paragraph.children(clause.head) if child.dep in ("aux", "auxpass", "neg", "prt", "expl"))]
    for part in (clause.subject if clause.own_subject else None, clause.object, clause.complement):
        if part is not None and clauses.tokens[part].head == clause.head:
            inside.append(part)
    return min(inside), max(inside)


def _apart(clauses: Clauses, clause: Clause, child: Token) -> bool:
    if child.i not in clauses.kinds:
        return False
    if child.dep in ("conj", "parataxis"):
        return child.head == clause.head or child.head in clauses.kinds
    if child.dep == "ccomp" and child.i < clause.head and child.head == clause.head:
        return True
    return child.dep == "advcl" and child.head == clause.head and not modality.is_condition(clauses, child.i)


def _attribution(clauses: Clauses, force: modality.Force, passage: Passage, quotations: tuple[Quotation, ...]) -> Passage | None:
    """The words for the source: the quotation that holds the clause, the innermost one, else what the clause's own grammar says."""
    best: Quotation | None = None
    for quotation in quotations:
        if quotation.source is None or not any(content.start <= passage.start and passage.end <= content.end for content in quotation.content):
            continue
        if best is None or sum(map(len, quotation.content)) < sum(map(len, best.content)):
            best = quotation
    if best is not None:
        return best.source
    if force.source is None:
        return None
    return _source_words(clauses, force.source)


def _source_words(clauses: Clauses, index: int) -> Passage | None:
    """The noun phrase of a source as printed, without the clauses that hang at its end."""
    inside = [token for token in clauses.paragraph.subtree(index) if token.i not in clauses.stolen or index in clauses.stolen]
    cut = min((clauses.paragraph.subtree(token.i)[0].i for token in inside if token.i in clauses.kinds and token.i > index), default=10**9)
    inside = [token for token in inside if token.i < cut]
    while inside and inside[-1].pos in ("PUNCT", "CCONJ"):
        inside.pop()
    return clauses.paragraph.passage(inside[0].start, inside[-1].end) if inside else None


def place(dossier: Dossier) -> Dossier:
    """Every paragraph's statements at their places in the reports: ids by content, times on the calendar, sources by name."""
    spoken: dict[str, list[Quotation]] = {}
    for quotation in dossier.quotations:
        spoken.setdefault(quotation.report, []).append(quotation)
    placed = []
    for where, analysis in dossier.readings():
        report = dossier.by_id[where.report]
        for statement in analysis.statements:
            moved = move(statement, report, where.start)
            when = _resolved(moved, report.published)
            speaker = _speaker(moved.passage, spoken.get(report.id, []))
            placed.append(
                replace(
                    moved,
                    id=content_id("statement", report.id, moved.passage.start, moved.passage.end, moved.what),
                    report=report.id,
                    story=dossier.story.id,
                    when=when,
                    attributed_to=speaker.speaker if speaker else None,
                    attributed_name=speaker.speaker_name if speaker else None,
                )
            )
    return dossier.having(statements=tuple(placed))


def _resolved(statement: Statement, published: str | None) -> When | None:
    when = statement.when
    if when is None:
        return None
    iso, precision = dates.resolve(when.text, published, ahead=statement.modality in ("planned", "offered", "demanded"))
    return When(when.text, iso, precision)


def _speaker(passage: Passage, quotations: list[Quotation]) -> Quotation | None:
    """The innermost quotation whose content holds the passage."""
    holding = [q for q in quotations if any(passage.within(content) for content in q.content)]
    return min(holding, key=lambda q: (sum(map(len, q.content)), q.id), default=None)

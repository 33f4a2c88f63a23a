"""Who says what in one paragraph, by rule: quotation marks, cue words and the dependency parse. Spans only; whose name it is comes later.

Follows the spans of PolNeAR (Newell and others 2018): the source is the whole noun phrase, the cue the verb with its auxiliaries and
adverbs ("has repeatedly denied", "according to"), the content what is said with its marks and its "that".
"""

import re
from typing import Literal, NamedTuple

from variorum.language.english.grammar.tree import Tree
from variorum.language.english.quotes import Marked, marked
from variorum.language.english.speech.cues import INFINITIVE_VERBS, OBJECT_VERBS, cue_verbs, cue_words
from variorum.model.paragraph import Paragraph, Token
from variorum.text.marks import words_in

Span = tuple[int, int]


class Attribution(NamedTuple):
    """One attribution as offsets in the paragraph. `source` and `cue` are None where the paragraph names none."""

    source: Span | None
    cue: Span | None
    content: tuple[Span, ...]
    manner: Literal["direct", "indirect", "mixed"]
    confidence: float


def by_rule(tree: Tree) -> list[Attribution]:
    """All attributions of a paragraph in order, from marks, cue words and the parse alone. Confidences are set by hand: marks count
    most.
    """
    paragraph = tree.paragraph
    marks = marked(paragraph.text)
    found = _according(paragraph, tree, marks) + _in_words_of(paragraph, marks) + _by_verbs(paragraph, tree, marks)
    found += _partly_quoted(paragraph, tree, marks, found)
    found = _with_marks(paragraph, tree, found, marks)
    return sorted(found, key=lambda item: (item.content[0] if item.content else (0, 0), item.cue or (0, 0)))


def by_noun(tree: Tree) -> list[Attribution]:
    """What a noun of saying tells with whose it is: "criticism from the miners that ...", "her claims that ...". Those that belong to
    nobody are none.
    """
    paragraph, nouns = tree.paragraph, cue_words("noun")
    marks = marked(paragraph.text)
    found = []
    for token in paragraph.tokens:
        if token.pos != "NOUN" or token.lemma.lower() not in nouns or _inside(marks, token.start):
            continue
        source, end = _owner(tree, token)
        clause = _claimed(tree, token, end) if source is not None else None
        piece = _piece(paragraph, marks, tree.span(clause.i)) if clause is not None else ()
        if piece:
            found.append(Attribution(source, (token.start, token.end), piece, manner_of(piece, marks), 0.8))
    return found


def _owner(tree: Tree, noun: Token) -> tuple[Span | None, int]:
    """Whose a claim is, and where the words end that tell it: "her claims", "claims by the mayor"."""
    owner = tree.child(noun.i, "poss")
    if owner is not None:
        start, end = tree.span(owner.i)
        mark = tree.child(owner.i, "case")
        return _trimmed(tree.paragraph.text, (start, mark.start if mark is not None else end)), noun.end
    for link in tree.below(noun.i):
        named = tree.child(link.i, "pobj") if link.i == noun.i + 1 and link.text.lower() in ("from", "by", "of") else None
        if named is not None and named.pos in ("PROPN", "NOUN"):
            start, end = tree.span(named.i)
            cut = next((one.start for one in tree.at(start, end) if one.dep == "mark" and one.text.lower() == "that"), end)
            return _trimmed(tree.paragraph.text, (start, cut)), cut
    return None, noun.end


def _claimed(tree: Tree, noun: Token, end: int) -> Token | None:
    """The clause right behind a noun of saying and its owner, "that the port was closed", wherever the parser hung it."""
    opens = next(iter(tree.at(end, end + 6)), None)
    if opens is None or opens.text.lower() != "that" or opens.dep != "mark" or opens.sent != noun.sent:
        return None
    clause = tree.tokens[opens.head]
    return clause if tree.first[clause.i] == opens.i else None


def _inside(marks: list[Marked], position: int) -> Marked | None:
    return next((mark for mark in marks if mark.start <= position < mark.end), None)


def manner_of(content: tuple[Span, ...], marks: list[Marked]) -> Literal["direct", "indirect", "mixed"]:
    """Direct where marks hold nearly all of the content, mixed where they hold some of it."""
    total = sum(end - start for start, end in content)
    held = sum(max(0, min(end, mark.end) - max(start, mark.start)) for start, end in content for mark in marks)
    return "direct" if held >= 0.85 * total else "mixed" if held else "indirect"


def _according(paragraph: Paragraph, tree: Tree, marks: list[Marked]) -> list[Attribution]:
    """ "According to X, ..." and "..., according to X": the content is the rest of the sentence."""
    found = []
    for token in paragraph.tokens[:-1]:
        after = paragraph.tokens[token.i + 1]
        if token.text.lower() != "according" or after.text.lower() != "to" or _inside(marks, token.start):
            continue
        named = tree.child(after.i, "pobj", "pcomp")
        if named is None:
            continue
        start, end = tree.span(named.i)
        sentence = paragraph.sentences[token.sent]
        end = _with_name(tree, min(end, sentence[1]))
        before, behind = (sentence[0], token.start), (end, sentence[1])
        ahead = paragraph.tokens[token.i - 1] if token.i else token
        opens = token.start - sentence[0] < 3 or ahead.text.lower() in ("that", "and", "but") or ahead.lemma.lower() in cue_verbs()
        content = behind if opens else before
        if (trimmed := _trimmed(paragraph.text, content)) and trimmed[1] - trimmed[0] > 3:
            found.append(Attribution((start, end), (token.start, after.end), (trimmed,), manner_of((trimmed,), marks), 0.85))
    return found


_IN_WORDS_OF = re.compile(r"(?<!\w)(In the (?:words|view|opinion|eyes) of)\s+((?:[^,;:.\"]|(?<=\b[A-Z])\.|(?<=\b[MD][rs])\.){3,60}),\s+")


def _in_words_of(paragraph: Paragraph, marks: list[Marked]) -> list[Attribution]:
    """ "In the words of X, ...": the content is the rest of the sentence."""
    found = []
    for match in _IN_WORDS_OF.finditer(paragraph.text):
        sentence = next((span for span in paragraph.sentences if span[0] <= match.start() < span[1]), None)
        if sentence is None or match.start() - sentence[0] > 2 or _inside(marks, match.start()):
            continue
        if (trimmed := _trimmed(paragraph.text, (match.end(), sentence[1]))) and trimmed[1] - trimmed[0] > 3:
            found.append(Attribution(match.span(2), match.span(1), (trimmed,), manner_of((trimmed,), marks), 0.85))
    return found


def _trimmed(text: str, span: Span) -> Span | None:
    """The span without spaces, commas and dashes at its ends; a closing mark or point that belongs to it stays."""
    start, end = span
    while start < end and text[start] in " ,;:–-.\n\t":
        start += 1
    while start < end and text[end - 1] in " ,;:–-.\n\t":
        end -= 1
    return (start, end) if start < end else None


def _by_verbs(paragraph: Paragraph, tree: Tree, marks: list[Marked]) -> list[Attribution]:
    verbs = cue_verbs()
    found = []
    for token in paragraph.tokens:
        if token.pos not in ("VERB", "AUX") or token.lemma.lower() not in verbs or _inside(marks, token.start):
            continue
        kind, strength = verbs[token.lemma.lower()]
        if token.dep == "advcl" and any(child.text.lower() in ("if", "unless") for child in tree.below(token.i)):
            continue  # "if its demands were rejected": nobody rejects anything yet
        content = _content(paragraph, tree, marks, token, kind)
        if not content:
            continue
        source = _source(paragraph, tree, token, content) or _inverted(paragraph, tree, token, content)
        if source is None and (strength < 2 or kind == "think"):
            continue
        manner = manner_of(content, marks)
        confidence = 0.9 if manner != "indirect" and source else 0.8 if strength == 2 and source else 0.6
        found.append(Attribution(source, _cue(paragraph, tree, token), content, manner, confidence))
    return found


def _cue(paragraph: Paragraph, tree: Tree, verb: Token) -> Span:
    """The verb with the auxiliaries, negation, adverbs and particle that stand beside it without a gap."""
    first = last = verb.i
    kin = {token.i for token in tree.below(verb.i) if token.dep in ("aux", "auxpass", "neg", "advmod", "prt")}
    while first - 1 in kin:
        first -= 1
    while last + 1 in kin and paragraph.tokens[last + 1].dep == "prt":
        last += 1
    return paragraph.tokens[first].start, paragraph.tokens[last].end


def _source(paragraph: Paragraph, tree: Tree, verb: Token, content: tuple[Span, ...]) -> Span | None:
    """The noun phrase that speaks: the verb's own subject, the agent of a passive, or the subject of the verb it hangs on."""
    at: Token = verb
    for _ in range(4):
        subject = tree.child(at.i, "nsubj") if at.lemma not in ("quote", "cite") or verb.dep != "pcomp" else None
        if subject is not None and subject.tag in ("WDT", "WP") and at.dep == "relcl":
            subject = None if at.head == at.i else paragraph.tokens[at.head]
            return _noun_phrase(paragraph, tree, subject, verb) if subject is not None else None
        if subject is not None:
            return _noun_phrase(paragraph, tree, subject, verb, content)
        passive = tree.child(at.i, "nsubjpass")
        if at.lemma in ("quote", "cite") and verb.dep == "pcomp" and (quoted := passive or tree.child(at.i, "dobj")) is not None:
            return _noun_phrase(paragraph, tree, quoted, verb, content)
        if passive is not None:
            agent = tree.child(at.i, "agent")
            by = tree.child(agent.i, "pobj") if agent is not None else None
            return _noun_phrase(paragraph, tree, by, verb, content) if by is not None else None
        if at.dep in ("conj", "advcl", "xcomp", "parataxis", "dep", "ccomp", "pcomp", "prep") and at.head != at.i:
            at = paragraph.tokens[at.head]
            if any(start <= at.start < end for start, end in content) and at.pos not in ("VERB", "AUX"):
                return None
            continue
        if at.dep == "acl" and at.head != at.i and paragraph.tokens[at.head].pos in ("NOUN", "PROPN"):
            return _noun_phrase(paragraph, tree, paragraph.tokens[at.head], verb, content)
        return None
    return None


def _inverted(paragraph: Paragraph, tree: Tree, verb: Token, content: tuple[Span, ...]) -> Span | None:
    """The name right behind a cue that follows quoted words, or between the two, where the parser lost it: '"We stay." added Moll, who
    ...'.
    """
    for _, end in content:
        between = tree.at(end, verb.start) if 0 <= verb.start - end < 60 else []
        if between and all(token.pos in ("PROPN", "DET", "ADJ", "NOUN", "ADV", "AUX") for token in between):
            named = [token for token in between if token.pos in ("PROPN", "DET", "ADJ", "NOUN")]
            if any(token.pos == "PROPN" for token in named):
                return named[0].start, named[-1].end
    if verb.i + 1 >= len(paragraph.tokens) or not any(0 <= verb.start - end <= 2 for _, end in content):
        return None
    last = verb.i
    while last + 1 < len(paragraph.tokens) and paragraph.tokens[last + 1].pos in ("PROPN", "DET", "ADJ", "NOUN") and last - verb.i < 8:
        last += 1
    if last == verb.i or not any(token.pos == "PROPN" for token in paragraph.tokens[verb.i + 1 : last + 1]):
        return None
    return paragraph.tokens[verb.i + 1].start, paragraph.tokens[last].end


def _noun_phrase(paragraph: Paragraph, tree: Tree, head: Token, verb: Token, content: tuple[Span, ...] = ()) -> Span | None:
    """The subtree of a noun, cut where the cue or the content begins, without commas at its ends."""
    start, end = tree.span(head.i)
    if head.start < verb.start < end:  # "the diplomat said" read as one phrase, or a relative clause that holds the cue
        end = verb.start
        for child in tree.below(verb.i):
            if head.end <= child.start < end and child.dep in ("nsubj", "aux", "auxpass", "neg", "advmod", "mark"):
                end = child.start
    if head.start > verb.end > start:
        start = verb.end
    for low, high in content:
        if low <= head.start and head.end <= high:
            return None
        if start < high and low < end:
            start, end = (high, end) if low < head.start else (start, low)
    for child in tree.below(head.i):  # "said Moll to the crowd": whom it was said to is no part of the speaker
        if child.text == "to" and child.dep == "prep" and start < child.start < end and head.pos == "PROPN":
            end = child.start
    return _trimmed(paragraph.text, (start, _with_name(tree, end)))


def _with_name(tree: Tree, end: int) -> int:
    """The end of a phrase moved behind a name that directly follows it and that the parser took for another part: "curator | Ada Moll"."""
    after = tree.at(end, end + 60)
    before = tree.at(max(0, end - 40), end)
    if not before or before[-1].pos != "NOUN" or not after or after[0].start > end + 1:
        return end
    for token in after:
        if token.pos != "PROPN" or token.sent != before[-1].sent or token.start > end + 1:
            break
        end = token.end
    return end


def _content(paragraph: Paragraph, tree: Tree, marks: list[Marked], verb: Token, kind: str) -> tuple[Span, ...]:
    """What is said: quoted stretches next to the verb, its clause, else the object of verbs that take one."""
    quoted = _quoted_beside(paragraph, tree, marks, verb)
    if quoted:
        return quoted
    clause = next(
        (t for t in tree.below(verb.i) if t.dep == "ccomp" and t.pos in ("VERB", "AUX", "ADJ", "NOUN", "PROPN", "ADV", "NUM")), None
    )
    if clause is not None:
        start, end = tree.span(clause.i)
        if start < verb.start < end:  # the cue stands inside: two pieces
            pieces = [
                _trimmed(paragraph.text, (start, _clause_start(tree, verb))),
                _trimmed(paragraph.text, (_clause_end(tree, verb), end)),
            ]
            return tuple(piece for piece in pieces if piece and piece[1] - piece[0] > 3)
        return _piece(paragraph, marks, (start, end))
    lemma = verb.lemma.lower()
    if verb.dep == "parataxis" and verb.head != verb.i and tree.child(verb.i, "nsubj") is not None:
        start, end = tree.span(verb.head)
        low, high = tree.span(verb.i)
        pieces = [_trimmed(paragraph.text, piece) for piece in ((start, min(low, end)), (max(high, start), end))]
        return tuple(piece for piece in pieces if piece and piece[1] - piece[0] > 3)
    if (
        lemma in INFINITIVE_VERBS
        and (open_clause := tree.child(verb.i, "xcomp")) is not None
        and tree.child(open_clause.i, "aux") is not None
    ):
        start, end = tree.span(open_clause.i)
        object_ = tree.child(verb.i, "dobj", "dative")
        start = min(start, tree.span(object_.i)[0]) if object_ is not None and kind != "tell" else start
        return _piece(paragraph, marks, (start, end))
    if lemma in OBJECT_VERBS and (object_ := tree.child(verb.i, "dobj")) is not None and object_.pos != "PRON":
        start, end = tree.span(object_.i)
        charge = next((child for child in tree.below(verb.i) if child.dep == "prep" and child.text in ("of", "for", "over")), None)
        if (
            lemma in ("accuse", "blame", "praise", "criticize", "criticise", "condemn", "denounce")
            and charge is not None
            and charge.start > end
        ):
            end = tree.span(charge.i)[1]
        return _piece(paragraph, marks, (start, end))
    return ()


def _piece(paragraph: Paragraph, marks: list[Marked], span: Span) -> tuple[Span, ...]:
    trimmed = _trimmed(paragraph.text, _with_whole_marks(marks, span))
    return (_without_link(paragraph.text, trimmed),) if trimmed else ()


def _without_link(text: str, span: Span) -> Span:
    """A clause without the "and" or "but" that only leads on to the next one."""
    start, end = span
    for word in (" and", " but", " or", ", and", ", but"):
        if text[start:end].endswith(word):
            end = end - len(word)
    return start, end


def _clause_start(tree: Tree, verb: Token) -> int:
    subject = next((token for token in tree.below(verb.i) if token.dep == "nsubj"), None)
    return min(verb.start, tree.span(subject.i)[0]) if subject is not None else verb.start


def _clause_end(tree: Tree, verb: Token) -> int:
    subject = next((token for token in tree.below(verb.i) if token.dep == "nsubj"), None)
    return max(verb.end, tree.span(subject.i)[1]) if subject is not None and subject.start > verb.start else verb.end


def _with_whole_marks(marks: list[Marked], span: Span) -> Span:
    """A span that cuts through a quoted stretch is widened to hold it whole."""
    start, end = span
    for mark in marks:
        if mark.start < end <= mark.end and mark.start >= start:
            end = mark.end
        if mark.start <= start < mark.end and mark.end <= end + 2:
            start = mark.start
    return start, end


def _quoted_beside(paragraph: Paragraph, tree: Tree, marks: list[Marked], verb: Token) -> tuple[Span, ...]:
    """Sentence-like quoted stretches joined to the verb: right before its clause, or right after it."""
    text = paragraph.text
    sentence = paragraph.sentences[verb.sent]
    found = []
    for mark in marks:
        if mark.single and words_in(text[mark.start : mark.end]) < 4:
            continue
        if mark.end <= verb.start:
            between = text[mark.end : verb.start]
            inner = text[mark.start : mark.end].rstrip("\"'").rstrip()
            if (
                len(between) < 160
                and inner[-1:] in ",?!.–-"
                and not any(sign in between.strip()[:-1] for sign in '.?!;"')
                and _only_source(tree, mark.end, verb)
            ):
                found.append((mark.start, mark.end))
        elif mark.start >= verb.end and mark.start < max(sentence[1], verb.end + 3):
            between = text[verb.end : mark.start]
            first = text[mark.start + 1 : mark.start + 2]
            lead = between.rstrip()
            if (
                lead[-1:] in (",", ":")
                and not any(sign in between for sign in '.?!;"')
                and (first.isupper() or lead[-1:] == ":" or len(found) > 0)
            ):
                found.append((mark.start, mark.end))
    return tuple(found)


def _only_source(tree: Tree, start: int, verb: Token) -> bool:
    """Between the closing mark and the cue stand only the speaker and words of the cue, no verb of another clause's own."""
    for token in tree.at(start, verb.start):
        if token.pos == "VERB" and token.head != verb.i and token.dep not in ("relcl", "acl", "amod", "advcl", "compound"):
            return False
    return True


def _partly_quoted(paragraph: Paragraph, tree: Tree, marks: list[Marked], found: list[Attribution]) -> list[Attribution]:
    """Quoted words of three and more in what hangs on a cue verb, where no clause brought them in: 'accused her of "lying and leaking"'."""
    verbs = cue_verbs()
    taken = [span for item in found for span in item.content]
    cues = {item.cue for item in found}
    more = []
    for mark in marks:
        if words_in(paragraph.text[mark.start : mark.end]) < 3 or any(low < mark.end and mark.start < high for low, high in taken):
            continue
        inside = tree.at(mark.start, mark.end)
        above = inside[len(inside) // 2] if inside else None
        for _ in range(12):
            if above is None or above.head == above.i:
                break
            child, above = above, paragraph.tokens[above.head]
            if above.end > mark.start or above.pos not in ("VERB", "AUX") or above.lemma.lower() not in verbs:
                continue
            cue = _cue(paragraph, tree, above)
            content = _piece(paragraph, marks, (max(tree.span(child.i)[0], above.end), max(tree.span(child.i)[1], mark.end)))
            source = _source(paragraph, tree, above, content) if content else None
            if source is not None and cue not in cues:
                more.append(Attribution(source, cue, content, manner_of(content, marks), 0.75))
            break
    return more


def _with_marks(paragraph: Paragraph, tree: Tree, found: list[Attribution], marks: list[Marked]) -> list[Attribution]:
    """Quoted sentences that no cue took: they continue the attribution just before them, else stand alone, their speaker open."""
    text = paragraph.text
    held = [span for item in found for span in item.content]
    free = [
        mark for mark in marks
        if not any(start < mark.end and mark.start < end for start, end in held) and _speech(text, mark)
    ]  # fmt: skip
    result = list(found)
    for mark in free:
        span = (mark.start, mark.end)
        before = [
            item
            for item in result
            if item.cue and item.source and item.manner == "direct" and max(s[1] for s in item.content) <= mark.start
        ]
        nearest = max(before, key=lambda item: max(item.cue[1] if item.cue else 0, item.content[-1][1]), default=None)
        introduced = _introduced(paragraph, tree, mark)
        if introduced is not None:
            result.append(Attribution(*introduced, (span,), "direct", 0.8))
        elif nearest is not None and _follows(paragraph, nearest, mark, result):
            result[result.index(nearest)] = nearest._replace(content=(*nearest.content, span))
        else:
            result.append(Attribution(None, None, (span,), "direct", 0.7))
    return result


def _introduced(paragraph: Paragraph, tree: Tree, mark: Marked) -> tuple[Span, Span] | None:
    """Source and cue of words that a colon brings in: the subject and verb of the clause before it ("Moll was quick to retort: ...")."""
    before = tree.at(max(0, mark.start - 200), mark.start)
    if not before or before[-1].text != ":" or len(before) < 2:
        return None
    sentence = [token for token in before if token.sent == before[-2].sent]
    verbs = [token for token in sentence if token.pos in ("VERB", "AUX")]
    subjects = [token for token in sentence if token.dep == "nsubj" and token.pos in ("PROPN", "PRON", "NOUN")]
    if not verbs or not subjects:
        return None
    subject = next((token for token in reversed(subjects) if token.head == verbs[-1].i), subjects[0])
    source = _noun_phrase(paragraph, tree, subject, verbs[-1])
    return (source, _cue(paragraph, tree, verbs[-1])) if source else None


def _speech(text: str, mark: Marked) -> bool:
    """Is a quoted stretch speech by its form: a sentence of its own, or at least four words that begin one or run on?"""
    inside = text[mark.start : mark.end].strip("\"' ")
    count = words_in(inside)
    own = mark.start == 0 or text[: mark.start].rstrip()[-1:] in ".?!:\"'," or not text[: mark.start].strip()
    return own and (count >= 4 or (count >= 2 and inside[-1:] in ".?!," and inside[:1].isupper()))


def _follows(paragraph: Paragraph, item: Attribution, mark: Marked, all_found: list[Attribution]) -> bool:
    """Does a quoted stretch run on after an attribution, with nothing told in between but its own cue and source?"""
    ends = [end for _, end in item.content] + [item.cue[1] if item.cue else 0, item.source[1] if item.source else 0]
    between = paragraph.text[max(ends) : mark.start]
    others = [other for other in all_found if other is not item and other.cue and max(ends) <= other.cue[0] < mark.start]
    return not others and len(between) < 220 and sum(1 for sign in between.strip().rstrip(".") if sign in ".?!") == 0

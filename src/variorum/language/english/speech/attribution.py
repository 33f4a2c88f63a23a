"""Who says what in one paragraph: what the tagger marked, made whole by the rules.

The tagger's spans go first. The rules add what it leaves undone: the content of an attribution whose source and cue it found, the source of
direct words that it gave none, a cue and content for a lone source, and quoted sentences it passed over. Measured on CofeNet's valid
sentences these gain precision at the same F1 (`benchmarks/quality/quotations.py --tagger` prints both). Without tags the rules stand alone.
"""

from collections.abc import Iterable

from variorum.language.english.grammar.tree import Tree
from variorum.language.english.quotes import Marked, marked
from variorum.language.english.speech.attribution_rules import Attribution, Span, by_noun, by_rule, manner_of
from variorum.language.english.speech.naming_marks import is_name
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Paragraph, TagSpan

_ASKS = word_set("attribution.asks")
_NOBODY = word_set("attribution.nobody")
_TAKES_UP = word_set("attribution.takes_up")
_TAKEN_UP = 8  # letters from the beginning of what is taken up to whose it is: "a", "the latest"
_Group = dict[str, list[TagSpan]]


def attributions(tree: Tree) -> list[Attribution]:
    """All attributions of a paragraph in text order; none without content, and none in a line of references, which quotes titles."""
    paragraph = tree.paragraph
    if paragraph.text.startswith("^ "):
        return []
    rules = by_rule(tree)
    marks = marked(paragraph.text)
    if not paragraph.tags:
        return [item for item in rules if not is_name(paragraph, item, marks)]
    groups: dict[int | None, _Group] = {}
    for span in paragraph.tags:
        groups.setdefault(span.group, {}).setdefault(span.role, []).append(span)
    taken = [(span.start, span.end) for span in paragraph.tags]
    whole = [item for group in groups.values() if (item := _completed(group, rules, marks, paragraph.tags)) is not None]
    found = [_own(paragraph.text, item, rules, marks) for item in whole]
    held = [span for item in found for span in item.content]
    found += [one for item in whole for one in _left(item, held)]
    found += [
        rule for rule in rules
        if rule.manner == "direct" and not any(_overlap(span, other) for span in rule.content for other in taken)
    ]  # fmt: skip
    found = [item for item in found if not is_name(paragraph, item, marks) and not _is_nobodys(paragraph.text, item)]
    found += _nested(paragraph, rules, found, taken)
    claims = [claim for claim in by_noun(tree) if not any(item.cue and claim.cue and _overlap(item.cue, claim.cue) for item in found)]
    found = [
        item for item in found
        if not any(_same_content(item.content, claim.content) or _takes_up(tree, item, claim) for claim in claims)
    ] + claims  # fmt: skip
    return sorted(found, key=lambda item: (item.content[0], item.cue or (0, 0)))


def _own(text: str, item: Attribution, rules: list[Attribution], marks: list[Marked]) -> Attribution:
    """An attribution without the whole quoted sentences before it that are not its own, as its cue has other words: what its speaker says
    follows the cue ('"We go." Moll said the port was shut.'), or stands in a quotation between ('"We go." "Never," said Moll.').
    """
    source, cue = item.source, item.cue
    if source is None or cue is None:
        return item
    opens = min(source[0], cue[0])
    ended = [
        span for span in item.content for mark in marks
        if mark.closed and mark.start <= span[0] and span[1] <= mark.end <= opens and _ends_sentence(text[mark.start : mark.end])
    ]  # fmt: skip
    if not ended:
        return item
    told = next((rule.content for rule in rules if rule.cue and _overlap(rule.cue, cue)), ())
    for own in (tuple(span for span in item.content if span not in ended), told):
        if any(_is_told_behind(text, cue, span) for span in own):
            return item._replace(content=own, manner=manner_of(own, marks))
    followed = [span for span in ended if any(0 < other[0] - span[1] <= 2 and other[1] <= opens for other in item.content)]
    own = tuple(span for span in item.content if span not in followed)
    return item._replace(content=own, manner=manner_of(own, marks))


def _ends_sentence(quoted: str) -> bool:
    return quoted.rstrip("\"' ")[-1:] in (".", "?", "!")


def _is_nobodys(text: str, item: Attribution) -> bool:
    """Does the source say that nobody says it: "neither Moll nor Bein said ..."?"""
    source = "" if item.source is None else text[slice(*item.source)].lower()
    return any(source == word or source.startswith(f"{word} ") for word in _NOBODY)


def _takes_up(tree: Tree, item: Attribution, claim: Attribution) -> bool:
    """Does an attribution only tell what its source makes of another's claim: "rebutted a suggestion by Moll that ...", "has accepted the
    board's verdict that ..."?
    """
    if item.cue is None or item.source is None or claim.source is None or claim.cue is None or _overlap(item.source, claim.source):
        return False
    start, end = item.content[0][0], item.content[-1][1]
    opens = min(claim.source[0], claim.cue[0])
    verbs = {token.lemma.lower() for token in tree.at(*item.cue)}
    return start <= opens <= start + _TAKEN_UP and claim.content[-1][1] <= end + 1 and not verbs.isdisjoint(_TAKES_UP)


def _is_told_behind(text: str, cue: Span, span: Span) -> bool:
    """Does a stretch tell what a cue before it brings in, as no sentence ends between, and not as the second half of what is quoted?"""
    between = text[cue[1] : span[0]].rstrip()
    return span[0] >= cue[1] and not any(sign in between for sign in '.?!;"') and (text[span[0]] not in "\"'" or between[-1:] == ":")


def _left(item: Attribution, held: list[Span]) -> list[Attribution]:
    """What was taken off an attribution and no other has: quoted sentences whose speaker is told elsewhere."""
    free = [span for span in item.content if not any(_overlap(span, other) for other in held)]
    return [Attribution(None, None, (span,), "direct", 0.8 * item.confidence) for span in free]


def _nested(paragraph: Paragraph, rules: list[Attribution], found: list[Attribution], tagged: list[Span]) -> list[Attribution]:
    """What someone is said to have said: attributions that lie whole inside another's content. The tagger marks only the outer one."""
    inner = []
    for rule in rules:
        if rule.source is None or rule.cue is None or rule.confidence < 0.8:
            continue
        start = min(rule.source[0], rule.cue[0], rule.content[0][0])
        end = max(rule.source[1], rule.cue[1], rule.content[-1][1])
        outer = any(low <= start and end <= high and item.cue != rule.cue for item in found for low, high in item.content)
        if (
            outer
            and _is_told(rule, paragraph, found)
            and not any(_overlap(rule.cue, other) and other[1] - other[0] < end - start for other in tagged)
        ):
            inner.append(rule._replace(confidence=0.9 * rule.confidence))
    return inner


def _is_told(rule: Attribution, paragraph: Paragraph, found: list[Attribution]) -> bool:
    """Did someone say it: the cue is a finite verb of its own, and no demand ("Moll demands that Bein promise ...")?"""
    if rule.cue is None:
        return False
    cue = [token for token in paragraph.tokens if rule.cue[0] <= token.start < rule.cue[1]]
    finite = any(token.tag in ("VBD", "VBZ") or token.lemma == "have" or token.text.lower() == "according" for token in cue)
    said_so = any(token.text == "saying" for token in cue) and paragraph.text[: rule.cue[0]].rstrip().endswith(" as")
    asks = any(
        token.lemma.lower() in _ASKS
        for item in found if item.cue and any(low <= rule.cue[0] < high for low, high in item.content)
        for token in paragraph.tokens if item.cue[0] <= token.start < item.cue[1]
    )  # fmt: skip
    return (finite or said_so) and not asks


def _overlap(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


def _completed(group: _Group, rules: list[Attribution], marks: list[Marked], tags: Iterable[TagSpan]) -> Attribution | None:
    """An attribution from the tags of one group, with what is missing taken from the rule that has the same cue or source."""
    source, cue = _one(group.get("source")), _one(group.get("cue"))
    content = tuple((span.start, span.end) for span in group.get("content", ()))
    score = sum(span.score for spans in group.values() for span in spans) / sum(len(spans) for spans in group.values())
    if not cue and not source:
        told = next((rule for rule in rules if rule.source and rule.cue and _same_content(rule.content, content)), None)
        others = [(span.start, span.end) for span in tags if span.role != "content"]
        if told is not None and not any(_overlap(span, other) for span in (told.source, told.cue) if span for other in others):
            return told._replace(confidence=score * 0.9)
        quoted = any(_overlap(span, (mark.start, mark.end)) for span in content for mark in marks)
        return Attribution(None, None, content, manner_of(content, marks), 0.8 * score) if quoted else None
    rule = next((rule for rule in rules if cue and rule.cue and _overlap(rule.cue, cue)), None)
    if rule is None and cue is None and not content:
        others = [(span.start, span.end) for span in tags if span.role != "source"]
        rule = next((rule for rule in rules if _fills(rule, source, others)), None)
        cue = rule.cue if rule else None
    if not content and rule is not None:
        content, score = rule.content, score * 0.9
    if source is None and rule is not None and rule.manner != "indirect":
        source = rule.source
    if not content:
        return None
    return Attribution(source, cue, content, manner_of(content, marks), score)


def _same_content(one: tuple[Span, ...], other: tuple[Span, ...]) -> bool:
    """Do two contents share most of their signs?"""
    shared = sum(max(0, min(a[1], b[1]) - max(a[0], b[0])) for a in one for b in other)
    return shared >= 0.8 * max(sum(end - start for start, end in one), sum(end - start for start, end in other))


def _one(spans: list[TagSpan] | None) -> Span | None:
    """The surest of a group's spans of one role: an attribution has one source and one cue."""
    if not spans:
        return None
    best = max(spans, key=lambda span: (span.score, -span.start))
    return best.start, best.end


def _fills(rule: Attribution, source: Span | None, others: list[Span]) -> bool:
    """Does a rule's attribution have this source, and cue and content where the tagger marked nothing else?"""
    if source is None or rule.source is None or rule.cue is None or not _overlap(rule.source, source):
        return False
    return not any(_overlap(span, other) for span in (rule.cue, *rule.content) for other in others)

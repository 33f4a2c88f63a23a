"""Words that stand for someone: names with their titles, descriptions ("the U.S. top diplomat"), pronouns. Found once per distinct
paragraph.
"""

import re

from variorum.language.english.grammar.tree import Tree
from variorum.language.english.names import persons
from variorum.language.english.names.bodies import BODY_WORDS
from variorum.language.english.names.gazetteer import country_of, country_of_people
from variorum.language.english.quotes import Marked, marked
from variorum.language.english.speech.cues import cue_verbs
from variorum.language.english.words.lexicon import word_set
from variorum.model.paragraph import Mention, Paragraph, Referent, Token

_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "PRODUCT", "WORK_OF_ART", "EVENT"})
_PRONOUNS = word_set("referents.pronouns")
# "The 58-year-old", "the mother of three": someone named before, told by age or children.
_BY_AGE = re.compile(r"\b[Tt]he (?:\d{1,3}-year-old(?= [a-z]+ed\b| said| told| says| who|,)|(?:grand)?(?:mother|father)[ -]of[ -]\w+)")
_SHIP = re.compile(r"(?:INS|MV|M/V|MT|USS|USNS|HMS|RMS|SS|RV)\s+[A-Z]")  # a name of a ship
_OPENING_CUES = frozenset({"Said", "Says", "Asked", "Added", "Wrote"})
_SUBJECT = frozenset({"nsubj", "nsubjpass", "csubj"})
_ROLE_WORDS_INSIDE = word_set("referents.role_words")


def referents(tree: Tree) -> tuple[Referent, ...]:
    """The referents of a paragraph, in text order."""
    paragraph = tree.paragraph
    marks = marked(paragraph.text)
    names = _names(paragraph, tree, marks)
    taken = [(name.start, name.end) for name in names] + [
        (name.role_start, name.role_end) for name in names if name.role_start < name.role_end
    ]
    others = [item for item, head in _descriptions(paragraph, tree, marks) if not any(start <= head < end for start, end in taken)]
    pronouns = [
        Referent(token.start, token.end, "pronoun", "", token.dep in _SUBJECT, token.start, token.start, _quoted(marks, token.start))
        for token in paragraph.tokens
        if (token.text.lower() in _PRONOUNS and token.pos == "PRON") or token.text in ("He", "She", "he", "she")
        if not _means_nothing(tree, token)
    ]
    return tuple(sorted(names + others + pronouns))


def _means_nothing(tree: Tree, token: Token) -> bool:
    """Is "it" only a place-holder: "makes it clear that", "it would be the largest", "it is true that"?"""
    if token.text.lower() != "it" or token.head == token.i:
        return False
    head = tree.tokens[token.head]
    return (
        token.dep == "expl"
        or head.pos in ("ADJ", "NOUN")
        or (head.lemma in ("be", "seem", "appear", "take", "remain") and token.dep == "nsubj")
    )


def _quoted(marks: list[Marked], position: int) -> bool:
    return any(mark.start <= position < mark.end for mark in marks)


def _names(paragraph: Paragraph, tree: Tree, marks: list[Marked]) -> list[Referent]:
    found: list[Referent] = []
    for mention in _with_first_names(paragraph):
        if mention.label not in _NAMED:
            continue
        tokens = tree.at(mention.start, mention.end)
        tokens = _without_edges(_with_country(paragraph, _before_slash(tokens)))
        if not tokens or not any(token.text[:1].isupper() or token.text[:1].isdigit() for token in tokens):
            continue
        tokens, split = _without_title(tokens, mention.label)
        if not tokens or _only_title(paragraph, tokens):
            continue
        label = "PERSON" if split else "PRODUCT" if _SHIP.match(paragraph.text[tokens[0].start : tokens[-1].end]) else mention.label
        head = _head_of(tokens)
        role = split if split and mention.label == "PERSON" else (0, 0)
        if label == "PERSON" or (label != "LOC" and country_of(paragraph.text[tokens[0].start : tokens[-1].end]) is None):
            role = _role_before(paragraph, tokens[0], split) or _role_after(paragraph, tree, tokens[-1]) or role
        subject = head.dep in _SUBJECT or (head.dep in ("conj", "appos") and paragraph.tokens[head.head].dep in _SUBJECT)
        start, end = tokens[0].start, tokens[-1].end
        role_start, role_end = role if role[1] > role[0] else (start, start)
        found.append(Referent(start, end, "name", label, subject, role_start, role_end, _quoted(marks, start)))
    kept: list[Referent] = []
    for item in sorted(found):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
    return kept


def _with_first_names(paragraph: Paragraph) -> list[Mention]:
    """The tagger's mentions and those it missed, a lone first name joined with the name right behind it: "Valeska" and "Moll", both called
    places, are one person.
    """
    found: list[Mention] = []
    for mention in sorted([*paragraph.mentions, *_missed(paragraph)]):
        last = found[-1] if found else None
        if last is not None and mention.start == last.end + 1 and mention.label in _NAMED and last.label in _NAMED:
            first, behind = paragraph.text[last.start : last.end], paragraph.text[mention.start : mention.end]
            known = persons.gender_of(first) or ({last.label, mention.label} == {"PERSON"} and persons.sounds_like_first_name(first))
            if " " not in first and known and len(behind.split()) <= 2 and behind[:1].isupper():
                found[-1] = Mention(last.start, mention.end, "PERSON")
                continue
        found.append(mention)
    return [_with_surname(paragraph, mention) for mention in found]


def _with_surname(paragraph: Paragraph, mention: Mention) -> Mention:
    """A lone first name that the tagger cut off from an untagged surname: "Sergei | Belavin"."""
    first = paragraph.text[mention.start : mention.end]
    if mention.label != "PERSON" or " " in first or not persons.sounds_like_first_name(first):
        return mention
    behind = next((token for token in paragraph.tokens if token.start >= mention.end), None)
    if behind is None or behind.start != mention.end + 1 or behind.pos != "PROPN" or not re.fullmatch(r"[A-Z][\w'’-]+", behind.text):
        return mention
    taken = any(other.start < behind.end and behind.start < other.end for other in paragraph.mentions)
    return mention if taken or behind.text.isupper() or country_of(behind.text) else Mention(mention.start, behind.end, "PERSON")


def _missed(paragraph: Paragraph) -> list[Mention]:
    """Runs of proper nouns that the tagger left out: after a title or before "said", names often go unseen. Their label is a vote for a
    person where a first name or a title opens them, else left to the story's other mentions ("").
    """
    taken = bytearray(len(paragraph.text))
    for mention in paragraph.mentions:
        taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
    found = []
    run: list[Token] = []
    for token in [*paragraph.tokens, None]:
        if token is not None and token.pos == "PROPN" and token.text[:1].isupper() and not any(taken[token.start : token.end]):
            run.append(token)
            continue
        while run and persons.honorific(run[0].text) is None and persons.office_in(run[0].text) is not None and len(run) > 1:
            run = run[1:]
        if run:
            titled = persons.honorific(run[0].text) is not None or (
                run[0].i > 0 and persons.office_in(paragraph.tokens[run[0].i - 1].text) is not None
            )
            named = len(run) > 1 and persons.is_first_name(run[0].text)
            subject = run[-1].dep in _SUBJECT and paragraph.tokens[run[-1].head].lemma.lower() in cue_verbs()
            if len(run) <= 4 and (titled or named or (subject and len(run) == 1 and not run[0].text.isupper())):
                found.append(Mention(run[0].start, run[-1].end, "PERSON"))
        run = []
    return found


def _with_country(paragraph: Paragraph, tokens: list[Token]) -> list[Token]:
    """A name that breaks off at "of" goes on with the names behind it: "Ministry of Foreign Affairs of | Norway"."""
    while tokens and tokens[-1].text.lower() == "of" and tokens[-1].i + 1 < len(paragraph.tokens):
        behind = paragraph.tokens[tokens[-1].i + 1]
        if behind.pos != "PROPN" or behind.sent != tokens[-1].sent:
            return tokens[:-1]
        tokens = [*tokens, behind]
    return tokens


def _before_slash(tokens: list[Token]) -> list[Token]:
    """What stands before a slash: "Andriyenko/AP" names the photographer and his agency."""
    for place, token in enumerate(tokens):
        if place and token.text == "/":
            return tokens[:place]
    return tokens


def _only_title(paragraph: Paragraph, tokens: list[Token]) -> bool:
    """Is a tagged name nothing but a title or a part of one: "Mr", "Foreign Minister", the "State" of "Secretary of State"?"""
    text = paragraph.text[tokens[0].start : tokens[-1].end]
    if persons.honorific(text) is not None:
        return True
    office = persons.office_in(text)
    if office is not None and office.end == len(text) and (office.start == 0 or not persons.is_first_name(text.split()[0])):
        return True
    if text.lower() in BODY_WORDS or text.lower() in persons.GENDERED:
        return True
    before = paragraph.text[max(0, tokens[0].start - 25) : tokens[-1].end]
    wider = persons.office_in(before)
    return wider is not None and wider.end == len(before) and wider.start < len(before) - len(text)


def _without_edges(tokens: list[Token]) -> list[Token]:
    """A name without article, possessive, commas and quotation marks at its ends."""
    while tokens and (tokens[0].pos in ("DET", "PUNCT") or tokens[0].text in ("'", '"', "The", "the")):
        tokens = tokens[1:]
    if len(tokens) > 1 and tokens[0].text in _OPENING_CUES and (persons.office_in(tokens[1].text) or persons.honorific(tokens[1].text)):
        tokens = tokens[1:]  # "Said Mayor Ada Moll: ..."
    while tokens and (tokens[-1].tag == "POS" or tokens[-1].pos == "PUNCT" or tokens[-1].text in ("'s", "’s")):
        tokens = tokens[:-1]
    return tokens


def _without_title(tokens: list[Token], label: str) -> tuple[list[Token], tuple[int, int] | None]:
    """A tagged name split into title and name where the tagger took both for one: "Administrator Bolden", "Foreign Minister Lavrov"."""
    text_start = tokens[0].start
    place = 0
    while place < len(tokens) - 1 and (
        persons.honorific(tokens[place].text) is not None
        or (persons.offices_meant_by(tokens[place].text) and tokens[place].text[:1].isupper())
        or (place + 1 < len(tokens) - 1 and label == "PERSON" and tokens[place].text in ("Foreign", "Prime", "Vice", "Deputy", "Chief"))
    ):
        place += 1
    if place == 0 or (label != "PERSON" and not (len(tokens) - place <= 3 and persons.honorific(tokens[0].text) is not None)):
        return tokens, None
    return tokens[place:], (text_start, tokens[place - 1].end)


def _head_of(tokens: list[Token]) -> Token:
    inside = {token.i for token in tokens}
    return next((token for token in reversed(tokens) if token.head not in inside or token.head == token.i), tokens[-1])


def _role_before(paragraph: Paragraph, first: Token, split: tuple[int, int] | None) -> tuple[int, int] | None:
    """The words of an office right before a name: "U.S. Secretary of State", "US Ambassador to Russia", "Kremlin spokesman"."""
    end = first.start
    place = first.i - 1
    words = paragraph.tokens
    if split is not None:
        while place >= 0 and words[place].start >= split[0]:
            place -= 1
    if place >= 0 and words[place].text == "," and place > 0:  # "the Foreign Minister of Iceland, Katrin Eldjarn"
        place -= 1
        apposed = True
    else:
        apposed = False
    low = place + 1
    while place >= 0 and place >= first.i - 14:
        token = words[place]
        if token.text in _OPENING_CUES:
            break
        if token.sent != first.sent or (token.pos in ("VERB", "AUX", "PRON", "SCONJ", "PART") and token.tag != "POS"):
            break
        if token.pos == "PUNCT" and token.text not in ("-", "/", "."):
            break
        if token.pos in ("ADP", "CCONJ") and token.text.lower() not in _ROLE_WORDS_INSIDE:
            break
        if token.pos == "CCONJ" and not apposed and token.text.lower() == "and":
            break
        low = place
        if token.pos == "DET" and not (place > 0 and words[place - 1].text.lower() in _ROLE_WORDS_INSIDE):
            break
        place -= 1
    text_start = words[low].start if low < len(words) else end
    text = paragraph.text[text_start:end]
    if persons.honorific(words[first.i - 1].text) is not None and first.i > 0:
        return words[first.i - 1].start, words[first.i - 1].end
    # An office must be named, and what stands before it must belong to it: "talks in Moscow, spokesman" keeps only "spokesman".
    office = persons.office_in(text)
    if office is None or re.search(r"\b(?:of|for|to|at|the|and|in|on)\s*$", text):
        return split
    if cuts := list(re.finditer(r"\b(?:in|on|at|for|to|of|and|the|with|by|from)\s+", text[: office.start], re.IGNORECASE)):
        text_start += cuts[-1].end()
    if not apposed and re.match(r"(?:an?|another)\s", paragraph.text[text_start:end]):
        return split  # "the cross hairs of a President Moll": nobody holds it yet
    if (fellow := re.match(r"(?:the\s+)?[Ff]ellow\s+", paragraph.text[text_start:end])) is not None:
        text_start += fellow.end()
    stop = len(paragraph.text[text_start:end].rstrip(" ,"))
    return (text_start, text_start + stop) if stop > 0 else split


def _role_after(paragraph: Paragraph, tree: Tree, last: Token) -> tuple[int, int] | None:
    """The apposition behind a name: "Aksel Dam, prime minister of the Faroe Islands and host of the talks,"."""
    words = paragraph.tokens
    place = last.i + 1
    if place >= len(words) or words[place].text != ",":
        return None
    start = place + 1
    place = start
    while place < len(words) and place - start < 16 and words[place].sent == last.sent:
        token = words[place]
        if token.text in (",", ";", ":", "–", "(", ")", ".", "!", "?", '"'):
            break
        if (
            (token.pos in ("VERB", "AUX") and token.dep not in ("amod", "compound"))
            or token.pos == "PRON"
            or token.tag in ("WDT", "WP", "WRB")
        ):
            return None
        place += 1
    if place == start:
        return None
    begin, end = words[start].start, words[place - 1].end
    text = paragraph.text[begin:end]
    office = persons.office_in(text)
    if office is None or len(text[: office.start].split()) > 6 or re.search(r"\b(?:after|before|since|than|when)\b", text[: office.start]):
        return None
    return begin, end


def _descriptions(paragraph: Paragraph, tree: Tree, marks: list[Marked]) -> list[tuple[Referent, int]]:
    """Definite descriptions of people and bodies: "the diplomat", "Russia's top diplomat", "the ministry", "the Icelandic minister". Each
    with the place of its head noun.
    """
    found = []
    for token in paragraph.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.tag in ("NNS", "NNPS"):
            continue
        word = token.text.lower()
        if not persons.offices_meant_by(word) and word not in BODY_WORDS:
            continue
        if token.dep == "compound" or token.text.isupper():
            continue
        first = token.i
        while first > 0 and paragraph.tokens[first - 1].sent == token.sent and _modifies(paragraph.tokens[first - 1]):
            first -= 1
        opening = paragraph.tokens[first]
        definite = opening.text.lower() in ("the", "this", "that") or any(t.tag == "POS" for t in paragraph.tokens[first : token.i])
        if not definite and country_of_people(opening.text) is None:
            continue
        end = token.end
        attached = next(
            (child for child in tree.below(token.i) if child.dep == "prep" and child.text == "of" and child.i == token.i + 1), None
        )
        if attached is not None:
            end = max(end, tree.span(attached.i)[1])
            if end - token.end > 60:
                end = token.end
        subject = token.dep in _SUBJECT
        item = Referent(opening.start, end, "nominal", "", subject, opening.start, opening.start, _quoted(marks, opening.start))
        found.append((item, token.start))
    for match in _BY_AGE.finditer(paragraph.text):
        place = match.start()
        found.append((Referent(place, match.end(), "nominal", "", True, place, place, _quoted(marks, place)), match.end() - 1))
    whole = [item for item, _ in found]
    return [(item, head) for item, head in found if not any(o != item and o.start <= item.start and item.end <= o.end for o in whole)]


def _modifies(token: Token) -> bool:
    return token.pos in ("DET", "ADJ", "PROPN", "NOUN", "NUM") or token.tag in ("POS", "PRP$")

import itertools
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.language.english import models
from variorum.language.models import ends, syntax, tags, wordpiece
from variorum.language.models.linking import linked
from variorum.language.models.tagger import OVERLAP, WINDOW, Tagger, _completed, _windows
from variorum.language.models.wordpiece import CLOSING, OPENING, OUTSIDE, RUNS_IN, RUNS_ON, WITHIN
from variorum.model.paragraph import TagSpan, Token

SHARED = Tagger()
PARTS = ['"', "'", "''", " said", " he", " the mayor", " that it rained", ",", ".", " ", "“", "é"]


@pytest.fixture
def tagger() -> Tagger:
    return SHARED


def tagged(tagger: Tagger, texts: list[str]) -> list[tuple[TagSpan, ...]]:
    return tagger.tag(texts, [parse.tokens for parse in models.parse(texts)])


def attributions(tagger: Tagger, text: str) -> list[dict[str, list[str]]]:
    groups: dict[int | None, dict[str, list[str]]] = {}
    for span in tagged(tagger, [text])[0]:
        groups.setdefault(span.group, {}).setdefault(span.role, []).append(text[span.start : span.end])
    return list(groups.values())


@pytest.mark.model
def test_direct_indirect_and_according_to(tagger: Tagger):
    assert attributions(tagger, '"The lock stays shut until the divers are back," Ilse Marwick told reporters on Monday.') == [
        {"content": ['"The lock stays shut until the divers are back,"'], "source": ["Ilse Marwick"], "cue": ["told"]}
    ]
    (indirect,) = attributions(tagger, "The ministry said that four bridges had been closed.")
    assert indirect == {"source": ["The ministry"], "cue": ["said"], "content": ["that four bridges had been closed"]}
    (according,) = attributions(tagger, "According to the harbour police, two ships collided off Kelmen.")
    assert according["cue"] == ["According to"]
    assert according["source"] == ["the harbour police"]


@pytest.mark.model
def test_one_speaker_two_cues(tagger: Tagger):
    found = attributions(tagger, "Riedl said the offer was too low and warned that talks would end.")
    assert [one["source"] for one in found] == [["Riedl"], ["Riedl"]]
    assert [one["cue"] for one in found] == [["said"], ["warned"]]


@pytest.mark.model
def test_plain_telling_has_no_attribution(tagger: Tagger):
    assert tagged(tagger, ["The bridge over the Velden was built in 1961 and is 400 metres long."]) == [()]


@pytest.mark.model
def test_a_paragraph_without_a_parse_is_tagged_too(tagger: Tagger):
    text = "The ministry said that four bridges had been closed."
    assert [span.role for span in tagger.tag([text])[0]] == ["source", "cue", "content"]


@pytest.mark.model
def test_tags_do_not_depend_on_company(tagger: Tagger):
    texts = [f'"It is closed," the mayor of town number {number} said. ' + "It rained. " * number for number in range(20)]
    together = tagged(tagger, texts)
    assert tagged(tagger, texts[::-1])[::-1] == together
    assert [tagged(tagger, [text])[0] for text in texts] == together


@pytest.mark.model
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n", "\ud800 said \udfff", "\x00\x01", '"' * 999, "''``'\"" * 200, "x" * 20_000, "said " * 3000, '"He said "' * 1500,
        "THE MINISTER SAID THAT NOTHING WAS DECIDED YET " * 40, "no marks no stops the minister said that nothing was decided " * 200,
        "\U0001f600\u0301" * 500,
    ],
)  # fmt: skip
def test_whatever_comes_spans_stay_inside_and_apart(tagger: Tagger, text: str):
    check(text, tagger.tag([text])[0])
    parsed = text.replace("\ud800", "?").replace("\udfff", "?")  # the parser reads no half characters
    check(parsed, tagged(tagger, [parsed])[0])


@pytest.mark.model
@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=60))
def test_shuffled_marks_and_words(parts: list[str]):
    text = "".join(parts)
    check(text, tagged(SHARED, [text])[0])


def check(text: str, spans: tuple[TagSpan, ...]) -> None:
    places = sorted({(span.start, span.end) for span in spans})
    assert all(0 <= start < end <= len(text) for start, end in places)
    assert all(one[1] <= other[0] for one, other in itertools.pairwise(places))
    assert all(0 <= span.score <= 1 for span in spans)
    assert {span.group for span in spans} == set(range(len({span.group for span in spans})))


def test_windows_keep_every_piece_once():
    for pieces in (0, 1, WINDOW, WINDOW + 1, 5 * WINDOW - 7):
        windows = list(_windows(0, pieces))
        kept = [piece for window in windows for piece in range(window.keep_from, window.keep_to)]
        assert kept == list(range(pieces))
        for window in windows:
            assert window.end - window.start <= WINDOW
            assert window.start == 0 or window.keep_from - window.start >= OVERLAP // 2
            assert window.end == pieces or window.end - window.keep_to >= OVERLAP // 2


def random_field(chance: np.random.Generator) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    size = len(tags.TAGS)
    return (
        chance.normal(size=(size, size)).astype(np.float32) + tags.forbidden_steps(),
        chance.normal(size=size).astype(np.float32) + tags.forbidden_first(),
        chance.normal(size=size).astype(np.float32) + tags.forbidden_last(),
    )


def every_path(scores: np.ndarray, steps: np.ndarray, first: np.ndarray, last: np.ndarray) -> dict[tuple[int, ...], float]:
    weighted = {}
    for path in itertools.product(range(len(tags.TAGS)), repeat=len(scores)):
        moves = sum(float(steps[one, other]) for one, other in itertools.pairwise(path))
        value = first[path[0]] + last[path[-1]] + moves + sum(float(scores[word, tag]) for word, tag in enumerate(path))
        if value > -1000:
            weighted[path] = float(value)
    return weighted


def spans_of(path: tuple[int, ...]) -> set[tuple[str, int, int]]:
    found, begin = set(), 0
    for word, tag in enumerate(path):
        if tag != tags.OUTSIDE:
            place, _, role = tags.TAGS[tag].partition("-")
            begin = word if place in "BS" else begin
            if place in "ES":
                found.add((role, begin, word))
    return found


def test_field_against_counting_all_sequences():
    """The probabilities of spans of three words, against all 13³ tag sequences one by one."""
    chance = np.random.default_rng(4)
    for _ in range(3):
        field = random_field(chance)
        scores = chance.normal(size=(3, len(tags.TAGS)), scale=2).astype(np.float32)
        paths = every_path(scores, *field)
        total = np.logaddexp.reduce(list(paths.values()))
        padded = np.concatenate([scores, chance.normal(size=(2, len(tags.TAGS))).astype(np.float32)])[None]
        (found,) = tags.possible_spans(padded, np.array([3]), *field, floor=0.02)
        likely = {span for path in paths for span in spans_of(path)}
        assert found
        for span in found:
            share = sum(np.exp(value - total) for path, value in paths.items() if (span.role, span.first, span.last) in spans_of(path))
            assert span.probability == pytest.approx(share, abs=1e-4)
            likely.discard(span[:3])
        for left in likely:
            assert sum(np.exp(value - total) for path, value in paths.items() if left in spans_of(path)) < 0.0201


def test_spans_chosen_have_the_highest_sum_and_spare_ones_stand_clear_of_them():
    spans = [
        tags.Found("content", 0, 4, 0.6), tags.Found("content", 0, 2, 0.5), tags.Found("source", 3, 4, 0.55), tags.Found("cue", 6, 6, 0.9),
        tags.Found("content", 7, 9, 0.3), tags.Found("content", 7, 8, 0.05), tags.Found("content", 6, 9, 0.3),
    ]  # fmt: skip
    chosen, spare = tags.chosen_and_spare(spans, least=0.4, spare=0.1)
    assert chosen == [spans[1], spans[2], spans[3]]
    assert spare == [spans[4]]


def test_a_spare_content_beside_a_chosen_one_is_taken():
    text = "It is late. It is dark, he said. It rained."
    late, dark = TagSpan("content", 0, 11, None, 0.3), TagSpan("content", 12, 22, None, 0.7)
    rained = TagSpan("content", 33, 43, None, 0.3)
    said = [TagSpan("source", 24, 26, None, 0.9), TagSpan("cue", 27, 31, None, 0.9)]
    spans = _completed(text, [dark, *said], [late, rained])
    assert [text[span.start : span.end] for span in spans] == ["It is late.", "It is dark", "he", "said"]


def test_ends_that_agree_make_a_span_likelier():
    vectors = np.zeros((6, 2 * len(tags.ROLES) * ends.RANK), dtype=np.float32)
    pair = ends.of_numbers(vectors)
    content = tags.ROLES.index("content")
    pair.first[1, content, 0], pair.last[4, content, 0], pair.last[5, content, 0] = 10, 10, -10
    lengths = np.zeros((len(tags.ROLES), len(ends.LENGTHS) + 1), dtype=np.float32)
    whole, longer, other = ends.judged(
        [tags.Found("content", 1, 4, 0.3), tags.Found("content", 1, 5, 0.3), tags.Found("source", 1, 4, 0.3)], pair, lengths
    )
    assert [round(one.probability, 1) for one in (whole, longer, other)] == [1.0, 0.0, 0.4]
    lengths[content, 2] = 4  # three words beyond the first: the class that begins with 2 or with 3
    (short,) = ends.judged([tags.Found("content", 0, 2, 0.3)], pair, lengths)
    assert short.probability == pytest.approx(1 / (1 + np.exp(-((1 - ends.SHARE) * np.log(0.3 / 0.7) + ends.SHARE * 4))), abs=1e-4)


def words_of(parts: list[tuple[str, str, str, int]]) -> tuple[Token, ...]:
    """Tokens from (word, part of speech, function, head), parted by one space each."""
    tokens, at = [], 0
    for place, (word, kind, function, head) in enumerate(parts):
        tokens.append(Token(place, word, word, kind, "", function, head, at, at + len(word), "", 0))
        at += len(word) + 1
    return tuple(tokens)


def test_syntax_of_words():
    tokens = words_of([
        ("Ada", "PROPN", "nsubj", 1), ("said", "VERB", "ROOT", 1), ("that", "SCONJ", "mark", 4), ("rain", "NOUN", "nsubj", 4),
        ("fell", "VERB", "ccomp", 1), ("in", "ADP", "prep", 4), ("Orr", "PROPN", "pobj", 5), (".", "PUNCT", "punct", 1),
    ])  # fmt: skip
    told = syntax.of_words(np.array([token.start for token in tokens]), tokens)
    names = dict(zip(syntax.CLASSES, told.classes, strict=True))
    assert told.head.tolist() == [1, 1, 4, 4, 1, 4, 5, 1]
    assert told.clause.tolist() == [1, 1, 4, 4, 4, 4, 4, 1]
    phrase = {name: number for number, name in enumerate(syntax.PHRASES, 2)}
    assert names["opens"][2] == names["closes"][6] == phrase["ccomp"]
    assert names["opens"][5] == phrase["prep"]
    assert names["opens"][0] == names["closes"][7] == phrase["ROOT"]
    assert names["closes"][5] == syntax.NO_PHRASE
    assert names["reach"].tolist() == [8, 1, 9, 8, 4, 2, 2, 5]


def test_words_the_parse_does_not_cover_are_not_told():
    tokens = words_of([("Ada", "PROPN", "nsubj", 1), ("said", "VERB", "ROOT", 1)])
    told = syntax.of_words(np.array([0, 4, 6, 9, 12]), tokens)
    assert told.head.tolist() == [1, 1, 1, 3, 4]
    assert told.classes[:, 3:].tolist() == [[syntax.NOT_TOLD] * 2] * len(syntax.CLASSES)
    assert (syntax.of_words(np.array([0, 4]), ()).classes == syntax.NOT_TOLD).all()


def test_quotation_mark_states():
    def states(text: str) -> list[int]:
        return wordpiece.mark_states(np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32)).tolist()

    assert states('a "b" c') == [OUTSIDE, OUTSIDE, OPENING, WITHIN, CLOSING, OUTSIDE, OUTSIDE]
    assert states('"ab') == [OPENING, RUNS_ON, RUNS_ON]
    assert states('ab" c') == [RUNS_IN, RUNS_IN, CLOSING, OUTSIDE, OUTSIDE]
    assert states("''a''") == [OPENING, OPENING, WITHIN, CLOSING, CLOSING]
    assert states("\u201ca\u201d") == [OPENING, WITHIN, CLOSING]


def test_links_follow_the_shortest_way_and_not_the_order_given():
    text = '"It rained," said Ada Orr. Bo Lund, her deputy, replied that it had snowed.'
    ada = [TagSpan("content", 0, 12, None, 1.0), TagSpan("cue", 13, 17, None, 1.0), TagSpan("source", 18, 25, None, 1.0)]
    bo = [TagSpan("source", 27, 34, None, 1.0), TagSpan("cue", 48, 55, None, 1.0), TagSpan("content", 56, 74, None, 1.0)]
    assert [text[span.start : span.end] for span in bo] == ["Bo Lund", "replied", "that it had snowed"]
    spans = ada + bo
    random.Random(3).shuffle(spans)
    assert [(span.role, span.group) for span in linked(text, spans)] == [
        ("content", 0), ("cue", 0), ("source", 0), ("source", 1), ("cue", 1), ("content", 1),
    ]  # fmt: skip

"""Nouns as rows and back, ids from content, and a paragraph's findings placed in a report."""

import hashlib
import json
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

import pytest

import made
from variorum.model.paragraph import Analysis, Mention, Referent
from variorum.model.report import Passage, Report
from variorum.model.rows import as_json, compact, content_id, from_row, holding, move, passages_in, plain, shape, to_row
from variorum.model.sentence import Clause, Figure, Name, Sentence, Word
from variorum.model.statement import Event, Quotation, Value, When

TEXT = "First.\nShe said no, twice."


def quotation(report: str, start: int) -> Quotation:
    def at(first: int, last: int) -> Passage:
        return Passage(report, start + first, start + last, "She said no, twice."[first:last])

    return Quotation("q", report, "s", "indirect", (at(9, 11), at(13, 18)), at(0, 3), None, None, None, 0.5, None)


def report() -> Report:
    return Report("r1", "a.txt", None, None, None, None, None, (), None, None, "en", TEXT)


def test_the_same_content_has_the_same_id_on_any_machine():
    assert content_id("report", "a", 1) == "r9cf75cfcb8eb50f9"
    assert content_id("report", "Zoë") == "r" + hashlib.sha256('["report", "Zoë"]'.encode()).hexdigest()[:16]
    different = {content_id("report", "a", 1), content_id("report", "a", 2), content_id("report", 1, "a"), content_id("read", "a", 1)}
    assert len(different) == 4
    assert content_id("x", {"a": 1, "b": 2}) == content_id("x", {"b": 2, "a": 1})
    assert content_id("x", "\ud800")[0] == "x"


def test_every_passage_inside_moves_to_its_place_in_the_report():
    moved = move(quotation("key", 0), report(), 7)
    assert moved == replace(quotation("r1", 7), report="key")
    assert all(TEXT[place.start : place.end] == place.text for place in (*moved.content, moved.source))


def test_what_has_no_passage_inside_stays_the_very_thing():
    value = Value("12", 12.0, None, None, "exact", 12.0, 12.0)
    assert move(value, report(), 7) is value
    mention = Mention(0, 3, "PERSON")
    assert move((mention,), report(), 7) == (mention,)
    assert move((Passage("key", 0, 3, "She"), None), report(), 7) == (Passage("r1", 7, 10, "She"), None)


@pytest.mark.parametrize(
    ("kind", "row", "thing"),
    [
        (When, {"text": "now", "iso": None, "precision": "vague", "later": 1}, When("now", None, "vague")),
        (Mention, [0, 3, "ORG"], Mention(0, 3, "ORG")),
        (tuple[int, str], [1, "a"], (1, "a")),
        (tuple[When, ...], None, ()),
        (tuple[int, ...], [1, 2], (1, 2)),
        (When | None, None, None),
        (int | str, "a", "a"),
        (dict, {"a": 1}, {"a": 1}),
    ],
)
def test_rows_become_nouns(kind, row, thing):
    assert from_row(kind, row) == thing


def test_a_row_of_a_program_that_knew_no_confidence_is_trusted_in_nothing():
    known = {"id": "v", "story": "s", "date": None, "date_precision": None, "actor": [], "recipient": [], "event": "AGREE", "mode": None}
    event = from_row(Event, known | {"context": [], "event_loc": None, "quad_code": 1, "event_scale": 1.0, "text": "They agreed."})
    assert (event.confidence, event.passages, event.formerly) == (0.0, (), ())


def test_passages_are_found_however_deep_and_nowhere_else():
    at = [Passage("r1", place, place + 1, "x") for place in range(4)]
    assert list(passages_in({"a": [at[0], (at[1], {"b": at[2]})], "c": "text"})) == at[:3]
    assert list(passages_in(quotation("r1", 7))) == [*quotation("r1", 7).content, quotation("r1", 7).source]
    assert list(passages_in(Passage)) == list(passages_in(None)) == list(passages_in(Quotation)) == []


def test_what_moves_is_cut_from_the_reports_own_text():
    """The paragraph's text is folded; the report's is as it was printed."""
    printed = replace(report(), text=TEXT.replace("no, twice", "no – twice".replace("– ", "–")))
    (moved,) = move((Passage("key", 4, 8, "said"),), printed, 7)
    assert moved == Passage("r1", 11, 15, "said")
    assert move(Passage("key", 9, 12, "no,"), printed, 7).text == "no "
    nested = ((Passage("key", 0, 3, "She"), (Passage("key", 4, 8, "said"),)), "word")
    assert move(nested, printed, 7) == ((Passage("r1", 7, 10, "She"), (Passage("r1", 11, 15, "said"),)), "word")


def test_a_row_of_another_length_is_none():
    with pytest.raises(ValueError, match="shorter"):
        from_row(tuple[int, str], [1])


def read_sentence() -> Sentence:
    """ "She left": as a pack reads it."""
    clause = Clause(
        1, "leave", "leave", "main", (0,), (), (), (("for", 0),), (), (), (0,), (), "affirmed", "actual", "actual", "past", (0, 3), None,
        False, None,
    )  # fmt: skip
    words = (Word(0, 3, "she", "PRON", "nsubj", 1), Word(4, 8, "leave", "VERB", "root", 1))
    return Sentence(0, 8, words, (clause,), (Figure(0, 3, 1.0, 1.0, None, "at_least", None, 0, "ships"),), (), (Name(0, 3, "PERSON"),))


def test_an_analysis_comes_back_the_same():
    made = Analysis(
        "k", (read_sentence(),), (Mention(0, 3, "ORG"),), (quotation("k", 0),), referents=(Referent(0, 3, "name", "", True, 0, 0, False),)
    )
    row = to_row(made)
    assert row["quotations"][0]["source"] == {"report": "k", "start": 0, "end": 3, "text": "She"}
    assert from_row(Analysis, row) == made
    assert from_row(Analysis, {"key": "k"}) == Analysis("k")
    assert to_row({"a": (made.mentions[0], None)}) == {"a": [[0, 3, "ORG"], None]}
    assert to_row(Analysis) is Analysis


def nouns() -> list[object]:
    """One of each kind that a story has."""
    dossier = made.dossier()
    tables = ("reports", "origins", "borrowings", "entities", "quotations", "utterances", "points", "events", "positions")
    return [dossier.story, *(getattr(dossier, table)[0] for table in tables)]


@pytest.mark.parametrize("noun", nouns(), ids=lambda noun: type(noun).__name__)
def test_a_whole_row_is_taken_as_it_is_and_another_as_the_noun_it_makes(noun):
    row = to_row(noun)
    assert plain(type(noun), row) is row
    assert {name for name in row if any(passages_in(getattr(noun, name)))} <= set(holding(type(noun)))
    for name in row:
        lacking = {key: value for key, value in row.items() if key != name}
        try:
            wanted = to_row(from_row(type(noun), lacking))
        except TypeError:
            with pytest.raises(TypeError):
                plain(type(noun), lacking)
        else:
            assert plain(type(noun), lacking) == wanted
    assert plain(type(noun), row | {"unknown": 1}) == row


def test_a_row_is_looked_at_to_its_depth():
    row = to_row(quotation("r1", 7))
    row["content"][0] = {**row["content"][0], "unknown": 1}
    assert plain(Quotation, row) == to_row(quotation("r1", 7))
    assert shape(Quotation) != shape(When)
    assert "content(report,start,end,text)" in shape(Quotation)


class Pair(NamedTuple):
    """A named tuple that holds a noun, and a field that came later."""

    name: str
    when: When | None = None


@dataclass(frozen=True)
class Every:
    """A noun with a field of every form that a row can have."""

    text: str
    number: int
    maybe: When | None
    either: int | str
    sort: Literal["a", "b"]
    many: tuple[When, ...]
    two: tuple[str, When]
    pairs: tuple[Pair, ...]
    plain: tuple[int, ...] = ()
    table: dict[str, float] = field(default_factory=dict)


def every(**changed: object) -> Every:
    now = When("now", None, "vague")
    thing = Every("Zoë", 3, now, "x", "a", (now, now), ("one", now), (Pair("p", now), Pair("q")), (1, 2), {"share": 0.5})
    return replace(thing, **changed)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "thing",
    [every(), every(maybe=None), every(either=4), every(many=(), pairs=(), plain=()), every(text='"Bé\n'), every(two=("", When("a", "b", "day")))],
)
def test_a_noun_goes_to_json_and_back_by_every_way(thing):
    row = to_row(thing)
    assert json.loads(as_json(Every, thing)) == row
    assert as_json(Every, thing) == compact(row)
    assert from_row(Every, json.loads(as_json(Every, thing))) == thing
    assert plain(Every, row) is row
    assert (as_json(When | None, None), as_json(int | str | None, 7), as_json(int | str, "7")) == ("null", "7", '"7"')


def test_letters_lie_in_the_library_as_they_are():
    assert compact({"name": "Zoë"}) == '{"name":"Zoë"}'


def test_a_named_tuple_that_was_shorter_takes_its_defaults():
    assert from_row(Pair, ["p"]) == Pair("p")
    assert from_row(Pair, ["p", None]) == Pair("p", None)


@pytest.mark.parametrize(
    ("name", "value", "read"),
    [
        ("maybe", {"text": "now", "iso": None}, TypeError),
        ("maybe", {"text": "now", "precision": "vague", "iso": None}, When("now", None, "vague")),
        ("many", None, ()),
        ("many", ({"text": "now", "iso": None, "precision": "vague"},), (When("now", None, "vague"),)),
        ("many", [{"iso": None, "text": "now", "precision": "vague"}], (When("now", None, "vague"),)),
        ("plain", None, ()),
        ("two", ("one", {"text": "now", "iso": None, "precision": "vague"}), ("one", When("now", None, "vague"))),
        ("pairs", [["p"]], (Pair("p"),)),
        ("pairs", [("p", None)], (Pair("p"),)),
    ],
)
def test_what_is_not_whole_is_made_a_noun_first(name, value, read):
    row = {**to_row(every()), name: value}
    if read is TypeError:
        with pytest.raises(TypeError):
            plain(Every, row)
        return
    assert from_row(Every, row) == every(**{name: read})
    assert plain(Every, row) == to_row(every(**{name: read}))
    assert plain(Every, row) is not row


def test_rows_of_another_shape_are_told_apart():
    assert shape(Every) == (
        "(text,number,maybe(text,iso,precision),either,sort,many(text,iso,precision),two(text,iso,precision),"
        "pairs(name,when(text,iso,precision)),plain,table)"
    )

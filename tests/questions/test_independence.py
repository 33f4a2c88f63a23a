"""On whose word a point rests, and whether those who tell the same told it independently."""

from dataclasses import replace

import pytest

from variorum.model.entity import Entity, EntityKind
from variorum.model.point import Between, Informant, Point, Reading
from variorum.model.report import Passage, Report
from variorum.model.statement import Statement
from variorum.model.story import Counts, Dossier, Origin, Story
from variorum.questions.independence import weigh


def passage(report: str) -> Passage:
    return Passage(report, 0, 4, "Fire")


def statement(report: str, name: str | None, entity: str | None = None) -> Statement:
    return Statement(
        f"s-{report}", report, "s", passage(report), "fire", "destroy", "mill", None, None, (), "affirmed", "actual", None, entity, name
    )


def report(key: str, outlet: str | None) -> Report:
    return Report(key, key, outlet, None, None, None, None, (), None, None, "en", "Fire", ())


def reading(*reports: str) -> Reading:
    return Reading("fire", tuple(f"s-{one}" for one in reports), tuple(map(passage, reports)), reports, reports)


def point(*readings: Reading, verdict: str = "agreed") -> Point:
    return Point("p", "s", "What burnt?", readings, verdict, (), False, 0.9, "why")  # type: ignore[arg-type]


def weighed(
    told: Point,
    *statements: Statement,
    outlets: tuple[str | None, ...] = ("A", "B", "C"),
    released: str = "",
    entities: tuple[Entity, ...] = (),
) -> Point:
    reports = tuple(report(key, outlet) for key, outlet in zip("abc", outlets, strict=True))
    origins = tuple(Origin(key, "s", key, True, (key,), "own", 1.0, "", key in released) for key in "abc")
    story = Story("s", "t", ("a", "b", "c"), None, None, Counts(3, 3, 3))
    (found,) = weigh(Dossier(story, reports, origins=origins, entities=entities, statements=statements, points=(told,))).points
    return found


@pytest.mark.parametrize(
    ("named", "independence"),
    [
        (("Ada Moll", "Kurt Bein"), "established"),
        (("Ada Moll", "ADA MOLL"), "not_established"),
        (("Ada Moll", None), "not_recorded"),
        ((None, None), "not_recorded"),
    ],
)
def test_independence_rests_on_informants(named: tuple[str | None, str | None], independence: str) -> None:
    told = weighed(point(reading("a", "b")), *(statement(key, name) for key, name in zip("ab", named, strict=True)))
    assert told.independence == independence


def test_a_release_is_the_partys_own_word_and_no_second_source() -> None:
    named = [statement(key, name) for key, name in zip("abc", ("Ada Moll", "Kurt Bein", "Jon Pell"), strict=True)]
    assert weighed(point(reading("a", "b")), *named, released="b").independence == "not_established"
    assert weighed(point(reading("a", "b")), *named, released="ab").independence == "not_established"
    assert weighed(point(reading("a", "b", "c")), *named, released="b").independence == "established"


def test_one_entity_under_two_names_is_one_informant() -> None:
    told = weighed(point(reading("a", "b")), statement("a", "Ada Moll", "e1"), statement("b", "the minister", "e1"))
    assert told.independence == "not_established"


def test_informants_without_a_name_may_be_the_same_and_a_document_is_what_it_is() -> None:
    told = point(reading("a", "b"))

    def source(key: str, kind: EntityKind) -> Entity:
        return Entity(key, "s", kind, key, None, None, None, ())

    unnamed = statement("a", "two officials", "g1"), statement("b", "an official", "g2")
    groups = source("g1", "group"), source("g2", "group")
    assert weighed(told, *unnamed, entities=groups).independence == "not_recorded"
    assert [one.name for one in weighed(told, *unnamed, entities=groups).informants] == ["an official", "two officials"]
    written = statement("a", "the indictment", "d1"), statement("b", "the report", "d2")
    assert weighed(told, *written, entities=(source("d1", "document"), source("d2", "document"))).independence == "established"


def test_informants_with_the_readings_that_rest_on_them() -> None:
    told = weighed(point(reading("a"), reading("b"), verdict="conflict"), statement("a", "Moll", "e1"), statement("b", "Bein"))
    assert told.informants == (Informant("Bein", None, (1,)), Informant("Moll", "e1", (0,)))
    assert told.pairs == (Between(0, 1, "conflict", "why"),)


def test_one_outlet_never_agrees_with_itself() -> None:
    told = weighed(point(reading("a", "b")), outlets=("A", "A", "C"))
    assert (told.verdict, told.why) == ("single", "2 reports of one outlet tell it.")
    assert weighed(point(reading("a", "b")), outlets=(None, None, "C")).verdict == "agreed"


def test_pairs_that_were_judged_one_by_one_stay() -> None:
    judged = replace(point(reading("a"), reading("b"), reading("c"), verdict="conflict"), pairs=(Between(0, 2, "conflict", "x"),))
    assert weighed(judged).pairs == (Between(0, 2, "conflict", "x"),)

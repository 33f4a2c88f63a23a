"""Positions: who stands where, from explicit words only, and the matrix of a story."""

from dataclasses import replace

import numpy as np
import pytest

from variorum import pipeline
from variorum.language import nearness, reader, stories
from variorum.language.english.reading import Reading
from variorum.language.english.stances import issues
from variorum.language.english.words.tables import rows
from variorum.model.point import Position
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Stand
from variorum.people.parties import Parties, Party
from variorum.story import positions
from variorum.story.positions.holding import Held, held


def stands(text: str) -> tuple[Stand, ...]:
    reading = Reading(next(iter(reader.read([text]))))
    return reading.stands(reading.sentences(), reading.quotations())


def told(text: str) -> set[tuple[str, str, str]]:
    return {(stand.party.text, stand.stance, stand.issue.text) for stand in stands(text)}


@pytest.mark.stored
def test_supporters_and_opponents_of_a_proposal() -> None:
    assert told("Norway, supported by Australia and the EU, but opposed by Brazil, proposed a new registry.") == {
        ("Norway", "offers", "a new registry"),
        ("Australia", "supports", "a new registry"),
        ("EU", "supports", "a new registry"),
        ("Brazil", "opposes", "a new registry"),
    }


@pytest.mark.stored
def test_who_backs_an_objection_objects() -> None:
    found = told("Denmark, supported by Iceland, objected to the quota.")
    assert ("Iceland", "opposes", "the quota") in found


@pytest.mark.stored
@pytest.mark.parametrize(
    ("text", "party", "stance"),
    [
        ("Iceland demanded that Norway halve its catch.", "Iceland", "demands"),
        ("Norway flatly rejected the demand of the islanders.", "Norway", "rejects"),
        ("Norway refused to open its ports.", "Norway", "rejects"),
        ("Norway made no concessions to the demands of Iceland.", "Norway", "rejects"),
        ("Norway did not accept the amendment.", "Norway", "rejects"),
        ("Iceland is open to a joint count of the fish.", "Iceland", "open_to"),
        ("Iceland offered to host the talks.", "Iceland", "offers"),
        ("Denmark agreed to the timetable.", "Denmark", "accepts"),
        ("Greece welcomed the accord.", "Greece", "supports"),
        ("Greece opposes the pipeline.", "Greece", "opposes"),
        ("Malta threatened to leave the union.", "Malta", "threatens"),
        ("Malta warned that any attack would be met with sanctions.", "Malta", "threatens"),
        ("Malta cautioned against a hasty vote.", "Malta", "warns"),
        ("Ida Moll warned that the bank would cut the fund.", "Ida Moll", "warns"),
        ("Ida Moll suggested she would not stay in the house.", "Ida Moll", "rejects"),
        ("The Danish minister said the law should protect the islanders.", "Danish minister", "demands"),
        ("Portugal denied that its ships had left the harbour.", "Portugal", "denies"),
        ("Portugal promised to pay the fee.", "Portugal", "promises"),
        ("The Danish minister said Greece should pay the fee.", "Danish minister", "demands"),
        ("Chile expressed concern about the new dam.", "Chile", "warns"),
    ],
)
def test_the_stances(text: str, party: str, stance: str) -> None:
    assert [(stand.party.text, stand.stance) for stand in stands(text)] == [(party, stance)]


@pytest.mark.stored
@pytest.mark.parametrize(
    "text",
    [
        "Observers say the port has been closed for a week.",
        "Whether Norway accepts the offer is not known.",
        "Denmark refused to rule out a boycott.",
        "Norway has not ruled out a boycott.",
        "Asked for comment, the minister left the room.",
        "In 1986, Norway opposed the treaty.",
        "Ida Moll accused of timing her retirement",
        "Ida Moll called the verdict a “profound indictment of the system.”",
        "The paper lists the states that back the accord.",
        "Ida Moll wanted the hosts of the show.",
        "It is feared that Iceland will reject the plan.",
        "The price of cod rose again.",
        "The captain committed two robberies.",
        "The yard has undertaken a repair.",
        "The council adopted another tone.",
        "The mayor required a new hip.",
        "The ferry was held by Norway for a week.",
    ],
)
def test_no_stand_without_an_explicit_cue(text: str) -> None:
    assert stands(text) == ()


@pytest.mark.stored
@pytest.mark.parametrize("row", rows("stances.tsv"), ids=lambda row: row[-1])
def test_each_row_of_the_table_tells_its_stance_in_its_example(row: list[str]) -> None:
    told_stances = {stand.stance for stand in stands(row[-1])}
    assert (row[1] if row[1] != "-" else row[4]) in told_stances


@pytest.mark.stored
@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway said it will not open its ports.", ("Norway", "rejects", "it will not open its ports")),
        ("Norway said it would open its ports.", ("Norway", "promises", "it would open its ports")),
        ("The Danish minister called the ban dangerous.", ("Danish minister", "opposes", "the ban")),
        ("“The ban is wrong,” the Danish minister said.", ("Danish minister", "opposes", "The ban")),
        ("The Danish minister said the fee is unacceptable.", ("Danish minister", "rejects", "the fee")),
        ("“We will mend the bridge,” the Danish minister said.", ("Danish minister", "promises", "We will mend the bridge")),
    ],
)
def test_what_is_said_of_what_is_done_and_thought(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in told(text)


@pytest.mark.stored
@pytest.mark.parametrize(
    "text",
    [
        "The Danish minister said Greece should have paid the fee.",  # what is past cannot be asked for
        "“We will miss the bridge,” the Danish minister said.",  # no deed
        "The Danish minister said it was raining.",  # no more than a claim
        "The Danish minister suggested that Greece had paid the fee.",
        "“Will we mend the bridge?” the Danish minister asked.",
        "“He would mend the bridge,” Ida Moll said.",  # somebody else
        "“I would mend the bridge,” Ida Moll said.",  # nobody says that it will be done
        "“If you mend a bridge, you need stones,” Ida Moll said.",
        "The wind should ease by noon, Ida Moll said.",  # expected, and asked of nobody
    ],
)
def test_not_all_that_is_said_is_a_stand(text: str) -> None:
    assert stands(text) == ()


@pytest.mark.stored
def test_nested_attribution_keeps_party_and_speaker_apart() -> None:
    (stand,) = stands("Minister Ada Pell said Norway had demanded an apology from Chile.")
    assert (stand.party.text, stand.stance) == ("Norway", "demands")
    assert stand.speaker is not None
    assert "Pell" in stand.speaker.text
    assert stand.target is not None
    assert stand.target.text == "Chile"


@pytest.mark.stored
def test_two_demands_in_one_sentence() -> None:
    issues = [
        stand.issue.text for stand in stands("Iceland demanded guarantees that Norway will halve its catch and that the base will close.")
    ]
    assert issues == ["Norway will halve its catch", "the base will close"]


@pytest.mark.stored
def test_these_demands_are_those_told_before() -> None:
    found = stands("Iceland has demanded that Norway halve its catch. Oslo flatly rejects these demands.")
    assert [(stand.party.text, stand.stance, stand.issue.text) for stand in found] == [
        ("Iceland", "demands", "Norway halve its catch"),
        ("Oslo", "rejects", "Norway halve its catch"),
    ]


@pytest.mark.stored
def test_conditions() -> None:
    (stand,) = stands("Iceland is open to talks as long as Norway withdraws its ships.")
    assert stand.condition is not None
    assert stand.condition.text == "as long as Norway withdraws its ships"
    (stand,) = stands("Togo threatened to close the border unless Benin pays its debt.")
    assert stand.condition is not None
    assert stand.condition.text == "unless Benin pays its debt"


def matrix(*texts: str) -> tuple[Position, ...]:
    reports = [
        Report(f"r{n}", f"r{n}", f"r{n}", None, None, None, None, (), "2031-05-14", "given", "en", text, (Block(0, len(text), "body"),))
        for n, text in enumerate(texts)
    ]
    read = {
        paragraph.key: (
            pipeline.analyse(paragraph),
            paragraph.vectors,
        )
        for paragraph in reader.read(list(dict.fromkeys(texts)))
    }
    dossier = pipeline.bare_dossier(reports, {key: pair[0] for key, pair in read.items()}, {key: pair[1] for key, pair in read.items()})
    return positions.gather(dossier).positions


@pytest.mark.model
def test_capitals_speak_for_their_states_and_wordings_meet() -> None:
    found = matrix(
        "Iceland demanded that Norway halve its mackerel catch.",
        "Reykjavik demanded that Norway cut the mackerel catch by half.",
        "Malta promised to repaint the lighthouse.",
    )
    demand = next(position for position in found if position.stance == "demands")
    assert demand.party == "Iceland"
    assert demand.reports == ("r0", "r1")
    assert demand.target == "Norway"
    assert {position.party for position in found} == {"Iceland", "Malta"}
    assert len({position.issue_id for position in found}) == 2


@pytest.mark.model
def test_for_and_against_the_same_thing_is_a_conflict() -> None:
    found = matrix(
        "Norway supports the ban on night fishing.", "Norway opposes the ban on night fishing.", "Chile supports the ban on night fishing."
    )
    assert {(position.party, position.stance, position.agreement) for position in found} == {
        ("Norway", "supports", "conflict"),
        ("Norway", "opposes", "conflict"),
        ("Chile", "supports", "single"),
    }


@pytest.mark.model
def test_copies_of_one_origin_stay_single() -> None:
    found = matrix("Norway rejected the ban on night fishing.", "Norway rejected the ban on night fishing.")
    assert [position.agreement for position in found] in (["single"], ["agreed"])  # without lineage each report is an origin of its own
    assert found[0].reports == ("r0", "r1")


def test_turned_wordings() -> None:
    assert issues.turned("halt the enlargement of the union")
    assert not issues.turned("the enlargement of the union")
    assert not issues.turned("never halt the enlargement of the union")


@pytest.mark.model
def test_a_party_that_is_nobody_takes_no_stand() -> None:
    assert matrix("The parties support the ban on night fishing.", "The country opposes the ban on night fishing.") == ()
    assert [position.party for position in matrix("The ruling party of Norway supports the ban on night fishing.")] != []


@pytest.mark.model
def test_an_issue_that_tells_nothing_is_no_stand() -> None:
    assert matrix("Norway supports it.", "Norway opposes remarks.", "Norway supports Norway.") == ()
    assert [position.issue for position in matrix("Norway opposes remarks of the mayor.")] == ["remarks of the mayor"]


@pytest.mark.model
def test_what_a_person_is_quoted_with_is_a_claim_of_theirs() -> None:
    text = "Mayor Ada Moll said the new ban on night fishing has ruined the harbour. Mayor Ada Moll said whether it would end was unclear."
    report = Report("r1", "r1", "Harbour Times", None, None, None, None, (), "2031-05-14", "given", "en", text, ())
    made = pipeline.dossier_of([report])
    claims = [one for one in held(made, Parties(made)) if one.form == "claim"]
    assert [(one.party.name, one.stance, one.issue) for one in claims] == [
        ("Ada Moll", "states", "the new ban on night fishing has ruined the harbour")
    ]


@pytest.mark.model
def test_a_paper_and_an_agency_only_report() -> None:
    text = "The Associated Press said the harbour has lost all its boats. Reuters called for calm."
    report = Report("r1", "r1", "Harbour Times", None, None, None, None, (), "2031-05-14", "given", "en", text, ())
    made = pipeline.dossier_of([report])
    assert list(held(made, Parties(made))) == []


def test_a_claim_is_told_without_what_brings_it_in() -> None:
    assert issues.claim("that “the ban is wrong,”") == "the ban is wrong"
    assert issues.claim("whether the ban is wrong") == ""
    assert issues.claim("I would like to thank the crew") == ""


def test_what_is_refused_is_told_without_its_not() -> None:
    assert issues.affirmed("it will not open its ports") == "open its ports"
    assert issues.affirmed("from this day he will no longer sail") == "sail"
    assert issues.affirmed("open its ports") == "open its ports"


def test_tidy_names_what_is_at_issue() -> None:
    assert issues.tidy("it would quickly take “retaliatory measures”") == "quickly take retaliatory measures"
    assert issues.tidy("the deployment of missiles,") == "deployment of missiles"
    assert issues.tidy("the terms of the Northern Alliance (NAL") == "terms of the Northern Alliance"
    assert issues.tidy("the terms of the Northern Alliance (NAL) of May") == "terms of the Northern Alliance (NAL) of May"
    assert issues.tidy("the terms (of the Alliance (NAL") == "terms"
    assert issues.headline("of " * 50) == ""
    assert issues.claim("that the Northern Alliance (NAL) holds (so far.") == "the Northern Alliance (NAL) holds"


def test_many_wordings_are_grouped_round_leaders() -> None:
    chance = np.random.default_rng(7)
    centres = chance.normal(size=(5, 384))
    rows = np.repeat(centres, 200, axis=0) + 0.1 * chance.normal(size=(1000, 384))
    rows = (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)
    assert sorted(map(len, nearness.clusters(rows, 0.5))) == [200] * 5
    assert sorted(map(len, nearness.clusters(rows[:700], 0.5))) == [100, 200, 200, 200]


def claimed(issue: str, report: str, stance: str = "states") -> Held:
    at = Passage(report, 0, len(issue), issue)
    return Held(Party("moll", "Moll", None, None), stance, issue, at, at, "claim", "say", chance=0.9)  # type: ignore[arg-type]


def test_unlike_claims_of_one_party_on_one_issue_are_lines_of_their_own() -> None:
    near, far = np.array([1.0, 0.0], np.float32), np.array([0.6, 0.8], np.float32)
    rows = {"the bridge is shut": near, "the bridge stays shut": near, "the toll is too high": far}
    issues = positions._Issues(dict.fromkeys(rows, 0), ("the toll is too high",), rows, dict.fromkeys(rows, False))
    cell = [claimed(issue, f"r{number}") for number, issue in enumerate(rows)]
    apart = positions._claims_apart({("moll", 0, "states"): cell}, issues)
    told = [[one.issue for one in those] for those in apart.values()]
    assert told == [["the bridge is shut", "the bridge stays shut"], ["the toll is too high"]]
    names = [positions._name(key, those, issues, stories.of("en")) for key, those in apart.items()]
    assert names == ["the bridge is shut", "the toll is too high"]
    taken = {("moll", 0, "demands"): [claimed(issue, "r0", "demands") for issue in rows]}
    assert positions._claims_apart(taken, issues) == taken


def test_a_claim_of_several_reports_is_told_in_words_that_all_of_them_have() -> None:
    long, short = "the bridge would stay shut after two men fell from it", "the bridge will stay shut"
    near = np.array([1.0, 0.0], np.float32)
    issues = positions._Issues(dict.fromkeys((long, short), 0), (long,), dict.fromkeys((long, short), near), {})
    cell = [replace(claimed(long, "r1"), chance=0.99), claimed(short, "r0")]
    key = ("moll", 0, "states")
    assert positions._name(key, cell, issues, stories.of("en")) == short
    one_report = [cell[0], claimed(short, "r1")]
    assert positions._name(key, one_report, issues, stories.of("en")) == long, "of one report its surest words"


def test_a_stand_is_called_by_the_name_of_its_issue_only_where_its_own_words_are_near() -> None:
    places = {"a ban": (1.0, 0.0), "the ban": (0.9, 0.43589), "fees": (0.0, 1.0)}
    rows = {issue: np.array(place, np.float32) for issue, place in places.items()}
    issues = positions._Issues(dict.fromkeys(rows, 0), ("a ban",), rows, dict.fromkeys(rows, False))
    key = ("moll", 0, "demands")
    called = [positions._name(key, [claimed(own, "r0", "demands")], issues, stories.of("en")) for own in ("the ban", "fees")]
    assert called == ["a ban", "fees"]

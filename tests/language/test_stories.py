"""What English answers the stages of a story: whom words mean, what belongs together, what is an issue. No story is needed to ask."""

import pytest

from variorum.language import stories
from variorum.model.entity import Entity

ENGLISH = stories.of("en")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the Norwegian foreign minister", ("office", "foreign minister", "NOR", None, "foreign_minister")),
        ("the minister", ("office", "minister", None, None, None)),  # so many are one that the bare word names none
        ("the mayor", ("office", "mayor", None, None, "mayor")),
        ("the spokeswoman", ("office", "spokeswoman", None, "female", "spokesperson")),
        ("Norway's ministry", ("body", "ministry", "NOR", None, None)),
        ("the 58-year-old", ("age", "the 58-year-old", None, None, None)),
        ("the mother of three", ("age", "the mother of three", None, "female", None)),
        ("the boat", None),
    ],
)
def test_what_a_description_tells(text: str, told: tuple[str, ...] | None):
    found = ENGLISH.describing.description(text)
    assert (found and (found.kind, found.word, found.country, found.gender, found.alone)) == told


def test_the_holders_of_what_offices_a_word_may_mean():
    assert {"foreign_minister", "ambassador"} <= ENGLISH.describing.description("the diplomat").offices  # type: ignore[union-attr]


def test_a_body_goes_by_a_word_of_its_name_or_as_it_is_known():
    goes_by = ENGLISH.describing.goes_by
    assert goes_by("council", ["Velm Council"])
    assert goes_by("alliance", ["Nato"])
    assert not goes_by("alliance", ["Velm Council"])
    assert not goes_by("council", ["Velm Councillors"])


def test_who_is_only_compared_and_who_is_put_together():
    words = ENGLISH.describing
    assert words.is_aside("…, unlike ")
    assert not words.is_aside("He would like to ")
    assert words.joins(" and ")
    assert words.joins(", the mayor, and the former pilot ")
    assert not words.joins(" met ")
    assert words.whom_back("said Moll, whom ") == len(", whom ")
    assert words.whom_back("said Moll. ") is None


def test_pronouns_and_whose_a_described_one_is():
    words = ENGLISH.describing
    assert [words.gender_of_pronoun(word) for word in ("he", "hers", "it", "they")] == ["male", "female", None, None]
    assert [words.is_pronoun(word) for word in ("us", "them", "she", "moll")] == [False, True, True, False]
    assert words.has_owner("her deputy")
    assert words.has_owner("whose deputy")
    assert not words.has_owner("the deputy")
    assert words.belongs_to("Moll’s deputy", "Ada Moll")
    assert not words.belongs_to("the deputy of Moll", "Ada Moll")


@pytest.mark.parametrize(
    ("written", "behind", "owner"),
    [
        ("Moll's", " message was clear", "Moll"),
        ("Moll’s final warning", " came late", "Moll"),
        ("Moll's", " boat sank", None),
        ("Moll", " message", None),
    ],
)
def test_whose_saying_words_are(written: str, behind: str, owner: str | None):
    end = ENGLISH.pointing.owner_ends(written, behind)
    assert (None if end is None else written[:end]) == owner


def test_what_points_at_who_speaks():
    words = ENGLISH.pointing
    assert words.writing("The statement") == "statement"
    assert words.writing("The mayor") is None
    assert words.writing("Her long statement") is None
    assert words.credited_behind(" That was the message from Moll.") == len(" That was the message from ")
    assert words.credited_behind(" That was the boat from Velm.") is None
    assert words.is_first_person("I")
    assert words.is_relative("Who")
    assert not words.is_relative("Moll")


def person(key: str) -> Entity:
    return Entity(key, "s", "person", f"Ada {key}", None, None, None, ())


@pytest.mark.parametrize(
    ("text", "number", "kinds"),
    [
        ("both", 2, ["person", "place"]),
        ("the two ministers", 2, []),
        ("the pair", 2, ["person"]),
        ("the three countries", 3, ["land"]),
        ("a few", 0, []),
    ],
)
def test_how_many_are_meant_and_who_fits(text: str, number: int, kinds: list[str]):
    asked = ENGLISH.joint.counted(text)
    place = Entity("p", "s", "place", "Norland", None, None, None, ())
    land = Entity("l", "s", "place", "Norland", None, "NOR", None, ())
    several = {"person": person("m"), "place": place, "land": land}
    assert (asked[0] if asked else 0) == number
    for name, fits in zip(kinds, asked[1] if asked else (), strict=False):
        assert fits(several[name])
    if text == "the two ministers":
        assert asked is not None
        assert not asked[1][0](person("m"))


def test_an_issue_is_told_from_what_is_none():
    issues = ENGLISH.issues
    assert issues.tidy("it would quickly take “measures”") == "quickly take measures"
    assert issues.affirmed("will not sign") == "sign"
    assert issues.affirmed("sign") == "sign"
    assert issues.points_back("this of all")
    assert not issues.points_back("thistles")
    assert issues.is_nobody("their families")
    assert issues.is_nobody("hundreds")
    assert not issues.is_nobody("the families of velm")
    assert issues.owned_by("its allies", "Norland") == "allies of Norland"
    assert issues.own_act("Norland will close the port") == ("Norland ", "close the port")
    assert issues.own_act("Norland will not close the port") is None
    assert issues.headline(" ".join(["word"] * 39 + ["of", "the", "port"])) == " ".join(["word"] * 39)


def test_what_the_words_of_a_line_tell_of_its_chance():
    words = ENGLISH.weighing
    assert words.strength("say") == 2
    assert words.strength("sail") == 0
    assert words.cue("According to") == {"according": True, "unsaid": False, "unreal": False}
    assert words.cue("declined to say")["unsaid"]
    assert words.content("to close the port") == {"begins_to": True, "begins_as": False, "asked": False}
    assert words.content("whether it closed")["asked"]
    assert words.is_theirs("Her agent")
    assert not words.is_theirs("Heron Moll")
    assert "CONSULT" in words.events("meet")
    assert words.events("paint") == frozenset()


def test_where_a_quotation_is_cut_and_what_a_cue_does():
    sayings = ENGLISH.sayings
    text = "We told Mr. Moll. “They stay.” And so they did"
    assert [text[end:].split(maxsplit=1)[0] for _, end in sayings.breaks(text)] == ["“They", "And"]
    assert sayings.is_done("rejected", "the demand")
    assert not sayings.is_done("rejected", "that it was late")
    assert not sayings.is_done("said", "the demand")
    assert sayings.keys("“We won't stay”") == sayings.keys("We will not stay")


def test_a_plan_that_came_true():
    assert ENGLISH.came("The ship will sail.", "The ship sailed.")
    assert not ENGLISH.came("The ship sailed.", "The ship will sail.")
    assert not ENGLISH.came("The ship will sail.", "The ship will sail, as others sailed.")


def test_roles_and_names_as_they_are_shown():
    persons = ENGLISH.persons
    assert persons.normal_role("Russian Foreign Minister", "RUS") == "Foreign Minister of Russia"
    assert persons.normal_role("the Foreign Minister of Russia", "RUS") == "Foreign Minister of Russia"
    assert persons.normal_role("Ambassador to Norway", "ISL") == "Ambassador to Norway"
    assert persons.normal_role("a sailor", None) == "a sailor"
    assert persons.normal_role("the fire chief", None) == "fire chief"
    assert persons.normal_role("Fire Chief", None) == "Fire Chief"
    assert persons.normal_role("the mayor", None) == "Mayor"
    assert persons.with_next_surname("Tom", " and Mary Alder left") == "Tom Alder"
    assert persons.with_next_surname("Tom", " and the Alders left") is None
    assert persons.surname_of(["Omar", "al-Rashid"]) == persons.surname_of(["Rashid"])
    assert not persons.is_full(["van", "Dijk"])


def test_bodies_and_actors_by_their_words():
    assert ENGLISH.bodies.without_country("the Norwegian coast guard") == "coast guard"
    assert ENGLISH.bodies.is_body("ministry")
    assert not ENGLISH.bodies.is_body("office")
    assert ENGLISH.places.is_where("flew to the ")
    assert not ENGLISH.places.is_where("said ")
    assert ENGLISH.places.without_the("The Kremlin") == "Kremlin"
    assert ENGLISH.actors.speaks_for_state("Foreign Minister of Norway")
    assert not ENGLISH.actors.speaks_for_state("Prime Minister of Norway")
    assert not ENGLISH.actors.speaks_for_state("former foreign minister")
    assert ENGLISH.actors.city_code("the mayor of Bergen") == "NOR"
    assert ENGLISH.actors.is_numerous("presidents of three countries")
    assert ENGLISH.actors.is_vague("Both parties")
    assert ENGLISH.actors.of_alliance("the western alliance") == ENGLISH.actors.resolve("North Atlantic Treaty Organization")

import pytest

from variorum.language.english.names import persons


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Sergei", "Sergey", True), ("Volodymyr", "Vladimir", True), ("Anthony", "Antony", True), ("Joe", "Joseph", True), ("J.", "Joan",
        True), ("Katrín", "Katrin", True), ("Kristen", "Kristin", True), ("Eric", "Erica", False), ("Jean", "Joan", False), ("Anna",
        "Peter", False), ("Marie", "Mario", False),
    ],
)  # fmt: skip
def test_first_names_of_one_person(one: str, other: str, same: bool):
    assert persons.same_first(one, other) is same
    assert persons.same_first(other, one) is same


@pytest.mark.parametrize(
    ("one", "other"), [("Zelenskyy", "Zelensky"), ("Zelensky", "Zelenskiy"), ("Lavrov", "Lawrow"), ("Eldjárn", "Eldjarn")]
)
def test_romanisations_of_one_surname_fall_together(one: str, other: str):
    assert persons.sound(one) == persons.sound(other)


def test_a_rank_or_a_degree_alone_is_no_name():
    assert [name for name in ("Lt.", "PhD", "Lt. Moll", "Moll") if persons.is_title(name)] == ["Lt.", "PhD"]


def test_other_surnames_stay_apart():
    assert len({persons.sound(name) for name in ("Moll", "Mull", "Mohr", "Noll", "Molnar")}) == 5


def test_the_words_of_a_name():
    assert persons.parts("Mr. Tom Moll, SC") == ["Tom", "Moll"]
    assert persons.parts("Dame Ada Moll’s") == ["Ada", "Moll"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("U.S. Secretary of State", "foreign_minister"), ("Deputy Foreign Minister", "deputy_foreign_minister"),
        ("vice president", "head_of_state_deputy"), ("Palace spokesman", "spokesperson"), ("top diplomat", "foreign_minister"), ("baker",
        None), ("president of the teachers' union", "president"), ("chairman of the Senate’s finance committee", "director"),
        ("spokesman for the mayor's office", "spokesperson"), ("Prime Minister 'Bibi' Netanyahu", "prime_minister"),
        ("Prime Minister 'Babs' Netanyahu", "prime_minister"), ("President Moll's press conference", None), ("the minister’s wife", None),
        ("the mayor's brother, president of the board", "president"), ("Veldland's foreign minister", "foreign_minister"),
        ("President Moss' trip to Sund", None),
    ],
)  # fmt: skip
def test_the_longest_office_counts(text: str, key: str | None):
    office = persons.office_in(text)
    assert (office.key if office else None) == key


def test_an_office_holder_is_only_right_at_the_date():
    now, before = persons.holder_of("Joe Biden", "2022-01-26"), persons.holder_of("Joe Biden", "1960-01-01")
    assert now is not None
    assert (now.office, now.wikidata) == ("president", "Q6279")
    assert before is None
    assert persons.holder_of("Joe Biden", None) is None


def test_the_holder_behind_a_title_and_a_surname():
    found = persons.holder_in_office("Biden", "Vice President", "2012-10-11")
    assert found is not None
    assert (found.office, found.gender) == ("vice_president", "male")
    assert persons.holder_in_office("Biden", "Senator", "2012-10-11") is None

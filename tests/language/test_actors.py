"""Codes and sectors read from the words of a name."""

import pytest

from variorum.language.english.names import actors


@pytest.mark.parametrize(
    ("name", "code", "sector"),
    [
        ("the Kremlin", "RUS", "GOV"),
        ("Icelandic patrol ships", "ISL", None),
        ("the Norwegian coast guard", "NOR", "COP"),
        ("NATO", "IGO", "MIL"),
        ("UN peacekeepers", "IGO", "MIL"),
        ("opposition leader in Serbia", "SRB", "OPP"),
        ("president of Armenia", "ARM", "GOV"),
        ("PORTUGAL", "PRT", None),
        ("the Islamic State group", "IMG", "REB"),
        ("students", None, "EDU"),
        ("the striker", None, None),
    ],
)
def test_codes_and_sectors(name: str, code: str | None, sector: str | None) -> None:
    found = actors.resolve(name)
    assert found.code == code
    assert (found.sectors[0] if found.sectors else None) == sector


def test_an_ambassador_is_of_the_country_that_sends_him() -> None:
    assert actors.resolve("the Danish ambassador to Japan").code == "DNK"
    assert actors.resolve("Greece's envoy in Rome").code == "GRC"


def test_joined_names_are_several_actors() -> None:
    assert [one.code for one in actors.joined("Denmark, Norway and Iceland")] == ["DNK", "NOR", "ISL"]
    envoys = actors.joined("envoys from Chad and Niger")
    assert [(one.code, one.sectors) for one in envoys] == [("TCD", ("GOV",)), ("NER", ("GOV",))]
    assert [one.code for one in actors.joined("the Danish ambassador to Japan")] == ["DNK"]


def test_small_words_are_no_countries() -> None:
    assert actors.namings("He told us that turkey and china cost less in New England.") == ()


def test_a_quarter_of_the_sky_is_a_country_only_by_itself() -> None:
    assert actors.resolve("the South").code == "KOR"
    assert actors.namings("the mayor of South Arvik and the North Arvik council") == ()


def test_a_body_that_bears_a_peoples_name_is_not_its_state() -> None:
    assert actors.resolve("Norwegian Federation of Clerks").code is None
    assert actors.resolve("Norwegian Air Force").code == "NOR"
    assert actors.resolve("Icelandic mission to the United Nations").code == "ISL"


def test_offsets_are_exact() -> None:
    text = "Talks between the United Arab Emirates and Côte d'Ivoire ended."
    assert [text[found.start : found.end] for found in actors.namings(text)] == ["United Arab Emirates", "Côte d'Ivoire"]

import pytest

from variorum.language.english.names import gazetteer


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("the United States", "USA"), ("U.S.", "USA"), ("U.S.'s", "USA"), ("US", "USA"), ("us", None), ("Holland", "NLD"), ("Danes", "DNK"),
        ("Russian", "RUS"), ("the Kremlin", "RUS"), ("Kiev", "UKR"), ("Kyiv", "UKR"), ("Tórshavn", "FRO"), ("Côte d'Ivoire", "CIV"),
        ("Cote d’Ivoire", "CIV"), ("Atlantis", None), ("", None),
    ],
)  # fmt: skip
def test_names_people_capitals_and_seats_point_to_their_country(words: str, code: str | None):
    assert gazetteer.country_of(words) == code


def test_a_country_inside_a_longer_name():
    assert gazetteer.country_within("the Foreign Minister of Iceland") == "ISL"
    assert gazetteer.country_within("New Zealand's Prime Minister") == "NZL"
    assert gazetteer.country_within("the turkey farm") is None


def test_places_by_any_spelling_with_their_geonames_id():
    assert gazetteer.place_of("Odessa", near="UKR") == gazetteer.place_of("Odesa")
    kyiv = gazetteer.place_of("Kiev")
    assert kyiv is not None
    assert (kyiv.name, kyiv.country, kyiv.kind, kyiv.geonames) == ("Kyiv", "UKR", "capital", "703448")


def test_a_city_is_the_largest_of_its_name_unless_a_country_is_near():
    england, america = gazetteer.place_of("Birmingham"), gazetteer.place_of("Birmingham", near="USA")
    assert england is not None
    assert america is not None
    assert (england.country, america.country) == ("GBR", "USA")


def test_an_unknown_name_is_no_place():
    assert gazetteer.place_of("Quillhaven") is None

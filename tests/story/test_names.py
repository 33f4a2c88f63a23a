import pytest

from telling import people, speaker, story
from variorum.language import stories
from variorum.people.naming import Sighting
from variorum.story import names

pytestmark = pytest.mark.stored


def entity(dossier, name):
    return next(one for one in dossier.entities if one.name == name)


def test_forms_of_one_name_across_reports():
    found = story(
        "Norwegian Fisheries Minister Ingrid Solvang spoke in Oslo on Monday.\nMs Solvang said the quota stays.",
        "Fisheries Minister Ingrid Solvang of Norway said little.\nSolvang left early.",
    )
    assert people(found) == {"Ingrid Solvang": {"Ingrid Solvang", "Solvang"}}
    solvang = entity(found, "Ingrid Solvang")
    assert (solvang.country, solvang.gender) == ("NOR", "female")
    assert {mention.report for mention in solvang.mentions} == {"r0", "r1"}


def test_a_misspelt_first_name_joins_the_usual_one():
    found = story(
        "Governor Anthony Quillfeather spoke first.\nQuillfeather said yes.",
        "Governor Anthony Quillfeather agreed.",
        "Governor Antony Quillfeather agreed on Tuesday.",
    )
    assert set(people(found)) == {"Anthony Quillfeather"}
    assert "Antony Quillfeather" in people(found)["Anthony Quillfeather"]


def test_a_rank_alone_or_the_beginning_of_a_quotation_is_no_name():
    found = story("Ada Moll spoke in Oslo.")
    language = stories.of("en")
    seen = {text: names._kind(Sighting("r0", 0, 8, text, "PERSON"), {"ada moll": "person", "lt": "person", "so": "person"}, found, language)
            for text in ("Ada Moll", "Lt", "“So", "’s")}  # fmt: skip
    assert seen == {"Ada Moll": "person", "Lt": None, "“So": None, "’s": None}


def test_romanisations_are_one_person():
    found = story("Trade envoy Sergei Belavin met reporters.", "Trade envoy Sergey Belavin met reporters.", "Envoy Sergei Belavin left.")
    assert len(people(found)) == 1


def test_two_people_of_one_surname_stay_apart_and_the_bare_surname_open():
    found = story("Senator Robert Kim met Judge Angela Kim on Monday.\nKim said the talks went well.")
    assert set(people(found)) == {"Robert Kim", "Angela Kim"}
    assert not any("Kim" in mentions for mentions in people(found).values())
    (row,) = [row for row in found.quotations if row.source and row.source.text == "Kim"]
    assert row.speaker is None
    assert set(row.candidates) == {"Robert Kim", "Angela Kim"}


def test_a_bare_surname_is_decided_by_the_report_where_only_one_bears_it():
    found = story(
        "Senator Robert Kim spoke in Dallas.\nKim said the bridge is safe.",
        "Judge Angela Kim ruled in Boston.\nKim said the law is clear.",
    )
    by_report = {(row.report, row.speaker_name) for row in found.quotations if row.source and row.source.text == "Kim"}
    assert by_report == {("r0", "Robert Kim"), ("r1", "Angela Kim")}


def test_mr_is_not_the_only_woman_of_that_name():
    found = story("Professor Angela Kim spoke in Boston.\nMr Kim said he would not come.")
    (row,) = [row for row in found.quotations if row.source and row.source.text == "Mr Kim"]
    assert row.speaker_name != "Angela Kim"


def test_a_title_and_the_date_tell_who_is_meant():
    found = story("President Obama thanked Michelle Obama.\nObama said the bill would pass.", published="2014-05-06")
    assert {"Barack Obama", "Michelle Obama"} <= set(people(found))
    assert entity(found, "Barack Obama").wikidata == "Q76"
    later = story("President Obama spoke.\nObama said the bill would pass.", published="2031-05-06")
    assert entity(later, "Obama").wikidata is None


def test_an_apposition_means_the_person():
    found = story("The Foreign Minister of Iceland, Katrin Eldjarn, said the port will close.")
    eldjarn = entity(found, "Katrin Eldjarn")
    assert eldjarn.role == "Foreign Minister of Iceland"
    assert eldjarn.country == "ISL"
    assert "Foreign Minister of Iceland" in {mention.text for mention in eldjarn.mentions}


def test_a_description_by_office_and_country_finds_the_one_named_in_another_report():
    found = story(
        "Icelandic Foreign Minister Katrin Eldjarn said the port will close.",
        "The port will close, Iceland's top diplomat said on Monday.",
    )
    assert {row.speaker_name for row in found.quotations} == {"Katrin Eldjarn"}


@pytest.mark.parametrize("text", ["Oslo rejected the offer.", "The Kremlin denied the report.", "Moscow denied the report."])
def test_capitals_and_seats_carry_their_country(text: str):
    assert any(one.country in ("NOR", "RUS") and one.kind in ("place", "organisation") for one in story(text).entities)


def test_a_body_and_its_acronym_are_one():
    found = story("The Baltic Herring Council (BHC) met on Monday.\nThe BHC said quotas will fall.")
    (council,) = [one for one in found.entities if one.name == "Baltic Herring Council"]
    assert "BHC" in council.aliases


def test_ministries_join_by_country_and_field():
    found = story(
        "The Norwegian Foreign Ministry said no.",
        "Norway's foreign ministry said no.",
        "The Ministry of Foreign Affairs of Norway said no.",
    )
    ministries = [one for one in found.entities if "inistry" in one.name]
    assert len(ministries) == 1
    assert ministries[0].country == "NOR"


def test_a_town_that_is_a_surname_is_told_apart_by_its_place_in_the_sentence():
    found = story("Valeska Paris spoke in Rome.\nParis said she had been held.\nShe never went back to Paris.")
    assert "Valeska Paris" in people(found)
    assert any(one.kind == "place" and one.name == "Paris" for one in found.entities)


def test_the_order_of_reports_changes_nothing():
    texts = (
        "Senator Robert Kim spoke.\nKim said no.",
        "Envoy Sergei Belavin spoke.\nBelavin said yes.",
        "Envoy Sergey Belavin spoke to Robert Kim.",
    )
    one, other = story(*texts), story(*texts)
    assert one.entities == other.entities


def test_every_mention_is_exact():
    found = story("“We waited,” said Governor Anthony Quillfeather’s aide.\nQuillfeather left Tórshavn; he said so.")
    for one in found.entities:
        for mention in one.mentions:
            assert found.by_id[mention.report].text[mention.start : mention.end] == mention.text


def test_of_two_of_one_surname_who_both_act_neither_is_meant_by_the_bare_name():
    found = story("Governor Asa Moll opened the quay. His son Seth Moll left. “It was a long day,” Mr. Moll said.")
    assert speaker(found, "long day") is None
    found = story("Governor Asa Moll opened the quay with his sister Ada Moll in mind. “It was a long day,” Moll said.")
    assert speaker(found, "long day") == "Asa Moll"


def test_a_bare_surname_without_mr_is_the_office_holder_s_where_kin_have_first_names():
    text = "Governor Asa Moll opened the quay. His son Seth Moll left. “It was a long day,” {} said."
    assert speaker(story(text.format("Moll")), "long day") == "Asa Moll"
    assert speaker(story(text.format("Mr. Moll")), "long day") is None


def test_a_younger_one_of_a_name_is_told_as_such():
    found = story("Kurt Bein Jr. opened the quay. Bein said the day was long.")
    assert speaker(found, "day was long") == "Kurt Bein Jr."


def test_a_title_that_nobody_holds_is_no_role():
    found = story("Voters feared the plans of a President Ada Quill. Ada Quill said the plans were small.")
    assert [entity.role for entity in found.entities if entity.name == "Ada Quill"] == [None]


def test_an_age_behind_a_name_makes_it_a_persons():
    found = story("Bay Alder, 47, lives near the quay. He said the boats were loud.")
    assert speaker(found, "boats were loud") == "Bay Alder"

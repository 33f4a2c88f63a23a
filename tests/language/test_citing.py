"""Where running text says that it has something from another medium, and what only looks so."""

import pytest

from variorum.language.english.citing import citations
from variorum.language.english.media import name_of
from variorum.text.normal import fold


def cited(*sentences: str) -> list[tuple[str, str]]:
    """Names and the words that cite, over all sentences."""
    return [(one.name, sentence[one.start : one.end]) for sentence, row in zip(sentences, citations(sentences), strict=True) for one in row]


@pytest.mark.parametrize(
    ("sentence", "name", "words"),
    [
        ("Ada Holm told the Daily Harbour that the quay was closed.", "Daily Harbour", "told the Daily Harbour"),
        ("The seizure was first reported by TMZ.", "TMZ", "reported by TMZ"),
        ("In an interview with Sky News on Sunday, Pell denied it.", "Sky News", "interview with Sky News"),
        ("According to a report in the Veldland Chronicle, it sank.", "Veldland Chronicle", "report in the Veldland Chronicle"),
        ("Haaretz first reported the transfer.", "Haaretz", "Haaretz first reported"),
        ("The Tarnholm Gazette's story named the owner.", "Tarnholm Gazette", "Tarnholm Gazette's story"),
        ("He told Veldland's state-run broadcaster NRK that it was over.", "NRK", "told Veldland's state-run broadcaster NRK"),
        ("He wrote in the newspaper Dulwen Blad that it was over.", "Dulwen Blad", "wrote in the newspaper Dulwen Blad"),
        ("Orlov said Tuesday on MSNBC that he would run.", "MSNBC", "said Tuesday on MSNBC"),
        ("The crew was safe, as reported by KTVU-TV.", "KTVU-TV", "as reported by KTVU-TV"),
        ("CNN's Ada Holm reported that the ship had left.", "CNN", "CNN's Ada Holm reported"),
        ("A deal is near, according to officials cited by Interfax.", "Interfax", "cited by Interfax"),
        ("It was earlier than the Press Association reported.", "PA Media", "Press Association reported"),
        ("The Times of India said the quay was closed.", "The Times of India", "The Times of India said"),
        ("Speaking to the BBC's Ada Holm, Pell denied it.", "BBC News", "Speaking to the BBC"),
        ("In an interview Sunday on “Fox News Sunday,” he denied it.", "Fox News", "interview Sunday on \"Fox News Sunday"),
        ("Entertainment Weekly's “Quay Insider” is reporting a deal.", "Entertainment Weekly", "\"Quay Insider\" is reporting"),
        ("The agency said so, according to North Veldland 's Yonhap.", "Yonhap", "according to North Veldland 's Yonhap"),
        ("A CBS News poll showed that most were for it.", "CBS News", "CBS News poll"),
        ("His office confirmed the deal to the Tarnholm Gazette.", "Tarnholm Gazette", "confirmed the deal to the Tarnholm Gazette"),
        ("Source : The Verge", "The Verge", "Source : The Verge"),
        ("Her aide tells E ! News that it is over.", "E! News", "tells E ! News"),
        ("The Tarnholm Star-Telegram reported it.", "Tarnholm Star-Telegram", "The Tarnholm Star-Telegram reported"),
        ("Reuters was told that the quay was closed.", "Reuters", "Reuters was told"),
        ("He fell, 6ABC reported.", "6ABC", "6ABC reported"),
        ("Finn told the Tennessean that he planned to appeal.", "The Tennessean", "told the Tennessean"),
        ("Media reports say the quay is closed.", "Media reports", "Media reports say"),
        ("“It is over,” she told the Tarnholm Gazette’s reporter.", "Tarnholm Gazette", "told the Tarnholm Gazette"),
    ],
)
def test_a_medium_with_a_word_of_telling_is_cited(sentence: str, name: str, words: str) -> None:
    ((found, said),) = cited(sentence)
    assert found == name
    assert fold(said).endswith(words)


@pytest.mark.parametrize(
    "sentence",
    [
        "People reported seeing smoke over the quay.",
        "He told the Post Office to keep the parcel.",
        "The minister told reporters that the quay was closed.",
        "Asked on Capitol Hill, he said nothing.",
        "The Daily Harbour fell by two metres.",
        "Reuters has offices in Tarnholm.",
        "The British newspaper was shut.",
        "She confirmed it on her website Saturday.",
        "It stands in the Annual Report said to be late.",
    ],
)
def test_what_only_looks_like_a_citation_is_none(sentence: str) -> None:
    assert cited(sentence) == []


def test_a_person_of_the_name_of_a_medium_is_none() -> None:
    assert cited("Mayor Michael Bloomberg came late.", "Bloomberg said the quay was his.") == []
    assert [name for name, _ in cited("The mayor came late.", "Bloomberg said the quay was his.")] == ["Bloomberg"]


def test_a_short_name_stands_for_the_full_one_before_it() -> None:
    assert [name for name, _ in cited("The New York Times reported it.", "The Times said the ship had left.")] == ["The New York Times"] * 2
    assert [name for name, _ in cited("The Times said the ship had left.")] == ["The Times"]


def test_the_paper_is_the_one_cited_last() -> None:
    rows = cited("The Tarnholm Gazette reported the seizure.", "The ship lay at the quay.", "The paper said the crew was safe.")
    assert rows == [("Tarnholm Gazette", "The Tarnholm Gazette reported"), ("Tarnholm Gazette", "The paper said")]
    assert cited("The paper said the crew was safe.") == []


def test_two_media_joined_are_both_cited() -> None:
    assert [name for name, _ in cited("The seizure was reported by the Tarnholm Gazette and the Dulwen Herald.")] == [
        "Tarnholm Gazette",
        "Dulwen Herald",
    ]


def test_a_medium_has_one_name_however_it_is_written() -> None:
    assert {name_of(written) for written in ("the Associated Press", "AP", "The Associated Press", "A.P.")} == {"Associated Press"}
    assert {name_of(written) for written in ("BBC", "the BBC", "BBC News", "BBC Radio")} == {"BBC News"}
    assert name_of("the Tarnholm Gazette") == "Tarnholm Gazette"

"""Where running text says that it has something from another medium, and what only looks so."""

import time

import pytest

from variorum.language.english.citing import citations
from variorum.language.english.media import is_same, name_of
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

@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("A Tarnholm Gazette/ABC News poll showed most were for it.", ["Tarnholm Gazette", "ABC News"]),
        ("She has 271 delegates, according to a count by The Associated Press.", ["Associated Press"]),
        ("He told POLITICO that he would run.", ["Politico"]),
        ("Ada Holm of Fox News reported that it was over.", ["Fox News"]),
        ("Holm told Ada Lund of Fox News that it was over.", ["Fox News"]),
        ("In a September Washington Post-ABC News poll, most were for it.", ["The Washington Post", "ABC News"]),
        ("In a Marist-CNN national poll, most were for it.", ["CNN"]),
        ("It sank, according to THE INDEPENDENT on Monday.", ["The Independent"]),
        ("Holm complained to CBS News' Ada Lund that nobody called.", ["CBS News"]),
        ("Sitting down with MSNBC on Thursday, Holm said she would run.", ["MSNBC"]),
        ("Holm's office, when contacted by Reuters, said she was away.", ["Reuters"]),
        ("On ABC's \"Good Morning America\" Tuesday, he said he would pay.", ["ABC News"]),
        ("On CNN, Holm said that he would stay.", ["CNN"]),
        ("The talks begin on Monday. [Ada Lund, HuffPost]", ["HuffPost"]),
        ("Holm called the law dangerous in a Washington Post op-ed.", ["The Washington Post"]),
        ("The injury is a setback (via Jeff Holm of the Times - Picayune).", ["The Times-Picayune"]),
        ("The launch failed, in what state media cast as a success.", ["state media"]),
        ("He was fired, a local newspaper reported.", ["local newspaper"]),
        ("He told a Tarnholm radio station that he was fired.", ["Tarnholm radio station"]),
        ("ESPN's Adam Holm was the first to report the trade.", ["ESPN"]),
        ("He will retire, per Adam Holm of ESPN.", ["ESPN"]),
        ("Holm spoke to reporters from the New York Times and CNN.", ["The New York Times", "CNN"]),
        ("A columnist for the Tarnholm Gazette wrote that it was over.", ["Tarnholm Gazette"]),
        ("The Hill pointed out that he had not.", ["The Hill"]),
        ("TMZ has video of the fight.", ["TMZ"]),
        ("As the Morning Star put it, the council has run out of road.", ["Morning Star"]),
        ("The Irish Times's Fiona Walsh, who was in court, said the jury had wept.", ["The Irish Times"]),
        ("Asked by Sky News whether he would resign, Holm said no.", ["Sky News"]),
        ("A photographer for Agence France-Presse heard gunfire.", ["Agence France-Presse"]),
        ("Ada Lund at the Tarnholm Gazette agreed that it was over.", ["Tarnholm Gazette"]),
        ("In the Tarnholm Gazette, Holm called the plan a gift to lawyers.", ["Tarnholm Gazette"]),
        ("The quay is sinking, opined the Tarnholm Gazette.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette, citing two officials, confirmed it.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette last year ran a long feature on the quay.", ["Tarnholm Gazette"]),
        ("A poll for the Sunday Express found that most were for it.", ["Sunday Express"]),
        ("The radio station Echo FM said callers had seen a flash.", ["Echo FM"]),
        ("Radio Free Coast aired a recording of the call.", ["Radio Free Coast"]),
        ("Norrposten, a Swedish daily, reported that it would close.", ["Norrposten"]),
        ("The local paper, Quaywatch, reported that it would close.", ["Quaywatch"]),
        ("Reports in the Veldish press say that the minister fled.", ["Veldish press"]),
        ("He was hurt, 13 On Your Side reported.", ["13 On Your Side"]),
        ("U.S. media reported that he was hurt.", ["U.S. media"]),
        ("The Tarnholm Gazette was among the first to print the names.", ["Tarnholm Gazette"]),
        ("News of the loan surfaced in the Tarnholm Gazette.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette put the number of dead at 14.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette gave the number of dead as 14.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette spoke to three who saw it.", ["Tarnholm Gazette"]),
        ("Holm had no comment when reached by the Tarnholm Gazette.", ["Tarnholm Gazette"]),
        ("TMZ and Quaywatch.com both reported that he was hurt.", ["TMZ", "Quaywatch.com"]),
        ("Holm told local radio that he was hurt.", ["local radio"]),
        ("It was the Tarnholm Gazette that broke the news.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette can reveal that nobody signed.", ["Tarnholm Gazette"]),
        ("The Tarnholm Gazette has the memo.", ["Tarnholm Gazette"]),
        ("A video uploaded by the website Quaywatch shows the fall.", ["Quaywatch"]),
        ("Local outlet Quaywatch reported that he was hurt.", ["Quaywatch"]),
        ("CNN affiliate WSVN showed cars that floated in the street.", ["WSVN"]),
        ("Lund, who was a reporter for the Tarnholm Gazette, told CNN that it was over.", ["CNN"]),
        ("Here is the story from my colleague Ove Strand over at the Tarnholm Gazette.", ["Tarnholm Gazette"]),
        ("Here is the story from Ove Strand at the New Sund Times - Picayune.", ["New Sund Times-Picayune"]),
        ("That figure comes from the Tarnholm Gazette.", ["Tarnholm Gazette"]),
        ("The figure, from the Tarnholm Gazette, could not be checked.", ["Tarnholm Gazette"]),
        ("(Read the full story at the Tarnholm Gazette.)", ["Tarnholm Gazette"]),
        ("More details at Quaywatch.com.", ["Quaywatch.com"]),
        ("It was cut [via Gizmodo].", ["Gizmodo"]),
        ("ESPN's Ove Strand first had the news of the trade.", ["ESPN"]),
        ("On NBC's 'Meet the Press' the minister blamed the pilot.", ["NBC News"]),
        ("On Sunday's 'Face the Nation' on CBS, she called it a disgrace.", ["CBS News"]),
        ("The state-run Veld News Agency said that nobody was hurt.", ["Veld News Agency"]),
        ("The Guardian newspaper first showed the letter.", ["The Guardian"]),
        ("In the new issue of Vanity Fair, she speaks of the night.", ["Vanity Fair"]),
        ("She opened up about the night in Vogue.", ["Vogue"]),
        ("She opened up about the night in Vogue Thursday.", ["Vogue"]),
        ("Read more in The Atlantic.", ["The Atlantic"]),
        ("The BBC first had details of the trade.", ["BBC News"]),
        ("The cook's account, given to the Tarnholm Gazette, differs.", ["Tarnholm Gazette"]),
        ("Quay TV, run by the party, showed the wreck.", ["Quay TV"]),
        ("The BBC said it had seen the letter.", ["BBC News"]),
    ],
)
def test_media_are_cited_in_many_ways(sentence: str, names: list[str]) -> None:
    assert [name for name, _ in cited(sentence)] == names


@pytest.mark.parametrize(
    "sentence",
    [
        "On CNN, nothing of it was seen.",
        "Moll, who is there Part-Time said it was late.",
        "It was late, according to a Half-Time report.",
        "It was late, according to a Post-Time poll.",
        "It stands at https://example.com/Reuters reported Moll.",
        "The Nevada Democrat said he would run.",
        "He turned to Fox News and CNN for help.",
        "Local people told a newspaper boy.",
        "The talks [with Ada Lund, of Holm] begin on Monday.",
        "They told Vice President Holm that it was over.",
        "Mr. Journal said the gun was found in the car.",
        "The Tarnholm Gazette promised to pay its staff.",
        "The Tarnholm Gazette denied that it owed money.",
        "The law was signed in the Democratic People's Republic on Monday.",
        "The intelligence agency, the Quay, said nothing of it.",
        "He works as a senior editor at the Tarnholm Gazette.",
        "CNN announced that it would cut 200 jobs.",
        "The Economist Intelligence Unit ranks the city first.",
        "CNN has the right to print it.",
        "The Tarnholm Gazette gave the children a holiday.",
        "The BBC said that it would close its office in Sund.",
        "The editor of the Tarnholm Gazette resigned on Monday.",
        "A reporter for the Tarnholm Gazette was arrested on Monday.",
        "CCTV footage shows the fall.",
        "The shop opens up every day in Reuters Plaza.",
        "The total is from CNN Tower Ltd.",
        "Read more in The Atlantic Ocean.",
        "BBC first had a studio in Tarn.",
        "The BBC's Ada Lund first had a studio in Tarn.",
    ],
)
def test_what_is_near_to_it_cites_nothing(sentence: str) -> None:
    assert cited(sentence) == []


@pytest.mark.parametrize(
    ("name", "outlet", "same"),
    [
        ("Tarn magazine", "The Tarn Times", False),
        ("The Tarn Times", "Tarn magazine", False),
        ("Tarn Times Magazine", "The Tarn Times", True),
        ("Tarn magazine", "Tarn", True),
    ],
)
def test_the_magazine_and_the_newspaper_of_a_place_are_two(name: str, outlet: str, same: bool) -> None:
    assert is_same(name, outlet) is same


@pytest.mark.parametrize("piece", ["A-", "A&", "A.", "A'", "a-", "A, ", "A-b ", "The A-", "the newspaper A-"])
def test_a_line_without_blanks_costs_no_time(piece: str) -> None:
    citations(["Reuters reported it."])
    begin = time.process_time()
    citations([piece * (20_000 // len(piece))])
    assert time.process_time() - begin < 2.0


def test_a_network_is_not_another_one_that_was_named_before() -> None:
    assert [name for name, _ in cited("Holm told Fox News that it was over.", "Lund told ABC that it was not.")] == ["Fox News", "ABC News"]


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


def test_two_media_joined_before_the_word_of_telling_are_both_cited() -> None:
    assert [name for name, _ in cited("Reuters and the Tarnholm Gazette reported the seizure.")] == ["Reuters", "Tarnholm Gazette"]
    assert [name for name, _ in cited("He left Reuters, and the Tarnholm Gazette reported the seizure.")] == ["Tarnholm Gazette"]


def test_a_medium_has_one_name_however_it_is_written() -> None:
    assert {name_of(written) for written in ("the Associated Press", "AP", "The Associated Press", "A.P.")} == {"Associated Press"}
    assert {name_of(written) for written in ("BBC", "the BBC", "BBC News", "BBC Radio")} == {"BBC News"}
    assert name_of("the Tarnholm Gazette") == "Tarnholm Gazette"


def test_who_speaks_for_a_medium_is_cited_with_whatever_word_of_telling() -> None:
    assert cited("Sky News's Ada Lund then followed up on the quay.") != []
    assert cited("Sky News's Ada Lund then went home to the quay.") == []

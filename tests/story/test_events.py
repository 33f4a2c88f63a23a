"""Events: what a clause codes for, what it does not, and one record for each event of a story."""

from dataclasses import replace

import pytest

from variorum import pipeline
from variorum.language import reader, scheme
from variorum.language.english.events import mentions as read_events
from variorum.language.english.events import plover
from variorum.language.english.reading import Reading
from variorum.model.report import Block, Report
from variorum.model.rows import from_row, to_row
from variorum.model.statement import Event, EventMention
from variorum.model.story import Dossier
from variorum.story import chances, events

pytestmark = pytest.mark.stored


def mentions(text: str) -> tuple[EventMention, ...]:
    paragraph = next(iter(reader.read([text])))
    return Reading(paragraph).events()


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Iceland rejected a Norwegian demand to halve the catch.", "REJECT"),
        ("The Danish foreign minister met his Greek counterpart in Athens on Monday.", "CONSULT"),
        ("Chad's army withdrew its troops from the border town.", "RETREAT"),
        ("Chad promised to withdraw its troops from the border town.", "CONCEDE"),
        ("The presidents of Chad and Niger will meet next week.", "AGREE"),
        ("Peru accused Chile of poisoning the river.", "ACCUSE"),
        ("Finland gave Malta two million euros in emergency aid.", "AID"),
        ("Norwegian police arrested two officials from Malta.", "COERCE"),
        ("Portugal expelled three Danish diplomats.", "SANCTION"),
        ("Togo threatened to close its border with Benin.", "THREATEN"),
        ("Thousands of students staged a protest against the government of Peru.", "PROTEST"),
        ("Rebels attacked an army base in northern Mali.", "ASSAULT"),
        ("Norway sent 200 troops to its northern border.", "MOBILIZE"),
        ("Norway fired a ballistic missile over Denmark.", "MOBILIZE"),
        ("Norway fired a missile at the Danish capital.", "ASSAULT"),
        ("Malta said that Italy must open its ports.", "REQUEST"),
        ("Greece praised Denmark's efforts to save the whales.", "SUPPORT"),
    ],
)
def test_the_kinds_of_events(text: str, event: str) -> None:
    assert [mention.type for mention in mentions(text)] == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Norway refused to comment on the talks with Iceland.",
        "Norway declined to say who had paid.",
        "Asked for her view, the minister left Oslo.",
        "Iceland did not reject the plan.",
        "Many fear that Norway will invade Iceland.",
        "If Norway attacks, Iceland will be alone.",
        "Ida Moll accused of lying to the Danish parliament",
        "Norwegian man jailed over 6 years for smuggling",
        "Norway could seize the trawlers.",
        "Denmark refused to rule out a boycott.",
        "Iceland beat Norway 3-1 in the quarter-final.",
        "The Norwegian striker attacked from the left.",
        "Asked whether Norway would leave the talks, the minister smiled.",
    ],
)
def test_no_event_is_made_up(text: str) -> None:
    assert mentions(text) == ()


@pytest.mark.parametrize(
    ("text", "event", "actor", "recipient"),
    [
        ("The rebels' attack on the Danish embassy ended the truce.", "ASSAULT", "rebels", "Danish embassy"),
        ("The union welcomed the arrest of the governor by federal police.", "COERCE", "federal police", "governor"),
        ("Senator Ida Holm called the decree of President Per Lund a disgrace.", "ACCUSE", "Ida Holm", "Per Lund"),
        ("Ida Holm said that Governor Per Lund had lied to the council.", "ACCUSE", "Ida Holm", "Per Lund"),
        ("Norway denied plans to attack Iceland.", "REJECT", "Norway", None),
        ("Ida Holm vowed to block the treaty with Malta.", "REJECT", "Ida Holm", "Malta"),
        ("The clerk accused her neighbours of theft, the court heard.", "ACCUSE", "clerk", "neighbours"),
        ("Doherty also backed Moll's rival for the nomination, Steve Bein.", "SUPPORT", "Doherty", "Moll's rival for the nomination"),
        ("Governor Ida Moll called for calm after Danish officials arrested a clerk.", "REQUEST", "Governor Ida Moll", None),
        ("The Norwegian army has denied shelling Iceland's hospitals.", "REJECT", "Norwegian army", None),
        ("Norway signed the treaty alongside Iceland but failed to ratify it.", "SUPPORT", "Norway", None),
        ("The Danish minister told reporters that Malta had lied about the fire.", "ACCUSE", "Danish minister", "Malta"),
        ("Norway called for a strike against Danish rebels.", "REQUEST", "Norway", None),
        ("Norway recommended more guards and teachers in schools.", "REQUEST", "Norway", None),
        ("Norway demanded the resignation of Ida Moll.", "REQUEST", "Norway", "Ida Moll"),
        ("Norway demanded the release of Ida Moll.", "REQUEST", "Norway", None),
        ("Norway proposed talks with Denmark.", "REQUEST", "Norway", "Denmark"),
        ("Norway opened an inquiry into the fire amid accusations from Danish officials.", "ACCUSE", "Norway", None),
        ("Norway opened an inquiry after a tip about Ida Moll, who knew that Denmark held the files.", "ACCUSE", "Norway", None),
        ("Norwegian lawmakers took aim at Denmark.", "ACCUSE", "Norwegian lawmakers", "Denmark"),
        ("Missing was Ida Moll, whom Norway has accused of lies.", "ACCUSE", "Norway", "Ida Moll"),
    ],
)
def test_who_does_it_and_whom_it_is_done_to(text: str, event: str, actor: str, recipient: str | None) -> None:
    found = [one for one in mentions(text) if one.type == event]
    assert found, mentions(text)
    assert found[0].actor is not None
    assert actor in found[0].actor.text
    done_to = found[0].recipient
    assert (done_to is None) is (recipient is None)
    assert recipient is None or (done_to is not None and recipient in done_to.text)


@pytest.mark.parametrize(("what", "name"), [("a Greek chemical tanker", "Greek chemical tanker"), ("Greece", "Greece")])
def test_what_is_struck_is_called_as_it_is_told_and_is_of_its_country(what: str, name: str) -> None:
    (event,) = story(f"Danish rebels attacked {what} on Monday.")
    assert [(one.code, one.name) for one in event.recipient] == [("GRC", name)]


def test_a_deed_acts_in_nothing_and_who_only_hears_of_it_is_not_accused() -> None:
    assert not mentions("The alleged chemical attack killed dozens of people in the town.")
    found = mentions("“Chile has poisoned the river,” the minister of Peru told reporters, accusing it of malice.")
    assert all(one.recipient is None or one.recipient.text != "reporters" for one in found)


@pytest.mark.parametrize(
    ("text", "struck"),
    [
        ("Rebels killed twelve people in Denmark on Monday.", "twelve people in Denmark"),
        ("Danish pirates tried to storm a ship in the Gulf of Aden.", "ship in the Gulf of Aden"),
        ("Troops shot three protesters outside the ministry in Denmark.", "three protesters outside the ministry in Denmark"),
        ("In the main square of Athens, where thousands stood, riot police fired tear gas at demonstrators.", "demonstrators"),
        ("Rebels exploded a series of bombs in Denmark.", "Denmark"),
        ("Rebels attacked Denmark on Monday.", "Denmark"),
        ("Troops killed the mayor of Bergen in Norway.", "mayor of Bergen"),
    ],
)
def test_who_is_struck_comes_before_where(text: str, struck: str) -> None:
    found = next(one for one in mentions(text) if one.type in ("ASSAULT", "COERCE"))
    assert found.recipient is not None
    assert found.recipient.text == struck


def test_a_thing_struck_nowhere_is_nobody() -> None:
    assert all(one.recipient is None for one in mentions("Rebels attacked a warehouse on Monday."))


def test_when_it_was_is_no_part_of_who_did_it() -> None:
    (event,) = mentions("Danish troops on Sunday attacked a Greek port.")
    assert event.actor is not None
    assert event.actor.text == "Danish troops"


def test_who_looks_a_guard_over_accuses_nobody() -> None:
    assert mentions("The president of Peru inspected the guard of honour.") == ()


def test_a_parliament_is_not_called_by_its_country() -> None:
    (event,) = story("Norway urged the Knesset to vote.")
    assert [(one.code, one.name) for one in event.recipient] == [("ISR", "Knesset")]


@pytest.mark.parametrize(
    ("text", "outright"),
    [
        ("Peru accused Chile of poisoning the river.", True),
        ("Peru lashed out at Chile on Monday.", True),
        ("Peru called on Chile to open the river.", True),
        ("Peru praised Chile on Monday.", True),
        ("Peru praised its envoys on Monday.", False),
        ("Peru opened an inquiry into Chile's army.", False),
        ("Peru sent an angry letter to Chile.", False),
        ("Peru rejected a plan by Chile.", False),
        ("Peru attacked Chile on Monday.", False),
        ("The council heard of a firm accused by Peru.", False),
    ],
)
def test_what_is_told_in_so_many_words_between_sides_of_a_name(text: str, outright: bool) -> None:
    assert any("outright" in event.text_info for event in chances.weigh(gathered(text)).events) is outright


def test_an_ocean_is_of_no_country() -> None:
    assert all(one.code != "IND" for event in story("Danish rebels attacked two ships in the Indian Ocean.") for one in event.recipient)


def test_papers_that_are_released_are_no_prisoners() -> None:
    assert not [one for one in mentions("Norway released the indictment on Monday.") if one.type == "RETREAT"]
    assert [one.type for one in mentions("Norway released three prisoners on Monday.")] == ["RETREAT"]


def test_what_is_hardly_an_event_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert mentions("Peru accused Chile of poisoning the river.")
    monkeypatch.setattr(read_events, "LEAST", 1.0)
    assert mentions("Peru accused Chile of poisoning the river.") == ()


def test_a_term_and_a_time_of_something_else_date_nothing() -> None:
    for text in ("Norway ordered Iceland to leave by Friday.", "Norway condemned the 2012 attacks."):
        assert [one.when for one in mentions(text)] == [None], text


def test_a_drill_at_home_is_no_attack() -> None:
    found = mentions("As part of the drill, Norwegian tanks practised firing live shells in the far north.")
    assert {mention.type for mention in found} <= {"MOBILIZE"}


def test_a_past_year_is_history() -> None:
    found = mentions("In 1986, Norway expelled four Danish diplomats.")
    assert [(mention.type, mention.auxiliary) for mention in found] == [("SANCTION", ("historical",))]
    (built,) = mentions("Norway signed a contract to build the port in 1995.")
    assert "historical" in built.auxiliary
    (denied,) = mentions("In the 1990s, Ida Moll denied allegations by Bein.")
    assert "historical" in denied.auxiliary


def test_passages_are_exact() -> None:
    text = "“Iceland” – so the minister – rejected Norway’s “final” offer."
    for mention in mentions(text):
        assert mention.actor is not None
        assert text[mention.passage.start : mention.passage.end].translate({8220: '"', 8221: '"', 8217: "'"}) == mention.passage.text


def report(name: str, text: str, published: str = "2031-05-14") -> Report:
    return Report(name, name, name, None, None, None, None, (), published, "given", "en", text, (Block(0, len(text), "body"),))


def gathered(*texts: str) -> Dossier:
    reports = [report(f"r{number}", text) for number, text in enumerate(texts)]
    read = {
        paragraph.key: (pipeline.analyse(paragraph), paragraph.vectors)
        for paragraph in reader.read(list(dict.fromkeys(texts)))
    }
    dossier = pipeline.bare_dossier(reports, {key: pair[0] for key, pair in read.items()}, {key: pair[1] for key, pair in read.items()})
    return events.gather(dossier)


def story(*texts: str) -> tuple[Event, ...]:
    return gathered(*texts).events


def test_one_event_from_several_reports() -> None:
    found = story("Norway expelled two Danish diplomats on Tuesday.", "On Tuesday, Norway expelled two diplomats from Denmark.")
    assert len(found) == 1
    event = found[0]
    assert event.reports == ("r0", "r1")
    assert [one.code for one in event.actor] == ["NOR"]
    assert [one.code for one in event.recipient] == ["DNK"]
    assert (event.event, event.quad_code, event.event_scale) == ("SANCTION", 4, scheme.kinds()["SANCTION", event.mode].score)
    assert (event.date, event.date_precision) == ("2031-05-13", "day")
    assert events.validate(event) == []


def test_two_persons_of_one_country_are_two() -> None:
    told = ["Senator Ida Holm of Norway accused Malta of theft.", "Minister Per Lund of Norway accused Malta of theft."]
    assert len(story(*told)) == 2


def test_a_group_is_called_as_the_text_calls_it() -> None:
    (event,) = story("Norwegian students condemned the government of Malta.")
    assert [one.name for one in event.actor] == ["Norwegian students"]
    (event,) = story("Oslo condemned Malta.")
    assert [one.name for one in event.actor] == ["Norway"]


def test_between_nobody_known_only_what_counts_of_anybody_is_an_event() -> None:
    assert story("The Belgian brewery asked its customers to return old bottles.") == ()
    assert story("The Swiss watch firm sued a maker of phone cases.") == ()
    assert [one.event for one in story("Belgium asked Norway to return the old boats.")] == ["REQUEST"]
    assert "ASSAULT" in {one.event for one in story("The Belgian brewery was attacked by armed farmers on Monday, killing two customers.")}
    assert [one.event for one in story("Norwegian critics accused the mayor of lying to the public.")] == ["ACCUSE"]


def test_two_words_of_sport_make_a_sentence_one_of_sport() -> None:
    assert story("The American tennis star accused the umpire of ignoring a late call.") == ()


def test_the_sides_of_an_event_are_those_that_most_tell() -> None:
    found = story(
        "Peru accused Chile of poisoning the river.",
        "Again Peru accused Chile of poisoning the river.",
        "Peru accused Chile of poisoning the river, officials said.",
        "Peru accused Chile and Bolivia of poisoning the river.",
    )
    (one,) = found
    assert [actor.code for actor in one.recipient] == ["CHL"]


def test_a_day_that_less_than_half_of_the_mentions_tell_is_not_the_events() -> None:
    def dated(*days: str | None) -> str | None:
        told = [events._Told(None, (), (), day, day and "day", (), None, frozenset(), frozenset()) for day in days]  # type: ignore[arg-type]
        return events._dated(told)[0]

    assert dated("2031-05-13", None, None) == "2031-05-13"  # the surest tells it
    assert dated(None, "2031-05-13", "2031-05-13") == "2031-05-13"
    assert dated(None, "2031-05-13", None) is None


def test_the_name_of_the_next_day_dates_nothing() -> None:
    assert events._is_tomorrow("2024-05-07", "2024-05-13")
    assert not events._is_tomorrow("2024-05-06", "2024-05-13")
    assert not events._is_tomorrow("2024-05", "2024-05-13")
    assert not events._is_tomorrow("2024-05-07", None)


def test_events_of_different_days_stay_apart() -> None:
    found = story("Norway expelled two Danish diplomats on Tuesday.", "Norway expelled two Danish diplomats on 2 May 2031.")
    assert sorted(event.date or "" for event in found) == ["2031-05-02", "2031-05-13"]


def test_a_meeting_is_with_someone_and_somewhere() -> None:
    (event,) = story("The leaders of Chad and Niger held talks in Paris with envoys from Denmark.")
    assert {one.code for one in event.actor} >= {"TCD", "NER"}
    assert {one.code for one in event.recipient} == {"DNK"}
    assert event.event_loc is not None
    assert event.event_loc.country == "FRA"


def test_the_order_of_reports_changes_nothing() -> None:
    texts = ["Peru accused Chile of theft.", "Chile rejected the accusation by Peru.", "Peru accused Chile of stealing water."]
    one = {event.id for event in story(*texts)}
    reports = [report(f"r{number}", text) for number, text in enumerate(texts)]
    read = {
        paragraph.key: (pipeline.analyse(paragraph), paragraph.vectors)
        for paragraph in reader.read(texts[::-1])
    }
    dossier = pipeline.bare_dossier(
        reports[::-1], {key: pair[0] for key, pair in read.items()}, {key: pair[1] for key, pair in read.items()}
    )
    assert {event.id for event in events.gather(dossier).events} == one


def test_validate_finds_what_breaks_the_manual() -> None:
    (event,) = story("Norway expelled two Danish diplomats on Tuesday.")
    assert events.validate(replace(event, mode="visit")) != []
    assert events.validate(replace(event, quad_code=1)) != []
    assert events.validate(replace(event, event_scale=9.5)) != []
    assert events.validate(replace(event, context=("weather",))) != []
    assert events.validate(replace(event, date="Tuesday")) != []
    assert events.validate(replace(event, actor=())) != []
    assert events.validate(replace(event, recipient=())) != []
    assert from_row(Event, to_row(event)) == event


def test_accuse_is_hostile() -> None:
    assert scheme.kinds()["ACCUSE", None].score == -3.0
    assert {kind.quad for (name, _), kind in scheme.kinds().items() if name == "ACCUSE"} == {3}


def test_every_pattern_speaks_of_the_scheme() -> None:
    told = {(pattern.event, pattern.mode) for many in plover.patterns().values() for pattern in many}
    assert told <= set(scheme.kinds())

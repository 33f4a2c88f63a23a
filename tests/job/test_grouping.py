"""Stories grown report by report are the stories of all reports at once, whatever comes, changes, or goes."""

import random
from dataclasses import replace
from pathlib import Path

import pytest

from invented import reports as invented
from variorum.across import stories
from variorum.engines.local import LocalEngine
from variorum.job.grouping import Grouped, group
from variorum.model.report import Block, Report
from variorum.store.writer import FileRead, Writer


def report(name: str, text: str, published: str | None) -> Report:
    """A report in a language that the encoder has not learned: no model is needed."""
    return Report(name, f"{name}.txt", None, None, None, None, None, (), published, None, "xx", text, (Block(0, len(text), "body"),))


def put(writer: Writer, *reports: Report) -> None:
    writer.put_files([FileRead(one.origin, one.id, "v", [(one, one)], []) for one in reports], "rules")


def grouped(writer: Writer, whole: bool = False) -> Grouped:
    return group(writer, LocalEngine(1, small=10**6), "rules", whole)


def told(found: Grouped) -> tuple[list[tuple[str, ...]], bool]:
    return found.stories, found.whole


def many(count: int, seed: int) -> list[Report]:
    chance = random.Random(seed)
    dates = [None, "2024-05-03", "2024-05-04", "2024-07-01"]
    return [report(f"r{number:04}", text, chance.choice(dates)) for number, text in enumerate(invented(count, seed, copies=5).values())]


def expected(reports: list[Report]) -> list[tuple[str, ...]]:
    return stories.partition(reports)


def test_many_at_once_are_the_stages_own_partition(tmp_path: Path) -> None:
    reports = many(150, 1)
    with Writer(tmp_path / "library.db") as writer:
        put(writer, *reports)
        assert told(grouped(writer)) == (expected(reports), True)


def test_growing_one_by_one_and_few_by_few_ends_in_the_same_stories(tmp_path: Path) -> None:
    reports = many(60, 2)
    chance = random.Random(2)
    chance.shuffle(reports)
    with Writer(tmp_path / "library.db") as writer:
        at = 0
        while at < len(reports):
            step = chance.choice([1, 1, 2, 5])
            put(writer, *reports[at : at + step])
            at += step
            found = grouped(writer)
            here = expected(reports[:at])
            assert set(found.stories) <= set(here)
            changed = {one.id for one in reports[at - step : at]}
            assert changed <= {name for story in found.stories for name in story}
        assert told(grouped(writer, whole=True)) == (expected(reports), True)


def test_a_changed_report_leaves_its_story_and_finds_another(tmp_path: Path) -> None:
    reports = many(60, 3)
    with Writer(tmp_path / "library.db") as writer:
        put(writer, *reports)
        grouped(writer)
        for place in (5, 17, 40):
            other = reports[(place + 20) % 60]
            reports[place] = replace(reports[place], text=other.text, blocks=other.blocks)
            put(writer, reports[place])
            found = grouped(writer)
            assert not found.whole
            assert grouped(writer, whole=True).stories == expected(reports)


def test_a_report_that_goes_leaves_the_others_as_if_it_had_never_been(tmp_path: Path) -> None:
    reports = many(60, 4)
    with Writer(tmp_path / "library.db") as writer:
        put(writer, *reports)
        grouped(writer)
        # The file is read by a better reader, which finds no report in it.
        gone = reports.pop(7)
        writer.put_files([FileRead(gone.origin, gone.id, "better", [], [])], "rules")
        assert told(grouped(writer, whole=True)) == (expected(reports), True)


def test_a_stop_between_features_and_links_is_made_good(tmp_path: Path) -> None:
    reports = many(60, 5)
    path = tmp_path / "library.db"
    with Writer(path) as writer:
        put(writer, *reports[:55])
        grouped(writer)
        put(writer, *reports[55:])
        from variorum.job.grouping import _put_features
        from variorum.store.links import Links

        links = Links(writer)
        _put_features(writer, LocalEngine(1), links, links.start("rules")[0], lambda what, done, of: None)
    with Writer(path) as writer:
        assert told(grouped(writer)) == (expected(reports), True)


def summit(place: int, day: int) -> list[Report]:
    """Three reports of one of several meetings of the same people on the same matter."""
    host, matter = (("Ada Quill", "herring quotas"), ("Omar Feld", "river tolls"), ("Greta Sund", "grain silos"))[place]
    texts = (
        f"Leaders of Oravia and Veldland met in Brannvik for talks on {matter}. A dinner that {host} gave ended before midnight.",
        f"{host} asked Oravia and Veldland in Brannvik to share the {matter}. Fishermen and millers waited at the gates in the rain.",
        f"Talks of Oravia and Veldland on {matter} closed in Brannvik. Nobody signed, said {host}, who looked tired and pale.",
    )
    chance = random.Random(place)
    witnesses = ["".join(chance.choice(["ka", "ro", "mi", "del", "von", "tash"]) for _ in range(5)).title() for _ in range(9)]
    asked = [f" We asked {', '.join(witnesses[number * 3 : number * 3 + 3])} what they had seen." for number in range(3)]
    texts = tuple(text + more for text, more in zip(texts, asked, strict=True))
    return [report(f"s{place}{number}", text, f"2024-05-{day + number:02}") for number, text in enumerate(texts)]


def test_stories_that_follow_each_other_are_found_one_by_one_as_together(tmp_path: Path) -> None:
    reports = [*summit(0, 1), *summit(1, 11), *summit(2, 21)]
    apart = [("s00", "s01", "s02"), ("s10", "s11", "s12"), ("s20", "s21", "s22")]
    following = [("s00", "s10"), ("s00", "s20"), ("s10", "s20")]
    with Writer(tmp_path / "together.db") as writer:
        put(writer, *reports)
        found = grouped(writer)
        assert (found.stories, found.sequels) == (apart, following)
    chance = random.Random(8)
    for lot in range(3):
        chance.shuffle(reports)
        with Writer(tmp_path / f"{lot}.db") as writer:
            for one in reports:
                put(writer, one)
                grouped(writer)
            found = grouped(writer, whole=True)
            assert (found.stories, found.sequels) == (apart, following)


@pytest.mark.reliability
def test_a_thousand_copies_are_compared_once(tmp_path: Path) -> None:
    texts = list(invented(4, 6, copies=1).values())
    reports = [report(f"r{number:04}", texts[number % 4], None) for number in range(1000)]
    with Writer(tmp_path / "library.db") as writer:
        put(writer, *reports)
        assert len(grouped(writer).stories) == len(expected(reports[:4]))
        assert writer.connection.execute("SELECT count(*) FROM shapes").fetchone() == (4,)
        put(writer, report("r1000", texts[0], None))
        found = grouped(writer)
        assert not found.whole
        assert found.stories == [story for story in expected([*reports, report("r1000", texts[0], None)]) if "r1000" in story]

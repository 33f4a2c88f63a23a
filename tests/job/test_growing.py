"""Law 3 where much is kept from one judgement to the next: a story that grew, in whatever order, is the story that was read at once."""

import random
from pathlib import Path

import pytest

from invented import named_afresh
from variorum.contracts import Given
from variorum.engines.local import LocalEngine
from variorum.job import reading, versions
from variorum.model.decision import Decision, Value, decided
from variorum.store.writer import Writer

pytestmark = pytest.mark.model

REPORTS = {
    "wharf-1.txt": "Ferry strikes wharf in Tarnby, 12 hurt\n\nA ferry struck the wharf of Tarnby on Monday and 12 people were hurt, "
    "the coast guard said.\n\n“We heard a bang and the lights went out,” said Ines Holloway, a passenger from Velmora.\n\n"
    "The operator, Northern Lines, rejected claims that the ferry was overloaded.\n",
    "wharf-2.txt": "Ferry strikes wharf in Tarnby, 14 hurt\n\nA ferry struck the wharf of Tarnby on Monday and 14 people were hurt, "
    "the coast guard said.\n\n“We heard a bang and all lights went out,” said Ines Holloway, a passenger from Velmora.\n\n"
    "Mayor Ada Moll said that the wharf will stay closed until Friday.\n",
    "wharf-3.txt": "Tarnby wharf closed after crash\n\nThe wharf of Tarnby stays shut until Saturday, Mayor Ada Moll said on Tuesday, "
    "a day after a ferry ran into it.\n\nThe coast guard said that 14 people were injured in the crash.\n\n"
    "A passenger, Ines Holloway, told reporters: “We heard a bang.”\n",
    "wharf-4.txt": "Northern Lines denies ferry was overloaded\n\nNorthern Lines denied on Tuesday that its ferry carried too many people "
    "when it struck the wharf of Tarnby.\n\nThe mayor of Tarnby, Ada Moll, demanded that the operator pay for the wharf.\n\n"
    "The ferry carried 310 passengers, the coast guard said.\n",
    # Copies, and a copy of a copy: a word exchanged, a saying in other words and with more of it.
    "wharf-5.txt": "Ferry strikes wharf in Tarnby, 12 killed\n\nA ferry struck the wharf of Tarnby on Monday and 12 people were killed, "
    "the coast guard said.\n\n“We heard a loud bang and the lights went out,” Ms Holloway said.\n\n"
    "The operator, Northern Lines, rejected claims that the ferry was overloaded on Monday.\n",
    "wharf-6.txt": "Ferry crash in Tarnby\n\nA ferry struck the wharf of Tarnby on Monday morning and 12 people were hurt, the coast guard "
    "said.\n\nInes Holloway, from Velmora, said that passengers heard a bang and the lights went out.\n\n"
    "The operator rejected claims that the ferry was overloaded. The wharf will stay closed until Friday, Mayor Ada Moll said.\n",
}  # fmt: skip


@pytest.fixture(scope="module")
def paths(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("wharf")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    return sorted(folder.iterdir())


def read(library: Path, *paths: Path) -> None:
    with Writer(library) as writer:
        reading.run(writer, paths, Given(), LocalEngine(1, small=10**6))


def rows(library: Path) -> dict[str, list[str]]:
    """All rows but what was decided, and the memory of the last read."""
    return {name: told for name, told in named_afresh(library).items() if name not in ("decisions", "meta")}


@pytest.fixture(scope="module")
def together(paths: list[Path], tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[str]]:
    library = tmp_path_factory.mktemp("together") / "library.db"
    read(library, *paths)
    with Writer(library) as writer:  # as in the others
        if writer.reader.count("stories") > 1:
            joined(writer)
    found = rows(library)
    assert len(found["stories"]) == 1
    assert found["worked"]
    assert len(found["points"]) >= 3
    return found


def joined(writer: Writer) -> None:
    """What grouping may leave apart a person brings together: the story is what is looked at here."""
    members = tuple(sorted(report for group in writer.reader.members().values() for report in group))
    writer.decide(decided("join", None, Value(reports=members), "Ada Quill", "2031-05-07T08:00:00+00:00"))
    reading.settle(writer, LocalEngine(1, small=10**6))


def taken_out(library: Path, origin: str) -> Decision:
    with Writer(library) as writer:
        report = next(one.id for one in writer.reader.reports() if one.origin.endswith(origin))
        decision = decided("remove", None, Value(reports=(report,)), "Ada Quill", "2031-05-07T08:00:00+00:00")
        writer.decide(decision)
        reading.settle(writer, LocalEngine(1, small=10**6))
    return decision


def brought_back(library: Path, decision: Decision) -> None:
    with Writer(library) as writer:
        writer.undo(decision.id, "2031-05-08T08:00:00+00:00")
        reading.settle(writer, LocalEngine(1, small=10**6))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_story_that_grew_and_lost_a_report_meanwhile_is_the_one_read_at_once(
    paths: list[Path], together: dict[str, list[str]], tmp_path: Path, seed: int
) -> None:
    chance, library = random.Random(seed), tmp_path / "library.db"
    mixed = chance.sample(paths, len(paths))
    for path in mixed[:4]:
        read(library, path)
    out = taken_out(library, chance.choice(mixed[:4]).name)
    read(library, mixed[4])
    brought_back(library, out)
    read(library, mixed[5])
    with Writer(library) as writer:
        if writer.reader.count("stories") > 1:
            joined(writer)
    grown = rows(library)
    assert grown.keys() == together.keys()
    for name, told in together.items():
        assert grown[name] == told, f"the tables {name} differ"


def test_nothing_that_another_version_worked_out_is_believed(paths: list[Path], tmp_path: Path) -> None:
    read(tmp_path / "whole.db", *paths[:2])
    library = tmp_path / "library.db"
    read(library, paths[0])
    with Writer(library) as writer:  # what an older version kept is wrong from the first to the last
        (story,) = writer.reader.stories()
        told, look = writer.reader.dossier(story.id), versions.looks().stories
        kept = writer.reader.worked([story.id], look)
        wrong = {key: [] if isinstance(value, list) else 0.0 for key, value in kept.items()}
        assert wrong != kept
        writer.put_story(told.having(worked=wrong), "older", look="older")
    read(library, paths[1])
    assert rows(library)["worked"] == rows(tmp_path / "whole.db")["worked"]
    assert rows(library)["points"] == rows(tmp_path / "whole.db")["points"]

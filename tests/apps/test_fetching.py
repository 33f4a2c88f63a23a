"""`variorum fetch`, `watch` and `read -` as a user types them."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import variorum
from commands import Done, run
from live.site import Site, answer, page, site
from variorum.errors import Busy
from variorum.store.library import Library
from variorum.store.writer import Writer

pytestmark = [pytest.mark.model, pytest.mark.process]

TEXT = "The council of Tarnby met on Monday to speak of the bridge.\n\nIt agreed to mend the bridge before winter, the mayor said.\n"
FEED = '<rss version="2.0"><channel><title>The Gull</title>{}</channel></rss>'


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as made:
        made.pages |= {"/1": answer(page(1)), "/2": answer(page(2))}
        made.pages["/feed"] = answer(FEED.format("".join(f"<item><link>/{number}</link></item>" for number in (1, 2, 3))))
        yield made


def piped(monkeypatch: pytest.MonkeyPatch, content: str, *arguments: str, cwd: Path) -> Done:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content.encode())))
    return run("read", *arguments, cwd=cwd)


def test_a_feed_is_fetched_read_and_not_fetched_again(here: Site, tmp_path: Path) -> None:
    command = ("fetch", here.at("/feed"), "--to", "pages", "--pause", "0", "--allow-local")
    first = run(*command, cwd=tmp_path)
    assert first.returncode == 0
    assert "2 pages saved, 0 unchanged, 1 could not be had" in first.stdout
    assert "2 new reports" in first.stdout
    assert f"{here.at('/3')}: It is not there" in first.stderr
    assert here.at("/3") in run("problems", cwd=tmp_path).stdout
    here.pages["/3"] = answer(page(3))
    again = run(*command, cwd=tmp_path)
    assert "1 page saved" in again.stdout
    assert here.counts["/1"] == 1
    assert run("problems", cwd=tmp_path).stdout == ""  # what could be had at last is no problem any more
    assert {report.url for report in Library(tmp_path / "library.db").reports(None)} == {here.at(f"/{number}") for number in (1, 2, 3)}


def test_without_leave_this_machine_is_not_asked(here: Site, tmp_path: Path) -> None:
    done = run("fetch", here.at("/feed"), "--to", "pages", cwd=tmp_path)
    assert done.returncode == 0
    assert "--allow-local" in done.stderr
    assert here.asked == []


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("fetch", "nowhere.txt", "--to", "pages"), "neither an address"),
        (("fetch", "a.txt", "--to", "pages"), "no list of addresses"),
        (("fetch", "https://gull.example/"), "--to"),
        (("fetch", "https://gull.example/", "--to", "pages", "--library", "."), "is a folder"),
        (("watch", "https://gull.example/feed"), "--to"),
        (("watch", "nowhere"), "no file or folder"),
        (("read", "a.txt", "--name", "b.csv"), "standard input"),
    ],
)
def test_wrong_use_is_one_sentence(tmp_path: Path, arguments: tuple[str, ...], words: str) -> None:
    (tmp_path / "a.txt").write_text(TEXT)
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr
    assert not (tmp_path / "library.db").exists()


def test_standard_input_is_read_by_its_bytes_or_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    record = json.dumps({"words": TEXT.replace("Tarnby", "Holm")})
    for content, arguments, told in (
        (TEXT, ("-",), "1 new report"),
        (TEXT, ("-",), "0 new reports"),
        (f'headline,body\nBridge,"{TEXT}"\n', ("-", "--name", "day.csv"), "1 new report"),
        (record + "\n", ("-", "--field", "text=words", "--outlet", "The Gull"), "1 new report"),
    ):
        done = piped(monkeypatch, content, *arguments, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert told in done.stdout
    origins = [report.origin.partition(" (")[0] for report in Library(tmp_path / "library.db").reports(None)]
    assert sorted(origins) == ["day.csv", "standard input", "standard input"]
    assert "The file is empty." in piped(monkeypatch, "", "-", cwd=tmp_path).stderr


def test_records_become_reports_of_a_library(tmp_path: Path) -> None:
    library = variorum.open(tmp_path / "library.db")
    record = {"title": "Bridge to be mended", "text": TEXT, "outlet": "The Gull", "published": "2021-03-02"}
    assert library.read([record, {"title": "no text"}]).reports == 1
    assert library.read(record).reports == 0
    (row,) = library.rows("reports")
    assert (row["outlet"], row["published"], row["title"]) == ("The Gull", "2021-03-02", "Bridge to be mended")
    assert [problem["message"].startswith("Record 2 has no text") for problem in library.rows("problems")] == [True]


class Watching:
    """`variorum watch`, with a short patience, and what it says as it says it."""

    CODE = """
from variorum.apps import cli, fetching
from variorum.job import watching
fetching.LOOK = 0.2
watching.REST = 1.0
cli.main()
"""

    def __init__(self, folder: Path, *arguments: str) -> None:
        command = [sys.executable, "-c", self.CODE, "watch", *arguments]
        self.process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def until(self, words: str) -> str:
        assert self.process.stdout
        said = ""
        for line in self.process.stdout:
            said += line
            if words in line:
                return said
        raise AssertionError(said)

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(60)


def test_a_folder_and_a_feed_are_watched_until_it_is_stopped(here: Site, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT)
    os.utime(folder / "a.txt", (time.time() - 60,) * 2)
    writer = Writer(tmp_path / "library.db")
    with pytest.raises(Busy):
        Writer(tmp_path / "library.db")
    watching = Watching(tmp_path, "in", here.at("/feed"), "--to", "pages", "--pause", "0", "--allow-local")
    try:
        watching.until("2 pages saved")
        watching.until("it is tried again")  # while another writes, it waits
        writer.close()
        said = watching.until("new report")
        if "3 new reports" not in said:  # the pages have to rest as all files do
            watching.until("2 new reports")
        with (folder / "b.txt").open("w") as file:
            for part in TEXT.replace("Tarnby", "Holm").splitlines(keepends=True):
                file.write(part)
                file.flush()
                time.sleep(0.4)
        watching.until("1 file, 1 new report")
        with Writer(tmp_path / "library.db"):  # between two looks the library is free
            pass
    finally:
        code = watching.stop()
    assert code == 130
    texts = [report.text for report in Library(tmp_path / "library.db").reports(None)]
    assert len(texts) == 4
    assert sum("Holm" in text and text.endswith("said.\n") for text in texts) == 1  # whole, and once

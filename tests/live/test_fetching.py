"""Pages are fetched politely, from nowhere but the open net, whatever a server answers; the net is our own machine's."""

import gzip
import json
import re
import socket
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from itertools import pairwise
from pathlib import Path

import httpcore
import pytest

from live.site import Asked, Site, answer, page, site
from variorum.contracts import Given
from variorum.errors import WrongUse
from variorum.live import asking, fetching, hosts
from variorum.live.asking import Limits
from variorum.live.fetching import Fetched, Manners, fetch
from variorum.model.report import Problem, Report
from variorum.sources import files

QUICK = Manners(Limits(seconds=20.0, size=200_000, local=True), pause=0.0)


@pytest.fixture
def here() -> Iterator[Site]:
    with site() as made:
        yield made


def get(to: Path, *addresses: str, manners: Manners = QUICK) -> Fetched:
    return fetch(addresses, to, manners, lambda what, done, of: None)


def reports(folder: Path) -> list[Report]:
    """All that can be read of a folder of fetched pages, each of whose archives must be sound."""
    found = [item for file in files.find([folder]) for item in files.read(file.path, file.origin, Given())]
    assert not [item for item in found if isinstance(item, Problem)]
    return [item for item in found if isinstance(item, Report)]


def refused(to: Path, address: str, manners: Manners = QUICK) -> Problem:
    """The one problem of an address of which nothing is kept."""
    found = get(to, address, manners=manners)
    assert (found.saved, found.archive) == (0, None)
    assert list(files.find([to])) == []
    (problem,) = found.problems
    assert (problem.origin, problem.stage) == (address, "fetch")
    return problem


def moved(to: str, status: str = "302 Found") -> bytes:
    return answer(status=status, Location=to)


class TestPages:
    def test_a_page_is_saved_as_it_was_sent_and_read_with_its_address(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer(page())
        found = get(tmp_path, here.at("/a#comments"))
        assert (found.saved, found.problems) == (1, ())
        (report,) = reports(tmp_path)
        assert report.url == here.at("/a")
        assert "pulled free by two tugs" in report.text
        assert here.asked[-1].headers["user-agent"].startswith("variorum/")
        assert "cookie" not in here.asked[-1].headers

    @pytest.mark.parametrize("packing", ["gzip", "deflate", "raw deflate"])
    def test_a_packed_page_is_read(self, here: Site, tmp_path: Path, packing: str) -> None:
        packed = {"gzip": gzip.compress, "deflate": zlib.compress, "raw deflate": lambda text: zlib.compress(text)[2:-4]}[packing]
        here.pages["/a"] = answer(packed(page().encode()), Content_Encoding=packing.removeprefix("raw "))
        get(tmp_path, here.at("/a"))
        assert len(reports(tmp_path)) == 1

    def test_a_page_in_chunks_is_read(self, here: Site, tmp_path: Path) -> None:
        body = page().encode()
        chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in (body[:200], body[200:])) + b"0\r\n\r\n"
        here.pages["/a"] = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks
        get(tmp_path, here.at("/a"))
        assert len(reports(tmp_path)) == 1

    @pytest.mark.parametrize("kind", ["text/html; charset=nonsense", "text/html; charset=ascii", "", "text/html; charset=\x80\xff"])
    def test_a_wrong_word_on_the_encoding_or_none_costs_no_letter(self, here: Site, tmp_path: Path, kind: str) -> None:
        text = page().replace("Sandvik", "Sändvik")
        here.pages["/a"] = answer(text, kind=kind)
        get(tmp_path, here.at("/a"))
        (report,) = reports(tmp_path)
        assert "the harbour office in Sändvik" in report.text

    def test_where_one_is_sent_on_the_page_has_the_address_where_it_lies(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {"/old": moved("/mid", "301 Moved"), "/mid": moved(here.at("/new?x=1"), "308 For Good"), "/new?x=1": answer(page())}
        assert get(tmp_path, here.at("/old")).saved == 1
        assert [report.url for report in reports(tmp_path)] == [here.at("/new?x=1")]


class TestHostile:
    """Each of these is one problem, in time, and nothing is kept."""

    @pytest.mark.parametrize(
        ("status", "said"),
        [
            *(("404 Not Found", "is not there"), ("410 Gone", "gone for good"), ("403 No", "forbidden"), ("451 Law", "reasons of law")),
            ("418 Tea", "418"),
        ],
    )
    def test_an_answer_without_a_page(self, here: Site, tmp_path: Path, status: str, said: str) -> None:
        here.pages["/a"] = answer(page(), status)
        problem = refused(tmp_path, here.at("/a"))
        assert problem.kind == "status"
        assert said in problem.message

    def test_a_server_that_fails_is_asked_once_more(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer("", "500 Broken", Retry_After="0")
        assert "500" in refused(tmp_path, here.at("/a")).message
        assert here.counts["/a"] == 2

    def test_a_server_that_asks_to_wait_is_waited_for_if_that_is_short(self, here: Site, tmp_path: Path) -> None:
        here.pages["/later"] = answer("", "429 Too Many", Retry_After="86400")
        problem = refused(tmp_path, here.at("/later"))
        assert (problem.kind, here.counts["/later"]) == ("busy", 1)
        assert "86,400 seconds" in problem.message

        def once(asked: Asked, connection: socket.socket) -> None:
            connection.sendall(answer("", "429 Too Many", Retry_After="1") if here.counts["/soon"] == 1 else answer(page()))

        here.pages["/soon"] = once
        before = time.monotonic()
        assert get(tmp_path, here.at("/soon")).saved == 1
        assert time.monotonic() - before >= 1.0

    def test_bytes_that_drip_come_to_an_end(self, here: Site, tmp_path: Path) -> None:
        def drip(start: bytes) -> Callable[[Asked, socket.socket], None]:
            def send(asked: Asked, connection: socket.socket) -> None:
                connection.sendall(start)
                for _ in range(300):
                    connection.sendall(b"x")
                    time.sleep(0.1)

            return send

        here.pages |= {"/body": drip(answer(kind="text/html", Content_Length="1000")), "/head": drip(b"HTTP/1.1 200 OK\r\nX: ")}
        here.pages["/line"] = drip(b"")
        brief = QUICK._replace(limits=QUICK.limits._replace(seconds=0.6))
        for path in ("/body", "/head", "/line"):
            before = time.monotonic()
            assert refused(tmp_path, here.at(path), brief).kind == "time"
            assert time.monotonic() - before < 10.0

    def test_a_body_without_end_is_not_taken(self, here: Site, tmp_path: Path) -> None:
        sent = []

        def flood(asked: Asked, connection: socket.socket) -> None:
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n")
            while True:
                connection.sendall(b"<p>more</p>" * 1000)
                sent.append(11_000)

        here.pages["/a"] = flood
        assert refused(tmp_path, here.at("/a")).kind == "size"
        time.sleep(0.1)
        assert sum(sent) < 20_000_000

    def test_a_length_above_the_limit_is_believed_at_once(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer(page(), Content_Length="9000000000000")
        assert "9,000,000 MB" in refused(tmp_path, here.at("/a")).message

    @pytest.mark.parametrize("layers", [1, 2])
    def test_a_bomb_is_not_unpacked(self, here: Site, tmp_path: Path, layers: int) -> None:
        data = b"<p>boom</p>" * 3_000_000
        for _ in range(layers):
            data = gzip.compress(data)
        here.pages["/a"] = answer(data, Content_Encoding=", ".join(["gzip"] * layers))
        assert refused(tmp_path, here.at("/a")).kind == "size"

    @pytest.mark.parametrize(
        ("body", "said"),
        [
            (answer(page(), Content_Length="5000"), "broke off"),
            (answer(gzip.compress(page().encode())[:-30], Content_Encoding="gzip"), "broke off"),
            (answer(b"no gzip at all", Content_Encoding="gzip"), "damaged"),
            (answer(page(), Content_Encoding="br"), "“br”"),
            (answer(page(), Content_Length="-5"), "no sound HTTP"),
            (b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\nhello\r\n", "no sound HTTP"),
            (b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (n, b"y" * 1000) for n in range(300)) + b"\r\n", "no sound HTTP"),
            (b"SSH-2.0-OpenSSH_9.0\r\n", "no sound HTTP"),
            (b"", "broke off"),
            (answer(""), "nothing"),
            (answer(b"%PDF-1.7", kind="application/pdf"), "application/pdf"),
            (answer('{"a": 1}', kind="application/json"), "application/json"),
            (answer(b"\x89PNG", kind=""), "without a type"),
        ],
    )
    def test_an_answer_that_is_not_sound_or_no_page(self, here: Site, tmp_path: Path, body: bytes, said: str) -> None:
        here.pages["/a"] = body
        assert said in refused(tmp_path, here.at("/a")).message

    def test_a_page_shorter_than_sent_ends_where_its_server_says(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer(page()) + b"<p>HTTP/1.1 200 OK smuggled words of another answer, which nobody asked for.</p>"
        get(tmp_path, here.at("/a"))
        assert "smuggled" not in reports(tmp_path)[0].text

    def test_being_sent_in_a_circle_or_without_end(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {"/a": moved("/b"), "/b": moved("/a")}
        assert "circle" in refused(tmp_path, here.at("/a")).message
        here.pages |= {f"/{number}": moved(f"/{number + 1}") for number in range(40)}
        assert "10 times" in refused(tmp_path, here.at("/0")).message
        assert here.counts["/12"] == 0

    @pytest.mark.parametrize(
        "place", ["file:///etc/passwd", "ftp://a.example/x", "javascript:alert(1)", "http://", "http://[::1", "//user:pw@a.example/"]
    )
    def test_being_sent_to_what_is_no_page(self, here: Site, tmp_path: Path, place: str) -> None:
        here.pages["/a"] = moved(place)
        assert refused(tmp_path, here.at("/a")).kind in ("address", "redirects")

    def test_a_host_that_cannot_be_reached_is_left_after_three(self, tmp_path: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as closed:
            port = closed.getsockname()[1]
        found = get(tmp_path, *(f"http://127.0.0.1:{port}/{number}" for number in range(6)))
        assert [problem.kind for problem in found.problems] == ["network"] * 6
        assert sum("in a row" in problem.message for problem in found.problems) == 3


class TestWhoIsAsked:
    """Never a machine that is not on the open net, by whatever name, unless the user says so."""

    @pytest.mark.parametrize(
        "number",
        ["127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "100.64.0.1", "169.254.169.254", "0.0.0.0", "255.255.255.255", "224.0.0.1",
         "192.0.2.1", "198.18.0.1", "240.0.0.1", "::1", "::", "fe80::1%eth0", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
         "64:ff9b::7f00:1", "64:ff9b:1::1", "2002:7f00:1::", "2002:a00:1::1", "::7f00:1", "fec0::1", "2001:db8::1", "2001::1", "nonsense"],
    )  # fmt: skip
    def test_no_such_number(self, number: str) -> None:
        assert not hosts.permitted(number, local=False)

    @pytest.mark.parametrize("number", ["93.184.216.34", "1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::101:101"])
    def test_the_open_net(self, number: str) -> None:
        assert hosts.permitted(number, local=False)

    def test_by_leave_this_machine_and_private_networks_and_nothing_else(self) -> None:
        assert all(hosts.permitted(number, local=True) for number in ("127.0.0.1", "10.1.2.3", "::1", "fc00::1", "::ffff:127.0.0.1"))
        assert not any(hosts.permitted(number, local=True) for number in ("169.254.169.254", "224.0.0.1", "0.0.0.0", "fe80::1", "ff02::1"))

    @pytest.mark.parametrize(
        "host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "017700000001", "127.1", "[::1]", "[::ffff:127.0.0.1]"]
    )
    def test_this_machine_by_any_name(self, here: Site, tmp_path: Path, host: str) -> None:
        here.pages["/a"] = answer(page())
        problem = refused(tmp_path, here.at("/a", host), QUICK._replace(limits=Limits(seconds=5.0)))
        assert problem.kind == "local"
        assert "--allow-local" in problem.message
        assert here.asked == []

    @pytest.mark.parametrize(
        "address", ["ftp://a.example/x", "file:///etc/passwd", "a.example", "http://u:p@a.example/", "http:///x", "https://", "x" * 5000]
    )
    def test_only_addresses_of_pages(self, tmp_path: Path, address: str) -> None:
        assert refused(tmp_path, address).kind == "address"

    def test_a_name_is_looked_up_once_and_what_was_looked_at_is_what_is_asked(
        self, here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """A name that leads to the open net when it is looked at and to this machine when it is asked (DNS rebinding)."""
        looks, reached = [], []

        def look(host: str, port: int, **more: object) -> list[object]:
            looks.append(host)
            return [(2, 1, 6, "", ("93.184.216.34" if len(looks) == 1 else "127.0.0.1", port))]

        class Seen(httpcore.SyncBackend):
            def connect_tcp(self, host: str, *more: object, **others: object) -> httpcore.NetworkStream:
                reached.append(host)
                raise httpcore.ConnectError("nobody is there")

        monkeypatch.setattr(hosts.socket, "getaddrinfo", look)
        monkeypatch.setattr(asking.httpcore, "SyncBackend", Seen)
        assert refused(tmp_path, "http://rebound.example/a", Manners(Limits(seconds=5.0))).kind == "network"
        assert (looks, reached) == (["rebound.example"], ["93.184.216.34"])

    def test_a_name_that_leads_to_both_is_not_asked(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        both = [(2, 1, 6, "", (number, 80)) for number in ("93.184.216.34", "10.0.0.1")]
        monkeypatch.setattr(hosts.socket, "getaddrinfo", lambda *of, **more: both)
        assert refused(tmp_path, "http://both.example/a", Manners(Limits(seconds=5.0))).kind == "local"

    def test_a_look_up_that_hangs_ends(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        waiting = threading.Event()

        def look(*of: object, **more: object) -> list[object]:
            waiting.wait(30)
            return []

        monkeypatch.setattr(hosts.socket, "getaddrinfo", look)
        before = time.monotonic()
        assert "in time" in refused(tmp_path, "http://slow.example/a", Manners(Limits(seconds=0.3))).message
        waiting.set()
        assert time.monotonic() - before < 10.0

    def test_being_sent_on_is_looked_at_like_any_address(self, here: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """The first host counts as one on the open net here; the one it sends to is this machine by another name."""
        permitted = hosts.permitted
        monkeypatch.setattr(hosts, "permitted", lambda number, local: number == "127.0.0.1" or permitted(number, local))
        here.pages |= {"/a": moved(here.at("/secret", "127.0.0.2")), "/secret": answer(page())}
        assert refused(tmp_path, here.at("/a"), QUICK._replace(limits=Limits(seconds=5.0))).kind == "local"
        assert here.counts["/secret"] == 0


class TestManners:
    @pytest.mark.parametrize(
        ("text", "path", "asked"),
        [
            ("User-agent: *\nDisallow: /a", "/a", False),
            ("User-agent: *\nDisallow: /a", "/b", True),
            ("User-agent: *\nDisallow: /\nUser-agent: Variorum\nDisallow:", "/a", True),
            ("User-agent: variorum\nUser-agent: other\nDisallow: /*.html$", "/x/a.html", False),
            ("User-agent: variorum\nDisallow: /*.html$", "/a.html?x", True),
            ("User-agent: *\nDisallow: /n\nAllow: /news", "/news/1", True),
            ("User-agent: *\nDisallow: /news/*/print\nAllow: /", "/news/5/print", False),
            ("User-agent: *\nDisallow: /är", "/%C3%A4r", False),
            ("# nothing\n\nDisallow: /a", "/a", True),
            ("User-agent: bad\nDisallow: /\n", "/a", True),
        ],
    )
    def test_robots_txt_is_kept_to(self, here: Site, tmp_path: Path, text: str, path: str, asked: bool) -> None:
        here.pages |= {"/robots.txt": answer(text, kind="text/plain"), path: answer(page())}
        found = get(tmp_path, here.at(path))
        assert (here.counts[path], found.saved) == (int(asked), int(asked))
        assert [problem.kind for problem in found.problems] == ([] if asked else ["robots"])

    @pytest.mark.parametrize("rules", [answer("", "503 Down", Retry_After="0"), answer("", Content_Length="9000000000"), b"nonsense"])
    def test_where_robots_txt_cannot_be_had_nothing_is_asked(self, here: Site, tmp_path: Path, rules: bytes) -> None:
        here.pages |= {"/robots.txt": rules, "/a": answer(page())}
        assert refused(tmp_path, here.at("/a")).kind == "robots"
        assert here.counts["/a"] == 0

    def test_a_host_is_asked_one_thing_at_a_time_with_a_pause_and_robots_txt_once(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {f"/{number}": answer(page(number)) for number in range(4)}
        get(tmp_path, *(here.at(f"/{number}") for number in range(4)), manners=QUICK._replace(pause=0.15))
        assert here.counts["/robots.txt"] == 1
        moments = sorted(here.moments)
        assert len(moments) == 5
        assert all(next_came - answered >= 0.1 for (_, answered), (next_came, _) in pairwise(moments))

    def test_the_pause_that_a_site_asks_for_is_kept(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {"/robots.txt": answer("User-agent: *\nCrawl-delay: 0.3"), "/1": answer(page(1)), "/2": answer(page(2))}
        before = time.monotonic()
        assert get(tmp_path, here.at("/1"), here.at("/2")).saved == 2
        assert time.monotonic() - before >= 0.3

    def test_hosts_are_asked_side_by_side(self, here: Site, tmp_path: Path) -> None:
        together = threading.Barrier(2, timeout=30)

        def slow(asked: Asked, connection: socket.socket) -> None:
            together.wait()  # only both let each of them go on
            connection.sendall(answer(page(asked.headers["host"])))

        here.pages["/a"] = slow
        assert get(tmp_path, here.at("/a"), here.at("/a", "localhost")).saved == 2

    def test_who_is_sent_to_a_host_waits_like_others(self, here: Site, tmp_path: Path) -> None:
        now: list[str] = []
        together = []

        def slow(asked: Asked, connection: socket.socket) -> None:
            now.append(asked.path)
            together.append(len(now))
            time.sleep(0.2)
            now.remove(asked.path)
            connection.sendall(answer(page(asked.path)))

        here.pages |= {f"/{number}": slow for number in range(4)}
        here.pages |= {f"/to{number}": moved(here.at(f"/{number}")) for number in (0, 1)}
        wanted = [here.at("/2"), here.at("/3"), here.at("/to0", "localhost"), here.at("/to1", "localhost")]
        assert get(tmp_path, *wanted).saved == 4
        assert together == [1, 1, 1, 1]

    def test_only_what_changed_is_sent_again(self, here: Site, tmp_path: Path) -> None:
        changed = "Mon, 02 Mar 2026 08:15:00 GMT"

        def once(asked: Asked, connection: socket.socket) -> None:
            same = asked.headers.get("if-none-match") == '"v1"' and asked.headers.get("if-modified-since") == changed
            connection.sendall(b"HTTP/1.1 304 Not Modified\r\n\r\n" if same else answer(page(), ETag='"v1"', Last_Modified=changed))

        here.pages |= {"/a": once, "/b": answer(page("b"))}
        assert get(tmp_path, here.at("/a"), here.at("/b"))[:2] == (2, 0)
        again = get(tmp_path, here.at("/a"), here.at("/b"))  # the second by its content, which its server sends anew
        assert (again.saved, again.unchanged, again.archive) == (0, 2, None)
        assert len(reports(tmp_path)) == 2
        here.pages["/b"] = answer(page("b", "Tuesday"))
        assert get(tmp_path, here.at("/b")).saved == 1
        assert sum("Tuesday" in report.text for report in reports(tmp_path)) == 1

    def test_a_page_whose_archive_is_gone_is_fetched_anew(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer(page(), ETag='"v1"')
        archive = get(tmp_path, here.at("/a")).archive
        assert archive
        archive.unlink()
        assert get(tmp_path, here.at("/a")).saved == 1
        assert "if-none-match" not in here.asked[-1].headers


class Killed(BaseException):
    """As a signal that ends the command."""


class TestGoingOn:
    def test_a_run_that_was_killed_goes_on_where_it_was(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {f"/{number}": answer(page(number)) for number in range(6)}
        wanted = [here.at(f"/{number}") for number in range(6)]

        def stop(what: str, done: int, of: int) -> None:
            if done >= 2:
                raise Killed

        with pytest.raises(Killed):
            fetch(wanted, tmp_path, QUICK._replace(pause=0.2), stop)
        time.sleep(0.3)
        assert list(files.find([tmp_path])) == []  # what is not whole has no name yet
        (left,) = tmp_path.glob(".fetched-*.warc.gz")
        with left.open("ab") as file:
            file.write(b"\x1f\x8b half a record")
        before = here.counts
        found = get(tmp_path, *wanted)
        assert found.problems == ()
        assert len(reports(tmp_path)) == 6
        assert len(list(tmp_path.glob("*.warc.gz"))) == 1
        assert all((here.counts - before)[f"/{number}"] == 0 for number in range(6) if before[f"/{number}"] and number < 2)

    def test_a_torn_note_costs_nothing_but_itself(self, here: Site, tmp_path: Path) -> None:
        here.pages["/a"] = answer(page(), ETag='"v1"')
        get(tmp_path, here.at("/a"))
        with (tmp_path / ".fetched.jsonl").open("a") as file:
            file.write('{"address": "http://b.exam')
        here.pages["/a"] = b"HTTP/1.1 304 Not Modified\r\n\r\n"
        assert get(tmp_path, here.at("/a")).unchanged == 1

    def test_two_runs_into_one_folder_are_told(self, here: Site, tmp_path: Path) -> None:
        told = []

        def second(asked: Asked, connection: socket.socket) -> None:
            with pytest.raises(WrongUse) as error:
                get(tmp_path, here.at("/b"))
            told.append(str(error.value))
            connection.sendall(answer(page()))

        here.pages["/a"] = second
        get(tmp_path, here.at("/a"))
        assert "another `variorum fetch`" in told[0]


RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>The Gull</title>{}</channel></rss>"""
ITEM = "<item><title>T</title><link>{}</link><pubDate>Mon, 0{} Mar 2026 08:15:00 GMT</pubDate></item>"
NEWS = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>{}</loc><news:news><news:publication><news:name>The Gull</news:name></news:publication>
<news:publication_date>2026-03-02T08:15:00Z</news:publication_date><news:title>T</news:title></news:news></url></urlset>"""
INDEX = '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>{}</loc></sitemap></sitemapindex>'


class TestLists:
    def test_the_pages_of_a_feed_are_fetched_and_the_feed_is_no_page(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {"/1": answer(page(1)), "/2": answer(page(2))}
        items = (ITEM.format(place, number) for number, place in enumerate(("/1", here.at("/2"), "file:///etc/passwd"), 1))
        here.pages["/feed"] = answer(RSS.format("".join(items)))
        found = get(tmp_path, here.at("/feed"))
        assert found.saved == 2
        assert [problem.kind for problem in found.problems] == ["address"]
        assert sorted(str(report.url) for report in reports(tmp_path)) == [here.at("/1"), here.at("/2")]

    @pytest.mark.parametrize("form", ["sitemap", "index", "json", "atom"])
    def test_other_lists(self, here: Site, tmp_path: Path, form: str) -> None:
        here.pages |= {"/1": answer(page(1)), "/news.xml": answer(NEWS.format(here.at("/1")), kind="application/xml")}
        here.pages["/index"] = answer(INDEX.format(here.at("/news.xml")), kind="application/xml")
        feed = {"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "1", "url": here.at("/1")}]}
        here.pages["/json"] = answer(json.dumps(feed), kind="application/feed+json")
        here.pages["/atom"] = answer(
            f'<feed xmlns="http://www.w3.org/2005/Atom"><entry><link rel="self" href="/x"/><link href="{here.at("/1")}"/></entry></feed>'
        )
        start = {"sitemap": "/news.xml"}.get(form, f"/{form}")
        found = get(tmp_path, here.at(start))
        assert (found.saved, found.problems) == (1, ())

    def test_the_newest_of_a_long_list_are_fetched_and_the_others_told(self, here: Site, tmp_path: Path) -> None:
        here.pages |= {f"/{number}": answer(page(number)) for number in range(1, 6)}
        here.pages["/feed"] = answer(RSS.format("".join(ITEM.format(f"/{number}", number) for number in range(1, 6))))
        found = get(tmp_path, here.at("/feed"), manners=QUICK._replace(most=2))
        assert (found.saved, here.counts["/5"], here.counts["/4"], here.counts["/3"]) == (2, 1, 1, 0)
        (problem,) = found.problems
        assert "5 addresses; the 3 oldest" in problem.message

    @pytest.mark.parametrize(
        ("changed", "looked", "again"), [(90, 60, False), (30, 60, True), (-60, 60, False), (9_000, 300, False), (9_000, 400, True)]
    )
    def test_a_page_is_looked_at_again_when_its_feed_says_it_changed_or_it_was_long_ago(
        self, here: Site, tmp_path: Path, changed: int, looked: int, again: bool
    ) -> None:
        """`changed` and `looked`: minutes ago."""
        now = datetime.now(UTC)
        item = f"<item><link>/1</link><pubDate>{format_datetime(now - timedelta(minutes=changed))}</pubDate></item>"
        here.pages |= {"/1": answer(page(1)), "/feed": answer(RSS.format(item))}
        get(tmp_path, here.at("/feed"))
        notes = tmp_path / ".fetched.jsonl"
        at = (now - timedelta(minutes=looked)).isoformat(timespec="seconds")
        notes.write_text(re.sub(r'"at": "[^"]*"', f'"at": "{at}"', notes.read_text()))
        get(tmp_path, here.at("/feed"))
        assert here.counts["/1"] == 1 + again

    def test_a_page_that_failed_is_tried_again_though_its_feed_has_not_changed(self, here: Site, tmp_path: Path) -> None:
        here.pages["/feed"] = answer(RSS.format(ITEM.format("/1", 1)), ETag='"f"')
        assert get(tmp_path, here.at("/feed")).problems[0].kind == "status"
        here.pages |= {"/1": answer(page(1)), "/feed": b"HTTP/1.1 304 Not Modified\r\n\r\n"}
        assert get(tmp_path, here.at("/feed")).saved == 1

    def test_a_feed_in_a_feed_is_not_followed(self, here: Site, tmp_path: Path) -> None:
        here.pages["/feed"] = answer(RSS.format(ITEM.format("/more", 1)))
        here.pages["/more"] = answer(RSS.format(ITEM.format("/2", 1)))
        assert refused_of(get(tmp_path, here.at("/feed"))) == ["lists"]
        assert here.counts["/2"] == 0

    def test_a_file_of_addresses_or_a_saved_feed(self, tmp_path: Path) -> None:
        (tmp_path / "a.txt").write_text("# the ferry\nhttps://gull.example/1\n\nwww.gull.example/2\n")
        (tmp_path / "b.xml").write_text(RSS.format(ITEM.format("https://gull.example/3", 1)))
        found = fetching.addresses([str(tmp_path / "a.txt"), "https://gull.example/1", str(tmp_path / "b.xml")])
        assert found == ["https://gull.example/1", "https://www.gull.example/2", "https://gull.example/3"]
        (tmp_path / "c.txt").write_text("The ferry ran aground on Monday.\n")
        with pytest.raises(WrongUse):
            fetching.addresses([str(tmp_path / "c.txt")])


def refused_of(found: Fetched) -> list[str]:
    return [problem.kind for problem in found.problems]

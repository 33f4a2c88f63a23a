"""Pages of addresses, feeds, sitemaps and lists, fetched into a folder: one question at a time to a host, with a pause between two."""

import hashlib
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import NamedTuple

import httpx

from variorum.errors import WrongUse
from variorum.live import robots
from variorum.live.asking import AGENT, Answer, Limits, ask, unpacked
from variorum.live.folder import MOVED, Folder, Note
from variorum.live.hosts import Refused, parsed
from variorum.model.report import Problem
from variorum.sources.addresses import Listing, in_lines, listed
from variorum.sources.decode import decode
from variorum.sources.make import regular

STAGE = "fetch"
MOST_REDIRECTS = 10
MOST_AT_ONCE = 8  # hosts that are spoken with
LONGEST_WAIT = 120.0  # seconds for which a server that asks for it is waited for
LONGEST_PAUSE = 60.0  # seconds between two questions that a site may ask for
TRIES = 2  # of an address whose server is busy or fails
SILENT = 3  # addresses of a host that cannot be reached in a row, after which the rest of it is left
DEEPEST_INDEX = 2  # a list of sitemaps, and the sitemaps in it
# How old the last look at a page must be before a feed that lists it has it asked for again, for what was changed without a word.
AGAIN = timedelta(hours=6)
_PAGES = frozenset({"text/html", "application/xhtml+xml", "application/vnd.wap.xhtml+xml", ""})
_BUSY = frozenset({429, 500, 502, 503, 504})
_SAID = {
    401: "asks for a password", 402: "asks for money", 403: "is forbidden by its server", 404: "is not there", 410: "is gone for good",
    429: "was asked for too often", 451: "is withheld for reasons of law",
}  # fmt: skip

Progress = Callable[[str, int, int], None]


class Manners(NamedTuple):
    """How a run behaves. `most`: addresses of one feed or sitemap, the newest."""

    limits: Limits = Limits()
    pause: float = 1.0  # seconds between two questions to one host
    most: int = 200


class Fetched(NamedTuple):
    """What a run brought: pages saved, addresses without news, what could not be had, and the archive with the pages."""

    saved: int
    unchanged: int
    problems: tuple[Problem, ...]
    asked: frozenset[str]  # addresses, so that older problems of them can be forgotten
    archive: Path | None


@dataclass(slots=True)
class _Wanted:
    """An address to be asked; `depth`: how many lists led to it."""

    address: str
    depth: int = 0


@dataclass(slots=True)
class _Host:
    guard: threading.Lock = field(default_factory=threading.Lock)
    next: float = 0.0  # when it may be asked again
    silent: int = 0
    rules: dict[str, robots.Rules] = field(default_factory=dict)  # by scheme and port


def addresses(named: Iterable[str]) -> list[str]:
    """The addresses that a user names: as they stand, or those in a file, be it a list, a feed or a sitemap.

    Raises WrongUse for a file with no addresses in it, and for what is neither.
    """
    found: dict[str, None] = {}
    for name in named:
        if "://" in name:
            found[name] = None
            continue
        if not Path(name).is_file():
            raise WrongUse(f"{name!r} is neither an address, which begins with https:// or http://, nor a file")
        with regular(Path(name)) as file:
            data = file.read(Limits().size)
        listing = listed(data)
        lines = [entry.address for entry in listing.entries] if listing else in_lines(decode(data).text)
        if not lines:
            raise WrongUse(f"{name} is no list of addresses, one a line, and no feed or sitemap")
        found.update(dict.fromkeys(lines))
    return list(found)


def fetch(wanted: Iterable[str], to: Path, manners: Manners, progress: Progress) -> Fetched:
    """Fetch what the addresses lead to into the folder `to`; of feeds and sitemaps the pages that they list.

    A run that is killed goes on where it was at the next call. Raises WrongUse where another run has the folder.
    """
    with Folder(to) as folder:
        run = _Run(folder, manners, progress)
        run.work([_Wanted(address) for address in dict.fromkeys(wanted)])
        return Fetched(run.saved, run.unchanged, tuple(run.problems), frozenset(run.asked), folder.finish())


class _Run:
    """One run: threads take turns with the hosts."""

    def __init__(self, folder: Folder, manners: Manners, progress: Progress) -> None:
        self.folder, self.manners, self.progress = folder, manners, progress
        self.saved = self.unchanged = 0
        self.problems: list[Problem] = []
        self.asked: set[str] = set()
        self._hosts: dict[str, _Host] = {}
        self._waiting: dict[str, deque[_Wanted]] = {}
        self._busy: set[str] = set()
        self._news = threading.Condition()
        self._over = threading.Event()
        self._done = 0
        self._failed: list[BaseException] = []

    def work(self, wanted: Iterable[_Wanted]) -> None:
        """All of it; comes back when nothing is left. What a thread could not foresee is raised here."""
        self._add(wanted)
        threads = [threading.Thread(target=self._serve, daemon=True) for _ in range(MOST_AT_ONCE)]
        for thread in threads:
            thread.start()
        try:
            while any(thread.is_alive() for thread in threads):
                with self._news:
                    self._news.wait(0.2)
                    done, of = self._done, len(self.asked)
                self.progress("Fetching pages", done, of)
        finally:
            self._over.set()
        if self._failed:
            raise self._failed[0]

    def _add(self, wanted: Iterable[_Wanted]) -> None:
        with self._news:
            for one in wanted:
                if one.address in self.asked:
                    continue
                self.asked.add(one.address)
                try:
                    host = parsed(one.address).host
                except Refused as error:
                    self._tell(one.address, error)
                    self._done += 1
                    continue
                self._waiting.setdefault(host, deque()).append(one)
            self._news.notify_all()

    def _serve(self) -> None:
        """The work of a thread: an address of a host that nobody speaks with, until there is none."""
        try:
            while (taken := self._next()) is not None:
                host, one = taken
                try:
                    self._one(one)
                except Refused as error:
                    self._tell(one.address, error)
                finally:
                    with self._news:
                        self._busy.discard(host)
                        self._done += 1
                        self._news.notify_all()
        except BaseException as error:
            self._failed.append(error)
            self._over.set()

    def _next(self) -> tuple[str, _Wanted] | None:
        with self._news:
            while not self._over.is_set():
                for host, waiting in self._waiting.items():
                    if waiting and host not in self._busy:
                        self._busy.add(host)
                        return host, waiting.popleft()
                if not self._busy:
                    return None
                self._news.wait(0.2)
        return None

    def _one(self, one: _Wanted) -> None:
        """Ask an address and follow where it leads; keep the page, or look at what it lists."""
        if one.address in self.folder.done and (note := self.folder.known(one.address)):
            self._follow(one, note.links)
            return
        url, seen = parsed(one.address), set[str]()
        while True:
            seen.add(str(url))
            answer = self._asked(url)
            if answer.status == 304 and (note := self.folder.known(str(url))):
                self._as_before(one, note)
                return
            if answer.status not in MOVED or not (place := answer.header("Location")):
                break
            self.folder.put(answer)
            url = _sent_on(url, place)
            if str(url) in seen or len(seen) > MOST_REDIRECTS:
                raise Refused("redirects", "It is sent on in a circle." if str(url) in seen else f"It is sent on {MOST_REDIRECTS} times.")
        if not 200 <= answer.status < 300:
            said = _SAID.get(answer.status, "cannot be had")
            raise Refused("status", f"It {said} (its server answered {answer.status}).")
        self._keep(one, answer)

    def _as_before(self, one: _Wanted, note: Note) -> None:
        self.folder.asked(note)
        if note.links:
            self._follow(one, note.links)
        else:
            self._count(unchanged=1)

    def _keep(self, one: _Wanted, answer: Answer) -> None:
        """Keep a page, or look at what a list lists. Raises Refused for anything else."""
        data = unpacked(answer, self.manners.limits)
        if listing := listed(data, answer.address):
            self._list(one, answer, listing)
            return
        if answer.kind not in _PAGES or (not answer.kind and b"<" not in data[:1024]):
            raise Refused("no page", f"It is no page but {answer.kind or 'something without a type'}; save it yourself and read the file.")
        if not data.strip():
            raise Refused("answer", "Its server answered with nothing.")
        digest = hashlib.sha256(data).hexdigest()[:24]
        known = self.folder.known(answer.address)
        if known and known.archive and known.digest == digest:
            self._as_before(one, known)
        else:
            self.folder.put(answer, digest)
            self._count(saved=1)
        if answer.address != str(parsed(one.address)):  # by the name that led there it is done too
            self.folder.asked(Note(one.address, "", answer.status))

    def _list(self, one: _Wanted, answer: Answer, listing: Listing) -> None:
        if one.depth > DEEPEST_INDEX or (one.depth and listing.kind == "feed"):
            raise Refused("lists", "It is a list of addresses in a list of addresses.")
        if not listing.entries:
            raise Refused("lists", "It is a feed or sitemap with no address in it.")
        links = tuple(listing.entries[: self.manners.most])
        if (left := len(listing.entries) - len(links)) > 0:
            self._tell(one.address, Refused("many", f"It lists {len(listing.entries):,} addresses; the {left:,} oldest were left out."))
        self.folder.listed(answer, links)
        self._follow(one, links)

    def _follow(self, one: _Wanted, links: Iterable[tuple[str, str | None]]) -> None:
        """The addresses of a list that are to be asked: those that are new, have changed since, or were not looked at for long."""
        self._add(_Wanted(address, one.depth + 1) for address, changed in links if self._due(address, changed))

    def _due(self, address: str, changed: str | None) -> bool:
        note = self.folder.known(address)
        if note is None or note.links or address in self.folder.done:
            return True
        now, at, since = datetime.now(UTC), datetime.fromisoformat(note.at), _moment(changed)
        return now - at > AGAIN or (since is not None and at < since <= now)

    def _asked(self, url: httpx.URL) -> Answer:
        """What an address answers, by its site's rules, again where its server is busy. Raises Refused."""
        host = self._host(url.host)
        headers = {}
        if (note := self.folder.known(str(url))) and (note.archive or note.links):
            headers = {name: value for name, value in (("If-None-Match", note.etag), ("If-Modified-Since", note.modified)) if value}
        with host.guard:  # one question at a time to a host, whoever asks
            rules = self._rules(url, host)
            if not rules.allow(url.raw_path.decode("ascii", "replace")):
                why = "does not give its robots.txt" if rules is robots.NOTHING else "asks programs not to fetch it (robots.txt)"
                raise Refused("robots", f"Its site {why}.")
            pause = max(self.manners.pause, min(rules.pause or 0.0, LONGEST_PAUSE))
            for attempt in range(1, TRIES + 1):
                answer = self._in_turn(url, host, pause, headers)
                if answer.status not in _BUSY or attempt == TRIES:
                    break
                wait = _wait_of(answer)
                if wait > LONGEST_WAIT:
                    raise Refused("busy", f"Its server asks to be left alone for {wait:,.0f} seconds; fetch it later.")
                host.next = max(host.next, time.monotonic() + wait)
        return answer

    def _in_turn(self, url: httpx.URL, host: _Host, pause: float, headers: dict[str, str]) -> Answer:
        if host.silent >= SILENT:
            raise Refused("network", f"It was left, as its host could not be reached {SILENT} times in a row.")
        if self._over.wait(max(0.0, host.next - time.monotonic())):
            raise Refused("stopped", "The run was stopped.")
        try:
            answer = ask(url, self.manners.limits, headers)
        except Refused as error:
            host.silent += error.kind in ("network", "time")
            raise
        finally:
            host.next = time.monotonic() + pause
        host.silent = 0
        return answer

    def _rules(self, url: httpx.URL, host: _Host) -> robots.Rules:
        """What the site's robots.txt says to us; nothing may be asked where it cannot be had though it may be there."""
        place = url.copy_with(raw_path=b"/robots.txt")
        if str(place) not in host.rules:
            try:
                host.rules[str(place)] = self._rules_at(place, host)
            except Refused as error:
                if error.kind not in ("answer", "size"):
                    raise
                host.rules[str(place)] = robots.NOTHING
        return host.rules[str(place)]

    def _rules_at(self, place: httpx.URL, host: _Host) -> robots.Rules:
        for _ in range(MOST_REDIRECTS):
            answer = self._in_turn(place, host, self.manners.pause, {})
            if answer.status in MOVED and (to := answer.header("Location")):
                place = _sent_on(place, to)
                continue
            if 200 <= answer.status < 300:
                text = unpacked(answer, self.manners.limits)[: robots.LARGEST].decode("utf-8", "replace")
                return robots.rules(text, AGENT)
            return robots.Rules() if 400 <= answer.status < 500 and answer.status != 429 else robots.NOTHING
        return robots.Rules()

    def _host(self, name: str) -> _Host:
        with self._news:
            return self._hosts.setdefault(name, _Host())

    def _count(self, saved: int = 0, unchanged: int = 0) -> None:
        with self._news:
            self.saved += saved
            self.unchanged += unchanged

    def _tell(self, address: str, error: Refused) -> None:
        with self._news:
            self.problems.append(Problem(address, STAGE, error.kind, str(error)))


def _sent_on(url: httpx.URL, place: str) -> httpx.URL:
    """Where a server sends one on to; it may write bytes of UTF-8 where it should not. Raises Refused for what is no address."""
    with suppress(UnicodeError):
        place = place.encode("latin-1").decode("utf-8")
    try:
        return parsed(str(url.join(place)))
    except httpx.InvalidURL as error:
        raise Refused("redirects", "It is sent on to something that is no address.") from error


def _wait_of(answer: Answer) -> float:
    """Seconds that a busy server asks for; ten where it does not say."""
    told = (answer.header("Retry-After") or "").strip()
    if told.isdigit():
        return float(told[:9])
    with suppress(ValueError, TypeError):
        moment = parsedate_to_datetime(told)
        return max(0.0, (moment - datetime.now(moment.tzinfo)).total_seconds())
    return 10.0


def _moment(written: str | None) -> datetime | None:
    if written is None:
        return None
    with suppress(ValueError):
        moment = datetime.fromisoformat(written)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None

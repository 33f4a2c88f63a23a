"""What was fetched, and where it lies: web archives, one a run, and beside them a line for each answer.

A run writes into a file that `read` passes over (its name begins with a full stop) and gives it its name at the end. One that was killed
is gone on with: its archive is cut behind the last answer that is told of, and what it has is not asked again.
"""

import json
import os
import threading
from datetime import UTC, datetime
from io import BytesIO
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from warcio import statusandheaders, warcwriter

from variorum.errors import WrongUse
from variorum.live.asking import AGENT, VERSION, Answer

_heads: Any = statusandheaders  # warcio has no types
_archives: Any = warcwriter

NOTES = ".fetched.jsonl"
MOVED = frozenset({301, 302, 303, 307, 308})  # answers that send one on
# Of the transfer itself, which is over: what lies in the archive is in one piece and has the length that it has.
_OF_TRANSFER = frozenset({"transfer-encoding", "content-length", "connection", "keep-alive", "trailer"})


class Note(NamedTuple):
    """What is known of an address: when it was asked, what it answered, and by what a server knows whether it has changed since."""

    address: str
    at: str  # ISO 8601, UTC
    status: int
    etag: str | None = None
    modified: str | None = None
    links: tuple[tuple[str, str | None], ...] = ()  # of a feed: address, and when it changed
    run: str = ""  # the name of the run's archive
    end: int = 0  # bytes of that archive when this was noted
    archive: str = ""  # the name of the archive that has the page, of this run or an earlier one
    digest: str = ""  # of the page, by which one that is sent anew though nothing changed is known


class Folder:
    """A folder of fetched pages, open for one run. Threads may write in turn. Raises WrongUse where another run has it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir(parents=True, exist_ok=True)
        self._guard = threading.Lock()
        self._held = _only_one(path / ".fetching")
        self._notes: dict[str, Note] = {}
        earlier = self._read_notes()
        left = next(iter(sorted(path.glob(".fetched-*.warc.gz"))), None)
        self._run = left.name.removeprefix(".") if left else _name_of(datetime.now(UTC), {note.run for note in earlier})
        mine = [note for note in earlier if note.run == self._run]
        self.done = frozenset(note.address for note in mine if note.status not in MOVED)  # where one is sent on the end may not be reached
        self._pages = sum(note.archive == self._run for note in mine)
        self._archive = _opened(path / f".{self._run}", max((note.end for note in mine), default=0))
        self._writer = _archives.WARCWriter(self._archive, gzip=True, warc_version="1.1")
        self._list = self._compacted()
        if self._archive.tell() == 0:
            self._writer.write_record(self._writer.create_warcinfo_record(self._run, _told_of_itself()))

    def known(self, address: str) -> Note | None:
        """What is known of an address from this run and earlier ones; None where the archive with its page is no longer there."""
        note = self._notes.get(address)
        if note is None or note.archive in ("", self._run) or (self.path / note.archive).exists():
            return note
        return None

    def put(self, answer: Answer, digest: str = "") -> None:
        """Keep a page, or an answer on the way to one, and a note of it. It is on the disk when this returns."""
        page = answer.status not in MOVED
        with self._guard:
            self._writer.write_record(self._record(answer))
            self._pages += page
            self._note(_noted(answer)._replace(archive=self._run if page else "", digest=digest))

    def listed(self, answer: Answer, links: tuple[tuple[str, str | None], ...]) -> None:
        """Keep what a feed or sitemap lists."""
        with self._guard:
            self._note(_noted(answer)._replace(links=links))

    def asked(self, note: Note) -> None:
        """Keep that an address was asked and had nothing that is not known."""
        with self._guard:
            self._note(note._replace(at=_now()))

    def finish(self) -> Path | None:
        """The run is over: the archive gets its name; None where it has no page."""
        with self._guard:
            self._archive.close()
            unfinished = self.path / f".{self._run}"
            if not self._pages:
                unfinished.unlink()
                return None
            return unfinished.rename(self.path / self._run)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        with self._guard:
            self._archive.close()
            self._list.close()
            self._held.close()

    def _note(self, note: Note) -> None:
        self._archive.flush()
        os.fsync(self._archive.fileno())
        note = note._replace(run=self._run, end=self._archive.tell())
        self._notes[note.address] = note
        self._list.write(json.dumps(note._asdict(), ensure_ascii=False) + "\n")
        self._list.flush()

    def _record(self, answer: Answer) -> Any:
        headers = [(name if name.lower() not in _OF_TRANSFER else f"X-Archive-Orig-{name}", value) for name, value in answer.headers]
        headers.append(("Content-Length", str(len(answer.body))))
        http = _heads.StatusAndHeaders(f"{answer.status} {answer.reason}".strip(), headers, protocol="HTTP/1.1")
        return self._writer.create_warc_record(answer.address, "response", BytesIO(answer.body), len(answer.body), http_headers=http)

    def _read_notes(self) -> list[Note]:
        """The notes in their order; a line that was being written when a run was killed is passed over."""
        lines = []
        try:
            text = (self.path / NOTES).read_text("utf-8", "replace")
        except FileNotFoundError:
            return []
        for line in text.splitlines():
            try:
                told = json.loads(line)
                note = Note(**told | {"links": tuple((address, changed) for address, changed in told["links"])})
            except (ValueError, TypeError, KeyError):
                continue
            lines.append(note)
            self._notes[note.address] = note
        return lines

    def _compacted(self) -> Any:
        """The list of notes, rewritten with the last note of each address, open for more."""
        new = self.path / f"{NOTES}.new"
        with new.open("w", encoding="utf-8") as file:
            for note in self._notes.values():
                file.write(json.dumps(note._asdict(), ensure_ascii=False) + "\n")
            file.flush()
            os.fsync(file.fileno())
        new.replace(self.path / NOTES)
        return (self.path / NOTES).open("a", encoding="utf-8")


def _opened(path: Path, end: int) -> Any:
    """The archive of a run, cut behind the last answer that is told of; new where there is none."""
    if not path.exists():
        return path.open("wb")
    archive = path.open("r+b")
    archive.truncate(min(end, path.stat().st_size))
    archive.seek(0, os.SEEK_END)
    return archive


def _name_of(moment: datetime, taken: set[str]) -> str:
    plain = f"fetched-{moment.strftime('%Y%m%dT%H%M%SZ')}"
    names = (f"{plain}{f'-{number}' if number > 1 else ''}.warc.gz" for number in count(1))
    return next(name for name in names if name not in taken)


def _told_of_itself() -> dict[str, str]:
    return {"software": f"{AGENT} {VERSION}", "format": "WARC File Format 1.1", "robots": "obey"}


def _noted(answer: Answer) -> Note:
    return Note(answer.address, _now(), answer.status, answer.header("ETag"), answer.header("Last-Modified"))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _only_one(path: Path) -> Any:
    """The mark of a run that has a folder; held until it is closed or the process ends. Raises WrongUse where it is held."""
    file = path.open("a")
    try:
        import fcntl
    except ImportError:  # Windows: two runs at once are the user's to avoid
        return file
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        file.close()
        raise WrongUse(f"another `variorum fetch` is writing into {path.parent}: wait for it, or give another folder") from error
    return file

"""Archives of files (zip, tar) and what is one underneath: documents of word processors, WACZ. What lies in them is read file by file."""

import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path, PurePosixPath
from typing import IO

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources.make import STAGE, named, opened
from variorum.sources.office import is_document, of_document
from variorum.sources.snapshot import INDEX

Reader = Callable[[Path, str, Given], Iterator[Record | Problem | None]]
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
# What a saved page brings with it, and what systems leave in archives.
_ASIDE = frozenset(
    {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".ico", ".css", ".js", ".mjs", ".map", ".woff", ".woff2", ".ttf", ".otf", ".eot"}
    | {".mp4", ".mp3", ".webm", ".avif", ".bmp", ".ds_store", ".idx", ".cdx", ".cdxj"}
)
MOST_MEMBERS = 20_000
LARGEST_MEMBER = 2_000_000_000  # bytes on the disk, where a member lies while it is read
# What unpacking raises at an archive that is not as it says.
BROKEN = (tarfile.TarError, zipfile.BadZipFile, EOFError, zlib.error, NotImplementedError, lzma.LZMAError)
LONGEST_PART = 200  # bytes of a folder's or file's name
_LISTS = (".ris", ".bib", ".bibtex", ".rdf")
LONGEST_NAME = 60  # letters of a member's name, its end counted; systems take some 255 bytes
DEEPEST = 2  # an archive in an archive; what lies deeper is told of


@dataclass(frozen=True, slots=True)
class Bundle:
    """A zip or tar archive. `reader` reads a file of any format; `depth` is how many archives this one lies in.

    `walk` finds the files of a folder that are to be read: for archives with lists of references, which tell of the files beside them.
    """

    reader: Reader
    walk: Callable[[Path], Iterator[tuple[Path, str]]]
    depth: int = 1

    def takes(self, path: Path, head: bytes) -> bool:
        return head.startswith(_ZIP) or head[257:262] == b"ustar"

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        with opened(path) as file:
            zipped = file.read(4) in _ZIP
        if not zipped:
            yield from self._of_members(_in_tar(path), origin, given)
            return
        try:
            archive = zipfile.ZipFile(opened(path))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
            yield Problem(origin, STAGE, "damaged", "The archive is damaged or incomplete.")
            return
        with archive:
            names = set(archive.namelist())
            if min((member.header_offset for member in archive.infolist()), default=0) > 0:
                # the list at its end is that of an archive within it: its own is missing
                yield Problem(origin, STAGE, "damaged", "The archive is damaged or incomplete; what can be told from its end was read.")
            if is_document(names):
                try:
                    yield from of_document(archive, named(path), origin, given)
                except BROKEN:
                    yield Problem(origin, STAGE, "damaged", "The document is damaged; its text cannot be read.")
            elif kind := _other(names):
                yield Problem(origin, STAGE, "binary", f"The file is {kind}.")
            else:
                packed = "datapackage.json" in names and any(name.startswith("archive/") for name in names)
                members = _in_zip(archive, "archive/" if packed else "")
                together = any(PurePosixPath(name).suffix.lower() in _LISTS or PurePosixPath(name).name == INDEX for name in names)
                yield from self._together(members, origin, given) if together else self._of_members(members, origin, given)

    def _together(self, members: "Iterator[_Member]", origin: str, given: Given) -> Iterator[Record | Problem | None]:
        """Members that tell of each other: all are unpacked, as they lie, and read as a folder is."""
        if self.depth > DEEPEST:
            yield _nested(origin)
            return
        with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
            left = LARGEST_MEMBER
            try:
                for member in islice(members, MOST_MEMBERS):
                    parts = PurePosixPath(member.name).parts
                    if not _wanted(member.name) or not parts:
                        continue
                    if not all(map(_plain, parts)):
                        yield Problem(f"{origin}#{member.name}", STAGE, "archive", "Its name is none that a file here may have.")
                        continue
                    place = Path(folder, *parts)
                    place.parent.mkdir(parents=True, exist_ok=True)
                    if problem := member.problem or _unpacked(member, place, left):
                        place.unlink(missing_ok=True)
                        yield Problem(f"{origin}#{member.name}", STAGE, "archive", problem)
                    else:
                        left -= place.stat().st_size
            except (*BROKEN, OSError):  # among them two members of one name, one a folder
                yield Problem(origin, STAGE, "damaged", "The archive is damaged; what follows in it cannot be read.")
            for path, _ in self.walk(Path(folder)):
                yield from self.reader(path, f"{origin}#{path.relative_to(folder).as_posix()}", given)

    def _of_members(self, members: "Iterator[_Member]", origin: str, given: Given) -> Iterator[Record | Problem | None]:
        if self.depth > DEEPEST:
            yield _nested(origin)
            return
        read = 0
        with tempfile.TemporaryDirectory(prefix="variorum-") as folder:
            for number in count(1):
                try:
                    member = next(members, None)
                    if member is None:
                        break
                    if number > MOST_MEMBERS:
                        yield Problem(origin, STAGE, "size", f"The archive has more than {MOST_MEMBERS:,} files; the rest was not read.")
                        break
                    if not _wanted(member.name):
                        continue
                    here = f"{origin}#{member.name}"
                    read += 1
                    place = Path(folder) / PurePosixPath(member.name).name[-LONGEST_NAME:]
                    if problem := member.problem or _unpacked(member, place):
                        yield Problem(here, STAGE, "archive", problem)
                        continue
                    yield from self.reader(place, here, given)
                    place.unlink(missing_ok=True)
                except BROKEN:
                    yield Problem(origin, STAGE, "damaged", "The archive is damaged; what follows in it cannot be read.")
                    break
        if not read:
            yield Problem(origin, STAGE, "nothing", "There is no file in the archive that could be a report.")


@dataclass(frozen=True, slots=True)
class _Member:
    name: str
    open: Callable[[], IO[bytes] | None]
    problem: str | None = None


def _in_zip(archive: zipfile.ZipFile, under: str) -> Iterator[_Member]:
    """The files of an archive; of a WACZ those `under` the folder of its WARCs alone."""
    for info in archive.infolist():
        if info.filename and not info.is_dir() and info.filename.startswith(under):
            problem = "The file is encrypted; unpack the archive with its password." if info.flag_bits & 1 else None
            yield _Member(info.filename, lambda info=info: archive.open(info), problem)  # type: ignore[misc]


def _in_tar(path: Path) -> Iterator[_Member]:
    with opened(path) as file, tarfile.open(fileobj=file, mode="r:") as archive:
        for info in archive:
            if info.isfile():
                yield _Member(info.name, lambda info=info: archive.extractfile(info))  # type: ignore[misc]


def _nested(origin: str) -> Problem:
    return Problem(origin, STAGE, "nested", "It is an archive in an archive in an archive; unpack it and give what lies in it.")


def _plain(part: str) -> bool:
    """May a part of a member's name be that of a file here? It leads to no other place, and systems take it."""
    return part not in ("..", "/") and "\\" not in part and ":" not in part and len(part.encode("utf-8", "replace")) <= LONGEST_PART


def _unpacked(member: _Member, place: Path, most: int = LARGEST_MEMBER) -> str | None:
    """Puts a member where it can be read; why that is not done, if it is not."""
    source = member.open()
    if source is None:
        return "It cannot be unpacked."
    size = 0
    with source, place.open("wb") as file:
        while data := source.read(1 << 20):
            size += len(data)
            if size > most:
                return f"It is larger than {most // 1_000_000:,} MB; unpack it yourself."
            file.write(data)
    return None


def _wanted(name: str) -> bool:
    path = PurePosixPath(name)
    hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not hidden and path.suffix.lower() not in _ASIDE and ".cdx" not in path.name


def _other(names: set[str]) -> str | None:
    """What a zip archive is that holds no reports."""
    if any(name.startswith("xl/") for name in names):
        return "a spreadsheet; save it as CSV"
    if any(name.startswith("ppt/") for name in names):
        return "a presentation; save its text"
    if "META-INF/container.xml" in names:
        return "an electronic book, which is not read"
    if "[Content_Types].xml" in names:
        return "an office document whose text is missing"
    return None

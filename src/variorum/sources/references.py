"""Lists of references (RIS, BibTeX), as Zotero and press databases export them: read where they hold a text, told of where they do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.decode import clean, decode
from variorum.sources.fields import File, closing, made, of_file
from variorum.sources.make import STAGE, whole
from variorum.sources.wrapped import unwrapped

_RIS = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - [A-Z]{3,6}\s")
_BIBTEX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|%[^\n]*\n)*@[a-zA-Z]+\s*\{\s*[^\s,{}]*\s*,")
_LINE = re.compile(r"^(?P<tag>[A-Z][A-Z0-9])  - ?(?P<rest>.*)$")
# RIS's tags, in the order in which they are asked.
_TAGS = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("T2", "JO", "JF"), "publication"),
    **dict.fromkeys(("AU", "A1"), "author"),
    **dict.fromkeys(("DA", "Y1"), "date"),
    **dict.fromkeys(("UR", "L2"), "url"),
    **dict.fromkeys(("ID", "AN"), "id"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **{"PB": "publisher", "PY": "issued", "LA": "language", "N1": "notes", "C1": "full text"},
}
_ENTRY = re.compile(r"@(?P<kind>[a-zA-Z]+)\s*\{\s*(?P<key>[^\s,{}]*)\s*,")
_VALUE = re.compile(r"\s*(?P<name>[a-zA-Z-]+)\s*=\s*")
_NO_ENTRY = frozenset({"comment", "string", "preamble"})
_NAMES = {"journal": "publication", "journaltitle": "publication", "year": "issued", "fulltext": "full text", "abstract": "abstract"}


@dataclass(frozen=True, slots=True)
class References:
    """One list of references."""

    def takes(self, path: Path, head: bytes) -> bool:
        return bool(_RIS.match(head) or _BIBTEX.match(head))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        decoded = decode(data)
        if decoded.note:
            yield Problem(origin, STAGE, "encoding", decoded.note)
        text = clean(decoded.text)
        entries = list(_of_ris(text) if _RIS.match(data) else _of_bibtex(text))
        place = of_file(path, origin, given)
        if not any(entry.get("full text") or entry.get("abstract") for entry in entries):
            message = "The references have no text; give the saved pages or documents that they are of."
            yield Problem(origin, STAGE, "no text", message)
            return
        for number, entry in enumerate(entries, 1):
            yield Record(f"Reference {number}", partial(_made, entry, f"Reference {number}", place))
        yield from closing(place)


def _made(entry: dict[str, str], where: str, place: File) -> Iterator[Report | Problem]:
    if (date := entry.get("date")) and re.fullmatch(r"\d{4}/\d{2}/\d{2}/?.*", date):  # RIS: 2024/05/02/
        entry["date"] = date[:10].replace("/", "-")
    yield from made(entry, where, place)


def _of_ris(text: str) -> Iterator[dict[str, str]]:
    entry: dict[str, str] = {}
    name = ""
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match and match["tag"] == "ER":
            if entry:
                yield entry
            entry, name = {}, ""
        elif match:
            name = _TAGS.get(match["tag"], "")
            if name and match["tag"] in ("AU", "A1") and name in entry:
                entry[name] += f"; {match['rest'].strip()}"
            elif name and name not in entry:
                entry[name] = match["rest"].strip()
            else:
                name = ""
        elif name and line.strip():
            entry[name] += f"\n{line.strip()}"
    if entry:
        yield entry


def _of_bibtex(text: str) -> Iterator[dict[str, str]]:
    for start in _ENTRY.finditer(text):
        if start["kind"].lower() in _NO_ENTRY:
            continue
        entry = {"id": start["key"]}
        place = start.end()
        while match := _VALUE.match(text, place):
            value, place = _braced(text, match.end())
            name = match["name"].lower()
            entry[_NAMES.get(name, name)] = unwrapped(re.sub(r"[{}]|\\(?=[&%$#_])", "", value).strip())
            comma = re.compile(r"\s*,").match(text, place)
            if comma is None:
                break
            place = comma.end()
        yield entry


def _braced(text: str, place: int) -> tuple[str, int]:
    """A value between braces or quotation marks, or a bare one, and where it ends."""
    if text[place : place + 1] not in ("{", '"'):
        end = re.compile(r"[^,}\n]*").match(text, place)
        return (end[0], end.end()) if end else ("", place)
    opening, depth = text[place], 0
    for here in range(place, len(text)):
        mark = text[here]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
        if (opening == "{" and depth == 0) or (opening == '"' and mark == '"' and depth == 0 and here > place):
            return text[place + 1 : here], here + 1
    return text[place + 1 :], len(text)

"""Lists of references (RIS, BibTeX, CSL-JSON, RDF), as Zotero and press databases export them.

Where an entry's page lies beside the list, the page's text with what the entry says of it is one report. Where an entry holds a text of its
own, that is read; where it has neither, that is told.
"""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from variorum.contracts import Given, Record
from variorum.model.report import Problem, Report
from variorum.sources.attached import Beside
from variorum.sources.decode import clean, decode
from variorum.sources.fields import FIELDS, WEAK, File, closing, described, key, made, of_file
from variorum.sources.make import HEAD, READING, STAGE, decoded, given_first, opened, retold, shown, whole
from variorum.sources.wrapped import unwrapped
from variorum.sources.zotero import is_rdf, items

_RIS = re.compile(rb"(?:\xef\xbb\xbf)?\s*TY  - [A-Z]{3,6}\s")
_BIBTEX = re.compile(rb"(?:\xef\xbb\xbf)?(?:\s|%[^\n]*\n)*@[a-zA-Z]+\s*\{\s*[^\s,{}]*\s*,")
_JSON = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:\[\s*)?\{")
# What only references have, in CSL-JSON and in Zotero's own JSON; and what records that hold their own text have, which are none.
_CITED = re.compile(
    rb'"itemType"\s*:|"type"\s*:\s*"(?:article(?:-\w+)?|webpage|post(?:-weblog)?|broadcast|report|document|interview|speech)"'
)
_OWN_TEXT = frozenset(map(key, FIELDS["text"])) - WEAK
_LINE = re.compile(r"^(?P<tag>[A-Z][A-Z0-9])  - ?(?P<rest>.*)$")
# RIS's tags, in the order in which they are asked.
_TAGS = {
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("T2", "JO", "JF"), "publication"),
    **dict.fromkeys(("AU", "A1"), "author"),
    **dict.fromkeys(("DA", "Y1"), "date"),
    **dict.fromkeys(("UR", "LK"), "url"),
    **dict.fromkeys(("ID", "AN"), "id"),
    **dict.fromkeys(("AB", "N2"), "abstract"),
    **{"PB": "publisher", "PY": "issued", "LA": "language", "N1": "notes", "C1": "full text"},
}
_FILED = frozenset({"L1", "L2", "L3", "L4"})  # documents, full texts and pictures of an entry
_ENTRY = re.compile(r"@(?P<kind>[a-zA-Z]+)\s*\{\s*(?P<key>[^\s,{}]*)\s*,")
_VALUE = re.compile(r"\s*(?P<name>[a-zA-Z-]+)\s*=\s*")
_NO_ENTRY = frozenset({"comment", "string", "preamble"})
_NAMES = {"journal": "publication", "journaltitle": "publication", "year": "issued", "fulltext": "full text", "abstract": "abstract"}
_ENDINGS = (".ris", ".bib", ".bibtex", ".json", ".rdf")
_OF_ZOTERO = frozenset({"attachments", "creators", "file", "id", "note", "notes"})  # is taken apart, or says nothing of the report
DEEPEST = 3
_FILES = "its files"  # our name for the words of an entry that may lead to files
Entry = dict[str, Any]
Reader = Callable[[Path, str, Given], Iterator[Record | Problem | None]]


@dataclass(frozen=True, slots=True)
class References:
    """One list of references. `reader` reads a file of any format: the pages and documents beside it.

    `depth`: 1 for a file of the user's, one more for each file in it or beside it; lists that lead to each other come to an end.
    """

    reader: Reader
    depth: int = 1

    def takes(self, path: Path, head: bytes) -> bool:
        if self.depth > DEEPEST:
            return False
        if _JSON.match(head) and path.suffix.lower() in (".json", ""):
            return bool(_CITED.search(head)) and path.is_file() and any(found for _, found in _with_files(path, whole(path, "")))
        return bool(_RIS.match(head) or _BIBTEX.match(head) or is_rdf(head))

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem]:
        data = whole(path, origin)
        if isinstance(data, Problem):
            yield data
            return
        yield from decoded(data, origin)
        entries = list(_with_files(path, data))
        place = of_file(path, origin, given)
        if not any(files or entry.get("full text") or entry.get("abstract") for entry, files in entries):
            message = "The references have no text; give the saved pages or documents that they are of."
            yield Problem(origin, STAGE, "no text", message)
            return
        taken: set[Path] = set()
        for number, (entry, files) in enumerate(entries, 1):
            where = f"Reference {number}"
            if files and taken.issuperset(files):
                yield Problem(origin, STAGE, "twice", f"{where} leads to the same file as one above; it was read there.")
                continue
            taken.update(files)
            yield Record(where, partial(self._made, entry, files, where, place, path.parent))
        yield from closing(place)

    def _made(self, entry: Entry, files: list[Path], where: str, place: File, home: Path) -> Iterator[Report | Problem]:
        """The report of the first of an entry's files that gives any; else what the entry itself holds."""
        untold: list[Problem] = []
        for file in files:
            here = f"{place.origin}#{shown(str(file.relative_to(home.resolve())))}"
            items = list(self._items(file, here, place.given))
            reports = [item for item in items if isinstance(item, Report)]
            if reports:
                told = described(entry, place)
                yield from (retold(item, told, place.given) if len(reports) == 1 and item is reports[0] else item for item in items)
                return
            untold += [item for item in items if isinstance(item, Problem)]
        if not files and entry.get(_FILES) and not entry.get("full text"):
            named = str(entry[_FILES][0])[:120]
            yield Problem(place.origin, STAGE, "missing", f"{where} leads to “{named}”, which does not lie in the list's folder.")
            if not entry.get("abstract"):
                return
        if untold and not (entry.get("full text") or entry.get("abstract")):
            yield from untold
        else:
            yield from made({name: value for name, value in entry.items() if name != _FILES}, where, place)

    def _items(self, file: Path, here: str, given: Given) -> Iterator[Report | Problem]:
        for item in self.reader(file, here, given):
            if isinstance(item, Problem):
                yield item
            elif item is not None:
                yield from item.make()


def files_of(path: Path) -> list[Path]:
    """The files that the entries of a list of references lead to; none of a file that is no such list."""
    if path.suffix.lower() not in _ENDINGS:
        return []
    try:
        with opened(path) as file:
            head = file.read(HEAD)
        if not (_RIS.match(head) or _BIBTEX.match(head) or is_rdf(head) or (_JSON.match(head) and _CITED.search(head))):
            return []
        return [file for _, files in _with_files(path, whole(path, "")) for file in files]
    except READING:
        return []


def _with_files(path: Path, data: bytes | Problem) -> Iterator[tuple[Entry, list[Path]]]:
    """Each entry of a list with these bytes, and the files beside the list that it leads to; nothing of one that is too large."""
    if isinstance(data, Problem):
        return
    beside = Beside(path)
    for entry in _entries(data):
        if (date := entry.get("date")) and re.fullmatch(r"\d{4}/\d{2}/\d{2}/?.*", str(date)):  # RIS: 2024/05/02/
            entry["date"] = date[:10].replace("/", "-")
        files = beside.pointed_to(entry.get(_FILES, ()))
        address = next((entry[name] for name in ("url", "URL") if isinstance(entry.get(name), str)), None)
        if not files and address and (saved := beside.saved_from(address)):
            files = [saved]
        yield entry, files


def _entries(data: bytes) -> Iterator[Entry]:
    text = clean(decode(data).text)
    if is_rdf(data[:HEAD]):
        return (entry | {_FILES: files} for entry, files in items(text))
    if _JSON.match(data):
        return _of_json(text)
    return _of_ris(text) if _RIS.match(data) else _of_bibtex(text)


def _of_json(text: str) -> Iterator[Entry]:
    """The entries of CSL-JSON (https://citationstyles.org), which tells of no files, and of what Zotero writes with their paths."""
    try:
        told = json.loads(text, parse_int=str)
    except (ValueError, RecursionError):
        return
    items = told.get("items") if isinstance(told, dict) else told
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict) or not _OWN_TEXT.isdisjoint(map(key, item)):
            continue
        paths = [item.get("file"), *(each.get("path") for each in _dicts(item.get("attachments")))]
        entry: Entry = {name: value for name, value in item.items() if name not in _OF_ZOTERO}
        entry["id"] = item.get("id") or item.get("itemKey")
        entry[_FILES] = [path for path in paths if isinstance(path, str)]
        if authors := [_person(each) for each in _dicts(item.get("creators")) if each.get("creatorType", "author") == "author"]:
            entry["author"] = "; ".join(authors)
        yield entry


def _dicts(value: object) -> list[Entry]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _person(told: Entry) -> str:
    names = (told.get("firstName"), told.get("lastName") or told.get("name"))
    return " ".join(name for name in names if isinstance(name, str))


def _with_names(entry: Entry) -> Entry:
    """The entry with its authors as names are read: "Tilda Moss, Ken Abara"."""
    return {**entry, "author": given_first(entry["author"].split(";"), listed=True)} if isinstance(entry.get("author"), str) else entry


def _of_ris(text: str) -> Iterator[Entry]:
    entry: Entry = {}
    name = ""
    for line in text.split("\n"):
        match = _LINE.match(line)
        if match and match["tag"] == "ER":
            if entry:
                yield _with_names(entry)
            entry, name = {}, ""
        elif match and match["tag"] in _FILED and not re.match(r"https?://", match["rest"].strip()):
            entry.setdefault(_FILES, []).append(match["rest"].strip())
            name = ""
        elif match:
            name = _TAGS.get(match["tag"], "url" if match["tag"] == "L2" else "")
            if name and match["tag"] in ("AU", "A1") and name in entry:
                entry[name] += f"; {match['rest'].strip()}"
            elif name and name not in entry:
                entry[name] = match["rest"].strip()
            else:
                name = ""
        elif name and line.strip():
            entry[name] += f"\n{line.strip()}"
    if entry:
        yield _with_names(entry)


def _of_bibtex(text: str) -> Iterator[Entry]:
    for start in _ENTRY.finditer(text):
        if start["kind"].lower() in _NO_ENTRY:
            continue
        entry: Entry = {"id": start["key"]}
        place = start.end()
        while match := _VALUE.match(text, place):
            value, place = _braced(text, match.end())
            name = match["name"].lower()
            if name == "file":
                entry[_FILES] = [re.sub(r"[{}]", "", value)]
            entry[_NAMES.get(name, name)] = _authors(value) if name == "author" else unwrapped(_bare(value))
            comma = re.compile(r"\s*,").match(text, place)
            if comma is None:
                break
            place = comma.end()
        yield entry


def _bare(value: str) -> str:
    """A value of BibTeX without its braces, and without the strokes before marks."""
    return re.sub(r"[{}]|\\(?=[&%$#_])", "", value).strip()


def _authors(value: str) -> str:
    """The authors of BibTeX as names are read; what stands in braces is one name, as it is."""
    names = _parted(" ".join(value.split()), " and ")
    return ", ".join(given_first([_bare(name)], listed=True) if len(_parted(name, ",")) > 1 else _bare(name) for name in names)


def _parted(text: str, mark: str) -> list[str]:
    """The pieces of a text between marks that stand outside of braces."""
    depth, begun, pieces = 0, 0, []
    for found in re.finditer(rf"[{{}}]|{re.escape(mark)}", text):
        if found[0] == "{":
            depth += 1
        elif found[0] == "}":
            depth = max(0, depth - 1)
        elif depth == 0:
            pieces.append(text[begun : found.start()])
            begun = found.end()
    return [*pieces, text[begun:]]


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

"""CSV, as Excel, R, LibreOffice and press databases write it."""

import csv
import io
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from variorum.contracts import Given, Record
from variorum.model.report import Problem
from variorum.sources import dates
from variorum.sources.decode import binary, decode
from variorum.sources.fields import File, closing, field_names, key, made, of_file
from variorum.sources.make import LARGEST_TEXT, MOST_VALUES, STAGE, lines, opened

_NOTHING = frozenset({"NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", "None"})  # of R, Excel, pandas, databases
MOST_MENDED = 20  # rows of a table that run on to its end, as each is a walk to the end
DELIMITERS = ",;\t|"
SAMPLE = 1_000_000  # bytes by which the encoding, the delimiter and the order of days and months are known
_TOLD = re.compile(r"\A\s*sep=(?P<delimiter>.)\s*?\r?\n", re.IGNORECASE)  # how Excel is told what parts the cells


@dataclass(frozen=True, slots=True)
class Table:
    """CSV with a first row of names; commas, semicolons, tabs or bars between the cells."""

    def takes(self, path: Path, head: bytes) -> bool:
        return path.suffix.lower() in (".csv", ".tsv")

    def read(self, path: Path, origin: str, given: Given) -> Iterator[Record | Problem | None]:
        with opened(path) as file:
            sample = file.read(SAMPLE)
            if what := binary(sample):
                yield Problem(origin, STAGE, "binary", f"The file is {what}, not a table.")
                return
            decoded = decode(_whole_letters(sample))
            if decoded.note:
                yield Problem(origin, STAGE, "encoding", decoded.note)
            file.seek(0)
            encoding = "utf-8-sig" if decoded.encoding == "utf-8" else decoded.encoding
            text = io.TextIOWrapper(file, encoding, errors="replace", newline="")
            shown = decoded.text.removeprefix("\ufeff")
            if told := _TOLD.match(shown):
                text.readline()
                shown = shown[told.end() :]
            delimiter = told["delimiter"] if told else _delimiter(shown)
            order = _order(shown, delimiter, given)
            yield from _of_table(_Rows(text, delimiter, 1 if told else 0), of_file(path, origin, given, order))


def _whole_letters(sample: bytes) -> bytes:
    """The bytes up to the last whole line, or, in UTF-16 and UTF-32, the last whole character."""
    if len(sample) < SAMPLE:
        return sample
    if sample.startswith((b"\xff\xfe", b"\xfe\xff", b"\x00\x00\xfe\xff")) or b"\x00" in sample[:64]:
        return sample[: len(sample) // 4 * 4]
    return sample[: sample.rfind(b"\n") + 1] or sample


def _delimiter(text: str) -> str:
    """What parts the names in the first line, whatever stands in quotation marks."""
    first = re.sub(r'"[^"]*"', "", text.lstrip("\r\n").split("\n", 1)[0])
    return max(DELIMITERS, key=first.count)


def _order(text: str, delimiter: str, given: Given) -> dates.Order:
    """Which number comes first in the dates of the table, by the rows that prove it."""
    wanted = {key(name) for name in field_names(given)["published"]}
    proofs: set[dates.Order] = set()
    try:
        rows = csv.reader(io.StringIO(text), delimiter=delimiter, skipinitialspace=True)
        names = next(rows, [])
        columns = [number for number, name in enumerate(names) if key(name) in wanted]
        table = list(rows) if columns else []
    except csv.Error:
        return None
    for column in columns:
        proofs.add(dates.order_of(row[column] for row in table if column < len(row)))
    proofs.discard(None)
    return proofs.pop() if len(proofs) == 1 else None


def _of_table(rows: "_Rows", place: File) -> Iterator[Record | Problem | None]:
    names: list[str] = []
    found = 0
    for number, row, problem in rows:
        where = f"Line {number}"
        if problem:
            yield Problem(place.origin, STAGE, "csv", f"{where}: {problem}")
        if not row:
            yield None
        elif not names:
            names = rows.names = [name.strip() for name in row]
        else:
            found += 1
            yield Record(where, partial(made, dict(zip(names, map(_cell, row), strict=False)), where, place))
    if not found:
        has = f"names ({', '.join(names)[:200]}) but no row below them" if names else "no row"
        yield Problem(place.origin, STAGE, "nothing", f"The table has {has}.")
    yield from closing(place)


def _cell(written: str) -> str:
    """What a cell holds; nothing where its program says so."""
    return "" if written.strip() in _NOTHING else written


class _Rows:
    """The rows of a table: (number of the first line, cells, what is wrong with it). A row that cannot be read is an empty one.

    A quotation mark that is never closed makes one row of all that follows. Where that looks like rows of its own, it is read again.
    """

    def __init__(self, file: IO[str], delimiter: str, above: int = 0) -> None:  # `above`: lines that were read already
        self.names: list[str] = []  # told by the reader, once they are known
        self._delimiter = delimiter
        self._new = ((number + above, line) for number, line in lines(file, LARGEST_TEXT))
        self._again: deque[tuple[int, str]] = deque()
        self._taken: list[tuple[int, str]] = []  # the lines of the row that is being read
        self._size = self._cells = self._number = 0
        self._mended = 0

    def __iter__(self) -> Iterator[tuple[int, list[str], str | None]]:
        csv.field_size_limit(max(csv.field_size_limit(), 2 * LARGEST_TEXT))  # the lines are measured here
        reader = csv.reader(self._lines(), delimiter=self._delimiter, skipinitialspace=True)
        while True:
            self._taken, self._size, self._cells = [], 0, 0
            wrong = None
            row: list[str] = []
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLarge) as error:
                wrong = f"It cannot be read as a row of a table ({error})."
                reader = csv.reader(self._lines(), delimiter=self._delimiter, skipinitialspace=True)
            first = self._taken[0][0] if self._taken else self._number
            if self._runs_on(wrong) and self._mended < MOST_MENDED:
                self._mended += 1
                self._again.extendleft(reversed(self._taken[1:]))
                row = next(csv.reader([self._taken[0][1]], delimiter=self._delimiter, skipinitialspace=True))
                wrong = "A quotation mark in it is never closed; the row was taken to end with its line."
                reader = csv.reader(self._lines(), delimiter=self._delimiter, skipinitialspace=True)
            yield first, row, wrong

    def _lines(self) -> Iterator[str]:
        while item := self._again.popleft() if self._again else next(self._new, None):
            self._number, line = item
            if isinstance(line, int):
                raise _TooLarge(f"a line of {line // 1_000_000} MB")
            self._taken.append((self._number, line))
            self._size += len(line)
            self._cells += line.count(self._delimiter)
            if self._size > LARGEST_TEXT or self._cells > MOST_VALUES:
                raise _TooLarge(f"{self._size:,} characters and more than {self._cells:,} cells")
            yield line.replace("\x00", "")

    def _runs_on(self, wrong: str | None) -> bool:
        """Does the row hold lines that are rows of their own? It has no end, and most of what it took has as many cells as the table."""
        if len(self._taken) < 2 or len(self.names) < 2:
            return False
        texts = [line for _, line in self._taken]
        if wrong is None and len(list(csv.reader([*texts, "end"], delimiter=self._delimiter, skipinitialspace=True))) > 1:
            return False
        after = [row for row in csv.reader(texts[1:], delimiter=self._delimiter, skipinitialspace=True) if row]
        return sum(len(row) == len(self.names) for row in after) > 0.5 * len(after)


class _TooLarge(Exception):
    """A row of which no more is read."""

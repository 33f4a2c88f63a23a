"""What the library keeps for telling stories apart: the features of reports, their rare words, what hangs together, and groups.

Reports with equal features, such as copies word for word, share one *shape*: the hundredth copy is neither compared nor linked again.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from variorum.store import schema
from variorum.store.library import BEHIND, GONE, chunks, marks
from variorum.store.writer import PUT_META, Writer

PUT_RARE = schema.insert("rare", how="INSERT OR IGNORE")
PUT_LINK = schema.insert("links", how="INSERT OR IGNORE")
UP_TO_DATE = "DELETE FROM waiting WHERE report = ?1 AND EXISTS (SELECT 1 FROM inputs WHERE report = ?1 AND digest = ?2)"
LINKED = f"UPDATE shapes SET {schema.sealed_anew('shapes', linked='1')}"


def shape_of(data: bytes) -> str:
    """The name of features as they are kept: reports with equal ones share it."""
    return hashlib.sha256(data).hexdigest()[:20]


class Links:
    """The tables `words`, `shapes`, `rare`, `links`, `groups` and `sequels` of a library open for writing."""

    def __init__(self, library: Writer) -> None:
        self._connection = library.connection

    def __len__(self) -> int:
        """How many reports have features."""
        ((count,),) = self._connection.execute("SELECT count(*) FROM words")
        return int(count)

    def version(self) -> str | None:
        """The rules by which links and groups were made, or None where they are behind the features."""
        return self._meta("grouping")

    def _meta(self, key: str) -> str | None:
        return next((value for (value,) in self._connection.execute("SELECT value FROM meta WHERE key = ?", (key,))), None)

    def start(self, version: str) -> tuple[dict[str, str], list[str]]:
        """Reports whose features are missing or of another state of the report (id -> digest), and the shapes they had before.

        Forgets everything where it was made by other rules, and the features of reports that are gone.
        """
        if self._meta("features") != version:
            with schema.transaction(self._connection):
                for table in ("words", "shapes", "rare", "links", "groups", "sequels"):
                    self._connection.execute(f"DELETE FROM {table}")
                self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")
                self._connection.execute(PUT_META, ("features", version))
                self._connection.execute("INSERT OR IGNORE INTO waiting SELECT report, seal(report) FROM inputs")
        if gone := self._connection.execute(f"SELECT words.report {GONE}").fetchall():
            with schema.transaction(self._connection):
                for table in ("words", "waiting"):
                    self._connection.executemany(f"DELETE FROM {table} WHERE report = ?", gone)
                self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")
        new = self._connection.execute(f"SELECT inputs.report, inputs.digest, words.shape {BEHIND} ORDER BY inputs.report").fetchall()
        return {report: digest for report, digest, _ in new}, sorted({shape for *_, shape in new if shape})

    def put_features(self, rows: Sequence[tuple[str, str, bytes]]) -> list[str]:
        """Keep (report, digest of the report, features); links and groups are behind until they are changed too. Returns the shapes."""
        named = [(report, digest, shape_of(data), data) for report, digest, data in rows]
        if named:
            with schema.transaction(self._connection):
                words = ((report, digest, shape) for report, digest, shape, _ in named)
                self._connection.executemany(schema.insert("words", how="INSERT OR REPLACE"), words)
                shapes = ((shape, 0, data) for *_, shape, data in named)
                self._connection.executemany(schema.insert("shapes", how="INSERT OR IGNORE"), shapes)
                self._connection.executemany(UP_TO_DATE, ((report, digest) for report, digest, _, _ in named))
                self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")
        return [shape for _, _, shape, _ in named]

    def drop_features(self, reports: Sequence[str]) -> None:
        """Forget the features of these reports: they count as new until they have some."""
        with schema.transaction(self._connection):
            for table in ("words", "groups"):
                self._connection.executemany(f"DELETE FROM {table} WHERE report = ?", ((report,) for report in reports))
            self._connection.executemany(schema.insert("waiting", how="INSERT OR IGNORE"), ((report,) for report in reports))
            self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")

    def shapes(self, names: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """(shape, features) of these shapes, or of all, by name."""
        if names is None:
            yield from self._connection.execute("SELECT shape, data FROM shapes ORDER BY shape").fetchall()
            return
        for part in chunks(sorted(names)):
            sql = f"SELECT shape, data FROM shapes WHERE shape IN ({marks(part)}) ORDER BY shape"
            yield from self._connection.execute(sql, part).fetchall()

    def reports(self, shapes: Sequence[str] | None = None) -> dict[str, list[str]]:
        """Shape -> the reports that have it."""
        found: dict[str, list[str]] = {}
        if shapes is None:
            rows = self._connection.execute("SELECT shape, report FROM words ORDER BY report").fetchall()
        else:
            rows = [
                row
                for part in chunks(sorted(shapes))
                for row in self._connection.execute(f"SELECT shape, report FROM words WHERE shape IN ({marks(part)})", part)
            ]
        for shape, report in rows:
            found.setdefault(shape, []).append(report)
        return found

    def unlinked(self) -> list[tuple[str, bytes]]:
        """(shape, features) of those that have not been compared yet."""
        return self._connection.execute("SELECT shape, data FROM shapes WHERE linked = 0 ORDER BY shape").fetchall()

    @contextmanager
    def changing(self, version: str) -> Iterator[None]:
        """Links and groups change together or not at all."""
        with schema.transaction(self._connection):
            yield
            self._connection.execute(PUT_META, ("grouping", version))

    def drop_unused(self, among: Sequence[str] | None = None) -> set[str]:
        """Take out the shapes (of these, or of all) that no report has any more; returns the shapes they were linked with."""
        sql = "SELECT shape FROM shapes WHERE shape NOT IN (SELECT shape FROM words)"
        unused = [shape for (shape,) in self._connection.execute(sql)] if among is None else [s for s in among if not self.reports([s])]
        others: set[str] = set()
        for shape in unused:
            others.update(other for (other,) in self._connection.execute("SELECT other FROM links WHERE shape = ?", (shape,)))
            for table in ("shapes", "rare", "links"):
                self._connection.execute(f"DELETE FROM {table} WHERE shape = ?", (shape,))
            self._connection.execute("DELETE FROM groups WHERE report NOT IN (SELECT report FROM words)")
            for column in ("earlier", "later"):
                self._connection.execute(f"DELETE FROM sequels WHERE {column} NOT IN (SELECT report FROM words)")
        pairs = ((other, shape) for other in others for shape in unused)
        self._connection.executemany("DELETE FROM links WHERE shape = ? AND other = ?", pairs)
        return others - set(unused)

    def put_rare(self, shape: str, rare: Sequence[int]) -> None:
        self._connection.executemany(PUT_RARE, ((number, shape) for number in rare))

    def sharing(self, shape: str, rare: Sequence[int], least: int) -> list[str]:
        """Other shapes that share so many of these rare words."""
        sql = f"SELECT shape FROM rare WHERE number IN ({marks(rare)}) AND shape != ? GROUP BY shape HAVING count(*) >= ? ORDER BY shape"
        return [other for (other,) in self._connection.execute(sql, (*rare, shape, least))]

    def link(self, shape: str, others: Sequence[str]) -> None:
        both = [pair for other in others for pair in ((shape, other), (other, shape))]
        self._connection.executemany(PUT_LINK, both)
        self._connection.execute(f"{LINKED} WHERE shape = ?", (shape,))

    def component(self, shape: str) -> list[str]:
        """All shapes that hang together with one by links, by name."""
        sql = (
            "WITH RECURSIVE near (shape) AS (VALUES (?) UNION SELECT other FROM links JOIN near ON links.shape = near.shape) "
            "SELECT shape FROM near ORDER BY shape"
        )
        return [near for (near,) in self._connection.execute(sql, (shape,))]

    def put_groups(self, groups: Sequence[tuple[str, ...]], sequels: Iterable[tuple[str, str]] = ()) -> None:
        """Reports to groups; a group is named by its first report. `sequels` are all pairs of (earlier, later) that these groups are in."""
        held = [(report,) for members in groups for report in members]
        for column in ("earlier", "later"):
            self._connection.executemany(f"DELETE FROM sequels WHERE {column} = ?", held)
        rows = ((report, members[0]) for members in groups for report in members)
        self._connection.executemany(schema.insert("groups", how="INSERT OR REPLACE"), rows)
        self._connection.executemany(schema.insert("sequels", how="INSERT OR IGNORE"), sequels)

    def sequels(self) -> list[tuple[str, str]]:
        """All pairs of groups that follow each other, as the first reports of (earlier, later)."""
        return self._connection.execute("SELECT earlier, later FROM sequels ORDER BY earlier, later").fetchall()

    def groups(self) -> list[tuple[str, ...]]:
        """All groups, each sorted, in sorted order."""
        gathered: dict[str, list[str]] = {}
        for report, first in self._connection.execute("SELECT report, first FROM groups ORDER BY report"):
            gathered.setdefault(first, []).append(report)
        return sorted(tuple(members) for members in gathered.values())

    def replace_all(
        self,
        rare: Iterable[tuple[str, Sequence[int]]],
        pairs: Iterable[tuple[str, str]],
        groups: Sequence[tuple[str, ...]],
        sequels: Iterable[tuple[str, str]] = (),
    ) -> None:
        """Put all rare words, links, groups and sequels in the place of what was there; inside `changing`."""
        for table in ("rare", "links", "groups", "sequels"):
            self._connection.execute(f"DELETE FROM {table}")
        rows = ((number, shape) for shape, numbers in rare for number in numbers)
        self._connection.executemany(PUT_RARE, rows)
        both = (pair for one, other in pairs for pair in ((one, other), (other, one)))
        self._connection.executemany(PUT_LINK, both)
        self._connection.execute(LINKED)
        self.put_groups(groups, sequels)

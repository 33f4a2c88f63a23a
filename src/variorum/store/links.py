"""What the library keeps for telling stories apart: features of reports, their rare words, links between reports, and groups."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from variorum.store import schema
from variorum.store.library import chunks, marks
from variorum.store.writer import Writer

SEEN = 1_000_000  # reports of a component followed at most; more hang together by mistake


class Links:
    """The tables `words`, `rare`, `links` and `groups` of a library open for writing."""

    def __init__(self, library: Writer) -> None:
        self._connection = library.connection

    def __len__(self) -> int:
        return int(self._connection.execute("SELECT count(*) FROM words").fetchone()[0])

    def version(self) -> str | None:
        """The rules by which links and groups were made, or None where they were not finished."""
        found = self._connection.execute("SELECT value FROM meta WHERE key = 'grouping'").fetchone()
        return found[0] if found else None

    def outdated(self, version: str) -> tuple[dict[str, str], list[str]]:
        """Reports whose features are missing or of another state of the report (id -> digest), and reports that are gone."""
        (made,) = self._connection.execute("SELECT (SELECT value FROM meta WHERE key = 'features')").fetchone()
        if made != version:
            with schema.transaction(self._connection):
                for table in ("words", "rare", "links", "groups"):
                    self._connection.execute(f"DELETE FROM {table}")
                self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")
                self._connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('features', ?)", (version,))
        new = self._connection.execute(
            "SELECT inputs.report, inputs.digest FROM inputs LEFT JOIN words ON words.report = inputs.report "
            "WHERE words.digest IS NOT inputs.digest ORDER BY inputs.report"
        ).fetchall()
        gone = self._connection.execute(
            "SELECT report FROM words WHERE report NOT IN (SELECT report FROM inputs) ORDER BY report"
        ).fetchall()
        return dict(new), [row[0] for row in gone]

    def forget(self, reports: Sequence[str]) -> None:
        """Forget the features of reports; links and groups are made anew afterwards."""
        with schema.transaction(self._connection):
            self._connection.executemany("DELETE FROM words WHERE report = ?", ((report,) for report in reports))
            self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")

    def put_features(self, rows: Sequence[tuple[str, str, bytes]]) -> None:
        """Keep (report, digest of the report, features); links and groups are behind until they are changed too."""
        if rows:
            with schema.transaction(self._connection):
                self._connection.executemany("INSERT OR REPLACE INTO words (report, digest, data) VALUES (?, ?, ?)", rows)
                self._connection.execute("DELETE FROM meta WHERE key = 'grouping'")

    def features(self, reports: Sequence[str] | None = None) -> Iterator[tuple[str, bytes]]:
        """(report, features) of these reports, or of all, by id."""
        if reports is None:
            yield from self._connection.execute("SELECT report, data FROM words ORDER BY report").fetchall()
            return
        for part in chunks(sorted(reports)):
            sql = f"SELECT report, data FROM words WHERE report IN ({marks(part)}) ORDER BY report"
            yield from self._connection.execute(sql, part).fetchall()

    @contextmanager
    def changing(self, version: str) -> Iterator[None]:
        """Links and groups change together or not at all."""
        with schema.transaction(self._connection):
            yield
            self._connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('grouping', ?)", (version,))

    def unlink(self, report: str) -> list[str]:
        """Take out a report's rare words and links; returns the reports it was linked with."""
        others = [row[0] for row in self._connection.execute("SELECT other FROM links WHERE report = ?", (report,))]
        self._connection.execute("DELETE FROM links WHERE report = ?", (report,))
        self._connection.executemany("DELETE FROM links WHERE report = ? AND other = ?", ((other, report) for other in others))
        self._connection.execute("DELETE FROM rare WHERE report = ?", (report,))
        return others

    def put_rare(self, report: str, rare: Sequence[int]) -> None:
        self._connection.executemany("INSERT OR IGNORE INTO rare (number, report) VALUES (?, ?)", ((number, report) for number in rare))

    def sharing(self, report: str, rare: Sequence[int], least: int) -> list[str]:
        """Other reports that share so many of these rare words."""
        sql = (
            f"SELECT report FROM rare WHERE number IN ({marks(rare)}) AND report != ? GROUP BY report HAVING count(*) >= ? ORDER BY report"
        )
        return [row[0] for row in self._connection.execute(sql, (*rare, report, least))]

    def link(self, report: str, others: Sequence[str]) -> None:
        both = [pair for other in others for pair in ((report, other), (other, report))]
        self._connection.executemany("INSERT OR IGNORE INTO links (report, other) VALUES (?, ?)", both)

    def component(self, report: str) -> list[str]:
        """All reports that hang together with one by links, by id."""
        sql = (
            "WITH RECURSIVE near (report) AS (VALUES (?) UNION SELECT other FROM links JOIN near ON links.report = near.report "
            f"LIMIT {SEEN}) SELECT report FROM near ORDER BY report"
        )
        return [row[0] for row in self._connection.execute(sql, (report,))]

    def put_groups(self, groups: Iterable[tuple[str, ...]]) -> None:
        """Reports to groups; a group is named by its first report."""
        rows = ((report, members[0]) for members in groups for report in members)
        self._connection.executemany("INSERT OR REPLACE INTO groups (report, first) VALUES (?, ?)", rows)

    def groups(self) -> list[tuple[str, ...]]:
        """All groups, each sorted, in sorted order."""
        gathered: dict[str, list[str]] = {}
        for report, first in self._connection.execute("SELECT report, first FROM groups ORDER BY report"):
            gathered.setdefault(first, []).append(report)
        return sorted(tuple(members) for members in gathered.values())

    def replace_all(
        self, rare: Iterable[tuple[str, Sequence[int]]], pairs: Iterable[tuple[str, str]], groups: Iterable[tuple[str, ...]], version: str
    ) -> None:
        """Put all rare words, links and groups in the place of what was there."""
        with self.changing(version):
            for table in ("rare", "links", "groups"):
                self._connection.execute(f"DELETE FROM {table}")
            rows = ((number, report) for report, numbers in rare for number in numbers)
            self._connection.executemany("INSERT OR IGNORE INTO rare (number, report) VALUES (?, ?)", rows)
            both = (pair for one, other in pairs for pair in ((one, other), (other, one)))
            self._connection.executemany("INSERT OR IGNORE INTO links (report, other) VALUES (?, ?)", both)
            self.put_groups(groups)

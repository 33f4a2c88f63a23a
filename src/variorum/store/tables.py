"""The library's own tables beside the contract's, its indices, views and full-text search. Data only; `schema.py` makes them."""

from collections.abc import Mapping
from typing import Final, NamedTuple

# What is judged of one story; the field of the Dossier and of the table have one name.
OF_STORY: Final = ("origins", "borrowings", "entities", "quotations", "utterances", "statements", "points", "events", "positions")
# The tables whose rows have `formerly`.
LASTING: Final = ("stories", "origins", "borrowings", "entities", "utterances", "points", "events", "positions")
# Stories told by several reports first, the newest first; without dates the most told first. `variorum stories` numbers them so.
ORDER: Final = (
    "json_extract(counts, '$.reports') < 2, last_published IS NULL, last_published DESC, json_extract(counts, '$.reports') DESC, id"
)


class Own(NamedTuple):
    """A table of our own: its columns as name and SQL, and what stands after them."""

    columns: Mapping[str, str]
    after: str = ""


OWN: Final[Mapping[str, Own]] = {
    # The read's own memory: "settled" (rules and decisions that every judgement is of), "shape" (the fields of its
    # rows), "working", "features", "grouping".
    "meta": Own({"key": "TEXT PRIMARY KEY", "value": "TEXT NOT NULL"}),
    "inputs": Own(
        {
            "report": "TEXT PRIMARY KEY",
            "origin": "TEXT NOT NULL",
            "version": "TEXT NOT NULL",
            "digest": "TEXT NOT NULL",
            "analysed": "TEXT",
            "raw": "TEXT NOT NULL",
        }
    ),
    "files": Own({"origin": "TEXT PRIMARY KEY", "digest": "TEXT NOT NULL", "version": "TEXT NOT NULL"}),
    "paragraphs": Own(
        {
            "key": "TEXT PRIMARY KEY",
            "version": "TEXT NOT NULL",
            "analysis": "BLOB NOT NULL",
            "sentences": "INTEGER NOT NULL",
            "vectors": "BLOB NOT NULL",
        }
    ),
    "members": Own({"report": "TEXT PRIMARY KEY", "story": "TEXT NOT NULL"}),
    # The story that a report was last told in: stays when the story is taken out, so that whoever has the report next keeps the name.
    "lineage": Own({"report": "TEXT PRIMARY KEY", "story": "TEXT NOT NULL"}),
    # Reports that a person left out, whole as their source gave them: they come back when that is undone.
    "removed": Own({"report": "TEXT PRIMARY KEY", "raw": "TEXT NOT NULL"}),
    # Reports that came, changed or went since their features were put: triggers lay them here, so that nobody has to look through all.
    "waiting": Own({"report": "TEXT PRIMARY KEY"}),
    "words": Own({"report": "TEXT PRIMARY KEY", "digest": "TEXT NOT NULL", "shape": "TEXT NOT NULL"}),
    "shapes": Own({"shape": "TEXT PRIMARY KEY", "linked": "INTEGER NOT NULL", "data": "BLOB NOT NULL"}),
    "rare": Own({"number": "INTEGER", "shape": "TEXT"}, "PRIMARY KEY (number, shape)"),
    "links": Own({"shape": "TEXT", "other": "TEXT"}, "PRIMARY KEY (shape, other)"),
    "groups": Own({"report": "TEXT PRIMARY KEY", "first": "TEXT NOT NULL"}),
    # Groups that follow each other, each named by its first report.
    "sequels": Own({"earlier": "TEXT", "later": "TEXT"}, "PRIMARY KEY (earlier, later)"),
    "judged": Own({"story": "TEXT PRIMARY KEY", "version": "TEXT NOT NULL"}),
    # What the judge said of the lines of a story, by the version of the judge: pairs of a hash and a chance (packed.py).
    "heard": Own({"story": "TEXT PRIMARY KEY", "version": "TEXT NOT NULL", "said": "BLOB NOT NULL"}),
    # What was worked out of parts of a story, as of pairs of its sentences, by the version of the look: plain values, each under the hash
    # of all that it is made from (packed.py).
    "worked": Own({"story": "TEXT PRIMARY KEY", "version": "TEXT NOT NULL", "made": "BLOB NOT NULL"}),
    # What a second reader answered, under the hash of all that it was asked; and which stories one was asked about, and how.
    "answers": Own({"key": "TEXT PRIMARY KEY", "model": "TEXT NOT NULL", "text": "TEXT NOT NULL"}),
    "asked": Own({"story": "TEXT PRIMARY KEY", "asking": "TEXT NOT NULL", "answers": "TEXT NOT NULL"}),
}

INDICES: Final[Mapping[str, str]] = {
    "inputs_origin": "inputs (origin)",
    "inputs_state": "inputs (version, analysed, report)",
    "members_story": "members (story, report)",
    "words_shape": "words (shape)",
    "shapes_linked": "shapes (linked)",
    "rare_shape": "rare (shape)",
    "reports_outlet": "reports (outlet, id)",
    "reports_outlets": "reports (id, outlet)",
    "reports_place": "reports (place, id)",
    "stories_newest": "stories (last_published IS NULL, last_published DESC, id)",
    "stories_order": f"stories ({ORDER})",
    "points_verdict": "points (verdict, story, struck, proposed_by)",
    "points_weights": "points (story, verdict, weight, struck, proposed_by)",
    "origins_credited": "origins (name, story) WHERE basis = 'credit'",
    "origins_story": "origins (story)",
    "entities_kind": "entities (kind, name, story)",
    "entities_name": "entities (name, story)",
    "quotations_report": "quotations (report)",
    "quotations_speaker": "quotations (story, speaker)",
    "statements_report": "statements (report)",
    "statements_who": "statements (story, who)",
    **{f"{table}_id": f"{table} (id)" for table in OF_STORY},
    **{f"{table}_formerly": f"{table} (id) WHERE formerly != '[]'" for table in LASTING},
}

# Column -> the table whose `id` it names. Said for programs that show a library, which make links of it: SQLite is not asked to enforce
# it, and `check` looks after it.
NAMES: Final[Mapping[str, str]] = {"story": "stories", "report": "reports", "taker": "reports"}
# Tables of the read's own memory, which may name what is no more.
FORGETFUL: Final = frozenset({"inputs", "lineage", "removed", "heard", "worked", "waiting", "words", "groups", "asked"})

# What a table of lists cannot show at a glance, one line a passage, a quotation, a borrowing, a report: for SQL and for table programs.
VIEWS: Final[Mapping[str, str]] = {
    "reports_flat": """
SELECT members.story AS story, stories.title AS story_title, numbered.key + 1 AS number, reports.id AS report, reports.outlet AS outlet,
    reports.published AS published, reports.title AS title, reports.url AS url, reports.language AS language,
    (SELECT origins.name FROM origins, json_each(origins.reports) AS held
        WHERE origins.story = members.story AND held.value = reports.id LIMIT 1) AS origin_name
FROM members JOIN stories ON stories.id = members.story JOIN reports ON reports.id = members.report
    JOIN json_each(stories.reports) AS numbered ON numbered.value = members.report""",
    "points_flat": """
SELECT points.story AS story, stories.title AS story_title, points.id AS point, points.question AS question, points.verdict AS verdict,
    points.kinds AS kinds, points.confidence AS confidence, reading.key + 1 AS reading,
    json_extract(reading.value, '$.value') AS value, reports.id AS report, reports.outlet AS outlet, reports.published AS published,
    json_extract(passage.value, '$.start') AS start, json_extract(passage.value, '$.end') AS "end",
    json_extract(passage.value, '$.text') AS text, points.proposed_by AS proposed_by, points.struck AS struck
FROM points JOIN stories ON stories.id = points.story JOIN json_each(points.readings) AS reading
    JOIN json_each(reading.value, '$.passages') AS passage JOIN reports ON reports.id = json_extract(passage.value, '$.report')""",
    "quotes_flat": """
SELECT quotations.story AS story, stories.title AS story_title, quotations.id AS quotation, quotations.speaker_name AS speaker_name,
    entities.role AS role, quotations.manner AS manner, json_extract(content.value, '$.text') AS text, reports.id AS report,
    reports.outlet AS outlet, reports.published AS published, json_extract(content.value, '$.start') AS start,
    json_extract(content.value, '$.end') AS "end", json_extract(quotations.cue, '$.text') AS cue, quotations.utterance AS utterance,
    quotations.confidence AS confidence
FROM quotations JOIN stories ON stories.id = quotations.story JOIN reports ON reports.id = quotations.report
    JOIN json_each(quotations.content) AS content
    LEFT JOIN entities ON entities.story = quotations.story AND entities.id = quotations.speaker""",
    "who_copied_whom": """
SELECT borrowings.story AS story, stories.title AS story_title, borrowings.id AS borrowing, borrowings.taker AS taker,
    takers.outlet AS taker_outlet, takers.title AS taker_title, takers.published AS taker_published, borrowings.giver AS giver,
    COALESCE(givers.outlet, origins.name, borrowings.giver_name) AS giver_name, givers.published AS giver_published,
    borrowings.kind AS kind, borrowings.direction AS direction, borrowings.basis AS basis, borrowings.score AS share, borrowings.why AS why
FROM borrowings JOIN stories ON stories.id = borrowings.story JOIN reports AS takers ON takers.id = borrowings.taker
    LEFT JOIN reports AS givers ON givers.id = borrowings.giver
    LEFT JOIN origins ON origins.story = borrowings.story AND origins.id = borrowings.giver""",
}

# No "OR IGNORE": within a trigger SQLite goes by what the statement that fired it says of conflicts.
WAITING: Final = """
CREATE TRIGGER IF NOT EXISTS inputs_in AFTER INSERT ON inputs BEGIN
    INSERT INTO waiting SELECT new.report, seal(new.report) WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE report = new.report); END;
CREATE TRIGGER IF NOT EXISTS inputs_anew AFTER UPDATE OF digest ON inputs WHEN old.digest IS NOT new.digest BEGIN
    INSERT INTO waiting SELECT new.report, seal(new.report) WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE report = new.report); END;
CREATE TRIGGER IF NOT EXISTS inputs_out AFTER DELETE ON inputs BEGIN
    INSERT INTO waiting SELECT old.report, seal(old.report) WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE report = old.report); END;
"""

SEARCH: Final = """
CREATE VIRTUAL TABLE IF NOT EXISTS reports_words USING fts5 (
    title, text, content="reports", content_rowid='place', tokenize='unicode61 remove_diacritics 2');
CREATE TRIGGER IF NOT EXISTS reports_in AFTER INSERT ON reports BEGIN
    INSERT INTO reports_words (rowid, title, text) VALUES (new.place, new.title, new.text); END;
CREATE TRIGGER IF NOT EXISTS reports_out AFTER DELETE ON reports BEGIN
    INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', old.place, old.title, old.text); END;
CREATE TRIGGER IF NOT EXISTS reports_anew AFTER UPDATE OF title, text ON reports BEGIN
    INSERT INTO reports_words (reports_words, rowid, title, text) VALUES ('delete', old.place, old.title, old.text);
    INSERT INTO reports_words (rowid, title, text) VALUES (new.place, new.title, new.text); END;
"""

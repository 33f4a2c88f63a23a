"""The door for Python: `variorum.open(path)`. Models are loaded when something is first read."""

from collections.abc import Callable, Collection
from contextlib import ExitStack
from dataclasses import dataclass
from functools import cached_property, partial
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from variorum.apps.options import count, counts
from variorum.apps.records import SHOWN, Records
from variorum.contracts import Engine, Given
from variorum.errors import WrongUse
from variorum.model.decision import Decision
from variorum.model.story import Dossier, Story
from variorum.store.library import Library
from variorum.store.schema import TABLES

if TYPE_CHECKING:
    from variorum.job.asking import Outcome as Asked
    from variorum.job.filing import Outcome
    from variorum.store.writer import Writer
    from variorum.views.brief import Brief


@dataclass(frozen=True, repr=False)
class OpenStory:
    """A story of a library: its bare facts at once, all that rests on it when asked for."""

    library: Library
    story: Story

    def __repr__(self) -> str:
        return f"<story {self.id}: {self.title!r}, {counts(self.story)}>"

    def _repr_html_(self) -> str:
        """The answer card, for notebooks."""
        from variorum.views.page import card_as_text

        return f"<h3>{escape(self.title)}</h3><pre>{escape(card_as_text(self.brief()))}</pre>"

    @property
    def id(self) -> str:
        return self.story.id

    @property
    def title(self) -> str:
        return self.story.title

    @cached_property
    def dossier(self) -> Dossier:
        """Reports, origins, quotations, statements, points, events and positions, as nouns of `variorum.model`."""
        return self.library.dossier(self.story.id)

    def brief(self, proposed: bool = True) -> "Brief":
        """What the reports establish, as plain data; `str()` of `text()` is what `variorum brief` prints. `proposed`: with what a second
        reader proposed."""
        from variorum.views.brief import brief
        from variorum.views.proposed import left_out

        return brief(self.dossier if proposed else left_out(self.dossier))

    def text(self, full: bool = False, proposed: bool = True) -> str:
        """The brief as plain text."""
        from variorum.views.page import as_text

        return as_text(self.brief(proposed), full=full)

    def markdown(self, full: bool = False, proposed: bool = True) -> str:
        """The brief as Markdown."""
        from variorum.views.page import as_markdown

        return as_markdown(self.brief(proposed), full=full)

    # What a person may decide: each makes decisions that `OpenLibrary.decide` keeps. Raises WrongUse where the words are not found.

    def said_by(
        self, words: str, name: str | None, *, by: str | None = None, note: str = "", reports: Collection[str] = ()
    ) -> list[Decision]:
        """The words, or the quotation or utterance of this id, were said by `name`, or by nobody known; one decision a quotation.

        In all reports that quote the words, or in those of these ids.
        """
        from variorum.apps.correcting import said_by, signed

        return said_by(self.dossier, words, name, signed(by, note), reports)

    def same(self, name: str, other: str, *, by: str | None = None, note: str = "") -> Decision:
        """Two names are of one; a name is written as a report has it, "Moll@3" is the Moll of report [3]."""
        from variorum.apps.correcting import of_names, signed

        return of_names(self.dossier, "same", name, other, signed(by, note))

    def apart(self, name: str, other: str, *, by: str | None = None, note: str = "") -> Decision:
        """Two names are of two."""
        from variorum.apps.correcting import of_names, signed

        return of_names(self.dossier, "apart", name, other, signed(by, note))

    def told_of(self, report: str, *, by: str | None = None, note: str = "", **facts: str | None) -> list[Decision]:
        """The outlet, published, title, byline or url of a report (its number or id) is this, or not known (None); one decision a fact."""
        from variorum.apps.correcting import reports_of, signed, told_of

        (named,) = reports_of(self.story.reports, [report])
        return told_of(self.dossier.by_id[named], facts, signed(by, note))

    def without(self, *reports: str, by: str | None = None, note: str = "") -> list[Decision]:
        """These reports (their numbers or ids) are not to be in the library."""
        from variorum.apps.correcting import left_out, reports_of, signed

        named = reports_of(self.story.reports, reports)
        return left_out([self.dossier.by_id[one] for one in named], signed(by, note))

    def strike(self, what: str, *, by: str | None = None, note: str = "") -> Decision:
        """The difference of this id, or the only one with these words, is wrong."""
        from variorum.apps.correcting import signed, struck

        return struck(self.dossier, what, signed(by, note))


class OpenLibrary:
    """A library file, which need not be there yet. Raises LibraryError where the file is something else.

    Besides `stories()`, each of the contract's tables is a method that gives its rows as `Records`: dicts with times as datetimes, with
    `to_pandas()` and `to_arrow()`. All take the id or number of a story to give its rows alone.
    """

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)
        if self.path.exists():
            Library(self.path).close()

    def read(
        self,
        reports: Any,
        *,
        outlet: str | None = None,
        published: str | None = None,
        url: str | None = None,
        fields: dict[str, str] | None = None,
        name: str = "records",
        engine: Engine | None = None,
    ) -> "Outcome":
        """Read files and folders, or records: dicts, dataclasses or named tuples, one or many, or a frame of pandas, polars or pyarrow.

        What is given goes before what files and records say of themselves; `fields` maps our names to theirs. `name` is what problems
        and origins call the records. Raises WrongUse for what is neither, and for a path that is not there.
        """
        from variorum.engines.local import LocalEngine
        from variorum.job.reading import run
        from variorum.sources import handed
        from variorum.sources.files import FoundFile
        from variorum.store.writer import Writer

        given = Given(outlet, published, url, tuple(sorted((fields or {}).items())))
        paths, records = handed.told_apart(reports)
        wanted: list[str | Path | FoundFile] = [*paths]
        with ExitStack() as open_files:
            if records is not None:
                wanted.append(open_files.enter_context(handed.records(records, name)))
            writer = open_files.enter_context(Writer(self.path))
            return run(writer, wanted, given, engine or open_files.enter_context(LocalEngine()))

    def decide(self, *decisions: Decision, engine: Engine | None = None) -> tuple[str, ...]:
        """Keep what a person decided, and judge anew what it touches. Returns the ids of the stories judged anew: open them again."""

        def keep(writer: "Writer") -> None:
            for decision in decisions:
                writer.decide(decision)

        return self._settled(keep, engine)

    def undo(self, name: str, engine: Engine | None = None) -> tuple[str, ...]:
        """Take back the decision of an id, or of its number in `decisions()` from 1; it stays, with the time. Raises WrongUse."""
        from variorum.apps.correcting import signed

        found = self.library.decision(name)
        return self._settled(lambda writer: writer.undo(found.id, signed(None).at), engine)

    def _settled(self, work: "Callable[[Writer], None]", engine: Engine | None) -> tuple[str, ...]:
        from variorum.engines.local import LocalEngine
        from variorum.job.reading import settle
        from variorum.store.writer import Writer

        with Writer(self.path) as writer:
            work(writer)
            if engine is not None:
                return settle(writer, engine)
            with LocalEngine() as local:
                return settle(writer, local)

    def ask(
        self, url: str, model: str, *stories: str, remote: bool = False, key: str | None = None, engine: Engine | None = None
    ) -> "Asked":
        """Let a model's server propose what these stories (ids; without any: all) tell alike and otherwise; what holds is kept. Open the
        stories that it names again. `remote`: the server may be another machine. Raises WrongUse for an address that cannot be."""
        from variorum.engines.local import LocalEngine
        from variorum.job.asking import ask
        from variorum.model.proposal import Asking
        from variorum.servers.chat import Server
        from variorum.store.writer import Writer

        server = Server(url, remote, key)
        with Writer(self.path) as writer:
            wanted = [writer.reader.story(name).id for name in stories] or [story.id for story in writer.reader.stories()]
            if engine is not None:
                return ask(writer, wanted, Asking(model), server, engine)
            with LocalEngine() as local:
                return ask(writer, wanted, Asking(model), server, local)

    def decisions(self) -> list[Decision]:
        """All that was decided, also what was undone, in the order in which it was decided."""
        return self.library.decisions()

    @property
    def library(self) -> Library:
        """The read side: reports, search, rows of the contract's tables."""
        return Library(self.path)

    def stories(self) -> list[OpenStory]:
        """Stories told by several reports first, the newest first."""
        library = self.library
        return [OpenStory(library, story) for story in library.stories()]

    def story(self, name: str | int | None = None) -> OpenStory:
        """A story by id, beginning of its id, or number in `stories()` from 1; the first one without a name. Raises WrongUse.

        An id that gave way gives the story that took its place.
        """
        library = self.library
        return OpenStory(library, library.story(None if name is None else str(name)))

    def now(self, name: str) -> str:
        """The id that answers for an id that gave way, of a story or of a finding; any other as it is."""
        return self.library.now(name)

    def rows(self, table: str) -> list[dict[str, Any]]:
        """One of the contract's tables as plain dicts, as an export writes them: times are text. Raises WrongUse for another name."""
        return list(self.library.rows(_known(table)))

    def table(self, name: str, story: str | int | None = None) -> Records:
        """One of the contract's tables as records. Raises WrongUse for another name."""
        library, table = self.library, _known(name)
        return Records(table, library.rows(table, None if story is None else library.story(str(story)).id))

    def reports(self, story: str | int | None = None) -> Records:
        """The reports, by id."""
        return self.table("reports", story)

    def origins(self, story: str | int | None = None) -> Records:
        """The separate texts of each story, with the reports that carry them."""
        return self.table("origins", story)

    def borrowings(self, story: str | int | None = None) -> Records:
        """Who took from whom."""
        return self.table("borrowings", story)

    def entities(self, story: str | int | None = None) -> Records:
        """Persons, bodies, places and offices."""
        return self.table("entities", story)

    def quotations(self, story: str | int | None = None) -> Records:
        """Who said what, report by report."""
        return self.table("quotations", story)

    def utterances(self, story: str | int | None = None) -> Records:
        """The same words across reports, in their variants."""
        return self.table("utterances", story)

    def statements(self, story: str | int | None = None) -> Records:
        """What reports say, clause by clause."""
        return self.table("statements", story)

    def points(self, story: str | int | None = None) -> Records:
        """Where reports tell alike and where they differ."""
        return self.table("points", story)

    def differences(self, story: str | int | None = None) -> Records:
        """Every answer to a question that reports answer otherwise, one a row, in the words of the card."""
        from variorum.views.differences import answered, places

        library = self.library
        points = library.rows("points", None if story is None else library.story(str(story)).id)
        return Records("differences", answered(points, partial(places, library.select)))

    def events(self, story: str | int | None = None) -> Records:
        """Who did what to whom, in PLOVER's codes."""
        return self.table("events", story)

    def positions(self, story: str | int | None = None) -> Records:
        """Who demands, rejects, offers ... what."""
        return self.table("positions", story)

    def problems(self) -> Records:
        """Inputs, passages and decisions that could not be used."""
        return self.table("problems")

    def __repr__(self) -> str:
        if not self.path.exists():
            return f"<Variorum library {self.path}, nothing read yet>"
        library = self.library
        return f"<Variorum library {self.path}: {_count(library, 'reports', 'report')}, {_count(library, 'stories', 'story')}>"

    def _repr_html_(self) -> str:
        """The first stories as a table, for notebooks."""
        shown = self.stories()[:SHOWN] if self.path.exists() else []
        cells = ((str(number), one.title, counts(one.story)) for number, one in enumerate(shown, 1))
        lines = (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in cells)
        return f"<p>{escape(repr(self)[1:-1])}</p><table><tbody>{''.join(lines)}</tbody></table>"


def _count(library: Library, table: str, one: str) -> str:
    return count(library.count(table), one, table)


def _known(table: str) -> str:
    """The name of one of the contract's tables. Raises WrongUse, which lists them."""
    if table not in TABLES:
        raise WrongUse(f"no table {table!r}: there are {', '.join(TABLES)}")
    return table

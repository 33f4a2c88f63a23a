"""The reports of a story made ready: their sentences with vectors, and what they say of who made them."""

from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import blake2b
from typing import Final

import numpy as np

from variorum.descent.citing import Citing, media_cited
from variorum.descent.houses import houses
from variorum.language import outlets
from variorum.language.citing import is_same
from variorum.language.pages import agency_alone
from variorum.language.rarity import rarity
from variorum.model.report import Passage, Report, Role
from variorum.model.story import Dossier
from variorum.text.across import Rows, names_and_numbers, rows_of
from variorum.text.addresses import host_of
from variorum.text.align import Prepared, prepare
from variorum.text.kept import Worked

# Headlines, decks and crossheads are made by each desk from the same facts and are alike without being taken.
_TOLD: Final[frozenset[Role]] = frozenset({"lead", "body", "quote"})


@dataclass(frozen=True, eq=False)
class Text:
    """A report as this stage sees it."""

    report: Report
    sentences: tuple[Passage, ...]
    prepared: Prepared
    agencies: tuple[str, ...]  # that made the text, by its own word, in the order in which it names them
    helpers: tuple[str, ...]  # whose material it used, by its own word
    signed: str | None  # its own reporter or desk, by its own word
    cites: tuple[Citing, ...] = ()  # the media that it names as givers of facts, its own among them
    house: str | None = None  # whose page it is, by the one name that all pages of that outlet have in this story

    @property
    def id(self) -> str:
        return self.report.id

    @cached_property
    def identity(self) -> str:
        """A hash of its words, its language and where its sentences stand: of all by which texts are compared."""
        parts = self.report.text, self.language, [(sentence.start, sentence.end) for sentence in self.sentences]
        return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()

    @cached_property
    def outlet(self) -> str | None:
        """Whose page it is."""
        return self.house or outlet_of(self.report)

    @property
    def language(self) -> str | None:
        """ISO 639-1 code; None where nothing tells it."""
        return self.report.language

    def names(self, medium: str | None) -> bool:
        """Does it say that it has facts from this outlet or agency?"""
        return medium is not None and any(is_same(cited.name, medium) for cited in self.cites if not cited.own)

    def credit_of(self, agency: str) -> tuple[Passage, ...]:
        """Its words that name an agency as the maker of its text, or as a helper."""
        made = [credit for credit in self.report.credits if credit.what == "text"]
        return tuple(one.passage for one in made if agency in (one.agency, outlets.edition_of(one.agency)) or is_short(one.agency, agency))

    @cached_property
    def may_be_own(self) -> bool:
        """May it be an agency's own text? It bears the agency's name, and no outlet's."""
        return agency_alone(self.report) is not None

    @cached_property
    def is_release(self) -> bool:
        """Was it given out by the party that it tells of, through a service that passes such texts on?"""
        return any(outlets.passes_releases(agency) for agency in self.agencies)

    @cached_property
    def runs(self) -> frozenset[int]:
        """Runs of words that it has outside quotation marks."""
        return frozenset().union(*self.prepared.runs)

    @cached_property
    def rows(self) -> Rows:
        """Its sentences, made ready for a text in another language."""
        return rows_of([sentence.text for sentence in self.sentences], rarity)

    @cached_property
    def fixed(self) -> frozenset[int]:
        """Names and numbers, which a translation keeps."""
        return names_and_numbers([sentence.text for sentence in self.sentences], rarity)


def texts_of(dossier: Dossier, worked: Worked | None = None) -> list[Text]:
    """One Text a report, in the dossier's canonical order. Which media a text cites that stood in the story before is known."""
    worked = Worked() if worked is None else worked
    spans: dict[str, list[tuple[int, int]]] = {report.id: [] for report in dossier.reports}
    vectors: dict[str, list[np.ndarray[tuple[int, ...], np.dtype[np.float16]]]] = {report.id: [] for report in dossier.reports}
    for place, analysis in dossier.readings():
        if place.block.role in _TOLD:
            spans[place.report] += [(place.start + one.start, place.start + one.end) for one in analysis.sentences]
            vectors[place.report].append(np.asarray(dossier.vectors[place.key]))
    ready: dict[object, Prepared] = {}  # a text that is copied word for word is made ready once
    texts = []
    for report in dossier.reports:
        words = report.text, report.language, tuple(spans[report.id])
        if words not in ready:
            rows = vectors[report.id]
            ready[words] = prepare(
                report.text, spans[report.id], np.concatenate(rows) if rows else np.zeros((0, 1), np.float16), rarity
            )
        texts.append(_text(report, spans[report.id], ready[words], worked))
    pages = zip(texts, houses(dossier.reports), strict=True)
    return _by_one_name([replace(text, house=house) for text, house in pages])


def _by_one_name(texts: list[Text]) -> list[Text]:
    """The same with one name for an agency that the table does not know, though one report has it in full and another by its letters."""
    named = sorted({agency for text in texts for agency in (*text.agencies, *text.helpers)}, key=lambda name: (-len(name), name))
    free = [name for name in named if not outlets.is_listed(name)]
    full = {name: outlets.edition_of(name) or next((other for other in named if is_short(name, other)), name) for name in free}
    if all(name == other for name, other in full.items()):
        return texts
    return [
        replace(
            text,
            agencies=tuple(dict.fromkeys(full.get(name, name) for name in text.agencies)),
            helpers=tuple(dict.fromkeys(full.get(name, name) for name in text.helpers)),
        )
        for text in texts
    ]


def is_short(name: str, full: str) -> bool:
    """Is a name the beginning of another, or its letters: "Northwire" and "NNA" of "Northwire News Agency"?"""
    return full.startswith(f"{name} ") or outlets.short_for(name, full)


def _text(report: Report, spans: list[tuple[int, int]], prepared: Prepared, worked: Worked) -> Text:
    agencies, helpers = _credited(report)
    own = not agencies and (report.byline or any(credit.what == "text" for credit in report.credits))
    sentences = tuple(report.passage(start, end) for start, end in spans)
    return Text(
        report,
        sentences,
        prepared,
        agencies,
        helpers,
        (report.outlet or report.byline) if own else None,
        media_cited(report, sentences, [name for name in (outlet_of(report), outlets.outlet_at(report.url), *agencies) if name], worked),
    )


def outlet_of(report: Report) -> str | None:
    """Whose page a report is: the outlet, or the host where no more is known."""
    host = host_of(report.url)
    return report.outlet or (host.removeprefix("www.") if host else None)


def _credited(report: Report) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Agencies the report names as makers of its text, and those it names as helpers. An outlet that credits itself credits no one else."""
    makers: dict[str, None] = {}
    helpers: dict[str, None] = {}
    for credit in report.credits:
        if credit.what != "text" or _is_own(credit.agency, report):
            continue
        before = report.text[max(0, credit.passage.start - 60) : credit.passage.start].rsplit("\n", 1)[-1]
        after = report.text[credit.passage.end : credit.passage.end + 120].split("\n", 1)[0]
        (helpers if outlets.helped(before, after) else makers).setdefault(credit.agency)
    for maker in outlets.makers_in(report.byline or ""):  # a page may say it in its data alone
        if not _is_own(maker, report):
            makers.setdefault(maker)
    if report.outlet and (named := outlets.agency(report.outlet)):
        makers.setdefault(named)
    # What no table knows comes last: a page's own furniture may name a sister title over the text.
    ranked = sorted(makers, key=lambda name: outlets.agency(name) is None and outlets.outlet_called(name) is None)
    return tuple(ranked), tuple(name for name in helpers if name not in makers)


def _is_own(maker: str, report: Report) -> bool:
    """Is it the outlet whose page this is, and no agency?"""
    return outlets.agency(maker) is None and is_same(maker, outlet_of(report))


def makes_itself(text: Text, named: str) -> bool:
    """Is this the own publication of the agency of that name?"""
    outlet = text.report.outlet
    return outlet is not None and named in (outlet, outlets.agency(outlet))

"""Pages: main text, title, date and authors of saved pages beside trafilatura in each of its modes, newspaper4k and readability.

    python benchmarks/quality/pages.py --data DIR [--sets NAME ...] [--half work|figures] [--english] [--worst NUMBER] [--most NUMBER]

DIR holds checkouts of what other programs are tested on, as far as they are there, each under its repository's name:
`trafilatura` (990 pages with pieces that must and must not be read), `fundus` (pages of newspapers with their paragraphs, titles,
dates and authors), `newspaper4k` and `readability` (pages with their whole text), `postlight` (pages of 150 sites with title, author,
date and first words). They stay outside the project. Sites are drawn into two halves by a hash of their names: rules are made while
looking at the one (`--half work`), and what they are worth is told by the other (`--half figures`), whose pages nobody looks at.

Of pieces: recall is the share of the wanted ones that are read, precision the share of wanted ones among all that are read, as
trafilatura counts. Of whole texts: recall is the share of the text's paragraphs that are read, precision the share of what is read
that is the text's, both counted in characters, so that a long paragraph weighs more than a crosshead. Titles are right if equal by
letters (what `readability` calls the site is no part of them), dates if of the same day, authors if the same names.
`text` is all that the program takes from the page, `body` that without what it says is none: captions, whose pictures and whose text it
is, furniture, notices of correction; and less the headline, which is measured as the title and which other readers leave out.

The last line is one JSON object with the figures of the program's text in each set.
"""

import argparse
import gzip
import hashlib
import json
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from variorum.contracts import Given
from variorum.language.pages import blocks
from variorum.model.report import Report
from variorum.sources import page
from variorum.sources.decode import decode
from variorum.sources.markup import lines_of

SHORTEST = 25  # letters of a paragraph that is looked for; shorter ones stand anywhere
NO_BODY = frozenset({"headline", "caption", "credit", "byline", "correction", "boilerplate"})
_LETTERS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Sample:
    """A page and what is to come out of it; None where the set does not say."""

    name: str
    html: bytes
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] | None = None  # None: `wanted` is the whole text
    title: str | None = None
    day: str | None = None
    authors: tuple[str, ...] | None = None
    english: bool = True
    site: str = ""  # whose page it is: its host, or its publisher as the set calls it
    url: str = "https://example.org/page"

    @property
    def half(self) -> str:
        return ("work", "figures")[hashlib.sha256(self.site.encode()).digest()[0] % 2]


@dataclass(frozen=True, slots=True)
class Read:
    """What a reader made of a page."""

    text: str
    title: str | None = None
    day: str | None = None
    authors: str | None = None


@dataclass(slots=True)
class Score:
    """Counts, and the seconds spent."""

    counts: dict[str, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0.0, 0.0]))
    seconds: float = 0.0

    def add(self, name: str, right: float, of: float) -> None:
        self.counts[name][0] += right
        self.counts[name][1] += of

    def share(self, name: str) -> float:
        right, of = self.counts[name]
        return right / of if of else float("nan")


def key(text: str) -> str:
    return _LETTERS.sub("", text).lower()


def trafilatura_set(folder: Path) -> Iterator[Sample]:
    here = folder / "tests"
    for url, item in json.loads((here / "evaldata.json").read_text()).items():
        path = next((path for name in ("cache", "eval") if (path := here / name / item["file"]).exists()), None)
        if path is None:
            continue
        authors = item.get("author")
        names = _names(authors if isinstance(authors, list) else [authors])
        html = path.read_bytes()
        english = re.search(rb"""<html[^>]*\blang=["']?en""", html[:3000]) is not None
        pieces = tuple(item["with"]), tuple(item["without"])
        yield Sample(item["file"], html, *pieces, authors=names, english=english, site=_host(url), url=url)


def _names(listed: list[str | None]) -> tuple[str, ...] | None:
    """The authors that a set names, one by one: one text may name several. An address, as a page of its own at a network, is none."""
    names = re.split(r"[;,]| (?:and|und|et) ", ", ".join(filter(None, listed)))
    return tuple(name for name in names if key(name) and "www." not in name and "://" not in name) or None


def _without_site(title: str | None, site: str | None) -> str | None:
    """A title without what its set says that the site is called."""
    if not title or not site:
        return title
    for mark in re.finditer(r"\s[|–—·-]\s", title):
        before, behind = title[: mark.start()], title[mark.end() :]
        if key(site) in (key(before), key(behind)):
            return before if key(site) == key(behind) else behind
    return title


def _host(url: str) -> str:
    return (urlsplit(url).hostname or url).removeprefix("www.")


def fundus_set(folder: Path) -> Iterator[Sample]:
    for described in sorted((folder / "tests" / "resources" / "parser" / "test_data").glob("*/*.json")):
        versions = json.loads(described.read_text())
        pages = sorted(described.parent.glob(f"{described.stem}_2*.html.gz"))
        for path, told in zip(pages, versions.values(), strict=False):  # both in order of time
            body = told.get("body") or {}
            sections = body.get("sections", [])
            paragraphs = [*body.get("summary", []), *(line for part in sections for line in (*part["headline"], *part["paragraphs"]))]
            if not paragraphs:
                continue
            day = str(told.get("publishing_date") or "")[:10] or None
            authors = told.get("authors")
            names = _names(authors) if isinstance(authors, list) and authors else None
            english = described.parent.name in ("uk", "us", "au", "ca", "ind", "za", "na", "gl", "my")
            with gzip.open(path) as file:
                html = file.read()
            name, site = f"{described.parent.name}/{path.stem}", path.name.partition("_20")[0]
            yield Sample(name, html, tuple(paragraphs), None, told.get("title"), day, names, english, site)


def newspaper4k_set(folder: Path) -> Iterator[Sample]:
    data = folder / "tests" / "data"
    for path in sorted((data / "html").glob("*.html")):
        text, told = data / "txt" / f"{path.stem}.txt", data / "metadata" / f"{path.stem}.json"
        if not text.exists() or not told.exists():
            continue
        meta = json.loads(told.read_text())
        lines = tuple(line.strip() for line in text.read_text().split("\n") if line.strip())
        day = str(meta.get("publish_date") or "")[:10] or None
        names = _names(meta["authors"]) if meta.get("authors") else None
        about = meta.get("title"), day, names, meta.get("language") == "en"
        yield Sample(path.stem, path.read_bytes(), lines, None, *about, re.sub(r"[_\d]+$", "", path.stem))


def readability_set(folder: Path) -> Iterator[Sample]:
    from lxml import html

    for place in sorted((folder / "test" / "test-pages").iterdir()):
        source = place / "source.html"
        if not source.exists():
            continue
        meta = json.loads((place / "expected-metadata.json").read_text())
        tree = html.document_fromstring((place / "expected.html").read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        lines = [" ".join(str(element.text_content()).split()) for element in tree.iter("p", "li", "h2", "h3", "pre", "td")]
        day = str(meta.get("publishedTime") or "")[:10]
        english = str(meta.get("lang") or "en").startswith("en")
        if lines:
            published = day if len(day) == 10 else None
            about = _without_site(meta.get("title"), meta.get("siteName")), published, None, english
            yield Sample(place.name, source.read_bytes(), tuple(filter(None, lines)), None, *about, re.sub(r"[-_]\d+$", "", place.name))


_PARTS_OF_TEST = re.compile(r"""readFileSync\(\s*['"`]\./(?P<page>fixtures/[^'"`]+)['"`]|(?:assert\.equal|expect)\(""")
_COMPARED = re.compile(
    r"""\s*(?P<what>title|author|date_published|first13)\s*(?:,|\)\.toBe\()\s*(?P<value>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`$]*`|null)"""
)
_ASCII = re.compile(r"[\x00-\x7f’‘“”–—…éèáíóöüñç™\s]*")


def postlight_set(folder: Path) -> Iterator[Sample]:
    """The tests of a parser that knows 150 sites: pages with the title, author, date and first thirteen words that it is to find."""
    for path in sorted((folder / "src" / "extractors" / "custom").glob("*/index.test.js")):
        page_name, told = "", dict[str, dict[str, str]]()
        code = path.read_text()
        for mark in _PARTS_OF_TEST.finditer(code):
            page_name = mark["page"] or page_name
            if not mark["page"] and (compared := _COMPARED.match(code, mark.end())):
                told.setdefault(page_name, {}).setdefault(compared["what"], _of_script(compared["value"]))
        for name, about in told.items():
            if (source := folder / name).exists() and (title := about.get("title")):
                names = _names([re.sub(r"^by ", "", about.get("author", ""), flags=re.IGNORECASE)])
                english = bool(_ASCII.fullmatch(title + about.get("first13", "")))
                day = about.get("date_published", "")[:10]
                yield Sample(
                    source.stem,
                    source.read_bytes(),
                    tuple(filter(None, [about.get("first13")])),
                    (),
                    title,
                    day if day[4:5] == "-" else None,
                    names,
                    english,
                    path.parent.name.removeprefix("www."),
                )


def _of_script(value: str) -> str:
    """A text of a script without its quotes; nothing for its null."""
    return "" if value == "null" else re.sub(r"\\\n|\\(?=['\"`])", "", value[1:-1])


SETS: dict[str, Callable[[Path], Iterator[Sample]]] = {
    "postlight": postlight_set,
    "trafilatura": trafilatura_set,
    "fundus": fundus_set,
    "newspaper4k": newspaper4k_set,
    "readability": readability_set,
}


def by_trafilatura(**settings: Any) -> Callable[[bytes], Read]:
    from trafilatura import bare_extraction

    def work(data: bytes) -> Read:
        found: Any = bare_extraction(decode(data, declared=True).text, include_comments=False, with_metadata=True, **settings)
        return Read("") if found is None else Read(found.text or "", found.title, (found.date or "")[:10] or None, found.author)

    return work


def by_newspaper(data: bytes) -> Read:
    from newspaper import Article

    article = Article("https://example.org/page", fetch_images=False)
    article.download(input_html=decode(data, declared=True).text)
    article.parse()
    day = str(article.publish_date or "")[:10] or None
    return Read(article.text, article.title or None, day, ", ".join(article.authors))


def by_readability(data: bytes) -> Read:
    from lxml import html
    from readability import Document

    document = Document(decode(data, declared=True).text)
    tree = html.document_fromstring(document.summary())
    return Read("\n".join(lines_of(tree)), document.short_title())


def reports(data: bytes) -> list[Report]:
    found = page.of_page(decode(data, declared=True), "page", "page", Given())
    return [blocks(item) for item in found if isinstance(item, Report)]


def by_variorum(data: bytes) -> Read:
    return next((Read(found.text, found.title, (found.published or "")[:10] or None, found.byline) for found in reports(data)), Read(""))


def by_variorum_body(data: bytes) -> Read:
    for found in reports(data):
        kept = [found.text[block.start : block.end] for block in found.blocks if block.role not in NO_BODY]
        return Read("\n".join(kept), found.title, (found.published or "")[:10] or None, found.byline)
    return Read("")


def attempted(work: Callable[[bytes], Read], sample: Sample) -> Read:
    """What a reader makes of a page; nothing where another program's reader fails at it."""
    try:
        return work(sample.html)
    except Exception as error:
        print(f"    {sample.name}: {type(error).__name__}: {error}"[:200])
        return Read("")


def judge(sample: Sample, read: Read, score: Score) -> float:
    """Adds a page to the score; the page's own recall."""
    if sample.unwanted is not None:
        text = " ".join(read.text.split())
        found = sum(" ".join(piece.split()) in text for piece in sample.wanted)
        wrong = sum(" ".join(piece.split()) in text for piece in sample.unwanted)
        score.add("recall", found, len(sample.wanted))
        score.add("precision", found, found + wrong)
        own = found / max(1, len(sample.wanted))
    else:
        text = key(read.text)
        wanted = [line for piece in sample.wanted if len(line := key(piece)) >= SHORTEST]
        all_wanted = "".join(key(piece) for piece in sample.wanted) + key(sample.title or "")
        taken = [line for piece in read.text.split("\n") if len(line := key(piece)) >= SHORTEST]
        right = sum(len(line) for line in wanted if line in text)
        score.add("recall", right, sum(map(len, wanted)))
        score.add("precision", sum(len(line) for line in taken if line in all_wanted), sum(map(len, taken)))
        own = right / max(1, sum(map(len, wanted)))
    if sample.title:
        score.add("title", key(read.title or "") == key(sample.title), 1)
    if sample.day:
        score.add("day", read.day == sample.day, 1)
    if sample.authors:
        names = {key(name) for name in sample.authors}
        score.add("authors", names == {key(name) for name in re.split(r"[;,]| and ", read.authors or "") if key(name)}, 1)
    return own


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--data", type=Path, required=True)
    options.add_argument("--sets", nargs="*", default=list(SETS))
    options.add_argument("--english", action="store_true", help="pages in English alone")
    options.add_argument("--most", type=int, default=0, help="of each set every n-th page, so that there are so many")
    options.add_argument("--worst", type=int, default=0, help="names the pages where the program reads least beside trafilatura")
    options.add_argument("--alone", action="store_true", help="the program without others beside it")
    options.add_argument("--half", choices=("work", "figures"), help="the half of the sites that rules are made on, or the other")
    given = options.parse_args()
    readers: dict[str, Callable[[bytes], Read]] = {"variorum text": by_variorum, "variorum body": by_variorum_body}
    if not given.alone:
        readers |= {
            "trafilatura": by_trafilatura(),
            "trafilatura recall": by_trafilatura(favor_recall=True),
            "trafilatura precision": by_trafilatura(favor_precision=True),
            "newspaper4k": by_newspaper,
            "readability": by_readability,
        }
    figures: dict[str, float] = {}
    for name in given.sets:
        if not (given.data / name).is_dir():
            print(f"{name}: not there")
            continue
        samples = [
            sample
            for sample in SETS[name](given.data / name)
            if (sample.english or not given.english) and given.half in (None, sample.half)
        ]
        if given.most:
            samples = samples[:: max(1, len(samples) // given.most)]
        scores = {reader: Score() for reader in readers}
        behind: list[tuple[float, str]] = []
        for sample in samples:
            own: dict[str, float] = {}
            for reader, work in readers.items():
                start = time.perf_counter()
                read = attempted(work, sample)
                scores[reader].seconds += time.perf_counter() - start
                own[reader] = judge(sample, read, scores[reader])
            behind.append((own["variorum text"] - max(own.values()), sample.name))
        print(f"\n{name}, {len(samples)} pages", flush=True)
        for reader, score in scores.items():
            shown = "  ".join(f"{what} {score.share(what):.3f} of {score.counts[what][1]:.0f}" for what in score.counts)
            print(f"  {reader:22} {shown}  {1000 * score.seconds / max(1, len(samples)):.0f} ms a page", flush=True)
        for lost, page_name in sorted(behind)[: given.worst]:
            print(f"    {lost:+.2f} {page_name}")
        for what in ("recall", "precision", "title", "day", "authors"):
            if scores["variorum text"].counts[what][1]:
                figures[f"{name}_{what}"] = round(scores["variorum text"].share(what), 3)
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

"""News of many countries, one page at a time: what the chances are fitted on besides whole stories, so that they hold elsewhere too.

    python training/chances/single_pages.py --sets DIR --to PAGES   # the English pages in two halves of sites, PAGES/work and PAGES/kept
    variorum read PAGES/work --library WORK.db                       # then the recipes take `--pages WORK.db`

DIR holds checkouts of what page readers are tested on (see benchmarks/quality/pages.py), under their repositories' names (postlight's
parser as `postlight`), and of Giveme5W1H. Lines of both halves were judged by readers (JUDGED), some first as a figure; all of these teach.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import re
import sys
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "src"))
from variorum import pipeline
from variorum.model.story import Dossier, places
from variorum.store.library import Library

JUDGED = (
    "pages.jsonl", "pages-2.jsonl", "fresh-pages.jsonl", "fresh-pages-2.jsonl", "stories-3.jsonl", "last-1.jsonl", "last-2.jsonl",
)  # fmt: skip
LABELS = tuple(ROOT / "benchmarks/labels/judged" / name for name in JUDGED)
FURTHER = ("postlight", "htmldate", "goose3", "newspaper", "extractnet")  # collections of which every page is looked at
SHORTEST = 900  # letters of a page that is a report
_CANONICAL = re.compile(rb"""<link[^>]*rel=["']?canonical["']?[^>]*href=["']?([^"'> ]+)""")
_SHARED_AS = re.compile(rb"""property=["']og:url["'][^>]*content=["']([^"']+)""")
_ENGLISH = re.compile(rb"""<html[^>]*\blang=["']?en""")
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "gov", "ac", "edu"})
Row = dict[str, Any]


def half(site: str) -> str:
    """The half of a site, by lot."""
    return ("work", "kept")[hashlib.sha256(f"speech16 {site}".encode()).digest()[0] % 2]


def site_of(html: bytes, url: str, otherwise: str) -> str:
    """Whose page it is, by the name of the host, without what countries and parts of a site add."""
    told = _CANONICAL.search(html) or _SHARED_AS.search(html)
    host = (urlsplit(told[1].decode("utf-8", "replace") if told else url).hostname or "").removeprefix("www.").split(".")
    if len(host) < 2:
        return re.sub(r"\W", "", otherwise).lower()
    return re.sub(r"\W", "", host[-3] if len(host) > 2 and host[-2] in _SECOND_LEVEL else host[-2]).lower()


def every(sets: Path) -> Iterator[tuple[str, bytes, str, str]]:
    """(name, page, address, name of the site where no address is told) of each page of the collections."""
    sys.path.append(str(ROOT / "benchmarks/quality"))
    import pages as collections

    for path in sorted((sets / "fundus/tests/resources/parser/test_data").glob("*/*.html.gz")):
        yield f"fundus-{path.parent.name}_{path.name[:-8]}", gzip.decompress(path.read_bytes()), "", path.name.partition("_20")[0]
    for sample in collections.trafilatura_set(sets / "trafilatura"):
        yield f"trafilatura-{sample.name}", sample.html, sample.url, sample.site
    for path in sorted((sets / "newspaper4k/tests/data/html").glob("*.html")):
        yield f"newspaper4k-{path.stem}", path.read_bytes(), "", path.stem
    for path in sorted((sets / "readability/test/test-pages").glob("*/source.html")):
        yield f"readability-{path.parent.name}", path.read_bytes(), "", path.parent.name
    for path in sorted((sets / "article-extraction-benchmark/html").glob("*.html.gz")):
        yield f"aeb-{path.name[:16]}", gzip.decompress(path.read_bytes()), "", path.name[:16]
    for name in FURTHER:
        for path in sorted((sets / name).rglob("*.htm*")):
            inside = str(path.relative_to(sets / name))
            stem = re.sub(r"[^A-Za-z0-9]+", "_", path.stem)[:70]
            yield f"{name}-{stem}-{hashlib.sha256(inside.encode()).hexdigest()[:6]}", path.read_bytes(), "", path.stem.split(".")[0]
    clusters = sets / "Giveme5W1H"
    for path in sorted((clusters / "Giveme5W1H/examples/datasets").glob("*/data*/**/*.*")):
        collection = path.relative_to(clusters).parts[3]
        name = f"{collection}-{_hashed(path, clusters)}"
        if path.suffix == ".json" and path.parent.name == ("data" if collection == "gold_standard" else "data_raw"):
            yield name, _as_page(json.loads(path.read_text("utf-8"))), "", path.stem
        elif path.suffix == ".txt" and path.parent.name == "politics":
            title, _, text = path.read_text("latin-1").partition("\n")
            yield name, _as_page({"title": title, "text": text, "source_domain": "bbc.co.uk"}), "", path.stem


def _hashed(path: Path, folder: Path) -> str:
    return hashlib.sha256(str(path.relative_to(folder)).encode()).hexdigest()[:10]


def _as_page(row: Row) -> bytes:
    """An article of a collection that keeps its fields, as a page that has them."""
    told = {name: escape(str(row.get(name) or "")) for name in ("title", "source_domain", "date_publish", "url")}
    body = "".join(f"<p>{escape(line.strip())}</p>\n" for line in (row.get("text") or "").splitlines() if line.strip())
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{told["title"]}</title>
<meta property="og:site_name" content="{told["source_domain"]}">
<meta property="article:published_time" content="{told["date_publish"].replace(" ", "T")}">
<link rel="canonical" href="{told["url"]}"></head><body><article><h1>{told["title"]}</h1>
{body}</article></body></html>
""".encode()


def lay_out(sets: Path, to: Path) -> None:
    for name, html, url, otherwise in every(sets):
        if _ENGLISH.search(html[:20000]):
            folder = to / half(site_of(html, url, otherwise))
            folder.mkdir(parents=True, exist_ok=True)
            collection, _, rest = name.partition("-")
            kept = rest if collection in FURTHER else re.sub(r"[^A-Za-z0-9]+", "_", rest)[:80]
            (folder / f"{collection}-{kept}.html").write_bytes(html)


def singles(library: Library, names: Sequence[str]) -> Iterator[tuple[str, Dossier]]:
    """Each page of a library that is a report, as a story of its own, after the named stages."""
    stages = [stage for stage in pipeline.OF_STORY if stage.name in names]
    for report in library.reports():
        keys = {place.key for place in places(report)}
        known, vectors = library.analyses(keys)
        if report.language == "en" and len(report.text) >= SHORTEST and set(known) == keys:
            dossier = pipeline.bare_dossier([report], known, vectors)
            yield Path(report.origin).stem, pipeline.through(stages, dossier, pipeline.stop)


def judged(table: str) -> dict[str, list[Row]]:
    """What readers said of the lines of a table, by page."""
    found: dict[str, list[Row]] = {}
    for row in (json.loads(line) for path in LABELS for line in path.read_text("utf-8").splitlines()):
        if row["table"] == table:
            found.setdefault(row["page"], []).append(row)
    return found


def named(*names: str) -> str:
    """Names as the labels keep them, so that no words of a text stand in them."""
    return hashlib.sha256("|".join(names).encode()).hexdigest()[:12]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--sets", type=Path, required=True)
    arguments.add_argument("--to", type=Path, required=True)
    given = arguments.parse_args()
    lay_out(given.sets, given.to)


if __name__ == "__main__":
    main()

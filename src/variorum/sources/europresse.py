"""Pages that Europresse exports: many reports in one, each an `article` with its parts named by class."""

import re
from typing import Any

from variorum.sources.exports import EUROPRESSE_END, EUROPRESSE_FIELDS
from variorum.sources.markup import lines_of, text_of

_ISSUE = re.compile(r"[,;\s]*\bn[o°º]\.?\s?\d.*$", re.IGNORECASE)  # "Veldmark Courier, no. 21345"


def lines(tree: Any) -> str | None:
    """The reports as lines with named fields, which `exports` splits; None where the page is none of Europresse."""
    written = []
    for article in tree.xpath("//article[.//*[contains(@class, 'DocPublicationName')]]"):
        parts = (
            _ISSUE.sub("", _first(article, "DocPublicationName")),
            _first(article, "DocHeader"),
            _first(article, "titreArticle"),
            _first(article, "docAuthors") or _first(article, "sm-margin-bottomNews"),
        )
        body = next(iter(article.xpath(".//*[contains(@class, 'docOcurrContainer') or contains(@class, 'DocText')]")), None)
        if body is not None:
            named = [f"{name}: {part}" for name, part in zip(EUROPRESSE_FIELDS, parts, strict=True)]
            written += [*named, *lines_of(body), EUROPRESSE_END]
    return "\n".join(written) or None


def _first(article: Any, name: str) -> str:
    return next((text_of(element) for element in article.xpath(f".//*[contains(@class, '{name}')]")), "")

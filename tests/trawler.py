"""A story of our own for tests of descent: a wire's text, another writer's, and what makes reports and a dossier of them."""

import re

import numpy as np

from variorum import descent as lineage
from variorum import pipeline
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Credit, Passage, Report
from variorum.model.sentence import bare
from variorum.model.story import Dossier

WIRE = [
    "The coast guard of Veldland seized the trawler Ostra on Tuesday and brought its crew of nineteen to the harbour of Tarnholm.",
    "Captain Joris Haalbeck was charged with fishing inside the closed Skarv reserve, a court clerk in Tarnholm said.",
    "Veldland closed the reserve three years ago after herring stocks fell to their lowest level since records began.",
    "Oravia, whose flag the Ostra flies, called the seizure piracy and summoned the ambassador Lene Brask.",
    "Envoys of both countries are scheduled to meet on Thursday in Castle Brand to speak about the reserve.",
    "About forty trawlers from Oravia have entered the Skarv reserve since spring, according to the fisheries office in Tarnholm.",
    "The owner of the Ostra, Kettla Fisheries, said the ship had drifted after its engine failed in a storm.",
]
OWN = [
    "Fishermen in Oravia's port of Dulwen burned a Veldland flag on Wednesday outside the consulate.",
    '"They treat us as thieves," said Mirela Danko, whose brother Petr serves on the captured vessel.',
    "Insurers have raised premiums for the northern grounds by a third this month, brokers in Dulwen told the Morning Post.",
    "The opposition leader Stane Orlov asked the government to send a gunboat, which the premier refused.",
    "Prices for herring doubled at the Dulwen auction within a day.",
    "Schools in the port collected food parcels for the families of the nineteen men.",
]
QUOTES = [
    '"We will not be pushed out of waters that our fathers fished for four hundred years," the minister Anna Pell told reporters.',
    '"Nobody drew a line on that chart without asking us first, and nobody ever will," Pell said.',
]


def report(
    name: str,
    sentences: list[str],
    published: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
) -> Report:
    body = "\n".join(sentences)
    text = f"{body}\n({agency})" if agency else body
    blocks = tuple(Block(match.start(), match.end(), "body") for match in re.finditer(r"[^\n]+", body))
    credits: tuple[Credit, ...] = ()
    if agency:
        start = len(body) + 2
        credits = (Credit(agency, "text", Passage(name, start, start + len(agency), agency)),)
        blocks = (*blocks, Block(start - 1, len(text), "credit"))
    return Report(name, name, outlet, None, None, byline, None, credits, published, "metadata" if published else None, "en", text, blocks)


def dossier(*reports: Report) -> Dossier:
    analyses, vectors = {}, {}
    for one in reports:
        for _, text, key in pipeline.paragraphs(one):
            analyses[key] = Analysis(key, bare([(0, len(text))]))
            vectors[key] = np.zeros((1, 384), np.float16)
    return lineage.trace(pipeline.bare_dossier(reports, analyses, vectors))


def groups(found: Dossier) -> set[frozenset[str]]:
    return {frozenset(origin.reports) for origin in found.origins}

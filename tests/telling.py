"""Stories told in a few invented lines, gone through the stages up to quotations or utterances: for tests of who says what."""

from variorum import pipeline
from variorum.language import reader
from variorum.model.report import Block, Report
from variorum.model.story import Dossier, Origin
from variorum.story import names, utterances
from variorum.story import quotations as story_quotations


def report(key: str, text: str, published: str | None = "2031-05-06") -> Report:
    """A report whose every line is a paragraph of the body."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(start, start + len(line), "body"))
        start += len(line) + 1
    return Report(key, key, key, None, None, None, None, (), published, "given", "en", text, tuple(blocks))


def parsed(*texts: str, published: tuple[str, ...] = ()) -> Dossier:
    """The bare story of these reports, its paragraphs read; each report is an origin. `published` are days of the first ones."""
    days = (*published, *["2031-05-06"] * len(texts))
    reports = [report(f"r{number}", text, days[number]) for number, text in enumerate(texts)]
    lines = {key: words for one in reports for _, words, key in pipeline.paragraphs(one)}
    read = dict(zip(lines, reader.read(list(lines.values())), strict=True))
    analyses = {key: pipeline.analyse(one) for key, one in read.items()}
    dossier = pipeline.bare_dossier(reports, analyses, {key: one.vectors for key, one in read.items()})
    return dossier.having(origins=tuple(Origin(one.id, dossier.story.id, one.id, True, (one.id,), "own", 1.0, "") for one in reports))


def story(*texts: str, published: str | None = "2031-05-06") -> Dossier:
    """The story of these reports (r0, r1, ...) with entities, quotations and utterances."""
    reports = [report(f"r{number}", text, published) for number, text in enumerate(texts)]
    lines = {key: words for one in reports for _, words, key in pipeline.paragraphs(one)}
    analyses, vectors = {}, {}
    for key, paragraph in zip(lines, reader.read(list(lines.values())), strict=True):
        analyses[key] = pipeline.analyse(paragraph)
        vectors[key] = paragraph.vectors
    attributed = story_quotations.attribute(names.join(pipeline.bare_dossier(reports, analyses, vectors)))
    return utterances.join(story_quotations.follow(attributed))


def people(dossier: Dossier) -> dict[str, set[str]]:
    """Name -> the texts of the mentions, for all people of a story."""
    return {entity.name: {mention.text for mention in entity.mentions} for entity in dossier.entities if entity.kind == "person"}


def speaker(dossier: Dossier, words: str) -> str | None:
    """Who is given as the speaker of the quotation that holds these words; the shortest such quotation counts."""
    holding = [row for row in dossier.quotations if any(words in content.text for content in row.content)]
    assert holding, f"no quotation holds {words!r}: {[c.text for row in dossier.quotations for c in row.content]}"
    return min(holding, key=lambda row: sum(len(content) for content in row.content)).speaker_name

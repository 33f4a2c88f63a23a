"""Quotations of one paragraph: each attribution the tagger and the rules find becomes a Quotation whose speaker is not known yet."""

from dataclasses import replace

from variorum.language.english.speech import attribution
from variorum.model.paragraph import Analysis, Paragraph
from variorum.model.statement import Quotation


def of_paragraph(paragraph: Paragraph, found: Analysis) -> Analysis:
    """Adds the paragraph's quotations; who speaks stays open here."""
    rows = []
    for item in attribution.attributions(paragraph):
        content = tuple(paragraph.passage(*span) for span in item.content)
        rows.append(
            Quotation(
                id="",
                report=paragraph.key,
                story="",
                manner=item.manner,
                content=content,
                source=paragraph.passage(*item.source) if item.source else None,
                cue=paragraph.passage(*item.cue) if item.cue else None,
                speaker=None,
                speaker_name=None,
                confidence=item.confidence,
                utterance=None,
            )
        )
    return replace(found, quotations=tuple(rows))

"""Who took the text from whom: borrowings with their parallel passages, and how many independent origins a story has.

`trace` is the story stage. It reads sentences, their vectors, credits and times; it needs no other judgement. Steps, a file each:
`comparing` judges two texts, `families` finds which texts to compare, `direction` puts the texts of a family in order, `originals` names
each family's original and writes down what was taken.
"""

from dataclasses import replace

from variorum.model.story import Counts, Dossier
from variorum.stages.lineage.families import gather
from variorum.stages.lineage.originals import describe
from variorum.stages.lineage.texts import texts_of


def trace(dossier: Dossier) -> Dossier:
    """The dossier with its origins (each report in exactly one) and borrowings, and the origins counted."""
    texts = texts_of(dossier)
    origins, borrowings = describe(dossier.story.id, texts, gather(texts))
    counts = dossier.story.counts
    story = replace(dossier.story, counts=Counts(counts.reports, counts.outlets, len(origins)))
    return dossier.having(story=story, origins=origins, borrowings=borrowings)

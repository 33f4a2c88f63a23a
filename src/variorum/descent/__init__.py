"""Who took the text from whom: borrowings with their parallel passages, and how many independent origins a story has.

`trace` is the story stage. It reads sentences, their vectors, credits and times; it needs no other judgement. Steps, a file each:
`citing` finds which media a report names as givers, `pairs` which texts to compare, `comparing` judges two of them (`linking`: are they one
text?), `families` brings together those of one original, `direction` puts these in order, `copying` finds which copy was made from which,
`originals` makes an origin of each family, `borrowing` and `saying` write down what was taken, by the texts and by their own word.
"""

from dataclasses import replace

from variorum.descent.families import between
from variorum.descent.originals import describe
from variorum.descent.pairs import related
from variorum.descent.texts import texts_of
from variorum.model.story import Counts, Dossier
from variorum.text.kept import Worked


def trace(dossier: Dossier) -> Dossier:
    """The dossier with its origins (each report in exactly one) and borrowings, and the origins counted."""
    worked = Worked(dossier.before)
    texts = texts_of(dossier, worked)
    relations = related(texts, worked)
    origins, borrowings = describe(dossier.story.id, texts, [relation for relation in relations if relation.shows])
    least, most = between(texts, relations, len(origins))
    counts = dossier.story.counts
    home = {report: origin.id for origin in origins for report in origin.reports}
    carrying = {row.taker for row in borrowings if row.pairs and home.get(row.giver, row.giver) != home[row.taker]}
    story = replace(dossier.story, counts=Counts(counts.reports, counts.outlets, len(origins), len(carrying), least, most))
    return dossier.having(story=story, origins=origins, borrowings=borrowings, worked={**dossier.worked, **worked.now})

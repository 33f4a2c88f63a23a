"""The judgement: distinct tellings of a story are aligned, compared, and their differences gathered to points."""

from variorum.model.story import Dossier
from variorum.stages.points.gathering import neighbours, tellings
from variorum.stages.points.compare import differences, parallel


def collate(dossier: Dossier) -> Dossier:
    """The dossier with its points, weightiest first."""
    found = tellings(dossier)
    for i, j, near in neighbours(found):
        a,b=found.all[i],found.all[j]
        if parallel(a,b,near):
            for d in differences(a,b):
                print(f"[{a.places[0].report}|{b.places[0].report}] {near:.2f}",d.kind,d.verdict,d.weight,'|',d.words_a,'|',d.words_b,'|',d.slot,'|',d.why)
    return dossier

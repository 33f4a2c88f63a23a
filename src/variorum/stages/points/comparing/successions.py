"""States that follow upon each other: one sentence tells of the first, another of the second. No contradiction, but a later state."""

import re
from collections.abc import Iterator

from variorum.stages.points import surroundings
from variorum.stages.points.comparing.modalities import again
from variorum.stages.points.difference import Difference
from variorum.stages.points.told import Told

# The earlier state and the later one, as words of a sentence.
_TABLE = (
    (
        r"in (?:\w+ ){0,2}(?:negotiations?|talks)(?: stages?)? (?:to|with)",
        r"will (?:not|take)|won'?t|ha(?:s|ve) (?:signed|agreed|bought|sold)|pulled out|ha(?:s|ve) \w+(?:ed|ght)",
    ),
    (r"(?:search(?:ing|ed)?|hunt(?:ing)?|looking|manhunt) for", r"arrested|captured|caught|taken into custody|in custody"),
    (r"(?:battl|fight|tackl)\w* (?:\w+ ){0,3}(?:fire|blaze|flames)", r"put out|extinguished|under control"),
    (r"(?:being|are|were) evacuated", r"(?:allowed|able|free) (?:to return|back)|returned (?:home|to their homes)"),
    (r"check(?:ed|s|ing) (?:herself |himself )?in(?:to)?", r"check(?:ed|s|ing) (?:herself |himself )?out|discharged"),
    (r"pending (?:formal )?charges|expected to (?:face|be) charge[sd]?|to be charged", r"(?:was|were|been) (?:also |formally )?charged"),
    (r"(?:to be arraigned|due to appear|scheduled to appear|expected to appear)", r"(?:was|were) arraigned|appeared in court"),
    (r"trapped", r"rescued|freed|brought to safety"),
    (r"(?:held|taken) (?:hostage|captive)|kidnapped", r"(?:was|were|been) (?:freed|released)"),
    (r"offer(?:s|ed)?", r"withdr(?:ew|awn?) (?:\w+ ){0,2}offer"),
)
_SUCCESSIONS = tuple(tuple(re.compile(rf"\b(?:{state})\b", re.I) for state in row) for row in _TABLE)
# Cosine of two sentences that share two words of names, and of two that share three words of content.
NEAR_NAMED, NEAR_OTHERS = 0.5, 0.6


def succeeded(a: Told, b: Told, near: float) -> Iterator[Difference]:
    """ "Police are searching for the gunman" (a) and "the gunman has been arrested" (b): two states of one thing, b's the later."""
    if near < NEAR_NAMED or again(a, b) or surroundings.elsewhere(a, b):
        return
    if len(surroundings.setting(a) & surroundings.setting(b)) < 2 and (near < NEAR_OTHERS or len(a.content & b.content) < 3):
        return
    for early, late in _SUCCESSIONS:
        going, ended = early.search(a.text), late.search(b.text)
        if going and ended and not early.search(b.text) and not late.search(a.text):
            said = [" ".join(found.group().split()) for found in (going, ended)]
            why = f'"{said[0]}" and "{said[1]}" tell an earlier and a later state'
            yield Difference(
                "modality", "revised", "material", going.span(), ended.span(), said[0], said[1], "state", why, 0.6, None, ("early", "late"),
            )  # fmt: skip
            return

"""The kinds of difference: one file a kind, one row a kind. A new kind of difference is a file here and its row."""

from typing import Final

from variorum.questions.kinds import condition, date, extent, in_place, modality, name, number, polarity, role
from variorum.questions.pairs import Kind

KINDS: Final[tuple[Kind, ...]] = (
    Kind(
        "number",
        number.compare,
        "Figures of one thing: counts of people by fate, counts of things, sums, measures, ages, terms, shares and scores.",
        ("Three lorries burned out near the depot.", "Two lorries burned out near the depot.", "conflict"),
    ),
    Kind(
        "date",
        date.compare,
        "when one deed was done or will be: unlike times in sentences that run alike",
        ("The mine was shut on Monday.", "The mine was shut on Tuesday.", "conflict"),
    ),
    Kind(
        "modality",
        modality.compare,
        "whether an act is planned or done, told as so or as possible",
        ("The council will sign the lease on Friday.", "The council signed the lease.", "revised"),
    ),
    Kind(
        "polarity",
        polarity.compare,
        "whether it is so or not: a denial lost or won, or an opposite, in sentences that run alike",
        ("The council will not sell the harbour.", "The council will sell the harbour.", "conflict"),
    ),
    Kind(
        "condition",
        condition.compare,
        "on which condition, in sentences that run alike: set otherwise, or told as so",
        ("The mine opens if the dam holds.", "The mine opens unless the dam holds.", "conflict"),
    ),
    Kind(
        "actor",
        role.compare,
        "who did it and to whom, in sentences that run alike: exchanged or lost",
        ("Oravia accused Ruritania of spying.", "Ruritania accused Oravia of spying.", "conflict"),
    ),
    Kind(
        "name",
        name.compare,
        "how the name of a person is spelt, where no report has both spellings",
        ("The mayor, Duncan Rait, closed the bridge.", "The mayor, Duncan Raite, closed the bridge.", "conflict"),
    ),
    Kind(
        "place",
        in_place.compare,
        "another place, person or state, another bearing or order, in the place of the first, in sentences that run alike",
        ("The talks will be held in Geneva on Friday.", "The talks will be held in Vienna on Friday.", "conflict"),
    ),
    Kind(
        "scope",
        extent.compare,
        "of how many of them, in sentences that run alike: of all, most or some",
        ("All teachers of the town joined the strike.", "Some teachers of the town joined the strike.", "scope"),
    ),
)

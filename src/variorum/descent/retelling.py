"""Which reports of a story only retell what one other medium reported, by their own word.

What a report adds in words is its own; what it tells is that medium's. So it is no second source of it, nor are two reports that retell one
paper two sources. More reports never part what was brought together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Final

from variorum.descent.citing import Citing, only_medium
from variorum.descent.texts import Text
from variorum.language.citing import is_same

# Set on the labelled stories to work on, of which the retelling reports all pass and one in thirty of the others.
LEADING: Final = 3  # sentences at the beginning, in one of which a report that retells another one says so
# The same of a report that says so once: of ten labelled ones eight say it here; one that says it in the third does not rest on it.
AT_ONCE: Final = 2
NAMED: Final = 0.05  # share of its sentences in which it does, where the other is not in hand: a short note names it once
IN_HAND: Final = 0.1  # the same where it is, and so may be named for one fact only
OFTEN: Final = 0.15  # share from which a report rests on one in hand wherever it says so
EARLY: Final = 0.4  # part of a report within which it names a medium that several others retell


def retellings(texts: Sequence[Text]) -> dict[int, str]:
    """Text -> the medium whose report it retells."""
    only = _by_one_name({here: cited for here, text in enumerate(texts) if (cited := only_medium(text.cites))})
    makers = {agency for text in texts for agency in text.agencies} | {text.outlet for text in texts if text.outlet}
    held = {name: any(is_same(name, maker) for maker in makers) for name in {one.name for one in only.values()}}
    resting = [here for here, one in only.items() if _rests(one, len(texts[here].sentences), held[one.name])]
    outlets: dict[str, set[str]] = {}
    for here in resting:
        outlets.setdefault(only[here].name, set()).add(texts[here].outlet or texts[here].id)
    found = {here: only[here].name for here in resting}
    for here, one in only.items():
        if len(outlets.get(one.name, ())) > 1 and one.sentences[0] < EARLY * len(texts[here].sentences):
            found.setdefault(here, one.name)
    return found


def _by_one_name(only: Mapping[int, Citing]) -> dict[int, Citing]:
    """The same with one name for a medium that one report names in full and another in short: the longest."""
    names = sorted({one.name for one in only.values()}, key=lambda name: (-len(name), name))
    full = {name: next(other for other in names if name == other or is_same(name, other)) for name in names}
    return {here: replace(one, name=full[one.name]) for here, one in only.items()}


def _rests(one: Citing, sentences: int, held: bool) -> bool:
    share = len(one.sentences) / max(1, sentences)
    leads = bool(one.reports) and one.reports[0] < (LEADING if len(one.sentences) > 1 or held else AT_ONCE)
    once = len(one.sentences) == 1 and not one.reports  # somebody told that medium something
    return (leads and share >= (IN_HAND if held else NAMED)) or (held and share >= OFTEN and not once)

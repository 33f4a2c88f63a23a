"""What reports say of themselves: whose material helped, and from which other media they have facts."""

from collections.abc import Iterator, Sequence
from typing import Final, Literal

from variorum.descent.direction import published_before
from variorum.descent.families import Family
from variorum.descent.texts import Text
from variorum.language.citing import is_same
from variorum.model.report import Passage
from variorum.model.rows import content_id
from variorum.model.story import Borrowing, Origin

Basis = Literal["stated", "cited"]
MADE_FROM: Final = "its own file says that it was made from that one"


def said(
    story: str, texts: Sequence[Text], found: Sequence[Family], origins: Sequence[Origin], home: dict[int, int]
) -> Iterator[Borrowing]:
    """What reports and their files state of help and of earlier versions (`stated`) and of facts from other media (`cited`).

    A row for each report and giver.
    """
    for later, earlier in sorted(row for family in found for row in family.made_from.items()):
        outlet = texts[earlier].outlet or "another report"
        yield _row(story, texts[later], texts[earlier].id, outlet, "stated", (), f"{MADE_FROM[0].upper()}{MADE_FROM[1:]}.")
    by_outlet: dict[str, list[int]] = {}
    own: dict[str, list[int]] = {}  # cited medium -> its reports
    for here, text in enumerate(texts):
        if text.outlet and found[home[here]].agency is None:
            by_outlet.setdefault(text.outlet, []).append(here)
    by_agency = {family.agency: _first(family, origins[place], texts) for place, family in enumerate(found) if family.agency}
    for here, text in enumerate(texts):
        for agency in text.helpers:
            giver = by_agency.get(agency, lost(agency))
            yield _row(story, text, giver, agency, "stated", text.credit_of(agency), f"It names {agency} among its sources.")
        for cited in [one for one in text.cites if not one.own]:
            if cited.name not in own:
                named = [outlet for outlet in sorted(by_outlet) if is_same(cited.name, outlet)]
                own[cited.name] = sorted(there for outlet in named for there in by_outlet[outlet])
            before = [there for there in own[cited.name] if there != here and not published_before(text, texts[there])]
            giver = _giver(cited.name, before, texts, by_agency)
            times = len(cited.passages)
            why = f"It says {'once' if times == 1 else f'{times} times'} that it has something from {cited.name}."
            yield _row(story, text, giver, cited.name, "cited", cited.passages, why)


def lost(name: str) -> str:
    """The id of a medium of which the story has no report."""
    return content_id("origin", "elsewhere", name)


def _first(family: Family, origin: Origin, texts: Sequence[Text]) -> str:
    return origin.id if family.root is None else texts[family.root].id


def _giver(name: str, own: Sequence[int], texts: Sequence[Text], by_agency: dict[str, str]) -> str:
    """The cited medium's first report of the story, the origin that has its name, or what stands for it where none was read."""
    if own:
        return texts[own[0]].id
    return by_agency.get(name, lost(name))


def _row(story: str, text: Text, giver: str, name: str, basis: Basis, words: tuple[Passage, ...], why: str) -> Borrowing:
    sentences = {place for place, sentence in enumerate(text.sentences) for passage in words if passage.within(sentence)}
    share = round(len(sentences) / max(1, len(text.sentences)), 4)
    key = content_id("borrowing", story, text.id, giver, basis)
    return Borrowing(key, story, text.id, giver, "partial", "known", share, why, (), basis, name, words)

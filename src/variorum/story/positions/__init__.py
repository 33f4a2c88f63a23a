"""Positions of a story: stands gathered by party and issue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from variorum.language import nearness, stories
from variorum.model.point import Position
from variorum.model.rows import content_id
from variorum.model.statement import Stance
from variorum.model.story import Dossier
from variorum.people.parties import Parties
from variorum.story.positions.holding import Held, held
from variorum.story.positions.weighing import weighed
from variorum.text.grain import GRAIN
from variorum.text.kept import Worked
from variorum.text.shingle import forms

Vector = np.ndarray[Any, np.dtype[np.float32]]
Key = tuple[str, int, Stance]  # party, issue, stance
# Mean cosine, without the story's topic, within a group of wordings that are one issue; and cosine from which two wordings are so near
# that "for" and "against" clash.
SAME_ISSUE: Final = 0.5
SAME_WORDS: Final = 0.75
_FOR: Final = frozenset({"accepts", "supports", "open_to", "offers", "promises"})
_AGAINST: Final = frozenset({"rejects", "opposes"})


def gather(dossier: Dossier) -> Dossier:
    """Adds the story's positions: one for each party, issue and stance, with every passage, report and origin it rests on."""
    parties, worked = Parties(dossier), Worked(dossier.before)
    kept = list(weighed(dossier, held(dossier, parties)))
    if not kept:
        return dossier.having(positions=())
    issues = _issues(kept, parties.language, worked)
    cells = _claims_apart(_without_bare(_cells(kept, issues)), issues)
    clashing = _clashing(cells, issues)
    made = [
        _position(dossier, key, cell, _name(key, cell, issues, parties.language), key in clashing, parties)
        for key, cell in cells.items()
    ]
    return dossier.having(
        positions=tuple(sorted(made, key=lambda position: (position.issue, position.party, position.stance, position.id))),
        worked={**dossier.worked, **worked.now},
    )


@dataclass(frozen=True, slots=True)
class _Issues:
    """What is at issue in a story: the issue of every wording, a name for each issue, and how near wordings are."""

    of: dict[str, int]
    names: tuple[str, ...]  # the wording that stands for each
    rows: dict[str, Vector]
    turned: dict[str, bool]  # of each wording: does it speak of not doing the thing?


def _issues(kept: Sequence[Held], language: stories.Pack, worked: Worked) -> _Issues:
    """Wordings grouped by meaning; each group named by its most central wording, no mere remark if it can be helped.

    A wording counts as often as it stands there, so that the commoner of two names them; differences that are only noise of
    the last digits decide nothing.
    """
    counts = Counter(one.issue for one in kept)
    asked = {one.issue for one in kept if one.stance not in ("states", "denies")}
    distinct = sorted(counts)
    rows = nearness.apart(_vectors(distinct, worked))
    sides = [language.issues.turned(text) for text in distinct]
    of: dict[str, int] = {}
    names: list[str] = []
    for number, group in enumerate(nearness.clusters(rows, SAME_ISSUE, sides=sides)):
        centre = np.average(rows[group], axis=0, weights=[counts[distinct[row]] for row in group])
        cost = {row: round(_cost(distinct[row], language) - float(rows[row] @ centre) - 0.3 * (distinct[row] in asked), 3) for row in group}
        scored = sorted(group, key=lambda row: (cost[row], -counts[distinct[row]], distinct[row]))
        names.append(distinct[scored[0]])
        of.update({distinct[row]: number for row in group})
    return _Issues(of, tuple(names), dict(zip(distinct, rows, strict=True)), dict(zip(distinct, sides, strict=True)))


def _vectors(texts: Sequence[str], worked: Worked) -> nearness.FloatArray:
    """Unit vectors of wordings; one that stood in the story before is not read again. Kept in whole grains."""

    def made(fresh: Sequence[str]) -> list[list[int]]:
        rows: list[list[int]] = np.rint(nearness.vectors(fresh) / GRAIN).astype(int).tolist()
        return rows

    found: nearness.FloatArray = (np.array(worked.of_each("wording", texts, made)) * GRAIN).astype(np.float32)
    return found


def _name(key: Key, cell: Sequence[Held], issues: _Issues, language: stories.Pack) -> str:
    """What a stand is on: the name of its issue, where a wording of its own is nearly that; else its surest wording, an issue of its own.

    Of 70 lines that strangers read three were struck for the words of another's stand. A claim of several reports has that wording of which
    the others have most: what one report adds to it, the others do not tell.
    """
    alone = _told_by_one(cell) if key[2] == "states" and len({one.passage.report for one in cell}) > 1 else {}
    own = [one.issue for one in sorted(cell, key=lambda one: (alone.get(one.issue, 0), -one.chance, one.issue))]
    name = own[0] if key[2] == "states" else issues.names[key[1]]
    near = any(one == name or float(issues.rows[one] @ issues.rows[name]) >= SAME_WORDS for one in own)
    return language.issues.headline(name if near else own[0])


def _told_by_one(cell: Sequence[Held]) -> dict[str, int]:
    """How many words of each wording the reports of a stand do not have where they tell it, counted once a report that has not got it."""
    told: dict[str, set[str]] = {}
    for one in cell:
        told.setdefault(one.passage.report, set()).update(forms(one.passage.text))
    return {issue: sum(len(forms(issue) - theirs) for theirs in told.values()) for issue in {one.issue for one in cell}}


def _cost(text: str, language: stories.Pack) -> float:
    """A name should be short, but say what is at issue, and not begin with somebody else's "its"."""
    words = len(text.split())
    return 0.02 * max(0, words - 12) + 0.1 * max(0, 3 - words) + 0.2 * language.issues.has_owner(text)


def _cells(kept: Sequence[Held], issues: _Issues) -> dict[Key, list[Held]]:
    """Stands by party, issue and stance; what two reports have a party say in one utterance is one stand, whatever its wording."""
    cells: dict[Key, list[Held]] = {}
    first: dict[tuple[str, Stance, str], tuple[int, str]] = {}
    for one in kept:
        issue, report = issues.of[one.issue], one.passage.report
        if one.quotation is not None and one.quotation.utterance is not None:
            known = first.setdefault((one.party.key, one.stance, one.quotation.utterance), (issue, report))
            issue = known[0] if known[1] != report else issue
        cells.setdefault((one.party.key, issue, one.stance), []).append(one)
    return cells


def _without_bare(cells: dict[Key, list[Held]]) -> dict[Key, list[Held]]:
    """What a party only says on an issue on which it takes a stand is no second stand."""
    taken = {key[:2] for key in cells if key[2] != "states"}
    return {key: cell for key, cell in cells.items() if key[2] != "states" or key[:2] not in taken}


def _claims_apart(cells: dict[Key, list[Held]], issues: _Issues) -> dict[Key, list[Held]]:
    """What a party only says is one line where it is nearly the same words, or one utterance; what else it says on an issue is another."""
    found: dict[Key, list[Held]] = {}
    number = len(issues.names)
    for key, cell in cells.items():
        rest = sorted(cell, key=lambda one: (-one.chance, one.passage.report, one.passage.start)) if key[2] == "states" else []
        found[key] = [one for one in cell if key[2] != "states" or _one_claim(rest[0], one, issues)]
        rest = [one for one in rest if one not in found[key]]
        while rest:
            found[key[0], number, key[2]] = alike = [one for one in rest if _one_claim(rest[0], one, issues)]
            rest = [one for one in rest if one not in alike]
            number += 1
    return found


def _one_claim(first: Held, other: Held, issues: _Issues) -> bool:
    told = [None if one.quotation is None else one.quotation.utterance for one in (first, other)]
    one_utterance = told[0] is not None and told[0] == told[1] and first.passage.report != other.passage.report
    return one_utterance or first.issue == other.issue or float(issues.rows[first.issue] @ issues.rows[other.issue]) >= SAME_WORDS


def _clashing(cells: dict[Key, list[Held]], issues: _Issues) -> set[Key]:
    """Cells of one party and issue whose stances cannot both hold: for and against nearly the same words."""
    by_pair: dict[tuple[str, int], list[Key]] = {}
    for key in cells:
        by_pair.setdefault(key[:2], []).append(key)
    found: set[Key] = set()
    for keys in by_pair.values():
        for key in keys:
            for other in keys:
                if key[2] in _FOR and other[2] in _AGAINST and _same_words(cells[key], cells[other], issues):
                    found |= {key, other}
    return found


def _same_words(some: Sequence[Held], others: Sequence[Held], issues: _Issues) -> bool:
    return any(
        (one.issue == other.issue or float(issues.rows[one.issue] @ issues.rows[other.issue]) >= SAME_WORDS)
        and issues.turned[one.issue] is issues.turned[other.issue]
        for one in some
        for other in others
        if (one.passage.report, one.passage.start) != (other.passage.report, other.passage.start)
    )


def _position(dossier: Dossier, key: Key, cell: Sequence[Held], issue: str, clashes: bool, parties: Parties) -> Position:
    ordered = sorted(cell, key=lambda one: (-one.chance, one.passage.report, one.passage.start, one.at.start))
    party = ordered[0].party
    passages = tuple(sorted({one.passage for one in cell}, key=lambda passage: (passage.report, passage.start, passage.end)))
    origins = tuple(sorted({dossier.origin_at(passage) for passage in passages}))
    targets = [
        name
        for one in ordered
        if one.target is not None
        for name in (other.name for other in parties.party(one.target))
        if name != party.name
    ]  # fmt: skip
    issue_id = content_id("issue", issue)
    return Position(
        id=content_id("position", dossier.story.id, key[0], issue_id, key[2]),
        story=dossier.story.id,
        party=party.name,
        party_entity=party.entity,
        issue=issue,
        issue_id=issue_id,
        stance=key[2],
        condition=_commonest([one.condition.text for one in ordered if one.condition is not None], longest=True),
        target=_commonest(targets),
        speaker_name=_commonest([one.speaker for one in ordered if one.speaker is not None]),
        passages=passages,
        reports=tuple(sorted({passage.report for passage in passages})),
        origins=origins,
        agreement="conflict" if clashes else "agreed" if len(origins) > 1 else "single",
        confidence=ordered[0].chance,
    )


def _commonest(words: Sequence[str], *, longest: bool = False) -> str | None:
    """The words that stand there most often; of equals the longest, if so asked, else the first of the alphabet."""
    counts = Counter(words)
    return min(counts, key=lambda text: (-counts[text], -len(text) if longest else 0, text)) if counts else None

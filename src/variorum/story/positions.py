"""Positions of a story: stands gathered by party and issue."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np

from variorum.language import nearness, stories
from variorum.model.point import Position
from variorum.model.report import Passage
from variorum.model.rows import content_id, move
from variorum.model.statement import Quotation, Stance, Stand
from variorum.model.story import Dossier, Placed
from variorum.people.parties import Parties, Party

Vector = np.ndarray[Any, np.dtype[np.float32]]
# Mean cosine, without the story's topic, within a group of wordings that are one issue; and cosine from which two wordings are so near
# that "for" and "against" clash.
SAME_ISSUE: Final = 0.5
SAME_WORDS: Final = 0.75
_FOR: Final = frozenset({"accepts", "supports", "open_to", "offers", "promises"})
_AGAINST: Final = frozenset({"rejects", "opposes"})


def gather(dossier: Dossier) -> Dossier:
    """Adds the story's positions: one for each party, issue and stance, with every passage, report and origin it rests on."""
    parties = Parties(dossier)
    speakers = _speakers(dossier)
    decided = _decided(dossier)
    held = [
        one
        for place, analysis in dossier.readings()
        for stand in analysis.stands
        for one in _held(stand, dossier, place, parties, speakers, decided)
    ]
    if not held:
        return dossier
    asked = frozenset(one.issue for one in held if one.stand.stance not in {"states", "denies"})
    issues = _issues([one.issue for one in held], asked, parties.language)
    cells: dict[tuple[str, int, Stance], list[_Held]] = {}
    for one in held:
        cells.setdefault((one.party.key, issues.of[one.issue], one.stand.stance), []).append(one)
    clashing = _clashing(cells, issues)
    made = [_position(dossier, key, cell, issues.names[key[1]], key in clashing, parties) for key, cell in cells.items()]
    return dossier.having(
        positions=tuple(sorted(made, key=lambda position: (position.issue, position.party, position.stance, position.id)))
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """A stand at its place in a report, with the party it is held by."""

    stand: Stand
    party: Party
    issue: str  # the words of the issue, made fit to be compared
    decided: Quotation | None = None  # what it is told in, where a person decided who speaks there


@dataclass(frozen=True, slots=True)
class _Issues:
    """What is at issue in a story: the issue of every wording, a name for each issue, and how near wordings are."""

    of: dict[str, int]
    names: tuple[str, ...]
    rows: dict[str, Vector]
    turned: dict[str, bool]  # of each wording: does it speak of not doing the thing?


def _held(
    stand: Stand,
    dossier: Dossier,
    place: Placed,
    parties: Parties,
    speakers: dict[str, list[tuple[int, int, str]]],
    decided: dict[str, list[Quotation]],
) -> list[_Held]:
    moved = move(stand, dossier.by_id[place.report], place.start)
    told = next((row for row in decided.get(place.report, ()) if _tells(row, moved)), None)
    language = stories.of(dossier.by_id[place.report].language)
    issue = language.issues.tidy(moved.issue.text)
    if stand.stance == "rejects":
        issue = language.issues.affirmed(issue)
    if not issue:
        return []
    passage = moved.party
    if told is not None and _same_source(told, passage):
        speaker = parties.of_entity(told.speaker) if told.speaker else None
        return [_Held(moved, speaker, _without_self(issue, speaker, language), told)] if speaker is not None else []
    owner = _owner_of(passage, dossier, place, parties, language)
    if passage.text.lower() in language.pronouns("subject", stands_for=("male", "female")):
        speaker = _speaker_of(passage, speakers, parties)
        return [_Held(moved, speaker, issue, told)] if speaker is not None else []
    found = [_Held(moved, party, _without_self(issue, party, language), told) for party in parties.party(passage)]
    if owner is not None:
        found = [replace(one, party=_named_by(one.party, owner, language)) for one in found]
    # A group or person without whose or which: of 12 such lines that were judged none was right.
    return [one for one in found if not _is_scrap(one, language) and not language.issues.is_nobody(one.party.name.lower())]


def _named_by(party: Party, owner: Party, language: stories.Pack) -> Party:
    name = language.issues.owned_by(party.name, owner.name)
    return replace(party, key=name.lower(), name=name)


def _is_scrap(one: _Held, language: stories.Pack) -> bool:
    """An issue that tells nothing: one bare word, one that only points back, or the party itself ("the pirates held the pirates").

    Of 66 such lines that were judged 4 were right (`benchmarks/labels/judged`).
    """
    bare = len(one.issue.split()) == 1 and one.issue[:1].islower()
    return bare or language.issues.points_back(one.issue) or one.party.name.lower() in one.issue.lower()


def _owner_of(passage: Passage, dossier: Dossier, place: Placed, parties: Parties, language: stories.Pack) -> Party | None:
    """Whose "its allies" are: the party named last before in the same sentence."""
    if not language.issues.has_owner(passage.text):
        return None
    report = dossier.by_id[passage.report]
    start = max(place.start, report.text.rfind(". ", 0, passage.start) + 1)
    named = language.actors.namings(report.text[start : passage.start])
    return parties.party(report.passage(start + named[-1].start, start + named[-1].end))[0] if named else None


def _without_self(issue: str, party: Party, language: stories.Pack) -> str:
    """What a party says it will do, without its own name: "Ruritania will close the port" is "close the port"."""
    found = language.issues.own_act(issue)
    if found is None or party.code is None or language.actors.resolve(found[0]).code != party.code:
        return issue
    return found[1]


def _speakers(dossier: Dossier) -> dict[str, list[tuple[int, int, str]]]:
    """Report id -> (start, end, speaker) of the source words of its quotations whose speaker is known."""
    found: dict[str, list[tuple[int, int, str]]] = {}
    for quotation in dossier.quotations:
        if quotation.source is not None and quotation.speaker is not None:
            found.setdefault(quotation.source.report, []).append((quotation.source.start, quotation.source.end, quotation.speaker))
    return found


def _decided(dossier: Dossier) -> dict[str, list[Quotation]]:
    """Report id -> its quotations of which a person decided who speaks."""
    found: dict[str, list[Quotation]] = {}
    for quotation in dossier.quotations:
        if quotation.corrected is not None and quotation.source is not None:
            found.setdefault(quotation.report, []).append(quotation)
    return found


def _tells(row: Quotation, stand: Stand) -> bool:
    """Is a stand told by a quotation: what is at issue stands in its content, and its source is who speaks or who takes the stand?"""
    inside = any(stand.issue.start < content.end and content.start < stand.issue.end for content in row.content)
    return inside and _same_source(row, stand.speaker or stand.party)


def _same_source(row: Quotation, passage: Passage) -> bool:
    return row.source is not None and row.source.start < passage.end and passage.start < row.source.end


def _speaker_of(pronoun: Passage, speakers: dict[str, list[tuple[int, int, str]]], parties: Parties) -> Party | None:
    """The party of a "he" or "she": who the quotation whose source it is was given to."""
    for start, end, speaker in speakers.get(pronoun.report, ()):
        if start <= pronoun.start and pronoun.end <= end:
            return parties.of_entity(speaker)
    return None


def _issues(texts: Sequence[str], asked: frozenset[str], language: stories.Pack) -> _Issues:
    """Wordings grouped by meaning; each group named by its most central wording, no mere remark if it can be helped.

    A wording counts as often as it stands there, so that the commoner of two names them; differences that are only noise of
    the last digits decide nothing.
    """
    counts = Counter(texts)
    distinct = sorted(counts)
    rows = nearness.apart(nearness.vectors(distinct))
    sides = [language.issues.turned(text) for text in distinct]
    of: dict[str, int] = {}
    names: list[str] = []
    for number, group in enumerate(nearness.clusters(rows, SAME_ISSUE, sides=sides)):
        centre = np.average(rows[group], axis=0, weights=[counts[distinct[row]] for row in group])
        cost = {row: round(_cost(distinct[row], language) - float(rows[row] @ centre) - 0.3 * (distinct[row] in asked), 3) for row in group}
        scored = sorted(group, key=lambda row: (cost[row], -counts[distinct[row]], distinct[row]))
        names.append(language.issues.headline(distinct[scored[0]]))
        of.update({distinct[row]: number for row in group})
    return _Issues(of, tuple(names), dict(zip(distinct, rows, strict=True)), dict(zip(distinct, sides, strict=True)))


def _cost(text: str, language: stories.Pack) -> float:
    """A name should be short, but say what is at issue, and not begin with somebody else's "its"."""
    words = len(text.split())
    return 0.02 * max(0, words - 12) + 0.1 * max(0, 3 - words) + 0.2 * language.issues.has_owner(text)


def _clashing(cells: dict[tuple[str, int, Stance], list[_Held]], issues: _Issues) -> set[tuple[str, int, Stance]]:
    """Cells of one party and issue whose stances cannot both hold: for and against nearly the same words."""
    by_pair: dict[tuple[str, int], list[tuple[str, int, Stance]]] = {}
    for key in cells:
        by_pair.setdefault(key[:2], []).append(key)
    found: set[tuple[str, int, Stance]] = set()
    for keys in by_pair.values():
        for key in keys:
            for other in keys:
                if key[2] in _FOR and other[2] in _AGAINST and _same_words(cells[key], cells[other], issues):
                    found |= {key, other}
    return found


def _same_words(some: Sequence[_Held], others: Sequence[_Held], issues: _Issues) -> bool:
    return any(
        (one.issue == other.issue or float(issues.rows[one.issue] @ issues.rows[other.issue]) >= SAME_WORDS)
        and issues.turned[one.issue] is issues.turned[other.issue]
        for one in some
        for other in others
        if (one.stand.passage.report, one.stand.passage.start) != (other.stand.passage.report, other.stand.passage.start)
    )


def _told_by(one: _Held, parties: Parties) -> str | None:
    """Who speaks where a stand is told: the person that its words name, or the one that was decided."""
    return parties.person(one.stand.speaker or one.stand.party) if one.decided is None else parties.name_of(one.decided.speaker)


def _position(
    dossier: Dossier, key: tuple[str, int, Stance], cell: Sequence[_Held], issue: str, clashes: bool, parties: Parties
) -> Position:
    ordered = sorted(
        cell, key=lambda one: (-one.stand.confidence, one.stand.passage.report, one.stand.passage.start, one.stand.issue.start)
    )
    party = ordered[0].party
    passages = tuple(sorted({one.stand.passage for one in cell}, key=lambda passage: (passage.report, passage.start, passage.end)))
    origins = tuple(sorted({dossier.origin_at(passage) for passage in passages}))
    conditions = Counter(one.stand.condition.text for one in ordered if one.stand.condition)
    condition = max(conditions, key=lambda text: (conditions[text], len(text), text)) if conditions else None
    targets = Counter(
        name
        for one in ordered
        if one.stand.target
        for name in (other.name for other in parties.party(one.stand.target))
        if name != party.name
    )
    named = Counter(name for one in ordered if (name := _told_by(one, parties)))
    issue_id = content_id("issue", issue)
    return Position(
        id=content_id("position", dossier.story.id, key[0], issue_id, key[2]),
        story=dossier.story.id,
        party=party.name,
        party_entity=party.entity,
        issue=issue,
        issue_id=issue_id,
        stance=key[2],
        condition=condition,
        target=min(targets, key=lambda name: (-targets[name], name)) if targets else None,
        speaker_name=min(named, key=lambda name: (-named[name], name)) if named else None,
        passages=passages,
        reports=tuple(sorted({passage.report for passage in passages})),
        origins=origins,
        agreement="conflict" if clashes else "agreed" if len(origins) > 1 else "single",
        confidence=ordered[0].stand.confidence,
    )

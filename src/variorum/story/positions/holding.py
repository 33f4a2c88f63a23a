"""Who holds what, place by place: the stands that words tell, and what parties are quoted with; each with who it is that holds it."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from variorum.language import outlets, stories
from variorum.model.report import Passage
from variorum.model.rows import move
from variorum.model.sentence import Sentence
from variorum.model.statement import Quotation, Stance, Stand, StandForm
from variorum.model.story import Dossier, Placed
from variorum.people.parties import Parties, Party
from variorum.text.marks import words_in

# Chance of a quotation from which what it tells can be a claim: below it more than half are no words of the party's.
_SAID: Final = 0.5
_SAID_BY_GROUP: Final = 0.4
# Words of a claim: fewer state nothing, more are no issue.
_SHORTEST: Final = 4
_LONGEST: Final = 40


@dataclass(frozen=True, slots=True)
class Held:
    """A stand at one place of a report, with the party that holds it. Passages count in the report."""

    party: Party
    stance: Stance
    issue: str  # its words made fit to be compared and read
    at: Passage  # where those words stand
    passage: Passage
    form: StandForm
    cue: str
    condition: Passage | None = None
    target: Passage | None = None
    speaker: str | None = None  # the person who speaks for the party
    quotation: Quotation | None = None  # what it is told in
    chance: float = 0.0  # that a careful reader calls it right


def held(dossier: Dossier, parties: Parties) -> Iterator[Held]:
    """All that may be a stand, in the order of the reports; of one party and place the stand that words tell, before the bare claim."""
    quotations = _by_report(dossier)
    for place, analysis in dossier.readings():
        quoted = quotations.get(place.report, [])
        told = [one for stand in analysis.stands for one in _told(stand, dossier, place, parties, quoted)]
        yield from told
        for sentence in analysis.sentences:
            passage = dossier.by_id[place.report].passage(place.start + sentence.start, place.start + sentence.end)
            for quotation in quoted:
                claim = _claim(quotation, passage, sentence, place.start, parties)
                if claim is not None and not any(_same_place(claim, other) for other in told):
                    yield claim


def _by_report(dossier: Dossier) -> dict[str, list[Quotation]]:
    found: dict[str, list[Quotation]] = {}
    for quotation in dossier.quotations:
        found.setdefault(quotation.report, []).append(quotation)
    return found


def _told(stand: Stand, dossier: Dossier, place: Placed, parties: Parties, quoted: list[Quotation]) -> Iterator[Held]:
    moved = move(stand, dossier.by_id[place.report], place.start)
    language = stories.of(dossier.by_id[place.report].language)
    issue = _tidied(moved.issue.text, language)
    if stand.stance in ("rejects", "denies"):
        issue = language.issues.affirmed(issue)
    quotation = next((one for one in quoted if _tells(one, moved, language)), None)
    points = moved.issue.text.split()[0].lower() in language.pronouns("subject", person=3)
    if points and stand.form == "spoken" and stand.stance == "demands":
        return  # "it should be sold": what?
    for party in _holders(moved, quotation, dossier, place, parties, language):
        kept = _without_self(issue, party, language)
        one = Held(
            party, stand.stance, kept, moved.issue, moved.passage, stand.form, stand.cue, moved.condition, moved.target,
            _speaker(moved, quotation, parties), quotation,
        )  # fmt: skip
        if kept and not _is_scrap(one, language) and _is_told_whose(party, language):
            yield one


def _tidied(words: str, language: stories.Pack) -> str:
    """The words of an issue; of one word alone with its article: "the boycott"."""
    issue = language.issues.tidy(words)
    return words if words_in(issue) == 1 and 1 < words_in(words) <= 2 else issue


def _holders(
    moved: Stand, quotation: Quotation | None, dossier: Dossier, place: Placed, parties: Parties, language: stories.Pack
) -> list[Party]:
    """The parties behind the words: those that a quotation is given to, else those that the words name."""
    if quotation is not None and quotation.speaker is not None:
        found = parties.of_entity(quotation.speaker)
        return [found] if found is not None else []
    if quotation is not None and quotation.corrected is not None:
        return []  # a person says that nobody who is known holds it
    if moved.party.text.lower() in language.pronouns("subject", person=3):
        known = [one for one in map(parties.of_entity, (entity.id for entity in parties.entities(moved.party))) if one is not None]
        return known if len(known) == 1 else []
    if moved.party.text.lower() in language.pronouns("subject") or (quotation is not None and _inside(moved.party, quotation)):
        return []  # nobody knows who speaks
    owner = _owner_of(moved.party, dossier, place, parties, language)
    named = parties.party(moved.party)
    return [_named_by(one, owner, language) for one in named] if owner is not None else named


def _tells(quotation: Quotation, stand: Stand, language: stories.Pack) -> bool:
    """Is a stand told in a quotation by its own source: its issue stands there, and its party is the source or speaks there?"""
    inside = any(stand.issue.start < content.end and content.start < stand.issue.end for content in quotation.content)
    source = quotation.source
    whose = source is not None and source.start < stand.party.end and stand.party.start < source.end
    spoken = stand.form == "spoken" and _is_word(stand.party)
    own = spoken or stand.party.text.lower() in language.pronouns("subject", person=1)
    return inside and (whose or (_inside(stand.party, quotation) and own))


def _inside(party: Passage, quotation: Quotation) -> bool:
    return any(content.start <= party.start < content.end for content in quotation.content)


def _is_word(party: Passage) -> bool:
    """Is it one word, the verb of words whose speaker is told elsewhere?"""
    return " " not in party.text and party.text[:1].islower()


def _speaker(moved: Stand, quotation: Quotation | None, parties: Parties) -> str | None:
    if quotation is not None and quotation.speaker is not None:
        return parties.name_of(quotation.speaker)
    return parties.person(moved.speaker or moved.party)


def _claim(quotation: Quotation, sentence: Passage, read: Sentence, offset: int, parties: Parties) -> Held | None:
    """What a party is quoted with in one sentence."""
    if quotation.confidence < (_SAID if quotation.speaker is not None else _SAID_BY_GROUP):
        return None
    content = next((one for one in quotation.content if one.start < sentence.end and sentence.start < one.end), None)
    party = _source_of(quotation, parties) if content is not None else None
    if content is None or party is None:
        return None
    first, last = max(content.start, sentence.start), min(content.end, sentence.end)
    words = sentence.text[first - sentence.start : last - sentence.start]
    issue = parties.language.issues.claim(words)
    reads = "?" not in words and not parties.language.issues.points_back(issue) and _SHORTEST <= words_in(issue) <= _LONGEST
    if not reads or not _states(read, first - offset, last - offset):
        return None
    at = replace(sentence, start=first, end=last, text=words)
    cue = "" if quotation.cue is None else quotation.cue.text.lower()
    return Held(party, "states", issue, at, sentence, "claim", cue, speaker=parties.name_of(quotation.speaker), quotation=quotation)


def _states(read: Sentence, start: int, end: int) -> bool:
    """Does a stretch hold a finite clause with its subject?"""
    return any(
        clause.kind in ("main", "content")
        and clause.tense != "infinitive"
        and start <= read.words[clause.verb].start < end
        and any(start <= read.words[at].start for at in (*clause.who, *clause.whom))
        for clause in read.clauses
    )


def _source_of(quotation: Quotation, parties: Parties) -> Party | None:
    """Who is quoted: a known speaker, or the one group that the words of the source name."""
    if quotation.speaker is not None:
        found = parties.of_entity(quotation.speaker)
        return found if found is not None and _is_told_whose(found, parties.language) else None
    source, language = quotation.source, parties.language
    if source is None or source.text.lower() in language.pronouns("subject"):
        return None
    named = parties.party(source)
    return named[0] if len(named) == 1 and _is_told_whose(named[0], language) else None


def _is_told_whose(party: Party, language: stories.Pack) -> bool:
    """Is a party somebody, and none who only reports: no group or person without whose or which, no paper and no agency?"""
    name = party.name.lower()
    reports = name in language.bodies.MEDIA or outlets.agency(party.name) is not None or outlets.is_listed(party.name)
    return not reports and not language.issues.is_nobody(name)


def _same_place(claim: Held, other: Held) -> bool:
    return other.at.start < claim.at.end and claim.at.start < other.at.end and other.party.key == claim.party.key


def _named_by(party: Party, owner: Party, language: stories.Pack) -> Party:
    name = language.issues.owned_by(party.name, owner.name)
    return replace(party, key=name.lower(), name=name)


def _is_scrap(one: Held, language: stories.Pack) -> bool:
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

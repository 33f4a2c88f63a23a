"""What tells whether a stand is right and worth a line: how it is told, by whom, what it is on, and how often."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from variorum.language.models.weights import learned
from variorum.model.sentence import Clause, Sentence
from variorum.model.story import Dossier
from variorum.people.reading import Reading
from variorum.story.positions.holding import Held
from variorum.text import logistic
from variorum.text.marks import words_in

FILE: Final = "stands.json"
# A bare claim is a stand from this chance on that one who reads the whole story lists it; below it readers leave out more than half.
LISTED: Final = 0.6
# A stand that words tell is kept from this chance on that it is right; of five below it that were judged none was.
TOLD: Final = 0.08
_FORMS: Final = ("verb", "being", "noun", "owned", "echo", "spoken")
_STANCES: Final = ("demands", "rejects", "offers", "accepts", "open_to", "supports", "opposes", "threatens", "warns", "denies", "promises")
_LONG: Final = 15  # words
_MANY: Final = 4  # more than that tell no more


def weighed(dossier: Dossier, found: Iterable[Held]) -> Iterator[Held]:
    """The stands that are worth a row, each with the chance that a careful reader calls it right."""
    weights = learned(FILE)
    for one, row in counted(dossier, list(found)):
        chance = logistic.chance(weights["right"], row)
        worth = logistic.chance(weights["listed"], row) >= LISTED if one.form == "claim" else chance >= TOLD
        if worth:
            yield replace(one, chance=chance)


def counted(dossier: Dossier, found: list[Held]) -> Iterator[tuple[Held, dict[str, float]]]:
    """Stands with what the model weighs, by name."""
    reading = Reading(dossier)
    told_in: dict[str, set[str]] = {}
    said_by: dict[str, int] = {}
    for said in dossier.quotations:
        if said.utterance is not None:
            told_in.setdefault(said.utterance, set()).add(said.report)
        if said.speaker is not None:
            said_by[said.speaker] = said_by.get(said.speaker, 0) + 1
    most = max(said_by.values(), default=1)
    alike: dict[tuple[str, str], set[str]] = {}
    for one in found:
        alike.setdefault((one.party.key, one.stance), set()).add(one.passage.report)
    for one in found:
        quotation = one.quotation
        reports = told_in.get(quotation.utterance or "", set()) if quotation is not None else set()
        yield one, {
            "reports": math.log(min(max(1, len(reports)), _MANY)),
            "party_reports": math.log(min(len(alike[one.party.key, one.stance]), _MANY)),
            "voice": 0.0 if quotation is None else said_by.get(quotation.speaker or "", 0) / most,
            **_told(one),
            **_party(one, reading),
            **_issue(one, reading),
        }


def _told(one: Held) -> dict[str, float]:
    quotation = one.quotation
    return {
        **{f"form_{name}": float(one.form == name) for name in _FORMS},
        **{f"stance_{name}": float(one.stance == name) for name in _STANCES},
        "quoted": logistic.logit(quotation.confidence) if quotation is not None and one.form in ("claim", "spoken") else 0.0,
        "direct": float(quotation is not None and quotation.manner != "indirect"),
        "conditional": float(one.condition is not None),
        "targeted": float(one.target is not None),
    }


def _party(one: Held, reading: Reading) -> dict[str, float]:
    entity = reading.entities.get(one.party.entity or "")
    kind = "" if entity is None else entity.kind
    return {
        "person": float(kind == "person"),
        "place": float(kind == "place" and one.party.code is None),
        "one_name": float(one.party.code is None and words_in(one.party.name) == 1),
        "body": float(kind == "organisation"),
        "office": float(entity is not None and entity.role is not None),
        "small_letters": float(one.party.name == one.party.name.lower()),
    }


def _subject(clauses: Sequence[tuple[Clause, Sentence]]) -> dict[str, float]:
    """Of whom or what an issue speaks: a name, a pronoun, a thing, or nothing that stands in it."""
    clause, sentence = clauses[0] if clauses else (None, None)
    kind = sentence.words[clause.who[0]].kind if clause is not None and sentence is not None and clause.who else ""
    return {
        "clause": float(bool(clauses)),
        "subject_name": float(kind == "PROPN"),
        "subject_pronoun": float(kind == "PRON"),
        "subject_noun": float(kind == "NOUN"),
    }


def _issue(one: Held, reading: Reading) -> dict[str, float]:
    words = words_in(one.issue)
    clauses = list(reading.clauses(one.at))
    role = reading.role(one.passage)
    words_of = reading.language.weighing.issue(one.issue)
    quotation = one.quotation if one.form == "claim" else None
    return {
        "one_word": float(words == 1),
        "two_words": float(words == 2),
        "long": float(words >= _LONG),
        "very_long": float(words >= 2 * _LONG),
        "finite": float(any(clause.tense in ("past", "present", "future") for clause, _ in clauses)),
        "names": math.log(1 + len(reading.named(one.at))),
        "no_names": float(not reading.named(one.at)),
        **_subject(clauses),
        "begins_within": float(quotation is not None and quotation.manner != "indirect" and one.at.text[:1].islower()),
        "headline": float(role in ("headline", "deck")),
        "lead": float(role == "lead"),
        "negated": float(any(clause.polarity == "negated" for clause, _ in clauses)),
        "asked": float(any(clause.modality == "demanded" for clause, _ in clauses)),
        "to_come": float(any(clause.standing == "future" for clause, _ in clauses)),
        "someone_else": float(words_of["someone"] and one.quotation is not None and one.quotation.manner == "direct"),
        **{name: float(so) for name, so in words_of.items()},
    }

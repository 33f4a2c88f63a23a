"""Descent: copies, parts taken over, what is no borrowing; laws 4 and 5."""

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from variorum import descent as lineage
from variorum import pipeline
from variorum.language.english.coming import coming
from variorum.model.paragraph import Analysis
from variorum.model.report import Block, Credit, Passage, Report
from variorum.model.sentence import bare
from variorum.model.story import Dossier

WIRE = [
    "The coast guard of Veldland seized the trawler Ostra on Tuesday and brought its crew of nineteen to the harbour of Tarnholm.",
    "Captain Joris Haalbeck was charged with fishing inside the closed Skarv reserve, a court clerk in Tarnholm said.",
    "Veldland closed the reserve three years ago after herring stocks fell to their lowest level since records began.",
    "Oravia, whose flag the Ostra flies, called the seizure piracy and summoned the ambassador Lene Brask.",
    "Envoys of both countries are scheduled to meet on Thursday in Castle Brand to speak about the reserve.",
    "About forty trawlers from Oravia have entered the Skarv reserve since spring, according to the fisheries office in Tarnholm.",
    "The owner of the Ostra, Kettla Fisheries, said the ship had drifted after its engine failed in a storm.",
]
OWN = [
    "Fishermen in Oravia's port of Dulwen burned a Veldland flag on Wednesday outside the consulate.",
    '"They treat us as thieves," said Mirela Danko, whose brother Petr serves on the captured vessel.',
    "Insurers have raised premiums for the northern grounds by a third this month, brokers in Dulwen told the Morning Post.",
    "The opposition leader Stane Orlov asked the government to send a gunboat, which the premier refused.",
    "Prices for herring doubled at the Dulwen auction within a day.",
    "Schools in the port collected food parcels for the families of the nineteen men.",
]
QUOTES = [
    '"We will not be pushed out of waters that our fathers fished for four hundred years," the minister Anna Pell told reporters.',
    '"Nobody drew a line on that chart without asking us first, and nobody ever will," Pell said.',
]


def report(
    name: str,
    sentences: list[str],
    published: str | None = None,
    outlet: str | None = None,
    agency: str | None = None,
    byline: str | None = None,
) -> Report:
    body = "\n".join(sentences)
    text = f"{body}\n({agency})" if agency else body
    blocks = tuple(Block(match.start(), match.end(), "body") for match in re.finditer(r"[^\n]+", body))
    credits: tuple[Credit, ...] = ()
    if agency:
        start = len(body) + 2
        credits = (Credit(agency, "text", Passage(name, start, start + len(agency), agency)),)
        blocks = (*blocks, Block(start - 1, len(text), "credit"))
    return Report(name, name, outlet, None, None, byline, None, credits, published, "metadata" if published else None, "en", text, blocks)


def dossier(*reports: Report) -> Dossier:
    analyses, vectors = {}, {}
    for one in reports:
        for _, text, key in pipeline.paragraphs(one):
            analyses[key] = Analysis(key, bare([(0, len(text))]))
            vectors[key] = np.zeros((1, 384), np.float16)
    return lineage.trace(pipeline.bare_dossier(reports, analyses, vectors))


def groups(found: Dossier) -> set[frozenset[str]]:
    return {frozenset(origin.reports) for origin in found.origins}


def test_a_verbatim_copy_and_its_original_are_one_origin() -> None:
    found = dossier(
        report("a", WIRE, "2024-03-12T09:00:00+00:00", "Tarnholm Times"), report("b", WIRE[:6], "2024-03-12T11:00:00+01:00", "Echo")
    )
    (origin,) = found.origins
    assert (origin.name, origin.in_hand, origin.basis) == ("Tarnholm Times", True, "shared_text")
    (borrowing,) = found.borrowings
    assert (borrowing.taker, borrowing.giver, borrowing.kind, borrowing.direction) == ("b", "a", "verbatim", "known")
    assert [pair.taker.text for pair in borrowing.pairs] == WIRE[:6]
    assert found.story.counts.origins == 1


def test_copies_of_an_agency_text_that_is_not_in_hand_go_back_to_the_agency() -> None:
    found = dossier(
        report("a", WIRE, agency="Meridian News Agency"), report("b", WIRE[:5]), report("c", OWN, outlet="Morning Post", byline="Ada Holm")
    )
    agency = next(origin for origin in found.origins if "a" in origin.reports)
    assert (agency.name, agency.in_hand, set(agency.reports), agency.basis) == ("Meridian News Agency", False, {"a", "b"}, "credit")
    assert {(b.taker, b.giver, b.direction) for b in found.borrowings} == {("a", agency.id, "known"), ("b", agency.id, "inferred")}
    assert groups(found) == {frozenset("ab"), frozenset("c")}


def test_the_agencys_own_report_is_the_original() -> None:
    found = dossier(report("a", WIRE, agency="Reuters"), report("b", WIRE, outlet="Reuters"))
    (origin,) = found.origins
    assert (origin.name, origin.in_hand, origin.reports[0]) == ("Reuters", True, "b")
    assert [(b.taker, b.giver) for b in found.borrowings] == [("a", "b")]


def test_sentences_taken_into_a_text_of_its_own_make_no_new_origin_and_keep_the_old() -> None:
    mixed = [*OWN[:3], WIRE[1], WIRE[3], *OWN[3:]]
    found = dossier(report("a", WIRE, agency="Reuters"), report("b", mixed, outlet="Morning Post", byline="Ada Holm"))
    assert groups(found) == {frozenset("a"), frozenset("b")}
    (borrowing,) = found.borrowings
    assert (borrowing.taker, borrowing.kind) == ("b", "partial")
    assert [pair.taker.text for pair in borrowing.pairs] == [WIRE[1], WIRE[3]]


def test_a_shared_quotation_is_no_borrowing() -> None:
    found = dossier(report("a", [*WIRE[:4], *QUOTES]), report("b", [*QUOTES, *OWN[:4]]))
    assert not found.borrowings
    assert len(found.origins) == 2


def test_one_sentence_that_became_two_is_aligned_with_both() -> None:
    divided = [
        "The coast guard of Veldland seized the trawler Ostra on Tuesday.",
        "It brought the trawler's crew of nineteen to the harbour of Tarnholm.",
        *WIRE[1:],
    ]
    found = dossier(report("a", WIRE, "2024-03-12T09:00:00Z"), report("b", divided, "2024-03-12T10:00:00Z"))
    beside_first = [pair.taker.text for pair in found.borrowings[0].pairs if pair.giver.text == WIRE[0]]
    assert beside_first == divided[:2]


def test_what_is_to_come_in_one_and_past_in_the_other_orders_editions() -> None:
    later = [*WIRE[:4], "Envoys of both countries met on Thursday in Castle Brand to speak about the reserve.", *WIRE[5:]]
    found = dossier(report("a", later, agency="Reuters"), report("b", WIRE, agency="Reuters"))
    (origin,) = found.origins
    assert origin.reports == ("b", "a")
    assert "editions" in origin.why


def test_what_a_sentence_says_is_to_come() -> None:
    assert coming("Envoys were scheduled to meet, and the minister will then speak.") == {"meet", "speak"}
    assert coming("Envoys met in Paris.") == frozenset()


def test_a_photo_credit_makes_no_origin() -> None:
    pictured = replace(report("a", WIRE, outlet="Echo"), credits=(Credit("Reuters", "photo", Passage("a", 0, 3, "The")),))
    (origin,) = dossier(pictured).origins
    assert (origin.name, origin.basis) == ("Echo", "own")


def test_reports_that_share_nothing_have_names_of_their_own() -> None:
    found = dossier(report("a", WIRE), report("b", OWN))
    assert sorted(origin.name for origin in found.origins) == ["unknown origin 1", "unknown origin 2"]


def test_a_translation_is_found_by_names_numbers_and_order() -> None:
    spanish = [
        "La guardia costera de Veldland apresó el martes el arrastrero Ostra y llevó a sus 19 tripulantes al puerto de Tarnholm.",
        "El capitán Joris Haalbeck fue acusado de pescar dentro de la reserva cerrada de Skarv, dijo un funcionario judicial en Tarnholm.",
        "Oravia, cuya bandera lleva el Ostra, calificó la captura de piratería y convocó a la embajadora Lene Brask.",
        "Unos 40 arrastreros de Oravia han entrado en la reserva Skarv desde la primavera, según la oficina de pesca de Tarnholm.",
        "El propietario del Ostra, Kettla Fisheries, dijo que el barco iba a la deriva tras fallar el motor en una tormenta.",
    ]
    english = [WIRE[0].replace("nineteen", "19"), WIRE[1], WIRE[3], WIRE[5].replace("forty", "40"), WIRE[6]]
    found = dossier(report("a", english, "2024-03-12T09:00:00Z"), replace(report("b", spanish, "2024-03-12T12:00:00Z"), language="es"))
    (borrowing,) = found.borrowings
    assert (borrowing.taker, borrowing.giver, borrowing.kind) == ("b", "a", "translation")


NAMES = st.sampled_from(["Echo", "Morning Post", "Tarnholm Times", None])
TIMES = st.sampled_from(["2024-03-12T09:00:00Z", "2024-03-12T10:30:00+01:00", "2024-03-13", None])
AGENCIES = st.sampled_from(["Reuters", "Meridian News Agency", None, None])


@st.composite
def reports(draw: st.DrawFn) -> list[Report]:
    """Two to six reports cut from the two texts, some mixed, with any times and credits."""
    made = []
    for index in range(draw(st.integers(2, 6))):
        chosen = draw(st.lists(st.sampled_from([*WIRE, *OWN, *QUOTES]), min_size=1, max_size=9, unique=True))
        made.append(report(f"r{index}", chosen, draw(TIMES), draw(NAMES), draw(AGENCIES), draw(st.sampled_from([None, "Ada Holm"]))))
    return made


@given(reports())
@settings(max_examples=60, deadline=None)
def test_law_4_a_stemma_has_no_circle_and_never_runs_against_known_time(made: list[Report]) -> None:
    found = dossier(*made)
    above: dict[str, set[str]] = {}
    for borrowing in found.borrowings:
        above.setdefault(borrowing.taker, set()).add(borrowing.giver)
        giver = found.by_id.get(borrowing.giver)
        if giver and giver.published and len(giver.published) > 10:
            taker = found.by_id[borrowing.taker].published
            if taker and len(taker) > 10:
                assert np.datetime64(_utc(giver.published)) <= np.datetime64(_utc(taker))
    for start, givers in above.items():
        seen, waiting = set(), list(givers)
        while waiting:
            here = waiting.pop()
            assert here != start
            if here not in seen:
                seen.add(here)
                waiting.extend(above.get(here, ()))


def _utc(moment: str) -> str:
    from datetime import UTC, datetime

    return datetime.fromisoformat(moment).astimezone(UTC).replace(tzinfo=None).isoformat()


@given(reports(), st.data())
@settings(max_examples=60, deadline=None)
def test_law_5_a_copy_never_adds_an_origin(made: list[Report], data: st.DataObject) -> None:
    before = dossier(*made)
    assert sorted(name for origin in before.origins for name in origin.reports) == sorted(one.id for one in made)
    copied = data.draw(st.sampled_from(made))
    bare = data.draw(st.booleans())
    name = data.draw(st.sampled_from(["copy", "a-copy"]))
    copy = Report(
        name,
        name,
        data.draw(NAMES),
        None,
        None,
        None,
        None,
        () if bare else copied.credits,
        data.draw(TIMES),
        None,
        "en",
        copied.text,
        copied.blocks,
    )
    after = dossier(*made, copy)
    assert len(after.origins) <= len(before.origins)
    assert after.origin_of[name] == after.origin_of[copied.id]


@given(reports(), st.randoms(use_true_random=False))
@settings(max_examples=30, deadline=None)
def test_law_3_the_order_of_reports_changes_no_origin(made: list[Report], lot) -> None:  # type: ignore[no-untyped-def]
    shuffled = list(made)
    lot.shuffle(shuffled)
    assert dossier(*shuffled).origins == dossier(*made).origins


@given(reports())
@settings(max_examples=30, deadline=None)
def test_law_1_every_passage_is_exact(made: list[Report]) -> None:
    found = dossier(*made)
    for borrowing in found.borrowings:
        for pair in borrowing.pairs:
            for passage in (pair.taker, pair.giver):
                assert found.by_id[passage.report].text[passage.start : passage.end] == passage.text


@pytest.mark.parametrize("count", [60])
def test_many_copies_are_compared_with_few(count: int) -> None:
    """Copies of a text already seen are laid aside: each is compared with one text and not with all."""
    from variorum.descent.pairs import related
    from variorum.descent.texts import texts_of

    many = dossier(*(report(f"c{i:03}", WIRE, agency="Reuters") for i in range(count)))
    assert len(related(texts_of(many))) == count - 1
    assert len(many.origins) == 1

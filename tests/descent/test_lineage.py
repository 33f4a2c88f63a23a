"""Descent: copies, parts taken over, what is no borrowing; laws 4 and 5."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trawler import OWN, QUOTES, WIRE, dossier, groups, report
from variorum.language.english.coming import coming
from variorum.model.report import Credit, Passage, Report


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


def test_an_agency_is_one_by_any_of_its_names() -> None:
    known = dossier(report("a", WIRE, agency="Associated Press"), report("b", [*OWN[:2], *OWN[3:]], agency="Associated Press"))
    assert groups(known) == {frozenset("ab")}
    names = ("Northwire News Agency", "Northwire", "NNA")
    texts = (WIRE[:3], [*OWN[:2], OWN[4]], WIRE[5:])
    told = dossier(*(report(key, lines, agency=name) for key, lines, name in zip("abc", texts, names, strict=True)))
    assert [(origin.name, set(origin.reports)) for origin in told.origins] == [("Northwire News Agency", {"a", "b", "c"})]


def test_one_outlets_pages_are_one_origin_however_they_name_it() -> None:
    post = replace(report("a", WIRE, outlet="Harbour Post"), url="https://www.harbourpost.example/1")
    found = dossier(post, replace(report("b", OWN, outlet=None), url="https://m.harbourpost.example/2"))
    (origin,) = found.origins
    assert (origin.name, set(origin.reports), origin.basis) == ("Harbour Post", {"a", "b"}, "own")


def test_an_edition_of_an_agency_is_that_agency_and_one_with_a_longer_name_is_not() -> None:
    told = dossier(report("a", WIRE, agency="Reuters"), report("b", [*OWN[:2], *OWN[3:]], agency="Reuters Veldland"))
    assert [(origin.name, set(origin.reports)) for origin in told.origins] == [("Reuters", {"a", "b"})]
    assert all(borrowing.cites for borrowing in told.borrowings)
    other = dossier(report("a", WIRE, agency="Reuters"), report("b", [*OWN[:2], *OWN[3:]], agency="Reuters of Veldland"))
    assert groups(other) == {frozenset("a"), frozenset("b")}


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
    assert not [borrowing for borrowing in found.borrowings if borrowing.pairs]
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
    assert "earlier and later versions of one text" in origin.why


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

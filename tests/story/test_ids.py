"""Law 8: a finding keeps the id that it was first given, and an id that gave way is remembered."""

from collections.abc import Collection
from dataclasses import replace

from made import dossier
from variorum.model.entity import Entity
from variorum.model.report import Passage
from variorum.model.rows import to_row
from variorum.model.story import Dossier
from variorum.store.check import _ids
from variorum.store.tables import OF_STORY
from variorum.story import ids


def none_taken(table: str, wanted: Collection[str]) -> set[str]:
    return set()


def wrong(told: Dossier) -> list[str]:
    """What the rows of a story name that is not there."""
    return list(_ids(told.story, told.by_id, {table: to_row(getattr(told, table)) for table in OF_STORY}))


def named(told: Dossier) -> dict[str, list[str]]:
    return {table: [thing.id for thing in getattr(told, table)] for table in ids.WORDS}


def in_story(told: Dossier, name: str) -> Dossier:
    """The same findings as a story of other reports would call them while it is judged."""
    story = replace(told.story, id=name)
    moved = {table: tuple(replace(thing, story=name) for thing in getattr(told, table)) for table in ids.NAMING}
    return told.having(story=story, **moved)


def entity(name: str, *starts: int) -> Entity:
    return Entity(name, "s1", "person", name, None, None, None, tuple(Passage("r1", start, start + 3, "abc") for start in starts))


def of_entities(*found: Entity) -> Dossier:
    return dossier().having(entities=found)


def test_an_id_is_free_of_the_story_and_the_rows_still_name_each_other() -> None:
    given = ids.give(dossier())
    assert named(given) == named(ids.give(in_story(dossier(), "s9")))
    assert all(len(name) == 17 for names in named(given).values() for name in names)
    assert wrong(given) == []
    assert given.quotations[0].speaker == given.entities[0].id
    assert given.borrowings[0].giver == "r1"


def test_an_id_is_made_of_the_earliest_place_in_the_order_of_reports() -> None:
    """`r3` is undated and comes last, wherever its place stands in the row."""
    told = dossier()
    late, early = Passage("r3", 0, 3, "abc"), Passage("r2", 4, 7, "abc")
    one, other = (replace(told.positions[0], passages=passages) for passages in ((late, early), (early,)))
    assert ids.give(told.having(positions=(one,))).positions[0].id == ids.give(told.having(positions=(other,))).positions[0].id


def test_a_borrowing_is_named_by_what_was_taken() -> None:
    """From whom it was taken may come to light later."""
    told = dossier()
    (one,) = told.borrowings
    other = replace(one, pairs=tuple(replace(pair, giver=Passage("r3", 0, 3, "abc")) for pair in one.pairs), giver="r3")
    assert ids.give(told).borrowings[0].id == ids.give(told.having(borrowings=(other,))).borrowings[0].id


def test_findings_of_one_place_have_ids_of_their_own() -> None:
    given = ids.give(of_entities(entity("Ada Quill", 3), entity("Ravi Penhale", 3), entity("Piet Maarlo", 3, 40)))
    assert len({one.id for one in given.entities}) == 3


def test_a_finding_that_goes_on_keeps_its_id_and_one_that_gave_way_is_remembered() -> None:
    """Two persons turn out to be one, who was seen earlier too; another is new."""
    before = ids.give(of_entities(entity("Quill", 10, 20), entity("the director", 30)))
    quill, director = (one.id for one in before.entities)
    after = ids.give(of_entities(entity("e1", 5, 10, 20, 30), entity("Ravi Penhale", 50)))
    kept = ids.keep(after, "s7", ("s1",), [before], none_taken)
    ada, ravi = kept.entities
    assert (ada.id, ada.formerly) == (quill, (director,))
    assert (ravi.id, ravi.formerly) == (after.entities[1].id, ())
    assert {one.story for one in kept.entities} == {"s7"}
    assert (kept.story.id, kept.story.formerly) == ("s7", ("s1",))
    assert wrong(kept) == []  # e1 is who speaks in the hand-made story
    again = ids.keep(ids.give(of_entities(entity("Ada Quill", 5, 10, 20))), "s7", (), [kept], none_taken)
    assert (again.entities[0].id, again.entities[0].formerly) == (quill, (director,))


def test_an_id_that_lives_again_is_no_former_id() -> None:
    before = ids.give(of_entities(entity("Quill", 10, 20), entity("the director", 30)))
    joined = ids.keep(ids.give(of_entities(entity("Quill", 10, 20, 30))), "s1", (), [before], none_taken)
    apart = ids.keep(before, "s1", (), [joined], none_taken)
    assert named(apart) == named(before)
    assert [one.formerly for one in apart.entities] == [(), ()]


def test_no_id_is_given_twice() -> None:
    """Neither one that goes on in another row, nor one that stands in another story."""
    before = ids.give(of_entities(entity("Quill", 10, 20)))
    # The old row goes on elsewhere, and its earliest place is now another's.
    after = ids.give(of_entities(entity("Ada", 10), entity("Quill", 5, 20)))
    kept = ids.keep(after, "s1", (), [before], none_taken)
    assert len({one.id for one in kept.entities}) == 2
    other = ids.keep(ids.give(of_entities(entity("Quill", 10))), "s1", (), [], lambda table, wanted: {before.entities[0].id} & set(wanted))
    assert other.entities[0].id != before.entities[0].id


def test_a_story_that_falls_apart_leaves_each_part_its_own_findings() -> None:
    told = ids.give(dossier())
    parts = ids.divided(told, {"r1": 0, "r2": 0, "r3": 1})
    assert [one.id for one in parts[1].positions] == [told.positions[0].id]
    assert [one.id for one in parts[0].points] == [one.id for one in told.points]
    assert [one.id for one in parts[1].origins] == [told.origins[1].id]
    assert parts[1].points == parts[0].positions == ()

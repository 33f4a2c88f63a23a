"""Law 8 for stories: a story keeps the id it was first given."""

from variorum.job.naming import Named, named
from variorum.model.rows import content_id


def nowhere(story: str) -> bool:
    return False


def test_a_story_keeps_its_id_as_it_grows() -> None:
    (first,) = named([("a", "b")], {}, {}, nowhere)
    assert first == Named(content_id("story", ["a", "b"]))
    assert named([("a", "b", "c")], dict.fromkeys("ab", first.id), {}, nowhere) == [first]


def test_of_stories_that_join_the_larger_lives_on_and_answers_for_the_others() -> None:
    lineage = {"a": "s2", "b": "s1", "c": "s1"}
    assert named([("a", "b", "c")], lineage, {"s2": ("s0",)}, nowhere) == [Named("s1", ("s0", "s2"))]


def test_of_a_story_that_falls_apart_the_larger_part_lives_on() -> None:
    parts = named([("a",), ("b", "c")], dict.fromkeys("abc", "s1"), {"s1": ("s0",)}, nowhere)
    assert parts == [Named(content_id("story", ["a"])), Named("s1", ("s0",))]


def test_an_id_that_lives_again_is_no_former_id() -> None:
    alone = content_id("story", ["a"])
    assert named([("a",), ("b", "c")], dict.fromkeys("abc", "s1"), {"s1": (alone,)}, nowhere) == [Named(alone), Named("s1")]


def test_an_id_that_is_in_use_is_not_given_again() -> None:
    usual = content_id("story", ["a", "b"])
    (kept, new) = named([("a", "c"), ("b",)], {"a": usual, "c": usual}, {}, nowhere)
    assert (kept.id, new.id) == (usual, content_id("story", ["b"]))
    assert [name.id for name in named([("a", "b"), ("c",)], {"c": usual}, {}, nowhere)] == [content_id("story", usual, 2), usual]
    (other,) = named([("a", "b")], {}, {}, lambda story: story == usual)
    assert other.id == content_id("story", usual, 2)
    assert named([("a", "b")], {"a": "s1"}, {}, lambda story: story == "s1") == [Named(usual)]

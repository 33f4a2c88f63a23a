"""A file that is read again under another name of its reports: which of them keep their ids."""

from dataclasses import replace

from variorum.model.report import Block, Report
from variorum.store.earlier import Earlier


def report(name: str, text: str) -> Report:
    return Report(name, "a.txt", "The Gull", None, None, None, None, (), None, None, "en", text, blocks=(Block(0, 3, "title"),))


def test_a_report_of_the_same_words_keeps_its_id_and_is_made_anew() -> None:
    new = report("new", "One two.")
    ((raw, prepared),), renamed = Earlier([("old", "One two."), ("other", "Three.")]).taken([(new, new)])
    assert renamed == {"old"}
    assert raw == replace(new, id="old")
    assert (prepared.id, prepared.blocks) == ("old", (Block(0, 8, "body"),))


def test_what_was_there_under_its_id_stays_and_what_is_new_is_new() -> None:
    same, other = report("old", "One two."), report("new", "Four.")
    read = [(same, same), (other, other)]
    assert Earlier([("old", "One two.")]).taken(read) == (read, set())


def test_an_id_is_given_once_and_of_two_with_the_same_words_to_none() -> None:
    new, again = report("n1", "One two."), report("n2", "One two.")
    pairs, renamed = Earlier([("old", "One two.")]).taken([(new, new), (again, again)])
    assert ([raw.id for raw, _ in pairs], renamed) == (["old", "n2"], {"old"})
    pairs, renamed = Earlier([("o1", "One two."), ("o2", "One two.")]).taken([(new, new)])
    assert ([raw.id for raw, _ in pairs], renamed) == (["n1"], set())

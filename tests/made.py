"""A small story made by hand, for tests of what is shown: every kind of finding once, and one report that is hostile."""

from variorum.model.entity import Entity
from variorum.model.point import Point, Position, Reading, Utterance
from variorum.model.report import Block, Passage, Report
from variorum.model.statement import Actor, Event, Quotation
from variorum.model.story import Borrowing, Counts, Dossier, Origin, Pair, Story

FIRST = (
    "Ferry line cuts its winter trips\nThe ferry line said on Monday it would not cut more than 40 trips.\n"
    "“We keep our word,” said Ada Quill."
)
SECOND = "The ferry line said on Monday it would cut more than 40 trips.\n“We keep our promise,” Quill said.\nShare this article"
THIRD = (
    "<script>window.hacked=1</script> The mayor \u202eopposes\u202c the cuts <img src=x onerror=alert(1)> javascript:alert(1)\n"
    + "x" * 3000
)


def report(key: str, outlet: str | None, text: str, roles: tuple[str, ...], published: str | None) -> Report:
    blocks, start = [], 0
    for role, line in zip(roles, text.split("\n"), strict=True):
        blocks.append(Block(start, start + len(line), role))  # type: ignore[arg-type]
        start += len(line) + 1
    title = text.split("\n", maxsplit=1)[0] if roles[0] == "headline" else None
    return Report(
        key, f"/home/someone/{key}.txt", outlet, "javascript:alert(2)" if key == "r3" else None, title, None, None, (), published,
        "given" if published else None, "en", text, tuple(blocks),
    )  # fmt: skip


def found(of: Report, words: str) -> Passage:
    start = of.text.index(words)
    return of.passage(start, start + len(words))


def dossier() -> Dossier:
    """The story, judged by hand."""
    one = report("r1", "Harbour Times", FIRST, ("headline", "lead", "body"), "2024-02-05T08:00:00+00:00")
    two = report("r2", "Coast <b>Daily</b>", SECOND, ("lead", "body", "boilerplate"), "2024-02-06")
    three = report("r3", None, THIRD, ("lead", "body"), None)
    lead = found(one, "The ferry line said on Monday it would not cut more than 40 trips.")
    copy = found(two, "The ferry line said on Monday it would cut more than 40 trips.")
    story = Story("s1", "Ferry line cuts its winter trips", ("r1", "r2", "r3"), "2024-02-05T08:00:00+00:00", "2024-02-06", Counts(3, 3, 2))
    origins = (
        Origin("o1", "s1", "Harbour Times", True, ("r1", "r2"), "shared_text", 0.9, "Both tell the same sentences."),
        Origin("o2", "s1", "r3", True, ("r3",), "own", 0.5, "It shares no text with the others."),
    )
    said = one.text.index("said Ada")
    quotes = (
        Quotation("q1", "r1", "s1", "direct", (found(one, "We keep our word"),), found(one, "Ada Quill"), one.passage(said, said + 4),
                  "e1", "Ada Quill", 0.9, "u1"),
        Quotation("q2", "r2", "s1", "direct", (found(two, "We keep our promise"),), found(two, "Quill"), None,
                  "e1", "Ada Quill", 0.85, "u1"),
    )  # fmt: skip
    variants = (
        Reading("We keep our word", (), quotes[0].content, ("r1",), ("o1",)),
        Reading("We keep our promise", (), quotes[1].content, ("r2",), ("o1",)),
    )
    point = Point(
        "p1", "s1", "Will the line cut more than 40 trips?",
        (Reading("would not cut", (), (lead,), ("r1",), ("o1",)), Reading("would cut", (), (copy,), ("r2",), ("o1",))),
        "conflict", ("polarity",), False, 0.9, "“not” stands in one and is missing in the other.", "reversal", "cut",
    )  # fmt: skip
    agreed = Point(
        "p2", "s1", "How many trips?", (Reading("40", (), (lead,), ("r1", "r3"), ("o1", "o2")),), "agreed", ("number",), False, 0.9, "Same."
    )
    position = Position(
        "x1", "s1", "the mayor", None, "cuts", "i1", "opposes", "if the | council agrees", None, None,
        (found(three, "The mayor \u202eopposes\u202c the cuts"),), ("r3",), ("o2",), "single", confidence=0.9,
    )  # fmt: skip
    event = Event(
        "v1", "s1", "2024-02-05", "day", (Actor("ferry line", None),), (), "REQUEST", None, (), None, 3, -1.0, lead.text,
        passages=(lead,), reports=("r1",), origins=("o1", "o2"), confidence=0.97, text_info={"outright": True},
    )  # fmt: skip
    return Dossier(
        story, (one, two, three), origins=origins,
        borrowings=(Borrowing("b1", "s1", "r2", "r1", "edited", "known", 0.5, "Published a day later.", (Pair(copy, lead),)),),
        entities=(Entity("e1", "s1", "person", "Ada Quill", "director", None, None, (found(one, "Ada Quill"),)),),
        quotations=quotes,
        utterances=(Utterance("u1", "s1", "e1", "Ada Quill", ("q1", "q2"), "wording", ("quotation",), "word / promise", variants),),
        points=(point, agreed), events=(event,), positions=(position,),
    )  # fmt: skip

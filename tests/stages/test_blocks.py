"""Blocks: what each line of a report is."""

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.model.report import Report
from variorum.stages.blocks import mark


def report(text: str, **known: str) -> Report:
    empty = dict.fromkeys(("outlet", "url", "title", "byline", "dateline", "published", "published_basis", "language"))
    return Report(**{**empty, **known}, id="r1", origin="test", credits=(), text=text)  # type: ignore[arg-type]


def assert_exact(marked: Report) -> None:
    """Law 1, and the contract of blocks: in order, apart from each other, nothing but white space left out."""
    covered = 0
    for block in marked.blocks:
        assert covered <= block.start < block.end <= len(marked.text)
        assert not marked.text[covered : block.start].strip()
        assert marked.text[block.start : block.end].strip()
        covered = block.end
    assert not marked.text[covered:].strip()
    for credit in marked.credits:
        assert marked.text[credit.passage.start : credit.passage.end] == credit.passage.text


# Lines of the forms that the rules cut in pieces, so that random texts reach every rule; and any Unicode between them.
FORMS = (
    "OSLO (Northwire) – The ferry ran aground on Monday, the harbour office said.",
    "ŁÓDŹ/ GDAŃSK, Poland — “Nobody was hurt,” said Ola Berg.  (AP)",
    "By Ada Lund, Northwire News Agency",
    "The bay at dawn (Ada Lund/AP)",
    "Duration 0:41",
    "3 days ago",
    "Related Articles",
    "Share this article",
    "2 March 2021",
    "HARBOUR CLOSED",
    "The ferry ran aground\u00a0on Monday and nobody was hurt at all.",
)
PIECE = st.one_of(st.sampled_from(FORMS), st.text(max_size=40), st.text("\u200b\ufeff\u202e\u2066👩‍🚀é\u0301\u00a0 .“”()–AP/\t\u2028\x85\x1f", max_size=12))
LINES = st.lists(st.tuples(PIECE, st.sampled_from(["\n", "\n\n", "\r\n", "\r", " ", "\u00a0\n"])), max_size=14)


@settings(max_examples=400, deadline=None)
@given(LINES)
def test_blocks_and_credits_are_exact_for_any_text(pieces: list[tuple[str, str]]) -> None:
    assert_exact(mark(report("".join(piece + glue for piece, glue in pieces))))

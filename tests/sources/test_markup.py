"""The words of a piece of a page, as they are taken from its tree."""

import pytest

from variorum.sources.markup import MOST_ATTRIBUTES, squeezed, text_of, tree_of
from variorum.text.normal import key_of


class TestWords:
    @pytest.mark.parametrize(
        ("written", "words"),
        [
            ("<p>The <b>ferry<script>if (a<b) x()</script></b> sailed</p>", "The ferry sailed"),
            ("<p>The <noscript><i>Turn on</i> your program</noscript>ferry <i>sailed</i> on</p>", "The ferry sailed on"),
            ("<p><style>p { color: red }</style>The\n ferry<br>sailed</p>", "The ferrysailed"),
            ("<p>The ferry <i>sailed</i></p>", "The ferry sailed"),
        ],
    )
    def test_programs_within_an_element_are_no_words(self, written: str, words: str) -> None:
        assert text_of(tree_of(written).find(".//p")) == words

    def test_a_program_alone_has_no_words(self) -> None:
        assert text_of(tree_of("<p>x</p><script>y()</script>").find(".//script")) == ""

    @pytest.mark.parametrize(
        ("text", "one"),
        [
            ("  a \t b\n\n c ", "a b c"),
            ("  “a” \t b\n\n c\r\f\v ", "“a” b c"),
            ("“a”\u00a0\u00a0b \u3000", "“a”\u00a0\u00a0b \u3000"),  # blanks that were set on purpose stay
            (" ’ ", "’"),
            ("\n\u00e9\n", "\u00e9"),
        ],
    )
    def test_blanks_and_line_ends_count_once(self, text: str, one: str) -> None:
        assert squeezed(text) == one

    @pytest.mark.parametrize("text", ["The “Gull” – 4,000_x", "ÅSA’S ÉTÉ", "İstanbul ΌΔΟΣ ΣΑΣ ½ ²", "港。湾-Board", "a\ud800b", "\u0130"])
    def test_a_key_is_the_letters_and_digits_in_small_ones(self, text: str) -> None:
        assert key_of(text) == "".join(filter(str.isalnum, text)).lower()


class TestAttributes:
    def test_a_comparison_in_a_program_is_no_element_with_many_attributes(self) -> None:
        program = " ".join(f"b{number}" for number in range(500))
        tree = tree_of(f"<script>if (a<b {program}) x()</script><p {program}>x</p>")
        assert len(tree.find(".//p").attrib) > MOST_ATTRIBUTES  # 500 cost nothing, so nothing is taken off
        assert program in tree.find(".//script").text

"""A language is one folder and one row: a made-up one, laid down here, is read by the faces like any other."""

import re
import sys
from collections.abc import Iterator
from types import ModuleType, SimpleNamespace

import numpy as np
import pytest

from variorum.job import versions
from variorum.language import citing, headings, outlets, pack, packs, pages, reader, stories
from variorum.language.models.parser import Parse
from variorum.model.paragraph import Paragraph, Token
from variorum.model.report import Report

TEXT = "zap mip. zop"


class Reading:
    """What the made-up language tells of a paragraph: that its first word is a deed."""

    def __init__(self, paragraph: Paragraph) -> None:
        self.paragraph = paragraph

    @staticmethod
    def stem(word: str) -> str:
        return word[:2]


def parse(texts: list[str]) -> list[Parse]:
    return [Parse((Token(0, text[:3], "zap", "X", "", "", 0, 0, 3, "", 0),), ((0, len(text)),), ()) for text in texts]


@pytest.fixture
def made_up(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder `madeup` with its modules, and its row."""
    modules = {
        "models": {"parse": parse, "tag": lambda texts, tokens: [("tagged",) for _ in texts], "PACKAGES": ()},
        "reading": {"Reading": Reading},
        "stories": {"PACK": SimpleNamespace(came=lambda before, after: True)},
        "page.blocks": {"mark": lambda report: ("marked", report.id)},
        "page.agencies": {
            "known": lambda name: ("Zapnews", False) if name == "ZN" else None,
            "find": lambda line: [name for name in ("Zapnews",) if name in line],
            "canonical": lambda name: "Zapnews" if name == "Zapnews" else None,
            "short_for": lambda letters, name: (letters, name) == ("ZN", "Zapnews"),
            "helped": lambda before, after: "zop" in before,
        },
        "page.table": {
            "outlet_at": lambda address: None,
            "is_portal": lambda outlet: outlet == "Zapall",
            "makes": lambda agency: "press release" if agency == "Zapout" else "text",
            "written_by_user": lambda: b"",
        },
        "citing": {"citations": lambda sentences: [["zap"] if "zap" in sentence else [] for sentence in sentences]},
        "media": {"is_same": lambda name, outlet: (name, outlet) == ("zap", "Zapnews")},
        "moments": {"moment": lambda written: "2031-01-01" if written == "zap zip 2031" else None},
        "headdate": {"day_in_head": lambda text: 7 if text.startswith("zap") else None},
        "beside": {"is_beside": lambda line: line == "zop"},
    }
    for name in ("madeup", *(f"madeup.{name}" for name in modules)):
        module = ModuleType(name)
        vars(module).update(modules.get(name.removeprefix("madeup."), {}))
        monkeypatch.setitem(sys.modules, name, module)
    monkeypatch.setattr(packs, "PACKS", {**packs.PACKS, "xx": "madeup"})
    packs.part.cache_clear()
    yield
    packs.part.cache_clear()


def report(language: str | None) -> Report:
    return Report("r", "r", None, None, None, None, None, (), None, "none", language, TEXT)


@pytest.mark.usefixtures("made_up")
def test_a_paragraph_is_read_by_the_pack_of_its_language():
    paragraph = Paragraph("k", TEXT, (), (), (), (), np.zeros((0, 1), np.float16), "xx")
    assert isinstance(pack.reading(paragraph), Reading)
    assert pack.reads("xx")
    assert pack.stem("zopping", "xx") == "zo"
    assert pack.stem("stopping", "en") != "st"


@pytest.mark.usefixtures("made_up")
def test_texts_of_several_languages_are_parsed_and_tagged_each_by_its_own(monkeypatch: pytest.MonkeyPatch):
    english = SimpleNamespace(
        parse=lambda texts: [Parse((), ((0, 1),), ()) for _ in texts], tag=lambda texts, tokens: [("en",) for _ in texts]
    )
    monkeypatch.setitem(sys.modules, "variorum.language.english.models", english)
    monkeypatch.setattr(reader, "encoder", lambda: SimpleNamespace(encode=lambda texts: np.ones((len(texts), 2), np.float32)))
    found = list(reader.read(["A b.", TEXT, "C d.", "Wort"], ["en", "xx", None, "zz"]))
    assert [one.tags for one in found] == [("en",), ("tagged",), ("en",), ()]
    assert [one.sentences for one in found] == [((0, 1),), ((0, len(TEXT)),), ((0, 1),), ((0, 1),)]
    assert [one.tokens != () for one in found] == [False, True, False, False]
    assert all(one.vectors.shape == (1, 2) for one in found)


@pytest.mark.usefixtures("made_up")
def test_a_story_is_judged_in_the_language_that_most_of_its_reports_are_in():
    english = stories.of("en")
    assert stories.of("xx").came("", "")
    assert stories.of("xx", "xx", None) is stories.of("xx")
    assert stories.of("en", "xx", "zz", "zz") is english  # as many: the first of the two; what is not read does not count
    assert stories.of() is stories.of(None) is stories.of("zz") is english


@pytest.mark.usefixtures("made_up")
def test_what_stands_above_and_beside_a_text_is_asked_of_every_language():
    assert headings.moment("zap zip 2031") == headings.iso("zap zip 2031") == "2031-01-01"
    assert headings.moment("1 March 2031") == "2031-03-01"
    assert headings.day_in_head("zap") == 7
    assert headings.day_in_head("A title\n1 March 2031\nText.") is not None
    assert headings.is_beside("zop")
    assert not headings.is_beside("zap")
    assert outlets.agency("ZN") == "Zapnews"
    assert outlets.agency("Nobody") is None
    assert outlets.helped("zop", "") is outlets.helped("additional reporting by", "") is True
    assert not outlets.helped("zap", "")
    assert outlets.names_agency("zip Zapnews") is outlets.names_agency("Tarn News Agency") is True
    assert not outlets.names_agency("zip")
    assert outlets.is_listed("Zapnews") is outlets.is_listed("Associated Press") is True
    assert not outlets.is_listed("ZN")
    assert outlets.short_for("ZN", "Zapnews") is outlets.short_for("TPA", "Tarn Press Agency") is True
    assert not outlets.short_for("ZP", "Zapnews")
    assert outlets.passes_releases("Zapout") is outlets.passes_releases("PR Newswire") is True
    assert not outlets.passes_releases("Zapnews")
    assert outlets.is_portal("Zapall")
    assert not outlets.is_portal("Zapnews")


@pytest.mark.usefixtures("made_up")
def test_what_a_text_cites_is_asked_of_its_language_and_whose_a_name_is_of_every_one():
    told = "TMZ first reported the seizure."
    assert citing.citations(["zap", told], "xx") == [["zap"], []]
    assert [len(row) for row in citing.citations(["zap", told], None)] == [0, 1]
    assert [len(row) for row in citing.citations(["zap", told], "zz")] == [0, 0]
    assert citing.is_same("zap", "Zapnews")
    assert citing.is_same("Harbour News", "harbournews.com")
    assert not citing.is_same("zap", "Zopnews")


@pytest.mark.usefixtures("made_up")
def test_the_lines_of_a_page_are_read_by_its_language_and_else_by_the_first():
    assert pages.blocks(report("xx")) == ("marked", "r")
    assert isinstance(pages.blocks(report("zz")), Report)


def test_every_folder_has_what_the_table_at_the_head_of_the_rows_says_and_faces_ask_for_no_more():
    rows = [row.split("|")[1:4] for row in str(packs.__doc__).splitlines() if row.startswith("| `")]
    told = {module.strip(" `"): re.findall(r"`(\w+)`", names.partition(":")[0]) for _, module, names in rows}
    asked = {name for path in (versions.HOME / "language").glob("*.py") for name in versions._PART.findall(path.read_text("utf-8"))}
    assert set(told) == asked
    for module, names in told.items():
        assert names
        for language in packs.PACKS:
            assert all(hasattr(packs.part(module, language), name) for name in names), (language, module)

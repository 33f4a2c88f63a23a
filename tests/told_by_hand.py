"""Stories whose sentences are laid down by hand, unread by any model, and answers about them as a second reader might write them."""

import json
import re
from collections.abc import Sequence
from itertools import combinations
from typing import Any

from variorum.model.paragraph import Analysis
from variorum.model.proposal import Answer
from variorum.model.report import Block, Report
from variorum.model.sentence import bare
from variorum.model.story import Dossier, places
from variorum.pipeline import story_of


def report(key: str, sentences: Sequence[str], outlet: str | None = None, published: str | None = "2031-05-06") -> Report:
    """A report whose every sentence is a paragraph of its own."""
    blocks, start = [], 0
    for sentence in sentences:
        blocks.append(Block(start, start + len(sentence), "body"))
        start += len(sentence) + 1
    text = "\n".join(sentences)
    return Report(key, f"{key}.txt", outlet or key, None, None, None, None, (), published, "given", "en", text, tuple(blocks))


def story(*told: Sequence[str], answers: Sequence[str] = (), model: str = "a model") -> Dossier:
    """The bare story of these reports, each a list of sentences, called r1, r2 ...; a second reader answered so."""
    reports = tuple(report(f"r{number}", sentences) for number, sentences in enumerate(told, 1))
    placed = tuple(place for one in reports for place in places(one))
    analyses = {place.key: Analysis(place.key, bare([(0, place.block.end - place.block.start)])) for place in placed}
    return Dossier(story_of(reports), reports, placed, analyses, answers=tuple(Answer(model, text) for text in answers))


def difference(*readings: tuple[str, Sequence[tuple[int, str]]], **more: Any) -> dict[str, Any]:
    """A difference as a model writes it: readings are a value with (sentence, quote)s."""
    rows = [{"value": value, "passages": [{"sentence": at, "quote": words} for at, words in quotes]} for value, quotes in readings]
    return {"question": "What was done?", "kind": "act", "verdict": "conflict", "readings": rows} | more


def fact(words: str, *quotes: tuple[int, str]) -> dict[str, Any]:
    return {"fact": words, "passages": [{"sentence": at, "quote": quote} for at, quote in quotes]}


def answer(differences: Sequence[Any] = (), facts: Sequence[Any] = (), speakers: Sequence[Any] = ()) -> str:
    return json.dumps({"differences": list(differences), "facts": list(facts), "speakers": list(speakers)})


def looking(prompt: str, how: str = "conflict", worth: int = 2, **more: Any) -> str:
    """What a model answers to the second question that finds every line of it good: its answers stand so, and weigh so much."""
    rows = []
    for block in re.split(r"^LINE \d+: ", prompt, flags=re.MULTILINE)[1:]:
        letters = re.findall(r"^([A-H]): ", block, re.MULTILINE)
        passages = [re.search(rf"^  {letter}1\. .*\n.*>>>(.*?)<<<", block, re.MULTILINE) for letter in letters]
        says = [
            {"of": letter, "words": " ".join(found[1].split()[:4]), "fits": True}
            for letter, found in zip(letters, passages, strict=True)
            if found
        ]
        stand = [{"of": "".join(two), "how": how} for two in combinations(letters, 2)]
        rows.append({"line": len(rows) + 1, "why": "So.", "one": True, "says": says, "stand": stand, "unfit": [], "worth": worth} | more)
    return json.dumps({"lines": rows})

"""Pairs that are made: in two sentences that tell one thing, a value that both have is changed in one, or a bound is put before it."""

from __future__ import annotations

import random
import re
from collections import defaultdict

from corpus import Labelled

from stories import Sentence, Story

KIND_OF = dict.fromkeys(("CARDINAL", "MONEY", "PERCENT", "QUANTITY"), "number") | dict.fromkeys(("DATE", "TIME"), "date")
KIND_OF |= {"GPE": "place", "PERSON": "name", "ORG": "actor"}
WORD = re.compile(r"\w+")
DIGITS = re.compile(r"\d[\d,.]*")
NAMELESS = re.compile(r"[^\w .'-]")
ROWS = (
    ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
    ["Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten", "Eleven", "Twelve"],
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
    ["January", "February", "March", "April", "June", "July", "August", "September", "October", "November", "December"],
    ["morning", "afternoon", "evening", "night"],
)
BOUNDS = ("at least", "more than", "up to", "nearly", "at most", "fewer than")


def values_of(one: Sentence) -> list[tuple[str, int, int]]:
    """Named values of a sentence as (label, start, end): runs of words of one label."""
    found: list[tuple[str, int, int]] = []
    last = None
    for token in one.tokens:
        if token.ent in KIND_OF:
            if last == token.ent and found and token.start - found[-1][2] <= 1:
                found[-1] = (token.ent, found[-1][1], token.end)
            else:
                found.append((token.ent, token.start, token.end))
        last = token.ent
    return found


def another(value: str, label: str, others: set[str], mine: str, chance: random.Random) -> str | None:
    """A value of the same form: a figure with other digits, another weekday or month, or another name of the story."""
    if KIND_OF[label] in ("number", "date"):
        for row in ROWS:
            for word in WORD.findall(value):
                if word in row:
                    return value.replace(word, chance.choice([one for one in row if one != word]), 1)
        digits = DIGITS.search(value)
        if digits is None:
            return None
        number = digits.group()
        places = [place for place, sign in enumerate(number) if sign.isdigit()]
        place = chance.choice(places[-2:] if len(number) == 4 and number[:2] in ("19", "20") else places[:2])
        sign = chance.choice([one for one in "123456789" if one != number[place]])
        return value[: digits.start()] + number[:place] + sign + number[place + 1 :] + value[digits.end() :]
    choice = sorted(one for one in others if one.lower() not in mine.lower() and one[:1].isupper() and not NAMELESS.search(one))
    return chance.choice(choice) if choice else None


def made(
    story: Story, pairs: list[Labelled], chance: random.Random, most: int
) -> list[tuple[int, int, str, str, str, tuple[int, int], tuple[int, int]]]:
    """(first sentence, the other, its text changed, relation, kind, span in the first, span in the other) from `same` pairs."""
    others: dict[str, set[str]] = defaultdict(set)
    for one in story.sentences:
        for label, start, end in values_of(one):
            others[label].add(one.text[start:end])
    found = []
    same = [one for one in pairs if one.relation == "same"]
    chance.shuffle(same)
    for pair in same:
        a, b = (pair.a, pair.b) if chance.random() < 0.5 else (pair.b, pair.a)
        mine, theirs = story.sentences[a], story.sentences[b]
        here = {(label, mine.text[start:end].lower()): (start, end) for label, start, end in values_of(mine)}
        for label, start, end in values_of(theirs):
            value = theirs.text[start:end]
            if (label, value.lower()) not in here:
                continue
            span = here[label, value.lower()]
            new = another(value, label, others[label], mine.text, chance)
            if KIND_OF[label] == "number" and value[:1].isalnum() and chance.random() < 0.25:
                bound = chance.choice(BOUNDS)
                text = f"{theirs.text[:start]}{bound} {theirs.text[start:]}"
                found.append((a, b, text, "compatible", "number", span, (start, end + len(bound) + 1)))
            elif new and new.lower() not in mine.text.lower():
                text = theirs.text[:start] + new + theirs.text[end:]
                found.append((a, b, text, "conflict", KIND_OF[label], span, (start, start + len(new))))
            break
        if len(found) >= most:
            break
    return found

"""Stories: a function of the set of reports, report by report or together, and the user's decisions on top."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from variorum.across import stories
from variorum.across.features import Features, features
from variorum.across.parting import cut
from variorum.model.decision import Value, decided
from variorum.model.report import Report

FERRY = [
    "The ferry Solvang ran aground off Tarnholm in thick fog on Monday with 214 passengers on board, the coast guard said.",
    "Fog drove the ferry Solvang onto rocks near Tarnholm. All 214 passengers were brought ashore by lifeboats from Tarnholm harbour.",
    "Lifeboats took 214 people off the Solvang after the ferry struck rocks off Tarnholm in fog, its owner Norrline said.",
    "Norrline, which owns the ferry Solvang, will pay for the tow from the rocks off Tarnholm, a spokesman for Norrline said on Monday.",
]
MINE = [
    "Miners at the Kettla copper mine in Oravia went on strike for higher pay, the union leader Dragan Velić said.",
    "Copper output at Kettla stopped as miners struck. Velić, who leads the union in Oravia, asked for a fifth more pay.",
    "The owners of the Kettla mine refused to raise pay and told the union of Velić to end the strike in Oravia.",
]


def report(name: str, text: str, published: str | None = None) -> Report:
    """A report in a language that the encoder has not learned: it is compared without a vector, and no model is needed."""
    basis = "metadata" if published else None
    return Report(name, name, None, None, None, None, None, (), published, basis, "xx", text)


REPORTS = [report(f"f{i}", text) for i, text in enumerate(FERRY)] + [report(f"m{i}", text) for i, text in enumerate(MINE)]


def test_two_events_are_two_stories() -> None:
    assert stories.partition(REPORTS) == [("f0", "f1", "f2", "f3"), ("m0", "m1", "m2")]


@given(st.randoms(use_true_random=False))
@settings(max_examples=25, deadline=None)
def test_the_order_of_reports_changes_nothing(lot: random.Random) -> None:
    shuffled = list(REPORTS)
    lot.shuffle(shuffled)
    assert stories.partition(shuffled) == stories.partition(REPORTS)
    assert stories.partition([*shuffled, shuffled[0]]) == stories.partition(REPORTS)


def grown(reports: list[Report]) -> list[tuple[str, ...]]:
    """The partition as a library grows it: links kept, and only the component of the new report cut again."""
    known: dict[str, Features] = {}
    linked: dict[str, set[str]] = {}
    story: dict[str, tuple[str, ...]] = {}
    for one in reports:
        new = features(one)
        near = stories.links(new, [known[name] for name in known if len(set(known[name].rare) & set(new.rare)) >= stories.SHARED])
        known[one.id], linked[one.id] = new, set(near)
        for name in near:
            linked[name].add(one.id)
        component, waiting = set(), [one.id]
        while waiting:
            here = waiting.pop()
            if here not in component:
                component.add(here)
                waiting.extend(linked[here])
        for group in cut([known[name] for name in sorted(component)]):
            story.update(dict.fromkeys(group, group))
    return sorted(set(story.values()))


@given(st.permutations(REPORTS), st.integers(1, len(REPORTS)))
@settings(max_examples=25, deadline=None)
def test_one_by_one_is_together(reports: list[Report], count: int) -> None:
    assert grown(reports[:count]) == stories.partition(reports[:count])


def test_another_edition_of_the_same_event_is_another_story_where_days_and_words_say_so() -> None:
    def edition(year: int, town: str, host: str, theme: str, number: int) -> list[Report]:
        texts = [
            f"Leaders of Oravia and Veldland opened the summit in {town} on {theme} with a dinner that {host} gave at the castle.",
            f"At the summit in {town} {host} asked Oravia and Veldland for a treaty on {theme} before the winter.",
            f"Oravia and Veldland will sign a treaty on {theme}, {host} told the summit in {town} as it closed.",
        ]
        return [report(f"{year}-{place}", text, f"{year}-06-0{place + 1}") for place, text in enumerate(texts)]

    both = edition(2023, "Tarnholm", "Queen Ilse", "herring quotas", 12) + edition(2024, "Brannvik", "King Tore", "river tolls", 31)
    assert stories.partition(both) == [("2023-0", "2023-1", "2023-2"), ("2024-0", "2024-1", "2024-2")]


def test_days_alone_part_nothing() -> None:
    """A page that was fetched a year later, with that day as its own, tells the same event."""
    assert stories.partition([report("a", FERRY[0], "2023-06-01"), report("b", FERRY[0], "2024-06-03")]) == [("a", "b")]


def attack(town: str, group: str, commander: str, weapon: str, dead: int, seed: int) -> list[Report]:
    """Reports of one attack in the words that all attacks of a war share, and in words of its own."""
    lot = random.Random(seed)
    shared = [
        "The army of Oravia said rebels struck a checkpoint near the Kettla river.",
        "Oravia's rebels have fought the army for nine years.",
    ]
    own = [
        f"At least {dead} soldiers died in {town} when {group} fighters used {weapon}.",
        f"{commander}, who commands the garrison of {town}, blamed the {group}.",
        f"The {group} said its {weapon} hit {town} before dawn, and {commander} fled.",
        f"Hospitals in {town} took in the wounded of the {weapon}, nurses said, {dead} were dead.",
        f"Markets in {town} were shut on orders of {commander} after the {group} came.",
        f"A teacher in {town} said {weapon} fire woke her children at three.",
        f"{commander} asked the capital for helicopters and doctors.",
        f"Fighters of the {group} held the bridge of {town} until noon.",
        f"Burials of the {dead} began the next day in the old churchyard.",
        f"Radio {town} went off the air as the {group} cut its mast.",
    ]
    result = []
    for i in range(6):
        witnesses = ["".join(lot.choice(["ka", "ro", "mi", "del", "von", "tash", "ul", "bre"]) for _ in range(3)).title() for _ in range(9)]
        lines = [*shared, *lot.sample(own, 4), f"{', '.join(witnesses)} spoke to us of what they had seen."]  # every reporter asks others
        lot.shuffle(lines)
        result.append(report(f"{town}{i}", " ".join(lines)))
    return result


def test_a_second_attack_in_the_same_war_is_another_story() -> None:
    first = attack("Branik", "Falcon Brigade", "Colonel Teodor Marsh", "mortars", 31, 1)
    second = attack("Dulwen", "Harrow Front", "Major Ilse Kovan", "truck bomb", 12, 2)
    found = stories.partition(first + second)
    assert found == [tuple(one.id for one in first), tuple(one.id for one in second)]


def test_a_users_decisions_outlast_later_reads() -> None:
    first = [("a", "b", "c"), ("d",)]
    split = decided("split", None, Value(reports=("c",)), None, None)
    assert stories.apply_decisions(first, [split]) == [("a", "b"), ("c",), ("d",)]
    later = [("a", "b", "c", "e"), ("d",)]
    assert stories.apply_decisions(later, [split]) == [("a", "b", "e"), ("c",), ("d",)]
    join = decided("join", None, Value(reports=("c", "d")), None, None)
    assert stories.apply_decisions(later, [split, join]) == [("a", "b", "e"), ("c", "d")]
    move = decided("move", None, Value(reports=("e",), to="d"), None, None)
    assert stories.apply_decisions(later, [move]) == [("a", "b", "c"), ("d", "e")]
    gone = decided("move", None, Value(reports=("nowhere",), to="d"), None, None)
    assert stories.apply_decisions(later, [gone]) == sorted(later)


def test_an_empty_report_is_a_story_of_its_own() -> None:
    assert stories.partition([report("a", ""), report("b", "...")]) == [("a",), ("b",)]
    assert stories.partition([]) == []

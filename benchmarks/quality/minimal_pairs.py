"""Minimal pairs over our own sentences: one small change that turns the meaning, and rewrites that keep it.

    python benchmarks/quality/minimal_pairs.py [--show KIND] [--data ignored]

Every pair is two reports of one sentence each, judged by the program's real way (`pipeline.judge`). A changed pair is right where a
point of an expected verdict and kind is found; a rewrite is right where nothing is called conflict, revised or scope. Most
names, places and companies are invented. The last line is JSON: pairs, and the share right by kind (changes and rewrites together) and
in all.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))


@dataclass(frozen=True)
class Pair:
    """Two sentences; `verdicts` and `kinds` that are right for the change, empty for a rewrite that keeps the meaning."""

    kind: str
    a: str
    b: str
    verdicts: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()


PEOPLE = ("Mara Ostrell", "Deven Kallo", "Ilse Brandvik", "Tomas Quell", "Nadia Ferren", "Jonas Wyeth", "Petra Solberg")
TOWNS = ("Brackwater", "Port Ellery", "Dunmore Vale", "Castelmar", "Nordhaven", "Lindqvist Bay", "Fort Amity")
STATES = ("Ruritania", "Zubrovka", "Freedonia", "Sylvania", "Grand Fenwick", "Borduria", "Elbonia")
FIRMS = ("Halden Steel", "Ostara Foods", "Velmo Rail", "Kestrel Mining", "Pinewood Bank", "Auriga Air", "Corvid Shipping")
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
NUMBERS = (("12", "19"), ("340", "410"), ("2,150", "2,700"), ("seven", "nine"), ("56", "83"), ("1.2 million", "1.9 million"))


def _rotated(values: tuple[str, ...], by: int) -> str:
    return values[by % len(values)]


def _fill(text: str, turn: int) -> str:
    """A template with its names set in: {p} {q} people, {t} {u} towns, {s} {r} states, {f} {g} firms, {d} {e} days."""
    return text.format(
        p=_rotated(PEOPLE, turn),
        q=_rotated(PEOPLE, turn + 2),
        t=_rotated(TOWNS, turn),
        u=_rotated(TOWNS, turn + 3),
        s=_rotated(STATES, turn + 1),
        r=_rotated(STATES, turn + 4),
        f=_rotated(FIRMS, turn),
        g=_rotated(FIRMS, turn + 3),
        d=_rotated(DAYS, turn),
        e=_rotated(DAYS, turn + 2),
        n=NUMBERS[turn % len(NUMBERS)][0],
        m=NUMBERS[turn % len(NUMBERS)][1],
    )


def _pairs(kind: str, changes: str, verdicts: tuple[str, ...], kinds: tuple[str, ...], rewrites: str, turns: int = 7) -> Iterator[Pair]:
    for lines, right, of in ((changes, verdicts, kinds), (rewrites, (), ())):
        for line, turn in product(lines.strip().splitlines(), range(turns)):
            a, b = line.strip().split(" || ")
            yield Pair(kind, _fill(a, turn), _fill(b, turn), right, of)


def numbers() -> Iterator[Pair]:
    """Two exact figures for one count cannot both hold; spelling, order and units of writing change nothing."""
    yield from _pairs(
        "number",
        """
        {f} will build {n} turbines off the coast of {t}. || {f} will build {m} turbines off the coast of {t}.
        The landslide buried {n} houses on the edge of {t}. || The landslide buried {m} houses on the edge of {t}.
        {p} told lawmakers that the army had bought {n} trucks for its posts. || {p} told lawmakers that the army had bought {m} trucks for its posts.
        The council of {t} voted to plant {n} trees by the harbour. || The council of {t} voted to plant {m} trees by the harbour.
        {s} sent {n} engineers to repair the dam near {t}. || {s} sent {m} engineers to repair the dam near {t}.
        The new hospital in {t} has {n} beds, {f} said. || The new hospital in {t} has {m} beds, {f} said.
        Inspectors found {n} faulty valves at the {f} plant. || Inspectors found {m} faulty valves at the {f} plant.
        {f} cut its prices by 4 percent after the ruling. || {f} cut its prices by 9 percent after the ruling.
        {g} paid $30 million for the shipyard in {t}. || {g} paid $45 million for the shipyard in {t}.
        The ferry from {t} to {u} was delayed by three hours. || The ferry from {t} to {u} was delayed by eight hours.
        """,
        ("conflict",), ("number",),
        """
        {f} will build seven turbines off the coast of {t}. || {f} will build 7 turbines off the coast of {t}.
        The landslide buried 1,200 houses on the edge of {t}. || The landslide buried 1200 houses on the edge of {t}.
        {f} cut its prices by 4 percent after the ruling. || {f} cut its prices by 4% after the ruling.
        {g} paid $30 million for the shipyard in {t}. || {g} bought the shipyard in {t} for $30 million.
        {s} sent twelve engineers to repair the dam near {t}. || Twelve engineers were sent by {s} to repair the dam near {t}.
        The council of {t} voted to plant 400 trees by the harbour. || The town council voted to plant 400 trees by the harbour of {t}.
        The new hospital in {t} has 340 beds, {f} said. || According to {f}, the new hospital in {t} has 340 beds.
        """,
    )  # fmt: skip


def bounds() -> Iterator[Pair]:
    """Bounds that shut each other out, and bounds, estimates and roundings that leave room for each other."""
    yield from _pairs(
        "bound",
        """
        More than 800 people marched through {t} on {d}. || Fewer than 500 people marched through {t} on {d}.
        At least 60 shops in {t} stayed shut. || At most 40 shops in {t} stayed shut.
        {f} employs more than 9,000 people in {s}. || {f} employs 6,500 people in {s}.
        The fire in {t} destroyed up to 30 boats. || The fire in {t} destroyed 55 boats.
        {f} expects to sell between 200 and 250 trams this year. || {f} expects to sell between 400 and 450 trams this year.
        The queue at {t} was no more than two kilometres long. || The queue at {t} was more than five kilometres long.
        {p} said at least 70 families had left {t}. || {p} said 45 families had left {t}.
        """,
        ("conflict",), ("number",),
        """
        More than 800 people marched through {t} on {d}. || About 900 people marched through {t} on {d}.
        An estimated 3,000 people marched through {t} on {d}. || Some 3,100 people marched through {t} on {d}.
        {f} employs more than 9,000 people in {s}. || {f} employs 9,400 people in {s}.
        The fire in {t} destroyed up to 30 boats. || The fire in {t} destroyed 28 boats.
        {f} expects to sell between 200 and 250 trams this year. || {f} expects to sell about 230 trams this year.
        The flood forced 14,230 people in {t} from their homes. || The flood forced some 14,000 people in {t} from their homes.
        The flood forced 14,230 people in {t} from their homes. || The flood forced 14,200 people in {t} from their homes.
        {p} said at least 70 families had left {t}. || {p} said dozens of families had left {t}.
        Nearly 500 flights to {t} were cancelled. || 487 flights to {t} were cancelled.
        Over 250 passengers were stranded in {t}. || At least 250 passengers were stranded in {t}.
        """,
    )  # fmt: skip


def dates() -> Iterator[Pair]:
    """Another day, month or year; and the same day told elsewhere in the sentence, or less exactly."""
    yield from _pairs(
        "date",
        """
        {p} resigned as mayor of {t} on {d}. || {p} resigned as mayor of {t} on {e}.
        The talks between {s} and {r} began on {d} in {t}. || The talks between {s} and {r} began on {e} in {t}.
        {f} opened its plant in {t} in March 2019. || {f} opened its plant in {t} in June 2019.
        The bridge at {t} was closed on 3 May. || The bridge at {t} was closed on 11 May.
        The strike at {f} ended in 2016. || The strike at {f} ended in 2018.
        {p} arrived in {t} on {d} evening. || {p} arrived in {t} on {e} evening.
        Voters in {s} go to the polls on June 4. || Voters in {s} go to the polls on June 18.
        The port of {t} reopened yesterday. || The port of {t} reopened today.
        """,
        ("conflict",), ("date",),
        """
        {p} resigned as mayor of {t} on {d}. || On {d}, {p} resigned as mayor of {t}.
        The talks between {s} and {r} began on {d} in {t}. || The talks between {s} and {r} began in {t} on {d}.
        {f} opened its plant in {t} in March 2019. || {f} opened its plant in {t} in 2019.
        The bridge at {t} was closed on 3 May. || The bridge at {t} was closed on May 3.
        {p} arrived in {t} on {d} evening. || {p} arrived in {t} on {d}.
        Voters in {s} go to the polls on June 4. || Voters in {s} go to the polls in June.
        The strike at {f} ended on {d}. || The strike at {f} ended this week.
        """,
    )  # fmt: skip


def polarity() -> Iterator[Pair]:
    """A negation lost or won, an opposite; and a negation told in other words."""
    yield from _pairs(
        "polarity",
        """
        The terms of the loan to {s} are non-negotiable, {p} said. || The terms of the loan to {s} can be negotiated, {p} said.
        {s} will not send observers to {r}. || {s} will send observers to {r}.
        {p} accepted the offer of {f}. || {p} rejected the offer of {f}.
        {f} did not inform the regulator about the leak in {t}. || {f} informed the regulator about the leak in {t}.
        The court in {t} found {p} guilty of fraud. || The court in {t} found {p} not guilty of fraud.
        {s} has never tested such a missile. || {s} has tested such a missile.
        {p} confirmed that the two sides had met in {t}. || {p} denied that the two sides had met in {t}.
        The water in {t} is safe to drink. || The water in {t} is unsafe to drink.
        {f} agreed to pay the workers in {t}. || {f} refused to pay the workers in {t}.
        Exports from {s} rose in the spring. || Exports from {s} fell in the spring.
        There were no survivors of the crash near {t}. || There were survivors of the crash near {t}.
        Parliament approved the budget that {p} had proposed. || Parliament rejected the budget that {p} had proposed.
        The two governments failed to agree on the border at {t}. || The two governments agreed on the border at {t}.
        """,
        ("conflict",), ("polarity",),
        """
        {s} will not send observers to {r}. || {s} won't send observers to {r}.
        {p} rejected the offer of {f}. || {p} did not accept the offer of {f}.
        {p} rejected the offer of {f}. || {p} turned down the offer of {f}.
        {f} did not inform the regulator about the leak in {t}. || {f} failed to inform the regulator about the leak in {t}.
        The terms of the loan to {s} are non-negotiable, {p} said. || The terms of the loan to {s} are not negotiable, {p} said.
        The terms of the loan to {s} are non-negotiable, {p} said. || The terms of the loan to {s} cannot be negotiated, {p} said.
        There were no survivors of the crash near {t}. || Nobody survived the crash near {t}.
        {s} has never tested such a missile. || Such a missile has never been tested by {s}.
        {p} refused to rule out a rise in taxes. || {p} did not rule out a rise in taxes.
        """,
    )  # fmt: skip


def modality() -> Iterator[Pair]:
    """Done against planned, tried, demanded or possible; and the same standing in other words."""
    later = _pairs(
        "modality",
        """
        Envoys of {s} and {r} met in {t} on {d}. || Envoys of {s} and {r} were scheduled to meet in {t} on {d}.
        {f} closed its mine near {t}. || {f} plans to close its mine near {t}.
        {p} signed the treaty with {s}. || {p} will sign the treaty with {s}.
        {s} withdrew its ships from {t}. || {s} is expected to withdraw its ships from {t}.
        """,
        ("revised", "conflict"), ("modality",), "",
    )  # fmt: skip
    yield from (pair for pair in later)
    yield from _pairs(
        "modality",
        """
        {f} may close its mine near {t}. || {f} will close its mine near {t}.
        {p} may have known of the payments. || {p} knew of the payments.
        {s} could join the customs union with {r}. || {s} will join the customs union with {r}.
        """,
        ("compatible",), ("modality",), "",
    )  # fmt: skip
    yield from _pairs(
        "modality",
        """
        {s} offered to withdraw its ships from {t}. || {s} demanded that {r} withdraw its ships from {t}.
        {p} tried to leave {t} by boat. || {p} left {t} by boat.
        {s} must return the prisoners to {r}, {p} said. || {s} returned the prisoners to {r}, {p} said.
        All guests must register with the police in {t}. || All guests may register with the police in {t}.
        """,
        ("conflict",), ("modality",),
        """
        {f} plans to close its mine near {t}. || {f} intends to close its mine near {t}.
        {s} is expected to withdraw its ships from {t}. || {s} is due to withdraw its ships from {t}.
        {f} may close its mine near {t}. || {f} might close its mine near {t}.
        {p} signed the treaty with {s}. || {p} has signed the treaty with {s}.
        {s} must return the prisoners to {r}, {p} said. || {s} has to return the prisoners to {r}, {p} said.
        {p} would meet the miners on {d}, her office said. || {p} will meet the miners on {d}, her office said.
        {f} closed its mine near {t}. || The mine near {t} was closed by {f}.
        """,
    )  # fmt: skip


def conditions() -> Iterator[Pair]:
    """A condition turned, or told as a fact; and the same condition in other words."""
    yield from _pairs(
        "condition",
        """
        {s} will lift the embargo as long as {r} frees the sailors. || {s} will lift the embargo until {r} frees the sailors.
        {f} will stay in {t} if the tax is cut. || {f} will stay in {t} unless the tax is cut.
        The unions will end the strike provided {f} pays the bonus. || The unions will end the strike even if {f} pays the bonus.
        {p} will step down if the court in {t} rules against her. || {p} will step down even if the court in {t} rules against her.
        There is a way out of the row, should {s} choose it, {p} said. || There is a way out of the row, {s} has to choose it, {p} said.
        The ferry sails unless the storm reaches {t}. || The ferry sails if the storm reaches {t}.
        {s} will open its border to {r} on {d}, if {p} agrees. || {s} will open its border to {r} on {d}, unless {p} agrees.
        The loan will be paid as long as {s} cuts its deficit. || The loan will be paid unless {s} cuts its deficit.
        """,
        ("conflict",), ("condition",),
        """
        {s} will lift the embargo as long as {r} frees the sailors. || {s} will lift the embargo provided {r} frees the sailors.
        {f} will stay in {t} if the tax is cut. || If the tax is cut, {f} will stay in {t}.
        The unions will end the strike provided {f} pays the bonus. || The unions will end the strike on condition that {f} pays the bonus.
        {p} will step down if the court in {t} rules against her. || {p} will step down should the court in {t} rule against her.
        {f} will stay in {t} unless the tax is raised. || {f} will stay in {t} if the tax is not raised.
        The loan will be paid as long as {s} cuts its deficit. || As long as {s} cuts its deficit, the loan will be paid.
        {s} will lift the embargo if {r} frees the sailors. || {s} will lift the embargo in the event that {r} frees the sailors.
        """,
    )  # fmt: skip


def roles() -> Iterator[Pair]:
    """Who did it to whom, exchanged or lost; and the passive, which keeps it."""
    yield from _pairs(
        "role",
        """
        {s} accused {r} of spying on its ministers. || {r} accused {s} of spying on its ministers.
        {f} sued {g} over the patent in {t}. || {g} sued {f} over the patent in {t}.
        {p} defeated {q} in the final at {t}. || {q} defeated {p} in the final at {t}.
        {s} invaded {r} in the autumn of 1987. || {r} invaded {s} in the autumn of 1987.
        Planes in {t} carried out bombing runs, and dozens of ships left port. || Planes bombed {t}, and dozens of ships left port.
        Gunners near {t} carried out shelling drills at dawn. || Gunners shelled {t} in drills at dawn.
        Dozens of ships left {t}, and marines and paratroopers arrived in {u}. || Dozens of ships left {t}, and arrived in {u}.
        {f} was bought by {g} for an undisclosed sum. || {g} was bought by {f} for an undisclosed sum.
        {p} criticised {q} in a speech in {t}. || {q} criticised {p} in a speech in {t}.
        """,
        ("conflict",), ("actor", "target"),
        """
        {s} accused {r} of spying on its ministers. || {r} was accused by {s} of spying on its ministers.
        {f} sued {g} over the patent in {t}. || {g} was sued by {f} over the patent in {t}.
        {p} defeated {q} in the final at {t}. || {q} was defeated by {p} in the final at {t}.
        {f} was bought by {g} for an undisclosed sum. || {g} bought {f} for an undisclosed sum.
        {p} met {q} in {t}. || {q} met {p} in {t}.
        Dozens of ships left {t}, and marines arrived in {u}. || Marines arrived in {u}, and dozens of ships left {t}.
        {p} criticised {q} in a speech in {t}. || In a speech in {t}, {p} criticised {q}.
        """,
    )  # fmt: skip


def places() -> Iterator[Pair]:
    """Another place; and a place told more or less exactly, or elsewhere in the sentence."""
    yield from _pairs(
        "place",
        """
        {p} was arrested in {t} on {d}. || {p} was arrested in {u} on {d}.
        {f} will build its new factory in Lyon. || {f} will build its new factory in Turin.
        The peace talks will be held in Geneva next week. || The peace talks will be held in Vienna next week.
        The plane made an emergency landing in Oslo after {p} fell ill. || The plane made an emergency landing in Bergen after {p} fell ill.
        Two people drowned in the Danube near a ferry of {f}. || Two people drowned in the Rhine near a ferry of {f}.
        {p} was born in Poland and came to {f} as a student. || {p} was born in Spain and came to {f} as a student.
        Rescue teams from {f} searched the eastern part of the island. || Rescue teams from {f} searched the western part of the island.
        """,
        ("conflict",), ("place",),
        """
        {f} will build its new factory in Lyon. || {f} will build its new factory in France.
        The peace talks will be held in Geneva next week. || The peace talks will be held next week in Geneva.
        The plane made an emergency landing in Oslo after {p} fell ill. || After {p} fell ill, the plane made an emergency landing in Oslo.
        The delegation of {f} flew to Kyiv on {d}. || The delegation of {f} flew to Kiev on {d}.
        The ambassador to Moscow met {p}. || The ambassador to Russia met {p}.
        {p} was born in the United States and came to {f} as a student. || {p} was born in the U.S. and came to {f} as a student.
        The peace talks will be held in Geneva next week. || The peace talks will be held in Geneva, Switzerland, next week.
        """,
    )  # fmt: skip


def scopes() -> Iterator[Pair]:
    """How far it reaches: some, all, one and others; and the same reach in other words."""
    yield from _pairs(
        "scope",
        """
        All workers of {f} in {t} joined the strike. || Some workers of {f} in {t} joined the strike.
        Most schools in {t} were closed on {d}. || All schools in {t} were closed on {d}.
        The ban covers all imports from {s}. || The ban covers some imports from {s}.
        {f} dismissed many of its drivers in {t}. || {f} dismissed all of its drivers in {t}.
        """,
        ("scope",), ("number", "target", "actor", "place"),
        """
        All workers of {f} in {t} joined the strike. || All the workers of {f} in {t} joined the strike.
        {p} demanded that the bloc never admit {s} and other islands. || {p} demanded that the bloc never admit {s} or other islands.
        Most schools in {t} were closed on {d}. || Most of the schools in {t} were closed on {d}.
        The ban covers all imports from {s}. || The ban covers every import from {s}.
        The treaty binds {s} and other members of the union. || {s} and other members of the union are bound by the treaty.
        """,
        8,
    )  # fmt: skip


def attributions() -> Iterator[Pair]:
    """Another speaker for the same words; and the same speaker placed otherwise."""
    yield from _pairs(
        "attribution",
        """
        "We will not leave {t} before winter," {p} said. || "We will not leave {t} before winter," {q} said.
        "The offer is on the table," {p} told reporters in {t}. || "The offer is on the table," {q} told reporters in {t}.
        "Nobody at {f} knew about it," said {p}. || "Nobody at {f} knew about it," said {q}.
        {p} said: "This vote is a warning to {s}." || {q} said: "This vote is a warning to {s}."
        "Prices have to come down," {p} warned on {d}. || "Prices have to come down," {q} warned on {d}.
        """,
        ("conflict",), ("attribution",), "",
        10,
    )  # fmt: skip
    yield from _pairs(
        "attribution", "", (), (),
        """
        "We will not leave {t} before winter," {p} said. || {p} said: "We will not leave {t} before winter."
        "The offer is on the table," {p} told reporters in {t}. || "The offer is on the table," said {p} in {t}.
        According to {f}, the tunnel near {t} will be ready in spring. || The tunnel near {t} will be ready in spring, {f} said.
        "Prices have to come down," {p} warned on {d}. || "Prices have to come down," warned {p} on {d}.
        The tunnel near {t} will be ready in spring, {f} said. || The tunnel near {t} will be ready in spring, the state railways said.
        """,
        9,
    )  # fmt: skip


def every() -> list[Pair]:
    """All minimal pairs, in a fixed order, each once."""
    makers = (numbers, bounds, dates, polarity, modality, conditions, roles, places, scopes, attributions)
    return list(dict.fromkeys(pair for maker in makers for pair in maker()))


def judge(pairs: list[Pair]) -> list[list[tuple[str, tuple[str, ...], str]]]:
    """For each pair the points found that are not bare facts: (verdict, kinds, why)."""
    from side_by_side import judged

    return [
        [(point.verdict, point.kinds, point.why) for point in points if point.kinds]
        for points in judged([(pair.a, pair.b) for pair in pairs])
    ]


def right(pair: Pair, found: list[tuple[str, tuple[str, ...], str]]) -> bool:
    if pair.verdicts:
        return any(verdict in pair.verdicts and set(kinds) & set(pair.kinds) for verdict, kinds, _ in found)
    return not any(verdict in ("conflict", "revised", "scope") for verdict, _, _ in found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--data", help="not used: the pairs are our own")
    parser.add_argument("--show", help="print the wrong pairs of this kind (or: all)")
    options = parser.parse_args()
    pairs = every()
    found = judge(pairs)
    by_kind: dict[str, list[bool]] = {}
    for pair, points in zip(pairs, found, strict=True):
        good = right(pair, points)
        by_kind.setdefault(pair.kind, []).append(good)
        if not good and options.show in (pair.kind, "all"):
            print(
                "WRONG",
                pair.kind,
                "|",
                pair.a,
                "|",
                pair.b,
                "| want",
                pair.verdicts or "nothing grave",
                "| got",
                [one[:2] for one in found[pairs.index(pair)]],
            )
    shares = {kind: round(sum(goods) / len(goods), 4) for kind, goods in by_kind.items()}
    print(json.dumps({"pairs": len(pairs), "right": round(sum(map(sum, by_kind.values())) / len(pairs), 4), "by_kind": shares}))


if __name__ == "__main__":
    main()

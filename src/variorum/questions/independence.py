"""On whose word a point rests, and whether those who tell the same told it independently.

Two reports with texts of their own may still rest on one informant. Independence is established only where two origins rest on unlike
informants; where all informants that the reports name are one, or all origins but one are a party's own releases, it is not; where some
name none, or only people without a name ("officials"), who may be the same, the reports do not record it.
"""

from collections import defaultdict
from collections.abc import Mapping, Set
from dataclasses import replace
from itertools import combinations

from variorum.model.point import Between, Independence, Informant, Point
from variorum.model.statement import Statement
from variorum.model.story import Dossier

Who = tuple[str, str | None]  # name and entity of an informant


def weigh(dossier: Dossier) -> Dossier:
    """The dossier with the informants of its points, the independence of what they tell alike, and a verdict for each pair of readings."""
    statements = {one.id: one for one in dossier.statements}
    outlet_of = {report.id: report.outlet or report.id for report in dossier.reports}
    nameless = frozenset(entity.id for entity in dossier.entities if entity.kind == "group")
    released = frozenset(origin.id for origin in dossier.origins if origin.release)
    points = (_weighed(point, statements, dossier.origin_of, released, nameless) for point in dossier.points)
    return dossier.having(points=tuple(_between_outlets(point, outlet_of) for point in points))


def _weighed(
    point: Point, statements: Mapping[str, Statement], origin_of: Mapping[str, str], released: frozenset[str], nameless: frozenset[str]
) -> Point:
    told: dict[Who, set[int]] = defaultdict(set)
    by_origin: dict[str, set[Who | None]] = defaultdict(set)  # None: nobody is named
    for place, reading in enumerate(point.readings):
        known = [statements[one] for one in reading.statements if one in statements]
        for report in reading.reports:
            named = {_who(one) for one in known if one.report == report} or {None}
            by_origin[origin_of.get(report, report)] |= {None if who is not None and who[1] in nameless else who for who in named}
            for who in named:
                if who is not None:
                    told[who].add(place)
    return replace(
        point,
        informants=tuple(
            Informant(*who, tuple(sorted(places))) for who, places in sorted(told.items(), key=lambda one: (one[0][0], one[0][1] or ""))
        ),
        independence="not_established" if _only_released(by_origin.keys(), released) else _independence(list(by_origin.values())),
        pairs=point.pairs or _every_pair(point),
    )


def _only_released(origins: Set[str], released: Set[str]) -> bool:
    """Do several origins tell it, and no two that are not a party's own word?"""
    return len(origins) > 1 and len(origins - released) < 2


def _between_outlets(point: Point, outlet_of: Mapping[str, str]) -> Point:
    """One outlet never agrees with itself, whatever its texts took from each other. A report of unknown outlet is one of its own."""
    outlets = {outlet_of[report] for reading in point.readings for report in reading.reports}
    if point.verdict != "agreed" or len(outlets) > 1:
        return point
    told = len({report for reading in point.readings for report in reading.reports})
    return replace(point, verdict="single", why=f"{told} reports of one outlet tell it.", pairs=())


def _who(statement: Statement) -> Who | None:
    return (statement.attributed_name, statement.attributed_to) if statement.attributed_name else None


def _independence(origins: list[set[Who | None]]) -> Independence:
    """Of what each origin rests on: two of them with unlike informants, all known ones the same, or not told."""
    for one, other in combinations(origins, 2):
        if None not in one and None not in other and not {_same(a) & _same(b) for a in one for b in other if a and b} - {frozenset()}:
            return "established"
    known = [who for named in origins for who in named if who is not None]
    if known and all(_same(known[0]) & _same(who) for who in known) and not any(None in named for named in origins):
        return "not_established"
    return "not_recorded"


def _same(who: Who) -> frozenset[str]:
    """By what two informants are one: the entity, or the name where the story knows none."""
    return frozenset({who[1]}) if who[1] is not None else frozenset({who[0].casefold()})


def _every_pair(point: Point) -> tuple[Between, ...]:
    """Where a point was judged as a whole, each two of its readings stand as it says."""
    return tuple(Between(a, b, point.verdict, point.why) for a, b in combinations(range(len(point.readings)), 2))

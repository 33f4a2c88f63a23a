"""Which names in a story are one person's: full names by first name and surname, bare surnames by the report they stand in."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from typing import NamedTuple

from variorum.language.stories import Persons
from variorum.model.naming import Gender

_NUMBERED = re.compile(r"\s[IVX]+$")  # of a monarch or a pope
_BY_FAR = 4  # times as often as any other of a surname; own choice


class Sighting(NamedTuple):
    """A name where it stands: offsets in its report, the tagger's label, and the title or apposition that goes with it."""

    report: str
    start: int
    end: int
    text: str
    label: str
    role: str | None = None
    subject: bool = False
    quoted: bool = False
    full: str | None = None  # the name in full, where its surname only stands behind the next name: "Tom" in "Tom and Mary Alder"
    aside: tuple[int, int] | None = None  # where the title stands, if a comma parts it from the name: then it means the person by itself


class Person(NamedTuple):
    """All sightings taken as one person, and bare surnames that fit several people (kept apart as `open` of each)."""

    name: str
    sightings: tuple[Sighting, ...]
    firsts: tuple[str, ...]
    surname: str
    gender: Gender | None


def _words(sighting: Sighting, date: str | None, persons: Persons) -> list[str]:
    """The words of a name; for a bare surname after the title of an office, the full name of who held it."""
    words = persons.parts(sighting.full or sighting.text)
    if len(words) == 1 and sighting.role and sighting.aside is None and (holder := persons.holder_in_office(words[0], sighting.role, date)):
        return persons.parts(holder.name)
    return words


class People:
    """Joins sightings of people. Two different first names are two people; a bare surname goes to the only one who bears it in its report,
    else in the story, else stays open. "President Moll" is the Moll who held that office at `date`, where the lists know one.
    """

    def __init__(self, sightings: Sequence[Sighting], persons: Persons, date: str | None = None) -> None:
        self.persons = persons
        self.words = {sighting: _words(sighting, date, persons) for sighting in sightings}
        self.full = [sighting for sighting in sightings if self.persons.is_full(self.words[sighting])]
        self.bare = [sighting for sighting in sightings if self.words[sighting] and not self.persons.is_full(self.words[sighting])]
        self._named = frozenset(self.full)
        self.clusters: list[list[Sighting]] = []
        self.cluster_of: dict[Sighting, int] = {}
        self.open: dict[Sighting, tuple[int, ...]] = {}
        self._join_full()
        self._told = [self.gender(number) for number in range(len(self.clusters))]
        self._place_bare()

    def _join_full(self) -> None:
        """Groups full names, the most frequent form first, so that a slip joins the usual spelling and not the other way round."""
        forms: Counter[tuple[str, str]] = Counter()
        held: dict[tuple[str, str], list[Sighting]] = defaultdict(list)
        for sighting in self.full:
            words = self.words[sighting]
            form = (words[0], self.persons.surname_of(words))
            forms[form] += 1
            held[form].append(sighting)
        heads: list[tuple[str, str]] = []
        by_surname: dict[str, list[int]] = defaultdict(list)
        for form, _ in sorted(forms.items(), key=lambda item: (-item[1], -len(item[0][0]), item[0])):
            number = self._fitting(form, heads, by_surname, held)
            if number is None:
                number = len(heads)
                heads.append(form)
                by_surname[form[1]].append(number)
                self.clusters.append([])
            self.clusters[number].extend(held[form])
            for sighting in held[form]:
                self.cluster_of[sighting] = number

    def _fitting(
        self,
        form: tuple[str, str],
        heads: list[tuple[str, str]],
        by_surname: dict[str, list[int]],
        held: dict[tuple[str, str], list[Sighting]],
    ) -> int | None:
        first, surname = form
        fitting = [number for number in by_surname[surname] if self.persons.same_first(first, heads[number][0])]
        if len(fitting) == 1:
            return fitting[0]
        if not fitting and len(surname) >= 5 and len(held[form]) <= 2:
            # A surname one letter off or cut short, under the very same first name, that hardly ever occurs: a slip of the pen.
            near = [
                number
                for number, (other, last) in enumerate(heads)
                if self.persons.spelt_alike(other, first)
                and (self.persons.one_slip(last, surname) or last.startswith(surname))
            ]
            return near[0] if len(near) == 1 else None
        return None

    def _bearers(self) -> tuple[dict[str, dict[str, set[int]]], dict[str, set[int]]]:
        """For every bare word: the people who bear it, by report and in the whole story. Surnames count, and first words of names (Xi,
        Kim).
        """
        by_report: dict[str, dict[str, set[int]]] = defaultdict(lambda: defaultdict(set))
        anywhere: dict[str, set[int]] = defaultdict(set)
        for sighting in self.full:
            number = self.cluster_of[sighting]
            words = self.words[sighting]
            keys = {self.persons.surname_of(words)}
            if len(words) > 2 and words[-2].lower() not in self.persons.PARTICLES and words[-2][:1].isupper() and "." not in words[-2]:
                keys.add(self.persons.surname_of(words[-2:-1]))
            keys.add("first " + self.persons.sound(words[0]))
            for key in keys:
                by_report[sighting.report][key].add(number)
                anywhere[key].add(number)
        return by_report, anywhere

    def _place_bare(self) -> None:
        by_report, anywhere = self._bearers()
        alone: dict[str, int] = {}
        for sighting in self.bare:
            words = self.words[sighting]
            key = self.persons.surname_of(words)
            fitting = self._candidates(key, words, sighting, by_report, anywhere)
            fitting = self._introduced(self._narrowed(fitting, sighting), sighting)
            if len(fitting) == 1:
                number = next(iter(fitting))
            elif fitting:
                self.open[sighting] = tuple(sorted(fitting))
                continue
            elif key in alone:
                number = alone[key]
            else:
                number = alone[key] = len(self.clusters)
                self.clusters.append([])
            self.clusters[number].append(sighting)
            self.cluster_of[sighting] = number

    def _candidates(
        self, key: str, words: Sequence[str], sighting: Sighting, by_report: dict[str, dict[str, set[int]]], anywhere: dict[str, set[int]]
    ) -> set[int]:
        here = by_report[sighting.report]
        if found := here.get(key) or anywhere.get(key):
            return found
        if _NUMBERED.search(sighting.text):
            return set()  # "Elizabeth II" is no Elizabeth Moll
        # A first name alone is only trusted inside the report that names the person in full ("Gloria"; "Xi" of "Xi Jinping").
        if found := here.get("first " + key):
            return found
        if (other := self.persons.respelt(words[-1])) and (found := here.get(other) or anywhere.get(other)):
            return found
        titled = bool(sighting.role)
        if len(key) >= 5 and (sighting.label == "PERSON" or titled):
            slips = {number for other, numbers in here.items() if self.persons.one_slip(other, key) for number in numbers}
            return slips if len(slips) == 1 else set()
        return set()

    def _narrowed(self, fitting: set[int], sighting: Sighting) -> set[int]:
        """Candidates that fit the title beside a bare surname: "Mrs Kim", "President Kim". "Mr Kim" is no woman, even if she alone is
        named.
        """
        if not sighting.role or not fitting:
            return fitting
        gender = self.persons.gender_in(sighting.role)
        if gender is not None:
            fitting = {n for n in fitting if n >= len(self._told) or self._told[n] in (None, gender)}
        office = self.persons.office_in(sighting.role)
        if len(fitting) > 1 and office is not None:
            same = {
                n
                for n in fitting
                if any(s.role and (held := self.persons.office_in(s.role)) and held.key == office.key for s in self.clusters[n])
            }
            fitting = same or fitting
        return fitting

    def _introduced(self, fitting: set[int], sighting: Sighting) -> set[int]:
        """Of several who bear a surname, the only one with an office, the only one whom the report named in full before the bare
        surname, or whom the story names by far most often.
        """
        if len(fitting) < 2:
            return fitting
        named = {
            number: sum(one.start < sighting.start for one in self.clusters[number] if one.report == sighting.report and one in self._named)
            for number in fitting
        }
        in_office = {
            number for number in fitting if any(one.role and self.persons.office_in(one.role) is not None for one in self.clusters[number])
        }
        if len(in_office) == 1 and all(named[number] for number in in_office) and not sighting.role:
            return in_office  # "Moll" alone is the mayor, not his son; "Mr. Moll" may be either
        before = {number for number in fitting if named[number]}
        here = (one for number in fitting for one in self.clusters[number] if one.report == sighting.report and one in self._named)
        if len({self.cluster_of[one] for one in here if one.subject}) > 1:
            return fitting  # two of them act in this report
        titled = {
            number for number in before
            if any(one.report == sighting.report and one.role and self.persons.office_in(one.role) for one in self.clusters[number])
        }  # fmt: skip
        if len(before) == 1 or len(titled) == 1:
            return before if len(before) == 1 else titled
        most = max(sorted(fitting), key=lambda number: len(self.clusters[number]))
        others = max(len(self.clusters[number]) for number in fitting if number != most)
        return {most} if named[most] and len(self.clusters[most]) >= _BY_FAR * others else fitting

    def gender(self, number: int) -> Gender | None:
        """What titles tell of a person's gender, else what the first name tells."""
        told: Counter[Gender] = Counter()
        for sighting in self.clusters[number]:
            if sighting.role and (gender := self.persons.gender_in(sighting.role)):
                told[gender] += 1
        if told:
            return told.most_common(1)[0][0]
        for sighting in self.clusters[number]:
            words = self.words[sighting]
            if self.persons.is_full(words) and (gender := self.persons.gender_of(words[0])):
                return gender
        if not any(self.persons.is_full(self.words[sighting]) for sighting in self.clusters[number]):  # a first name that stands alone
            return self.persons.gender_of(self.words[self.clusters[number][0]][-1])
        return None

    def _with_generation(self, name: str, sightings: Sequence[Sighting]) -> str:
        """ "Ada Moll Jr." where a fourth and more of the full names say so: the elder one is somebody else."""
        told = [found for one in sightings if one in self._named and (found := self.persons.generation_in(one.text)) is not None]
        return f"{name} {told[0]}" if told and 4 * len(told) >= sum(one in self._named for one in sightings) else name

    def people(self) -> list[Person]:
        """Everyone, by first sighting; the name is the most frequent full form, the longer where two are as frequent."""
        found = []
        for number, sightings in enumerate(self.clusters):
            forms = Counter(" ".join(self.words[sighting]) for sighting in sightings)
            full = {form: count for form, count in forms.items() if self.persons.is_full(form.split())}
            name = max((full or forms).items(), key=lambda item: (item[1], len(item[0]), item[0]))[0]
            surname = self.persons.surname_of(name.split())
            firsts = tuple(sorted({self.words[s][0] for s in sightings if self.persons.is_full(self.words[s])}))
            found.append(Person(self._with_generation(name, sightings), tuple(sightings), firsts, surname, self.gender(number)))
        return found

"""What the words of a name tell: offices and who held them, places, the states and bodies that act. The same in every language."""

from typing import Literal, NamedTuple

Gender = Literal["female", "male"]
ActorKind = Literal["country", "people", "seat", "body", "group"]


class Office(NamedTuple):
    """An office named in a text: its key, the same in every language ("foreign_minister"), and where its words stand."""

    key: str
    start: int
    end: int


class Holder(NamedTuple):
    """A person in an office; dates are ISO 8601, `end` is empty where the source knows only the start."""

    name: str
    office: str
    country: str
    start: str
    end: str
    wikidata: str
    gender: str


class Place(NamedTuple):
    """A place on the map. `geonames` is the GeoNames id of a city, else None; degrees are None where the list has none."""

    name: str
    country: str | None  # ISO 3166 alpha-3
    kind: Literal["country", "capital", "seat", "region", "city"]
    geonames: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    population: int = 0


class Naming(NamedTuple):
    """A stretch of a text that names a country, its people, its seat of government, a body or a group. Offsets in code points."""

    start: int
    end: int
    code: str
    kind: ActorKind
    name: str  # canonical
    sectors: tuple[str, ...]


class Resolved(NamedTuple):
    """What the words of a name say: country or body code, PLOVER sectors, and the canonical name of the country or body."""

    code: str | None
    sectors: tuple[str, ...]
    name: str | None
    kind: ActorKind | None
    aside: bool = False  # the country is only where they are: "doctors in Ruritania"


class Description(NamedTuple):
    """What words that describe someone tell of whom they mean: "the Norwegian minister", "the ministry", "the 58-year-old"."""

    kind: Literal["age", "office", "body"]
    word: str  # the office or body in small letters, as it is called here
    country: str | None  # ISO 3166 alpha-3
    gender: Gender | None
    offices: frozenset[str] = frozenset()  # keys of the offices whose holders may be called so
    alone: str | None = None  # key of the office that the bare word names, where it names one


class Unnamed(NamedTuple):
    """What the words of a source without a name tell: people, one or several ("two officials"), or something written ("the indictment")."""

    kind: Literal["group", "document"]
    name: str  # as it is told to a reader: "two officials familiar with the plan"
    head: str  # the noun, dictionary form in small letters
    many: bool
    back: bool  # may mean one that was told before: "the report", "these officials"
    one_of_many: bool  # brings in somebody new each time: "an official", "one source"
    telling: frozenset[str]  # the other words that tell which, in small letters
    one_person: bool = False  # may be "he" or "she" later on
    authored: bool = False  # a document that is somebody's own words: a letter, a statement
    gender: Gender | None = None

"""What the stages of a story ask of a language: whose names are whose, when it was, who acts for whom, what words of speech and issue mean.

A face of its own, so that a rule of comparing reads no paragraph anew. A language answers with a `Pack` (`stories.PACK` in its folder),
part by part; a part may be a module. Keys of offices, countries (ISO 3166 alpha-3), sectors and events are the same in every language, so
that what two languages tell can be joined.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Literal, Protocol

import numpy as np

from variorum.language import packs
from variorum.model.entity import Entity, Fits, Member
from variorum.model.entity import Place as Placed
from variorum.model.naming import Description, Gender, Holder, Naming, Office, Place, Resolved, Unnamed
from variorum.model.saying import Change, Piece, Saying
from variorum.model.sentence import Sentence
from variorum.model.statement import Precision
from variorum.text.kept import Worked

Vector = np.ndarray[Any, np.dtype[np.float32]]


class Persons(Protocol):
    """Names of people and words for their offices."""

    PARTICLES: frozenset[str]  # parts that belong to the surname after them, in small letters

    def parts(self, name: str) -> list[str]:
        """The words of a person's name without honours and degrees."""

    def generation_in(self, name: str) -> str | None:
        """The word in a name that tells the younger from the elder."""

    def is_full(self, words: Sequence[str]) -> bool:
        """Has a name a first name before its surname?"""

    def surname_of(self, words: Sequence[str]) -> str:
        """The surname in a form in which its spellings fall together."""

    def with_next_surname(self, text: str, behind: str) -> str | None:
        """A first name with the surname that only stands behind the next: "Tom" (and Mary Alder)."""

    def sound(self, word: str) -> str:
        """A part of a name in a form in which its usual spellings fall together."""

    def respelt(self, word: str) -> str | None:
        """The sound of a surname that another language's texts spell otherwise ("Selenskyj"); None for other words."""

    def is_title(self, name: str) -> bool:
        """Is a name nothing but a rank or a degree?"""

    def spelt_alike(self, one: str, other: str) -> bool:
        """Are two words the same but for accents and capitals?"""

    def is_first_name(self, word: str) -> bool: ...

    def same_first(self, one: str, other: str) -> bool:
        """May two first names be one person's?"""

    def one_slip(self, one: str, other: str) -> bool:
        """Are two words one letter apart?"""

    def spelt_otherwise(self, one: Sequence[str], other: Sequence[str]) -> bool:
        """May two full names be one person's, told with another spelling: no short form, and no other romanisation?"""

    def gender_of(self, first: str) -> Gender | None:
        """The gender that a first name is mostly given to."""

    def gender_in(self, words: str) -> Gender | None:
        """The gender that a title or description tells."""

    def office_in(self, text: str) -> Office | None:
        """The first office named in a text."""

    def normal_role(self, text: str, country: str | None) -> str:
        """A title in the form in which it is shown: "Foreign Minister of Norway"."""

    def country_of_office(self, words: str) -> str | None:
        """The country of a title that no other has."""

    def holder_of(self, name: str, date: str | None) -> Holder | None:
        """The one person of this full name whom the lists know in an office at the date."""

    def holder_in_office(self, surname: str, role: str, date: str | None) -> Holder | None:
        """The one person of this surname whom the lists know in the office that a title names."""

    def holder_at(self, office: str, country: str, date: str | None) -> Holder | None:
        """The only one whom the lists know in an office of a country at a date."""

    def usual_name(self, name: str) -> str:
        """A name of the lists as news write it."""


class Bodies(Protocol):
    """Names of bodies in a form that compares."""

    BODY_ENDINGS: frozenset[str]  # last words, in small letters, that make a name a body's
    MEDIA: frozenset[str]  # platforms, broadcasters and papers that taggers take for people or places

    def known_body(self, words: str) -> str | None:
        """The usual full name of a body that the lists know."""

    def ministry(self, words: str) -> tuple[str | None, str] | None:
        """(country, field) of a ministry, the field by a key that is the same in every language."""

    def country_in(self, words: str) -> str | None:
        """The country that a word of the name points to, other than a capital."""

    def initials(self, words: str) -> str: ...

    def is_acronym(self, words: str) -> bool: ...

    def is_body(self, word: str) -> bool:
        """Is a small-letter noun a body's?"""

    def without_country(self, words: str) -> str:
        """The key of a description without the words for its country."""


class Places(Protocol):
    """Countries, their people, capitals and seats of government, and cities. Countries are ISO 3166 alpha-3."""

    def key_of(self, words: str) -> str:
        """The key under which spellings of a name fall together."""

    def without_the(self, words: str) -> str:
        """A name without its article."""

    def is_where(self, before: str) -> bool:
        """Do the words before a name say that it is a place?"""

    def country_name(self, code: str) -> str | None: ...

    def named_country(self, words: str) -> str | None:
        """The country that is called so by its name."""

    def country_of_people(self, words: str) -> str | None:
        """The country of an adjective or a word for the people."""

    def country_of_seat(self, words: str) -> str | None:
        """The country of a house or street that stands for a government."""

    def country_of(self, words: str) -> str | None:
        """The country that a name, adjective, capital or seat of government points to."""

    def country_within(self, words: str) -> str | None:
        """The first country that some words inside a phrase point to."""

    def place_of(self, words: str) -> Place | None:
        """The place that a name most likely means."""

    def city(self, name: str, country: str | None = None) -> Place | None:
        """The largest city spelt just so."""


class Actors(Protocol):
    """Who can act in politics, found in the words of a name."""

    def namings(self, text: str) -> Sequence[Naming]:
        """Every country, body or group named in a text."""

    def resolve(self, text: str) -> Resolved:
        """What the words of a name say of who acts."""

    def joined(self, text: str) -> Sequence[Resolved]:
        """The actors that a name joins."""

    def sectors_of(self, text: str) -> tuple[str, ...]:
        """The PLOVER sectors that a name's role words stand for."""

    def alliance_named(self, text: str) -> bool:
        """Does a text name the one alliance that later goes by that word?"""

    def of_alliance(self, text: str) -> Resolved | None:
        """The alliance, where the words call it so."""

    def speaks_for_state(self, told: str) -> bool:
        """Do an office and the words of a source make someone speak for the state?"""

    def city_code(self, text: str) -> str | None:
        """The country of a city that the name is or holds."""

    def without_article(self, text: str) -> str: ...

    def parts(self, text: str) -> list[tuple[int, int]]:
        """[start, end) of the names that a phrase joins."""

    def shown(self, text: str, named: Resolved) -> str | None:
        """What an actor is called whose words name a state, body or group."""

    def is_numerous(self, text: str) -> bool:
        """Is an actor of more countries than the one that is named?"""

    def is_vague(self, text: str) -> bool:
        """Are the words those of nobody knows whom?"""


class Phrases(Protocol):
    """Which of the names in a phrase the phrase is about."""

    def heads(self, before: str, after: str) -> bool:
        """Can a name between these words be the head of its phrase?"""

    def shared(self, before: str, after: str) -> bool:
        """Is the phrase about more than the name?"""

    def owns(self, after: str) -> bool:
        """Is a name the owner of what follows?"""

    def owned(self, owner: str, what: str) -> str:
        """Somebody without a name, told by whose they are."""


class Describing(Protocol):
    """Words that mean someone without a name."""

    def is_aside(self, before: str) -> bool:
        """Do the words before a name only compare with it?"""

    def joins(self, between: str) -> bool:
        """Do the words between two names put them together?"""

    def whom_back(self, before: str) -> int | None:
        """How many letters back the name ends that a relative clause is about whose subject stands next."""

    def is_pronoun(self, word: str) -> bool:
        """Is a small-letter word a pronoun for someone?"""

    def gender_of_pronoun(self, word: str) -> Gender | None: ...

    def means_body(self, word: str) -> bool:
        """May a small-letter pronoun stand for a body or a state?"""

    def means_many(self, word: str) -> bool:
        """Does a small-letter pronoun stand for several?"""

    def has_owner(self, text: str) -> bool:
        """Is a described one somebody's: "his deputy"?"""

    def belongs_to(self, text: str, name: str) -> bool:
        """Is a described one this person's?"""

    def description(self, text: str) -> Description | None:
        """What a description tells of whom it means."""

    def goes_by(self, word: str, names: Iterable[str]) -> bool:
        """Can a body of these names be called by a noun?"""


class Joint(Protocol):
    """Several who speak together."""

    def joined(self, text: str, start: int, places: Sequence[Placed]) -> tuple[Member, ...]:
        """The members of a phrase that joins several; empty where it is about one."""

    def counted(self, text: str) -> tuple[int, tuple[Fits, ...]] | None:
        """How many a phrase means without naming them, and which entities fit, the likelier first."""

    def named_together(self, text: str, places: Sequence[Placed]) -> tuple[Entity, ...]:
        """The two of one kind that a sentence puts side by side."""


class Pointing(Protocol):
    """How words point at who speaks without naming them."""

    def is_first_person(self, text: str) -> bool: ...

    def is_i(self, text: str) -> bool:
        """Is a word, as written, the pronoun of one who speaks of themselves?"""

    def is_relative(self, text: str) -> bool: ...

    def is_of_several(self, verb: str) -> bool:
        """Is a verb in small letters one that only several do?"""

    def is_several(self, text: str) -> bool:
        """Is a source a pronoun for two who were named together?"""

    def joins(self, text: str) -> bool:
        """Does a phrase put several together?"""

    def owner_ends(self, written: str, behind: str) -> int | None:
        """Where, in the words of a source, the name of the one ends whose saying it is."""

    def writing(self, text: str) -> str | None:
        """What is written that a source goes on from."""

    def names_writing(self, behind: str, writing: str) -> bool:
        """Do the words behind a cue tell of such a piece of writing?"""

    def opens_words(self, behind: str) -> bool:
        """Do the words behind a verb of saying only lead on to what is quoted?"""

    def credited_behind(self, behind: str) -> int | None:
        """Where, behind quoted words, the name begins to which a sentence gives them."""


class Turn(Protocol):
    """Where the name in the label of a turn ends, where its words begin, and whether the label is a name, says who asks and who answers, or
    is other words before a colon.
    """

    @property
    def label(self) -> int: ...

    @property
    def words(self) -> int: ...

    @property
    def role(self) -> Literal["asks", "answers", "named", "other"]: ...


class Turns(Protocol):
    """Interviews and transcripts."""

    def turn(self, text: str) -> Turn | None:
        """The turn that a paragraph opens with who speaks ("MOLL:", "A:"); None where it opens none."""


class Nameless(Protocol):
    """Sources without a name."""

    def unnamed(self, text: str, sentence: Sentence, inside: Sequence[int], anybody: bool = False) -> Unnamed | None:
        """What a phrase, the words `inside` of a sentence, tells of a source without a name; None where it tells of none. With `anybody`
        its noun may be any.
        """

    def may_be(self, later: Unnamed, before: Unnamed) -> bool:
        """Can a phrase mean the source that was told before?"""

    def points_back(self, word: str) -> bool:
        """Does a phrase that opens with this word mean one that is known already?"""

    def points_at(self, text: str) -> bool:
        """Does a phrase only point at somebody told just before: "those firms"?"""

    def is_address(self, word: str) -> bool:
        """Is a word one that people are spoken to with?"""

    def is_partisan(self, head: str) -> bool:
        """Is a noun, behind "the", what one is called by who was named before?"""

    def is_name(self, noun: str) -> bool:
        """Is a noun one for what somebody is called?"""

    def is_firm(self, head: str) -> bool:
        """Is a noun what a firm, a paper or a club is called once it was named?"""

    def writes(self, verb: str) -> bool:
        """Is whoever does what a verb tells the author of the letter that it is done to?"""


class ReadsSaying(Protocol):
    def __call__(self, text: str, direct: bool, vector: Vector | None = None) -> Saying: ...


@dataclass(frozen=True, slots=True)
class Sayings:
    """What was said, compared."""

    breaks: Callable[[str], list[tuple[int, int]]]  # [start, end) of the gaps between the sentences of a text
    is_done: Callable[[str, str], bool]  # is a cue, before its content, itself what was said: "rejected the demand"?
    keys: Callable[[str], tuple[str, ...]]  # the words of a saying in a form that forgets spelling and inflection
    saying: ReadsSaying
    sameness: Callable[[Saying, Saying], float]  # 0..1: how sure the two are the same words or message
    change: Callable[[Saying, Saying], Change]  # how the wording of two tellings of one saying differs
    # Pieces that are one saying, given parallel sentences, and what is known of wordings that were compared before.
    groups_of: Callable[[list[Piece], dict[Piece, set[int]], Worked], list[list[Piece]]]


class Issues(Protocol):
    """The words of an issue."""

    def tidy(self, text: str) -> str:
        """Without quotation marks, leading helpers and loose ends."""

    def claim(self, text: str) -> str:
        """The words of what somebody says, without quotation marks and what brings them in."""

    def affirmed(self, issue: str) -> str:
        """Without its "not"."""

    def points_back(self, issue: str) -> bool:
        """Does it only point back?"""

    def is_nobody(self, party: str) -> bool:
        """Is a party, in small letters, a group or person without whose or which?"""

    def has_owner(self, words: str) -> bool:
        """Do words begin with whose they are, in a pronoun?"""

    def owned_by(self, words: str, owner: str) -> str:
        """Such words with the owner named."""

    def own_act(self, issue: str) -> tuple[str, str] | None:
        """Who is said to do it, and the issue without them."""

    def headline(self, text: str) -> str:
        """Cut where it is too long for a name."""

    def turned(self, text: str) -> bool:
        """Does it speak of ending, banning or not doing the thing?"""


class Weighing(Protocol):
    """What the words of a line tell of whether the line is right, by name."""

    def strength(self, verb: str) -> int:
        """How surely a verb brings in speech: 2 nearly always, 0 never."""

    def cue(self, words: str) -> dict[str, bool]: ...

    def is_thought(self, verb: str) -> bool:
        """Does a verb tell what is thought or felt rather than said?"""

    def content(self, words: str) -> dict[str, bool]: ...

    def is_vague(self, name: str) -> bool:
        """Does a source without a name leave open whose or which it is?"""

    def is_theirs(self, source: str) -> bool:
        """Does a source begin with whose it is?"""

    def events(self, verb: str) -> frozenset[str]:
        """The PLOVER events that a verb may tell."""

    def outright(self, event: str) -> tuple[frozenset[str], frozenset[str]]:
        """The verbs that tell an event of a type in so many words, and the prepositions that bring in whom it is done to."""

    def issue(self, words: str) -> dict[str, bool]: ...

    def by_itself(self, words: str, party: str) -> bool:
        """Do the words that a party is quoted with read beside its name alone?"""


class Pronouns(Protocol):
    def __call__(
        self,
        *forms: Literal["subject", "object", "owner"],
        person: int | None = None,
        stands_for: tuple[Literal["male", "female", "thing", "-"], ...] | None = None,
    ) -> frozenset[str]: ...


class Resolve(Protocol):
    def __call__(self, text: str, published: str | None, ahead: bool = False) -> tuple[str | None, Precision]: ...


@dataclass(frozen=True, slots=True)
class Pack:
    """All that is asked of one language."""

    persons: Persons
    bodies: Bodies
    places: Places
    actors: Actors
    phrases: Phrases
    describing: Describing
    joint: Joint
    pointing: Pointing
    turns: Turns
    nameless: Nameless
    sayings: Sayings
    issues: Issues
    weighing: Weighing
    pronouns: Pronouns  # the pronouns in small letters that have one of these forms, are of this person and stand for one of these
    resolve: Resolve  # the calendar date of a written time, ISO 8601, for a report of a day; `ahead`: its clause speaks of what is to come
    came: Callable[[str, str], bool]  # does the second sentence tell as past what the first says is to come?


def of(*languages: str | None) -> Pack:
    """The pack of a report's language; of several, as a story has them, of the one that most are in. The first pack where none is read."""
    read = Counter(language or packs.FIRST for language in languages if (language or packs.FIRST) in packs.PACKS)
    most = max(sorted(read), key=lambda language: read[language], default=packs.FIRST)
    found: Pack = packs.part("stories", most).PACK
    return found

"""English, as the stages of a story ask it: the modules that answer each part of `language/stories.py`."""

from typing import Final

from variorum.language.english import coming, dates, weighing
from variorum.language.english.names import actors, bodies, describing, gazetteer, joint, persons, phrases, unnamed
from variorum.language.english.speech import pointing, saying_groups, sayings, telling, turns
from variorum.language.english.stances import issues
from variorum.language.english.words.pronouns import pronouns
from variorum.language.stories import Pack, Sayings

PACK: Final = Pack(
    persons=persons,
    bodies=bodies,
    places=gazetteer,
    actors=actors,
    phrases=phrases,
    describing=describing,
    joint=joint,
    pointing=pointing,
    turns=turns,
    nameless=unnamed,
    sayings=Sayings(
        telling.breaks, telling.is_done, telling.keys, sayings.saying, sayings.sameness, sayings.change, saying_groups.groups_of
    ),
    issues=issues,
    weighing=weighing,
    pronouns=pronouns,
    resolve=dates.resolve,
    came=coming.came,
)

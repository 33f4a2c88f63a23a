"""Answers kept with the thing that they are about, and gone with it.

A cache of a function (`functools.lru_cache`) keeps its arguments alive. That is right for words, which come again in the next story, and
wrong for things that are hashed by identity: they never come again once their story is done.
"""

from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar, cast

Thing = TypeVar("Thing")
More = ParamSpec("More")
Answer = TypeVar("Answer")


def kept(question: Callable[Concatenate[Thing, More], Answer]) -> Callable[Concatenate[Thing, More], Answer]:
    """A function of a thing, and of further hashable arguments, that works out each answer once. The thing needs a `__dict__`."""
    name = f"{question.__module__}.{question.__qualname__}"

    @wraps(question)
    def asked(thing: Thing, /, *more: More.args, **named: More.kwargs) -> Answer:
        answers: dict[Hashable, Any] = vars(thing).setdefault(name, {})
        key = (more, *named.items()) if named else more
        if key not in answers:
            answers[key] = question(thing, *more, **named)
        return cast(Answer, answers[key])

    return asked

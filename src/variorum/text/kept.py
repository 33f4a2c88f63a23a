"""Answers kept: with the thing that they are about, and gone with it; or from one judgement of a story to the next.

A cache of a function (`functools.lru_cache`) keeps its arguments alive. That is right for words, which come again in the next story, and
wrong for things that are hashed by identity: they never come again once their story is done.
"""

from collections.abc import Callable, Hashable, Mapping, Sequence
from functools import wraps
from hashlib import blake2b
from typing import Any, Concatenate, Final, ParamSpec, TypeVar, cast

_LARGEST: Final = 2**64 - 1
_SPREAD: Final = 0x9E3779B97F4A7C15  # odd: no two keys become one by it

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


class Worked:
    """What is worked out of a story, and what was worked out of it `before`: what is made of the same parts again is not made again.

    What is kept is a plain value, as JSON gives it back, under a hash of 64 bits of all that it is made from. `now` has what this judgement
    asked for, and nothing older. What is asked for is to depend on the story alone, and not on what is known: then so does what is kept.
    """

    def __init__(self, before: Mapping[int, Any] | None = None) -> None:
        self._before = before or {}
        self.now: dict[int, Any] = {}

    def of(self, parts: tuple[object, ...], make: Callable[[], Any]) -> Any:
        """The plain value that `make` gives. `parts` are strings, numbers and tuples of them, and tell all that it is made from."""
        return self._at(key_of(parts), make)

    def of_two(self, one: int, other: int, make: Callable[[], Any]) -> Any:
        """The same of two things, for which a hash of a pair's parts would cost most: each key tells all that is read of its own, and what
        for."""
        return self._at((one * _SPREAD ^ other) * _SPREAD & _LARGEST, make)

    def _at(self, key: int, make: Callable[[], Any]) -> Any:
        if key not in self.now:
            self.now[key] = self._before[key] if key in self._before else make()
        return self.now[key]

    def of_each(self, name: str, parts: Sequence[str], make: Callable[[Sequence[str]], Sequence[Any]]) -> list[Any]:
        """The plain value of each part, of the function called `name`. Those that are not known `make` gives, all at once and in order."""
        keys = [key_of((name, part)) for part in parts]
        fresh = {key: part for key, part in zip(keys, parts, strict=True) if key not in self.now and key not in self._before}
        made = dict(zip(fresh, make([*fresh.values()]), strict=True)) if fresh else {}
        self.now.update((key, made[key] if key in made else self._before[key]) for key in keys if key not in self.now)
        return [self.now[key] for key in keys]


def key_of(parts: tuple[object, ...]) -> int:
    """A hash of 64 bits of strings, numbers and tuples of them."""
    return int.from_bytes(blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")

"""The texts that go back to one original, as the other files of this stage hand them on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Family:
    """Texts that go back to one original."""

    members: tuple[int, ...]  # earliest first
    state: dict[int, int]  # edition of each member
    agency: str | None
    root: int | None  # the original, where it is in hand
    attached: frozenset[int]  # members that are parallel in part only
    place: dict[int, int]  # of each member in the order

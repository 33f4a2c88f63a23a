"""A second reader: a language model that is asked about a story, and what it answered. It proposes; what does not verify is dropped."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Asking:
    """What is asked, of which model, and how: all that an answer depends on besides the story's sentences."""

    model: str
    context: int = 20_480  # tokens that the model can hold, of what is asked and what is answered together
    longest: int = 9_216  # tokens of an answer, at the most
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model answered to one part of a story, as it came."""

    model: str
    text: str

"""What is laid down for tests is what the models make of those texts."""

import numpy as np
import pytest

import stored
from variorum.language import pack
from variorum.language.models.judge import Asked, Judge

EVERY = 12  # of the texts that are laid down, one in so many is read again


@pytest.mark.model
def test_what_is_laid_down_is_what_the_models_say():
    before = [stored.kept()[key] for key in sorted(stored.kept())[::EVERY]]
    again = stored.read_by_models([one.text for one in before], [one.language for one in before])
    for one, other in zip(before, again, strict=True):
        for name in ("text", "tokens", "sentences", "mentions", "tags"):
            assert getattr(one, name) == getattr(other, name)
        assert np.array_equal(one.vectors, other.vectors)
    assert len(before) > 30


@pytest.mark.model
def test_what_the_judge_is_laid_down_to_have_said_is_what_it_says():
    asked = sorted(stored.answers())[::EVERY]
    assert Judge(pack.stem).tells(asked) == [stored.answers()[one] for one in asked]
    assert len(asked) > 10


def test_a_question_that_is_not_laid_down_is_told():
    with pytest.raises(LookupError, match="make fixtures"):
        stored.tells(Judge(pack.stem), [Asked("Nobody has laid down this text.", "nor this line")])


def test_a_text_that_is_not_laid_down_is_asked_for_by_name():
    with pytest.raises(LookupError, match="make fixtures"):
        list(stored.read(["Nobody has laid down this sentence."]))

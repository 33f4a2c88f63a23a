import pickle

import numpy as np
import pytest

from variorum.language.models.encoder import LONGEST, WIDTH, Encoder
from variorum.language.models.runtime import STEP, batches, padded_length

SENTENCES = [
    "The ferry was cancelled because of the storm.",
    "Bad weather stopped the boat from sailing.",
    "Shares in the bank fell by a tenth on Friday.",
    "Who pays?",
]


@pytest.mark.model
def test_unit_vectors_in_the_order_of_the_texts():
    vectors = Encoder().encode(SENTENCES)
    assert vectors.shape == (4, WIDTH)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)  # in whole grains
    near, far = vectors[0] @ vectors[1], vectors[0] @ vectors[2]
    assert near > 0.5 > far


@pytest.mark.model
def test_a_vector_does_not_depend_on_company_or_order():
    encoder = Encoder(threads=2)
    texts = [f"{sentence} {'Nobody was hurt. ' * number}" for number, sentence in enumerate(SENTENCES * 6)]
    together = encoder.encode(texts)
    assert np.array_equal(together[::-1], encoder.encode(texts[::-1]))
    for number in (0, 5, 23):
        assert np.array_equal(together[number : number + 1], encoder.encode([texts[number]]))


@pytest.mark.model
def test_nothing_blank_and_endless_texts():
    encoder = Encoder()
    assert encoder.encode([]).shape == (0, WIDTH)
    odd = encoder.encode(["", "   ", "\ud800", "\x00", "x" * 5000, "word " * 3000, "word " * (LONGEST + 1)])
    assert np.isfinite(odd).all()
    assert np.array_equal(odd[0], odd[1])
    assert np.array_equal(odd[5], odd[6])  # what follows the longest part is not read


@pytest.mark.model
def test_an_encoder_travels_to_a_worker():
    encoder = Encoder()
    before = encoder.encode(SENTENCES[:1])
    assert np.array_equal(before, pickle.loads(pickle.dumps(encoder)).encode(SENTENCES[:1]))


def test_batches_hold_everything_once_and_share_one_length():
    lengths = [3, 70, 12, 5, 300, 12, 6, 0]
    groups = list(batches(lengths, pieces=64))
    assert sorted(number for group in groups for number in group) == list(range(len(lengths)))
    for group in groups:
        assert len({padded_length(lengths[number]) for number in group}) == 1
        assert padded_length(lengths[group[0]]) % STEP == 0
        assert len(group) == 1 or padded_length(lengths[group[0]]) * len(group) <= 64

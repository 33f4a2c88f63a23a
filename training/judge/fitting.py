"""Batches of pairs of like length, the loss over whatever a pair tells, the training loop, and the judging of many pairs."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))

from network import HEADS_OF, Batch, Judge, Words, groups
from reading import Pair, length_of


def batches(lengths: Sequence[int], pieces: int, chance: random.Random | None) -> Iterator[list[int]]:
    """Numbers of pairs of like length, at most `pieces` padded pieces a batch."""
    noise = (lambda: chance.uniform(0.9, 1.1)) if chance else (lambda: 1.0)
    order = sorted(range(len(lengths)), key=lambda number: lengths[number] * noise())
    found: list[list[int]] = [[]]
    for number in order:
        longest = max((lengths[one] for one in found[-1]), default=0)
        if found[-1] and max(longest, lengths[number]) * (len(found[-1]) + 1) > pieces:
            found.append([])
        found[-1].append(number)
    if chance:
        chance.shuffle(found)
    yield from (one for one in found if one)


def loss_of(given: Batch, batch: Batch) -> Tensor:
    total = torch.zeros(())
    for name, size in HEADS_OF.items():
        gold = batch[f"gold_{name}"]
        known = gold >= 0
        if not known.any():
            continue
        if size == 1:
            total = total + functional.binary_cross_entropy_with_logits(given[name][known, 0], gold[known].float())
        else:
            total = total + functional.cross_entropy(given[name][known], gold[known])
    return total


def fit(
    judge: Judge,
    words: Words,
    pairs: Sequence[Pair],
    epochs: int,
    rate: float,
    head_rate: float,
    seed: int,
    pieces: int = 2400,
    half: bool = False,
    look: Callable[[int, dict[str, Tensor]], None] | None = None,
    looks: int = 10,
) -> dict[str, Tensor]:
    """Train on the pairs; the running average of the weights comes back.

    `half`: products in bfloat16, where the processor has them. `look` is shown the step and the average so many times on the way.
    """
    chance = random.Random(seed)
    torch.manual_seed(seed)
    lengths = [length_of(one) for one in pairs]
    steps = epochs * sum(1 for _ in batches(lengths, pieces, random.Random(0)))
    optimiser = torch.optim.AdamW(groups(judge, rate, head_rate), fused=True)
    average = {name: value.clone() for name, value in judge.state_dict().items()}
    judge.train()
    began, step, losses = time.time(), 0, []
    for epoch in range(epochs):
        for group in batches(lengths, pieces, chance):
            step += 1
            scale = min(1.0, step / (0.08 * steps)) * (0.03 + 0.97 * 0.5 * (1 + math.cos(math.pi * min(1, step / steps))))
            for some in optimiser.param_groups:
                some["lr"] = some["peak"] * scale
            batch = words.batch([pairs[number] for number in group])
            with torch.autocast("cpu", torch.bfloat16, enabled=half):
                given = judge(batch)
            loss = loss_of({name: value.float() for name, value in given.items()}, batch)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(judge.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            if step % 4 == 0:
                keep = min(0.985, step / (step + 40))
                for name, value in judge.state_dict().items():
                    average[name].lerp_(value, 1 - keep)
            if step % 25 == 0:
                print(f"epoch {epoch + 1} step {step}/{steps} loss {np.mean(losses[-25:]):.4f} {time.time() - began:.0f}s", flush=True)
            if look and step % max(1, steps // looks) == 0:
                look(step, average)
    return average


def judged(judge: Judge, words: Words, pairs: Sequence[Pair], head: str, half: bool = False, pieces: int = 4000) -> np.ndarray:
    """What a head says of every pair, in order: chances [pairs, classes of the head]. `half` as in `fit`."""
    judge.eval()
    found = np.zeros((len(pairs), HEADS_OF[head]), dtype=np.float32)
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16, enabled=half):
        for group in batches([length_of(one) for one in pairs], pieces, None):
            logits = judge(words.batch([pairs[number] for number in group]))[head].float()
            found[group] = (logits.sigmoid() if HEADS_OF[head] == 1 else logits.softmax(-1)).numpy()
    return found

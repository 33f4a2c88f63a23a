"""Batches of pairs of like length, the loss over whatever a pair tells, the training loop, and the judging of many pairs."""

from __future__ import annotations

import math
import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))

from network import Batch, Lower, Words, groups, tensors_of
from reading import Pair, Side, length_of

SHARES = {"differ": 1.0, "relation": 0.5, "kind": 0.15, "entailment": 1.0}
OF_SPANS = 0.3


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


class Kept:
    """What the lower layers gave for sentences; with `forget`, for those of the last batch only."""

    def __init__(self, lower: Lower, forget: bool = False) -> None:
        self.lower = lower.eval()
        self.forget = forget
        self.of: dict[Side, np.ndarray] = {}

    def fill(self, sides: Iterable[Side]) -> None:
        if self.forget:
            self.of.clear()
        wanted = [side for side in dict.fromkeys(sides) if side not in self.of]
        self.of.update(zip(wanted, self.lower.states_of(wanted), strict=True))

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        self.fill(side for one in pairs for side in (one.a, one.b))
        return tensors_of(pairs, [(self.of[one.a], self.of[one.b]) for one in pairs])


def loss_of(given: Batch, batch: Batch) -> Tensor:
    total = torch.zeros(())
    for name, share in SHARES.items():
        gold = batch[f"gold_{name}"]
        told = gold >= 0
        if not told.any():
            continue
        weight = batch["weight"][told]
        if name == "differ":
            each = functional.binary_cross_entropy_with_logits(
                given[name][told, 0] + batch["prior"][told], gold[told].float(), reduction="none"
            )
        else:
            each = functional.cross_entropy(given[name][told], gold[told], reduction="none")
        total = total + share * (each * weight).mean()
    told = batch["span"] >= 0
    if told.any():
        total = total + OF_SPANS * functional.binary_cross_entropy_with_logits(given["span"][told], batch["span"][told])
    return total


def fit(
    judge: nn.Module,
    kept: Kept | Words,
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
    """Train on the pairs, each time in a random order of sides; the running average of the weights comes back.

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
            chosen = [pairs[number] for number in group]
            batch = kept.batch([one.swapped() if one.entailment < 0 and chance.random() < 0.5 else one for one in chosen])
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


def judged(
    judge: nn.Module, kept: Kept | Words, pairs: Sequence[Pair], names: Sequence[str] = ("differ", "relation", "kind"), pieces: int = 4000
) -> dict[str, list[np.ndarray]]:
    """Probabilities of the heads for every pair, in order; under `span` the pieces' chances."""
    judge.eval()
    found: dict[str, list[np.ndarray]] = {name: [np.zeros(0)] * len(pairs) for name in (*names, "span")}
    with torch.no_grad():
        for group in batches([length_of(one) for one in pairs], pieces, None):
            given = judge(kept.batch([pairs[number] for number in group]))
            for name, rows in found.items():
                logits = given[name].float()
                chances = logits.sigmoid() if name in ("differ", "span") else logits.softmax(-1)
                for row, number in enumerate(group):
                    rows[number] = chances[row].numpy()
    return found

"""Batches of instances, the training loop of tagger and teacher, and span F1 on instances held back."""

from __future__ import annotations

import argparse
import copy
import json
import math
import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from corpus import Instance
from network import Batch, rates
from torch import nn

from variorum.language.models import ends, syntax, tags
from variorum.language.models.wordpiece import OUTSIDE, UNTOLD

FIRST_MARKER, LAST_MARKER = 101, 102
LEAST = 0.4

Batcher = Callable[[Sequence[int], random.Random | None], Batch]
"""Instances by their numbers as a batch, roughened where a generator is given."""


def batch_of(chosen: Sequence[Instance], gold: float = 1.0) -> Batch:
    """Padded arrays of a batch, with the two markers put round every paragraph; what is wanted is what the labels say in the share
    `gold`, and what the teacher expects in the rest."""
    rows, pieces, words = len(chosen), max(len(one.ids) for one in chosen) + 2, max(len(one.firsts) for one in chosen)
    kinds = len(tags.TAGS)
    features = ("case", "marks", *syntax.CLASSES)
    arrays = {name: np.zeros((rows, pieces), dtype=np.int64) for name in ("ids", *features)}
    arrays |= {name: np.zeros((rows, words), dtype=np.int64) for name in ("firsts", "head", "clause")}
    arrays["mask"] = np.zeros((rows, pieces), dtype=bool)
    wanted = {"word_mask": (rows, words), "tags": (rows, words, kinds), "moves": (rows, kinds, kinds), "pairs": (rows, 3, words, words)}
    arrays |= {name: np.zeros(shape, dtype=np.float32) for name, shape in wanted.items()}
    for row, one in enumerate(chosen):
        count, length = len(one.ids), len(one.firsts)
        word_of = np.searchsorted(one.firsts, np.arange(count), side="right") - 1
        arrays["ids"][row, : count + 2] = np.concatenate(([FIRST_MARKER], one.ids, [LAST_MARKER]))
        for name, values in zip(features, (one.case, one.marks, *one.syntax.classes[:, word_of]), strict=True):
            arrays[name][row, 1 : count + 1] = values
        arrays["mask"][row, : count + 2] = True
        arrays["firsts"][row, :length] = one.firsts + 1
        arrays["head"][row, :length], arrays["clause"][row, :length] = one.syntax.head, one.syntax.clause
        arrays["word_mask"][row, :length] = 1
        _want(one, gold if one.expected is not None else 1.0, *(arrays[name][row] for name in ("tags", "moves", "pairs")))
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def _want(one: Instance, gold: float, tag: np.ndarray, moves: np.ndarray, pairs: np.ndarray) -> None:
    """Put into one row's arrays what the network should give."""
    share = gold if one.tags is not None else 0.0
    if one.tags is not None:
        tag[np.arange(len(one.tags)), one.tags] += share
        np.add.at(moves, (one.tags[:-1], one.tags[1:]), share)
        for role, first, last in spans(one.tags):
            pairs[tags.ROLES.index(role), first, last] += share
    if one.expected is not None and share < 1:
        tag[: len(one.firsts)] += (1 - share) * one.expected.tags
        moves += (1 - share) * one.expected.moves
        pairs[tuple(one.expected.spans.T)] += (1 - share) * one.expected.likely


def batches(items: Sequence[Instance], pieces: int, chance: random.Random | None) -> Iterator[list[int]]:
    """Numbers of instances of like length, at most `pieces` padded pieces a batch; shuffled when `chance` is given."""
    noise = (lambda: chance.uniform(0.9, 1.1)) if chance else (lambda: 1.0)
    order = sorted(range(len(items)), key=lambda number: len(items[number].ids) * noise())
    groups: list[list[int]] = [[]]
    longest = 0
    for number in order:
        longest = max(longest, len(items[number].ids) + 2)
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(items[number].ids) + 2
        groups[-1].append(number)
    if chance:
        chance.shuffle(groups)
    yield from groups


def roughened(one: Instance, chance: random.Random) -> Instance:
    """Now and then hide the case, the quotation-mark states or the parse, so that the network leans on none alone."""
    case, marks, told = one.case, one.marks, one.syntax
    if chance.random() < 0.05:
        case = np.full_like(case, UNTOLD)
    if chance.random() < 0.05:
        marks = np.full_like(marks, OUTSIDE)
    if chance.random() < 0.1:
        told = syntax.untold(len(one.firsts))
    return Instance(one.ids, case, marks, one.firsts, told, one.tags, one.expected)


def spans(sequence: np.ndarray) -> set[tuple[str, int, int]]:
    """Spans (role, first word, last word) of a tag sequence."""
    found: set[tuple[str, int, int]] = set()
    begin = 0
    for word, number in enumerate(sequence.tolist()):
        place, _, role = tags.TAGS[number].partition("-")
        if place in "BS":
            begin = word
        if place in "ES":
            found.add((role, begin, word))
    return found


@torch.no_grad()
def judged(model: nn.Module, items: Sequence[Instance], batcher: Batcher, floor: float = 0.02) -> Iterator[tuple[int, np.ndarray, list]]:
    """For every instance its number, its scores [words, tags] and the spans that field and ends together hold possible."""
    model.eval()
    head = model.head
    field = [weight.detach().numpy() for weight in head.field()]
    for group in batches(items, 6000, None):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            given = model(batcher(group, None))
        lengths = np.array([len(items[number].firsts) for number in group])
        possible = tags.possible_spans(given.emissions.numpy(), lengths, *field, floor=floor)
        for row, (number, length) in enumerate(zip(group, lengths.tolist(), strict=True)):
            pair = ends.Ends(given.begin[row, :length].numpy(), given.end[row, :length].numpy())
            yield number, given.emissions[row, :length].numpy(), ends.judged(possible[row], pair, head.lengths.detach().numpy())
    model.train()


def score(model: nn.Module, items: Sequence[Instance], batcher: Batcher) -> dict[str, float]:
    """Exact span F1 per role over labelled instances."""
    counts = {role: [0, 0, 0] for role in tags.ROLES}
    for number, _, possible in judged(model, items, batcher):
        chosen, _ = tags.chosen_and_spare(possible, LEAST, LEAST)
        gold, guess = spans(items[number].tags), {span[:3] for span in chosen}
        for role, count in counts.items():
            ours, theirs = {s for s in guess if s[0] == role}, {s for s in gold if s[0] == role}
            count[0] += len(ours & theirs)
            count[1] += len(ours)
            count[2] += len(theirs)
    return {role: round(200 * hit / max(1, guess + gold), 2) for role, (hit, guess, gold) in counts.items()}


def fit(
    model: nn.Module, items: Sequence[Instance], batcher: Batcher, check: Callable[[nn.Module], dict], options: argparse.Namespace
) -> None:
    """Train, and leave the running average of the weights after every epoch as `epoch-N.pt`; an interrupted run goes on."""
    chance = random.Random(options.seed)
    optimiser = torch.optim.AdamW(_groups(model, options), fused=True)
    total = options.epochs * sum(1 for _ in batches(items, options.pieces, random.Random(0)))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    step, first_epoch = 0, 0
    options.out.mkdir(parents=True, exist_ok=True)
    state_path = options.out / "state.pt"
    if state_path.exists():
        state = torch.load(state_path, weights_only=False)
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        average, step, first_epoch = state["average"], state["step"], state["epoch"]
        chance.setstate(state["chance"])
    print(json.dumps({"instances": len(items), "steps": total}), flush=True)
    for epoch in range(first_epoch, options.epochs):
        began, losses = time.time(), []
        for group in batches(items, options.pieces, chance):
            step += 1
            warm = options.warm * total
            scale = step / warm if step < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, (step - warm) / (total - warm))))
            for parameters in optimiser.param_groups:
                parameters["lr"] = parameters["peak"] * scale
            batch = batcher(group, chance)
            with torch.autocast("cpu", dtype=torch.bfloat16):
                given = model(batch)
            parts = model.head.losses(given, batch)
            optimiser.zero_grad()
            sum(parts).backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            losses.append([part.item() for part in parts])
            keep = min(options.average, step / (step + 10))
            current = model.state_dict()
            for name, value in average.items():
                value.lerp_(current[name], 1 - keep)
            if step % 50 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-50:], axis=0).round(4).tolist()} {time.time() - began:.0f}s", flush=True)
        torch.save(average, options.out / f"epoch-{epoch + 1}.pt")
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average}
        torch.save(state | {"step": step, "epoch": epoch + 1, "chance": chance.getstate()}, state_path)
        averaged = copy.deepcopy(model)
        averaged.load_state_dict(average)
        line = {"epoch": epoch + 1, "loss": np.mean(losses, axis=0).round(4).tolist(), "seconds": round(time.time() - began)}
        print(json.dumps(line | {"dev_average": check(averaged)}), flush=True)


def _groups(model: nn.Module, options: argparse.Namespace) -> list[dict]:
    """Weights of one rate together; no weight decay on vectors and on the weights between tags."""
    groups: dict[tuple[float, float], list] = {}
    for name, parameter, rate in rates(model, options.rate, options.layer_decay, options.head_rate):
        plain = parameter.dim() < 2 or "steps" in name or "lengths" in name
        groups.setdefault((rate, 0.0 if plain else 0.01), []).append(parameter)
    return [{"params": group, "lr": rate, "peak": rate, "weight_decay": shrink} for (rate, shrink), group in groups.items()]


def settings(parser: argparse.ArgumentParser) -> None:
    """The options of every training."""
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints; an interrupted run goes on from there")
    parser.add_argument("--articles", type=int, help="train on so many articles only, to try the recipe")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--pieces", type=int, default=2000, help="padded word pieces a batch")
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--warm", type=float, default=0.08, help="share of the steps over which the rate rises")
    parser.add_argument("--average", type=float, default=0.997, help="decay of the running average of the weights")
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)

"""Fine-tune the quotation tagger on PolNeAR. `python training/quotations/train.py --help`; see README.md beside it."""

from __future__ import annotations

import argparse
import json
import math
import random
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import Instance, instances, paragraphs
from network import Tagger, load_pretrained

from variorum.language.models.tags import TAGS, decode
from variorum.language.models.wordpiece import OUTSIDE, UNTOLD

FIRST_MARKER, LAST_MARKER = 101, 102


def batch_of(chosen: list[Instance]) -> dict[str, torch.Tensor]:
    """Padded arrays of a batch, with the two markers put round every paragraph."""
    pieces = max(len(one.ids) for one in chosen) + 2
    words = max(len(one.tags) for one in chosen)
    arrays = {
        "ids": np.zeros((len(chosen), pieces), dtype=np.int64),
        "case": np.zeros((len(chosen), pieces), dtype=np.int64),
        "marks": np.zeros((len(chosen), pieces), dtype=np.int64),
        "mask": np.zeros((len(chosen), pieces), dtype=bool),
        "firsts": np.zeros((len(chosen), words), dtype=np.int64),
        "tags": np.zeros((len(chosen), words), dtype=np.int64),
        "word_mask": np.zeros((len(chosen), words), dtype=np.float32),
    }
    for row, one in enumerate(chosen):
        count = len(one.ids)
        arrays["ids"][row, : count + 2] = np.concatenate(([FIRST_MARKER], one.ids, [LAST_MARKER]))
        arrays["case"][row, 1 : count + 1] = one.case
        arrays["marks"][row, 1 : count + 1] = one.marks
        arrays["mask"][row, : count + 2] = True
        arrays["firsts"][row, : len(one.tags)] = one.firsts + 1
        arrays["tags"][row, : len(one.tags)] = one.tags
        arrays["word_mask"][row, : len(one.tags)] = 1
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


def batches(items: list[Instance], pieces: int, chance: random.Random | None) -> Iterator[list[int]]:
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
    """Now and then hide the case or the quotation-mark states, so that the network leans on neither alone."""
    case, marks = one.case, one.marks
    if chance.random() < 0.05:
        case = np.full_like(case, UNTOLD)
    if chance.random() < 0.05:
        marks = np.full_like(marks, OUTSIDE)
    return Instance(one.ids, case, marks, one.firsts, one.tags)


def spans(tags: np.ndarray) -> set[tuple[str, int, int]]:
    """Spans (role, first word, last word) of a tag sequence."""
    found: set[tuple[str, int, int]] = set()
    begin = 0
    for word, number in enumerate(tags.tolist()):
        place, _, role = TAGS[number].partition("-")
        if place in "BS":
            begin = word
        if place in "ES":
            found.add((role, begin, word))
    return found


@torch.no_grad()
def score(model: Tagger, items: list[Instance], half: bool) -> dict[str, float]:
    """Exact span F1 per role over instances."""
    model.eval()
    counts = {role: [0, 0, 0] for role in ("source", "cue", "content")}
    field = (
        (model.steps + model.allowed_steps).numpy(),
        (model.first + model.allowed_first).numpy(),
        (model.last + model.allowed_last).numpy(),
    )
    for group in batches(items, 6000, None):
        batch = batch_of([items[number] for number in group])
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            scores = model.emissions(batch["ids"], batch["case"], batch["marks"], batch["mask"], batch["firsts"])
        lengths = [len(items[number].tags) for number in group]
        for number, tags in zip(group, decode(scores.numpy(), np.array(lengths), *field), strict=True):
            gold, guess = spans(items[number].tags), spans(tags)
            for role, count in counts.items():
                ours, theirs = {s for s in guess if s[0] == role}, {s for s in gold if s[0] == role}
                count[0] += len(ours & theirs)
                count[1] += len(ours)
                count[2] += len(theirs)
    model.train()
    return {role: round(200 * hit / max(1, guess + gold), 2) for role, (hit, guess, gold) in counts.items()}


def parameter_groups(model: Tagger, rate: float, decay: float, head_rate: float) -> list[dict]:
    """Smaller steps for lower layers (factor `decay` a layer), larger ones for the new parts; no weight decay on vectors."""
    groups: dict[tuple[float, float], list] = {}
    for name, parameter in model.named_parameters():
        if name.startswith("encoder.layers."):
            step = rate * decay ** (5 - int(name.split(".")[2]))
        elif name.startswith(("encoder.case", "encoder.marks")):
            step = rate * 2
        elif name.startswith("encoder."):
            step = rate * decay**6
        elif name.startswith("head"):
            step = head_rate
        else:
            step = head_rate
        groups.setdefault((step, 0.01 if parameter.dim() > 1 and "steps" not in name else 0.0), []).append(parameter)
    return [{"params": group, "lr": step, "peak": step, "weight_decay": shrink} for (step, shrink), group in groups.items()]


def main() -> None:
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    chance = random.Random(options.seed)
    train = instances(list(paragraphs(options.data / "train.jsonl")))
    held = instances(list(paragraphs(options.data / "dev.jsonl")), longest=500)
    model = Tagger(options.dropout)
    if options.start:
        model.load_state_dict(torch.load(options.start, weights_only=True))
    else:
        load_pretrained(model.encoder, options.pretrained)
    optimiser = torch.optim.AdamW(parameter_groups(model, options.rate, options.layer_decay, options.head_rate), fused=True)
    per_epoch = sum(1 for _ in batches(train, options.pieces, random.Random(0)))
    total = per_epoch * options.epochs
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
    print(json.dumps({"instances": len(train), "steps": total}), flush=True)
    for epoch in range(first_epoch, options.epochs):
        began, losses = time.time(), []
        for group in batches(train, options.pieces, chance):
            step += 1
            warm = options.warm * total
            scale = step / warm if step < warm else 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1, (step - warm) / (total - warm))))
            for parameters in optimiser.param_groups:
                parameters["lr"] = parameters["peak"] * scale
            batch = batch_of([roughened(train[number], chance) for number in group])
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=options.half):
                emissions = model.emissions(batch["ids"], batch["case"], batch["marks"], batch["mask"], batch["firsts"])
            loss = model.loss(emissions, batch["tags"], batch["word_mask"])
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimiser.step()
            losses.append(loss.item())
            keep = min(options.average, step / (step + 10))
            current = model.state_dict()
            for name, value in average.items():
                value.lerp_(current[name], 1 - keep)
            if step % 50 == 0:
                print(f"step {step}/{total} loss {np.mean(losses[-50:]):.4f} {time.time() - began:.0f}s", flush=True)
        averaged = Tagger(options.dropout)
        averaged.load_state_dict(average)
        line = {"epoch": epoch + 1, "loss": float(np.mean(losses)), "seconds": time.time() - began}
        line |= {"dev": score(model, held, options.half), "dev_average": score(averaged, held, options.half)}
        print(json.dumps(line), flush=True)
        torch.save(average, options.out / f"epoch-{epoch + 1}.pt")
        state = {"model": model.state_dict(), "optimiser": optimiser.state_dict(), "average": average}
        torch.save(state | {"step": step, "epoch": epoch + 1, "chance": chance.getstate()}, state_path)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with train.jsonl and dev.jsonl")
    parser.add_argument("--pretrained", type=Path, required=True, help="model.safetensors of the pre-trained encoder")
    parser.add_argument("--start", type=Path, help="weights to start from in place of the pre-trained ones")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints; an interrupted run goes on from there")
    parser.add_argument("--epochs", type=int, default=5)
    parser.add_argument("--pieces", type=int, default=2000, help="padded word pieces a batch")
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--warm", type=float, default=0.08, help="share of the steps over which the rate rises")
    parser.add_argument("--average", type=float, default=0.997, help="decay of the running average of the weights")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=20)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--half", action=argparse.BooleanOptionalAction, default=True, help="bfloat16 products")
    return parser.parse_args()


if __name__ == "__main__":
    main()

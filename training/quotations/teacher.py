"""A teacher for the quotation tagger: MPNet-base with the same head, fine-tuned on PolNeAR, and what it expects of paragraphs.

The lowest layers stay as they were pre-trained: they run once over every paragraph, and their states are kept. See README.md beside it.
"""

from __future__ import annotations

import argparse
import itertools
import math
import pickle
import random
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import unlabelled
from corpus import Expected, Instance, articles, instances
from fitting import FIRST_MARKER, batch_of, batches, fit, judged, roughened, score, settings
from network import Batch, Features, Given, Head, Layer, layer_weights

from variorum.language.models import tags

WIDTH, INNER, LAYERS, EPSILON = 768, 3072, 12, 1e-5
BUCKETS, FARTHEST = 32, 128
"""Classes of distance between two pieces, and from which distance on all are one class (MPNet's relative positions)."""
FIRST_POSITION = 2
SHIFT = 4
"""MPNet's vocabulary is BERT's with four entries before it; its markers are these."""
BEGINNING, END = 0, 2

TAUGHT, FURTHER = 8000, 6000
"""Paragraphs of train, drawn by lot, and paragraphs without labels that the teacher tells what it expects of."""

NAMES = {
    "output": "attention.attn.o",
    "attention_norm": "attention.LayerNorm",
    "inner": "intermediate.dense",
    "outer": "output.dense",
    "output_norm": "output.LayerNorm",
}
THIRDS = ("attention.attn.q", "attention.attn.k", "attention.attn.v")


def distances(table: Tensor, length: int) -> Tensor:
    """What the distance between two pieces adds to each attention head, [1, heads, length, length]."""
    number = torch.arange(length)
    apart = number[:, None] - number[None]
    half, near = BUCKETS // 2, BUCKETS // 4
    far = near + (torch.log(apart.abs().clamp(min=1) / near) / math.log(FARTHEST / near) * (half - near)).long()
    classes = (apart < 0).long() * half + torch.where(apart.abs() < near, apart.abs(), far.clamp(max=half - 1))
    return table[classes].permute(2, 0, 1)[None]


def attended(table: Tensor, mask: Tensor) -> Tensor:
    return distances(table, mask.shape[1]) + (~mask)[:, None, None].float() * -1e4


class Lower(nn.Module):
    """Embeddings and lowest layers, which are not trained."""

    def __init__(self, given: Batch, layers: int) -> None:
        super().__init__()
        self.word = given["embeddings.word_embeddings.weight"]
        self.position = given["embeddings.position_embeddings.weight"][FIRST_POSITION:]
        self.relative = given["encoder.relative_attention_bias.weight"]
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON)
        self.norm.load_state_dict({name: given[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")})
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, EPSILON) for _ in range(layers))
        for number, layer in enumerate(self.layers):
            layer.load_state_dict(layer_weights(given, f"encoder.layer.{number}.", THIRDS, NAMES))
        self.eval()

    @torch.no_grad()
    def states(self, items: Sequence[Instance]) -> list[Tensor]:
        """The states [pieces + 2, width] of every instance in bfloat16."""
        kept = [torch.zeros(0)] * len(items)
        for group in batches(items, 8000, None):
            batch = batch_of([items[number] for number in group])
            states = self.norm(self.word[of_mpnet(batch)] + self.position[: batch["ids"].shape[1]])
            added = attended(self.relative, batch["mask"])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                for layer in self.layers:
                    states = layer(states, added)
            for row, number in enumerate(group):
                kept[number] = states[row, : len(items[number].ids) + 2].bfloat16()
        return kept


def of_mpnet(batch: Batch) -> Tensor:
    """BERT's numbers of pieces as MPNet's."""
    ids = batch["ids"]
    own = torch.where(ids == FIRST_MARKER, BEGINNING, torch.where(ids == FIRST_MARKER + 1, END, ids + SHIFT))
    return torch.where(batch["mask"], own, 1)


class Teacher(nn.Module):
    """The layers above, with the tagger's features put in where they begin, and the tagger's head."""

    def __init__(self, given: Batch, frozen: int) -> None:
        super().__init__()
        self.register_buffer("relative", given["encoder.relative_attention_bias.weight"])
        self.features = Features(WIDTH)
        self.layers = nn.ModuleList(Layer(WIDTH, INNER, EPSILON) for _ in range(LAYERS - frozen))
        for number, layer in enumerate(self.layers, frozen):
            layer.load_state_dict(layer_weights(given, f"encoder.layer.{number}.", THIRDS, NAMES))
        self.head = Head(WIDTH)

    def forward(self, batch: Batch) -> Given:
        states = batch["states"].float() + self.features(batch)
        added = attended(self.relative, batch["mask"])
        for layer in self.layers:
            states = layer(states, added)
        return self.head(states, batch)


class Batcher:
    """Batches of instances with their kept states."""

    def __init__(self, items: Sequence[Instance], states: Sequence[Tensor]) -> None:
        self.items, self.states = items, states

    def __call__(self, numbers: Sequence[int], chance: random.Random | None) -> Batch:
        chosen = [roughened(self.items[number], chance) if chance else self.items[number] for number in numbers]
        batch = batch_of(chosen)
        batch["states"] = nn.utils.rnn.pad_sequence([self.states[number] for number in numbers], batch_first=True)
        return batch


def expected(model: Teacher, items: Sequence[Instance], batcher: Batcher, floor: float = 0.02) -> list[Expected]:
    """What the teacher expects of every instance: marginals of the field, and the spans that field and ends together hold likely."""
    found: list[Expected] = [Expected(*[np.zeros(0)] * 4)] * len(items)
    field = [weight.detach().numpy() for weight in model.head.field()]
    for number, emissions, spans in judged(model, items, batcher, floor):
        words = len(emissions)
        sums = tags.sweep(emissions[None], np.array([words]), *field)
        before, after, total = sums.before[0], sums.after[0], sums.total[0]
        share = np.exp(np.minimum(before + after - total, 0))
        later = emissions[1:] + after[1:]
        moves = np.exp(np.minimum(before[:-1, :, None] + field[0] + later[:, None] - total, 0)).sum(0)
        likely = [span for span in spans if span.probability > floor]
        places = np.array([(tags.ROLES.index(span.role), span.first, span.last) for span in likely], dtype=np.int64).reshape(-1, 3)
        chances = np.array([span.probability for span in likely], dtype=np.float32)
        found[number] = Expected((share / share.sum(1, keepdims=True)).astype(np.float16), moves.astype(np.float32), places, chances)
    return found


def main() -> None:
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    train = instances(list(itertools.chain.from_iterable(articles(options.data / "train.jsonl", options.articles))))
    held = instances(list(itertools.chain.from_iterable(articles(options.data / "dev.jsonl", options.articles))), longest=500)
    given = load_file(options.pretrained)
    lower = Lower(given, options.frozen)
    of_train, of_held = Batcher(train, lower.states(train)), Batcher(held, lower.states(held))
    model = Teacher(given, options.frozen)
    fit(model, train, of_train, lambda averaged: score(averaged, held, of_held), options)
    model.load_state_dict(torch.load(options.out / f"epoch-{options.epochs}.pt", weights_only=True))
    further = instances(unlabelled.paragraphs(options.unlabelled)[: options.articles or FURTHER])
    taught = sorted(random.Random(5).sample(range(len(train)), min(TAUGHT, len(train))))
    train, states = [train[number] for number in taught], [of_train.states[number] for number in taught]
    for items, kept in ((train, states), (further, lower.states(further))):
        for one, said in zip(items, expected(model, items, Batcher(items, kept)), strict=True):
            one.expected = said
    with (options.out / "expected.pkl").open("wb") as out:
        pickle.dump([*train, *further], out)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True, help="model.safetensors of all-mpnet-base-v2")
    parser.add_argument("--unlabelled", type=Path, required=True, help="folder of the development data: news without labels is read there")
    parser.add_argument("--frozen", type=int, default=6, help="lowest layers that are not trained")
    settings(parser)
    parser.set_defaults(epochs=2, rate=5e-5, layer_decay=0.93, average=0.995)
    return parser.parse_args()


if __name__ == "__main__":
    main()

"""The judge in torch: a BERT encoder whose lower layers read each sentence alone and whose upper layers read two together.

So the dear part is done once a sentence and kept; a pair costs three layers. Heads say what stands between the two.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading import DAYS, TABLES, Pair, Side, arrays_of, ids_of, read

WIDTH, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY = 384, 12, 1536, 6, 512, 30522
LOWER = 3  # layers that read a sentence alone
RELATIONS = ("same", "compatible", "scope", "revised", "conflict", "none")
KINDS = [
    "number",
    "date",
    "place",
    "actor",
    "target",
    "act",
    "polarity",
    "modality",
    "condition",
    "attribution",
    "cause",
    "name",
    "quotation",
    "scope",
    "sequence",
]
ENTAILMENT = ("entailment", "neutral", "contradiction")
HEADS_OF = {"differ": 1, "relation": len(RELATIONS), "kind": len(KINDS), "entailment": len(ENTAILMENT)}
Batch = dict[str, Tensor]


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.dropout = nn.Dropout(dropout)
        self.joint = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = states.shape
        query, key, value = self.joint(states).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        scores = (query * query.shape[-1] ** -0.5) @ key.transpose(-1, -2)  # the fused one is seven times slower in bfloat16
        mixed = scores.masked_fill(~mask, -1e4).softmax(-1) @ value
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + self.dropout(mixed))
        return self.output_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Lower(nn.Module):
    """The lower layers read one sentence alone, with the one before it and the title. They are not trained: what they give is kept."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer(0.0) for _ in range(LOWER))

    def forward(self, ids: Tensor, mask: Tensor) -> Tensor:
        states = self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1])))
        for layer in self.layers:
            states = layer(states, mask[:, None, None])
        return states

    @torch.no_grad()
    def states_of(self, sides: Sequence[Side], pieces: int = 4000) -> list[np.ndarray]:
        """The states of each sentence's own pieces with its two markers, [pieces, width], float16."""
        given = [ids_of(side) for side in sides]
        order = sorted(range(len(sides)), key=lambda number: len(given[number][0]))
        found: list[np.ndarray] = [np.zeros(0)] * len(sides)
        while order:
            count = max(1, min(len(order), pieces // len(given[order[0]][0])))
            while count > 1 and count * len(given[order[count - 1]][0]) > pieces:
                count -= 1
            group, order = order[:count], order[count:]
            ids = torch.zeros((count, len(given[group[-1]][0])), dtype=torch.long)
            for row, number in enumerate(group):
                ids[row, : len(given[number][0])] = torch.tensor(given[number][0])
            states = self(ids, ids > 0).numpy()
            for row, number in enumerate(group):
                found[number] = states[row, : given[number][1]].astype(np.float16)
        return found


class Judge(nn.Module):
    """The upper layers read both sentences together.

    `forward` gives the heads' logits by name, and under `span` one for each piece: does it belong to the answer?
    """

    def __init__(self, dropout: float = 0.1, layers: int = LAYERS - LOWER, inside: float | None = None) -> None:
        """`layers`: how many read both together; `inside`: dropout in them, where it is not that of the heads."""
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(classes, WIDTH) for name, classes in TABLES.items()})
        self.days = nn.Embedding(DAYS, WIDTH)
        for table in (*self.tables.values(), self.days):
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout if inside is None else inside) for _ in range(layers))
        self.mix = nn.Linear(4 * WIDTH, WIDTH)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in HEADS_OF.items()})
        self.span = nn.Linear(2 * WIDTH, 1)

    def forward(self, batch: Batch) -> Batch:
        states = batch["states"]
        for name, table in self.tables.items():
            states = states + table(batch[name])
        states = self.dropout(torch.cat([states[:, :1] + self.days(batch["days"])[:, None], states[:, 1:]], 1))
        mask = batch["mask"][:, None, None]
        for layer in self.layers:
            states = layer(states, mask)
        one, other = (_mean(states, batch["side"] == number) for number in (1, 2))
        whole = self.mix(self.dropout(torch.cat([states[:, 0], one + other, (one - other).abs(), one * other], -1)))
        whole = self.dropout(functional.gelu(whole))
        given = {name: head(whole) for name, head in self.heads.items()}
        given["span"] = self.span(torch.cat([states, whole[:, None].expand_as(states)], -1))[..., 0]
        return given


class Words(nn.Module):
    """The word pieces of two sentences as BERT is given them: letters and places alone, nothing read yet. They are not trained.

    It gives batches as `Kept` does, for a `Judge` whose layers are all six of the encoder.
    """

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    @torch.no_grad()
    def states_of(self, pair: Pair) -> tuple[np.ndarray, np.ndarray]:
        """States of the two sentences' pieces, markers included; the second one's places go on where the first one's end."""
        ids = [ids_of(side)[0][: ids_of(side)[1]] for side in (pair.a, pair.b)]
        together = torch.tensor([*ids[0], *ids[1]])
        states = self.norm(self.word(together) + self.position(torch.arange(len(together)))).numpy()
        return states[: len(ids[0])], states[len(ids[0]) :]

    def batch(self, pairs: Sequence[Pair]) -> Batch:
        return tensors_of(pairs, [self.states_of(one) for one in pairs])


def tensors_of(pairs: Sequence[Pair], states: Sequence[tuple[np.ndarray, np.ndarray]]) -> Batch:
    """What a judge reads of a batch, and under `gold_...` what it shall say."""
    arrays = arrays_of([read(one) for one in pairs], states)
    arrays["days"] = np.array([one.days for one in pairs], dtype=np.int64)
    for name in HEADS_OF:
        arrays[f"gold_{name}"] = np.array([getattr(one, name) for one in pairs], dtype=np.int64)
    arrays["prior"] = np.array([one.prior for one in pairs], dtype=np.float32)
    arrays["weight"] = np.array([one.weight for one in pairs], dtype=np.float32)
    return {name: torch.from_numpy(array) for name, array in arrays.items()}


class Aligning(nn.Module):
    """A judge at a thirtieth of the cost: each piece looks once at the other sentence, is compared with what it sees there, and the
    comparisons are added up. It faces the same batches and has the same heads."""

    layers: tuple[Layer, ...] = ()

    def __init__(self, dropout: float = 0.2, narrow: int = 128) -> None:
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(classes, WIDTH) for name, classes in TABLES.items()})
        self.days = nn.Embedding(DAYS, narrow)
        for table in (*self.tables.values(), self.days):
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.before = nn.LayerNorm(WIDTH)
        self.down = nn.Linear(WIDTH, narrow)
        self.look = nn.Linear(narrow, narrow)
        self.nearness = nn.Parameter(torch.tensor(8.0))
        self.compare = nn.Sequential(nn.Linear(4 * narrow + 1, narrow), nn.GELU(), nn.Dropout(dropout), nn.Linear(narrow, narrow))
        self.gate = nn.Linear(narrow, 1)
        self.mix = nn.Linear(4 * narrow, narrow)
        self.heads = nn.ModuleDict({name: nn.Linear(narrow, size) for name, size in HEADS_OF.items()})
        self.span = nn.Linear(2 * narrow, 1)

    def forward(self, batch: Batch) -> Batch:
        states, side = batch["states"], batch["side"]
        unit = functional.normalize(states, dim=-1)
        apart = (side[:, :, None] != side[:, None]) & (side[:, None] > 0)
        cosines = (unit @ unit.transpose(1, 2)).masked_fill(~apart, -1)
        for name, table in self.tables.items():
            if name != "side":  # so that the two sentences can change places
                states = states + table(batch[name])
        own = functional.gelu(self.down(self.dropout(self.before(states))))
        scores = own @ self.look(own).transpose(1, 2) / own.shape[-1] ** 0.5 + self.nearness * cosines
        seen = scores.masked_fill(~apart, -1e4).softmax(-1) @ own
        found = self.compare(torch.cat([own, seen, (own - seen).abs(), own * seen, cosines.amax(-1, keepdim=True)], -1))
        inside = (batch["mask"] & (side > 0))[..., None]
        weight = self.gate(found).masked_fill(~inside, -1e4).softmax(1)
        found_here = found.masked_fill(~inside, 0)
        whole = torch.cat([found_here.sum(1) / inside.sum(1), found.masked_fill(~inside, -1e4).amax(1), (weight * found).sum(1)], -1)
        whole = torch.cat([whole, self.days(batch["days"])], -1)
        whole = self.dropout(functional.gelu(self.mix(self.dropout(whole))))
        given = {name: head(whole) for name, head in self.heads.items()}
        given["span"] = self.span(torch.cat([found, whole[:, None].expand_as(found)], -1))[..., 0]
        return given


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen[..., None].to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)


def load_pretrained(lower: Lower | Words, judge: Judge | None, path: Path) -> None:
    """Fill embeddings and layers from a BERT safetensors file; the type embedding of first sentences is added to the positions."""
    below = lower.layers if isinstance(lower, Lower) else ()
    given = load_file(path)
    lower.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    lower.position.weight.data.copy_(given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0])
    lower.norm.load_state_dict({name: given[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")})
    names = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number, layer in enumerate((*below, *(judge.layers if judge else ()))):
        prefix, own = f"encoder.layer.{number}.", {}
        for kind in ("weight", "bias"):
            own[f"joint.{kind}"] = torch.cat([given[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")])
            own |= {f"{mine}.{kind}": given[f"{prefix}{theirs}.{kind}"] for mine, theirs in names.items()}
        layer.load_state_dict(own)


def groups(judge: nn.Module, rate: float, head_rate: float, decay: float = 0.9) -> list[dict]:
    """Trained weights with their rates: smaller for lower layers, larger for what is new."""
    found: dict[tuple[float, float], list] = {}
    for name, parameter in judge.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("layers."):
            own = rate * decay ** (len(judge.layers) - 1 - int(name.split(".")[1]))
        elif name.startswith(("tables", "days")):
            own = max(rate * 4, head_rate)
        else:
            own = head_rate
        found.setdefault((own, 0.01 if parameter.dim() > 1 else 0.0), []).append(parameter)
    return [{"params": some, "lr": own, "peak": own, "weight_decay": shrink} for (own, shrink), some in found.items()]

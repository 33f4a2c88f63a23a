"""The judge in torch: a BERT encoder that reads two sentences with their titles, and heads for what stands between them."""

from __future__ import annotations

import sys
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading import DAYS, TABLES

WIDTH, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY = 384, 12, 1536, 6, 512, 30522
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
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + self.dropout(mixed))
        return self.output_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Judge(nn.Module):
    """`forward` gives the heads' logits by name, and under `span` one logit for each piece: does it belong to the answer?"""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.word.weight.requires_grad = False  # half of all weights, and the pairs are too few to move a word
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.tables = nn.ModuleDict({name: nn.Embedding(classes, WIDTH) for name, classes in TABLES.items()})
        self.days = nn.Embedding(DAYS, WIDTH)
        for table in (*self.tables.values(), self.days):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.mix = nn.Linear(4 * WIDTH, WIDTH)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in HEADS_OF.items()})
        self.span = nn.Linear(2 * WIDTH, 1)

    def forward(self, batch: Batch) -> Batch:
        states = self.word(batch["ids"]) + self.position(torch.arange(batch["ids"].shape[1]))
        for name, table in self.tables.items():
            states = states + table(batch[name])
        states = torch.cat([states[:, :1] + self.days(batch["days"])[:, None], states[:, 1:]], 1)
        states = self.dropout(self.norm(states))
        mask = batch["mask"][:, None, None]
        for layer in self.layers:
            states = layer(states, mask)
        one, other = (_mean(states, batch["side"] == number) for number in (1, 2))
        whole = self.mix(self.dropout(torch.cat([states[:, 0], one + other, (one - other).abs(), one * other], -1)))
        whole = self.dropout(functional.gelu(whole))
        given = {name: head(whole) for name, head in self.heads.items()}
        given["span"] = self.span(torch.cat([states, whole[:, None].expand_as(states)], -1))[..., 0]
        return given


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen[..., None].to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)


def load_pretrained(judge: Judge, path: Path) -> None:
    """Fill embeddings and layers from a BERT safetensors file; the type embedding of first sentences is added to the positions."""
    given = load_file(path)
    judge.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    judge.position.weight.data.copy_(given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0])
    judge.norm.load_state_dict({name: given[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")})
    names = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number, layer in enumerate(judge.layers):
        prefix, own = f"encoder.layer.{number}.", {}
        for kind in ("weight", "bias"):
            own[f"joint.{kind}"] = torch.cat([given[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")])
            own |= {f"{mine}.{kind}": given[f"{prefix}{theirs}.{kind}"] for mine, theirs in names.items()}
        layer.load_state_dict(own)


def groups(judge: Judge, rate: float, head_rate: float, decay: float = 0.9) -> list[dict]:
    """Trained weights with their rates: smaller for lower layers, larger for what is new."""
    found: dict[tuple[float, float], list] = {}
    for name, parameter in judge.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("layers."):
            own = rate * decay ** (LAYERS - 1 - int(name.split(".")[1]))
        elif name.startswith(("tables", "days")):
            own = rate * 4
        elif name.startswith(("heads", "mix", "span")):
            own = head_rate
        else:
            own = rate * decay**LAYERS
        found.setdefault((own, 0.01 if parameter.dim() > 1 else 0.0), []).append(parameter)
    return [{"params": some, "lr": own, "peak": own, "weight_decay": shrink} for (own, shrink), some in found.items()]

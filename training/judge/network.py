"""The judge in torch: a BERT encoder whose six layers read two texts together, and a head that says what stands between them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

sys.path.insert(0, str(Path(__file__).resolve().parent))

from reading import ENTAILMENT, Pair, arrays_of

from variorum.language.models.pairs import DAYS, TABLES

WIDTH, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY = 384, 12, 1536, 6, 512, 30522
HEADS_OF = {"told": 1, "entailment": len(ENTAILMENT)}  # the second one is that of stage 1, where the encoder learns from public pairs
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


class Judge(nn.Module):
    """All layers read both texts together; `forward` gives the heads' logits by name."""

    def __init__(self, dropout: float = 0.1, inside: float | None = None) -> None:
        """`inside`: dropout in the layers, where it is not that of the heads."""
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(classes, WIDTH) for name, classes in TABLES.items()})
        self.days = nn.Embedding(DAYS, WIDTH)
        for table in (*self.tables.values(), self.days):
            nn.init.zeros_(table.weight)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout if inside is None else inside) for _ in range(LAYERS))
        self.mix = nn.Linear(4 * WIDTH, WIDTH)
        self.heads = nn.ModuleDict({name: nn.Linear(WIDTH, size) for name, size in HEADS_OF.items()})

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
        return {name: head(whole) for name, head in self.heads.items()}


class Words(nn.Module):
    """The word pieces of two texts as BERT is given them: letters and places alone, nothing read yet. They are not trained."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)

    @torch.no_grad()
    def batch(self, pairs: Sequence[Pair]) -> Batch:
        """What a judge reads of a batch, and under `gold_...` what it shall say."""
        found = {name: torch.from_numpy(array) for name, array in arrays_of(pairs).items()}
        ids = found.pop("ids")
        found["states"] = self.norm(self.word(ids) + self.position(torch.arange(ids.shape[1])))
        return found | {f"gold_{name}": torch.tensor([getattr(one, name) for one in pairs]) for name in HEADS_OF}


def _mean(states: Tensor, chosen: Tensor) -> Tensor:
    weight = chosen[..., None].to(states.dtype)
    return (states * weight).sum(1) / weight.sum(1).clamp(min=1)


def load_pretrained(words: Words, judge: Judge, path: Path) -> None:
    """Fill embeddings and layers from a BERT safetensors file; the type embedding of first sentences is added to the positions."""
    given = load_file(path)
    words.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    words.position.weight.data.copy_(given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0])
    words.norm.load_state_dict({name: given[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")})
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


def load(judge: Judge, state: Mapping[str, Tensor]) -> None:
    """Fill a judge from a state dict; heads that it has not are left out. Raises RuntimeError where one of its own weights is missing."""
    own = judge.state_dict()
    judge.load_state_dict({name: value for name, value in state.items() if name in own})


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

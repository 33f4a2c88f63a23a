"""The quotation tagger in torch: a BERT encoder that reads case, quotation marks and parse beside the words, and a head that gives scores
for a linear-chain conditional random field over words and, for every pair of words, a score as the two ends of a span."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar, NamedTuple

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from variorum.language.models.ends import LENGTHS, RANK
from variorum.language.models.syntax import CLASSES
from variorum.language.models.tags import ROLES, TAGS, forbidden_first, forbidden_last, forbidden_steps
from variorum.language.models.wordpiece import CASE_CLASSES, MARK_CLASSES

WIDTH, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY = 384, 12, 1536, 6, 512, 30522
FEATURES = {"case": CASE_CLASSES, "marks": MARK_CLASSES, **CLASSES}
DROPOUT = 0.1
UNLIKELY = -4.0
"""What a span of any length scores before training: most pairs of words are no span."""

Batch = dict[str, Tensor]


class Given(NamedTuple):
    """What the network gives for words: scores as each tag [batch, words, tags], and vectors as first and as last word of a span
    [batch, words, roles, RANK]."""

    emissions: Tensor
    begin: Tensor
    end: Tensor


class Dropout(nn.Module):
    """Dropout whose mask is a stretch of one long mask drawn once: on a processor, drawing anew costs as much as the products."""

    drawn: ClassVar[dict[float, Tensor]] = {}

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, states: Tensor) -> Tensor:
        if not self.training or not self.share:
            return states
        if self.share not in self.drawn:
            self.drawn[self.share] = ((torch.rand(1 << 24) > self.share) / (1 - self.share)).bfloat16()
        mask = self.drawn[self.share]
        start = int(torch.randint(len(mask) - states.numel(), (1,)))
        return states * mask[start : start + states.numel()].view_as(states)


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it; `mask` is boolean, or a number added to every attention score."""

    def __init__(self, width: int = WIDTH, inner: int = INNER, epsilon: float = 1e-12, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.joint = nn.Linear(width, 3 * width)
        self.output = nn.Linear(width, width)
        self.attention_norm = nn.LayerNorm(width, eps=epsilon)
        self.inner = nn.Linear(width, inner)
        self.outer = nn.Linear(inner, width)
        self.output_norm = nn.LayerNorm(width, eps=epsilon)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = states.shape
        query, key, value = self.joint(states).view(batch, length, 3, HEADS, width // HEADS).permute(2, 0, 3, 1, 4)
        mask = mask if mask.dtype == torch.bool else mask.to(query.dtype)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, width))
        states = self.attention_norm(states + self.dropout(mixed))
        return self.output_norm(states + self.dropout(self.outer(functional.gelu(self.inner(states)))))


class Features(nn.Module):
    """Learned vectors of what a piece is beside its letters. They start at zero, so that the network begins as the pre-trained one."""

    def __init__(self, width: int = WIDTH) -> None:
        super().__init__()
        self.tables = nn.ModuleDict({name: nn.Embedding(classes, width) for name, classes in FEATURES.items()})
        for table in self.tables.values():
            nn.init.zeros_(table.weight)

    def forward(self, batch: Batch) -> Tensor:
        return torch.stack([table(batch[name]) for name, table in self.tables.items()]).sum(0)


class Head(nn.Module):
    """From the states of pieces to what is said of words; the state of a word is joined by those of its head and of its clause's verb."""

    def __init__(self, width: int = WIDTH, dropout: float = DROPOUT) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.mix_inner = nn.Linear(3 * width, width)
        self.mix_outer = nn.Linear(width, width)
        nn.init.normal_(self.mix_outer.weight, std=0.005)
        nn.init.zeros_(self.mix_outer.bias)
        self.tags = nn.Linear(width, len(TAGS))
        self.begin = nn.Linear(width, len(ROLES) * RANK)
        self.end = nn.Linear(width, len(ROLES) * RANK)
        self.lengths = nn.Parameter(torch.full((len(ROLES), len(LENGTHS) + 1), UNLIKELY))
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        self.last = nn.Parameter(torch.zeros(len(TAGS)))
        self.register_buffer("allowed_steps", torch.from_numpy(forbidden_steps()), persistent=False)
        self.register_buffer("allowed_first", torch.from_numpy(forbidden_first()), persistent=False)
        self.register_buffer("allowed_last", torch.from_numpy(forbidden_last()), persistent=False)

    def forward(self, states: Tensor, batch: Batch) -> Given:
        words = _picked(states, batch["firsts"])
        joined = torch.cat([words, _picked(words, batch["head"]), _picked(words, batch["clause"])], -1)
        words = self.dropout(words + self.mix_outer(functional.gelu(self.mix_inner(self.dropout(joined)))))
        begin, end = (part(words).float().unflatten(-1, (len(ROLES), RANK)) for part in (self.begin, self.end))
        return Given(self.tags(words).float(), begin, end)

    def pairs(self, given: Given) -> Tensor:
        """[batch, roles, words, words]: the log odds of the span from one word to another."""
        agreement = torch.einsum("bird,bjrd->brij", given.begin, given.end) / math.sqrt(RANK)
        number = torch.arange(agreement.shape[-1])
        apart = (number[None] - number[:, None]).clamp(min=0)
        return agreement + self.lengths[:, torch.bucketize(apart, torch.tensor(LENGTHS), right=True)]

    def field(self) -> tuple[Tensor, Tensor, Tensor]:
        """The random field's weights between tags, at the start and at the end, forbidden moves included."""
        return self.steps + self.allowed_steps, self.first + self.allowed_first, self.last + self.allowed_last

    def losses(self, given: Given, batch: Batch) -> tuple[Tensor, Tensor]:
        """Per word: cross-entropy between the wanted tag sequences and the field's, and between the wanted spans and the pairs'."""
        pairs, word_mask = self.pairs(given), batch["word_mask"]
        inside = torch.ones(pairs.shape[2:]).triu()[None] * word_mask[:, :, None] * word_mask[:, None]
        of_pairs = functional.binary_cross_entropy_with_logits(pairs, batch["pairs"], reduction="none") * inside[:, None]
        words = word_mask.sum()
        return self._field_loss(given.emissions, batch, word_mask) / words, of_pairs.sum() / words

    def _field_loss(self, emissions: Tensor, batch: Batch, word_mask: Tensor) -> Tensor:
        """`tags` [batch, words, tags] and `moves` [batch, tags, tags] say how often each is wanted: counts of one labelled sequence, or
        what a teacher expects."""
        steps, first, last = self.field()
        ends = _picked(batch["tags"], word_mask.sum(1).long()[:, None] - 1)[:, 0]
        wanted = (emissions * batch["tags"]).sum((1, 2)) + (batch["moves"] * self.steps).sum((1, 2))
        wanted = wanted + batch["tags"][:, 0] @ self.first + ends @ self.last
        exponent = steps.exp()
        state = first + emissions[:, 0]
        for word in range(1, emissions.shape[1]):
            top = state.amax(1, keepdim=True)
            moved = ((state - top).exp() @ exponent + 1e-30).log() + top + emissions[:, word]
            state = torch.where(word_mask[:, word, None] > 0, moved, state)
        return (torch.logsumexp(state + last, 1) - wanted).sum()


class Tagger(nn.Module):
    """The network the program runs."""

    def __init__(self) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.features = Features()
        self.dropout = Dropout(DROPOUT)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.head = Head()

    def forward(self, batch: Batch) -> Given:
        positions = torch.arange(batch["ids"].shape[1])
        states = self.dropout(self.norm(self.word(batch["ids"]) + self.position(positions) + self.features(batch)))
        mask = batch["mask"][:, None, None]
        for layer in self.layers:
            states = layer(states, mask)
        return self.head(states, batch)


def load_pretrained(tagger: Tagger, path: Path) -> None:
    """Fill embeddings and layers from a BERT safetensors file; the type embedding of first sentences is added to the positions."""
    given = load_file(path)
    tagger.word.weight.data.copy_(given["embeddings.word_embeddings.weight"])
    kind = given["embeddings.token_type_embeddings.weight"][0]
    tagger.position.weight.data.copy_(given["embeddings.position_embeddings.weight"] + kind)
    tagger.norm.load_state_dict({name: given[f"embeddings.LayerNorm.{name}"] for name in ("weight", "bias")})
    names = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    thirds = ("attention.self.query", "attention.self.key", "attention.self.value")
    for number, layer in enumerate(tagger.layers):
        layer.load_state_dict(layer_weights(given, f"encoder.layer.{number}.", thirds, names))


def layer_weights(given: Batch, prefix: str, thirds: tuple[str, ...], names: dict[str, str]) -> Batch:
    """One layer's weights under our names; query, key and value are kept as one product."""
    own: Batch = {}
    for kind in ("weight", "bias"):
        own[f"joint.{kind}"] = torch.cat([given[f"{prefix}{third}.{kind}"] for third in thirds])
        own |= {f"{mine}.{kind}": given[f"{prefix}{theirs}.{kind}"] for mine, theirs in names.items()}
    return own


def rates(model: nn.Module, rate: float, decay: float, head_rate: float) -> Iterator[tuple[str, nn.Parameter, float]]:
    """Every trained weight with its rate: smaller for lower layers (factor `decay` a layer), larger for the new parts."""
    layers = len(model.layers)  # type: ignore[arg-type]
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        if name.startswith("layers."):
            yield name, parameter, rate * decay ** (layers - 1 - int(name.split(".")[1]))
        elif name.startswith("features"):
            yield name, parameter, rate * 2
        else:
            yield name, parameter, head_rate if name.startswith("head") else rate * decay**layers


def _picked(states: Tensor, numbers: Tensor) -> Tensor:
    """Of states [batch, n, width] those with the given numbers [batch, m]."""
    return torch.gather(states, 1, numbers[:, :, None].expand(-1, -1, states.shape[-1]))

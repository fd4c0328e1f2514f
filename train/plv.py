"""The pair coder taught on PLV_train too, in five folds: `python plv.py WEIGHTS PLV_TRAIN.tsv.gz`.

For comparison with published figures, which were got by training on that benchmark. Each fifth of the
rows is told by weights that learnt the other four, beginning with WEIGHTS (float or int8). Nothing is kept: the
benchmark states no licence, so no shipped weights may know its text.
"""

import argparse
import csv
import gzip
import random
from pathlib import Path

import torch
import torch.nn.functional as F
from sklearn.metrics import f1_score

import corpus
import model as m
import run
import train as t
import weights

N_FOLDS = 5
YIELD = ("CONCEDE", "RETREAT")  # the benchmark's one class of two of ours
ROOTS = [kind for kind in corpus.TYPES if kind not in YIELD] + ["YIELD"]
QUADS = dict(zip(ROOTS, (1, 1, 1, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 4, 2)))


def sentences(path, program):
    """Rows as sentences; their sides are the first spans, `sides` says how many are sources."""
    with gzip.open(path, "rt") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    documents = [{"id": str(n), "date": "2019-01-01", "text": row["sentence"]} for n, row in enumerate(rows)]
    found = corpus.candidates(program, documents)
    told = []
    for n, row in enumerate(rows):
        text = row["sentence"]
        spans, counts = [], []
        for side in (row["source"], row["target"]):
            parts = [part.strip() for part in side.split(" | ")]
            spans += [[text.find(part), text.find(part) + len(part)] for part in parts if part in text]
            counts.append(len(spans))
        phrases = [{"span": [at + s["sentence_start"] for at in c["span"]]} for s in found.get(str(n), [])
                   for c in s["candidates"]]
        one = corpus.finish(str(n), {"text": text, "candidates": phrases, "sentence": 0}, spans, [None] * len(spans), [])
        one.update(sides=counts, root=ROOTS.index(row["gold_root"].upper()))
        told.append(one)
    return told


def roots(net, group):
    """Of every sentence the probabilities of the roots, given that there is an event."""
    b = t.Batch(group, [s["at"] for s in group], "spans")
    kinds = b.run(net)[1].softmax(-1)[:, :16]
    one_root = torch.zeros(16, len(ROOTS))
    for n, kind in enumerate(corpus.TYPES):
        one_root[n, ROOTS.index("YIELD" if kind in YIELD else kind)] = 1
    by_row, first = [], 0
    for s, pairs in zip(group, b.pairs):
        n_sources, n_sides = s["sides"]
        asked = [first + k for k, (a, z) in enumerate(pairs)
                 if a is not None and z is not None and a < n_sources <= z < n_sides]
        first += len(pairs)
        belief = kinds[asked].sum(0) @ one_root + 1e-6
        by_row.append(belief / belief.sum())
    return torch.stack(by_row)


def learn(net, rows, epochs, rate, rnd):
    optimiser = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    steps = epochs * -(-len(rows) // 32)
    schedule = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda n: max(0.0, 1 - n / steps))
    for _ in range(epochs):
        net.train()
        for group in t.in_batches(rows, 32, rnd):
            loss = F.nll_loss(roots(net, group).log(), torch.tensor([s["root"] for s in group]))
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()


def tell(net, rows):
    net.eval()
    with torch.no_grad():
        return [int(n) for first in range(0, len(rows), 32) for n in roots(net, rows[first : first + 32]).argmax(-1)]


def shown(gold, told):
    quad = lambda names: [QUADS[ROOTS[n]] for n in names]
    half = lambda names: [q > 2 for q in quad(names)]
    f = lambda by: 100 * f1_score(by(gold), by(told), average="macro")
    return f"root {f(list):.1f} quad {f(quad):.1f} binary {f(half):.1f}"


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("weights", type=Path)
    ask.add_argument("rows", type=Path)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--rate", type=float, default=1e-4)
    ask.add_argument("--seed", type=int, default=1)
    given = ask.parse_args()
    rows = sentences(given.rows, run.PROGRAM)
    t.prepare(rows, t.tokenizer(m.VOCABULARY))
    rows = [s for s in rows if 0 < s["sides"][0] < s["sides"][1] and all(s["at"][: s["sides"][1]])]
    torch.manual_seed(given.seed)
    rnd = random.Random(given.seed)
    rnd.shuffle(rows)
    gold, before, told = [], [], []
    for fold in range(N_FOLDS):
        net = m.PairCoder(m.minilm(), m.VOCABULARY)
        weights.load(net, given.weights)
        here = rows[fold::N_FOLDS]
        gold += [s["root"] for s in here]
        before += tell(net, here)
        learn(net, [s for k, s in enumerate(rows) if k % N_FOLDS != fold], given.epochs, given.rate, rnd)
        told += tell(net, here)
        print(f"fold {fold + 1}, {len(gold)} rows | unseen: {shown(gold, before)} | taught: {shown(gold, told)}", flush=True)


if __name__ == "__main__":
    main()

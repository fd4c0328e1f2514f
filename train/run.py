"""The run that makes the weights: `python run.py OUT --seed 1`. See README.md.

Writes OUT/seed-N.pt after every epoch and the figures on dev to OUT/seed-N.json.
"""

import argparse
import json
import pickle
from pathlib import Path

import torch

import corpus
import model as m
import train as t

PROGRAM = corpus.ROOT / "target/release/rapport"


def sentences(out):
    """Training and dev sentences; kept in OUT, since the program is asked for its phrases."""
    kept = out / "sentences.pkl"
    if not kept.exists():
        written = sorted((corpus.ROOT / "gold/corpus/written").glob("*.txt"))
        found = (
            corpus.real(["train", "two-countries"], PROGRAM),
            corpus.written(written, PROGRAM),
            corpus.real(["dev"], PROGRAM),
        )
        kept.write_bytes(pickle.dumps(found))
    return pickle.loads(kept.read_bytes())


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("out", type=Path)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--rate", type=float, default=1.5e-4)
    ask.add_argument("--kind", default="spans", choices=("spans", "pairs"))
    ask.add_argument("--layers", type=int, default=6)
    ask.add_argument("--share", type=float, default=0.5, help="of the written sentences, in each epoch")
    ask.add_argument("--threads", type=int, default=2)
    given = ask.parse_args()
    torch.set_num_threads(given.threads)
    given.out.mkdir(exist_ok=True, parents=True)
    real, written, dev = sentences(given.out)
    tok = t.tokenizer(m.VOCABULARY)
    for some in (real, written, dev):
        t.prepare(some, tok)
    print(f"{len(real)} real, {len(written)} written, {len(dev)} dev sentences; {given}", flush=True)
    torch.manual_seed(given.seed)
    net = m.PairCoder(m.minilm(), m.VOCABULARY, given.layers)
    net.load_base()
    figures = []

    def after(epoch, found):
        figures.append(found)
        (given.out / f"seed-{given.seed}.json").write_text(json.dumps(figures, indent=1))
        torch.save(net.state_dict(), given.out / f"seed-{given.seed}.pt")

    t.train(net, real, dev, given.kind, sometimes=written, share=given.share, seed=given.seed, epochs=given.epochs,
            rate=given.rate, after=after)


if __name__ == "__main__":
    main()

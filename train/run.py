"""The runs that made the weights: `python run.py OUT --seed 1`. See README.md.

Writes OUT/seed-N-E.pt after every epoch E and the figures on dev to OUT/seed-N.json.
"""

import argparse
import json
import pickle
from pathlib import Path

import torch

import corpus
import model as m
import renaming
import train as t
import weights

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


def items_from(first_line):
    """Items of `train.jsonl` from this line on, counted from 1."""
    lines = (corpus.ROOT / "gold/corpus/train.jsonl").read_text().splitlines()
    return {json.loads(line)["item"] for line in lines[first_line - 1 :]}


def frozen(net, n_layers):
    """Leaves the embeddings and the lowest layers as they are; if a layer is frozen, the markers and distances, too."""
    begin = [part for part in (net.markers, net.distance) if part is not None and n_layers]
    for part in (net.words, net.positions, net.norm, *begin, *net.layers[:n_layers]):
        for weight in part.parameters():
            weight.requires_grad = False


def main():
    ask = argparse.ArgumentParser()
    ask.add_argument("out", type=Path)
    ask.add_argument("--seed", type=int, default=1)
    ask.add_argument("--epochs", type=int, default=6)
    ask.add_argument("--rate", type=float, default=1.5e-4)
    ask.add_argument("--kind", default="spans", choices=("spans", "pairs"))
    ask.add_argument("--layers", type=int)
    ask.add_argument("--share", type=float, default=0.5, help="of the written sentences, in each epoch")
    ask.add_argument("--threads", type=int, default=2)
    ask.add_argument("--renamed", type=float, default=0.5, help="share of the sentences whose states get other names, in each epoch")
    ask.add_argument("--masked", type=float, default=0.0, help="share of the word pieces that are hidden, in each epoch others")
    ask.add_argument("--headlines", type=float, default=0.0, help="share of the sentences that lose their articles, in each epoch others")
    ask.add_argument("--order", type=int, help="another seed for what is drawn while it trains; the heads begin as --seed says")
    ask.add_argument("--dropout", type=float, default=0.1)
    ask.add_argument("--until", type=int, help="last line of train.jsonl to learn; the rest is kept to fit the judge")
    ask.add_argument("--empty", type=float, default=0.5, help="of the real sentences without an event, in each epoch")
    ask.add_argument("--mpnet", type=Path, help="begins with the larger network of this folder (all-mpnet-base-v2); never shipped")
    ask.add_argument("--frozen", type=int, default=0, help="so many of the lowest layers stay as they are")
    more = ask.add_argument_group("going on from earlier weights")
    more.add_argument("--start", type=Path, help="the weights to begin with, float or an int8 graph")
    more.add_argument("--new", type=int, default=1, help="first line of train.jsonl that those weights had not seen")
    more.add_argument("--old", type=float, default=0.25, help="share of the sentences before it, in each epoch")
    given = ask.parse_args()
    torch.set_num_threads(given.threads)
    given.out.mkdir(exist_ok=True, parents=True)
    real, written, dev = sentences(given.out)
    tok = t.tokenizer(m.VOCABULARY)
    if given.until:
        kept = items_from(given.until + 1)
        real = [s for s in real if s["item"] not in kept]
    for some in (real, written, dev):
        t.prepare(some, tok)
    torch.manual_seed(given.seed)
    net = m.PairCoder(m.mpnet(given.mpnet) if given.mpnet else m.minilm(), m.VOCABULARY, given.layers)
    net.dropout.share = given.dropout
    sometimes = [(written, given.share)]
    if given.start:
        weights.load(net, given.start)
        new = items_from(given.new)
        sometimes.append(([s for s in real if s["item"] not in new], given.old))
        real = [s for s in real if s["item"] in new]
    else:
        net.load_base()
    sometimes.append(([s for s in real if not s["events"]], given.empty))
    real = [s for s in real if s["events"]]
    frozen(net, given.frozen)
    print(f"{len(real)} real, {len(written)} written, {len(dev)} dev sentences; {given}", flush=True)
    figures = []

    def after(epoch, found):
        figures.append(found)
        (given.out / f"seed-{given.seed}.json").write_text(json.dumps(figures, indent=1))
        torch.save(net.state_dict(), given.out / f"seed-{given.seed}-{epoch + 1}.pt")

    names = renaming.Names()

    def rename(sentence, rnd):
        other = renaming.renamed(sentence, names, rnd) if rnd.random() < given.renamed else None
        return t.prepare([other], tok)[0] if other else sentence

    t.train(net, real, dev, given.kind, sometimes=sometimes, seed=given.seed, epochs=given.epochs, rate=given.rate,
            after=after, rename=rename, masked=given.masked, headlines=given.headlines, order=given.order)


if __name__ == "__main__":
    main()

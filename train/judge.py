"""Fits the judge: how likely a report is right, from what shows of it.

    python judge.py LABELS.jsonl > models/judge/trees.csv

LABELS is a file of `gold/corpus` whose items the pair model was not trained on, labelled twice and settled. The program
weighs every reading of their texts (`rapport code --weighed`); a reading is right if source country, target country and
type are those of a labelled event that no surer reading has taken. Figures by cross-validation over items, for these
trees and for a logistic regression on the same signs, and of the trees on `dev.jsonl` go to stderr.
"""

import csv
import gzip
import json
import subprocess
import sys
from collections import Counter

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.model_selection import GroupKFold

import corpus
import run

SEEN_MIN = 15  # a sign shown by fewer readings is left out
TREES = dict(max_iter=300, learning_rate=0.03, max_leaf_nodes=12, min_samples_leaf=40, l2_regularization=20.0,
             max_features=0.15, early_stopping=False, random_state=1)


def documents(items):
    with gzip.open(corpus.WIKI, "rt") as lines:
        for line in lines:
            item = json.loads(line)
            if item["id"] in items:
                yield line.strip()


def weighed(items):
    text = "\n".join(documents(items))
    done = subprocess.run([run.PROGRAM, "code", "--weighed", "-"], input=text, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def states():
    """The state of each organisation and group that has one, by the tables of actors."""
    of = {}
    for name in ("organisations", "groups"):
        with open(corpus.ROOT / f"data/actors/{name}.csv") as rows:
            for row in csv.DictReader(rows):
                if row.get("country"):
                    of[row["id"]] = row["country"]
    return of


def labelled(path):
    of = states()
    events = {}
    for line in open(path):
        item = json.loads(line)
        side = lambda n: None if n is None else of.get(item["actors"][n]["actor"], item["actors"][n]["actor"])
        events[item["item"]] = Counter((side(e["source"]), side(e["target"]), e["type"]) for e in item["events"])
    return events


def agrees(readings, events):
    """Which readings tell a labelled event; of an item the surest first, each taking one."""
    left = {item: Counter(found) for item, found in events.items()}
    does = {}
    for n in sorted(range(len(readings)), key=lambda n: -readings[n]["signs"].get("belief", 0)):
        one = readings[n]
        told = (one["source"], one["target"], one["type"])
        does[n] = 0 < left.get(one["document"], Counter())[told]
        if does[n]:
            left[one["document"]][told] -= 1
    return np.array([does[n] for n in range(len(readings))])


def table(shown, seen_min):
    """What shows (sign to strength) as rows, and the names of their columns: signs shown often enough."""
    shown_by = Counter(sign for one in shown for sign in one)
    signs = sorted(sign for sign, n in shown_by.items() if seen_min <= n)
    return rows(shown, signs), signs


def rows(shown, signs):
    place = {sign: n for n, sign in enumerate(signs)}
    all_rows = np.zeros((len(shown), len(signs)))
    for n, one in enumerate(shown):
        for sign, strength in one.items():
            if sign in place:
                all_rows[n, place[sign]] = strength
    return all_rows


class Readings:
    """What the program weighs in the items of a labelled file, and which of it is right."""

    def __init__(self, path):
        self.events = labelled(path)
        self.readings = weighed(self.events.keys())
        self.shown = [reading["signs"] for reading in self.readings]
        self.items = [reading["document"] for reading in self.readings]
        self.right = agrees(self.readings, self.events)

    def print_figures(self, name, p):
        """Figures of a belief, told from different bars on."""
        n_events = sum(sum(found.values()) for found in self.events.values())
        quiet = {item for item, found in self.events.items() if not found}
        print(f"{name}: AUC {roc_auc_score(self.right, p):.4f} log loss {log_loss(self.right, p):.4f}", file=sys.stderr)
        for least in np.arange(0.30, 0.66, 0.04):
            over = least <= p
            hits = self.right[over].sum()
            precision, recall = hits / max(1, over.sum()), hits / n_events
            loud = sum(o and item in quiet for o, item in zip(over, self.items))
            print(f"   from {least:.2f}: P {100 * precision:.1f} R {100 * recall:.1f} F1 "
                  f"{200 * precision * recall / (precision + recall):.2f} quiet {100 * loud / len(quiet):.1f}", file=sys.stderr)
        calibration(p, self.right)


def main(path):
    learnt, dev = Readings(path), Readings(corpus.ROOT / "gold/corpus/dev.jsonl")
    strengths, signs = table(learnt.shown, SEEN_MIN)
    print(f"{len(learnt.events)} items, {len(learnt.readings)} readings, {learnt.right.mean():.3f} right", file=sys.stderr)
    learnt.print_figures("as shipped", np.array([reading["probability"] for reading in learnt.readings]))
    folds = list(GroupKFold(8).split(strengths, learnt.right, learnt.items))
    learnt.print_figures("logistic regression", in_folds(lambda: LogisticRegression(C=0.05, max_iter=5000), strengths, learnt.right, folds))
    trees = lambda: HistGradientBoostingClassifier(**TREES)
    learnt.print_figures("trees", in_folds(trees, strengths, learnt.right, folds))
    fit = trees().fit(strengths, learnt.right)
    dev.print_figures("trees on dev", fit.predict_proba(rows(dev.shown, signs))[:, 1])
    write(fit, signs)


def in_folds(model, strengths, right, folds):
    p = np.zeros(len(strengths))
    for learn, guess in folds:
        p[guess] = model().fit(strengths[learn], right[learn]).predict_proba(strengths[guess])[:, 1]
    return p


def calibration(p, right):
    """Belief and share of what is right, in ten bands of equally many."""
    bands = np.array_split(np.argsort(p), 10)
    print("   " + ", ".join(f"{p[band].mean():.2f} is {right[band].mean():.2f}" for band in bands), file=sys.stderr)


def write(fit, signs):
    """The trees as rows; the first is a single leaf, what holds before any sign is seen."""
    print("tree,node,sign,most,below,above,value")
    print(f"0,0,,,,,{float(np.ravel(fit._baseline_prediction)[0]):.5f}")
    for n, (predictor,) in enumerate(fit._predictors, 1):
        for k, node in enumerate(predictor.nodes):
            if node["is_leaf"]:
                print(f"{n},{k},,,,,{node['value']:.5f}")
            else:
                sign, most = signs[node["feature_idx"]], node["num_threshold"]
                print(f"{n},{k},{sign},{most:.9g},{node['left']},{node['right']},")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Fits the judge: how likely a report is right, from what shows of it.

    python judge.py LABELS.jsonl ... > models/judge/trees.csv

LABELS are files of `gold/corpus` whose items the pair model was not trained on. The program weighs every
reading of their texts (`rapport code --weighed`); a reading is right if source country, target country and
type are those of a labelled event that no surer reading has taken. Figures by cross-validation over items, for
these trees and for a logistic regression on the same signs, go to stderr.
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
from sklearn.model_selection import GroupKFold, cross_val_predict

import corpus
import run

SEEN_MIN = 15  # a sign shown by fewer readings is left out
# The labels it is fitted to were made in one quick reading and miss events that settled ones have: log-odds
# are stretched and raised so that they fit `dev.jsonl` (logistic regression on readings from 0.2 on).
SLOPE, LEAD = 1.2, 0.04
TREES = dict(max_iter=250, learning_rate=0.04, max_leaf_nodes=8, min_samples_leaf=30, l2_regularization=10.0,
             max_features=0.3, random_state=1)


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


def labelled(paths):
    of = states()
    events = {}
    for path in paths:
        for line in open(path):
            item = json.loads(line)
            side = lambda n: None if n is None else of.get(item["actors"][n]["actor"], item["actors"][n]["actor"])
            events[item["item"]] = Counter((side(e["source"]), side(e["target"]), e["type"]) for e in item["events"])
    return events


def is_right(readings, events):
    """Readings of an item, the surest first, each taking a labelled event like it."""
    left = {item: Counter(found) for item, found in events.items()}
    right = {}
    for n in sorted(range(len(readings)), key=lambda n: -readings[n]["signs"].get("belief", 0)):
        one = readings[n]
        told = (one["source"], one["target"], one["type"])
        right[n] = 0 < left[one["document"]][told]
        left[one["document"]][told] -= right[n]
    return np.array([right[n] for n in range(len(readings))])


def main(paths):
    events = labelled(paths)
    readings = weighed(events.keys())
    right = is_right(readings, events)
    seen = Counter(sign for one in readings for sign in one["signs"])
    signs = sorted(sign for sign, n in seen.items() if SEEN_MIN <= n)
    place = {sign: n for n, sign in enumerate(signs)}
    table = np.zeros((len(readings), len(signs)))
    for n, one in enumerate(readings):
        for sign, strength in one["signs"].items():
            if sign in place:
                table[n, place[sign]] = strength
    groups = [one["document"] for one in readings]
    told = np.array([one["probability"] for one in readings])
    n_events = sum(sum(found.values()) for found in events.values())
    quiet = {item for item, found in events.items() if not found}
    print(f"{len(events)} items, {n_events} events, {len(readings)} readings, {right.mean():.3f} right", file=sys.stderr)

    def shown(name, p):
        print(f"{name}: AUC {roc_auc_score(right, p):.4f} log loss {log_loss(right, p):.4f}", file=sys.stderr)
        for least in np.arange(0.30, 0.66, 0.025):
            over = least <= p
            hits = right[over].sum()
            precision, recall = hits / max(1, over.sum()), hits / n_events
            loud = sum(o and g in quiet for o, g in zip(over, groups))
            print(f"   from {least:.3f}: P {100 * precision:.1f} R {100 * recall:.1f} F1 "
                  f"{200 * precision * recall / (precision + recall):.2f} quiet {100 * loud / len(quiet):.1f}", file=sys.stderr)

    shown("as shipped", told)
    folds = list(GroupKFold(8).split(table, right, groups))
    guess = lambda fit: cross_val_predict(fit, table, right, cv=folds, method="predict_proba")[:, 1]
    shown("logistic regression", guess(LogisticRegression(C=0.05, max_iter=5000)))
    by_trees = guess(HistGradientBoostingClassifier(**TREES))
    shown("trees", by_trees)
    calibration(by_trees, right)
    write(HistGradientBoostingClassifier(**TREES).fit(table, right), signs)


def calibration(p, right):
    """Belief and share of right readings, in ten bands of equally many."""
    order = np.argsort(p)
    bands = np.array_split(order, 10)
    print("calibration: " + ", ".join(f"{p[band].mean():.2f} is {right[band].mean():.2f}" for band in bands), file=sys.stderr)


def write(fit, signs):
    """The trees as rows; the first is a single leaf, what holds before any sign is seen."""
    print("tree,node,sign,most,below,above,value")
    print(f"0,0,,,,,{SLOPE * float(np.ravel(fit._baseline_prediction)[0]) + LEAD:.5f}")
    for n, (predictor,) in enumerate(fit._predictors, 1):
        for k, node in enumerate(predictor.nodes):
            if node["is_leaf"]:
                print(f"{n},{k},,,,,{SLOPE * node['value']:.5f}")
            else:
                sign, most = signs[node["feature_idx"]], node["num_threshold"]
                print(f"{n},{k},{sign},{most:.6g},{node['left']},{node['right']},")


if __name__ == "__main__":
    main(sys.argv[1:])

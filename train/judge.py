"""Fits the judge: how likely a report is right, from what shows of it.

    python judge.py LABELS.jsonl [SECOND.jsonl] > models/judge/trees.csv

LABELS is a file of `gold/corpus` whose items the pair model was not trained on, SECOND a second labelling of some
of them. The program weighs every reading of their texts (`rapport code --weighed`); a reading agrees with a
labelling if source country, target country and type are those of a labelled event that no surer reading has
taken. How likely it is right then is learnt from `dev.jsonl`, which was labelled twice and settled, so that
what a quick labelling forgot counts for what it is. Figures by cross-validation over items, for
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
from sklearn.model_selection import GroupKFold

import corpus
import run

SEEN_MIN = 15  # a sign shown by fewer readings is left out
TREES = dict(max_iter=250, learning_rate=0.04, max_leaf_nodes=8, min_samples_leaf=60, l2_regularization=10.0,
             max_features=0.3, early_stopping=False, random_state=1)  # every reading counts as two rows


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


def learnt_from_dev():
    """How likely a reading is right by the settled labels of dev, given how many of one labelling, or of two,
    it agrees with and what the model believes: two logistic regressions."""
    part = lambda name: labelled(corpus.ROOT / f"gold/corpus/{name}.jsonl")
    first, second, settled = part("dev-first"), part("dev-second"), part("dev")
    readings = weighed(first.keys())
    a, b, right = (agrees(readings, events) for events in (first, second, settled))
    regression = lambda: LogisticRegression(C=10.0, max_iter=1000)
    of_one = regression().fit(np.vstack([seen(readings, a), seen(readings, b)]), np.concatenate([right, right]))
    of_two = regression().fit(seen(readings, a, b), right)
    return of_one, of_two


def seen(readings, a, b=None):
    """What tells how likely readings are right: with how many labellings they agree, and the model's belief."""
    belief = np.array([reading["signs"].get("belief", 0) for reading in readings])
    return np.column_stack([a, belief] if b is None else [a ^ b, a & b, belief])


def main(path, second_path=None):
    events, second = labelled(path), labelled(second_path) if second_path else {}
    readings = weighed(events.keys())
    of_one, of_two = learnt_from_dev()
    a, b = agrees(readings, events), agrees(readings, second)
    is_twice = np.array([reading["document"] in second for reading in readings])
    chance = np.where(is_twice, of_two.predict_proba(seen(readings, a, b))[:, 1], of_one.predict_proba(seen(readings, a))[:, 1])
    for name, which in (("agrees with both", a & b), ("with one of two", (a ^ b) & is_twice), ("with the only one", a & ~is_twice),
                        ("with neither", ~a & ~b & is_twice), ("not with the only one", ~a & ~is_twice)):
        if which.any():
            print(f"{name}: {which.sum()} readings, {chance[which].mean():.3f} likely right", file=sys.stderr)
    right = a | b
    shown_by = Counter(sign for reading in readings for sign in reading["signs"])
    signs = sorted(sign for sign, n in shown_by.items() if SEEN_MIN <= n)
    place = {sign: n for n, sign in enumerate(signs)}
    table = np.zeros((len(readings), len(signs)))
    for n, reading in enumerate(readings):
        for sign, strength in reading["signs"].items():
            if sign in place:
                table[n, place[sign]] = strength
    groups = [reading["document"] for reading in readings]
    told = np.array([reading["probability"] for reading in readings])
    n_events = sum(sum((events[item] | second.get(item, Counter())).values()) for item in events)
    quiet = {item for item, found in events.items() if not found and not second.get(item)}
    print(f"{len(events)} items, {n_events} events, {len(readings)} readings, {right.mean():.3f} labelled, "
          f"{chance.mean():.3f} likely right", file=sys.stderr)

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
    shown("logistic regression", in_folds(lambda: LogisticRegression(C=0.05, max_iter=5000), table, chance, folds))
    trees = lambda: HistGradientBoostingClassifier(**TREES)
    by_trees = in_folds(trees, table, chance, folds)
    shown("trees", by_trees)
    calibration(by_trees, chance)
    write(fitted(trees(), table, chance), signs)


def fitted(model, table, chance):
    """The model taught every reading twice: as right and as wrong, each by its chance."""
    n = len(table)
    return model.fit(np.vstack([table, table]), np.repeat([1, 0], n), sample_weight=np.concatenate([chance, 1 - chance]))


def in_folds(model, table, chance, folds):
    p = np.zeros(len(table))
    for learn, guess in folds:
        p[guess] = fitted(model(), table[learn], chance[learn]).predict_proba(table[guess])[:, 1]
    return p


def calibration(p, chance):
    """Belief and chance of being right, in ten bands of equally many."""
    order = np.argsort(p)
    bands = np.array_split(order, 10)
    print("calibration: " + ", ".join(f"{p[band].mean():.2f} is {chance[band].mean():.2f}" for band in bands), file=sys.stderr)


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
                print(f"{n},{k},{sign},{most:.6g},{node['left']},{node['right']},")


if __name__ == "__main__":
    main(*sys.argv[1:])

"""Fits how likely two reports are one happening: `python joining.py PAIRS.tsv > models/joining/trees.csv`.

PAIRS.tsv is what `rapport eval joining gold/joining/train.jsonl DATA --predictions PAIRS.tsv` wrote: pairs of
reports of one block of labels with what the program compares of them. Pairs of one key are left out, since the
program joins them without weighing. Figures by cross-validation over blocks go to stderr.
"""

import sys

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.model_selection import GroupKFold
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from judge import in_folds, write

TREES = dict(max_iter=400, learning_rate=0.05, max_leaf_nodes=15, min_samples_leaf=40, l2_regularization=10.0,
             max_features=0.3, early_stopping=False, random_state=1)


def main(path):
    head, *lines = (line.rstrip("\n").split("\t") for line in open(path))
    blocks = np.array([line[0] for line in lines])
    rows = np.array([[float(cell) for cell in line[1:]] for line in lines])
    same, compared, one_key, x = rows[:, 0] == 1, rows[:, 2] == 1, rows[:, 3] == 1, rows[:, 4:]
    print(f"{len(same)} pairs, {same.sum()} the same: {(same & one_key).sum()} of one key "
          f"({(~same & one_key).sum()} others are), {(same & ~compared & ~one_key).sum()} never compared", file=sys.stderr)
    weighed = compared & ~one_key
    x, y, blocks = x[weighed], same[weighed], blocks[weighed]
    folds = list(GroupKFold(8, shuffle=True, random_state=1).split(x, y, blocks))
    trees = lambda: HistGradientBoostingClassifier(**TREES)
    logistic = lambda: make_pipeline(StandardScaler(), LogisticRegression(C=0.1, max_iter=3000))
    for name, model in (("logistic regression", logistic), ("trees", trees)):
        p = in_folds(model, x, y, folds)
        print(f"{name}: average precision {average_precision_score(y, p):.3f}", file=sys.stderr)
        for least in (0.3, 0.4, 0.5, 0.6, 0.7):
            joined = least <= p
            right = (joined & y).sum()
            print(f"   from {least}: precision {right / joined.sum():.3f} recall {right / y.sum():.3f} "
                  f"F1 {2 * right / (joined.sum() + y.sum()):.3f}", file=sys.stderr)
    write(trees().fit(x, y), head[5:])


if __name__ == "__main__":
    main(*sys.argv[1:])

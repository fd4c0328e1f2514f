"""Fits what each feature of two reports weighs: `python joining.py PAIRS.tsv`.

PAIRS.tsv is what `rapport eval joining gold/joining/dev.jsonl DATA --predictions
PAIRS.tsv` wrote. Prints the weights for `crates/archive/src/joining/trace.rs`, and
how well weights fitted on nine tenths of the pairs judge the last tenth.
"""

import sys

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict


def main(path):
    head, *lines = (line.rstrip("\n").split("\t") for line in open(path))
    rows = np.array([[float(cell) for cell in line] for line in lines])
    same, compared, x = rows[:, 0], rows[:, 2] == 1, rows[:, 3:]
    fit = LogisticRegression(C=1.0, fit_intercept=False, max_iter=2000)
    p = np.zeros(len(same))
    p[compared] = cross_val_predict(fit, x[compared], same[compared], cv=10, method="predict_proba")[:, 1]
    for threshold in (0.4, 0.5, 0.6, 0.7):
        joined = p >= threshold
        right = (joined & (same == 1)).sum()
        print(f"at {threshold}: precision {right / joined.sum():.3f} recall {right / same.sum():.3f} "
              f"F1 {2 * right / (joined.sum() + same.sum()):.3f}")
    print(f"{(~compared & (same == 1)).sum()} of {int(same.sum())} same pairs are never compared")
    fit.fit(x[compared], same[compared])
    for name, weight in zip(head[3:], fit.coef_[0]):
        print(f"    {weight:.2f}, // {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
